//! The words of the mail.

use domain::{
    desk::{FieldFault, reminders::TemplateSheet},
    reminder::{PLACEHOLDERS, Template, TemplateKind},
};
use leptos::prelude::*;

use crate::{
    api::reminders,
    desk::{
        loaded::{load, loaded},
        me::{fault_beside, show},
        state::Desk,
    },
    ui::{Button, ButtonKind, Choice, Field, Panel, Select, TextArea, TextInput, Tone},
};

#[component]
pub(super) fn Templates() -> impl IntoView {
    let changed = RwSignal::new(0_i64);
    let sheets = load(move || changed.get(), |_| reminders::templates());
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    let chosen = RwSignal::new(TemplateKind::Digest.code().to_owned());
    loaded(sheets, move |sheets| view! { <Form sheets chosen reload/> }.into_any())
}

#[component]
fn Form(sheets: Vec<TemplateSheet>, chosen: RwSignal<String>, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let (subject, body) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let fault = fault_beside(faults);
    let choices: Vec<Choice> = sheets
        .iter()
        .map(|sheet| {
            let mark = if sheet.is_usual { "" } else { "（已修改）" };
            Choice::new(sheet.kind.code(), format!("{}{mark}", sheet.kind.label()))
        })
        .collect();
    let all = StoredValue::new(sheets);
    let put = move |template: Template| {
        faults.set(Vec::new());
        subject.set(template.subject);
        body.set(template.body);
    };
    let kind = move || TemplateKind::from_code(&chosen.read_untracked()).unwrap_or(TemplateKind::Digest);
    let fill = move |_: String| {
        let kind = kind();
        let known =
            all.with_value(|all| all.iter().find(|sheet| sheet.kind == kind).map(|sheet| sheet.template.clone()));
        put(known.unwrap_or_else(|| Template::usual(kind)));
    };
    fill(String::new());
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let template = Template { subject: subject.get_untracked(), body: body.get_untracked() };
        let found = template.faults();
        if !found.is_empty() {
            return faults.set(found);
        }
        desk.call_with(
            busy,
            reminders::set_template(kind(), template),
            move |()| {
                faults.set(Vec::new());
                desk.say(Tone::Success, "已保存，下一个工作日起使用");
                reload.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    let words: Vec<String> = PLACEHOLDERS.iter().map(|(_, word, what)| format!("{{{word}}} {what}")).collect();
    view! {
        <Panel title="邮件模板" id="templates">
            <form class="form" on:submit=save>
                <Field label="哪一种邮件" name="template"><Select value=chosen choices on_change=fill/></Field>
                <Field label="标题" name="subject" error=fault("subject") required=true><TextInput value=subject/></Field>
                <Field
                    label="正文"
                    name="body"
                    error=fault("body")
                    required=true
                    hint=format!("可用占位符：{}", words.join("，"))
                >
                    <TextArea value=body rows=10/>
                </Field>
                <div class="form__actions">
                    <Button on_press=move |()| put(Template::usual(kind()))>"填入原来的写法"</Button>
                    <Button kind=ButtonKind::Primary submit=true busy>"保存模板"</Button>
                </div>
            </form>
        </Panel>
    }
}
