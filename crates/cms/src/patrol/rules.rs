//! What a round goes by, made anew for each from the plan, the calendar and the office's lists.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use chrono::NaiveDate;
use domain::{
    clock::Term,
    desk::patrol::{IgnoreRow, WordKind, WordRow},
    kind::{Detail, Kind},
    obligation::State,
    patrol::{Ignoring, Mark},
    plan::{Cadence, Column, InForce, Releases},
    web::host,
};
use patrol::{Rules, WordEntry, Wording, columns_of};

use crate::{Cms, Result};

/// Nobody's term is longer than three years; a search that goes back further has none to find.
const LONGEST_DAYS: usize = 1_200;

impl Cms {
    /// The rules of a round that begins now.
    pub(super) async fn patrol_rules(&self) -> Result<Arc<Rules>> {
        let (plan, calendars, today) = (self.plan(), self.calendar(), self.today());
        let facts = self.obligation_facts(&plan, today).await?;
        let standings = self.standings().await?;
        let address = &self.settings().public_address;
        let mut rules = self.site_rules(&plan);
        let site = &plan.plan.site;
        let own = rules.home.host_str().unwrap_or_default().to_owned();
        rules.without_notice.extend(host(&site.emblem_address));
        if rules.home.scheme() == "https" {
            rules.certificate_hosts.push(own);
        }
        rules.site_name.clone_from(&site.name);
        rules.site_code.clone_from(&site.site_code);
        let owes = |column: &Column| {
            let standing = standings.columns.iter().find(|one| one.code == column.code);
            standing.is_some_and(|one| one.standing.state != State::NotApplicable)
        };
        rules.columns = columns_of(&plan, |column, cadence| {
            let shown = column.shows_items_of().unwrap_or(&column.code);
            let facts = facts.of(&column.code, shown);
            let calendar = calendars.of(plan.duties(&column.code));
            // More time was granted than the cadence has; what was granted once and is over excuses nothing.
            let is_extended = facts.adjustments.extensions.iter().any(|one| one.holds_on(today, calendar));
            if !owes(column) || is_extended {
                return None;
            }
            let duty = plan.plan.duty(column)?;
            let pauses = &facts.adjustments.pauses;
            let since = |term: Term| counted_back(today, |first| term.due(first, calendar, pauses));
            let by_cadence = match (cadence, &duty.row.releases) {
                // What became public in a year is that year's.
                (Cadence::ByDay { day }, _) => {
                    day.last_year_over(today, calendar, pauses).and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1))
                }
                (_, Some(releases)) => {
                    counted_back(today, |first| Releases::GRACE.due(releases.after(first, calendar)?, calendar, pauses))
                }
                (_, None) => term_of(cadence).and_then(since),
            };
            let confirmed = facts.confirmed_on.filter(|_| duty.is_confirmable());
            let by_floor = duty.row.floor.and_then(since);
            let first = by_cadence.max(by_floor).filter(|first| confirmed.is_none_or(|on| on < *first))?;
            // What was public before the column was owed is measured from its first day.
            (first > duty.owed_since).then_some(first)
        });
        rules.topic_ends = self.topic_ends(address).await?;
        rules.needs_none = self.documents_without_need(address, today).await?;
        rules.wording = wording(self.inner.store.patrol_words().await?);
        if let Some(seconds) = self.inner.rule_sets.slow_beyond() {
            rules.limits.answer = Duration::from_millis(u64::from(seconds.thousandths()));
        }
        Ok(Arc::new(rules))
    }

    /// Which site it is, and nothing more.
    pub(crate) fn site_rules(&self, plan: &InForce) -> Rules {
        let mut rules = Rules::of_site(&format!("{}/", self.settings().public_address));
        let domain = &plan.plan.site.domain;
        // Texts name the site by its domain, also where it is reached under another name.
        if !domain.is_empty() && Some(domain.as_str()) != rules.home.host_str() {
            rules.also_called.push(domain.clone());
        }
        rules
    }

    async fn topic_ends(&self, address: &str) -> Result<BTreeMap<String, NaiveDate>> {
        let topics = self.inner.store.topics().await?;
        let running = topics.into_iter().filter(|topic| topic.live.is_some() && topic.archived_at.is_none());
        Ok(running.map(|topic| (format!("{address}/t/{}", topic.code), topic.application.ends_on)).collect())
    }

    /// The pages of documents that nobody has to explain: by the rule of the board and the score.
    async fn documents_without_need(&self, address: &str, today: NaiveDate) -> Result<BTreeSet<String>> {
        let documents = self.all_of_kind(Kind::PolicyDocument).await?;
        let needs_none = documents.into_iter().filter(|row| match &row.detail {
            Detail::PolicyDocument(document) => !document.needs_interpretation(today),
            _ => false,
        });
        Ok(needs_none.map(|row| format!("{address}/a/{}", row.code)).collect())
    }

    /// The ignore list as it holds now.
    pub(crate) async fn patrol_ignored(&self) -> Result<Vec<Ignoring>> {
        let rows = self.inner.store.patrol_ignored().await?;
        Ok(rows.into_iter().map(ignoring).collect())
    }
}

fn ignoring(row: IgnoreRow) -> Ignoring {
    let mark = Mark { reason: row.reason, by: row.by, at: row.at, until: row.until };
    Ignoring { pattern: row.pattern, kind: row.kind, mark }
}

/// The term that a cadence sets to the newest item of a column; 每天 is red after three days (`domain.md` §10.2). A day of the
/// year sets none.
const fn term_of(cadence: Cadence) -> Option<Term> {
    match cadence {
        Cadence::Daily => Some(Term::Days(3)),
        Cadence::Days { days } => Some(Term::Days(days)),
        Cadence::Months { months } => Some(Term::Months(months)),
        Cadence::ByDay { .. }
        | Cadence::CountPerYear { .. }
        | Cadence::AfterEvent { .. }
        | Cadence::RealTime
        | Cadence::Promptly
        | Cadence::WhenNeeded
        | Cadence::PerTopic => None,
    }
}

/// The first day from which a term has not ended by `today`, where `due` says when it ends; `None` while a pause keeps it
/// from ending.
fn counted_back(today: NaiveDate, due: impl Fn(NaiveDate) -> Option<NaiveDate>) -> Option<NaiveDate> {
    let holds = |first: &NaiveDate| due(*first).is_some_and(|due| due >= today);
    let days = std::iter::successors(Some(today), NaiveDate::pred_opt).take(LONGEST_DAYS);
    days.take_while(holds).last()
}

fn wording(rows: Vec<WordRow>) -> Wording {
    let (allowed, wrong): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.form.kind == WordKind::Allowed);
    let entries = wrong.into_iter().map(|row| WordEntry {
        is_forbidden: row.form.kind == WordKind::Forbidden,
        wrong: row.form.word,
        right: row.form.right,
        note: row.form.note,
        except: row.form.except,
    });
    Wording::new(entries.collect(), allowed.into_iter().map(|row| row.form.word).collect())
}

#[cfg(test)]
mod tests {
    use domain::{calendar::shipped, clock::Pauses};

    use super::*;

    #[test]
    fn a_term_is_counted_back_by_the_calendar() {
        let calendar = shipped::calendar("");
        let today: NaiveDate = "2026-11-26".parse().expect("a day");
        let due = |term: Term, first| term.due(first, &calendar, &Pauses::none());
        let back = |term| counted_back(today, |first| due(term, first)).map(|day| day.to_string());
        assert_eq!(back(Term::Days(14)).as_deref(), Some("2026-11-12"));
        assert_eq!(back(Term::WorkingDays(3)).as_deref(), Some("2026-11-23"));
        assert_eq!(back(Term::Months(6)).as_deref(), Some("2026-05-26"));
    }
}
