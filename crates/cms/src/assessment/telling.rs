//! Who is told of a frozen assessment: the office of what waits for it, the units of what concerns them. What is told has
//! no word of a reason; that is read on the sheet.

use std::collections::BTreeSet;

use domain::{
    account::Role, assessment::Frozen, desk::people::AccountState, id::AccountId, permission::AppealFacts,
    plan::UnitCode,
};

use super::freezing::Kept;
use crate::{Cms, Result};

impl Cms {
    /// Who signs sheets and decides about them: the portal managers, and the reviewers of their units.
    pub(super) async fn may_sign_sheets(&self) -> Result<BTreeSet<AccountId>> {
        Ok(self.of_the_office().await?.map(|(account, _)| account).collect())
    }

    /// Who may decide an appeal, so far as nobody has a part in it.
    pub(super) async fn may_decide(&self, facts: &AppealFacts) -> Result<BTreeSet<AccountId>> {
        let others = self.of_the_office().await?.filter(|(_, unit)| *unit != facts.unit);
        let is_part = |account: &AccountId| facts.prepared_by == *account || facts.judged_by == Some(*account);
        Ok(others.map(|(account, _)| account).filter(|account| !is_part(account)).collect())
    }

    /// Everybody who could appeal for a unit on which a loss falls.
    pub(super) async fn editors_of_losers(&self, kept: &Kept) -> Result<BTreeSet<AccountId>> {
        let mut people = BTreeSet::new();
        for unit in &self.losers(kept) {
            people.extend(self.editors_of(unit).await?);
        }
        Ok(people)
    }

    /// The units on which a loss falls, as they are today.
    pub(super) fn losers(&self, kept: &Kept) -> BTreeSet<UnitCode> {
        let plan = self.plan();
        let losing = kept.frozen.losses().into_iter().filter_map(|loss| loss.key.unit);
        losing.map(|unit| plan.plan.bearer(&unit, plan.on)).collect()
    }

    /// The active accounts of the portal's office, each with the unit that it stands for today.
    async fn of_the_office(&self) -> Result<impl Iterator<Item = (AccountId, UnitCode)>> {
        let (plan, office) = (self.plan(), self.office_units().await?);
        let accounts = self.inner.store.accounts().await?.into_iter();
        let active = accounts.filter(|account| account.state == AccountState::Active);
        Ok(active.filter_map(move |account| {
            let unit = plan.plan.bearer(&account.unit, plan.on);
            let keeps_the_portal =
                account.role == Role::PortalManager || (account.role == Role::Reviewer && office.contains(&unit));
            keeps_the_portal.then_some((account.id, unit))
        }))
    }
}

/// As it is told: `2019年国家考评指标（截至 2026-11-24）的考核结果`.
pub(super) fn name_of(frozen: &Frozen) -> String {
    format!("{}（截至 {}）的考核结果", frozen.rules.name, frozen.on)
}
