//! The signing page: the text as the citizen would see it, what changed, the secrecy review, the chain, and the
//! decisions that the reader may take now.

mod answered;
pub(super) mod article;
pub(super) mod chain;
pub(super) mod compare;
mod compared;
mod decisions;
pub(super) mod history_list;
mod sign_dialog;

use domain::{
    desk::{
        content::{ItemFilter, ItemSheet},
        reading::ReadingCopy,
    },
    id::ItemId,
    permission::Action,
};
use leptos::prelude::*;

use super::{
    address::named_in_address,
    editor::{in_words, kept_copy_lies_here, presence},
    frame::PageHead,
    item_row::{ItemTags, may, title},
    loaded::{load, loaded_page},
    secrecy::SecrecyRecord,
};
use crate::{
    api::{ApiError, Served, content},
    ui::{
        Banner, Breadcrumb, ButtonLink, Crumb, Described, DescriptionList, IconName, Moment, Panel, Tab, TabPanel,
        Tabs, Tone,
    },
};
use compared::Compared;

type Sheet = ItemSheet<ReadingCopy>;

/// What the page needs at once.
type Loaded = (Served<Sheet>, Vec<Compared>, Option<ItemId>);

#[component]
pub(super) fn ReviewPage() -> impl IntoView {
    let item = named_in_address::<ItemId>();
    let changed = RwSignal::new(0_i64);
    let loaded_item = load(move || (item.get(), changed.get()), |(item, _)| fetch(item));
    let reload = Callback::new(move |()| changed.update(|times| *times += 1));
    loaded_page(loaded_item, move |(Served { now, value: sheet }, compared, next)| {
        view! { <Review sheet compared next now reload/> }.into_any()
    })
}

/// The item, what it is compared with, and the next item of the inbox.
async fn fetch(item: Option<ItemId>) -> Result<Loaded, ApiError> {
    let item = item.ok_or(ApiError::NotFound)?;
    let sheet = content::reading(item).await?;
    let compared = compared::fetch(&sheet.value).await?;
    let inbox = content::inbox(ItemFilter { page: 1, ..ItemFilter::default() }).await?.value.rows;
    let here = inbox.iter().position(|row| row.id == item);
    let after = here.map_or(0, |at| at + 1);
    let next = inbox.iter().skip(after).chain(&inbox).map(|row| row.id).find(|id| *id != item);
    Ok((sheet, compared, next))
}

#[component]
fn Review(
    sheet: Sheet,
    compared: Vec<Compared>,
    next: Option<ItemId>,
    now: chrono::DateTime<chrono::Utc>,
    reload: Callback<()>,
) -> impl IntoView {
    let row = sheet.row.clone();
    let others = RwSignal::new(sheet.others.clone());
    presence::stay(row.id, false, others);
    let tab = RwSignal::new("page");
    let tabs = vec![
        Tab::new("page", "版面"),
        Tab::new("compare", "对照"),
        Tab::new("secrecy-review", "保密审查"),
        Tab::new("history", "历史"),
    ];
    let may_open_scan = may(&row, Action::ReadSecrecyScan);
    let (for_tags, for_decisions, item) = (row.clone(), row.clone(), row.id);
    let path = row.column_path.clone();
    let heading = title(&row);
    let kept = kept_copy_lies_here(row.id, row.revision);
    let (is_live, awaits) = (row.is_live, row.awaits_retro_signature);
    let print = format!("/desk/print/items/{}?revision={}", row.id, row.revision);
    let public = format!("/a/{}", row.code);
    view! {
        <Breadcrumb crumbs=vec![Crumb::link("信息", "/desk/items"), Crumb::here(path)]/>
        <PageHead title=heading>
            <ItemTags row=for_tags/>
            <ButtonLink href=print icon=IconName::Printer small=true external=true>"发布审定单"</ButtonLink>
            {is_live.then(|| view! {
                <a class="button button--secondary button--small" href=public rel="external" target="_blank">"看线上版本"</a>
            })}
        </PageHead>
        <presence::Others others/>
        {kept}
        {awaits.then(|| view! {
            <Banner tone=Tone::Danger title="紧急发布，尚未补签">
                <p>"这一条已经公开而没有经过审签，须由作者以外的审核人员补签。"</p>
            </Banner>
        })}
        <div class="reviewing">
            <div class="reviewing__page">
                <Tabs label="信息" tabs active=tab/>
                <TabPanel id="page" active=tab>
                    <article::ArticleView copy=sheet.content.clone()/>
                </TabPanel>
                <TabPanel id="compare" active=tab>
                    <compared::ComparedView compared/>
                </TabPanel>
                <TabPanel id="secrecy-review" active=tab>
                    <SecrecyRecord
                        review=sheet.secrecy.clone()
                        may_open_scan
                    />
                    <answered::Answered findings=sheet.report.findings.clone()/>
                </TabPanel>
                <TabPanel id="history" active=tab>
                    <history_list::HistoryList
                        item
                        revisions=sheet.revisions.clone()
                        replaced=sheet.replaced.clone()
                    />
                </TabPanel>
            </div>
            <aside class="reviewing__side" aria-label="流程与决定">
                <Panel title="情况" id="facts">
                    <DescriptionList>
                        <Described term="单位 / 作者">{format!("{} · {}", row.unit_name, row.author_name)}</Described>
                        {sheet.submitted_by.clone().map(|unit| view! { <Described term="报送单位">{unit}</Described> })}
                        <Described term="修订">{format!("第 {} 次", row.revision)}</Described>
                        <Described term="自"><Moment at=row.since now/></Described>
                        {row.claimed_by.clone().map(|claimant| view! { <Described term="认领人">{claimant.name}</Described> })}
                        {row.publish_at.map(|at| view! { <Described term="定时发布"><Moment at/></Described> })}
                        {row.published_at.map(|at| view! { <Described term="发布时间"><Moment at now/></Described> })}
                        {sheet.readers.map(|readers| view! { <Described term="读者">{in_words(readers)}</Described> })}
                    </DescriptionList>
                </Panel>
                <Panel title="流程" id="chain">
                    <chain::ChainList chain=sheet.chain.clone()/>
                </Panel>
            </aside>
        </div>
        <decisions::Decisions row=for_decisions next reload/>
    }
}
