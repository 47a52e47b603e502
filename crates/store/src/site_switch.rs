//! Settings of the portal's switches: those that are open, and the history.

use chrono::{DateTime, Utc};
use domain::{
    desk::site::{Ended, SwitchRow},
    id::{AccountId, SiteSwitchId},
    site::{Banner, Level, Period, Setting, SwitchKind, Timed},
};
use sqlx::FromRow;

use crate::{
    Error, Result, Store, Tx,
    db::{on_pool, on_tx},
};

/// A setting to be added.
#[derive(Debug, Clone)]
pub struct NewSwitch<'a> {
    pub timed: &'a Timed,
    pub reason: &'a str,
    pub by: (AccountId, &'a str),
    pub at: DateTime<Utc>,
}

/// How a setting ends.
#[derive(Debug, Clone, Copy)]
pub struct SwitchEnd<'a> {
    pub at: DateTime<Utc>,
    /// Nobody when its time had passed.
    pub by: Option<&'a str>,
    pub reason: &'a str,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    kind: String,
    level: String,
    words: String,
    link: String,
    from_at: DateTime<Utc>,
    until_at: Option<DateTime<Utc>>,
    reason: String,
    by_name: String,
    created_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    ended_by: Option<String>,
    ended_reason: String,
}

impl TryFrom<Row> for SwitchRow {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let wrong = |what: &str| Error::inconsistent("site_switch", row.id, what);
        let setting = match SwitchKind::from_code(&row.kind).ok_or_else(|| wrong("kind"))? {
            SwitchKind::GreyDay => Setting::GreyDay,
            SwitchKind::Banner => Setting::Banner(Banner {
                level: Level::from_code(&row.level).ok_or_else(|| wrong("level"))?,
                text: row.words,
                link: Some(row.link).filter(|link| !link.is_empty()),
            }),
            SwitchKind::Holiday => Setting::Holiday { text: row.words },
        };
        Ok(Self {
            id: SiteSwitchId::new(row.id),
            timed: Timed { setting, period: Period { from: row.from_at, until: row.until_at } },
            reason: row.reason,
            by: row.by_name,
            at: row.created_at,
            ended: row.ended_at.map(|at| Ended { at, by: row.ended_by, reason: row.ended_reason }),
        })
    }
}

/// Level, words and link of a setting as the table has them.
fn columns(setting: &Setting) -> (&str, &str, &str) {
    match setting {
        Setting::GreyDay => ("", "", ""),
        Setting::Banner(banner) => (banner.level.code(), &banner.text, banner.link.as_deref().unwrap_or_default()),
        Setting::Holiday { text } => ("", text, ""),
    }
}

impl Store {
    /// The settings that nobody has ended, those of times to come and those whose time has passed included.
    pub async fn open_site_switches(&self) -> Result<Vec<SwitchRow>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, kind, level, words, link, from_at, until_at, reason, by_name, created_at, ended_at, ended_by,
                    ended_reason
               from site_switch
              where ended_at is null
              order by id",
        ).fetch_all(conn).await)?;
        rows.into_iter().map(SwitchRow::try_from).collect()
    }

    /// The latest `limit` settings, the newest first.
    pub async fn site_switches(&self, limit: i64) -> Result<Vec<SwitchRow>> {
        let rows: Vec<Row> = on_pool!(self, conn => sqlx::query_as(
            "select id, kind, level, words, link, from_at, until_at, reason, by_name, created_at, ended_at, ended_by,
                    ended_reason
               from site_switch
              order by id desc
              limit $1",
        ).bind(limit).fetch_all(conn).await)?;
        rows.into_iter().map(SwitchRow::try_from).collect()
    }
}

impl Tx {
    /// Adds a setting; `None` when another one of its switch is open.
    pub async fn open_site_switch(&mut self, new: &NewSwitch<'_>) -> Result<Option<SiteSwitchId>> {
        let Timed { setting, period } = new.timed;
        let (level, words, link) = columns(setting);
        let id: Option<i64> = on_tx!(self, conn => sqlx::query_scalar(
            "insert into site_switch (kind, level, words, link, from_at, until_at, reason, by_account, by_name,
                                      created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             on conflict (kind) where ended_at is null do nothing
             returning id",
        )
        .bind(setting.kind().code())
        .bind(level)
        .bind(words)
        .bind(link)
        .bind(period.from)
        .bind(period.until)
        .bind(new.reason)
        .bind(new.by.0.get())
        .bind(new.by.1)
        .bind(new.at)
        .fetch_optional(conn)
        .await)?;
        Ok(id.map(SiteSwitchId::new))
    }

    /// Ends a setting; `false` when that has been done.
    pub async fn end_site_switch(&mut self, id: SiteSwitchId, end: SwitchEnd<'_>) -> Result<bool> {
        Ok(on_tx!(self, conn => sqlx::query(
            "update site_switch
                set ended_at = $2,
                    ended_by = $3,
                    ended_reason = $4
              where id = $1 and ended_at is null",
        )
        .bind(id.get())
        .bind(end.at)
        .bind(end.by)
        .bind(end.reason)
        .execute(conn)
        .await
        .map(|done| done.rows_affected() == 1))?)
    }
}
