//! 整改通知: what the office holds against a unit, and what it demands.

use serde::{Deserialize, Serialize};

use super::{
    BASIS_MAX, FAULT_MAX, PASSAGE_MAX, PLACE_MAX, POINTS_MAX, SUBJECT_MAX, TEXT_MAX, WORKING_DAYS_MAX, length, plain,
};
use crate::{
    desk::FieldFault,
    id::FindingId,
    plan::{ColumnCode, UnitCode},
};

/// One fault.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Point {
    /// What is wrong.
    pub fault: String,
    /// Where: the address of a page, or words; may be empty.
    pub place: String,
    /// When it was seen, as the office writes it; may be empty.
    pub seen: String,
    /// A copy of the passage; may be empty.
    pub passage: String,
    /// What the patrol found there: its state today is shown to whoever checks.
    pub finding: Option<FindingId>,
    /// The column that it is about: how that stands today is shown to whoever checks.
    pub column: Option<ColumnCode>,
}

impl Point {
    /// By which cases on the same fault are found: `finding:12`, `column:tzgg`; `None` for one that somebody wrote by hand.
    pub fn ground(&self) -> Option<String> {
        let of_finding = self.finding.map(|finding| format!("finding:{finding}"));
        of_finding.or_else(|| self.column.as_ref().map(|column| format!("column:{column}")))
    }
}

/// A notice without faults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub subject: String,
    pub points: Vec<Point>,
    /// What the unit must do.
    pub demand: String,
    /// The law or indicator that it rests on.
    pub basis: String,
}

/// The form of a new case as it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeForm {
    /// Of this form: sent twice, it opens one case.
    pub key: String,
    /// Code of the unit; empty when none was chosen.
    pub unit: String,
    pub subject: String,
    pub points: Vec<Point>,
    pub demand: String,
    pub basis: String,
    /// As it was typed.
    pub working_days: String,
}

impl NoticeForm {
    /// The unit, the notice and the working days; or everything that is wrong with the form at once. Fields of a point are
    /// named `points.0.fault`.
    pub fn check(&self) -> Result<(UnitCode, Notice, u16), Vec<FieldFault>> {
        let mut faults = Vec::new();
        let mut require = |met: bool, field: &str, message: String| {
            if !met {
                faults.push(FieldFault::new(field, message));
            }
        };
        let unit = UnitCode::parse(&self.unit);
        require(unit.is_some(), "unit", "请选择整改单位".into());
        let text = |text: &str, field: &str, what: &str, most: usize, require: &mut dyn FnMut(bool, &str, String)| {
            let text = plain(text);
            require(!text.is_empty(), field, format!("请填写{what}"));
            require(length(&text) <= most, field, format!("{what}不超过 {most} 个字"));
            text
        };
        let subject = text(&self.subject, "subject", "事由", SUBJECT_MAX, &mut require);
        require(!self.points.is_empty(), "points", "请至少写明一个问题".into());
        require(self.points.len() <= POINTS_MAX, "points", format!("一份通知最多 {POINTS_MAX} 个问题，请分开发"));
        let mut points = Vec::new();
        for (at, point) in self.points.iter().enumerate() {
            let field = |name: &str| format!("points.{at}.{name}");
            let fault = text(&point.fault, &field("fault"), "存在问题", FAULT_MAX, &mut require);
            let (place, seen, passage) = (plain(&point.place), plain(&point.seen), plain(&point.passage));
            require(length(&place) <= PLACE_MAX, &field("place"), format!("位置不超过 {PLACE_MAX} 个字"));
            require(length(&seen) <= SUBJECT_MAX, &field("seen"), format!("发现时间不超过 {SUBJECT_MAX} 个字"));
            require(length(&passage) <= PASSAGE_MAX, &field("passage"), format!("原文摘录不超过 {PASSAGE_MAX} 个字"));
            points.push(Point { fault, place, seen, passage, finding: point.finding, column: point.column.clone() });
        }
        let demand = text(&self.demand, "demand", "整改要求", TEXT_MAX, &mut require);
        let basis = text(&self.basis, "basis", "依据", BASIS_MAX, &mut require);
        let working_days = working_days(&self.working_days);
        require(working_days.is_some(), "working_days", format!("请填写 1 至 {WORKING_DAYS_MAX} 个工作日"));
        match (unit, working_days) {
            (Some(unit), Some(days)) if faults.is_empty() => {
                Ok((unit, Notice { subject, points, demand, basis }, days))
            }
            _ => Err(faults),
        }
    }
}

/// A number of working days as somebody typed it.
fn working_days(text: &str) -> Option<u16> {
    text.trim().parse().ok().filter(|days| (1..=WORKING_DAYS_MAX).contains(days))
}
