//! What came of a played stretch of days: by month, the units that kept least, the log.

mod words;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    assessment::{Decimal, VetoState},
    desk::{
        assessment::{AssessmentAsk, AssessmentSheet},
        board::{CountyBoard, Tally, UnitName},
        reminders::{ReminderFilter, ReminderLine},
    },
    event::Verification,
    obligation::State,
};
use serde::Serialize;

use super::{Conduct, DayLog, Opening, Simulation};
use crate::{Ctx, Result};

/// So many units are named.
const WORST: usize = 10;

/// The report of a whole stretch. Two runs of the same program with the same seed write the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub seed: u64,
    pub plan: String,
    /// Columns with a row of the plan.
    pub columns: usize,
    pub units: usize,
    pub calendar: String,
    pub months: Vec<Month>,
    /// The days that were asked for, in their order.
    pub days: Vec<DayReport>,
    /// The ten that kept least of what they owed at the ends of the months, the worst first.
    pub worst: Vec<WorstUnit>,
    pub events: i64,
    /// Whether the hash chain of the log holds.
    pub log_is_whole: bool,
    #[serde(skip)]
    open: Month,
    #[serde(skip)]
    kept: BTreeMap<UnitName, Tally>,
}

/// What a month came to, and how it ended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Month {
    /// 2024-01
    pub month: String,
    pub working_days: u32,
    pub published: u32,
    /// Of these, in a column that was overdue or blank that morning, whichever item had made it so.
    pub while_red: u32,
    pub returned: u32,
    pub revised: u32,
    pub withdrawn: u32,
    pub confirmed: u32,
    pub adjusted: u32,
    pub reminders: u32,
    pub acknowledged: u32,
    pub reports: u32,
    pub answered: u32,
    pub rounds: u32,
    pub pages: usize,
    pub findings_opened: usize,
    pub findings_fixed: usize,
    /// At the end of the last day.
    pub board: Tally,
    pub score: Option<ScoreLine>,
}

/// The score of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScoreLine {
    pub at_least: Decimal,
    pub at_most: Decimal,
    pub grade: String,
    /// Veto conditions that are hit.
    pub vetoes: Vec<String>,
}

/// A unit with what it kept at the ends of the months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorstUnit {
    pub unit: String,
    /// Of all ends of months together.
    pub tally: Tally,
    pub kept_per_mille: u32,
}

/// One day: the board, who was reminded, the score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayReport {
    pub day: NaiveDate,
    pub is_worked: bool,
    pub board: CountyBoard,
    /// Made on that day.
    pub reminders: Vec<ReminderLine>,
    pub score: ScoreLine,
}

impl Report {
    pub(super) fn begin<C: Conduct>(county: &Simulation<C>, opening: &Opening<'_>, to: NaiveDate) -> Self {
        let plan = county.cms().plan();
        Self {
            from: opening.from,
            to,
            seed: opening.seed,
            plan: plan.plan.title.clone(),
            columns: plan.plan.columns.iter().filter(|column| column.row.is_some()).count(),
            units: plan.units().count(),
            calendar: county.cms().calendar().county().version().to_string(),
            months: Vec::new(),
            days: Vec::new(),
            worst: Vec::new(),
            events: 0,
            log_is_whole: false,
            open: Month::default(),
            kept: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, day: &DayLog) {
        let month = &mut self.open;
        month.month = day.day.format("%Y-%m").to_string();
        month.working_days += u32::from(day.is_worked);
        month.published += day.published;
        month.while_red += day.while_red;
        month.returned += day.returned;
        month.revised += day.revised;
        month.withdrawn += day.withdrawn;
        month.confirmed += day.confirmed;
        month.adjusted += day.adjusted;
        month.reminders += day.reminders;
        month.acknowledged += day.acknowledged;
        month.reports += day.reports;
        month.answered += day.answered;
        if let Some(round) = day.round {
            month.rounds += 1;
            month.pages += round.pages;
            month.findings_opened += round.opened;
            month.findings_fixed += round.fixed;
        }
    }

    pub(super) async fn end_month<C: Conduct>(&mut self, county: &Simulation<C>) -> Result<()> {
        let board = county.cms().county_board(county.office()).await?;
        for rank in &board.units {
            let kept = self.kept.entry(rank.unit.clone()).or_default();
            for state in State::ALL {
                kept.add(state, rank.tally.get(state));
            }
        }
        let sheet = county.cms().assessment(county.office(), &AssessmentAsk::default()).await?;
        let month = std::mem::take(&mut self.open);
        self.months.push(Month { board: board.tally, score: Some(ScoreLine::of(&sheet)), ..month });
        Ok(())
    }

    pub(super) async fn end<C: Conduct>(&mut self, county: &Simulation<C>) -> Result<()> {
        let mut units: Vec<WorstUnit> = std::mem::take(&mut self.kept)
            .into_iter()
            .map(|(unit, tally)| WorstUnit { unit: unit.name, kept_per_mille: tally.kept_per_mille(), tally })
            .collect();
        // As the board ranks them, from the other end; equals stay in the order of their codes.
        units.sort_by_key(|unit| (unit.kept_per_mille, std::cmp::Reverse(unit.tally.red())));
        units.truncate(WORST);
        self.worst = units;
        let Verification { events, faults } = county.cms().verify_log(&Ctx::system("simulate")).await?;
        self.events = events;
        self.log_is_whole = faults.is_empty();
        Ok(())
    }
}

impl<C: Conduct> Simulation<C> {
    /// How the county stands now, with the reminders of `day`, the last that was played.
    pub async fn report_of(&self, day: &DayLog) -> Result<DayReport> {
        let (cms, office) = (self.cms(), self.office());
        let of_day = ReminderFilter { from: Some(day.day), to: Some(day.day), ..ReminderFilter::default() };
        Ok(DayReport {
            day: day.day,
            is_worked: day.is_worked,
            board: cms.county_board(office).await?,
            reminders: cms.reminder_report(office, &of_day).await?.lines,
            score: ScoreLine::of(&cms.assessment(office, &AssessmentAsk::default()).await?),
        })
    }
}

impl ScoreLine {
    pub fn of(sheet: &AssessmentSheet) -> Self {
        let score = &sheet.score;
        let hit = score.vetoes.iter().filter(|veto| veto.state == VetoState::Hit);
        Self {
            at_least: score.points.at_least,
            at_most: score.points.at_most,
            grade: score.grade.label().to_owned(),
            vetoes: hit.map(|veto| veto.name.clone()).collect(),
        }
    }
}
