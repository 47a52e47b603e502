//! 自查自评报告 and its file: the score of a day, or a frozen one with its signatures, the appeals and what they made of it.

use chrono::NaiveDate;
use documents::xlsx_assessment::workbook;
use domain::{
    assessment::{leaf_lines, ways_back},
    desk::assessment::{AssessmentReport, FrozenPart},
    id::FrozenId,
    permission::{Action, Target, may},
    plan::UnitCode,
};

use super::must_see_all;
use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Of a day, as it is known now.
    pub async fn assessment_report(&self, ctx: &Ctx, rules: &str, day: Option<NaiveDate>) -> Result<AssessmentReport> {
        let actor = ctx.actor()?;
        may(actor, Action::ReadBoard, Target::Desk)?;
        let plan = self.plan();
        must_see_all(actor, &plan)?;
        let assessed = self.assessed(self.rule_set(rules)?.rules.clone(), day).await?;
        let forecast = if assessed.standings.today == self.today() {
            Some(self.forecast_of_the_year(&assessed).await?)
        } else {
            None
        };
        Ok(AssessmentReport {
            rule_set_name: assessed.rules.name.clone(),
            document: assessed.rules.document.clone(),
            note: assessed.rules.note.clone(),
            lines: leaf_lines(&assessed.rules, &assessed.measures, &assessed.judgements, &assessed.score),
            by_unit: self.named_losses(&assessed.score),
            ways: ways_back(&assessed.score),
            forecast,
            not_measured: assessed.not_measured(),
            present_only: assessed.present_only.iter().map(ToString::to_string).collect(),
            versions: self.versions(),
            made_at: self.now(),
            frozen: None,
            score: assessed.score,
        })
    }

    /// Of a frozen assessment: everything as it was frozen.
    pub async fn frozen_report(&self, ctx: &Ctx, id: FrozenId) -> Result<AssessmentReport> {
        let actor = ctx.actor()?;
        may(actor, Action::ReadBoard, Target::Desk)?;
        let plan = self.plan();
        must_see_all(actor, &plan)?;
        let kept = self.kept(id).await?;
        let rows = self.inner.store.appeals_against(id).await?;
        let (appeals, correction) = self.appeal_lines(actor, &kept, &rows).await?;
        let name = |unit: &UnitCode| plan.unit_name(unit).to_owned();
        let soundness = kept.soundness();
        let (head, frozen) = (kept.head, kept.frozen);
        let measured: Vec<_> = frozen.measures.now.iter().map(|(measurement, _)| *measurement).collect();
        let wanted = frozen.rules.measurements();
        Ok(AssessmentReport {
            lines: leaf_lines(&frozen.rules, &frozen.measures, &frozen.judgements, &frozen.score),
            by_unit: self.named_losses(&frozen.score),
            ways: ways_back(&frozen.score),
            forecast: None,
            not_measured: wanted.iter().filter(|m| !measured.contains(m)).map(ToString::to_string).collect(),
            present_only: frozen.present_only.iter().map(ToString::to_string).collect(),
            versions: frozen.versions,
            made_at: self.now(),
            frozen: Some(FrozenPart {
                id,
                sha256: head.sha256,
                soundness,
                prepared_unit: name(&head.prepared.unit),
                prepared: head.prepared,
                signed_unit: head.signed.as_ref().map(|signed| name(&signed.unit)).unwrap_or_default(),
                signed: head.signed,
                appeals,
                correction,
            }),
            rule_set_name: frozen.rules.name,
            document: frozen.rules.document,
            note: frozen.rules.note,
            score: frozen.score,
        })
    }

    /// A report as a workbook.
    pub async fn report_workbook(&self, report: AssessmentReport) -> Result<Vec<u8>> {
        tokio::task::spawn_blocking(move || workbook(&report)).await.map_err(Error::internal)?.map_err(Error::internal)
    }

    /// What the units cost the county, the most first.
    fn named_losses(&self, score: &domain::assessment::Score) -> Vec<(String, domain::assessment::Decimal)> {
        let plan = self.plan();
        let losing = score.by_unit().into_iter().filter(|(_, points)| points.is_positive());
        let name = |unit: Option<UnitCode>| {
            unit.map_or_else(|| "未归到单位".to_owned(), |unit| plan.unit_name(&unit).to_owned())
        };
        let mut losses: Vec<_> = losing.map(|(unit, points)| (name(unit), points)).collect();
        losses.sort_by_key(|(_, points)| std::cmp::Reverse(*points));
        losses
    }
}
