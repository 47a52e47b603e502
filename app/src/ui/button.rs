//! Buttons, and links that look like one.

use leptos::prelude::*;

use super::{Icon, IconName, Spinner, live::live};

/// How much a button asks for attention. One primary button per view.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    Primary,
    #[default]
    Secondary,
    /// Without a frame: tool bars, table rows.
    Quiet,
    /// Takes something away: withdraw, return, close an account.
    Danger,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button--primary",
            Self::Secondary => "button button--secondary",
            Self::Quiet => "button button--quiet",
            Self::Danger => "button button--danger",
        }
    }
}

/// A button with words. It stays focusable while busy, so that the keyboard does not lose its place.
#[component]
pub fn Button(
    children: Children,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] icon: Option<IconName>,
    /// `type="submit"`: sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// Less high, for table rows and tool bars.
    #[prop(optional)]
    small: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    /// Something is under way: shows a spinner and ignores presses.
    #[prop(optional, into)]
    busy: Signal<bool>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            class:button--small=small
            disabled=move || disabled.get()
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {live(move || busy.get().then(|| view! { <Spinner/> }))}
            {icon.map(|name| view! { <Icon name/> })}
            <span class="button__label">{children()}</span>
        </button>
    }
}

/// A button that shows only an icon; `label` is what a screen reader says and what the pointer shows.
#[component]
pub fn IconButton(
    #[prop(into)] label: String,
    icon: IconName,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_press: Option<Callback<()>>,
) -> impl IntoView {
    let press = move |_| {
        if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            type="button"
            class="button button--quiet button--icon"
            aria-label=label.clone()
            title=label
            disabled=move || disabled.get()
            on:click=press
        >
            <Icon name=icon/>
        </button>
    }
}

/// A link that looks like a button: it goes somewhere and changes nothing.
#[component]
pub fn ButtonLink(
    children: Children,
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] icon: Option<IconName>,
    #[prop(optional)] small: bool,
    /// The address is no page of the desk, such as a form on paper: the browser itself goes there.
    #[prop(optional)]
    external: bool,
    /// As `external`, in a tab of its own: what is typed on this page stays where it is.
    #[prop(optional)]
    new_tab: bool,
) -> impl IntoView {
    view! {
        <a
            class=kind.class()
            class:button--small=small
            href=href
            rel=(external || new_tab).then_some("external")
            target=new_tab.then_some("_blank")
        >
            {icon.map(|name| view! { <Icon name/> })}
            <span class="button__label">{children()}</span>
        </a>
    }
}
