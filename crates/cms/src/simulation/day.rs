//! A day: the night's round, the reminders of the morning, what people do, how the columns stand at its end.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use domain::{calendar::Calendar, desk::board::CountyBoard, obligation::State, plan::InForce, time::CHINA};
use patrol::Manners;

use super::{Conduct, Patrolling, PieceId, Simulation, site::Site};
use crate::{
    Ctx, Error, Result,
    clock::{Clock as _, FixedClock},
    patrol::Walking,
};

/// When the round begins, as a server does by default.
const ROUND_AT: NaiveTime = NaiveTime::from_hms_opt(2, 30, 0).expect("a time of day");
const REMINDERS_AT: NaiveTime = NaiveTime::from_hms_opt(8, 30, 0).expect("a time of day");
const WORK_AT: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("a time of day");
const EVENING: NaiveTime = NaiveTime::from_hms_opt(23, 30, 0).expect("a time of day");
/// From one deed to the next.
const STEP: TimeDelta = TimeDelta::seconds(20);

/// What people know in the morning of a working day.
pub struct Morning<'a> {
    pub today: NaiveDate,
    pub calendar: &'a Calendar,
    pub plan: &'a InForce,
    /// After the reminders.
    pub board: &'a CountyBoard,
    /// Public pieces with which the patrol has found something that a revision mends.
    pub faulty: &'a BTreeSet<PieceId>,
    /// Whether something is public about which others can be written (政策解读).
    pub has_document: bool,
}

/// What a day came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayLog {
    pub day: NaiveDate,
    pub is_worked: bool,
    /// Became public for the first time.
    pub published: u32,
    /// Of these, in a column that was overdue or blank that morning, whichever item had made it so.
    pub while_red: u32,
    pub returned: u32,
    pub revised: u32,
    pub withdrawn: u32,
    /// 定期确认.
    pub confirmed: u32,
    pub adjusted: u32,
    pub reminders: u32,
    /// Deadlines of which a unit took note.
    pub acknowledged: u32,
    pub reports: u32,
    pub answered: u32,
    pub round: Option<Round>,
}

/// What a round of the patrol came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    pub pages: usize,
    pub opened: usize,
    pub fixed: usize,
}

impl<C: Conduct> Simulation<C> {
    /// Plays the next day.
    pub async fn play_day(&mut self) -> Result<DayLog> {
        let day = self.next;
        self.next = day.succ_opt().ok_or_else(|| Error::internal("the end of time"))?;
        let system = Ctx::system("simulate");
        self.turn_to(day, NaiveTime::MIN)?;
        let county = &mut self.county;
        county.cms.refresh_plan().await?;
        let mut log = DayLog { day, ..DayLog::default() };
        if self.patrolling == Patrolling::Weekly(day.weekday()) {
            self.turn_to(day, ROUND_AT)?;
            log.round = self.patrol(&system).await?;
        }
        self.turn_to(day, REMINDERS_AT)?;
        let reminded = self.county.cms.remind(&system).await?;
        log.reminders = u32::try_from(reminded.reminders).unwrap_or(u32::MAX);
        let calendars = self.county.cms.calendar();
        log.is_worked = calendars.county().is_worked(day);
        if log.is_worked {
            self.turn_to(day, WORK_AT)?;
            let board = self.county.cms.county_board(&self.county.manager).await?;
            let red = board.lines.iter().filter(|line| line.state.is_red());
            self.county.red = red.map(|line| line.code.clone()).collect();
            let morning = Morning {
                today: day,
                calendar: calendars.county(),
                plan: &self.county.cms.plan(),
                board: &board,
                faulty: &self.county.faulty,
                has_document: self.county.document().is_some(),
            };
            for deed in self.conduct.deeds(&morning) {
                self.county.play(deed, &mut log).await?;
                self.county.clock.advance(STEP);
            }
        }
        self.turn_to(day, EVENING)?;
        self.county.cms.note_standings(&system).await?;
        Ok(log)
    }

    fn turn_to(&self, day: NaiveDate, time: NaiveTime) -> Result<()> {
        let at = CHINA.from_local_datetime(&day.and_time(time)).single();
        let at = at.ok_or_else(|| Error::internal("China has no summer time"))?.with_timezone(&Utc);
        // Time goes on only: a day with more deeds than minutes ends later.
        if at > self.county.clock.now() {
            self.county.clock.set(at);
        }
        Ok(())
    }

    async fn patrol(&mut self, system: &Ctx) -> Result<Option<Round>> {
        let county = &mut self.county;
        if !county.cms.order_due_round(system, ROUND_AT).await? {
            return Ok(None);
        }
        let site = Site { cms: county.cms.clone(), elsewhere: &self.conduct };
        let clock = TurnedClock(county.clock.clone());
        // Nobody waits for anybody: the site answers at once.
        let instant = Duration::from_millis(1);
        let manners = Manners {
            inside_at_once: 1,
            hosts_at_once: 1,
            fastest: instant,
            slowest: instant,
            host_pause: instant,
            ..Manners::default()
        };
        let outcome = county.cms.walk_round(system, &Walking { fetch: &site, clock: &clock, manners }).await?;
        county.find_faulty().await?;
        Ok(outcome.map(|done| Round { pages: done.pages, opened: done.opened, fixed: done.fixed }))
    }
}

/// The county's clock; waiting turns it.
struct TurnedClock(Arc<FixedClock>);

#[async_trait::async_trait]
impl patrol::Clock for TurnedClock {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    async fn pause(&self, time: Duration) {
        self.0.advance(TimeDelta::from_std(time).unwrap_or(TimeDelta::zero()));
        tokio::task::yield_now().await;
    }
}

impl Morning<'_> {
    /// How a column stands this morning.
    pub fn state_of(&self, column: &domain::plan::ColumnCode) -> Option<State> {
        self.board.lines.iter().find(|line| &line.code == column).map(|line| line.state)
    }
}
