//! The notices, the newest year first; those that were entered can be taken back with a reason.

use chrono::{DateTime, Utc};
use domain::{calendar::Notice, desk::calendar::EnteredNotice, id::CalendarNoticeId};
use leptos::prelude::*;

use crate::{
    api::obligations,
    desk::{deciding::ReasonDialog, state::Desk},
    ui::{Button, Cell, Heading, IconName, Moment, Panel, RowHeading, Table, Tag, Tone},
};

const REMOVE_REASONS: [&str; 3] = ["录入有误", "通知已调整", "重复录入"];

#[component]
pub(super) fn Notices(
    shipped: Vec<Notice>,
    entered: Vec<EnteredNotice>,
    now: DateTime<Utc>,
    may_change: bool,
    reload: Callback<()>,
) -> impl IntoView {
    let desk = Desk::expect();
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let removing = RwSignal::new(None::<CalendarNoticeId>);
    let own = entered
        .into_iter()
        .rev()
        .map(|row| {
            let id = row.id;
            let state = match row.removed {
                Some(removed) => view! {
                    <Tag text="已撤下" look="withdrawn"/>
                    " " <span class="note">{removed.by} " " <Moment at=removed.at/> {format!(" {}", removed.reason)}</span>
                }
                .into_any(),
                None => view! {
                    <span class="note">{row.by} " " <Moment at=row.at now/></span>
                    {may_change.then(|| view! {
                        " "
                        <Button
                            small=true
                            icon=IconName::Undo
                            on_press=move |()| {
                                removing.set(Some(id));
                                open.set(true);
                            }
                        >
                            "撤下"
                        </Button>
                    })}
                }
                .into_any(),
            };
            line(row.notice, state)
        })
        .collect_view();
    let mut shipped = shipped;
    shipped.reverse();
    let known = shipped.into_iter().map(|notice| line(notice, "随系统提供".into_any())).collect_view();
    let remove = move |reason: String| {
        let Some(id) = removing.get_untracked() else { return };
        desk.call(busy, obligations::remove_notice(id, reason), move |moved| {
            open.set(false);
            desk.say(Tone::Success, format!("已撤下，{} 项期限随之变动", moved.len()));
            reload.run(());
        });
    };
    let headings = ["年份", "范围", "放假和上班", "依据", "来源"].map(Heading::new).to_vec();
    view! {
        <Panel title="放假安排" id="notices" flush=true>
            <Table caption="放假安排，新录入的和近年的在前" caption_hidden=true headings>{own} {known}</Table>
        </Panel>
        <ReasonDialog
            open
            id="remove-notice"
            title="撤下放假安排"
            lead="撤下后所有期限立即按其余安排重算。"
            templates=&REMOVE_REASONS
            verb="撤下"
            busy
            on_reason=remove
        />
    }
}

fn line(notice: Notice, state: AnyView) -> impl IntoView {
    let holidays = notice.holidays.iter().map(|holiday| view! { <li>{holiday.line()}</li> }).collect_view();
    let source = if notice.address.is_empty() {
        notice.source().into_any()
    } else {
        view! { <a href=notice.address.clone() rel="external noopener" target="_blank">{notice.source()}</a> }
            .into_any()
    };
    view! {
        <tr>
            <RowHeading>{notice.year}</RowHeading>
            <Cell label="范围">{notice.layer.label()}</Cell>
            <Cell label="放假和上班"><ul class="plain-list">{holidays}</ul></Cell>
            <Cell label="依据">
                {source} {(!notice.checked).then(|| view! { " " <Tag text="待核对" look="warn" icon=IconName::Warning/> })}
            </Cell>
            <Cell label="来源">{state}</Cell>
        </tr>
    }
}
