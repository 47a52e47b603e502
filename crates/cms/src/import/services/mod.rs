//! Guides to services from a workbook or from lines of JSON: each is public at once, as the platform on which it is
//! handled has it. A row that cannot be taken is reported with every cell that is wrong; the others go in. Running the
//! same file again adds nothing, and no import changes a guide that is public: that is a revision.

mod checking;
mod directory;
mod lines;

use std::collections::HashMap;

use documents::{
    content_hash::content_hash,
    upload::{self, Purpose, Refused},
    xlsx_guides::{self, Guide},
};
use domain::{
    account::Actor,
    desk::services::{Differing, Rejected, Scores, ServicesReport},
    event::SubjectKind,
    item::Content,
    kind::{Detail, Service},
    permission::{Action, Refusal, Target, may},
    plan::{Column, ColumnCode, ColumnKind, InForce},
};
use serde_json::json;
use tokio::sync::Semaphore;

use super::{BATCH, ImportReport, Lost, Ready, unit_for};
use crate::{Cms, Ctx, Error, Result, content::writing::Prepared};

/// The largest file from the desk, so that nobody need receive more than will be taken.
pub const MAX_BYTES: usize = upload::MAX_REGISTER_BYTES;

/// The most rows from the desk: they go in while somebody waits.
pub const MAX_ROWS: usize = 5_000;

/// A large workbook takes some hundred megabytes while it is read, and two imports of one file must not meet.
static IMPORTING: Semaphore = Semaphore::const_new(1);

/// A file of guides, as it was sent; its name says what it is (`.xlsx` or `.jsonl`). Nothing keeps it.
#[derive(Debug)]
pub struct GuideFile<'a> {
    pub name: &'a str,
    pub declared_mime: &'a str,
    pub bytes: Vec<u8>,
}

/// What the author of a larger file is told.
pub fn too_large() -> Error {
    Error::field("file", Refused::too_large(Purpose::Guides).to_string())
}

impl Cms {
    /// Whether the account may import guides into the column, before any byte of a file is received.
    pub fn may_import_services(&self, ctx: &Ctx, column: Option<&ColumnCode>) -> Result<()> {
        guides_column(&self.plan(), ctx, column).map(drop)
    }

    /// What an import of the file would do; nothing is stored.
    pub async fn preview_services(
        &self,
        ctx: &Ctx,
        file: GuideFile<'_>,
        column: Option<&ColumnCode>,
    ) -> Result<ServicesReport> {
        let plan = self.plan();
        let column = guides_column(&plan, ctx, column)?;
        let _turn = IMPORTING.acquire().await.map_err(Error::internal)?;
        let (ready, report) = self.judge(ctx, &plan, column, file).await?;
        Ok(ServicesReport { imported: ready.len(), ..report })
    }

    /// Loads guides into `column`, or into the plan's column of guides. Who saw a preview repeats its name in `seen`;
    /// another file is refused then.
    pub async fn import_services(
        &self,
        ctx: &Ctx,
        file: GuideFile<'_>,
        column: Option<&ColumnCode>,
        seen: Option<&str>,
    ) -> Result<ServicesReport> {
        let plan = self.plan();
        let column = guides_column(&plan, ctx, column)?;
        let name = file.name.to_owned();
        let _turn = IMPORTING.acquire().await.map_err(Error::internal)?;
        let (mut ready, mut report) = self.judge(ctx, &plan, column, file).await?;
        if seen.is_some_and(|seen| seen != report.seen) {
            return Err(Error::field("file", "文件与预览时的不一致，请重新选择文件"));
        }
        let mut lines = ImportReport::default();
        while !ready.is_empty() {
            let later = ready.split_off(ready.len().min(BATCH));
            self.import_batch(ctx, std::mem::replace(&mut ready, later), &mut lines).await?;
        }
        report.imported = lines.imported;
        report.already_there += lines.already_there;
        if report.imported > 0 {
            let data = json!({
                "file": name,
                "hash": report.seen,
                "imported": report.imported,
                "already_there": report.already_there,
                "differing": report.differing.len(),
                "rejected": report.rejected_rows(),
                "score": report.scores.mean,
            });
            let mut tx = self.inner.store.begin().await?;
            let subject = column.code.as_str();
            tx.append_event(&ctx.event(self, "column.import-guides", SubjectKind::Column, subject, data)).await?;
            tx.commit().await?;
        }
        Ok(report)
    }

    /// Reads the file and tells what can go in from what cannot, and why.
    async fn judge(
        &self,
        ctx: &Ctx,
        plan: &InForce,
        column: &Column,
        file: GuideFile<'_>,
    ) -> Result<(Vec<Ready>, ServicesReport)> {
        let seen = content_hash(&file.bytes);
        let mut guides = read(file).await?;
        if !ctx.is_system() {
            if guides.len() > MAX_ROWS {
                let message = format!("共 {} 项，一次最多 {MAX_ROWS} 项，请拆分成几个文件", guides.len());
                return Err(Error::field("file", message));
            }
            self.admit_files(ctx.actor()?, &mut guides).await?;
        }
        let known = self.public_guides().await?;
        let known: HashMap<String, &(String, Service)> =
            known.iter().map(|guide| (key(&guide.0, &guide.1), guide)).collect();
        let mut report = ServicesReport {
            scores: Scores::of(guides.iter().filter(|guide| guide.faults.is_empty()).map(|guide| &guide.service)),
            seen,
            ..ServicesReport::default()
        };
        let (mut ready, mut rows) = (Vec::new(), HashMap::new());
        let mut tx = self.inner.store.begin().await?;
        for guide in guides {
            if !guide.faults.is_empty() {
                report.rejected.extend(guide.faults);
                continue;
            }
            let row = guide.row;
            let reject = |reason| Rejected { row, column: String::new(), reason };
            let key = key(&guide.title, &guide.service);
            if let Some(earlier) = rows.insert(key.clone(), row) {
                rows.insert(key, earlier);
                report.rejected.push(reject(format!("与第 {earlier} 行是同一事项")));
            } else if let Some((title, service)) = known.get(&key) {
                match differences(&guide, title, service) {
                    fields if fields.is_empty() => report.already_there += 1,
                    fields => report.differing.push(Differing { row, title: guide.title, fields }),
                }
            } else if tx.imported_as(&key).await?.is_some() {
                report.already_there += 1;
            } else {
                match self.ready(plan, column, key, guide) {
                    Ok(one) => ready.push(one),
                    Err(reason) => report.rejected.push(reject(reason)),
                }
            }
        }
        drop(tx);
        let (ready, objections) = self.without_objections(ctx, ready).await?;
        report.rejected.extend(objections);
        report.rejected.sort_by_key(|rejected| rejected.row);
        Ok((ready, report))
    }

    /// A guide hands the right to read its files on: the account may name those that are public or that it may open.
    async fn admit_files(&self, actor: &Actor, guides: &mut [Guide]) -> Result<()> {
        for guide in guides {
            for address in Detail::Service(guide.service.clone()).media() {
                if address.starts_with("/media/") && !self.may_hand_on(actor, &address).await? {
                    let reason = format!("文件“{address}”不存在，或者不是您可以使用的文件");
                    guide.faults.push(Rejected { row: guide.row, column: "申请材料".into(), reason });
                }
            }
        }
        Ok(())
    }

    fn ready(&self, plan: &InForce, column: &Column, key: String, guide: Guide) -> Result<Ready, String> {
        let Guide { row, title, service, .. } = guide;
        let unit = unit_for(&service.department, plan, &column.code)?;
        let content = Content {
            title,
            source: service.department.clone(),
            detail: Detail::Service(service),
            ..Content::default()
        };
        Ok(Ready {
            line: row,
            column: column.code.clone(),
            unit,
            published_at: self.now(),
            key,
            prepared: Prepared::from_author(content),
            lost: Lost::default(),
            old_address: None,
        })
    }
}

/// The named column, or the only one of its kind that is in use, if guides may be imported there.
fn guides_column<'a>(plan: &'a InForce, ctx: &Ctx, code: Option<&ColumnCode>) -> Result<&'a Column> {
    let mut taking = plan.plan.columns.iter().filter(|column| directory::takes_guides(column, plan.on));
    let found = match code {
        Some(code) => taking.find(|column| column.code == *code),
        None => taking.find(|column| column.kind == ColumnKind::Services),
    };
    if !ctx.is_system() {
        let actor = ctx.actor()?;
        let duties = found.and_then(|column| plan.duties(&column.code)).ok_or(Refusal::Column)?;
        may(actor, Action::ImportGuides, Target::Column(duties))?;
    }
    found.ok_or_else(|| Error::field("column", "方案中没有收办事指南的这个栏目"))
}

/// Off the threads that answer other requests.
async fn read(file: GuideFile<'_>) -> Result<Vec<Guide>> {
    let GuideFile { name, declared_mime, bytes } = file;
    let (name, declared) = (name.to_owned(), declared_mime.to_owned());
    let reading = move || {
        if name.to_lowercase().ends_with(".jsonl") {
            let text = String::from_utf8(bytes)
                .map_err(|_| Error::field("file", "文件不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8"))?;
            return Ok(lines::read(&text));
        }
        let accepted = upload::accept(&name, &declared, bytes, Purpose::Guides).map_err(|refused| match refused {
            Refused::FormatNotAllowed { .. } => Error::field("file", "请选择 .xlsx 或 .jsonl 文件"),
            other => Error::field("file", other.to_string()),
        })?;
        xlsx_guides::read(&accepted).map_err(Error::of_file)
    };
    tokio::task::spawn_blocking(reading).await.map_err(Error::internal)?
}

/// Fingerprint of what makes two guides one: the code of the item, or its name and who does it.
fn key(title: &str, service: &Service) -> String {
    let identity = match service.code.trim() {
        "" => json!(["service", title, service.department]),
        code => json!(["service", code]),
    };
    content_hash(identity.to_string().as_bytes())
}

/// Headings of the cells that a public guide fills in otherwise.
fn differences(guide: &Guide, title: &str, service: &Service) -> Vec<String> {
    let (ours, theirs) = (xlsx_guides::cells(title, service), xlsx_guides::cells(&guide.title, &guide.service));
    let cells = xlsx_guides::headings().zip(ours.iter().zip(&theirs));
    cells.filter(|(_, (ours, theirs))| ours != theirs).map(|(heading, _)| heading.to_owned()).collect()
}
