//! A row of the builder: what its blocks are, where it goes, and the form of a block in its place.

use domain::topic::{ItemSource, Piece};
use leptos::{ev::DragEvent, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    block_form::BlockForm,
    building::{Building, block_field},
    rows::{can_join, join, place, remove, shift, split},
};
use crate::{
    desk::browser,
    ui::{Button, Icon, IconButton, IconName, Tag, field_id, live},
};

#[component]
pub(super) fn RowCard(keys: Vec<i64>, building: Building) -> impl IntoView {
    let Some(first) = keys.first().copied() else { return ().into_any() };
    let rows = building.draft.rows;
    let is_pair = keys.len() == 2;
    let name = untrack(|| building.draft.block(first)).map(|block| block.piece.label()).unwrap_or_default();
    let over = RwSignal::new(false);
    let button_id = move |what: &str| format!("row-{first}-{what}");
    let go = move |down: bool| {
        rows.update(|rows| shift(rows, first, down));
        // The row stands elsewhere now; the keyboard goes with it.
        browser::focus_soon(button_id(if down { "down" } else { "up" }));
    };
    let drag_over = move |event: DragEvent| {
        if building.dragged.read_untracked().is_some_and(|key| key != first) {
            event.prevent_default();
            over.set(true);
        }
    };
    let drop_here = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(moved) = building.dragged.get_untracked() {
            let after = is_lower_half(&event);
            rows.update(|rows| {
                let here = rows.iter().position(|row| row.keys().contains(&first)).unwrap_or_default();
                place(rows, moved, here + usize::from(after));
            });
        }
    };
    let parts = keys.iter().map(|key| view! { <BlockPart key=*key building/> }).collect_view();
    view! {
        <li
            class="topic-row"
            class:topic-row--over=move || over.get()
            on:dragover=drag_over
            on:dragleave=move |_| over.set(false)
            on:drop=drop_here
        >
            <div class="topic-row__bar">
                <span
                    class="topic-row__handle"
                    draggable="true"
                    title="拖动调整顺序"
                    on:dragstart=move |_| building.dragged.set(Some(first))
                    on:dragend=move |_| building.dragged.set(None)
                >
                    <Icon name=IconName::GripVertical/>
                </span>
                <MoveButton id=button_id("up") label=format!("上移“{name}”") icon=IconName::ArrowUp on_press=move |()| go(false)/>
                <MoveButton
                    id=button_id("down")
                    label=format!("下移“{name}”")
                    icon=IconName::ArrowDown
                    on_press=move |()| go(true)
                />
                {if is_pair {
                    view! {
                        <Button small=true on_press=move |()| rows.update(|rows| split(rows, first))>"拆成两行"</Button>
                    }
                    .into_any()
                } else {
                    live(move || can_join(&rows.read(), first).then(|| view! {
                        <Button small=true on_press=move |()| rows.update(|rows| join(rows, first))>"与下一块并排"</Button>
                    }))
                }}
            </div>
            <div class="topic-row__parts" class:topic-row__parts--pair=is_pair>{parts}</div>
        </li>
    }
    .into_any()
}

/// An icon button that the keyboard finds again after the row has moved.
#[component]
fn MoveButton(id: String, label: String, icon: IconName, #[prop(into)] on_press: Callback<()>) -> impl IntoView {
    view! {
        <button
            type="button"
            id=id
            class="button button--quiet button--icon"
            aria-label=label.clone()
            title=label
            on:click=move |_| on_press.run(())
        >
            <Icon name=icon/>
        </button>
    }
}

/// Measured in the row and not in what of it the pointer happens to be on.
fn is_lower_half(event: &DragEvent) -> bool {
    let row = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    row.is_some_and(|row| {
        let place = row.get_bounding_client_rect();
        f64::from(event.client_y()) > place.top() + place.height() / 2.0
    })
}

#[component]
fn BlockPart(key: i64, building: Building) -> impl IntoView {
    let draft = building.draft;
    let label = untrack(|| draft.block(key)).map(|block| block.piece.label()).unwrap_or_default();
    let is_open = Memo::new(move |_| building.open.read().contains(&key));
    let toggle = move |()| {
        let opened = !is_open.get_untracked();
        building.open.update(|open| {
            if !open.remove(&key) {
                open.insert(key);
            }
        });
        if opened {
            browser::focus_soon(field_id(&block_field(key, "heading")));
        }
    };
    let take_away = move |()| {
        let removed = draft.rows.try_update(|rows| remove(rows, key)).flatten();
        building.removed.set(removed.map(|(at, row)| (at, row, label)));
    };
    let words = move || draft.block(key).map(|block| summary(&block.heading, &block.piece)).unwrap_or_default();
    view! {
        <section class="topic-part" aria-label=label>
            <div class="topic-part__head">
                <span class="topic-part__words">
                    <strong>{label}</strong>
                    " " {live(words)}
                </span>
                {live(move || building.is_wanting(key).then(|| view! { <Tag text="待完善" look="warn" icon=IconName::Warning/> }))}
                <Button small=true icon=IconName::Pencil on_press=toggle>
                    {live(move || if is_open.get() { "收起" } else { "编辑" })}
                </Button>
                <IconButton label=format!("移除“{label}”") icon=IconName::Trash on_press=take_away/>
            </div>
            {live(move || is_open.get().then(|| view! { <BlockForm key building/> }))}
        </section>
    }
}

/// What a closed block says of itself.
fn summary(heading: &str, piece: &Piece) -> String {
    let what = match piece {
        Piece::Text { .. } | Piece::Contact { .. } => String::new(),
        Piece::Items { source: ItemSource::Newest { count, .. } } => format!("最新 {count} 条"),
        Piece::Items { source: ItemSource::Chosen { items } } => format!("{} 条", items.len()),
        Piece::Gallery { pictures } => format!("{} 张", pictures.len()),
        Piece::Picture { picture, .. } => picture.alt.clone(),
        Piece::Video { description, .. } => description.clone(),
        Piece::Timeline { milestones } => format!("{} 件", milestones.len()),
        Piece::Links { links } => format!("{} 个", links.len()),
        Piece::Documents { documents } => format!("{} 份", documents.len()),
    };
    [heading, &what].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
