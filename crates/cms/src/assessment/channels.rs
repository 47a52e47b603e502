//! Where people can ask and suggest, as far as visits have found it open. Mailboxes are other systems: only a visit tells, and
//! not how long ago a unit last confirmed what stands there.

use domain::{
    assessment::{Answerable, Evidence, EvidenceQuery, Measured},
    availability::Reached,
    plan::CountsAs,
};

use super::{columns::loser, content::lead_of};
use crate::obligations::{ColumnStanding, Standings};

/// `None` for a query that is not about channels, for a plan that names none, and while visits prove neither that one is open
/// nor that all are dead: a single failure is no proof.
pub(super) fn measured(query: EvidenceQuery, standings: &Standings) -> Option<Measured> {
    if query != EvidenceQuery::ConsultationChannels {
        return None;
    }
    let plan = &standings.plan.plan;
    let named: Vec<_> = plan.columns_counting_as(CountsAs::Consultation, standings.today).collect();
    let standing_of = |code| standings.columns.iter().find(|standing: &&ColumnStanding| &standing.code == code);
    let visited = named.iter().filter_map(|column| {
        let standing = standing_of(&column.code)?;
        Some((*column, standing, standing.reached?))
    });
    let visited: Vec<_> = visited.collect();
    let open = visited.iter().filter_map(|(column, standing, reached)| {
        let Reached::Open { on } = reached else { return None };
        let what = format!("“{}”可以打开（{on} 巡查）", column.name);
        let evidence = Evidence {
            address: Some(format!("/c/{}", column.code)),
            seen_at: Some(standings.at),
            ..Evidence::of(column.code.as_str(), what)
        };
        let loser = loser(standings, standing, standing.standing.with);
        Some(evidence.answered_for(Some(column.code.clone()), loser))
    });
    let open: Vec<Evidence> = open.collect();
    let all_are_dead = visited.len() == named.len() && visited.iter().all(|(_, _, reached)| *reached == Reached::Dead);
    if named.is_empty() || (open.is_empty() && !all_are_dead) {
        return None;
    }
    let first = named.first().map(|column| column.code.clone());
    let unit = first.as_ref().and_then(|code| lead_of(standings, code));
    Some(Measured { answerable: Answerable { column: first, unit }, ..Measured::found(open) })
}
