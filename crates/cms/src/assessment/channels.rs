//! Where people can ask and suggest, as far as the patrol has found it open. Mailboxes are other systems: only a visit tells.

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
    let named: Vec<_> = plan.columns_counting_as(CountsAs::Consultation).collect();
    let standing_of = |code| standings.columns.iter().find(|standing: &&ColumnStanding| &standing.code == code);
    let visited: Vec<_> = named.iter().filter_map(|column| Some((*column, standing_of(&column.code)?))).collect();
    let open = visited.iter().filter(|(_, column)| matches!(column.standing.state, State::Normal | State::DueSoon));
    let open: Vec<Evidence> = open
        .map(|(column, standing)| {
            let what = format!("“{}”可以打开（{} 巡查）", column.name, standing.standing.since);
            Evidence {
                address: Some(format!("/c/{}", column.code)),
                seen_at: Some(standings.at),
                ..Evidence::of(column.code.as_str(), what)
            }
            .answered_for(Some(column.code.clone()), loser(standings, standing, standing.standing.with))
        })
        .collect();
    let all_are_dead =
        visited.len() == named.len() && visited.iter().all(|(_, column)| column.standing.state == State::Overdue);
    if named.is_empty() || (open.is_empty() && !all_are_dead) {
        return None;
    }
    let first = named.first().map(|column| column.code.clone());
    let unit = first.as_ref().and_then(|code| lead_of(standings, code));
    Some(Measured { answerable: Answerable { column: first, unit }, ..Measured::found(open) })
}
