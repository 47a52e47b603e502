//! The result at a glance: grade, points, and where it leads by the end of the year.

use domain::{
    assessment::{Grade, Score, Span, VetoState},
    desk::assessment::Forecast,
};
use leptos::prelude::*;

use super::evidence::SurenessTag;
use crate::ui::{IconName, Panel, Tag};

#[component]
pub(super) fn Summary(score: Score, forecast: Option<Forecast>) -> impl IntoView {
    let hit = score.vetoes.iter().filter(|veto| veto.state == VetoState::Hit).count();
    let near = score.vetoes.iter().filter(|veto| veto.state == VetoState::Near).count();
    let forecast = forecast.map(|forecast| {
        let caveat = forecast.caveat().map(|caveat| view! { <p class="note">{caveat}</p> });
        let new = forecast.new_vetoes.into_iter().map(|veto| view! { <li>{veto}</li> }).collect_view();
        view! {
            <p>
                {format!("如果不采取措施，到 {} 得分 {}，", forecast.on, span(forecast.points))}
                <GradeTag grade=forecast.grade/>
            </p>
            <ul class="plain-list">{new}</ul>
            {caveat}
        }
    });
    view! {
        <Panel title=format!("{} 的自查结果", score.on) id="summary">
            <dl class="assessment__figures">
                <div><dt>"结论"</dt><dd><GradeTag grade=score.grade/></dd></div>
                <div><dt>"得分"</dt><dd><strong>{span(score.points)}</strong></dd></div>
                <div>
                    <dt>"合格线"</dt>
                    <dd>{score.pass.value.to_string()} <SurenessTag sureness=score.pass.sureness/></dd>
                </div>
                <div><dt>"已确定失分"</dt><dd>{score.lost().to_string()}</dd></div>
                <div><dt>"单项否决"</dt><dd>{format!("触及 {hit}，预警 {near}")}</dd></div>
            </dl>
            {forecast}
        </Panel>
    }
}

#[component]
pub(super) fn GradeTag(grade: Grade) -> impl IntoView {
    let (look, icon) = match grade {
        Grade::Pass => ("success", IconName::CircleCheck),
        Grade::Fail => ("danger", IconName::CircleX),
        Grade::Open => ("neutral", IconName::Info),
    };
    view! { <Tag text=grade.label() look icon/> }
}

/// `82`, or `61 至 82` while something is not measured.
pub(super) fn span(span: Span) -> String {
    if span.is_exact() { span.at_least.to_string() } else { format!("{} 至 {}", span.at_least, span.at_most) }
}
