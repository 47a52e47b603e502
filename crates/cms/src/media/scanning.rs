//! Attachments are read when they come: what holds personal data or secret marks is refused with the places named, what
//! is doubtful is kept for the checks before submission (`domain.md` §7.4).

use std::collections::BTreeMap;

use documents::{
    finding,
    scan::{Extent, Findings, Found, Scan},
};
use domain::{
    checks::{Finding, Severity},
    event::SubjectKind,
    id::MediaId,
    item::{Attachment, Content},
};
use serde_json::json;
use store::{
    media::{MediaKind, MediaOwner},
    media_scan::MediaScan,
};
use tokio::sync::Semaphore;

use super::UploadKind;
use crate::{Cms, Ctx, Error, Result};

/// A large workbook takes some hundred megabytes while it is read: one at a time.
pub(super) static SCANS: Semaphore = Semaphore::const_new(1);

impl Cms {
    /// Writes in the log that a file was refused, and answers why: a sentence, then a line for each place. The log says
    /// what kinds of things were found and how many, never what or where.
    pub(super) async fn refused_for_content(
        &self,
        ctx: &Ctx,
        kind: UploadKind,
        owner: MediaOwner,
        name: &str,
        scan: &Scan,
    ) -> Result<()> {
        let Some(refusal) = scan.refusal() else { return Ok(()) };
        let data =
            json!({ "kind": kind, "name": documents::personal_data::mask_all(name), "places": scan.refusing.total });
        let (subject, number) = match owner {
            MediaOwner::Item(item) => (SubjectKind::Item, item.to_string()),
            MediaOwner::Topic(topic) => (SubjectKind::Topic, topic.to_string()),
            MediaOwner::Case(case) => (SubjectKind::Case, case.to_string()),
        };
        let mut tx = self.inner.store.begin().await?;
        tx.append_event(&ctx.event(self, "media.refuse", subject, &number, data)).await?;
        tx.commit().await?;
        Err(Error::field("file", refusal))
    }

    /// What the scans of an item's files leave for a person to look at: of its attachments, and of the files in its form.
    pub(crate) async fn file_findings(&self, content: &Content) -> Result<Vec<Finding>> {
        let store = &self.inner.store;
        let attachment = |file: &Attachment| (file.media, file.name.clone(), Some(format!("link:{}", file.address)));
        let mut files: Vec<_> = content.attachments.iter().map(attachment).collect();
        for address in content.detail.media() {
            let uploads = store.media_at(&address).await?;
            let file = uploads.into_iter().rfind(|upload| upload.kind == MediaKind::Attachment);
            files.extend(file.map(|file| (file.id, file.name, None)));
        }
        let ids: Vec<MediaId> = files.iter().map(|(media, ..)| *media).collect();
        let scans = store.media_scans(&ids).await?;
        let scans: BTreeMap<MediaId, MediaScan> = scans.into_iter().map(|scan| (scan.media, scan)).collect();
        let mut findings = Vec::new();
        for (media, name, place) in &files {
            let scan = scans.get(media);
            let field = if place.is_some() { "attachments" } else { "detail" };
            let mut add = |severity, message: String| {
                findings.push(Finding { place: place.clone(), ..Finding::new(severity, field, message) });
            };
            // Files from before there were scans are like those without text.
            match scan.and_then(|scan| Extent::from_code(&scan.extent)) {
                None | Some(Extent::Nothing) => {
                    add(Severity::Hint, format!("附件“{name}”没有可检查的文字，请人工核对"));
                }
                Some(Extent::Partly) => {
                    add(
                        Severity::Confirm,
                        format!("附件“{name}”只检查了一部分（其余是图片、过大或无法读取），请人工核对"),
                    );
                }
                Some(Extent::Unreadable) => {
                    add(Severity::Confirm, format!("附件“{name}”无法读取（有密码、已损坏或格式太旧），请人工核对"));
                }
                Some(Extent::Whole) => {}
            }
            let doubtful: Findings = match scan {
                Some(scan) => serde_json::from_str(&scan.doubtful).map_err(Error::internal)?,
                None => Findings::default(),
            };
            if let Some((severity, message)) = doubts(name, &doubtful) {
                add(severity, message);
            }
        }
        Ok(findings)
    }
}

/// The scan of a stored file, for its row.
pub(super) fn row(media: MediaId, scan: &Scan) -> Result<MediaScan> {
    let doubtful = serde_json::to_string(&scan.doubtful).map_err(Error::internal)?;
    Ok(MediaScan { media, extent: scan.extent.code().to_owned(), doubtful })
}

/// One finding for everything that is doubtful in a file, as heavy as the heaviest of it.
fn doubts(name: &str, doubtful: &Findings) -> Option<(Severity, String)> {
    let heaviest = doubtful.heaviest()?;
    let severity = if heaviest == finding::Severity::Hint { Severity::Hint } else { Severity::Confirm };
    let places: Vec<String> =
        doubtful.listed.iter().map(|Found { place, what, .. }| format!("{place}：{what}")).collect();
    let more = match doubtful.total - doubtful.listed.len() {
        0 => String::new(),
        more => format!("；另有 {more} 处"),
    };
    Some((severity, format!("附件“{name}”请核对：{}{more}", places.join("；"))))
}
