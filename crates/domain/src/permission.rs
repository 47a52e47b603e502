//! Who may do what: the one function that decides every right of the desk.
//!
//! [`may`] sees the account, the action, the duties that the plan lays on the column, and the item's stage and
//! authors, nothing else. It is asked at the data boundary (`cms`), never in a page; pages ask [`allowed`] which
//! buttons to show. `tests/permission.rs` keeps the whole matrix in `tests/snapshots`.

mod action;
mod assessment;
mod cases;
mod reports;
mod topics;
mod units;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    account::{Actor, Role},
    id::AccountId,
    plan::{Duties, Signing, UnitCode},
    workflow::Stage,
};

pub use action::Action;
pub use assessment::{AppealFacts, SheetFacts};
pub use cases::{CaseFacts, allowed_with_case};
pub use reports::ReportFacts;
pub use topics::{TopicFacts, allowed_with_topic, archives_topics};

/// What the rules need to know of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemFacts {
    /// Of the newest revision.
    pub stage: Stage,
    /// The unit that answers for the item.
    pub unit: UnitCode,
    /// Everybody who wrote in the newest revision: none of them signs it.
    pub authors: BTreeSet<AccountId>,
    /// Who passed the review of the newest revision.
    pub reviewer: Option<AccountId>,
    /// Lead units whose signature the newest revision already carries.
    pub signed_by_units: BTreeSet<UnitCode>,
    /// Was made public without signature by an urgent publication, and nobody has signed since; taking it down does
    /// not settle that.
    pub awaits_retro_signature: bool,
    /// The public sees a revision of it now, be it the newest or the one before.
    pub is_live: bool,
    /// The public has seen it, be it withdrawn by now.
    pub was_public: bool,
}

/// What an action is aimed at.
#[derive(Debug, Clone, Copy)]
pub enum Target<'a> {
    /// The desk itself: accounts, the plan, the log.
    Desk,
    /// A column, to create something in it.
    Column(&'a Duties),
    /// An item, with the duties on its column.
    Item(&'a Duties, &'a ItemFacts),
    /// A reader's report, with the duties on the column of its page.
    Report(&'a Duties, &'a ReportFacts),
    /// What is addressed to a unit: its reminders, its calendar, its monthly round.
    Unit(&'a UnitCode),
    /// A special topic, with the duties on the column of topics.
    Topic(&'a Duties, &'a TopicFacts),
    /// A case of a unit.
    Case(&'a CaseFacts),
    /// A frozen assessment.
    Sheet(&'a SheetFacts),
    /// An appeal against a loss of a frozen assessment.
    Appeal(&'a AppealFacts),
}

/// Why an account may not do something, in words for its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    #[error("您的账号类型没有这项权限")]
    Role,
    #[error("按内容保障方案，本单位不承担该栏目的相应职责")]
    Column,
    #[error("这条信息由其他单位负责")]
    OtherUnit,
    #[error("信息当前的状态不允许这样做，请刷新后再看")]
    Stage,
    #[error("本人撰写的修订须由他人审签")]
    OwnWork,
    #[error("该栏目要求审核与签发由两人分别完成")]
    SecondPerson,
    #[error("本单位已经签过")]
    AlreadySigned,
    #[error("该栏目要求会签或双人审签，不能直接发布")]
    NeedsOthers,
    #[error("请先认领，再办理")]
    NotInHand,
    #[error("涉及本单位，须由其他单位的人办理")]
    OwnUnit,
    #[error("本人编制或评判的，须由另一人办理")]
    OwnPart,
}

/// Whether `actor` may do `action` to `target`. This is the only place that decides it.
pub fn may(actor: &Actor, action: Action, target: Target<'_>) -> Result<(), Refusal> {
    match target {
        Target::Desk => may_at_desk(actor, action),
        Target::Column(duties) => may_in_column(actor, action, duties),
        Target::Item(duties, item) => may_with_item(actor, action, duties, item),
        Target::Report(duties, report) => reports::may_with_report(actor, action, duties, report),
        Target::Unit(unit) => units::may_for_unit(actor, action, unit),
        Target::Topic(duties, topic) => topics::may_with_topic(actor, action, duties, topic),
        Target::Case(case) => cases::may_with_case(actor, action, case),
        Target::Sheet(sheet) => assessment::may_with_sheet(actor, action, sheet),
        Target::Appeal(appeal) => assessment::may_with_appeal(actor, action, appeal),
    }
}

/// The actions that `actor` may take on an item now, in the order of [`Action::ALL`].
pub fn allowed(actor: &Actor, duties: &Duties, item: &ItemFacts) -> Vec<Action> {
    Action::ALL.into_iter().filter(|action| may(actor, *action, Target::Item(duties, item)).is_ok()).collect()
}

/// The actions that `actor` may take on a reader's report now, in the order of [`Action::ALL`].
pub fn allowed_with_report(actor: &Actor, duties: &Duties, report: &ReportFacts) -> Vec<Action> {
    Action::ALL.into_iter().filter(|action| may(actor, *action, Target::Report(duties, report)).is_ok()).collect()
}

fn may_at_desk(actor: &Actor, action: Action) -> Result<(), Refusal> {
    let held_by: &[Role] = match action {
        Action::ManagePlan
        | Action::SwitchSite
        | Action::AdjustClocks
        | Action::ManageWall
        | Action::OpenCase
        | Action::ManagePatrol
        | Action::JudgeLeaf
        | Action::FreezeAssessment
        | Action::ManageReminders => &[Role::PortalManager],
        Action::ReadReminderReport | Action::ReadRounds | Action::ReadWorkReport | Action::ReadAllCases => {
            &[Role::PortalManager, Role::Auditor]
        }
        // Units see how they stand among the others; the security administrator has nothing to do with content.
        Action::ReadBoard => &[Role::Publisher, Role::Reviewer, Role::PortalManager, Role::Auditor],
        Action::ManageAccounts | Action::DecideAccountRequest => &[Role::SecurityAdministrator],
        Action::ReadLog => &[Role::Auditor],
        Action::RequestAccount => &[Role::Publisher, Role::Reviewer, Role::PortalManager],
        // Any unit with accounts (plan row C65: 申请建设栏目的政务部门).
        Action::ApplyForTopic => &[Role::Publisher, Role::Reviewer],
        Action::Delegate => &[Role::Reviewer],
        _ => &[],
    };
    if held_by.contains(&actor.role) { Ok(()) } else { Err(Refusal::Role) }
}

fn may_in_column(actor: &Actor, action: Action, duties: &Duties) -> Result<(), Refusal> {
    if action.is_about_the_desk() {
        return may_at_desk(actor, action);
    }
    if !actor.role.edits() {
        return Err(Refusal::Role);
    }
    let holds = match action {
        Action::Create => writes_in(actor, duties),
        // Who writes for the column knows whether anything has changed; a link has no items and is confirmed too.
        Action::ConfirmColumn => {
            let holds = duties.responsible.contains(&actor.unit) || duties.leads.contains(&actor.unit);
            return if holds { Ok(()) } else { Err(Refusal::Column) };
        }
        // The lead unit sees to what its columns show (方案: 牵头单位把关); links and functions are judged, too. The portal
        // manager judges by `ManagePatrol`.
        Action::JudgeFinding if actor.role != Role::Reviewer => return Err(Refusal::Role),
        Action::JudgeFinding => {
            return if duties.leads.contains(&actor.unit) { Ok(()) } else { Err(Refusal::Column) };
        }
        Action::EnterSubmission if actor.role != Role::Reviewer => return Err(Refusal::Role),
        // The unit that enters answers for it, so it must lead the column itself, not by delegation.
        Action::EnterSubmission => duties.leads.contains(&actor.unit),
        // As a direct publication: what goes in is public without a second pair of eyes, and stays marked as such.
        Action::ImportGuides => {
            leads_itself(actor, duties)?;
            if duties.signing != Signing::AnyLead {
                return Err(Refusal::NeedsOthers);
            }
            true
        }
        _ => false,
    };
    if duties.takes_items && holds { Ok(()) } else { Err(Refusal::Column) }
}

fn may_with_item(actor: &Actor, action: Action, duties: &Duties, item: &ItemFacts) -> Result<(), Refusal> {
    if action.is_about_the_desk() {
        return may_at_desk(actor, action);
    }
    if !actor.role.edits() {
        return Err(Refusal::Role);
    }
    match action {
        Action::Create | Action::EnterSubmission => may_in_column(actor, action, duties),
        Action::Read => of_unit_or_lead(actor, duties, item),
        Action::ReadSecrecyScan => of_chain(actor, duties, item),
        Action::Edit => {
            writes(actor, duties, item)?;
            in_stage(item.stage.is_editable())
        }
        // A unit answers for what it submits. A lead unit may mend a word in another unit's draft, but neither sends
        // it off nor makes it vanish: what it does not want it returns with a reason.
        Action::Submit | Action::Discard => {
            writes(actor, duties, item)?;
            of_own_unit(actor, item)?;
            in_stage(item.stage.is_editable())
        }
        // What was public has its address and its place in the numbers of its column. Whether the other column takes the
        // item is asked there, by `Action::Create`.
        Action::ChangeColumn => {
            writes(actor, duties, item)?;
            of_own_unit(actor, item)?;
            in_stage(item.stage.is_editable() && !item.was_public)
        }
        Action::Recall => {
            writes(actor, duties, item)?;
            of_own_unit(actor, item)?;
            in_stage(item.stage == Stage::InReview && item.signed_by_units.is_empty())
        }
        Action::Revise => {
            writes(actor, duties, item)?;
            in_stage(matches!(item.stage, Stage::Published | Stage::Withdrawn) && !item.awaits_retro_signature)
        }
        Action::Claim => {
            decides(actor, duties)?;
            in_stage(matches!(item.stage, Stage::InReview | Stage::AwaitingSignature))
        }
        Action::PassReview => {
            decides(actor, duties)?;
            in_stage(item.stage == Stage::InReview)?;
            not_own_work(actor, item)
        }
        Action::Return => {
            decides(actor, duties)?;
            in_stage(matches!(item.stage, Stage::InReview | Stage::AwaitingSignature | Stage::Scheduled))
        }
        Action::Sign => may_sign(actor, duties, item),
        Action::RetroSign => {
            decides(actor, duties)?;
            in_stage(item.awaits_retro_signature && matches!(item.stage, Stage::Published | Stage::Withdrawn))?;
            not_own_work(actor, item)
        }
        // A delegation hands on the signature under other people's work. It makes no publisher one who can publish
        // alone, and a lead unit publishes its own work directly, not a draft that another unit has not submitted.
        Action::PublishDirectly => {
            leads_itself(actor, duties)?;
            of_own_unit(actor, item)?;
            in_stage(item.stage.is_editable())?;
            if duties.signing == Signing::AnyLead { Ok(()) } else { Err(Refusal::NeedsOthers) }
        }
        Action::PublishUrgently => {
            leads_itself(actor, duties)?;
            if item.stage.is_editable() {
                of_own_unit(actor, item)?;
            }
            in_stage(matches!(item.stage, Stage::Draft | Stage::Returned | Stage::InReview | Stage::AwaitingSignature))
        }
        Action::Withdraw | Action::CorrectTime => {
            decides(actor, duties)?;
            in_stage(item.is_live)
        }
        Action::Delegate
        | Action::ManagePlan
        | Action::ManageAccounts
        | Action::DecideAccountRequest
        | Action::RequestAccount
        | Action::ReadLog
        | Action::SwitchSite
        | Action::ReadBoard
        | Action::AdjustClocks
        | Action::ManageWall
        | Action::OpenCase
        | Action::ReadAllCases
        | Action::ManagePatrol
        | Action::ReadReminderReport
        | Action::ManageReminders
        | Action::ReadRounds
        | Action::ReadWorkReport
        | Action::JudgeLeaf
        | Action::FreezeAssessment
        | Action::ApplyForTopic => may_at_desk(actor, action),
        Action::ReadCase
        | Action::AcknowledgeCase
        | Action::ReplyToCase
        | Action::CheckCase
        | Action::ExtendCase
        | Action::CloseCase
        | Action::WithdrawCase => Err(Refusal::Role),
        Action::ReadTopic
        | Action::ReapplyForTopic
        | Action::ApproveTopic
        | Action::BuildTopic
        | Action::RecallTopic
        | Action::ReturnTopic
        | Action::SignTopic
        | Action::ReviseTopic
        | Action::DiscardTopic
        | Action::ExtendTopic
        | Action::ArchiveTopic => Err(Refusal::Role),
        // They are aimed at a unit.
        Action::ReadReminders
        | Action::AcknowledgeReminder
        | Action::RenewCalendarAddress
        | Action::FillRound
        | Action::SignRound
        | Action::ReadUnitLoss
        | Action::Appeal => Err(Refusal::Role),
        // They are aimed at a frozen assessment.
        Action::SignAssessment | Action::DecideAppeal => Err(Refusal::Role),
        // They are aimed at a column.
        Action::ImportGuides | Action::ConfirmColumn | Action::JudgeFinding => Err(Refusal::Role),
        Action::ReadReport
        | Action::ClaimReport
        | Action::AnswerReport
        | Action::ForwardReport
        | Action::OpenContact => Err(Refusal::Role),
    }
}

fn may_sign(actor: &Actor, duties: &Duties, item: &ItemFacts) -> Result<(), Refusal> {
    decides(actor, duties)?;
    in_stage(matches!(item.stage, Stage::InReview | Stage::AwaitingSignature))?;
    not_own_work(actor, item)?;
    match duties.signing {
        Signing::AnyLead => Ok(()),
        Signing::TwoPeople if item.stage == Stage::InReview || item.reviewer == Some(actor.account) => {
            Err(Refusal::SecondPerson)
        }
        Signing::TwoPeople => Ok(()),
        Signing::AllLeads if signature_unit(actor, duties, item).is_none() => Err(Refusal::AlreadySigned),
        Signing::AllLeads => Ok(()),
    }
}

/// The lead unit in whose name `actor` would sign now: its own before one that delegated to it, and none whose
/// signature is there already.
pub fn signature_unit<'a>(actor: &'a Actor, duties: &Duties, item: &ItemFacts) -> Option<&'a UnitCode> {
    // Where any lead unit signs, a signature left from a plan that asked for all of them stands in nobody's way.
    let open = |unit: &&UnitCode| {
        duties.leads.contains(*unit) && (duties.signing != Signing::AllLeads || !item.signed_by_units.contains(*unit))
    };
    let own = (actor.role == Role::Reviewer).then_some(&actor.unit).filter(open);
    own.or_else(|| actor.signs_also_for.iter().find(open))
}

/// Whether one more signature by `unit` is the last that the column asks for.
pub fn completes_signatures(duties: &Duties, item: &ItemFacts, unit: &UnitCode) -> bool {
    left_to_sign(duties, item, unit).is_empty()
}

/// The lead units that must still sign after `unit` has.
pub fn left_to_sign<'a>(duties: &'a Duties, item: &ItemFacts, unit: &UnitCode) -> Vec<&'a UnitCode> {
    match duties.signing {
        Signing::AnyLead | Signing::TwoPeople => Vec::new(),
        Signing::AllLeads => {
            let open = |lead: &&UnitCode| *lead != unit && !item.signed_by_units.contains(*lead);
            duties.leads.iter().filter(open).collect()
        }
    }
}

fn in_stage(fits: bool) -> Result<(), Refusal> {
    if fits { Ok(()) } else { Err(Refusal::Stage) }
}

fn not_own_work(actor: &Actor, item: &ItemFacts) -> Result<(), Refusal> {
    if item.authors.contains(&actor.account) { Err(Refusal::OwnWork) } else { Ok(()) }
}

/// A reviewer of a unit that leads the column itself; nobody becomes one by delegation.
fn leads_itself(actor: &Actor, duties: &Duties) -> Result<(), Refusal> {
    if actor.role != Role::Reviewer {
        return Err(Refusal::Role);
    }
    if duties.leads.contains(&actor.unit) { Ok(()) } else { Err(Refusal::Column) }
}

fn leads(actor: &Actor, duties: &Duties) -> bool {
    actor.signs_for().into_iter().any(|unit| duties.leads.contains(unit))
}

fn writes_in(actor: &Actor, duties: &Duties) -> bool {
    duties.responsible.contains(&actor.unit) || (actor.role == Role::Reviewer && duties.leads.contains(&actor.unit))
}

/// May review and sign in the column.
fn decides(actor: &Actor, duties: &Duties) -> Result<(), Refusal> {
    if actor.signs_for().is_empty() {
        return Err(Refusal::Role);
    }
    if leads(actor, duties) { Ok(()) } else { Err(Refusal::Column) }
}

/// May write in the item: of the unit that answers for it and still has a duty on the column, or of a lead unit.
fn writes(actor: &Actor, duties: &Duties, item: &ItemFacts) -> Result<(), Refusal> {
    if !writes_in(actor, duties) {
        return Err(Refusal::Column);
    }
    let lead_reviewer = actor.role == Role::Reviewer && duties.leads.contains(&actor.unit);
    if item.unit == actor.unit || lead_reviewer { Ok(()) } else { Err(Refusal::OtherUnit) }
}

/// Of the unit that answers for the item; having written in it is not enough.
fn of_own_unit(actor: &Actor, item: &ItemFacts) -> Result<(), Refusal> {
    if item.unit == actor.unit { Ok(()) } else { Err(Refusal::OtherUnit) }
}

/// Who wrote in the item for the unit that answers for it, or signs for a unit that leads the column. Colleagues of
/// the author read the item, but the paper of the secrecy review is not theirs.
fn of_chain(actor: &Actor, duties: &Duties, item: &ItemFacts) -> Result<(), Refusal> {
    let wrote = item.unit == actor.unit && item.authors.contains(&actor.account);
    if wrote || leads(actor, duties) { Ok(()) } else { Err(Refusal::OtherUnit) }
}

fn of_unit_or_lead(actor: &Actor, duties: &Duties, item: &ItemFacts) -> Result<(), Refusal> {
    if item.unit == actor.unit || leads(actor, duties) || item.authors.contains(&actor.account) {
        Ok(())
    } else {
        Err(Refusal::OtherUnit)
    }
}
