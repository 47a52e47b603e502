//! Who writes and who signs in the demo and in a county that is played: the demo's people where one of them has the duty,
//! else an account of the unit that is opened for the purpose and named for what it is.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    account::{Actor, Role},
    event::SubjectKind,
    id::AccountId,
    plan::{Duties, UnitCode},
};
use secrecy::SecretString;
use serde_json::json;
use store::account::NewAccount;

use super::super::{DEMO_PASSWORD, PEOPLE};
use crate::{Cms, Ctx, Error, Result};

pub(crate) struct Cast {
    players: BTreeMap<(UnitCode, Role), Vec<Actor>>,
    /// Where one of the demo's own people plays.
    at_home: BTreeSet<(UnitCode, Role)>,
    /// One hash for all of them: a hash is slow on purpose, and the password is public.
    password_hash: SecretString,
}

impl Cast {
    pub(crate) async fn new(cms: &Cms) -> Result<Self> {
        let password_hash = cms.hash_password(DEMO_PASSWORD).await?;
        let mut cast = Self { players: BTreeMap::new(), at_home: BTreeSet::new(), password_hash };
        for person in PEOPLE.iter().filter(|person| person.role.edits()) {
            if let Some(account) = cms.store().account_by_login(person.login).await? {
                cast.add(cms, account.id).await?;
            }
        }
        cast.at_home = cast.players.keys().cloned().collect();
        Ok(cast)
    }

    /// The unit that writes where a piece names none: one that has a person of the demo, else the `index`-th.
    pub(super) fn writing_unit<'a>(&self, duties: &'a Duties, index: usize) -> Option<&'a UnitCode> {
        let known = |unit: &&UnitCode| self.at_home.contains(&((*unit).clone(), Role::Publisher));
        let nth = || duties.responsible.iter().nth(index % duties.responsible.len().max(1));
        duties.responsible.iter().find(known).or_else(nth)
    }

    /// The lead unit that signs: one that has a person of the demo, the one that the plan names first before others; else that.
    pub(super) fn signing_unit<'a>(&self, duties: &'a Duties) -> Option<&'a UnitCode> {
        let known = |unit: &&UnitCode| self.at_home.contains(&((*unit).clone(), Role::Reviewer));
        let first = duties.first_lead.as_ref();
        first.into_iter().chain(&duties.leads).find(known).or(first)
    }

    /// Somebody of `unit` in `role`, but none of `besides`.
    pub(crate) async fn somebody(
        &mut self,
        cms: &Cms,
        unit: &UnitCode,
        role: Role,
        besides: &[AccountId],
    ) -> Result<Ctx> {
        let key = (unit.clone(), role);
        let found = self.players.get(&key).and_then(|all| all.iter().find(|actor| !besides.contains(&actor.account)));
        let actor = if let Some(actor) = found {
            actor.clone()
        } else {
            let number = self.players.get(&key).map_or(1, |all| all.len() + 1);
            let account = self.open(cms, unit, role, number).await?;
            self.add(cms, account).await?
        };
        Ok(Ctx::new(Some(actor), "demo".into(), String::new()))
    }

    async fn open(&self, cms: &Cms, unit: &UnitCode, role: Role, number: usize) -> Result<AccountId> {
        let (suffix, word) = match role {
            Role::Reviewer => ("sh", "示例审核员"),
            Role::PortalManager => ("gl", "示例管理员"),
            _ => ("fb", "示例编辑"),
        };
        let login = format!("demo-{unit}-{suffix}{number}");
        // There already after an interrupted run.
        if let Some(account) = cms.store().account_by_login(&login).await? {
            return Ok(account.id);
        }
        let now = cms.now();
        let mut tx = cms.store().begin().await?;
        let account = tx
            .create_account(&NewAccount {
                login: &login,
                name: word,
                role,
                unit,
                phone: "",
                password_hash: &self.password_hash,
                must_change_password: false,
                created_at: now,
            })
            .await?;
        let ctx = Ctx::system("demo");
        let data = json!({ "login": login, "role": role, "unit": unit, "basis": "演示" });
        tx.append_event(&ctx.event(cms, "account.open", SubjectKind::Account, &account.to_string(), data)).await?;
        tx.commit().await?;
        Ok(account)
    }

    async fn add(&mut self, cms: &Cms, account: AccountId) -> Result<Actor> {
        let signed = cms.actor_of(account).await?;
        let actor = signed.ok_or_else(|| Error::internal("an account of the demo is locked"))?.actor;
        self.players.entry((actor.unit.clone(), actor.role)).or_default().push(actor.clone());
        Ok(actor)
    }
}
