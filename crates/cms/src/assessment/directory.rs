//! What the directories of institutions, leaders and accounts of new media say to an inspection (发展指引: 机构职能, 负责人信息,
//! 移动新媒体). Whoever wrote a page answers for it.

use chrono::NaiveDate;
use domain::{
    assessment::{Evidence, Measured},
    kind::{Detail, Kind},
    plan::{ColumnKind, Unit},
};
use store::publication::PublicRow;

use super::kinds::PublicItems;
use crate::{Cms, Result, obligations::Standings};

impl Cms {
    /// A page that lacks what 条例 art. 20 no. 2 asks for, and a unit that owes a page and has none. `None` when the plan asks
    /// nobody for one.
    pub(super) async fn institutions_incomplete(
        &self,
        standings: &Standings,
        public: &mut PublicItems,
    ) -> Result<Option<Measured>> {
        let plan = &standings.plan;
        let columns = plan.plan.columns.iter().filter(|column| column.kind == ColumnKind::Institutions);
        let asking: Vec<_> = columns.filter(|column| column.takes_items(standings.today)).collect();
        if asking.is_empty() {
            return Ok(None);
        }
        let directory = public.of_kind(self, Kind::Institution, standings).await?;
        let mut found: Vec<Evidence> = Vec::new();
        for row in &directory.rows {
            let Detail::Institution(institution) = &row.detail else { continue };
            let missing = missing([
                ("主要职责", &institution.duties),
                ("办公地址", &institution.address),
                ("办公时间", &institution.hours),
                ("办公电话", &institution.phone),
                ("负责人姓名", &institution.head),
            ]);
            let what = missing.map(|missing| format!("“{}”的机构职能缺少：{missing}", row.title));
            found.extend(what.map(|what| directory.evidence(standings, row, what)));
        }
        let county = &plan.plan.site.county;
        for column in asking {
            let owing = plan.duties(&column.code).map(|duties| &duties.responsible).into_iter().flatten();
            for unit in owing.filter_map(|code| plan.plan.unit(code)) {
                let is_its = |row: &PublicRow| {
                    directory.units.get(&row.code) == Some(&unit.code) || is_named(unit, &row.title, county)
                };
                if directory.rows.iter().any(is_its) {
                    continue;
                }
                let subject = format!("{}/{}", column.code, unit.code);
                let evidence = Evidence {
                    address: Some(format!("/c/{}", column.code)),
                    seen_at: Some(standings.at),
                    ..Evidence::of(subject, format!("“{}”没有公布机构职能", unit.name))
                };
                found.push(evidence.answered_for(Some(column.code.clone()), Some(unit.code.clone())));
            }
        }
        Ok(Some(Measured::found(found)))
    }

    /// Leaders in office without post, picture, portfolio or life. `None` while nobody is named: who is missing, nobody has
    /// written down.
    pub(super) async fn leaders_incomplete(
        &self,
        standings: &Standings,
        public: &mut PublicItems,
    ) -> Result<Option<Measured>> {
        let directory = public.of_kind(self, Kind::Leader, standings).await?;
        let is_in_office = |row: &&PublicRow| row.ends_on.is_none_or(|last| last >= standings.today);
        let in_office: Vec<&PublicRow> = directory.rows.iter().filter(is_in_office).collect();
        let found = in_office.iter().filter_map(|row| {
            let Detail::Leader(leader) = &row.detail else { return None };
            let missing = missing([
                ("现任职务", &leader.post),
                ("照片", &leader.photo),
                ("工作分工", &leader.portfolio),
                ("工作简历", &leader.biography),
            ])?;
            Some(directory.evidence(standings, row, format!("“{}”的负责人信息缺少：{missing}", row.title)))
        });
        let found = Measured::found(found.collect());
        Ok((!in_office.is_empty()).then_some(found))
    }

    /// Accounts whose last known update was before `first`. An account whose last update nobody has stated may be stale or
    /// not: what is found is then the least there is. `None` while no account is named.
    pub(super) async fn accounts_stale(
        &self,
        standings: &Standings,
        public: &mut PublicItems,
        first: NaiveDate,
    ) -> Result<Option<Measured>> {
        let directory = public.of_kind(self, Kind::Account, standings).await?;
        let mut found = Vec::new();
        let mut unrecorded = 0;
        for row in &directory.rows {
            let Detail::Account(account) = &row.detail else { continue };
            match account.updated_on {
                None => unrecorded += 1,
                Some(updated) if updated < first => {
                    let what = format!("{}“{}”登记的最近更新在 {updated}", account.platform, row.title);
                    found.push(directory.evidence(standings, row, what));
                }
                Some(_) => {}
            }
        }
        let found = Measured::found(found).without_record_of(unrecorded);
        Ok((!directory.rows.is_empty()).then_some(found))
    }
}

/// The names of what is empty; `None` when nothing is.
fn missing<const N: usize>(wanted: [(&str, &String); N]) -> Option<String> {
    let empty: Vec<&str> = wanted.iter().filter(|(_, value)| value.trim().is_empty()).map(|(name, _)| *name).collect();
    (!empty.is_empty()).then(|| empty.join("、"))
}

/// Whether a page is called as the unit, with the county before its name or without: 隆安县教育局 is 县教育局.
fn is_named(unit: &Unit, title: &str, county: &str) -> bool {
    let title = title.trim();
    let rest = title.strip_prefix(county).filter(|_| !county.is_empty());
    let of_county = |rest: &str| {
        let level = county.chars().next_back().map(String::from).unwrap_or_default();
        unit.is_called(rest) || unit.is_called(&format!("{level}{rest}"))
    };
    unit.is_called(title) || rest.is_some_and(of_county)
}

#[cfg(test)]
mod tests {
    use domain::plan::{UnitCode, UnitKind};

    use super::*;

    #[test]
    fn a_unit_is_known_under_its_full_name_and_no_other_is() {
        let unit = Unit {
            code: UnitCode::parse("jyj").expect("a code"),
            name: "县教育局".into(),
            aliases: vec!["教体局".into()],
            kind: UnitKind::Department,
            has_account: true,
            successor: None,
            founded_on: None,
            closed_on: None,
            index_code: String::new(),
        };
        for title in ["县教育局", "隆安县教育局", " 教体局 ", "隆安县教体局"] {
            assert!(is_named(&unit, title, "隆安县"), "{title}");
        }
        for title in ["", "隆安县", "教育局幼儿园", "隆安县教育局幼儿园", "邻县教育局"] {
            assert!(!is_named(&unit, title, "隆安县"), "{title}");
        }
        assert!(is_named(&unit, "县教育局", "") && !is_named(&unit, "隆安县教育局", ""));
    }
}
