//! 我的保障: the columns that a unit writes for, and what falls due in the next thirty days.

use chrono::Days;
use domain::{
    calendar::Day,
    desk::board::{ColumnLine, DayAhead, MyDuties, Tally},
    permission::{Action, Target, may},
};

use super::Standings;
use crate::{Cms, Ctx, Result};

/// How far the calendar looks ahead, today included.
const DAYS_AHEAD: u64 = 30;

impl Cms {
    /// What the actor's unit owes, and by when.
    pub async fn my_duties(&self, ctx: &Ctx) -> Result<MyDuties> {
        let actor = ctx.actor()?;
        may(actor, Action::ReadBoard, Target::Desk)?;
        let standings = self.standings().await?;
        let mine = |mut lines: Vec<ColumnLine>| {
            lines.retain(|line| line.responsible.iter().any(|unit| unit.code == actor.unit));
            lines
        };
        let (lines, matters) = (mine(standings.lines(actor)), mine(standings.matter_lines(actor)));
        Ok(MyDuties {
            today: standings.today,
            unit_name: standings.plan.unit_name(&actor.unit).to_owned(),
            tally: Tally::of(lines.iter().map(|line| line.state)),
            ahead: standings.days_ahead(lines.iter().chain(&matters)),
            rounds: self.owed_rounds(actor, &standings).await?,
            lines,
            matters,
        })
    }
}

impl Standings {
    fn days_ahead<'a>(&self, lines: impl Iterator<Item = &'a ColumnLine> + Clone) -> Vec<DayAhead> {
        let days = (0..DAYS_AHEAD).filter_map(|ahead| self.today.checked_add_days(Days::new(ahead)));
        days.map(|day| {
            let (is_worked, note) = match self.calendar.county().day(day) {
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
