//! 整改台账: the cases that the account may see, and how many wait for it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    account::{Actor, Role},
    desk::{
        Page,
        board::UnitName,
        cases::{CaseCounts, CaseFilter, CaseList, CaseRow, UnitsTurn},
    },
    id::CaseId,
    permission::{Action, Target, may},
    plan::UnitCode,
    rectification::{CaseNumber, CaseState},
};
use store::rectification::CaseRecord;

use crate::{Cms, Ctx, Result, reports::masked};

/// Lines of a page of the list.
const PAGE_SIZE: i64 = 30;

/// By when a case must be answered.
pub(crate) struct CaseDay {
    pub(crate) due: NaiveDate,
    pub(crate) case: CaseId,
    pub(crate) number: CaseNumber,
}

impl Cms {
    /// A page of the cases that are asked for, among those that the account may see.
    pub async fn cases(&self, ctx: &Ctx, filter: &CaseFilter) -> Result<CaseList> {
        let actor = ctx.actor()?;
        let scope = self.case_scope(actor)?;
        let asked = filter.unit.as_ref().map(|unit| self.codes_of(unit));
        let units = match (&scope, asked) {
            (Some(own), Some(asked)) => Some(own.intersection(&asked).cloned().collect()),
            (Some(own), None) => Some(own.clone()),
            (None, asked) => asked,
        };
        let number = filter.page.max(1);
        let (records, total) = if let Some(turn) = filter.turn {
            let mut waiting = match turn {
                UnitsTurn::Waiting => self.inner.store.cases_awaiting_units(units.as_ref(), None).await?,
                UnitsTurn::Overdue => self.overdue_cases(units.as_ref()).await?,
            };
            waiting.retain(|record| filter.state.is_none_or(|state| record.state == state));
            let total = i64::try_from(waiting.len()).unwrap_or(i64::MAX);
            let first = usize::try_from((number - 1).saturating_mul(PAGE_SIZE)).unwrap_or(usize::MAX);
            let shown = usize::try_from(PAGE_SIZE).unwrap_or_default();
            (waiting.into_iter().skip(first).take(shown).collect(), total)
        } else {
            self.inner.store.cases_page(units.as_ref(), filter.state, (number, PAGE_SIZE)).await?
        };
        let plan = self.plan();
        let named = |unit: &domain::plan::Unit| UnitName { code: unit.code.clone(), name: unit.name.clone() };
        Ok(CaseList {
            today: self.today(),
            page: Page { rows: records.iter().map(|one| self.case_row(one)).collect(), total, number, size: PAGE_SIZE },
            counts: self.case_counts(scope.as_ref()).await?,
            units: if scope.is_none() { plan.units().map(named).collect() } else { Vec::new() },
            may_open: may(actor, Action::OpenCase, Target::Desk).is_ok(),
        })
    }

    /// How many cases wait for the account, and how many that it sees are overdue.
    pub(crate) async fn waiting_cases(&self, actor: &Actor) -> Result<(i64, i64)> {
        let Ok(scope) = self.case_scope(actor) else { return Ok((0, 0)) };
        let counts = self.case_counts(scope.as_ref()).await?;
        let waiting = match actor.role {
            Role::PortalManager => {
                // Those of the own unit wait for somebody else of the office.
                let own = self.cases_by_turn(Some(&self.codes_of(&actor.unit))).await?;
                counts.to_check + counts.to_close - own.to_check - own.to_close
            }
            role if role.edits() => counts.with_unit,
            _ => 0,
        };
        Ok((waiting, counts.overdue))
    }

    /// How many cases against `units`, `None` being all, are whose turn.
    pub(crate) async fn case_counts(&self, units: Option<&BTreeSet<UnitCode>>) -> Result<CaseCounts> {
        let overdue = i64::try_from(self.overdue_cases(units).await?.len()).unwrap_or(i64::MAX);
        Ok(CaseCounts { overdue, ..self.cases_by_turn(units).await? })
    }

    /// Whose turn it is, without what is overdue.
    async fn cases_by_turn(&self, units: Option<&BTreeSet<UnitCode>>) -> Result<CaseCounts> {
        let mut counts = CaseCounts::default();
        for (state, count) in self.inner.store.case_counts(units).await? {
            match state {
                state if state.awaits_unit() => counts.with_unit += count,
                CaseState::Replied => counts.to_check += count,
                CaseState::Accepted => counts.to_close += count,
                _ => {}
            }
        }
        Ok(counts)
    }

    /// The days by which the unit must answer.
    pub(crate) async fn case_days(&self, unit: &UnitCode) -> Result<Vec<CaseDay>> {
        let cases = self.inner.store.cases_awaiting_units(Some(&self.codes_of(unit)), None).await?;
        let day = |record: CaseRecord| CaseDay { due: self.case_due(&record), case: record.id, number: record.number };
        Ok(cases.into_iter().map(day).collect())
    }

    /// By the calendar of today: it may have moved the day of a letter to a later one.
    async fn overdue_cases(&self, units: Option<&BTreeSet<UnitCode>>) -> Result<Vec<CaseRecord>> {
        let mut late = self.inner.store.cases_awaiting_units(units, Some(self.today())).await?;
        late.retain(|record| self.is_overdue(record));
        Ok(late)
    }

    fn is_overdue(&self, record: &CaseRecord) -> bool {
        record.state.awaits_unit() && self.case_due(record) < self.today()
    }

    /// The last day by the calendar of today of the unit that must mend.
    fn case_due(&self, record: &CaseRecord) -> NaiveDate {
        record.given.due_by(self.calendar().of_one(&self.case_facts(record).unit))
    }

    pub(super) fn case_row(&self, record: &CaseRecord) -> CaseRow {
        let plan = self.plan();
        CaseRow {
            id: record.id,
            number: record.number.to_string(),
            subject: masked(&record.notice.subject),
            unit: UnitName { code: record.unit.clone(), name: plan.unit_name(&record.unit).to_owned() },
            state: record.state,
            points: record.notice.points.len(),
            opened_at: record.opened_at,
            due: self.case_due(record),
            is_overdue: self.is_overdue(record),
        }
    }
}
