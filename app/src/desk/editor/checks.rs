//! The check panel: everything that stops the submission at once, each entry a way to its field.

use domain::{
    checks::{Finding, Severity},
    permission::Action,
};
use js_sys::{Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

use super::Writing;
use crate::{
    api::content,
    desk::{
        browser,
        deciding::{CONFIRM_REASONS, ReasonDialog},
        item_row::may,
        state::Desk,
    },
    ui::{Button, EmptyState, Icon, IconName, field_id, live},
};

#[component]
pub(super) fn Checks(writing: Writing) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let report = writing.autosave.report;
    // What the clerk is about to answer for.
    let asked = RwSignal::new(None::<Finding>);
    let answering = RwSignal::new(false);
    let ask = Callback::new(move |finding: Finding| {
        asked.set(Some(finding));
        answering.set(true);
    });
    let answer = move |reason: String| {
        let Some(Finding { field, message, .. }) = asked.get_untracked() else { return };
        let call = content::confirm_finding(writing.autosave.item, field, message, reason);
        desk.call(busy, call, move |fresh| {
            report.set(fresh);
            answering.set(false);
        });
    };
    let again = move |()| {
        writing.autosave.when_saved(move || {
            desk.call(busy, content::check(writing.autosave.item), move |fresh| report.set(fresh));
        });
    };
    let group = move |severity: Severity| {
        let found: Vec<Finding> =
            report.read().findings.iter().filter(|one| one.severity == severity).cloned().collect();
        (!found.is_empty()).then(|| {
            let (title, icon, class) = look(severity);
            let count = found.len();
            let lines = found.into_iter().map(|finding| line(finding, writing, ask)).collect_view();
            view! {
                <section class=class>
                    <h3 class="checks__title">
                        <Icon name=icon/>
                        {format!("{title}（{count}）")}
                    </h3>
                    <ul class="checks__list">{lines}</ul>
                </section>
            }
        })
    };
    view! {
        <div class="checks">
            {live(move || report.read().findings.is_empty().then(|| view! {
                <EmptyState title="检查全部通过" icon=IconName::CircleCheck>
                    <p>"可以送审。"</p>
                </EmptyState>
            }))}
            {live(move || group(Severity::Block))}
            {live(move || group(Severity::Confirm))}
            {live(move || group(Severity::Hint))}
            <Button small=true icon=IconName::Refresh busy on_press=again>"重新检查"</Button>
            <ReasonDialog
                open=answering
                id="confirm-finding"
                title="核对确认"
                lead="说明为什么可以保留。理由随信息送审，审签人看得到，也印在发布审定单上。"
                templates=&CONFIRM_REASONS
                verb="确认"
                busy
                on_reason=answer
            />
        </div>
    }
}

const fn look(severity: Severity) -> (&'static str, IconName, &'static str) {
    match severity {
        Severity::Block => ("必须改正", IconName::CircleX, "checks__group checks__group--block"),
        Severity::Confirm => ("须核对确认", IconName::Warning, "checks__group checks__group--confirm"),
        Severity::Hint => ("提示", IconName::Info, "checks__group checks__group--hint"),
    }
}

fn line(finding: Finding, writing: Writing, ask: Callback<Finding>) -> impl IntoView {
    let (target, about) = (finding.clone(), finding.clone());
    let answer = match &finding.confirmed {
        Some(said) => {
            view! { <p class="checks__answer">{format!("已核对：{}（{}）", said.reason, said.by)}</p> }.into_any()
        }
        None if finding.severity == Severity::Confirm => view! {
            <Button small=true icon=IconName::CircleCheck on_press=move |()| ask.run(about.clone())>"核对确认"</Button>
        }
        .into_any(),
        None => ().into_any(),
    };
    view! {
        <li>
            <button type="button" class="checks__go" on:click=move |_| go_to(&target, writing)>{finding.message}</button>
            {answer}
        </li>
    }
}

/// Puts the keyboard where the finding can be mended.
pub(super) fn go_to(finding: &Finding, writing: Writing) {
    let field = finding.field.as_str();
    let place = finding.place.as_deref().and_then(place);
    match field {
        "secrecy" => in_tab(writing, "secrecy", "secrecy.form_number"),
        _ if field.starts_with("secrecy.") => in_tab(writing, "secrecy", field),
        // Mended by another column; who may not choose one finds the line that says which it is.
        "column" if writing.sheet.with_untracked(|sheet| may(&sheet.row, Action::ChangeColumn)) => {
            writing.choosing_column.set(true);
        }
        "column" => in_tab(writing, "status", "column"),
        "detail" => focus_heading("detail-title"),
        "body" => {
            let shown = match place {
                Some(Place::Element(selector, index)) => writing.editor.focus_element(&selector, index),
                Some(Place::Words(start, end)) => writing.editor.focus_words(start, end),
                None => false,
            };
            if !shown {
                browser::focus(&field_id("body"));
                writing.editor.focus();
            }
        }
        _ => {
            browser::focus(&field_id(field));
            if let Some(Place::Words(start, end)) = place {
                select_words(field, writing, start, end);
            }
        }
    }
}

fn in_tab(writing: Writing, tab: &'static str, field: &str) {
    writing.tab.set(tab);
    browser::focus_soon(field_id(field));
}

/// A heading takes the keyboard only from here.
fn focus_heading(id: &str) {
    if let Some(heading) = document().get_element_by_id(id) {
        // Refused only for a name that no attribute can have.
        let _ = heading.set_attribute("tabindex", "-1");
    }
    browser::focus(id);
}

/// Selects the characters of a field that the server found something in.
fn select_words(field: &str, writing: Writing, start: u32, end: u32) {
    let (text, blanks) = match field {
        // The server reads a title without the blanks around it.
        "title" => {
            let title = writing.draft.title.get_untracked();
            let blanks = (0..).zip(title.chars()).find(|(_, c)| !c.is_whitespace()).map_or(0, |(at, _)| at);
            (title, blanks)
        }
        "summary" => (writing.draft.summary.get_untracked(), 0),
        _ => return,
    };
    let Some(control) = document().get_element_by_id(&field_id(field)) else { return };
    let Ok(select) = Reflect::get(&control, &"setSelectionRange".into()) else { return };
    if let Ok(select) = select.dyn_into::<Function>() {
        let (from, to) = (utf16(&text, blanks + start), utf16(&text, blanks + end));
        // Refused only by controls that hold no text.
        let _ = select.call2(&control, &JsValue::from(from), &JsValue::from(to));
    }
}

/// How long the first `count` characters of `text` are in the unit of the browser.
fn utf16(text: &str, count: u32) -> u32 {
    (0..count).zip(text.chars()).map(|(_, c)| if c > '\u{ffff}' { 2 } else { 1 }).sum()
}

/// Where in a text something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// The element number so-and-so among those of a selector.
    Element(String, u32),
    /// Characters of the plain text: the first, and the one after the last.
    Words(u32, u32),
}

/// `img:2`: the third picture of the text; `link:/media/…`: what has this address; `text:12-15`: three characters.
fn place(text: &str) -> Option<Place> {
    if let Some(address) = text.strip_prefix("link:") {
        let plain = !address.contains(['"', '\\']);
        return plain.then(|| Place::Element(format!("[href=\"{address}\"], [src=\"{address}\"]"), 0));
    }
    let (selector, index) = text.rsplit_once(':')?;
    if let Some((start, end)) = index.split_once('-').filter(|_| selector == "text") {
        return Some(Place::Words(start.parse().ok()?, end.parse().ok()?));
    }
    let is_name = !selector.is_empty() && selector.bytes().all(|b| b.is_ascii_alphanumeric());
    Some(Place::Element(selector.to_owned(), index.parse().ok()?)).filter(|_| is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_names_an_element_and_its_number_or_some_words() {
        let element = |selector: &str, index| Some(Place::Element(selector.into(), index));
        assert_eq!(place("img:2"), element("img", 2));
        assert_eq!(place("h3:0"), element("h3", 0));
        assert_eq!(place("body > *:0"), None, "no selector but an element's name comes from the server");
        assert_eq!(place("text:12-15"), Some(Place::Words(12, 15)));
        assert_eq!(place("text:12"), element("text", 12), "an element that no text has");
        assert_eq!(place("link:/media/a.png"), element(r#"[href="/media/a.png"], [src="/media/a.png"]"#, 0));
        assert_eq!(place(r#"link:"], script"#), None);
    }

    #[test]
    fn the_browser_counts_rare_characters_twice() {
        assert_eq!([0, 1, 2, 3, 9].map(|count| utf16("隆𠮷安", count)), [0, 1, 3, 4, 4]);
    }
}
