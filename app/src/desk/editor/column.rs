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
    ui::{Banner, Button, ButtonKind, Choice, Dialog, Tone, field_id, live},
};

const FIELD: &str = "other-column";

#[component]
pub(super) fn ColumnDialog(writing: Writing) -> impl IntoView {
    let desk = Desk::expect();
    let (open, autosave) = (writing.choosing_column, writing.autosave);
    let (busy, loading) = (RwSignal::new(false), RwSignal::new(false));
    let (column, fault) = (RwSignal::new(String::new()), RwSignal::new(None));
    // `None` until the server has answered.
    let fit = RwSignal::new(None::<Vec<Choice>>);
    let choices = Signal::derive(move || fit.get().unwrap_or_default());
    let none_fits = Memo::new(move |_| fit.read().as_ref().is_some_and(Vec::is_empty));
    // Asked for only now: most drafts stay where they were begun.
    Effect::new(move |_| {
        if open.get() {
            let inbox = content::inbox(ItemFilter { page: 1, ..ItemFilter::default() });
            desk.call(loading, inbox, move |inbox| {
                let columns = inbox.value.may_create_in;
                fit.set(Some(writing.sheet.with_untracked(|sheet| {
                    fitting(sheet.content.detail.kind(), &sheet.row.column, sheet.origin, columns)
                })));
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
            {live(move || if none_fits.get() {
                let why = writing.sheet.with_untracked(|sheet| nowhere(sheet.content.detail.kind(), sheet.origin));
                view! { <Banner tone=Tone::Info><p>{why}</p></Banner> }.into_any()
            } else {
                view! { <ColumnPicker choices value=column fault name=FIELD/> }.into_any()
            })}
            <div class="dialog__actions">
                <Button on_press=move |()| open.set(false)>"取消"</Button>
                <Button kind=ButtonKind::Primary busy disabled=none_fits on_press=change>"改投"</Button>
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

/// Why there is nothing to choose from: the kind of an item stays what it was begun as.
fn nowhere(kind: Kind, origin: Origin) -> String {
    let columns = match origin {
        Origin::Submission => "本单位牵头的其他栏目",
        Origin::Unit | Origin::Import => "本单位可以发布的其他栏目",
    };
    format!("{columns}都不收“{}”，这条信息不能改投。", kind.label())
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
        assert!(offered(Kind::AnnualReport, Origin::Unit).is_empty());
    }

    #[test]
    fn where_no_column_takes_the_item_the_reason_is_told() {
        let label = Kind::Interpretation.label();
        let told = nowhere(Kind::Interpretation, Origin::Unit);
        assert_eq!(told, format!("本单位可以发布的其他栏目都不收“{label}”，这条信息不能改投。"));
        let told = nowhere(Kind::Interpretation, Origin::Submission);
        assert_eq!(told, format!("本单位牵头的其他栏目都不收“{label}”，这条信息不能改投。"));
    }
}
