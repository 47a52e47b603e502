//! Figures in words.

use super::Answered;

pub(super) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// From receipt to answer, to a tenth of a day; a dash when nothing was answered.
pub(super) fn mean_days(answered: &[Answered]) -> String {
    let seconds: i64 =
        answered.iter().map(|letter| (letter.answered_at - letter.received_at).num_seconds().max(0)).sum();
    let unit = 86_400_i64.checked_mul(number(answered.len())).filter(|unit| *unit > 0);
    unit.map_or_else(
        || "—".to_owned(),
        |unit| {
            // In tenths, halves upwards.
            let tenths = (seconds * 20 + unit) / (unit * 2);
            format!("{}.{}", tenths / 10, tenths % 10)
        },
    )
}

/// `97.5%`, rounded down so that only all of it is 100; a dash of nothing.
pub(super) fn share(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "—".to_owned();
    }
    let thousandths = part * 1000 / whole;
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}
