//! Signing in and out, and who a signed-in account is on each request.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    account::{Actor, LOCK_AFTER_FAILURES, LOCK_MINUTES, PASSWORD_MAX_AGE_DAYS, PasswordDue},
    desk::people::AccountState,
    event::SubjectKind,
    id::AccountId,
    time::{CHINA, china_date},
};
use secrecy::SecretString;
use serde_json::{Value, json};
use store::{
    account::{Account, Credentials},
    event::NewEvent,
    login_attempt::Attempt,
};

use crate::{Cms, Ctx, Error, Result, accounts::is_login, sessions};

/// A successful log-in. The web layer draws a new session identifier and puts the account in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    pub account: AccountId,
    pub login: String,
    pub must_change_password: bool,
    pub must_enrol_totp: bool,
}

/// Why a log-in failed, in words for the person who tried. None of them tells an unknown login from a wrong password.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefused {
    #[error("账号或密码不正确")]
    Wrong,
    /// The password was right; the form asks for the code next.
    #[error("请输入动态口令")]
    CodeNeeded,
    #[error("动态口令不正确或已使用过，请等待下一个")]
    WrongCode,
    /// Too many failures in a row.
    #[error("登录失败次数过多，请于 {} 后再试", .until.with_timezone(&CHINA).format("%H:%M"))]
    Blocked { until: DateTime<Utc> },
    /// Password and code may be right, but what the code is checked with cannot be read.
    #[error("动态口令暂时无法核验，请联系安全管理员重置")]
    FactorUnreadable,
    /// The password was right, but the security administrator has locked or closed the account.
    #[error("账号已锁定或注销，请联系安全管理员")]
    Locked,
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<store::Error> for SignInRefused {
    fn from(error: store::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// A signed-in account on one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedActor {
    pub actor: Actor,
    pub login: String,
    /// Nothing else works until the password is changed.
    pub password_due: Option<PasswordDue>,
    /// Nothing else works until the second factor is set up.
    pub must_enrol_totp: bool,
    pub has_totp: bool,
}

impl SignedActor {
    /// The context of a request. While the password or the second factor is due, use cases that do not serve to settle
    /// that answer [`Error::Unfinished`].
    pub fn into_ctx(self, request: String, address: String) -> Ctx {
        if self.password_due.is_some() || self.must_enrol_totp {
            Ctx::unfinished(self.actor, request, address)
        } else {
            Ctx::new(Some(self.actor), request, address)
        }
    }
}

impl Cms {
    /// Checks a log-in. Every try is counted before the password is looked at; the fifth failure in a row blocks the
    /// login for 15 minutes, whether such an account exists or not.
    pub async fn sign_in(
        &self,
        login: &str,
        password: &str,
        code: Option<&str>,
        address: &str,
    ) -> Result<SignedIn, SignInRefused> {
        let login = login.trim().to_lowercase();
        if !is_login(&login) {
            // Perhaps a password typed into the wrong field: neither counted nor logged.
            self.check_nobody(password).await?;
            return Err(SignInRefused::Wrong);
        }
        let blocked_until = match self.count_attempt(&login).await? {
            Attempt::Counted { blocked_until } => blocked_until,
            Attempt::Blocked { until } => return Err(SignInRefused::Blocked { until }),
        };
        let Some((account, credentials)) = self.account_and_credentials(&login).await? else {
            let check = self.check_nobody(password).await;
            self.uncount_if_busy(&login, check).await?;
            return self.failed(None, "unknown", address, blocked_until, SignInRefused::Wrong).await;
        };
        let check = self.is_password(password, &credentials.password_hash).await;
        if !self.uncount_if_busy(&login, check).await? {
            return self.failed(Some(&account), "password", address, blocked_until, SignInRefused::Wrong).await;
        }
        if account.state != AccountState::Active {
            return self.failed(Some(&account), "locked", address, blocked_until, SignInRefused::Locked).await;
        }
        if let Some(sealed) = &credentials.totp_secret {
            let Some(code) = code.map(str::trim).filter(|code| !code.is_empty()) else {
                let mut tx = self.inner.store.begin().await?;
                tx.uncount_login(&login, LOCK_AFTER_FAILURES).await?;
                tx.commit().await?;
                return Err(SignInRefused::CodeNeeded);
            };
            let Some(secret) = self.open_totp(account.id, sealed) else {
                tracing::error!(
                    account = account.id.get(),
                    "a second factor does not open with the key of this system"
                );
                let refusal = SignInRefused::FactorUnreadable;
                return self.failed(Some(&account), "unreadable", address, blocked_until, refusal).await;
            };
            if !self.take_code(&account, &secret, code).await? {
                return self.failed(Some(&account), "code", address, blocked_until, SignInRefused::WrongCode).await;
            }
        }
        self.succeeded(account, &credentials, password, address).await.map_err(SignInRefused::from)
    }

    /// Counts a try as failed before it is made; whoever succeeds takes it back.
    pub(crate) async fn count_attempt(&self, login: &str) -> Result<Attempt> {
        let now = self.now();
        let mut tx = self.inner.store.begin().await?;
        let block_until = now + TimeDelta::minutes(LOCK_MINUTES);
        let attempt = tx.begin_login(login, now, LOCK_AFTER_FAILURES, block_until).await?;
        tx.commit().await?;
        Ok(attempt)
    }

    /// Takes back a counted try that was not looked at because too many were waiting: the crowd at the door blocks
    /// nobody's login.
    pub(crate) async fn uncount_if_busy<T>(&self, login: &str, check: Result<T>) -> Result<T> {
        if matches!(check, Err(Error::Busy)) {
            let mut tx = self.inner.store.begin().await?;
            tx.uncount_login(login, LOCK_AFTER_FAILURES).await?;
            tx.commit().await?;
        }
        check
    }

    async fn account_and_credentials(&self, login: &str) -> Result<Option<(Account, Credentials)>> {
        let Some(account) = self.inner.store.account_by_login(login).await? else { return Ok(None) };
        let credentials = self.inner.store.credentials(account.id).await?.ok_or(Error::NotFound)?;
        Ok(Some((account, credentials)))
    }

    async fn take_code(&self, account: &Account, secret: &SecretString, code: &str) -> Result<bool> {
        let Some(step) = self.step_of(secret, &account.login, code)? else { return Ok(false) };
        let mut tx = self.inner.store.begin().await?;
        let is_fresh = tx.take_totp_step(account.id, step).await?;
        tx.commit().await?;
        Ok(is_fresh)
    }

    async fn succeeded(
        &self,
        account: Account,
        credentials: &Credentials,
        password: &str,
        address: &str,
    ) -> Result<SignedIn> {
        let rehashed = if self.is_outdated(&credentials.password_hash)? {
            match self.hash_password(password).await {
                Ok(hash) => Some(hash),
                // The code is used up already, and the next log-in will do.
                Err(Error::Busy) => None,
                Err(error) => return Err(error),
            }
        } else {
            None
        };
        let mut tx = self.inner.store.begin().await?;
        tx.forget_failures(&account.login).await?;
        tx.note_login(account.id, self.now()).await?;
        if let Some(hash) = rehashed {
            tx.rehash_password(account.id, &credentials.password_hash, &hash).await?;
        }
        let data = json!({ "address": address, "second_factor": account.has_totp });
        tx.append_event(&self.session_event(Some(&account), "session.sign-in", &account.login, data)).await?;
        tx.commit().await?;
        Ok(SignedIn {
            account: account.id,
            must_change_password: self.password_due(&account).is_some(),
            must_enrol_totp: self.needs_totp(account.role) && !account.has_totp,
            login: account.login,
        })
    }

    /// Logs a failure. When it was the last allowed try, the answer is the block.
    async fn failed(
        &self,
        account: Option<&Account>,
        reason: &str,
        address: &str,
        blocked_until: Option<DateTime<Utc>>,
        refusal: SignInRefused,
    ) -> Result<SignedIn, SignInRefused> {
        // The name that was tried is kept only when it is that of an account; it could be somebody's password.
        let subject = account.map_or("", |account| &account.login);
        let data = json!({ "address": address, "reason": reason, "blocked": blocked_until.is_some() });
        let mut tx = self.inner.store.begin().await?;
        tx.append_event(&self.session_event(None, "session.sign-in-failed", subject, data)).await?;
        tx.commit().await?;
        Err(blocked_until.map_or(refusal, |until| SignInRefused::Blocked { until }))
    }

    /// Ends a session at its owner's wish.
    pub async fn sign_out(&self, ctx: &Ctx, session_id: &str) -> Result<()> {
        let owner = ctx.owner()?;
        let account = self.inner.store.account(owner.account).await?.ok_or(Error::NotSignedIn)?;
        let mut tx = self.inner.store.begin().await?;
        tx.delete_session(&sessions::hash(session_id)).await?;
        let data = json!({ "address": ctx.address });
        tx.append_event(&ctx.event(self, "session.sign-out", SubjectKind::Session, &account.login, data)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Who an account is on this request: its unit as the plan has it today, and the signatures delegated to it.
    /// `None` when it is locked or closed: the session has to end. Two queries by index and no cache, so that a lock
    /// holds at once on every node.
    pub async fn actor_of(&self, account: AccountId) -> Result<Option<SignedActor>> {
        let found = self.inner.store.account(account).await?;
        let Some(account) = found.filter(|account| account.state == AccountState::Active) else { return Ok(None) };
        let plan = self.plan();
        let delegated = if account.role.edits() {
            self.inner.store.delegated_to(account.id, china_date(self.now())).await?
        } else {
            Vec::new()
        };
        let password_due = self.password_due(&account);
        let must_enrol_totp = self.needs_totp(account.role) && !account.has_totp;
        let actor = Actor {
            account: account.id,
            name: account.name,
            role: account.role,
            unit: plan.plan.bearer(&account.unit, plan.on),
            signs_also_for: delegated.iter().map(|unit| plan.plan.bearer(unit, plan.on)).collect(),
        };
        Ok(Some(SignedActor { actor, login: account.login, password_due, must_enrol_totp, has_totp: account.has_totp }))
    }

    /// A first password, or one that is too old. The demo's passwords stand on its first page and never age.
    fn password_due(&self, account: &Account) -> Option<PasswordDue> {
        let age = self.now() - account.password_changed_at;
        if account.must_change_password {
            Some(PasswordDue::Initial)
        } else if !self.settings().demo && age > TimeDelta::days(PASSWORD_MAX_AGE_DAYS) {
            Some(PasswordDue::Old)
        } else {
            None
        }
    }

    fn session_event<'a>(
        &self,
        account: Option<&'a Account>,
        action: &'a str,
        subject: &'a str,
        data: Value,
    ) -> NewEvent<'a> {
        NewEvent {
            at: self.now(),
            actor: account.map(|account| (account.id, account.name.as_str())),
            unit: account.map(|account| &account.unit),
            action,
            subject_kind: SubjectKind::Session,
            subject,
            data,
        }
    }
}
