//! The judge of words: what must not stand in a public text, and what is probably a slip. The rules are those of the check
//! panel ([`documents::wording`], [`documents::personal_data`], [`documents::secret_marks`]); the office adds words of its
//! own (`domain.md` §7.3: a rescan runs when the lists change).
//!
//! Most words of a page stand on thousands of others: what was judged once is remembered.

use std::{borrow::Cow, sync::Arc};

use aho_corasick::{AhoCorasick, MatchKind};
use documents::{
    finding::{Severity, Span},
    personal_data::{self, PersonalDatumKind},
    secret_marks,
    wording::{self, WordingRule},
};
use domain::patrol::FaultKind;
use quick_cache::sync::Cache;

/// A word of the office's list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordEntry {
    /// What must not stand there.
    pub wrong: String,
    /// What should; empty: nothing in its place.
    pub right: String,
    /// Why, for the clerk; may be empty.
    pub note: String,
    /// Whether it is forbidden (严重表述错误), and no mere slip.
    pub is_forbidden: bool,
    /// Longer words in which the same characters are right.
    pub except: Vec<String>,
}

/// What is wrong with a stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) kind: FaultKind,
    /// The words that are wrong; personal data masked.
    pub(crate) words: String,
    pub(crate) message: String,
    /// The words around them; personal data masked.
    pub(crate) passage: String,
}

/// How many stretches are remembered. Those of the frame come again on every page, and so stay.
const REMEMBERED: usize = 20_000;
/// What is longer is not remembered: it stands on one page.
const LONGEST_REMEMBERED: usize = 400;

/// What has fewer holds no number of a person.
const FEWEST_DIGITS: usize = 7;
/// Every secrecy or internal-use mark has one of these.
const IN_MARKS: [char; 4] = ['密', '部', '公', '外'];

/// The judge, with the office's lists.
pub struct Wording {
    entries: Vec<WordEntry>,
    finder: Option<AhoCorasick>,
    allowed: Vec<String>,
    judged: Cache<String, Arc<[Judgement]>>,
}

impl std::fmt::Debug for Wording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wording")
            .field("entries", &self.entries.len())
            .field("allowed", &self.allowed)
            .finish_non_exhaustive()
    }
}

impl Default for Wording {
    fn default() -> Self {
        Self::new(Vec::new(), Vec::new())
    }
}

impl Wording {
    /// A judge with the office's list, and with words that it never complains of (names of places and firms).
    pub fn new(entries: Vec<WordEntry>, allowed: Vec<String>) -> Self {
        let entries: Vec<WordEntry> = entries.into_iter().filter(|entry| !entry.wrong.is_empty()).collect();
        let patterns = entries.iter().map(|entry| entry.wrong.as_str());
        // A list too large to be built finds nothing; it would have to have millions of words.
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok();
        let finder = finder.filter(|_| !entries.is_empty());
        Self { entries, finder, allowed, judged: Cache::new(REMEMBERED) }
    }

    /// Everything that is wrong with `text`, a paragraph or less. `is_whole`: it stands for itself; the text of a link may
    /// be the cut beginning of a title.
    pub(crate) fn judge(&self, text: &str, is_whole: bool) -> Arc<[Judgement]> {
        if text.is_ascii() && text.bytes().filter(u8::is_ascii_digit).count() < FEWEST_DIGITS {
            return Arc::new([]);
        }
        let is_remembered = text.len() <= LONGEST_REMEMBERED;
        let key = || format!("{}{text}", if is_whole { 'w' } else { 'c' });
        if let Some(known) = is_remembered.then(|| self.judged.get(&key())).flatten() {
            return known;
        }
        let judged: Arc<[Judgement]> = self.judge_anew(text, is_whole).into();
        if is_remembered {
            self.judged.insert(key(), judged.clone());
        }
        judged
    }

    fn judge_anew(&self, text: &str, is_whole: bool) -> Vec<Judgement> {
        let mut found = Vec::new();
        // A telephone has eleven digits, a passport eight; most text has fewer.
        let digits = text.chars().filter(|&c| c.is_ascii_digit() || ('０'..='９').contains(&c)).count();
        let data = if digits >= FEWEST_DIGITS { personal_data::find(text) } else { Vec::new() };
        // One character stays one: places in the text are places in the masked text.
        let masked = if data.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(personal_data::mask_all(text)) };
        let around = |span: Span| around(&masked, span);
        for datum in data {
            let kind = match datum.kind {
                PersonalDatumKind::IdentityCard | PersonalDatumKind::BankCard | PersonalDatumKind::MobilePhone => {
                    FaultKind::PersonalData
                }
                PersonalDatumKind::Passport => FaultKind::PossiblePersonalData,
                // Cars of offices have plates, too, and notices of penalties name them masked or not at all.
                PersonalDatumKind::Plate => continue,
            };
            let passage = around(datum.span);
            found.push(Judgement { kind, message: datum.message(), words: datum.masked, passage });
        }
        let marks = if text.contains(IN_MARKS) { secret_marks::find(text) } else { Vec::new() };
        // The same words within a sentence are talk about secrecy.
        for mark in marks.into_iter().filter(|mark| mark.severity == Severity::Block) {
            let (kind, passage) = (FaultKind::SecretMark, around(mark.span));
            found.push(Judgement { kind, words: mark.found, message: mark.message, passage });
        }
        for slip in wording::check(text) {
            let Some(kind) = kind_of(slip.rule, slip.severity, is_whole, text) else { continue };
            let is_allowed = self.allowed.iter().any(|word| word.contains(&slip.found) && text.contains(word.as_str()));
            if !is_allowed {
                let passage = around(slip.span);
                found.push(Judgement { kind, words: slip.found, message: slip.message, passage });
            }
        }
        found.extend(self.of_the_office(text, &masked));
        found
    }

    fn of_the_office(&self, text: &str, masked: &str) -> Vec<Judgement> {
        let Some(finder) = &self.finder else { return Vec::new() };
        finder
            .find_iter(text)
            .filter_map(|hit| {
                let entry = self.entries.get(hit.pattern().as_usize())?;
                if entry.except.iter().any(|word| stands_in(text, hit.start(), word, &entry.wrong)) {
                    return None;
                }
                let start = text[..hit.start()].chars().count();
                let span = Span { start, end: start + entry.wrong.chars().count() };
                let kind = if entry.is_forbidden { FaultKind::ForbiddenWording } else { FaultKind::ProbableTypo };
                let message = match (entry.right.as_str(), entry.is_forbidden) {
                    ("", _) => format!("出现不得使用的表述“{}”，请删除", entry.wrong),
                    (right, true) => format!("“{}”应表述为“{right}”", entry.wrong),
                    (right, false) => format!("“{}”疑为“{right}”之误，请核对", entry.wrong),
                };
                let note = if entry.note.is_empty() { String::new() } else { format!("（{}）", entry.note) };
                let passage = around(masked, span);
                Some(Judgement { kind, words: entry.wrong.clone(), message: message + &note, passage })
            })
            .collect()
    }
}

/// How much stands on each side of what is wrong, in characters.
const BESIDE: usize = 60;

/// The stretch around `span`, with … where it was cut.
fn around(text: &str, span: Span) -> String {
    let from = span.start.saturating_sub(BESIDE);
    let mut rest = text.chars().skip(from);
    let taken: String = rest.by_ref().take(span.end + BESIDE - from).collect();
    let (before, after) = (if from > 0 { "…" } else { "" }, if rest.next().is_some() { "…" } else { "" });
    format!("{before}{taken}{after}")
}

/// What the patrol makes of a slip; `None`: nothing. What the check panel only hints at is not worth a finding in a text
/// that somebody has signed.
fn kind_of(rule: WordingRule, severity: Severity, is_whole: bool, text: &str) -> Option<FaultKind> {
    if severity == Severity::Hint {
        return None;
    }
    match rule {
        WordingRule::Typo | WordingRule::Variant | WordingRule::Usage | WordingRule::Term | WordingRule::Doubled => {
            Some(FaultKind::ProbableTypo)
        }
        WordingRule::ImpossibleDate | WordingRule::WrongWeekday => Some(FaultKind::ImpossibleDate),
        WordingRule::DoubledPunctuation => Some(FaultKind::DoubtfulPunctuation),
        WordingRule::HalfWidthPunctuation => None,
        // A title that was cut has lost its closing mark.
        WordingRule::Unbalanced => (is_whole && !text.contains('…')).then_some(FaultKind::DoubtfulPunctuation),
    }
}

/// Whether what begins at byte `at` is a part of `word` as it stands in the text.
fn stands_in(text: &str, at: usize, word: &str, wrong: &str) -> bool {
    word.match_indices(wrong)
        .any(|(offset, _)| at.checked_sub(offset).and_then(|start| text.get(start..start + word.len())) == Some(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(wrong: &str, right: &str, is_forbidden: bool) -> WordEntry {
        WordEntry { wrong: wrong.into(), right: right.into(), is_forbidden, ..WordEntry::default() }
    }

    fn found(wording: &Wording, text: &str) -> Vec<(FaultKind, String)> {
        wording.judge(text, true).iter().map(|one| (one.kind, one.words.clone())).collect()
    }

    #[test]
    fn the_office_adds_words_and_takes_some_back() {
        let country = WordEntry {
            except: vec!["工商质监局旧址".into()],
            ..entry("工商质监局", "市场监督管理局", false)
        };
        let wording = Wording::new(vec![entry("省直辖的", "", true), country], vec!["布署里".into()]);
        assert_eq!(found(&wording, "省直辖的隆安县"), [(FaultKind::ForbiddenWording, "省直辖的".into())]);
        assert_eq!(found(&wording, "县工商质监局负责"), [(FaultKind::ProbableTypo, "工商质监局".into())]);
        assert_eq!(found(&wording, "县工商质监局旧址改造"), []);
        assert_eq!(found(&wording, "布署里社区"), [], "the name of a place");
        assert_eq!(found(&wording, "工作布署"), [(FaultKind::ProbableTypo, "布署".into())]);
    }

    #[test]
    fn personal_data_never_stand_in_a_passage() {
        let judged = Wording::default().judge("张某 13800138000，李某 13900139000", true);
        assert_eq!(judged.len(), 2);
        assert!(judged.iter().all(|one| one.passage == "张某 138****8000，李某 139****9000"), "{judged:?}");
    }

    #[test]
    fn a_cut_title_may_lack_its_closing_mark() {
        let wording = Wording::default();
        assert!(wording.judge("关于印发《实施方案的通知", false).is_empty());
        assert!(wording.judge("关于印发《实施方…", true).is_empty());
        assert_eq!(found(&wording, "关于印发《实施方案的通知").len(), 1);
    }
}
