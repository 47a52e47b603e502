//! Letters that wait too long for their answer (单项否决: an answer within three months; local terms are shorter,
//! `domain.md` §8.1). No public page shows them: the caller brings them from the register, with the days of their clocks.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    patrol::{Evidence, FaultKind, Fingerprint, Observation, Passage},
    plan::ColumnCode,
    time::china_date,
};

/// A letter that nobody has answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingLetter {
    /// What everybody may know of it: its kind and number, nobody's name and no word of what it says.
    pub number: String,
    /// The page of the column that it is about.
    pub page: String,
    /// That it is about.
    pub column: ColumnCode,
    /// Name of the unit that has it.
    pub unit: String,
    /// When it came.
    pub received_on: NaiveDate,
    /// The last day for the answer.
    pub due_on: NaiveDate,
}

/// The letters that are overdue at `at`.
pub fn overdue(letters: &[WaitingLetter], at: DateTime<Utc>) -> Vec<Observation> {
    let today = china_date(at);
    let late = letters.iter().filter(|letter| letter.due_on < today);
    late.map(|letter| {
        let WaitingLetter { number, page, column, unit, received_on, due_on } = letter;
        Observation {
            fingerprint: Fingerprint::on_page(FaultKind::OverdueLetter, page, "", number),
            evidence: Evidence {
                page: page.clone(),
                column: Some(column.clone()),
                source: None,
                message: format!("{number} 于 {received_on} 收到，最迟应于 {due_on} 答复，{unit}至今未答复"),
                passage: Passage::of(number, documents::personal_data::mask_all),
                request: format!("来信台账 {number}"),
                status: None,
                at,
                digest: String::new(),
            },
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_overdue_the_day_after_its_last_one() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let letter = |due_on: &str| WaitingLetter {
            number: "读者纠错 2026000001".into(),
            page: "https://www.lax.gov.cn/c/jypx".into(),
            column: ColumnCode::parse("jypx").expect("a code"),
            unit: "县教育局".into(),
            received_on: day("2026-11-02"),
            due_on: day(due_on),
        };
        let at = domain::time::parse_minute("2026-11-26 09:00").expect("a minute");
        let found = overdue(&[letter("2026-11-25"), letter("2026-11-26")], at);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].evidence.message,
            "读者纠错 2026000001 于 2026-11-02 收到，最迟应于 2026-11-25 答复，县教育局至今未答复"
        );
    }
}
