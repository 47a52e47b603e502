//! 发整改通知: written by hand, from a finding of the patrol, from a red column of the board, or from what a veto condition of
//! the assessment finds in a column.

use domain::{
    assessment::RuleCode,
    desk::{
        FieldFault,
        cases::{CaseDraft, CaseStart},
    },
    plan::{ColumnCode, UnitCode},
    rectification::{BASIS_MAX, NoticeForm, Point, SUBJECT_MAX, TEXT_MAX},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{
    OWN_UNIT, PATH,
    kept::{Kept, Restored},
    offers::Offers,
    points::{DraftPoint, Points, limit},
    steps::fault_of,
};
use crate::{
    api::cases,
    desk::{
        browser,
        frame::PageHead,
        loaded::{load, loaded},
        me::show,
        state::{Desk, signed_in},
    },
    ui::{
        Banner, Breadcrumb, Button, ButtonKind, ButtonLink, Choice, Crumb, ErrorSummary, Field, IconName, Panel,
        Select, TextArea, TextInput, Tone, live,
    },
};

#[component]
pub(in crate::desk) fn NewCasePage() -> impl IntoView {
    let query = use_query_map();
    let start = Memo::new(move |_| {
        let query = query.read();
        let text = |name| query.get(name).unwrap_or_default();
        CaseStart {
            finding: text("finding").parse().ok(),
            column: ColumnCode::parse(&text("column")),
            veto: RuleCode::parse(&text("veto")),
            rules: text("rules"),
            subject: text("subject"),
            unit: UnitCode::parse(&text("unit")),
        }
    });
    let draft = load(move || start.get(), cases::case_draft);
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("整改", PATH), Crumb::here("发整改通知")]/>
        <PageHead title="发整改通知" lead="发出后即送达单位的全部编辑账号，不能修改；写错了的，撤销后重发。"/>
        {loaded(draft, move |draft| {
            let about = start.get_untracked().subject;
            view! { <NoticeEditor draft about/> }.into_any()
        })}
    }
}

#[component]
fn NoticeEditor(
    draft: CaseDraft,
    /// The subject of the evidence that it began from; empty: it began elsewhere.
    about: String,
) -> impl IntoView {
    let desk = Desk::expect();
    let CaseDraft { form, units, same, managers_elsewhere } = draft;
    let NoticeForm { key, unit, subject, points, demand, basis, working_days } = form;
    let ground = points.first().and_then(Point::ground).unwrap_or_default();
    let text = RwSignal::<String>::new;
    let (key, unit, subject, demand, basis, days) =
        (text(key), text(unit), text(subject), text(demand), text(basis), text(working_days));
    let points = RwSignal::new(points.into_iter().map(DraftPoint::new).collect::<Vec<_>>());
    let (busy, faults) = (RwSignal::new(false), RwSignal::new(Vec::<FieldFault>::new()));
    let units: Vec<Choice> = units.into_iter().map(|unit| Choice::new(unit.code.as_str(), unit.name)).collect();
    let typed = move || NoticeForm {
        key: key.get(),
        unit: unit.get(),
        subject: subject.get(),
        points: points.get().iter().map(DraftPoint::point).collect(),
        demand: demand.get(),
        basis: basis.get(),
        working_days: days.get(),
    };
    // Many guides stand in one column: what was typed about one is no notice about another.
    let form = format!("new:{ground} {about}");
    let kept = Kept::follow(form.trim_end(), typed, move |earlier: NoticeForm| {
        key.set(earlier.key);
        unit.set(earlier.unit);
        subject.set(earlier.subject);
        points.set(earlier.points.into_iter().map(DraftPoint::new).collect());
        demand.set(earlier.demand);
        basis.set(earlier.basis);
        days.set(earlier.working_days);
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        faults.set(Vec::new());
        desk.call_with(
            busy,
            cases::open_case(typed()),
            move |case| {
                kept.clear();
                browser::open(&format!("{PATH}/{case}"));
            },
            move |error| show(error, faults, desk),
        );
    };
    // What was offered for one unit is no business of another; where it is, it is offered again.
    let before = StoredValue::new(unit.get_untracked());
    let leave_behind = move |chosen: String| {
        if before.try_update_value(|before| std::mem::replace(before, chosen)).is_none_or(|before| before.is_empty()) {
            return;
        }
        points.update(|all| {
            all.retain(|point| !point.is_as_offered());
            if all.is_empty() {
                all.push(DraftPoint::new(Point::default()));
            }
        });
    };
    let fault = move |field: &str| fault_of(faults, field);
    let own = signed_in().unit;
    let of_own_unit = live(move || {
        let nobody = if managers_elsewhere == 0 {
            "目前没有这样的账号，请先请安全管理员开设，否则无人核查。"
        } else {
            ""
        };
        (*unit.read() == own.as_str()).then(|| {
            view! { <Banner tone=Tone::Info><p>"这是发给本单位的通知。"{OWN_UNIT}{nobody}</p></Banner> }
        })
    });
    view! {
        {same.map(|same| view! {
            <Banner tone=Tone::Warn>
                <p>
                    "这个问题已列入 "
                    <a href=format!("{PATH}/{}", same.id)>{same.number}</a>
                    {format!("（{}），请勿重复通知。", same.state.label())}
                </p>
            </Banner>
        })}
        {of_own_unit}
        <form class="form" novalidate on:submit=send>
            <ErrorSummary faults/>
            <Restored kept/>
            <Panel title="通知" id="notice">
                <div class="form__row">
                    <Field label="整改单位" name="unit" error=fault("unit") required=true>
                        <Select value=unit choices=units empty="请选择" on_change=leave_behind/>
                    </Field>
                    <Field
                        label="期限（工作日）"
                        name="working_days"
                        error=fault("working_days")
                        required=true
                        hint="自发出次日起算"
                    >
                        <TextInput value=days/>
                    </Field>
                </div>
                <Field label="事由" name="subject" error=fault("subject") required=true>
                    <TextInput value=subject maxlength=limit(SUBJECT_MAX)/>
                </Field>
            </Panel>
            <Points points faults/>
            <Offers unit points/>
            <Panel title="要求" id="demands">
                <Field label="整改要求" name="demand" error=fault("demand") required=true>
                    <TextArea value=demand rows=3 maxlength=limit(TEXT_MAX)/>
                </Field>
                <Field label="依据" name="basis" error=fault("basis") required=true>
                    <TextInput value=basis maxlength=limit(BASIS_MAX)/>
                </Field>
                <div class="form__actions">
                    <Button kind=ButtonKind::Primary submit=true icon=IconName::Send busy>"发出整改通知"</Button>
                    <ButtonLink href=PATH kind=ButtonKind::Quiet>"不发了"</ButtonLink>
                </div>
            </Panel>
        </form>
    }
}
