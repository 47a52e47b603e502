//! When reminders come: `remind`, `remind_again` and `escalate_…` of the table `[clock]`.

use super::{FaultKind, Findings, clock::working_days};
use crate::{
    clock::Term,
    reminder::ReminderSettings,
    written::{Located, Table},
};

/// More warnings before a day are noise.
const MOST: usize = 5;
/// A warning further ahead than this is none.
const FURTHEST: u16 = 60;

pub(super) fn read(table: &Table, usual: ReminderSettings, findings: &mut Findings) -> ReminderSettings {
    let before = if table.spans.is_written("remind") { read_before(table, findings) } else { usual.before };
    let again = match table.term("remind_again", findings) {
        None => usual.again,
        Some((Term::Days(days), _)) => days,
        Some((term, span)) => {
            let message = format!("remind_again 应以天计，如“{}天”，不能是“{}”", usual.again, term.written());
            findings.report(span, FaultKind::BadValue, message);
            usual.again
        }
    };
    let escalate_head = working_days(table, "escalate_head", usual.escalate_head, findings);
    let escalate_office = working_days(table, "escalate_office", usual.escalate_office, findings);
    if escalate_office < escalate_head {
        let message = format!(
            "escalate_office（{}）不能早于 escalate_head（{}）：先报单位负责人和牵头单位，再报门户管理部门",
            Term::WorkingDays(escalate_office),
            Term::WorkingDays(escalate_head)
        );
        findings.report(table.spans.of("escalate_office"), FaultKind::BadValue, message);
    }
    ReminderSettings { before, again, escalate_head, escalate_office }
}

/// `["7个工作日", "2个工作日"]`, the longest first.
fn read_before(table: &Table, findings: &mut Findings) -> Vec<u16> {
    let mut before: Vec<u16> = Vec::new();
    for Located { text, span } in table.texts("remind", findings) {
        match Term::parse(&text) {
            Ok(Term::WorkingDays(days)) if days <= FURTHEST && before.last().is_none_or(|last| days < *last) => {
                before.push(days);
            }
            _ => {
                let message = format!("“{text}”应写作“7个工作日”，至多 {FURTHEST} 个工作日，由远及近、不重复");
                findings.report(span, FaultKind::BadValue, message);
            }
        }
    }
    if before.len() > MOST {
        findings.report(table.spans.of("remind"), FaultKind::BadValue, format!("remind 最多写 {MOST} 次"));
        before.truncate(MOST);
    }
    before
}
