//! The telephone lines of the footer, one below another, each number to press.

use domain::plan::Site;
use leptos::prelude::*;

use crate::ui::{Icon, IconName};

/// Fewest digits of a number: 12345. A year has four.
const FEWEST_DIGITS: usize = 5;

/// A stretch of a contact line.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part<'a> {
    Words(&'a str),
    Number(&'a str),
}

/// 联系电话, when the plan names any.
pub(super) fn section(site: &Site) -> Option<AnyView> {
    let lines: Vec<Vec<Part<'_>>> = site.contact.split(['；', ';']).map(parts).collect();
    let lines: Vec<_> = lines
        .into_iter()
        .filter(|line| line.iter().any(|part| matches!(part, Part::Number(_))))
        .map(|line| {
            let parts: Vec<_> = line.into_iter().map(part).collect();
            view! {
                <li class="telephone">
                    <Icon name=IconName::Phone/>
                    <p>{parts}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="elder-part">
                <h2 class="elder-title">"联系电话"</h2>
                <ul class="telephones">{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn part(part: Part<'_>) -> AnyView {
    match part {
        Part::Words(words) => words.to_owned().into_any(),
        Part::Number(number) => {
            let address = format!("tel:{}", number.replace('-', ""));
            view! { <a class="telephone__number" href=address>{number.to_owned()}</a> }.into_any()
        }
    }
}

/// Finds the numbers: enough digits together, and no piece of an address such as `163@qq.com`.
fn parts(line: &str) -> Vec<Part<'_>> {
    let (mut parts, mut rest) = (Vec::new(), line.trim());
    let is_part = |c: char| c.is_ascii_digit() || c == '-';
    let mut from = 0;
    while let Some(start) = rest[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let end = rest[start..].find(|c| !is_part(c)).map_or(rest.len(), |length| start + length);
        let run = rest[start..end].trim_end_matches('-');
        let is_letter = |c: char| c.is_ascii_alphabetic() || matches!(c, '@' | '_' | '.');
        let stands_alone = !rest[..start].ends_with(is_letter) && !rest[end..].starts_with(is_letter);
        if stands_alone && run.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS {
            parts.extend((start > 0).then(|| Part::Words(&rest[..start])));
            parts.push(Part::Number(run));
            rest = &rest[start + run.len()..];
            from = 0;
        } else {
            from = end;
        }
    }
    parts.extend((!rest.is_empty()).then_some(Part::Words(rest)));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_among_words() {
        assert_eq!(
            parts("县政务办 6525345，LAZW@163.com"),
            [Part::Words("县政务办 "), Part::Number("6525345"), Part::Words("，LAZW@163.com")]
        );
        assert_eq!(
            parts("值班 0771-6522311、12345"),
            [Part::Words("值班 "), Part::Number("0771-6522311"), Part::Words("、"), Part::Number("12345")]
        );
    }

    #[test]
    fn addresses_and_years_are_no_numbers() {
        for line in ["1234567@qq.com", "自2026年起", "网站 www.1234567.com", ""] {
            assert!(!parts(line).iter().any(|part| matches!(part, Part::Number(_))), "{line}");
        }
    }
}
