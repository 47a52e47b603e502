//! The fields of a row of the plan's table, and their way to a [`PlanRow`].

use std::collections::BTreeMap;

use domain::{
    clock::Term,
    desk::FieldFault,
    plan::{AssuranceMode, Cadence, Party, Plan, PlanRow, Releases, Signing},
};
use leptos::prelude::*;

use super::Columns;
use crate::{
    desk::me::fault_beside,
    ui::{Checkbox, Choice, Field, Select, TextArea, TextInput},
};

/// The fields' values.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowValues {
    number: RwSignal<String>,
    modes: StoredValue<Vec<(AssuranceMode, RwSignal<bool>)>>,
    cadence: RwSignal<String>,
    floor: RwSignal<String>,
    event_term: RwSignal<String>,
    leads: RwSignal<String>,
    responsible: RwSignal<String>,
    requirement: RwSignal<String>,
    remark: RwSignal<String>,
    link: RwSignal<String>,
    signing: RwSignal<String>,
    mirrors: StoredValue<Option<domain::plan::ColumnCode>>,
    /// Written by the plan file alone.
    releases: StoredValue<Option<Releases>>,
}

impl RowValues {
    pub(super) fn of(row: Option<&PlanRow>, plan: &Plan) -> Self {
        let names =
            |parties: &[Party]| parties.iter().map(|party| plan.party_name(party)).collect::<Vec<_>>().join("、");
        let text = |text: Option<String>| RwSignal::new(text.unwrap_or_default());
        // Those of the row in its own order: opening the form and saving it changes nothing.
        let chosen = row.map(|r| r.modes.clone()).unwrap_or_default();
        let others = AssuranceMode::ALL.into_iter().filter(|mode| !chosen.contains(mode));
        let others: Vec<_> = others.map(|mode| (mode, RwSignal::new(false))).collect();
        let modes: Vec<_> = chosen.iter().map(|mode| (*mode, RwSignal::new(true))).chain(others).collect();
        Self {
            number: text(row.map(|r| r.number.clone())),
            modes: StoredValue::new(modes),
            cadence: text(row.map(|r| r.cadence.written())),
            floor: text(row.and_then(|r| r.floor).map(Term::written)),
            event_term: text(row.and_then(|r| r.event_term).map(Term::written)),
            leads: text(row.map(|r| names(&r.leads))),
            responsible: text(row.map(|r| names(&r.responsible))),
            requirement: text(row.map(|r| r.requirement.clone())),
            remark: text(row.map(|r| r.remark.clone())),
            link: text(row.and_then(|r| r.link.clone())),
            signing: RwSignal::new(row.map_or(Signing::AnyLead, |r| r.signing).label().to_owned()),
            mirrors: StoredValue::new(row.and_then(|r| r.mirrors.clone())),
            releases: StoredValue::new(row.and_then(|r| r.releases.clone())),
        }
    }

    /// The row that the fields stand for, or what is wrong with them.
    pub(super) fn row(self, plan: &Plan) -> Result<PlanRow, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let cadence = Cadence::parse(&self.cadence.read_untracked())
            .map_err(|refused| faults.push(FieldFault::new("row.cadence", refused.to_string())));
        let mut term = |field: &str, text: &str| match text.trim() {
            "" => None,
            text => Term::parse(text).map_err(|refused| faults.push(FieldFault::new(field, refused.to_string()))).ok(),
        };
        let floor = term("row.floor", &self.floor.read_untracked());
        let event_term = term("row.event_term", &self.event_term.read_untracked());
        if matches!(floor, Some(Term::WorkingDays(_))) {
            faults.push(FieldFault::new("row.floor", "应以天、个月或年计"));
        }
        let mut named = |field: &str, text: &str| match parties(plan, text) {
            Ok(parties) => parties,
            Err(unknown) => {
                faults.push(FieldFault::new(field, format!("方案里没有单位“{unknown}”")));
                Vec::new()
            }
        };
        let leads = named("row.leads", &self.leads.read_untracked());
        let responsible = named("row.responsible", &self.responsible.read_untracked());
        let chosen = self.modes.with_value(|modes| {
            modes.iter().filter(|(_, on)| on.get_untracked()).map(|(mode, _)| *mode).collect::<Vec<_>>()
        });
        let link = self.link.get_untracked().trim().to_owned();
        match cadence {
            Ok(cadence) if faults.is_empty() => Ok(PlanRow {
                // What is owed already goes on, what is new begins with the edit.
                owed_since: None,
                owing_since: BTreeMap::new(),
                number: self.number.get_untracked().trim().to_owned(),
                modes: chosen,
                cadence,
                // Where the cadence counts by months no more, there is none.
                releases: self.releases.get_value().filter(|_| matches!(cadence, Cadence::Months { .. })),
                floor,
                event_term,
                leads,
                responsible,
                requirement: self.requirement.get_untracked().trim().to_owned(),
                remark: self.remark.get_untracked().trim().to_owned(),
                link: (!link.is_empty()).then_some(link),
                mirrors: self.mirrors.get_value(),
                signing: Signing::from_label(&self.signing.read_untracked()).unwrap_or_default(),
            }),
            _ => Err(faults),
        }
    }
}

/// The units and groups that a list of names means; the first unknown name otherwise.
fn parties(plan: &Plan, text: &str) -> Result<Vec<Party>, String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | ','))
        .filter(|name| !name.is_empty())
        .map(|name| {
            let unit = plan.unit_named(name).map(|unit| Party::Unit(unit.code.clone()));
            let group = || plan.groups.iter().find(|group| group.name == name).map(|g| Party::Group(g.code.clone()));
            unit.or_else(group).ok_or_else(|| name.to_owned())
        })
        .collect()
}

#[component]
pub(super) fn RowFields(values: RowValues, faults: RwSignal<Vec<FieldFault>>, columns: Columns) -> impl IntoView {
    let fault = fault_beside(faults);
    let signings: Vec<Choice> = Signing::ALL.map(|signing| Choice::new(signing.label(), signing.label())).into();
    let modes = values.modes.get_value();
    let (units, groups) = columns.sheet.with_value(|sheet| {
        let units: Vec<String> = sheet.plan.units.iter().map(|unit| unit.name.clone()).collect();
        let groups: Vec<String> = sheet.plan.groups.iter().map(|group| group.name.clone()).collect();
        (units.join("、"), groups.join("、"))
    });
    view! {
        <div class="form__row">
            <Field label="序号" name="row.number" error=fault("row.number")><TextInput value=values.number/></Field>
            <Field
                label="更新时效"
                name="row.cadence"
                error=fault("row.cadence")
                required=true
                hint="如 每天、每周、2周内、每月、6个月、1年（1月31日前）、1年6次以上、20个工作日、及时更新"
            >
                <TextInput value=values.cadence/>
            </Field>
            <Field label="签发" name="row.signing"><Select value=values.signing choices=signings/></Field>
        </div>
        <div class="form__row">
            <Field
                label="巡查底线"
                name="row.floor"
                error=fault("row.floor")
                hint="最新一条信息最久可以有多旧，如 14天、6个月、1年；可留空，更新时效已写明日期的留空"
            >
                <TextInput value=values.floor/>
            </Field>
            <Field
                label="事项期限"
                name="row.event_term"
                error=fault("row.event_term")
                hint="信息载明的日期之后多久公开，如预决算批准后 20天；更新时效已写明的留空"
            >
                <TextInput value=values.event_term/>
            </Field>
        </div>
        <fieldset class="checkbox-row">
            <legend>"保障方式"</legend>
            {modes
                .into_iter()
                .map(|(mode, on)| view! {
                    <Checkbox label=mode.label() name=format!("row.mode.{}", mode.label()) checked=on/>
                })
                .collect_view()}
        </fieldset>
        <Field label="牵头单位" name="row.leads" error=fault("row.leads") required=true hint="用顿号分开；审核签发由其中任一单位负责">
            <TextInput value=values.leads/>
        </Field>
        <Field
            label="保障单位"
            name="row.responsible"
            error=fault("row.responsible")
            hint="用顿号分开；留空表示由牵头单位自己保障"
        >
            <TextInput value=values.responsible/>
        </Field>
        <details class="note">
            <summary>"可以填写的单位"</summary>
            <p>{units}</p>
            <p>{format!("单位组：{groups}")}</p>
        </details>
        <Field label="具体内容" name="row.requirement" error=fault("row.requirement")>
            <TextArea value=values.requirement rows=3/>
        </Field>
        <Field label="备注" name="row.remark"><TextInput value=values.remark/></Field>
        <Field label="链接地址" name="row.link" error=fault("row.link") hint="链接栏目必填">
            <TextInput value=values.link kind="url"/>
        </Field>
    }
}
