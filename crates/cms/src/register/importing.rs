//! From an uploaded file to a stored table.

use chrono::{Days, NaiveDate};
use documents::{
    register::{self, About, Prepared},
    spreadsheet,
    upload::{self, Purpose, Refused},
};
use domain::{
    desk::register::{CellFault, RegisterDifferences, RegisterPreview, RegisterSummary, Treatment},
    event::SubjectKind,
    id::{ItemId, RegisterId},
    permission::Action,
    register::{NAME_MAX, PERSONAL_DAYS, PERSONAL_DAYS_MAX, Profile, RegisterColumn},
    time::china_date,
};
use serde_json::json;
use store::register::{NewRegister, RegisterSearch};
use tokio::sync::Semaphore;

use super::{ALL, summary};
use crate::{Cms, Ctx, Error, Result};

/// A large workbook takes some hundred megabytes while it is read: one at a time.
static READING: Semaphore = Semaphore::const_new(1);

/// The largest file, so that nobody need receive more than will be taken.
pub const MAX_BYTES: usize = upload::MAX_REGISTER_BYTES;

/// Rows that the preview shows.
const SHOWN: usize = 10;

/// What the author wants made of a file.
#[derive(Debug, Clone)]
pub struct RegisterOrder {
    pub name: String,
    pub profile: Profile,
    /// The table that it would replace in the draft, to be compared with.
    pub instead_of: Option<RegisterId>,
}

/// The file, as it was sent. It is read and dropped; nothing keeps it.
#[derive(Debug)]
pub struct RegisterUpload<'a> {
    pub name: &'a str,
    pub declared_mime: &'a str,
    pub bytes: Vec<u8>,
}

/// What the author of a larger file is told.
pub fn too_large() -> Error {
    Error::field("file", Refused::too_large(Purpose::Register).to_string())
}

impl Cms {
    /// What the file would become, or everything that is wrong with it; nothing is stored.
    pub async fn preview_register(
        &self,
        ctx: &Ctx,
        item: ItemId,
        order: &RegisterOrder,
        upload: RegisterUpload<'_>,
    ) -> Result<RegisterPreview> {
        self.subject(ctx, item, Action::Edit).await?;
        let prepared = match self.read_register(order, upload).await? {
            Ok(prepared) => prepared,
            Err(faults) => return Ok(RegisterPreview { faults, ..RegisterPreview::default() }),
        };
        let differences = match order.instead_of {
            Some(former) => self.differences_from(item, former, &prepared).await?,
            None => None,
        };
        Ok(RegisterPreview {
            seen: prepared.fingerprint(),
            header: prepared.columns.iter().map(|column| column.name.clone()).collect(),
            rows: prepared.rows.iter().take(SHOWN).cloned().collect(),
            total: i64::try_from(prepared.rows.len()).unwrap_or(i64::MAX),
            columns: prepared.treated,
            notes: prepared.notes,
            faults: Vec::new(),
            differences,
            personal_until: match order.profile {
                Profile::Public => None,
                Profile::Beneficiaries => Some(in_days(china_date(self.now()), PERSONAL_DAYS)),
            },
        })
    }

    /// Stores the table that a preview showed. `seen` is what the preview was called; another file, or the same one on a
    /// day on which a minor has come of age, is refused. An answer that was lost costs nothing but a table that no
    /// revision uses, and those are cleared away.
    pub async fn create_register(
        &self,
        ctx: &Ctx,
        item: ItemId,
        order: &RegisterOrder,
        personal_until: Option<NaiveDate>,
        seen: &str,
        upload: RegisterUpload<'_>,
    ) -> Result<RegisterSummary> {
        let actor = ctx.actor()?;
        let subject = self.subject(ctx, item, Action::Edit).await?;
        let name = checked_name(&order.name)?;
        let personal_until = checked_period(order.profile, personal_until, china_date(self.now()))?;
        // Who confirms has seen a preview without faults; these are for others.
        let prepared = self.read_register(order, upload).await?.map_err(Error::of_file)?;
        if prepared.fingerprint() != seen {
            return Err(Error::field("file", "文件与预览时的不一致，请重新选择文件"));
        }
        let note = note(&prepared);
        let mut tx = self.begin_with(&subject).await?;
        let id = tx
            .insert_register(&NewRegister {
                item,
                name,
                profile: order.profile,
                columns: &prepared.columns,
                rows: &prepared.rows,
                note: &note,
                created_by: actor.account,
                created_name: &actor.name,
                created_at: self.now(),
                personal_until,
            })
            .await?;
        let data = json!({
            "item": item,
            "name": name,
            "profile": order.profile,
            "rows": prepared.rows.len(),
            "treatment": note,
            "personal_until": personal_until,
        });
        tx.append_event(&ctx.event(self, "register.import", SubjectKind::Register, &id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(summary(self.inner.store.register(id).await?.ok_or(Error::NotFound)?))
    }

    /// Reads and masks; the inner error says what is wrong inside the file.
    async fn read_register(
        &self,
        order: &RegisterOrder,
        upload: RegisterUpload<'_>,
    ) -> Result<Result<Prepared, Vec<CellFault>>> {
        let accepted = upload::accept(upload.name, upload.declared_mime, upload.bytes, Purpose::Register)
            .map_err(|refused| Error::field("file", refused.to_string()))?;
        let (profile, name, today) = (order.profile, order.name.clone(), china_date(self.now()));
        let turn = READING.acquire().await.map_err(Error::internal)?;
        let read = tokio::task::spawn_blocking(move || {
            // Held here: a request that is given up does not stop the work.
            let _turn = turn;
            let table = spreadsheet::read(&accepted)?;
            Ok(register::prepare(table, &About { profile, name: &name, today }))
        });
        read.await.map_err(Error::internal)
    }

    async fn differences_from(
        &self,
        item: ItemId,
        former: RegisterId,
        prepared: &Prepared,
    ) -> Result<Option<RegisterDifferences>> {
        let Some(record) = self.inner.store.register(former).await?.filter(|record| record.item == item) else {
            return Ok(None);
        };
        let rows = self.inner.store.register_rows(former, &RegisterSearch::of(""), ALL, 0).await?;
        Ok(Some(compared((record.columns, rows), (prepared.columns.clone(), prepared.rows.clone())).await?))
    }
}

/// Off the threads that answer other requests: forty thousand rows take a while.
pub(super) async fn compared(
    before: (Vec<RegisterColumn>, Vec<Vec<String>>),
    after: (Vec<RegisterColumn>, Vec<Vec<String>>),
) -> Result<RegisterDifferences> {
    let work = move || register::compare((&before.0, &before.1), (&after.0, &after.1));
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

fn checked_name(name: &str) -> Result<&str> {
    match name.trim() {
        "" => Err(Error::field("name", "请填写清单名称")),
        name if name.chars().count() > NAME_MAX => Err(Error::field("name", format!("清单名称不超过 {NAME_MAX} 个字"))),
        name => Ok(name),
    }
}

/// A list of people states until when it stays whole; nothing else has such a day.
fn checked_period(profile: Profile, until: Option<NaiveDate>, today: NaiveDate) -> Result<Option<NaiveDate>> {
    let last = in_days(today, PERSONAL_DAYS_MAX);
    match (profile, until) {
        (Profile::Public, _) => Ok(None),
        (Profile::Beneficiaries, None) => Err(Error::field("personal_until", "请填写公示截止日期")),
        (Profile::Beneficiaries, Some(day)) if day <= today => {
            Err(Error::field("personal_until", "公示截止日期须晚于今天"))
        }
        (Profile::Beneficiaries, Some(day)) if day > last => {
            Err(Error::field("personal_until", "公示期最长一年：到期后如仍需公开，请重新导入核定后的名单"))
        }
        (Profile::Beneficiaries, Some(day)) => Ok(Some(day)),
    }
}

fn in_days(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}

/// What was masked and left out, in one line.
fn note(prepared: &Prepared) -> String {
    let treated = prepared.treated.iter().filter(|column| column.treatment != Treatment::Kept);
    treated.map(|column| format!("{}：{}", column.name, column.note)).collect::<Vec<_>>().join("；")
}
