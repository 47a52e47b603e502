//! 保障任务: how every column stands now. Nothing here is stored but what people decided and did; due days are computed
//! anew from the plan, the items and the calendar.

mod adjusting;
mod ahead;
mod board;
mod calendar;
mod items;
mod lines;
mod matters;
mod met;
mod mine;
mod moved;
mod past;
mod probes;
mod shipped;
mod signings;
mod trend;
mod wall;

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::{
    availability::Reached,
    clock::{Pause, Pauses},
    desk::clocks::{Adjust, Adjustment, AdjustmentKind},
    id::ItemId,
    obligation::{
        Adjustments, Exemption, Facts, Handover, Matter, MatterKey, OpenItem, Probe, PublicItem, Standing, handed_over,
    },
    plan::{Cadence, Column, ColumnCode, InForce, UnitCode},
    time::start_of_day,
};
use store::{column_news::Newest, event_clock::Open};

use crate::{Cms, Result, availability::Availabilities};

pub(crate) use calendar::{CalendarCache, Calendars};
pub(crate) use lines::names_of;
pub(crate) use met::{Judged, LateItem};

/// How the columns of the plan stand at one moment.
#[derive(Debug)]
pub(crate) struct Standings {
    pub(crate) plan: Arc<InForce>,
    pub(crate) calendar: Arc<Calendars>,
    pub(crate) today: NaiveDate,
    pub(crate) at: DateTime<Utc>,
    /// How well the columns of 实时更新 were reached.
    pub(crate) availabilities: Arc<Availabilities>,
    /// In the order of the plan.
    pub(crate) columns: Vec<ColumnStanding>,
    /// 单项任务: what is owed beside, the oldest first.
    pub(crate) matters: Vec<ColumnStanding>,
    /// Every item on its way with a clock of its own, also one by which its column stands so.
    pub(crate) items: Vec<ColumnStanding>,
    /// 待审签: what lies with a lead unit. The board shows its day beside the clock that waits for it.
    pub(crate) signings: Vec<ColumnStanding>,
}

#[derive(Debug)]
pub(crate) struct ColumnStanding {
    pub(crate) code: ColumnCode,
    pub(crate) standing: Standing,
    /// Whether people get through to it; `None` while no visit has come to a result. The standing counts the age of what
    /// stands there, too.
    pub(crate) reached: Option<Reached>,
    /// The unit that answers for the open item that set the state.
    pub(crate) open_of: Option<UnitCode>,
    /// What renewed it last.
    pub(crate) newest: Option<PublicItem>,
    /// The day on which an item of it last became public.
    pub(crate) published_on: Option<NaiveDate>,
    /// From whom to whom went what would renew the column, oldest first. Of a single duty nothing: its standing says whose the
    /// days are.
    pub(crate) handovers: Vec<Handover>,
    /// A single duty in the column, if it is not the column itself that stands so.
    pub(crate) matter: Option<Matter>,
}

impl ColumnStanding {
    /// The day on which it was renewed last.
    pub(crate) fn newest_on(&self) -> Option<NaiveDate> {
        self.newest.as_ref().map(|newest| newest.on)
    }
}

/// The last answer, as long as neither the log nor the day has moved on, and nothing was probed.
#[derive(Debug, Clone, Default)]
pub(crate) struct StandingCache(Arc<RwLock<Option<Kept>>>);

#[derive(Debug, Clone)]
struct Kept {
    /// The last event when it was computed.
    head: i64,
    standings: Arc<Standings>,
}

/// What the store knows about all columns at once.
#[derive(Debug, Clone, Default)]
pub(crate) struct AllFacts {
    newest: BTreeMap<ColumnCode, PublicItem>,
    open: BTreeMap<ColumnCode, Vec<Open>>,
    confirmed: BTreeMap<ColumnCode, NaiveDate>,
    adjustments: Vec<Adjustment>,
    /// Of the columns with a yearly number.
    of_year: BTreeMap<ColumnCode, OfYear>,
    /// When an item of each column last became public; a new text is no such day.
    published: BTreeMap<ColumnCode, NaiveDate>,
    /// What the patrol knows of links and functions.
    probes: BTreeMap<ColumnCode, Probe>,
    /// What the probes of 实时更新 say.
    availabilities: Arc<Availabilities>,
}

/// How many items a column shows that became public in a year, and since it is owed.
#[derive(Debug, Clone, Copy, Default)]
struct OfYear {
    all: u16,
    since_owed: u16,
}

impl Cms {
    /// How every column stands now; computed anew when anything was logged since the last time.
    pub(crate) async fn standings(&self) -> Result<Arc<Standings>> {
        let head = self.inner.store.last_event().await?;
        let (today, calendar, plan) = (self.today(), self.calendar(), self.plan());
        let availabilities = self.availabilities().await?;
        let kept = self.inner.standings.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(Kept { head: then, standings }) = kept
            && (then, standings.today) == (head, today)
            && Arc::ptr_eq(&standings.plan, &plan)
            && Arc::ptr_eq(&standings.calendar, &calendar)
            && standings.availabilities == availabilities
        {
            return Ok(standings);
        }
        let [standings] = self.standings_by(&plan, today, [calendar]).await?;
        let standings = Arc::new(standings);
        let kept = Kept { head, standings: standings.clone() };
        *self.inner.standings.0.write().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        Ok(standings)
    }

    /// How the same columns and single duties stand by each of some calendars, in the same order.
    async fn standings_by<const N: usize>(
        &self,
        plan: &Arc<InForce>,
        today: NaiveDate,
        calendars: [Arc<Calendars>; N],
    ) -> Result<[Standings; N]> {
        let facts = self.obligation_facts(plan, today).await?;
        let matters = self.matters(plan, &facts, today).await?;
        let at = self.now();
        Ok(calendars.map(|calendar| Standings::judged(plan, &facts, &matters, calendar, (today, at))))
    }

    pub(crate) async fn obligation_facts(&self, plan: &InForce, today: NaiveDate) -> Result<AllFacts> {
        let store = &self.inner.store;
        let mut facts = AllFacts {
            confirmed: store.last_confirmations().await?,
            adjustments: store.adjustments_that_count().await?,
            probes: self.probes(plan).await?,
            availabilities: self.availabilities().await?,
            ..AllFacts::default()
        };
        facts.renew(plan, store.newest_of_columns().await?);
        for open in store.open_items().await? {
            facts.open.entry(open.column.clone()).or_default().push(open);
        }
        facts.of_year = self.of_year(plan, year_of(today)).await?;
        Ok(facts)
    }

    /// What counts toward the yearly numbers of `plan`: public from the first moment on and before the last, which are those
    /// of a year or of its part that is over.
    async fn of_year(
        &self,
        plan: &InForce,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<BTreeMap<ColumnCode, OfYear>> {
        let mut counts = BTreeMap::new();
        for column in &plan.plan.columns {
            let Some(row) = &column.row else { continue };
            if !matches!(row.cadence, Cadence::CountPerYear { .. }) {
                continue;
            }
            let shown = column.shows_items_of().unwrap_or(&column.code);
            let since = from.max(start_of_day(plan.plan.owed_since(row)));
            let all = self.inner.store.published_between(shown, from, until).await?;
            let since_owed =
                if since == from { all } else { self.inner.store.published_between(shown, since, until).await? };
            let [all, since_owed] = [all, since_owed].map(|count| u16::try_from(count).unwrap_or(u16::MAX));
            counts.insert(column.code.clone(), OfYear { all, since_owed });
        }
        Ok(counts)
    }
}

impl Standings {
    /// By one calendar, at one moment of a day.
    fn judged(
        plan: &Arc<InForce>,
        facts: &AllFacts,
        matters: &[Matter],
        calendar: Arc<Calendars>,
        (today, at): (NaiveDate, DateTime<Utc>),
    ) -> Self {
        Self {
            columns: judge(plan, facts, &calendar, today),
            matters: matters::judge(plan, facts, matters, &calendar, today),
            items: items::judge(plan, facts, &calendar, today),
            signings: signings::judge(plan, facts, matters, &calendar, today),
            plan: plan.clone(),
            calendar,
            today,
            at,
            availabilities: facts.availabilities.clone(),
        }
    }

    /// Everything with a deadline: the columns, the single duties, and what lies with a lead unit.
    pub(crate) fn owed(&self) -> impl Iterator<Item = &ColumnStanding> {
        self.columns.iter().chain(self.duties_beside()).chain(&self.signings)
    }

    /// What is owed beside the columns: the single duties, and the items by which no column stands.
    pub(crate) fn duties_beside(&self) -> impl Iterator<Item = &ColumnStanding> {
        self.matters.iter().chain(self.items_beside())
    }
}

impl AllFacts {
    /// What is new in the columns of `plan`, as far as each counts it.
    fn renew(&mut self, plan: &InForce, newest: BTreeMap<ColumnCode, Newest>) {
        for (code, Newest { published, changed }) in newest {
            self.published.insert(code.clone(), published.on);
            let renewed_by_revision = plan.plan.column(&code).is_some_and(Column::is_renewed_by_revision);
            self.newest.insert(code, if renewed_by_revision { changed } else { published });
        }
    }

    /// What is known about a column: what it shows, which for a mirror is another's, and what was decided about itself.
    pub(crate) fn of(&self, own: &ColumnCode, shown: &ColumnCode) -> Facts {
        let mut open: Vec<OpenItem> =
            self.open.get(shown).into_iter().flatten().map(|open| open.item.clone()).collect();
        let mut adjustments = Adjustments::default();
        let mut pauses = Vec::new();
        // What was granted to an item goes with it to another column.
        let concerns = |adjust: &Adjust| &adjust.column == own || (adjust.item.is_some() && own == shown);
        let of_column = self.adjustments.iter().filter(|adjustment| concerns(&adjustment.adjust));
        // What was decided of a single duty is no matter of the column.
        for adjustment in of_column.filter(|adjustment| adjustment.adjust.matter.is_none()) {
            let Some(to) = adjustment.last_day() else { continue };
            let Adjust { kind, item, from, ref reason, .. } = adjustment.adjust;
            let reason = reason.clone();
            match kind {
                AdjustmentKind::Pause => pauses.push(Pause { from, to, reason }),
                AdjustmentKind::Exemption => adjustments.exemptions.push(Exemption { from, to, reason }),
                AdjustmentKind::Extension => {
                    let extension = adjustment.extension();
                    match item.map(|of| open.iter_mut().find(|open| open.item == of)) {
                        None => adjustments.extensions.extend(extension),
                        Some(Some(open)) => open.extensions.extend(extension),
                        // The item is public by now.
                        Some(None) => {}
                    }
                }
            }
        }
        adjustments.pauses = pauses.into_iter().collect::<Pauses>();
        let of_year = self.of_year.get(own).copied().unwrap_or_default();
        Facts {
            newest: self.newest.get(shown).cloned(),
            this_year: of_year.all,
            since_owed: of_year.since_owed,
            published_on: self.published.get(shown).copied(),
            open,
            confirmed_on: self.confirmed.get(own).copied(),
            probe: self.probes.get(own).cloned(),
            availability: self.availabilities.get(own).cloned(),
            adjustments,
        }
    }

    /// Every item on its way, in whatever column, by its number.
    fn open_items(&self) -> BTreeMap<ItemId, &Open> {
        self.open.values().flatten().map(|open| (open.item.item, open)).collect()
    }

    /// What was decided about a single duty: the pauses and exemptions of its column, and its own extensions.
    pub(crate) fn of_matter(&self, column: &ColumnCode, matter: &MatterKey) -> Adjustments {
        // Whatever column it stands in since: a new plan may have moved it.
        let its = self.adjustments.iter().filter(|adjustment| adjustment.adjust.matter.as_ref() == Some(matter));
        let extensions = its.filter_map(Adjustment::extension).collect();
        Adjustments { extensions, ..self.of(column, column).adjustments }
    }
}

/// How each column with a row stands on `today`, in the order of the plan.
pub(crate) fn judge(plan: &InForce, facts: &AllFacts, calendars: &Calendars, today: NaiveDate) -> Vec<ColumnStanding> {
    let settings = &plan.plan.clock;
    let owed = plan.plan.columns.iter().filter_map(|column| plan.plan.duty(column));
    owed.map(|duty| {
        let column = duty.column;
        let shown = column.shows_items_of().unwrap_or(&column.code);
        let calendar = calendars.of(plan.duties(&column.code));
        let known = facts.of(&column.code, shown);
        let standing = duty.standing(&known, calendar, settings, today);
        let reached = duty.reached(&known);
        let open = standing.set_by.as_ref().filter(|set_by| set_by.is_open).map(|set_by| set_by.item);
        let of_column = facts.open.get(shown).into_iter().flatten();
        let open_of = of_column.filter(|of| Some(of.item.item) == open).map(|of| of.unit.clone()).next();
        let handovers = handed_over(&known.open, 1);
        ColumnStanding {
            code: column.code.clone(),
            standing,
            reached,
            open_of,
            newest: known.newest,
            published_on: known.published_on,
            handovers,
            matter: None,
        }
    })
    .collect()
}

/// From the first moment of the year in China to the first of the next.
fn year_of(today: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    let start = |year| NaiveDate::from_ymd_opt(year, 1, 1).map_or(DateTime::UNIX_EPOCH, start_of_day);
    (start(today.year()), start(today.year() + 1))
}
