//! Views of obligations: 我的保障 for a unit, 全县看板 for the office.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::rounds::OwedRound;
use crate::{
    calendar::CalendarVersion,
    id::{ItemId, TopicId},
    obligation::{MatterKind, Quota, Side, Slot, State},
    plan::{ColumnCode, UnitCode},
};

/// A column with how it stands, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnLine {
    pub code: ColumnCode,
    pub name: String,
    /// 频道 › 栏目组 above it.
    pub path: String,
    /// Row of the county's table.
    pub number: String,
    /// Counted by the yearly assessment.
    pub assessed: bool,
    pub leads: Vec<UnitName>,
    pub responsible: Vec<UnitName>,
    /// The units on which board and reminders lay it now.
    pub answering: Vec<UnitCode>,
    /// A single duty in the column, if it is not the column itself that stands so.
    pub matter: Option<MatterLine>,
    pub state: State,
    pub since: NaiveDate,
    pub due: Option<NaiveDate>,
    /// Calendar days; negative when it is over.
    pub days_left: Option<i64>,
    /// The rule that set the state.
    pub rule: String,
    /// 更新 1-02 → 14 天 → 1-16, or 自2024年3月1日起负责保障 → 14 天 → 3-15.
    pub arithmetic: Option<String>,
    /// What may still move the date, and which calendar it was computed with.
    pub doubts: Vec<String>,
    /// An approved later day, with its reason.
    pub extended: Option<String>,
    /// 暂停计时中（至 2026-12-31：系统迁移）: a pause that covers today, however the line stands.
    pub paused: Option<String>,
    pub set_by: Option<SetBy>,
    /// Who has what it waits for.
    pub with: Side,
    /// Since when a lead unit has to sign that; `None` where nothing is to be signed.
    pub to_sign_since: Option<NaiveDate>,
    /// Whether a lead unit writes that still for a unit without account, and nothing is to be signed.
    pub is_being_entered: bool,
    /// Both clocks of what is on its way: days at the unit, days at the lead unit, and the last day of each.
    pub shares: Option<SharesLine>,
    /// How well a column of 实时更新 was reached, against the county's service level; `None` of every other.
    pub service: Option<String>,
    /// The yearly number with its even spread.
    pub quota: Option<QuotaLine>,
    /// Whether the responsible unit may confirm that nothing has changed.
    pub confirmable: bool,
    /// What whoever reads it does next about it, if anything.
    pub next: Option<NextStep>,
}

/// What the reader of a line does next about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "step", content = "of")]
pub enum NextStep {
    /// 起草: nothing that the reader has or sees sets the state, so a draft is begun in the column.
    Draft,
    /// 继续办理: the draft of the own unit by which the line stands.
    Continue(ItemId),
    /// 去审签: an item for which the line waits, and which the reader signs for the own unit, or for one by delegation.
    Sign(ItemId),
    /// 查看进度: the item by which the line stands lies with others.
    Follow(ItemId),
    /// 建议归档: a topic whose promise of news is broken, and which the reader may close (`domain.md` §10.2).
    Archive(TopicId),
}

impl NextStep {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "起草",
            Self::Continue(_) => "继续办理",
            Self::Sign(_) => "去审签",
            Self::Follow(_) => "查看进度",
            Self::Archive(_) => "建议归档",
        }
    }

    /// Where the item or the topic is worked on; `None` where there is none yet.
    pub fn address(self) -> Option<String> {
        match self {
            Self::Draft => None,
            Self::Continue(item) => Some(format!("/desk/items/{item}")),
            Self::Sign(item) | Self::Follow(item) => Some(format!("/desk/items/{item}/review")),
            Self::Archive(topic) => Some(format!("/desk/topics/{topic}")),
        }
    }
}

/// What a single duty is about. Of an item on its way the title is told only to those who may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatterLine {
    pub kind: MatterKind,
    pub title: String,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct UnitName {
    pub code: UnitCode,
    pub name: String,
}

/// The item that set a state. The title of one that is not public is told only to those who may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetBy {
    pub item: ItemId,
    pub title: String,
    pub is_public: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharesLine {
    pub unit_days: i64,
    pub lead_days: i64,
    pub unit_due: Option<NaiveDate>,
    pub lead_due: Option<NaiveDate>,
    /// Of the days by which it is over, or for which the column has been blank: those of the unit, those of the lead unit.
    pub late: Option<(u32, u32)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaLine {
    pub done: u16,
    pub wanted: u16,
    /// The first so many are not asked for: the column was not owed yet.
    #[serde(default)]
    pub waived: u16,
    pub slots: Vec<Slot>,
}

impl QuotaLine {
    pub fn of(quota: &Quota) -> Self {
        let Quota { done, wanted, waived, ref slots, .. } = *quota;
        Self { done, wanted, waived, slots: slots.clone() }
    }

    /// `已完成 1 / 6，另有 4 次不计；均衡安排：第 1 次不计，…，第 5 次 2024-10-31 ✓，第 6 次 2024-12-31`.
    pub fn words(&self) -> String {
        let waived = if self.waived > 0 { format!("，另有 {} 次不计", self.waived) } else { String::new() };
        let slots: Vec<String> = self.slots.iter().map(|slot| self.of_slot(*slot)).collect();
        format!("已完成 {} / {}{waived}；均衡安排：{}", self.done, self.wanted, slots.join("，"))
    }

    fn of_slot(&self, slot: Slot) -> String {
        let number = slot.number;
        if number <= self.waived {
            return format!("第 {number} 次不计");
        }
        let by = slot.by.map_or_else(|| "暂停计时".to_owned(), |by| by.to_string());
        format!("第 {number} 次 {by}{}", if slot.done { " ✓" } else { "" })
    }
}

impl ColumnLine {
    /// Orders lines by what is to be done first: the worst state, then the nearest day.
    pub fn urgency(&self) -> impl Ord + use<> {
        (std::cmp::Reverse(self.state), self.due.unwrap_or(NaiveDate::MAX))
    }

    /// Where it is looked at in the desk: a single duty on its own page, everything else on the board.
    pub fn address(&self) -> String {
        let own_page = self.matter.as_ref().and_then(MatterLine::address);
        own_page.unwrap_or_else(|| format!("/desk/board?column={}", self.code))
    }

    /// What it is called among others: the column, or the single duty.
    pub fn titled(&self) -> String {
        match &self.matter {
            None => self.name.clone(),
            Some(matter) => format!("{}：{}", matter.kind.label(), matter.title),
        }
    }
}

impl MatterLine {
    /// Where it is looked at in the desk; see [`crate::obligation::MatterKey::address`].
    pub fn address(&self) -> Option<String> {
        self.kind.key().address()
    }
}

/// How many columns stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub normal: u32,
    pub due_soon: u32,
    pub overdue: u32,
    pub blank: u32,
    pub not_applicable: u32,
}

impl Tally {
    pub fn of(states: impl IntoIterator<Item = State>) -> Self {
        let mut tally = Self::default();
        states.into_iter().for_each(|state| tally.add(state, 1));
        tally
    }

    /// `count` columns more in `state`.
    pub const fn add(&mut self, state: State, count: u32) {
        *match state {
            State::Normal => &mut self.normal,
            State::DueSoon => &mut self.due_soon,
            State::Overdue => &mut self.overdue,
            State::Blank => &mut self.blank,
            State::NotApplicable => &mut self.not_applicable,
        } += count;
    }

    pub const fn get(&self, state: State) -> u32 {
        match state {
            State::Normal => self.normal,
            State::DueSoon => self.due_soon,
            State::Overdue => self.overdue,
            State::Blank => self.blank,
            State::NotApplicable => self.not_applicable,
        }
    }

    /// Columns that owe something now.
    pub const fn owed(&self) -> u32 {
        self.normal + self.due_soon + self.overdue + self.blank
    }

    pub const fn red(&self) -> u32 {
        self.overdue + self.blank
    }

    /// 正常率: the share of what is owed that is neither overdue nor blank, in tenths of a per cent; full when nothing is
    /// owed.
    pub const fn kept_per_mille(&self) -> u32 {
        match self.owed() {
            0 => 1000,
            owed => (self.normal + self.due_soon) * 1000 / owed,
        }
    }

    /// As people read it: `97.3%`.
    pub fn kept_in_percent(&self) -> String {
        let kept = self.kept_per_mille();
        format!("{}.{}%", kept / 10, kept % 10)
    }
}

/// A unit among the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRank {
    /// From 1; equal units share a place.
    pub place: u32,
    pub unit: UnitName,
    pub tally: Tally,
}

/// How the county stood at the end of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrendPoint {
    pub day: NaiveDate,
    pub tally: Tally,
}

/// 全县看板.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountyBoard {
    pub today: NaiveDate,
    /// When it was computed.
    pub at: DateTime<Utc>,
    pub calendar: CalendarVersion,
    pub tally: Tally,
    /// The worst first, then in the order of the plan.
    pub lines: Vec<ColumnLine>,
    /// 单项任务, the worst first.
    pub matters: Vec<ColumnLine>,
    /// The best first.
    pub units: Vec<UnitRank>,
    /// The last weeks, oldest first; today is the last.
    pub trend: Vec<TrendPoint>,
}

/// 全县看板 on a wall, for whoever stands before it: no title that is not public yet, and nobody's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WallBoard {
    pub county: String,
    pub today: NaiveDate,
    /// When it was computed.
    pub at: DateTime<Utc>,
    pub tally: Tally,
    /// Columns with which somebody should do something, the worst first.
    pub lines: Vec<WallLine>,
    /// The best first.
    pub units: Vec<UnitRank>,
    /// The last weeks, oldest first; today is the last.
    pub trend: Vec<TrendPoint>,
}

/// A column on the wall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WallLine {
    pub name: String,
    pub state: State,
    pub due: Option<NaiveDate>,
    /// Calendar days; negative when it is over.
    pub days_left: Option<i64>,
    /// The units on which it is laid now.
    pub answering: Vec<UnitName>,
}

/// A day of the next thirty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayAhead {
    pub day: NaiveDate,
    pub is_worked: bool,
    /// 国庆节, 国庆节调休上班; empty on other days.
    pub note: String,
    pub due: Vec<DueAhead>,
}

/// What ends on a day of the next thirty: the clock of a column or single duty, the term to sign what lies with the unit, the
/// term of a case, a monthly round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueAhead {
    /// 教育培训, 待审签：秋季学期工作安排, 整改 隆门户改〔2026〕7号, 2026年11月月度巡查.
    pub name: String,
    /// Where it is looked at in the desk.
    pub address: String,
}

/// 我的保障.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyDuties {
    pub today: NaiveDate,
    pub unit_name: String,
    pub tally: Tally,
    /// Columns that the unit writes for, or answers for now since they lie with it as lead unit, the worst first.
    pub lines: Vec<ColumnLine>,
    /// Single duties of the unit, the worst first.
    pub matters: Vec<ColumnLine>,
    pub ahead: Vec<DayAhead>,
    /// Monthly rounds that are not signed, the oldest first.
    pub rounds: Vec<OwedRound>,
}
