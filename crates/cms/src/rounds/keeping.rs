//! Keeping answers, and signing them. Each answer has a version of its own: two people of a unit fill in one checklist,
//! and where both answer for one column the second is told what the first said.

use std::collections::BTreeMap;

use domain::{
    account::Actor,
    desk::rounds::{AnswerConflict, AnswerSave, AsRead, RoundSaved, Signature},
    event::SubjectKind,
    permission::{Action, Target, may},
    plan::ColumnCode,
    round::{Answer, Due, Line, Month, SignedLine, draft_fault, faults, head_fault, unknown_fault},
};
use serde_json::json;
use store::unit_round::KeptAnswer;

use super::owing::is_kept;
use crate::{Cms, Ctx, Error, Result, sessions};

impl Cms {
    /// Keeps answers of the actor's unit for `month`. Those of others are never overwritten; a signed round is closed.
    pub async fn save_round(&self, ctx: &Ctx, month: Month, answers: &[AnswerSave]) -> Result<RoundSaved> {
        let actor = ctx.actor()?;
        may(actor, Action::FillRound, Target::Unit(&actor.unit))?;
        self.must_owe(actor, month).await?;
        let plan = self.plan();
        let mut faults = Vec::new();
        for AnswerSave { column, answer, .. } in answers {
            let kept = plan.duties(column).is_some_and(|duties| duties.responsible.contains(&actor.unit));
            match plan.plan.column(column).filter(|_| kept && is_kept(&plan, column)) {
                Some(of_plan) => faults.extend(draft_fault(column, &of_plan.name, answer)),
                None => faults.push(unknown_fault(column)),
            }
        }
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let now = self.now();
        let mut tx = self.inner.store.begin().await?;
        let round = tx.hold_unit_round(&actor.unit, month, now).await?.ok_or(Error::Stale)?;
        let (mut kept, mut lost) = (Vec::new(), Vec::new());
        for save in answers {
            let answer = save.answer.clone().tidied();
            match tx.put_round_answer(round, &save.column, save.version, &answer, &actor.name, now).await? {
                Some(version) => kept.push((save.column.clone(), version)),
                None => lost.push((save.column.clone(), answer)),
            }
        }
        let conflicts = if lost.is_empty() {
            Vec::new()
        } else {
            let theirs = tx.held_answers(round).await?;
            let mut conflicts = Vec::new();
            for (column, mine) in lost {
                match theirs.get(&column) {
                    // A save whose answer was lost on its way is sent again.
                    Some(known) if known.answer == mine => kept.push((column, known.version)),
                    Some(known) => conflicts.push(conflict(column, known)),
                    None => return Err(Error::Stale),
                }
            }
            conflicts
        };
        if !kept.is_empty() {
            let columns: Vec<&ColumnCode> = kept.iter().map(|(column, _)| column).collect();
            let data = json!({ "month": month.to_string(), "columns": columns });
            tx.append_event(&ctx.event(self, "round.save", SubjectKind::Round, actor.unit.as_str(), data)).await?;
        }
        tx.commit().await?;
        Ok(RoundSaved { at: now, kept, conflicts })
    }

    /// Signs the round of the actor's unit for `month` in the name of its `head`, as it was `read`: nobody signs what has
    /// changed since, neither an answer nor what the system says beside it. Columns that were looked through and have not
    /// changed are confirmed. The same person signing once more in the same name is told of the signature that stands.
    pub async fn sign_round(&self, ctx: &Ctx, month: Month, head: &str, read: &AsRead) -> Result<Signature> {
        let actor = ctx.actor()?;
        may(actor, Action::SignRound, Target::Unit(&actor.unit))?;
        self.must_owe(actor, month).await?;
        let standings = self.standings().await?;
        let lines = self.checklist(actor, &actor.unit, month, &standings).await?;
        if lines.is_empty() {
            return Err(Error::NotFound);
        }
        let shown = shown(&lines)?;
        let (now, head) = (self.now(), head.trim());
        let mut tx = self.inner.store.begin().await?;
        let Some(round) = tx.hold_unit_round(&actor.unit, month, now).await? else {
            drop(tx);
            return self.signed_already(actor, month, head).await;
        };
        let kept = tx.held_answers(round).await?;
        let version = |column: &ColumnCode| kept.get(column).map_or(0, |answer| answer.version);
        let changed = lines.iter().any(|line| read.versions.get(&line.column).copied() != Some(version(&line.column)));
        if changed || read.shown != shown {
            return Err(Error::Stale);
        }
        let answers = answered(&lines, &kept);
        let mut faults = faults(&lines, &answers);
        faults.extend(head_fault(head));
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let signed: Vec<SignedLine> = lines
            .into_iter()
            .map(|line| SignedLine { answer: answers.get(&line.column).cloned().unwrap_or_default(), line })
            .collect();
        for unchanged in signed.iter().filter(|signed| signed.answer.unchanged) {
            self.may_confirm(actor, &unchanged.line.column)?;
            let note = format!("{}月度巡查", month.label());
            self.write_confirmation(ctx, &mut tx, &unchanged.line.column, &note).await?;
        }
        if !tx.sign_unit_round(round, &signed, (actor.account, &actor.name), head, now).await? {
            return Err(Error::Stale);
        }
        let problems: Vec<&ColumnCode> = signed
            .iter()
            .filter(|signed| signed.answer.verdict == Some(domain::round::Verdict::Problem))
            .map(|signed| &signed.line.column)
            .collect();
        let data = json!({
            "month": month.to_string(),
            "head": head,
            "columns": signed.len(),
            "problems": problems,
            "shown": shown,
        });
        tx.append_event(&ctx.event(self, "round.sign", SubjectKind::Round, actor.unit.as_str(), data)).await?;
        tx.commit().await?;
        Ok(Signature { by: actor.name.clone(), head: head.to_owned(), at: now })
    }

    /// A signature whose answer was lost on its way is given again; somebody else's, or another name, is none.
    async fn signed_already(&self, actor: &Actor, month: Month, head: &str) -> Result<Signature> {
        let round = self.inner.store.unit_round(&actor.unit, month).await?.ok_or(Error::Stale)?;
        let own = round.signed_by == Some(actor.account);
        round.signed.filter(|signed| own && signed.head == head).ok_or(Error::Stale)
    }

    /// A month to come has no round to fill in, and a month that the unit does not owe has none either.
    async fn must_owe(&self, actor: &Actor, month: Month) -> Result<()> {
        let standings = self.standings().await?;
        let due = Due::new(month, standings.calendar.county());
        let plans = self.plans_of_rounds(&standings.plan, &[&due]).await?;
        if month > Month::of(standings.today) || !plans.owes(&actor.unit, &due) {
            return Err(Error::NotFound);
        }
        Ok(())
    }
}

/// Fingerprint of what the system says in the lines of a checklist.
pub(super) fn shown<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Result<String> {
    let lines: Vec<&Line> = lines.into_iter().collect();
    Ok(sessions::hash(&serde_json::to_string(&lines).map_err(Error::internal)?))
}

/// The answers as they were read: kept ones, and for the rest what was left open before.
fn answered(lines: &[Line], kept: &BTreeMap<ColumnCode, KeptAnswer>) -> BTreeMap<ColumnCode, Answer> {
    let of = |line: &Line| kept.get(&line.column).map_or_else(|| line.first_answer(), |kept| kept.answer.clone());
    lines.iter().map(|line| (line.column.clone(), of(line).tidied())).collect()
}

fn conflict(column: ColumnCode, theirs: &KeptAnswer) -> AnswerConflict {
    AnswerConflict { column, version: theirs.version, answer: theirs.answer.clone(), by: theirs.by.clone() }
}
