//! What everybody does with the own account.

use domain::{
    account::{PASSWORD_HISTORY, PasswordFault, check_password},
    desk::people::{Colleague, Me},
    event::SubjectKind,
    permission::{Action, Target, may},
};
use serde_json::json;
use store::login_attempt::Attempt;

use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Who is signed in, for the frame of the desk.
    pub async fn me(&self, ctx: &Ctx) -> Result<Me> {
        let owner = ctx.owner()?.account;
        let signed = self.actor_of(owner).await?.ok_or(Error::NotSignedIn)?;
        let plan = self.plan();
        let actor = &signed.actor;
        let (waiting_cases, overdue_cases) = self.waiting_cases(actor).await?;
        let (waiting_findings, overdue_findings) = self.waiting_findings(actor).await?;
        let rights = Action::ALL
            .into_iter()
            .filter(|action| action.is_about_the_desk() && may(actor, *action, Target::Desk).is_ok())
            .chain(self.imports_guides(actor).then_some(Action::ImportGuides));
        Ok(Me {
            account: owner,
            login: signed.login,
            name: actor.name.clone(),
            role: actor.role,
            unit: actor.unit.clone(),
            unit_name: plan.unit_name(&actor.unit).to_owned(),
            signs_also_for: actor.signs_also_for.iter().map(|unit| plan.unit_name(unit).to_owned()).collect(),
            rights: rights.collect(),
            password_due: signed.password_due,
            must_enrol_totp: signed.must_enrol_totp,
            has_totp: signed.has_totp,
            idle_ends_at: self.session_end(ctx).await?,
            unread_notices: self.inner.store.unread_notices(owner).await?,
            waiting_reports: self.waiting_reports(actor).await?,
            waiting_reminders: self.waiting_reminders(actor).await?,
            waiting_cases,
            overdue_cases,
            waiting_findings,
            overdue_findings,
            demo: self.settings().demo,
        })
    }

    /// Changes the own password and ends the other sessions. Faults stand beside `old` and `new`.
    pub async fn change_password(&self, ctx: &Ctx, old: &str, new: &str) -> Result<()> {
        let owner = ctx.owner()?.account;
        let login = self.inner.store.account(owner).await?.ok_or(Error::NotSignedIn)?.login;
        self.prove_password(ctx, old, "old").await?;
        check_password(new, &login).map_err(|fault| Error::field("new", fault.to_string()))?;
        for former in self.inner.store.recent_passwords(owner, PASSWORD_HISTORY).await? {
            if self.is_password(new, &former).await? {
                return Err(Error::field("new", PasswordFault::UsedBefore.to_string()));
            }
        }
        let hash = self.hash_password(new).await?;
        let mut tx = self.inner.store.begin().await?;
        tx.set_password(owner, &hash, false, self.now()).await?;
        let ended = tx.delete_sessions_of(owner, Some(ctx.session())).await?;
        let data = json!({ "ended_sessions": ended });
        let subject = owner.to_string();
        tx.append_event(&ctx.event(self, "account.change-password", SubjectKind::Account, &subject, data)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Asks for the password once more before something that a borrowed session must not do. Failures count like
    /// those of a log-in, and stand in the log like them.
    pub(crate) async fn prove_password(&self, ctx: &Ctx, password: &str, field: &str) -> Result<()> {
        let owner = ctx.owner()?.account;
        let login = self.inner.store.account(owner).await?.ok_or(Error::NotSignedIn)?.login;
        let credentials = self.inner.store.credentials(owner).await?.ok_or(Error::NotSignedIn)?;
        let blocked_until = match self.count_attempt(&login).await? {
            Attempt::Counted { blocked_until } => blocked_until,
            Attempt::Blocked { .. } => return Err(Error::field(field, "密码输入错误次数过多，请 15 分钟后再试")),
        };
        let check = self.is_password(password, &credentials.password_hash).await;
        let proved = self.uncount_if_busy(&login, check).await?;
        let mut tx = self.inner.store.begin().await?;
        if proved {
            tx.forget_failures(&login).await?;
        } else {
            let data = json!({ "address": ctx.address, "blocked": blocked_until.is_some() });
            tx.append_event(&ctx.event(self, "session.proof-failed", SubjectKind::Session, &login, data)).await?;
        }
        tx.commit().await?;
        if proved { Ok(()) } else { Err(Error::field(field, "密码不正确")) }
    }

    /// The people to whom a signature can be delegated: everybody else with an editing role.
    pub async fn colleagues(&self, ctx: &Ctx) -> Result<Vec<Colleague>> {
        let actor = ctx.actor()?;
        may(actor, Action::Delegate, Target::Desk)?;
        let plan = self.plan();
        let accounts = self.inner.store.accounts().await?;
        let colleagues = accounts.into_iter().filter_map(|account| {
            let unit = plan.plan.bearer(&account.unit, plan.on);
            super::rules::can_take_signature(&account, &unit, actor).then(|| Colleague {
                account: account.id,
                name: account.name,
                unit_name: plan.unit_name(&unit).to_owned(),
            })
        });
        Ok(colleagues.collect())
    }
}
