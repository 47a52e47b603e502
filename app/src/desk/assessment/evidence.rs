//! The evidence under a point: what, where, when.

use domain::{
    assessment::{Evidence, Sureness},
    plan::ColumnCode,
};
use leptos::prelude::*;

use crate::ui::{IconName, Moment, Tag, pager::encode};

/// More than this many are counted, not listed.
const SHOWN: usize = 30;

/// Folded; nothing where there is none.
#[component]
pub(super) fn EvidenceList(
    evidence: Vec<Evidence>,
    /// Address of a notice (整改通知) about one of them; its column and subject are added.
    #[prop(optional_no_strip)]
    notice: Option<String>,
) -> impl IntoView {
    let count = evidence.len();
    (count > 0)
        .then(|| view! { <details><summary>{format!("{count} 条")}</summary>{listed(evidence, notice)}</details> })
}

fn listed(evidence: Vec<Evidence>, notice: Option<String>) -> impl IntoView {
    // Whoever writes notices reaches each of them.
    let shown = if notice.is_some() { evidence.len() } else { SHOWN };
    let more = evidence.len().saturating_sub(shown);
    let rows = evidence
        .into_iter()
        .take(shown)
        .map(|evidence| {
            let Evidence { subject, what, address, seen_at, answerable, .. } = evidence;
            let notice = notice.as_ref().zip(answerable.column).map(|(notice, column)| {
                let href = about(notice, &column, &subject);
                view! { " " <a href=href rel="external">"发整改通知"</a> }
            });
            let what = match address {
                Some(address) => view! { <a href=address rel="external">{what}</a> }.into_any(),
                None => what.into_any(),
            };
            view! { <li>{what} {seen_at.map(|at| view! { " " <span class="note"><Moment at/></span> })} {notice}</li> }
        })
        .collect_view();
    view! {
        <ul class="plain-list">{rows}</ul>
        {(more > 0).then(|| view! { <p class="note">{format!("另有 {more} 条")}</p> })}
    }
}

/// The address of a notice about one piece of evidence.
fn about(notice: &str, column: &ColumnCode, subject: &str) -> String {
    // The router decodes the values of a query twice (`ParamsMap::insert`), so a percent sign is encoded twice.
    format!("{notice}&column={column}&subject={}", encode(&subject.replace('%', "%25")))
}

/// Nothing for what was compared with the document, a mark for what was not.
#[component]
pub(super) fn SurenessTag(sureness: Sureness) -> impl IntoView {
    (sureness != Sureness::Confirmed)
        .then(|| view! { " " <Tag text=sureness.label() look="warn" icon=IconName::Warning/> })
}

#[cfg(test)]
mod tests {
    use leptos_router::location::RequestUrl;

    use super::*;

    #[test]
    fn a_notice_is_told_the_subject_as_it_is() {
        let column = ColumnCode::parse("zxbs").expect("a code");
        for subject in ["zzzzbbbc", "jypx/jyj/2026-11-20", "https://a.gov.cn/x?a=1&b=%E4%BD%8F#c", "住房 + 100%"] {
            let href = about("/desk/cases/new?rules=&veto=v6b", &column, subject);
            assert!(href.is_ascii() && !href.contains([' ', '#', '+']), "{href}");
            let url = RequestUrl::new(&href).parse().expect("an address");
            let read = |name| url.search_params().get(name).unwrap_or_default();
            assert_eq!(["veto", "column", "subject"].map(read), ["v6b", "zxbs", subject]);
        }
    }
}
