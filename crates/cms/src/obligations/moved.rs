//! Clocks that another calendar moves, and what those who answer for them are told.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::{desk::calendar::MovedClock, id::AccountId, plan::UnitCode};
use store::Tx;

use super::{ColumnStanding, Standings, lines::names_of};
use crate::{Cms, Result};

/// So many columns a letter names; of more it says how many.
const NAMED: usize = 5;

/// Words for some people.
pub(super) struct Letter {
    to: BTreeSet<AccountId>,
    text: String,
}

impl Cms {
    /// To every unit that answers for a column whose clock moved, which those are.
    pub(super) async fn letters_about(&self, moved: &[MovedClock]) -> Result<Vec<Letter>> {
        let standings = self.standings().await?;
        let mut of_units: BTreeMap<UnitCode, Vec<&MovedClock>> = BTreeMap::new();
        for clock in moved {
            let Some(column) = standings.columns.iter().find(|column| column.code == clock.column) else { continue };
            for unit in standings.answering(column) {
                of_units.entry(unit).or_default().push(clock);
            }
        }
        let mut letters = Vec::new();
        for (unit, clocks) in of_units {
            letters.push(Letter { to: self.editors_of(&unit).await?, text: words(&clocks) });
        }
        Ok(letters)
    }

    pub(super) async fn send_letters(&self, tx: &mut Tx, letters: &[Letter]) -> Result<()> {
        for letter in letters {
            self.tell(tx, &letter.to, None, None, &letter.text).await?;
        }
        Ok(())
    }
}

/// `放假安排有变，2 个栏目的期限随之变动：教育培训 2026-12-18 改为 2026-12-21、…`
fn words(clocks: &[&MovedClock]) -> String {
    let day = |due: Option<NaiveDate>| due.map_or_else(|| "无期限".to_owned(), |due| due.to_string());
    let line = |clock: &&MovedClock| {
        if clock.due_before == clock.due_after {
            return format!("{}由{}转为{}", clock.column_name, clock.state_before.label(), clock.state_after.label());
        }
        format!("{} {} 改为 {}", clock.column_name, day(clock.due_before), day(clock.due_after))
    };
    let named = clocks.iter().take(NAMED).map(line).collect::<Vec<_>>().join("、");
    let more = if clocks.len() > NAMED { " 等" } else { "" };
    format!("放假安排有变，{} 个栏目的期限随之变动：{named}{more}", clocks.len())
}

/// Every column whose state or due day differs.
pub(super) fn moved(before: &Standings, after: &[ColumnStanding]) -> Vec<MovedClock> {
    let known: BTreeMap<_, _> = before.columns.iter().map(|column| (&column.code, &column.standing)).collect();
    let changed = after.iter().filter_map(|column| {
        let (old, new) = (*known.get(&column.code)?, &column.standing);
        (old.due != new.due || old.state != new.state).then(|| MovedClock {
            column: column.code.clone(),
            column_name: before.plan.plan.column(&column.code).map(|c| c.name.clone()).unwrap_or_default(),
            units: names_of(&before.plan, before.plan.duties(&column.code).map(|duties| &duties.responsible))
                .into_iter()
                .map(|unit| unit.name)
                .collect(),
            due_before: old.due,
            due_after: new.due,
            state_before: old.state,
            state_after: new.state,
        })
    });
    changed.collect()
}
