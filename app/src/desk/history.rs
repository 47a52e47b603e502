//! 历史: all revisions of an item, any two of them side by side, and each text that another took the place of beside the
//! revision that it stood in.

use domain::{
    desk::{
        content::{Comparison, ItemSheet, Seen},
        reading::ReadingCopy,
    },
    id::ItemId,
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use super::{
    address::named_in_address,
    frame::PageHead,
    item_row::title,
    loaded::{load, loaded_page},
    query_form::QueryForm,
    review::{chain::ChainList, compare::ComparisonView, history_list::HistoryList},
};
use crate::{
    api::{ApiError, content},
    ui::{Breadcrumb, Button, ButtonLink, Choice, Crumb, Field, IconName, Panel, Select},
};

type Sheet = ItemSheet<ReadingCopy>;

/// What the address asks to see side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Pair {
    Revisions {
        left: i32,
        right: i32,
    },
    /// What a revision said at this version, and what it says now.
    Replaced {
        revision: i32,
        version: i32,
    },
}

#[component]
pub(super) fn HistoryPage() -> impl IntoView {
    let item = named_in_address::<ItemId>();
    let query = use_query_map();
    let pair = Memo::new(move |_| {
        let number = |key| query.read().get_str(key).and_then(|text| text.parse::<i32>().ok());
        let revisions = number("left").zip(number("right")).map(|(left, right)| Pair::Revisions { left, right });
        let replaced = || number("revision").zip(number("version"));
        revisions.or_else(|| replaced().map(|(revision, version)| Pair::Replaced { revision, version }))
    });
    let answer = load(move || (item.get(), pair.get()), |(item, pair)| fetch(item, pair));
    loaded_page(answer, |(sheet, comparison)| view! { <History sheet comparison/> }.into_any())
}

async fn fetch(item: Option<ItemId>, pair: Option<Pair>) -> Result<(Sheet, Option<(Pair, Comparison)>), ApiError> {
    let item = item.ok_or(ApiError::NotFound)?;
    let sheet = content::reading(item).await?.value;
    let comparison = match pair {
        Some(pair @ Pair::Revisions { left, right }) => Some((pair, content::compare(item, left, right).await?)),
        Some(pair @ Pair::Replaced { revision, version }) => {
            Some((pair, content::compare_replaced(Seen { item, revision, version }).await?))
        }
        None => None,
    };
    Ok((sheet, comparison))
}

#[component]
fn History(sheet: Sheet, comparison: Option<(Pair, Comparison)>) -> impl IntoView {
    let item = sheet.row.id;
    let newest = sheet.row.revision;
    let (left, right) = match comparison {
        Some((Pair::Revisions { left, right }, _)) => (left, right),
        Some((Pair::Replaced { .. }, _)) | None => (newest, newest),
    };
    let (left, right) = (RwSignal::new(left.to_string()), RwSignal::new(right.to_string()));
    let choices: Signal<Vec<Choice>> = sheet
        .revisions
        .iter()
        .map(|revision| {
            Choice::new(revision.number.to_string(), format!("第 {} 次 {}", revision.number, revision.stage.label()))
        })
        .collect::<Vec<_>>()
        .into();
    let several = sheet.revisions.len() > 1;
    view! {
        <Breadcrumb crumbs=vec![
            Crumb::link("信息", "/desk/items"),
            Crumb::link(title(&sheet.row), format!("/desk/items/{item}/review")),
            Crumb::here("历史"),
        ]/>
        <PageHead title=format!("历史：{}", title(&sheet.row))>
            <ButtonLink href=format!("/desk/print/items/{item}") icon=IconName::Printer small=true external=true>
                "发布审定单"
            </ButtonLink>
        </PageHead>
        {several.then(|| view! {
            <QueryForm path=format!("/desk/items/{item}/history") fields=vec![("left", left), ("right", right)]>
                <div class="form__row">
                    <Field label="原内容" name="left"><Select value=left choices/></Field>
                    <Field label="新内容" name="right"><Select value=right choices/></Field>
                    <Button submit=true icon=IconName::GitCompare>"比较"</Button>
                </div>
            </QueryForm>
        })}
        {comparison.map(|(_, comparison)| view! {
            <Panel title="对照" id="comparison"><ComparisonView comparison id="history"/></Panel>
        })}
        <div class="two-columns">
            <Panel title="修订" id="revisions">
                <HistoryList item revisions=sheet.revisions.clone() replaced=sheet.replaced.clone()/>
            </Panel>
            <Panel title="流程" id="chain"><ChainList chain=sheet.chain/></Panel>
        </div>
    }
}
