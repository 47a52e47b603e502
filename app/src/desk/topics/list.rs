//! The list of topics: what waits for its reader first, then everything else, history included.

use domain::{
    desk::topics::{TopicAsk, TopicRow, TopicSeen},
    permission::Action,
};
use leptos::prelude::*;

use super::TopicTag;
use crate::{
    api::{Served, topics},
    desk::{
        deciding::ReasonDialog,
        frame::PageHead,
        loaded::{load, loaded},
        state::{Desk, signed_in},
    },
    ui::{
        Button, ButtonKind, ButtonLink, Cell, Day, EmptyState, Heading, IconName, Moment, Panel, RowHeading, Table,
        Tag, Tone,
    },
};

pub(super) const ARCHIVE_REASONS: [&str; 3] =
    ["专题工作已经结束。", "长期无法保障更新，按方案列入历史专栏。", "内容已并入其他专题。"];

#[component]
pub(in crate::desk) fn TopicsPage() -> impl IntoView {
    let changed = RwSignal::new(0_i64);
    let topics = load(move || changed.get(), |_| topics::topics());
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    let may_apply = signed_in().rights.contains(&Action::ApplyForTopic);
    view! {
        <PageHead title="专题" lead="申请、建设和签发专题专栏；到期后归入历史专栏，页面仍可查阅。">
            {may_apply.then(|| view! {
                <ButtonLink href="/desk/topics/new" kind=ButtonKind::Primary icon=IconName::Plus>"申请专题"</ButtonLink>
            })}
        </PageHead>
        {loaded(topics, move |Served { now, value: rows }| {
            if rows.is_empty() {
                nothing(may_apply).into_any()
            } else {
                view! { <List rows now reload/> }.into_any()
            }
        })}
    }
}

fn nothing(may_apply: bool) -> impl IntoView {
    view! {
        <EmptyState title="还没有专题" icon=IconName::Layers>
            {if may_apply {
                view! { <p>"围绕重大部署、阶段重点和社会热点，可以为本单位申请一个专题。"</p> }.into_any()
            } else {
                view! { <p>"专题由各单位申请，牵头单位批准。"</p> }.into_any()
            }}
        </EmptyState>
    }
}

#[component]
fn List(rows: Vec<TopicRow>, now: chrono::DateTime<chrono::Utc>, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let closing = RwSignal::new(None::<TopicSeen>);
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let archive = move |reason: String| {
        let Some(seen) = closing.get_untracked() else { return };
        desk.call(busy, topics::decide_topic(seen, TopicAsk::Archive { reason }), move |_| {
            open.set(false);
            desk.say(Tone::Success, "专题已归档，列入历史专栏。");
            reload.run(());
        });
    };
    let lines = rows
        .into_iter()
        .map(|row| {
            // The portal manager sees what everybody sees, and closes it here.
            let closes_here = !row.may(Action::ReadTopic) && row.may(Action::ArchiveTopic);
            let waits = row.waits_for_reader();
            let seen = TopicSeen { topic: row.id, version: row.version };
            let close = closes_here.then(|| view! {
                <Button
                    small=true
                    kind=ButtonKind::Danger
                    on_press=move |()| {
                        closing.set(Some(seen));
                        open.set(true);
                    }
                >
                    "归档"
                </Button>
            });
            let public = row.is_live.then(|| view! {
                <a class="button button--quiet button--small" href=row.address rel="external" target="_blank">"看门户"</a>
            });
            let title = if closes_here {
                view! { <span>{row.title}</span> }.into_any()
            } else {
                view! { <a href=format!("/desk/topics/{}", row.id)>{row.title}</a> }.into_any()
            };
            view! {
                <tr>
                    <RowHeading>{title}</RowHeading>
                    <Cell label="申请单位">{row.unit_name}</Cell>
                    <Cell label="状态">
                        <span class="tags">
                            <TopicTag stage=row.stage/>
                            {waits.then(|| view! { <Tag text="等我处理" look="warn" icon=IconName::Hand/> })}
                        </span>
                    </Cell>
                    <Cell label="结束日期"><Day on=row.ends_on/></Cell>
                    <Cell label="更新于"><Moment at=row.changed_at now/></Cell>
                    <Cell label="操作"><span class="row-actions">{public} {close}</span></Cell>
                </tr>
            }
        })
        .collect_view();
    let headings = ["专题", "申请单位", "状态", "结束日期", "更新于"].map(Heading::new);
    let headings = headings.into_iter().chain([Heading::hidden("操作")]).collect();
    view! {
        <Panel title="专题列表" id="topics" flush=true>
            <Table caption="专题，等我处理的在前" caption_hidden=true headings>{lines}</Table>
        </Panel>
        <ReasonDialog
            open
            id="archive-topic"
            title="归档专题"
            lead="归档后页面仍可查阅，标注“已归档”，内容不能再改。"
            templates=&ARCHIVE_REASONS
            verb="归档"
            busy
            on_reason=archive
        />
    }
}
