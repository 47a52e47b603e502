//! 推荐: the proposals, each with its original, its age, what it resembles, and the two ways to decide.

use chrono::{DateTime, Utc};
use domain::{
    desk::{
        Page,
        reprints::{Alike, ProposalFilter, ProposalRow, ProposalState, Standing, Went},
    },
    id::ReprintProposalId,
    reprint::{Published, TARGET_HOURS},
};
use leptos::prelude::*;

use super::{
    super::{address, browser, deciding::ReasonDialog, state::Desk},
    PATH,
};
use crate::{
    api::reprints,
    ui::{
        Button, ButtonKind, ButtonLink, Cell, Day, EmptyState, Heading, IconName, Moment, Pager, Panel, RowHeading,
        StageTag, Table, Tag, Tone, pager::encode,
    },
};

const DISMISS_REASONS: [&str; 4] =
    ["与本县工作关系不大。", "本网站已经发布。", "已采用其他来源的同一内容。", "内容已经过时。"];

#[component]
pub(super) fn Offers(
    page: Page<ProposalRow>,
    now: DateTime<Utc>,
    filter: Memo<ProposalFilter>,
    reload: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let (busy, asked) = (RwSignal::new(false), RwSignal::new(None::<ReprintProposalId>));
    let open = RwSignal::new(false);
    let filter = filter.get_untracked();
    let query = address::proposal_query(&filter);
    if page.rows.is_empty() {
        return nothing(filter.state, query.is_empty());
    }
    let ask = Callback::new(move |id| {
        asked.set(Some(id));
        open.set(true);
    });
    let dismiss = move |reason: String| {
        let Some(id) = asked.get_untracked() else { return };
        desk.call(busy, reprints::dismiss_reprint(id, reason), move |()| {
            open.set(false);
            desk.say(Tone::Success, "已登记不采用。");
            reload.run(());
        });
    };
    let count = page.count();
    let lines = page.rows.into_iter().map(|row| view! { <Offer row now busy ask reload/> }).collect_view();
    let headings = ["标题", "来源", "栏目", "原文发布", "办理"].map(Heading::new).into();
    let title = match filter.state {
        ProposalState::Open => "可以转载的信息",
        ProposalState::Adopted => "已采用的信息",
        ProposalState::Dismissed => "不采用的信息",
    };
    view! {
        <Panel title id="offers" flush=true>
            <Table caption=format!("{title}，最新的在前，内容相近的排在一起") caption_hidden=true headings>{lines}</Table>
            <Pager number=page.number count total=page.total path=PATH query/>
        </Panel>
        <ReasonDialog
            open
            id="dismiss"
            title="不采用"
            lead="理由随记录保存，这条信息以后不再推荐。"
            templates=&DISMISS_REASONS
            verb="不采用"
            busy
            on_reason=dismiss
        />
    }
    .into_any()
}

fn nothing(state: ProposalState, unfiltered: bool) -> AnyView {
    if unfiltered {
        view! {
            <EmptyState title="没有待处理的推荐" icon=IconName::Repeat>
                <p>"来源有新信息时，会自动出现在这里；来源由门户管理员登记。"</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let title = format!("没有符合条件的{}信息", if state == ProposalState::Open { "推荐" } else { state.label() });
        view! {
            <EmptyState title icon=IconName::Filter>
                <p>"换几个词，或者放宽条件再查。"</p>
                <ButtonLink href=PATH>"清除条件"</ButtonLink>
            </EmptyState>
        }
        .into_any()
    }
}

#[component]
fn Offer(
    row: ProposalRow,
    now: DateTime<Utc>,
    busy: RwSignal<bool>,
    ask: Callback<ReprintProposalId>,
    reload: Callback<()>,
) -> impl IntoView {
    // Other sites are announced before they open, as on the portal; a government's opens at once.
    let href = if row.is_government { row.address.clone() } else { format!("/leave?to={}", encode(&row.address)) };
    let related = row.is_in_family;
    let pictures = (row.pictures > 0).then(|| {
        let text = format!("原文有 {} 张图片，不随文转入，需要的另存后上传。", row.pictures);
        view! { <p class="note">{text}</p> }
    });
    let remark =
        (!row.remark.is_empty()).then(|| view! { <p class="note">{format!("没有正文：{}。", row.remark)}</p> });
    let (title, address) = (row.title.clone(), row.address.clone());
    let (source, level, column) = (row.source_name.clone(), row.level.label(), row.column_path.clone());
    let alike = row.alike.clone().map(|alike| view! { <Resembles alike/> });
    let excerpt = (!row.excerpt.is_empty()).then(|| view! { <p class="note">{row.excerpt.clone()}</p> });
    let age = view! { <PublishedAt published=row.published found_at=row.found_at now open=is_open(&row.standing)/> };
    view! {
        <tr class="offer" class:offer--related=related>
            <RowHeading>
                <a href=href target="_blank" rel="external noopener">
                    {title}
                    <span class="visually-hidden">"（在新窗口打开原文）"</span>
                </a>
                <p class="note">{address}</p>
                {excerpt}
                {alike}
                {pictures}
                {remark}
            </RowHeading>
            <Cell label="来源"><div>{source} " " <Tag text=level look="plain"/></div></Cell>
            <Cell label="栏目">{column}</Cell>
            <Cell label="原文发布">{age}</Cell>
            <Cell label="办理"><Handling row busy ask reload/></Cell>
        </tr>
    }
}

const fn is_open(standing: &Standing) -> bool {
    matches!(standing, Standing::Open)
}

/// When the original was published, and whether the day within which it should be reprinted is over.
#[component]
fn PublishedAt(published: Option<Published>, found_at: DateTime<Utc>, now: DateTime<Utc>, open: bool) -> impl IntoView {
    let shown = match published {
        Some(Published::At(at)) => view! { <Moment at/> }.into_any(),
        Some(Published::On(on)) => view! { <Day on/> }.into_any(),
        None => view! { <span class="note">"原文没有注明，取到于 " <Moment at=found_at/></span> }.into_any(),
    };
    let age = published.filter(|_| open).map(|published| {
        let age = published.age(now);
        let (text, look) = if age.is_late() {
            (format!("{}，超过 {TARGET_HOURS} 小时", age.words()), "danger")
        } else {
            (age.words(), "neutral")
        };
        let title = format!("国务院和上级政府的重要政策信息应在 {TARGET_HOURS} 小时内转载");
        view! { <Tag text look icon=IconName::Clock title/> }
    });
    view! { <div>{shown} " " {age}</div> }
}

#[component]
fn Resembles(alike: Alike) -> impl IntoView {
    let words = alike.how.words(&alike.title);
    let text = if alike.item.is_some() { format!("{words}（本网站已发布）") } else { words };
    let page = alike.item.map(|code| {
        view! { " " <a href=format!("/a/{code}") target="_blank" rel="external noopener">"查看已发布的"</a> }
    });
    view! { <p><Tag text look="warn" icon=IconName::Layers/>{page}</p> }
}

/// What can be done with it, or what was.
#[component]
fn Handling(
    row: ProposalRow,
    busy: RwSignal<bool>,
    ask: Callback<ReprintProposalId>,
    reload: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let id = row.id;
    let told = match &row.standing {
        Standing::Open => None,
        Standing::Adopted { by, at, item } => {
            let text = format!("{by} 采用，");
            Some(view! { <p>{text} <Moment at=*at/></p> <Destination went=item.clone()/> }.into_any())
        }
        Standing::Dismissed { by, at, reason } => {
            let text = format!("{by} 不采用，");
            Some(view! { <p>{text} <Moment at=*at/></p> <p class="note">{reason.clone()}</p> }.into_any())
        }
    };
    let adopt = move |()| {
        desk.call_with(
            busy,
            reprints::adopt_reprint(id),
            // The editor belongs to another part of the desk.
            move |item| browser::open(&format!("/desk/items/{item}")),
            move |error| {
                desk.say(Tone::Danger, error.to_string());
                reload.run(());
            },
        );
    };
    let choices = row.may_decide.then(|| {
        view! {
            <div class="form__actions">
                <Button kind=ButtonKind::Primary small=true icon=IconName::FilePlus busy on_press=adopt>"采用"</Button>
                <Button small=true on_press=move |()| ask.run(id)>"不采用"</Button>
            </div>
        }
    });
    view! { <div>{told} {choices}</div> }
}

/// Where an adopted proposal went.
#[component]
fn Destination(went: Option<Went>) -> impl IntoView {
    match went {
        None => view! { <p class="note">"草稿已被删除，可以再次采用。"</p> }.into_any(),
        Some(went) => {
            let public = went.is_live.then(|| {
                let href = format!("/a/{}", went.code);
                view! { " " <a href=href target="_blank" rel="external noopener">"看门户"</a> }
            });
            view! {
                <p>
                    <StageTag stage=went.stage/> " "
                    <a href=format!("/desk/items/{}/review", went.item)>"打开信息"</a> {public}
                </p>
            }
            .into_any()
        }
    }
}
