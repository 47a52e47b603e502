//! What became public this year after its day, and what is over its day and not public yet: late stays late (政府信息公开条例
//! art. 26). Days on which an item waited for the lead unit are the lead unit's; paused, exempt and approved days are nobody's.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use domain::{
    assessment::{Decimal, Evidence, Measured, Part},
    obligation::Basis,
    plan::UnitCode,
};

use super::columns::{divided, loser};
use crate::{
    Cms, Result,
    obligations::{ColumnStanding, Judged, LateItem, Standings},
};

impl Cms {
    pub(super) async fn late_publications(&self, standings: &Standings) -> Result<Measured> {
        let today = standings.today;
        let new_year = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
        let judged = self.judged_publications(new_year, today).await?;
        let published = judged.iter().filter_map(|judged| evidence(standings, judged));
        let unpublished = standings.items.iter().filter_map(|item| still_on_its_way(standings, item));
        Ok(Measured::found(published.chain(unpublished).collect()))
    }
}

/// The items of one line that were late, as one piece of evidence.
fn evidence(standings: &Standings, judged: &Judged) -> Option<Evidence> {
    let Judged { met, unit, late } = judged;
    let plan = &standings.plan.plan;
    let due = late.iter().map(|late| late.lateness.due).max()?;
    let count = late.len();
    let (mut unit_days, mut of_leads) = (0, BTreeMap::<&UnitCode, u32>::new());
    for LateItem { lateness, lead } in late {
        unit_days += lateness.unit_days;
        // What a unit signs itself has waited for nobody else.
        *(if lead == unit { &mut unit_days } else { of_leads.entry(lead).or_default() }) += lateness.lead_days;
    }
    let mut what = format!(
        "“{}”：{} {}，应于 {due} 前公开，{} 公开（{count} 条）",
        plan.column(&met.column).map(|column| column.name.as_str()).unwrap_or_default(),
        met.event.kind.label(),
        met.event.on,
        met.public_on,
    );
    let lead_days: u32 = of_leads.values().sum();
    if lead_days > 0 {
        what += &format!("；超期 {unit_days} 个工作日在保障单位，{lead_days} 个工作日在牵头单位");
    }
    let of_leads = of_leads.into_iter().map(|(lead, days)| Part { unit: lead.clone(), days });
    let parts = std::iter::once(Part { unit: unit.clone(), days: unit_days }).chain(of_leads).collect();
    let kind = met.event.kind.code();
    let subject = format!("{}/{}/{kind}/{}/{}", met.column, met.unit, met.event.on, met.public_on);
    let evidence = Evidence {
        address: Some(format!("/c/{}", met.column)),
        amount: Decimal::whole(u32::try_from(count).unwrap_or(u32::MAX)),
        ..Evidence::of(subject, what)
    };
    Some(evidence.answered_for(Some(met.column.clone()), None).divided(parts))
}

/// An item on its way whose term from what was formed or decided is over. Before it is public its title is its unit's.
fn still_on_its_way(standings: &Standings, item: &ColumnStanding) -> Option<Evidence> {
    let standing = &item.standing;
    let (Basis::Event(kind), Some(lateness)) = (&standing.basis, standing.lateness) else { return None };
    let (id, start) = (standing.by_item()?, standing.deadline.as_ref()?.from);
    let plan = &standings.plan.plan;
    let what = format!(
        "“{}”：{} {start}，应于 {} 前公开，至今没有公开（在办信息编号 {id}）",
        plan.column(&item.code).map(|column| column.name.as_str()).unwrap_or_default(),
        if standing.from_first_day { "栏目开始计时" } else { kind.label() },
        lateness.due,
    );
    let evidence = Evidence {
        address: Some(format!("/c/{}", item.code)),
        seen_at: Some(standings.at),
        ..Evidence::of(format!("{}/item/{id}", item.code), what)
    };
    let evidence = evidence.answered_for(Some(item.code.clone()), loser(standings, item, standing.with));
    Some(divided(evidence, standings, item, Some(lateness)))
}
