//! What if these columns go stale or blank: a change of the measures, on which the vetoes and the score are computed as
//! on real ones.

use serde::{Deserialize, Serialize};

use super::{Answerable, Decimal, Evidence, EvidenceQuery, Freshness, Measurement, Measures};
use crate::plan::{ColumnCode, UnitCode};

/// Something that might happen to a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Supposition {
    /// Its term runs out.
    GoesStale { column: ColumnCode, unit: Option<UnitCode>, class: Freshness },
    /// Its last item is withdrawn.
    GoesBlank { column: ColumnCode, unit: Option<UnitCode> },
}

/// `measures` as they would be. What was not measured stays so: a supposition is no measurement.
#[must_use]
pub fn what_if(mut measures: Measures, suppositions: &[Supposition]) -> Measures {
    for supposition in suppositions {
        match supposition {
            Supposition::GoesStale { column, unit, class } => {
                let what = format!("假设：栏目“{column}”逾期未更新");
                for query in [class.query(), EvidenceQuery::OverdueColumns] {
                    suppose(&mut measures, query, column, unit.as_ref(), &what);
                }
            }
            Supposition::GoesBlank { column, unit } => {
                let what = format!("假设：栏目“{column}”空白");
                suppose(&mut measures, EvidenceQuery::BlankColumns, column, unit.as_ref(), &what);
            }
        }
    }
    measures
}

fn suppose(measures: &mut Measures, query: EvidenceQuery, column: &ColumnCode, unit: Option<&UnitCode>, what: &str) {
    let Some(measured) = measures.now.get_mut(&Measurement::of(query)) else { return };
    if measured.evidence.iter().any(|evidence| is_about(evidence, column)) {
        return;
    }
    measured.evidence.push(Evidence {
        subject: column.to_string(),
        what: what.to_owned(),
        address: None,
        seen_at: None,
        answerable: Answerable { column: Some(column.clone()), unit: unit.cloned() },
        parts: Vec::new(),
        amount: Decimal::whole(1),
    });
}

fn is_about(evidence: &Evidence, column: &ColumnCode) -> bool {
    evidence.subject == column.as_str() || evidence.answerable.column.as_ref() == Some(column)
}
