//! In which form a text travels: as it is, or packed, by what the client understands.

use axum::http::{HeaderMap, header};

/// A form, best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

impl Encoding {
    /// The packed forms, best first, which is also the one that packs most.
    pub(crate) const PACKED: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// Its word in `Content-Encoding`; the plain form has none there.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        }
    }

    /// Whether the client of these headers understands it.
    pub(crate) fn is_accepted(self, headers: &HeaderMap) -> bool {
        if self == Self::Identity {
            return true;
        }
        headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).any(|line| {
            line.split(',').any(|entry| {
                let (name, quality) = entry.split_once(';').unwrap_or((entry, ""));
                name.trim().eq_ignore_ascii_case(self.name()) && !is_zero(quality)
            })
        })
    }

    /// The best form that the client of these headers understands.
    pub(crate) fn best(headers: &HeaderMap) -> Self {
        Self::PACKED.into_iter().find(|packed| packed.is_accepted(headers)).unwrap_or(Self::Identity)
    }
}

/// `q=0` means: not this one.
fn is_zero(quality: &str) -> bool {
    quality.trim().strip_prefix("q=").is_some_and(|weight| weight.parse::<f32>().is_ok_and(|weight| weight <= 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_that_is_understood_is_taken() {
        for (accepted, best) in [
            ("", Encoding::Identity),
            ("gzip", Encoding::Gzip),
            ("gzip, deflate, br, zstd", Encoding::Brotli),
            ("gzip;q=1.0, br;q=0", Encoding::Gzip),
            ("BR", Encoding::Brotli),
            ("gzip;q=0.000", Encoding::Identity),
            ("brx, xgzip, identity", Encoding::Identity),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, accepted.parse().unwrap());
            assert_eq!(Encoding::best(&headers), best, "{accepted}");
        }
        assert_eq!(Encoding::best(&HeaderMap::new()), Encoding::Identity);
    }
}
