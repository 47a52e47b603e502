//! 索引号: unique, and once public never reused or changed (`domain.md` §5.4).

use domain::{checks::Finding, item::Content};

use super::Subject;
use crate::{Cms, Result};

const FIELD: &str = "detail.index_number";

impl Cms {
    /// An index number that belongs to another document, or is not the one under which this document became public.
    pub(super) async fn index_number_findings(&self, subject: &Subject, content: &Content) -> Result<Vec<Finding>> {
        let (store, item) = (&self.inner.store, &subject.item);
        let number = content.detail.nature().index_number();
        let mut findings = Vec::new();
        if let Some(number) = number
            && let Some(holder) = store.index_number_holder(number).await?
            && holder.item != item.id
        {
            let message = format!("索引号“{number}”已用于《{}》，不得重复使用，请核对", holder.title);
            findings.push(Finding::block(FIELD, message));
        }
        if item.first_published_at.is_some() {
            let own = store.index_numbers_of(item.id).await?;
            if !own.is_empty() && !own.iter().any(|known| Some(known.as_str()) == number) {
                let message = format!("本文件已按索引号“{}”公布，索引号一经公布不得变更", own.join("、"));
                findings.push(Finding::block(FIELD, message));
            }
        }
        Ok(findings)
    }
}
