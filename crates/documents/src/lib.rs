//! Everything about bytes and running text: safe HTML, checks over what a clerk wrote, uploads, pictures,
//! spreadsheets, feeds, QR codes and traditional characters. Synchronous pure functions without database, network or clock.
//!
//! Three kinds of things come out of here:
//!
//! * **safe values** that other crates may trust: [`html::SafeHtml`], [`upload::Accepted`], [`picture::Picture`];
//! * **entries** of other sites, for reprints: [`elsewhere`];
//! * **findings** for the check panel, each with a place that the desk can jump to: [`lint`], [`wording`],
//!   [`personal_data`], [`secret_marks`]; and for attachments, with the place in the file: [`scan`].
//!
//! The text checks read the plain text of an item ([`html::plain_text`]) and answer in character positions of it.
//!
//! ```
//! use documents::html::{SafeHtml, plain_text};
//! use documents::personal_data;
//!
//! let body = SafeHtml::sanitise("<p onclick=x>联系人手机：13800138000<script>alert(1)</script></p>");
//! assert_eq!(body.as_str(), "<p>联系人手机：13800138000</p>");
//! let found = personal_data::find(&plain_text(&body));
//! assert_eq!(found[0].masked, "138****8000");
//! ```

#![warn(missing_docs)]

pub mod address_list;
pub mod content_hash;
pub mod elsewhere;
pub mod feed;
pub mod finding;
pub mod html;
pub mod lint;
pub mod personal_data;
pub mod picture;
pub mod qr;
pub mod register;
pub mod scan;
pub mod secret_marks;
pub mod sitemap;
pub mod spreadsheet;
pub mod traditional;
pub mod upload;
pub mod wording;
pub mod xlsx_assessment;
pub mod xlsx_guides;
pub mod xlsx_plan;
pub mod xlsx_work_report;
