//! What may be done with a report: take it in hand, answer it, hand it to another unit.

use domain::{
    desk::{
        FieldFault,
        reports::{ReportAsk, ReportSheet},
    },
    feedback::{ANSWER_MAX, Outcome, ReportState},
    id::ReportId,
    permission::Action,
    plan::UnitCode,
};
use leptos::prelude::*;

use crate::{
    api::{ApiError, corrections, plan},
    desk::{
        browser,
        state::{Desk, signed_in},
    },
    ui::{
        Button, ButtonKind, Choice, ErrorSummary, Field, IconName, Panel, RadioGroup, Select, TextArea, Tone, field_id,
    },
};

/// A way to take steps with one report.
#[derive(Clone, Copy)]
struct Steps {
    desk: Desk,
    report: ReportId,
    busy: RwSignal<bool>,
    faults: RwSignal<Vec<FieldFault>>,
    reload: Callback<()>,
}

impl Steps {
    fn take(self, ask: ReportAsk, done: &'static str) {
        let Self { desk, faults, reload, .. } = self;
        faults.set(Vec::new());
        desk.call_with(
            self.busy,
            corrections::decide_report(self.report, ask),
            move |_| {
                desk.say(Tone::Success, done);
                reload.run(());
            },
            move |error| match error {
                ApiError::Invalid(found) => {
                    if let Some(first) = found.first() {
                        browser::focus_soon(field_id(&first.field));
                    }
                    faults.set(found);
                }
                other => desk.say(Tone::Danger, other.to_string()),
            },
        );
    }

    fn fault(self, field: &'static str) -> Signal<Option<String>> {
        let faults = self.faults;
        Signal::derive(move || faults.read().iter().find(|one| one.field == field).map(|one| one.message.clone()))
    }
}

#[component]
pub(super) fn Handling(sheet: ReportSheet, reload: Callback<()>) -> impl IntoView {
    let steps = Steps {
        desk: Desk::expect(),
        report: sheet.row.id,
        busy: RwSignal::new(false),
        faults: RwSignal::new(Vec::new()),
        reload,
    };
    let may = |action| sheet.allowed.contains(&action);
    let is_mine = may(Action::AnswerReport);
    let own_name = signed_in().name;
    let claim = (may(Action::ClaimReport) && !is_mine).then(|| {
        let label = match (&sheet.row.claimed_by, sheet.row.state) {
            (Some(name), ReportState::InHand) if *name != own_name => format!("从{name}处接办"),
            _ => "认领".to_owned(),
        };
        view! {
            <Button
                kind=ButtonKind::Primary
                icon=IconName::Hand
                busy=steps.busy
                on_press=move |()| steps.take(ReportAsk::Claim, "已认领。")
            >
                {label}
            </Button>
        }
    });
    let release = is_mine.then(|| {
        view! {
            <Button busy=steps.busy on_press=move |()| steps.take(ReportAsk::Release, "已取消认领。")>"取消认领"</Button>
        }
    });
    let forwards = may(Action::ForwardReport);
    let kind = sheet.row.kind;
    view! {
        {is_mine.then(|| {
            let outcomes = Outcome::ALL.map(|one| Choice::new(one.code(), one.label(kind))).into();
            view! { <Reply steps outcomes/> }
        })}
        {(claim.is_some() || release.is_some()).then(|| view! { <p class="form__actions">{claim} {release}</p> })}
        {forwards.then(|| view! { <Forward steps/> })}
    }
}

#[expect(clippy::cast_possible_wrap, clippy::cast_possible_truncation, reason = "a thousand")]
#[component]
fn Reply(steps: Steps, outcomes: Vec<Choice>) -> impl IntoView {
    let outcome = RwSignal::new(Outcome::Mended.code().to_owned());
    let answer = RwSignal::new(String::new());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(outcome) = Outcome::from_code(&outcome.get_untracked()) else { return };
        steps.take(ReportAsk::Answer { outcome, answer: answer.get_untracked() }, "已答复，读者凭回执编号可以看到。");
    };
    view! {
        <Panel title="答复读者" id="reply">
            <form class="form" on:submit=send>
                <ErrorSummary faults=steps.faults/>
                <RadioGroup legend="办理结果" name="outcome" value=outcome choices=outcomes inline=true/>
                <Field
                    label="答复内容"
                    name="answer"
                    error=steps.fault("answer")
                    required=true
                    hint="读者会看到。无需改正的请说明理由；不要写个人信息"
                >
                    <TextArea value=answer rows=4 maxlength=ANSWER_MAX as i32/>
                </Field>
                <div class="form__actions">
                    <Button kind=ButtonKind::Primary submit=true icon=IconName::Send busy=steps.busy>"答复并办结"</Button>
                </div>
            </form>
        </Panel>
    }
}

/// 转其他单位. The units come when somebody wants to.
#[component]
fn Forward(steps: Steps) -> impl IntoView {
    let (unit, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let units = RwSignal::new(Vec::<Choice>::new());
    Effect::new(move |_| {
        leptos::task::spawn_local(async move {
            if let Ok(names) = plan::plan_names().await {
                let with_account = names.units.into_iter().filter(|unit| unit.has_account);
                units.try_set(with_account.map(|unit| Choice::new(unit.code.to_string(), unit.name)).collect());
            }
        });
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(unit) = UnitCode::parse(&unit.get_untracked()) else {
            return steps.faults.set(vec![FieldFault::new("unit", "请选择单位")]);
        };
        steps.take(ReportAsk::Forward { unit, reason: reason.get_untracked() }, "已转办，对方单位已收到通知。");
    };
    view! {
        <Panel title="转其他单位" id="forward">
            <form class="form" on:submit=send>
                <Field label="转给" name="unit" error=steps.fault("unit") required=true>
                    <Select value=unit choices=units empty="请选择"/>
                </Field>
                <Field label="转办理由" name="reason" error=steps.fault("reason") required=true>
                    <TextArea value=reason rows=2/>
                </Field>
                <div class="form__actions">
                    <Button submit=true icon=IconName::Send busy=steps.busy>"转办"</Button>
                </div>
            </form>
        </Panel>
    }
}
