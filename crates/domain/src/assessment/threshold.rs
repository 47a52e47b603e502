//! Amounts and thresholds as the documents word them: 5个以上, 超过3个月, 5%以上, 2周以上.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Decimal;

/// In what a value is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureUnit {
    /// Columns, letters, links, guides: whatever the query counts.
    Count,
    Percent,
    Seconds,
    Days,
    WorkingDays,
    Months,
}

impl MeasureUnit {
    /// As it stands behind a number.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Count => "个",
            Self::Percent => "%",
            Self::Seconds => "秒",
            Self::Days => "天",
            Self::WorkingDays => "个工作日",
            Self::Months => "个月",
        }
    }

    /// Whether it measures time that passes in days or longer.
    pub const fn is_term(self) -> bool {
        matches!(self, Self::Days | Self::WorkingDays | Self::Months)
    }
}

/// So much of something: 14天, 6个月, 5个.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Amount {
    pub value: Decimal,
    pub unit: MeasureUnit,
}

/// Why a text is no amount or threshold; the sentence is for the person who wrote the rule set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountRefused {
    #[error("“{0}”里没有数字，可写如 5个、5%、2周、14天、5个工作日、3个月、15秒")]
    NoNumber(String),
    #[error(
        "“{0}”的计量单位无法识别，可写：个（次、条、封、项、件、篇、页、处、类）、%、秒、天、周、个工作日、个月、年"
    )]
    UnknownUnit(String),
    #[error("“{0}”须大于零")]
    NotPositive(String),
}

impl AmountRefused {
    /// The same of the whole text that was written.
    fn in_words(self, text: &str) -> Self {
        let text = text.to_owned();
        match self {
            Self::NoNumber(_) => Self::NoNumber(text),
            Self::UnknownUnit(_) => Self::UnknownUnit(text),
            Self::NotPositive(_) => Self::NotPositive(text),
        }
    }
}

/// Words that only count; the query says what is counted.
const COUNTERS: [&str; 10] = ["个", "次", "条", "封", "项", "件", "篇", "页", "处", "类"];

impl Amount {
    /// A whole amount.
    pub const fn new(value: u32, unit: MeasureUnit) -> Self {
        Self { value: Decimal::whole(value), unit }
    }

    /// Reads what an amount is written as, and the near spellings of documents (2周, 1年, 6次).
    ///
    /// ```
    /// # use domain::assessment::{Amount, MeasureUnit};
    /// assert_eq!(Amount::parse("2周"), Ok(Amount::new(14, MeasureUnit::Days)));
    /// assert_eq!(Amount::parse("6次"), Ok(Amount::new(6, MeasureUnit::Count)));
    /// assert!(Amount::parse("5公里").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, AmountRefused> {
        let trimmed = text.trim();
        let end = trimmed.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(trimmed.len());
        let (number, unit) = trimmed.split_at(end);
        let value: Decimal = number.parse().map_err(|_| AmountRefused::NoNumber(text.to_owned()))?;
        if !value.is_positive() {
            return Err(AmountRefused::NotPositive(text.to_owned()));
        }
        let (times, unit) = match unit.trim() {
            "%" | "％" => (1, MeasureUnit::Percent),
            "秒" => (1, MeasureUnit::Seconds),
            "天" | "日" => (1, MeasureUnit::Days),
            "周" => (7, MeasureUnit::Days),
            "个工作日" => (1, MeasureUnit::WorkingDays),
            "个月" => (1, MeasureUnit::Months),
            "年" => (12, MeasureUnit::Months),
            counter if COUNTERS.contains(&counter) => (1, MeasureUnit::Count),
            _ => return Err(AmountRefused::UnknownUnit(text.to_owned())),
        };
        Ok(Self { value: value.repeated(times), unit })
    }
}

impl fmt::Display for Amount {
    /// As rule sets write it; [`Amount::parse`] reads it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let weeks = self.value.whole_steps(Decimal::whole(7));
        let years = self.value.whole_steps(Decimal::whole(12));
        match self.unit {
            MeasureUnit::Days if weeks > 0 && Decimal::whole(7).repeated(weeks) == self.value => write!(f, "{weeks}周"),
            MeasureUnit::Months if years > 0 && Decimal::whole(12).repeated(years) == self.value => {
                write!(f, "{years}年")
            }
            unit => write!(f, "{}{}", self.value, unit.label()),
        }
    }
}

/// How a value is held against an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparison {
    /// 以上, the number itself included, as laws count it (民法典 art. 1259).
    AtLeast,
    /// 超过
    MoreThan,
    /// 少于, of what must be done.
    LessThan,
}

/// The line that a value must not reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Threshold {
    pub comparison: Comparison,
    pub amount: Amount,
}

impl Threshold {
    /// Reads 5个以上, 超过5个, 少于5个, ≥5个, >5个, <5个; an amount alone means 以上.
    pub fn parse(text: &str) -> Result<Self, AmountRefused> {
        let text = text.trim();
        let more = ["超过", ">", "＞"].iter().find_map(|word| text.strip_prefix(word));
        let less = ["少于", "不足", "<", "＜"].iter().find_map(|word| text.strip_prefix(word));
        let least = ["≥", ">="].iter().find_map(|word| text.strip_prefix(word)).or_else(|| text.strip_suffix("以上"));
        let (comparison, amount) = match (least, more, less) {
            (Some(amount), _, _) => (Comparison::AtLeast, amount),
            (None, Some(amount), _) => (Comparison::MoreThan, amount),
            (None, None, Some(amount)) => (Comparison::LessThan, amount),
            (None, None, None) => (Comparison::AtLeast, text),
        };
        let amount = Amount::parse(amount).map_err(|refused| refused.in_words(text))?;
        Ok(Self { comparison, amount })
    }

    /// Whether `value` is on the wrong side of it.
    pub fn is_reached_by(&self, value: Decimal) -> bool {
        match self.comparison {
            Comparison::AtLeast => value >= self.amount.value,
            Comparison::MoreThan => value > self.amount.value,
            Comparison::LessThan => value < self.amount.value,
        }
    }

    /// Whether it is a line under what was done rather than over what is wrong.
    pub const fn asks_for_deeds(&self) -> bool {
        matches!(self.comparison, Comparison::LessThan)
    }

    /// How much `value` must still change to reach it; zero when it is reached. Of things that are counted, 超过5个
    /// begins at six, and 少于1个 at none; of shares and days 超过 begins right behind the amount.
    pub fn left(&self, value: Decimal) -> Decimal {
        let one_more = if self.amount.unit == MeasureUnit::Count { Decimal::whole(1) } else { Decimal::ZERO };
        match self.comparison {
            Comparison::AtLeast => self.amount.value.beyond(value),
            Comparison::MoreThan => (self.amount.value + one_more).beyond(value),
            Comparison::LessThan => (value + one_more).beyond(self.amount.value),
        }
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.comparison {
            Comparison::AtLeast => write!(f, "{}以上", self.amount),
            Comparison::MoreThan => write!(f, "超过{}", self.amount),
            Comparison::LessThan => write!(f, "少于{}", self.amount),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_read_as_documents_word_them() {
        for (text, written) in [
            ("5个以上", "5个以上"),
            ("≥5个", "5个以上"),
            ("超过5个", "超过5个"),
            (">5 个", "超过5个"),
            ("5%", "5%以上"),
            ("0.5％以上", "0.5%以上"),
            ("14天以上", "2周以上"),
            ("10天以上", "10天以上"),
            ("超过3个月", "超过3个月"),
            ("12个月以上", "1年以上"),
            ("6次", "6个以上"),
            ("少于6次", "少于6个"),
            ("不足1个", "少于1个"),
            ("超过5个工作日", "超过5个工作日"),
        ] {
            let threshold = Threshold::parse(text).expect(text);
            assert_eq!(threshold.to_string(), written, "{text}");
            assert_eq!(Threshold::parse(written), Ok(threshold), "{written}");
        }
    }

    #[test]
    fn what_is_no_threshold_says_why() {
        assert!(matches!(Threshold::parse("很多"), Err(AmountRefused::NoNumber(_))));
        assert!(matches!(Threshold::parse("5公里以上"), Err(AmountRefused::UnknownUnit(_))));
        assert!(matches!(Threshold::parse("5"), Err(AmountRefused::UnknownUnit(_))));
        assert!(matches!(Threshold::parse("0个以上"), Err(AmountRefused::NotPositive(_))));
    }

    #[test]
    fn what_is_left_is_what_one_may_still_afford_and_one_more() {
        let value = Decimal::whole;
        let five_or_more = Threshold::parse("5个以上").expect("a threshold");
        let more_than_five = Threshold::parse("超过5个").expect("a threshold");
        for (has, left_of_five, left_beyond_five) in [(0, 5, 6), (3, 2, 3), (5, 0, 1), (6, 0, 0), (9, 0, 0)] {
            assert_eq!(five_or_more.left(value(has)), value(left_of_five));
            assert_eq!(more_than_five.left(value(has)), value(left_beyond_five));
            assert_eq!(five_or_more.is_reached_by(value(has)), left_of_five == 0);
            assert_eq!(more_than_five.is_reached_by(value(has)), left_beyond_five == 0);
        }
        let none = Threshold::parse("少于1个").expect("a threshold");
        assert_eq!((none.left(value(0)), none.left(value(1)), none.left(value(3))), (value(0), value(1), value(3)));
    }
}
