//! What an attachment says ([`documents::scan`]): the leaks that made the news stood in lists of beneficiaries, in hidden
//! sheets and columns (`domain.md` §7.4).

use chrono::{DateTime, Utc};
use documents::{
    finding::Severity,
    personal_data::{PersonalDatumKind, mask_all},
    scan::{Extent, Found, scan},
    upload::{Purpose, accept},
};
use domain::{
    patrol::{Evidence, FaultKind, Fingerprint, Observation, Passage},
    plan::ColumnCode,
};

use crate::page::digest;

/// An attachment and the page that offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOnPage {
    /// The page.
    pub page: String,
    /// The column of the page.
    pub column: Option<ColumnCode>,
    /// Who published the page.
    pub source: Option<String>,
    /// The address of the file.
    pub address: String,
    /// The name under which it is offered; its ending says what it should be.
    pub name: String,
    /// When it was fetched.
    pub at: DateTime<Utc>,
}

/// Everything that is wrong with an attachment. A large one takes seconds and some hundred megabytes: call it on a
/// blocking thread, one at a time.
pub fn inspect_file(file: &FileOnPage, bytes: Vec<u8>) -> Vec<Observation> {
    let digest = digest(&bytes);
    // Its name may tell of a person, too.
    let name = mask_all(&file.name);
    let note = |kind, words: &str, message: String, passage: &str| Observation {
        fingerprint: Fingerprint::on_page(kind, &file.page, &file.address, &mask_all(words)),
        evidence: Evidence {
            page: file.page.clone(),
            column: file.column.clone(),
            source: file.source.clone(),
            message,
            passage: Passage::of(passage, mask_all),
            request: format!("GET {}", file.address),
            status: Some(200),
            at: file.at,
            digest: digest.clone(),
        },
    };
    let accepted = match accept(&file.name, "", bytes, Purpose::Attachment) {
        Ok(accepted) => accepted,
        Err(why) => {
            let message = format!("附件“{name}”打不开或有问题：{why}");
            return vec![note(FaultKind::UnreadableFile, "", message, &file.name)];
        }
    };
    let scanned = scan(&accepted);
    let judged = scanned.refusing.listed.iter().chain(&scanned.doubtful.listed);
    let mut found: Vec<Observation> = Vec::new();
    for one in judged {
        let Some(kind) = kind_of(one) else { continue };
        let message = format!("附件“{name}”{}：{}", one.place, one.what);
        let observation = note(kind, &one.what, message, &format!("{}：{}", one.place, one.what));
        if found.iter().all(|known| known.fingerprint != observation.fingerprint) {
            found.push(observation);
        }
    }
    if scanned.extent == Extent::Unreadable {
        let message = format!("附件“{name}”读不出内容，请另存为未加密的常用格式");
        found.push(note(FaultKind::UnreadableFile, "", message, &file.name));
    }
    found
}

/// What a finding of the scan is to the patrol. What only needs a look, as a passport that may be none or the words of a mark
/// within a sentence, was looked at before the file was signed.
fn kind_of(found: &Found) -> Option<FaultKind> {
    const PERSONAL: [PersonalDatumKind; 3] =
        [PersonalDatumKind::IdentityCard, PersonalDatumKind::BankCard, PersonalDatumKind::MobilePhone];
    if found.severity != Severity::Block {
        return None;
    }
    let is_personal = PERSONAL.iter().any(|kind| found.what.contains(kind.label()));
    Some(if is_personal { FaultKind::PersonalDataInFile } else { FaultKind::SecretMarkInFile })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_tells_of_a_person_is_not_repeated() {
        let file = FileOnPage {
            page: "http://portal.test/a/23456789".into(),
            column: None,
            source: None,
            address: "http://portal.test/m/1.docx".into(),
            name: "韦某450123199003072937.docx".into(),
            at: DateTime::UNIX_EPOCH,
        };
        let found = inspect_file(&file, b"no document at all".to_vec());
        let [Observation { fingerprint, evidence }] = &found[..] else { panic!("{found:?}") };
        assert_eq!(fingerprint.kind, FaultKind::UnreadableFile);
        let kept = format!("{fingerprint:?}{evidence:?}");
        assert!(!kept.contains("450123199003072937"), "{kept}");
        assert!(evidence.message.starts_with("附件“韦某"), "{}", evidence.message);
    }
}
