//! The title of the window. `leptos_meta` writes it into the page as it is, so what somebody typed is escaped here.

/// For the title as the server writes it; a browser that follows the title takes the words themselves.
pub(crate) fn written(title: &str) -> String {
    title.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_ends_where_the_page_ends_it() {
        assert_eq!(written("甲 & 乙</title><meta>"), "甲 &amp; 乙&lt;/title>&lt;meta>");
    }
}
