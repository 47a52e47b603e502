//! Two people saved the same revision: both texts side by side, and a choice. Nothing is overwritten silently.

use leptos::prelude::*;

use super::Writing;
use crate::{
    desk::review::compare::ComparisonView,
    ui::{Button, ButtonKind, Dialog, Moment, live},
};

#[component]
pub(super) fn ConflictDialog(writing: Writing) -> impl IntoView {
    let open = RwSignal::new(false);
    let conflict = writing.autosave.conflict;
    Effect::new(move |_| open.set(conflict.read().is_some()));
    let theirs = move |()| {
        writing.autosave.take_theirs();
        writing.editor.set_html(&writing.draft.body.get_untracked());
    };
    let mine = move |()| {
        writing.autosave.keep_mine();
        // The history beside the form names the other text then.
        writing.autosave.when_saved(move || writing.refresh());
    };
    view! {
        <Dialog open title="有他人同时保存了这条信息" id="conflict" wide=true>
            {live(move || conflict.get().map(|conflict| view! {
                <p>
                    <strong>{conflict.by}</strong> " 于 " <Moment at=conflict.at/>
                    " 保存了另一份内容。您的内容还在这一页上，没有丢失，也没有覆盖对方。"
                </p>
                <p>"选择“保留我的内容”后，对方的内容留在“历史”里，可以随时查看、对照。"</p>
                <ComparisonView comparison=conflict.comparison id="conflict"/>
            }))}
            <div class="dialog__actions">
                <Button on_press=move |()| open.set(false)>"稍后再决定"</Button>
                <Button on_press=theirs>"采用对方的内容"</Button>
                <Button kind=ButtonKind::Primary on_press=mine>"保留我的内容"</Button>
            </div>
        </Dialog>
        <Show when=move || conflict.read().is_some() && !open.get()>
            <div class="conflict-reminder" role="alert">
                <p>"您的内容尚未保存：有他人同时保存了这条信息。"</p>
                <Button small=true on_press=move |()| open.set(true)>"比较两份内容"</Button>
            </div>
        </Show>
    }
}
