//! A modal dialog: the browser's own `<dialog>`, which traps the focus, closes on Escape and gives the focus back.

use leptos::prelude::*;

use super::{IconButton, IconName};

/// Shows `children` while `open`; Escape, the close button and a press on the backdrop set it to `false`.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: String,
    /// Unique on the page; names the dialog for screen readers.
    #[prop(into)]
    id: String,
    /// For comparisons and previews.
    #[prop(optional)]
    wide: bool,
    /// What it shows is seen once: only a button inside closes it, neither Escape nor a press beside it.
    #[prop(optional)]
    shown_once: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get() && !dialog.open() {
            // Refused only for a dialog outside the document, which nobody could see.
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let title_id = format!("{id}-title");
    view! {
        <dialog
            class="dialog"
            class:dialog--wide=wide
            id=id
            aria-labelledby=title_id.clone()
            closedby=if shown_once { "none" } else { "any" }
            node_ref=node
            on:cancel=move |event: leptos::ev::Event| if shown_once { event.prevent_default() }
            on:close=move |_| open.set(false)
        >
            <div class="dialog__head">
                <h2 class="dialog__title" id=title_id.clone()>{title}</h2>
                {(!shown_once).then(|| view! {
                    <IconButton label="关闭" icon=IconName::Close on_press=move |()| open.set(false)/>
                })}
            </div>
            <div class="dialog__body">
                <Show when=move || open.get()>{children()}</Show>
            </div>
        </dialog>
    }
}
