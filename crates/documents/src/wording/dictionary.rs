//! The dictionary of slips, `data/wording.tsv`.

use std::ops::Range;
use std::sync::LazyLock;

use super::{WordingFinding, WordingRule};
use crate::finding::{CharPositions, Severity};

struct Entry {
    wrong: &'static str,
    right: &'static str,
    severity: Severity,
    rule: WordingRule,
    note: &'static str,
    /// Longer words in which the same characters are right.
    except: Vec<&'static str>,
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    include_str!("../../data/wording.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .skip(1) // column names
        .map(|line| entry(line).expect("the dictionary is compiled in and a test reads every line"))
        .collect()
});

fn entry(line: &'static str) -> Option<Entry> {
    let mut fields = line.split('\t');
    let (wrong, right) = (fields.next()?, fields.next()?);
    let severity = match fields.next()? {
        "hint" => Severity::Hint,
        "confirm" => Severity::Confirm,
        "block" => Severity::Block,
        _ => return None,
    };
    let rule = match fields.next()? {
        "typo" => WordingRule::Typo,
        "variant" => WordingRule::Variant,
        "usage" => WordingRule::Usage,
        "term" => WordingRule::Term,
        "doubled" => WordingRule::Doubled,
        _ => return None,
    };
    let note = fields.next()?;
    let except = fields.next()?.split(';').filter(|word| !word.is_empty()).collect();
    let complete = fields.next().is_none() && !wrong.is_empty() && !right.is_empty();
    complete.then_some(Entry { wrong, right, severity, rule, note, except })
}

pub(super) fn find(text: &str) -> Vec<WordingFinding> {
    let positions = CharPositions::of(text);
    let mut found = Vec::new();
    for entry in ENTRIES.iter() {
        for (start, wrong) in text.match_indices(entry.wrong) {
            let range = start..start + wrong.len();
            if entry.except.iter().any(|word| stands_in(text, &range, word, entry.wrong)) {
                continue;
            }
            let reason = if entry.note.is_empty() { String::new() } else { format!("（{}）", entry.note) };
            found.push(WordingFinding {
                rule: entry.rule,
                severity: entry.severity,
                span: positions.span(range),
                found: wrong.to_owned(),
                suggestion: Some(entry.right.to_owned()),
                message: format!("“{wrong}”疑为“{}”之误{reason}，请核对", entry.right),
            });
        }
    }
    found
}

/// Whether the match at `range` is a part of `word` as it stands in the text.
fn stands_in(text: &str, range: &Range<usize>, word: &str, wrong: &str) -> bool {
    word.match_indices(wrong).any(|(offset, _)| {
        range.start.checked_sub(offset).and_then(|start| text.get(start..start + word.len())) == Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_found_by_itself_and_every_exception_is_not() {
        assert!(ENTRIES.len() >= 80);
        for entry in ENTRIES.iter() {
            assert_ne!(entry.wrong, entry.right);
            assert!(find(entry.wrong).iter().any(|f| f.found == entry.wrong), "{}", entry.wrong);
            for word in &entry.except {
                assert!(word.contains(entry.wrong), "{word} is no exception of {}", entry.wrong);
                assert!(find(word).iter().all(|f| f.found != entry.wrong), "{word}");
            }
        }
    }

    #[test]
    fn the_right_words_raise_nothing() {
        for entry in ENTRIES.iter() {
            assert!(find(entry.right).is_empty(), "{}", entry.right);
        }
    }

    #[test]
    fn an_exception_does_not_hide_a_slip_beside_it() {
        let found = find("既使用既使");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].span.start, 3);
    }
}
