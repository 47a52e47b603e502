//! 改投: the draft goes to another column, with all that was written and uploaded for it.

use domain::{
    desk::content::{Ask, ColumnChoice, ItemFilter, Seen},
    item::Origin,
    kind::Kind,
    plan::ColumnCode,
};
use leptos::prelude::*;

use super::Writing;
use crate::{
    api::content,
    desk::{browser, column_picker::ColumnPicker, deciding, state::Desk},
    ui::{Button, ButtonKind, Choice, Dialog, field_id},
};

const FIELD: &str = "other-column";

#[component]
pub(super) fn ColumnDialog(writing: Writing) -> impl IntoView {
    let desk = Desk::expect();
    let (open, autosave) = (writing.choosing_column, writing.autosave);
    let (busy, loading) = (RwSignal::new(false), RwSignal::new(false));
    let (column, fault) = (RwSignal::new(String::new()), RwSignal::new(None));
    let choices = RwSignal::new(Vec::<Choice>::new());
    // Asked for only now: most drafts stay where they were begun.
    Effect::new(move |_| {
        if open.get() {
            let inbox = content::inbox(ItemFilter { page: 1, ..ItemFilter::default() });
            desk.call(loading, inbox, move |inbox| {
                let columns = inbox.value.may_create_in;
                choices.set(writing.sheet.with_untracked(|sheet| {
                    fitting(sheet.content.detail.kind(), &sheet.row.column, sheet.origin, columns)
                }));
            });
        }
    });
    let change = move |()| {
        let Some(to) = ColumnCode::parse(&column.get_untracked()) else {
            fault.set(Some("请选择栏目".to_owned()));
            return browser::focus(&field_id(FIELD));
        };
        autosave.when_saved(move || {
            if !writing.uploads.have_arrived(desk) {
                return;
            }
            let seen =
                Seen { item: autosave.item, revision: autosave.revision, version: autosave.version.get_untracked() };
            let ask = Ask::ChangeColumn { column: to.clone() };
            // The other column asks for other things: the whole form begins anew.
            deciding::decide(desk, busy, seen, ask, |_| browser::reload());
        });
    };
    view! {
        <Dialog open title="改投栏目" id="change-column">
            <p>"标题、正文、附件和保密审查都随信息转到所选栏目，由该栏目的牵头单位审签。只列出收这类信息、本单位可以发布的栏目。"</p>
            <ColumnPicker choices value=column fault name=FIELD/>
            <div class="dialog__actions">
                <Button on_press=move |()| open.set(false)>"取消"</Button>
                <Button kind=ButtonKind::Primary busy on_press=change>"改投"</Button>
            </div>
        </Dialog>
    }
}

/// The columns that take an item of this kind, but for the one where it is.
fn fitting(kind: Kind, here: &ColumnCode, origin: Origin, columns: Vec<ColumnChoice>) -> Vec<Choice> {
    columns
        .into_iter()
        .filter(|choice| choice.code != *here && choice.kinds.contains(&kind))
        // What a unit without account has sent in is entered where the own unit leads.
        .filter(|choice| choice.leads || origin != Origin::Submission)
        .map(|choice| Choice::new(choice.code.to_string(), choice.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_columns_are_offered_that_take_the_item() {
        let choice = |code: &str, kinds: &[Kind], leads| ColumnChoice {
            code: ColumnCode::parse(code).unwrap(),
            path: code.to_owned(),
            kinds: kinds.to_vec(),
            leads,
        };
        let columns = || {
            vec![
                choice("jypx", &[Kind::Article], true),
                choice("tzgg", &[Kind::Article, Kind::Reprint], false),
                choice("ladt", &[Kind::Article], true),
                choice("gfxwj", &[Kind::PolicyDocument], true),
            ]
        };
        let here = ColumnCode::parse("jypx").unwrap();
        let offered = |kind, origin| -> Vec<String> {
            fitting(kind, &here, origin, columns()).into_iter().map(|choice| choice.value).collect()
        };
        assert_eq!(offered(Kind::Article, Origin::Unit), ["tzgg", "ladt"]);
        assert_eq!(offered(Kind::Article, Origin::Submission), ["ladt"]);
        assert_eq!(offered(Kind::Reprint, Origin::Unit), ["tzgg"]);
    }
}
