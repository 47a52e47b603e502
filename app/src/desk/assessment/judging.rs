//! 人工评判: what people found, with reason and evidence, and the form of the portal manager.

use domain::{
    assessment::Period,
    desk::{
        FieldFault,
        assessment::{JudgeAs, JudgeForm, JudgedLine},
        board::UnitName,
    },
};
use leptos::prelude::*;

use crate::{
    api::assessment,
    desk::{
        me::{fault_beside, show},
        state::Desk,
    },
    ui::{Button, ButtonKind, Cell, Choice, Field, Heading, Moment, Panel, RowHeading, Select, Table, TextInput, Tone},
};

#[component]
pub(super) fn Judged(
    rules: String,
    judged: Vec<JudgedLine>,
    to_judge: Vec<(String, String)>,
    units: Vec<UnitName>,
    reload: Callback<()>,
) -> impl IntoView {
    let may_judge = !to_judge.is_empty();
    if judged.is_empty() && !may_judge {
        return ().into_any();
    }
    let reason = RwSignal::new(String::new());
    let has_open = may_judge && judged.iter().any(|line| line.ended.is_none() && line.counts_in == Some(Period::Now));
    let desk = Desk::expect();
    let (busy, faults) = (RwSignal::new(false), RwSignal::new(Vec::<FieldFault>::new()));
    let code = StoredValue::new(rules.clone());
    let rows = judged
        .into_iter()
        .map(|line| {
            let id = line.id;
            let end = move |()| {
                desk.call_with(
                    busy,
                    assessment::end_judgement(code.get_value(), id, reason.get_untracked()),
                    move |()| {
                        desk.say(Tone::Success, "已撤销，该项恢复待评");
                        reload.run(());
                    },
                    move |error| show(error, faults, desk),
                );
            };
            let evidence = (!line.evidence.is_empty())
                .then(|| view! { " " <a class="note" href=line.evidence.clone() rel="external">"依据"</a> });
            let state = match (line.counts_in, line.ended) {
                // What counts in a quarter that is over is settled, whatever was judged since.
                (Some(quarter), _) if quarter != Period::Now => format!("计入{}", quarter.label()).into_any(),
                (_, Some(ended)) => view! { <span class="note">{format!("已撤销（{ended}）")}</span> }.into_any(),
                (None, None) => "不计入当日".into_any(),
                (Some(_), None) if may_judge => {
                    view! { <Button small=true busy on_press=end>"撤销"</Button> }.into_any()
                }
                (Some(_), None) => "有效".into_any(),
            };
            view! {
                <tr>
                    <RowHeading>{line.name}</RowHeading>
                    <Cell label="评判">{line.verdict}</Cell>
                    <Cell label="理由">{line.reason} {evidence}</Cell>
                    <Cell label="评判人">{line.by} " " <span class="note"><Moment at=line.at/></span></Cell>
                    <Cell label="状态">{state}</Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["项目", "评判", "理由", "评判人", "状态"].map(Heading::new).to_vec();
    let fault = fault_beside(faults);
    view! {
        <Panel title="人工评判" id="judged">
            <p class="note">"由人评判的项目，以及没有数据来源或者只测到一部分的项目，评判后按本年度计分，按季度测评的计入评判时所在的季度；理由和依据长期保留。"</p>
            <Table caption="人工评判，新的在前" caption_hidden=true headings>{rows}</Table>
            {has_open.then(|| view! {
                <Field label="撤销的理由" name="end-reason" error=fault("end-reason")><TextInput value=reason/></Field>
            })}
            {may_judge.then(|| view! { <Form rules to_judge units reload/> })}
        </Panel>
    }
    .into_any()
}

#[component]
fn Form(rules: String, to_judge: Vec<(String, String)>, units: Vec<UnitName>, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let [leaf, verdict, points, unit, reason, evidence] = [(); 6].map(|()| RwSignal::new(String::new()));
    verdict.set(JudgeAs::InOrder.code().to_owned());
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let fault = fault_beside(faults);
    let leaves: Vec<Choice> = to_judge.into_iter().map(|(code, name)| Choice::new(code, name)).collect();
    let verdicts: Vec<Choice> = JudgeAs::ALL.map(|verdict| Choice::new(verdict.code(), verdict.label())).into();
    let units: Vec<Choice> =
        units.into_iter().map(|unit| Choice::new(unit.code.as_str(), unit.name.as_str())).collect();
    let rules = StoredValue::new(rules);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let form = JudgeForm {
            rules: rules.get_value(),
            leaf: leaf.get_untracked(),
            verdict: JudgeAs::from_code(&verdict.read_untracked()).unwrap_or_default(),
            points: points.get_untracked(),
            unit: unit.get_untracked(),
            reason: reason.get_untracked(),
            evidence: evidence.get_untracked(),
        };
        desk.call_with(
            busy,
            assessment::judge_leaf(form),
            move |_| {
                desk.say(Tone::Success, "已评判，得分已重新计算");
                reload.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    view! {
        <form class="form" novalidate on:submit=send>
            <Field label="要评判的项目" name="leaf" error=fault("leaf") required=true>
                <Select value=leaf choices=leaves empty="请选择"/>
            </Field>
            <div class="form__row">
                <Field label="评判结果" name="verdict" error=fault("verdict") hint="“无问题”只对系统未测的部分有效，系统测得的问题照常计入">
                    <Select value=verdict choices=verdicts/>
                </Field>
                <Field label="分数" name="points" error=fault("points") hint="选“计分”时填写">
                    <TextInput value=points/>
                </Field>
                <Field label="责任单位" name="unit" error=fault("unit")>
                    <Select value=unit choices=units empty="不归到单位"/>
                </Field>
            </div>
            <Field label="理由" name="reason" error=fault("reason") required=true><TextInput value=reason/></Field>
            <Field label="依据的网址" name="evidence" error=fault("evidence") hint="如 /c/tzgg；无问题的可不填">
                <TextInput value=evidence/>
            </Field>
            <div class="form__actions">
                <Button kind=ButtonKind::Primary submit=true busy>"登记评判"</Button>
            </div>
        </form>
    }
}
