//! The office's side: each answer is accepted or sent back, with a reason and a new deadline.

use domain::{
    desk::cases::CaseSheet,
    rectification::{CaseAsk, TEXT_MAX, Verdict},
};
use leptos::prelude::*;

use super::{
    kept::{Kept, Restored},
    points::limit,
    steps::Steps,
};
use crate::ui::{
    Button, ButtonKind, Choice, ErrorSummary, Field, IconName, Panel, RadioGroup, TextArea, TextInput, live,
};

const ACCEPTED: &str = "accepted";
const RETURNED: &str = "returned";

#[derive(Clone, Copy)]
struct Judging {
    point: u16,
    verdict: RwSignal<String>,
    reason: RwSignal<String>,
}

impl Judging {
    /// `None`: nobody has looked at it.
    fn judged(self) -> Option<Verdict> {
        let accepted = match self.verdict.read().as_str() {
            ACCEPTED => true,
            RETURNED => false,
            _ => return None,
        };
        Some(Verdict { point: self.point, accepted, reason: self.reason.get() })
    }

    fn restore(self, verdict: &Verdict) {
        self.verdict.set(if verdict.accepted { ACCEPTED } else { RETURNED }.to_owned());
        self.reason.set(verdict.reason.clone());
    }
}

#[component]
pub(super) fn Checking(sheet: CaseSheet, reload: Callback<()>) -> impl IntoView {
    let steps = Steps::new(sheet.seen, reload);
    let (note, days) = (RwSignal::new(String::new()), RwSignal::new(sheet.given.working_days.to_string()));
    let open = (1_u16..).zip(&sheet.notice.points).filter(|(point, _)| !sheet.accepted.contains(point));
    let judging: Vec<(Judging, String)> = open
        .map(|(point, of)| {
            let (verdict, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
            (Judging { point, verdict, reason }, of.fault.clone())
        })
        .collect();
    let all: Vec<Judging> = judging.iter().map(|(one, _)| *one).collect();
    let (for_asking, for_restoring) = (all.clone(), all.clone());
    let ask = move || {
        let verdicts = for_asking.iter().filter_map(|one| one.judged()).collect();
        CaseAsk::Check { verdicts, note: note.get(), working_days: days.get() }
    };
    let form = format!("{}:check:{}", sheet.seen.case, sheet.answers());
    let kept = Kept::follow(&form, ask.clone(), move |earlier| {
        let CaseAsk::Check { verdicts, note: words, working_days } = earlier else { return };
        for one in &for_restoring {
            if let Some(verdict) = verdicts.iter().find(|verdict| verdict.point == one.point) {
                one.restore(verdict);
            }
        }
        note.set(words);
        days.set(working_days);
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        steps.take_and(ask(), "核查结论已提交，单位已收到通知。", move || kept.clear());
    };
    let sends_back = Signal::derive(move || all.iter().any(|one| *one.verdict.read() == RETURNED));
    let fields = judging.into_iter().map(|(one, fault)| verdict_fields(one, &fault, steps)).collect_view();
    view! {
        <Panel title="核查" id="check">
            <form class="form" novalidate on:submit=send>
                <ErrorSummary faults=steps.faults/>
                <Restored kept/>
                {fields}
                {live(move || if sends_back.get() {
                    view! {
                        <Field
                            label="重新整改的期限（工作日）"
                            name="working_days"
                            error=steps.fault("working_days")
                            hint="自今天次日起算，不早于原期限"
                            required=true
                        >
                            <TextInput value=days/>
                        </Field>
                    }
                    .into_any()
                } else {
                    view! {
                        <Field label="核查意见" name="note" error=steps.fault("note")>
                            <TextArea value=note rows=2 maxlength=limit(TEXT_MAX)/>
                        </Field>
                    }
                    .into_any()
                })}
                <div class="form__actions">
                    <Button kind=ButtonKind::Primary submit=true icon=IconName::Check busy=steps.busy>"提交核查结论"</Button>
                </div>
            </form>
        </Panel>
    }
}

fn verdict_fields(judging: Judging, fault: &str, steps: Steps) -> impl IntoView + use<> {
    let Judging { point, verdict, reason } = judging;
    let name = format!("verdicts.{point}");
    let missing = steps.fault(&name);
    let reason_name = format!("{name}.reason");
    let reason_fault = steps.fault(&reason_name);
    view! {
        <div class="case-point">
            <RadioGroup
                legend=format!("问题 {point}：{fault}")
                name=name
                value=verdict
                choices=vec![Choice::new(ACCEPTED, "整改到位"), Choice::new(RETURNED, "退回整改")]
                inline=true
                error=missing
            />
            {live(move || (*verdict.read() == RETURNED).then(|| view! {
                <Field label="退回理由" name=reason_name.clone() error=reason_fault required=true>
                    <TextArea value=reason rows=2 maxlength=limit(TEXT_MAX)/>
                </Field>
            }))}
        </div>
    }
}
