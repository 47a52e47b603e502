//! Who else has the item open. The sign of life does not keep an idle session alive.

use std::time::Duration;

use domain::{desk::content::Presence, id::ItemId};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::content,
    desk::state::Desk,
    ui::{Banner, Tone},
};

const BEAT: Duration = Duration::from_secs(20);

/// Says at once and then regularly that the item is open here, and learns who else has it open.
pub(in crate::desk) fn stay(item: ItemId, editing: bool, others: RwSignal<Vec<Presence>>) {
    let desk = Desk::expect();
    Effect::new(move |_| {
        let beat = move || {
            if desk.expired.get_untracked() {
                return;
            }
            spawn_local(async move {
                let answer = content::heartbeat(item, editing).await;
                desk.heard_in_background(&answer);
                if let Ok(present) = answer {
                    others.try_set(present);
                }
            });
        };
        beat();
        if let Ok(timer) = set_interval_with_handle(beat, BEAT) {
            on_cleanup(move || timer.clear());
        }
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
