//! How everything with a deadline will stand on days to come if nobody does anything until then: clocks run on, all else stays
//! as it is. Plan and calendar are those of today.

use chrono::NaiveDate;

use super::{Standings, past::end_of};
use crate::{Cms, Result};

impl Cms {
    /// At the end of each of `days` of this year, none of them before today.
    pub(crate) async fn standings_ahead(&self, now: &Standings, days: &[NaiveDate]) -> Result<Vec<Standings>> {
        let plan = &now.plan;
        let facts = self.obligation_facts(plan, now.today).await?;
        let matters = self.matters(plan, &facts, now.today).await?;
        let on =
            |day: &NaiveDate| Standings::judged(plan, &facts, &matters, now.calendar.clone(), (*day, end_of(*day)));
        Ok(days.iter().map(on).collect())
    }
}
