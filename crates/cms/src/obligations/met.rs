//! Clocks that an item has met or missed: until when it had to be public.

use chrono::NaiveDate;
use domain::{
    clock::{Pauses, Term},
    item::EventKind,
    plan::Cadence,
};
use store::event_clock::Met;

use super::Standings;

impl Standings {
    /// The last day on which what is told of had to be public; `None` where the plan sets no term.
    pub(crate) fn due_of(&self, met: &Met) -> Option<NaiveDate> {
        let plan = &self.plan.plan;
        let row = plan.column(&met.column)?.row.as_ref()?;
        let term = match row.cadence {
            Cadence::AfterEvent { working_days, .. } if met.event.kind == EventKind::Formed => {
                Some(Term::WorkingDays(working_days))
            }
            Cadence::AfterEvent { decision_working_days, .. } => Some(Term::WorkingDays(decision_working_days)),
            _ => row.event_term,
        };
        // What was formed before the plan is owed from its first day.
        let start = met.event.on.max(plan.effective_on);
        term?.due(start, self.calendar.of(self.plan.duties(&met.column)), &Pauses::none())
    }
}
