//! 保密审查 as the desk enters and shows it: of items, and of topics.

mod fields;
mod record;

pub(super) use fields::{SecrecyFields, SecrecyForm};
pub(super) use record::SecrecyRecord;
