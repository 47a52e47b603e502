//! Entering a notice: first what it would move, then the entry itself.

use domain::{
    calendar::{Holiday, Layer, Notice},
    desk::{
        FieldFault,
        calendar::{ClockOf, MovedClock},
    },
    plan::UnitCode,
};
use leptos::prelude::*;

use crate::{
    api::{obligations, plan::PlanNames},
    desk::{
        me::{fault_beside, show},
        state::Desk,
    },
    ui::{
        Button, ButtonKind, Cell, Checkbox, Choice, Field, Heading, Panel, RowHeading, Select, StateTag, Table,
        TextArea, TextInput, Tone,
    },
};

#[derive(Clone, Copy)]
struct Typed {
    layer: RwSignal<String>,
    year: RwSignal<String>,
    number: RwSignal<String>,
    address: RwSignal<String>,
    checked: RwSignal<bool>,
    holidays: RwSignal<String>,
}

impl Typed {
    fn notice(self) -> Result<Notice, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let year = self.year.read_untracked().trim().parse::<i32>();
        if year.is_err() {
            faults.push(FieldFault::new("year", "请填写年份，如 2027"));
        }
        let holidays = Holiday::parse_lines(&self.holidays.read_untracked())
            .map_err(|refused| faults.push(FieldFault::new("holidays", refused.to_string())));
        let layer = match self.layer.get_untracked().as_str() {
            "national" => Layer::National,
            "region" => Layer::Region,
            unit => UnitCode::parse(unit).map_or(Layer::National, Layer::Unit),
        };
        match (year, holidays) {
            (Ok(year), Ok(holidays)) => Ok(Notice {
                layer,
                year,
                number: self.number.get_untracked().trim().to_owned(),
                address: self.address.get_untracked().trim().to_owned(),
                checked: self.checked.get_untracked(),
                holidays,
            }),
            _ => Err(faults),
        }
    }
}

#[component]
pub(super) fn Entering(names: PlanNames, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let field = || RwSignal::new(String::new());
    let typed = Typed {
        layer: RwSignal::new("national".to_owned()),
        year: field(),
        number: field(),
        address: field(),
        checked: RwSignal::new(true),
        holidays: field(),
    };
    let busy = RwSignal::new(false);
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let preview = RwSignal::new(None::<(Notice, Vec<MovedClock>)>);
    let fault = fault_beside(faults);
    // What was looked at is what is entered: a change of the form asks for another look.
    Effect::new(move |_| {
        let Typed { layer, year, number, address, checked, holidays } = typed;
        for text in [layer, year, number, address, holidays] {
            text.track();
        }
        checked.track();
        preview.set(None);
    });
    let units = names.units.into_iter().map(|unit| Choice::new(unit.code.as_str(), format!("单位：{}", unit.name)));
    let layers: Vec<Choice> =
        [Choice::new("national", "全国"), Choice::new("region", "自治区")].into_iter().chain(units).collect();
    let look = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        faults.set(Vec::new());
        preview.set(None);
        match typed.notice() {
            Err(found) => faults.set(found),
            Ok(notice) => {
                let sent = notice.clone();
                desk.call_with(
                    busy,
                    obligations::preview_notice(notice),
                    move |moved| preview.set(Some((sent, moved))),
                    move |error| show(error, faults, desk),
                );
            }
        }
    };
    view! {
        <Panel title="录入放假通知" id="enter-notice">
            <form class="form" novalidate on:submit=look>
                <div class="form__row">
                    <Field label="范围" name="layer"><Select value=typed.layer choices=layers/></Field>
                    <Field label="年份" name="year" error=fault("year") required=true><TextInput value=typed.year/></Field>
                    <Field label="文号" name="number" hint="如 国办发明电〔2025〕7号"><TextInput value=typed.number/></Field>
                </div>
                <Field label="通知地址" name="address"><TextInput value=typed.address kind="url"/></Field>
                <Field
                    label="放假和调休"
                    name="holidays"
                    error=fault("holidays")
                    required=true
                    hint="一行一个假日：国庆节 2027-10-01至2027-10-07 上班2027-09-26、2027-10-09"
                >
                    <TextArea value=typed.holidays rows=4/>
                </Field>
                <Checkbox label="已与通知原文核对" name="checked" checked=typed.checked/>
                <div class="form__actions">
                    <Button submit=true busy>"先看影响"</Button>
                </div>
            </form>
            {move || preview.get().map(|(notice, moved)| view! { <Preview notice moved preview typed reload/> })}
        </Panel>
    }
}

#[component]
fn Preview(
    notice: Notice,
    moved: Vec<MovedClock>,
    preview: RwSignal<Option<(Notice, Vec<MovedClock>)>>,
    typed: Typed,
    reload: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let enter = move |()| {
        desk.call(busy, obligations::enter_notice(notice.clone()), move |(_, moved)| {
            preview.set(None);
            typed.holidays.set(String::new());
            desk.say(Tone::Success, format!("已录入，{} 项期限随之变动", moved.len()));
            reload.run(());
        });
    };
    let words = if moved.is_empty() {
        "录入后没有期限变动。".to_owned()
    } else {
        format!("录入后 {} 项期限变动：", moved.len())
    };
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "—".to_owned(), |day| day.to_string());
    let rows = moved
        .into_iter()
        .map(|clock| {
            let (titled, href) = (clock.titled(), address(&clock.of));
            view! {
                <tr>
                    <RowHeading><a href=href rel="external noopener" target="_blank">{titled}</a></RowHeading>
                    <Cell label="原期限">{day(clock.due_before)} " " <StateTag state=clock.state_before/></Cell>
                    <Cell label="新期限">{day(clock.due_after)} " " <StateTag state=clock.state_after/></Cell>
                    <Cell label="保障单位">{joined(&clock.units)}</Cell>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    let headings = ["事项", "原期限", "新期限", "保障单位"].map(Heading::new).to_vec();
    view! {
        <div role="status">
            <p>{words}</p>
            {(!rows.is_empty()).then(|| view! { <Table caption="期限变动" caption_hidden=true headings>{rows}</Table> })}
            <Button kind=ButtonKind::Primary busy on_press=enter>"录入"</Button>
        </div>
    }
}

/// Where it is looked up; beside the form, in which something is typed.
fn address(of: &ClockOf) -> String {
    match of {
        ClockOf::Column { column } => format!("/desk/board?column={column}"),
        // The board says of a column or a single duty by when it is to be signed.
        ClockOf::Matter { matter } if matter.is_signing() => "/desk/board".to_owned(),
        ClockOf::Matter { .. } => "/desk/board#matters".to_owned(),
        ClockOf::Case { case } => format!("/desk/cases/{case}"),
        ClockOf::Round { month } => format!("/desk/print/rounds?year={}", month.year()),
        ClockOf::Appeal { frozen } => format!("/desk/assessment/{frozen}"),
        ClockOf::Findings { fault, column } => {
            let column = column.as_ref().map(|column| format!("&column={column}")).unwrap_or_default();
            format!("/desk/patrol?kind={}{column}", fault.code())
        }
    }
}

/// The first few; a round of a month is every unit's.
fn joined(units: &[String]) -> String {
    const SHOWN: usize = 5;
    let text = units.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join("、");
    if units.len() > SHOWN { format!("{text} 等 {} 个单位", units.len()) } else { text }
}
