//! The table `[clock]` of a plan file.

use super::super::Cadence;
use super::{FaultKind, Findings, reminders};
use crate::{
    availability::ServiceLevel,
    calendar::shipped,
    clock::Term,
    obligation::ClockSettings,
    written::{Located, Table},
};

const KEYS: [&str; 14] = [
    "region",
    "promptly",
    "signing",
    "interpretation",
    "reply",
    "rectification",
    "service_level",
    "service_time",
    "warn_percent",
    "warn",
    "remind",
    "remind_again",
    "escalate_head",
    "escalate_office",
];

/// What `[clock]` says; what it leaves out is as usual.
pub(super) fn read(top: &Table, findings: &mut Findings) -> ClockSettings {
    let usual = ClockSettings::default();
    let Some(table) = &top.table("clock", &KEYS, findings) else { return usual };
    let promptly = working_days(table, "promptly", usual.promptly, findings);
    let signing = working_days(table, "signing", usual.signing, findings);
    let interpretation = working_days(table, "interpretation", usual.interpretation, findings);
    let reply = working_days(table, "reply", usual.reply, findings);
    let rectification = working_days(table, "rectification", usual.rectification, findings);
    let service = read_service(table, usual.service, findings);
    let warn_percent = read_warn_percent(table, usual.warn_percent, findings);
    let warn_days = if table.spans.is_written("warn") { read_warn_days(table, findings) } else { usual.warn_days };
    let region = read_region(table, findings);
    let reminders = reminders::read(table, usual.reminders, findings);
    ClockSettings {
        region,
        promptly,
        signing,
        warn_percent,
        warn_days,
        interpretation,
        reply,
        rectification,
        service,
        reminders,
    }
}

pub(super) fn working_days(table: &Table, key: &str, usual: u16, findings: &mut Findings) -> u16 {
    match table.term(key, findings) {
        None => usual,
        Some((Term::WorkingDays(days), _)) => days,
        Some((term, span)) => {
            let message = format!("{key} 应以工作日计，如“{usual}个工作日”，不能是“{}”", term.written());
            findings.report(span, FaultKind::BadValue, message);
            usual
        }
    }
}

/// Empty, or a region whose notices come with the system; those of others are entered in the desk.
fn read_region(table: &Table, findings: &mut Findings) -> String {
    let Some(Located { text, span }) = table.text("region", findings) else { return String::new() };
    if !text.is_empty() && !shipped::regions().any(|region| region == text) {
        let known: Vec<&str> = shipped::regions().collect();
        let message = format!("没有“{text}”的放假安排，可写：{}；其他地区的安排在后台录入", known.join("、"));
        findings.report(span, FaultKind::BadValue, message);
    }
    text
}

/// `service_level = "99%"` and `service_time = "5秒"`.
fn read_service(table: &Table, usual: ServiceLevel, findings: &mut Findings) -> ServiceLevel {
    let mut read = |key: &str, usual: u16, of: fn(&str) -> Option<u16>, form: &str| {
        let Some(Located { text, span }) = table.text(key, findings) else { return usual };
        of(&text).unwrap_or_else(|| {
            findings.report(span, FaultKind::BadValue, format!("{key} 应为 {form}，不能是“{text}”"));
            usual
        })
    };
    let percent = "50% 至 100%，至多两位小数，如“99.5%”";
    let opens = read("service_level", usual.opens, ServiceLevel::parse_percent, percent);
    let seconds = read("service_time", usual.seconds, ServiceLevel::parse_seconds, "1秒 至 60秒");
    ServiceLevel { opens, seconds }
}

/// `"70%"`.
fn read_warn_percent(table: &Table, usual: u8, findings: &mut Findings) -> u8 {
    let Some(Located { text, span }) = table.text("warn_percent", findings) else { return usual };
    let percent = text.trim().trim_end_matches('%').parse().ok().filter(|percent| (1..=99).contains(percent));
    percent.unwrap_or_else(|| {
        findings.report(span, FaultKind::BadValue, format!("warn_percent 应为 1% 至 99%，不能是“{text}”"));
        usual
    })
}

/// `["2周内 10天"]`: the cadence, and after how many days of it the clock warns.
fn read_warn_days(table: &Table, findings: &mut Findings) -> Vec<(Cadence, u16)> {
    let mut listed = Vec::new();
    for Located { text, span } in table.texts("warn", findings) {
        if let Some(entry) = cadence_and_days(&text) {
            listed.push(entry);
        } else {
            let message = format!("“{text}”应写作“2周内 10天”：更新时效和几天后提醒");
            findings.report(span, FaultKind::BadValue, message);
        }
    }
    listed
}

fn cadence_and_days(text: &str) -> Option<(Cadence, u16)> {
    let (cadence, days) = text.rsplit_once(' ')?;
    match (Cadence::parse(cadence), Term::parse(days)) {
        (Ok(cadence @ (Cadence::Days { .. } | Cadence::Months { .. })), Ok(Term::Days(days))) => Some((cadence, days)),
        _ => None,
    }
}
