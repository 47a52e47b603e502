//! Forms about clocks: what the portal manager decides, and what a unit confirms.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::FieldFault;
use crate::{
    id::{AdjustmentId, ItemId},
    obligation::{Extension, MatterKey},
    plan::ColumnCode,
    time::china_date,
};

/// Longest reason, in characters.
const LONGEST_REASON: usize = 200;
/// Nobody stops a clock for longer at once.
const LONGEST_DAYS: i64 = 366;

/// How a clock is adjusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AdjustmentKind {
    /// 暂停: days do not count.
    Pause,
    /// 豁免: nothing is owed.
    Exemption,
    /// 延期: the clock that ends next ends later.
    Extension,
}

impl AdjustmentKind {
    pub const ALL: [Self; 3] = [Self::Pause, Self::Exemption, Self::Extension];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Pause => "pause",
            Self::Exemption => "exemption",
            Self::Extension => "extension",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Pause => "暂停计时",
            Self::Exemption => "豁免",
            Self::Extension => "延期",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// An adjustment to be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjust {
    pub kind: AdjustmentKind,
    pub column: ColumnCode,
    /// Only an extension may be for one item.
    pub item: Option<ItemId>,
    /// Of one single duty (单项任务) in the column, which only an extension may be for; `None` for the column's own clocks.
    pub matter: Option<MatterKey>,
    /// First day of a pause or exemption; the due day that an extension moves.
    pub from: NaiveDate,
    /// Last day, or the new due day. A pause or exemption may be open, an extension not.
    pub to: Option<NaiveDate>,
    pub reason: String,
}

/// An adjustment as it was decided; it stays visible after its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    pub id: AdjustmentId,
    pub adjust: Adjust,
    /// What the single duty was called, since it may be gone by now; empty for the column's own clocks.
    pub about: String,
    pub by: String,
    pub at: DateTime<Utc>,
    /// Who took it back, when, and why.
    pub ended: Option<(DateTime<Utc>, String, String)>,
}

impl Adjustment {
    /// The last day on which it counts, `None` inside while it is open; none at all when it was taken back before it
    /// began. Whoever ends a pause lets the clock run from that day on; the days before stay what they were.
    pub fn last_day(&self) -> Option<Option<NaiveDate>> {
        let Some((ended, ..)) = &self.ended else { return Some(self.adjust.to) };
        let before = china_date(*ended).pred_opt()?;
        let to = self.adjust.to.map_or(before, |to| to.min(before));
        (to >= self.adjust.from).then_some(Some(to))
    }

    /// The later day that was approved; `None` of a pause and an exemption.
    pub fn extension(&self) -> Option<Extension> {
        let Adjust { kind, from, to, ref reason, .. } = self.adjust;
        let until = to.filter(|_| kind == AdjustmentKind::Extension)?;
        Some(Extension { instead_of: from, approved_on: china_date(self.at), until, reason: reason.clone() })
    }
}

impl Adjust {
    /// Everything that is wrong with the form.
    pub fn faults(&self) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        faults.extend(reason_fault(&self.reason));
        match (self.kind, self.to) {
            (AdjustmentKind::Extension, None) => faults.push(FieldFault::new("to", "请填写延期到哪一天")),
            (AdjustmentKind::Extension, Some(to)) if to <= self.from => {
                faults.push(FieldFault::new("to", format!("应晚于原期限 {}", self.from)));
            }
            (_, Some(to)) if to < self.from => faults.push(FieldFault::new("to", "结束日期不能早于开始日期")),
            _ => {}
        }
        if self.to.is_some_and(|to| (to - self.from).num_days() > LONGEST_DAYS) {
            faults.push(FieldFault::new("to", "一次最长一年"));
        }
        if self.item.is_some() && self.kind != AdjustmentKind::Extension {
            faults.push(FieldFault::new("kind", "单条信息只能延期"));
        }
        if self.matter.is_some() && self.kind != AdjustmentKind::Extension {
            faults.push(FieldFault::new("kind", "单项任务只能延期"));
        }
        faults
    }
}

/// A reason is part of the record.
pub fn reason_fault(reason: &str) -> Option<FieldFault> {
    match reason.trim().chars().count() {
        0 => Some(FieldFault::new("reason", "请写明理由，理由会长期保留")),
        n if n > LONGEST_REASON => Some(FieldFault::new("reason", format!("最多 {LONGEST_REASON} 字"))),
        _ => None,
    }
}
