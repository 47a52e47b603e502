//! The service level (服务水平) that the county has set itself.

use serde::{Deserialize, Serialize};

/// `service_level` and `service_time` of `[clock]` in the plan file. No document names either: they are the county's own
/// figures, and pages say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServiceLevel {
    /// In so many hundredths of a per cent of the probes of thirty days it opens: 9900 for 99%.
    pub opens: u16,
    /// 95 of 100 answers begin within so many seconds.
    pub seconds: u16,
}

impl Default for ServiceLevel {
    /// 99% of the time, within 5 seconds.
    fn default() -> Self {
        Self { opens: 9_900, seconds: 5 }
    }
}

impl ServiceLevel {
    /// Reads `99%` or `99.95%`, from 50% to 100%, as hundredths of a per cent.
    pub fn parse_percent(text: &str) -> Option<u16> {
        let (whole, part) = match text.trim().strip_suffix('%')?.split_once('.') {
            Some((whole, part)) => (whole, part),
            None => (text.trim().strip_suffix('%')?, "0"),
        };
        let is_number = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_number(whole, 3) || !is_number(part, 2) {
            return None;
        }
        let part: u32 = format!("{part:0<2}").parse().ok()?;
        let hundredths = u16::try_from(whole.parse::<u32>().ok()? * 100 + part).ok()?;
        (5_000..=10_000).contains(&hundredths).then_some(hundredths)
    }

    /// Reads `5秒`, from 1 to 60.
    pub fn parse_seconds(text: &str) -> Option<u16> {
        let number = text.trim().strip_suffix('秒')?.trim_end();
        let is_number = (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        number.parse().ok().filter(|seconds| is_number && (1..=60).contains(seconds))
    }

    /// `99%`; [`ServiceLevel::parse_percent`] reads it back.
    pub fn percent(self) -> String {
        percent(u32::from(self.opens))
    }
}

/// Hundredths of a per cent as people write them: `99%`, `99.5%`, `99.95%`.
pub(super) fn percent(hundredths: u32) -> String {
    let (whole, part) = (hundredths / 100, hundredths % 100);
    match (part, part % 10) {
        (0, _) => format!("{whole}%"),
        (_, 0) => format!("{whole}.{}%", part / 10),
        _ => format!("{whole}.{part:02}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_read_and_written_back() {
        for (text, opens) in [("99%", 9_900), ("99.5%", 9_950), ("99.95%", 9_995), ("100%", 10_000), ("90.05%", 9_005)]
        {
            assert_eq!(ServiceLevel::parse_percent(text), Some(opens));
            assert_eq!(ServiceLevel { opens, seconds: 5 }.percent(), text);
        }
        for text in ["", "99", "%", "49.99%", "100.01%", "9990%", "999%", "+99%", "99.%", "99.955%", "九成"] {
            assert_eq!(ServiceLevel::parse_percent(text), None, "{text}");
        }
        for (text, seconds) in
            [("5秒", Some(5)), ("60 秒", Some(60)), ("0秒", None), ("61秒", None), ("5", None), ("+5秒", None)]
        {
            assert_eq!(ServiceLevel::parse_seconds(text), seconds, "{text}");
        }
    }
}
