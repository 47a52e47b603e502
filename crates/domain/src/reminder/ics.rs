//! A unit's deadlines as a calendar that other programs subscribe to (RFC 5545).

use chrono::{DateTime, NaiveDate, Utc};

/// Longest line in bytes, without its end (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;

/// A day on which something falls due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueDay {
    pub day: NaiveDate,
    /// A line for each column and single duty.
    pub columns: Vec<String>,
    /// A line for each thing that lies with the unit to be signed (待审签).
    pub signings: Vec<String>,
    /// A line for each case (整改) that must be answered.
    pub cases: Vec<String>,
    /// A line for each monthly round (月度巡查) that must be signed.
    pub rounds: Vec<String>,
}

impl DueDay {
    /// A day on which nothing falls due yet.
    pub const fn new(day: NaiveDate) -> Self {
        Self { day, columns: Vec::new(), signings: Vec::new(), cases: Vec::new(), rounds: Vec::new() }
    }

    /// 2 个栏目到期、1 件整改到期.
    fn summary(&self) -> String {
        let counted = [
            (self.columns.len(), "个栏目到期"),
            (self.signings.len(), "条待审签"),
            (self.cases.len(), "件整改到期"),
            (self.rounds.len(), "份月度巡查待签字"),
        ];
        let said = counted.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        said.collect::<Vec<_>>().join("、")
    }
}

/// What the calendar is of.
#[derive(Debug, Clone, Copy)]
pub struct Feed<'a> {
    /// 县教育局：保障期限.
    pub name: &'a str,
    /// Makes identifiers that no other calendar has: host of the portal.
    pub host: &'a str,
    /// Code of the unit.
    pub unit: &'a str,
    /// Address of the page with the details.
    pub address: &'a str,
    pub at: DateTime<Utc>,
}

impl Feed<'_> {
    /// The calendar with an event for each day.
    pub fn written(&self, days: &[DueDay]) -> String {
        let mut out = String::new();
        let mut line = |text: String| fold(&mut out, &text);
        line("BEGIN:VCALENDAR".into());
        line("VERSION:2.0".into());
        line("PRODID:-//Longan//Reminders//ZH".into());
        line("CALSCALE:GREGORIAN".into());
        line("METHOD:PUBLISH".into());
        line(format!("X-WR-CALNAME:{}", escaped(self.name)));
        line("REFRESH-INTERVAL;VALUE=DURATION:PT6H".into());
        for due in days {
            let next = due.day.succ_opt().unwrap_or(due.day);
            line("BEGIN:VEVENT".into());
            line(format!("UID:{}-{}@{}", self.unit, due.day.format("%Y%m%d"), self.host));
            line(format!("DTSTAMP:{}", self.at.format("%Y%m%dT%H%M%SZ")));
            line(format!("DTSTART;VALUE=DATE:{}", due.day.format("%Y%m%d")));
            line(format!("DTEND;VALUE=DATE:{}", next.format("%Y%m%d")));
            line(format!("SUMMARY:{}", escaped(&due.summary())));
            let lines = [&due.columns[..], &due.signings, &due.cases, &due.rounds].concat();
            line(format!("DESCRIPTION:{}", escaped(&lines.join("\n"))));
            line(format!("URL:{}", self.address));
            line("TRANSP:TRANSPARENT".into());
            line("END:VEVENT".into());
        }
        line("END:VCALENDAR".into());
        out
    }
}

/// A text value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out += "\\n",
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// One content line: no piece longer than 75 bytes, no character cut in two.
fn fold(out: &mut String, line: &str) {
    let mut taken = 0;
    for c in line.chars() {
        if taken + c.len_utf8() > LONGEST_LINE {
            *out += "\r\n ";
            taken = 1;
        }
        out.push(c);
        taken += c.len_utf8();
    }
    *out += "\r\n";
}
