//! The editor: form at the left, what is known of the item at the right, saving and submitting at the lower edge.
#![expect(
    clippy::large_types_passed_by_value,
    reason = "handles of signals, copied when the page is built, not while it runs"
)]

pub(super) mod attachments;
mod autosave;
mod bar;
pub(super) mod bridge;
mod checks;
mod column;
mod conflict;
mod detail;
pub(super) mod draft;
mod form;
mod kept;
mod local_copy;
mod panels;
pub(super) mod presence;
mod register;
mod secrecy;
pub(super) mod upload;
pub(super) mod uploads;

use domain::{desk::content::ItemSheet, id::ItemId, permission::Action};
use leptos::prelude::*;

use super::{
    address::named_in_address,
    frame::PageHead,
    item_row::{ItemTags, may, title},
    loaded::{Failure, load, loaded_page},
    state::signed_in,
};
use crate::{
    api::{ApiError, Served, content},
    ui::{Banner, Breadcrumb, Button, ButtonLink, Crumb, Tab, TabPanel, Tabs, Tone, live},
};
use autosave::Autosave;
use bridge::EditorHandle;
use draft::Draft;
use local_copy::Shelf;
use uploads::Uploads;

pub(super) use kept::lies_here as kept_copy_lies_here;
pub(super) use panels::in_words;
pub(super) use register::RegisterView;

/// What the parts of the editor share.
#[derive(Debug, Clone, Copy)]
struct Writing {
    draft: Draft,
    autosave: Autosave,
    editor: EditorHandle,
    /// Files on their way, of the form and of the text.
    uploads: Uploads,
    /// The tab of the right panel.
    tab: RwSignal<&'static str>,
    /// The dialog in which another column is chosen.
    choosing_column: RwSignal<bool>,
    sheet: RwSignal<ItemSheet>,
}

impl Writing {
    /// Fetches the item again for the panels; the form keeps what is typed.
    fn refresh(self) {
        let item = self.autosave.item;
        leptos::task::spawn_local(async move {
            if let Ok(Served { value, .. }) = content::sheet(item).await {
                self.autosave.report.try_set(value.report.clone());
                self.sheet.try_set(value);
            }
        });
    }
}

#[component]
pub(super) fn EditorPage() -> impl IntoView {
    let item = named_in_address::<ItemId>();
    let sheet = load(
        move || item.get(),
        |item| async move {
            match item {
                Some(item) => content::sheet(item).await,
                None => Err(ApiError::NotFound),
            }
        },
    );
    loaded_page(sheet, |Served { now, value: sheet }| {
        if may(&sheet.row, Action::Edit) {
            view! { <Editor sheet now/> }.into_any()
        } else {
            view! { <NotNow sheet/> }.into_any()
        }
    })
}

/// The item is somebody else's now, or not to be changed in this stage: says so and leads on.
#[component]
fn NotNow(sheet: ItemSheet) -> impl IntoView {
    let href = format!("/desk/items/{}/review", sheet.row.id);
    view! {
        <PageHead title=title(&sheet.row)/>
        <Banner tone=Tone::Info>
            <p>{format!("这条信息现在是“{}”状态，不能编辑。", sheet.row.stage.label())}</p>
        </Banner>
        <p><ButtonLink href>"查看信息和流程"</ButtonLink></p>
        {kept::without_form(&sheet)}
        {(!may(&sheet.row, Action::Read)).then(|| view! { <Failure error=ApiError::NotFound/> })}
    }
}

#[component]
fn Editor(sheet: ItemSheet, now: chrono::DateTime<chrono::Utc>) -> impl IntoView {
    let draft = Draft::of(&sheet.content);
    let shelf = Shelf { account: signed_in().account, item: sheet.row.id };
    let editor = EditorHandle::new();
    let autosave = Autosave::new(&sheet, draft, editor, shelf);
    let uploads = Uploads::provide();
    let tab = RwSignal::new("status");
    let recovered = RwSignal::new(false);
    let path = sheet.row.column_path.clone();
    let row = sheet.row.clone();
    let others = RwSignal::new(sheet.others.clone());
    let (choosing_column, sheet) = (RwSignal::new(false), RwSignal::new(sheet));
    let writing = Writing { draft, autosave, editor, uploads, tab, choosing_column, sheet };
    // Once, in the browser: from here on every field is followed.
    Effect::new(move |_| {
        let found = autosave.start();
        recovered.set(found);
        if found {
            editor.set_html(&draft.body.get_untracked());
        }
    });
    presence::stay(autosave.item, true, others);
    let blockers = move || i32::try_from(autosave.report.read().blockers().count()).ok().filter(|count| *count > 0);
    let tabs = vec![
        Tab::new("status", "状态"),
        Tab::new("checks", "检查").with_badge(Signal::derive(blockers)),
        Tab::new("secrecy", "保密审查"),
        Tab::new("chain", "流程"),
        Tab::new("history", "历史"),
        Tab::new("preview", "预览"),
    ];
    let heading = Signal::derive(move || {
        let title = draft.title.get();
        if title.trim().is_empty() { "编辑信息".to_owned() } else { title }
    });
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("信息", "/desk/items"), Crumb::here(path)]/>
        <PageHead title=heading>
            <ItemTags row/>
        </PageHead>
        <presence::Others others/>
        {live(move || recovered.get().then(|| view! { <Recovered writing recovered/> }))}
        <kept::KeptCopy shelf offered=autosave.offered writing/>
        <div class="writing">
            <div class="writing__form">
                <form::ContentForm writing/>
            </div>
            <aside class="writing__panel" aria-label="信息的状态与检查">
                <Tabs label="信息" tabs active=tab/>
                <TabPanel id="status" active=tab><panels::Status writing now/></TabPanel>
                <TabPanel id="checks" active=tab><checks::Checks writing/></TabPanel>
                <TabPanel id="secrecy" active=tab><secrecy::Secrecy writing/></TabPanel>
                <TabPanel id="chain" active=tab><panels::Chain writing/></TabPanel>
                <TabPanel id="history" active=tab><panels::History writing/></TabPanel>
                <TabPanel id="preview" active=tab><panels::Preview writing/></TabPanel>
            </aside>
        </div>
        <bar::Bar writing/>
        <column::ColumnDialog writing/>
        <conflict::ConflictDialog writing/>
    }
}

/// Says that the text of an earlier visit came back, and offers to drop it.
#[component]
fn Recovered(writing: Writing, recovered: RwSignal<bool>) -> impl IntoView {
    let drop_it = move |()| {
        writing.autosave.put_back();
        writing.editor.set_html(&writing.draft.body.get_untracked());
        recovered.set(false);
    };
    view! {
        <Banner tone=Tone::Info title="已恢复上次未保存的内容">
            <p>
                "上次离开时有内容没有保存到服务器，现已从本机恢复。 "
                <Button small=true on_press=drop_it>"不要恢复，用服务器上的内容"</Button>
            </p>
        </Banner>
    }
}
