//! 放假安排 that come with the program. A release with other days, or a plan of another region, moves clocks although nobody
//! has entered anything: what moved is found, logged and told as with a notice that somebody enters.

use std::sync::{Arc, PoisonError};

use domain::{
    calendar::{Calendar, CalendarVersion, Notice, shipped},
    desk::calendar::MovedClock,
    event::SubjectKind,
    permission::Refusal,
};
use serde::Deserialize;
use serde_json::json;

use super::{Calendars, moved::clocks};
use crate::{Cms, Ctx, Result};

/// The subject under which the log keeps which days came with the program.
const SUBJECT: &str = "shipped";

/// The days that the log has last, with the number of their event.
struct Known {
    seq: i64,
    days: ShippedDays,
}

#[derive(Deserialize)]
struct ShippedDays {
    version: CalendarVersion,
    notices: Vec<Notice>,
}

impl Cms {
    /// Compares the days that come with this program for the region of the plan with those that the log has last. Where they
    /// differ, the log gets the new ones and what moved by them, each unit hears of its clocks, and the office of the change.
    /// The first time there is nothing to compare with: the log gets the days, and nobody is told.
    ///
    /// For a job: it looks once after a start and once after the plan has changed its region, so that nodes of two releases
    /// beside each other do not change the days back and forth.
    pub async fn compare_shipped_days(&self, ctx: &Ctx) -> Result<Vec<MovedClock>> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let region = self.plan().plan.clock.region.clone();
        let compared = &self.inner.calendar.compared;
        let is_known = compared.read().unwrap_or_else(PoisonError::into_inner).as_ref() == Some(&region);
        if is_known || self.plan_version().is_none() {
            return Ok(Vec::new());
        }
        let (notices, seasons) = shipped::notices(&region);
        let version = Calendar::new(notices.clone(), seasons).version().clone();
        let known = self.known_days().await?;
        let moved = match &known {
            Some(known) if known.days.version == version => Vec::new(),
            known => self.take_shipped_days(ctx, &region, (version, notices), known.as_ref()).await?,
        };
        *compared.write().unwrap_or_else(PoisonError::into_inner) = Some(region);
        Ok(moved)
    }

    async fn take_shipped_days(
        &self,
        ctx: &Ctx,
        region: &str,
        (version, notices): (CalendarVersion, Vec<Notice>),
        known: Option<&Known>,
    ) -> Result<Vec<MovedClock>> {
        let entered = self.entered_notices().await?;
        let moved = match known {
            None => Vec::new(),
            Some(known) => {
                // Seasons raise doubts and move no day.
                let before = Calendars::over(known.days.notices.clone(), Vec::new(), &entered);
                self.moved_between(Arc::new(before), Arc::new(Calendars::new(region, &entered))).await?
            }
        };
        let (letters, moved) = (self.letters_about(&moved).await?, clocks(moved));
        let office = self.office_people().await?;
        let mut tx = self.inner.store.begin().await?;
        self.send_letters(&mut tx, &letters).await?;
        if known.is_some() {
            let what = if moved.is_empty() {
                "没有期限随之变动".to_owned()
            } else {
                format!("{} 项期限随之变动，已告知保障单位", moved.len())
            };
            self.tell(&mut tx, &office, None, None, &format!("系统自带的放假安排已更换，{what}")).await?;
        }
        let data = json!({ "version": version, "region": region, "moved": moved, "notices": notices });
        tx.append_event(&ctx.event(self, "calendar.change", SubjectKind::Calendar, SUBJECT, data)).await?;
        // The log is held until the commit: what another node has written before is seen now, and told already.
        if self.known_days().await?.map(|now| now.seq) != known.map(|known| known.seq) {
            return Ok(Vec::new());
        }
        tx.commit().await?;
        Ok(moved)
    }

    async fn known_days(&self) -> Result<Option<Known>> {
        let events = self.inner.store.events_of(SubjectKind::Calendar, SUBJECT).await?;
        let Some(last) = events.last() else { return Ok(None) };
        // What a later release has written otherwise is compared with nothing.
        Ok(serde_json::from_str(&last.data).ok().map(|days| Known { seq: last.seq, days }))
    }
}
