//! Tags: colour, icon and word together, the same wherever a state is shown. Never colour alone.

use domain::{kind::Validity, obligation::State, plan::AssuranceMode, workflow::Stage};
use leptos::prelude::*;

use super::{Icon, IconName};

/// A word in a coloured frame; `look` names the modifier in `style/ui/_tag.scss`.
#[component]
pub fn Tag(
    #[prop(into)] text: String,
    #[prop(default = "neutral")] look: &'static str,
    #[prop(optional)] icon: Option<IconName>,
    /// More words for the pointer.
    #[prop(optional, into)]
    title: Option<String>,
) -> impl IntoView {
    view! {
        <span class=format!("tag tag--{look}") title=title>
            {icon.map(|name| view! { <Icon name/> })}
            <span>{text}</span>
        </span>
    }
}

const fn stage_icon(stage: Stage) -> IconName {
    match stage {
        Stage::Draft => IconName::Pencil,
        Stage::InReview => IconName::Eye,
        Stage::AwaitingSignature => IconName::PenLine,
        Stage::Scheduled => IconName::Clock,
        Stage::Published => IconName::CircleCheck,
        Stage::Returned => IconName::Undo,
        Stage::Withdrawn => IconName::Ban,
        Stage::Archived => IconName::Archive,
    }
}

/// 待编 · 待审 · 待签 · 待发 · 已发 · 已退 · 已撤 · 历史.
#[component]
pub fn StageTag(stage: Stage) -> impl IntoView {
    view! { <Tag text=stage.label() look=stage.code() icon=stage_icon(stage)/> }
}

/// ★: the column is counted by the region's yearly assessment.
#[component]
pub fn StarTag() -> impl IntoView {
    view! { <Tag text="★考核" look="star" title="纳入自治区绩效考核的栏目"/> }
}

/// 保障方式 of a column.
#[component]
pub fn ModeTag(mode: AssuranceMode) -> impl IntoView {
    let icon = match mode {
        AssuranceMode::UnitPublishes => IconName::Building,
        AssuranceMode::Submission => IconName::Send,
        AssuranceMode::Reprint => IconName::Repeat,
        AssuranceMode::Link => IconName::ExternalLink,
        AssuranceMode::CoBuilt => IconName::Handshake,
    };
    view! { <Tag text=mode.label() look="plain" icon/> }
}

/// A public revision exists beside the newest one.
#[component]
pub fn LiveTag() -> impl IntoView {
    view! { <Tag text="线上有效" look="live" icon=IconName::CircleCheck title="门户上正在展示已签发的版本"/> }
}

/// 有效 · 已修改 · 部分失效 · 废止 · 失效 · 宣布失效 · 尚未生效.
#[component]
pub fn ValidityTag(validity: Validity) -> impl IntoView {
    let (look, icon) = match validity {
        Validity::InForce => ("success", IconName::CircleCheck),
        Validity::Amended => ("warn", IconName::Pencil),
        Validity::PartlyExpired => ("warn", IconName::Minus),
        Validity::Repealed | Validity::Expired | Validity::DeclaredExpired => ("neutral", IconName::Ban),
        Validity::NotYetInForce => ("info", IconName::Clock),
    };
    view! { <Tag text=validity.label() look icon/> }
}

/// 正常 · 临期 · 逾期 · 空白 · 不适用: how a column stands.
#[component]
pub fn StateTag(state: State) -> impl IntoView {
    let (look, icon) = match state {
        State::Normal => ("success", IconName::CircleCheck),
        State::DueSoon => ("warn", IconName::Clock),
        State::Overdue => ("danger", IconName::Danger),
        State::Blank => ("danger", IconName::CircleX),
        State::NotApplicable => ("plain", IconName::Minus),
    };
    view! { <Tag text=state.label() look icon/> }
}
