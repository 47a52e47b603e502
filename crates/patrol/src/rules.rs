//! What a round goes by: the site, its columns, the office's lists and limits. Made anew for each round, from the plan.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::NaiveDate;
use domain::plan::{Cadence, Column, ColumnCode, ColumnKind, InForce};
use url::Url;

use crate::wording::Wording;

/// What the plan asks of a column's page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnRule {
    /// As its page tag names it.
    pub name: String,
    /// Whether a page without anything in it is a fault (单项否决: 空白栏目). Not of mirrors, links and functions.
    pub must_hold_items: bool,
    /// The newest date that its page shows must not be before this day (更新时效; the caller has counted the term back
    /// from today by its calendar). `None`: no term.
    pub fresh_since: Option<NaiveDate>,
    /// Whether its items are policy documents, which need an interpretation (解读关联) unless [`Rules::needs_none`] has them.
    pub needs_interpretation: bool,
}

/// What the plan asks of all its columns that are in use on its day. `since` counts the term of a column back from today by
/// the calendar; `None`: it has no term. Mirrors, links and functions may be blank.
pub fn columns_of(
    plan: &InForce,
    since: impl Fn(&Column, Cadence) -> Option<NaiveDate>,
) -> BTreeMap<ColumnCode, ColumnRule> {
    let in_use = plan.plan.columns.iter().filter(|column| !column.is_history_on(plan.on));
    in_use
        .map(|column| {
            let rule = ColumnRule {
                name: column.name.clone(),
                must_hold_items: column.takes_items(plan.on),
                fresh_since: column.row.as_ref().and_then(|row| since(column, row.cadence)),
                needs_interpretation: column.kind == ColumnKind::Documents,
            };
            (column.code.clone(), rule)
        })
        .collect()
}

/// Where things are on this portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Before the code of a column.
    pub column: String,
    /// Before the code of an item.
    pub items: Vec<String>,
    /// The notice before other sites, and the parameter with the address that it leads to.
    pub leave: (String, String),
    /// What no round visits: the desk, searches, forms. Links to it are not judged.
    pub skipped: Vec<String>,
    /// The endings of addresses below an item that are forms, feeds or counters.
    pub skipped_endings: Vec<String>,
    /// Parameters of lists that lead on: pages with any other are asked for, but their links are not followed.
    pub followed: Vec<String>,
    /// The site map for search engines.
    pub sitemap: String,
}

impl Default for Paths {
    /// Those of the portal of Longan.
    fn default() -> Self {
        let all = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect();
        Self {
            column: "/c/".into(),
            items: all(&["/a/", "/t/"]),
            leave: ("/leave".into(), "to".into()),
            skipped: all(&["/desk", "/api/", "/search", "/preferences", "/health"]),
            skipped_endings: all(&["/report", "/vote", "/view", "/view.gif", "/qr.svg", "/feed.xml", "/atom.xml"]),
            followed: all(&["page", "part"]),
            sitemap: "/sitemap.xml".into(),
        }
    }
}

/// Beyond what something is a fault, and what is not read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// A page with its pictures, styles and scripts, in bytes: what 8 Mbit/s bring in three seconds (网页设计规范).
    pub page_bytes: u64,
    /// Until the server begins to answer (网页设计规范: at most 3 s), where no rule set says how long.
    pub answer: Duration,
    /// Days before the end of a certificate from which it is a fault.
    pub certificate_days: i64,
    /// Documents younger than so many days need an interpretation: the half year that the national check samples.
    pub interpretation_days: i64,
    /// Characters of running text below which a column's page counts as blank.
    pub blank_words: usize,
    /// So much of a page is read.
    pub read_page: usize,
    /// So large a file is read.
    pub read_file: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            page_bytes: 3_000_000,
            answer: Duration::from_secs(3),
            certificate_days: 30,
            interpretation_days: 183,
            blank_words: 30,
            read_page: 4 << 20,
            read_file: 20 << 20,
        }
    }
}

/// What a round goes by.
#[derive(Debug)]
pub struct Rules {
    /// The address of the home page.
    pub home: Url,
    /// Other names under which the same site is public: links to them are asked for at `home`.
    pub also_called: Vec<String>,
    /// Hosts of other sites that need no notice, though no government's by their name: who issues 党政机关网站标识.
    pub without_notice: Vec<String>,
    /// What the page tag `SiteName` must say; empty: anything.
    pub site_name: String,
    /// What the page tag `SiteIDCode` must say; empty: anything of its form.
    pub site_code: String,
    /// The columns of the plan.
    pub columns: BTreeMap<ColumnCode, ColumnRule>,
    /// The last days of topics, by the address of their page.
    pub topic_ends: BTreeMap<String, NaiveDate>,
    /// Policy documents that need no interpretation, by the address of their page.
    pub needs_none: BTreeSet<String>,
    /// Hosts whose certificate is looked at.
    pub certificate_hosts: Vec<String>,
    /// Where things are.
    pub paths: Paths,
    /// Limits.
    pub limits: Limits,
    /// The judge of words, with the office's lists.
    pub wording: Wording,
}

impl Rules {
    /// The rules for the site at `home` as long as nobody has said more; `about:blank` when that is no address.
    pub fn of_site(home: &str) -> Self {
        let blank = || Url::parse("about:blank").expect("a constant that is an address");
        Self {
            home: Url::parse(home).unwrap_or_else(|_| blank()),
            also_called: Vec::new(),
            without_notice: Vec::new(),
            site_name: String::new(),
            site_code: String::new(),
            columns: BTreeMap::new(),
            topic_ends: BTreeMap::new(),
            needs_none: BTreeSet::new(),
            certificate_hosts: Vec::new(),
            paths: Paths::default(),
            limits: Limits::default(),
            wording: Wording::default(),
        }
    }

    /// Whether `url` is on this site, under the name of `home`.
    pub fn is_inside(&self, url: &Url) -> bool {
        url.host_str() == self.home.host_str() && url.port_or_known_default() == self.home.port_or_known_default()
    }

    /// `url` as it is asked for: one under another name of the site under the name of `home`.
    pub(crate) fn at_home(&self, url: Url) -> Url {
        let is_called_so = url.host_str().is_some_and(|host| self.also_called.iter().any(|name| name == host));
        if !is_called_so {
            return url;
        }
        let mut home = self.home.clone();
        home.set_path(url.path());
        home.set_query(url.query());
        home
    }

    /// The column that `path` is the page of.
    pub(crate) fn column_at(&self, path: &str) -> Option<ColumnCode> {
        let code = path.strip_prefix(self.paths.column.as_str())?;
        ColumnCode::parse(code.trim_end_matches('/'))
    }

    /// Whether `path` is the page of an item.
    pub(crate) fn is_item(&self, path: &str) -> bool {
        self.paths.items.iter().any(|beginning| {
            path.strip_prefix(beginning.as_str()).is_some_and(|code| !code.is_empty() && !code.contains('/'))
        })
    }

    /// The column called `name`, when there is only one.
    pub(crate) fn column_called(&self, name: &str) -> Option<ColumnCode> {
        let mut called = self.columns.iter().filter(|(_, rule)| rule.name == name);
        called.next().map(|(code, _)| code.clone()).filter(|_| called.next().is_none())
    }
}
