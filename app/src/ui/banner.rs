//! A message across the page or a panel.

use leptos::prelude::*;

use super::{Icon, IconName};

/// How serious a message is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Info,
    Success,
    Warn,
    Danger,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Info => "banner banner--info",
            Self::Success => "banner banner--success",
            Self::Warn => "banner banner--warn",
            Self::Danger => "banner banner--danger",
        }
    }

    const fn icon(self) -> IconName {
        match self {
            Self::Info => IconName::Info,
            Self::Success => IconName::CircleCheck,
            Self::Warn => IconName::Warning,
            Self::Danger => IconName::Danger,
        }
    }

    /// What screen readers interrupt for.
    const fn role(self) -> &'static str {
        match self {
            Self::Info | Self::Success => "status",
            Self::Warn | Self::Danger => "alert",
        }
    }
}

#[component]
pub fn Banner(
    #[prop(optional)] tone: Tone,
    #[prop(optional, into)] title: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=tone.class() role=tone.role()>
            <Icon name=tone.icon()/>
            <div class="banner__text">
                {title.map(|title| view! { <p class="banner__title">{title}</p> })}
                {children()}
            </div>
        </div>
    }
}
