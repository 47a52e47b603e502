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
        item_row::{self, ItemTags, may, seen, signature_now},
        keys::page_keys,
        state::Desk,
    },
    ui::{Button, ButtonKind, Cell, Dialog, Heading, Moment, Panel, RowHeading, Table, Tone},
};

/// What a key does with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decision {
    Sign,
    RetroSign,
    Return,
}

/// What may be done with the row under the keyboard, asked before it is done.
#[derive(Clone, Copy)]
struct Asked {
    row: StoredValue<Option<ItemRow>>,
    sign: RwSignal<bool>,
    retro_sign: RwSignal<bool>,
    give_back: RwSignal<bool>,
}

impl Asked {
    const fn dialog(self, decision: Decision) -> RwSignal<bool> {
        match decision {
            Decision::Sign => self.sign,
            Decision::RetroSign => self.retro_sign,
            Decision::Return => self.give_back,
        }
    }
}

#[component]
pub(super) fn Rows(rows: Vec<ItemRow>, now: DateTime<Utc>, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let selected = RwSignal::new(BTreeSet::<ItemId>::new());
    let current = RwSignal::new(None::<i32>);
    let busy = RwSignal::new(false);
    let closed = || RwSignal::new(false);
    let asked = Asked { row: StoredValue::new(None), sign: closed(), retro_sign: closed(), give_back: closed() };
    let all = StoredValue::new(rows.clone());

    page_keys(move |key| act_on_key(key, all, current, selected, asked, desk));

    let after = move || {
        selected.set(BTreeSet::new());
        reload.run(());
    };
    let decide = move |decision: Decision, ask: Ask| {
        let Some(row) = asked.row.get_value() else { return };
        deciding::decide(desk, busy, seen(&row), ask, move |_| {
            asked.dialog(decision).set(false);
            after();
        });
    };
    let sign = move |()| decide(Decision::Sign, Ask::Sign { publish_at: None, note: String::new() });
    let retro_sign = move |()| decide(Decision::RetroSign, Ask::RetroSign { note: String::new() });
    let give_back = move |reason: String| decide(Decision::Return, Ask::Return { reason });
    let lines = (0_i32..).zip(rows).map(|(at, row)| line(at, row, now, selected, current)).collect_view();
    let headings = vec![
        Heading::hidden("选择"),
        Heading::new("标题"),
        Heading::new("栏目"),
        Heading::new("单位 / 作者"),
        Heading::new("状态"),
        Heading::new("等待自"),
    ];
    view! {
        <Panel title="待办" id="inbox" flush=true>
            <Table caption="待我处理的信息，等待最久的在前" caption_hidden=true headings>{lines}</Table>
            <p class="keys-hint">
                "键盘：" <kbd>"j"</kbd> " 下一条 · " <kbd>"k"</kbd> " 上一条 · " <kbd>"Enter"</kbd> " 打开 · "
                <kbd>"x"</kbd> " 选择 · " <kbd>"a"</kbd> " 签发、补签 · " <kbd>"r"</kbd> " 退回"
            </p>
        </Panel>
        <BatchBar rows=all selected reload/>
        <SignatureDialog open=asked.sign id="sign-one" verb="签发" row=asked.row words=sign_words busy on_sign=sign/>
        <SignatureDialog
            open=asked.retro_sign
            id="retro-sign-one"
            verb="补签"
            row=asked.row
            words=retro_words
            busy
            on_sign=retro_sign
        />
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

/// Asks before the reader's signature is given to the row under the keyboard.
#[component]
fn SignatureDialog(
    open: RwSignal<bool>,
    /// Unique on the page.
    id: &'static str,
    verb: &'static str,
    row: StoredValue<Option<ItemRow>>,
    /// What the signature does to the row.
    words: fn(&ItemRow) -> String,
    busy: RwSignal<bool>,
    #[prop(into)] on_sign: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open title=verb id=id>
            <p>{move || row.get_value().map(|row| words(&row))}</p>
            <div class="dialog__actions">
                <Button on_press=move |()| open.set(false)>"取消"</Button>
                <Button kind=ButtonKind::Primary busy on_press=on_sign>{verb}</Button>
            </div>
        </Dialog>
    }
}

fn sign_words(row: &ItemRow) -> String {
    format!("签发“{}”？{}", item_row::title(row), deciding::after_signature(row.signature.as_ref()))
}

fn retro_words(row: &ItemRow) -> String {
    format!("补签“{}”？{}", item_row::title(row), deciding::AFTER_RETRO_SIGNATURE)
}

/// How the reader signs the row, or what stands in the way.
fn signing(row: &ItemRow) -> Result<Decision, &'static str> {
    match signature_now(row) {
        Some(Action::RetroSign) => Ok(Decision::RetroSign),
        Some(_) => Ok(Decision::Sign),
        None if may(row, Action::PassReview) => Err("这一条等您审核，按回车打开。"),
        None => Err("这一条现在不由您签发，请打开后处理。"),
    }
}

fn returning(row: &ItemRow) -> Result<Decision, &'static str> {
    if may(row, Action::Return) { Ok(Decision::Return) } else { Err("这一条现在不能退回。") }
}

fn act_on_key(
    key: &str,
    all: StoredValue<Vec<ItemRow>>,
    current: RwSignal<Option<i32>>,
    selected: RwSignal<BTreeSet<ItemId>>,
    asked: Asked,
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
    let ask = |decision_on: fn(&ItemRow) -> Result<Decision, &'static str>| {
        let Some(row) = row() else { return };
        match decision_on(&row) {
            Ok(decision) => {
                asked.row.set_value(Some(row));
                asked.dialog(decision).set(true);
            }
            Err(refusal) => desk.say(Tone::Info, refusal),
        }
    };
    match key {
        "j" => go(current.get_untracked().map_or(0, |at| at + 1)),
        "k" => go(current.get_untracked().map_or(0, |at| at - 1)),
        "x" => match row() {
            Some(row) if may(&row, Action::Sign) => selected.update(|set| toggle(set, row.id)),
            Some(_) => desk.say(Tone::Info, "这一条不能批量签发，请打开后处理。"),
            None => {}
        },
        "a" => ask(signing),
        "r" => ask(returning),
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

#[cfg(test)]
mod tests {
    use domain::{id::ItemCode, plan::ColumnCode, time, workflow::Stage};

    use super::*;

    fn row(allowed: &[Action]) -> ItemRow {
        ItemRow {
            id: ItemId::new(1),
            code: ItemCode::from_random([1; ItemCode::LENGTH]),
            revision: 1,
            version: 1,
            title: "关于停水的通知".to_owned(),
            column: ColumnCode::parse("tzgg").unwrap(),
            column_path: "通知公告".to_owned(),
            unit_name: "县教育局".to_owned(),
            author_name: "韦小兰".to_owned(),
            stage: Stage::InReview,
            is_live: false,
            awaits_retro_signature: false,
            direct: false,
            claimed_by: None,
            since: time::parse_minute("2026-11-24 09:00").unwrap(),
            publish_at: None,
            published_at: None,
            signature: None,
            allowed: allowed.to_vec(),
        }
    }

    #[test]
    fn the_key_of_the_signature_answers_for_every_row_that_waits() {
        let review = Err("这一条等您审核，按回车打开。");
        let rows: [(&[Action], Result<Decision, &str>); 5] = [
            (&[Action::Sign, Action::Return], Ok(Decision::Sign)),
            (&[Action::PassReview, Action::Sign], Ok(Decision::Sign)),
            (&[Action::RetroSign], Ok(Decision::RetroSign)),
            (&[Action::PassReview, Action::Return], review),
            (&[Action::Edit], Err("这一条现在不由您签发，请打开后处理。")),
        ];
        for (allowed, answer) in rows {
            assert_eq!(signing(&row(allowed)), answer, "{allowed:?}");
        }
    }
}
