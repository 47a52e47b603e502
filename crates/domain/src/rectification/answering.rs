//! What the two sides ask for after the notice, and whether it can be taken as it is.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{EVIDENCE_MAX, Entry, Given, PLACE_MAX, Returned, TEXT_MAX, WORKING_DAYS_MAX, is_address, length, plain};
use crate::{calendar::Calendar, desk::FieldFault, item::Attachment};

/// What the unit did about one point, with its evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// From 1.
    pub point: u16,
    pub done: String,
    /// Addresses of items or pages on which it can be seen.
    pub links: Vec<String>,
    pub files: Vec<Attachment>,
}

/// What the office makes of one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// From 1.
    pub point: u16,
    pub accepted: bool,
    /// Why not.
    pub reason: String,
}

/// A step that somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "ask")]
pub enum CaseAsk {
    Acknowledge,
    Reply {
        answers: Vec<Answer>,
        note: String,
    },
    /// All points accepted: the case waits to be closed. Otherwise it goes back, with working days as they were typed.
    Check {
        verdicts: Vec<Verdict>,
        note: String,
        working_days: String,
    },
    Extend {
        working_days: String,
        reason: String,
    },
    Close {
        note: String,
    },
    Withdraw {
        reason: String,
    },
}

/// How a case stands when a step is asked for.
#[derive(Debug, Clone)]
pub struct Standing<'a> {
    /// How many points the notice has.
    pub points: usize,
    /// Those that are accepted already.
    pub accepted: BTreeSet<u16>,
    /// The last day under the calendar of today.
    pub due: NaiveDate,
    pub today: NaiveDate,
    pub calendar: &'a Calendar,
}

impl Standing<'_> {
    /// The entry that `ask` becomes, or everything that is wrong with it at once. Whether the step may be taken at all is
    /// for `domain::permission` to say.
    pub fn entry(&self, ask: CaseAsk) -> Result<Entry, Vec<FieldFault>> {
        match ask {
            CaseAsk::Acknowledge => Ok(Entry::Acknowledge),
            CaseAsk::Reply { answers, note } => self.reply(answers, &note),
            CaseAsk::Check { verdicts, note, working_days } => self.check(verdicts, &note, &working_days),
            CaseAsk::Extend { working_days, reason } => {
                let mut faults = Vec::new();
                let reason = required(&reason, "reason", "延期理由", &mut faults);
                let given = self.later("延期", &working_days, 1, &mut faults);
                finish(given.map(|given| Entry::Extend { given, reason }), faults)
            }
            CaseAsk::Close { note } => {
                let mut faults = Vec::new();
                let note = optional(&note, "note", "销号意见", &mut faults);
                finish(Some(Entry::Close { note }), faults)
            }
            CaseAsk::Withdraw { reason } => {
                let mut faults = Vec::new();
                let reason = required(&reason, "reason", "撤销理由", &mut faults);
                finish(Some(Entry::Withdraw { reason }), faults)
            }
        }
    }

    /// The points that still have to be answered and checked.
    pub fn open_points(&self) -> Vec<u16> {
        let all = 1..=u16::try_from(self.points).unwrap_or(u16::MAX);
        all.filter(|point| !self.accepted.contains(point)).collect()
    }

    fn reply(&self, answers: Vec<Answer>, note: &str) -> Result<Entry, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let note = optional(note, "note", "其他说明", &mut faults);
        let mut complete = Vec::new();
        for point in self.open_points() {
            let answer = answers.iter().find(|answer| answer.point == point).cloned().unwrap_or_default();
            let done = required(&answer.done, &format!("answers.{point}.done"), "整改情况", &mut faults);
            let links: Vec<String> =
                answer.links.iter().map(|link| plain(link)).filter(|link| !link.is_empty()).collect();
            let field = format!("answers.{point}.links");
            if let Some(wrong) = links.iter().find(|link| !is_address(link) || length(link) > PLACE_MAX) {
                let message = format!("“{wrong}”不是网址，可写 /a/… 或 https://…，一行一个");
                faults.push(FieldFault::new(&field, message));
            }
            if links.len() + answer.files.len() > EVIDENCE_MAX {
                faults.push(FieldFault::new(&field, format!("每个问题的网址和文件合计不超过 {EVIDENCE_MAX} 个")));
            }
            if links.is_empty() && answer.files.is_empty() {
                faults.push(FieldFault::new(&field, "请附整改证据：整改后的网址，或上传文件"));
            }
            complete.push(Answer { point, done, links, files: answer.files });
        }
        finish(Some(Entry::Reply { answers: complete, note }), faults)
    }

    fn check(&self, verdicts: Vec<Verdict>, note: &str, working_days: &str) -> Result<Entry, Vec<FieldFault>> {
        let mut faults = Vec::new();
        let note = optional(note, "note", "核查意见", &mut faults);
        let (mut accepted, mut returned) = (BTreeSet::new(), Vec::new());
        for point in self.open_points() {
            match verdicts.iter().find(|verdict| verdict.point == point) {
                None => faults.push(FieldFault::new(&format!("verdicts.{point}"), "请判定这个问题是否整改到位")),
                Some(verdict) if verdict.accepted => {
                    accepted.insert(point);
                }
                Some(verdict) => {
                    let field = format!("verdicts.{point}.reason");
                    let reason = required(&verdict.reason, &field, "退回理由", &mut faults);
                    returned.push(Returned { point, reason });
                }
            }
        }
        if returned.is_empty() {
            return finish(Some(Entry::Accept { points: accepted, note }), faults);
        }
        let given = self.later("退回", working_days, 0, &mut faults);
        finish(given.map(|given| Entry::SendBack { accepted, returned, given }), faults)
    }

    /// A deadline from today that is at least `more` days after the one that counts now: no step shortens what was granted.
    fn later(&self, event: &str, typed: &str, more: i64, faults: &mut Vec<FieldFault>) -> Option<Given> {
        let days = typed.trim().parse().ok().filter(|days| (1..=WORKING_DAYS_MAX).contains(days));
        let given = days.and_then(|days| Given::new(event, self.today, days, self.calendar));
        let Some(given) = given else {
            faults.push(FieldFault::new("working_days", format!("请填写 1 至 {WORKING_DAYS_MAX} 个工作日")));
            return None;
        };
        if (given.due - self.due).num_days() >= more {
            return Some(given);
        }
        let enough = |days: &u16| {
            Given::new(event, self.today, *days, self.calendar).is_some_and(|g| (g.due - self.due).num_days() >= more)
        };
        let least =
            (1..=WORKING_DAYS_MAX).find(enough).map(|days| format!("，至少 {days} 个工作日")).unwrap_or_default();
        let than = if more > 0 { "应晚于" } else { "不能早于" };
        let message = format!("新期限 {} {than}原期限 {}{least}", given.due, self.due);
        faults.push(FieldFault::new("working_days", message));
        None
    }
}

fn finish(entry: Option<Entry>, faults: Vec<FieldFault>) -> Result<Entry, Vec<FieldFault>> {
    match entry {
        Some(entry) if faults.is_empty() => Ok(entry),
        _ => Err(faults),
    }
}

fn required(text: &str, field: &str, what: &str, faults: &mut Vec<FieldFault>) -> String {
    let text = optional(text, field, what, faults);
    if text.is_empty() {
        faults.push(FieldFault::new(field, format!("请填写{what}")));
    }
    text
}

fn optional(text: &str, field: &str, what: &str, faults: &mut Vec<FieldFault>) -> String {
    let text = plain(text);
    if length(&text) > TEXT_MAX {
        faults.push(FieldFault::new(field, format!("{what}不超过 {TEXT_MAX} 个字")));
    }
    text
}
