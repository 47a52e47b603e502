//! Structured tables (清单, 名单): a spreadsheet of an item's author becomes rows that readers search and download.
//!
//! The way is preview, then confirmation. Both get the file, and neither keeps it: what is stored are the masked rows that
//! the preview showed (`documents::register`; 个人信息保护法 art. 6), under a fingerprint that the confirmation repeats.
//! A table belongs to one item; a revision uses tables of its own item only, and a table is public exactly while the live
//! revision uses it. Replacing a table makes another one, so the live revision keeps what was signed.

mod ending;
mod importing;
mod reading;

pub use importing::{MAX_BYTES, RegisterOrder, RegisterUpload, too_large};
pub use reading::{DownloadFormat, RegisterFile, RegisterPage};

use domain::{
    desk::register::RegisterSummary,
    id::ItemId,
    kind::{Detail, Input},
};
use store::register::RegisterRecord;

use crate::{Cms, Error, Result};

/// Every row at once, for what works on the whole table.
#[expect(clippy::cast_possible_wrap, reason = "twenty thousand")]
const ALL: i64 = documents::spreadsheet::MAX_ROWS as i64;

impl Cms {
    /// Takes the tables that a draft names, if they are of its item: a revision hands the right to read its tables on, so
    /// knowing a number must not be enough. A list of people is one that was masked as such.
    pub(crate) async fn admit_registers(&self, item: ItemId, detail: &Detail) -> Result<()> {
        for (field, id) in detail.registers() {
            let record = self.inner.store.register(id).await?;
            let fits = record.is_some_and(|record| {
                record.item == item && matches!(field.input, Input::Register(profile) if profile == record.profile)
            });
            if !fits {
                let message = format!("{}不存在或不属于这条信息，请重新导入", field.label);
                return Err(Error::field(&format!("detail.{}", field.name), message));
            }
        }
        Ok(())
    }
}

fn summary(record: RegisterRecord) -> RegisterSummary {
    RegisterSummary {
        id: record.id,
        name: record.name,
        rows: record.row_count,
        profile: record.profile,
        personal_until: record.personal_until,
        is_withdrawn: record.withdrawn_at.is_some(),
        note: record.note,
    }
}
