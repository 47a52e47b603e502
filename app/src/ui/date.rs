//! Dates as people read them, with the machine's form beside them.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use domain::time;
use leptos::prelude::*;

/// `2018-10-30 09:05`, and with `now` how long ago that is. The clock is the server's: a page that asked the
/// browser's would not hydrate.
#[component]
pub fn Moment(at: DateTime<Utc>, #[prop(optional)] now: Option<DateTime<Utc>>) -> impl IntoView {
    let machine = at.with_timezone(&time::CHINA).to_rfc3339_opts(SecondsFormat::Secs, false);
    let ago = now.map(|now| time::relative(at, now)).filter(|ago| !time::minute(at).starts_with(ago.as_str()));
    view! {
        <time class="date" datetime=machine>
            {time::minute(at)}
            {ago.map(|ago| view! { <span class="date__ago">{format!("（{ago}）")}</span> })}
        </time>
    }
}

/// `2018-10-30`.
#[component]
pub fn Day(on: NaiveDate) -> impl IntoView {
    let day = on.to_string();
    view! { <time class="date" datetime=day.clone()>{day.clone()}</time> }
}
