//! A copy in this browser that has no form to go back to: it was written in another revision, or the item can no
//! longer be edited. It is shown at every visit until its author says that it is not needed.

use domain::{desk::content::ItemSheet, id::ItemId, item::Content};
use leptos::prelude::*;

use super::{
    Writing,
    local_copy::{LocalCopy, Shelf},
};
use crate::{
    desk::state::signed_in,
    ui::{Banner, Button, ButtonLink, Field, TextArea, Tone, live},
};

/// That there may be an unsaved copy of the item which is read here, and the way to it: the editor's page knows what the
/// server has, and clears away what is no copy of anything new.
pub(in crate::desk) fn lies_here(item: ItemId, newest: i32) -> AnyView {
    let shelf = Shelf { account: signed_in().account, item };
    let found = RwSignal::new(false);
    // The server has no shelf: looked at once, in the browser.
    Effect::new(move |_| found.set(shelf.holds_any(newest)));
    live(move || {
        found.get().then(|| {
            view! {
                <Banner tone=Tone::Warn title="可能有没有保存到服务器的内容">
                    <p>"这台电脑的浏览器里留有一份，打开编辑页可以核对。"</p>
                    <p><ButtonLink href=format!("/desk/items/{item}") small=true>"打开核对"</ButtonLink></p>
                </Banner>
            }
        })
    })
    .into_any()
}

/// The copy of an item that is not to be edited now.
pub(super) fn without_form(sheet: &ItemSheet) -> AnyView {
    let shelf = Shelf { account: signed_in().account, item: sheet.row.id };
    let offered = RwSignal::new(None);
    let (newest, known) = (sheet.row.revision, sheet.content.clone());
    // The server has no shelf: looked through once, in the browser.
    Effect::new(move |_| offered.set(shelf.found(newest, None, &known).1));
    view! { <KeptCopy shelf offered/> }.into_any()
}

#[component]
pub(super) fn KeptCopy(
    shelf: Shelf,
    /// Its revision.
    offered: RwSignal<Option<i32>>,
    /// The form in which it may go on; none where the item is only read.
    #[prop(optional)]
    writing: Option<Writing>,
) -> impl IntoView {
    move || offered.get().and_then(|revision| shelf.kept(revision)).map(|copy| shown(copy, shelf, offered, writing))
}

fn shown(copy: LocalCopy, shelf: Shelf, offered: RwSignal<Option<i32>>, writing: Option<Writing>) -> impl IntoView {
    let revision = copy.revision;
    let text = RwSignal::new(text_of(&copy.content));
    let go_on = writing.map(|writing| {
        // What stands in the form is saved first: the item's history keeps it when the copy takes its place.
        let take_up = move |()| {
            let copy = copy.clone();
            writing.autosave.when_saved(move || {
                writing.autosave.take_up(&copy);
                writing.editor.set_html(&copy.content.body);
                offered.set(None);
            });
        };
        view! { <Button small=true on_press=take_up>"用这份内容继续编辑"</Button> }
    });
    let forget = move |()| {
        shelf.clear(revision);
        offered.set(None);
    };
    view! {
        <Banner tone=Tone::Warn title=format!("有一份第 {revision} 次修订时未保存的内容")>
            <p>"它没有保存到服务器，只留在这台电脑的浏览器里。"</p>
            <details>
                <summary>"查看内容"</summary>
                <Field label="标题和正文，可以复制" name=format!("kept-{revision}")>
                    <TextArea value=text rows=12 readonly=true/>
                </Field>
            </details>
            <p>
                {go_on} " "
                <Button small=true on_press=forget>"不再需要，删除"</Button>
            </p>
        </Banner>
    }
}

/// What a person wrote, for reading and copying.
fn text_of(content: &Content) -> String {
    let parts = [content.title.clone(), content.summary.clone(), words(&content.body)];
    parts.into_iter().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The words of the editor's HTML, a line to each block and a tab between cells. Nothing here is ever read as markup.
fn words(html: &str) -> String {
    let (mut text, mut rest) = (String::new(), html);
    while let Some((before, tagged)) = rest.split_once('<') {
        text.push_str(before);
        let mut quoted = false;
        let ends = |c: char| {
            quoted ^= c == '"';
            c == '>' && !quoted
        };
        let (tag, after) = tagged.split_once(ends).unwrap_or((tagged, ""));
        text.push_str(match tag {
            "br" | "hr" | "/p" | "/h2" | "/h3" | "/h4" | "/li" | "/tr" | "/caption" | "/figcaption" => "\n",
            "/td" | "/th" => "\t",
            _ => "",
        });
        rest = after;
    }
    text.push_str(rest);
    // The ampersand last: what it introduces was typed by a person.
    for (entity, sign) in [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        text = text.replace(entity, sign);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_text_reads_as_it_was_written() {
        let body = "<h2>一、总则</h2><p class=\"indent-2em\">为<strong>规范</strong>工作。<br>第二行</p>\
                    <table><tbody><tr><td>张某</td><td>100</td></tr></tbody></table>\
                    <figure><img src=\"/media/1\" alt=\"甲>乙\"><figcaption>图1</figcaption></figure>\
                    <p>3 &lt; 5 &amp;amp; 7</p>";
        let content = Content { title: "办法".into(), body: body.into(), ..Content::default() };
        assert_eq!(text_of(&content), "办法\n\n一、总则\n为规范工作。\n第二行\n张某\t100\t\n图1\n3 < 5 &amp; 7\n");
    }

    #[test]
    fn broken_markup_loses_no_words_before_it() {
        assert_eq!(words("<p>甲</p><p class=\"a>乙"), "甲\n");
    }
}
