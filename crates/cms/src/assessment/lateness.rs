//! What became public this year after its day: late stays late (政府信息公开条例 art. 26). Days on which an item waited for
//! the lead unit are the lead unit's; paused, exempt and approved days are nobody's.

use chrono::{Datelike, NaiveDate};
use domain::{
    assessment::{Decimal, Evidence, Measured, Part},
    clock::Term,
    item::EventKind,
    obligation::{ItemClock, Lateness},
    plan::{Cadence, PlanRow},
};
use store::event_clock::Met;

use crate::{
    Cms, Result,
    obligations::{DecidedAboutClocks, Standings},
};

impl Cms {
    pub(super) async fn late_publications(&self, standings: &Standings) -> Result<Measured> {
        let today = standings.today;
        let new_year = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
        let plan = &standings.plan.plan;
        let decided = self.decided_about_clocks().await?;
        let mut late = Vec::new();
        for met in self.inner.store.event_clocks_met(new_year, today).await? {
            let Some(row) = plan.column(&met.column).and_then(|column| column.row.as_ref()) else { continue };
            let Some(term) = term_of(row, met.event.kind) else { continue };
            late.extend(self.late_items(standings, &decided, &met, term).await?);
        }
        Ok(Measured::found(late))
    }

    /// The items of one line that were late, as one piece of evidence.
    async fn late_items(
        &self,
        standings: &Standings,
        decided: &DecidedAboutClocks,
        met: &Met,
        term: Term,
    ) -> Result<Option<Evidence>> {
        let plan = &standings.plan.plan;
        let adjustments = decided.of_column(&met.column);
        let calendar = standings.calendar.of(standings.plan.duties(&met.column));
        // What was formed before the plan is owed from its first day.
        let start = met.event.on.max(plan.effective_on);
        let without = ItemClock { start, term, handovers: &[], extensions: &[], adjustments: &adjustments };
        if without.lateness(calendar, met.public_on).is_none() {
            return Ok(None);
        }
        let (mut count, mut unit_days, mut lead_days) = (0, 0, 0);
        let mut last_day = None;
        for item in self.inner.store.items_met(met).await? {
            let extensions = decided.of_item(&met.column, &item);
            let clock = ItemClock { handovers: &item.handovers, extensions: &extensions, ..without };
            if let Some(Lateness { due, unit_days: of_unit, lead_days: of_lead }) =
                clock.lateness(calendar, met.public_on)
            {
                count += 1;
                unit_days += of_unit;
                lead_days += of_lead;
                last_day = last_day.max(Some(due));
            }
        }
        let Some(due) = last_day else { return Ok(None) };
        let unit = plan.bearer(&met.unit, standings.today);
        let lead = standings.plan.duties(&met.column).and_then(|duties| duties.leads.first().cloned());
        let lead = lead.unwrap_or_else(|| unit.clone());
        let mut what = format!(
            "“{}”：{} {}，应于 {due} 前公开，{} 公开（{count} 条）",
            plan.column(&met.column).map(|column| column.name.as_str()).unwrap_or_default(),
            met.event.kind.label(),
            met.event.on,
            met.public_on,
        );
        let parts = if lead == unit {
            vec![Part { unit, days: unit_days + lead_days }]
        } else {
            if lead_days > 0 {
                what += &format!("；超期 {unit_days} 个工作日在保障单位，{lead_days} 个工作日在牵头单位");
            }
            vec![Part { unit, days: unit_days }, Part { unit: lead, days: lead_days }]
        };
        let kind = met.event.kind.code();
        let subject = format!("{}/{}/{kind}/{}/{}", met.column, met.unit, met.event.on, met.public_on);
        let evidence = Evidence {
            address: Some(format!("/c/{}", met.column)),
            amount: Decimal::whole(count),
            ..Evidence::of(subject, what)
        };
        Ok(Some(evidence.answered_for(Some(met.column.clone()), None).divided(parts)))
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
