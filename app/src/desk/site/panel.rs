//! One switch: what is on now, the form to switch something on, and how pages will look before they do.

use chrono::{DateTime, Utc};
use domain::{
    desk::{
        FieldFault,
        site::{SwitchOn, SwitchRow},
    },
    site::{Banner as Words, LONGEST_TEXT, Level, Period, Setting, SwitchKind},
    time,
};
use leptos::prelude::*;

use super::history::period_in_words;
use crate::{
    api::{ApiError, site},
    desk::{browser, me::fault_beside, state::Desk},
    ui::{
        Button, ButtonKind, Choice, Described, DescriptionList, Dialog, Field, HolidayNotice, IconName, Panel,
        RadioGroup, SiteBanner, Tag, TextArea, TextInput, Tone, field_id, live,
    },
};

const fn lead(kind: SwitchKind) -> &'static str {
    match kind {
        SwitchKind::Banner => "显示在每个页面的最上方，用于险情、停办等必须让所有人看到的事。红色只用于“紧急”。",
        SwitchKind::Holiday => "在页头下方用一行文字说明放假和值班安排。",
        SwitchKind::GreyDay => "国家公祭日、哀悼日等，全部公众页面变为灰色。不填结束时间的，须手动关闭。",
    }
}

/// What the form holds.
#[derive(Debug, Clone, Copy)]
struct Draft {
    kind: SwitchKind,
    level: RwSignal<String>,
    text: RwSignal<String>,
    link: RwSignal<String>,
    from: RwSignal<String>,
    until: RwSignal<String>,
    reason: RwSignal<String>,
}

impl Draft {
    fn empty(kind: SwitchKind) -> Self {
        let text = || RwSignal::new(String::new());
        let level = RwSignal::new(Level::Important.code().to_owned());
        Self { kind, level, text: text(), link: text(), from: text(), until: text(), reason: text() }
    }

    /// What it asks for, or what is wrong with it. Without a first minute it begins at once.
    fn read(self, open: Option<&SwitchRow>, now: DateTime<Utc>) -> Result<SwitchOn, Vec<FieldFault>> {
        let text = self.text.get_untracked();
        let setting = match self.kind {
            SwitchKind::GreyDay => Setting::GreyDay,
            SwitchKind::Holiday => Setting::Holiday { text },
            SwitchKind::Banner => Setting::Banner(Words {
                level: Level::from_code(&self.level.read_untracked()).unwrap_or(Level::Important),
                text,
                link: Some(self.link.get_untracked()),
            }),
        };
        let minute = |typed: RwSignal<String>, field: &str| {
            let typed = typed.get_untracked();
            if typed.is_empty() {
                return Ok(None);
            }
            time::parse_minute(&typed).map(Some).ok_or_else(|| vec![FieldFault::new(field, "请填写日期和时间")])
        };
        let from = minute(self.from, "from")?.unwrap_or(now);
        let period = Period { from, until: minute(self.until, "until")? };
        let replaces = open.map(|open| open.id);
        let asked = SwitchOn { setting, period, reason: self.reason.get_untracked(), replaces }.tidied();
        let faults = asked.faults(now);
        if faults.is_empty() { Ok(asked) } else { Err(faults) }
    }
}

/// The form field of a switch; each of them stands on the page once for each switch.
fn name_of(kind: SwitchKind, field: &str) -> String {
    format!("{}-{field}", kind.code())
}

/// Faults beside their fields, with the keyboard on the first.
fn tell(kind: SwitchKind, found: Vec<FieldFault>, faults: RwSignal<Vec<FieldFault>>) {
    if let Some(first) = found.first() {
        browser::focus_soon(field_id(&name_of(kind, &first.field)));
    }
    faults.set(found);
}

#[component]
pub(super) fn SwitchPanel(
    kind: SwitchKind,
    open: Option<SwitchRow>,
    site_name: String,
    now: DateTime<Utc>,
    reload: Callback<()>,
) -> impl IntoView {
    let state = match &open {
        None => view! { <Tag text="未开启" look="neutral"/> }.into_any(),
        Some(row) if row.timed.period.holds_at(now) => {
            view! { <Tag text="已开启" look="success" icon=IconName::CircleCheck/> }.into_any()
        }
        Some(_) => view! { <Tag text="到时开启" look="plain" icon=IconName::Clock/> }.into_any(),
    };
    view! {
        <Panel title=kind.label() id=kind.code() actions=state>
            <div class="form">
                <p>{lead(kind)}</p>
                {open.clone().map(|row| view! { <Open row reload/> })}
                <SwitchForm kind open site_name now reload/>
            </div>
        </Panel>
    }
}

/// What is on, and the way to switch it off.
#[component]
fn Open(row: SwitchRow, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let (id, kind) = (row.id, row.timed.setting.kind());
    let reason = RwSignal::new(String::new());
    let (busy, faults) = (RwSignal::new(false), RwSignal::new(Vec::<FieldFault>::new()));
    let fault = fault_beside(faults);
    let switch_off = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        faults.set(Vec::new());
        desk.call_with(
            busy,
            site::switch_off(id, reason.get_untracked()),
            move |()| {
                desk.say(Tone::Success, format!("{}已关闭。", kind.label()));
                reload.run(());
            },
            move |error| match error {
                ApiError::Invalid(found) => faults.set(found),
                other => desk.say(Tone::Danger, other.to_string()),
            },
        );
    };
    view! {
        {shown(row.timed.setting)}
        <DescriptionList columns=true>
            <Described term="时段">{period_in_words(row.timed.period)}</Described>
            <Described term="事由">{row.reason}</Described>
            <Described term="开启人">{row.by}</Described>
        </DescriptionList>
        <form class="form__row" on:submit=switch_off>
            <Field label="关闭的事由" name=name_of(kind, "off-reason") error=fault("reason") required=true>
                <TextInput value=reason maxlength=200/>
            </Field>
            <div class="form__actions">
                <Button kind=ButtonKind::Danger submit=true icon=IconName::Ban busy>{format!("关闭{}", kind.label())}</Button>
            </div>
        </form>
    }
}

#[component]
fn SwitchForm(
    kind: SwitchKind,
    open: Option<SwitchRow>,
    site_name: String,
    now: DateTime<Utc>,
    reload: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let draft = Draft::empty(kind);
    let (busy, faults) = (RwSignal::new(false), RwSignal::new(Vec::<FieldFault>::new()));
    let fault = fault_beside(faults);
    let (asked, previewing) = (RwSignal::new(None::<SwitchOn>), RwSignal::new(false));
    let replaced = open.is_some();
    let preview = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match draft.read(open.as_ref(), now) {
            Ok(read) => {
                faults.set(Vec::new());
                asked.set(Some(read));
                previewing.set(true);
            }
            Err(found) => tell(kind, found, faults),
        }
    };
    let switch_on = Callback::new(move |()| {
        let Some(asked) = asked.get_untracked() else { return };
        desk.call_with(
            busy,
            site::switch_on(asked),
            move |_| {
                previewing.set(false);
                desk.say(Tone::Success, format!("{}已保存。", kind.label()));
                reload.run(());
            },
            move |error| {
                previewing.set(false);
                match error {
                    ApiError::Invalid(found) => tell(kind, found, faults),
                    other => desk.say(Tone::Danger, other.to_string()),
                }
            },
        );
    });
    let words = (kind != SwitchKind::GreyDay).then(|| {
        let hint = format!("{LONGEST_TEXT} 字以内");
        view! {
            <Field label="文字" name=name_of(kind, "text") hint error=fault("text") required=true>
                <TextArea value=draft.text rows=2/>
            </Field>
        }
    });
    let banner = (kind == SwitchKind::Banner).then(|| {
        let levels = Level::ALL.map(|level| Choice::new(level.code(), level.label())).to_vec();
        view! {
            <RadioGroup legend="程度" name=name_of(kind, "level") value=draft.level choices=levels inline=true/>
            <Field
                label="详情页面"
                name=name_of(kind, "link")
                hint="本网站的页面，写以 / 开头的地址，如 /c/tzgg；没有就不填"
                error=fault("link")
            >
                <TextInput value=draft.link/>
            </Field>
        }
    });
    view! {
        {replaced.then(|| view! { <h3>"换成新的设置"</h3> })}
        <form class="form" on:submit=preview novalidate>
            {words}
            {banner}
            <div class="form__row">
                <Field label="开始" name=name_of(kind, "from") hint="不填即立刻开始" error=fault("from")>
                    <TextInput value=draft.from kind="datetime-local"/>
                </Field>
                <Field
                    label="结束"
                    name=name_of(kind, "until")
                    hint="到时自动结束"
                    error=fault("until")
                    required={kind != SwitchKind::GreyDay}
                >
                    <TextInput value=draft.until kind="datetime-local"/>
                </Field>
            </div>
            <Field label="事由" name=name_of(kind, "reason") hint="依据的通知或批准人，记入日志" error=fault("reason") required=true>
                <TextInput value=draft.reason maxlength=200/>
            </Field>
            <div class="form__actions">
                <Button submit=true icon=IconName::Eye>
                    {if replaced { "预览，替换现有设置" } else { "预览" }}
                </Button>
            </div>
        </form>
        <Dialog open=previewing title=format!("预览：{}", kind.label()) id=format!("preview-{}", kind.code()) wide=true>
            {
                let site_name = site_name.clone();
                live(move || asked.get().map(|asked| view! { <Preview asked site_name=site_name.clone()/> }))
            }
            <div class="dialog__actions">
                <Button on_press=move |()| previewing.set(false)>"返回修改"</Button>
                <Button kind=ButtonKind::Primary icon=IconName::Check busy on_press=switch_on>
                    {format!("确认开启{}", kind.label())}
                </Button>
            </div>
        </Dialog>
    }
}

/// The head of a page as readers will see it.
#[component]
fn Preview(asked: SwitchOn, site_name: String) -> impl IntoView {
    let grey = asked.setting == Setting::GreyDay;
    let (banner, holiday) = match asked.setting {
        Setting::Banner(banner) => (Some(banner), None),
        Setting::Holiday { text } => (None, Some(text)),
        Setting::GreyDay => (None, None),
    };
    view! {
        <p>"时段：" {period_in_words(asked.period)}</p>
        <div class="site-preview" class:site-preview--grey=grey>
            {banner.map(|banner| view! { <SiteBanner banner/> })}
            <div class="masthead">
                <p class="wrap masthead__identity"><span class="masthead__title">{site_name}</span></p>
            </div>
            {holiday.map(|text| view! { <HolidayNotice text/> })}
        </div>
    }
}

/// What a setting says on the pages.
fn shown(setting: Setting) -> Option<AnyView> {
    match setting {
        Setting::GreyDay => None,
        Setting::Banner(banner) => Some(view! { <SiteBanner banner/> }.into_any()),
        Setting::Holiday { text } => Some(view! { <HolidayNotice text/> }.into_any()),
    }
}
