//! What became public this year after its day: late stays late (政府信息公开条例 art. 26). Days on which an item waited for
//! the lead unit are the lead unit's; paused, exempt and approved days are nobody's.

use chrono::{Datelike, NaiveDate};
use domain::assessment::{Decimal, Evidence, Measured, Part};

use crate::{
    Cms, Result,
    obligations::{Judged, Standings},
};

impl Cms {
    pub(super) async fn late_publications(&self, standings: &Standings) -> Result<Measured> {
        let today = standings.today;
        let new_year = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
        let judged = self.judged_publications(new_year, today).await?;
        Ok(Measured::found(judged.iter().filter_map(|judged| evidence(standings, judged)).collect()))
    }
}

/// The items of one line that were late, as one piece of evidence.
fn evidence(standings: &Standings, judged: &Judged) -> Option<Evidence> {
    let Judged { met, unit, lead, late } = judged;
    let plan = &standings.plan.plan;
    let due = late.iter().map(|late| late.due).max()?;
    let count = late.len();
    let (unit_days, lead_days) =
        (late.iter().map(|late| late.unit_days).sum::<u32>(), late.iter().map(|late| late.lead_days).sum::<u32>());
    let mut what = format!(
        "“{}”：{} {}，应于 {due} 前公开，{} 公开（{count} 条）",
        plan.column(&met.column).map(|column| column.name.as_str()).unwrap_or_default(),
        met.event.kind.label(),
        met.event.on,
        met.public_on,
    );
    let parts = if lead == unit {
        vec![Part { unit: unit.clone(), days: unit_days + lead_days }]
    } else {
        if lead_days > 0 {
            what += &format!("；超期 {unit_days} 个工作日在保障单位，{lead_days} 个工作日在牵头单位");
        }
        vec![Part { unit: unit.clone(), days: unit_days }, Part { unit: lead.clone(), days: lead_days }]
    };
    let kind = met.event.kind.code();
    let subject = format!("{}/{}/{kind}/{}/{}", met.column, met.unit, met.event.on, met.public_on);
    let evidence = Evidence {
        address: Some(format!("/c/{}", met.column)),
        amount: Decimal::whole(u32::try_from(count).unwrap_or(u32::MAX)),
        ..Evidence::of(subject, what)
    };
    Some(evidence.answered_for(Some(met.column.clone()), None).divided(parts))
}
