//! The bar of decisions. Its buttons are exactly what the reader may do now; its keys are those of the inbox.

use domain::{
    desk::content::{Ask, ItemFilter, ItemRow},
    id::ItemId,
    permission::Action,
    time,
    workflow::Stage,
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::sign_dialog::SignDialog;
use crate::{
    api::content,
    desk::{
        deciding::{self, RETURN_REASONS, ReasonDialog, URGENT_REASONS, WITHDRAW_REASONS},
        item_row::{may, seen, signature_now},
        keys::page_keys,
        state::Desk,
    },
    ui::{Button, ButtonKind, ButtonLink, Dialog, Field, IconName, TextArea, TextInput, Tone, Toolbar},
};

/// The dialogs of the page.
#[derive(Debug, Clone, Copy)]
struct Dialogs {
    sign: RwSignal<bool>,
    give_back: RwSignal<bool>,
    withdraw: RwSignal<bool>,
    urgent: RwSignal<bool>,
    correct: RwSignal<bool>,
}

impl Dialogs {
    fn close(self) {
        for open in [self.sign, self.give_back, self.withdraw, self.urgent, self.correct] {
            open.set(false);
        }
    }
}

/// The item before `item` in the inbox; before the first one comes the last.
fn before(inbox: &[ItemId], item: ItemId) -> Option<ItemId> {
    let here = inbox.iter().position(|id| *id == item).unwrap_or(0);
    let (earlier, later) = inbox.split_at(here);
    earlier.iter().rev().chain(later.iter().rev()).copied().find(|id| *id != item)
}

#[component]
pub(super) fn Decisions(row: ItemRow, next: Option<ItemId>, reload: Callback<()>) -> impl IntoView {
    let desk = Desk::expect();
    let navigate = use_navigate();
    let busy = RwSignal::new(false);
    let closed = || RwSignal::new(false);
    let dialogs =
        Dialogs { sign: closed(), give_back: closed(), withdraw: closed(), urgent: closed(), correct: closed() };
    let item = row.id;
    let what = seen(&row);
    let decide = Callback::new(move |ask: Ask| {
        let navigate = navigate.clone();
        let path = match &ask {
            Ask::Revise | Ask::Recall => Some(format!("/desk/items/{item}")),
            Ask::Discard => Some("/desk/items".to_owned()),
            _ => None,
        };
        deciding::decide(desk, busy, what, ask, move |_| {
            dialogs.close();
            match path {
                Some(path) => navigate(&path, NavigateOptions::default()),
                None => reload.run(()),
            }
        });
    });
    let may_sign = signature_now(&row);
    let may_return = may(&row, Action::Return);
    let next_page = next.map(|next| format!("/desk/items/{next}/review"));
    let go = use_navigate();
    let looking = RwSignal::new(false);
    page_keys({
        let next_page = next_page.clone();
        move |key| {
            match key {
                "a" if may_sign.is_some() => dialogs.sign.set(true),
                "a" => desk.say(Tone::Info, "这一条现在不由您签发。"),
                "r" if may_return => dialogs.give_back.set(true),
                "r" => desk.say(Tone::Info, "这一条现在不能退回。"),
                "j" => match &next_page {
                    Some(path) => go(path, NavigateOptions::default()),
                    None => desk.say(Tone::Info, "没有下一条待办了。"),
                },
                // Asked for only now: going back is rare, and the inbox has changed since the page was opened.
                "k" => {
                    let go = go.clone();
                    let inbox = content::inbox(ItemFilter { page: 1, ..ItemFilter::default() });
                    desk.call(looking, inbox, move |inbox| {
                        let rows: Vec<ItemId> = inbox.value.rows.iter().map(|row| row.id).collect();
                        match before(&rows, item) {
                            Some(id) => go(&format!("/desk/items/{id}/review"), NavigateOptions::default()),
                            None => desk.say(Tone::Info, "没有上一条待办了。"),
                        }
                    });
                }
                _ => return false,
            }
            true
        }
    });
    let claimed = row.claimed_by.is_some();
    let claimed_here = row.claimed_by.as_ref().is_some_and(|claimant| claimant.is_reader);
    let signature_here = row.signature.clone();
    let mut withdrawal = "信息从门户撤下，原网址显示撤稿说明，说明中写明下面的理由。".to_owned();
    if row.stage == Stage::Scheduled {
        withdrawal.push_str("已签发、等待定时发布的修订同时退回作者。");
    }
    let offers = {
        let row = row.clone();
        move |action| may(&row, action)
    };
    view! {
        <Toolbar label="决定" sticky=true>
            {next_page.map(|href| view! { <ButtonLink href kind=ButtonKind::Quiet icon=IconName::ArrowRight>"下一条"</ButtonLink> })}
            <span class="toolbar__space">
                <span class="keys-hint keys-hint--bar">
                    <kbd>"a"</kbd> " 签发 · " <kbd>"r"</kbd> " 退回 · " <kbd>"j"</kbd> "/" <kbd>"k"</kbd> " 下一条/上一条"
                </span>
            </span>
            {(offers(Action::Claim) && !claimed).then(|| view! {
                <Button kind=ButtonKind::Quiet icon=IconName::Hand busy on_press=move |()| decide.run(Ask::Claim)>"认领"</Button>
            })}
            {(offers(Action::Claim) && claimed_here).then(|| view! {
                <Button kind=ButtonKind::Quiet icon=IconName::Hand busy on_press=move |()| decide.run(Ask::Release)>"取消认领"</Button>
            })}
            {offers(Action::Edit).then(|| view! {
                <ButtonLink href=format!("/desk/items/{item}") icon=IconName::Pencil>"编辑"</ButtonLink>
            })}
            {offers(Action::Recall).then(|| view! {
                <Button icon=IconName::Undo busy on_press=move |()| decide.run(Ask::Recall)>"撤回送审"</Button>
            })}
            {offers(Action::Revise).then(|| view! {
                <Button icon=IconName::Pencil busy on_press=move |()| decide.run(Ask::Revise)>"修订"</Button>
            })}
            {offers(Action::CorrectTime).then(|| view! {
                <Button kind=ButtonKind::Quiet icon=IconName::Clock on_press=move |()| dialogs.correct.set(true)>"更正发布时间"</Button>
            })}
            {offers(Action::Withdraw).then(|| view! {
                <Button kind=ButtonKind::Danger icon=IconName::Ban on_press=move |()| dialogs.withdraw.set(true)>"撤稿"</Button>
            })}
            {offers(Action::PublishUrgently).then(|| view! {
                <Button icon=IconName::Zap on_press=move |()| dialogs.urgent.set(true)>"紧急发布"</Button>
            })}
            {may_return.then(|| view! {
                <Button kind=ButtonKind::Danger icon=IconName::Undo on_press=move |()| dialogs.give_back.set(true)>"退回"</Button>
            })}
            {offers(Action::PassReview).then(|| view! {
                <Button
                    icon=IconName::Eye
                    busy
                    on_press=move |()| decide.run(Ask::PassReview { note: String::new() })
                >
                    "审核通过"
                </Button>
            })}
            {may_sign.map(|action| view! {
                <Button kind=ButtonKind::Primary icon=IconName::Stamp on_press=move |()| dialogs.sign.set(true)>
                    {if action == Action::RetroSign { "补签" } else { "签发" }}
                </Button>
            })}
        </Toolbar>
        {may_sign.map(|action| {
            view! { <SignDialog open=dialogs.sign action signature=signature_here busy decide/> }
        })}
        <ReasonDialog
            open=dialogs.give_back
            id="return"
            title="退回"
            lead="信息退回作者修改，经手人都会收到退回理由。"
            templates=&RETURN_REASONS
            verb="退回"
            busy
            on_reason=move |reason| decide.run(Ask::Return { reason })
        />
        <ReasonDialog
            open=dialogs.withdraw
            id="withdraw"
            title="撤稿"
            lead=withdrawal
            templates=&WITHDRAW_REASONS
            verb="撤稿"
            busy
            on_reason=move |reason| decide.run(Ask::Withdraw { reason })
        />
        <ReasonDialog
            open=dialogs.urgent
            id="publish-urgently"
            title="紧急发布"
            lead="仅用于突发事件：立即公开，处处标记“待补签”，直到他人补签。"
            templates=&URGENT_REASONS
            verb="紧急发布"
            busy
            on_reason=move |reason| decide.run(Ask::PublishUrgently { reason })
        />
        <CorrectTimeDialog open=dialogs.correct busy decide/>
    }
}

/// 更正发布时间: an audited action of its own, never a quiet edit.
#[component]
fn CorrectTimeDialog(open: RwSignal<bool>, busy: RwSignal<bool>, decide: Callback<Ask>) -> impl IntoView {
    let (at, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (at_fault, reason_fault) = (RwSignal::new(None), RwSignal::new(None));
    let correct = move |()| {
        let reason = reason.get_untracked().trim().to_owned();
        let moment = time::parse_minute(&at.get_untracked());
        at_fault.set(moment.is_none().then(|| "请填写到分钟的时间".to_owned()));
        reason_fault.set(reason.is_empty().then(|| "请填写理由".to_owned()));
        if let Some(at) = moment.filter(|_| !reason.is_empty()) {
            decide.run(Ask::CorrectTime { at, reason });
        }
    };
    view! {
        <Dialog open title="更正发布时间" id="correct-time">
            <p>"发布时间由系统在签发时确定。更正连同原时间和理由记入流程，印在审定单上，页面注明“发布时间经更正”。"</p>
            <Field label="正确的发布时间" name="correct-at" error=at_fault required=true>
                <TextInput value=at kind="datetime-local"/>
            </Field>
            <Field label="理由" name="correct-reason" error=reason_fault required=true>
                <TextArea value=reason rows=3/>
            </Field>
            <div class="dialog__actions">
                <Button on_press=move |()| open.set(false)>"取消"</Button>
                <Button kind=ButtonKind::Danger busy on_press=correct>"更正"</Button>
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_the_first_item_comes_the_last() {
        let inbox = [1, 2, 3].map(ItemId::new);
        for (item, expected) in [(2, Some(1)), (3, Some(2)), (1, Some(3)), (9, Some(3))] {
            assert_eq!(before(&inbox, ItemId::new(item)), expected.map(ItemId::new), "before {item}");
        }
        assert_eq!(before(&inbox[..1], inbox[0]), None, "an inbox of one item has no other");
        assert_eq!(before(&[], inbox[0]), None);
    }
}
