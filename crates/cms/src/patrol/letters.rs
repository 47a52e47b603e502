//! Readers' reports (网站纠错) whose day is over. They stand on no public page, so a round cannot meet them: it takes them
//! from the register, with the clocks that board and reminders go by.

use chrono::{DateTime, Utc};
use domain::{obligation::MatterKind, patrol::Observation};
use patrol::letters::{WaitingLetter, overdue};

use crate::{Cms, Result};

impl Cms {
    /// Those that are overdue at `at`.
    pub(super) async fn overdue_letters(&self, at: DateTime<Utc>) -> Result<Vec<Observation>> {
        let standings = self.standings().await?;
        let address = &self.settings().public_address;
        let waiting = standings.matters.iter().filter_map(|owed| {
            let matter = owed.matter.as_ref().filter(|matter| matches!(matter.kind, MatterKind::Letter { .. }))?;
            Some(WaitingLetter {
                number: matter.title.clone(),
                page: format!("{address}/c/{}", matter.column),
                column: matter.column.clone(),
                unit: standings.plan.unit_name(&matter.unit).to_owned(),
                received_on: matter.since,
                // A clock that stands still is over on no day.
                due_on: owed.standing.due?,
            })
        });
        Ok(overdue(&waiting.collect::<Vec<_>>(), at))
    }
}
