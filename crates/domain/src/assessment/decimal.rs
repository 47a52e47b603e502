//! Points and measured values: decimal numbers with six places, so that sums are exact and the same on every machine.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Decimal places.
const PLACES: usize = 6;
const ONE: i64 = 1_000_000;

/// A decimal number with six places. As text and as JSON it is written as people write it: `0.1`.
///
/// ```
/// # use domain::assessment::Decimal;
/// let link: Decimal = "0.1".parse().unwrap();
/// assert_eq!((link + link + link).to_string(), "0.3");
/// assert_eq!(format!("{:.2}", "85.865".parse::<Decimal>().unwrap()), "85.87");
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Decimal(i64);

/// The text is no number with at most six decimal places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("应写数字，小数至多六位")]
pub struct NoDecimal;

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// Beyond anything that a rule counts.
    const MOST: i64 = 1_000_000_000 * ONE;

    /// A whole number.
    pub const fn whole(number: u32) -> Self {
        Self(number as i64 * ONE)
    }

    /// So many parts of a thousand, the rest cut off: the milliseconds of so many seconds.
    pub fn thousandths(self) -> u32 {
        u32::try_from(self.0 / (ONE / 1_000)).unwrap_or_default()
    }

    /// So many parts of a million.
    pub(super) const fn millionths(self) -> i64 {
        self.0
    }

    pub(super) fn from_millionths(millionths: i128) -> Self {
        let most = i128::from(Self::MOST);
        Self(i64::try_from(millionths.clamp(-most, most)).expect("clamped into the range"))
    }

    /// Whether it is more than nothing.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether it has no decimal places.
    pub const fn is_whole(self) -> bool {
        self.0 % ONE == 0
    }

    /// `self` × `factor`, rounded to the nearest.
    #[must_use]
    pub fn times(self, factor: Self) -> Self {
        self.scaled(i128::from(factor.0), i128::from(ONE))
    }

    /// `self` × `numerator` ÷ `denominator`, rounded to the nearest; zero when there is nothing to divide by.
    #[must_use]
    pub(super) fn scaled(self, numerator: i128, denominator: i128) -> Self {
        if denominator == 0 {
            return Self::ZERO;
        }
        let product = i128::from(self.0) * numerator * 2 + denominator;
        Self::from_millionths(product.div_euclid(denominator * 2))
    }

    /// How many whole `steps` fit into `self`.
    pub(super) fn whole_steps(self, step: Self) -> u32 {
        if step.0 <= 0 || self.0 <= 0 {
            return 0;
        }
        u32::try_from(self.0 / step.0).unwrap_or(u32::MAX)
    }

    /// `self` × a number of times.
    #[must_use]
    pub(super) fn repeated(self, times: u32) -> Self {
        Self::from_millionths(i128::from(self.0) * i128::from(times))
    }

    /// What `self` is more than `other`; zero when it is less.
    #[must_use]
    pub(super) fn beyond(self, other: Self) -> Self {
        (self - other).max(Self::ZERO)
    }
}

impl Add for Decimal {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Decimal {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Decimal {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Decimal {
    type Output = Self;
    fn neg(self) -> Self {
        Self::ZERO - self
    }
}

impl Sum for Decimal {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Decimal {
    /// All places that say something, or as many as the format asks for (`{:.2}`), rounded to the nearest.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = f.precision().unwrap_or(PLACES).min(PLACES);
        let unit = 10_u64.pow(u32::try_from(PLACES - places).unwrap_or(0));
        let rounded = (self.0.unsigned_abs() + unit / 2) / unit;
        let one = 10_u64.pow(u32::try_from(places).unwrap_or(0));
        let sign = if self.0 < 0 && rounded > 0 { "-" } else { "" };
        write!(f, "{sign}{}", rounded / one)?;
        let fraction = if places == 0 { String::new() } else { format!("{:0places$}", rounded % one) };
        let fraction = if f.precision().is_some() { &fraction } else { fraction.trim_end_matches('0') };
        if fraction.is_empty() { Ok(()) } else { write!(f, ".{fraction}") }
    }
}

impl FromStr for Decimal {
    type Err = NoDecimal;

    fn from_str(text: &str) -> Result<Self, NoDecimal> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(fraction) || fraction.len() > PLACES || whole.len() > 9 {
            return Err(NoDecimal);
        }
        let number = format!("{whole}{fraction:0<PLACES$}").parse::<i64>().map_err(|_| NoDecimal)?;
        Ok(Self(if negative { -number } else { number }))
    }
}

impl From<Decimal> for String {
    fn from(number: Decimal) -> Self {
        number.to_string()
    }
}

impl TryFrom<String> for Decimal {
    type Error = NoDecimal;

    fn try_from(text: String) -> Result<Self, NoDecimal> {
        text.parse()
    }
}

/// Splits `total` in proportion to `weights`, to the millionth: the parts sum up to `total` exactly, what rounding
/// leaves over goes to the largest remainders, the earlier first. Nothing can be split among nobody.
pub(super) fn share_out(total: Decimal, weights: &[Decimal]) -> Option<Vec<Decimal>> {
    let weights: Vec<i128> = weights.iter().map(|w| i128::from(w.0.max(0))).collect();
    let sum: i128 = weights.iter().sum();
    if sum == 0 {
        return None;
    }
    let total = i128::from(total.0);
    let mut parts: Vec<i128> = weights.iter().map(|w| (total * w).div_euclid(sum)).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse((total * weights[i]).rem_euclid(sum)));
    let left_over = usize::try_from(total - parts.iter().sum::<i128>()).unwrap_or(0);
    for &i in order.iter().take(left_over) {
        parts[i] += 1;
    }
    Some(parts.into_iter().map(Decimal::from_millionths).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().expect("a number")
    }

    #[test]
    fn a_number_comes_back_from_its_text() {
        for text in ["0", "0.1", "25", "-5", "0.000001", "999999999", "-0.25"] {
            assert_eq!(number(text).to_string(), text);
        }
    }

    #[test]
    fn anything_else_is_no_number() {
        for text in ["", "-", ".5", "5.", "1e3", "nan", "inf", "1_000", "0.0000001", "+1", "1.2.3", "1000000000"] {
            assert_eq!(text.parse::<Decimal>(), Err(NoDecimal), "{text}");
        }
    }

    #[test]
    fn a_format_rounds_to_the_places_it_asks_for() {
        assert_eq!(format!("{:.2}", number("79.666666")), "79.67");
        assert_eq!(format!("{:.2}", number("80")), "80.00");
        assert_eq!(format!("{:.0}", number("0.5")), "1");
        assert_eq!(format!("{:.1}", number("-0.04")), "0.0");
    }

    #[test]
    fn scaling_rounds_to_the_nearest() {
        // 1 ÷ 3 = 0.333333…, 2 ÷ 3 = 0.666666…
        assert_eq!(Decimal::whole(1).scaled(1, 3), number("0.333333"));
        assert_eq!(Decimal::whole(2).scaled(1, 3), number("0.666667"));
        assert_eq!(Decimal::whole(75).scaled(4, 3), Decimal::whole(100));
    }

    #[test]
    fn parts_sum_up_to_what_was_split() {
        // Ten points among three alike: 3.333334 + 3.333333 + 3.333333.
        let parts = share_out(Decimal::whole(10), &[Decimal::whole(1); 3]).expect("three take part");
        assert_eq!(parts, [number("3.333334"), number("3.333333"), number("3.333333")]);
        assert_eq!(share_out(Decimal::whole(10), &[Decimal::ZERO]), None);
    }
}
