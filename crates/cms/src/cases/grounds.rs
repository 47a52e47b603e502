//! What the points of a notice are about: who is asked to mend it, and what is held against whom already.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    desk::{FieldFault, cases::CaseLink},
    id::CaseId,
    obligation::{Side, answering},
    patrol::Owner,
    plan::{ColumnCode, Duties, InForce, Unit, UnitCode},
    rectification::Point,
};

use crate::{Cms, Error, Result};

impl Cms {
    /// What a point says it is about exists, and the unit has a duty there: nobody mends what only others may touch.
    pub(super) async fn know_points(&self, plan: &InForce, unit: &UnitCode, points: &[Point]) -> Result<()> {
        let mut faults = Vec::new();
        for (at, point) in points.iter().enumerate() {
            if let Some(message) = self.fault_of_ground(plan, unit, point).await? {
                faults.push(FieldFault::new(&format!("points.{at}.fault"), message));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }

    async fn fault_of_ground(&self, plan: &InForce, unit: &UnitCode, point: &Point) -> Result<Option<String>> {
        let gone = || Ok(Some("所指的巡查问题或栏目已不存在，请去掉这一项".to_owned()));
        let mut columns: Vec<ColumnCode> = point.column.iter().cloned().collect();
        let mut owner = None;
        if let Some(finding) = point.finding {
            let Some(record) = self.inner.store.finding(finding).await? else { return gone() };
            if let Owner::Column { column, .. } = &record.finding.owner {
                columns.push(column.clone());
            }
            owner = Some(record.finding.owner);
        }
        for column in columns {
            if plan.plan.column(&column).is_none() {
                return gone();
            }
            let is_theirs = |duties: &Duties| duties.responsible.contains(unit) || duties.leads.contains(unit);
            if plan.duties(&column).is_some_and(|duties| !is_theirs(duties)) {
                let name = plan.plan.path_name(&column);
                return Ok(Some(format!("栏目“{name}”不由所选单位负责，请去掉这一项或另选整改单位")));
            }
        }
        Ok(owner.and_then(|owner| on_anothers_page(plan, unit, &owner)))
    }

    /// A case on the same fault that is not over: against `unit`, or where that is still open against anybody.
    pub(super) async fn case_on(&self, point: &Point, unit: Option<&UnitCode>) -> Result<Option<CaseLink>> {
        let Some(ground) = point.ground() else { return Ok(None) };
        let held = self.held_grounds().await?;
        let mut same = held.into_iter().filter(|((of, held), _)| *held == ground && unit.is_none_or(|unit| unit == of));
        match same.next() {
            Some((_, case)) => self.case_link(case).await,
            None => Ok(None),
        }
    }

    /// What is held against whom in cases that are not over, under the unit that has taken over; of several the newest.
    pub(super) async fn held_grounds(&self) -> Result<BTreeMap<(UnitCode, String), CaseId>> {
        let plan = self.plan();
        let held = self.inner.store.open_grounds().await?.into_iter();
        Ok(held.map(|one| ((plan.plan.bearer(&one.unit, plan.on), one.ground), one.case)).collect())
    }

    pub(super) async fn case_link(&self, id: CaseId) -> Result<Option<CaseLink>> {
        let record = self.inner.store.case(id).await?;
        Ok(record.map(|record| CaseLink { id, number: record.number.to_string(), state: record.state }))
    }
}

/// Whether a notice can be sent to the unit: it has accounts and answers for itself.
pub(super) fn is_addressable(plan: &InForce, unit: &Unit) -> bool {
    unit.has_account && plan.plan.bearer(&unit.code, plan.on) == unit.code
}

/// The units that are asked to mend what stands in a column for which `answering` answer: those of them that can be
/// addressed; where there is none, its lead units.
pub(super) fn asked_for_column(
    plan: &InForce,
    column: &ColumnCode,
    answering: BTreeSet<UnitCode>,
) -> BTreeSet<UnitCode> {
    let reached = |units: &BTreeSet<UnitCode>| -> BTreeSet<UnitCode> {
        let units = plan.units().filter(|unit| units.contains(&unit.code) && is_addressable(plan, unit));
        units.map(|unit| unit.code.clone()).collect()
    };
    let asked = reached(&answering);
    if asked.is_empty() { plan.duties(column).map(|duties| reached(&duties.leads)).unwrap_or_default() } else { asked }
}

/// The units that are asked to mend a finding; none for what is in the portal's frame.
pub(super) fn asked_for_finding(plan: &InForce, owner: &Owner) -> BTreeSet<UnitCode> {
    let Owner::Column { column, .. } = owner else { return BTreeSet::new() };
    let Some(duties) = plan.duties(column) else { return BTreeSet::new() };
    let mending = Duties { responsible: mending(plan, duties, owner), ..duties.clone() };
    asked_for_column(plan, column, answering(&mending, None, Side::Unit, &BTreeSet::new()))
}

/// Of the units that share a column, those that mend what is `owner`'s: the one that published the page, else all of them.
/// From whom the plan has taken the column since, nobody asks anything there.
fn mending(plan: &InForce, duties: &Duties, owner: &Owner) -> BTreeSet<UnitCode> {
    let named: BTreeSet<UnitCode> = owner.mending(plan).intersection(&duties.responsible).cloned().collect();
    if named.is_empty() { duties.responsible.clone() } else { named }
}

/// Why `unit` is not asked for what is on the page of another that shares the column. Who leads it may be held to all of it.
fn on_anothers_page(plan: &InForce, unit: &UnitCode, owner: &Owner) -> Option<String> {
    let Owner::Column { column, .. } = owner else { return None };
    let duties = plan.duties(column)?;
    let mending = mending(plan, duties, owner);
    if mending.contains(unit) || duties.leads.contains(unit) {
        return None;
    }
    let names: Vec<&str> = mending.iter().map(|unit| plan.unit_name(unit)).collect();
    Some(format!("所在页面由{}发布，应由其整改，请去掉这一项或另选整改单位", names.join("、")))
}
