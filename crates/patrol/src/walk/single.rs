//! One address by itself, for what must always be there: pages of this site as a visitor opens them, other sites with the
//! manners of a round.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use documents::elsewhere::robots::Robots;
use domain::{availability::Outcome, patrol::FaultKind, time::china_date};
use url::Url;

use super::{
    Manners, Walk,
    ask::{Question, Why},
    outside,
    progress::Reached,
};
use crate::{Clock, Failure, Fetch, Method, Rules};

/// RFC 9309 §2.4: not used for longer than a day.
const REMEMBERED: TimeDelta = TimeDelta::hours(24);

/// What hosts ask of programs, so that nobody asks them for it at every probe.
#[derive(Debug, Default)]
pub struct Wishes(BTreeMap<String, (DateTime<Utc>, Robots)>);

/// Asks `address` once. Of this site (by `rules`) it is opened by a connection of its own, as somebody does who comes for the first
/// time; of another site it is asked politely: what its `robots.txt` allows, what the office does not ignore, with a pause
/// after each request.
pub async fn look_in(
    fetch: &dyn Fetch,
    clock: &dyn Clock,
    rules: &Arc<Rules>,
    manners: &Manners,
    wishes: &mut Wishes,
    address: &str,
) -> Outcome {
    let walk = Walk { fetch, clock, rules, manners, until: None };
    match Url::parse(address).map(|url| rules.at_home(url)) {
        Err(_) => unsettled("网址无法识别"),
        Ok(url) if rules.is_inside(&url) => open_page(&walk, &url).await,
        Ok(url) => call_on(&walk, wishes, &url).await,
    }
}

/// A page of this site. What fails is not asked for again: the next probe says whether it stays so.
async fn open_page(walk: &Walk<'_>, url: &Url) -> Outcome {
    let most_bytes = walk.rules.limits.read_page;
    let question = Question { method: Method::Get, most_bytes, cold: true, anywhere: false };
    match walk.follow(url, question).await {
        Ok(page) if page.outside.is_none() && page.answer.status >= 400 => {
            Outcome::Failed { why: format!("本门户答复 {}", page.answer.status) }
        }
        Ok(page) => opened(page.took),
        Err(astray) => failed(astray.why),
    }
}

/// An address of another site.
async fn call_on(walk: &Walk<'_>, wishes: &mut Wishes, url: &Url) -> Outcome {
    let today = china_date(walk.clock.now());
    let is_ignored = |one: &domain::patrol::Ignoring| one.covers(FaultKind::DeadOutsideLink, "", url.as_str(), today);
    if walk.manners.ignored.iter().any(is_ignored) {
        return unsettled("在巡查忽略名单中，没有探测");
    }
    if !wishes.allow(walk, url).await {
        return unsettled("对方网站的 robots.txt 不允许程序访问");
    }
    let at = walk.clock.now();
    let knocked = outside::knock(walk, url).await;
    walk.clock.pause(walk.manners.host_pause).await;
    match knocked {
        Ok(answered) => {
            let status = answered.answer.status;
            match outside::judged(status, answered.request, at) {
                Reached::Opened => opened(answered.took),
                Reached::Failed(why) => Outcome::Failed { why: why.why },
                Reached::Unsettled => {
                    Outcome::Unsettled { why: format!("对方网站答复 {status}，不接受程序访问") }
                }
            }
        }
        Err(astray) => failed(astray.why),
    }
}

impl Wishes {
    /// Whether the host of `url` lets programs ask for it. Where it has said nothing it is asked again the next time.
    async fn allow(&mut self, walk: &Walk<'_>, url: &Url) -> bool {
        let (now, origin) = (walk.clock.now(), url.origin().ascii_serialization());
        self.0.retain(|_, (at, _)| now - *at < REMEMBERED);
        if !self.0.contains_key(&origin) {
            let text = outside::wishes(walk, url).await;
            walk.clock.pause(walk.manners.host_pause).await;
            self.0.extend(text.map(|text| (origin.clone(), (now, outside::read(&text)))));
        }
        self.0.get(&origin).is_none_or(|(_, wishes)| wishes.allow(&outside::path_of(url)))
    }
}

fn opened(took: Duration) -> Outcome {
    Outcome::Opened { milliseconds: u32::try_from(took.as_millis()).unwrap_or(u32::MAX) }
}

fn failed(why: Why) -> Outcome {
    match why {
        // Not the fault of what is probed.
        Why::Failure(Failure::NotAllowed) => unsettled(Failure::NotAllowed.label()),
        why => Outcome::Failed { why: why.label().to_owned() },
    }
}

fn unsettled(why: &str) -> Outcome {
    Outcome::Unsettled { why: why.to_owned() }
}
