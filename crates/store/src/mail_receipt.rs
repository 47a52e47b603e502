//! What each address has answered for good to a mail. Who has neither taken nor refused it may still take it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::id::MailId;
use sqlx::FromRow;

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
};

/// The answer of the server of one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Receipt {
    Taken,
    /// Why, in words for the office.
    Refused(String),
}

#[derive(FromRow)]
struct Row {
    address: String,
    fault: String,
}

impl Store {
    /// The answers so far, by address.
    pub async fn mail_receipts(&self, mail: MailId) -> Result<BTreeMap<String, Receipt>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select address, fault
               from mail_receipt
              where mail = $1
              order by address",
        ).bind(mail.get()).fetch_all(conn).await)?;
        let receipt = |fault: String| if fault.is_empty() { Receipt::Taken } else { Receipt::Refused(fault) };
        Ok(rows.into_iter().map(|row| (row.address, receipt(row.fault))).collect())
    }
}

impl Tx {
    /// Notes an answer; the first that says that the mail was taken stays.
    pub async fn note_receipt(
        &mut self,
        mail: MailId,
        address: &str,
        receipt: &Receipt,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let fault = match receipt {
            Receipt::Taken => "",
            // A reason without words would read as taken.
            Receipt::Refused(why) if why.is_empty() => "对方拒收",
            Receipt::Refused(why) => why,
        };
        on_tx!(self, conn => sqlx::query(
            "insert into mail_receipt (mail, address, fault, at)
             values ($1, $2, $3, $4)
             on conflict (mail, address) do update
                set fault = $3,
                    at = $4
              where mail_receipt.fault <> ''",
        ).bind(mail.get()).bind(address).bind(fault).bind(at).execute(conn).await.map(drop))?;
        Ok(())
    }
}
