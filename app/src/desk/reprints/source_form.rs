//! The form of a source: what readers will see, where it is, how it is read, and a trial before it is kept.

use domain::{
    desk::{
        FieldFault,
        reprints::{self as views, SourceRow, SourceSave, TargetColumn, Trial},
    },
    plan::ColumnCode,
    reprint::{INTERVAL_MIN, Level, ListRules, Reading},
};
use leptos::prelude::*;

use super::{
    super::{
        me::{fault_beside, show},
        state::Desk,
    },
    trial::TrialResult,
};
use crate::{
    api::reprints,
    ui::{Button, ButtonKind, Checkbox, Choice, Field, IconName, RadioGroup, Select, TextInput, Tone, live},
};

const FEED: &str = "feed";
const LIST: &str = "list";
/// A new source is looked at every hour.
const HOURLY: i64 = 60;

/// The fields while they are typed.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    level: RwSignal<String>,
    address: RwSignal<String>,
    kind: RwSignal<String>,
    item: RwSignal<String>,
    title: RwSignal<String>,
    date: RwSignal<String>,
    date_pattern: RwSignal<String>,
    body_selector: RwSignal<String>,
    column: RwSignal<String>,
    interval: RwSignal<String>,
    active: RwSignal<bool>,
}

impl Typed {
    fn of(form: Option<&views::SourceForm>) -> Self {
        let text = |read: fn(&views::SourceForm) -> String| RwSignal::new(form.map(read).unwrap_or_default());
        let rules = match form.map(|form| &form.reading) {
            Some(Reading::List(rules)) => rules.clone(),
            Some(Reading::Feed) | None => ListRules::default(),
        };
        let is_list = form.is_some_and(|form| matches!(form.reading, Reading::List(_)));
        let level = form.map(|form| form.level).unwrap_or_default();
        Self {
            name: text(|form| form.name.clone()),
            level: RwSignal::new(level.code().to_owned()),
            address: text(|form| form.address.clone()),
            kind: RwSignal::new(if is_list { LIST } else { FEED }.to_owned()),
            item: RwSignal::new(rules.item),
            title: RwSignal::new(rules.title),
            date: RwSignal::new(rules.date),
            date_pattern: RwSignal::new(rules.date_pattern),
            body_selector: text(|form| form.body_selector.clone()),
            column: text(|form| form.column.to_string()),
            interval: RwSignal::new(form.map_or(HOURLY, |form| form.interval_minutes).to_string()),
            active: RwSignal::new(form.is_none_or(|form| form.active)),
        }
    }

    /// The form, or what is missing of it.
    fn form(self) -> Result<views::SourceForm, FieldFault> {
        let column = ColumnCode::parse(&self.column.get_untracked());
        let column = column.ok_or_else(|| FieldFault::new("source.column", "请选择栏目"))?;
        let interval = self.interval.get_untracked().trim().parse();
        let interval_minutes = interval.map_err(|_| FieldFault::new("source.interval", "请填写分钟数"))?;
        let reading = if self.kind.get_untracked() == LIST {
            Reading::List(ListRules {
                item: self.item.get_untracked(),
                title: self.title.get_untracked(),
                date: self.date.get_untracked(),
                date_pattern: self.date_pattern.get_untracked(),
            })
        } else {
            Reading::Feed
        };
        Ok(views::SourceForm {
            name: self.name.get_untracked(),
            level: Level::from_code(&self.level.get_untracked()).unwrap_or_default(),
            address: self.address.get_untracked(),
            reading,
            body_selector: self.body_selector.get_untracked(),
            column,
            interval_minutes,
            active: self.active.get_untracked(),
        })
    }
}

#[component]
pub(super) fn SourceForm(
    /// The source as it was seen; `None` for a new one.
    row: Option<SourceRow>,
    columns: Vec<TargetColumn>,
    hosts: Vec<String>,
    saved: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let typed = Typed::of(row.as_ref().map(|row| &row.form));
    let seen = row.map(|row| (row.id, row.version));
    let (busy, trying) = (RwSignal::new(false), RwSignal::new(false));
    let (faults, trial) = (RwSignal::new(Vec::<FieldFault>::new()), RwSignal::new(None::<Trial>));
    let fault = fault_beside(faults);
    let read = move || {
        trial.set(None);
        faults.set(Vec::new());
        typed.form().map_err(|fault| faults.set(vec![fault])).ok()
    };
    let try_out = move |()| {
        let Some(form) = read() else { return };
        desk.call_with(
            trying,
            reprints::try_reprint_source(form),
            move |found: Trial| {
                faults.set(found.remarks.clone());
                trial.set(Some(found));
            },
            move |error| show(error, faults, desk),
        );
    };
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(form) = read() else { return };
        desk.call_with(
            busy,
            reprints::save_reprint_source(SourceSave { seen, form }),
            move |_| {
                desk.say(Tone::Success, "来源已保存。");
                saved.run(());
            },
            move |error| show(error, faults, desk),
        );
    };
    let levels: Vec<Choice> = Level::ALL.map(|level| Choice::new(level.code(), level.label())).into();
    let columns: Vec<Choice> =
        columns.into_iter().map(|column| Choice::new(column.code.to_string(), column.path)).collect();
    let kinds = vec![Choice::new(FEED, "RSS 或 Atom"), Choice::new(LIST, "网页列表")];
    let is_list = move || typed.kind.get() == LIST;
    view! {
        <form class="form" on:submit=save novalidate>
            <div class="form__row">
                <Field label="来源名称" name="source.name" error=fault("source.name") required=true hint="读者看到的来源">
                    <TextInput value=typed.name placeholder="中国政府网"/>
                </Field>
                <Field label="级别" name="source.level" required=true>
                    <Select value=typed.level choices=levels/>
                </Field>
            </div>
            <Field
                label="网址"
                name="source.address"
                error=fault("source.address")
                required=true
                hint=format!("允许的域名（含下级域名）：{}", hosts.join("、"))
            >
                <TextInput value=typed.address kind="url" placeholder="https://"/>
            </Field>
            <RadioGroup legend="形式" name="source.kind" value=typed.kind choices=kinds inline=true/>
            <Show when=is_list>
                <Field
                    label="列表项的选择器"
                    name="source.item"
                    error=fault("source.item")
                    required=true
                    hint="CSS 选择器，例如 ul.list li；链接取其中第一个"
                >
                    <TextInput value=typed.item/>
                </Field>
                <div class="form__row">
                    <Field
                        label="标题的选择器"
                        name="source.title"
                        error=fault("source.title")
                        hint="在列表项之内；留空取链接的文字"
                    >
                        <TextInput value=typed.title/>
                    </Field>
                    <Field
                        label="日期的选择器"
                        name="source.date"
                        error=fault("source.date")
                        hint="在列表项之内；留空自动查找"
                    >
                        <TextInput value=typed.date/>
                    </Field>
                    <Field
                        label="日期的写法"
                        name="source.date_pattern"
                        error=fault("source.date_pattern")
                        hint="例如 YYYY-MM-DD；留空认常见写法"
                    >
                        <TextInput value=typed.date_pattern/>
                    </Field>
                </div>
            </Show>
            <Field
                label="正文的选择器"
                name="source.body_selector"
                error=fault("source.body_selector")
                hint="在原文页面上，例如 #UCAP-CONTENT；留空用订阅源自带的内容"
            >
                <TextInput value=typed.body_selector/>
            </Field>
            <div class="form__row">
                <Field label="推荐到栏目" name="source.column" error=fault("source.column") required=true hint="方案中采用转载的栏目">
                    <Select value=typed.column choices=columns empty="请选择"/>
                </Field>
                <Field
                    label="间隔（分钟）"
                    name="source.interval"
                    error=fault("source.interval")
                    required=true
                    hint=format!("至少 {INTERVAL_MIN}")
                >
                    <TextInput value=typed.interval kind="number" inputmode="numeric"/>
                </Field>
            </div>
            <Checkbox label="启用" name="source.active" checked=typed.active hint="停用后不再取，已推荐的不受影响"/>
            <div role="status">
                {live(move || trial.get().map(|trial| view! { <TrialResult trial/> }))}
            </div>
            <div class="form__actions">
                <Button kind=ButtonKind::Primary submit=true busy>"保存"</Button>
                <Button icon=IconName::Eye busy=trying on_press=try_out>"试取"</Button>
            </div>
        </form>
    }
}
