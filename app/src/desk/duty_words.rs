//! How a due day, and who has to act, read in the desk.

use chrono::NaiveDate;
use domain::{desk::board::ColumnLine, obligation::Side};

/// `还有 4 天`, `今天到期`, `已过 3 天`.
pub(super) fn days_left(line: &ColumnLine) -> Option<String> {
    line.days_left.map(days_in_words)
}

pub(super) fn days_in_words(days: i64) -> String {
    match days {
        0 => "今天到期".to_owned(),
        days if days > 0 => format!("还有 {days} 天"),
        days => format!("已过 {} 天", -days),
    }
}

/// `12-18`, with the year when it is another than today's.
pub(super) fn short_day(day: NaiveDate, today: NaiveDate) -> String {
    use chrono::Datelike;
    if day.year() == today.year() { format!("{:02}-{:02}", day.month(), day.day()) } else { day.to_string() }
}

/// Who has to act, where an item is on its way, how long each side has had it, and whose the days are by which it is over.
pub(super) fn waits_with(line: &ColumnLine) -> Option<String> {
    let shares = line.shares.as_ref()?;
    let own = match line.with {
        Side::Lead if line.is_being_entered => line.due.map(|due| format!("由牵头单位代为录入，应于 {due} 前发布；")),
        Side::Lead if line.to_sign_since.is_none() => Some("牵头单位已签发，等待定时发布；".to_owned()),
        Side::Lead => shares.lead_due.map(|due| format!("在牵头单位，应于 {due} 前审签；")),
        Side::Unit => shares.unit_due.map(|due| format!("在保障单位，扣除审签时间后应于 {due} 前送审；")),
    };
    let late = shares.late.map(|(unit, lead)| {
        let state = line.state.label();
        format!("；{state} {} 个工作日，其中保障单位 {unit} 个，牵头单位 {lead} 个", unit + lead)
    });
    let (unit, lead) = (shares.unit_days, shares.lead_days);
    let days = format!("已用：保障单位 {unit} 个工作日，牵头单位 {lead} 个工作日");
    Some([own.unwrap_or_default(), days, late.unwrap_or_default()].concat())
}
