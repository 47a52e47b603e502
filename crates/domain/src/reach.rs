//! How far an event of the log reaches: what of the public pages it changes. Kept pages are thrown away by this table,
//! so an action that is not in it reaches everything: rendering too often costs time, a page that stays costs trust.

use crate::{topic::TopicStep, workflow::Step};

/// What citizens may see change when an event is committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The event is about the desk: drafts, accounts, sessions.
    Desk,
    /// The item that is its subject, and the lists in which that stands.
    Item,
    /// Any page.
    Everything,
}

impl Reach {
    /// The reach of an action, such as `item.sign`.
    pub fn of(action: &str) -> Self {
        classified(action).unwrap_or(Self::Everything)
    }
}

/// `None` for an action that nobody has thought of here; the test below does not let one pass.
fn classified(action: &str) -> Option<Reach> {
    if let Some(step) = action.strip_prefix("item.").and_then(Step::from_code) {
        return Some(reach_of_step(step));
    }
    if let Some(step) = action.strip_prefix("topic.").and_then(TopicStep::from_code) {
        return Some(reach_of_topic_step(step));
    }
    Some(match action {
        "item.import" => Reach::Item,
        // What is gone from a list is gone from its page.
        "register.withdraw-personal" => Reach::Item,
        // Each guide that went in has an event of its own.
        "column.import-guides" => Reach::Desk,
        // Clocks and the days that they count are shown in the desk.
        "column.confirm" | "column.adjust-clock" | "column.end-adjustment" => Reach::Desk,
        "board.open-wall" | "board.close-wall" => Reach::Desk,
        "calendar.enter" | "calendar.remove" | "calendar.change" => Reach::Desk,
        // The county's own score is for the desk.
        _ if action.starts_with("assessment.") => Reach::Desk,
        // What the patrol finds is mended on the pages by whoever wrote them.
        _ if ["patrol.", "finding.", "case."].iter().any(|of| action.starts_with(of)) => Reach::Desk,
        // A round is a unit's own record.
        "round.save" | "round.sign" => Reach::Desk,
        // A table is public through the item that uses it.
        "register.import" | "register.forget" => Reach::Desk,
        "plan.import" | "plan.edit" | "item.demo" => Reach::Everything,
        "site.switch-on" | "site.switch-off" => Reach::Everything,
        "item.create" | "item.save" | "item.revise" | "item.discard" | "item.claim" | "item.release" => Reach::Desk,
        "item.change-column" | "item.record-secrecy-review" | "item.confirm-finding" | "notice.read" | "topic.save" => {
            Reach::Desk
        }
        // A file is public through the item that shows it.
        "media.upload" | "media.refuse" | "media.open-scan" => Reach::Desk,
        // What leads on from an address that is none is asked for anew each time.
        "old-address.point" => Reach::Desk,
        // What other sites offer becomes public as an item; what readers write is read in the desk, the answer by its receipt.
        _ if ["report.", "reminder.", "reprint.", "reprint-source."].iter().any(|of| action.starts_with(of)) => {
            Reach::Desk
        }
        _ if ["account.", "account-request.", "delegation.", "session."].iter().any(|of| action.starts_with(of)) => {
            Reach::Desk
        }
        _ => return None,
    })
}

const fn reach_of_step(step: Step) -> Reach {
    match step {
        Step::Sign
        | Step::PublishDirectly
        | Step::PublishUrgently
        | Step::RetroSign
        | Step::FallDue
        | Step::CorrectTime
        | Step::Withdraw
        | Step::BeSuperseded => Reach::Item,
        Step::Submit
        | Step::Recall
        | Step::PassReview
        | Step::Return
        | Step::SignForLater
        | Step::SignInPart
        | Step::PublishDirectlyLater => Reach::Desk,
    }
}

/// A topic stands on the home page, on its column's and on its own, and comes and goes a few times a year: nothing is
/// gained by telling its pages apart.
const fn reach_of_topic_step(step: TopicStep) -> Reach {
    match step {
        TopicStep::Sign | TopicStep::Archive | TopicStep::Expire => Reach::Everything,
        TopicStep::Apply
        | TopicStep::Reapply
        | TopicStep::Approve
        | TopicStep::Refuse
        | TopicStep::Submit
        | TopicStep::Recall
        | TopicStep::Return
        | TopicStep::Revise
        | TopicStep::Discard
        | TopicStep::Extend => Reach::Desk,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::actions;

    /// A new action must say how far it reaches.
    #[test]
    fn every_action_is_classified() {
        let table: Vec<String> = actions()
            .map(|(action, label)| {
                let reach = classified(&action);
                assert!(reach.is_some(), "{action} ({label}): say in `classified` what it changes of the public pages");
                format!("{action} {label}: {:?}", Reach::of(&action))
            })
            .collect();
        insta::assert_snapshot!(table.join("\n"));
    }

    #[test]
    fn what_nobody_knows_reaches_everything() {
        assert_eq!(Reach::of("item.fly"), Reach::Everything);
        assert_eq!(Reach::of("site.paint"), Reach::Everything);
    }
}
