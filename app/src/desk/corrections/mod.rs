//! 读者反馈: what readers report of the pages that one's unit answers for or leads; filters in the address.

mod handling;
mod sheet;

use domain::{
    desk::{
        Page,
        reports::{ReportFilter, ReportRow},
    },
    feedback::{ReportKind, ReportState},
};
use leptos::prelude::*;

pub(super) use sheet::CorrectionPage;

use super::{
    address,
    frame::PageHead,
    loaded::{load, loaded},
    query_bar::{QueryBar, follow_address},
};
use crate::{
    api::{
        Served, corrections,
        plan::{self, PlanNames},
    },
    ui::{
        ButtonLink, Cell, Choice, EmptyState, Field, Heading, IconName, Moment, Pager, Panel, RowHeading, Select,
        Table, Tag, TextInput,
    },
};

const PATH: &str = "/desk/corrections";

#[component]
pub(super) fn CorrectionsPage() -> impl IntoView {
    let filter = address::report_filter();
    let reports = load(move || filter.get(), corrections::reports);
    let names = load(|| (), |()| plan::plan_names());
    view! {
        <PageHead title="读者反馈" lead="公众对本单位信息和牵头栏目提出的纠错和意见建议。先认领，再办理、答复。"/>
        {loaded(names, move |names| view! { <Filters names filter/> }.into_any())}
        {loaded(reports, move |Served { now, value: page }| {
            let query = address::report_query(&filter.get_untracked());
            if page.rows.is_empty() {
                nothing(query.is_empty()).into_any()
            } else {
                view! { <List page now query/> }.into_any()
            }
        })}
    }
}

#[component]
fn Filters(
    names: PlanNames,
    /// As the address has it: the fields follow when somebody clears it or goes back.
    filter: Memo<ReportFilter>,
) -> impl IntoView {
    let field = || RwSignal::new(String::new());
    let (words, column, kind, state) = (field(), field(), field(), field());
    follow_address(filter, move |filter: ReportFilter| {
        words.set(filter.words);
        column.set(filter.column.map(|code| code.to_string()).unwrap_or_default());
        kind.set(filter.kind.map(|kind| kind.code().to_owned()).unwrap_or_default());
        state.set(filter.state.map(|state| state.code().to_owned()).unwrap_or_default());
    });
    let columns: Vec<Choice> =
        names.columns.into_iter().map(|column| Choice::new(column.code.to_string(), column.path)).collect();
    let kinds: Vec<Choice> = ReportKind::ALL.map(|kind| Choice::new(kind.code(), kind.label())).into();
    let states: Vec<Choice> = ReportState::ALL.map(|state| Choice::new(state.code(), state.label())).into();
    view! {
        <QueryBar path=PATH fields=vec![("words", words), ("column", column), ("kind", kind), ("state", state)]>
            <Field label="标题或内容" name="words">
                <TextInput value=words kind="search" placeholder="标题或反馈中的词"/>
            </Field>
            <Field label="栏目" name="column">
                <Select value=column choices=columns empty="全部栏目"/>
            </Field>
            <Field label="类型" name="kind">
                <Select value=kind choices=kinds empty="全部类型"/>
            </Field>
            <Field label="状态" name="state">
                <Select value=state choices=states empty="全部状态"/>
            </Field>
        </QueryBar>
    }
}

fn nothing(unfiltered: bool) -> impl IntoView {
    if unfiltered {
        view! {
            <EmptyState title="还没有读者反馈" icon=IconName::MessageCircle>
                <p>"公众在信息页点“我要纠错”、在栏目页提意见建议后，会出现在这里。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            <EmptyState title="没有符合条件的反馈" icon=IconName::Filter>
                <p>"换几个词，或者放宽条件再查。"</p>
                <ButtonLink href=PATH>"清除条件"</ButtonLink>
            </EmptyState>
        }
        .into_any()
    }
}

#[component]
fn List(page: Page<ReportRow>, now: chrono::DateTime<chrono::Utc>, query: Vec<(String, String)>) -> impl IntoView {
    let count = page.count();
    let lines = page
        .rows
        .into_iter()
        .map(|row| {
            let href = format!("{PATH}/{}", row.id);
            let about = format!("《{}》", row.title);
            let state = state_tag(&row);
            view! {
                <tr>
                    <RowHeading>
                        <a href=href>{row.excerpt}</a>
                    </RowHeading>
                    <Cell label="所指页面">{about}</Cell>
                    <Cell label="栏目">{row.column_path}</Cell>
                    <Cell label="类型">{row.kind.label()}</Cell>
                    <Cell label="责任单位">{row.unit_name}</Cell>
                    <Cell label="状态">{state}</Cell>
                    <Cell label="收到"><Moment at=row.received_at now/></Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["反馈内容", "所指页面", "栏目", "类型", "责任单位", "状态", "收到"].map(Heading::new).into();
    view! {
        <Panel title="反馈列表" id="corrections" flush=true>
            <Table caption="读者反馈，未办结的在前" caption_hidden=true headings>{lines}</Table>
            <Pager number=page.number count total=page.total path=PATH query/>
        </Panel>
    }
}

/// 已收到 · 处理中 · 已办结, and in whose hands.
fn state_tag(row: &ReportRow) -> AnyView {
    let (look, icon) = match row.state {
        ReportState::Received => ("warn", IconName::Inbox),
        ReportState::InHand => ("plain", IconName::Hand),
        ReportState::Closed => ("success", IconName::CircleCheck),
    };
    let text = match (&row.claimed_by, row.state) {
        (Some(name), ReportState::InHand) => format!("{}：{name}", row.state.label()),
        _ => row.state.label().to_owned(),
    };
    view! { <Tag text look icon/> }.into_any()
}
