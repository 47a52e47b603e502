//! Rights on special topics (plan row C65): the applicant's unit builds, the lead units of the column approve and sign,
//! and nobody signs what they built themselves.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Action, Refusal, Target, decides, in_stage, leads, may, may_at_desk};
use crate::{
    account::{Actor, Role},
    id::AccountId,
    plan::{Duties, UnitCode},
    topic::TopicStage,
};

/// What the rules need to know of a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicFacts {
    pub stage: TopicStage,
    /// The unit that asked for it and builds it.
    pub unit: UnitCode,
    /// Who filed the application.
    pub applicant: AccountId,
    /// Everybody who wrote in the newest revision: none of them signs it.
    pub authors: BTreeSet<AccountId>,
    /// A revision of it is public, archived or not.
    pub is_live: bool,
}

/// The actions that `actor` may take on a topic now, in the order of [`Action::ALL`].
pub fn allowed_with_topic(actor: &Actor, duties: &Duties, topic: &TopicFacts) -> Vec<Action> {
    let about_it = Action::ALL.into_iter().filter(|action| action.is_about_a_topic());
    about_it.filter(|action| may(actor, *action, Target::Topic(duties, topic)).is_ok()).collect()
}

/// Whether `actor` archives what is public of a topic, whichever it is. The portal manager keeps the order of the topics: he
/// closes one, but sees no draft and makes nothing public.
pub fn archives_topics(actor: &Actor, duties: &Duties) -> Result<(), Refusal> {
    if actor.role == Role::PortalManager { Ok(()) } else { decides(actor, duties) }
}

pub(super) fn may_with_topic(
    actor: &Actor,
    action: Action,
    duties: &Duties,
    topic: &TopicFacts,
) -> Result<(), Refusal> {
    if action.is_about_the_desk() {
        return may_at_desk(actor, action);
    }
    let keeps_order = actor.role == Role::PortalManager && action == Action::ArchiveTopic;
    if !(action.is_about_a_topic() && (actor.role.edits() || keeps_order)) {
        return Err(Refusal::Role);
    }
    let is_public = topic.is_live && topic.stage != TopicStage::Archived;
    match action {
        Action::ReadTopic => {
            if leads(actor, duties) {
                Ok(())
            } else {
                of_own_unit(actor, topic)
            }
        }
        Action::ReapplyForTopic => {
            of_own_unit(actor, topic)?;
            in_stage(topic.stage == TopicStage::Returned)
        }
        Action::ApproveTopic => {
            decides(actor, duties)?;
            in_stage(topic.stage == TopicStage::Applied)?;
            if topic.applicant == actor.account { Err(Refusal::OwnWork) } else { Ok(()) }
        }
        Action::BuildTopic => {
            of_own_unit(actor, topic)?;
            in_stage(topic.stage == TopicStage::Building)
        }
        Action::RecallTopic => {
            of_own_unit(actor, topic)?;
            in_stage(topic.stage == TopicStage::InReview)
        }
        // An approval of which nothing has come can be taken back; what is public is archived instead.
        Action::ReturnTopic => {
            decides(actor, duties)?;
            let is_unused = topic.stage == TopicStage::Building && !topic.is_live;
            in_stage(matches!(topic.stage, TopicStage::Applied | TopicStage::InReview) || is_unused)
        }
        Action::SignTopic => {
            decides(actor, duties)?;
            in_stage(topic.stage == TopicStage::InReview)?;
            if topic.authors.contains(&actor.account) { Err(Refusal::OwnWork) } else { Ok(()) }
        }
        Action::ReviseTopic => {
            of_own_unit(actor, topic)?;
            in_stage(topic.stage == TopicStage::Live)
        }
        Action::DiscardTopic => {
            of_own_unit(actor, topic)?;
            in_stage(topic.stage == TopicStage::Building && topic.is_live)
        }
        Action::ExtendTopic => {
            decides(actor, duties)?;
            in_stage(matches!(topic.stage, TopicStage::Building | TopicStage::InReview | TopicStage::Live))
        }
        Action::ArchiveTopic => {
            archives_topics(actor, duties)?;
            in_stage(is_public)
        }
        // Everything else is about something else, and was refused above.
        _ => Err(Refusal::Role),
    }
}

fn of_own_unit(actor: &Actor, topic: &TopicFacts) -> Result<(), Refusal> {
    if topic.unit == actor.unit { Ok(()) } else { Err(Refusal::OtherUnit) }
}
