//! 工作年度报表 and 工作季度报表, counted when they are asked for: nothing is stored, so that they cannot differ from the log.

use chrono::{Datelike, NaiveDate};
use documents::xlsx_work_report::work_report_workbook;
use domain::{
    kind::{Detail, Kind},
    permission::{Action, Target, may},
    round::Month,
    time::{china_date, start_of_day},
    work_report::{Counts, Period, Timed, WorkReport},
};

use crate::{Cms, Ctx, Error, Result};

/// Accounts of the new media that are named.
const MOST_ACCOUNTS: i64 = 200;

impl Cms {
    /// The report of a period; without one, of this year. One to come has none.
    pub async fn work_report(&self, ctx: &Ctx, asked: Option<Period>) -> Result<WorkReport> {
        may(ctx.actor()?, Action::ReadWorkReport, Target::Desk)?;
        let today = self.today();
        let period = asked.unwrap_or_else(|| Period::Year(today.year()));
        if !period.has_begun(today) {
            return Err(Error::field("period", format!("{}尚未开始", period.label())));
        }
        let begun = self.inner.store.log_begins().await?.map_or(today, china_date);
        let counts = self.counts(period).await?;
        Ok(WorkReport::new(&self.plan(), period, &counts, begun, self.now()))
    }

    /// The same as a workbook.
    pub async fn work_report_xlsx(&self, ctx: &Ctx, asked: Option<Period>) -> Result<(Period, Vec<u8>)> {
        let report = self.work_report(ctx, asked).await?;
        let (period, plan) = (report.period, self.plan());
        let written = tokio::task::spawn_blocking(move || work_report_workbook(&plan.plan.site.name, &report));
        let bytes = written.await.map_err(Error::internal)?.map_err(Error::internal)?;
        Ok((period, bytes))
    }

    async fn counts(&self, period: Period) -> Result<Counts> {
        let store = &self.inner.store;
        let (first, last) = (period.first_day(), period.last_day());
        let (from, until) = (start_of_day(first), start_of_day(last.succ_opt().unwrap_or(last)));
        let mut interpretations = Vec::new();
        for detail in store.details_published(Kind::Interpretation, from, until).await? {
            if let Detail::Interpretation(interpretation) = detail {
                interpretations.push(interpretation.form);
            }
        }
        let mut accounts = Vec::new();
        for row in store.published_of_kind(Kind::Account, MOST_ACCOUNTS, 0).await? {
            if let Detail::Account(account) = row.detail {
                accounts.push((account.platform, row.title));
            }
        }
        let heads = store.round_heads(Month::of(first), Month::of(last), None).await?;
        Ok(Counts {
            published: store.published_by_column_and_unit(from, until).await?,
            timed: self.timed(first, last).await?,
            column_days: store.days_in_states(first, last).await?,
            interpretations,
            topics: store.topics_kept_up(from, until).await?,
            services: store.count_published_of_kind(Kind::Service).await?,
            received: store.letters_received(from, until).await?,
            answered: store.letters_answered(from, until).await?,
            patrol: store.patrol_work(from, until).await?,
            rounds: heads.into_iter().filter(|head| head.signed.is_some()).map(|head| head.unit).collect(),
            accounts,
            actions: store.actions_logged(from, until).await?,
        })
    }

    /// What became public with a day by which it had to be.
    async fn timed(&self, first: NaiveDate, last: NaiveDate) -> Result<Vec<Timed>> {
        let mut timed = Vec::new();
        for judged in self.judged_publications(first, last).await? {
            let (column, unit) = (&judged.met.column, &judged.met.unit);
            let of = |late_with, count| Timed { column: column.clone(), unit: unit.clone(), late_with, count };
            let late = i64::try_from(judged.late.len()).unwrap_or(i64::MAX);
            timed.push(of(None, judged.met.count - late));
            timed.extend(judged.late.iter().map(|late| of(Some(judged.late_with(late)), 1)));
        }
        Ok(timed)
    }
}
