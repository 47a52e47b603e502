//! 到期提醒: a unit acknowledges what it was told; the portal's office sees who was told when, and sets the rest.

mod acknowledging;
mod calendar_address;
mod contacts;
mod filter;
mod lines;
mod mine;
mod report;
mod templates;

use domain::permission::Action;
use leptos::prelude::*;

use super::{frame::PageHead, state::signed_in};

const PATH: &str = "/desk/reminders";

#[component]
pub(super) fn RemindersPage() -> impl IntoView {
    let me = signed_in();
    let has = |action| me.rights.contains(&action);
    // Whoever neither writes nor keeps the portal is told so by the report itself.
    let (is_unit, sets) = (me.role.edits(), has(Action::ManageReminders));
    view! {
        <PageHead
            title="到期提醒"
            lead="每个工作日早上八点后按栏目期限提醒一次：到期前、当日、逾期后每周；逾期无人确认的，报单位负责人、牵头单位和门户管理部门。"
        />
        {if is_unit { view! { <mine::Mine/> }.into_any() } else { view! { <report::Report/> }.into_any() }}
        {sets.then(|| view! { <contacts::Contacts/> <templates::Templates/> })}
    }
}
