//! The desk's side: a report is taken in hand, answered, handed to another unit. Every step is an event.

use std::collections::BTreeSet;

use domain::{
    desk::{
        content::{Ask, Seen},
        people::AccountState,
        reports::ReportAsk,
    },
    event::SubjectKind,
    feedback::{ANSWER_MAX, Outcome, ReportState},
    id::{AccountId, ItemId, ReportId},
    permission::Action,
    plan::UnitCode,
};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use store::{Tx, report::Answer};

use super::{Matter, seal_of};
use crate::{Cms, Ctx, Error, Result};

/// Shortest answer to a reader, in characters.
const ANSWER_MIN: usize = 5;

impl Cms {
    /// Takes a step with a report; answers where it stands then. Whoever comes second gets [`Error::Stale`].
    pub async fn decide_report(&self, ctx: &Ctx, report: ReportId, ask: ReportAsk) -> Result<ReportState> {
        let action = match &ask {
            ReportAsk::Claim | ReportAsk::Release => Action::ClaimReport,
            ReportAsk::Answer { .. } => Action::AnswerReport,
            ReportAsk::Forward { .. } => Action::ForwardReport,
        };
        let matter = self.matter(ctx, report, action).await?;
        match ask {
            ReportAsk::Claim => self.claim_report(ctx, &matter).await,
            ReportAsk::Release => self.release_report(ctx, &matter).await,
            ReportAsk::Answer { outcome, answer } => self.answer_report(ctx, &matter, outcome, answer.trim()).await,
            ReportAsk::Forward { unit, reason } => self.forward_report(ctx, &matter, &unit, reason.trim()).await,
        }
    }

    /// How the sender can be reached: for the one who has the report in hand, and noted in the log.
    pub async fn open_contact(&self, ctx: &Ctx, report: ReportId) -> Result<String> {
        let matter = self.matter(ctx, report, Action::OpenContact).await?;
        let sealed = matter.report.contact.as_ref().ok_or(Error::NotFound)?;
        let plain = self
            .unseal(&seal_of(&matter.report.code), sealed)
            .ok_or_else(|| Error::field("contact", "联系方式已无法读取：系统的密钥在收到之后更换过"))?;
        let mut tx = self.inner.store.begin().await?;
        self.log(ctx, &mut tx, &matter, "report.open-contact", json!({})).await?;
        tx.commit().await?;
        Ok(plain.expose_secret().to_owned())
    }

    /// The draft in which a report of an item is followed up: the one that is there, or a new revision.
    pub async fn revise_for_report(&self, ctx: &Ctx, report: ReportId) -> Result<ItemId> {
        let matter = self.matter(ctx, report, Action::ReadReport).await?;
        let item = matter.report.item.ok_or(Error::NotFound)?;
        let subject = self.subject_of(item).await?;
        if subject.authorise(ctx.actor()?, Action::Edit).is_err() {
            let seen = Seen { item, revision: subject.item.newest, version: subject.item.version };
            self.decide(ctx, seen, Ask::Revise).await?;
        }
        Ok(item)
    }

    async fn claim_report(&self, ctx: &Ctx, matter: &Matter) -> Result<ReportState> {
        let actor = ctx.actor()?;
        let former = matter.report.claimed_by;
        if former == Some(actor.account) {
            return Ok(matter.report.state);
        }
        let mut tx = self.inner.store.begin().await?;
        if !tx.claim_report(&matter.report, Some((actor.account, &actor.name))).await? {
            return Err(Error::Stale);
        }
        let text = format!("{}改由{}办理", matter.name(), actor.name);
        let people = former.into_iter().collect();
        self.tell(&mut tx, &people, Some(actor.account), matter.report.item, &text).await?;
        self.log(ctx, &mut tx, matter, "report.claim", json!({ "taken_from": former })).await?;
        tx.commit().await?;
        Ok(ReportState::InHand)
    }

    async fn release_report(&self, ctx: &Ctx, matter: &Matter) -> Result<ReportState> {
        if matter.report.claimed_by != Some(ctx.actor()?.account) {
            return Err(Error::Stale);
        }
        let mut tx = self.inner.store.begin().await?;
        if !tx.claim_report(&matter.report, None).await? {
            return Err(Error::Stale);
        }
        self.log(ctx, &mut tx, matter, "report.release", json!({})).await?;
        tx.commit().await?;
        Ok(ReportState::Received)
    }

    async fn answer_report(&self, ctx: &Ctx, matter: &Matter, outcome: Outcome, answer: &str) -> Result<ReportState> {
        let length = answer.chars().count();
        if length < ANSWER_MIN {
            return Err(Error::field("answer", "请写明答复内容，至少 5 个字；无需改正的须说明理由"));
        }
        if length > ANSWER_MAX {
            return Err(Error::field("answer", "答复不超过 1000 个字"));
        }
        let actor = ctx.actor()?;
        let unit_name = matter.plan.unit_name(&actor.unit);
        let people = match matter.report.item {
            Some(item) => self.people_of(&self.subject_of(item).await?).await?,
            None => BTreeSet::new(),
        };
        let mut tx = self.inner.store.begin().await?;
        let closing = Answer { outcome, text: answer, unit_name, at: self.now() };
        if !tx.answer_report(&matter.report, closing).await? {
            return Err(Error::Stale);
        }
        let label = outcome.label(matter.report.kind);
        let text = format!("{}已由{unit_name}{}答复：{label}", matter.name(), actor.name);
        self.tell(&mut tx, &people, Some(actor.account), matter.report.item, &text).await?;
        self.log(ctx, &mut tx, matter, "report.answer", json!({ "outcome": outcome })).await?;
        tx.commit().await?;
        Ok(ReportState::Closed)
    }

    async fn forward_report(&self, ctx: &Ctx, matter: &Matter, to: &UnitCode, reason: &str) -> Result<ReportState> {
        let mut known = matter.plan.units().filter(|unit| unit.has_account);
        if !known.any(|unit| &unit.code == to) {
            return Err(Error::field("unit", "请选择有账号的单位"));
        }
        if *to == matter.facts.unit {
            return Err(Error::field("unit", "该反馈已由这个单位办理，请另选单位"));
        }
        if reason.is_empty() || reason.chars().count() > ANSWER_MAX {
            return Err(Error::field("reason", "请写明转办理由，不超过 1000 个字"));
        }
        let actor = ctx.actor()?;
        let mut people = self.editors_of(to).await?;
        people.extend(matter.report.claimed_by);
        let mut tx = self.inner.store.begin().await?;
        if !tx.forward_report(&matter.report, to).await? {
            return Err(Error::Stale);
        }
        let text = format!("{}转{}办理：{reason}", matter.name(), matter.plan.unit_name(to));
        self.tell(&mut tx, &people, Some(actor.account), None, &text).await?;
        let data = json!({ "from": matter.facts.unit, "to": to, "reason": reason });
        self.log(ctx, &mut tx, matter, "report.forward", data).await?;
        tx.commit().await?;
        Ok(ReportState::Received)
    }

    /// Everybody of a unit who could take a report in hand, or answer for it.
    pub(crate) async fn editors_of(&self, unit: &UnitCode) -> Result<BTreeSet<AccountId>> {
        let plan = self.plan();
        let accounts = self.inner.store.accounts().await?.into_iter();
        let active = accounts.filter(|account| account.state == AccountState::Active && account.role.edits());
        Ok(active
            .filter(|account| plan.plan.bearer(&account.unit, plan.on) == *unit)
            .map(|account| account.id)
            .collect())
    }

    async fn log(&self, ctx: &Ctx, tx: &mut Tx, matter: &Matter, action: &str, mut data: Value) -> Result<()> {
        data["receipt"] = matter.report.receipt.to_string().into();
        let subject = matter.report.id.to_string();
        tx.append_event(&ctx.event(self, action, SubjectKind::Report, &subject, data)).await?;
        Ok(())
    }
}
