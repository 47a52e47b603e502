//! The bar at the lower edge: how far the text has come, and what to do with it.

use domain::{
    desk::content::{Ask, Seen},
    permission::Action,
    time,
    workflow::Stage,
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::{Writing, checks::go_to};
use crate::{
    api::{ApiError, content},
    desk::{
        deciding::{self, ReasonDialog, URGENT_REASONS},
        item_row::may,
        publish_at::{PublishAt, PublishAtField, Typed},
        state::Desk,
        unsaved::State,
    },
    ui::{Button, ButtonKind, Dialog, Icon, IconName, Spinner, Tone, Toolbar, live},
};

#[component]
pub(super) fn Bar(writing: Writing) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    let go = Callback::new(move |path: String| navigate(&path, NavigateOptions::default()));
    let autosave = writing.autosave;
    let (discard, direct, urgent) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let offers = move |action| writing.sheet.with(|sheet| may(&sheet.row, action));
    let was_public = writing.sheet.with_untracked(|sheet| sheet.row.is_live);
    let blockers = move || autosave.report.read().blockers().count();

    let uploads = writing.uploads;
    let open = move |dialog: RwSignal<bool>| {
        if uploads.have_arrived(desk) {
            dialog.set(true);
        }
    };

    // Every step goes from a saved text: what is decided on is what the server has. Only a text that is thrown away does
    // not wait for its files.
    let step = move |ask: Ask| {
        autosave.when_saved(move || {
            if !matches!(ask, Ask::Discard) && !uploads.have_arrived(desk) {
                return;
            }
            let seen =
                Seen { item: autosave.item, revision: autosave.revision, version: autosave.version.get_untracked() };
            let (ask, told) = (ask.clone(), ask.clone());
            desk.call_with(
                busy,
                content::decide(seen, ask),
                move |stage: Stage| {
                    desk.say(Tone::Success, deciding::outcome(&told, stage));
                    let path = if matches!(told, Ask::Discard) {
                        "/desk/items".to_owned()
                    } else {
                        format!("/desk/items/{}/review", autosave.item)
                    };
                    go.run(path);
                },
                move |error| {
                    for dialog in [discard, direct, urgent] {
                        dialog.set(false);
                    }
                    match error {
                        ApiError::Blocked(report) => show_blockers(writing, report, desk),
                        other => desk.say(Tone::Danger, other.to_string()),
                    }
                },
            );
        });
    };
    let submit = move |()| {
        if !uploads.have_arrived(desk) {
            return;
        }
        let report = autosave.report.get_untracked();
        if report.is_clear() || autosave.is_behind() {
            step(Ask::Submit);
        } else {
            show_blockers(writing, report, desk);
        }
    };
    let publish_at = PublishAt::new();
    let publish_directly = move |()| match publish_at.typed() {
        Typed::Nothing => step(Ask::PublishDirectly { publish_at: None }),
        Typed::At(at) => step(Ask::PublishDirectly { publish_at: Some(at) }),
        Typed::NoMinute => {}
    };
    view! {
        <Toolbar label="保存与送审" sticky=true>
            <SaveState writing/>
            <span class="toolbar__space"></span>
            <Show when=move || offers(Action::Discard)>
                <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move |()| discard.set(true)>
                    {if was_public { "放弃修订" } else { "删除草稿" }}
                </Button>
            </Show>
            <Show when=move || offers(Action::ChangeColumn)>
                <Button
                    kind=ButtonKind::Quiet
                    icon=IconName::FolderTree
                    on_press=move |()| writing.choosing_column.set(true)
                >
                    "改投栏目"
                </Button>
            </Show>
            <Button icon=IconName::Save on_press=move |()| autosave.save()>"保存草稿"</Button>
            <Show when=move || offers(Action::PublishUrgently)>
                <Button icon=IconName::Zap on_press=move |()| open(urgent)>"紧急发布"</Button>
            </Show>
            <Show when=move || offers(Action::PublishDirectly)>
                <Button icon=IconName::Stamp on_press=move |()| open(direct)>"直接发布"</Button>
            </Show>
            <Show when=move || offers(Action::Submit)>
                <Button kind=ButtonKind::Primary icon=IconName::Send busy on_press=submit>
                    {live(move || match blockers() {
                        0 => "送审".to_owned(),
                        count => format!("送审（{count} 项未通过）"),
                    })}
                </Button>
            </Show>
        </Toolbar>
        <Dialog open=discard title=if was_public { "放弃修订" } else { "删除草稿" } id="discard">
            <p>
                {if was_public { "这次修订的内容将被删除，线上版本不变。" } else { "草稿将被删除，不能恢复。" }}
            </p>
            <div class="dialog__actions">
                <Button on_press=move |()| discard.set(false)>"取消"</Button>
                <Button kind=ButtonKind::Danger busy on_press=move |()| step(Ask::Discard)>"删除"</Button>
            </div>
        </Dialog>
        <Dialog open=direct title="直接发布" id="publish-directly">
            <p>"您是牵头单位的审核账号，可以不经他人审签直接发布。这一条会一直标记为“直接发布”。"</p>
            <PublishAtField typed=publish_at hint="不填则立即发布；填写则到这一分钟由系统自动发布"/>
            <div class="dialog__actions">
                <Button on_press=move |()| direct.set(false)>"取消"</Button>
                <Button kind=ButtonKind::Primary busy on_press=publish_directly>"直接发布"</Button>
            </div>
        </Dialog>
        <ReasonDialog
            open=urgent
            id="publish-urgently"
            title="紧急发布"
            lead="仅用于突发事件：立即公开，处处标记“待补签”，直到他人补签。"
            templates=&URGENT_REASONS
            verb="紧急发布"
            busy
            on_reason=move |reason| step(Ask::PublishUrgently { reason })
        />
    }
}

fn show_blockers(writing: Writing, report: domain::checks::Report, desk: Desk) {
    let first = report.blockers().next().cloned();
    let count = report.blockers().count();
    writing.autosave.report.set(report);
    writing.tab.set("checks");
    desk.say(Tone::Warn, format!("还有 {count} 项检查未通过，见“检查”。"));
    if let Some(finding) = first {
        // The list stays in sight, unless what is to be mended is itself in another tab.
        go_to(&finding, writing);
    }
}

/// 已保存 10:42 · 正在保存 · 未保存, and what is still on its way, said politely to screen readers.
#[component]
fn SaveState(writing: Writing) -> impl IntoView {
    let autosave = writing.autosave;
    let clock = |at| {
        let minute = time::minute(at);
        minute.get(11..).unwrap_or_default().to_owned()
    };
    view! {
        <p class="save-state" role="status">
            {live(move || match autosave.state.get() {
                State::Saved(None) => view! { <span>"没有未保存的改动"</span> }.into_any(),
                State::Saved(Some(at)) => view! {
                    <Icon name=IconName::CircleCheck/>
                    <span>{format!("{} 已自动保存", clock(at))}</span>
                }
                .into_any(),
                State::Changed => view! { <span>"有改动，即将保存…"</span> }.into_any(),
                State::Saving => view! { <Spinner/> <span>"正在保存…"</span> }.into_any(),
                State::Waiting(why) | State::Stuck(why) => view! {
                    <Icon name=IconName::Warning/>
                    <span>{why}</span>
                }
                .into_any(),
            })}
            {live(move || writing.uploads.waiting().map(|waiting| view! { <span>{waiting}</span> }))}
            {live(move || autosave.no_local_copy.get().then_some("（浏览器不允许在本机留存副本，请勿关闭页面）"))}
        </p>
    }
}
