//! What led to a column's state: the arithmetic, the item, both clocks, the yearly number, what was decided about it.

use domain::{
    desk::board::{ColumnLine, QuotaLine},
    obligation::State,
    permission::Action,
};
use leptos::prelude::*;

use super::{adjusting::Adjusting, decided::Decisions, next_step::next_step};
use crate::{
    desk::{duty_words::waits_with, state::signed_in},
    ui::{ButtonLink, Described, DescriptionList, IconName},
};

#[component]
pub(super) fn Detail(line: ColumnLine, reload: Callback<()>) -> impl IntoView {
    let waits = waits_with(&line);
    let rights = signed_in().rights;
    let adjusts = rights.contains(&Action::AdjustClocks);
    let is_red = matches!(line.state, State::Overdue | State::Blank);
    let open_case = (is_red && rights.contains(&Action::OpenCase)).then(|| {
        let href = format!("/desk/cases/new?column={}", line.code);
        view! { <p><ButtonLink href icon=IconName::Send small=true external=true>"发整改通知"</ButtonLink></p> }
    });
    let next = next_step(&line);
    let portal = format!("/c/{}", line.code);
    let set_by = line.set_by.clone().map(|set_by| {
        let href = format!("/desk/items/{}/history", set_by.item);
        let what = if set_by.is_public { "已公开" } else { "在办" };
        view! {
            <Described term="由此信息决定">
                <a href=href rel="external">{set_by.title}</a> {format!("（{what}）")}
            </Described>
        }
    });
    let quota = line.quota.as_ref().map(QuotaLine::words);
    let quota = quota.map(|text| view! { <Described term="年度次数">{text}</Described> });
    let units = |term: &'static str, units: &[domain::desk::board::UnitName]| {
        let names: Vec<String> = units.iter().map(|unit| unit.name.clone()).collect();
        view! { <Described term>{names.join("、")}</Described> }
    };
    view! {
        <DescriptionList>
            <Described term="位置"><a href=portal rel="external">{line.path.clone()}</a></Described>
            {line.arithmetic.clone().map(|text| view! { <Described term="期限推算">{text}</Described> })}
            {set_by}
            {waits.map(|text| view! { <Described term="两边的时间">{text}</Described> })}
            {line.service.clone().map(|text| view! { <Described term="服务水平">{text}</Described> })}
            {quota}
            {line.extended.clone().map(|text| view! { <Described term="延期">{text}</Described> })}
            {(!line.doubts.is_empty()).then(|| view! { <Described term="说明">{line.doubts.join("；")}</Described> })}
            {units("保障单位", &line.responsible)}
            {units("牵头单位", &line.leads)}
        </DescriptionList>
        <div class="board__actions">
            {next.map(|next| view! { <p>{next}</p> })}
            {open_case}
            {if adjusts {
                view! { <Adjusting column=line.code name=line.name due=line.due reload/> }.into_any()
            } else {
                view! { <Decisions column=line.code name=line.name/> }.into_any()
            }}
        </div>
    }
}
