//! What the own unit was told: what waits for an answer first.

use domain::desk::reminders::{MyReminders, ReminderLine};
use leptos::prelude::*;

use super::{acknowledging::Acknowledging, calendar_address::CalendarPanel, lines};
use crate::{
    api::{Served, reminders},
    desk::loaded::{load, loaded},
    ui::{Button, Cell, Day, EmptyState, Heading, IconName, Panel, RowHeading, Table},
};

#[component]
pub(super) fn Mine() -> impl IntoView {
    let changed = RwSignal::new(0_i64);
    let mine = load(move || changed.get(), |_| reminders::my_reminders());
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    loaded(mine, move |Served { value, .. }| view! { <Told mine=value reload/> }.into_any())
}

#[component]
fn Told(mine: MyReminders, reload: Callback<()>) -> impl IntoView {
    let MyReminders { unit_name, waiting, done, calendar, .. } = mine;
    let answered = RwSignal::new(None::<ReminderLine>);
    let title = format!("{unit_name}待确认（{}）", waiting.len());
    let open = if waiting.is_empty() {
        view! {
            <EmptyState title="没有待确认的提醒" icon=IconName::CircleCheck>
                <p>"栏目快到期、到期或逾期时，系统会在工作日早上提醒，并发到门户管理部门登记的单位邮箱。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        table("待确认的提醒", waiting, Some(answered)).into_any()
    };
    view! {
        <Panel title id="waiting-reminders" flush=true>{open}</Panel>
        <Acknowledging answered reload/>
        {(!done.is_empty()).then(|| view! {
            <Panel title="已确认和已了结" id="done-reminders" flush=true>{table("已确认和已了结的提醒", done, None)}</Panel>
        })}
        <CalendarPanel calendar/>
    }
}

fn table(
    caption: &'static str,
    rows: Vec<ReminderLine>,
    answered: Option<RwSignal<Option<ReminderLine>>>,
) -> impl IntoView {
    let last = if answered.is_some() { "确认" } else { "结果" };
    let headings = ["栏目", "事由", "期限", "最近提醒", last].map(Heading::new).to_vec();
    let rows = rows
        .into_iter()
        .map(|line| {
            let subject = lines::subject(&line);
            let of = (line.of != line.unit).then(|| view! { <p class="note">{format!("责任单位：{}", line.of.name)}</p> });
            let times = format!("，共 {} 次", line.times);
            let end = match answered {
                Some(answered) => {
                    let chosen = line.clone();
                    let label = line.titled().to_owned();
                    view! {
                        <Button small=true icon=IconName::SquareCheck on_press=move |()| answered.set(Some(chosen.clone()))>
                            "确认收到" <span class="visually-hidden">{label}</span>
                        </Button>
                    }
                    .into_any()
                }
                None => lines::answer(&line),
            };
            let deadline = lines::deadline_words(&line);
            let ReminderLine { occasion, made_on, .. } = line;
            view! {
                <tr>
                    <RowHeading>{subject} {of}</RowHeading>
                    <Cell label="事由"><lines::OccasionTag occasion/></Cell>
                    <Cell label="期限">{deadline}</Cell>
                    <Cell label="最近提醒"><Day on=made_on/> {times}</Cell>
                    <Cell label=last>{end}</Cell>
                </tr>
            }
        })
        .collect_view();
    view! { <Table caption caption_hidden=true headings>{rows}</Table> }
}
