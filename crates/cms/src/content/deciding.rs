//! Decisions: submission, review, return, signature, publication, withdrawal. One function takes them all, so that
//! each is authorised, guarded against a second one, logged, told and written into the chain in the same way.

use std::collections::BTreeSet;

use chrono::{DateTime, SubsecRound, Timelike, Utc};
use domain::{
    account::{Actor, Role},
    desk::content::{Ask, BatchResult, Seen},
    event::SubjectKind,
    id::AccountId,
    permission::{Action, Refusal, completes_signatures, signature_unit},
    plan::UnitCode,
    workflow::{Stage, Step, next},
};
use serde_json::{Value, json};
use store::{
    decision::NewDecision,
    item::ItemRecord,
    revision::{Move, Seen as Guard},
};

use super::{
    Subject,
    publishing::Manner,
    writing::{Prepared, with_author},
};
use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Decides on the revision that the account saw; answers the stage after it. Whoever comes second, or saw an
    /// older version, gets [`Error::Stale`] and changes nothing.
    pub async fn decide(&self, ctx: &Ctx, seen: Seen, ask: Ask) -> Result<Stage> {
        let actor = ctx.actor()?;
        let subject = self.subject_of(seen.item).await?;
        let authority = subject.authorise(actor, action_of(&ask));
        // An edited draft beside the live revision does not keep anybody from taking the live one down.
        let concerns_live = matches!(ask, Ask::Withdraw { .. } | Ask::CorrectTime { .. });
        let is_current = (seen.revision, seen.version) == (subject.item.newest, subject.item.version);
        // As long as the newest revision is not the live one, what was live when its maker saw it is live still.
        let is_beside = concerns_live
            && subject.item.live != Some(subject.item.newest)
            && (seen.revision == subject.item.newest || Some(seen.revision) == subject.item.live);
        if !is_current && !is_beside {
            // Who may not even read the item learns nothing of what happened to it.
            return Err(if subject.authorise(actor, Action::Read).is_ok() {
                Error::Stale
            } else {
                authority.err().unwrap_or(Error::Stale)
            });
        }
        authority?;
        match ask {
            Ask::Claim => self.claim(ctx, &subject).await,
            Ask::Release => self.release(ctx, &subject).await,
            Ask::Revise => self.revise(ctx, &subject).await,
            Ask::Discard => self.discard(ctx, &subject).await,
            Ask::ChangeColumn { column } => self.change_column(ctx, &subject, &column).await,
            Ask::Withdraw { reason } => self.withdraw(ctx, &subject, &stated(reason, "撤稿须写明理由")?).await,
            Ask::CorrectTime { at, reason } => {
                self.correct_time(ctx, &subject, at, &stated(reason, "更正发布时间须写明理由")?).await
            }
            Ask::Submit => self.take(ctx, &subject, Intent::checked(Step::Submit)).await,
            Ask::Recall => self.take(ctx, &subject, Intent::of(Step::Recall)).await,
            Ask::PassReview { note } => self.take(ctx, &subject, Intent::of(Step::PassReview).with(note)).await,
            Ask::Return { reason } => {
                let reason = stated(reason, "退回须写明理由")?;
                self.take(ctx, &subject, Intent::of(Step::Return).with(reason)).await
            }
            // A minute that an earlier signer of this round set holds, unless this one says another.
            Ask::Sign { publish_at, note } => {
                let publish_at = self.later(publish_at)?.or(self.agreed(&subject.item));
                self.sign(ctx, &subject, publish_at, note).await
            }
            Ask::SignForNow { note } => self.sign(ctx, &subject, None, note).await,
            Ask::PublishDirectly { publish_at } => {
                let publish_at = self.later(publish_at)?;
                let step = if publish_at.is_some() { Step::PublishDirectlyLater } else { Step::PublishDirectly };
                let signs_for = acting_unit(actor, &subject).cloned();
                let intent = Intent { publish_at, signs_for, ..Intent::checked(step) };
                self.take(ctx, &subject, intent).await
            }
            Ask::PublishUrgently { reason } => {
                let reason = stated(reason, "紧急发布须写明理由")?;
                self.take(ctx, &subject, Intent::checked(Step::PublishUrgently).with(reason)).await
            }
            Ask::RetroSign { note } => self.take(ctx, &subject, Intent::of(Step::RetroSign).with(note)).await,
        }
    }

    /// Signs several items; each succeeds or fails by itself and says why.
    pub async fn sign_many(&self, ctx: &Ctx, seen: &[Seen]) -> Result<Vec<BatchResult>> {
        let actor = ctx.actor()?;
        let mut results = Vec::with_capacity(seen.len());
        for one in seen {
            // The title only for those who may read the item.
            let subject = self.subject_of(one.item).await.ok();
            let title = subject
                .filter(|subject| subject.authorise(actor, Action::Read).is_ok())
                .map(|subject| subject.item.title)
                .unwrap_or_default();
            let outcome = match self.decide(ctx, *one, Ask::Sign { publish_at: None, note: String::new() }).await {
                Ok(stage) => Ok(stage),
                Err(
                    error
                    @ (Error::Refused(_) | Error::NotFound | Error::Stale | Error::Invalid(_) | Error::Blocked(_)),
                ) => Err(error.to_string()),
                Err(error) => {
                    // The cause is for the server's log, not for a page.
                    tracing::error!(item = %one.item, %error, request = ctx.request, "batch signature failed");
                    Err("系统出现故障，请稍后再试".into())
                }
            };
            results.push(BatchResult { item: one.item, title, outcome });
        }
        Ok(results)
    }

    async fn sign(
        &self,
        ctx: &Ctx,
        subject: &Subject,
        publish_at: Option<DateTime<Utc>>,
        note: String,
    ) -> Result<Stage> {
        let unit = signature_unit(ctx.actor()?, &subject.duties, &subject.facts).ok_or(Refusal::AlreadySigned)?;
        let step = match publish_at {
            _ if !completes_signatures(&subject.duties, &subject.facts, unit) => Step::SignInPart,
            Some(_) => Step::SignForLater,
            None => Step::Sign,
        };
        let intent = Intent { publish_at, signs_for: Some(unit.clone()), ..Intent::of(step).with(note) };
        self.take(ctx, subject, intent).await
    }

    /// The minute that an earlier signer of this round set, as long as it is ahead.
    pub(super) fn agreed(&self, item: &ItemRecord) -> Option<DateTime<Utc>> {
        item.publish_at.filter(|at| *at > self.now())
    }

    /// Takes a step of the workflow with the newest revision.
    async fn take(&self, ctx: &Ctx, subject: &Subject, intent: Intent) -> Result<Stage> {
        let actor = ctx.actor()?;
        let item = &subject.item;
        let stage = next(item.stage, intent.step).ok_or(Refusal::Stage)?;
        // A column that takes nothing new keeps what it has, and corrections of it.
        let goes_public = matches!(stage, Stage::Published | Stage::Scheduled) && intent.step != Step::RetroSign;
        if goes_public && subject.is_closed_to_new() {
            return Err(Refusal::Column.into());
        }
        // What takes long comes before the transaction: while it is open, every other writer waits.
        let mut prepared = self.newest(subject).await?;
        if intent.needs_checks {
            let report = self.report(subject, &prepared).await?;
            if !report.is_clear() {
                return Err(Error::Blocked(report));
            }
        } else if goes_public {
            self.admit_index_number(subject, &prepared.content).await?;
        }
        let signed = prepared.hash.clone();
        let people = self.people_of(subject).await?;
        let now = self.now();
        let starts_again = matches!(intent.step, Step::Return | Step::Recall);
        let mut signed_units = if starts_again { BTreeSet::new() } else { item.signed_units.clone() };
        signed_units.extend(intent.signs_for.clone());
        // Who publishes without a second person counts as an author and can never add the missing signature.
        let alone = matches!(intent.step, Step::PublishDirectly | Step::PublishDirectlyLater | Step::PublishUrgently);
        let authors = if alone { with_author(&item.authors, actor) } else { item.authors.clone() };
        let reviewer = match intent.step {
            Step::PassReview => Some(actor.account),
            _ if starts_again => None,
            _ => item.reviewer,
        };

        let mut tx = if goes_public {
            self.begin_to_publish(subject, &prepared.content).await?
        } else {
            self.begin_with(subject).await?
        };
        let to = Move {
            stage,
            new_round: starts_again,
            reviewer,
            signed_units: &signed_units,
            authors: &authors,
            publish_at: intent.publish_at,
            at: now,
        };
        if !tx.move_revision(guard(subject), &to).await? {
            return Err(Error::Stale);
        }
        let plan = self.plan();
        let unit = decides_for(intent.step, actor, subject).unwrap_or(&actor.unit);
        let own = unit == &actor.unit && (actor.role == Role::Reviewer || !signs(intent.step));
        let on_behalf_of = (!own).then(|| (unit, plan.unit_name(unit)));
        tx.insert_decision(&NewDecision {
            item: item.id,
            revision: item.newest,
            round: item.round,
            step: intent.step,
            account: Some(actor.account),
            name: &actor.name,
            unit: Some(&actor.unit),
            unit_name: plan.unit_name(&actor.unit),
            on_behalf_of,
            at: now,
            reason: &intent.reason,
            signs_for: intent.signs_for.as_ref(),
            correction: None,
        })
        .await?;
        if intent.step == Step::RetroSign {
            if !tx.sign_afterwards(item.id, plan.unit_name(unit)).await? {
                return Err(Error::Stale);
            }
        } else if stage == Stage::Published {
            let unsigned = intent.step == Step::PublishUrgently;
            let manner = Manner {
                signed_units: if unsigned { &BTreeSet::new() } else { &signed_units },
                direct: intent.step == Step::PublishDirectly,
                unsigned,
                at: now,
            };
            prepared = self.publish_in(&mut tx, subject, prepared, &manner).await?;
        }
        let text = told(&item.title, plan.unit_name(&actor.unit), actor, &intent);
        self.tell(&mut tx, &people, Some(actor.account), Some(item.id), &text).await?;
        let mut data = json!({
            "revision": item.newest,
            "version": item.version,
            "stage": stage,
            "content_hash": signed,
            "on_behalf_of": on_behalf_of.map(|(unit, _)| unit),
            "publish_at": intent.publish_at,
            "reason": intent.reason,
        });
        note_index_number(&mut data, stage, &signed, &prepared);
        let action = format!("item.{}", intent.step.code());
        tx.append_event(&ctx.event(self, &action, SubjectKind::Item, &item.id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(stage)
    }

    /// Everybody who has written in, decided on or claimed the newest revision.
    pub(crate) async fn people_of(&self, subject: &Subject) -> Result<BTreeSet<AccountId>> {
        let item = &subject.item;
        let deciders = self.inner.store.deciders_of(item.id, item.newest).await?;
        let authors = item.authors.iter().map(|(account, _)| *account);
        Ok(authors.chain(deciders).chain(item.claimed_by).collect())
    }

    /// A publication minute, which must be ahead.
    fn later(&self, publish_at: Option<DateTime<Utc>>) -> Result<Option<DateTime<Utc>>> {
        let Some(at) = publish_at else { return Ok(None) };
        let minute = at.with_second(0).unwrap_or(at).trunc_subsecs(0);
        if minute <= self.now() {
            return Err(Error::field("publish_at", "定时发布的时间须晚于现在"));
        }
        Ok(Some(minute))
    }
}

/// A step of the workflow with what its maker said.
struct Intent {
    step: Step,
    reason: String,
    publish_at: Option<DateTime<Utc>>,
    signs_for: Option<UnitCode>,
    /// Blockers of the check panel stop it.
    needs_checks: bool,
}

impl Intent {
    fn of(step: Step) -> Self {
        Self { step, reason: String::new(), publish_at: None, signs_for: None, needs_checks: false }
    }

    fn checked(step: Step) -> Self {
        Self { needs_checks: true, ..Self::of(step) }
    }

    fn with(self, reason: String) -> Self {
        Self { reason: reason.trim().to_owned(), ..self }
    }
}

const fn action_of(ask: &Ask) -> Action {
    match ask {
        Ask::Submit => Action::Submit,
        Ask::Recall => Action::Recall,
        Ask::Claim | Ask::Release => Action::Claim,
        Ask::PassReview { .. } => Action::PassReview,
        Ask::Return { .. } => Action::Return,
        Ask::Sign { .. } | Ask::SignForNow { .. } => Action::Sign,
        Ask::PublishDirectly { .. } => Action::PublishDirectly,
        Ask::PublishUrgently { .. } => Action::PublishUrgently,
        Ask::RetroSign { .. } => Action::RetroSign,
        Ask::Withdraw { .. } => Action::Withdraw,
        Ask::Revise => Action::Revise,
        Ask::Discard => Action::Discard,
        Ask::ChangeColumn { .. } => Action::ChangeColumn,
        Ask::CorrectTime { .. } => Action::CorrectTime,
    }
}

/// Whether the step is taken in the name of a lead unit.
const fn signs(step: Step) -> bool {
    !matches!(step, Step::Submit | Step::Recall)
}

/// The lead unit in whose name `actor` takes `step`; `None` for the steps of authors.
fn decides_for<'a>(step: Step, actor: &'a Actor, subject: &Subject) -> Option<&'a UnitCode> {
    match step {
        Step::Submit | Step::Recall => None,
        Step::Sign | Step::SignForLater | Step::SignInPart => signature_unit(actor, &subject.duties, &subject.facts),
        _ => acting_unit(actor, subject),
    }
}

/// The lead unit in whose name `actor` acts: its own before one that delegated to it.
pub(super) fn acting_unit<'a>(actor: &'a Actor, subject: &Subject) -> Option<&'a UnitCode> {
    let leads = |unit: &&UnitCode| subject.duties.leads.contains(*unit);
    let own = (actor.role == Role::Reviewer).then_some(&actor.unit).filter(leads);
    own.or_else(|| actor.signs_also_for.iter().find(leads))
}

pub(super) fn guard(subject: &Subject) -> Guard {
    Guard { item: subject.item.id, number: subject.item.newest, version: subject.item.version }
}

pub(crate) fn stated(reason: String, missing: &str) -> Result<String> {
    let reason = reason.trim();
    if reason.is_empty() { Err(Error::field("reason", missing)) } else { Ok(reason.to_owned()) }
}

/// The log names the index number under which a document became public; and what that made of the text that was `signed`, where
/// the server gave the number.
pub(super) fn note_index_number(data: &mut Value, stage: Stage, signed: &str, prepared: &Prepared) {
    if let Some(number) = prepared.content.detail.nature().index_number().filter(|_| stage == Stage::Published) {
        data["index_number"] = number.into();
        if prepared.hash != signed {
            data["published_hash"] = prepared.hash.as_str().into();
        }
    }
}

/// The sentence that the others in the chain read.
fn told(title: &str, unit_name: &str, actor: &Actor, intent: &Intent) -> String {
    let schedule = intent.publish_at.map(|at| format!("，将于{}发布", domain::time::minute(at))).unwrap_or_default();
    let reason = if intent.reason.is_empty() { String::new() } else { format!("：{}", intent.reason) };
    format!("《{title}》已由{unit_name}{}{}{schedule}{reason}", actor.name, intent.step.label())
}
