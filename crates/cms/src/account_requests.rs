//! Account forms (附件2 《管理员账号新增(或密码修改)审定单》): a unit asks, the security administrator decides.
//!
//! Who may ask for what (`domain.md` §7.1 leaves it to a letter and the form):
//!
//! * Publishers and reviewers ask for their own unit, for publishing and review accounts, and for new passwords of
//!   the unit's accounts.
//! * The portal manager asks for every unit and every kind of account, the three administrators included: he keeps
//!   the list of units, holds no editing role and cannot decide.
//! * The security administrator alone decides, and never on a form about the own account.
//!
//! A new password goes to the person who holds the account and to nobody else: a form names that person, and who
//! decides sees the registered name beside it.

use chrono::Datelike;
use domain::{
    account::{Actor, Role},
    desk::{
        FieldFault,
        people::{AccountForm, AccountRequest, AccountState, FirstPassword, FormPurpose, FormState, NewAccount},
    },
    event::SubjectKind,
    id::AccountRequestId,
    permission::{Action, Refusal, Target, may},
};
use serde_json::json;
use store::{account::Account, account_request::AccountRequestRecord};

use crate::{
    Cms, Ctx, Error, Result,
    accounts::{Holder, LOGIN_RULE, is_login, mask_phone},
};

impl Cms {
    /// Files a form and gives it its number.
    pub async fn request_account(&self, ctx: &Ctx, form: AccountForm) -> Result<AccountRequestId> {
        let actor = ctx.actor()?;
        may(actor, Action::RequestAccount, Target::Desk)?;
        let form = AccountForm {
            person: form.person.trim().to_owned(),
            phone: form.phone.trim().to_owned(),
            login: form.login.trim().to_lowercase(),
            reason: form.reason.trim().to_owned(),
            ..form
        };
        let faults = self.form_faults(actor, &form).await?;
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let now = self.now();
        let year = i64::from(self.today().year());
        let mut tx = self.inner.store.begin().await?;
        let (id, number) = tx.create_account_request(year, &form, actor.account, now).await?;
        let data = json!({
            "number": form_number(year, number),
            "purpose": form.purpose,
            "unit": form.unit,
            "person": form.person,
            "login": form.login,
            "role": form.role,
            "reason": form.reason,
        });
        let subject = id.to_string();
        tx.append_event(&ctx.event(self, "account-request.file", SubjectKind::AccountRequest, &subject, data)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The forms that concern the asker, open ones first; telephone numbers masked.
    pub async fn account_requests(&self, ctx: &Ctx) -> Result<Vec<AccountRequest>> {
        let actor = ctx.actor()?;
        let records = self.inner.store.account_requests().await?;
        let mut requests = Vec::new();
        for record in records.into_iter().filter(|record| self.may_read(actor, record)) {
            let holder = self.holder_beside(actor, &record).await?;
            let mut request = AccountRequest { holder, ..self.request_view(record) };
            request.form.phone = mask_phone(&request.form.phone);
            requests.push(request);
        }
        Ok(requests)
    }

    /// One form in full, for the printed page.
    pub async fn account_request(&self, ctx: &Ctx, id: AccountRequestId) -> Result<AccountRequest> {
        let actor = ctx.actor()?;
        let record = self.inner.store.account_request(id).await?.ok_or(Error::NotFound)?;
        if !self.may_read(actor, &record) {
            return Err(Refusal::OtherUnit.into());
        }
        Ok(self.request_view(record))
    }

    /// Grants or refuses an open form. Granting gives the first password, shown once; refusing needs a reason.
    pub async fn decide_request(
        &self,
        ctx: &Ctx,
        id: AccountRequestId,
        grant: bool,
        note: &str,
    ) -> Result<Option<FirstPassword>> {
        let actor = ctx.actor()?;
        may(actor, Action::DecideAccountRequest, Target::Desk)?;
        let record = self.inner.store.account_request(id).await?.ok_or(Error::NotFound)?;
        if record.state != FormState::Open {
            return Err(Error::Stale);
        }
        let note = note.trim();
        if !grant && note.is_empty() {
            return Err(Error::field("note", "不同意时请说明理由"));
        }
        if note.chars().count() > 200 {
            return Err(Error::field("note", "审批意见不超过 200 字"));
        }
        let number = form_number(record.year, record.number);
        let decided = json!({ "number": number, "granted": grant, "login": record.form.login, "note": note });
        let prepared = if grant { Some(self.prepare_grant(actor, &record, number).await?) } else { None };

        let mut tx = self.inner.store.begin().await?;
        if !tx.decide_account_request(id, grant, actor.account, self.now(), note).await? {
            return Err(Error::Stale);
        }
        let first = match prepared {
            None => None,
            Some(Grant::Account(opening)) => Some(self.enter_account(ctx, &mut tx, *opening).await?),
            Some(Grant::Password { account, password, hash }) => {
                let ended = self.replace_password(&mut tx, &account, &hash).await?;
                let subject = account.id.to_string();
                let data = json!({ "login": account.login, "ended_sessions": ended });
                let event = ctx.event(self, "account.reset-password", SubjectKind::Account, &subject, data);
                tx.append_event(&event).await?;
                Some(FirstPassword { login: account.login, password })
            }
        };
        let subject = id.to_string();
        let event = ctx.event(self, "account-request.decide", SubjectKind::AccountRequest, &subject, decided);
        tx.append_event(&event).await?;
        tx.commit().await?;
        Ok(first)
    }

    /// Checks once more what was true when the form was filed, and hashes outside the transaction.
    async fn prepare_grant(&self, actor: &Actor, record: &AccountRequestRecord, number: String) -> Result<Grant> {
        let form = &record.form;
        match form.purpose {
            FormPurpose::NewAccount => {
                let new = NewAccount {
                    login: form.login.clone(),
                    name: form.person.clone(),
                    role: form.role,
                    unit: form.unit.clone(),
                    phone: form.phone.clone(),
                    basis: number,
                };
                Ok(Grant::Account(Box::new(self.prepare_account(&new).await?)))
            }
            FormPurpose::NewPassword => {
                let account = self.inner.store.account_by_login(&form.login).await?.ok_or(Error::NotFound)?;
                if account.id == actor.account {
                    return Err(Refusal::OwnWork.into());
                }
                if account.state == AccountState::Closed {
                    return Err(Error::field("login", "该账号已注销"));
                }
                if let Some(fault) = person_fault(form, &account) {
                    return Err(Error::Invalid(vec![fault]));
                }
                let (password, hash) = self.first_password(&account.login).await?;
                Ok(Grant::Password { account: Box::new(account), password, hash })
            }
        }
    }

    async fn form_faults(&self, actor: &Actor, form: &AccountForm) -> Result<Vec<FieldFault>> {
        let plan = self.plan();
        let mut faults = Vec::new();
        let asks_for_unit = actor.role == Role::PortalManager || form.unit == actor.unit;
        if actor.role != Role::PortalManager {
            if !asks_for_unit {
                faults.push(FieldFault::new("unit", "只能为本单位申请；其他单位由门户管理员代办"));
            }
            if form.role.administers() {
                faults.push(FieldFault::new("role", "管理员账号只能由门户管理员申请"));
            }
        }
        let holder =
            Holder { name: &form.person, name_field: "person", phone: &form.phone, role: form.role, unit: &form.unit };
        faults.extend(holder.faults(&plan));
        if form.phone.is_empty() {
            faults.push(FieldFault::new("phone", "请填写联系电话"));
        }
        if form.reason.is_empty() || form.reason.chars().count() > 500 {
            faults.push(FieldFault::new("reason", "请填写申请理由（500 字以内）"));
        }
        let known = self.inner.store.account_by_login(&form.login).await?;
        if let Some(message) = self.login_fault(form, known.as_ref()) {
            faults.push(FieldFault::new("login", message));
        } else if self.inner.store.has_open_request(&form.login).await? {
            faults.push(FieldFault::new("login", "该账号名已有一份待审批的审定单"));
        } else if let Some(account) = known.filter(|_| asks_for_unit && !form.person.is_empty()) {
            // Of another unit's account nobody learns by guessing who holds it.
            faults.extend(person_fault(form, &account));
        }
        Ok(faults)
    }

    fn login_fault(&self, form: &AccountForm, known: Option<&Account>) -> Option<&'static str> {
        match (form.purpose, known) {
            (FormPurpose::NewAccount, _) if !is_login(&form.login) => Some(LOGIN_RULE),
            (FormPurpose::NewAccount, Some(_)) => Some("账号名已被使用"),
            (FormPurpose::NewAccount, None) => None,
            (FormPurpose::NewPassword, Some(account)) => {
                let plan = self.plan();
                let is_that_account = plan.plan.bearer(&account.unit, plan.on) == form.unit
                    && account.role == form.role
                    && account.state != AccountState::Closed;
                (!is_that_account).then_some("该单位没有这个账号，或账号类型不符")
            }
            (FormPurpose::NewPassword, None) => Some("该单位没有这个账号，或账号类型不符"),
        }
    }

    /// The security administrator and the portal manager read all forms, editors those of their unit.
    fn may_read(&self, actor: &Actor, record: &AccountRequestRecord) -> bool {
        let plan = self.plan();
        match actor.role {
            Role::SecurityAdministrator | Role::PortalManager => true,
            Role::Publisher | Role::Reviewer => plan.plan.bearer(&record.form.unit, plan.on) == actor.unit,
            Role::Auditor => false,
        }
    }

    /// Who holds the account for which a new password waits, for the one who decides about it.
    async fn holder_beside(&self, actor: &Actor, record: &AccountRequestRecord) -> Result<Option<String>> {
        let is_asked = record.state == FormState::Open && record.form.purpose == FormPurpose::NewPassword;
        if !is_asked || may(actor, Action::DecideAccountRequest, Target::Desk).is_err() {
            return Ok(None);
        }
        Ok(self.inner.store.account_by_login(&record.form.login).await?.map(|account| account.name))
    }

    fn request_view(&self, record: AccountRequestRecord) -> AccountRequest {
        AccountRequest {
            id: record.id,
            number: form_number(record.year, record.number),
            unit_name: self.plan().unit_name(&record.form.unit).to_owned(),
            form: record.form,
            requested_by: record.requested_by_name,
            requested_at: record.requested_at,
            state: record.state,
            decided_by: record.decided_by_name,
            decided_at: record.decided_at,
            decision_note: record.decision_note,
            holder: None,
        }
    }
}

/// A new password for somebody who does not hold the account. The one who does is not named: a form may be filed by
/// whoever guesses.
fn person_fault(form: &AccountForm, account: &Account) -> Option<FieldFault> {
    (without_blanks(&form.person) != without_blanks(&account.name))
        .then(|| FieldFault::new("person", format!("该账号的使用人不是“{}”", form.person)))
}

/// Names of two characters are often written apart, to stand in line with those of three.
fn without_blanks(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What granting a form will write.
enum Grant {
    Account(Box<crate::accounts::Opening>),
    Password { account: Box<Account>, password: String, hash: secrecy::SecretString },
}

/// 账审〔2026〕12号
fn form_number(year: i64, number: i64) -> String {
    format!("账审〔{year}〕{number}号")
}
