//! A piece of the demo, played through the use cases of the desk.

use std::fmt::Display;

use chrono::{DateTime, Days, TimeDelta, Utc};
use domain::{
    account::Role,
    desk::content::{Ask, NewItem},
    id::ItemId,
    item::{Attachment, ChangeKind, ChangeNote, Content, EventDate, SecrecyReview, demands_event_date},
    kind::{self, Detail, Input, Interpretation, Kind, PolicyDocument, Reprint, Value},
    plan::{ColumnKind, UnitCode},
};

use super::{
    Documents,
    cast::Cast,
    markup,
    script::{Outcome, Piece, Table},
};
use crate::{
    Cms, Ctx, Error, Result,
    clock::FixedClock,
    media::{MediaOwner, Upload, UploadKind},
    register::{RegisterOrder, RegisterUpload},
};

/// Pictures by their file name; they are drawn for the demo.
const PICTURES: [(&str, &[u8]); 11] = [
    ("terraces.png", include_bytes!("pictures/terraces.png")),
    ("river.png", include_bytes!("pictures/river.png")),
    ("peaks.png", include_bytes!("pictures/peaks.png")),
    ("town.png", include_bytes!("pictures/town.png")),
    ("road.png", include_bytes!("pictures/road.png")),
    ("school.png", include_bytes!("pictures/school.png")),
    ("orchard.png", include_bytes!("pictures/orchard.png")),
    ("evening.png", include_bytes!("pictures/evening.png")),
    ("portrait.png", include_bytes!("pictures/portrait.png")),
    ("account.png", include_bytes!("pictures/account.png")),
    ("after-class.png", include_bytes!("pictures/after-class.png")),
];

/// Who wrote, who signs, and the item between them.
struct Scene {
    item: ItemId,
    writer: Ctx,
    signer: Ctx,
    content: Content,
}

pub(super) struct Stage<'a> {
    /// With the turned clock.
    pub(super) cms: &'a Cms,
    pub(super) clock: &'a FixedClock,
    pub(super) cast: Cast,
    pub(super) documents: Documents,
}

impl Stage<'_> {
    /// Plays `piece` from `at` on; half an hour later it is where it shall be.
    pub(super) async fn play(&mut self, piece: &Piece, at: DateTime<Utc>) -> Result<()> {
        self.clock.set(at);
        let title = piece.title();
        // Public since an interrupted run.
        let there = self.cms.store().published_title(&piece.column, &title, ItemId::new(0)).await?;
        if let Some(code) = there {
            self.remember(piece, code);
            return Ok(());
        }
        self.perform(piece).await.map_err(|error| match error {
            Error::Blocked(report) => {
                let all: Vec<&str> = report.blockers().map(|finding| finding.message.as_str()).collect();
                Error::internal(format!("{title}: {}", all.join("; ")))
            }
            other => Error::internal(format!("{title}: {other}")),
        })
    }

    async fn perform(&mut self, piece: &Piece) -> Result<()> {
        let scene = self.write(piece).await?;
        if piece.outcome == Outcome::Draft {
            return Ok(());
        }
        self.minutes_pass(7);
        self.review_secrecy(&scene, piece).await?;
        self.cms.answer_findings(&scene.writer, scene.item).await?;
        self.minutes_pass(5);
        let reason = piece.reason.clone();
        self.decide(&scene.writer, scene.item, Ask::Submit).await?;
        match piece.outcome {
            Outcome::Urgent => {
                return self.decide(&scene.signer, scene.item, Ask::PublishUrgently { reason }).await;
            }
            Outcome::InReview => return Ok(()),
            Outcome::AwaitingSignature => {
                self.minutes_pass(5);
                return self.decide(&scene.signer, scene.item, Ask::PassReview { note: reason }).await;
            }
            Outcome::Returned => {
                self.minutes_pass(5);
                return self.decide(&scene.signer, scene.item, Ask::Return { reason }).await;
            }
            _ => {}
        }
        self.minutes_pass(9);
        self.decide(&scene.signer, scene.item, Ask::Sign { publish_at: None, note: String::new() }).await?;
        match piece.outcome {
            Outcome::Withdrawn => {
                self.minutes_pass(3);
                self.decide(&scene.signer, scene.item, Ask::Withdraw { reason }).await
            }
            Outcome::Revising => self.revise(&scene, &reason).await,
            _ => {
                let item = self.cms.subject_of(scene.item).await?.item;
                self.remember(piece, item.code);
                Ok(())
            }
        }
    }

    /// A draft with its files, by somebody of the unit that answers for it.
    async fn write(&mut self, piece: &Piece) -> Result<Scene> {
        let plan = self.cms.plan();
        let nobody = || Error::internal("the plan names nobody for this column");
        let duties = plan.duties(&piece.column).ok_or_else(nobody)?;
        let unit = match &piece.unit {
            Some(unit) => plan.plan.bearer(unit, plan.on),
            None => self.cast.writing_unit(duties, piece.text.len()).ok_or_else(nobody)?.clone(),
        };
        let lead = self.cast.signing_unit(duties).ok_or_else(nobody)?.clone();
        let sends_in = plan.plan.unit(&unit).is_some_and(|unit| !unit.has_account);
        let writer = if sends_in {
            self.cast.somebody(self.cms, &lead, Role::Reviewer, &[]).await?
        } else {
            self.cast.somebody(self.cms, &unit, Role::Publisher, &[]).await?
        };
        let author = writer.actor()?.account;
        let mut signer = self.cast.somebody(self.cms, &lead, Role::Reviewer, &[author]).await?;
        // What the first reviewer of the unit shall find to be done has been in a colleague's hands.
        if matches!(piece.outcome, Outcome::Urgent | Outcome::AwaitingSignature) {
            let first = signer.actor()?.account;
            signer = self.cast.somebody(self.cms, &lead, Role::Reviewer, &[first]).await?;
        }
        let new = NewItem {
            column: piece.column.clone(),
            kind: piece.kind.or(piece.reprint.is_some().then_some(Kind::Reprint)),
            submitted_by: sends_in.then(|| unit.clone()),
            explains: None,
        };
        let item = self.cms.create_item(&writer, &new).await?;
        self.minutes_pass(11);
        let content = self.content(piece, &unit, &writer, item).await?;
        self.cms.write_down(&writer, item, content.clone()).await?;
        Ok(Scene { item, writer, signer, content })
    }

    async fn content(&self, piece: &Piece, unit: &UnitCode, writer: &Ctx, item: ItemId) -> Result<Content> {
        let plan = self.cms.plan();
        let column = plan.plan.column(&piece.column).ok_or(Error::NotFound)?;
        let today = self.cms.today();
        let days_ago = |days| today.checked_sub_days(Days::new(days)).unwrap_or(today);
        let figure = match &piece.picture {
            None => None,
            Some(picture) => {
                let address = self.upload_picture(writer, item, &picture.file).await?;
                Some(markup::figure(&address, &picture.alt, &picture.caption))
            }
        };
        let mut attachments = Vec::new();
        if let Some(file) = &piece.file {
            let mime = if file.name.to_lowercase().ends_with("csv") { "text/csv" } else { "text/plain" };
            let bytes = file.text.trim_start().as_bytes();
            let upload = self.cms.store_upload(writer, UploadKind::Attachment, item, &file.name, mime, bytes).await?;
            let Upload { id, address, name, size, .. } = upload;
            attachments.push(Attachment { media: id, name, address, size });
        }
        let source = match &piece.reprint {
            Some(_) => "示例网站".to_owned(),
            None => plan.unit_name(unit).to_owned(),
        };
        let detail = match column.kind {
            ColumnKind::Documents => {
                let document = piece.document.clone().ok_or_else(|| Error::internal("a document without record"))?;
                Detail::PolicyDocument(PolicyDocument {
                    index_number: format!("示例-{}", document.number),
                    document_number: document.number,
                    issuer: "示例县人民政府办公室".into(),
                    theme: document.theme,
                    genre: document.genre,
                    written_on: Some(days_ago(4)),
                    effective_on: Some(days_ago(4)),
                    ..PolicyDocument::default()
                })
            }
            ColumnKind::Interpretations => Detail::Interpretation(Interpretation {
                document: piece.interprets.as_ref().and_then(|number| self.documents.get(number)).cloned(),
                interpreter: source.clone(),
                ..Interpretation::default()
            }),
            _ => {
                if let Some(address) = &piece.reprint {
                    let (address, published_on) = (address.clone(), Some(days_ago(1)));
                    Detail::Reprint(Reprint { address, published_on, ..Reprint::default() })
                } else {
                    Detail::new(piece.kind.unwrap_or(kind::text_kind(column.kind)))
                }
            }
        };
        let detail = self.filled(detail, piece, writer, item).await?;
        let has_clock = demands_event_date(column.row.as_ref().map(|row| row.cadence));
        Ok(Content {
            title: piece.title(),
            body: markup::html(&piece.text, figure.as_deref()),
            source,
            editor: writer.actor()?.name.clone(),
            // Items of one column are related; a leader and a penalty of the same group are not.
            keywords: vec![column.name.clone()],
            event: has_clock.then(|| EventDate { on: days_ago(3), kind: piece.event }),
            copyright: if figure.is_some() { "示例绘图，可自由使用".into() } else { String::new() },
            detail,
            attachments,
            ..Content::default()
        })
    }

    /// The fields that the piece gives, its pictures uploaded.
    async fn filled(&self, mut detail: Detail, piece: &Piece, writer: &Ctx, item: ItemId) -> Result<Detail> {
        for (name, value) in &piece.fields {
            if !detail.fields().iter().any(|field| field.name == name) {
                return Err(Error::internal(format!("{}: no field {name}", piece.title())));
            }
            let value = match value {
                Value::Text(text) => Value::Text(self.resolved(text, writer, item).await?),
                Value::List(list) => Value::List(list.clone()),
                Value::Rows(rows) => {
                    let mut filled = Vec::new();
                    for row in rows {
                        let mut cells = Vec::new();
                        for cell in row {
                            cells.push(self.resolved(cell, writer, item).await?);
                        }
                        filled.push(cells);
                    }
                    Value::Rows(filled)
                }
            };
            detail.set(name, value);
        }
        if let Some(table) = &piece.table {
            self.import_table(&mut detail, table, writer, item).await?;
        }
        Ok(detail)
    }

    /// Previews and confirms the piece's table, and puts it into the field that takes one.
    async fn import_table(&self, detail: &mut Detail, table: &Table, writer: &Ctx, item: ItemId) -> Result<()> {
        let field = detail.fields().iter().find_map(|field| match field.input {
            Input::Register(profile) => Some((field.name, profile)),
            _ => None,
        });
        let Some((field, profile)) = field else {
            return Err(Error::internal(format!("{} has no field for a table", detail.label())));
        };
        let order = RegisterOrder { name: table.name.clone(), profile, instead_of: None };
        let upload = || {
            let bytes = table.csv.trim_start().as_bytes().to_vec();
            RegisterUpload { name: "示例.csv", declared_mime: "text/csv", bytes }
        };
        let preview = self.cms.preview_register(writer, item, &order, upload()).await?;
        if let Some(fault) = preview.faults.first() {
            return Err(Error::internal(format!("{} {}: {}", table.name, fault.cell, fault.message)));
        }
        let (until, seen) = (preview.personal_until, preview.seen);
        let made = self.cms.create_register(writer, item, &order, until, &seen, upload()).await?;
        detail.set(field, Value::Text(made.id.to_string()));
        Ok(())
    }

    /// `picture:…` as the address of the uploaded picture, `document:…` as the code of the document or guide with that number,
    /// anything else as it is.
    async fn resolved(&self, text: &str, writer: &Ctx, item: ItemId) -> Result<String> {
        if let Some(number) = text.strip_prefix("document:") {
            let code = self.documents.get(number).ok_or_else(|| Error::internal(format!("no document {number}")))?;
            return Ok(code.to_string());
        }
        match text.strip_prefix("picture:") {
            Some(file) => self.upload_picture(writer, item, file).await,
            None => Ok(text.trim().to_owned()),
        }
    }

    /// A drawn picture, for an item or a topic.
    pub(super) async fn upload_picture(
        &self,
        writer: &Ctx,
        owner: impl Into<MediaOwner>,
        file: &str,
    ) -> Result<String> {
        let bytes = PICTURES.iter().find(|(name, _)| *name == file).map(|(_, bytes)| *bytes);
        let bytes = bytes.ok_or_else(|| Error::internal(format!("no picture {file}")))?;
        let upload = self.cms.store_upload(writer, UploadKind::Image, owner, file, "image/png", bytes).await?;
        Ok(upload.address)
    }

    async fn review_secrecy(&self, scene: &Scene, piece: &Piece) -> Result<()> {
        let review = SecrecyReview {
            contains_third_party_secrets: piece.file.is_some(),
            third_party_treatment: if piece.file.is_some() {
                "附件为虚构数据，可以公开".into()
            } else {
                String::new()
            },
            ..self.secrecy_review(scene.item)
        };
        self.cms.record_secrecy_review(&scene.writer, scene.item, review).await?;
        Ok(())
    }

    /// As the paper says it of what `subject` names.
    pub(super) fn secrecy_review(&self, subject: impl Display) -> SecrecyReview {
        self.cms.example_review(format!("示例审〔2026〕{subject}号"))
    }

    /// A second revision with one more sentence, left as a draft.
    async fn revise(&self, scene: &Scene, sentence: &str) -> Result<()> {
        self.minutes_pass(5);
        self.decide(&scene.writer, scene.item, Ask::Revise).await?;
        let body = scene.content.body.clone() + &markup::html(sentence, None);
        let change = Some(ChangeNote { kind: ChangeKind::Major, note: "补充一项安排".into() });
        let content = Content { body, change, ..scene.content.clone() };
        self.cms.write_down(&scene.writer, scene.item, content).await
    }

    async fn decide(&self, who: &Ctx, item: ItemId, ask: Ask) -> Result<()> {
        let seen = self.cms.opened_now(item).await?;
        self.cms.decide(who, seen, ask).await?;
        Ok(())
    }

    fn remember(&mut self, piece: &Piece, code: domain::id::ItemCode) {
        if let Some(document) = &piece.document {
            self.documents.insert(document.number.clone(), code);
        } else if let (Some(Kind::Service), Some(Value::Text(number))) = (piece.kind, piece.fields.get("code")) {
            self.documents.insert(number.clone(), code);
        }
    }

    pub(super) fn minutes_pass(&self, minutes: i64) {
        self.clock.advance(TimeDelta::minutes(minutes));
    }
}
