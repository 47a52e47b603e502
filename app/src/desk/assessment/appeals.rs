//! 申诉: filed by the unit, decided by the portal's office.

use domain::{
    assessment::{AppealState, FrozenLoss},
    desk::{
        FieldFault,
        assessment::{AppealForm, AppealLine, DecideForm},
    },
    id::FrozenId,
};
use leptos::prelude::*;

use super::summary::span;
use crate::{
    api::assessment,
    desk::{
        me::{fault_beside, show},
        state::Desk,
    },
    ui::{
        Button, ButtonKind, Cell, Choice, Dialog, Field, Heading, IconName, Moment, Panel, RowHeading, Select, Table,
        Tag, TextArea, TextInput, Tone,
    },
};

#[component]
pub(super) fn Appeals(appeals: Vec<AppealLine>, reload: Callback<()>) -> impl IntoView {
    if appeals.is_empty() {
        return ().into_any();
    }
    let answered = RwSignal::new(None::<AppealLine>);
    let rows = appeals
        .into_iter()
        .map(|appeal| {
            let line = appeal.clone();
            let decide = appeal.may_decide.then(|| {
                let press = move |()| answered.set(Some(line.clone()));
                view! { " " <Button small=true on_press=press>"决定"</Button> }
            });
            let evidence = (!appeal.evidence.is_empty())
                .then(|| view! { " " <a href=appeal.evidence rel="external">"证据"</a> });
            let decided = appeal.decided_at.map(|at| {
                view! { <p class="note">{appeal.decided_by} " " <Moment at/> {format!("：{}", appeal.decision_reason)}</p> }
            });
            let (look, icon) = match appeal.state {
                AppealState::Open => ("neutral", IconName::Clock),
                AppealState::Accepted | AppealState::PartlyAccepted => ("success", IconName::CircleCheck),
                AppealState::Rejected => ("plain", IconName::CircleX),
            };
            let gain = appeal.gain.map_or_else(|| "—".to_owned(), |gain| format!("+{}", span(gain)));
            view! {
                <tr>
                    <RowHeading>{appeal.name} <p class="note">{appeal.what}</p></RowHeading>
                    <Cell label="单位">{appeal.unit_name}</Cell>
                    <Cell label="申诉">
                        {appeal.reason} {evidence}
                        <p class="note">{appeal.filed_by} " " <Moment at=appeal.filed_at/></p>
                    </Cell>
                    <Cell label="决定"><Tag text=appeal.state.label() look icon/> {decide} {decided}</Cell>
                    <Cell label="总分变化" number=true>{gain}</Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = vec![
        Heading::new("项目"),
        Heading::new("单位"),
        Heading::new("申诉"),
        Heading::new("决定"),
        Heading::number("总分变化"),
    ];
    view! {
        <Panel title="申诉" id="appeals" flush=true>
            <Table caption="申诉和决定" caption_hidden=true headings>{rows}</Table>
        </Panel>
        <Deciding answered reload/>
    }
    .into_any()
}

#[component]
pub(super) fn Appealing(
    frozen: FrozenId,
    disputed: RwSignal<Option<FrozenLoss>>,
    reload: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let (reason, evidence) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let fault = fault_beside(faults);
    // Another loss begins with an empty form; what was typed for one that was cancelled is not its.
    Effect::new(move |_| {
        if disputed.read().is_some() {
            reason.set(String::new());
            evidence.set(String::new());
            faults.set(Vec::new());
            open.set(true);
        }
    });
    let close = move |()| {
        open.set(false);
        disputed.set(None);
    };
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(loss) = disputed.get_untracked() else { return };
        let form =
            AppealForm { frozen, key: loss.key, reason: reason.get_untracked(), evidence: evidence.get_untracked() };
        desk.call_with(
            busy,
            assessment::appeal(form),
            move |_| {
                close(());
                desk.say(Tone::Success, "申诉已提交，由门户管理部门决定");
                reload.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    let words = move || disputed.read().as_ref().map(|loss| format!("{}：{}", loss.name, loss.what));
    view! {
        <Dialog open title="对失分提出申诉" id="appeal">
            <p>{words}</p>
            <form class="form" novalidate on:submit=send>
                <Field label="申诉理由" name="reason" error=fault("reason") required=true>
                    <TextArea value=reason rows=3/>
                </Field>
                <Field label="证据的网址" name="evidence" error=fault("evidence") hint="可不填，如 /a/…">
                    <TextInput value=evidence/>
                </Field>
                <div class="dialog__actions">
                    <Button on_press=close>"取消"</Button>
                    <Button kind=ButtonKind::Primary submit=true busy>"提出申诉"</Button>
                </div>
            </form>
        </Dialog>
    }
}

#[component]
fn Deciding(answered: RwSignal<Option<AppealLine>>, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let [outcome, points, reason] = [(); 3].map(|()| RwSignal::new(String::new()));
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let fault = fault_beside(faults);
    Effect::new(move |_| {
        if answered.read().is_some() {
            for field in [outcome, points, reason] {
                field.set(String::new());
            }
            faults.set(Vec::new());
            open.set(true);
        }
    });
    let close = move |()| {
        open.set(false);
        answered.set(None);
    };
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(appeal) = answered.get_untracked() else { return };
        let form = DecideForm {
            appeal: appeal.id,
            outcome: outcome.get_untracked(),
            points: points.get_untracked(),
            reason: reason.get_untracked(),
        };
        desk.call_with(
            busy,
            assessment::decide_appeal(form),
            move |state| {
                close(());
                desk.say(Tone::Success, format!("已决定：申诉{}", state.label()));
                reload.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    let words = move || {
        answered.read().as_ref().map(|appeal| {
            let points = appeal.points.map_or_else(|| "否决项".to_owned(), |points| format!("失 {points} 分"));
            format!("{} 申诉“{}”（{points}）：{}", appeal.unit_name, appeal.name, appeal.reason)
        })
    };
    let outcomes =
        || AppealState::ALL[1..].iter().map(|state| Choice::new(state.code(), state.label())).collect::<Vec<_>>();
    view! {
        <Dialog open title="决定申诉" id="decide-appeal">
            <p>{words}</p>
            <form class="form" novalidate on:submit=send>
                <Field label="决定" name="outcome" error=fault("outcome") required=true>
                    <Select value=outcome choices=outcomes() empty="请选择"/>
                </Field>
                <Field label="退回的分数" name="points" error=fault("points") hint="选“部分成立”时填写">
                    <TextInput value=points/>
                </Field>
                <Field label="决定的理由" name="decision" error=fault("decision") required=true>
                    <TextArea value=reason rows=3/>
                </Field>
                <p class="note">"封存的得分不变，更正后的得分列在旁边。决定和理由记入日志。"</p>
                <div class="dialog__actions">
                    <Button on_press=close>"取消"</Button>
                    <Button kind=ButtonKind::Primary submit=true busy>"作出决定"</Button>
                </div>
            </form>
        </Dialog>
    }
}
