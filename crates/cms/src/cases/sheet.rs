//! One case with everything that was said in it, and how its points stand now whatever the unit says.

use domain::{
    desk::cases::{CaseMoment, CaseSeen, CaseSheet, PointNow},
    id::CaseId,
    obligation::State,
    permission::{Action, allowed_with_case},
    rectification::{Point, accepted_points},
};

use crate::{Cms, Ctx, Result};

impl Cms {
    /// The case with its timeline, for the desk and for its letters.
    pub async fn case_sheet(&self, ctx: &Ctx, case: CaseId) -> Result<CaseSheet> {
        let actor = ctx.actor()?;
        let record = self.case_for(ctx, case, Action::ReadCase).await?;
        let steps = self.inner.store.case_steps(case).await?;
        let plan = self.plan();
        let accepted = accepted_points(steps.iter().map(|step| &step.entry)).into_iter().collect();
        let mut now = Vec::with_capacity(record.notice.points.len());
        for point in &record.notice.points {
            now.push(self.point_now(point).await?);
        }
        let timeline = steps.into_iter().map(|step| CaseMoment {
            number: step.number,
            at: step.at,
            by: step.account_name,
            unit_name: plan.unit_name(&step.unit).to_owned(),
            entry: step.entry,
        });
        let calendars = self.calendar();
        let moved = record.given.moved_by(calendars.of_one(&self.case_facts(&record).unit));
        Ok(CaseSheet {
            seen: CaseSeen { case, version: record.version },
            row: self.case_row(&record),
            office: plan.unit_name(&record.office).to_owned(),
            timeline: timeline.collect(),
            accepted,
            now,
            allowed: allowed_with_case(actor, &self.case_facts(&record)),
            today: self.today(),
            site_name: plan.plan.site.name.clone(),
            given: record.given,
            moved,
            notice: record.notice,
        })
    }

    async fn point_now(&self, point: &Point) -> Result<Option<PointNow>> {
        if let Some(finding) = point.finding {
            let record = self.inner.store.finding(finding).await?;
            return Ok(record.map(|record| PointNow::of_finding(&record.finding.state, record.finding.last_seen)));
        }
        let Some(column) = &point.column else { return Ok(None) };
        let standings = self.standings().await?;
        let found = standings.columns.iter().find(|one| one.code == *column);
        Ok(found.map(|one| {
            let state = one.standing.state;
            let is_mended = !matches!(state, State::Overdue | State::Blank);
            PointNow { words: format!("栏目看板：{}", state.label()), is_mended }
        }))
    }
}
