//! What was done in the columns that the plan counts so (考核取数): interviews, surveys, common questions, answers to what
//! moves people, statistics, the yearly form of the website. A plan that names no column for it has no record of it.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use documents::upload::Format;
use domain::{
    assessment::{Answerable, Measured},
    clock::Pauses,
    id::ItemCode,
    item::Attachment,
    plan::{Cadence, Column, ColumnCode, CountsAs},
    time::china_date,
};
use store::publication::PublicRow;

use super::content::{PORTION, evidence, lead_of};
use crate::{Cms, Result, obligations::Standings};

/// The form of a year is public by the end of the first month of the next (国办函〔2018〕12号), where the plan names no day.
const MONTH_OF_REPORTS: u32 = 1;

/// What became public in the columns that count as something.
struct Held {
    /// From the first day asked for on, the newest first.
    rows: Vec<PublicRow>,
    /// Who answers when too little was done.
    answerable: Answerable,
}

impl Cms {
    /// Each item is a deed. `since`: the first day that counts; `None`: all days do.
    pub(super) async fn held(
        &self,
        standings: &Standings,
        what: CountsAs,
        since: Option<NaiveDate>,
    ) -> Result<Option<Measured>> {
        self.deeds(standings, what, since, |_| true).await
    }

    /// Each item that `counts`.
    async fn deeds(
        &self,
        standings: &Standings,
        what: CountsAs,
        since: Option<NaiveDate>,
        counts: impl Fn(&PublicRow) -> bool,
    ) -> Result<Option<Measured>> {
        let held = self.held_in_columns(standings, what, since).await?;
        Ok(held.map(|Held { rows, answerable }| {
            let deeds = rows.iter().filter(|row| counts(row));
            let evidence = deeds.map(|row| evidence(standings, row, format!("《{}》", row.title))).collect();
            Measured { answerable, ..Measured::found(evidence) }
        }))
    }

    /// 工作年度报表 that came by the day of the year that the plan names for its column, or by the end of January; a later one is
    /// none.
    pub(super) async fn work_reports_in_time(
        &self,
        standings: &Standings,
        since: Option<NaiveDate>,
    ) -> Result<Option<Measured>> {
        let plan = &standings.plan;
        let is_in_time = |row: &PublicRow| {
            let on = china_date(row.published_at);
            match plan.plan.column(&row.column).and_then(|column| column.row.as_ref()).map(|of_plan| of_plan.cadence) {
                // A day off moves it, as on the board.
                Some(Cadence::ByDay { day }) => {
                    let calendar = standings.calendar.of(plan.duties(&row.column));
                    day.due(on.year(), calendar, &Pauses::none()).is_some_and(|due| on <= due)
                }
                _ => on.month() == MONTH_OF_REPORTS,
            }
        };
        self.deeds(standings, CountsAs::WorkReports, since, is_in_time).await
    }

    /// 按期发布: each month in which statistics were published is one issue, however many tables it brought.
    pub(super) async fn months_with_statistics(
        &self,
        standings: &Standings,
        since: Option<NaiveDate>,
    ) -> Result<Option<Measured>> {
        let held = self.held_in_columns(standings, CountsAs::Statistics, since).await?;
        Ok(held.map(|Held { rows, answerable }| {
            let mut months: BTreeMap<(i32, u32), Vec<&PublicRow>> = BTreeMap::new();
            for row in &rows {
                let day = china_date(row.published_at);
                months.entry((day.year(), day.month())).or_default().push(row);
            }
            let issue = |((year, month), rows): (&(i32, u32), &Vec<&PublicRow>)| {
                let newest = *rows.first()?;
                let more = if rows.len() > 1 { format!("等 {} 条", rows.len()) } else { String::new() };
                Some(evidence(standings, newest, format!("{year} 年 {month} 月：《{}》{more}", newest.title)))
            };
            Measured { answerable, ..Measured::found(months.iter().filter_map(issue).collect()) }
        }))
    }

    /// 数据集: an item with at least one table that programs can read.
    pub(super) async fn open_datasets(&self, standings: &Standings) -> Result<Option<Measured>> {
        let Some(held) = self.held_in_columns(standings, CountsAs::OpenData, None).await? else { return Ok(None) };
        let codes: Vec<ItemCode> = held.rows.iter().map(|row| row.code.clone()).collect();
        let files = self.inner.store.attachments_of(&codes).await?;
        let found = held.rows.iter().filter_map(|row| {
            let table = files.get(&row.code)?.iter().find(|file| is_table(file))?;
            Some(evidence(standings, row, format!("《{}》：{}", row.title, table.name)))
        });
        Ok(Some(Measured { answerable: held.answerable, ..Measured::found(found.collect()) }))
    }

    /// `None` when nobody here would know: the plan names no such column, or it leads to another system and nothing was
    /// ever written down here.
    async fn held_in_columns(
        &self,
        standings: &Standings,
        what: CountsAs,
        since: Option<NaiveDate>,
    ) -> Result<Option<Held>> {
        let columns: Vec<&Column> = standings.plan.plan.columns_counting_as(what, standings.today).collect();
        let codes: Vec<ColumnCode> = columns.iter().map(|column| column.code.clone()).collect();
        let mut rows = self.inner.store.published_in(&codes, PORTION, 0).await?;
        let is_elsewhere = columns.iter().any(|column| column.link().is_some());
        if columns.is_empty() || (rows.is_empty() && is_elsewhere) {
            return Ok(None);
        }
        rows.retain(|row| since.is_none_or(|since| china_date(row.published_at) >= since));
        let only = codes.first().filter(|_| codes.len() == 1);
        let answerable = Answerable { column: only.cloned(), unit: only.and_then(|code| lead_of(standings, code)) };
        Ok(Some(Held { rows, answerable }))
    }
}

fn is_table(file: &Attachment) -> bool {
    let ending = file.address.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let format = ending.and_then(|ending| Format::from_ext(&ending));
    matches!(format, Some(Format::Csv | Format::Xls | Format::Xlsx | Format::Ods | Format::Et))
}
