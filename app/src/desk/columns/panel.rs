//! What the plan says of the selected column, and what the portal manager may do with it.

use domain::plan::{Column, ColumnCode, ColumnEdit};
use leptos::prelude::*;

use super::{
    Columns,
    forms::{AddForm, DescribeForm, MoveForm, RenameForm, RowForm},
};
use crate::{
    desk::state::signed_in,
    ui::{
        Button, ButtonKind, ButtonLink, Day, Described, DescriptionList, Dialog, EmptyState, IconName, ModeTag, Panel,
        StarTag,
    },
};

#[component]
pub(super) fn ColumnPanel(columns: Columns) -> impl IntoView {
    move || match columns.selected.get() {
        Some(code) if columns.sheet.with_value(|sheet| sheet.plan.column(&code).is_some()) => {
            view! { <Selected code columns/> }.into_any()
        }
        _ => view! {
            <EmptyState title="还没有选栏目" icon=IconName::FolderTree>
                <p>"在左边选一个栏目，这里显示它的职责和更新时效。"</p>
                {columns.may_edit().then(|| view! { <AddChannel columns/> })}
            </EmptyState>
        }
        .into_any(),
    }
}

#[component]
fn AddChannel(columns: Columns) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button icon=IconName::Plus on_press=move |()| open.set(true)>"新增频道"</Button>
        <Dialog open title="新增频道" id="add-channel">
            <AddForm parent=None columns open/>
        </Dialog>
    }
}

#[component]
fn Selected(code: ColumnCode, columns: Columns) -> impl IntoView {
    let Some((column, path, published)) = columns.sheet.with_value(|sheet| {
        let column = sheet.plan.column(&code)?.clone();
        Some((column, sheet.plan.path_name(&code), sheet.published.get(&code).copied().unwrap_or(0)))
    }) else {
        return ().into_any();
    };
    let takes_items =
        columns.in_force.with_value(|in_force| in_force.duties(&code).is_some_and(|duties| duties.takes_items));
    let may_write = signed_in().role.edits() && takes_items;
    let public = format!("/c/{code}");
    let items = format!("/desk/items?column={code}");
    let is_writer = signed_in().role.edits();
    let (new, code_words, summary) =
        (format!("/desk/items/new?column={code}"), code.to_string(), column.summary.clone());
    let (for_duties, for_edits) = (column.clone(), column.clone());
    view! {
        <Panel title=column.name.clone() id="column">
            <DescriptionList>
                <Described term="位置">{path}</Described>
                <Described term="代码"><code>{code_words}</code></Described>
                <Described term="类型">
                    {column.kind.label()}
                    {column.assessed.then(|| view! { " " <StarTag/> })}
                </Described>
                {column.alias.clone().map(|alias| view! { <Described term="又名">{alias}</Described> })}
                {(!summary.is_empty()).then(|| view! { <Described term="简介">{summary}</Described> })}
                {(!column.life_events.is_empty()).then(|| view! {
                    <Described term="办事情形">{column.life_events.join("、")}</Described>
                })}
                {column.counts_as.map(|what| view! { <Described term="考核取数">{what.label()}</Described> })}
                {column.retired_on.map(|on| view! { <Described term="停用"><Day on/></Described> })}
                {takes_items.then(|| view! { <Described term="已发布">{format!("{published} 条")}</Described> })}
            </DescriptionList>
            <Duties column=for_duties columns/>
            <p class="row-actions">
                <a class="button button--secondary button--small" href=public rel="external" target="_blank">"看门户"</a>
                {is_writer.then(|| view! { <ButtonLink href=items small=true>"栏目的信息"</ButtonLink> })}
                {may_write.then(|| view! {
                    <ButtonLink href=new small=true icon=IconName::FilePlus>"新建信息"</ButtonLink>
                })}
            </p>
            {columns.may_edit().then(|| view! { <Edits column=for_edits columns/> })}
        </Panel>
    }
    .into_any()
}

/// The row of the plan's table, with the units that bear the duties today.
#[component]
fn Duties(column: Column, columns: Columns) -> impl IntoView {
    let row = column.row?;
    let (leads, responsible) = columns.in_force.with_value(|in_force| {
        let plan = &in_force.plan;
        let parties = |parties: &[domain::plan::Party]| {
            parties.iter().map(|party| plan.party_name(party)).collect::<Vec<_>>().join("、")
        };
        let today = |units: &std::collections::BTreeSet<domain::plan::UnitCode>| {
            units.iter().map(|unit| in_force.unit_name(unit)).collect::<Vec<_>>().join("、")
        };
        let duties = in_force.duties(&column.code);
        let with_today = |listed: String, now: String| match (listed.is_empty(), now == listed || now.is_empty()) {
            (true, _) => now,
            (false, true) => listed,
            (false, false) => format!("{listed}（今由：{now}）"),
        };
        (
            with_today(parties(&row.leads), duties.map(|d| today(&d.leads)).unwrap_or_default()),
            with_today(parties(&row.responsible), duties.map(|d| today(&d.responsible)).unwrap_or_default()),
        )
    });
    let modes = row.modes.iter().map(|mode| view! { <ModeTag mode=*mode/> }).collect_view();
    let target = row.link.clone();
    let words = row.link.clone();
    Some(view! {
        <h3 class="panel__subtitle">"职责与时效"</h3>
        <DescriptionList>
            <Described term="序号">{row.number}</Described>
            <Described term="保障方式"><span class="tags">{modes}</span></Described>
            <Described term="更新时效">{row.cadence.label()}</Described>
            {row.releases.map(|releases| view! { <Described term="发布日历">{releases.label()}</Described> })}
            {row.floor.map(|floor| view! { <Described term="巡查底线">{floor.to_string()}</Described> })}
            {row.event_term.map(|term| view! { <Described term="事项期限">{term.to_string()}</Described> })}
            <Described term="牵头单位">{leads}</Described>
            <Described term="保障单位">{responsible}</Described>
            <Described term="签发">{row.signing.label()}</Described>
            <Described term="具体内容">{row.requirement}</Described>
            {(!row.remark.is_empty()).then(|| view! { <Described term="备注">{row.remark}</Described> })}
            {target.map(|address| view! {
                <Described term="链接"><a href=address rel="external noopener" target="_blank">{words}</a></Described>
            })}
        </DescriptionList>
    })
}

/// The buttons of the portal manager; each leads to a preview before anything is saved.
#[component]
fn Edits(column: Column, columns: Columns) -> impl IntoView {
    let closed = || RwSignal::new(false);
    let (add, rename, describe, relocate, row) = (closed(), closed(), closed(), closed(), closed());
    let code = column.code.clone();
    let (is_history, takes_columns) = (column.is_history_on(columns.today()), column.takes_columns());
    let column = StoredValue::new(column);
    let retire = move |()| columns.propose(ColumnEdit::Retire { code: column.with_value(|c| c.code.clone()) });
    view! {
        <h3 class="panel__subtitle">"修改方案"</h3>
        <p class="row-actions">
            {(!is_history).then(|| view! {
                {takes_columns.then(|| view! {
                    <Button small=true icon=IconName::Plus on_press=move |()| add.set(true)>"新增下级"</Button>
                })}
                <Button small=true icon=IconName::Pencil on_press=move |()| rename.set(true)>"改名"</Button>
                <Button small=true icon=IconName::FileText on_press=move |()| describe.set(true)>"基本信息"</Button>
                <Button small=true icon=IconName::ArrowUpDown on_press=move |()| relocate.set(true)>"移动"</Button>
                {column.with_value(|c| c.row.is_some()).then(|| view! {
                    <Button small=true icon=IconName::Handshake on_press=move |()| row.set(true)>"职责与时效"</Button>
                })}
                <Button small=true kind=ButtonKind::Danger icon=IconName::Archive on_press=retire>"停用"</Button>
            })}
        </p>
        <Dialog open=add title="新增下级栏目" id="add-column">
            <AddForm parent=Some(code.clone()) columns open=add/>
        </Dialog>
        <Dialog open=rename title="改名" id="rename-column">
            <RenameForm column=column.get_value() columns open=rename/>
        </Dialog>
        <Dialog open=describe title="基本信息" id="describe-column">
            <DescribeForm column=column.get_value() columns open=describe/>
        </Dialog>
        <Dialog open=relocate title="移动栏目" id="move-column">
            <MoveForm column=column.get_value() columns open=relocate/>
        </Dialog>
        <Dialog open=row title="职责与时效" id="column-row" wide=true>
            <RowForm column=column.get_value() columns open=row/>
        </Dialog>
    }
}
