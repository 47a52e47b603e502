//! The plan as a TOML file that clerks read and edit by hand: `docs/PLAN.md` describes the format.
//!
//! ```
//! # use domain::plan::Plan;
//! let text = r#"
//! title = "示例县政府门户网站内容保障方案"
//! document_number = "示办发〔2018〕1号"
//! effective_on = 2018-12-01
//!
//! [[unit]]
//! code = "zwb"
//! name = "县政务办"
//! kind = "政府部门"
//!
//! [[column]]
//! code = "tzgg"
//! name = "通知公告"
//! modes = ["单位发布"]
//! cadence = "13次每月"
//! leads = ["县政府办"]
//! "#;
//! let faults: Vec<String> = Plan::from_toml(text).unwrap_err().iter().map(ToString::to_string).collect();
//! assert!(faults[0].starts_with("15:11 更新时效“13次每月”无法识别"));
//! assert_eq!(faults[1], "16:10 没有名为“县政府办”的单位或单位组");
//! ```

mod clock;
mod read;
mod syntax;
mod table;
mod write;

use std::fmt;
use std::ops::Range;

pub use super::faults::FaultKind;

/// One fault of a plan file, where the reader of the file finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    pub kind: FaultKind,
    /// A Chinese sentence.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} {}", self.line, self.column, self.message)
    }
}

/// The faults found so far, by their place in the text.
#[derive(Debug, Default)]
struct Findings(Vec<Finding>);

#[derive(Debug)]
struct Finding {
    span: Range<usize>,
    kind: FaultKind,
    message: String,
}

impl Findings {
    fn report(&mut self, span: Range<usize>, kind: FaultKind, message: impl Into<String>) {
        self.0.push(Finding { span, kind, message: message.into() });
    }

    /// Whether something within `span` has been reported: what follows from it need not be.
    fn any_within(&self, span: &Range<usize>) -> bool {
        self.0.iter().any(|f| span.start <= f.span.start && f.span.end <= span.end)
    }

    /// In the order of the text.
    fn into_faults(mut self, text: &str) -> Vec<Fault> {
        self.0.sort_by_key(|f| f.span.start);
        let place = |offset: usize| {
            let before = text.get(..offset).unwrap_or(text);
            let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
            (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
        };
        self.0
            .into_iter()
            .map(|Finding { span, kind, message }| {
                let (line, column) = place(span.start);
                Fault { line, column, kind, message }
            })
            .collect()
    }
}
