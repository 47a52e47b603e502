//! What all lists of reminders say in the same words.

use domain::{
    desk::reminders::{MailLine, MailState, ReminderLine},
    obligation::MatterKey,
    reminder::Occasion,
};
use leptos::prelude::*;

use crate::{
    desk::state::signed_in,
    ui::{IconName, Moment, Tag},
};

#[component]
pub(super) fn OccasionTag(occasion: Occasion) -> impl IntoView {
    let (look, icon) = match occasion {
        Occasion::Before(_) => ("warn", IconName::Clock),
        Occasion::OnTheDay => ("warn", IconName::Bell),
        Occasion::Overdue(_) | Occasion::Blank(_) => ("danger", IconName::Warning),
        Occasion::Head | Occasion::Lead | Occasion::Office => ("danger", IconName::Send),
    };
    view! { <Tag text=occasion.to_string() look icon/> }
}

/// 期限 2026-12-18 and how it was counted.
pub(super) fn deadline_words(line: &ReminderLine) -> String {
    match line.occasion {
        Occasion::Blank(_) => format!("自 {} 起空白", line.deadline),
        _ => format!("{}（{}）", line.deadline, line.arithmetic),
    }
}

/// What was told of, with where it is looked at, and below it where it stands in the plan.
pub(super) fn subject(line: &ReminderLine) -> AnyView {
    let on_board = format!("/desk/board?column={}", line.column);
    // What is not public yet is opened by the unit that has it.
    let is_shut = |key: &MatterKey| matches!(key, MatterKey::Item(_) | MatterKey::Signing(_));
    let opens = |key: &MatterKey| !is_shut(key) || signed_in().unit == line.of.code;
    // The board is a page of this part of the desk, the rest of others.
    let (href, rel, below) = match &line.matter {
        None => (on_board, None, line.path.clone()),
        Some(matter) => {
            let below = format!("{} › {}", line.path, line.name);
            match matter.key.address().filter(|_| opens(&matter.key)) {
                Some(own_page) => (own_page, Some("external"), below),
                None => (on_board, None, below),
            }
        }
    };
    view! { <a href=href rel=rel>{line.titled().to_owned()}</a> <p class="note">{below}</p> }.into_any()
}

/// Who took note, when, and what they said of it.
pub(super) fn answer(line: &ReminderLine) -> AnyView {
    match &line.acknowledged {
        Some(given) => {
            let note = if given.note.is_empty() { String::new() } else { format!("：{}", given.note) };
            view! { <Tag text="已确认" look="success" icon=IconName::CircleCheck/> " " {given.by.clone()} " " <Moment at=given.at/> {note} }
                .into_any()
        }
        None if line.is_settled => view! { <Tag text="已了结" look="plain"/> }.into_any(),
        None => view! { <Tag text="未确认" look="warn" icon=IconName::Clock/> }.into_any(),
    }
}

/// What became of the mail.
pub(super) fn mail(mail: Option<&MailLine>) -> AnyView {
    let Some(mail) = mail else { return "—".into_any() };
    let look = match mail.state {
        MailState::Waiting | MailState::Partly => "warn",
        MailState::Sent => "success",
        MailState::GivenUp => "danger",
    };
    let tries = if mail.attempts > 0 { format!("（第 {} 次）", mail.attempts) } else { String::new() };
    let words = match (mail.to.as_str(), mail.fault.as_str()) {
        (to, "") => to.to_owned(),
        ("", fault) => format!("{fault}{tries}"),
        (to, fault) => format!("已送达 {to}；未送达 {fault}{tries}"),
    };
    view! {
        <Tag text=mail.state.label() look/>
        " "
        {mail.at.map(|at| view! { <Moment at/> })}
        " "
        <span class="note">{words}</span>
    }
    .into_any()
}
