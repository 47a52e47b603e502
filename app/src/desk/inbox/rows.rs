//! The list itself, with its keys: j and k move, Enter opens, x selects, a signs, r returns.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{
    desk::content::{Ask, ItemRow},
    id::ItemId,
    permission::Action,
};
use leptos::prelude::*;

use super::batch::BatchBar;
use crate::{
    desk::{
        browser,
        deciding::{self, RETURN_REASONS, ReasonDialog},
        item_row::{self, ItemTags, may, seen},
        keys::page_keys,
        state::Desk,
    },
    ui::{Button, ButtonKind, Cell, Dialog, Heading, Moment, Panel, RowHeading, Table, Tone},
};

/// What may be done with the row under the keyboard, asked before it is done.
#[derive(Clone)]
struct Asked {
    row: StoredValue<Option<ItemRow>>,
    sign: RwSignal<bool>,
    give_back: RwSignal<bool>,
}

#[component]
pub(super) fn Rows(rows: Vec<ItemRow>, now: DateTime<Utc>, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let selected = RwSignal::new(BTreeSet::<ItemId>::new());
    let current = RwSignal::new(None::<i32>);
    let busy = RwSignal::new(false);
    let asked = Asked { row: StoredValue::new(None), sign: RwSignal::new(false), give_back: RwSignal::new(false) };
    let all = StoredValue::new(rows.clone());

    page_keys({
        let asked = asked.clone();
        move |key| act_on_key(key, all, current, selected, &asked, desk)
    });

    let after = move || {
        selected.set(BTreeSet::new());
        reload.run(());
    };
    let sign = {
        let asked = asked.clone();
        move |()| {
            let Some(row) = asked.row.get_value() else { return };
            let ask = Ask::Sign { publish_at: None, note: String::new() };
            let sign = asked.sign;
            deciding::decide(desk, busy, seen(&row), ask, move |_| {
                sign.set(false);
                after();
            });
        }
    };
    let give_back = {
        let asked = asked.clone();
        move |reason: String| {
            let Some(row) = asked.row.get_value() else { return };
            let open = asked.give_back;
            deciding::decide(desk, busy, seen(&row), Ask::Return { reason }, move |_| {
                open.set(false);
                after();
            });
        }
    };
    let lines = (0_i32..).zip(rows).map(|(at, row)| line(at, row, now, selected, current)).collect_view();
    let headings = vec![
        Heading::hidden("选择"),
        Heading::new("标题"),
        Heading::new("栏目"),
        Heading::new("单位 / 作者"),
        Heading::new("状态"),
        Heading::new("等待自"),
    ];
    let asked_words = {
        let row = asked.row;
        move || {
            let words = |row: ItemRow| {
                format!("签发“{}”？{}", item_row::title(&row), deciding::after_signature(row.signature.as_ref()))
            };
            row.get_value().map(words).unwrap_or_default()
        }
    };
    view! {
        <Panel title="待办" id="inbox" flush=true>
            <Table caption="待我处理的信息，等待最久的在前" caption_hidden=true headings>{lines}</Table>
            <p class="keys-hint">
                "键盘：" <kbd>"j"</kbd> " 下一条 · " <kbd>"k"</kbd> " 上一条 · " <kbd>"Enter"</kbd> " 打开 · "
                <kbd>"x"</kbd> " 选择 · " <kbd>"a"</kbd> " 签发 · " <kbd>"r"</kbd> " 退回"
            </p>
        </Panel>
        <BatchBar rows=all selected reload/>
        <Dialog open=asked.sign title="签发" id="sign-one">
            <p>{asked_words}</p>
            <div class="dialog__actions">
                <Button on_press=move |()| asked.sign.set(false)>"取消"</Button>
                <Button kind=ButtonKind::Primary busy on_press=sign>"签发"</Button>
            </div>
        </Dialog>
        <ReasonDialog
            open=asked.give_back
            id="return-one"
            title="退回"
            lead="信息退回作者修改，经手人都会收到退回理由。"
            templates=&RETURN_REASONS
            verb="退回"
            busy
            on_reason=give_back
        />
    }
}

fn act_on_key(
    key: &str,
    all: StoredValue<Vec<ItemRow>>,
    current: RwSignal<Option<i32>>,
    selected: RwSignal<BTreeSet<ItemId>>,
    asked: &Asked,
    desk: Desk,
) -> bool {
    let count = all.with_value(|rows| i32::try_from(rows.len()).unwrap_or(i32::MAX));
    let go = |to: i32| {
        let to = to.clamp(0, (count - 1).max(0));
        current.set(Some(to));
        browser::focus(&link_id(to));
    };
    let row =
        || current.get_untracked().and_then(|at| all.with_value(|rows| rows.get(usize::try_from(at).ok()?).cloned()));
    let ask = |action: Action, open: RwSignal<bool>, refusal: &str| {
        let Some(row) = row() else { return };
        if may(&row, action) {
            asked.row.set_value(Some(row));
            open.set(true);
        } else {
            desk.say(Tone::Info, refusal);
        }
    };
    match key {
        "j" => go(current.get_untracked().map_or(0, |at| at + 1)),
        "k" => go(current.get_untracked().map_or(0, |at| at - 1)),
        "x" => {
            if let Some(row) = row().filter(|row| may(row, Action::Sign)) {
                selected.update(|set| toggle(set, row.id));
            }
        }
        "a" => ask(Action::Sign, asked.sign, "这一条现在不由您签发，请打开后处理。"),
        "r" => ask(Action::Return, asked.give_back, "这一条现在不能退回。"),
        _ => return false,
    }
    true
}

fn toggle(set: &mut BTreeSet<ItemId>, item: ItemId) {
    if !set.remove(&item) {
        set.insert(item);
    }
}

fn link_id(at: i32) -> String {
    format!("inbox-row-{at}")
}

fn line(
    at: i32,
    row: ItemRow,
    now: DateTime<Utc>,
    selected: RwSignal<BTreeSet<ItemId>>,
    current: RwSignal<Option<i32>>,
) -> impl IntoView {
    let id = row.id;
    let select_label = format!("选择“{}”", item_row::title(&row));
    let (href, title, path) = (item_row::address(&row), item_row::title(&row), row.column_path.clone());
    let (who, since) = (format!("{} · {}", row.unit_name, row.author_name), row.since);
    let select = may(&row, Action::Sign).then(|| {
        view! {
            <input
                class="checkbox__box"
                type="checkbox"
                aria-label=select_label
                prop:checked=move || selected.read().contains(&id)
                on:change=move |_| selected.update(|set| toggle(set, id))
            />
        }
    });
    view! {
        <tr
            class="inbox-row"
            class:inbox-row--current=move || current.get() == Some(at)
            on:focusin=move |_| current.set(Some(at))
        >
            <Cell label="选择">{select}</Cell>
            <RowHeading>
                <a id=link_id(at) href=href>{title}</a>
            </RowHeading>
            <Cell label="栏目">{path}</Cell>
            <Cell label="单位 / 作者">{who}</Cell>
            <Cell label="状态"><ItemTags row/></Cell>
            <Cell label="等待自"><Moment at=since now/></Cell>
        </tr>
    }
}
