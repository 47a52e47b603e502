//! Letters that wait too long for their answer (单项否决: an answer within three months; local terms are shorter,
//! `domain.md` §8.1). The caller brings them as the public sees them; their clock is another part's.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    patrol::{Evidence, FaultKind, Fingerprint, Observation, Passage},
    plan::ColumnCode,
    time::china_date,
};

/// A letter on the public list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicLetter {
    /// Its page.
    pub page: String,
    /// Its number; nobody's name.
    pub number: String,
    /// Its title as it is public.
    pub title: String,
    /// The column it stands in.
    pub column: Option<ColumnCode>,
    /// When it came.
    pub received_on: NaiveDate,
    /// The last day for the answer.
    pub due_on: NaiveDate,
    /// When it was answered.
    pub answered_on: Option<NaiveDate>,
}

/// The letters that are overdue at `at`.
pub fn overdue(letters: &[PublicLetter], at: DateTime<Utc>) -> Vec<Observation> {
    let today = china_date(at);
    let waiting = letters.iter().filter(|letter| letter.answered_on.is_none() && letter.due_on < today);
    waiting
        .map(|letter| Observation {
            fingerprint: Fingerprint::on_page(FaultKind::OverdueLetter, &letter.page, "", &letter.number),
            evidence: Evidence {
                page: letter.page.clone(),
                column: letter.column.clone(),
                message: format!("来信于 {} 收到，应于 {} 前答复，至今未答复", letter.received_on, letter.due_on),
                passage: Passage::of(&letter.title, documents::personal_data::mask_all),
                request: format!("GET {}", letter.page),
                status: None,
                at,
                digest: String::new(),
            },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_overdue_the_day_after_its_last_one_unless_it_is_answered() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let letter = |due_on: &str, answered_on: Option<&str>| PublicLetter {
            page: "https://www.lax.gov.cn/letters/1".into(),
            number: "2026000001".into(),
            title: "手机13800138000的用户反映路灯不亮".into(),
            column: None,
            received_on: day("2026-11-02"),
            due_on: day(due_on),
            answered_on: answered_on.map(day),
        };
        let at = domain::time::parse_minute("2026-11-26 09:00").expect("a minute");
        let letters =
            [letter("2026-11-25", None), letter("2026-11-26", None), letter("2026-11-20", Some("2026-11-24"))];
        let found = overdue(&letters, at);
        assert_eq!(found.len(), 1);
        assert!(found[0].evidence.passage.as_str().starts_with("手机138****8000"));
    }
}
