//! What whoever plays a clerk does with an item, in the demo and in a played county alike.

use domain::{
    checks::Severity,
    desk::content::{Save, Saved, Seen},
    id::ItemId,
    item::{Content, SecrecyReview},
};

use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// The newest text of an item, as whoever opens it now has it.
    pub(crate) async fn opened_now(&self, item: ItemId) -> Result<Seen> {
        let record = self.subject_of(item).await?.item;
        Ok(Seen { item, revision: record.newest, version: record.version })
    }

    pub(crate) async fn write_down(&self, writer: &Ctx, item: ItemId, content: Content) -> Result<()> {
        let Seen { revision, version, .. } = self.opened_now(item).await?;
        match self.save(writer, Save { item, revision, version, content }).await? {
            Saved::Done { .. } => Ok(()),
            Saved::Conflict { .. } => Err(Error::Stale),
        }
    }

    /// What the checks ask to be confirmed, such as a document whose interpretation comes later.
    pub(crate) async fn answer_findings(&self, writer: &Ctx, item: ItemId) -> Result<()> {
        let report = self.check(writer, item).await?;
        for finding in report.blockers().filter(|finding| finding.severity == Severity::Confirm) {
            self.confirm_finding(writer, item, &finding.field, &finding.message, "示例内容，已核对").await?;
        }
        Ok(())
    }

    /// As a paper of this number says it of a text that may be public.
    pub(crate) fn example_review(&self, form_number: String) -> SecrecyReview {
        SecrecyReview {
            form_number,
            section_head: "示例负责人".into(),
            section_opinion: "同意公开".into(),
            reviewer: "示例审查员".into(),
            review_opinion: "不涉密，可以公开".into(),
            reviewed_on: Some(self.today()),
            leader: "示例分管领导".into(),
            leader_opinion: "同意发布".into(),
            ..SecrecyReview::default()
        }
    }
}
