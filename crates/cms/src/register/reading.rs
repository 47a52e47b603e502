//! Tables as they are read: by the chain of an item in the desk, by everybody on its page and as a download.

use chrono::NaiveDate;
use documents::register as files;
use domain::{
    desk::{
        Page,
        register::{RegisterDifferences, RegisterPreview, RegisterSummary},
    },
    id::{ItemCode, RegisterId},
    permission::Action,
    time::china_date,
};
use store::register::{RegisterRecord, RegisterSearch};

use super::{ALL, importing::compared, summary};
use crate::{Cms, Ctx, Error, Result, reading::Tag};

/// Rows on a page (发展指引: no endless lists).
const PAGE_SIZE: i64 = 50;

/// Rows that the desk shows; the whole table is a download there too.
const SHOWN_AT_DESK: i64 = 10;

/// A page of the table on an item's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterPage {
    pub name: String,
    pub header: Vec<String>,
    pub rows: Page<Vec<String>>,
    /// All rows, whatever is searched.
    pub total: i64,
    /// Last day on which the personal part stands here.
    pub personal_until: Option<NaiveDate>,
    /// Day since which it does not.
    pub withdrawn_on: Option<NaiveDate>,
}

/// What a table is downloaded as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DownloadFormat {
    Csv,
    Xlsx,
}

impl DownloadFormat {
    const fn ext(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    pub const fn mime(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A download that its reader may have. Only the use cases below make one; its bytes come with
/// [`Cms::register_content`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RegisterFile {
    pub name: String,
    pub format: DownloadFormat,
    /// Names these bytes for ever: a table changes by losing its personal part, and never else.
    pub tag: String,
    register: RegisterId,
    title: String,
    words: String,
}

impl Cms {
    /// The table of an item's live revision: the rows in which all `words` stand, page `number` from 1. `None` when the
    /// item is not public or has no table.
    pub async fn live_register(&self, code: &ItemCode, words: &str, number: i64) -> Result<Option<RegisterPage>> {
        let store = self.read([Tag::Item(code.clone())]);
        let Some(record) = store.live_register(code).await? else { return Ok(None) };
        let (search, number) = (RegisterSearch::of(words), number.max(1));
        let total = store.count_register_rows(record.id, &search).await?;
        let offset = (number - 1).saturating_mul(PAGE_SIZE);
        let rows = store.register_rows(record.id, &search, PAGE_SIZE, offset).await?;
        Ok(Some(RegisterPage {
            name: record.name,
            header: record.columns.into_iter().map(|column| column.name).collect(),
            rows: Page { rows, total, number, size: PAGE_SIZE },
            total: record.row_count,
            personal_until: record.personal_until,
            withdrawn_on: record.withdrawn_at.map(china_date),
        }))
    }

    /// The same rows, all of them, as a file.
    pub async fn live_register_file(
        &self,
        code: &ItemCode,
        words: &str,
        format: DownloadFormat,
    ) -> Result<Option<RegisterFile>> {
        let record = self.inner.store.live_register(code).await?;
        Ok(record.map(|record| file(record, words, format)))
    }

    /// The table of a draft for those who may read it: who signs reads every row.
    pub async fn draft_register_file(&self, ctx: &Ctx, id: RegisterId) -> Result<RegisterFile> {
        let (record, _) = self.readable_register(ctx, id).await?;
        Ok(file(record, "", DownloadFormat::Xlsx))
    }

    /// The bytes of a download.
    pub async fn register_content(&self, file: &RegisterFile) -> Result<Vec<u8>> {
        let store = &self.inner.store;
        let record = store.register(file.register).await?.ok_or(Error::NotFound)?;
        let rows = store.register_rows(file.register, &RegisterSearch::of(&file.words), ALL, 0).await?;
        let (title, format, on) = (file.title.clone(), file.format, china_date(record.created_at));
        let write = move || match format {
            DownloadFormat::Csv => Ok(files::csv(&record.columns, &rows).into_bytes()),
            DownloadFormat::Xlsx => files::workbook(&title, on, &record.columns, &rows).map_err(Error::internal),
        };
        tokio::task::spawn_blocking(write).await.map_err(Error::internal)?
    }

    /// The table in one line, with its first rows and what changes with it in public, for those who may read its item.
    pub async fn show_register(&self, ctx: &Ctx, id: RegisterId) -> Result<(RegisterSummary, RegisterPreview)> {
        let (record, item) = self.readable_register(ctx, id).await?;
        let rows = self.inner.store.register_rows(id, &RegisterSearch::of(""), SHOWN_AT_DESK, 0).await?;
        let public = self.inner.store.live_register(&item).await?.filter(|public| public.id != id);
        let preview = RegisterPreview {
            header: record.columns.iter().map(|column| column.name.clone()).collect(),
            rows,
            total: record.row_count,
            differences: match public {
                Some(public) => Some(self.differences_between(public, record.clone()).await?),
                None => None,
            },
            ..RegisterPreview::default()
        };
        Ok((summary(record), preview))
    }

    async fn differences_between(&self, before: RegisterRecord, after: RegisterRecord) -> Result<RegisterDifferences> {
        let all = RegisterSearch::of("");
        let before_rows = self.inner.store.register_rows(before.id, &all, ALL, 0).await?;
        let after_rows = self.inner.store.register_rows(after.id, &all, ALL, 0).await?;
        compared((before.columns, before_rows), (after.columns, after_rows)).await
    }

    /// The table and the address of its item.
    async fn readable_register(&self, ctx: &Ctx, id: RegisterId) -> Result<(RegisterRecord, ItemCode)> {
        ctx.actor()?;
        let record = self.inner.store.register(id).await?.ok_or(Error::NotFound)?;
        let subject = self.subject(ctx, record.item, Action::Read).await?;
        Ok((record, subject.item.code))
    }
}

fn file(record: RegisterRecord, words: &str, format: DownloadFormat) -> RegisterFile {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let part = if words.is_empty() { "" } else { "（筛选结果）" };
    let withdrawn = record.withdrawn_at.map_or(0, |at| at.timestamp());
    let named = format!("{} {withdrawn} {} {words}", record.id, format.ext());
    RegisterFile {
        name: format!("{}{part}.{}", record.name, format.ext()),
        format,
        tag: documents::content_hash::content_hash(named.as_bytes()),
        register: record.id,
        title: record.name,
        words,
    }
}
