//! An item as its readers open it, in one query: asking takes longer than finding, and this page is read most.

use chrono::{DateTime, Utc};
use domain::{
    id::{ItemCode, ItemId},
    item::Content,
    plan::ColumnCode,
};
use sqlx::FromRow;

use crate::{
    Result, Store,
    db::on_pool,
    decode::Place,
    media::PictureSize,
    publication::{PublicRow, Row},
    revision::Body,
};

/// How many items of a word are looked at, newest first: a word that thousands share tells little, and reading them all
/// would take time.
const LOOKED_AT: i64 = 50;

/// A public item with its text, its neighbours in the column, and what is like it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicArticle {
    pub item: ItemId,
    /// Which of its revisions is public, from 1.
    pub revision: i32,
    pub column: ColumnCode,
    /// Without the body.
    pub content: Content,
    pub body: Body,
    /// As lists show it: written by the author or taken from the text.
    pub summary: String,
    pub lead_picture: Option<String>,
    pub unit_name: String,
    pub signed_by_unit: String,
    pub published_at: DateTime<Utc>,
    /// That time is not the one that the server had set (更正发布时间).
    pub time_corrected: bool,
    pub revised_at: Option<DateTime<Utc>>,
    pub direct: bool,
    pub awaits_retro_signature: bool,
    pub newer: Option<(ItemCode, String)>,
    pub older: Option<(ItemCode, String)>,
    /// Visits that are written down.
    pub views: i64,
    /// The files that it uses and that have a size, each address once.
    pub pictures: Vec<PictureSize>,
    /// Public items that are filed under some of its words, those that share rarer ones first, then the newer ones.
    pub similar: Vec<PublicRow>,
}

/// The item itself; or one that is like it, of which there is the line only.
#[derive(FromRow)]
struct Found {
    #[sqlx(flatten)]
    line: Row,
    revision: i32,
    content: String,
    body: String,
    body_seal: String,
    unit_name: String,
    signed_by_unit: String,
    direct: bool,
    awaits_retro_signature: bool,
    newer: Option<String>,
    older: Option<String>,
    time_corrected: bool,
    views: i64,
    pictures: Option<String>,
}

impl Store {
    /// A public item by its address, and at most `similar` others that are like it.
    pub async fn public_article(&self, code: &ItemCode, similar: i64) -> Result<Option<PublicArticle>> {
        // Of each word one look into the index: no more than fifty lines, however many items are filed under it.
        let found: Vec<Found> = on_pool!(self, conn => sqlx::query_as(
            "with shared as (
                 select n.item, n.word
                   from publication_word w
                   join publication_word n
                     on n.word = w.word
                    and (n.published_at, n.item) >= (
                            select x.published_at, x.item
                              from (select y.published_at, y.item
                                      from publication_word y
                                     where y.word = w.word
                                     order by y.published_at desc, y.item desc
                                     limit $3) x
                             order by x.published_at, x.item
                             limit 1)
                  where w.item = (select item from publication where code = $1)
             ), weighed as (
                 select item, 1.0 / count(*) over (partition by word) as weight from shared
             ), ranked as (
                 select w.item, cast(sum(w.weight) as double precision) as weight
                   from weighed w
                   join publication p on p.item = w.item
                  where p.code <> $1
                  group by w.item, p.published_at
                  order by sum(w.weight) desc, p.published_at desc, w.item desc
                  limit $2
             )
             select p.item as item, p.code, p.column_code, p.title, p.summary, p.source,
                    p.published_at as published_at, p.revised_at, p.lead_picture, p.picture_alt, p.document_number,
                    p.detail, p.about, p.ends_on, p.revision, r.content, r.body, r.body_seal, p.unit_name,
                    p.signed_by_unit, p.direct, p.awaits_retro_signature,
                    (select n.code || n.title
                       from publication n
                      where n.column_code = p.column_code
                        and (n.published_at, n.item) > (p.published_at, p.item)
                      order by n.published_at, n.item
                      limit 1) as newer,
                    (select o.code || o.title
                       from publication o
                      where o.column_code = p.column_code
                        and (o.published_at, o.item) < (p.published_at, p.item)
                      order by o.published_at desc, o.item desc
                      limit 1) as older,
                    exists (select 1
                              from decision d
                             where d.item = p.item and d.corrected_to = p.published_at) as time_corrected,
                    coalesce(c.views, 0) as views,
                    (select string_agg(s.width || ' ' || s.height || ' ' || s.mime || ' ' || s.address, '|')
                       from (select distinct m.address, m.mime, m.width, m.height
                               from revision_media u
                               join media m on m.address = u.address
                              where u.item = p.item
                                and u.revision = p.revision
                                and m.width is not null
                                and m.height is not null
                                and m.kind <> 'secrecy-scan') s) as pictures,
                    null as weight
               from publication p
               join revision r on r.item = p.item and r.number = p.revision
               left join readership c on c.item = p.item
              where p.code = $1
             union all
             select p.item, p.code, p.column_code, p.title, p.summary, p.source, p.published_at, p.revised_at,
                    p.lead_picture, p.picture_alt, p.document_number, p.detail, p.about, p.ends_on,
                    0, '', '', '', '', '', false, false, null, null, false, 0, null, ranked.weight
               from ranked
               join publication p on p.item = ranked.item
              order by weight desc nulls first, published_at desc, item desc",
        ).bind(code.as_str()).bind(similar).bind(LOOKED_AT).fetch_all(conn).await)?;
        let mut found = found.into_iter();
        found.next().map(|own| article(own, found)).transpose()
    }
}

fn article(own: Found, similar: impl Iterator<Item = Found>) -> Result<PublicArticle> {
    let place = Place::new("publication", own.line.item);
    let neighbour = |joined: Option<String>| {
        joined.and_then(|text| {
            let (code, title) = text.split_at_checked(ItemCode::LENGTH)?;
            Some((ItemCode::parse(code)?, title.to_owned()))
        })
    };
    let pictures = own.pictures.as_deref().unwrap_or_default();
    let pictures = pictures.split_terminator('|').map(|told| place.unless(picture(told), "picture", told));
    Ok(PublicArticle {
        item: ItemId::new(own.line.item),
        revision: own.revision,
        column: place.column_code(&own.line.column_code)?,
        content: place.json(&own.content)?,
        body: Body { html: own.body, seal: own.body_seal },
        pictures: pictures.collect::<Result<_>>()?,
        similar: similar.map(|one| PublicRow::try_from(one.line)).collect::<Result<_>>()?,
        summary: own.line.summary,
        lead_picture: own.line.lead_picture,
        unit_name: own.unit_name,
        signed_by_unit: own.signed_by_unit,
        published_at: own.line.published_at,
        time_corrected: own.time_corrected,
        revised_at: own.line.revised_at,
        direct: own.direct,
        awaits_retro_signature: own.awaits_retro_signature,
        newer: neighbour(own.newer),
        older: neighbour(own.older),
        views: own.views,
    })
}

/// `600 400 image/png /media/1.png`, as the query writes it: an address has neither blanks nor bars.
fn picture(told: &str) -> Option<PictureSize> {
    let mut parts = told.splitn(4, ' ');
    let width = parts.next()?.parse().ok()?;
    let height = parts.next()?.parse().ok()?;
    let (mime, address) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    Some(PictureSize { address, mime, width, height })
}
