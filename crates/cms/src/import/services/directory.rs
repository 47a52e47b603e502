//! The directory of guides as it is public: how complete it is, and as a file.

use chrono::NaiveDate;
use documents::xlsx_guides;
use domain::{
    account::Actor,
    desk::services::{Directory, Scores},
    kind::{Detail, Kind, Service},
    permission::{Action, Target, may},
    plan::{Column, ColumnKind, InForce},
    time::china_date,
};

use super::lines;
use crate::{Cms, Ctx, Error, Result};

/// Guides that are read at once.
const PAGE: i64 = 500;

impl Cms {
    /// For the page of imports and exports; every account of the desk may read it.
    pub async fn services_directory(&self, ctx: &Ctx) -> Result<Directory> {
        let actor = ctx.actor()?;
        let guides = self.public_guides().await?;
        let plan = self.plan();
        let columns = import_columns(&plan, actor);
        let columns = columns.map(|column| (column.code.clone(), plan.plan.path_name(&column.code))).collect();
        Ok(Directory { guides: guides.len(), scores: Scores::of(guides.iter().map(|(_, guide)| guide)), columns })
    }

    /// The public guides of every column, one a line, in the format that `import_services` reads.
    pub async fn export_services_lines(&self, ctx: &Ctx) -> Result<String> {
        let mut text = String::new();
        for (title, service) in self.exported_guides(ctx).await? {
            text += &lines::write(&title, &service).map_err(Error::internal)?;
            text.push('\n');
        }
        Ok(text)
    }

    /// The same as a workbook.
    pub async fn export_services_workbook(&self, ctx: &Ctx) -> Result<Vec<u8>> {
        let guides = self.exported_guides(ctx).await?;
        self.guides_workbook(guides).await
    }

    /// The empty form with its explanations.
    pub async fn services_form(&self, ctx: &Ctx) -> Result<Vec<u8>> {
        ctx.actor()?;
        self.guides_workbook(Vec::new()).await
    }

    /// Whether there is a column into which the account may import guides.
    pub(crate) fn imports_guides(&self, actor: &Actor) -> bool {
        import_columns(&self.plan(), actor).next().is_some()
    }

    pub(super) async fn public_guides(&self) -> Result<Vec<(String, Service)>> {
        let mut guides = Vec::new();
        let mut offset = 0;
        loop {
            let rows = self.inner.store.published_of_kind(Kind::Service, PAGE, offset).await?;
            let is_last = rows.is_empty();
            for row in rows {
                if let Detail::Service(service) = row.detail {
                    guides.push((row.title, service));
                }
            }
            if is_last {
                return Ok(guides);
            }
            offset += PAGE;
        }
    }

    async fn exported_guides(&self, ctx: &Ctx) -> Result<Vec<(String, Service)>> {
        if !ctx.is_system() {
            ctx.actor()?;
        }
        self.public_guides().await
    }

    async fn guides_workbook(&self, guides: Vec<(String, Service)>) -> Result<Vec<u8>> {
        let today = china_date(self.now());
        let write =
            move || xlsx_guides::workbook(today, guides.iter().map(|(title, service)| (title.as_str(), service)));
        tokio::task::spawn_blocking(write).await.map_err(Error::internal)?.map_err(Error::internal)
    }
}

/// Columns that take guides and into which the account may import them, those of guides alone first.
fn import_columns<'a>(plan: &'a InForce, actor: &'a Actor) -> impl Iterator<Item = &'a Column> {
    let may_import = |column: &&Column| {
        let duties = plan.duties(&column.code);
        duties.is_some_and(|duties| may(actor, Action::ImportGuides, Target::Column(duties)).is_ok())
    };
    let on = plan.on;
    let all = move |of_guides_alone: bool| {
        let columns = plan.plan.columns.iter().filter(move |column| takes_guides(column, on));
        columns.filter(move |column| (column.kind == ColumnKind::Services) == of_guides_alone)
    };
    all(true).chain(all(false)).filter(may_import)
}

pub(super) fn takes_guides(column: &Column, on: NaiveDate) -> bool {
    Detail::Service(Service::default()).fits(column) && !column.is_history_on(on)
}
