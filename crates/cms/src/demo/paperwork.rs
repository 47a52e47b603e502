//! What lies on the demo's desks beside items: account forms, a delegation of signature, a reader's report. Each is from
//! the one whose right it is and goes through the use case that is for it; its words say that it is an example.

use chrono::Days;
use domain::{
    account::Role,
    desk::people::{AccountForm, FormPurpose, FormState, NewDelegation},
    feedback::{ReportForm, ReportKind},
    kind::Kind,
    plan::ColumnCode,
};

use crate::{Cms, Ctx, Error, Result, reports::Spot};

/// Account forms, in the order in which they are filed.
const FORMS: [Form; 3] = [
    Form {
        from: "shenhe",
        purpose: FormPurpose::NewAccount,
        person: "示例借调人员",
        login: "shili-jiediao",
        role: Role::Reviewer,
        reason: "示例：临时借用一个账号。",
        refused: Some("示例：账号不得借用，一人一号。"),
    },
    Form {
        from: "shenhe",
        purpose: FormPurpose::NewPassword,
        person: "农建国",
        login: "shenhe2",
        role: Role::Reviewer,
        reason: "示例：忘记密码。",
        refused: None,
    },
    Form {
        from: "fabu",
        purpose: FormPurpose::NewAccount,
        person: "示例信息员",
        login: "shili-xinxiyuan",
        role: Role::Publisher,
        reason: "示例：新任信息员，接手本单位栏目。",
        refused: None,
    },
];

/// A form for the asker's own unit.
struct Form {
    /// Login of who asks.
    from: &'static str,
    purpose: FormPurpose,
    person: &'static str,
    login: &'static str,
    role: Role,
    reason: &'static str,
    /// With which words it was refused; else it is open.
    refused: Option<&'static str>,
}

/// A delegation begins so many days from now: until then everybody signs for the own unit only, as the introduction says.
const DELEGATED_IN_DAYS: u64 = 7;
const DELEGATED_FOR_DAYS: u64 = 3;

/// A column of the unit of `fabu`, led by that of `shenhe`.
const REPORTED_COLUMN: &str = "jypx";

/// Key of the reader's form: one form is one report.
const REPORT_KEY: &str = "00000000000000000000000000000001";

impl Cms {
    /// Interrupted, it goes on with what is not there yet.
    pub(super) async fn seed_demo_paperwork(&self) -> Result<()> {
        self.file_demo_forms().await?;
        self.delegate_in_demo().await?;
        self.report_in_demo().await
    }

    async fn file_demo_forms(&self) -> Result<()> {
        let filed = self.inner.store.account_requests().await?;
        for form in FORMS {
            let known = filed.iter().find(|record| record.form.login == form.login);
            let id = if let Some(record) = known {
                record.id
            } else {
                let asker = self.demo_person(form.from).await?;
                self.request_account(&asker, form.filled_in_by(&asker)?).await?
            };
            if let Some(note) = form.refused
                && known.is_none_or(|record| record.state == FormState::Open)
            {
                self.decide_request(&self.demo_person("anquan").await?, id, false, note).await?;
            }
        }
        Ok(())
    }

    async fn delegate_in_demo(&self) -> Result<()> {
        if !self.inner.store.delegations().await?.is_empty() {
            return Ok(());
        }
        let (giver, taker) = (self.demo_person("shenhe").await?, self.demo_person("xuanchuan").await?);
        let today = self.today();
        let day = |later| today.checked_add_days(Days::new(later)).unwrap_or(today);
        let new = NewDelegation {
            to: taker.actor()?.account,
            from_day: day(DELEGATED_IN_DAYS),
            to_day: day(DELEGATED_IN_DAYS + DELEGATED_FOR_DAYS - 1),
            reason: "示例：外出学习期间代为签发。".to_owned(),
        };
        self.delegate(&giver, &new).await?;
        Ok(())
    }

    async fn report_in_demo(&self) -> Result<()> {
        if self.inner.store.report_by_form(REPORT_KEY).await?.is_some() {
            return Ok(());
        }
        let column = ColumnCode::parse(REPORTED_COLUMN).expect("lower-case letters");
        let newest = self.latest(&[column], 9).await?;
        let page = newest.into_iter().find(|row| row.detail.kind() == Kind::Article);
        let page = page.ok_or_else(|| Error::internal(format!("the demo shows no article in {REPORTED_COLUMN}")))?;
        let form = ReportForm {
            kind: ReportKind::Wording.code().to_owned(),
            words: "示例：文中有一处“的”应为“地”，请核对。".to_owned(),
            ..ReportForm::default()
        };
        let reader = Ctx::new(None, "demo".into(), String::new());
        self.receive_report(&reader, &Spot::Item(page.code), &form, REPORT_KEY).await?;
        Ok(())
    }

    async fn demo_person(&self, login: &str) -> Result<Ctx> {
        let signed = match self.inner.store.account_by_login(login).await? {
            Some(account) => self.actor_of(account.id).await?,
            None => None,
        };
        let signed = signed.ok_or_else(|| Error::internal(format!("{login} of the demo is not there or locked")))?;
        Ok(Ctx::new(Some(signed.actor), "demo".into(), String::new()))
    }
}

impl Form {
    fn filled_in_by(&self, asker: &Ctx) -> Result<AccountForm> {
        Ok(AccountForm {
            purpose: self.purpose,
            unit: asker.actor()?.unit.clone(),
            person: self.person.to_owned(),
            phone: "0771-0000000".to_owned(),
            login: self.login.to_owned(),
            role: self.role,
            reason: self.reason.to_owned(),
        })
    }
}
