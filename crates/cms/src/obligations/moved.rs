//! Clocks that another calendar moves, and what those who answer for them are told.

mod appeals;
mod findings;
mod rounds;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::NaiveDate;
use domain::{
    desk::calendar::{ClockOf, MovedClock},
    id::AccountId,
    obligation::State,
    plan::{InForce, UnitCode},
};
use store::Tx;

use super::{Calendars, ColumnStanding, Standings, lines::names_of};
use crate::{Cms, Result};

/// So many clocks a letter names; of more it says how many.
const NAMED: usize = 5;

/// A clock that moved, with those who answer for it.
pub(super) struct Moved {
    pub(super) clock: MovedClock,
    whose: Whose,
}

/// Who answers for a clock.
enum Whose {
    Units(BTreeSet<UnitCode>),
    /// Who keeps the portal, whatever unit that is.
    PortalOffice,
}

/// Words for some people.
pub(super) struct Letter {
    to: BTreeSet<AccountId>,
    text: String,
}

impl Cms {
    /// Every running clock that counts otherwise by `after` than by `before`: open cases, monthly rounds, terms of appeal,
    /// single duties, what is to be signed, columns, findings of the patrol. A letter names the first of them.
    pub(super) async fn moved_between(&self, before: Arc<Calendars>, after: Arc<Calendars>) -> Result<Vec<Moved>> {
        let (plan, today) = (self.plan(), self.today());
        let mut moved = self.moved_cases(&before, &after).await?;
        moved.extend(self.moved_rounds(&before, &after).await?);
        moved.extend(self.moved_appeals(&before, &after).await?);
        let findings = self.moved_findings(&before, &after).await?;
        let [before, after] = self.standings_by(&plan, today, [before, after]).await?;
        // Which columns and duties there are does not hang on the calendar, so that both lists have the same order.
        let pairs = |of: fn(&Standings) -> &[ColumnStanding]| of(&before).iter().zip(of(&after));
        moved.extend(pairs(|all| &all.matters).filter_map(|(old, new)| after.moved(old, new)));
        moved.extend(pairs(|all| &all.signings).filter_map(|(old, new)| after.moved(old, new)));
        // Of two items of a column the other may end first now. Then neither day is the column's: each item is told by itself.
        let passes_on = |old: &ColumnStanding, new: &ColumnStanding| {
            let items = before.item_of(old).zip(after.item_of(new));
            items.is_some_and(|(old, new)| old != new)
        };
        let columns = pairs(|all| &all.columns).filter(|(old, new)| !passes_on(old, new));
        moved.extend(columns.filter_map(|(old, new)| after.moved(old, new)));
        // An item by whose clock its column stands before and after is told with the column.
        let (was_beside, is_beside) = (before.is_beside(), after.is_beside());
        let items = pairs(|all| &all.items).filter(|(old, new)| was_beside(old) || is_beside(new));
        moved.extend(items.filter_map(|(old, new)| after.moved(old, new)));
        moved.extend(findings);
        Ok(moved)
    }

    /// Cases in which it is the unit's turn. A calendar moves the day of a letter to a later one only.
    async fn moved_cases(&self, before: &Calendars, after: &Calendars) -> Result<Vec<Moved>> {
        let (plan, today) = (self.plan(), self.today());
        let cases = self.inner.store.cases_awaiting_units(None, None).await?;
        let moved = cases.into_iter().filter_map(|case| {
            let unit = plan.plan.bearer(&case.unit, today);
            let [old, new] = [before, after].map(|calendars| case.given.due_by(calendars.of_one(&unit)));
            let state = |due: NaiveDate| if due < today { State::Overdue } else { State::Normal };
            (old != new).then(|| Moved {
                clock: MovedClock {
                    of: ClockOf::Case { case: case.id },
                    name: case.number.to_string(),
                    units: vec![plan.unit_name(&unit).to_owned()],
                    due_before: Some(old),
                    due_after: Some(new),
                    state_before: state(old),
                    state_after: state(new),
                },
                whose: Whose::Units([unit].into()),
            })
        });
        Ok(moved.collect())
    }

    /// To everybody who answers for a clock that moved, which those are: one letter to each unit, one to the portal's office.
    pub(super) async fn letters_about(&self, moved: &[Moved]) -> Result<Vec<Letter>> {
        let mut of_units: BTreeMap<&UnitCode, Vec<&MovedClock>> = BTreeMap::new();
        let mut of_office: Vec<&MovedClock> = Vec::new();
        for Moved { clock, whose } in moved {
            match whose {
                Whose::Units(units) => {
                    for unit in units {
                        of_units.entry(unit).or_default().push(clock);
                    }
                }
                Whose::PortalOffice => of_office.push(clock),
            }
        }
        let mut letters = Vec::new();
        for (unit, clocks) in of_units {
            letters.push(Letter { to: self.editors_of(unit).await?, text: words(&clocks) });
        }
        if !of_office.is_empty() {
            letters.push(Letter { to: self.office_people().await?, text: words(&of_office) });
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

/// Their names, as the desk writes them.
fn names(plan: &InForce, whose: &Whose) -> Vec<String> {
    match whose {
        Whose::Units(units) => names_of(plan, Some(units)).into_iter().map(|unit| unit.name).collect(),
        Whose::PortalOffice => vec!["门户管理单位".to_owned()],
    }
}

/// For readers, without the codes of units.
pub(super) fn clocks(moved: Vec<Moved>) -> Vec<MovedClock> {
    moved.into_iter().map(|moved| moved.clock).collect()
}

/// `放假安排有变，2 项期限随之变动：教育培训 2026-12-18 改为 2026-12-21、…`
fn words(clocks: &[&MovedClock]) -> String {
    let day = |due: Option<NaiveDate>| due.map_or_else(|| "无期限".to_owned(), |due| due.to_string());
    let line = |clock: &&MovedClock| {
        if clock.due_before == clock.due_after {
            return format!("{}由{}转为{}", clock.titled(), clock.state_before.label(), clock.state_after.label());
        }
        format!("{} {} 改为 {}", clock.titled(), day(clock.due_before), day(clock.due_after))
    };
    let named = clocks.iter().take(NAMED).map(line).collect::<Vec<_>>().join("、");
    let more = if clocks.len() > NAMED { " 等" } else { "" };
    format!("放假安排有变，{} 项期限随之变动：{named}{more}", clocks.len())
}

impl Standings {
    /// What became of one clock that stands as `new` here and stood as `old`; `None` when neither its day nor its state
    /// differs.
    fn moved(&self, old: &ColumnStanding, new: &ColumnStanding) -> Option<Moved> {
        let (was, is) = (&old.standing, &new.standing);
        if was.due == is.due && was.state == is.state {
            return None;
        }
        let whose = Whose::Units(self.answering(new));
        let (of, name) = if let Some(matter) = &new.matter {
            (ClockOf::Matter { matter: matter.kind.clone() }, matter.title.clone())
        } else {
            let column = self.plan.plan.column(&new.code);
            let name = column.map(|column| column.name.clone()).unwrap_or_default();
            (ClockOf::Column { column: new.code.clone() }, name)
        };
        let clock = MovedClock {
            of,
            name,
            units: names(&self.plan, &whose),
            due_before: was.due,
            due_after: is.due,
            state_before: was.state,
            state_after: is.state,
        };
        Some(Moved { clock, whose })
    }
}
