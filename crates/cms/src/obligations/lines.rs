//! A column's standing in the words of the desk.

use std::collections::BTreeSet;

use domain::{
    account::Actor,
    desk::board::{ColumnLine, MatterLine, QuotaLine, SetBy, SharesLine, UnitName},
    permission::{Action, Target, may},
    plan::{InForce, UnitCode},
};

use super::{ColumnStanding, Standings};

/// What stands in the place of a title that is not everybody's business yet.
const UNREAD: &str = "在办信息";

pub(crate) fn names_of(plan: &InForce, units: Option<&BTreeSet<UnitCode>>) -> Vec<UnitName> {
    let named = |unit: &UnitCode| UnitName { code: unit.clone(), name: plan.unit_name(unit).to_owned() };
    units.into_iter().flatten().map(named).collect()
}

impl Standings {
    /// Every column in words for `actor`, the worst first, then in the order of the plan.
    pub(super) fn lines(&self, actor: &Actor) -> Vec<ColumnLine> {
        self.in_words(actor, self.columns.iter())
    }

    /// The single duties in words for `actor`, the worst first.
    pub(super) fn matter_lines(&self, actor: &Actor) -> Vec<ColumnLine> {
        self.in_words(actor, self.duties_beside())
    }

    pub(super) fn in_words<'a>(
        &self,
        actor: &Actor,
        standings: impl Iterator<Item = &'a ColumnStanding>,
    ) -> Vec<ColumnLine> {
        let mut lines: Vec<ColumnLine> = standings.filter_map(|column| self.line(actor, column)).collect();
        // Stable: equals stay in the order of the plan.
        lines.sort_by_key(ColumnLine::urgency);
        lines
    }

    /// A column in words for `actor`.
    pub(crate) fn line(&self, actor: &Actor, column: &ColumnStanding) -> Option<ColumnLine> {
        let plan = &self.plan.plan;
        let of_plan = plan.column(&column.code)?;
        let duty = plan.duty(of_plan)?;
        let row = duty.row;
        let duties = self.plan.duties(&column.code);
        let standing = &column.standing;
        let path = plan.path(&column.code);
        let above: Vec<&str> = path.iter().rev().skip(1).rev().map(|c| c.name.as_str()).collect();
        // A draft is read by its unit and by those who sign for the column.
        let leads = || duties.is_some_and(|duties| duties.leads.contains(&actor.unit));
        let reads = |unit: &UnitCode| actor.role.edits() && (unit == &actor.unit || leads());
        let reads_open = column.open_of.as_ref().is_none_or(reads);
        let owing = column.matter.as_ref().map(|matter| BTreeSet::from([matter.unit.clone()]));
        let set_by = standing.set_by.as_ref().map(|set_by| SetBy {
            item: set_by.item,
            title: if set_by.is_open && !reads_open { UNREAD.into() } else { set_by.title.clone() },
            is_public: !set_by.is_open,
        });
        let calendar = format!("日历版本 {}", self.calendar.of(duties).version());
        let doubts = standing.counted().into_iter().flat_map(|deadline| &deadline.doubts).map(ToString::to_string);
        let doubts = doubts.chain(standing.due.map(|_| calendar)).collect();
        Some(ColumnLine {
            code: column.code.clone(),
            name: of_plan.name.clone(),
            path: above.join(" › "),
            number: row.number.clone(),
            assessed: plan.is_assessed(&column.code),
            leads: names_of(&self.plan, duties.map(|duties| &duties.leads)),
            responsible: names_of(&self.plan, owing.as_ref().or(duties.map(|duties| &duties.responsible))),
            matter: column.matter.as_ref().map(|matter| MatterLine {
                kind: matter.kind.clone(),
                title: match &set_by {
                    Some(set_by) if !set_by.is_public && reads_open => set_by.title.clone(),
                    _ => matter.title.clone(),
                },
            }),
            answering: self.answering(column).into_iter().collect(),
            state: standing.state,
            since: standing.since,
            due: standing.due,
            days_left: standing.days_left,
            rule: standing.basis.label(row, &plan.clock),
            arithmetic: standing.arithmetic(),
            doubts,
            extended: standing.extended.as_ref().map(|(until, reason)| format!("已批准延期至 {until}：{reason}")),
            set_by,
            with: standing.with,
            to_sign_since: standing.to_sign_since,
            shares: standing.shares.as_ref().map(|shares| SharesLine {
                unit_days: shares.unit_days,
                lead_days: shares.lead_days,
                // Nobody is late before a day that was approved.
                unit_due: shares.unit.due.max(standing.extended.as_ref().map(|(until, _)| *until)),
                lead_due: shares.lead.as_ref().and_then(|lead| lead.due),
                late: standing.lateness.map(|late| (late.unit_days, late.lead_days)),
            }),
            service: self
                .availabilities
                .get(&column.code)
                .filter(|_| column.matter.is_none())
                .map(|availability| availability.words(plan.clock.service)),
            quota: standing.quota.as_ref().map(QuotaLine::of),
            confirmable: column.matter.is_none() && duty.is_confirmable(),
            drafts: of_plan.takes_items()
                && duties.is_some_and(|duties| may(actor, Action::Create, Target::Column(duties)).is_ok()),
        })
    }
}
