//! Mail that waits to be sent: written in the transaction of the reminders that it carries, so that neither is without
//! the other.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    id::MailId,
    plan::UnitCode,
    reminder::{Template, TemplateKind},
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
    decode::Place,
};

/// A mail to be written.
#[derive(Debug, Clone)]
pub struct NewMail<'a> {
    pub unit: &'a UnitCode,
    pub day: NaiveDate,
    pub kind: TemplateKind,
    pub subject: &'a str,
    pub body: &'a str,
    pub at: DateTime<Utc>,
}

/// A mail that is neither sent nor given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingMail {
    pub id: MailId,
    pub unit: UnitCode,
    pub day: NaiveDate,
    pub kind: TemplateKind,
    pub subject: String,
    pub body: String,
    pub attempts: i64,
    pub next_try_at: DateTime<Utc>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    unit: String,
    day: NaiveDate,
    kind: String,
    subject: String,
    body: String,
    attempts: i64,
    next_try_at: DateTime<Utc>,
}

impl TryFrom<Row> for WaitingMail {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let place = Place::new("mail", row.id);
        Ok(Self {
            id: MailId::new(row.id),
            unit: place.unit_code(&row.unit)?,
            day: row.day,
            kind: place.unless(TemplateKind::from_code(&row.kind), "kind", &row.kind)?,
            subject: row.subject,
            body: row.body,
            attempts: row.attempts,
            next_try_at: row.next_try_at,
        })
    }
}

#[derive(FromRow)]
struct TemplateRow {
    kind: String,
    subject: String,
    body: String,
}

impl Store {
    /// Mail whose next attempt is due, the oldest first.
    pub async fn due_mail(&self, now: DateTime<Utc>, limit: i64) -> Result<Vec<WaitingMail>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, unit, day, kind, subject, body, cast(attempts as bigint) as attempts, next_try_at
               from mail
              where sent_at is null and given_up_at is null and next_try_at <= $1
              order by next_try_at, id
              limit $2",
        ).bind(now).bind(limit).fetch_all(conn).await)?;
        rows.into_iter().map(WaitingMail::try_from).collect()
    }

    /// Of each unit the day of its last digest.
    pub async fn last_digests(&self) -> Result<BTreeMap<UnitCode, NaiveDate>> {
        let rows: Vec<(String, NaiveDate)> = on_pool!(self, conn => sqlx::query_as(
            "select unit, max(day)
               from mail
              where kind = 'digest'
              group by unit",
        ).fetch_all(conn).await)?;
        let place = Place::new("mail", 0);
        rows.into_iter().map(|(unit, day)| Ok((place.unit_code(&unit)?, day))).collect()
    }

    /// The kinds of mail that the office has worded itself.
    pub async fn mail_templates(&self) -> Result<Vec<(TemplateKind, Template)>> {
        let rows: Vec<TemplateRow> = on_pool!(self, conn => sqlx::query_as(
            "select kind, subject, body
               from mail_template
              order by kind",
        ).fetch_all(conn).await)?;
        let place = Place::new("mail_template", 0);
        rows.into_iter()
            .map(|row| {
                let kind = place.unless(TemplateKind::from_code(&row.kind), "kind", &row.kind)?;
                Ok((kind, Template { subject: row.subject, body: row.body }))
            })
            .collect()
    }
}

impl Tx {
    /// Writes a mail; `None` when the unit has one of that kind on that day.
    pub async fn insert_mail(&mut self, new: &NewMail<'_>) -> Result<Option<MailId>> {
        let id: Option<i64> = on_tx!(self, conn => sqlx::query_scalar(
            "insert into mail (unit, day, kind, subject, body, next_try_at)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (unit, day, kind) do nothing
             returning id",
        )
        .bind(new.unit.as_str())
        .bind(new.day)
        .bind(new.kind.code())
        .bind(new.subject)
        .bind(new.body)
        .bind(new.at)
        .fetch_optional(conn)
        .await)?;
        Ok(id.map(MailId::new))
    }

    /// Takes a mail for one attempt, so that no other node tries at the same time; `false` when somebody was first.
    pub async fn take_mail(&mut self, mail: &WaitingMail, until: DateTime<Utc>) -> Result<bool> {
        let rows = on_tx!(self, conn => sqlx::query(
            "update mail
                set next_try_at = $3,
                    attempts = attempts + 1
              where id = $1 and next_try_at = $2 and sent_at is null and given_up_at is null",
        )
        .bind(mail.id.get())
        .bind(mail.next_try_at)
        .bind(until)
        .execute(conn)
        .await
        .map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }

    /// Notes that nobody is to be tried any more and that it went `to` these; `fault` says to whom not and why, if anybody.
    pub async fn mail_sent(&mut self, id: MailId, to: &str, fault: &str, at: DateTime<Utc>) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "update mail
                set sent_at = $2,
                    sent_to = $3,
                    fault = $4
              where id = $1",
        ).bind(id.get()).bind(at).bind(to).bind(fault).execute(conn).await.map(drop))?;
        Ok(())
    }

    /// Notes to whom an attempt went, if to anybody, why not to all, and when the next comes.
    pub async fn mail_failed(&mut self, id: MailId, to: &str, next_try_at: DateTime<Utc>, fault: &str) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "update mail
                set next_try_at = $2,
                    sent_to = $3,
                    fault = $4
              where id = $1",
        ).bind(id.get()).bind(next_try_at).bind(to).bind(fault).execute(conn).await.map(drop))?;
        Ok(())
    }

    /// Notes that it went to nobody and will not.
    pub async fn give_mail_up(&mut self, id: MailId, at: DateTime<Utc>, fault: &str) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "update mail
                set given_up_at = $2,
                    fault = $3
              where id = $1 and sent_at is null",
        ).bind(id.get()).bind(at).bind(fault).execute(conn).await.map(drop))?;
        Ok(())
    }

    /// Takes up at once what a unit should have got on `day`; returns how many mails that are. Who refused is asked once more,
    /// who has it is not.
    pub async fn revive_mail(&mut self, unit: &UnitCode, day: NaiveDate, at: DateTime<Utc>) -> Result<u64> {
        on_tx!(self, conn => sqlx::query(
            "delete from mail_receipt
              where fault <> '' and mail in (select id from mail where unit = $1 and day = $2)",
        ).bind(unit.as_str()).bind(day).execute(conn).await.map(drop))?;
        Ok(on_tx!(self, conn => sqlx::query(
            "update mail
                set sent_at = null,
                    given_up_at = null,
                    fault = '',
                    next_try_at = $3
              where unit = $1 and day = $2",
        ).bind(unit.as_str()).bind(day).bind(at).execute(conn).await.map(|done| done.rows_affected()))?)
    }

    pub async fn put_mail_template(
        &mut self,
        kind: TemplateKind,
        template: &Template,
        by: &str,
        at: DateTime<Utc>,
    ) -> Result<()> {
        on_tx!(self, conn => sqlx::query(
            "insert into mail_template (kind, subject, body, changed_name, changed_at)
             values ($1, $2, $3, $4, $5)
             on conflict (kind) do update
                set subject = $2,
                    body = $3,
                    changed_name = $4,
                    changed_at = $5",
        )
        .bind(kind.code())
        .bind(&template.subject)
        .bind(&template.body)
        .bind(by)
        .bind(at)
        .execute(conn)
        .await
        .map(drop))?;
        Ok(())
    }
}
