//! Signing several items at once: one decision, one result per item.

use std::collections::BTreeSet;

use domain::{
    desk::content::{BatchResult, ItemRow, Seen},
    id::ItemId,
};
use leptos::prelude::*;

use crate::{
    api::content,
    desk::{
        deciding::after_signature,
        item_row::{self, seen},
        state::Desk,
    },
    ui::{Button, ButtonKind, Cell, Dialog, Heading, Icon, IconName, RowHeading, StageTag, Table, Toolbar, live},
};

#[component]
pub(super) fn BatchBar(
    rows: StoredValue<Vec<ItemRow>>,
    selected: RwSignal<BTreeSet<ItemId>>,
    reload: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let (asked, busy) = (RwSignal::new(false), RwSignal::new(false));
    let (shown, results) = (RwSignal::new(false), RwSignal::new(Vec::<BatchResult>::new()));
    let chosen = move || {
        rows.with_value(|rows| rows.iter().filter(|row| selected.read().contains(&row.id)).cloned().collect::<Vec<_>>())
    };
    let sign = move |()| {
        let seen: Vec<Seen> = chosen().iter().map(seen).collect();
        desk.call(busy, content::sign_many(seen), move |answers| {
            results.set(answers);
            asked.set(false);
            shown.set(true);
        });
    };
    // The list is fetched again only after the results were read: a new list would close them.
    let was_shown = RwSignal::new(false);
    Effect::new(move |_| {
        if shown.get() {
            was_shown.set(true);
        } else if was_shown.get_untracked() {
            was_shown.set(false);
            selected.set(BTreeSet::new());
            reload.run(());
        }
    });
    view! {
        <Show when=move || !selected.read().is_empty()>
            <Toolbar label="批量处理" sticky=true>
                <span role="status">{live(move || format!("已选 {} 条", selected.read().len()))}</span>
                <Button kind=ButtonKind::Primary icon=IconName::Stamp on_press=move |()| asked.set(true)>"批量签发"</Button>
                <Button kind=ButtonKind::Quiet on_press=move |()| selected.set(BTreeSet::new())>"取消选择"</Button>
            </Toolbar>
        </Show>
        <Dialog open=asked title="批量签发" id="sign-many">
            {live(move || by_outcome(&chosen()).into_iter().map(group).collect_view())}
            <div class="dialog__actions">
                <Button on_press=move |()| asked.set(false)>"取消"</Button>
                <Button kind=ButtonKind::Primary busy on_press=sign>"全部签发"</Button>
            </div>
        </Dialog>
        <Dialog open=shown title="批量签发结果" id="sign-many-results">
            <Table caption="逐条结果" caption_hidden=true headings=vec![Heading::new("标题"), Heading::new("结果")]>
                {live(move || results.get().into_iter().map(result_line).collect_view())}
            </Table>
            <div class="dialog__actions">
                <Button kind=ButtonKind::Primary on_press=move |()| shown.set(false)>"知道了"</Button>
            </div>
        </Dialog>
    }
}

/// The titles of those with which the same happens, under what that is.
fn by_outcome(chosen: &[ItemRow]) -> Vec<(String, Vec<String>)> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for row in chosen {
        let (words, title) = (after_signature(row.signature.as_ref()), item_row::title(row));
        match groups.iter_mut().find(|(known, _)| *known == words) {
            Some((_, titles)) => titles.push(title),
            None => groups.push((words, vec![title])),
        }
    }
    groups
}

fn group((words, titles): (String, Vec<String>)) -> impl IntoView + use<> {
    view! {
        <p>{words}</p>
        <ul class="plain-list">{titles.into_iter().map(|title| view! { <li>{title}</li> }).collect_view()}</ul>
    }
}

fn result_line(result: BatchResult) -> impl IntoView {
    let outcome = match result.outcome {
        Ok(stage) => view! { <StageTag stage/> }.into_any(),
        Err(reason) => view! {
            <span class="refused">
                <Icon name=IconName::CircleX/>
                {format!("未签发：{reason}")}
            </span>
        }
        .into_any(),
    };
    view! {
        <tr>
            <RowHeading>{result.title}</RowHeading>
            <Cell label="结果">{outcome}</Cell>
        </tr>
    }
}
