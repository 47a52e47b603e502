//! What keeps a row from becoming a public guide although it can be read: what the editor would not save, and for people
//! what would stop them from publishing it directly. There is nobody to answer for a single row, so what would have to
//! be confirmed is no better than what must be mended.

use documents::{html::SafeHtml, xlsx_guides};
use domain::{
    checks::{self, Finding},
    desk::services::Rejected,
    item::Content,
    kind::Service,
};

use super::Ready;
use crate::{Cms, Ctx, Error, Result, content::checking::text_findings};

impl Cms {
    /// The rows that may go in, and every cell because of which the others may not. The command line brings what was
    /// public elsewhere, in nobody's name: its words stay as they were.
    pub(super) async fn without_objections(&self, ctx: &Ctx, ready: Vec<Ready>) -> Result<(Vec<Ready>, Vec<Rejected>)> {
        let by_person = !ctx.is_system();
        let mut rows = Vec::with_capacity(ready.len());
        for one in ready {
            let in_files = if by_person { self.findings_in_files(&one.prepared.content).await? } else { Vec::new() };
            rows.push((one, in_files));
        }
        let judge = move || {
            let (mut sound, mut rejected) = (Vec::new(), Vec::new());
            for (one, in_files) in rows {
                let objections = objections(&one, by_person, in_files);
                if objections.is_empty() {
                    sound.push(one);
                } else {
                    rejected.extend(objections);
                }
            }
            (sound, rejected)
        };
        // Thousands of texts take a second: off the threads that answer other requests.
        tokio::task::spawn_blocking(judge).await.map_err(Error::internal)
    }

    async fn findings_in_files(&self, content: &Content) -> Result<Vec<Finding>> {
        let names_files = content.detail.media().iter().any(|address| address.starts_with("/media/"));
        if names_files { self.file_findings(content).await } else { Ok(Vec::new()) }
    }
}

fn objections(one: &Ready, by_person: bool, in_files: Vec<Finding>) -> Vec<Rejected> {
    let content = &one.prepared.content;
    let in_words = if by_person { text_findings(content, &SafeHtml::default()) } else { Vec::new() };
    let too_long = checks::bounds(content).into_iter().map(|fault| (fault.field, fault.message));
    let stopping = in_words.into_iter().chain(in_files).filter(Finding::stops);
    too_long
        .chain(stopping.map(|finding| (finding.field, finding.message)))
        .map(|(field, reason)| Rejected { row: one.line, column: heading(&field), reason })
        .collect()
}

/// Over the cell that says what stands in a field of the content.
fn heading(field: &str) -> String {
    let name = match field {
        "title" => return xlsx_guides::TITLE.to_owned(),
        "source" => "department",
        // What is found in files: only materials have some.
        "detail" => "materials",
        other => other.strip_prefix("detail.").unwrap_or(other),
    };
    Service::FIELDS.iter().find(|field| field.name == name).map_or_else(String::new, |field| field.label.to_owned())
}
