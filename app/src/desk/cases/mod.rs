//! 整改: what the portal's office holds against units, where each case has got to, and what its reader may do with it.

mod checking;
mod deciding;
mod filter;
mod kept;
mod list;
mod notice;
mod offers;
mod opening;
mod points;
mod replying;
mod sheet;
mod steps;

use domain::{desk::cases::CaseRow, rectification::CaseState};
use leptos::prelude::*;

pub(super) use list::CasesPage;
pub(super) use opening::NewCasePage;
pub(super) use sheet::CasePage;

use crate::ui::{IconName, Tag};

const PATH: &str = "/desk/cases";
/// Nobody is judge of the own work.
const OWN_UNIT: &str = "涉及本单位的整改，由其他单位的门户管理员核查、延期、销号或撤销。";

/// 待签收 · 整改中 · 待核查 · 退回整改 · 待销号 · 已销号 · 已撤销, and 逾期 beside it.
fn state_tag(row: &CaseRow) -> AnyView {
    let (look, icon) = match row.state {
        CaseState::Noticed => ("warn", IconName::Inbox),
        CaseState::InHand => ("plain", IconName::Hand),
        CaseState::Replied => ("plain", IconName::Eye),
        CaseState::SentBack => ("warn", IconName::Undo),
        CaseState::Accepted => ("success", IconName::Check),
        CaseState::Closed => ("success", IconName::CircleCheck),
        CaseState::Withdrawn => ("neutral", IconName::Ban),
    };
    let text = row.state.label();
    view! {
        <Tag text look icon/>
        {row.is_overdue.then(|| view! { " " <Tag text="逾期" look="overdue" icon=IconName::Warning/> })}
    }
    .into_any()
}
