//! 保密审查: reviewed first, published after, item by item (保守国家秘密法实施条例 art. 42).

use domain::{checks, desk::FieldFault, event::SubjectKind, id::ItemId, item::SecrecyReview, permission::Action};
use serde_json::json;
use store::media::{MediaKind, MediaOwner};

use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Records the secrecy review of the newest revision as it stands now; a later change of the text asks for a new
    /// one. The server fills in what was reviewed, by whom it was entered and when.
    pub async fn record_secrecy_review(
        &self,
        ctx: &Ctx,
        item: ItemId,
        mut review: SecrecyReview,
    ) -> Result<SecrecyReview> {
        let actor = ctx.actor()?;
        let subject = self.subject(ctx, item, Action::Edit).await?;
        let mut faults = self.secrecy_faults(&review);
        let scan = match review.scan {
            Some(id) => self.inner.store.media(id).await?,
            None => None,
        };
        let fits = scan
            .as_ref()
            .is_some_and(|scan| scan.kind == MediaKind::SecrecyScan && scan.owner == Some(MediaOwner::Item(item)));
        if review.scan.is_some() && !fits {
            faults.push(FieldFault::new("secrecy.scan", "扫描件不存在，请重新上传"));
        }
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let prepared = self.newest(&subject).await?;
        review.content_hash = prepared.hash;
        review.recorded_by.clone_from(&actor.name);
        review.recorded_at = Some(self.now());
        review.scan_name = scan.map(|scan| scan.name).unwrap_or_default();

        let revision = subject.item.newest;
        let mut tx = self.begin_with(&subject).await?;
        tx.put_secrecy_review(item, revision, &review, actor.account, self.now()).await?;
        let data = json!({
            "revision": revision,
            "content_hash": review.content_hash,
            "form_number": review.form_number,
            "has_scan": review.scan.is_some(),
        });
        tx.append_event(&ctx.event(self, "item.record-secrecy-review", SubjectKind::Item, &item.to_string(), data))
            .await?;
        tx.commit().await?;
        Ok(review)
    }

    /// What is wrong with the fields of a review, each beside its own.
    pub(crate) fn secrecy_faults(&self, review: &SecrecyReview) -> Vec<FieldFault> {
        let findings = checks::secrecy_fields(review, self.today()).into_iter();
        findings.map(|finding| FieldFault { field: finding.field, message: finding.message }).collect()
    }
}
