//! Addresses of the site before this one: where they lead now, and taking in a list of them.
//!
//! An address leads on only where nothing of this site stands, and only to a page that answers for itself. So no way
//! can lead back to where it began, whatever is noted.

use std::collections::BTreeMap;

use documents::address_list;
use domain::{
    event::SubjectKind,
    old_address::{Destination, OldAddress},
    permission::Action,
};
use serde_json::json;
use store::Tx;

use crate::{Cms, Ctx, Error, Result, import::Rejected};

/// How many addresses one transaction takes.
const BATCH: usize = 200;

/// What became of the rows of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddressReport {
    /// Noted for the first time.
    pub added: usize,
    /// Led elsewhere before.
    pub changed: usize,
    /// Led there already.
    pub already_there: usize,
    pub rejected: Vec<Rejected>,
}

/// What noting an address changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pointed {
    Added,
    Changed,
    Already,
}

/// A row that can be taken.
struct Ready {
    address: OldAddress,
    to: Destination,
}

impl Cms {
    /// The page that stands now for what was asked for at `address`, a path with its query. `None` when the address is
    /// unknown, or what it leads to has no page.
    pub async fn moved_to(&self, address: &str) -> Result<Option<Destination>> {
        let Ok(address) = OldAddress::parse(address) else { return Ok(None) };
        let path = address.without_query();
        // A column of the plan stands where it stands, even if it has no page of its own.
        if let Some(own) = Destination::parse(path.as_str())
            && self.has_page(&own).await?
        {
            return Ok(None);
        }
        let mut found = self.inner.store.destination_of(&address).await?;
        if found.is_none() && path != address {
            found = self.inner.store.destination_of(&path).await?;
        }
        match found {
            Some(to) if self.has_page(&to).await? => Ok(Some(to)),
            _ => Ok(None),
        }
    }

    /// Whether something public stands there, be it only the notice that it was withdrawn.
    async fn has_page(&self, to: &Destination) -> Result<bool> {
        Ok(match to {
            Destination::Column(code) => self.plan().plan.column(code).is_some(),
            Destination::Item(code) => {
                let item = self.inner.store.item_by_code(code).await?;
                item.is_some_and(|item| item.live.is_some() || item.withdrawn.is_some())
            }
        })
    }

    /// Takes in a list of old addresses, CSV with two columns: the old address, and `/a/…` or `/c/…`. A row that cannot
    /// be taken is reported with its line; the others go in. The same list again changes nothing.
    pub async fn import_addresses(&self, ctx: &Ctx, file: Vec<u8>) -> Result<AddressReport> {
        ctx.at_desk(Action::ManagePlan)?;
        let rows = tokio::task::spawn_blocking(move || address_list::read(&file)).await.map_err(Error::internal)?;
        let mut report = AddressReport::default();
        let (mut ready, mut seen) = (Vec::new(), BTreeMap::new());
        for row in rows {
            let line = match &row {
                Ok(row) => row.line,
                Err(unreadable) => unreadable.line,
            };
            let read = match row {
                Ok(row) => self.read_row(&row, &mut seen).await?,
                Err(unreadable) => Err(unreadable.reason),
            };
            match read {
                Ok(row) => ready.push(row),
                Err(reason) => {
                    report.rejected.push(Rejected { line: usize::try_from(line).unwrap_or_default(), reason });
                }
            }
        }
        for batch in ready.chunks(BATCH) {
            let mut tx = self.inner.store.begin().await?;
            let mut done = Vec::with_capacity(batch.len());
            for Ready { address, to } in batch {
                done.push(self.point(ctx, &mut tx, address, to).await?);
            }
            tx.commit().await?;
            let count = |what| done.iter().filter(|pointed| **pointed == what).count();
            report.added += count(Pointed::Added);
            report.changed += count(Pointed::Changed);
            report.already_there += count(Pointed::Already);
        }
        Ok(report)
    }

    async fn read_row(
        &self,
        row: &address_list::Row,
        seen: &mut BTreeMap<OldAddress, (u64, Destination)>,
    ) -> Result<Result<Ready, String>> {
        let address = match OldAddress::parse(&row.old) {
            Ok(address) => address,
            Err(fault) => return Ok(Err(fault.to_string())),
        };
        let new = row.new.strip_prefix(&self.settings().public_address).unwrap_or(&row.new);
        let Some(to) = Destination::parse(new.trim_end_matches('/')) else {
            return Ok(Err(format!("新地址“{}”须为 /a/信息编号 或 /c/栏目代码", row.new)));
        };
        if let Some((line, other)) = seen.get(&address)
            && *other != to
        {
            return Ok(Err(format!("第 {line} 行已将此旧地址指向 {other}")));
        }
        if let Destination::Column(code) = &to
            && self.plan().plan.column(code).is_none()
        {
            return Ok(Err(format!("方案中没有栏目“{code}”")));
        }
        if let Destination::Item(code) = &to
            && self.inner.store.item_by_code(code).await?.is_none()
        {
            return Ok(Err(format!("没有编号为“{code}”的信息")));
        }
        if Destination::parse(address.as_str()).is_some_and(|own| self.is_column(&own)) {
            return Ok(Err(format!("“{address}”是现有栏目，不能作为旧地址")));
        }
        seen.insert(address.clone(), (row.line, to.clone()));
        Ok(Ok(Ready { address, to }))
    }

    fn is_column(&self, place: &Destination) -> bool {
        matches!(place, Destination::Column(code) if self.plan().plan.column(code).is_some())
    }

    /// Lets an old address lead to `to`, with its event; nothing when it does already.
    pub(crate) async fn point(
        &self,
        ctx: &Ctx,
        tx: &mut Tx,
        address: &OldAddress,
        to: &Destination,
    ) -> Result<Pointed> {
        let before = tx.destination_of(address).await?;
        if before.as_ref() == Some(to) {
            return Ok(Pointed::Already);
        }
        tx.point_old_address(address, to, self.now()).await?;
        let data = json!({ "to": to.to_string(), "before": before.as_ref().map(ToString::to_string) });
        let event = ctx.event(self, "old-address.point", SubjectKind::OldAddress, address.as_str(), data);
        tx.append_event(&event).await?;
        Ok(if before.is_some() { Pointed::Changed } else { Pointed::Added })
    }
}
