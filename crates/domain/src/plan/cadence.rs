//! Update cadence (更新时效): how often a column must change.

use serde::{Deserialize, Serialize};

use crate::clock::{DayOfYear, DayOfYearRefused};

/// The rule by which a column counts as up to date. Codes as in `domain.md` §10.2; counting starts with the
/// deadline engine of a later version, the kind of rule already decides which dates an item must state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "rule")]
pub enum Cadence {
    /// 每天
    Daily,
    /// Every so many days: 7 每周, 14 2周内.
    Days { days: u16 },
    /// Every so many months: 1 每月, 6 6个月, 12 1年.
    Months { months: u16 },
    /// Once a year, by a day of the calendar: 1年（1月31日前） of the annual disclosure reports (政府信息公开条例 art. 49).
    ByDay { day: DayOfYear },
    /// At least so many a year: 1年6次以上.
    CountPerYear { count: u16 },
    /// So many working days after the information was formed or changed; licences and penalties have their own
    /// term from the decision (政府信息公开条例 art. 26; 双公示 7 working days).
    AfterEvent { working_days: u16, decision_working_days: u16 },
    /// 实时更新: always there, always working.
    RealTime,
    /// 及时更新: promptly, no number of its own.
    Promptly,
    /// 必要时更新
    WhenNeeded,
    /// 按要求更新: each topic states its own.
    PerTopic,
}

/// Why a text is no cadence; the sentence is for the person who wrote the plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CadenceRefused {
    #[error(
        "更新时效“{0}”无法识别，可写：每天、每周、2周内、每月、6个月、1年、1年（1月31日前）、1年6次以上、\
         20个工作日（许可处罚7个工作日）、实时更新、及时更新、必要时更新、按要求更新"
    )]
    Unreadable(String),
    #[error("更新时效“{0}”不可能做到：数字须大于零且合情理（每年至多366次，至多366天、120个月、250个工作日）")]
    Impossible(String),
    #[error("更新时效“{cadence}”中的{refused}")]
    Day { cadence: String, refused: DayOfYearRefused },
}

const EVENT_PREFIX: &str = "信息形成或变更之日起";

impl Cadence {
    /// Whether an item must state when its information was formed or decided.
    pub const fn has_event_clock(self) -> bool {
        matches!(self, Self::AfterEvent { .. })
    }

    /// Whether it counts from one update to the next.
    pub const fn is_rhythm(self) -> bool {
        match self {
            Self::Daily | Self::Days { .. } | Self::Months { .. } => true,
            Self::ByDay { .. } | Self::CountPerYear { .. } | Self::AfterEvent { .. } => false,
            Self::RealTime | Self::Promptly | Self::WhenNeeded | Self::PerTopic => false,
        }
    }

    /// Whether the rule can be kept at all. The upper bounds catch slips of the key, such as `600个月`.
    pub fn is_possible(self) -> bool {
        match self {
            Self::Days { days: n } | Self::CountPerYear { count: n } => (1..=366).contains(&n),
            Self::Months { months } => (1..=120).contains(&months),
            Self::AfterEvent { working_days, decision_working_days } => {
                (1..=250).contains(&working_days) && (1..=250).contains(&decision_working_days)
            }
            // A day is one that every year has.
            Self::ByDay { .. } => true,
            Self::Daily | Self::RealTime | Self::Promptly | Self::WhenNeeded | Self::PerTopic => true,
        }
    }

    /// As the plan's table words it.
    pub fn label(self) -> String {
        match self {
            Self::AfterEvent { working_days, decision_working_days } => {
                format!("{EVENT_PREFIX}{working_days}个工作日（行政许可、行政处罚{decision_working_days}个工作日）")
            }
            other => other.written(),
        }
    }

    /// As the plan file writes it: the label, with the long event clock shortened. [`Cadence::parse`] reads it back.
    pub fn written(self) -> String {
        match self {
            Self::Daily => "每天".into(),
            Self::Days { days: 7 } => "每周".into(),
            Self::Days { days } if days > 0 && days % 7 == 0 => format!("{}周内", days / 7),
            Self::Days { days } => format!("{days}天内"),
            Self::Months { months: 1 } => "每月".into(),
            Self::Months { months } if months > 0 && months % 12 == 0 => format!("{}年", months / 12),
            Self::Months { months } => format!("{months}个月"),
            Self::ByDay { day } => format!("1年（{}前）", day.label()),
            Self::CountPerYear { count } => format!("1年{count}次以上"),
            Self::AfterEvent { working_days, decision_working_days } if working_days == decision_working_days => {
                format!("{working_days}个工作日")
            }
            Self::AfterEvent { working_days, decision_working_days } => {
                format!("{working_days}个工作日（许可处罚{decision_working_days}个工作日）")
            }
            Self::RealTime => "实时更新".into(),
            Self::Promptly => "及时更新".into(),
            Self::WhenNeeded => "必要时更新".into(),
            Self::PerTopic => "按要求更新".into(),
        }
    }

    /// Reads [`Cadence::written`], [`Cadence::label`] and the near spellings of county tables (`每2周`, `1年内`,
    /// `每年1月31日前`).
    ///
    /// ```
    /// # use domain::plan::Cadence;
    /// assert_eq!(Cadence::parse("2周内"), Ok(Cadence::Days { days: 14 }));
    /// assert_eq!(Cadence::parse("每年1月31日前").map(Cadence::written).as_deref(), Ok("1年（1月31日前）"));
    /// assert!(Cadence::parse("13次每月").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, CadenceRefused> {
        let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if let Some(day) = day_of(&compact) {
            return match DayOfYear::parse(day) {
                Ok(day) => Ok(Self::ByDay { day }),
                Err(refused) => Err(CadenceRefused::Day { cadence: text.to_owned(), refused }),
            };
        }
        let cadence =
            parse_words(&compact).or_else(|| parse_event_clock(&compact)).or_else(|| parse_interval(&compact));
        match cadence {
            Some(cadence) if cadence.is_possible() => Ok(cadence),
            Some(_) => Err(CadenceRefused::Impossible(text.to_owned())),
            None => Err(CadenceRefused::Unreadable(text.to_owned())),
        }
    }
}

fn parse_words(text: &str) -> Option<Cadence> {
    Some(match text {
        "每天" | "每日" => Cadence::Daily,
        "每周" => Cadence::Days { days: 7 },
        "每月" => Cadence::Months { months: 1 },
        "每季度" => Cadence::Months { months: 3 },
        "半年" | "每半年" => Cadence::Months { months: 6 },
        "每年" => Cadence::Months { months: 12 },
        "实时更新" => Cadence::RealTime,
        "及时更新" => Cadence::Promptly,
        "必要时更新" => Cadence::WhenNeeded,
        "按要求更新" => Cadence::PerTopic,
        _ => return None,
    })
}

/// The day in `1年（1月31日前）` and `每年1月31日前`.
fn day_of(text: &str) -> Option<&str> {
    let day = ["1年内", "1年", "每年"].iter().find_map(|yearly| text.strip_prefix(yearly))?;
    let day = match day.strip_prefix(['（', '(']) {
        Some(in_brackets) => in_brackets.strip_suffix(['）', ')'])?,
        None => day,
    };
    day.strip_suffix('前')
}

/// `20个工作日`, with or without its term for licences and penalties in brackets.
fn parse_event_clock(text: &str) -> Option<Cadence> {
    let text = text.strip_prefix(EVENT_PREFIX).unwrap_or(text);
    let (general, decision) = match text.split_once(['（', '(']) {
        Some((general, rest)) => (general, Some(rest.strip_suffix(['）', ')'])?)),
        None => (text, None),
    };
    let working_days = number(general.strip_suffix("个工作日")?)?;
    let decision_working_days = match decision {
        Some(decision) => {
            let term =
                ["行政许可、行政处罚", "许可处罚", "许可、处罚"].iter().find_map(|p| decision.strip_prefix(p))?;
            number(term.strip_suffix("个工作日")?)?
        }
        None => working_days,
    };
    Some(Cadence::AfterEvent { working_days, decision_working_days })
}

/// `每3天`, `2周内`, `6个月`, `1年`, `1年6次以上`, `每年6次`.
fn parse_interval(text: &str) -> Option<Cadence> {
    let yearly = text.strip_prefix("1年").or_else(|| text.strip_prefix("每年"));
    if let Some(count) = yearly.and_then(|t| t.strip_suffix("次以上").or_else(|| t.strip_suffix('次'))) {
        return Some(Cadence::CountPerYear { count: number(count)? });
    }
    let every = text.strip_prefix('每');
    let text = every.unwrap_or_else(|| text.strip_suffix('内').unwrap_or(text));
    let days = |n: u16, unit: u16| n.checked_mul(unit).map(|days| Cadence::Days { days });
    let months = |n: u16, unit: u16| n.checked_mul(unit).map(|months| Cadence::Months { months });
    if let Some(n) = text.strip_suffix("个月") {
        months(number(n)?, 1)
    } else if let Some(n) = text.strip_suffix('年') {
        months(number(n)?, 12)
    } else if let Some(n) = text.strip_suffix('周') {
        days(number(n)?, 7)
    } else {
        days(number(text.strip_suffix('天')?)?, 1)
    }
}

/// Digits only: `str::parse` would also take a sign.
fn number(text: &str) -> Option<u16> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}
