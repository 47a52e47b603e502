//! The reader's side: a form, a receipt, an answer. Nobody signs in here; what may be sent is bounded by the form, and
//! how often by the server.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Utc};
use domain::{
    event::SubjectKind,
    feedback::{Outcome, Receipt, ReportForm, ReportKind, ReportState},
    id::{ITEM_CODE_ALPHABET, ItemCode, ItemId},
    plan::{ColumnCode, UnitCode},
};
use secrecy::SecretString;
use serde_json::json;
use store::report::{NewReport, ReportRecord};

use super::seal_of;
use crate::{Cms, Ctx, Error, Result};

/// Letters and digits of a report's code.
const CODE_LENGTH: usize = 8;
/// Bytes of a form's key.
const KEY_BYTES: usize = 16;

/// What stands at an address and can be reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    Item(ItemCode),
    Column(ColumnCode),
}

/// The page that a report is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedPage {
    pub title: String,
    pub column: ColumnCode,
    /// What can be reported of it.
    pub kinds: &'static [ReportKind],
    item: Option<ItemId>,
    unit: UnitCode,
}

/// With both the sender reads the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    pub receipt: Receipt,
    pub code: String,
}

/// What the sender of a report finds under its number: none of the own words, since a number and a code are soon lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub receipt: Receipt,
    pub title: String,
    pub kind: ReportKind,
    pub state: ReportState,
    pub received_at: DateTime<Utc>,
    pub outcome: Option<Outcome>,
    pub answer: String,
    pub answered_unit: String,
    pub answered_at: Option<DateTime<Utc>>,
}

impl Cms {
    /// The page at `spot`, if it is public and somebody answers for it.
    pub async fn reported_page(&self, spot: &Spot) -> Result<Option<ReportedPage>> {
        let plan = self.plan();
        match spot {
            Spot::Item(code) => {
                let (Some(row), Some(item)) =
                    (self.inner.store.public_row(code).await?, self.inner.store.item_by_code(code).await?)
                else {
                    return Ok(None);
                };
                Ok(Some(ReportedPage {
                    title: row.title,
                    column: row.column,
                    kinds: &ReportKind::OF_ITEMS,
                    item: Some(item.id),
                    unit: plan.plan.bearer(&item.unit, plan.on),
                }))
            }
            Spot::Column(code) => Ok(plan.plan.column(code).and_then(|column| {
                let duties = plan.duties(code)?;
                // What readers think of a whole list concerns the unit that leads it.
                let unit = duties.first_lead.as_ref().or_else(|| duties.responsible.first())?.clone();
                Some(ReportedPage {
                    title: column.name.clone(),
                    column: code.clone(),
                    kinds: &ReportKind::OF_LISTS,
                    item: None,
                    unit,
                })
            })),
        }
    }

    /// The key of a form that is about to be shown.
    pub fn new_form_key(&self) -> String {
        let mut bytes = [0; KEY_BYTES];
        self.inner.random.fill(&mut bytes);
        bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }

    /// Stores what a reader sent. A form stores one report, however often it is sent: a second time answers the receipt
    /// of the first.
    pub async fn receive_report(&self, ctx: &Ctx, spot: &Spot, form: &ReportForm, form_key: &str) -> Result<Sent> {
        let page = self.reported_page(spot).await?.ok_or(Error::NotFound)?;
        // A request that was made by hand has no key, and nothing that would keep it from being stored twice.
        let fresh = self.new_form_key();
        let form_key = if is_form_key(form_key) { form_key } else { &fresh };
        if let Some(known) = self.inner.store.report_by_form(form_key).await? {
            return Ok(sent(known));
        }
        let reported = form.check(page.kinds).map_err(Error::Invalid)?;
        let chain = match page.item {
            Some(item) => self.people_of(&self.subject_of(item).await?).await?,
            None => BTreeSet::new(),
        };
        let code = self.new_report_code();
        let mut tx = self.inner.store.begin().await?;
        let contact = match reported.contact {
            Some(plain) => Some(self.seal(&mut tx, &seal_of(&code), &SecretString::from(plain)).await?),
            None => None,
        };
        let stored = tx
            .insert_report(&NewReport {
                year: self.today().year().into(),
                code: &code,
                form_key,
                kind: reported.kind,
                item: page.item,
                column: &page.column,
                title: &page.title,
                passage: &reported.passage,
                words: &reported.words,
                contact: contact.as_ref(),
                unit: &page.unit,
                received_at: self.now(),
            })
            .await?;
        let Some((id, receipt)) = stored else {
            // The same form came twice at once; the other one was faster.
            drop(tx);
            let known = self.inner.store.report_by_form(form_key).await?;
            return known.map(sent).ok_or(Error::Stale);
        };
        let text = format!("《{}》收到读者反馈 {receipt}", page.title);
        self.tell(&mut tx, &chain, None, page.item, &text).await?;
        let data = json!({
            "receipt": receipt.to_string(), "kind": reported.kind, "item": page.item, "column": page.column,
            "unit": page.unit, "has_contact": contact.is_some(),
        });
        tx.append_event(&ctx.event(self, "report.receive", SubjectKind::Report, &id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(Sent { receipt, code })
    }

    /// Where a report stands; `None` for a number that was not given out and for another report's code alike.
    pub async fn report_progress(&self, receipt: Receipt, code: &str) -> Result<Option<Progress>> {
        let found = self.inner.store.report_by_receipt(receipt).await?;
        Ok(found.filter(|report| report.code == code.trim().to_lowercase()).map(|report| Progress {
            receipt,
            title: report.title,
            kind: report.kind,
            state: report.state,
            received_at: report.received_at,
            outcome: report.outcome,
            answer: report.answer,
            answered_unit: report.answered_unit,
            answered_at: report.answered_at,
        }))
    }

    fn new_report_code(&self) -> String {
        let mut seed = [0; CODE_LENGTH];
        self.inner.random.fill(&mut seed);
        seed.iter().map(|byte| ITEM_CODE_ALPHABET[usize::from(*byte) % ITEM_CODE_ALPHABET.len()] as char).collect()
    }
}

pub(crate) fn is_form_key(text: &str) -> bool {
    text.len() == 2 * KEY_BYTES && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn sent(report: ReportRecord) -> Sent {
    Sent { receipt: report.receipt, code: report.code }
}
