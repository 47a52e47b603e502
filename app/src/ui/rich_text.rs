//! Text with markup: the only place where HTML goes into a page as it is.

use leptos::prelude::*;

/// HTML that the server's sanitiser has passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Takes HTML that a server function delivered in a field which its type documents as sanitised
    /// (`Comparison::left_html`). Nothing typed in the browser may come this way.
    pub fn delivered(html: String) -> Self {
        Self(html)
    }
}

#[cfg(feature = "ssr")]
impl From<documents::html::SafeHtml> for Markup {
    fn from(html: documents::html::SafeHtml) -> Self {
        Self(html.into_string())
    }
}

/// Text of an item, laid out as `style/base/_prose.scss` says.
#[component]
pub fn RichText(
    #[prop(into)] html: Markup,
    /// First lines indented by two characters, as official texts are set.
    #[prop(optional)]
    indented: bool,
) -> impl IntoView {
    view! { <div class="prose" class:prose--indented=indented inner_html=html.0></div> }
}
