//! How a played county begins: an empty database, the plan, the office.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::{NaiveDate, Weekday};
use domain::{
    account::Role,
    desk::patrol::{WordForm, WordKind},
    event::SubjectKind,
    plan::{InForce, UnitCode},
    time::start_of_day,
};
use object_store::ObjectStore;
use serde_json::json;
use store::Store;

use super::{Conduct, chance::SeededRandom, county::County, text};
use crate::{
    Cms, Ctx, Error, Result, Settings,
    clock::FixedClock,
    demo::{Cast, DEMO_PASSWORD, MARK},
    planning::ImportOutcome,
};

/// What the log says of a played county.
const BASIS: &str = "时间模拟";

/// What a played county begins with.
#[derive(Debug, Clone)]
pub struct Opening<'a> {
    /// The text of a plan file. It comes into force on `from`, whatever day it states.
    pub plan: &'a str,
    /// The first day.
    pub from: NaiveDate,
    pub seed: u64,
    pub patrolling: Patrolling,
}

/// When the patrol walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patrolling {
    Never,
    /// A round in the night to that day of each week.
    Weekly(Weekday),
}

/// A county whose days are played.
pub struct Simulation<C> {
    pub(super) county: County,
    pub(super) conduct: C,
    /// The next day to be played.
    pub(super) next: NaiveDate,
    pub(super) patrolling: Patrolling,
}

impl<C: Conduct> Simulation<C> {
    /// Opens a county over an empty, migrated database.
    pub async fn open(store: Store, media: Arc<dyn ObjectStore>, opening: &Opening<'_>, conduct: C) -> Result<Self> {
        if store.last_event().await? != 0 {
            return Err(Error::field("data", "数据库不是空的：时间模拟只在新建的数据库中进行"));
        }
        let clock = Arc::new(FixedClock::at(start_of_day(opening.from)));
        let settings = Settings { demo: true, ..Settings::default() };
        let random = Arc::new(SeededRandom::new(opening.seed));
        let cms = Cms::open(store, media, clock.clone(), random, settings).await?;
        let system = Ctx::system("simulate");
        match cms.import_plan(&system, opening.plan, Some(opening.from), BASIS).await? {
            ImportOutcome::Faulty(faults) => {
                let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
                return Err(Error::field("plan", faults.join("\n")));
            }
            ImportOutcome::Imported { .. } | ImportOutcome::Unchanged { .. } => {}
        }
        cms.mark_simulation().await?;
        let mut cast = Cast::new(&cms).await?;
        let nobody = || Error::field("plan", "方案中没有可作门户管理部门的单位");
        let office = office(&cms.plan()).ok_or_else(nobody)?;
        let manager = cast.somebody(&cms, &office, Role::PortalManager, &[]).await?;
        let slip = WordForm {
            kind: WordKind::Typo,
            word: text::SLIP.into(),
            right: text::RIGHT.into(),
            note: String::new(),
            except: Vec::new(),
        };
        cms.add_patrol_word(&manager, slip).await?;
        let county = County {
            cms,
            clock,
            cast,
            manager,
            cases: BTreeMap::new(),
            by_code: BTreeMap::new(),
            red: BTreeSet::new(),
            faulty: BTreeSet::new(),
        };
        Ok(Self { county, conduct, next: opening.from, patrolling: opening.patrolling })
    }

    /// The system, to be read.
    pub fn cms(&self) -> &Cms {
        &self.county.cms
    }

    /// The day that is played next.
    pub fn next_day(&self) -> NaiveDate {
        self.next
    }

    /// Who asks for the portal's office.
    pub fn office(&self) -> &Ctx {
        &self.county.manager
    }
}

impl Cms {
    /// Says for ever that nothing in this database is real: its accounts have the demo's public password, so a server opens it
    /// in demo mode only.
    async fn mark_simulation(&self) -> Result<()> {
        let ctx = Ctx::system("simulate");
        let mark = |action, kind| {
            let data = json!({ "basis": BASIS });
            ctx.event(self, action, kind, MARK, data)
        };
        let mut tx = self.inner.store.begin().await?;
        tx.append_event(&mark("account.open", SubjectKind::Account)).await?;
        tx.append_event(&mark("item.demo", SubjectKind::Item)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// With which accounts a played county is looked at.
    pub(crate) fn simulation_introduction(&self) -> String {
        let office = office(&self.plan());
        let office = office.map_or_else(|| "单位代码".to_owned(), |unit| unit.to_string());
        format!(
            "\n演示模式：本库由时间模拟产生，内容均为虚构。账号为 demo-单位代码-fb1（编辑）、-sh1（审核员），门户管理员为 \
             demo-{office}-gl1，密码均为 {DEMO_PASSWORD}\n"
        )
    }

    /// Whether this database is that of a played county.
    pub(crate) async fn is_simulation(&self) -> Result<bool> {
        let marks = self.inner.store.events_of(SubjectKind::Account, MARK).await?;
        Ok(marks.iter().any(|mark| mark.data.contains(BASIS)))
    }
}

/// The unit that leads most columns: it keeps the portal.
fn office(plan: &InForce) -> Option<UnitCode> {
    let mut led: BTreeMap<&UnitCode, usize> = BTreeMap::new();
    for (_, duties) in plan.all_duties() {
        for unit in &duties.leads {
            *led.entry(unit).or_default() += 1;
        }
    }
    // Of equals the first by its code.
    led.into_iter().rev().max_by_key(|(_, count)| *count).map(|(unit, _)| unit.clone())
}
