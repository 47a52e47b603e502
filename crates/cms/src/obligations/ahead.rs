//! How everything with a deadline will stand on days to come if nobody does anything until then: clocks run on, what is signed
//! for later becomes public on its day, all else stays as it is. Plan and calendar are those of today.

use chrono::NaiveDate;
use domain::{
    obligation::{OpenItem, PublicItem},
    plan::{Cadence, Column, ColumnCode, InForce},
};

use super::{AllFacts, Calendars, ColumnStanding, Standings, items, past::end_of};
use crate::{Cms, Result};

impl Cms {
    /// At the end of each of `days` of this year, none of them before today.
    pub(crate) async fn standings_ahead(&self, now: &Standings, days: &[NaiveDate]) -> Result<Vec<Standings>> {
        let plan = &now.plan;
        let facts = self.obligation_facts(plan, now.today).await?;
        let matters = self.matters(plan, &facts, now.today).await?;
        let on = |day: &NaiveDate| {
            let then = facts.ahead(plan, *day);
            let mut standings = Standings::judged(plan, &then, &matters, now.calendar.clone(), (*day, end_of(*day)));
            standings.items.extend(facts.coming_late(plan, &now.calendar, *day));
            standings
        };
        Ok(days.iter().map(on).collect())
    }
}

impl AllFacts {
    /// What will be known at the end of a day.
    fn ahead(&self, plan: &InForce, until: NaiveDate) -> Self {
        let mut then = self.clone();
        for (shown, item, on) in self.coming(until) {
            then.publish(plan, shown, item, on);
        }
        then
    }

    /// What becomes public by itself up to a day: its column, and its own day.
    fn coming(&self, until: NaiveDate) -> impl Iterator<Item = (&ColumnCode, &OpenItem, NaiveDate)> {
        let open = self.open.iter().flat_map(|(column, open)| open.iter().map(move |open| (column, &open.item)));
        open.filter_map(move |(column, item)| {
            let on = item.hands.publishes_on.filter(|on| *on <= until)?;
            Some((column, item, on))
        })
    }

    /// What of it comes after the day by which it was owed, as it stands when it does: late stays late.
    fn coming_late(&self, plan: &InForce, calendars: &Calendars, until: NaiveDate) -> Vec<ColumnStanding> {
        let late = self.coming(until).filter_map(|(_, item, on)| {
            let mut standings = items::judge(plan, self, calendars, on).into_iter();
            standings.find(|found| found.standing.by_item() == Some(item.item) && found.standing.lateness.is_some())
        });
        late.collect()
    }

    /// An item of the column `shown` becomes public.
    fn publish(&mut self, plan: &InForce, shown: &ColumnCode, item: &OpenItem, on: NaiveDate) {
        if let Some(open) = self.open.get_mut(shown) {
            open.retain(|other| other.item.item != item.item);
        }
        let renews = !item.revises || plan.plan.column(shown).is_some_and(Column::is_renewed_by_revision);
        if self.newest.get(shown).is_none_or(|newest| renews && newest.on <= on) {
            let public = PublicItem { item: item.item, title: item.title.clone(), on };
            self.newest.insert(shown.clone(), public);
        }
        if item.revises {
            return;
        }
        let last = self.published.entry(shown.clone()).or_insert(on);
        *last = on.max(*last);
        // Mirrors of the column owe for themselves.
        let shows = |column: &&Column| column.shows_items_of().unwrap_or(&column.code) == shown;
        for column in plan.plan.columns.iter().filter(shows) {
            let Some(row) = &column.row else { continue };
            if matches!(row.cadence, Cadence::CountPerYear { .. }) {
                let count = self.of_year.entry(column.code.clone()).or_default();
                let is_owed = on >= plan.plan.owed_since(row);
                count.all = count.all.saturating_add(1);
                count.since_owed = count.since_owed.saturating_add(u16::from(is_owed));
            }
        }
    }
}
