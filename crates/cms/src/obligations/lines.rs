//! A column's standing in the words of the desk.

use std::collections::BTreeSet;

use domain::{
    account::Actor,
    clock::Pause,
    desk::board::{ColumnLine, MatterLine, NextStep, QuotaLine, SetBy, SharesLine, UnitName},
    id::TopicId,
    obligation::{ItemOnItsWay, Matter, MatterKind, Side, State},
    permission::{Action, Target, archives_topics, may},
    plan::{Column, ColumnCode, InForce, UnitCode},
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
        let reads_open = column.open_of.as_ref().is_none_or(|unit| self.reads_draft(actor, &column.code, unit));
        let owing = column.matter.as_ref().map(|matter| BTreeSet::from([matter.owed_by().clone()]));
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
            paused: standing.paused_on(self.today).map(paused),
            set_by,
            with: standing.with,
            to_sign_since: standing.to_sign_since,
            is_being_entered: standing.to_sign_since.is_none()
                && column.matter.as_ref().is_some_and(Matter::is_being_entered),
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
            next: self.next_step(actor, of_plan, column, reads_open),
        })
    }

    /// Whether `actor` reads a draft of `unit` in `column`: its unit does, and those who sign for the column.
    fn reads_draft(&self, actor: &Actor, column: &ColumnCode, unit: &UnitCode) -> bool {
        let leads = || self.plan.duties(column).is_some_and(|duties| duties.leads.contains(&actor.unit));
        actor.role.edits() && (unit == &actor.unit || leads())
    }

    /// What `actor` does next about `column`: what lies there to be signed by the actor comes first, then the item by which
    /// it stands, which `reads_open` tells whether the actor may read, or one that would meet the single duty. A new draft
    /// would leave that one as late as it is.
    fn next_step(
        &self,
        actor: &Actor,
        of_plan: &Column,
        column: &ColumnStanding,
        reads_open: bool,
    ) -> Option<NextStep> {
        let standing = &column.standing;
        let set_by = standing.set_by.as_ref().filter(|set_by| set_by.is_open && reads_open).map(|set_by| set_by.item);
        let signs_for = actor.signs_for();
        if !signs_for.is_empty() && standing.to_sign_since.is_some() {
            let waiting = self.signings.iter().filter_map(|signing| {
                let matter = signing.matter.as_ref()?;
                let MatterKind::Signing { item } = matter.kind else { return None };
                // What lies in the column of a single duty may be about another one.
                let is_waited_for = match &column.matter {
                    None => signing.code == column.code,
                    Some(matter) => matter.items_on_their_way().any(|coming| coming.item == item),
                };
                let is_waited_for = is_waited_for || Some(item) == set_by;
                let answering = self.answering(signing);
                let is_own = signs_for.iter().any(|unit| answering.contains(*unit));
                (is_waited_for && is_own).then_some((Some(item) != set_by, matter.since, item))
            });
            if let Some((.., item)) = waiting.min() {
                return Some(NextStep::Sign(item));
            }
        }
        if let Some(item) = set_by {
            let writing = column.open_of.as_ref().map(|unit| self.plan.plan.bearer(unit, self.today));
            let is_own = standing.with == Side::Unit && writing.as_ref() == Some(&actor.unit);
            return Some(if is_own { NextStep::Continue(item) } else { NextStep::Follow(item) });
        }
        let coming = column.matter.iter().flat_map(Matter::items_on_their_way);
        let coming = coming.filter(|coming| self.reads_draft(actor, &coming.column, &coming.unit));
        let is_own = |coming: &ItemOnItsWay| coming.with == Side::Unit && coming.unit == actor.unit;
        // What lies to be signed is what the others wait for, the oldest first.
        if let Some(next) = coming.min_by_key(|coming| (coming.with == Side::Unit, !is_own(coming), coming.item)) {
            return Some(if is_own(next) { NextStep::Continue(next.item) } else { NextStep::Follow(next.item) });
        }
        if let Some(topic) = self.silent_topic(actor, column) {
            return Some(NextStep::Archive(topic));
        }
        // Of the single duties an interpretation and a yearly report are written anew.
        // Where one is on its way a second is not wanted.
        let is_written = |matter: &Matter| {
            matches!(matter.kind, MatterKind::Interpretation { .. } | MatterKind::YearlyReport { .. })
                && matter.on_its_way.is_empty()
        };
        let is_written = column.matter.as_ref().is_none_or(is_written);
        let creates = |duties| may(actor, Action::Create, Target::Column(duties)).is_ok();
        let drafts =
            is_written && of_plan.takes_items(self.today) && self.plan.duties(&of_plan.code).is_some_and(creates);
        drafts.then_some(NextStep::Draft)
    }

    /// The public topic that has had no news for longer than was promised, with no next page on its way, if `actor` may archive it.
    fn silent_topic(&self, actor: &Actor, column: &ColumnStanding) -> Option<TopicId> {
        let matter = column.matter.as_ref().filter(|matter| matter.on_its_way.is_empty())?;
        let MatterKind::TopicNews { topic, .. } = matter.kind else { return None };
        let duties = self.plan.duties(&column.code)?;
        (column.standing.state == State::Overdue && archives_topics(actor, duties).is_ok()).then_some(topic)
    }
}

/// 暂停计时中（至 2026-12-31：系统迁移）.
fn paused(pause: &Pause) -> String {
    let to = pause.to.map_or_else(|| "另行通知".to_owned(), |to| to.to_string());
    format!("暂停计时中（至 {to}：{}）", pause.reason)
}
