//! The sources that the portal manager keeps.

use chrono::NaiveDate;
use domain::{
    desk::{
        FieldFault,
        reprints::{SourceForm, SourceList, SourceRow, SourceSave, TargetColumn, Trial, TrialEntry},
    },
    event::SubjectKind,
    id::ReprintSourceId,
    permission::Action,
    plan::{AssuranceMode, Column, ColumnCode, InForce},
    reprint::{INTERVAL_MAX, INTERVAL_MIN},
};
use serde_json::json;
use store::reprint_source::SourceRecord;

use super::reading::{self, fault};
use crate::{
    Cms, Ctx, Error, Result,
    outside::{Answer, Question},
};

/// Longest name of a source, in characters.
const NAME_MAX: usize = 60;
/// Entries that a trial shows.
const SHOWN: usize = 10;
/// Characters of the first entry's text that a trial shows.
const TEXT_SHOWN: usize = 300;

/// Whether clerks may put reprints into the column on `on`.
pub(super) fn takes_reprints(column: &Column, on: NaiveDate) -> bool {
    column.takes_items(on) && column.row.as_ref().is_some_and(|row| row.modes.contains(&AssuranceMode::Reprint))
}

pub(super) fn target(plan: &InForce, code: &ColumnCode) -> TargetColumn {
    let path = plan.plan.path_name(code);
    TargetColumn { code: code.clone(), path: if path.is_empty() { code.to_string() } else { path } }
}

impl Cms {
    /// Every source, and what a new one can be for.
    pub async fn reprint_sources(&self, ctx: &Ctx) -> Result<SourceList> {
        ctx.at_desk(Action::ManagePlan)?;
        let plan = self.plan();
        let rows = self.inner.store.reprint_sources().await?.into_iter().map(|source| row(&plan, source)).collect();
        let columns = plan.plan.columns.iter().filter(|column| takes_reprints(column, plan.on));
        let columns = columns.map(|column| target(&plan, &column.code)).collect();
        Ok(SourceList { rows, columns, hosts: self.settings().reprint_hosts.names().to_vec() })
    }

    /// Adds a source, or changes one that nobody has changed since it was seen.
    pub async fn save_reprint_source(&self, ctx: &Ctx, save: SourceSave) -> Result<ReprintSourceId> {
        ctx.at_desk(Action::ManagePlan)?;
        let SourceSave { seen, form } = save;
        let form = self.accepted_source(form)?;
        let data = json!({ "form": form });
        let mut tx = self.inner.store.begin().await?;
        let saved = match seen {
            None => tx.create_reprint_source(&form, self.now()).await,
            Some((id, version)) => match tx.change_reprint_source(id, version, &form, self.now()).await {
                Ok(false) => return Err(Error::Stale),
                other => other.map(|_| id),
            },
        };
        let id = match saved {
            Err(error) if error.is_taken("reprint_source", "address") => {
                return Err(Error::Invalid(vec![fault("address", "这个网址已经登记为来源")]));
            }
            other => other?,
        };
        let action = if seen.is_some() { "reprint-source.change" } else { "reprint-source.create" };
        tx.append_event(&ctx.event(self, action, SubjectKind::ReprintSource, &id.to_string(), data)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// What a source would bring now; nothing is kept.
    pub async fn try_reprint_source(&self, ctx: &Ctx, form: &SourceForm) -> Result<Trial> {
        ctx.at_desk(Action::ManagePlan)?;
        let readable = self.readable_source(form).map_err(Error::Invalid)?;
        let at_address = |why: String| Error::Invalid(vec![fault("address", why)]);
        let page = match self.inner.outside.ask(&Question::new(readable.address.clone())).await {
            Ok(Answer::Page(page)) => page,
            Ok(Answer::Unchanged) => return Err(at_address("对方网站没有给出内容".to_owned())),
            Err(why) => return Err(at_address(why.to_string())),
        };
        let read = reading::entries(page, readable, self.today()).await?;
        let (source_page, entries) = read.map_err(|fault| Error::Invalid(vec![fault]))?;
        let mut remarks = Vec::new();
        if entries.iter().all(|entry| entry.published.is_none()) {
            remarks.push(fault("date", "没有读出日期：采用时须补填原文发布日期"));
        }
        let (mut text, mut pictures) = (String::new(), 0);
        if let Some(first) = entries.first() {
            match self.text_of_entry(first, &source_page).await? {
                Ok(taken) => {
                    text = documents::html::excerpt(&taken.html, TEXT_SHOWN);
                    pictures = taken.pictures;
                }
                Err(why) => remarks.push(fault("body_selector", why)),
            }
        }
        Ok(Trial {
            found: i64::try_from(entries.len()).unwrap_or(i64::MAX),
            entries: entries
                .into_iter()
                .take(SHOWN)
                .map(|entry| TrialEntry {
                    address: entry.address.to_string(),
                    title: entry.title,
                    published: entry.published,
                })
                .collect(),
            text,
            pictures,
            remarks,
        })
    }

    /// The form with its address in the canonical way, or every fault of it.
    fn accepted_source(&self, form: SourceForm) -> Result<SourceForm> {
        let mut faults: Vec<FieldFault> = Vec::new();
        let name = form.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > NAME_MAX {
            faults.push(fault("name", "请填写来源名称（60 字以内），如“中国政府网”"));
        }
        let plan = self.plan();
        if !plan.plan.column(&form.column).is_some_and(|column| takes_reprints(column, plan.on)) {
            faults.push(fault("column", "请选择采用转载的栏目"));
        }
        if !(INTERVAL_MIN..=INTERVAL_MAX).contains(&form.interval_minutes) {
            faults.push(fault("interval", "间隔须在 15 分钟至 24 小时之间"));
        }
        match self.readable_source(&form) {
            Ok(readable) if faults.is_empty() => Ok(SourceForm { name, address: readable.address.to_string(), ..form }),
            Ok(_) => Err(Error::Invalid(faults)),
            Err(found) => {
                faults.extend(found);
                Err(Error::Invalid(faults))
            }
        }
    }
}

fn row(plan: &InForce, source: SourceRecord) -> SourceRow {
    SourceRow {
        column_path: target(plan, &source.form.column).path,
        column_takes: plan.plan.column(&source.form.column).is_some_and(|column| takes_reprints(column, plan.on)),
        id: source.id,
        version: source.version,
        form: source.form,
        next_at: source.next_at,
        last: source.last,
        failing_since: source.failing_since,
    }
}
