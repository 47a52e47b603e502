//! The second factor: time-based one-time passwords (RFC 6238) of an authenticator app.
//!
//! Compulsory for the three administrators (等保 level 3 asks two factors of them), open to everybody.

use chrono::TimeDelta;
use domain::{account::Role, desk::people::TotpOffer, event::SubjectKind, permission::Refusal};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use totp_rs::{Builder, Secret, Totp};

use crate::{Cms, Ctx, Error, Result};

/// Shown by the app above the code.
const ISSUER: &str = "隆安政务后台";

/// So long after a log-in its password counts as just proved, where the log-in leads to the set-up by itself.
const PROOF_LASTS: TimeDelta = TimeDelta::minutes(10);

impl Cms {
    /// Draws a new second factor; it counts once [`Cms::totp_confirm`] has seen its first code. A borrowed session must
    /// not put its own phone in place, so this asks for the password, unless the set-up is a step of the log-in that
    /// has just proved it.
    pub async fn totp_begin(&self, ctx: &Ctx, password: Option<&str>) -> Result<TotpOffer> {
        let owner = ctx.owner()?.account;
        let account = self.inner.store.account(owner).await?.ok_or(Error::NotSignedIn)?;
        if account.has_totp {
            return Err(Error::field("code", "已设置动态口令；请先停用，或请安全管理员重置"));
        }
        if !(self.needs_totp(account.role) && self.signed_in_within(ctx, PROOF_LASTS).await?) {
            let Some(password) = password.filter(|password| !password.is_empty()) else {
                return Err(Error::field("password", "请输入密码"));
            };
            self.prove_password(ctx, password, "password").await?;
        }
        let mut bytes = [0; 20];
        self.inner.random.fill(&mut bytes);
        let secret = SecretString::from(Secret::from(bytes).to_base32());
        let address = totp(&secret, &account.login)?.to_url().map_err(Error::internal)?;
        let qr = documents::qr::svg(&address, "动态口令设置二维码").map_err(Error::internal)?;
        let mut tx = self.inner.store.begin().await?;
        let sealed = self.seal_totp(&mut tx, owner, &secret).await?;
        tx.offer_totp(owner, &sealed).await?;
        tx.commit().await?;
        Ok(TotpOffer { secret: secret.expose_secret().to_owned(), qr })
    }

    /// Puts the offered second factor in force when `code` is one of its codes, and ends the other sessions: from now
    /// on each of them would have needed it.
    pub async fn totp_confirm(&self, ctx: &Ctx, code: &str) -> Result<()> {
        let owner = ctx.owner()?;
        let account = self.inner.store.account(owner.account).await?.ok_or(Error::NotSignedIn)?;
        let credentials = self.inner.store.credentials(owner.account).await?.ok_or(Error::NotSignedIn)?;
        let Some(offered) = credentials.totp_pending else {
            return Err(Error::field("code", "请先获取动态口令二维码"));
        };
        let Some(secret) = self.open_totp(owner.account, &offered) else {
            return Err(Error::field("code", "二维码已失效，请重新获取"));
        };
        let Some(step) = self.step_of(&secret, &account.login, code)? else {
            return Err(Error::field("code", "动态口令不正确，请核对手机时间后重试"));
        };
        let mut tx = self.inner.store.begin().await?;
        if !tx.confirm_totp(owner.account, &offered, step).await? {
            return Err(Error::Stale);
        }
        let ended = tx.delete_sessions_of(owner.account, Some(ctx.session())).await?;
        let (subject, data) = (owner.account.to_string(), json!({ "ended_sessions": ended }));
        tx.append_event(&ctx.event(self, "account.totp-enable", SubjectKind::Account, &subject, data)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Gives up one's own second factor; administrators cannot.
    pub async fn totp_disable(&self, ctx: &Ctx, password: &str) -> Result<()> {
        let actor = ctx.actor()?;
        if actor.role.administers() && !self.settings().demo {
            return Err(Refusal::Role.into());
        }
        self.prove_password(ctx, password, "password").await?;
        let mut tx = self.inner.store.begin().await?;
        tx.clear_totp(actor.account).await?;
        let subject = actor.account.to_string();
        tx.append_event(&ctx.event(self, "account.totp-disable", SubjectKind::Account, &subject, json!({}))).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Which 30-second step `code` belongs to: this one, or one before or after for clocks that differ.
    pub(crate) fn step_of(&self, secret: &SecretString, login: &str, code: &str) -> Result<Option<i64>> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let seconds = u64::try_from(self.now().timestamp()).unwrap_or_default();
        let step = totp(secret, login)?.check(&code, seconds);
        Ok(step.and_then(|step| i64::try_from(step).ok()))
    }

    /// Whether an account of this role must have a second factor here. The demo shows the desk without a phone.
    pub(crate) fn needs_totp(&self, role: Role) -> bool {
        role.administers() && !self.settings().demo
    }
}

fn totp(secret: &SecretString, login: &str) -> Result<Totp> {
    let secret = Secret::try_from_base32(secret.expose_secret()).map_err(Error::internal)?;
    Builder::new()
        .with_secret(secret)
        .with_skew(1)
        .with_account_name(login)
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(Error::internal)
}
