//! Which of the known texts a new entry resembles: earlier proposals, public items, and what came in beside it.

use chrono::TimeDelta;
use documents::{
    elsewhere::{
        address::WebAddress,
        likeness::{Likeness, Sketch},
    },
    html::{self, SafeHtml, StoredHtml},
};
use domain::{
    id::{ItemCode, ReprintProposalId},
    kind::Detail,
    reprint::{NEWS_DAYS, Resemblance},
};
use store::likeness::{Compared, Keys, Unread};

use crate::{Cms, Error, Result};

/// How many public items are read at once for comparison.
const PORTION: i64 = 100;

/// Something that an entry may resemble.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) likeness: Likeness,
    pub(super) title: String,
    pub(super) what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A proposal, with the first of its family.
    Proposal(ReprintProposalId),
    Public(ItemCode),
    /// The so-many-th of those that came in together.
    Beside(usize),
}

impl What {
    const fn is_proposal(&self) -> bool {
        matches!(self, Self::Proposal(_) | Self::Beside(_))
    }
}

/// What an entry resembles.
#[derive(Debug, Clone, Default)]
pub(super) struct Kin {
    /// The one that it resembles most.
    pub(super) nearest: Option<(Resemblance, Known)>,
    /// The proposal that it resembles most: it is shown with that one.
    pub(super) family: Option<What>,
}

/// What each of `new` resembles, among `known` and those before it.
pub(super) fn kin(mut known: Vec<Known>, new: Vec<(Likeness, String)>) -> Vec<Kin> {
    new.into_iter()
        .enumerate()
        .map(|(at, (likeness, title))| {
            let found: Vec<(Resemblance, &Known)> =
                known.iter().filter_map(|one| Some((likeness.compare(&one.likeness)?, one))).collect();
            let nearest = found.iter().max_by_key(|(how, _)| rank(*how)).map(|(how, one)| (*how, (*one).clone()));
            let relatives = found.iter().filter(|(_, one)| one.what.is_proposal());
            let family = relatives.max_by_key(|(how, _)| rank(*how)).map(|(_, one)| one.what.clone());
            known.push(Known { likeness, title, what: What::Beside(at) });
            Kin { nearest, family }
        })
        .collect()
}

const fn rank(how: Resemblance) -> u8 {
    match how {
        Resemblance::SameTitle => 0,
        Resemblance::Text(percent) => percent,
        Resemblance::SameAddress => u8::MAX,
    }
}

/// In the form that is stored.
pub(super) fn keys(likeness: &Likeness) -> Keys {
    Keys { title: likeness.title.clone(), address: likeness.address.clone(), sketch: likeness.sketch.to_text() }
}

fn likeness(keys: Keys) -> Likeness {
    Likeness { title: keys.title, address: keys.address, sketch: Sketch::from_text(&keys.sketch) }
}

impl Cms {
    /// Everything of the last weeks that an entry may resemble.
    pub(super) async fn known_texts(&self) -> Result<Vec<Known>> {
        self.read_public_items().await?;
        let since = self.now() - TimeDelta::days(NEWS_DAYS);
        let comparables = self.inner.store.comparables(since).await?;
        let known = comparables.into_iter().map(|one| Known {
            likeness: likeness(one.keys),
            title: one.title,
            what: match one.what {
                Compared::Proposal { first } => What::Proposal(first),
                Compared::Public(code) => What::Public(code),
            },
        });
        Ok(known.collect())
    }

    /// Reads the public items that were published or revised since the last time. What is kept of them follows from
    /// their revisions, so it is no part of the log.
    async fn read_public_items(&self) -> Result<()> {
        let since = self.now() - TimeDelta::days(NEWS_DAYS);
        loop {
            let unread = self.inner.store.publications_without_likeness(since, PORTION).await?;
            if unread.is_empty() {
                return Ok(());
            }
            let read = move || unread.into_iter().map(|one| (one.item, one.revision, keys_of(one))).collect::<Vec<_>>();
            let read = tokio::task::spawn_blocking(read).await.map_err(Error::internal)?;
            let mut tx = self.inner.store.begin().await?;
            for (item, revision, keys) in &read {
                tx.note_likeness(*item, *revision, keys).await?;
            }
            tx.commit().await?;
        }
    }
}

fn keys_of(one: Unread) -> Keys {
    let text = html::plain_text(&SafeHtml::from_store(StoredHtml { html: one.body.html, seal: one.body.seal }));
    let address = match &one.content.detail {
        Detail::Reprint(reprint) => WebAddress::parse(&reprint.address).ok(),
        _ => None,
    };
    keys(&Likeness::new(address.as_ref(), &one.title, &text))
}
