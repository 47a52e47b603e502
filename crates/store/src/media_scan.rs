//! What the scan of an attachment found, kept beside its row.

use domain::id::MediaId;
use sqlx::{FromRow, QueryBuilder};

use crate::{
    Result, Store, Tx,
    db::{on_pool, on_tx},
};

/// The scan of one attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaScan {
    pub media: MediaId,
    /// How much of the file could be read: `whole`, `partly`, `nothing` or `unreadable`.
    pub extent: String,
    /// JSON of what somebody must look at.
    pub doubtful: String,
}

#[derive(FromRow)]
struct Row {
    media: i64,
    extent: String,
    doubtful: String,
}

impl Store {
    /// The scans of these files; a file that was never scanned has none.
    pub async fn media_scans(&self, media: &[MediaId]) -> Result<Vec<MediaScan>> {
        if media.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<Row> = on_pool!(self, conn => {
            let mut query = QueryBuilder::new("select media, extent, doubtful from media_scan where media in (");
            let mut list = query.separated(", ");
            for id in media {
                list.push_bind(id.get());
            }
            query.push(") order by media");
            query.build_query_as().fetch_all(conn).await
        })?;
        let scan = |row: Row| MediaScan { media: MediaId::new(row.media), extent: row.extent, doubtful: row.doubtful };
        Ok(rows.into_iter().map(scan).collect())
    }
}

impl Tx {
    pub async fn insert_media_scan(&mut self, scan: &MediaScan) -> Result<()> {
        on_tx!(self, conn => sqlx::query("insert into media_scan (media, extent, doubtful) values ($1, $2, $3)")
            .bind(scan.media.get())
            .bind(&scan.extent)
            .bind(&scan.doubtful)
            .execute(conn)
            .await
            .map(drop))?;
        Ok(())
    }
}
