//! What if these columns go stale or blank, or what a veto condition looks at comes to another value: a change of the
//! measures, on which the vetoes and the score are computed as on real ones.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Answerable, Counting, Decimal, Evidence, EvidenceQuery, Freshness, Measured, Measurement, Measures, Veto};
use crate::plan::{ColumnCode, UnitCode};

/// Something that might happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Supposition {
    /// The term of a column runs out.
    GoesStale { column: ColumnCode, unit: Option<UnitCode>, class: Freshness },
    /// The last item of a column is withdrawn.
    GoesBlank { column: ColumnCode, unit: Option<UnitCode> },
    /// What a veto condition measures, all its measurements together, comes to this value: so many days, percent, letters,
    /// guides.
    ComesTo { measurements: Vec<Measurement>, value: Decimal },
}

impl Veto {
    /// That it comes to `value`; `None` of a condition that a person judges.
    pub fn supposed(&self, value: Decimal) -> Option<Supposition> {
        let measurements = self.basis.measurements().to_vec();
        (!measurements.is_empty()).then_some(Supposition::ComesTo { measurements, value })
    }
}

/// `measures` as they would be. Of columns, what was not measured stays so: that one more goes is no measurement of all.
/// A value that is supposed stands for the whole measurement, taken or not.
#[must_use]
pub fn what_if(mut measures: Measures, suppositions: &[Supposition]) -> Measures {
    // Columns first, since they add to what there is; then what stands in one measurement before what counts several.
    let mut suppositions: Vec<&Supposition> = suppositions.iter().collect();
    suppositions.sort_by_key(|supposition| match supposition {
        Supposition::GoesStale { .. } | Supposition::GoesBlank { .. } => 0,
        Supposition::ComesTo { measurements, .. } => measurements.len(),
    });
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
            Supposition::ComesTo { measurements, value } => come_to(&mut measures, measurements, *value),
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

/// The first of `measurements` takes what is supposed beyond the evidence there is.
fn come_to(measures: &mut Measures, measurements: &[Measurement], value: Decimal) {
    let Some(first) = measurements.first() else { return };
    let mut taken: Vec<Measured> =
        measurements.iter().map(|m| measures.now.get(m).cloned().unwrap_or_default()).collect();
    // The value is supposed of all that there is, recorded or not.
    for measured in &mut taken {
        measured.unrecorded = 0;
    }
    let mut rest = value;
    match first.query.counting() {
        // Of what is counted, so much of the evidence stays as the value has room for.
        Counting::Faults | Counting::Achieved => {
            let mut known = BTreeSet::new();
            for evidence in taken.iter_mut().map(|measured| &mut measured.evidence) {
                evidence.retain(|one| {
                    let stays = one.amount <= rest && known.insert(one.subject.clone());
                    rest = if stays { rest.beyond(one.amount) } else { rest };
                    stays
                });
            }
        }
        // Of a longest time and of a share no part can be told apart: the value itself is the evidence.
        Counting::Longest | Counting::Share => taken.iter_mut().for_each(|measured| measured.evidence.clear()),
    }
    if let Some(measured) = taken.first_mut() {
        // Another condition may have supposed something of the same measurement.
        let subject = format!("假设：{first}");
        if let Some(known) = measured.evidence.iter_mut().find(|evidence| evidence.subject == subject) {
            known.amount += rest;
        } else if rest.is_positive() {
            let what = format!("{subject} {rest}");
            measured.evidence.push(Evidence { amount: rest, ..Evidence::of(subject, what) });
        }
        let whole = value.whole_steps(Decimal::whole(1));
        measured.of = match first.query.counting() {
            Counting::Share => Some(100),
            // There are at least as many as are at fault.
            _ => measured.of.map(|of| of.max(whole)),
        };
    }
    if first.query.counting() == Counting::Share {
        taken.iter_mut().skip(1).for_each(|measured| measured.of = None);
    }
    for (measurement, measured) in measurements.iter().zip(taken) {
        measures.now.insert(*measurement, measured);
    }
}
