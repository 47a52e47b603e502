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
mod reminders;
mod write;

use crate::written::{self, FaultKinds, Slip};

pub use super::faults::FaultKind;

/// One fault of a plan file.
pub type Fault = written::Fault<FaultKind>;

type Findings = written::Findings<FaultKind>;

impl From<Slip> for FaultKind {
    fn from(slip: Slip) -> Self {
        match slip {
            Slip::Syntax => Self::Syntax,
            Slip::UnknownKey => Self::UnknownKey,
            Slip::MissingKey => Self::MissingKey,
            Slip::BadValue => Self::BadValue,
            Slip::BadDate => Self::BadDate,
        }
    }
}

impl FaultKinds for FaultKind {
    /// `grey` was the grey day before it became a switch of the desk.
    const FORMER_KEYS: &'static [&'static str] = &["grey"];
}
