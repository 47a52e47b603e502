//! The patrol (巡查): walks over what the public sees, through HTTP and not through the database, and says what is wrong
//! with it.
//!
//! * [`inspect`] judges one page ([`inspect_page`]) or one attachment ([`inspect_file`]); both are pure.
//! * [`walk`](mod@walk) is a round over a whole site: from its site map and its home page along its links, other sites
//!   politely, and slower as soon as the portal itself becomes slower.
//! * [`look_in`] asks for one address by itself, for what must always be there.
//!
//! What comes out are [`domain::patrol::Observation`]s; [`domain::patrol::merge`] makes findings of them. The network and
//! the time are injected ([`Fetch`], [`Clock`]): the real ones, with their guard of the inner network, are the server's.
//!
//! ```
//! use std::{sync::Arc, time::Duration};
//!
//! use domain::patrol::FaultKind;
//! use patrol::{Page, Rules, inspect_page};
//!
//! let rules = Rules::of_site("https://www.lax.gov.cn/");
//! let html = "<main><p>联系人：13800138000</p></main>";
//! let at = domain::time::parse_minute("2026-11-26 09:00").expect("a minute");
//! let page = Page::new("https://www.lax.gov.cn/a/23456789", 200, html.into(), Duration::from_millis(4), at);
//! let found = inspect_page(&page, &rules);
//! let leak = found.iter().find(|one| one.fingerprint.kind == FaultKind::PersonalData).expect("a telephone");
//! assert_eq!(leak.evidence.passage.as_str(), "联系人：138****8000");
//! ```

#![warn(missing_docs)]

pub mod fetch;
pub mod inspect;
pub mod letters;
mod page;
pub mod reading;
mod rules;
pub mod walk;
mod wording;

pub use fetch::{Answer, Clock, Failure, Fetch, Method, Request};
pub use inspect::{inspect_file, inspect_page};
pub use page::Page;
pub use rules::{ColumnRule, Limits, Paths, Rules, columns_of};
pub use walk::{Manners, Progress, Walked, Wishes, look_in, walk};
pub use wording::{WordEntry, Wording};
