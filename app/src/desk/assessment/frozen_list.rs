//! 封存: the list of what was frozen, and the button that freezes the score that is shown.

use domain::{
    desk::assessment::{AssessmentAsk, FrozenLine},
    id::FrozenId,
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

use super::PATH;
use crate::{
    api::assessment,
    desk::state::Desk,
    ui::{Button, Cell, Day, EmptyState, Heading, IconName, Moment, Panel, RowHeading, Table},
};

#[component]
pub(super) fn FrozenList(
    frozen: Vec<FrozenLine>,
    open_appeals: Vec<(FrozenId, i64)>,
    may_freeze: bool,
    asked: AssessmentAsk,
) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    let freeze = move |()| {
        let go = navigate.clone();
        desk.call(busy, assessment::freeze(asked.rules.clone(), asked.at), move |id| {
            go(&format!("{PATH}/{id}"), NavigateOptions::default());
        });
    };
    let list = if frozen.is_empty() {
        view! { <EmptyState title="还没有封存过"><p>"封存后由另一人签认，签认后各单位可以申诉。"</p></EmptyState> }
            .into_any()
    } else {
        let rows = frozen
            .into_iter()
            .map(|line| {
                let signed = match (line.is_replaced, line.signed.is_empty()) {
                    (true, _) => "已被替代".to_owned(),
                    (false, true) => "待签认".to_owned(),
                    (false, false) => line.signed,
                };
                let appeals = open_appeals.iter().find(|(of, _)| *of == line.id);
                let appeals = appeals
                    .map(|(_, count)| view! { " " <span class="note">{format!("申诉待决定 {count} 件")}</span> });
                view! {
                    <tr>
                        <RowHeading>
                            <a href=format!("{PATH}/{}", line.id)>{line.rule_set_name}</a>
                        </RowHeading>
                        <Cell label="截止日期"><Day on=line.as_of/></Cell>
                        <Cell label="编制">{line.prepared} " " <span class="note"><Moment at=line.prepared_at/></span></Cell>
                        <Cell label="签认">{signed} {appeals}</Cell>
                    </tr>
                }
            })
            .collect_view();
        let headings = ["检查指标", "截止日期", "编制", "签认"].map(Heading::new).to_vec();
        view! { <Table caption="封存一览" caption_hidden=true headings>{rows}</Table> }.into_any()
    };
    view! {
        <Panel title="封存的考核结果" id="frozen">
            {may_freeze.then(|| view! {
                <p>
                    <Button icon=IconName::Lock busy on_press=freeze>"封存当前显示的结果"</Button>
                    " " <span class="note">"封存后不能修改，由另一人签认生效。"</span>
                </p>
            })}
            {list}
        </Panel>
    }
}
