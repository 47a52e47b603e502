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
    upload::Format,
    wording::{self, WordingFinding, WordingRule},
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

/// How the words of a file came into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writing {
    /// Somebody has typed them.
    Typed,
    /// A machine may have read them off a picture: scanned pages are published with the text that it has recognised, and it
    /// takes for each other the very characters that a slip is about (侯 and 候). Nor does anybody know what an archive holds.
    PerhapsRecognised,
}

impl Writing {
    /// How it is with files of `format`.
    pub(crate) const fn of(format: Format) -> Self {
        if matches!(format, Format::Pdf | Format::Ofd | Format::Zip) { Self::PerhapsRecognised } else { Self::Typed }
    }
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
        found.extend(self.of_slips(wording::check(text), text, &masked, is_whole));
        found.extend(self.of_the_office(text, &masked));
        found
    }

    /// What must not stand in a text of an attachment, and what is probably a slip in it. Dates and punctuation are left
    /// aside: cells and the lines of a page hold halves of both. What a machine may have read off a picture is searched for
    /// the words of the office only.
    pub(crate) fn judge_in_file(&self, text: &str, writing: Writing) -> Vec<Judgement> {
        let slips = match writing {
            Writing::Typed if !text.is_ascii() => wording::check_words(text),
            Writing::Typed | Writing::PerhapsRecognised => Vec::new(),
        };
        // A list has cells by the hundred thousand, and hardly any of them has to be masked.
        if slips.is_empty() && self.finder.as_ref().is_none_or(|finder| !finder.is_match(text)) {
            return Vec::new();
        }
        let masked = personal_data::mask_all(text);
        let mut found = self.of_slips(slips, text, &masked, true);
        found.extend(self.of_the_office(text, &masked));
        found
    }

    fn of_slips(&self, slips: Vec<WordingFinding>, text: &str, masked: &str, is_whole: bool) -> Vec<Judgement> {
        let mut found = Vec::new();
        for slip in slips {
            let Some(kind) = kind_of(slip.rule, slip.severity, is_whole, text) else { continue };
            let is_allowed = self.allowed.iter().any(|word| word.contains(&slip.found) && text.contains(word.as_str()));
            let right = slip.suggestion.as_deref().unwrap_or_default();
            if !is_allowed && !is_talked_about(text, slip.span, right) {
                let passage = around(masked, slip.span);
                found.push(Judgement { kind, words: slip.found, message: slip.message, passage });
            }
        }
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
                if !entry.is_forbidden && is_talked_about(text, span, &entry.right) {
                    return None;
                }
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

/// Whether the text speaks of the slip at `span` instead of making it: it quotes the slip and nothing else, and knows the
/// right word, too (应将“布署”改为“部署”).
fn is_talked_about(text: &str, span: Span, right: &str) -> bool {
    const QUOTES: [(char, char); 3] = [('“', '”'), ('‘', '’'), ('「', '」')];
    let beside = span.start.checked_sub(1).and_then(|before| text.chars().nth(before)).zip(text.chars().nth(span.end));
    let is_quoted = beside.is_some_and(|pair| QUOTES.contains(&pair));
    is_quoted && !right.is_empty() && text.contains(right)
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
    fn who_quotes_a_slip_beside_the_right_word_speaks_of_it() {
        let wording = Wording::new(vec![entry("工商质监局", "市场监督管理局", false)], Vec::new());
        let slip = |words: &str| (FaultKind::ProbableTypo, words.to_owned());
        for (text, slips) in [
            ("应将“布署”改为“部署”。", vec![]),
            ("公文中常把部署误写作「布署」。", vec![]),
            ("“工商质监局”现为市场监督管理局。", vec![]),
            ("打造“世外桃园”品牌", vec![slip("世外桃园")]),
            ("落实“统一布署”的要求，部署到位", vec![slip("布署")]),
            ("按“部署”要求布署", vec![slip("布署")]),
            ("布署”，部署", vec![slip("布署")]),
        ] {
            let found: Vec<_> = wording.judge(text, false).iter().map(|one| (one.kind, one.words.clone())).collect();
            assert_eq!(found, slips, "{text}");
        }
    }

    #[test]
    fn in_a_file_the_offices_words_count_and_slips_where_somebody_has_typed() {
        let wording = Wording::new(vec![entry("最牛县城", "", true)], Vec::new());
        let found = |text: &str, format| -> Vec<(FaultKind, String)> {
            let judged = wording.judge_in_file(text, Writing::of(format));
            judged.into_iter().map(|one| (one.kind, one.passage)).collect()
        };
        let text = "联系13800138000，布署打造最牛县城";
        let masked = "联系138****8000，布署打造最牛县城".to_owned();
        let forbidden = (FaultKind::ForbiddenWording, masked.clone());
        assert_eq!(found(text, Format::Docx), [(FaultKind::ProbableTypo, masked), forbidden.clone()]);
        for format in [Format::Pdf, Format::Ofd, Format::Zip] {
            assert_eq!(found(text, format), std::slice::from_ref(&forbidden));
        }
        // The other half stands in the next cell or line.
        for half in ["关于印发《实施方案", "请于2026年2月30日", "13800138000", "。。"] {
            assert_eq!(found(half, Format::Xlsx), [], "{half}");
        }
    }

    #[test]
    fn a_cut_title_may_lack_its_closing_mark() {
        let wording = Wording::default();
        assert!(wording.judge("关于印发《实施方案的通知", false).is_empty());
        assert!(wording.judge("关于印发《实施方…", true).is_empty());
        assert_eq!(found(&wording, "关于印发《实施方案的通知").len(), 1);
    }
}
