//! Who else has the item open. The sign of life stops when nobody works at this page: it must not keep an idle
//! session alive.

use std::time::Duration;

use domain::{desk::content::Presence, id::ItemId};
use leptos::{ev, prelude::*, task::spawn_local};

use crate::{
    api::content,
    desk::{browser, state::Desk},
    ui::{Banner, Tone},
};

const BEAT: Duration = Duration::from_secs(20);
/// After so long without a key or a pointer, nobody is at the page.
const AWAY_MS: f64 = 120_000.0;

/// Says at once and then regularly that the item is open here, and learns who else has it open.
pub(in crate::desk) fn stay(item: ItemId, editing: bool, others: RwSignal<Vec<Presence>>) {
    let desk = Desk::expect();
    Effect::new(move |_| {
        let last_sign = StoredValue::new(browser::milliseconds());
        let beat = move || {
            if browser::milliseconds() - last_sign.try_get_value().unwrap_or(0.0) > AWAY_MS
                || desk.expired.get_untracked()
            {
                return;
            }
            spawn_local(async move {
                let answer = content::heartbeat(item, editing).await;
                desk.heard(&answer);
                if let Ok(present) = answer {
                    others.try_set(present);
                }
            });
        };
        beat();
        let note = move || {
            last_sign.try_update_value(|at| *at = browser::milliseconds());
        };
        let keys = window_event_listener(ev::keydown, move |_| note());
        let pointer = window_event_listener(ev::pointerdown, move |_| note());
        let timer = set_interval_with_handle(beat, BEAT).ok();
        on_cleanup(move || {
            keys.remove();
            pointer.remove();
            if let Some(timer) = timer {
                timer.clear();
            }
        });
    });
}

#[component]
pub(in crate::desk) fn Others(others: RwSignal<Vec<Presence>>) -> impl IntoView {
    move || {
        let others = others.get();
        (!others.is_empty()).then(|| {
            let writers = others.iter().any(|one| one.editing);
            let names: Vec<String> = others
                .iter()
                .map(|one| {
                    let doing = if one.editing { "正在编辑" } else { "正在查看" };
                    format!("{}（{}）{doing}", one.name, one.unit_name)
                })
                .collect();
            view! {
                <Banner tone=if writers { Tone::Warn } else { Tone::Info }>
                    <p>{names.join("；")}</p>
                </Banner>
            }
        })
    }
}
