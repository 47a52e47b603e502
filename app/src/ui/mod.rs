//! The design system: every control of portal and desk, each in one small file.
//!
//! A component owns its markup, its accessible name and its keyboard; colours and sizes come from the tokens in
//! `style/`. Controls are wired to their label, hint and error by [`field::Field`], so that a form cannot forget it.

pub mod banner;
pub mod breadcrumb;
pub mod button;
pub mod card;
pub mod checkbox;
pub mod date;
pub mod description_list;
pub mod dialog;
pub mod empty_state;
pub mod error_summary;
pub mod field;
pub mod icon;
pub mod live;
#[cfg(feature = "ssr")]
pub mod page_picture;
pub mod pager;
pub mod panel;
pub mod progress;
pub mod radio_group;
pub mod rich_text;
pub mod select;
pub mod site_notice;
pub mod skip_link;
pub mod spinner;
pub mod table;
pub mod tabs;
pub mod tag;
pub mod text_area;
pub mod text_input;
pub mod toolbar;

pub use banner::{Banner, Tone};
pub use breadcrumb::{Breadcrumb, Crumb};
pub use button::{Button, ButtonKind, ButtonLink, IconButton};
pub use card::Card;
pub use checkbox::Checkbox;
pub use date::{Day, Moment};
pub use description_list::{Described, DescriptionList};
pub use dialog::Dialog;
pub use empty_state::EmptyState;
pub use error_summary::ErrorSummary;
pub use field::{Field, FieldContext, field_id};
pub use icon::{Icon, IconName};
pub use live::{live, once_open};
pub use pager::Pager;
pub use panel::Panel;
pub use progress::Progress;
pub use radio_group::RadioGroup;
pub use rich_text::{Markup, RichText};
pub use select::{Choice, Select};
pub use site_notice::{HolidayNotice, SiteBanner};
pub use skip_link::SkipLink;
pub use spinner::Spinner;
pub use table::{Cell, Heading, RowHeading, Table};
pub use tabs::{Tab, TabPanel, Tabs};
pub use tag::{LiveTag, ModeTag, StageTag, StarTag, StateTag, Tag, ValidityTag};
pub use text_area::TextArea;
pub use text_input::TextInput;
pub use toolbar::Toolbar;

#[cfg(all(test, feature = "ssr"))]
mod tests;
