//! How the columns stood at the end of an earlier day, as far as the decisions of the items and of people tell it. Plan and
//! calendar are those of today; what was decided about clocks later does not count, and how links worked then is known of those
//! of 实时更新 only, which were probed.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, TimeZone, Utc};
use domain::{
    desk::clocks::{Adjust, Adjustment},
    obligation::{Adjustments, Extension},
    plan::{ColumnCode, InForce},
    time::CHINA,
};
use store::column_past::MetItem;

use super::{AllFacts, Standings, items, judge, year_of};
use crate::{Cms, Result};

impl Cms {
    /// How every column stood at the end of `day`; of today, how it stands now.
    pub(crate) async fn standings_on(&self, day: NaiveDate) -> Result<Arc<Standings>> {
        let now = self.standings().await?;
        if day == now.today {
            return Ok(now);
        }
        let moment = end_of(day);
        let facts = self.past_facts(&now.plan, day, moment).await?;
        Ok(Arc::new(Standings {
            columns: judge(&now.plan, &facts, &now.calendar, day),
            // How they stood is not kept, and no loss is divided by it.
            matters: Vec::new(),
            items: items::judge(&now.plan, &facts, &now.calendar, day),
            signings: Vec::new(),
            plan: now.plan.clone(),
            calendar: now.calendar.clone(),
            today: day,
            at: moment,
            availabilities: facts.availabilities,
        }))
    }

    async fn past_facts(&self, plan: &InForce, day: NaiveDate, moment: DateTime<Utc>) -> Result<AllFacts> {
        let store = &self.inner.store;
        let mut facts = AllFacts {
            confirmed: store.confirmations_until(day).await?,
            adjustments: store.adjustments_that_count().await?,
            availabilities: Arc::new(self.availabilities_at(moment).await?),
            ..AllFacts::default()
        };
        facts.renew(plan, store.newest_of_columns_at(moment).await?);
        facts.adjustments.retain(|adjustment| adjustment.at <= moment);
        for open in store.open_items_at(moment).await? {
            facts.open.entry(open.column.clone()).or_default().push(open);
        }
        facts.of_year = self.of_year(plan, (year_of(day).0, moment)).await?;
        Ok(facts)
    }

    /// What people decided about clocks, to judge by it who let an item be late.
    pub(crate) async fn decided_about_clocks(&self) -> Result<DecidedAboutClocks> {
        let adjustments = self.inner.store.adjustments_that_count().await?;
        Ok(DecidedAboutClocks(AllFacts { adjustments, ..AllFacts::default() }))
    }
}

/// Pauses, exemptions and extensions of all columns.
pub(crate) struct DecidedAboutClocks(AllFacts);

impl DecidedAboutClocks {
    pub(crate) fn of_column(&self, column: &ColumnCode) -> Adjustments {
        self.0.of(column, column).adjustments
    }

    /// Later days that were approved for one item.
    pub(crate) fn of_item(&self, item: &MetItem) -> Vec<Extension> {
        let is_its = |adjust: &Adjust| adjust.item == Some(item.item);
        let its = self.0.adjustments.iter().filter(|adjustment| is_its(&adjustment.adjust));
        its.filter_map(Adjustment::extension).collect()
    }
}

/// The last millisecond of the day in China.
pub(super) fn end_of(day: NaiveDate) -> DateTime<Utc> {
    let next = day.succ_opt().unwrap_or(day).and_hms_opt(0, 0, 0).unwrap_or_default();
    let next = CHINA.from_local_datetime(&next).single().unwrap_or_default();
    next.with_timezone(&Utc) - TimeDelta::milliseconds(1)
}
