//! Tabs with the keyboard of the ARIA pattern: arrows move, Home and End jump, Tab goes into the panel.

use leptos::{ev::KeyboardEvent, prelude::*};

use super::live::live;

/// One tab.
#[derive(Debug, Clone)]
pub struct Tab {
    /// Value of the `active` signal while it is shown.
    pub id: &'static str,
    pub label: String,
    /// A count beside the label: blockers, comments.
    pub badge: Signal<Option<i32>>,
}

impl Tab {
    pub fn new(id: &'static str, label: impl Into<String>) -> Self {
        Self { id, label: label.into(), badge: Signal::default() }
    }

    #[must_use]
    pub fn with_badge(self, badge: impl Into<Signal<Option<i32>>>) -> Self {
        Self { badge: badge.into(), ..self }
    }
}

/// Which tab a key leads to from `current`.
fn target(ids: &[&'static str], current: &str, key: &str) -> Option<&'static str> {
    let at = ids.iter().position(|id| *id == current).unwrap_or(0);
    let to = match key {
        "ArrowRight" => (at + 1) % ids.len(),
        "ArrowLeft" => (at + ids.len() - 1) % ids.len(),
        "Home" => 0,
        "End" => ids.len() - 1,
        _ => return None,
    };
    ids.get(to).copied()
}

/// The row of tabs; the panels follow as [`TabPanel`]s with the same `active`.
#[component]
pub fn Tabs(
    /// What the tabs are about, for screen readers.
    #[prop(into)]
    label: String,
    tabs: Vec<Tab>,
    active: RwSignal<&'static str>,
) -> impl IntoView {
    let ids: Vec<&'static str> = tabs.iter().map(|tab| tab.id).collect();
    let row = NodeRef::<leptos::html::Div>::new();
    let on_key = move |event: KeyboardEvent| {
        if let Some(to) = target(&ids, active.get_untracked(), &event.key()) {
            event.prevent_default();
            active.set(to);
            focus_tab(row, to);
        }
    };
    let buttons = tabs
        .into_iter()
        .map(|tab| {
            let id = tab.id;
            let is_active = move || active.get() == id;
            view! {
                <button
                    type="button"
                    class="tabs__tab"
                    role="tab"
                    id=tab_id(id)
                    aria-controls=panel_id(id)
                    aria-selected=move || if is_active() { "true" } else { "false" }
                    tabindex=move || if is_active() { "0" } else { "-1" }
                    on:click=move |_| active.set(id)
                >
                    {tab.label}
                    {live(move || tab.badge.get().map(|count| view! { <span class="tabs__badge">{count}</span> }))}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="tabs" role="tablist" aria-label=label node_ref=row on:keydown=on_key>
            {buttons}
        </div>
    }
}

/// The content of one tab. All panels stay in the page, so that what was typed in one is not lost.
#[component]
pub fn TabPanel(id: &'static str, active: RwSignal<&'static str>, children: Children) -> impl IntoView {
    view! {
        <div
            class="tabs__panel"
            role="tabpanel"
            id=panel_id(id)
            aria-labelledby=tab_id(id)
            tabindex="0"
            hidden=move || active.get() != id
        >
            {children()}
        </div>
    }
}

fn tab_id(id: &str) -> String {
    format!("tab-{id}")
}

fn panel_id(id: &str) -> String {
    format!("panel-{id}")
}

/// Moves the focus along with the selection.
#[cfg(feature = "hydrate")]
fn focus_tab(row: NodeRef<leptos::html::Div>, id: &str) {
    use wasm_bindgen::JsCast;
    let tab = row.get_untracked().and_then(|row| row.query_selector(&format!("#{}", tab_id(id))).ok().flatten());
    if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Fails only for an element that is not in the document.
        let _ = tab.focus();
    }
}

/// The server has no focus; keys are pressed in browsers only.
#[cfg(not(feature = "hydrate"))]
fn focus_tab(_row: NodeRef<leptos::html::Div>, _id: &str) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_round() {
        let ids = ["status", "checks", "history"];
        for (key, from, to) in [
            ("ArrowRight", "history", Some("status")),
            ("ArrowLeft", "status", Some("history")),
            ("Home", "history", Some("status")),
            ("End", "status", Some("history")),
            ("Enter", "status", None),
        ] {
            assert_eq!(target(&ids, from, key), to, "{key} from {from}");
        }
    }
}
