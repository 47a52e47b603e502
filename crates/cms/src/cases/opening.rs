//! A notice is written, prefilled with what the system knows of the fault, and sent.

use std::collections::BTreeSet;

use chrono::Datelike;
use domain::{
    desk::{
        board::UnitName,
        cases::{CaseDraft, CaseStart},
    },
    event::SubjectKind,
    id::{AccountId, CaseId},
    permission::Action,
    plan::{InForce, UnitCode},
    rectification::{CaseNumber, CaseStep, Given, Notice, NoticeForm, Point},
};
use serde_json::json;
use store::rectification::{CaseRecord, NewCase, TakenBy};

use super::{
    grounds::{asked_for_column, asked_for_finding, is_addressable},
    offers::{in_column, of_column, of_finding, of_veto},
};
use crate::{Cms, Ctx, Error, Result, reports::is_form_key};

/// What a notice demands unless the office writes something else.
const DEMAND: &str = "请对照上述问题逐项整改，举一反三，在期限内书面回复整改情况，并附整改证据。";

impl Cms {
    /// A new notice, filled in as far as the system knows.
    pub async fn case_draft(&self, ctx: &Ctx, start: CaseStart) -> Result<CaseDraft> {
        ctx.at_desk(Action::OpenCase)?;
        let (actor, plan) = (ctx.actor()?, self.plan());
        let mut unit = start.unit;
        let mut point = None;
        if let Some(finding) = start.finding {
            let record = self.inner.store.finding(finding).await?.ok_or(Error::NotFound)?;
            unit = unit.or_else(|| only(asked_for_finding(&plan, &record.finding.owner)));
            point = Some(of_finding(&record));
        } else if let Some(column) = start.column {
            let standings = self.standings().await?;
            let found = standings.columns.iter().find(|one| one.code == column).ok_or(Error::NotFound)?;
            let of_score = match &start.veto {
                Some(veto) => self.veto_against(&start.rules, veto, &column, &start.subject).await?,
                None => None,
            };
            // Of the units that share the column the score names the one whose loss it is.
            let named = of_score.as_ref().and_then(|(_, evidence)| evidence.answerable.unit.clone());
            let named = named
                .filter(|unit| plan.duties(&column).is_some_and(|duties| duties.responsible.contains(unit)))
                .map(|unit| BTreeSet::from([unit]));
            let answering = named.unwrap_or_else(|| standings.answering(found));
            unit = unit.or_else(|| only(asked_for_column(&plan, &column, answering)));
            point = Some(match of_score {
                Some((veto, evidence)) => of_veto(&veto, &evidence),
                None if found.standing.state.is_red() => of_column(&plan, found),
                // It was mended meanwhile: what else is wrong there, the office says itself.
                None => in_column(&column),
            });
        }
        let same = match &point {
            Some(point) => self.case_on(point, unit.as_ref()).await?,
            None => None,
        };
        let title = plan.plan.title.trim_matches(['《', '》']);
        let form = NoticeForm {
            key: self.new_form_key(),
            unit: unit.map(|unit| unit.to_string()).unwrap_or_default(),
            subject: point.as_ref().map(subject).unwrap_or_default(),
            points: vec![point.unwrap_or_default()],
            demand: DEMAND.to_owned(),
            basis: format!("《{title}》（{}）", plan.plan.document_number),
            working_days: plan.plan.clock.rectification.to_string(),
        };
        let own = plan.plan.bearer(&actor.unit, plan.on);
        let others = self.office_people_outside(&own).await?.len();
        Ok(CaseDraft { form, units: addressable(&plan), same, managers_elsewhere: others })
    }

    /// Sends a notice; a form that was sent before opens nothing new. Answers which case it is. To say what is wrong is not to
    /// judge how it was mended, so a manager may open a case against the own unit: others check and close it.
    pub async fn open_case(&self, ctx: &Ctx, form: NoticeForm) -> Result<CaseId> {
        ctx.at_desk(Action::OpenCase)?;
        let actor = ctx.actor()?;
        if !is_form_key(&form.key) {
            return Err(Error::field("subject", "这一页已过期，请复制所写内容后重新打开"));
        }
        let (unit, notice, working_days) = form.check().map_err(Error::Invalid)?;
        if let Some(known) = self.inner.store.case_by_form(&form.key).await? {
            return self.same_form(actor.account, &known, (&unit, &notice, working_days)).await;
        }
        let plan = self.plan();
        if !addressable(&plan).iter().any(|one| one.code == unit) {
            return Err(Error::field("unit", "请选择有账号的单位，没有账号的由其牵头单位整改"));
        }
        self.know_points(&plan, &unit, &notice.points).await?;
        let now = self.now();
        let given = Given::new("通知", self.today(), working_days, self.calendar().of_one(&unit));
        let given = given.ok_or_else(|| Error::field("working_days", "期限太长"))?;
        let series = match plan.plan.site.case_series.trim() {
            "" => CaseNumber::USUAL_SERIES,
            series => series,
        };
        let people = self.editors_of(&unit).await?;
        let mut tx = self.inner.store.begin().await?;
        let by = TakenBy { account: actor.account, name: &actor.name, unit: &actor.unit, at: now };
        let year = self.today().year();
        let new = NewCase { form_key: &form.key, series, year, unit: &unit, notice: &notice, given: &given, by };
        let Some((id, number)) = tx.open_case(&new).await? else {
            drop(tx);
            let known = self.inner.store.case_by_form(&form.key).await?.ok_or(Error::Stale)?;
            return self.same_form(actor.account, &known, (&unit, &notice, working_days)).await;
        };
        let text = format!("收到整改通知 {number}，{} 前回复", given.due);
        self.tell(&mut tx, &people, Some(actor.account), None, &text).await?;
        let data = json!({
            "number": number.to_string(),
            "unit": unit,
            "due": given.due,
            "points": notice.points.len(),
            "grounds": notice.points.iter().filter_map(Point::ground).collect::<BTreeSet<_>>(),
        });
        let action = format!("case.{}", CaseStep::Open.code());
        tx.append_event(&ctx.event(self, &action, SubjectKind::Case, &id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The case that the form has become, for whoever sent it. What was changed in a form that is sent once more must not
    /// seem to have been sent.
    async fn same_form(
        &self,
        account: AccountId,
        known: &CaseRecord,
        (unit, notice, working_days): (&UnitCode, &Notice, u16),
    ) -> Result<CaseId> {
        if known.opened_by != account {
            return Err(Error::Stale);
        }
        let steps = self.inner.store.case_steps(known.id).await?;
        let stated = steps.iter().find_map(|step| step.entry.given()).map(|given| given.working_days);
        if (&known.unit, &known.notice, stated) == (unit, notice, Some(working_days)) {
            return Ok(known.id);
        }
        let message = format!("这份通知已作为 {} 发出，此后的改动没有发出；要更正的，请撤销该件后重发", known.number);
        Err(Error::field("subject", message))
    }
}

/// The units that can be addressed.
fn addressable(plan: &InForce) -> Vec<UnitName> {
    let units = plan.units().filter(|unit| is_addressable(plan, unit));
    units.map(|unit| UnitName { code: unit.code.clone(), name: unit.name.clone() }).collect()
}

/// The one unit that can be meant; among several the office chooses.
fn only(units: BTreeSet<UnitCode>) -> Option<UnitCode> {
    if units.len() == 1 { units.into_iter().next() } else { None }
}

/// The first words of the fault.
fn subject(point: &Point) -> String {
    point.fault.chars().take_while(|character| !"，。；：".contains(*character)).take(40).collect()
}
