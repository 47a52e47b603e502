//! 相关办事 beside a policy document: whoever reads what is granted wants to know how to get it.

use domain::{
    kind::{Facet, Kind, PolicyDocument},
    plan::{ColumnCode, ColumnKind, InForce},
};

use super::{ListRow, Wanted};
use crate::{Cms, Result};

/// More would be the directory again.
const MOST: usize = 5;
/// Asked for of each theme and each unit.
const OF_EACH: i64 = 5;

impl Cms {
    /// Guides under the theme of the document, then those of the units that issued it.
    pub(super) async fn guides_beside(&self, document: &PolicyDocument) -> Result<Vec<ListRow>> {
        let plan = self.plan();
        let columns = plan.plan.columns.iter().filter(|column| column.kind == ColumnKind::Services);
        let columns: Vec<ColumnCode> = columns.map(|column| column.code.clone()).collect();
        let mut guides: Vec<ListRow> = Vec::new();
        for way in ways_to_guides(document, &plan) {
            if guides.len() >= MOST {
                break;
            }
            let filter = [way];
            let wanted = Wanted { columns: &columns, filter: &filter, words: "", by_position: false };
            for row in self.filtered_page(&wanted, 1, OF_EACH).await?.rows {
                if row.detail.kind() == Kind::Service && guides.iter().all(|known| known.code != row.code) {
                    guides.push(row);
                }
            }
        }
        guides.truncate(MOST);
        Ok(guides)
    }
}

/// What a guide says of itself that belongs to the document: its theme, the narrower level first, and who issued it, by
/// the name in the document and by the one under which the unit's duties are done today.
fn ways_to_guides(document: &PolicyDocument, plan: &InForce) -> Vec<(Facet, String)> {
    let themes = document.theme.rsplit(" / ").filter(|level| *level != "其他");
    let themes = themes.map(|level| (Facet::Theme, level.trim().to_owned()));
    let issuers = std::iter::once(document.issuer.as_str()).chain(document.joint_issuers.split('、'));
    let units = issuers.map(str::trim).flat_map(|issuer| {
        let bearer = plan.plan.unit_named(issuer).map(|unit| plan.plan.bearer(&unit.code, plan.on));
        let today = bearer.map(|unit| plan.unit_name(&unit).to_owned());
        std::iter::once(issuer.to_owned()).chain(today).map(|name| (Facet::Unit, name))
    });
    let mut ways: Vec<(Facet, String)> = Vec::new();
    for way in themes.chain(units) {
        if !way.1.is_empty() && !ways.contains(&way) {
            ways.push(way);
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use domain::plan::Plan;
    use testkit::PLAN;

    use super::*;

    #[test]
    fn guides_are_looked_for_by_theme_and_by_the_units_of_today() {
        let on = "2026-11-24".parse().expect("a day");
        let plan = Plan::from_toml(PLAN).expect("the shipped plan is valid").in_force(on);
        let document = PolicyDocument {
            theme: "民政、扶贫、救灾 / 社会福利".into(),
            issuer: "隆安县人民政府办公室".into(),
            joint_issuers: "县农业局、某公司".into(),
            ..PolicyDocument::default()
        };
        let expected = [
            (Facet::Theme, "社会福利"),
            (Facet::Theme, "民政、扶贫、救灾"),
            (Facet::Unit, "隆安县人民政府办公室"),
            (Facet::Unit, "县政府办"),
            (Facet::Unit, "县农业局"),
            (Facet::Unit, "县农业农村局"),
            (Facet::Unit, "某公司"),
        ];
        assert_eq!(ways_to_guides(&document, &plan), expected.map(|(facet, value)| (facet, value.to_owned())));
        let silent = PolicyDocument { theme: "其他".into(), ..PolicyDocument::default() };
        assert!(ways_to_guides(&silent, &plan).is_empty());
    }
}
