//! What an edit would do, before it is saved: the changes of the plan, and who gains or loses which right.

use domain::{
    desk::plan::EditPreview,
    plan::{ColumnEdit, RightsChange},
};
use leptos::{prelude::*, task::spawn_local};

use super::Columns;
use crate::{
    api::{ApiError, plan},
    desk::{deciding::Refusal, state::Desk},
    ui::{Banner, Button, ButtonKind, Cell, Dialog, Heading, Icon, IconName, RowHeading, Spinner, Table, Tone, live},
};

#[component]
pub(super) fn PreviewDialog(columns: Columns, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let (preview, refused) = (RwSignal::new(None::<EditPreview>), RwSignal::new(None::<ApiError>));
    Effect::new(move |_| {
        let Some(edit) = columns.proposed.get() else { return };
        preview.set(None);
        refused.set(None);
        open.set(true);
        spawn_local(async move {
            let answer = plan::preview_edit(edit).await;
            desk.heard(&answer);
            match answer {
                Ok(shown) => {
                    preview.try_set(Some(shown));
                }
                Err(error) => {
                    refused.try_set(Some(error));
                }
            }
        });
    });
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        if was_open == Some(true) && !is_open {
            columns.proposed.set(None);
        }
        is_open
    });
    let save = move |()| {
        let Some(edit) = columns.proposed.get_untracked() else { return };
        let seen = columns.sheet.with_value(|sheet| sheet.version);
        let code = match &edit {
            ColumnEdit::Add(column) => Some(column.code.clone()),
            ColumnEdit::Rename { code, .. }
            | ColumnEdit::Describe { code, .. }
            | ColumnEdit::Move { code, .. }
            | ColumnEdit::Row { code, .. } => Some(code.clone()),
            ColumnEdit::Retire { .. } => None,
        };
        let is_new = matches!(edit, ColumnEdit::Add(_));
        desk.call_with(
            busy,
            plan::apply_edit(seen, edit),
            move |_| {
                open.set(false);
                if is_new {
                    columns.selected.set(code.clone());
                }
                columns.edited.set_value(code);
                desk.say(Tone::Success, "方案已修改，权限随即生效。");
                reload.run(());
            },
            move |error| refused.set(Some(error)),
        );
    };
    view! {
        <Dialog open title="保存之前：看看会有什么变化" id="plan-preview" wide=true>
            <Refusal error=refused/>
            {live(move || match (preview.get(), refused.read().is_some()) {
                (Some(shown), _) => view! { <Shown shown/> }.into_any(),
                (None, true) => ().into_any(),
                (None, false) => view! { <Spinner label="正在计算…"/> }.into_any(),
            })}
            <div class="dialog__actions">
                <Button on_press=move |()| open.set(false)>"取消"</Button>
                <Button
                    kind=ButtonKind::Primary
                    busy
                    disabled=Signal::derive(move || preview.read().as_ref().is_none_or(|shown| shown.changes.is_empty()))
                    on_press=save
                >
                    "保存"
                </Button>
            </div>
        </Dialog>
    }
}

#[component]
fn Shown(shown: EditPreview) -> impl IntoView {
    let nothing = shown.changes.is_empty();
    let no_rights = shown.rights.is_empty();
    let changes = shown.changes.iter().map(|change| view! { <li>{change.to_string()}</li> }).collect_view();
    let rights = shown.rights.into_iter().map(right).collect_view();
    let headings = ["栏目", "单位", "权限", "变化"].map(Heading::new).into();
    let lost: Vec<String> = shown.lost_on.iter().map(ToString::to_string).collect();
    view! {
        {(!lost.is_empty()).then(|| view! {
            <Banner tone=Tone::Warn title="这项改动不能长期有效">
                <p>{format!("已公告、将于 {} 生效的方案与它冲突，到时以那份方案为准。", lost.join("、"))}</p>
            </Banner>
        })}
        <h3>"方案的变化"</h3>
        {nothing.then(|| view! { <p>"没有变化。"</p> })}
        <ul class="plain-list">{changes}</ul>
        <h3>"权限的变化"</h3>
        {if no_rights {
            view! { <p>"任何单位的权限都不变。"</p> }.into_any()
        } else {
            view! { <Table caption="权限的变化" caption_hidden=true headings>{rights}</Table> }.into_any()
        }}
    }
}

fn right(change: RightsChange) -> impl IntoView {
    let (word, icon, class) = if change.gained {
        ("得到", IconName::Plus, "right right--gained")
    } else {
        ("失去", IconName::Minus, "right right--lost")
    };
    view! {
        <tr>
            <RowHeading>{change.column_name}</RowHeading>
            <Cell label="单位">{change.unit_name}</Cell>
            <Cell label="权限">{if change.signs { "审核签发" } else { "编写送审" }}</Cell>
            <Cell label="变化"><span class=class><Icon name=icon/>{word}</span></Cell>
        </tr>
    }
}
