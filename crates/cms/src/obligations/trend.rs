//! How the county stood over the last weeks: written once a day, read for the board.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, Weekday};
use domain::{
    desk::board::{Tally, TrendPoint},
    permission::Refusal,
};

use super::Standings;
use crate::{Cms, Ctx, Result};

const WEEKS: u64 = 26;

impl Cms {
    /// Writes how every column stands today, in the place of what was written earlier in the day. For a job.
    pub async fn note_standings(&self, ctx: &Ctx) -> Result<()> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let standings = self.standings().await?;
        let mut tx = self.inner.store.begin().await?;
        for column in &standings.columns {
            tx.put_column_state(standings.today, &column.code, column.standing.state).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The last day of each week that was written, and today.
    pub(super) async fn trend(&self, standings: &Standings) -> Result<Vec<TrendPoint>> {
        let today = standings.today;
        let from = today.checked_sub_days(Days::new(7 * WEEKS)).unwrap_or(today);
        let mut days: BTreeMap<NaiveDate, Tally> = BTreeMap::new();
        for row in self.inner.store.column_states_since(from).await? {
            let tally = days.entry(row.day).or_default();
            tally.add(row.state, u32::try_from(row.count).unwrap_or(u32::MAX));
        }
        days.insert(today, Tally::of(standings.columns.iter().map(|column| column.standing.state)));
        // Of every week the last day that is known.
        let weeks: BTreeMap<NaiveDate, (NaiveDate, Tally)> =
            days.into_iter().map(|(day, tally)| (day.week(Weekday::Mon).first_day(), (day, tally))).collect();
        Ok(weeks.into_values().map(|(day, tally)| TrendPoint { day, tally }).collect())
    }
}
