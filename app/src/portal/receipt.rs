//! `/report` and `/report/{number}`: what has become of a report, for whoever has its number and its code.

use axum::http::StatusCode;
use cms::{Cms, reports::Progress};
use domain::feedback::{Receipt, ReportState};
use leptos::prelude::*;

use super::{
    errors,
    layout::{Frame, Here},
    page_when_ready,
    parameters::Parameter,
    request,
    tags::PassingTitle,
};
use crate::ui::{
    Banner, Button, ButtonKind, ButtonLink, Described, DescriptionList, Field, IconName, Moment, Tag, TextInput, Tone,
};

#[component]
pub(super) fn ReceiptPage() -> impl IntoView {
    let cms = expect_context::<Cms>();
    let number = request::parameter("number").or_else(|| request::query(Parameter::Number)).unwrap_or_default();
    let code = request::query(Parameter::Code).unwrap_or_default();
    let is_new = request::query(Parameter::Sent).is_some();
    page_when_ready(async move {
        if code.is_empty() {
            return frame(&cms, ask(number, None));
        }
        let found = match number.parse::<Receipt>() {
            Ok(receipt) => cms.report_progress(receipt, &code).await,
            Err(_) => Ok(None),
        };
        match found {
            Ok(Some(progress)) => frame(&cms, shown(progress, code, is_new)),
            Ok(None) => {
                errors::set_status(StatusCode::NOT_FOUND);
                frame(&cms, ask(number, Some("没有找到这条反馈，请核对回执编号和查询码。")))
            }
            Err(error) => errors::out_of_order(&error),
        }
    })
}

fn frame(cms: &Cms, content: AnyView) -> AnyView {
    let site = cms.plan().plan.site.clone();
    view! {
        <PassingTitle page="反馈办理情况" site/>
        <Frame here=Here::Elsewhere>
            <section class="report">
                <h1 class="page-title">"反馈办理情况"</h1>
                {content}
            </section>
        </Frame>
    }
    .into_any()
}

/// The form of whoever comes without the code, or with a wrong one.
fn ask(number: String, fault: Option<&'static str>) -> AnyView {
    view! {
        {fault.map(|text| view! { <Banner tone=Tone::Danger><p>{text}</p></Banner> })}
        <form class="form report__form" method="get" action="/report">
            <Field label="回执编号" name="number" hint="形如 2026-00012" required=true>
                <TextInput value=RwSignal::new(number) autocomplete="off"/>
            </Field>
            <Field label="查询码" name="code" hint="提交后页面上的 8 位字母和数字" required=true>
                <TextInput value=RwSignal::new(String::new()) autocomplete="off"/>
            </Field>
            <div class="form__actions">
                <Button kind=ButtonKind::Primary submit=true icon=IconName::Search>"查询"</Button>
            </div>
        </form>
    }
    .into_any()
}

fn shown(progress: Progress, code: String, is_new: bool) -> AnyView {
    let Progress { receipt, title, kind, state, received_at, outcome, answer, answered_unit, answered_at } = progress;
    let (look, icon) = match state {
        ReportState::Received => ("neutral", IconName::Inbox),
        ReportState::InHand => ("warn", IconName::Clock),
        ReportState::Closed => ("success", IconName::CircleCheck),
    };
    let thanks = is_new.then(|| {
        view! {
            <Banner tone=Tone::Success title="感谢您的反馈，我们已经收到">
                <p>"请记下回执编号和查询码，或收藏本页地址，以后可以在这里查看办理情况。"</p>
            </Banner>
        }
    });
    let outcome = outcome.map(|outcome| {
        view! { <Described term="办理结果">{outcome.label(kind)}</Described> }
    });
    view! {
        {thanks}
        <DescriptionList>
            <Described term="回执编号"><strong class="figures">{receipt.to_string()}</strong></Described>
            <Described term="查询码"><strong class="figures">{code}</strong></Described>
            <Described term="办理状态"><Tag text=state.label() look icon/></Described>
            <Described term="所指页面">{title}</Described>
            <Described term="类型">{kind.label()}</Described>
            <Described term="提交时间"><Moment at=received_at/></Described>
            {outcome}
            {(!answered_unit.is_empty()).then(|| view! { <Described term="答复单位">{answered_unit}</Described> })}
            {answered_at.map(|at| view! { <Described term="答复时间"><Moment at/></Described> })}
        </DescriptionList>
        {(!answer.is_empty()).then(|| view! {
            <h2 class="report__subtitle">"答复"</h2>
            <p class="report__answer">{answer}</p>
        })}
        <p class="form__actions"><ButtonLink href="/" icon=IconName::House>"返回首页"</ButtonLink></p>
    }
    .into_any()
}
