//! `/a/{code}/report` and `/c/{code}/report`: 我要纠错 under an item, 意见建议 under a list. A plain form; what is wrong
//! with it stands beside its fields, and nothing that was typed is lost.

use cms::{
    Cms,
    reports::{ReportedPage, Spot},
};
use domain::{
    desk::FieldFault,
    feedback::{CONTACT_MAX, PASSAGE_MAX, ReportForm, WORDS_MAX},
    id::ItemCode,
    plan::ColumnCode,
};
use leptos::prelude::*;

use super::{
    address,
    column::crumbs,
    errors,
    layout::{Frame, Here},
    page_when_ready,
    parameters::Parameter,
    request,
    tags::PassingTitle,
};
use crate::ui::{
    Banner, Breadcrumb, Button, ButtonKind, ButtonLink, Choice, ErrorSummary, Field, IconName, Select, TextArea,
    TextInput, Tone,
};

/// The field that people do not see and programs fill in.
pub const TRAP: &str = "website";

/// A form that comes back; the server provides it as a context.
#[derive(Debug, Clone, Default)]
pub struct SentBack {
    pub form: ReportForm,
    pub form_key: String,
    pub faults: Vec<FieldFault>,
    /// Why it was not taken, when no field is to blame.
    pub refusal: Option<String>,
}

#[component]
pub(super) fn ItemReportPage() -> impl IntoView {
    page(ItemCode::parse(&request::code()).map(Spot::Item))
}

#[component]
pub(super) fn ColumnReportPage() -> impl IntoView {
    page(ColumnCode::parse(&request::code()).map(Spot::Column))
}

fn page(spot: Option<Spot>) -> AnyView {
    let cms = expect_context::<Cms>();
    let sent_back = use_context::<SentBack>();
    // What was selected in the text comes along.
    let passage: String = request::query(Parameter::Passage).unwrap_or_default().chars().take(PASSAGE_MAX).collect();
    page_when_ready(async move {
        let Some(spot) = spot else { return errors::no_item(&cms).await };
        match cms.reported_page(&spot).await {
            Ok(Some(page)) => {
                let form = sent_back.unwrap_or_else(|| SentBack {
                    form: ReportForm { passage, ..ReportForm::default() },
                    form_key: cms.new_form_key(),
                    ..SentBack::default()
                });
                form_page(&cms, &spot, page, form)
            }
            Ok(None) => errors::no_item(&cms).await,
            Err(error) => errors::out_of_order(&error),
        }
    })
}

fn form_page(cms: &Cms, spot: &Spot, page: ReportedPage, sent: SentBack) -> AnyView {
    let plan = cms.plan();
    let (back, action, title) = match spot {
        Spot::Item(code) => (address::item(code), address::item_report(code), "我要纠错"),
        Spot::Column(code) => (address::column_page(code), address::column_report(code), "意见建议"),
    };
    let about = page.title.clone();
    view! {
        <PassingTitle page=format!("{title} - {}", page.title) site=plan.plan.site.clone()/>
        <Frame here=Here::in_channel_of(&plan, &page.column)>
            <Breadcrumb crumbs=crumbs(&plan, &page.column, Some(title))/>
            <section class="report">
                <h1 class="page-title">{title}</h1>
                <p class="report__about">"所指页面：" <a href=back.clone()>{about}</a></p>
                {sent.refusal.clone().map(|text| view! { <Banner tone=Tone::Danger><p>{text}</p></Banner> })}
                <ErrorSummary faults=Signal::stored(sent.faults.clone())/>
                {form(page, sent, action, back)}
            </section>
        </Frame>
    }
    .into_any()
}

#[expect(clippy::cast_possible_wrap, clippy::cast_possible_truncation, reason = "a thousand")]
fn form(page: ReportedPage, sent: SentBack, action: String, back: String) -> AnyView {
    let faults = sent.faults;
    let fault = |field: &str| {
        let found = faults.iter().find(|fault| fault.field == field).map(|fault| fault.message.clone());
        Signal::stored(found)
    };
    let kinds: Vec<Choice> = page.kinds.iter().map(|kind| Choice::new(kind.code(), kind.label())).collect();
    let of_item = kinds.iter().all(|kind| kind.value != domain::feedback::ReportKind::Opinion.code());
    let passage = of_item.then(|| {
        view! {
            <Field
                label="原文摘录"
                name="passage"
                error=fault("passage")
                hint="有问题的那一句；在文章里选中文字再点“我要纠错”，会自动带到这里"
            >
                <TextArea value=RwSignal::new(sent.form.passage) rows=3 maxlength=PASSAGE_MAX as i32/>
            </Field>
        }
    });
    view! {
        // Faults are told by the server, in Chinese and all at once.
        <form class="form report__form" method="post" action=action novalidate=true>
            <input type="hidden" name="form_key" value=sent.form_key/>
            <Field label="问题类型" name="kind" error=fault("kind") required=true>
                <Select value=RwSignal::new(sent.form.kind) choices=kinds empty="请选择"/>
            </Field>
            {passage}
            <Field
                label=if of_item { "问题说明" } else { "意见建议" }
                name="words"
                error=fault("words")
                hint="5 至 1000 个字。请不要写身份证号、银行卡号等个人信息"
                required=true
            >
                <TextArea value=RwSignal::new(sent.form.words) rows=6 maxlength=WORDS_MAX as i32/>
            </Field>
            <Field
                label="联系方式"
                name="contact"
                error=fault("contact")
                hint="可不填。电话或电子邮箱，只用于核实这条反馈，加密保存，只有办理人能打开，答复后即从系统中删除"
            >
                <TextInput value=RwSignal::new(sent.form.contact) maxlength=CONTACT_MAX as i32 autocomplete="off"/>
            </Field>
            <div class="report__trap">
                <label for="field-website">"请勿填写此栏"</label>
                <input id="field-website" name=TRAP type="text" autocomplete="off" tabindex="-1"/>
            </div>
            <div class="form__actions">
                <Button kind=ButtonKind::Primary submit=true icon=IconName::Send>"提交"</Button>
                <ButtonLink href=back kind=ButtonKind::Quiet>"返回原页面"</ButtonLink>
            </div>
        </form>
    }
    .into_any()
}
