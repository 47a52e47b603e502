//! Looking at sources when they are due. What is due stands in the database, and a look is claimed for a while: several
//! nodes do not double it, and a node that dies only delays it.
//!
//! How a look went is no part of the log, as little as a sign of life; what it proposes is, and that managers were told
//! of a source that fails.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use documents::{
    elsewhere::{Entry, likeness::Likeness, text::Taken},
    html::{self, SafeHtml},
};
use domain::{
    desk::reprints::Alike,
    event::SubjectKind,
    permission::Refusal,
    reprint::{NEWS_DAYS, next_look},
};
use serde_json::json;
use store::{
    Tx,
    reprint_proposal::NewProposal,
    reprint_source::{Claimed, Looked, SourceRecord},
    revision::Body,
};

use super::{
    comparing::{self, Kin, What},
    reading,
};
use crate::{
    Cms, Ctx, Error, Result,
    outside::{Answer, Question},
};

/// How many new entries one look takes in; the others come with the next. Each may be a page to ask for.
const MOST_NEW: usize = 20;

/// Longer than a look can take: a page is waited for 20 seconds, and a host is left alone for 2 in between.
const LEASE: TimeDelta = TimeDelta::minutes(30);

/// A source that has failed for so long is told to the portal managers.
const PATIENCE: TimeDelta = TimeDelta::days(1);

/// Beginning of the text in the list of proposals, in characters.
const EXCERPT: usize = 120;

/// What a look brought.
#[derive(Debug, Default)]
struct Gathered {
    new: Vec<Found>,
    etag: String,
    last_modified: String,
    /// More is new than one look takes in.
    more: bool,
}

/// A new entry with its text.
#[derive(Debug)]
struct Found {
    entry: Entry,
    text: Result<Taken, String>,
}

impl Cms {
    /// Looks at every source that is due and says how many entries were proposed.
    pub async fn look_at_sources(&self, ctx: &Ctx) -> Result<i64> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let mut proposed = 0;
        while let Some(claimed) = self.claim_due_source().await? {
            // One that fails must not keep the others waiting; its lease does until it is over.
            match self.look_at_source(ctx, &claimed).await {
                Ok(new) => proposed += new,
                Err(error) => tracing::error!(source = %claimed.source.id, %error, "a source could not be looked at"),
            }
        }
        Ok(proposed)
    }

    async fn claim_due_source(&self) -> Result<Option<Claimed>> {
        let now = self.now();
        let mut tx = self.inner.store.begin().await?;
        let claimed = tx.claim_reprint_source(now, now + LEASE).await?;
        tx.commit().await?;
        Ok(claimed)
    }

    async fn look_at_source(&self, ctx: &Ctx, claimed: &Claimed) -> Result<i64> {
        match self.gather_news(&claimed.source).await? {
            Ok(gathered) => self.propose_entries(ctx, claimed, gathered).await,
            Err(why) => self.note_failed_look(ctx, claimed, &why).await.map(|()| 0),
        }
    }

    /// What is new at the source, or in words why nobody can tell.
    async fn gather_news(&self, source: &SourceRecord) -> Result<Result<Gathered, String>> {
        let readable = match self.readable_source(&source.form) {
            Ok(readable) => readable,
            Err(faults) => return Ok(Err(faults.into_iter().map(|one| one.message).collect::<Vec<_>>().join("；"))),
        };
        let question = Question {
            etag: source.etag.clone(),
            last_modified: source.last_modified.clone(),
            ..Question::new(readable.address.clone())
        };
        let page = match self.inner.outside.ask(&question).await {
            Ok(Answer::Page(page)) => page,
            Ok(Answer::Unchanged) => {
                let Question { etag, last_modified, .. } = question;
                return Ok(Ok(Gathered { etag, last_modified, ..Gathered::default() }));
            }
            Err(why) => return Ok(Err(why.to_string())),
        };
        let (etag, last_modified) = (page.etag.clone(), page.last_modified.clone());
        let (source_page, entries) = match reading::entries(page, readable, self.today()).await? {
            Ok(read) => read,
            Err(fault) => return Ok(Err(fault.message)),
        };
        let mut new = self.unknown_entries(source, entries).await?;
        let more = new.len() > MOST_NEW;
        new.truncate(MOST_NEW);
        let mut found = Vec::with_capacity(new.len());
        for entry in new {
            let text = self.text_of_entry(&entry, &source_page).await?;
            found.push(Found { entry, text });
        }
        Ok(Ok(Gathered { new: found, etag, last_modified, more }))
    }

    /// The entries of the last weeks that were not proposed before.
    async fn unknown_entries(&self, source: &SourceRecord, entries: Vec<Entry>) -> Result<Vec<Entry>> {
        let mut known = self.inner.store.proposed_addresses(source.id).await?;
        let oldest = self.today() - TimeDelta::days(NEWS_DAYS);
        let is_news = |entry: &Entry| entry.published.is_none_or(|published| published.day() >= oldest);
        // A list may show the same entry twice: at its head, and in its place.
        let new = entries.into_iter().filter(|entry| is_news(entry) && known.insert(entry.address.to_string()));
        Ok(new.collect())
    }

    async fn propose_entries(&self, ctx: &Ctx, claimed: &Claimed, gathered: Gathered) -> Result<i64> {
        let known = if gathered.new.is_empty() { Vec::new() } else { self.known_texts().await? };
        let compare = move || {
            let ready: Vec<Ready> = gathered.new.into_iter().map(Ready::from).collect();
            let kin =
                comparing::kin(known, ready.iter().map(|one| (one.likeness.clone(), one.title.clone())).collect());
            (ready, kin)
        };
        let (ready, kin) = tokio::task::spawn_blocking(compare).await.map_err(Error::internal)?;
        let (now, source) = (self.now(), &claimed.source);
        let mut tx = self.inner.store.begin().await?;
        let titles = self.insert_proposals(&mut tx, source, &ready, kin, now).await?;
        let new = i64::try_from(titles.len()).unwrap_or(i64::MAX);
        // Where more is waiting, the next look must not hear that nothing has changed.
        let (etag, last_modified) =
            if gathered.more { ("", "") } else { (gathered.etag.as_str(), gathered.last_modified.as_str()) };
        let next_at = if gathered.more { now } else { self.next_look_at(source, 0) };
        let looked = Looked { at: now, next_at, outcome: Ok(new), etag, last_modified, warns: false };
        if !tx.finish_reprint_look(claimed, &looked).await? {
            // The source was changed meanwhile: what was found in the old way counts no more.
            return Ok(0);
        }
        if new > 0 {
            let data = json!({ "name": source.form.name, "new": new, "titles": titles });
            let subject = source.id.to_string();
            tx.append_event(&ctx.event(self, "reprint.propose", SubjectKind::ReprintSource, &subject, data)).await?;
        }
        tx.commit().await?;
        Ok(new)
    }

    /// Inserts what is new and says the titles of what was.
    async fn insert_proposals(
        &self,
        tx: &mut Tx,
        source: &SourceRecord,
        ready: &[Ready],
        kin: Vec<Kin>,
        now: DateTime<Utc>,
    ) -> Result<Vec<String>> {
        let mut families = Vec::with_capacity(ready.len());
        let mut titles = Vec::new();
        for (one, kin) in ready.iter().zip(kin) {
            let family = match kin.family {
                Some(What::Proposal(first)) => Some(first),
                Some(What::Beside(at)) => families.get(at).copied().flatten(),
                Some(What::Public(_)) | None => None,
            };
            let alike = kin.nearest.map(|(how, known)| Alike {
                title: known.title,
                how,
                item: if let What::Public(code) = known.what { Some(code) } else { None },
            });
            let keys = comparing::keys(&one.likeness);
            let new = NewProposal {
                source: source.id,
                address: one.entry.address.as_str(),
                title: &one.title,
                published: one.entry.published,
                excerpt: &one.excerpt,
                body: &one.body,
                pictures: one.pictures,
                remark: &one.remark,
                title_key: &keys.title,
                address_key: &keys.address,
                sketch: &keys.sketch,
                found_at: now,
                family,
                alike: alike.as_ref(),
            };
            let id = tx.insert_reprint_proposal(&new).await?;
            if id.is_some() {
                titles.push(one.title.clone());
            }
            families.push(family.or(id));
        }
        Ok(titles)
    }

    async fn note_failed_look(&self, ctx: &Ctx, claimed: &Claimed, why: &str) -> Result<()> {
        let (now, source) = (self.now(), &claimed.source);
        let since = source.failing_since.unwrap_or(now);
        let warns = now - since >= PATIENCE && source.warned_at.is_none();
        let managers = if warns { self.office_people().await? } else { BTreeSet::new() };
        let failures = u32::try_from(source.failures).unwrap_or_default() + 1;
        let looked = Looked {
            at: now,
            next_at: self.next_look_at(source, failures),
            outcome: Err(why),
            etag: &source.etag,
            last_modified: &source.last_modified,
            warns,
        };
        let mut tx = self.inner.store.begin().await?;
        if !tx.finish_reprint_look(claimed, &looked).await? {
            return Ok(());
        }
        if warns {
            let text = format!("转载来源“{}”已有一天取不到内容：{why}", source.form.name);
            self.tell(&mut tx, &managers, None, None, &text).await?;
            let data = json!({ "name": source.form.name, "since": since, "why": why });
            let subject = source.id.to_string();
            tx.append_event(&ctx.event(self, "reprint-source.warn", SubjectKind::ReprintSource, &subject, data))
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }

    fn next_look_at(&self, source: &SourceRecord, failures: u32) -> DateTime<Utc> {
        let mut chance = [0];
        self.inner.random.fill(&mut chance);
        next_look(self.now(), source.form.interval_minutes, failures, chance[0])
    }
}

/// An entry as it will be stored and compared.
struct Ready {
    entry: Entry,
    title: String,
    body: Body,
    excerpt: String,
    pictures: i64,
    remark: String,
    likeness: Likeness,
}

impl From<Found> for Ready {
    fn from(Found { entry, text }: Found) -> Self {
        let (taken, remark) = match text {
            Ok(taken) => (taken, String::new()),
            Err(why) => (Taken { html: SafeHtml::default(), pictures: 0 }, why),
        };
        let stored = taken.html.to_stored();
        // No feed of a government has longer ones; what is longer could not be saved.
        let title: String = entry.title.chars().take(domain::checks::LINE_MAX / 4).collect();
        Self {
            likeness: Likeness::new(Some(&entry.address), &title, &html::plain_text(&taken.html)),
            excerpt: html::excerpt(&taken.html, EXCERPT),
            body: Body { html: stored.html, seal: stored.seal },
            pictures: taken.pictures,
            entry,
            title,
            remark,
        }
    }
}
