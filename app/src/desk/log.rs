//! 日志: the auditor reads, filters and verifies; nothing here changes anything.

use domain::{
    desk::{Page, log::LogFilter},
    event::{self, EventRow, SubjectKind, Verification},
};
use leptos::prelude::*;

use super::{
    address,
    frame::PageHead,
    loaded::{load, loaded},
    query_bar::{QueryBar, follow_address},
    state::Desk,
};
use crate::{
    api::log,
    ui::{
        Banner, Button, ButtonKind, ButtonLink, Cell, Choice, EmptyState, Field, Heading, IconName, Moment, Pager,
        Panel, RowHeading, Select, Table, TextInput, Tone, live,
    },
};

const PATH: &str = "/desk/log";

#[component]
pub(super) fn LogPage() -> impl IntoView {
    let filter = address::log_filter();
    let events = load(move || filter.get(), log::events);
    view! {
        <PageHead title="日志" lead="每一次变动都在这里；每条带有前一条的哈希，改动、缺失、调换都能查出。"/>
        <Verify/>
        <Filters filter/>
        {loaded(events, move |page| {
            let query = address::log_query(&filter.get_untracked());
            view! { <Events page query/> }.into_any()
        })}
    }
}

#[component]
fn Verify() -> impl IntoView {
    let desk = Desk::expect();
    let (busy, result) = (RwSignal::new(false), RwSignal::new(None::<Verification>));
    let verify = move |()| {
        result.set(None);
        desk.call(busy, log::verify(), move |found| result.set(Some(found)));
    };
    view! {
        <div class="verify">
            <Button kind=ButtonKind::Primary icon=IconName::Shield busy on_press=verify>"校验日志"</Button>
            <div role="status">
                {live(move || result.get().map(|found| {
                    if found.faults.is_empty() {
                        view! {
                            <Banner tone=Tone::Success>
                                <p>{format!("已校验 {} 条事件，哈希链完整。", found.events)}</p>
                            </Banner>
                        }
                        .into_any()
                    } else {
                        let faults = found.faults.iter().map(|fault| view! { <li>{fault.to_string()}</li> }).collect_view();
                        view! {
                            <Banner tone=Tone::Danger title=format!("发现 {} 处问题", found.faults.len())>
                                <ul class="plain-list">{faults}</ul>
                            </Banner>
                        }
                        .into_any()
                    }
                }))}
            </div>
        </div>
    }
}

#[component]
fn Filters(
    /// As the address has it: the fields follow when somebody clears it or goes back.
    filter: Memo<LogFilter>,
) -> impl IntoView {
    let field = || RwSignal::new(String::new());
    let (actor, action, kind, subject, from, to) = (field(), field(), field(), field(), field(), field());
    follow_address(filter, move |filter: LogFilter| {
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        actor.set(filter.actor);
        action.set(filter.action);
        kind.set(filter.subject_kind.map(|kind| kind.code().to_owned()).unwrap_or_default());
        subject.set(filter.subject);
        from.set(day(filter.from));
        to.set(day(filter.to));
    });
    let fields =
        vec![("actor", actor), ("action", action), ("kind", kind), ("subject", subject), ("from", from), ("to", to)];
    let actions: Vec<Choice> = event::actions().map(|(word, label)| Choice::new(word, label)).collect();
    let kinds: Vec<Choice> = SubjectKind::ALL.map(|kind| Choice::new(kind.code(), kind.label())).into();
    view! {
        <QueryBar path=PATH fields>
            <Field label="人员" name="actor"><TextInput value=actor kind="search"/></Field>
            <Field label="动作" name="action"><Select value=action choices=actions empty="全部"/></Field>
            <Field label="对象类别" name="kind"><Select value=kind choices=kinds empty="全部"/></Field>
            <Field label="对象编号" name="subject"><TextInput value=subject/></Field>
            <Field label="自" name="from"><TextInput value=from kind="date"/></Field>
            <Field label="至" name="to"><TextInput value=to kind="date"/></Field>
        </QueryBar>
    }
}

#[component]
fn Events(page: Page<EventRow>, query: Vec<(String, String)>) -> impl IntoView {
    let count = page.count();
    if page.rows.is_empty() {
        return view! {
            <EmptyState title="没有符合条件的事件" icon=IconName::ScrollText>
                <p>"放宽条件再查。"</p>
                <ButtonLink href=PATH>"清除条件"</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    let lines = page
        .rows
        .into_iter()
        .map(|event| {
            let actor = if event.actor_name.is_empty() { "系统".to_owned() } else { event.actor_name };
            view! {
                <tr>
                    <RowHeading>{event.seq}</RowHeading>
                    <Cell label="时间"><Moment at=event.at/></Cell>
                    <Cell label="人员">{actor} <span class="note">{event.unit_name}</span></Cell>
                    <Cell label="动作">{event.action_label} <code class="note">{event.action}</code></Cell>
                    <Cell label="对象">{format!("{} {}", event.subject_kind.label(), event.subject)}</Cell>
                    <Cell label="数据">
                        <details>
                            <summary>"查看"</summary>
                            <pre class="event-data">{event.data}</pre>
                            <p class="note">"哈希 " <code>{event.hash}</code></p>
                        </details>
                    </Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["序号", "时间", "人员", "动作", "对象", "数据"].map(Heading::new).into();
    view! {
        <Panel title="事件" id="events" flush=true>
            <Table caption="日志事件，最新的在前" caption_hidden=true headings>{lines}</Table>
            <Pager number=page.number count total=page.total path=PATH query/>
        </Panel>
    }
    .into_any()
}
