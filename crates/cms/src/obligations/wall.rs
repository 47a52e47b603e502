//! The county board on a screen on the wall, behind a secret address: whoever stands before it reads it, and a log-in
//! that nobody attends would sign for whoever comes by.

use std::cmp::Reverse;

use chrono::NaiveDate;
use domain::{
    desk::{
        board::{Tally, WallBoard, WallLine},
        secret_address::SecretAddress,
    },
    event::SubjectKind,
    permission::{Action, Target, may},
};
use serde_json::json;

use super::{ColumnStanding, Standings, lines::names_of};
use crate::{Cms, Ctx, Error, Result, address_secret::AddressSecret};

/// What the log calls it.
const SUBJECT: &str = "wall";

impl Cms {
    /// Since when there is an address, and who made it.
    pub async fn wall_address(&self, ctx: &Ctx) -> Result<Option<SecretAddress>> {
        may(ctx.actor()?, Action::ManageWall, Target::Desk)?;
        Ok(self.inner.store.wall_address().await?)
    }

    /// Makes a new address, which is shown this once; the one before leads nowhere from now on.
    pub async fn open_wall(&self, ctx: &Ctx) -> Result<String> {
        let actor = ctx.actor()?;
        may(actor, Action::ManageWall, Target::Desk)?;
        let secret = AddressSecret::draw(&*self.inner.random);
        let mut tx = self.inner.store.begin().await?;
        tx.put_wall_address(&secret.hash(), &actor.name, self.now()).await?;
        tx.append_event(&ctx.event(self, "board.open-wall", SubjectKind::Site, SUBJECT, json!({}))).await?;
        tx.commit().await?;
        Ok(format!("{}/wall/{secret}", self.settings().public_address))
    }

    /// Ends the address.
    pub async fn close_wall(&self, ctx: &Ctx) -> Result<()> {
        may(ctx.actor()?, Action::ManageWall, Target::Desk)?;
        let mut tx = self.inner.store.begin().await?;
        if !tx.end_wall_address().await? {
            return Err(Error::Stale);
        }
        tx.append_event(&ctx.event(self, "board.close-wall", SubjectKind::Site, SUBJECT, json!({}))).await?;
        tx.commit().await?;
        Ok(())
    }

    /// What the screen behind a secret shows; `None` when the secret opens nothing.
    pub async fn wall_board(&self, token: &str) -> Result<Option<WallBoard>> {
        let Some(secret) = AddressSecret::parse(token) else { return Ok(None) };
        if !self.inner.store.is_wall_address(&secret.hash()).await? {
            return Ok(None);
        }
        let standings = self.standings().await?;
        Ok(Some(WallBoard {
            county: standings.plan.plan.site.county.clone(),
            today: standings.today,
            at: standings.at,
            tally: Tally::of(standings.columns.iter().map(|column| column.standing.state)),
            lines: standings.pressing(),
            units: standings.ranking(),
            trend: self.trend(&standings).await?,
        }))
    }
}

impl Standings {
    /// The columns with which somebody should do something, the worst first: nobody scrolls on a wall. Single duties
    /// are left out, since the title of what is on its way is not everybody's business.
    fn pressing(&self) -> Vec<WallLine> {
        let mut lines: Vec<WallLine> = self.columns.iter().filter_map(|column| self.wall_line(column)).collect();
        // Stable: equals stay in the order of the plan.
        lines.sort_by_key(|line| (Reverse(line.state), line.due.unwrap_or(NaiveDate::MAX)));
        lines
    }

    fn wall_line(&self, column: &ColumnStanding) -> Option<WallLine> {
        let standing = &column.standing;
        let name = self.plan.plan.column(&column.code)?.name.clone();
        standing.state.is_pressing().then(|| WallLine {
            name,
            state: standing.state,
            due: standing.due,
            days_left: standing.days_left,
            answering: names_of(&self.plan, Some(&self.answering(column))),
        })
    }
}
