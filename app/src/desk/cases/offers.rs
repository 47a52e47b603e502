//! What a notice to the chosen unit may hold as well: one notice for everything, not one for each.

use domain::{
    desk::cases::CaseOffer,
    plan::UnitCode,
    rectification::{POINTS_MAX, Point},
};
use leptos::{prelude::*, task::spawn_local};

use super::{PATH, points::DraftPoint};
use crate::{
    api::cases,
    ui::{Button, IconName, Panel, live},
};

#[component]
pub(super) fn Offers(unit: RwSignal<String>, points: RwSignal<Vec<DraftPoint>>) -> impl IntoView {
    let offers = RwSignal::new(Vec::<CaseOffer>::new());
    Effect::new(move |_| {
        let chosen = unit.get();
        offers.set(Vec::new());
        let Some(code) = UnitCode::parse(&chosen) else { return };
        spawn_local(async move {
            // Without an answer the notice is written by hand as before.
            let Ok(found) = cases::case_offers(code).await else { return };
            // Another unit may have been chosen meanwhile.
            if unit.try_get_untracked().as_deref() == Some(chosen.as_str()) {
                offers.try_set(found);
            }
        });
    });
    let left = move || {
        let taken: Vec<String> = points.get().iter().filter_map(DraftPoint::ground).collect();
        let offers = offers.get().into_iter();
        offers.filter(|offer| offer.point.ground().is_none_or(|ground| !taken.contains(&ground))).collect::<Vec<_>>()
    };
    view! {
        {live(move || {
            let left = left();
            (!left.is_empty()).then(|| {
                let lines = left.into_iter().map(|offer| line(offer, points)).collect_view();
                view! {
                    <Panel title="这个单位的其他问题" id="offers">
                        <p class="note">"可以并入同一份通知，由单位一次回复。"</p>
                        <ul class="plain-list">{lines}</ul>
                    </Panel>
                }
            })
        })}
    }
}

fn line(offer: CaseOffer, points: RwSignal<Vec<DraftPoint>>) -> impl IntoView {
    let CaseOffer { point, same } = offer;
    let words = point.fault.clone();
    let label = format!("并入：{words}");
    let add = move |()| {
        points.update(|all| {
            // The empty point that a notice by hand begins with gives way.
            all.retain(|one| !one.is_empty());
            if all.len() < POINTS_MAX {
                all.push(DraftPoint::new(Point::clone(&point)));
            }
        });
    };
    let action = match same {
        Some(case) => view! {
            <a href=format!("{PATH}/{}", case.id)>{format!("已列入 {}（{}）", case.number, case.state.label())}</a>
        }
        .into_any(),
        None => view! {
            <Button small=true icon=IconName::Plus on_press=add>
                "并入" <span class="visually-hidden">{label}</span>
            </Button>
        }
        .into_any(),
    };
    view! { <li>{words} " " {action}</li> }
}
