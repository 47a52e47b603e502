//! How a column stands on a day.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{
    ClockSettings, Facts, Lateness, Probe, PublicItem, Quota, Shares, Side,
    candidate::{Candidate, Clocks},
};
use crate::{
    availability::{Availability, Reached},
    calendar::Calendar,
    clock::{Deadline, Pause, Pauses, Term},
    id::ItemId,
    item::EventKind,
    plan::{Cadence, Column, ColumnKind, PlanRow, UnitCode},
};

/// The state of a column (状态), from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// 不适用: owes nothing now.
    NotApplicable,
    /// 正常
    Normal,
    /// 临期
    DueSoon,
    /// 逾期
    Overdue,
    /// 空白: a column that should hold something holds nothing.
    Blank,
}

impl State {
    pub const ALL: [Self; 5] = [Self::Normal, Self::DueSoon, Self::Overdue, Self::Blank, Self::NotApplicable];

    pub const fn label(self) -> &'static str {
        match self {
            Self::NotApplicable => "不适用",
            Self::Normal => "正常",
            Self::DueSoon => "临期",
            Self::Overdue => "逾期",
            Self::Blank => "空白",
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::NotApplicable => "not-applicable",
            Self::Normal => "normal",
            Self::DueSoon => "due-soon",
            Self::Overdue => "overdue",
            Self::Blank => "blank",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether somebody should do something about it now.
    pub const fn is_pressing(self) -> bool {
        matches!(self, Self::DueSoon | Self::Overdue | Self::Blank)
    }

    /// The state on `today` of a clock that started on `start`, and since when: red after `due`, amber from `warns_on` on.
    pub(super) fn of_clock(
        start: NaiveDate,
        due: Option<NaiveDate>,
        warns_on: Option<NaiveDate>,
        today: NaiveDate,
    ) -> (Self, NaiveDate) {
        match (due, warns_on) {
            (Some(due), _) if due < today => (Self::Overdue, due.succ_opt().unwrap_or(due)),
            (Some(_), Some(warns)) if warns <= today => (Self::DueSoon, warns),
            _ => (Self::Normal, start),
        }
    }

    /// Red on the board.
    pub const fn is_red(self) -> bool {
        matches!(self, Self::Overdue | Self::Blank)
    }
}

/// Which rule set the state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "rule", content = "of")]
pub enum Basis {
    /// 更新时效 of the plan.
    Cadence,
    /// 更新时效 by the days of the release calendar.
    Release,
    /// The backstop of the national inspection, where the plan names no number, or a longer one.
    Floor,
    /// The yearly number.
    Quota,
    /// One a year, by a day of it.
    ByDay,
    /// A term from a day on which something was formed or decided.
    Event(EventKind),
    /// 及时更新, at the county's own figure.
    Promptly,
    /// A duty of its own beside the column's: what started its clock.
    Matter(String),
    /// Whether a link, a function or a column of 实时更新 answers.
    Probe,
    /// 实时更新 that answers too rarely for the county's service level.
    ServiceLevel,
    /// Nothing is public.
    Empty,
    /// Nothing is owed: why.
    Nothing(String),
    /// 必要时更新 with no backstop: something is there, and that is all that is asked.
    Present,
}

/// A column with its row, and since when it owes anything; [`crate::plan::Plan::duty`] has it of a plan.
#[derive(Debug, Clone, Copy)]
pub struct Duty<'a> {
    pub column: &'a Column,
    pub row: &'a PlanRow,
    /// [`crate::plan::Plan::owed_since`].
    pub owed_since: NaiveDate,
}

/// The item that set a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingItem {
    pub item: ItemId,
    pub title: String,
    /// It is on its way; else it is public.
    pub is_open: bool,
}

/// How a column stands on a day, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub state: State,
    pub since: NaiveDate,
    /// The last good day.
    pub due: Option<NaiveDate>,
    /// Calendar days to `due`; negative when it is over.
    pub days_left: Option<i64>,
    pub working_days_left: Option<i64>,
    pub basis: Basis,
    /// The item that set it: the newest public one, or the one on its way.
    pub set_by: Option<SettingItem>,
    /// The arithmetic; `None` where no term was counted. A yearly number has its own: see [`Standing::counted`].
    pub deadline: Option<Deadline>,
    /// Whether `deadline` counts from the day since which the column owes, because what would start it lies before that day or
    /// never was.
    #[serde(default)]
    pub from_first_day: bool,
    /// The approved later day, with its reason.
    pub extended: Option<(NaiveDate, String)>,
    /// How the time divides of the item on its way that sets the state, or of a column of which the lead unit has or had
    /// what would meet its duty.
    pub shares: Option<Shares>,
    /// Whose the days are by which a clock is over, or for which the column has been blank.
    pub lateness: Option<Lateness>,
    /// Who has what it waits for.
    pub with: Side,
    /// Since when a lead unit has to sign that or give it back. What is signed for later lies with it, too, and waits for nobody.
    #[serde(default)]
    pub to_sign_since: Option<NaiveDate>,
    /// The lead units that have signed what lies with them: while all of them sign, the others have to act.
    #[serde(default)]
    pub signed: BTreeSet<UnitCode>,
    pub quota: Option<Quota>,
    /// When its clock stands still, days that are long over among them.
    #[serde(default)]
    pub pauses: Pauses,
}

impl Duty<'_> {
    /// How the column stands on `today`. For a mirror `facts` are those of the column that it shows. What is judged by a visit
    /// and by a clock stands as the worse of the two says.
    pub fn standing(&self, facts: &Facts, calendar: &Calendar, settings: &ClockSettings, today: NaiveDate) -> Standing {
        let plain = |state, since, basis| Standing::plain(state, since, basis, facts);
        if let Some(reason) = self.owes_nothing(facts, today) {
            return plain(State::NotApplicable, self.owed_since, Basis::Nothing(reason));
        }
        let visited = self.visited(facts, settings);
        if !self.has_clocks() {
            return visited
                .unwrap_or_else(|| plain(State::NotApplicable, self.owed_since, Basis::Nothing("待首次探测".into())));
        }
        let by_clocks = self.by_clocks(facts, calendar, settings, today);
        let is_worse = |visited: &Standing| {
            visited.state > by_clocks.state || (visited.state == by_clocks.state && visited.state.is_red())
        };
        visited.filter(is_worse).unwrap_or(by_clocks)
    }

    /// What visits say: the probes of a column of 实时更新, else the patrol's rounds of a link or function. `None` while no
    /// visit has come to a result.
    fn visited(&self, facts: &Facts, settings: &ClockSettings) -> Option<Standing> {
        let plain = |state, since, basis| Some(Standing::plain(state, since, basis, facts));
        if let Some(availability) = self.probed(facts) {
            let (state, since) = availability.state(settings.service.opens);
            return plain(state, since, if state == State::DueSoon { Basis::ServiceLevel } else { Basis::Probe });
        }
        let probe = self.walked(facts)?;
        match probe.failing_since {
            Some(since) => plain(State::Overdue, since, Basis::Probe),
            None => plain(State::Normal, probe.on, Basis::Probe),
        }
    }

    /// Whether people get through to it, by the same visits: one that opens too rarely is open while it does.
    pub fn reached(&self, facts: &Facts) -> Option<Reached> {
        if let Some(availability) = self.probed(facts) {
            return Some(availability.reached());
        }
        let probe = self.walked(facts)?;
        Some(if probe.failing_since.is_some() { Reached::Dead } else { Reached::Open { on: probe.on } })
    }

    /// What the probes say, of a column of 实时更新.
    fn probed<'f>(&self, facts: &'f Facts) -> Option<&'f Availability> {
        facts.availability.as_ref().filter(|_| self.row.cadence == Cadence::RealTime)
    }

    /// What the patrol's rounds say, of a link or function.
    fn walked<'f>(&self, facts: &'f Facts) -> Option<&'f Probe> {
        facts.probe.as_ref().filter(|_| self.is_probed())
    }

    /// What the clocks of the column's items say.
    fn by_clocks(&self, facts: &Facts, calendar: &Calendar, settings: &ClockSettings, today: NaiveDate) -> Standing {
        let plain = |state, since, basis| Standing::plain(state, since, basis, facts);
        let clocks = Clocks { duty: self, facts, calendar, settings, today };
        let all = clocks.all();
        let worst = all.iter().min_by_key(|clock| {
            let (state, _) = clock.state(today);
            (std::cmp::Reverse(state), clock.due.unwrap_or(NaiveDate::MAX))
        });
        let quota = match self.row.cadence {
            Cadence::CountPerYear { count } => Some(Quota::new(count, facts, self.owed_since, calendar, today)),
            _ => None,
        };
        let blank = facts.newest.is_none() && self.column.kind != ColumnKind::Mirror && !self.is_probed();
        let mut standing = match worst {
            None => {
                let since = facts.newest.as_ref().map_or(self.owed_since, |newest| newest.on.max(self.owed_since));
                plain(State::Normal, since, Basis::Present)
            }
            Some(clock) => clocks.standing(clock),
        };
        if blank {
            standing.state = State::Blank;
            standing.since = self.owed_since;
            standing.basis = Basis::Empty;
            // Whatever becomes public first ends it, and no day of it was allowed.
            let held = clocks.held();
            let since = (self.owed_since, self.owed_since);
            standing.lateness = Lateness::divided(since, &held.handovers, &facts.adjustments, calendar, today);
            if held.with() == Side::Lead {
                standing.with = Side::Lead;
                standing.to_sign_since = held.lead_since;
                standing.shares = worst.and_then(|clock| clocks.shares(clock, &held));
                standing.signed = held.signed;
            }
        }
        standing.quota = quota;
        standing
    }

    /// How each item that is on its way stands by its own clock, where the column has a clock for each. The one that ends
    /// first is how the column stands, unless that is blank or something else is worse; the others are owed all the same.
    pub fn items(
        &self,
        facts: &Facts,
        calendar: &Calendar,
        settings: &ClockSettings,
        today: NaiveDate,
    ) -> Vec<(ItemId, Standing)> {
        if self.owes_nothing(facts, today).is_some() || !self.has_clocks() {
            return Vec::new();
        }
        let clocks = Clocks { duty: self, facts, calendar, settings, today };
        let one = |clock: &Candidate<'_>| clock.open.map(|open| (open.item, clocks.standing(clock)));
        clocks.of_items().iter().filter_map(one).collect()
    }

    /// Why nothing is owed on `today`.
    fn owes_nothing(&self, facts: &Facts, today: NaiveDate) -> Option<String> {
        if self.column.is_history_on(today) {
            return Some("历史栏目".into());
        }
        if today < self.owed_since {
            return Some(format!("自 {} 起计时", self.owed_since));
        }
        if self.row.cadence == Cadence::PerTopic {
            return Some("各专题按自己的更新承诺计时".into());
        }
        let exemption = facts.adjustments.exemptions.iter().find(|exemption| exemption.covers(today));
        exemption.map(|exemption| format!("已豁免：{}", exemption.reason))
    }

    /// Whether only a visit can tell that it works: links and functions hold no items.
    pub fn is_probed(&self) -> bool {
        matches!(self.column.kind, ColumnKind::Link | ColumnKind::Function)
    }

    /// Whether the column's age counts: that of a link or function only by a rhythm or a backstop that a unit keeps by
    /// confirming that what stands there is right (定期确认).
    pub fn has_clocks(&self) -> bool {
        !self.is_probed() || (self.is_confirmable() && (self.row.cadence.is_rhythm() || self.row.floor.is_some()))
    }

    /// Whether the unit may confirm that nothing has changed: where the plan names no number of its own, and of a link, whose
    /// content stands elsewhere, also that it was kept up as often as the plan asks (`domain.md` §10.2: 视频新闻).
    pub fn is_confirmable(&self) -> bool {
        match self.row.cadence {
            Cadence::Promptly | Cadence::WhenNeeded | Cadence::RealTime => true,
            cadence => self.column.kind == ColumnKind::Link && cadence.is_rhythm(),
        }
    }
}

impl Clocks<'_> {
    /// How what a clock is about stands.
    fn standing(&self, clock: &Candidate<'_>) -> Standing {
        let Self { facts, calendar, today, .. } = *self;
        let (state, since) = clock.state(today);
        let lateness = clock.due.filter(|_| state == State::Overdue).and_then(|due| {
            Lateness::divided((clock.start, due), &clock.held.handovers, &facts.adjustments, calendar, today)
        });
        let by_open = clock.open.map(|open| SettingItem { item: open.item, title: open.title.clone(), is_open: true });
        let by_newest = || clock.newest.map(SettingItem::public);
        Standing {
            state,
            since,
            due: clock.due,
            days_left: clock.due.map(|due| (due - today).num_days()),
            working_days_left: clock.due.map(|due| calendar.working_days_between(today, due)),
            basis: clock.basis.clone(),
            set_by: by_open.or_else(by_newest),
            deadline: self.deadline(clock),
            from_first_day: clock.from_first_day,
            extended: clock.extended.as_ref().and_then(|e| clock.due.map(|due| (due, e.reason.clone()))),
            with: clock.held.with(),
            to_sign_since: clock.held.lead_since,
            shares: self.shares(clock, &clock.held),
            lateness,
            signed: clock.held.signed.clone(),
            quota: None,
            pauses: facts.adjustments.pauses.clone(),
        }
    }

    /// How the last good day of a clock was found before anything was approved; a yearly number tells it itself.
    fn deadline(&self, clock: &Candidate<'_>) -> Option<Deadline> {
        let pauses = &self.facts.adjustments.pauses;
        match (&clock.basis, self.duty.row.cadence) {
            (Basis::ByDay, Cadence::ByDay { day }) => day.deadline(clock.start.year() + 1, self.calendar, pauses),
            _ => clock.term.map(|term| Deadline::new(clock.start, term, self.calendar, pauses)),
        }
    }
}

impl SettingItem {
    fn public(newest: &PublicItem) -> Self {
        Self { item: newest.item, title: newest.title.clone(), is_open: false }
    }
}

impl Standing {
    /// The item on its way by whose own clock it stands so.
    pub fn by_item(&self) -> Option<ItemId> {
        let is_items = matches!(self.basis, Basis::Event(_) | Basis::Promptly);
        self.set_by.as_ref().filter(|set_by| is_items && set_by.is_open).map(|set_by| set_by.item)
    }

    /// The pause that covers `today`. What was late before stays late, but the day is held against nobody, and nobody is
    /// asked for anything on it; `None` of what owes nothing.
    pub fn paused_on(&self, today: NaiveDate) -> Option<&Pause> {
        self.pauses.of(today).filter(|_| self.state != State::NotApplicable)
    }

    /// How the last good day was found, with what may still move it; `None` where none was.
    pub fn counted(&self) -> Option<&Deadline> {
        match (&self.basis, &self.quota) {
            (Basis::Quota, Some(quota)) => quota.deadline.as_ref(),
            _ => self.deadline.as_ref(),
        }
    }

    /// The same as a sentence. Of a blank column nobody asks how its clock stands.
    pub fn arithmetic(&self) -> Option<String> {
        match (&self.basis, &self.quota) {
            _ if self.state == State::Blank => None,
            (Basis::Quota, Some(quota)) => quota.arithmetic(),
            (Basis::ByDay, _) => self.deadline.as_ref().map(Deadline::arithmetic_of_year),
            _ if self.from_first_day => self.deadline.as_ref().map(Deadline::arithmetic_since_owed),
            _ => self.deadline.as_ref().map(|deadline| deadline.arithmetic(self.basis.event())),
        }
    }

    fn plain(state: State, since: NaiveDate, basis: Basis, facts: &Facts) -> Self {
        Self {
            state,
            since,
            due: None,
            days_left: None,
            working_days_left: None,
            basis,
            set_by: facts.newest.as_ref().map(SettingItem::public),
            deadline: None,
            from_first_day: false,
            extended: None,
            shares: None,
            lateness: None,
            with: Side::Unit,
            to_sign_since: None,
            signed: BTreeSet::new(),
            quota: None,
            pauses: facts.adjustments.pauses.clone(),
        }
    }
}

impl Basis {
    /// The rule in a clerk's words; `settings` for the figures that are the county's own.
    pub fn label(&self, row: &PlanRow, settings: &ClockSettings) -> String {
        match self {
            Self::Cadence => row.cadence.label(),
            Self::Release => format!("{}（按发布日历）", row.cadence.label()),
            Self::Floor => match row.floor {
                Some(floor) => format!("巡查底线 {floor}"),
                None => "巡查底线".into(),
            },
            Self::Quota | Self::ByDay => row.cadence.label(),
            Self::Event(kind) => format!("{}之日起", kind.label()),
            Self::Promptly => format!("及时更新（本县按 {}掌握）", Term::WorkingDays(settings.promptly)),
            Self::Matter(event) => format!("自{event}之日起"),
            Self::Probe => "能正常打开".into(),
            Self::ServiceLevel => format!("可用率不低于 {}（本县目标）", settings.service.percent()),
            Self::Empty => "栏目不得空白".into(),
            Self::Nothing(reason) => reason.clone(),
            Self::Present => row.cadence.label(),
        }
    }

    /// What the day is from which the clock counts.
    pub fn event(&self) -> &str {
        match self {
            Self::Matter(event) => event,
            Self::Event(EventKind::Formed) => "形成",
            Self::Event(_) => "决定",
            Self::Promptly => "起草",
            Self::Release => "发布日历",
            _ => "更新",
        }
    }
}
