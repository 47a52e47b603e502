//! The check panel: everything that stops the submission at once, each entry a way to its field.

use domain::checks::{Finding, Severity};
use leptos::prelude::*;

use super::Writing;
use crate::{
    api::content,
    desk::{browser, state::Desk},
    ui::{Button, EmptyState, Icon, IconName, field_id},
};

#[component]
pub(super) fn Checks(writing: Writing) -> impl IntoView {
    let desk = Desk::expect();
    let busy = RwSignal::new(false);
    let report = writing.autosave.report;
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
            let lines = found.into_iter().map(|finding| line(finding, writing)).collect_view();
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
            {move || report.read().findings.is_empty().then(|| view! {
                <EmptyState title="检查全部通过" icon=IconName::CircleCheck>
                    <p>"可以送审。"</p>
                </EmptyState>
            })}
            {move || group(Severity::Block)}
            {move || group(Severity::Confirm)}
            {move || group(Severity::Hint)}
            <Button small=true icon=IconName::Refresh busy on_press=again>"重新检查"</Button>
        </div>
    }
}

const fn look(severity: Severity) -> (&'static str, IconName, &'static str) {
    match severity {
        Severity::Block => ("必须改正", IconName::CircleX, "checks__group checks__group--block"),
        Severity::Confirm => ("请核对", IconName::Warning, "checks__group checks__group--confirm"),
        Severity::Hint => ("提示", IconName::Info, "checks__group checks__group--hint"),
    }
}

fn line(finding: Finding, writing: Writing) -> impl IntoView {
    let target = finding.clone();
    view! {
        <li>
            <button type="button" class="checks__go" on:click=move |_| go_to(&target, writing)>{finding.message}</button>
        </li>
    }
}

/// Puts the keyboard where the finding can be mended.
pub(super) fn go_to(finding: &Finding, writing: Writing) {
    if finding.field == "secrecy" || finding.field.starts_with("secrecy.") {
        writing.tab.set("secrecy");
        let field = if finding.field == "secrecy" { "secrecy.form_number" } else { finding.field.as_str() };
        browser::focus_soon(field_id(field));
    } else if finding.field == "body" {
        let shown = finding
            .place
            .as_deref()
            .and_then(place)
            .is_some_and(|(selector, index)| writing.editor.focus_problem(&selector, index));
        if !shown {
            browser::focus(&field_id("body"));
            writing.editor.focus();
        }
    } else {
        browser::focus(&field_id(&finding.field));
    }
}

/// `img:2`: the third picture of the text; `link:/media/…`: what has this address. A place among the words
/// (`text:12-15`) has no element of its own.
fn place(text: &str) -> Option<(String, u32)> {
    if let Some(address) = text.strip_prefix("link:") {
        let plain = !address.contains(['"', '\\']);
        return plain.then(|| (format!("[href=\"{address}\"], [src=\"{address}\"]"), 0));
    }
    let (selector, index) = text.rsplit_once(':')?;
    let is_name = !selector.is_empty() && selector.bytes().all(|b| b.is_ascii_alphanumeric());
    Some((selector.to_owned(), index.parse().ok()?)).filter(|_| is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_names_an_element_and_its_number() {
        assert_eq!(place("img:2"), Some(("img".into(), 2)));
        assert_eq!(place("h3:0"), Some(("h3".into(), 0)));
        assert_eq!(place("body > *:0"), None, "no selector but an element's name comes from the server");
        assert_eq!(place("text:12-15"), None);
        assert_eq!(place("link:/media/a.png"), Some((r#"[href="/media/a.png"], [src="/media/a.png"]"#.into(), 0)));
        assert_eq!(place(r#"link:"], script"#), None);
    }
}
