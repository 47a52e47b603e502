//! A holiday as somebody types it from a notice: `国庆节 2027-10-01至2027-10-07 上班2027-09-26、2027-10-09`.

use chrono::NaiveDate;

use super::{Days, Holiday};

/// Why a line is no holiday; the sentence is for the person who typed it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineRefused {
    #[error("第 {0} 行应写作“国庆节 2027-10-01至2027-10-07 上班2027-09-26、2027-10-09”")]
    Shape(usize),
    #[error("第 {line} 行的“{text}”不是日期")]
    Date { line: usize, text: String },
}

impl Holiday {
    /// One holiday a line; empty lines are passed over. The first line that cannot be read is told.
    ///
    /// ```
    /// # use domain::calendar::Holiday;
    /// let read = Holiday::parse_lines("元旦 2027-01-01\n春节 2027-02-05至2027-02-11 上班2027-02-14、2027-02-20").unwrap();
    /// assert_eq!((read.len(), read[1].work.len()), (2, 2));
    /// assert_eq!(Holiday::parse_lines("元旦").unwrap_err().to_string(),
    ///     "第 1 行应写作“国庆节 2027-10-01至2027-10-07 上班2027-09-26、2027-10-09”");
    /// ```
    pub fn parse_lines(text: &str) -> Result<Vec<Self>, LineRefused> {
        let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
        lines.map(|(number, line)| parse(number, line)).collect()
    }

    /// As [`Holiday::parse_lines`] reads it.
    pub fn line(&self) -> String {
        let off = self.off.iter().map(|days| {
            if days.from == days.to { days.from.to_string() } else { format!("{}至{}", days.from, days.to) }
        });
        let work: Vec<String> = self.work.iter().map(NaiveDate::to_string).collect();
        let work = (!work.is_empty()).then(|| format!("上班{}", work.join("、")));
        std::iter::once(self.name.clone()).chain(off).chain(work).collect::<Vec<_>>().join(" ")
    }
}

fn parse(line: usize, text: &str) -> Result<Holiday, LineRefused> {
    let date = |text: &str| {
        text.trim().parse::<NaiveDate>().map_err(|_| LineRefused::Date { line, text: text.trim().to_owned() })
    };
    let mut words = text.split_whitespace();
    let name = words.next().ok_or(LineRefused::Shape(line))?.to_owned();
    let mut holiday = Holiday { name, off: Vec::new(), work: Vec::new() };
    for word in words {
        if let Some(days) = word.strip_prefix("上班") {
            for day in days.split(['、', '，', ',']).filter(|day| !day.trim().is_empty()) {
                holiday.work.push(date(day)?);
            }
        } else {
            let (from, to) = word.split_once('至').unwrap_or((word, word));
            holiday.off.push(Days { from: date(from)?, to: date(to)? });
        }
    }
    if holiday.off.is_empty() && holiday.work.is_empty() { Err(LineRefused::Shape(line)) } else { Ok(holiday) }
}
