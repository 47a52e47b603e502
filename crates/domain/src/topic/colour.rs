//! The colours of a topic: two names of one palette, chosen so that everything written in them can be read.
//!
//! The main colour carries white words and writes headings on white; the accent stands on the main colour and under it.
//! Each of these pairs has at least 4.5:1 (WCAG 2.2, 1.4.3). A [`Theme`] can only be made of colours that do.

use serde::{Deserialize, Serialize};

/// Of text on its ground, at the level that Chinese portals must meet (GB/T 37668 follows WCAG AA).
pub const LEAST_CONTRAST: f64 = 4.5;

pub const WHITE: [u8; 3] = [255, 255, 255];

macro_rules! colours {
    ($($name:ident => $code:literal, $label:literal, [$r:literal, $g:literal, $b:literal]);* $(;)?) => {
        /// A colour of the palette. `style/tokens/_topic.scss` has it under the same code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Colour { $($name),* }

        impl Colour {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label),* }
            }

            /// Red, green, blue.
            pub const fn rgb(self) -> [u8; 3] {
                match self { $(Self::$name => [$r, $g, $b]),* }
            }
        }
    };
}

colours! {
    Blue => "blue", "政务蓝", [0x14, 0x56, 0xa0];
    Navy => "navy", "深海蓝", [0x0b, 0x3d, 0x75];
    Teal => "teal", "湖青", [0x0b, 0x5a, 0x66];
    Green => "green", "松绿", [0x14, 0x60, 0x3f];
    Red => "red", "中国红", [0xa6, 0x1b, 0x1b];
    Orange => "orange", "丹橘", [0xb8, 0x43, 0x0b];
    Brown => "brown", "赭石", [0x6b, 0x3a, 0x12];
    Purple => "purple", "紫檀", [0x55, 0x28, 0x7a];
    Slate => "slate", "墨灰", [0x33, 0x3b, 0x47];
    Cream => "cream", "米白", [0xff, 0xf6, 0xe0];
    Gold => "gold", "杏金", [0xff, 0xd3, 0x6b];
    Sky => "sky", "天青", [0xd6, 0xe9, 0xfb];
    Mint => "mint", "嫩绿", [0xd8, 0xf0, 0xe0];
    Blush => "blush", "浅霞", [0xfb, 0xe0, 0xdc];
    Silver => "silver", "银灰", [0xe6, 0xea, 0xf0];
}

impl Colour {
    /// The colours that can carry a topic: white words on them are readable.
    pub fn mains() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|colour| contrast(colour.rgb(), WHITE) >= LEAST_CONTRAST)
    }

    /// The colours that are readable on `self` as the main one.
    pub fn accents(self) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |accent| contrast(self.rgb(), accent.rgb()) >= LEAST_CONTRAST)
    }
}

/// The contrast ratio of two colours (WCAG 2.2), from 1 to 21, whichever comes first.
pub fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Relative luminance (WCAG 2.2).
fn luminance(rgb: [u8; 3]) -> f64 {
    let [red, green, blue] = rgb.map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Main colour and accent that can be read together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Chosen", into = "Chosen")]
pub struct Theme {
    main: Colour,
    accent: Colour,
}

/// What was chosen, before it is looked at.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Chosen {
    main: Colour,
    accent: Colour,
}

/// Why two colours make no theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ThemeRefused {
    #[error("主色“{0}”上的白字看不清，请选深一些的颜色")]
    Main(&'static str),
    #[error("“{0}”和“{1}”放在一起看不清，请换一种")]
    Pair(&'static str, &'static str),
}

impl Theme {
    pub fn new(main: Colour, accent: Colour) -> Result<Self, ThemeRefused> {
        if contrast(main.rgb(), WHITE) < LEAST_CONTRAST {
            return Err(ThemeRefused::Main(main.label()));
        }
        if contrast(main.rgb(), accent.rgb()) < LEAST_CONTRAST {
            return Err(ThemeRefused::Pair(main.label(), accent.label()));
        }
        Ok(Self { main, accent })
    }

    /// This theme with another main colour. An accent that cannot be read on it gives way to the first that can; a
    /// colour that cannot be a main one changes nothing.
    #[must_use]
    pub fn with_main(self, main: Colour) -> Self {
        let accents = std::iter::once(self.accent).chain(main.accents());
        accents.into_iter().find_map(|accent| Self::new(main, accent).ok()).unwrap_or(self)
    }

    /// This theme with another accent, unless that could not be read.
    #[must_use]
    pub fn with_accent(self, accent: Colour) -> Self {
        Self::new(self.main, accent).unwrap_or(self)
    }

    pub const fn main(self) -> Colour {
        self.main
    }

    pub const fn accent(self) -> Colour {
        self.accent
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self { main: Colour::Blue, accent: Colour::Cream }
    }
}

impl TryFrom<Chosen> for Theme {
    type Error = ThemeRefused;
    fn try_from(chosen: Chosen) -> Result<Self, ThemeRefused> {
        Self::new(chosen.main, chosen.accent)
    }
}

impl From<Theme> for Chosen {
    fn from(theme: Theme) -> Self {
        Self { main: theme.main, accent: theme.accent }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The worked examples of WCAG's understanding document and of its best-known calculator.
    #[test]
    fn ratios_are_those_of_the_standard() {
        for (one, other, ratio) in [
            (WHITE, [0, 0, 0], 21.0),
            (WHITE, WHITE, 1.0),
            ([0x77, 0x77, 0x77], WHITE, 4.48),
            ([0x76, 0x76, 0x76], WHITE, 4.54),
            ([0, 0, 255], WHITE, 8.59),
            ([255, 0, 0], WHITE, 4.00),
        ] {
            let found = contrast(one, other);
            assert!((found - ratio).abs() < 0.005, "{one:?} {other:?}: {found}");
        }
    }

    /// Which accents each main colour offers: the whole table, as a reader wants to see it.
    #[test]
    fn palette() {
        let mut table = String::new();
        for main in Colour::mains() {
            let white = contrast(main.rgb(), WHITE);
            table += &format!("{} 白字 {white:.1}", main.label());
            for accent in main.accents() {
                table += &format!(" · {} {:.1}", accent.label(), contrast(main.rgb(), accent.rgb()));
            }
            table.push('\n');
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn every_main_colour_leaves_a_choice() {
        assert!(Colour::mains().count() >= 6);
        assert!(Colour::mains().all(|main| main.accents().count() >= 3));
        assert!(Theme::new(Theme::default().main, Theme::default().accent).is_ok());
    }

    #[test]
    fn what_cannot_be_read_is_refused_on_its_way_in() {
        assert_eq!(Theme::new(Colour::Gold, Colour::Navy), Err(ThemeRefused::Main("杏金")));
        assert_eq!(Theme::new(Colour::Navy, Colour::Red), Err(ThemeRefused::Pair("深海蓝", "中国红")));
    }

    fn some_colour() -> impl Strategy<Value = Colour> {
        prop::sample::select(Colour::ALL.to_vec())
    }

    proptest! {
        #[test]
        fn ratios_are_symmetric_and_bounded(one: [u8; 3], other: [u8; 3]) {
            let ratio = contrast(one, other);
            prop_assert!((1.0..=21.0 + 1e-9).contains(&ratio), "{ratio}");
            prop_assert!((ratio - contrast(other, one)).abs() < 1e-12);
        }

        /// Whatever is pressed in whatever order, the theme can be read.
        #[test]
        fn every_theme_can_be_read(presses in prop::collection::vec((any::<bool>(), some_colour()), 0..12)) {
            let theme = presses.into_iter().fold(Theme::default(), |theme, (is_main, colour)| {
                if is_main { theme.with_main(colour) } else { theme.with_accent(colour) }
            });
            prop_assert!(contrast(theme.main.rgb(), WHITE) >= LEAST_CONTRAST);
            prop_assert!(contrast(theme.main.rgb(), theme.accent.rgb()) >= LEAST_CONTRAST);
        }

        /// The offered swatches are exactly those that are taken.
        #[test]
        fn what_is_offered_is_taken(main in some_colour(), accent in some_colour()) {
            let offered = Colour::mains().any(|one| one == main) && main.accents().any(|one| one == accent);
            prop_assert_eq!(Theme::new(main, accent).is_ok(), offered);
        }
    }
}
