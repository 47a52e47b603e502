//! Every step after the notice.

use domain::{
    desk::cases::CaseSeen,
    event::SubjectKind,
    id::{AccountId, CaseId},
    item::Attachment,
    permission::{Action, Refusal},
    plan::UnitCode,
    rectification::{Answer, CaseAsk, CaseState, CaseStep, Entry},
    time,
};
use serde_json::json;
use store::{
    media::{MediaKind, MediaOwner},
    rectification::{CaseRecord, TakenBy},
};

use super::standing;
use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Takes a step with a case as its reader saw it; answers where it stands then. The same step sent again by the same
    /// person, as after a broken line, counts once; anybody else who comes second gets [`Error::Stale`].
    pub async fn take_case_step(&self, ctx: &Ctx, seen: CaseSeen, ask: CaseAsk) -> Result<CaseState> {
        let actor = ctx.actor()?;
        let record = self.inner.store.case(seen.case).await?.ok_or(Error::NotFound)?;
        self.may_with_case(actor, Action::ReadCase, &record)?;
        let ask = self.with_own_files(seen.case, ask).await?;
        if record.version != seen.version
            && let Some(state) = self.taken_already(actor.account, seen, &ask).await?
        {
            return Ok(state);
        }
        match self.may_with_case(actor, action_of(&ask), &record) {
            Err(Refusal::Stage) if record.version != seen.version => return Err(Error::Stale),
            authority => authority?,
        }
        if record.version != seen.version {
            return Err(Error::Stale);
        }
        let unit = self.case_facts(&record).unit;
        let steps = self.inner.store.case_steps(record.id).await?;
        let calendars = self.calendar();
        let stands = standing(&record, &steps, self.today(), calendars.of_one(&unit));
        let entry = stands.entry(ask.clone()).map_err(Error::Invalid)?;
        let step = entry.step();
        let after = record.state.after(step).ok_or(Refusal::Stage)?;
        let text = self.told_of(&record, &entry);
        let people = if matches!(step, CaseStep::Acknowledge | CaseStep::Reply) {
            self.office_people_outside(&unit).await?
        } else {
            self.editors_of(&unit).await?
        };
        let mut tx = self.inner.store.begin().await?;
        let by = TakenBy { account: actor.account, name: &actor.name, unit: &actor.unit, at: self.now() };
        if !tx.take_case_step(&record, after, &entry, by).await? {
            drop(tx);
            return self.taken_already(actor.account, seen, &ask).await?.ok_or(Error::Stale);
        }
        self.tell(&mut tx, &people, Some(actor.account), None, &text).await?;
        let data = json!({
            "number": record.number.to_string(),
            "unit": record.unit,
            "due": entry.given().map(|given| given.due),
            "points": points_of(&entry),
        });
        let action = format!("case.{}", step.code());
        tx.append_event(&ctx.event(self, &action, SubjectKind::Case, &record.id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(after)
    }

    /// Where the case stands, if the account has taken the very step on what was `seen` already.
    async fn taken_already(&self, account: AccountId, seen: CaseSeen, ask: &CaseAsk) -> Result<Option<CaseState>> {
        let record = self.inner.store.case(seen.case).await?.filter(|record| record.version == seen.version + 1);
        let Some(record) = record else { return Ok(None) };
        let mut steps = self.inner.store.case_steps(record.id).await?;
        // Read after the case: by now more may have been done.
        let Some(last) = steps.pop_if(|last| last.account == account && last.number == record.version) else {
            return Ok(None);
        };
        let calendars = self.calendar();
        let calendar = calendars.of_one(&self.case_facts(&record).unit);
        let stood = standing(&record, &steps, time::china_date(last.at), calendar);
        Ok((stood.entry(ask.clone()) == Ok(last.entry)).then_some(record.state))
    }

    /// As the other side reads it, without a word of what was written.
    fn told_of(&self, record: &CaseRecord, entry: &Entry) -> String {
        let number = &record.number;
        let plan = self.plan();
        let name = |unit: &UnitCode| plan.unit_name(unit).to_owned();
        match entry {
            Entry::Open { given } => format!("收到整改通知 {number}，{} 前回复", given.due),
            Entry::Acknowledge => format!("{}已签收整改通知 {number}", name(&record.unit)),
            Entry::Reply { .. } => format!("{}已回复整改通知 {number}，请核查", name(&record.unit)),
            Entry::Accept { .. } => format!("整改 {number} 核查通过"),
            Entry::SendBack { given, .. } => format!("整改 {number} 的回复被退回，{} 前再次回复", given.due),
            Entry::Extend { given, .. } => format!("整改 {number} 的期限延至 {}", given.due),
            Entry::Close { .. } => format!("整改 {number} 已销号"),
            Entry::Withdraw { .. } => format!("整改通知 {number} 已撤销"),
        }
    }

    /// The ask with its files as they were uploaded for this case, whatever the client sent.
    async fn with_own_files(&self, case: CaseId, ask: CaseAsk) -> Result<CaseAsk> {
        let CaseAsk::Reply { mut answers, note } = ask else { return Ok(ask) };
        for Answer { point, files, .. } in &mut answers {
            for file in files.iter_mut() {
                let upload = self.inner.store.media(file.media).await?;
                let own =
                    upload.filter(|one| one.owner == Some(MediaOwner::Case(case)) && one.kind == MediaKind::Attachment);
                let Some(own) = own else {
                    let message = format!("文件“{}”不存在，请重新上传", file.name);
                    return Err(Error::field(&format!("answers.{point}.links"), message));
                };
                *file = Attachment { media: own.id, name: own.name, address: own.address, size: own.size };
            }
        }
        Ok(CaseAsk::Reply { answers, note })
    }
}

const fn action_of(ask: &CaseAsk) -> Action {
    match ask {
        CaseAsk::Acknowledge => Action::AcknowledgeCase,
        CaseAsk::Reply { .. } => Action::ReplyToCase,
        CaseAsk::Check { .. } => Action::CheckCase,
        CaseAsk::Extend { .. } => Action::ExtendCase,
        CaseAsk::Close { .. } => Action::CloseCase,
        CaseAsk::Withdraw { .. } => Action::WithdrawCase,
    }
}

/// The points that a step is about, for the log.
fn points_of(entry: &Entry) -> Vec<u16> {
    match entry {
        Entry::Reply { answers, .. } => answers.iter().map(|answer| answer.point).collect(),
        Entry::Accept { points, .. } => points.iter().copied().collect(),
        Entry::SendBack { returned, .. } => returned.iter().map(|one| one.point).collect(),
        _ => Vec::new(),
    }
}
