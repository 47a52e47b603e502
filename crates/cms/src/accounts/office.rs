//! The portal's office: the active portal managers, whatever unit they come from.

use std::collections::BTreeSet;

use domain::{account::Role, desk::people::AccountState, id::AccountId, plan::UnitCode};
use store::account::Account;

use crate::{Cms, Result};

impl Cms {
    /// The people of the office, to be told of what waits for them.
    pub(crate) async fn office_people(&self) -> Result<BTreeSet<AccountId>> {
        Ok(self.portal_managers().await?.map(|account| account.id).collect())
    }

    /// As [`Cms::office_people`], without those of `unit` or of what it has taken over: nobody is judge of the own work.
    pub(crate) async fn office_people_outside(&self, unit: &UnitCode) -> Result<BTreeSet<AccountId>> {
        let plan = self.plan();
        let managers = self.portal_managers().await?;
        let others = managers.filter(|account| plan.plan.bearer(&account.unit, plan.on) != *unit);
        Ok(others.map(|account| account.id).collect())
    }

    /// The units whose people keep the portal.
    pub(crate) async fn office_units(&self) -> Result<BTreeSet<UnitCode>> {
        let plan = self.plan();
        let managers = self.portal_managers().await?;
        Ok(managers.map(|account| plan.plan.bearer(&account.unit, plan.on)).collect())
    }

    async fn portal_managers(&self) -> Result<impl Iterator<Item = Account>> {
        let accounts = self.inner.store.accounts().await?.into_iter();
        Ok(accounts.filter(|account| account.role == Role::PortalManager && account.state == AccountState::Active))
    }
}
