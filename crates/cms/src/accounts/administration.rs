//! What the security administrator does with the accounts of others, never with the own one.

use std::collections::BTreeMap;

use domain::{
    account::Role,
    desk::{
        FieldFault,
        people::{AccountRow, AccountState, FirstPassword, NewAccount},
    },
    event::SubjectKind,
    id::AccountId,
    permission::{Action, Refusal},
    plan::UnitCode,
};
use serde_json::{Value, json};
use store::{Tx, account::Account};

use super::rules::{Holder, LOGIN_RULE, is_login, mask_phone};
use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Every account, telephone numbers masked.
    pub async fn accounts(&self, ctx: &Ctx) -> Result<Vec<AccountRow>> {
        ctx.at_desk(Action::ManageAccounts)?;
        let (plan, now) = (self.plan(), self.now());
        let accounts = self.inner.store.accounts().await?;
        let rows = accounts.into_iter().map(|account| {
            let unit = plan.plan.bearer(&account.unit, plan.on);
            AccountRow {
                id: account.id,
                login: account.login,
                name: account.name,
                role: account.role,
                unit_name: plan.unit_name(&unit).to_owned(),
                unit,
                phone: mask_phone(&account.phone),
                state: account.state,
                blocked_until: account.blocked_until.filter(|until| *until > now),
                has_totp: account.has_totp,
                last_login_at: account.last_login_at,
                created_at: account.created_at,
            }
        });
        Ok(rows.collect())
    }

    /// Opens an account on a paper form, named in `basis`. A form filed in the desk is decided instead.
    pub async fn open_account(&self, ctx: &Ctx, new: NewAccount) -> Result<FirstPassword> {
        ctx.at_desk(Action::ManageAccounts)?;
        if new.basis.trim().is_empty() {
            return Err(Error::field("basis", "请填写依据：审定单编号或日期"));
        }
        let opening = self.prepare_account(&new).await?;
        let mut tx = self.inner.store.begin().await?;
        let first = self.enter_account(ctx, &mut tx, opening).await?;
        tx.commit().await?;
        Ok(first)
    }

    /// Opens an account from the command line, before there is anybody who could sign in.
    pub async fn create_first_account(
        &self,
        ctx: &Ctx,
        login: &str,
        name: &str,
        role: Role,
        unit: &UnitCode,
    ) -> Result<FirstPassword> {
        let (login, name, basis) = (login.to_owned(), name.to_owned(), "命令行".to_owned());
        self.open_account(ctx, NewAccount { login, name, role, unit: unit.clone(), phone: String::new(), basis }).await
    }

    /// Nobody can sign in to it any more, its sessions end, its delegations rest.
    pub async fn lock_account(&self, ctx: &Ctx, account: AccountId) -> Result<()> {
        self.change_state(ctx, account, AccountState::Active, AccountState::Locked, "account.lock").await
    }

    /// Lifts a lock, and a block by failed log-ins as well.
    pub async fn unlock_account(&self, ctx: &Ctx, account: AccountId) -> Result<()> {
        let account = self.account_of_another(ctx, account).await?;
        let mut tx = self.inner.store.begin().await?;
        tx.forget_failures(&account.login).await?;
        let was_locked = tx.set_account_state(account.id, AccountState::Locked, AccountState::Active).await?;
        if !was_locked && account.blocked_until.is_none() {
            return Err(Error::Stale);
        }
        self.log_account(ctx, &mut tx, "account.unlock", account.id, json!({ "login": account.login })).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends an account for good. Its login is not given out again, since the log names it.
    pub async fn close_account(&self, ctx: &Ctx, account: AccountId) -> Result<()> {
        let from = self.account_of_another(ctx, account).await?.state;
        if from == AccountState::Closed {
            return Err(Error::Stale);
        }
        self.change_state(ctx, account, from, AccountState::Closed, "account.close").await
    }

    /// Draws a new first password, shown once. Whoever was signed in with the old one is not any more.
    pub async fn reset_password(&self, ctx: &Ctx, account: AccountId) -> Result<FirstPassword> {
        let account = self.account_of_another(ctx, account).await?;
        let (password, hash) = self.first_password(&account.login).await?;
        let mut tx = self.inner.store.begin().await?;
        let ended = self.replace_password(&mut tx, &account, &hash).await?;
        let data = json!({ "login": account.login, "ended_sessions": ended });
        self.log_account(ctx, &mut tx, "account.reset-password", account.id, data).await?;
        tx.commit().await?;
        Ok(FirstPassword { login: account.login, password })
    }

    /// For somebody whose phone is lost: the second factor is set up again at the next log-in.
    pub async fn reset_totp(&self, ctx: &Ctx, account: AccountId) -> Result<()> {
        let account = self.account_of_another(ctx, account).await?;
        let mut tx = self.inner.store.begin().await?;
        tx.clear_totp(account.id).await?;
        let ended = tx.delete_sessions_of(account.id, None).await?;
        let data = json!({ "login": account.login, "ended_sessions": ended });
        self.log_account(ctx, &mut tx, "account.reset-totp", account.id, data).await?;
        tx.commit().await?;
        Ok(())
    }

    /// For whoever runs the system and has lost the key of the second factors: none of them opens any more, so all are
    /// set up again, and with the next key. Says how many there were.
    pub async fn reset_every_totp(&self, ctx: &Ctx) -> Result<usize> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let key = self.inner.store.sealing_key().await?;
        let logins: BTreeMap<AccountId, String> =
            self.inner.store.accounts().await?.into_iter().map(|account| (account.id, account.login)).collect();
        let mut tx = self.inner.store.begin().await?;
        let cleared = tx.clear_every_totp().await?;
        // All sessions before the first event: from there on the log is held, which everybody else takes last.
        let mut ended = Vec::with_capacity(cleared.len());
        for account in &cleared {
            ended.push(tx.delete_sessions_of(*account, None).await?);
        }
        for (account, ended) in cleared.iter().zip(ended) {
            let data = json!({ "login": logins.get(account), "ended_sessions": ended });
            self.log_account(ctx, &mut tx, "account.reset-totp", *account, data).await?;
        }
        if let Some(key) = key {
            let data = json!({ "key": key });
            tx.append_event(&ctx.event(self, "account.forget-key", SubjectKind::Account, "", data)).await?;
        }
        tx.commit().await?;
        Ok(cleared.len())
    }

    async fn change_state(
        &self,
        ctx: &Ctx,
        account: AccountId,
        from: AccountState,
        to: AccountState,
        action: &str,
    ) -> Result<()> {
        let account = self.account_of_another(ctx, account).await?;
        let mut tx = self.inner.store.begin().await?;
        if !tx.set_account_state(account.id, from, to).await? {
            return Err(Error::Stale);
        }
        let ended = tx.delete_sessions_of(account.id, None).await?;
        let data = json!({ "login": account.login, "ended_sessions": ended });
        self.log_account(ctx, &mut tx, action, account.id, data).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Nobody administers the own account: what one person does alone, another has to see.
    pub(crate) async fn account_of_another(&self, ctx: &Ctx, account: AccountId) -> Result<Account> {
        let by = ctx.at_desk(Action::ManageAccounts)?;
        if by.is_some_and(|actor| actor.account == account) {
            return Err(Refusal::OwnWork.into());
        }
        self.inner.store.account(account).await?.ok_or(Error::NotFound)
    }

    async fn log_account(&self, ctx: &Ctx, tx: &mut Tx, action: &str, account: AccountId, data: Value) -> Result<()> {
        tx.append_event(&ctx.event(self, action, SubjectKind::Account, &account.to_string(), data)).await?;
        Ok(())
    }
}

/// An account that passed the rules, with its first password drawn.
pub(crate) struct Opening {
    pub(crate) account: NewAccount,
    pub(crate) password: String,
    pub(crate) hash: secrecy::SecretString,
    pub(crate) must_change_password: bool,
}

impl Cms {
    /// Checks a new account and draws its first password; the hashing must not hold a transaction.
    pub(crate) async fn prepare_account(&self, new: &NewAccount) -> Result<Opening> {
        let account = NewAccount {
            login: new.login.trim().to_lowercase(),
            name: new.name.trim().to_owned(),
            phone: new.phone.trim().to_owned(),
            basis: new.basis.trim().to_owned(),
            ..new.clone()
        };
        let mut faults = Vec::new();
        if !is_login(&account.login) {
            faults.push(FieldFault::new("login", LOGIN_RULE));
        } else if self.inner.store.account_by_login(&account.login).await?.is_some() {
            faults.push(login_taken());
        }
        let (name, phone, unit) = (account.name.as_str(), account.phone.as_str(), &account.unit);
        faults.extend(Holder { name, name_field: "name", phone, role: account.role, unit }.faults(&self.plan()));
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let (password, hash) = self.first_password(&account.login).await?;
        Ok(Opening { account, password, hash, must_change_password: true })
    }

    /// Writes a prepared account and its event.
    pub(crate) async fn enter_account(&self, ctx: &Ctx, tx: &mut Tx, opening: Opening) -> Result<FirstPassword> {
        let Opening { account, password, hash, must_change_password } = opening;
        let row = store::account::NewAccount {
            login: &account.login,
            name: &account.name,
            role: account.role,
            unit: &account.unit,
            phone: &account.phone,
            password_hash: &hash,
            must_change_password,
            created_at: self.now(),
        };
        let id = tx.create_account(&row).await.map_err(|error| {
            if error.is_taken("account", "login") { Error::Invalid(vec![login_taken()]) } else { error.into() }
        })?;
        let data = json!({
            "login": account.login,
            "name": account.name,
            "role": account.role,
            "unit": account.unit,
            "basis": account.basis,
        });
        self.log_account(ctx, tx, "account.open", id, data).await?;
        Ok(FirstPassword { login: account.login, password })
    }

    /// A first password and its hash.
    pub(crate) async fn first_password(&self, login: &str) -> Result<(String, secrecy::SecretString)> {
        let password = self.draw_password(login);
        let hash = self.hash_password(&password).await?;
        Ok((password, hash))
    }

    /// Puts a first password in place: it must be changed, failures are forgotten, sessions end. Says how many.
    pub(crate) async fn replace_password(
        &self,
        tx: &mut Tx,
        account: &Account,
        hash: &secrecy::SecretString,
    ) -> Result<u64> {
        tx.set_password(account.id, hash, true, self.now()).await?;
        tx.forget_failures(&account.login).await?;
        Ok(tx.delete_sessions_of(account.id, None).await?)
    }
}

fn login_taken() -> FieldFault {
    FieldFault::new("login", "账号名已被使用")
}
