//! HTML that is safe to send to a citizen's browser, and what can be read from it.
//!
//! [`SafeHtml`] has no public constructor from a plain string: it comes out of [`SafeHtml::sanitise`], or out of the
//! store by way of [`SafeHtml::from_store`], which skips the work only for text that carries the seal of the very
//! allow-list in force.

mod allow_list;
mod pictures;
mod reading;
mod rewrite;

use serde::Serialize;

use crate::content_hash::content_hash;

pub(crate) use reading::words_of;
pub use reading::{Heading, LeadPicture, excerpt, lead_picture, links, media, outline, plain_text, word_count};
pub(crate) use rewrite::is_too_deep;

/// HTML that contains only what the editor's schema knows: no scripts, no styles, no foreign pictures; well formed.
///
/// Sanitising it again changes nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct SafeHtml(String);

/// A sanitised text as the store keeps it: put both fields in columns of the same row, and give both back to
/// [`SafeHtml::from_store`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredHtml {
    /// The sanitised text.
    pub html: String,
    /// Proof that `html` left the sanitiser in this form, under which allow-list.
    pub seal: String,
}

impl SafeHtml {
    /// Reduces any input to the allow-list. What is not allowed is dropped, its text kept where that makes sense
    /// (a `<div>` becomes a paragraph, a `<script>` disappears with its content).
    pub fn sanitise(html: &str) -> Self {
        Self(rewrite::to_fixed_point(html))
    }

    /// What the store handed back. Rendering happens thousands of times a second, sanitising once per save: a text
    /// whose seal is right is taken as it is. After a change of the allow-list, or of the row by other means than
    /// this program, the seal is wrong and the text goes through the sanitiser again.
    ///
    /// The seal guards against mistakes and stale rows. It is no signature: who can write to the database can also
    /// compute it.
    pub fn from_store(stored: StoredHtml) -> Self {
        if stored.seal == seal(&stored.html) { Self(stored.html) } else { Self::sanitise(&stored.html) }
    }

    /// For the store.
    pub fn to_stored(&self) -> StoredHtml {
        StoredHtml { html: self.0.clone(), seal: seal(&self.0) }
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup, for a page's `inner_html`.
    pub fn into_string(self) -> String {
        self.0
    }

    /// No text, no picture, no table.
    pub fn is_blank(&self) -> bool {
        !self.0.contains("<img") && !self.0.contains("<table") && plain_text(self).trim().is_empty()
    }
}

/// Version of the allow-list and fingerprint of the text.
fn seal(html: &str) -> String {
    format!("{}:{}", allow_list::VERSION, &content_hash(html.as_bytes())[..32])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_text_is_taken_as_it_is() {
        let safe = SafeHtml::sanitise("<p>通知</p>");
        assert_eq!(SafeHtml::from_store(safe.to_stored()), safe);
    }

    #[test]
    fn a_text_changed_in_the_database_is_sanitised_again() {
        let mut stored = SafeHtml::sanitise("<p>通知</p>").to_stored();
        stored.html.push_str("<script>alert(1)</script>");
        assert_eq!(SafeHtml::from_store(stored).as_str(), "<p>通知</p>");
    }

    #[test]
    fn a_text_of_another_allow_list_is_sanitised_again() {
        let html = "<p>通知</p><video src=\"/media/a.mp4\"></video>".to_owned();
        let seal = format!("0:{}", &content_hash(html.as_bytes())[..32]);
        assert_eq!(SafeHtml::from_store(StoredHtml { html, seal }).as_str(), "<p>通知</p>");
    }

    #[test]
    fn blank_means_nothing_to_read_or_see() {
        assert!(SafeHtml::sanitise("<p>&nbsp;</p><p><br></p>").is_blank());
        assert!(!SafeHtml::sanitise("<p><img src=\"/media/a.webp\" alt=\"\"></p>").is_blank());
    }
}
