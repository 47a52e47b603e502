//! 我的保障: the columns that a unit writes for or answers for now, and what falls due in the next thirty days.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use domain::{
    calendar::{Calendar, Day},
    desk::{
        board::{ColumnLine, DayAhead, DueAhead, MyDuties, Tally},
        rounds::OwedRound,
    },
    permission::{Action, Target, may},
    plan::UnitCode,
};

use super::{ColumnStanding, Standings};
use crate::{Cms, Ctx, Result};

/// How far the calendar looks ahead, today included.
const DAYS_AHEAD: u64 = 30;

impl Cms {
    /// What the actor's unit owes, and by when.
    pub async fn my_duties(&self, ctx: &Ctx) -> Result<MyDuties> {
        let actor = ctx.actor()?;
        may(actor, Action::ReadBoard, Target::Desk)?;
        let standings = self.standings().await?;
        let is_mine = |column: &&ColumnStanding| standings.concerns(&actor.unit, column);
        let lines = standings.in_words(actor, standings.columns.iter().filter(is_mine));
        let matters = standings.in_words(actor, standings.duties_beside().filter(is_mine));
        let signings = standings.in_words(actor, standings.signings.iter().filter(is_mine));
        let rounds = self.owed_rounds(actor, &standings).await?;
        let cases = self.case_days(&actor.unit).await?.into_iter().map(|case| {
            let (name, address) = (format!("整改 {}", case.number), format!("/desk/cases/{}", case.case));
            (case.due, DueAhead { name, address })
        });
        let clocks = lines.iter().chain(&matters).chain(&signings).filter_map(of_clock);
        let due = clocks.chain(cases).chain(rounds.iter().map(of_round));
        let calendar = standings.calendar.of_one(&actor.unit);
        Ok(MyDuties {
            today: standings.today,
            unit_name: standings.plan.unit_name(&actor.unit).to_owned(),
            tally: Tally::of(lines.iter().map(|line| line.state)),
            ahead: standings.days_ahead(calendar, due),
            rounds,
            lines,
            matters,
        })
    }
}

fn of_clock(line: &ColumnLine) -> Option<(NaiveDate, DueAhead)> {
    Some((line.due?, DueAhead { name: line.titled(), address: line.address() }))
}

fn of_round(round: &OwedRound) -> (NaiveDate, DueAhead) {
    let month = round.due.month;
    let (name, address) = (format!("{}月度巡查", month.label()), format!("/desk/rounds?month={month}"));
    (round.due.on, DueAhead { name, address })
}

impl Standings {
    /// Whether it is the unit's to look after: it writes for the column, or board and reminders lay it on the unit now. A
    /// single duty is that of the unit that owes it.
    fn concerns(&self, unit: &UnitCode, column: &ColumnStanding) -> bool {
        let writes = || self.plan.duties(&column.code).is_some_and(|duties| duties.responsible.contains(unit));
        (column.matter.is_none() && writes()) || self.answering(column).contains(unit)
    }

    /// The days with what is `due` on each, in its order. `calendar`: with which the unit works.
    fn days_ahead(&self, calendar: &Calendar, due: impl Iterator<Item = (NaiveDate, DueAhead)>) -> Vec<DayAhead> {
        let mut of_days: BTreeMap<NaiveDate, Vec<DueAhead>> = BTreeMap::new();
        for (day, due) in due {
            of_days.entry(day).or_default().push(due);
        }
        let days = (0..DAYS_AHEAD).filter_map(|ahead| self.today.checked_add_days(Days::new(ahead)));
        days.map(|day| {
            let (is_worked, note) = match calendar.day(day) {
                Day::Weekday => (true, String::new()),
                Day::Weekend => (false, String::new()),
                Day::Off { holiday, .. } => (false, holiday.name.clone()),
                Day::MakeUp { holiday, .. } => (true, format!("{}调休上班", holiday.name)),
            };
            DayAhead { day, is_worked, note, due: of_days.remove(&day).unwrap_or_default() }
        })
        .collect()
    }
}
