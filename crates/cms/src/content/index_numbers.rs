//! 索引号: unique, and once public never reused or changed (`domain.md` §5.4). Who types none gets the next one of the unit and
//! year when the document becomes public: no number is lost on what never does.

use chrono::{DateTime, Datelike, Utc};
use domain::{checks::Finding, item::Content, kind::Detail, time::china_date};
use store::Tx;

use super::{Subject, writing::Prepared};
use crate::{Cms, Error, Result};

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
            findings.push(Finding::block(FIELD, taken(number, &holder.title)));
        }
        if item.first_published_at.is_some() {
            let own = store.index_numbers_of(item.id).await?;
            let is_own = |number: &str| own.iter().any(|known| known == number);
            // An empty field gets the document's number back, where it is clear which one that is.
            let keeps_it = number.map_or(own.len() <= 1, is_own);
            if !own.is_empty() && !keeps_it {
                let message = format!("本文件已按索引号“{}”公布，索引号一经公布不得变更", own.join("、"));
                findings.push(Finding::block(FIELD, message));
            }
        }
        Ok(findings)
    }

    /// Stops whoever signs what could not become public under its index number. What is published between this and the
    /// transaction is met there.
    pub(super) async fn admit_index_number(&self, subject: &Subject, content: &Content) -> Result<()> {
        match self.index_number_findings(subject, content).await?.into_iter().next() {
            Some(finding) => Err(Error::field(&finding.field, finding.message)),
            None => Ok(()),
        }
    }
}

/// The revision as it becomes public: a policy document without an index number gets one of the year in which it was
/// published, and is stored so.
pub(super) async fn under_index_number(
    tx: &mut Tx,
    subject: &Subject,
    prepared: Prepared,
    published_at: DateTime<Utc>,
) -> Result<Prepared> {
    let detail = &prepared.content.detail;
    if !matches!(detail, Detail::PolicyDocument(_)) || detail.nature().index_number().is_some() {
        return Ok(prepared);
    }
    let item = &subject.item;
    // A unit that another has taken over gives no new numbers.
    let series = subject.plan.plan.index_series(&subject.facts.unit, china_date(published_at).year());
    let number = tx.index_number_for(item.id, &series).await?;
    let prepared = prepared.numbered(number);
    tx.complete_revision(item.id, item.newest, &prepared.content, &prepared.hash).await?;
    Ok(prepared)
}

/// A publication that failed because its index number is another document's says so; every other failure stays as it is.
pub(super) fn told_if_taken(error: store::Error) -> Error {
    match error {
        store::Error::IndexNumberTaken { number, title } => Error::field(FIELD, taken(&number, &title)),
        other => other.into(),
    }
}

fn taken(number: &str, title: &str) -> String {
    format!("索引号“{number}”已用于《{title}》，不得重复使用，请核对")
}
