//! Clocks that an item has met or missed. Assessment and work report read the same answer.

use chrono::NaiveDate;
use domain::{
    clock::Term,
    item::EventKind,
    obligation::{ItemClock, Lateness, Side},
    plan::{Cadence, PlanRow, UnitCode},
};
use store::event_clock::Met;

use crate::{Cms, Result};

/// What became public in a column with a term, as the plan of that day judges it.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) met: Met,
    /// The unit that answers for it today.
    pub(crate) unit: UnitCode,
    /// The unit that had to sign it, as it is called today.
    pub(crate) lead: UnitCode,
    /// Those of its items that were late.
    pub(crate) late: Vec<Lateness>,
}

impl Judged {
    /// Who answers for an item that was late: its unit, if any of the days are the unit's.
    pub(crate) fn late_with(&self, lateness: &Lateness) -> Side {
        if lateness.unit_days > 0 || self.lead == self.unit { Side::Unit } else { Side::Lead }
    }
}

impl Cms {
    /// What became public from `first` to `last`, both with them, with a day by which it had to be. Each is judged by the
    /// plan that was in force on the day on which it became public, and what became public before the first, by the first:
    /// late stays late, whatever plan comes after. Paused, exempt and approved days are nobody's.
    pub(crate) async fn judged_publications(&self, first: NaiveDate, last: NaiveDate) -> Result<Vec<Judged>> {
        let all_met = self.inner.store.event_clocks_met(first, last).await?;
        let Some(begun) = self.first_plan_on().await? else { return Ok(Vec::new()) };
        let plans = self.plans_on(all_met.iter().map(|met| met.public_on.max(begun)).collect()).await?;
        let (now, calendars, decided) = (self.plan(), self.calendar(), self.decided_about_clocks().await?);
        let mut judged = Vec::new();
        for met in all_met {
            let Some(plan) = plans.get(&met.public_on.max(begun)) else { continue };
            let row = plan.column(&met.column).and_then(|column| column.row.as_ref());
            let Some(row) = row else { continue };
            let Some(term) = term_of(row, met.event.kind) else { continue };
            let duties = plan.duties_on(&met.column, met.public_on);
            let calendar = calendars.of(duties.as_ref());
            let adjustments = decided.of_column(&met.column);
            // What was formed before the column was owed is owed from its first day.
            let start = met.event.on.max(plan.owed_since(row));
            let alone = ItemClock { start, term, handovers: &[], extensions: &[], adjustments: &adjustments };
            let mut late = Vec::new();
            if alone.lateness(calendar, met.public_on).is_some() {
                for item in self.inner.store.items_met(&met).await? {
                    let extensions = decided.of_item(&met.column, &item);
                    let clock = ItemClock { handovers: &item.handovers, extensions: &extensions, ..alone };
                    late.extend(clock.lateness(calendar, met.public_on));
                }
            }
            let unit = now.plan.bearer(&met.unit, now.on);
            let lead = duties.and_then(|duties| duties.first_lead);
            let lead = lead.map_or_else(|| unit.clone(), |lead| now.plan.bearer(&lead, now.on));
            judged.push(Judged { met, unit, lead, late });
        }
        Ok(judged)
    }
}

/// How long after its event an item of the column may become public.
fn term_of(row: &PlanRow, kind: EventKind) -> Option<Term> {
    match row.cadence {
        Cadence::AfterEvent { working_days, .. } if kind == EventKind::Formed => Some(Term::WorkingDays(working_days)),
        Cadence::AfterEvent { decision_working_days, .. } => Some(Term::WorkingDays(decision_working_days)),
        _ => row.event_term,
    }
}
