//! A picture of a page outside of its texts: in the sizes and formats that browsers choose from, with room kept for it.

use cms::media::PagePictures;
use leptos::prelude::*;

use crate::ui::page_picture::Framed;

/// When a picture is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loading {
    /// At once and before others: it is what a citizen sees first.
    First,
    /// When it comes near.
    Later,
}

/// `sizes` says how wide the style sheet shows it. A picture that is not in the media store any more has no size.
pub(super) fn picture(
    pictures: &PagePictures,
    address: String,
    alt: String,
    class: &'static str,
    sizes: &'static str,
    loading: Loading,
) -> AnyView {
    let (priority, lazy) = match loading {
        Loading::First => (Some("high"), None),
        Loading::Later => (None, Some("lazy")),
    };
    let Some(framed) = pictures.get(&address).map(Framed::new) else {
        return view! { <img class=class src=address alt=alt fetchpriority=priority loading=lazy decoding="async"/> }
            .into_any();
    };
    let Framed { sources, src, width, height } = framed;
    let sources: Vec<_> =
        sources.into_iter().map(|(mime, srcset)| view! { <source type=mime srcset=srcset sizes=sizes/> }).collect();
    view! {
        <picture>
            {sources}
            <img
                class=class
                src=src
                alt=alt
                width=width
                height=height
                fetchpriority=priority
                loading=lazy
                decoding="async"
            />
        </picture>
    }
    .into_any()
}
