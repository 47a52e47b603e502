//! What an item of an old site says there and not here: pictures and files that lie on the old site, and a document number
//! where the item is of a kind that has none. Nobody would miss it in a list of titles, so the report names it.

use std::fmt;

use documents::html::{self, SafeHtml};
use domain::kind::Detail;

/// Endings of what is attached to a text, not read as one.
const FILES: [&str; 21] = [
    "pdf", "ofd", "doc", "docx", "wps", "xls", "xlsx", "et", "csv", "ppt", "pptx", "dps", "txt", "zip", "rar", "7z",
    "jpg", "jpeg", "png", "gif", "mp4",
];

/// An item that was imported, but not with everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incomplete {
    /// From 1.
    pub line: usize,
    pub title: String,
    pub lost: Lost,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lost {
    /// They are gone from the text, but for their alternative text.
    pub pictures: usize,
    /// The text still links to them, where the portal has nothing.
    pub files: usize,
    pub document_number: Option<String>,
}

impl Lost {
    /// What of `text`, from which `pictures` were taken, and of the number does not come along.
    pub(super) fn of(text: &SafeHtml, pictures: usize, number: &str, detail: &Detail) -> Self {
        let number = Some(number).filter(|number| !number.is_empty());
        Self {
            pictures,
            files: html::links(text).iter().filter(|address| is_file_of_the_old_site(address)).count(),
            document_number: number.filter(|_| detail.nature().document_number() != number).map(str::to_owned),
        }
    }

    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            (self.pictures > 0).then(|| format!("{} 张图片", self.pictures)),
            (self.files > 0).then(|| format!("{} 个附件", self.files)),
            self.document_number.as_ref().map(|number| format!("文号“{number}”")),
        ];
        f.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join("、"))
    }
}

/// Whether a link leads to a file, at an address without a host that is not of the media store.
fn is_file_of_the_old_site(address: &str) -> bool {
    let leads_elsewhere = ["http:", "https:", "mailto:", "tel:"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    !leads_elsewhere && !path.starts_with("/media/") && ending.is_some_and(|ending| FILES.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_from_pages_and_from_other_sites() {
        for address in ["/upload/a.pdf", "../upload/附件.DOC", "upload/a.xlsx?v=1", "/down/a.rar#1"] {
            assert!(is_file_of_the_old_site(address), "{address}");
        }
        for address in [
            "/media/a.pdf",
            "/news/1.html",
            "/news",
            "/show.aspx?id=a.pdf",
            "HTTPS://www.example.com/a.pdf",
            "#top",
            "",
        ] {
            assert!(!is_file_of_the_old_site(address), "{address}");
        }
    }

    #[test]
    fn only_what_is_lost_is_named() {
        let all = Lost { pictures: 2, files: 1, document_number: Some("示发〔2020〕7号".into()) };
        assert_eq!(all.to_string(), "2 张图片、1 个附件、文号“示发〔2020〕7号”");
        assert_eq!(Lost { files: 3, ..Lost::default() }.to_string(), "3 个附件");
        assert!(Lost::default().is_nothing());
    }
}
