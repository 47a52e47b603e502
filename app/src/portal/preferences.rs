//! The reader's choices: 长者模式, 字体大小, 高对比度. They live in cookies, so that they hold on every page and form;
//! a form without script changes them.

use axum::http::{HeaderMap, header, request::Parts};
use leptos::prelude::*;

/// 字体 大 · 中 · 小 of article texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum TextSize {
    Small,
    #[default]
    Medium,
    Large,
}

impl TextSize {
    pub const ALL: [Self; 3] = [Self::Large, Self::Medium, Self::Small];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Small => "s",
            Self::Medium => "m",
            Self::Large => "l",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Small => "小",
            Self::Medium => "中",
            Self::Large => "大",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.code() == code)
    }
}

/// The choices in force for a request. A page is kept once for each combination of them: only values from a short list
/// belong here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Preferences {
    pub elder: bool,
    pub size: TextSize,
    pub high_contrast: bool,
}

impl Preferences {
    /// Names of the cookies and of the form's fields; values as in [`Self::from_headers`].
    pub const ELDER: &'static str = "elder";
    pub const SIZE: &'static str = "size";
    pub const CONTRAST: &'static str = "contrast";

    /// Reads `elder=on`, `size=s|m|l`, `contrast=high` from the `Cookie` headers; whatever else stands there means
    /// the ordinary page.
    pub fn from_headers(headers: &HeaderMap) -> Self {
        let cookie = |name: &str| {
            headers
                .get_all(header::COOKIE)
                .iter()
                .filter_map(|value| value.to_str().ok())
                .flat_map(|value| value.split(';'))
                .filter_map(|pair| pair.trim().split_once('='))
                .find_map(|(key, value)| (key == name).then(|| value.to_owned()))
        };
        Self {
            elder: cookie(Self::ELDER).as_deref() == Some("on"),
            size: cookie(Self::SIZE).as_deref().and_then(TextSize::from_code).unwrap_or_default(),
            high_contrast: cookie(Self::CONTRAST).as_deref() == Some("high"),
        }
    }

    /// Of the request that is being answered: as the server has read them already, for a page that others will get too.
    pub fn of_request() -> Self {
        let read = |parts: Parts| parts.extensions.get().copied().unwrap_or_else(|| Self::from_headers(&parts.headers));
        use_context::<Parts>().map_or_else(Self::default, read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cookie: &'static str) -> Preferences {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, header::HeaderValue::from_static(cookie));
        Preferences::from_headers(&headers)
    }

    #[test]
    fn cookies_are_read_and_nonsense_is_ignored() {
        assert_eq!(
            read("session=abc; elder=on; size=l; contrast=high"),
            Preferences { elder: true, size: TextSize::Large, high_contrast: true }
        );
        assert_eq!(read("elder=\"><script>; size=xxl; contrast=1"), Preferences::default());
        assert_eq!(Preferences::from_headers(&HeaderMap::new()), Preferences::default());
    }
}
