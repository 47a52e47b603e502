//! 我的保障: the columns that a unit writes for or answers for now, and what falls due in the next thirty days.

use chrono::Days;
use domain::{
    calendar::{Calendar, Day},
    desk::board::{ColumnLine, DayAhead, MyDuties, Tally},
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
        let calendar = standings.calendar.of_one(&actor.unit);
        Ok(MyDuties {
            today: standings.today,
            unit_name: standings.plan.unit_name(&actor.unit).to_owned(),
            tally: Tally::of(lines.iter().map(|line| line.state)),
            ahead: standings.days_ahead(calendar, lines.iter().chain(&matters)),
            rounds: self.owed_rounds(actor, &standings).await?,
            lines,
            matters,
        })
    }
}

impl Standings {
    /// Whether it is the unit's to look after: it writes for the column, or board and reminders lay it on the unit now. A
    /// single duty is that of the unit that owes it.
    fn concerns(&self, unit: &UnitCode, column: &ColumnStanding) -> bool {
        let writes = || self.plan.duties(&column.code).is_some_and(|duties| duties.responsible.contains(unit));
        (column.matter.is_none() && writes()) || self.answering(column).contains(unit)
    }

    /// `calendar`: with which the unit works.
    fn days_ahead<'a>(
        &self,
        calendar: &Calendar,
        lines: impl Iterator<Item = &'a ColumnLine> + Clone,
    ) -> Vec<DayAhead> {
        let days = (0..DAYS_AHEAD).filter_map(|ahead| self.today.checked_add_days(Days::new(ahead)));
        days.map(|day| {
            let (is_worked, note) = match calendar.day(day) {
                Day::Weekday => (true, String::new()),
                Day::Weekend => (false, String::new()),
                Day::Off { holiday, .. } => (false, holiday.name.clone()),
                Day::MakeUp { holiday, .. } => (true, format!("{}调休上班", holiday.name)),
            };
            let due = lines.clone().filter(|line| line.due == Some(day));
            let due = due.map(|line| (line.code.clone(), line.titled())).collect();
            DayAhead { day, is_worked, note, due }
        })
        .collect()
    }
}
