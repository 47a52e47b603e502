//! 全站设置: grey day, urgent banner, holiday notice. Every change is an event `site.*`; pages made before it, or before
//! [`SiteState::next_change`], are out of date afterwards.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use domain::{
    desk::site::{SiteSheet, SwitchOn, SwitchRow, reason_fault},
    event::SubjectKind,
    id::SiteSwitchId,
    permission::{Action, Target, may},
    site::{SiteState, SwitchKind, Timed},
};
use serde_json::json;
use store::site_switch::{NewSwitch, SwitchEnd};
use tokio::sync::Mutex;

use crate::{Cms, Ctx, Error, Result};

/// Settings that the sheet shows; older ones are in the log.
const HISTORY: i64 = 100;

/// The open settings, kept in memory: every page asks for them.
#[derive(Debug, Clone, Default)]
pub(crate) struct SwitchCache {
    open: Arc<RwLock<Vec<Timed>>>,
    /// One reads at a time: what was read earlier never replaces what was read later.
    reading: Arc<Mutex<()>>,
}

impl Cms {
    /// What every page shows now, and until when that holds.
    pub fn site_state(&self) -> SiteState {
        let open = self.inner.switches.open.read().unwrap_or_else(PoisonError::into_inner);
        SiteState::of(open.iter(), self.now())
    }

    /// Reads the open settings again; says whether another node has changed one. For a job that runs every few seconds.
    pub async fn refresh_site(&self) -> Result<bool> {
        let _alone = self.inner.switches.reading.lock().await;
        let open: Vec<Timed> =
            self.inner.store.open_site_switches().await?.into_iter().map(|switch| switch.timed).collect();
        let mut cached = self.inner.switches.open.write().unwrap_or_else(PoisonError::into_inner);
        let changed = *cached != open;
        *cached = open;
        Ok(changed)
    }

    /// What is set and what was, for the portal manager.
    pub async fn site_sheet(&self, ctx: &Ctx) -> Result<SiteSheet> {
        may(ctx.actor()?, Action::SwitchSite, Target::Desk)?;
        let switches = self.inner.store.site_switches(HISTORY).await?;
        Ok(SiteSheet { site_name: self.plan().plan.site.name.clone(), switches })
    }

    /// Switches something on, in the place of what the manager saw open.
    pub async fn switch_on(&self, ctx: &Ctx, asked: SwitchOn) -> Result<SiteSwitchId> {
        let actor = ctx.actor()?;
        may(actor, Action::SwitchSite, Target::Desk)?;
        let now = self.now();
        let asked = asked.tidied();
        let faults = asked.faults(now);
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let SwitchOn { setting, period, reason, replaces } = asked;
        let kind = setting.kind();
        let open = self.open_switch(kind).await?;
        if open.as_ref().filter(|open| open.is_open_at(now)).map(|open| open.id) != replaces {
            return Err(Error::Stale);
        }
        let timed = Timed { setting, period };
        let mut tx = self.inner.store.begin().await?;
        if let Some(open) = open {
            let end = end_of(&open, now, &actor.name, "由新的设置取代");
            if !tx.end_site_switch(open.id, end).await? {
                return Err(Error::Stale);
            }
        }
        let new = NewSwitch { timed: &timed, reason: &reason, by: (actor.account, &actor.name), at: now };
        let id = tx.open_site_switch(&new).await?.ok_or(Error::Stale)?;
        let data =
            json!({ "id": id, "setting": timed.setting, "period": period, "reason": reason, "replaces": replaces });
        tx.append_event(&ctx.event(self, "site.switch-on", SubjectKind::Site, kind.code(), data)).await?;
        tx.commit().await?;
        self.refresh_site().await?;
        Ok(id)
    }

    /// Switches a setting off before its time.
    pub async fn switch_off(&self, ctx: &Ctx, id: SiteSwitchId, reason: &str) -> Result<()> {
        let actor = ctx.actor()?;
        may(actor, Action::SwitchSite, Target::Desk)?;
        let (now, reason) = (self.now(), reason.trim());
        if let Some(fault) = reason_fault(reason) {
            return Err(Error::Invalid(vec![fault]));
        }
        let open = self.inner.store.open_site_switches().await?;
        let open = open.into_iter().find(|open| open.id == id && open.is_open_at(now)).ok_or(Error::Stale)?;
        let mut tx = self.inner.store.begin().await?;
        if !tx.end_site_switch(id, SwitchEnd { at: now, by: Some(&actor.name), reason }).await? {
            return Err(Error::Stale);
        }
        let kind = open.timed.setting.kind();
        let data = json!({ "id": id, "reason": reason });
        tx.append_event(&ctx.event(self, "site.switch-off", SubjectKind::Site, kind.code(), data)).await?;
        tx.commit().await?;
        self.refresh_site().await?;
        Ok(())
    }

    async fn open_switch(&self, kind: SwitchKind) -> Result<Option<SwitchRow>> {
        let open = self.inner.store.open_site_switches().await?;
        Ok(open.into_iter().find(|open| open.timed.setting.kind() == kind))
    }
}

/// A setting whose time had passed ended then, by nobody.
fn end_of<'a>(open: &SwitchRow, now: DateTime<Utc>, by: &'a str, reason: &'a str) -> SwitchEnd<'a> {
    match open.timed.period.until {
        Some(until) if until <= now => SwitchEnd { at: until, by: None, reason: "" },
        _ => SwitchEnd { at: now, by: Some(by), reason },
    }
}
