//! Where people can ask and suggest, as far as visits have found it open. Mailboxes are other systems: only a visit tells, and
//! not how long ago a unit last confirmed what stands there.

use domain::{
    assessment::{Answerable, Evidence, EvidenceQuery, Measured},
    obligation::State,
    plan::CountsAs,
};

use super::{columns::loser, content::lead_of};
use crate::obligations::{ColumnStanding, Standings};

/// `None` for a query that is not about channels, for a plan that names none, and while no visit has come to a result.
pub(super) fn measured(query: EvidenceQuery, standings: &Standings) -> Option<Measured> {
    if query != EvidenceQuery::ConsultationChannels {
        return None;
    }
    let plan = &standings.plan.plan;
    let named: Vec<_> = plan.columns_counting_as(CountsAs::Consultation, standings.today).collect();
    let standing_of = |code| standings.columns.iter().find(|standing: &&ColumnStanding| &standing.code == code);
    let visited = named.iter().filter_map(|column| {
        let standing = standing_of(&column.code)?;
        let (state, since) = standing.visited?;
        Some((*column, standing, state, since))
    });
    let visited: Vec<_> = visited.collect();
    let open = visited.iter().filter(|(_, _, state, _)| matches!(state, State::Normal | State::DueSoon));
    let open: Vec<Evidence> = open
        .map(|(column, standing, _, since)| {
            let what = format!("“{}”可以打开（{since} 巡查）", column.name);
            Evidence {
                address: Some(format!("/c/{}", column.code)),
                seen_at: Some(standings.at),
                ..Evidence::of(column.code.as_str(), what)
            }
            .answered_for(Some(column.code.clone()), loser(standings, standing, standing.standing.with))
        })
        .collect();
    let all_are_dead = visited.len() == named.len() && visited.iter().all(|(_, _, state, _)| *state == State::Overdue);
    if named.is_empty() || (open.is_empty() && !all_are_dead) {
        return None;
    }
    let first = named.first().map(|column| column.code.clone());
    let unit = first.as_ref().and_then(|code| lead_of(standings, code));
    Some(Measured { answerable: Answerable { column: first, unit }, ..Measured::found(open) })
}
