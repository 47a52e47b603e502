//! A topic as a page: its blocks with what they show now. The public gets the signed revision, the desk's preview the
//! newest one; both are made here.

use chrono::{DateTime, Utc};
use documents::html::{self, SafeHtml};
use domain::{
    desk::Page,
    id::{ItemCode, TopicId},
    kind::Kind,
    permission::Action,
    plan::ColumnCode,
    topic::{Block, ItemSource, Milestone, Picture, Piece, QuickLink, Row, Theme, TopicContent},
};
use store::{
    Store,
    topic::{PublicTopics, TopicRecord},
    topic_revision::PublicTopic,
};

use super::building::safe;
use crate::{Cms, Ctx, Result, media::PagePictures, portal::ListRow, reading::Tag};

/// A topic to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicPage {
    pub code: ItemCode,
    pub title: String,
    pub lead: String,
    pub banner: Option<Picture>,
    pub theme: Theme,
    pub unit_name: String,
    pub state: TopicState,
    pub rows: Vec<PageRow>,
    /// The pictures in them.
    pub pictures: PagePictures,
}

/// What a reader should know of a topic before reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TopicState {
    /// Nobody has signed this yet: only the desk shows it.
    Preview,
    Current {
        published_at: DateTime<Utc>,
        revised_at: Option<DateTime<Utc>>,
        signed_by_unit: String,
    },
    Archived {
        published_at: DateTime<Utc>,
        archived_at: DateTime<Utc>,
        reason: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageRow {
    Full(PageBlock),
    Pair(Box<[PageBlock; 2]>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageBlock {
    pub heading: String,
    pub piece: PagePiece,
}

/// A block with what it shows now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagePiece {
    Text(SafeHtml),
    Items(Vec<ListRow>),
    Gallery(Vec<Picture>),
    Picture {
        picture: Picture,
        link: String,
    },
    Video {
        address: String,
        description: String,
    },
    Timeline(Vec<Milestone>),
    Links(Vec<QuickLink>),
    /// Each document with its interpretations.
    Documents(Vec<(ListRow, Vec<ListRow>)>),
    Contact {
        words: String,
        phone: String,
        mailbox: Option<ColumnCode>,
    },
}

/// A topic among others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicCard {
    pub code: ItemCode,
    pub title: String,
    pub lead: String,
    pub banner: Option<Picture>,
    pub theme: Theme,
    pub unit_name: String,
    pub published_at: DateTime<Utc>,
    pub archived_at: Option<DateTime<Utc>>,
}

impl From<PublicTopic> for TopicCard {
    fn from(topic: PublicTopic) -> Self {
        Self {
            code: topic.code,
            title: topic.content.title,
            lead: topic.content.lead,
            banner: topic.content.banner,
            theme: topic.content.theme,
            unit_name: topic.unit_name,
            published_at: topic.published_at,
            archived_at: topic.archived_at,
        }
    }
}

impl Cms {
    /// What stands at a topic's address; `None` when nothing public ever did.
    pub async fn public_topic(&self, code: &ItemCode) -> Result<Option<TopicPage>> {
        let Some(topic) = self.topics_to_show().public_topic(code).await? else { return Ok(None) };
        let PublicTopic { published_at, revised_at, signed_by_unit, .. } = topic;
        let state = match topic.archived_at {
            None => TopicState::Current { published_at, revised_at, signed_by_unit },
            Some(archived_at) => TopicState::Archived { published_at, archived_at, reason: topic.archive_reason },
        };
        Ok(Some(self.topic_page(topic.code, topic.unit_name, state, topic.content).await?))
    }

    /// The newest revision as readers would see it, for those who build it or decide about it.
    pub async fn topic_preview(&self, ctx: &Ctx, topic: TopicId) -> Result<TopicPage> {
        let subject = self.topic_subject(ctx, topic, Action::ReadTopic).await?;
        let content = self.newest_topic_revision(&subject).await?.content;
        let TopicRecord { code, unit_name, .. } = subject.topic;
        self.topic_page(code, unit_name, TopicState::Preview, content).await
    }

    /// The topics that are kept up, the last to be opened first.
    pub async fn current_topics(&self, limit: i64) -> Result<Vec<TopicCard>> {
        let topics = self.topics_to_show().public_topics(PublicTopics::Current, limit, 0).await?;
        Ok(topics.into_iter().map(TopicCard::from).collect())
    }

    /// Page `page` (from 1) of 历史专栏, the last to be archived first.
    pub async fn archived_topics(&self, page: i64, size: i64) -> Result<Page<TopicCard>> {
        let (store, number) = (self.topics_to_show(), page.max(1));
        let total = store.count_public_topics(PublicTopics::Archived).await?;
        let offset = (number - 1).saturating_mul(size);
        let topics = store.public_topics(PublicTopics::Archived, size, offset).await?;
        Ok(Page { rows: topics.into_iter().map(TopicCard::from).collect(), total, number, size })
    }

    /// The address under which the public reaches a topic.
    pub fn topic_address(&self, code: &ItemCode) -> String {
        format!("{}/t/{code}", self.settings().public_address)
    }

    /// When something on a public topic last changed: the page itself, or an item in one of its lists. What the unit
    /// promised is measured by it.
    pub(crate) async fn topic_last_update(&self, topic: &TopicRecord) -> Result<Option<DateTime<Utc>>> {
        let (Some(live), Some(published_at)) = (topic.live, topic.published_at) else { return Ok(None) };
        let mut last = topic.revised_at.unwrap_or(published_at);
        let revision = self.inner.store.topic_revision(topic.id, live).await?;
        for block in revision.iter().flat_map(|revision| revision.content.blocks()) {
            if let Piece::Items { source } = &block.piece {
                let rows = self.items_of(source.clone()).await?;
                last = rows.iter().map(|row| row.published_at).chain([last]).max().unwrap_or(last);
            }
        }
        Ok(Some(last))
    }

    /// For reading public topics. They need no tag: what changes one reaches every page (`domain::reach`).
    fn topics_to_show(&self) -> &Store {
        self.read([])
    }

    async fn topic_page(
        &self,
        code: ItemCode,
        unit_name: String,
        state: TopicState,
        content: TopicContent,
    ) -> Result<TopicPage> {
        let texts = content.blocks().filter_map(|block| match &block.piece {
            Piece::Text { html, seal } => Some(html::media(&safe(html, seal))),
            _ => None,
        });
        let shown: Vec<String> = texts.flatten().chain(content.media().into_iter().map(str::to_owned)).collect();
        let pictures = self.page_pictures(&shown).await?;
        let TopicContent { title, lead, banner, theme, rows } = content;
        let mut shown = Vec::with_capacity(rows.len());
        for row in rows {
            shown.push(match row {
                Row::Full(block) => PageRow::Full(self.page_block(block).await?),
                Row::Pair(pair) => {
                    let [left, right] = *pair;
                    PageRow::Pair(Box::new([self.page_block(left).await?, self.page_block(right).await?]))
                }
            });
        }
        Ok(TopicPage { code, title, lead, banner, theme, unit_name, state, rows: shown, pictures })
    }

    async fn page_block(&self, block: Block) -> Result<PageBlock> {
        let piece = match block.piece {
            Piece::Text { html, seal } => PagePiece::Text(safe(&html, &seal)),
            Piece::Items { source } => PagePiece::Items(self.items_of(source).await?),
            Piece::Gallery { pictures } => PagePiece::Gallery(pictures),
            Piece::Picture { picture, link } => PagePiece::Picture { picture, link },
            Piece::Video { address, description } => PagePiece::Video { address, description },
            Piece::Timeline { milestones } => PagePiece::Timeline(milestones),
            Piece::Links { links } => PagePiece::Links(links),
            Piece::Documents { documents } => {
                let mut shown = Vec::with_capacity(documents.len());
                for row in self.chosen_items(&documents).await? {
                    let mut kin = self.kin_of(&row.code).await?;
                    kin.retain(|one| one.detail.kind() == Kind::Interpretation);
                    shown.push((row, kin));
                }
                PagePiece::Documents(shown)
            }
            Piece::Contact { words, phone, mailbox } => PagePiece::Contact { words, phone, mailbox },
        };
        Ok(PageBlock { heading: block.heading, piece })
    }

    async fn items_of(&self, source: ItemSource) -> Result<Vec<ListRow>> {
        match source {
            ItemSource::Newest { columns, words, count } => {
                let tags: Vec<Tag> = if columns.is_empty() {
                    vec![Tag::Anything]
                } else {
                    columns.iter().cloned().map(Tag::Column).collect()
                };
                let rows = self.read(tags).published_with_words(&columns, &words, count.clamp(0, 20)).await?;
                Ok(rows.into_iter().map(ListRow::from).collect())
            }
            ItemSource::Chosen { items } => self.chosen_items(&items).await,
        }
    }

    /// Those that are public still, in this order.
    async fn chosen_items(&self, items: &[ItemCode]) -> Result<Vec<ListRow>> {
        let found = self.read(items.iter().cloned().map(Tag::Item)).public_rows(items).await?;
        let mut rows: Vec<ListRow> = found.into_iter().map(ListRow::from).collect();
        rows.sort_by_key(|row| items.iter().position(|code| *code == row.code));
        Ok(rows)
    }
}
