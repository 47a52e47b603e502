//! What citizens read. Nothing here needs an account, and nothing here can show a draft: the store's publications are
//! the only source.

mod guides;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use documents::html::{SafeHtml, StoredHtml};
use domain::{
    desk::Page,
    id::ItemCode,
    item::{ChangeKind, ChangeNote, Content},
    kind::{Detail, Facet, Kind, Project, Repost},
    plan::{ColumnCode, ColumnKind},
};
use store::{
    article::PublicArticle,
    facet::{Listing, Order},
    publication::PublicRow,
};

use crate::{
    Cms, Error, Result,
    media::{PagePictures, for_pages},
    reading::Tag,
    register::RegisterPage,
};

/// Related items under an article.
const SIMILAR: i64 = 5;
/// Acts of one project under each of them.
const PROJECT_ACTS: i64 = 30;

/// One line of a public list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    pub code: ItemCode,
    pub column: ColumnCode,
    pub title: String,
    pub summary: String,
    pub source: String,
    pub published_at: DateTime<Utc>,
    /// When the present revision replaced an earlier one.
    pub revised_at: Option<DateTime<Utc>>,
    /// `/media/…` of the first picture.
    pub lead_picture: Option<String>,
    pub picture_alt: String,
    pub document_number: Option<String>,
    pub detail: Detail,
    /// The item that it belongs to; that of a line in another column is where the line leads.
    pub about: Option<ItemCode>,
    /// The last day of its period.
    pub ends_on: Option<NaiveDate>,
}

/// What readers want of a list.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub columns: &'a [ColumnCode],
    pub filter: &'a [(Facet, String)],
    /// Words of the title, or a document number in any spelling; empty for all.
    pub words: &'a str,
    /// People and institutions stand by their place, not by date.
    pub by_position: bool,
}

impl Wanted<'_> {
    fn listing(&self) -> Listing<'_> {
        Listing {
            columns: self.columns,
            filter: self.filter,
            words: self.words,
            order: if self.by_position { Order::Position } else { Order::Newest },
        }
    }
}

/// The values of one facet, those with most items first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetChoices {
    pub facet: Facet,
    pub choices: Vec<(String, i64)>,
}

/// What stands at an article's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Article {
    Live(Box<LiveArticle>),
    /// It is shown from one source, which stands at this address.
    Elsewhere(ItemCode),
    /// Taken down: the page says why.
    Gone(GoneArticle),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveArticle {
    pub code: ItemCode,
    pub column: ColumnCode,
    /// Its body is empty; the text is in `body`.
    pub content: Content,
    pub body: SafeHtml,
    /// As lists show it: written by the author or taken from the text.
    pub summary: String,
    /// `/media/…` of the first picture.
    pub lead_picture: Option<String>,
    /// Its pictures.
    pub pictures: PagePictures,
    /// Name of the responsible unit as it was when the item was written.
    pub unit_name: String,
    pub published_at: DateTime<Utc>,
    /// That time is not the one that the server had set (更正发布时间).
    pub time_corrected: bool,
    /// When the present revision replaced an earlier one.
    pub revised_at: Option<DateTime<Utc>>,
    /// Empty while nobody has signed (紧急发布).
    pub signed_by_unit: String,
    pub direct: bool,
    pub awaits_retro_signature: bool,
    /// Neighbours in the column.
    pub newer: Option<(ItemCode, String)>,
    pub older: Option<(ItemCode, String)>,
    /// When the page was asked for.
    pub now: DateTime<Utc>,
    /// What belongs to it: interpretations of a document, speeches of a leader, the other acts of a project.
    pub kin: Vec<ListRow>,
    /// Every item that its page names, for their titles.
    pub named: Vec<ListRow>,
    /// The first page of its structured table.
    pub table: Option<RegisterPage>,
    /// 相关办事: guides to the services that a document is about.
    pub guides: Vec<ListRow>,
    /// What is filed under the same words, nearest first.
    pub similar: Vec<ListRow>,
    /// What each revision since the first changed, latest first, with the moment from which it is public.
    pub changes: Vec<(DateTime<Utc>, ChangeNote)>,
    /// Visits: a reader counts once a day.
    pub views: i64,
}

impl LiveArticle {
    /// Since when the page says something else than before. A slip of the pen that was mended is not announced; of
    /// revisions without a note, from before there were any, nobody knows what they were.
    pub fn announced_update(&self) -> Option<DateTime<Utc>> {
        if self.changes.is_empty() {
            return self.revised_at;
        }
        self.changes.iter().find(|(_, change)| change.kind == ChangeKind::Major).map(|(at, _)| *at)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoneArticle {
    pub title: String,
    pub column: ColumnCode,
    pub reason: String,
    pub at: DateTime<Utc>,
}

impl From<PublicRow> for ListRow {
    fn from(row: PublicRow) -> Self {
        Self {
            code: row.code,
            column: row.column,
            title: row.title,
            summary: row.summary,
            source: row.source,
            published_at: row.published_at,
            revised_at: row.revised_at,
            lead_picture: row.lead_picture,
            picture_alt: row.picture_alt,
            document_number: row.document_number,
            detail: row.detail,
            about: row.about,
            ends_on: row.ends_on,
        }
    }
}

fn list(rows: Vec<PublicRow>) -> Vec<ListRow> {
    rows.into_iter().map(ListRow::from).collect()
}

/// The lists of `columns`, as tags.
fn of_columns(columns: &[ColumnCode]) -> impl Iterator<Item = Tag> {
    columns.iter().cloned().map(Tag::Column)
}

impl Cms {
    /// The newest public items of `columns` together.
    pub async fn latest(&self, columns: &[ColumnCode], limit: i64) -> Result<Vec<ListRow>> {
        Ok(list(self.read(of_columns(columns)).published_in(columns, limit, 0).await?))
    }

    /// Page `page` (from 1) of the public items of `columns`, newest first.
    pub async fn column_page(&self, columns: &[ColumnCode], page: i64, size: i64) -> Result<Page<ListRow>> {
        let number = page.max(1);
        let store = self.read(of_columns(columns));
        let total = store.count_published_in(columns).await?;
        let rows = store.published_in(columns, size, (number - 1).saturating_mul(size)).await?;
        Ok(Page { rows: list(rows), total, number, size })
    }

    /// Page `page` (from 1) of the public items of `columns` that readers filtered.
    pub async fn filtered_page(&self, wanted: &Wanted<'_>, page: i64, size: i64) -> Result<Page<ListRow>> {
        let number = page.max(1);
        let store = self.read(of_columns(wanted.columns));
        let (rows, total) = store.listed(&wanted.listing(), size, (number - 1).saturating_mul(size)).await?;
        Ok(Page { rows: list(rows), total, number, size })
    }

    /// By what a list can be filtered on, and how many items each choice would leave.
    /// A facet with one value only is none, unless it was chosen.
    pub async fn facets(&self, wanted: &Wanted<'_>) -> Result<Vec<FacetChoices>> {
        let counts = self.read(of_columns(wanted.columns)).facet_counts(&wanted.listing()).await?;
        let is_chosen = |facet| wanted.filter.iter().any(|(chosen, _)| *chosen == facet);
        let of_facet = |facet: Facet| FacetChoices {
            facet,
            choices: counts.iter().filter(|one| one.facet == facet).map(|one| (one.value.clone(), one.count)).collect(),
        };
        let all = Facet::ALL.into_iter().map(of_facet);
        Ok(all.filter(|one| one.choices.len() > 1 || is_chosen(one.facet)).collect())
    }

    /// How many public items every column has; columns without any are left out.
    pub async fn published_counts(&self) -> Result<BTreeMap<ColumnCode, i64>> {
        Ok(self.read([Tag::Anything]).published_counts().await?)
    }

    /// What stands at an article's address; `None` when nothing public ever stood there.
    pub async fn article(&self, code: &ItemCode) -> Result<Option<Article>> {
        let store = self.read([Tag::Item(code.clone())]);
        if let Some(mut found) = store.public_article(code, SIMILAR).await? {
            // A line in another column is no second copy: its address leads to the source.
            if let Detail::Repost(Repost { of: Some(source) }) = &found.content.detail {
                return Ok(Some(Article::Elsewhere(source.clone())));
            }
            // Its neighbours may change with any item of the column.
            self.note([Tag::Column(found.column.clone())]);
            let kin = match &found.content.detail {
                Detail::Project(project) => self.acts_of(project).await?,
                detail if detail.has_kin() => self.kin_of(code).await?,
                _ => Vec::new(),
            };
            let kin = kin.into_iter().filter(|row| row.detail.kind() != Kind::Repost && row.code != *code).collect();
            let shape = found.content.detail.nature().shape();
            let codes: Vec<ItemCode> = shape.items().into_iter().cloned().collect();
            let named = list(self.read(codes.iter().cloned().map(Tag::Item)).public_rows(&codes).await?);
            let has_table = !found.content.registers().is_empty();
            let table = if has_table { self.live_register(code, "", 1).await? } else { None };
            let around = self.around(&mut found, kin, named).await?;
            let article = LiveArticle { table, ..live(self.now(), code, found, around) };
            return Ok(Some(Article::Live(Box::new(article))));
        }
        let item = store.item_by_code(code).await?;
        Ok(item.and_then(|item| {
            let column = item.column;
            item.withdrawn
                .map(|gone| Article::Gone(GoneArticle { title: gone.title, column, reason: gone.reason, at: gone.at }))
        }))
    }

    /// What stands around an article and does not come with it.
    async fn around(&self, found: &mut PublicArticle, kin: Vec<ListRow>, named: Vec<ListRow>) -> Result<Around> {
        let guides = match &found.content.detail {
            Detail::PolicyDocument(document) => self.guides_beside(document).await?,
            _ => Vec::new(),
        };
        let similar = std::mem::take(&mut found.similar);
        // What is taken down is gone from here at once. What is new under the same words comes when the page is made anew,
        // as with the next item of its column.
        self.note(similar.iter().map(|row| Tag::Item(row.code.clone())));
        let is_shown = |row: &ListRow| kin.iter().chain(&guides).any(|other| other.code == row.code);
        let similar = list(similar).into_iter().filter(|row| !is_shown(row)).collect();
        // A first revision has changed nothing. The item's tag is noted.
        let changes = if found.revision > 1 { self.read([]).changes_of(found.item).await? } else { Vec::new() };
        let views = found.views + self.views_to_write(found.item);
        Ok(Around { kin, named, guides, similar, changes, views })
    }

    /// The public items that are about this one: interpretations of a document, speeches of a leader.
    pub(crate) async fn kin_of(&self, code: &ItemCode) -> Result<Vec<ListRow>> {
        let kin = list(self.read([Tag::Item(code.clone())]).published_about(code).await?);
        // One that is new touches this item too; one that is taken down only itself.
        self.note(kin.iter().map(|row| Tag::Item(row.code.clone())));
        Ok(kin)
    }

    /// What is public of one project, newest first: its acts stand in as many columns as it has phases (plan rows
    /// C22–C28), and whoever reads one of them wants the others.
    async fn acts_of(&self, project: &Project) -> Result<Vec<ListRow>> {
        let plan = self.plan();
        let takes_projects = |kind: ColumnKind| matches!(kind, ColumnKind::Projects | ColumnKind::Programmes);
        let columns = plan.plan.columns.iter().filter(|column| takes_projects(column.kind));
        let columns: Vec<ColumnCode> = columns.map(|column| column.code.clone()).collect();
        let filter = [(Facet::Project, project.project.trim().to_owned())];
        let wanted = Wanted { columns: &columns, filter: &filter, words: "", by_position: false };
        Ok(self.filtered_page(&wanted, 1, PROJECT_ACTS).await?.rows)
    }

    /// The address under which the public reaches an item.
    pub fn item_address(&self, code: &ItemCode) -> String {
        format!("{}/a/{code}", self.settings().public_address)
    }

    /// That address as a code to scan, an SVG picture. It is made of the address alone: it does not tell whether an item
    /// stands there.
    pub fn item_qr(&self, code: &ItemCode) -> Result<String> {
        documents::qr::svg(&self.item_address(code), "本信息的公开地址").map_err(Error::internal)
    }
}

/// What stands beside an item.
struct Around {
    kin: Vec<ListRow>,
    named: Vec<ListRow>,
    guides: Vec<ListRow>,
    similar: Vec<ListRow>,
    changes: Vec<(DateTime<Utc>, ChangeNote)>,
    views: i64,
}

fn live(now: DateTime<Utc>, code: &ItemCode, found: PublicArticle, around: Around) -> LiveArticle {
    let Around { kin, named, guides, similar, changes, views } = around;
    LiveArticle {
        code: code.clone(),
        column: found.column,
        content: found.content,
        body: SafeHtml::from_store(StoredHtml { html: found.body.html, seal: found.body.seal }),
        summary: found.summary,
        lead_picture: found.lead_picture,
        pictures: for_pages(found.pictures),
        unit_name: found.unit_name,
        published_at: found.published_at,
        time_corrected: found.time_corrected,
        revised_at: found.revised_at,
        signed_by_unit: found.signed_by_unit,
        direct: found.direct,
        awaits_retro_signature: found.awaits_retro_signature,
        newer: found.newer,
        older: found.older,
        now,
        table: None,
        kin,
        named,
        guides,
        similar,
        changes,
        views,
    }
}
