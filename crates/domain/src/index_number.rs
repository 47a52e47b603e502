//! 索引号, under which a document is filed for good: how a county writes them, and the series in which a unit's documents of
//! a year are counted (政府信息公开目录系统实施指引: 编制单位代码、年份、流水号).

use crate::plan::{Plan, Unit, UnitCode};

/// Where the plan says nothing: `11450123007777777T/2026-00017`.
pub const USUAL: &str = "{unit}/{year}-{serial}";

/// Longer ones would not fit beside the other attributes of a document.
const LENGTH_MAX: usize = 60;

const UNIT: &str = "{unit}";
const YEAR: &str = "{year}";
const SERIAL: &str = "{serial}";
const BRACES: [char; 2] = ['{', '}'];

/// How a county writes its index numbers: a text in which `{unit}`, `{year}` and `{serial}` stand for what differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    before: String,
    after: String,
}

/// The index numbers of one unit and year; they differ in the serial alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    before: String,
    after: String,
}

impl Template {
    /// Reads a template; `None` where it has no year or not exactly one serial, names another place, or is too long.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (before, after) = text.split_once(SERIAL)?;
        let is_plain = |part: &str| !part.replace(UNIT, "").replace(YEAR, "").contains(BRACES);
        let fits = text.contains(YEAR) && is_plain(before) && is_plain(after) && text.chars().count() <= LENGTH_MAX;
        fits.then(|| Self { before: before.to_owned(), after: after.to_owned() })
    }

    /// The series of the unit that is filed under `unit`, in the year in which its documents become public. Where the
    /// template names no unit, all units count in one.
    pub fn series(&self, unit: &str, year: i32) -> Series {
        let year = year.to_string();
        let filled = |part: &str| part.replace(YEAR, &year).replace(UNIT, unit);
        Series { before: filled(&self.before), after: filled(&self.after) }
    }
}

impl Series {
    /// What the series is called; no other is called so.
    pub fn name(&self) -> String {
        format!("{}{SERIAL}{}", self.before, self.after)
    }

    /// The number with this serial, from 1; of five digits as long as these are enough.
    pub fn number(&self, serial: u32) -> String {
        format!("{}{serial:05}{}", self.before, self.after)
    }
}

/// Whether a unit can be filed under `code`: letters, digits and hyphens, such as its 统一社会信用代码; at most 40.
pub fn is_filing_code(code: &str) -> bool {
    (1..=40).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

impl Plan {
    /// The series in which a unit's documents of a year are counted. A unit without a filing code is filed under the code
    /// that it has in the plan.
    pub fn index_series(&self, unit: &UnitCode, year: i32) -> Series {
        let template = Template::parse(&self.site.index_number).or_else(|| Template::parse(USUAL));
        let template = template.expect("the usual template is one");
        template.series(self.unit(unit).map_or(unit.as_str(), Unit::filing_code), year)
    }
}

impl Unit {
    /// Under what its documents are filed: its filing code, or the code that it has in the plan.
    pub fn filing_code(&self) -> &str {
        if self.index_code.is_empty() { self.code.as_str() } else { &self.index_code }
    }
}
