//! Clocks that an item has met or missed. Assessment and work report read the same answer.

use chrono::NaiveDate;
use domain::{
    clock::Term,
    item::EventKind,
    obligation::{ItemClock, Lateness, Side},
    plan::{Cadence, Duties, PlanRow, Signing, UnitCode},
};
use store::event_clock::Met;

use crate::{Cms, Result};

/// What became public in a column with a term, as the plan of that day judges it.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) met: Met,
    /// The unit that answers for it today.
    pub(crate) unit: UnitCode,
    /// Those of its items that were late.
    pub(crate) late: Vec<LateItem>,
}

/// An item that became public after its day.
#[derive(Debug)]
pub(crate) struct LateItem {
    pub(crate) lateness: Lateness,
    /// The unit that had to sign it, as it is called today.
    pub(crate) lead: UnitCode,
}

impl Judged {
    /// Who answers for an item that was late: its unit, if any of the days are the unit's.
    pub(crate) fn late_with(&self, late: &LateItem) -> Side {
        if late.lateness.unit_days > 0 || late.lead == self.unit { Side::Unit } else { Side::Lead }
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
            let unit = now.plan.bearer(&met.unit, now.on);
            let mut late = Vec::new();
            if alone.lateness(calendar, met.public_on).is_some() {
                for item in self.inner.store.items_met(&met).await? {
                    let extensions = decided.of_item(&item);
                    let clock = ItemClock { handovers: &item.handovers, extensions: &extensions, ..alone };
                    let Some(lateness) = clock.lateness(calendar, met.public_on) else { continue };
                    let lead = duties.as_ref().and_then(|duties| waited_for(duties, item.signed_last.as_ref()));
                    let lead = lead.map_or_else(|| unit.clone(), |lead| now.plan.bearer(lead, now.on));
                    late.push(LateItem { lateness, lead });
                }
            }
            judged.push(Judged { met, unit, late });
        }
        Ok(judged)
    }
}

/// The lead unit for which an item has waited: where all of them sign, the one that signed last, and else the one that
/// answers for all.
fn waited_for<'a>(duties: &'a Duties, signed_last: Option<&'a UnitCode>) -> Option<&'a UnitCode> {
    let first = duties.first_lead.as_ref();
    match duties.signing {
        Signing::AllLeads => signed_last.or(first),
        Signing::AnyLead | Signing::TwoPeople => first,
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
