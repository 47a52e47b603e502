//! 改投: a draft that stands in the wrong column goes to another, with everything that was written and uploaded for it.

use std::collections::BTreeSet;

use domain::{
    event::SubjectKind,
    item::Origin,
    kind::{Detail, Kind},
    permission::{Action, Refusal, Target, may},
    plan::ColumnCode,
    workflow::Stage,
};
use serde_json::json;

use super::{Subject, deciding::guard};
use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Hands the item over to the column `to`, in which its author could have started it as well. What that column
    /// demands besides is asked by the check panel.
    pub(super) async fn change_column(&self, ctx: &Ctx, subject: &Subject, to: &ColumnCode) -> Result<Stage> {
        let actor = ctx.actor()?;
        let item = &subject.item;
        if to == &item.column {
            return Ok(item.stage);
        }
        let plan = self.plan();
        let column = plan.plan.column(to).ok_or(Refusal::Column)?;
        let action = match item.origin {
            Origin::Submission => Action::EnterSubmission,
            Origin::Unit | Origin::Import => Action::Create,
        };
        may(actor, action, Target::Column(plan.duties(to).ok_or(Refusal::Column)?))?;
        let detail = self.newest(subject).await?.content.detail;
        if !detail.fits(column) {
            let taken: Vec<_> = Detail::kinds_for(column).into_iter().map(Kind::label).collect();
            let (path, taken) = (plan.plan.path_name(to), taken.join("、"));
            let message = format!("按内容保障方案，“{path}”栏目不收“{}”，只收：{taken}", detail.label());
            return Err(Error::field("column", message));
        }
        // Those who decided on it in the column before may not open it any more.
        let (authors, others): (BTreeSet<_>, BTreeSet<_>) =
            self.people_of(subject).await?.into_iter().partition(|account| subject.facts.authors.contains(account));
        let text = format!("《{}》已由{}改投“{}”栏目", item.title, actor.name, plan.plan.path_name(to));
        let mut tx = self.begin_with(subject).await?;
        if !tx.change_column(guard(subject), to, self.now()).await? {
            return Err(Error::Stale);
        }
        self.tell(&mut tx, &authors, Some(actor.account), Some(item.id), &text).await?;
        self.tell(&mut tx, &others, Some(actor.account), None, &text).await?;
        let data = json!({ "revision": item.newest, "version": item.version + 1, "from": item.column, "to": to });
        tx.append_event(&ctx.event(self, "item.change-column", SubjectKind::Item, &item.id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(item.stage)
    }
}
