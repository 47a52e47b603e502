//! Writing: new items, saving, and what a revision is made of.

use documents::html::{self, SafeHtml};
use domain::{
    account::Actor,
    checks::{self, Report},
    desk::{
        content::{NewItem, Save, Saved},
        replaced::Replacement,
    },
    event::SubjectKind,
    id::{AccountId, ItemCode, ItemId, RegisterId},
    item::{Content, Origin},
    kind::Detail,
    permission::{Action, Refusal, Target, may},
    plan::{ColumnCode, UnitCode},
};
use serde_json::{Value, json};
use store::{
    Tx,
    item::NewItemRow,
    replaced_text::ReplacedRecord,
    revision::{Body, RevisionRecord, Seen, Written},
};

use super::{Subject, comparing};
use crate::{Cms, Ctx, Error, Result};

/// A content as it is stored: sanitised, sealed, fingerprinted. Made before a transaction begins, since it takes
/// longer than everything that the database does.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    /// Without the body.
    pub(crate) content: Content,
    pub(crate) html: SafeHtml,
    pub(crate) body: Body,
    pub(crate) hash: String,
    pub(crate) media: Vec<String>,
    pub(crate) registers: Vec<RegisterId>,
}

impl Prepared {
    /// What the author sent, reduced to what may be stored.
    pub(crate) fn from_author(content: Content) -> Self {
        let html = SafeHtml::sanitise(&content.body);
        Self::with_text(content, html)
    }

    /// The same with a text that is reduced already, in the place of the content's body.
    pub(crate) fn with_text(mut content: Content, html: SafeHtml) -> Self {
        content.body = String::new();
        content.title = content.title.trim().into();
        content.keywords.retain(|word| !word.trim().is_empty());
        if let Some(change) = &mut content.change {
            change.note = change.note.trim().into();
        }
        Self::of(content, html)
    }

    /// What the store gave back.
    pub(crate) fn from_store(record: &RevisionRecord) -> Self {
        Self::of(record.content.clone(), safe_html(record))
    }

    /// A text that another took the place of.
    pub(super) fn from_replaced(record: &ReplacedRecord) -> Self {
        Self::of(record.content.clone(), stored_html(&record.body))
    }

    /// The same text as the beginning of another revision.
    pub(super) fn without_change_note(self) -> Self {
        Self::of(Content { change: None, ..self.content }, self.html)
    }

    /// The same text under the index number (索引号) that the server gives it.
    pub(super) fn numbered(self, number: String) -> Self {
        let mut content = self.content;
        if let Detail::PolicyDocument(document) = &mut content.detail {
            document.index_number = number;
        }
        let hash = content_hash(&content, &self.body.html);
        Self { content, hash, ..self }
    }

    fn of(content: Content, html: SafeHtml) -> Self {
        let stored = html.to_stored();
        let mut media = html::media(&html);
        let attached = content.attachments.iter().map(|attachment| attachment.address.clone());
        for address in attached.chain(content.detail.media()) {
            if !media.contains(&address) {
                media.push(address);
            }
        }
        let hash = content_hash(&content, &stored.html);
        let registers = content.registers();
        Self { content, body: Body { html: stored.html, seal: stored.seal }, html, hash, media, registers }
    }

    /// The content with its sanitised text, for the editor.
    pub(crate) fn for_editor(&self) -> Content {
        Content { body: self.body.html.clone(), ..self.content.clone() }
    }
}

/// The text of a stored revision.
pub(crate) fn safe_html(record: &RevisionRecord) -> SafeHtml {
    stored_html(&record.body)
}

fn stored_html(body: &Body) -> SafeHtml {
    SafeHtml::from_store(html::StoredHtml { html: body.html.clone(), seal: body.seal.clone() })
}

/// Fingerprint of everything that an author wrote; the secrecy review is bound to it.
fn content_hash(content: &Content, body: &str) -> String {
    let json = serde_json::to_vec(&(content, body)).expect("strings, numbers and dates are valid JSON");
    documents::content_hash::content_hash(&json)
}

/// A draft that is to be started.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Start<'a> {
    pub(crate) column: &'a ColumnCode,
    pub(crate) origin: Origin,
    /// The unit without account that sent it in.
    pub(crate) submitted_by: Option<&'a UnitCode>,
    pub(crate) prepared: &'a Prepared,
}

impl Cms {
    /// Starts a draft in a column: of the own unit, or of a unit without account that sent it in.
    pub async fn create_item(&self, ctx: &Ctx, new: &NewItem) -> Result<ItemId> {
        let actor = ctx.actor()?;
        let plan = self.plan();
        let column = plan.plan.column(&new.column).ok_or(Refusal::Column)?;
        let target = Target::Column(plan.duties(&new.column).ok_or(Refusal::Column)?);
        let (origin, unit) = match &new.submitted_by {
            None => {
                may(actor, Action::Create, target)?;
                (Origin::Unit, &actor.unit)
            }
            Some(sender) => {
                may(actor, Action::EnterSubmission, target)?;
                let Some(unit) = plan.units().find(|unit| &unit.code == sender) else {
                    return Err(Error::field("submitted_by", "请选择方案中的报送单位"));
                };
                // Asked here only: a draft stays what it was when the plan gives its sender accounts.
                if unit.has_account {
                    let message =
                        format!("{}有发布账号，由该单位自己编写送审；信息报送只用于没有账号的单位", unit.name);
                    return Err(Error::field("submitted_by", message));
                }
                // The lead unit answers for what it enters; the sender is named as the source.
                (Origin::Submission, &actor.unit)
            }
        };
        let kinds = Detail::kinds_for(column);
        let kind = match new.kind {
            None => kinds.first().copied().ok_or(Refusal::Column)?,
            Some(kind) if kinds.contains(&kind) => kind,
            Some(kind) => {
                let message = format!("按内容保障方案，该栏目不收“{}”", kind.label());
                return Err(Error::field("kind", message));
            }
        };
        let source = new.submitted_by.as_ref().unwrap_or(unit);
        let mut content = Content {
            source: plan.unit_name(source).to_owned(),
            editor: actor.name.clone(),
            detail: Detail::new(kind),
            ..Content::default()
        };
        if let Some(document) = new.explains {
            self.explain(&mut content, document).await?;
        }
        let prepared = Prepared::from_author(content);
        let submitted_by = new.submitted_by.as_ref();
        let start = Start { column: &new.column, origin, submitted_by, prepared: &prepared };
        let mut tx = self.inner.store.begin().await?;
        let (item, data) = self.start_draft(&mut tx, actor, &start).await?;
        tx.append_event(&ctx.event(self, "item.create", SubjectKind::Item, &item.to_string(), data)).await?;
        tx.commit().await?;
        Ok(item)
    }

    /// Begins an interpretation with the public document that it is about.
    async fn explain(&self, content: &mut Content, document: ItemId) -> Result<()> {
        let (Detail::Interpretation(interpretation), Some(item)) =
            (&mut content.detail, self.inner.store.item(document).await?)
        else {
            return Err(Error::field("explains", "只有政策解读可以关联所解读的文件"));
        };
        let public = self.inner.store.public_rows(std::slice::from_ref(&item.code)).await?;
        let row = public.first().ok_or_else(|| Error::field("explains", "所解读的文件没有公开，或已撤下"))?;
        interpretation.document = Some(item.code);
        content.title = format!("《{}》解读", row.title);
        Ok(())
    }

    /// Inserts a draft of the actor's unit; gives with it what the event `item.create` says of it.
    pub(crate) async fn start_draft(&self, tx: &mut Tx, actor: &Actor, start: &Start<'_>) -> Result<(ItemId, Value)> {
        let (code, now, plan) = (self.new_item_code(), self.now(), self.plan());
        let Start { column, origin, submitted_by, prepared } = *start;
        let item = tx
            .insert_item(&NewItemRow {
                code: &code,
                column,
                unit: &actor.unit,
                unit_name: plan.unit_name(&actor.unit),
                origin,
                submitted_by,
                created_by: Some(actor.account),
                created_at: now,
                title: &prepared.content.title,
                import_key: None,
            })
            .await?;
        let authors = [(actor.account, actor.name.clone())];
        tx.insert_revision(item, 1, &written(prepared, &authors, by(actor), now)).await?;
        let data = json!({ "column": column, "code": code, "origin": origin, "submitted_by": submitted_by });
        Ok((item, data))
    }

    /// Saves a whole draft. Where somebody else saved in between, nothing is overwritten: the answer holds their
    /// content and the comparison with what was sent.
    ///
    /// Saving the same content twice, as a client does whose first answer was lost, changes nothing. What somebody else
    /// had saved stays in the item's history.
    pub async fn save(&self, ctx: &Ctx, save: Save) -> Result<Saved> {
        self.save_over(ctx, save, None).await
    }

    /// As [`Self::save`], for somebody who puts another text in the place of the one on the server, and not the same one
    /// written on: that one stays in the item's history, also where it is the own.
    pub async fn save_instead(&self, ctx: &Ctx, save: Save) -> Result<Saved> {
        self.save_over(ctx, save, Some(Replacement::Instead)).await
    }

    /// `ends_own`: why the writer's own text, if it is the one on the server, is not just written on.
    async fn save_over(&self, ctx: &Ctx, save: Save, ends_own: Option<Replacement>) -> Result<Saved> {
        let actor = ctx.actor()?;
        let subject = self.subject(ctx, save.item, Action::Edit).await?;
        if subject.item.newest != save.revision {
            return Err(Error::Stale);
        }
        let stored = self.inner.store.revision(save.item, save.revision).await?.ok_or(Error::Stale)?;
        let mut content = save.content;
        self.name_attachments(save.item, &mut content.attachments, &stored.content.attachments).await?;
        let prepared = prepare(content).await?;
        if stored.content_hash == prepared.hash {
            let report = self.report(&subject, &prepared).await?;
            return Ok(Saved::Done { version: stored.version, at: stored.saved_at, report });
        }
        if stored.version != save.version {
            return conflict(&stored, &prepared).await;
        }
        let now = self.now();
        let authors = with_author(&stored.authors, actor);
        let seen = Seen { item: save.item, number: save.revision, version: save.version };
        let media = self.admitted_media(actor, save.item, save.revision, &prepared).await?;
        self.admit_registers(save.item, &prepared.content.detail).await?;
        let new = Written { media: &media, ..written(&prepared, &authors, by(actor), now) };
        let mut tx = match self.begin_with(&subject).await {
            Ok(tx) => tx,
            Err(Error::Stale) => return self.came_second(&subject, &prepared).await,
            Err(error) => return Err(error),
        };
        let why = if is_own(&stored, actor) { ends_own } else { Some(Replacement::OtherAuthor) };
        if let Some(why) = why {
            tx.keep_replaced_text(seen, why, now).await?;
        }
        if !tx.save_revision(seen, &new).await? {
            return Err(Error::Stale);
        }
        let version = save.version + 1;
        let data = json!({ "revision": save.revision, "version": version, "content_hash": prepared.hash });
        tx.append_event(&ctx.event(self, "item.save", SubjectKind::Item, &save.item.to_string(), data)).await?;
        tx.commit().await?;
        let report = self.report(&subject, &prepared).await?;
        Ok(Saved::Done { version, at: now, report })
    }

    /// Somebody else changed the item between reading and saving: another save is shown, a decision is said.
    async fn came_second(&self, subject: &Subject, sent: &Prepared) -> Result<Saved> {
        let item = &subject.item;
        let stored = self.inner.store.revision(item.id, item.newest).await?.ok_or(Error::Stale)?;
        if stored.stage.is_editable() { conflict(&stored, sent).await } else { Err(Error::Stale) }
    }

    /// Everything that the check panel shows of the newest revision.
    pub async fn check(&self, ctx: &Ctx, item: ItemId) -> Result<Report> {
        let subject = self.subject(ctx, item, Action::Read).await?;
        let prepared = self.newest(&subject).await?;
        self.report(&subject, &prepared).await
    }

    /// What the newest revision says.
    pub(super) async fn newest(&self, subject: &Subject) -> Result<Prepared> {
        let record = self.inner.store.revision(subject.item.id, subject.item.newest).await?.ok_or(Error::Stale)?;
        Ok(Prepared::from_store(&record))
    }

    pub(crate) fn new_item_code(&self) -> ItemCode {
        let mut seed = [0; ItemCode::LENGTH];
        self.inner.random.fill(&mut seed);
        ItemCode::from_random(seed)
    }
}

/// What may be stored of what an author sent. Sanitising a long text takes milliseconds: off the threads that answer
/// other requests.
pub(crate) async fn prepare(content: Content) -> Result<Prepared> {
    let faults = checks::bounds(&content);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let prepared =
        tokio::task::spawn_blocking(move || Prepared::from_author(content)).await.map_err(Error::internal)?;
    if prepared.media.len() > checks::MEDIA_MAX + checks::ATTACHMENTS_MAX {
        return Err(Error::field("body", format!("图片过多，一篇最多 {} 张", checks::MEDIA_MAX)));
    }
    Ok(prepared)
}

pub(crate) fn written<'a>(
    prepared: &'a Prepared,
    authors: &'a [(AccountId, String)],
    (by, by_name): (Option<AccountId>, &'a str),
    at: chrono::DateTime<chrono::Utc>,
) -> Written<'a> {
    Written {
        content: &prepared.content,
        body: &prepared.body,
        content_hash: &prepared.hash,
        authors,
        by,
        by_name,
        at,
        media: &prepared.media,
        registers: &prepared.registers,
    }
}

/// Who saves, as [`written`] takes it.
pub(super) fn by(actor: &Actor) -> (Option<AccountId>, &str) {
    (Some(actor.account), &actor.name)
}

/// Whether the actor saved what is stored. Of a text from before accounts were noted the name decides.
fn is_own(stored: &RevisionRecord, actor: &Actor) -> bool {
    match stored.saved_by {
        Some(account) => account == actor.account,
        None => stored.saved_name == actor.name,
    }
}

/// The authors and `actor`, who has now written too and will never sign this revision.
pub(super) fn with_author(authors: &[(AccountId, String)], actor: &Actor) -> Vec<(AccountId, String)> {
    let mut authors = authors.to_vec();
    if !authors.iter().any(|(account, _)| *account == actor.account) {
        authors.push((actor.account, actor.name.clone()));
    }
    authors
}

async fn conflict(stored: &RevisionRecord, sent: &Prepared) -> Result<Saved> {
    let theirs = Prepared::from_store(stored);
    let by = stored.saved_name.clone();
    Ok(Saved::Conflict {
        version: stored.version,
        comparison: comparing::comparison(&format!("{by}保存的版本"), &theirs, "您的版本", sent).await?,
        by,
        at: stored.saved_at,
        theirs: Box::new(theirs.for_editor()),
    })
}
