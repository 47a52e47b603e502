//! Notices: everybody in an item's chain hears what others did with it.

use std::collections::BTreeSet;

use domain::{
    desk::content::Notice,
    event::SubjectKind,
    id::{AccountId, ItemId},
};
use serde_json::json;
use store::Tx;

use crate::{Cms, Ctx, Result};

/// How many notices the desk shows.
const SHOWN: i64 = 100;

impl Cms {
    /// The account's latest notices, newest first.
    pub async fn notices(&self, ctx: &Ctx) -> Result<Vec<Notice>> {
        Ok(self.inner.store.notices(ctx.actor()?.account, SHOWN).await?)
    }

    /// Marks as read what the account has been shown.
    pub async fn mark_notices_read(&self, ctx: &Ctx) -> Result<()> {
        let actor = ctx.actor()?;
        let Some(last) = self.inner.store.notices(actor.account, 1).await?.into_iter().next() else {
            return Ok(());
        };
        let mut tx = self.inner.store.begin().await?;
        let count = tx.read_notices(actor.account, last.id, self.now()).await?;
        if count > 0 {
            let subject = actor.account.to_string();
            let event = ctx.event(self, "notice.read", SubjectKind::Account, &subject, json!({ "count": count }));
            tx.append_event(&event).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Tells `people` in the transaction of the change; the one who made it knows already.
    pub(crate) async fn tell(
        &self,
        tx: &mut Tx,
        people: &BTreeSet<AccountId>,
        except: Option<AccountId>,
        item: Option<ItemId>,
        text: &str,
    ) -> Result<()> {
        for account in people.iter().filter(|account| Some(**account) != except) {
            tx.insert_notice(*account, item, text, self.now()).await?;
        }
        Ok(())
    }
}
