//! Views of the portal's switches for 全站设置.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::FieldFault;
use crate::{
    id::SiteSwitchId,
    site::{Banner, LONGEST_TEXT, Period, Setting, SwitchKind, Timed, is_own_page},
};

/// Longest reason, in characters.
const LONGEST_REASON: usize = 200;

/// What stands where, and what was set before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteSheet {
    /// For the preview.
    pub site_name: String,
    /// Every setting, the newest first, those of today included.
    pub switches: Vec<SwitchRow>,
}

/// A setting that was switched on once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchRow {
    pub id: SiteSwitchId,
    pub timed: Timed,
    pub reason: String,
    /// Who switched it on, and when.
    pub by: String,
    pub at: DateTime<Utc>,
    /// How it ended, if it has.
    pub ended: Option<Ended>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    pub at: DateTime<Utc>,
    /// Who switched it off or put another one in its place; nobody when its time had passed.
    pub by: Option<String>,
    pub reason: String,
}

impl SwitchRow {
    /// Whether it shows something at `now`, or will.
    pub fn is_open_at(&self, now: DateTime<Utc>) -> bool {
        self.ended.is_none() && !self.timed.period.is_over_at(now)
    }
}

/// A setting to be switched on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchOn {
    pub setting: Setting,
    pub period: Period,
    pub reason: String,
    /// The open setting of the same switch that the manager saw, which this one replaces.
    pub replaces: Option<SiteSwitchId>,
}

impl SwitchOn {
    /// Without the spaces around what was typed.
    #[must_use]
    pub fn tidied(self) -> Self {
        let setting = match self.setting {
            Setting::GreyDay => Setting::GreyDay,
            Setting::Banner(banner) => Setting::Banner(Banner {
                text: banner.text.trim().to_owned(),
                link: banner.link.map(|link| link.trim().to_owned()).filter(|link| !link.is_empty()),
                ..banner
            }),
            Setting::Holiday { text } => Setting::Holiday { text: text.trim().to_owned() },
        };
        Self { setting, reason: self.reason.trim().to_owned(), ..self }
    }

    /// What stands in the way of switching it on at `now`, each fault beside its field.
    pub fn faults(&self, now: DateTime<Utc>) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let text = match &self.setting {
            Setting::GreyDay => None,
            Setting::Banner(banner) => Some(&banner.text),
            Setting::Holiday { text } => Some(text),
        };
        if text.is_some_and(|text| text.is_empty() || text.chars().count() > LONGEST_TEXT) {
            faults.push(FieldFault::new("text", format!("请填写文字（{LONGEST_TEXT} 字以内）")));
        }
        if let Setting::Banner(Banner { link: Some(link), .. }) = &self.setting
            && !is_own_page(link)
        {
            faults.push(FieldFault::new("link", "只能链接本网站的页面，写以 / 开头的地址，如 /c/tzgg"));
        }
        match self.period.until {
            Some(until) if until <= self.period.from => {
                faults.push(FieldFault::new("until", "结束时间应晚于开始时间"));
            }
            Some(until) if until <= now => faults.push(FieldFault::new("until", "结束时间已过")),
            // A banner that nobody takes down makes the next one unread.
            None if self.setting.kind() != SwitchKind::GreyDay => {
                faults.push(FieldFault::new("until", "请填写结束时间，到时自动结束"));
            }
            _ => {}
        }
        faults.extend(reason_fault(&self.reason));
        faults
    }
}

/// The fault of a reason that is missing or too long.
pub fn reason_fault(reason: &str) -> Option<FieldFault> {
    let fits = !reason.is_empty() && reason.chars().count() <= LONGEST_REASON;
    (!fits).then(|| FieldFault::new("reason", format!("请填写事由（{LONGEST_REASON} 字以内）")))
}
