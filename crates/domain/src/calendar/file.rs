//! Notices as a TOML file: `docs/CALENDAR.md` describes the format, `plans/calendar/` holds those that come with the
//! system.
//!
//! ```
//! # use domain::calendar::file::CalendarFile;
//! let text = r#"
//! layer = "全国"
//!
//! [[notice]]
//! year = 2024
//! number = "国办发明电〔2023〕7号"
//! holidays = [{ name = "中秋节", off = { from = 2024-09-15, to = 2024-09-17 }, work = [2024-09-14] }]
//! "#;
//! let file = CalendarFile::parse(text).expect("a file without faults");
//! assert_eq!(file.notices[0].source(), "国办发明电〔2023〕7号");
//! let faults = CalendarFile::parse(&text.replace("2024-09-17", "2024-09-13")).unwrap_err();
//! assert_eq!(faults[0].to_string(), "第 4 行 “中秋节”的结束日期 2024-09-13 早于开始日期 2024-09-15");
//! ```

use std::ops::Range;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::{Days, Holiday, Layer, Notice, Season};

/// The notices of one layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFile {
    pub notices: Vec<Notice>,
    pub seasons: Vec<Season>,
}

/// One fault of the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行 {message}")]
pub struct FileFault {
    /// Counted from 1.
    pub line: usize,
    /// A Chinese sentence.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    layer: Spanned<String>,
    #[serde(default)]
    season: Vec<Spanned<WrittenSeason>>,
    #[serde(default)]
    notice: Vec<Spanned<WrittenNotice>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSeason {
    name: String,
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenNotice {
    year: i32,
    #[serde(default)]
    number: String,
    #[serde(default)]
    address: String,
    #[serde(default = "yes")]
    checked: bool,
    holidays: Vec<WrittenHoliday>,
}

const fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenHoliday {
    name: String,
    #[serde(default)]
    off: Option<WrittenDays>,
    #[serde(default)]
    work: Vec<Datetime>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenDays {
    One(Datetime),
    Several { from: Datetime, to: Datetime },
}

impl CalendarFile {
    /// Reads the notices, or reports every fault of them at once; of text that is no such file only the first.
    pub fn parse(text: &str) -> Result<Self, Vec<FileFault>> {
        let fault = |span: Range<usize>, message: String| FileFault { line: line_of(text, span.start), message };
        let written: Written = toml::from_str(text).map_err(|error| {
            vec![fault(error.span().unwrap_or_default(), format!("不符合日历文件的写法：{}", error.message()))]
        })?;
        let mut faults = Vec::new();
        let layer = match written.layer.get_ref().as_str() {
            "自治区" => Layer::Region,
            other => {
                if other != "全国" {
                    faults.push(fault(written.layer.span(), format!("layer 只能是“全国”或“自治区”，不是“{other}”")));
                }
                Layer::National
            }
        };
        let mut seasons = Vec::new();
        for season in written.season {
            let span = season.span();
            let WrittenSeason { name, from, to } = season.into_inner();
            match (month_and_day(&from), month_and_day(&to)) {
                (Some(from), Some(to)) if from <= to => seasons.push(Season { name, from, to }),
                _ => faults.push(fault(span, format!("“{name}”的起止应写作 03-20、05-10 这样的月和日，起不晚于止"))),
            }
        }
        let mut notices = Vec::new();
        for notice in written.notice {
            let span = notice.span();
            match notice.into_inner().read(&layer) {
                Ok(notice) => {
                    faults.extend(notice.inspect().into_iter().map(|found| fault(span.clone(), found.to_string())));
                    notices.push(notice);
                }
                Err(message) => faults.push(fault(span, message)),
            }
        }
        if faults.is_empty() { Ok(Self { notices, seasons }) } else { Err(faults) }
    }
}

impl WrittenNotice {
    fn read(self, layer: &Layer) -> Result<Notice, String> {
        let holidays = self.holidays.into_iter().map(WrittenHoliday::read).collect::<Result<_, _>>()?;
        let Self { year, number, address, checked, .. } = self;
        Ok(Notice { layer: layer.clone(), year, number, address, checked, holidays })
    }
}

impl WrittenHoliday {
    fn read(self) -> Result<Holiday, String> {
        let off = match self.off {
            None => Vec::new(),
            Some(WrittenDays::One(day)) => vec![Days::one(date(day)?)],
            Some(WrittenDays::Several { from, to }) => vec![Days { from: date(from)?, to: date(to)? }],
        };
        let work = self.work.into_iter().map(date).collect::<Result<_, _>>()?;
        Ok(Holiday { name: self.name, off, work })
    }
}

fn date(written: Datetime) -> Result<NaiveDate, String> {
    let date = written.date.filter(|_| written.time.is_none());
    let date = date.and_then(|d| NaiveDate::from_ymd_opt(i32::from(d.year), u32::from(d.month), u32::from(d.day)));
    date.ok_or_else(|| format!("“{written}”不是日期"))
}

fn month_and_day(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // 2000 had a 29 February.
    NaiveDate::from_ymd_opt(2000, month, day).map(|_| (month, day))
}

fn line_of(text: &str, offset: usize) -> usize {
    text.get(..offset).unwrap_or(text).matches('\n').count() + 1
}
