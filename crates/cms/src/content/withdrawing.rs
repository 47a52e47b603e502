//! What happens to the live revision itself: it is taken down, or its publication time is corrected.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use domain::{
    account::{Actor, Role},
    desk::content::TimeCorrection,
    event::SubjectKind,
    id::{AccountId, ItemId},
    kind::Kind,
    permission::Refusal,
    plan::InForce,
    time::china_date,
    workflow::{Stage, Step},
};
use serde_json::json;
use store::{Tx, decision::NewDecision};

use super::{
    Subject,
    deciding::{acting_unit, guard},
    publishing::{back_to_author, by_the_system},
};
use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Takes the live revision down; its address tells the reason from now on (410).
    pub(super) async fn withdraw(&self, ctx: &Ctx, subject: &Subject, reason: &str) -> Result<Stage> {
        let actor = ctx.actor()?;
        let item = &subject.item;
        let live = item.live.ok_or(Refusal::Stage)?;
        let (people, now) = (self.people_of_live(subject, live).await?, self.now());
        let plan = self.plan();
        let mut tx = self.begin_with(subject).await?;
        let withdrawal = NewDecision { reason, ..by_a_lead_unit(actor, subject, &plan, Step::Withdraw, live, now) };
        let halted = take_down(&mut tx, subject, &withdrawal).await?;
        self.withdraw_reposts(ctx, &mut tx, subject, now).await?;
        let text = format!("《{}》已由{}{}撤稿：{reason}", item.title, plan.unit_name(&actor.unit), actor.name);
        self.tell(&mut tx, &people, Some(actor.account), Some(item.id), &text).await?;
        let data = json!({ "revision": live, "reason": reason, "halted": halted });
        tx.append_event(&ctx.event(self, "item.withdraw", SubjectKind::Item, &item.id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(match item.stage {
            _ if live == item.newest => Stage::Withdrawn,
            Stage::Scheduled => Stage::Returned,
            other => other,
        })
    }

    /// Lines in other columns go with their source (本站转载): they would lead to a page that is gone. None becomes public while
    /// the source is held, and none after.
    async fn withdraw_reposts(&self, ctx: &Ctx, tx: &mut Tx, source: &Subject, now: DateTime<Utc>) -> Result<()> {
        const REASON: &str = "原信息已撤下";
        let mut reposts = Vec::new();
        // All are held before the first is changed: nobody waits for one of them with the log in hand.
        for row in self.inner.store.published_about(&source.item.code).await? {
            if row.detail.kind() != Kind::Repost {
                continue;
            }
            let Some(repost) = self.inner.store.item_by_code(&row.code).await? else { continue };
            let Some(live) = repost.live else { continue };
            if !tx.hold_item(&repost).await? {
                return Err(Error::Stale);
            }
            reposts.push((Subject::new(self, repost), live));
        }
        for (subject, live) in reposts {
            let item = &subject.item;
            let people = self.people_of_live(&subject, live).await?;
            let withdrawal = by_the_system(&subject, live, item.round, Step::Withdraw, now);
            let halted = take_down(tx, &subject, &NewDecision { reason: REASON, ..withdrawal }).await?;
            let place = subject.plan.plan.path_name(&item.column);
            let text = format!("“{place}”转载的《{}》已撤稿：{REASON}", item.title);
            self.tell(tx, &people, None, Some(item.id), &text).await?;
            let data = json!({ "revision": live, "reason": REASON, "source": source.item.code, "halted": halted });
            tx.append_event(&ctx.event(self, "item.withdraw", SubjectKind::Item, &item.id.to_string(), data)).await?;
        }
        Ok(())
    }

    /// The only way in which a publication time ever changes: with a reason, as a step of the chain and an event of its own
    /// (forged dates are a veto item of the national inspection). A time before the item was entered is an honest one, of
    /// what hung on a board first; none is before the day on which the information came into being.
    pub(super) async fn correct_time(
        &self,
        ctx: &Ctx,
        subject: &Subject,
        at: DateTime<Utc>,
        reason: &str,
    ) -> Result<Stage> {
        let item = &subject.item;
        let Some((live, from)) = item.live.zip(item.published_at) else {
            return Err(Refusal::Stage.into());
        };
        let (to, now) = (at.trunc_subsecs(3), self.now());
        if to > now {
            return Err(Error::field("at", "发布时间不能晚于现在"));
        }
        if let Some(day) = self.formed_on(item.id, live).await?.filter(|day| china_date(to) < *day) {
            return Err(Error::field("at", format!("发布时间不能早于信息形成（决定）日期 {day}")));
        }
        let (people, actor) = (self.people_of_live(subject, live).await?, ctx.actor()?);
        let plan = self.plan();
        let correction = Some(TimeCorrection { from, to });
        let step = by_a_lead_unit(actor, subject, &plan, Step::CorrectTime, live, now);
        let mut tx = self.begin_with(subject).await?;
        if !tx.correct_published_at(item.id, to).await? {
            return Err(Error::Stale);
        }
        tx.insert_decision(&NewDecision { reason, correction, ..step }).await?;
        let text = format!("《{}》的发布时间由{}更正：{reason}", item.title, actor.name);
        self.tell(&mut tx, &people, Some(actor.account), Some(item.id), &text).await?;
        let data = json!({ "revision": live, "from": from, "to": to, "reason": reason });
        tx.append_event(&ctx.event(self, "item.correct-time", SubjectKind::Item, &item.id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(item.stage)
    }

    /// The first day on which the information can have been there: a revision may state a later one, of what it changed.
    async fn formed_on(&self, item: ItemId, live: i32) -> Result<Option<NaiveDate>> {
        let mut days = Vec::new();
        for number in [1, live] {
            let written = self.inner.store.revision(item, number).await?;
            days.extend(written.and_then(|written| written.content.clock_start()).map(|start| start.on));
        }
        Ok(days.into_iter().min())
    }

    async fn people_of_live(&self, subject: &Subject, live: i32) -> Result<BTreeSet<AccountId>> {
        let id: ItemId = subject.item.id;
        let mut people = self.people_of(subject).await?;
        people.extend(self.inner.store.deciders_of(id, live).await?);
        if let Some(record) = self.inner.store.revision(id, live).await? {
            people.extend(record.authors.into_iter().map(|(account, _)| account));
        }
        Ok(people)
    }
}

/// A step that `actor` takes with the live revision, in the name of a lead unit.
fn by_a_lead_unit<'a>(
    actor: &'a Actor,
    subject: &Subject,
    plan: &'a InForce,
    step: Step,
    live: i32,
    at: DateTime<Utc>,
) -> NewDecision<'a> {
    let unit = acting_unit(actor, subject).unwrap_or(&actor.unit);
    let own = unit == &actor.unit && actor.role == Role::Reviewer;
    NewDecision {
        item: subject.item.id,
        revision: live,
        round: subject.item.round,
        step,
        account: Some(actor.account),
        name: &actor.name,
        unit: Some(&actor.unit),
        unit_name: plan.unit_name(&actor.unit),
        on_behalf_of: (!own).then(|| (unit, plan.unit_name(unit))),
        at,
        reason: "",
        signs_for: None,
        correction: None,
    }
}

/// Takes the live revision down as `withdrawal` says. A later revision that waits for its minute goes back to its author: it
/// was signed to replace a page that is gone, and must not bring it back by itself; gives its number.
async fn take_down(tx: &mut Tx, subject: &Subject, withdrawal: &NewDecision<'_>) -> Result<Option<i32>> {
    let item = &subject.item;
    let NewDecision { revision: live, at, reason, .. } = *withdrawal;
    if !tx.unpublish(item.id, live, at, reason).await?
        || !tx.retire_revision(item.id, live, Stage::Withdrawn, at).await?
    {
        return Err(Error::Stale);
    }
    tx.insert_decision(withdrawal).await?;
    if item.stage != Stage::Scheduled {
        return Ok(None);
    }
    if !tx.move_revision(guard(subject), &back_to_author(subject, at)).await? {
        return Err(Error::Stale);
    }
    let reason = format!("已公开的版本撤稿：{reason}");
    let back = NewDecision { revision: item.newest, step: Step::Return, reason: &reason, ..withdrawal.clone() };
    tx.insert_decision(&back).await?;
    Ok(Some(item.newest))
}
