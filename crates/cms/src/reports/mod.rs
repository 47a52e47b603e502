//! What readers report of a page: received without an account, handled by the unit that answers for the page and by the
//! lead units of its column, answered under a receipt number.
//!
//! What a reader wrote stands in the report and nowhere else: not in events, notices or logs. How the reader can be
//! reached is sealed (个人信息保护法 art. 51) and opened by the one person who has the report in hand.

mod handling;
mod lists;
mod receiving;

use std::sync::Arc;

use domain::{
    account::Actor,
    id::ReportId,
    permission::{Action, ReportFacts, Target, allowed_with_report, may},
    plan::{Duties, InForce},
};
use store::report::ReportRecord;

use crate::{Cms, Ctx, Error, Result};

pub(crate) use lists::masked;
pub(crate) use receiving::is_form_key;
pub use receiving::{Progress, ReportedPage, Sent, Spot};

/// A report as somebody in the desk meets it: with the duties on its column today.
struct Matter {
    report: ReportRecord,
    facts: ReportFacts,
    duties: Duties,
    plan: Arc<InForce>,
}

impl Matter {
    fn new(cms: &Cms, report: ReportRecord) -> Self {
        let plan = cms.plan();
        let duties = plan.duties(&report.column).cloned().unwrap_or_default();
        let mut facts = report.facts();
        facts.unit = plan.plan.bearer(&report.unit, plan.on);
        Self { report, facts, duties, plan }
    }

    fn authorise(&self, actor: &Actor, action: Action) -> Result<()> {
        Ok(may(actor, action, Target::Report(&self.duties, &self.facts))?)
    }

    fn allowed(&self, actor: &Actor) -> Vec<Action> {
        allowed_with_report(actor, &self.duties, &self.facts)
    }

    /// As notices name it: without a word of what the reader wrote.
    fn name(&self) -> String {
        format!("《{}》的读者反馈 {}", self.report.title, self.report.receipt)
    }
}

impl Cms {
    /// The report, if the account may do `action` with it.
    async fn matter(&self, ctx: &Ctx, report: ReportId, action: Action) -> Result<Matter> {
        let actor = ctx.actor()?;
        let record = self.inner.store.report(report).await?.ok_or(Error::NotFound)?;
        let matter = Matter::new(self, record);
        matter.authorise(actor, action)?;
        Ok(matter)
    }
}

/// What the seal of a reader's address is bound to: into another report it does not fit.
fn seal_of(code: &str) -> String {
    format!("longan/report/{code}")
}
