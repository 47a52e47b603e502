//! The demo's content: at least three items in every column that takes items, written, reviewed and signed by people
//! of the units that the plan names, through the same use cases as everything else; so the rights, the checks, the
//! chain and the log of the demo are real. Only the clock is turned back, so that the items spread over the last weeks.
//! Beside them stand two special topics, one that is kept up and one in history, and what came from the county's old site.
//!
//! The board shows a county that keeps its duties: red are 视频新闻, whose weekly films ended a while ago, and the yearly
//! reports of three units. A test holds the list.
//!
//! The texts stand in `texts/*.toml`, and `script` says how they are written. Nothing in them is real.

mod cast;
mod confirmations;
mod markup;
mod old_site;
mod schedule;
mod script;
mod staging;
mod topics;

use std::{collections::BTreeMap, sync::Arc};

use domain::{event::SubjectKind, id::ItemCode};
use serde_json::json;
use store::event::NewEvent;

pub(crate) use self::cast::Cast;
use self::{schedule::Schedule, script::Piece, staging::Stage};
use crate::{Cms, Error, Inner, Result, clock::FixedClock};

/// Subject of the event that marks a database whose demo content is complete.
const MARK: &str = "demo";

impl Cms {
    /// Whether the demo's content was written completely.
    pub async fn has_demo_content(&self) -> Result<bool> {
        Ok(!self.inner.store.events_of(SubjectKind::Item, MARK).await?.is_empty())
    }

    /// Fills every column, once. Interrupted, it goes on with what is not public yet when it is called again.
    pub async fn seed_demo_content(&self) -> Result<()> {
        if self.has_demo_content().await? {
            return Ok(());
        }
        let pieces = script::pieces().map_err(Error::internal)?;
        let (published, at_work) = self.in_order(pieces)?;
        let schedule = Schedule::ending(self.now(), published.len(), at_work.len());
        let clock = Arc::new(FixedClock::at(schedule.first()));
        let past = Self { inner: Arc::new(Inner { clock: clock.clone(), ..(*self.inner).clone() }) };
        let mut stage = Stage { cms: &past, clock: &clock, cast: Cast::new(&past).await?, documents: BTreeMap::new() };
        stage.play_archived_topic(schedule.first()).await?;
        for (piece, at) in published.iter().zip(schedule.published()) {
            stage.play(piece, at).await?;
        }
        stage.import_old_site().await?;
        stage.confirm_links().await?;
        for (piece, at) in at_work.iter().zip(schedule.at_work()) {
            stage.play(piece, at).await?;
        }
        stage.play_current_topic(self.now()).await?;
        self.seed_demo_paperwork().await?;
        self.mark_demo_content(published.len() + at_work.len()).await
    }

    /// The first piece of every column, then the second of every column and so on, in the order of the plan: no column
    /// gets all of its items on one day, and a document comes before its interpretation. What is still at work
    /// comes last.
    fn in_order(&self, pieces: Vec<Piece>) -> Result<(Vec<Piece>, Vec<Piece>)> {
        let plan = self.plan();
        let (mut rounds, mut at_work) = (BTreeMap::new(), Vec::new());
        let mut so_far: BTreeMap<_, usize> = BTreeMap::new();
        for piece in pieces {
            let position = plan.plan.columns.iter().position(|column| column.code == piece.column);
            let Some(position) = position else {
                return Err(Error::internal(format!("the demo needs the default plan: no column {}", piece.column)));
            };
            if piece.is_at_work() {
                at_work.push(piece);
            } else {
                let round = so_far.entry(position).or_default();
                rounds.insert((*round, position), piece);
                *round += 1;
            }
        }
        Ok((rounds.into_values().collect(), at_work))
    }

    async fn mark_demo_content(&self, items: usize) -> Result<()> {
        let event = NewEvent {
            at: self.now(),
            actor: None,
            unit: None,
            action: "item.demo",
            subject_kind: SubjectKind::Item,
            subject: MARK,
            data: json!({ "items": items, "basis": "演示" }),
        };
        let mut tx = self.inner.store.begin().await?;
        tx.append_event(&event).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Public documents and guides of the demo by their number, for what follows or repeats them.
type Documents = BTreeMap<String, ItemCode>;
