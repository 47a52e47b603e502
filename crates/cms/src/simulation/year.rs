//! A whole stretch of days, with what is kept of it.

use std::{collections::BTreeSet, sync::Arc};

use chrono::{Datelike, NaiveDate};
use object_store::ObjectStore;
use store::Store;

use super::{Habits, Opening, Report, Simulation};
use crate::Result;

/// What is played, and what is told of it.
#[derive(Debug, Clone)]
pub struct Stretch<'a> {
    pub opening: Opening<'a>,
    /// The last day.
    pub to: NaiveDate,
    /// At the end of each of these days, board, reminders and score are written down whole.
    pub at: BTreeSet<NaiveDate>,
}

/// Plays the habits of a made-up county over an empty, migrated database.
pub async fn play(store: Store, media: Arc<dyn ObjectStore>, stretch: &Stretch<'_>) -> Result<Report> {
    let Stretch { opening, to, at } = stretch;
    let mut county = Simulation::open(store, media, opening, Habits::new(opening.seed, opening.from)).await?;
    let mut report = Report::begin(&county, opening, *to);
    while county.next_day() <= *to {
        let day = county.play_day().await?;
        let next = county.next_day();
        let ends_month = next > *to || next.month() != day.day.month();
        report.add(&day);
        if at.contains(&day.day) {
            report.days.push(county.report_of(&day).await?);
        }
        if ends_month {
            report.end_month(&county).await?;
        }
    }
    report.end(&county).await?;
    Ok(report)
}
