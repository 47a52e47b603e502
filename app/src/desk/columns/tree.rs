//! The tree itself, with the keyboard of the ARIA pattern: arrows walk and open, Alt with arrows moves the column.

use domain::plan::{ColumnCode, ColumnKind};
use leptos::{
    attr::custom::custom_attribute,
    ev::{DragEvent, KeyboardEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;

use super::{
    Columns,
    nodes::{self, Drop, Node, Shift},
};
use crate::{
    desk::browser,
    ui::{EmptyState, Icon, IconName, StarTag, Tag, live},
};

#[component]
pub(super) fn Tree(columns: Columns) -> impl IntoView {
    let rows = Memo::new(move |_| {
        columns.sheet.with_value(|sheet| {
            let only = columns.in_force.with_value(|in_force| columns.shown.codes(sheet, in_force));
            nodes::rows(&sheet.plan, &columns.expanded.read(), only.as_ref())
        })
    });
    let dragged = RwSignal::new(None::<ColumnCode>);
    // One row is in the order of the Tab key: the selected one if it is visible, else the first.
    let stop = Memo::new(move |_| {
        let rows = rows.read();
        let selected = columns.selected.get();
        let visible = rows.iter().find(|node| Some(&node.code) == selected.as_ref()).or(rows.first());
        visible.map(|node| node.code.clone())
    });
    let on_key = move |event: KeyboardEvent| {
        if let Some(code) = focused(&event)
            && act(&event.key(), event.alt_key(), &code, columns, &rows.read_untracked())
        {
            event.prevent_default();
        }
    };
    // A saved edit brings a new tree: the keyboard goes on from the column that was edited.
    Effect::new(move |_| {
        if let Some(code) = columns.edited.try_update_value(Option::take).flatten() {
            browser::focus_soon(row_id(&code));
        }
    });
    view! {
        <p class="keys-hint" id="tree-hint">
            {if columns.may_edit() {
                "方向键移动和展开，回车选中；按住 Alt 用方向键移动栏目，也可以拖动。"
            } else {
                "方向键移动和展开，回车选中。"
            }}
        </p>
        {live(move || rows.read().is_empty().then(|| view! {
            <EmptyState title="没有符合条件的栏目" icon=IconName::Filter><p>"放宽条件再查。"</p></EmptyState>
        }))}
        <ul class="tree" role="tree" aria-label="栏目树" aria-describedby="tree-hint" on:keydown=on_key>
            <For each=move || rows.get() key=|node| node.clone() let(node)>
                <TreeRow node columns stop dragged/>
            </For>
        </ul>
    }
}

fn row_id(code: &ColumnCode) -> String {
    format!("tree-{code}")
}

/// The column whose row has the keyboard.
fn focused(event: &KeyboardEvent) -> Option<ColumnCode> {
    let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    ColumnCode::parse(element.id().strip_prefix("tree-")?)
}

/// Does what the key means; `false` when it means nothing here.
fn act(key: &str, alt: bool, code: &ColumnCode, columns: Columns, rows: &[Node]) -> bool {
    if alt {
        let step = match key {
            "ArrowUp" => Shift::Up,
            "ArrowDown" => Shift::Down,
            "ArrowLeft" => Shift::Out,
            "ArrowRight" => Shift::In,
            _ => return false,
        };
        if columns.may_edit()
            && let Some(edit) = columns.sheet.with_value(|sheet| nodes::shift(&sheet.plan, code, step))
        {
            columns.propose(edit);
        }
        return true;
    }
    let Some(at) = rows.iter().position(|node| node.code == *code) else { return false };
    let Some(node) = rows.get(at) else { return false };
    let go = |to: Option<&Node>| {
        if let Some(to) = to {
            browser::focus(&row_id(&to.code));
        }
    };
    // What a search has opened stays open until the search is over.
    let is_searched = columns.shown.is_on();
    let toggle = |open: bool| {
        columns.expanded.update(|all| {
            if open {
                all.insert(code.clone())
            } else {
                all.remove(code)
            };
        });
        browser::focus_soon(row_id(code));
    };
    match key {
        "ArrowDown" => go(rows.get(at + 1)),
        "ArrowUp" => go(at.checked_sub(1).and_then(|at| rows.get(at))),
        "Home" => go(rows.first()),
        "End" => go(rows.last()),
        "ArrowRight" if node.has_children && !node.is_open => toggle(true),
        "ArrowRight" if node.has_children => go(rows.get(at + 1)),
        "ArrowLeft" if node.is_open && !is_searched => toggle(false),
        "ArrowLeft" => go(rows.iter().take(at).rev().find(|above| above.level < node.level)),
        "Enter" | " " => columns.selected.set(Some(code.clone())),
        _ => return false,
    }
    true
}

#[component]
fn TreeRow(
    node: Node,
    columns: Columns,
    stop: Memo<Option<ColumnCode>>,
    dragged: RwSignal<Option<ColumnCode>>,
) -> impl IntoView {
    let code = StoredValue::new(node.code.clone());
    let is_code = move |other: &Option<ColumnCode>| code.with_value(|code| other.as_ref() == Some(code));
    let is_selected = move || is_code(&columns.selected.read());
    let over = RwSignal::new(None::<Drop>);
    let may_edit = columns.may_edit();
    let (name, starred, is_history, kind, count) = columns.sheet.with_value(|sheet| {
        let column = sheet.plan.column(&node.code);
        (
            column.map(|c| c.name.clone()).unwrap_or_default(),
            column.is_some_and(|c| c.assessed),
            column.is_some_and(|c| c.is_history_on(columns.today())),
            column.map_or(ColumnKind::Group, |c| c.kind),
            sheet.published.get(&node.code).copied().unwrap_or(0),
        )
    });
    let toggle = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        let code = code.get_value();
        columns.expanded.update(|all| {
            if !all.remove(&code) {
                all.insert(code);
            }
        });
    };
    let drag_over = move |event: DragEvent| {
        if dragged.read_untracked().is_some() {
            event.prevent_default();
            over.set(Some(third(&event)));
        }
    };
    let drop_here = move |event: DragEvent| {
        event.prevent_default();
        over.set(None);
        let Some(moved) = dragged.get_untracked() else { return };
        let place = third(&event);
        let edit = columns
            .sheet
            .with_value(|sheet| code.with_value(|target| nodes::dropped(&sheet.plan, &moved, target, place)));
        if let Some(edit) = edit {
            columns.propose(edit);
        }
    };
    // The one attribute of the pattern that the `view` macro has no name for.
    let level = custom_attribute("aria-level", node.level.to_string());
    view! {
        <li
            class="tree__row"
            class:tree__row--selected=is_selected
            class:tree__row--before=move || over.get() == Some(Drop::Before)
            class:tree__row--into=move || over.get() == Some(Drop::Into)
            class:tree__row--after=move || over.get() == Some(Drop::After)
            role="treeitem"
            id=row_id(&node.code)
            tabindex=move || if is_code(&stop.read()) { "0" } else { "-1" }
            {..level}
            aria-posinset=node.place.to_string()
            aria-setsize=node.siblings.to_string()
            aria-expanded=node.has_children.then_some(if node.is_open { "true" } else { "false" })
            aria-selected=move || if is_selected() { "true" } else { "false" }
            draggable=if may_edit { "true" } else { "false" }
            on:click=move |_| columns.selected.set(Some(code.get_value()))
            on:dragstart=move |_| dragged.set(Some(code.get_value()))
            on:dragend=move |_| dragged.set(None)
            on:dragover=drag_over
            on:dragleave=move |_| over.set(None)
            on:drop=drop_here
        >
            <span class="tree__toggle" aria-hidden="true" on:click=toggle>
                {node.has_children.then(|| view! {
                    <Icon name=if node.is_open { IconName::ChevronDown } else { IconName::ChevronRight }/>
                })}
            </span>
            <Icon name=icon(kind)/>
            <span class="tree__name">{name}</span>
            {starred.then(|| view! { <StarTag/> })}
            {is_history.then(|| view! { <Tag text="历史栏目" look="neutral" icon=IconName::Archive/> })}
            {kind.holds_items().then(|| view! { <span class="tree__count">{format!("{count} 条")}</span> })}
        </li>
    }
}

/// The upper quarter of a row is before it, the lower quarter after it, the middle into it.
fn third(event: &DragEvent) -> Drop {
    let Some(row) = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return Drop::Into;
    };
    // Measured in the row and not in the word or picture in it that the pointer happens to be on.
    let place = row.get_bounding_client_rect();
    let share = (f64::from(event.client_y()) - place.top()) / place.height().max(1.0);
    if share < 0.25 {
        Drop::Before
    } else if share < 0.75 {
        Drop::Into
    } else {
        Drop::After
    }
}

const fn icon(kind: ColumnKind) -> IconName {
    match kind {
        ColumnKind::Group => IconName::Folder,
        ColumnKind::Articles | ColumnKind::Page | ColumnKind::Proposals => IconName::FileText,
        ColumnKind::Documents | ColumnKind::Decisions | ColumnKind::Institutions => IconName::Landmark,
        ColumnKind::Interpretations | ColumnKind::Guides | ColumnKind::Reports => IconName::BookOpen,
        ColumnKind::Leaders | ColumnKind::Accounts => IconName::Users,
        ColumnKind::Services | ColumnKind::LifeEvents => IconName::Handshake,
        ColumnKind::Projects | ColumnKind::Programmes => IconName::Layers,
        ColumnKind::Budgets | ColumnKind::Registers => IconName::FileSheet,
        ColumnKind::Videos | ColumnKind::Gallery => IconName::FileImage,
        ColumnKind::Link => IconName::Link,
        ColumnKind::Mirror => IconName::Copy,
        ColumnKind::Function => IconName::Settings,
        ColumnKind::Topics => IconName::Layers,
    }
}
