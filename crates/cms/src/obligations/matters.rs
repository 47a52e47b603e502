//! 单项任务: which single duties there are now, and how each stands.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use domain::{
    calendar::Calendar,
    kind::Detail,
    obligation::{Duty, Matter, MatterKind, OnItsWay},
    plan::{Column, ColumnCode, ColumnKind, InForce, UnitCode},
    time::{china_date, start_of_day},
};
use store::event_clock::Open;

use super::{AllFacts, Calendars, ColumnStanding, Standings};
use crate::{Cms, Result};

/// A document that nobody has explained for so long is found by inspections, but asks for nothing any more: the national
/// inspection looks at the last half year, reminders at the last year.
const DOCUMENTS_OF_DAYS: u64 = 366;

impl Cms {
    /// Every single duty, whoever owes it. `facts` know in whose hands the items are that would meet it.
    pub(super) async fn matters(&self, plan: &InForce, facts: &AllFacts, today: NaiveDate) -> Result<Vec<Matter>> {
        let mut matters = self.unexplained(plan, facts, today).await?;
        matters.extend(self.topics_without_news(plan).await?);
        matters.extend(self.yearly_reports(plan, facts, today).await?);
        for letter in self.inner.store.unanswered_reports().await? {
            matters.push(Matter {
                kind: MatterKind::Letter { report: letter.report },
                column: letter.column,
                unit: plan.plan.bearer(&letter.unit, today),
                title: format!("读者纠错 {}", letter.receipt),
                since: letter.received_on,
                // Nobody signs an answer.
                on_its_way: Vec::new(),
            });
        }
        Ok(matters)
    }

    /// A document that somebody has to explain, until somebody has, or nothing of it holds any more.
    async fn unexplained(&self, plan: &InForce, facts: &AllFacts, today: NaiveDate) -> Result<Vec<Matter>> {
        let since =
            today.checked_sub_days(Days::new(DOCUMENTS_OF_DAYS)).unwrap_or(today).max(plan.plan.first_owed_day());
        let coming = self.inner.store.interpretations_on_their_way().await?;
        let items = facts.open_items();
        let mut matters = Vec::new();
        for document in self.inner.store.unexplained_documents(start_of_day(since)).await? {
            let Detail::PolicyDocument(detail) = &document.detail else { continue };
            let unit = plan.plan.bearer(&document.unit, today);
            let Some(column) = explaining(plan, &unit).filter(|_| detail.needs_interpretation(today)) else { continue };
            let its = coming.get(&document.code).into_iter().flatten().filter_map(|item| items.get(item).copied());
            let written =
                |open: &Open| OnItsWay::item(&open.item, open.column.clone(), plan.plan.bearer(&open.unit, today));
            matters.push(Matter {
                kind: MatterKind::Interpretation { document: document.item },
                column,
                unit,
                title: document.title,
                since: document.public_on,
                on_its_way: its.map(written).collect(),
            });
        }
        Ok(matters)
    }

    async fn topics_without_news(&self, plan: &InForce) -> Result<Vec<Matter>> {
        let Some(column) = plan.topics_column().filter(|column| column.row.is_some()) else { return Ok(Vec::new()) };
        let mut coming = self.inner.store.topic_pages_on_their_way().await?;
        let mut matters = Vec::new();
        for topic in self.inner.store.topics().await? {
            let Some(live) = topic.live.filter(|_| topic.archived_at.is_none()) else { continue };
            let Some(last) = self.topic_last_update(&topic).await? else { continue };
            let Some(public) = self.inner.store.topic_revision(topic.id, live).await? else { continue };
            matters.push(Matter {
                kind: MatterKind::TopicNews { topic: topic.id, promise: topic.application.promise },
                column: column.code.clone(),
                unit: plan.plan.bearer(&topic.unit, self.today()),
                title: public.content.title,
                since: china_date(last),
                on_its_way: coming.remove(&topic.id).into_iter().map(OnItsWay::page).collect(),
            });
        }
        Ok(matters)
    }

    /// Where each of several units owes a column one item a year by a day of it: those of the units that have published none.
    /// A blank column says it of all of them.
    async fn yearly_reports(&self, plan: &InForce, facts: &AllFacts, today: NaiveDate) -> Result<Vec<Matter>> {
        // No year before the last is asked for.
        let since = start_of_day(NaiveDate::from_ymd_opt(today.year() - 1, 1, 1).unwrap_or(today));
        let mut matters = Vec::new();
        for column in plan.plan.columns.iter().filter(|column| column.takes_items(today)) {
            let Some((duty, duties)) = plan.plan.duty(column).zip(plan.duties(&column.code)) else { continue };
            let asks_each = duty.row.asks_each_unit() && duties.responsible.len() > 1;
            if !asks_each || !facts.newest.contains_key(&column.code) {
                continue;
            }
            let mut last: BTreeMap<UnitCode, NaiveDate> = BTreeMap::new();
            for (unit, on) in self.inner.store.units_published(&column.code, since).await? {
                let of_bearer = last.entry(plan.plan.bearer(&unit, today)).or_insert(on);
                *of_bearer = on.max(*of_bearer);
            }
            for unit in duties.responsible.iter().filter_map(|unit| plan.plan.unit(unit)) {
                let Some(owed_since) = plan.owes_since(&column.code, &unit.code) else { continue };
                let (its_own, last) = (Duty { owed_since, ..duty }, last.get(&unit.code).copied());
                let Some(owed) = Matter::yearly_report(&its_own, unit, last, today) else { continue };
                let open = facts.open.get(&column.code).into_iter().flatten();
                let new = open.filter(|open| !open.item.revises);
                let on_its_way = new.filter_map(|open| report_of(plan, &unit.code, open, today)).collect();
                // For a unit without account the lead unit enters what it sends in.
                let entered_by = duties.first_lead.as_ref().filter(|_| !unit.has_account).unwrap_or(&unit.code);
                matters.push(Matter { unit: entered_by.clone(), on_its_way, ..owed });
            }
        }
        Ok(matters)
    }
}

/// An item on its way, if it is `unit`'s: what a lead unit enters for a unit without account is that one's.
fn report_of(plan: &InForce, unit: &UnitCode, open: &Open, today: NaiveDate) -> Option<OnItsWay> {
    let writer = plan.plan.bearer(&open.unit, today);
    let (owes, report) = match &open.submitted_by {
        None => (writer.clone(), OnItsWay::item(&open.item, open.column.clone(), writer)),
        Some(sender) => (plan.plan.bearer(sender, today), OnItsWay::entered(&open.item, open.column.clone(), writer)),
    };
    (&owes == unit).then_some(report)
}

/// How each stands on `today`; what nothing is owed for is left out.
pub(super) fn judge(
    plan: &InForce,
    facts: &AllFacts,
    matters: &[Matter],
    calendars: &Calendars,
    today: NaiveDate,
) -> Vec<ColumnStanding> {
    let standing = |matter: &Matter| {
        let calendar = calendar_of(plan, calendars, matter);
        let adjustments = facts.of_matter(&matter.column, &matter.kind.key());
        let owed_since = owed_since(plan, matter)?;
        let standing = matter.standing(&adjustments, calendar, &plan.plan.clock, owed_since, today)?;
        Some(ColumnStanding {
            code: matter.column.clone(),
            standing,
            reached: None,
            open_of: Some(matter.unit.clone()),
            newest: None,
            published_on: None,
            handovers: Vec::new(),
            matter: Some(matter.clone()),
        })
    };
    matters.iter().filter_map(standing).collect()
}

/// With which days a single duty is counted: those of the unit that owes it. An item is, as its column, also where it is to be
/// signed.
fn calendar_of<'a>(plan: &InForce, calendars: &'a Calendars, matter: &Matter) -> &'a Calendar {
    match matter.kind {
        MatterKind::Interpretation { .. }
        | MatterKind::TopicNews { .. }
        | MatterKind::Letter { .. }
        | MatterKind::Disclosure { .. }
        | MatterKind::TopicSigning { .. }
        | MatterKind::YearlyReport { .. } => calendars.of_one(matter.owed_by()),
        MatterKind::Item { .. } | MatterKind::Signing { .. } => calendars.of(plan.duties(&matter.column)),
    }
}

/// Since when a single duty is owed; `None` where the plan's table has no row for its column. An interpretation is owed since
/// there was a column for any: one that comes later takes a document over as it stands. A unit owes its item of the year
/// since it was made responsible.
fn owed_since(plan: &InForce, matter: &Matter) -> Option<NaiveDate> {
    let since = |column: &Column| column.row.as_ref().map(|row| plan.plan.owed_since(row));
    match &matter.kind {
        MatterKind::Interpretation { .. } => interpretations(plan).filter_map(since).min(),
        MatterKind::TopicNews { .. }
        | MatterKind::Letter { .. }
        | MatterKind::Disclosure { .. }
        | MatterKind::Item { .. }
        | MatterKind::Signing { .. }
        | MatterKind::TopicSigning { .. } => since(plan.plan.column(&matter.column)?),
        MatterKind::YearlyReport { column, unit, .. } => plan.owes_since(column, unit),
    }
}

/// The columns of 政策解读, history too.
fn interpretations(plan: &InForce) -> impl Iterator<Item = &Column> + Clone {
    plan.plan.columns.iter().filter(|column| column.kind == ColumnKind::Interpretations && column.row.is_some())
}

/// The column in which a unit explains its documents: of those in use one that it writes for, else the first.
fn explaining(plan: &InForce, unit: &UnitCode) -> Option<ColumnCode> {
    let mut columns = interpretations(plan).filter(|column| !column.is_history_on(plan.on));
    let first = columns.clone().next()?;
    let own = columns.find(|column| plan.duties(&column.code).is_some_and(|duties| duties.responsible.contains(unit)));
    Some(own.unwrap_or(first).code.clone())
}

impl Standings {
    /// With which days a deadline is counted.
    pub(crate) fn calendar_of(&self, owed: &ColumnStanding) -> &Calendar {
        match &owed.matter {
            Some(matter) => calendar_of(&self.plan, &self.calendar, matter),
            None => self.calendar.of(self.plan.duties(&owed.code)),
        }
    }
}
