//! 工作日历: the notices that come with the system, those that were entered, and what another calendar does to the clocks.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, PoisonError, RwLock},
};

use domain::{
    calendar::{Calendar, Layer, Notice, Season, shipped},
    desk::{
        FieldFault,
        calendar::{CalendarSheet, MovedClock},
        clocks::reason_fault,
    },
    event::SubjectKind,
    id::CalendarNoticeId,
    permission::{Action, Refusal, Target, may},
    plan::{Duties, UnitCode},
};
use serde_json::json;

use super::moved::{Moved, clocks};
use crate::{Cms, Ctx, Error, Result};

/// The calendar in force, kept in memory.
#[derive(Debug, Clone, Default)]
pub(crate) struct CalendarCache {
    loaded: Arc<RwLock<Option<Loaded>>>,
    /// The region whose shipped days this process has compared with those of the log.
    pub(super) compared: Arc<RwLock<Option<String>>>,
}

/// The calendar of the county, and of the units that are closed on days of their own.
#[derive(Debug)]
pub(crate) struct Calendars {
    county: Calendar,
    units: BTreeMap<UnitCode, Calendar>,
}

#[derive(Debug, Clone)]
struct Loaded {
    calendar: Arc<Calendars>,
    region: String,
    entered: Vec<Notice>,
}

impl Calendars {
    pub(super) fn new(region: &str, entered: &[Notice]) -> Self {
        let (shipped, seasons) = shipped::notices(region);
        Self::over(shipped, seasons, entered)
    }

    /// Of notices that came with a program, and of those that were entered.
    pub(super) fn over(shipped: Vec<Notice>, seasons: Vec<Season>, entered: &[Notice]) -> Self {
        let mut notices = shipped;
        notices.extend(entered.iter().cloned());
        let closed: BTreeSet<&UnitCode> = entered
            .iter()
            .filter_map(|notice| match &notice.layer {
                Layer::Unit(unit) => Some(unit),
                Layer::National | Layer::Region => None,
            })
            .collect();
        let of_unit = |unit: &UnitCode| Calendar::of_unit(notices.clone(), seasons.clone(), unit);
        Self {
            units: closed.into_iter().map(|unit| (unit.clone(), of_unit(unit))).collect(),
            county: Calendar::new(notices, seasons),
        }
    }

    pub(crate) fn county(&self) -> &Calendar {
        &self.county
    }

    /// What a column counts with: where one unit alone writes, that unit's days.
    pub(crate) fn of(&self, duties: Option<&Duties>) -> &Calendar {
        let responsible = duties.map(|duties| &duties.responsible).filter(|units| units.len() == 1);
        responsible.and_then(BTreeSet::first).map_or(&self.county, |unit| self.of_one(unit))
    }

    /// What a unit itself counts with: its own days, where it has any.
    pub(crate) fn of_one(&self, unit: &UnitCode) -> &Calendar {
        self.units.get(unit).unwrap_or(&self.county)
    }
}

impl Cms {
    /// The county's calendar, with those of its units.
    pub(crate) fn calendar(&self) -> Arc<Calendars> {
        let region = self.plan().plan.clock.region.clone();
        let kept = self.inner.calendar.loaded.read().unwrap_or_else(PoisonError::into_inner).clone();
        match kept {
            Some(kept) if kept.region == region => kept.calendar,
            kept => self.keep_calendar(region, kept.map(|kept| kept.entered).unwrap_or_default()),
        }
    }

    fn keep_calendar(&self, region: String, entered: Vec<Notice>) -> Arc<Calendars> {
        let calendar = Arc::new(Calendars::new(&region, &entered));
        let loaded = Loaded { calendar: calendar.clone(), region, entered };
        *self.inner.calendar.loaded.write().unwrap_or_else(PoisonError::into_inner) = Some(loaded);
        calendar
    }

    /// Reads the entered notices again. For a job that runs every few seconds: another node may have entered one.
    pub async fn refresh_calendar(&self) -> Result<()> {
        let entered = self.inner.store.calendar_notices().await?;
        let entered: Vec<Notice> =
            entered.into_iter().filter(|entered| entered.removed.is_none()).map(|entered| entered.notice).collect();
        let region = self.plan().plan.clock.region.clone();
        let kept = self.inner.calendar.loaded.read().unwrap_or_else(PoisonError::into_inner).clone();
        if kept.is_none_or(|kept| kept.entered != entered || kept.region != region) {
            self.keep_calendar(region, entered);
        }
        Ok(())
    }

    /// The days as every clock counts them now; with `unit` as the clocks of that unit do. For the operator.
    pub fn days(&self, ctx: &Ctx, unit: Option<&UnitCode>) -> Result<Calendar> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let calendars = self.calendar();
        Ok(unit.map_or(calendars.county(), |unit| calendars.of_one(unit)).clone())
    }

    /// The calendar with its sources.
    pub async fn calendar_sheet(&self, ctx: &Ctx) -> Result<CalendarSheet> {
        let actor = ctx.actor()?;
        may(actor, Action::ReadBoard, Target::Desk)?;
        let (shipped, _) = shipped::notices(&self.plan().plan.clock.region);
        Ok(CalendarSheet {
            version: self.calendar().county().version().clone(),
            shipped,
            entered: self.inner.store.calendar_notices().await?,
            may_change: may(actor, Action::AdjustClocks, Target::Desk).is_ok(),
        })
    }

    /// What the clocks would do with one notice more, before it is entered.
    pub async fn preview_notice(&self, ctx: &Ctx, notice: &Notice) -> Result<Vec<MovedClock>> {
        Ok(clocks(self.moved_by_one_more(ctx, notice).await?))
    }

    async fn moved_by_one_more(&self, ctx: &Ctx, notice: &Notice) -> Result<Vec<Moved>> {
        may(ctx.actor()?, Action::AdjustClocks, Target::Desk)?;
        self.admit(notice)?;
        let mut entered = self.entered_notices().await?;
        if entered.contains(notice) {
            return Err(Error::field("holidays", "同样的安排已经录入"));
        }
        entered.push(notice.clone());
        self.moved_by(&entered).await
    }

    /// Enters a notice: every clock counts with it at once. Says which clocks moved; the log keeps the list, and
    /// who answers for them is told.
    pub async fn enter_notice(&self, ctx: &Ctx, notice: &Notice) -> Result<(CalendarNoticeId, Vec<MovedClock>)> {
        let actor = ctx.actor()?;
        let moved = self.moved_by_one_more(ctx, notice).await?;
        let (letters, moved) = (self.letters_about(&moved).await?, clocks(moved));
        let now = self.now();
        let mut tx = self.inner.store.begin().await?;
        let id = tx.enter_notice(notice, (actor.account, &actor.name), now).await?;
        self.send_letters(&mut tx, &letters).await?;
        let data = json!({ "notice": notice, "moved": moved });
        tx.append_event(&ctx.event(self, "calendar.enter", SubjectKind::Calendar, &id.to_string(), data)).await?;
        tx.commit().await?;
        self.refresh_calendar().await?;
        Ok((id, moved))
    }

    /// Takes an entered notice back; who answers for the clocks that move is told.
    pub async fn remove_notice(&self, ctx: &Ctx, id: CalendarNoticeId, reason: &str) -> Result<Vec<MovedClock>> {
        let actor = ctx.actor()?;
        may(actor, Action::AdjustClocks, Target::Desk)?;
        let reason = reason.trim();
        if let Some(fault) = reason_fault(reason) {
            return Err(Error::Invalid(vec![fault]));
        }
        let all = self.inner.store.calendar_notices().await?;
        let left = all.into_iter().filter(|entered| entered.removed.is_none() && entered.id != id);
        let left: Vec<Notice> = left.map(|entered| entered.notice).collect();
        let moved = self.moved_by(&left).await?;
        let (letters, moved) = (self.letters_about(&moved).await?, clocks(moved));
        let now = self.now();
        let mut tx = self.inner.store.begin().await?;
        if !tx.remove_notice(id, &actor.name, now, reason).await? {
            return Err(Error::Stale);
        }
        self.send_letters(&mut tx, &letters).await?;
        let data = json!({ "reason": reason, "moved": moved });
        tx.append_event(&ctx.event(self, "calendar.remove", SubjectKind::Calendar, &id.to_string(), data)).await?;
        tx.commit().await?;
        self.refresh_calendar().await?;
        Ok(moved)
    }

    fn admit(&self, notice: &Notice) -> Result<()> {
        let mut faults: Vec<FieldFault> =
            notice.inspect().into_iter().map(|fault| FieldFault::new("holidays", fault.to_string())).collect();
        if let Layer::Unit(unit) = &notice.layer
            && self.plan().plan.unit(unit).is_none()
        {
            faults.push(FieldFault::new("unit", "请选择方案中的单位"));
        }
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }

    pub(super) async fn entered_notices(&self) -> Result<Vec<Notice>> {
        let all = self.inner.store.calendar_notices().await?;
        Ok(all.into_iter().filter(|entered| entered.removed.is_none()).map(|entered| entered.notice).collect())
    }

    /// What moves when `entered` take the place of the notices that count now.
    async fn moved_by(&self, entered: &[Notice]) -> Result<Vec<Moved>> {
        let after = Calendars::new(&self.plan().plan.clock.region, entered);
        self.moved_between(self.calendar(), Arc::new(after)).await
    }
}
