//! The reader's choices: 长者模式, 字体大小, 高对比度, 阅读辅助线, 大鼠标指针, 繁體. They live in cookies, so that they hold on
//! every page and form; a form without script changes them.

use axum::http::{Extensions, HeaderMap, Request, header, request::Parts};
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

/// A choice that is on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toggle {
    Elder,
    Contrast,
    /// The row of reading tools under the header's first line.
    Tools,
    /// 阅读辅助线.
    Line,
    Pointer,
    /// 繁體.
    Script,
}

impl Toggle {
    pub const ALL: [Self; 6] = [Self::Elder, Self::Contrast, Self::Tools, Self::Line, Self::Pointer, Self::Script];

    /// Name of its cookie and of the form's field.
    pub const fn cookie(self) -> &'static str {
        match self {
            Self::Elder => "elder",
            Self::Contrast => "contrast",
            Self::Tools => "tools",
            Self::Line => "line",
            Self::Pointer => "pointer",
            Self::Script => "script",
        }
    }

    pub const fn value(self, on: bool) -> &'static str {
        match (self, on) {
            (Self::Elder | Self::Tools | Self::Line, true) => "on",
            (Self::Elder | Self::Tools | Self::Line, false) => "off",
            (Self::Contrast, true) => "high",
            (Self::Pointer, true) => "big",
            (Self::Contrast | Self::Pointer, false) => "normal",
            (Self::Script, true) => "hant",
            (Self::Script, false) => "hans",
        }
    }
}

/// The choices in force for a request. A page is kept once for each combination of them: only values from a short list
/// belong here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "independent choices of a reader, none of them a state")]
pub struct Preferences {
    pub elder: bool,
    pub size: TextSize,
    pub high_contrast: bool,
    pub tools: bool,
    pub reading_line: bool,
    pub big_pointer: bool,
    pub traditional: bool,
}

impl Preferences {
    /// Cookie and field of the text size.
    pub const SIZE: &'static str = "size";
    /// The button that takes every choice back; it is no cookie.
    pub const RESET: &'static str = "reset";

    /// Reads `elder=on`, `size=s|m|l`, `contrast=high` … from the `Cookie` headers; whatever else stands there means
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
        let is_on = |toggle: Toggle| cookie(toggle.cookie()).as_deref() == Some(toggle.value(true));
        Self {
            elder: is_on(Toggle::Elder),
            size: cookie(Self::SIZE).as_deref().and_then(TextSize::from_code).unwrap_or_default(),
            high_contrast: is_on(Toggle::Contrast),
            tools: is_on(Toggle::Tools),
            reading_line: is_on(Toggle::Line),
            big_pointer: is_on(Toggle::Pointer),
            traditional: is_on(Toggle::Script),
        }
    }

    /// Of `request`: as the server has read them already, for a page that others will get too.
    pub fn of<B>(request: &Request<B>) -> Self {
        Self::known(request.extensions(), request.headers())
    }

    /// Of the request that is being answered.
    pub fn of_request() -> Self {
        with_context(|parts: &Parts| Self::known(&parts.extensions, &parts.headers)).unwrap_or_default()
    }

    fn known(extensions: &Extensions, headers: &HeaderMap) -> Self {
        extensions.get().copied().unwrap_or_else(|| Self::from_headers(headers))
    }

    pub const fn has(self, toggle: Toggle) -> bool {
        match toggle {
            Toggle::Elder => self.elder,
            Toggle::Contrast => self.high_contrast,
            Toggle::Tools => self.tools,
            Toggle::Line => self.reading_line,
            Toggle::Pointer => self.big_pointer,
            Toggle::Script => self.traditional,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn read(cookie: &str) -> Preferences {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, cookie.parse().expect("tests write valid cookies"));
        Preferences::from_headers(&headers)
    }

    #[test]
    fn cookies_are_read_and_nonsense_is_ignored() {
        assert_eq!(
            read("session=abc; elder=on; size=l; contrast=high; script=hant"),
            Preferences {
                elder: true,
                size: TextSize::Large,
                high_contrast: true,
                traditional: true,
                ..Preferences::default()
            }
        );
        assert_eq!(read("elder=\"><script>; size=xxl; contrast=1; line=; script=on"), Preferences::default());
        assert_eq!(Preferences::from_headers(&HeaderMap::new()), Preferences::default());
    }

    #[test]
    fn each_choice_has_a_cookie_of_its_own() {
        let mut found = BTreeSet::new();
        for toggle in Toggle::ALL {
            let on = read(&format!("{}={}", toggle.cookie(), toggle.value(true)));
            let chosen: Vec<Toggle> = Toggle::ALL.into_iter().filter(|other| on.has(*other)).collect();
            assert_eq!(chosen, [toggle]);
            assert!(found.insert(toggle.cookie()), "{toggle:?}");
            assert_eq!(read(&format!("{}={}", toggle.cookie(), toggle.value(false))), Preferences::default());
        }
    }
}
