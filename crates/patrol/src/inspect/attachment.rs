//! What an attachment says ([`documents::scan`]): the leaks that made the news stood in lists of beneficiaries, in hidden
//! sheets and columns (`domain.md` §7.4). What is wrong with its words is told as of a page, with the place in the file.

use std::{cell::RefCell, collections::HashSet, sync::Arc};

use chrono::{DateTime, Utc};
use documents::{
    finding::Severity,
    personal_data::{PersonalDatumKind, mask_all},
    scan::{Extent, Found, Quoted, scan_for},
    upload::{Purpose, accept},
};
use domain::{
    patrol::{Evidence, FaultKind, Fingerprint, Observation, Passage},
    plan::ColumnCode,
};

use crate::{Rules, page::digest, wording::Writing};

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

/// Everything that is wrong with an attachment; each fault once. A large one takes seconds and some hundred megabytes: call
/// it on a blocking thread, one at a time.
pub fn inspect_file(file: &FileOnPage, bytes: Vec<u8>, rules: &Arc<Rules>) -> Vec<Observation> {
    let digest = digest(&bytes);
    // Its name may tell of a person, too.
    let name = mask_all(&file.name);
    let note = |kind, words: &str, message: String, passage: &str| Observation {
        fingerprint: Fingerprint::on_page(kind, &file.page, &file.address, &mask_all(words)),
        evidence: Evidence {
            page: file.page.clone(),
            column: file.column.clone(),
            source: file.source.clone(),
            // Sheets and files within a file have names, too.
            message: mask_all(&message),
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
    let writing = Writing::of(accepted.format());
    // A list may have one slip in every row: a text is of interest as long as something in it has not been met.
    let (judge, met) = (rules.clone(), RefCell::new(HashSet::new()));
    let (scanned, quoted) = scan_for(&accepted, move |text| {
        let mut judged = judge.wording.judge_in_file(text, writing).into_iter();
        judged.any(|one| met.borrow_mut().insert((one.kind, one.words)))
    });
    let mut found: Vec<Observation> = Vec::new();
    let mut add = |observation: Observation| {
        if found.iter().all(|known| known.fingerprint != observation.fingerprint) {
            found.push(observation);
        }
    };
    for one in scanned.refusing.listed.iter().chain(&scanned.doubtful.listed) {
        let Some(kind) = kind_of(one) else { continue };
        let message = format!("附件“{name}”{}：{}", one.place, one.what);
        add(note(kind, &one.what, message, &format!("{}：{}", one.place, one.what)));
    }
    for Quoted { place, text } in &quoted {
        for one in rules.wording.judge_in_file(text, writing) {
            let message = format!("附件“{name}”{place}：{}", one.message);
            add(note(one.kind, &one.words, message, &format!("{place}：{}", one.passage)));
        }
    }
    if scanned.extent == Extent::Unreadable {
        let message = format!("附件“{name}”读不出内容，请另存为未加密的常用格式");
        add(note(FaultKind::UnreadableFile, "", message, &file.name));
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
    use crate::{WordEntry, Wording};

    fn file(name: &str) -> FileOnPage {
        FileOnPage {
            page: "http://portal.test/a/23456789".into(),
            column: None,
            source: None,
            address: format!("http://portal.test/m/{}", name.rsplit('.').next().unwrap_or_default()),
            name: name.into(),
            at: DateTime::UNIX_EPOCH,
        }
    }

    fn rules() -> Arc<Rules> {
        let forbidden = WordEntry { wrong: "最牛县城".into(), is_forbidden: true, ..WordEntry::default() };
        let wording = Wording::new(vec![forbidden], Vec::new());
        Arc::new(Rules { wording, ..Rules::of_site("http://portal.test/") })
    }

    #[test]
    fn what_is_wrong_with_the_words_of_a_file_is_told_once_with_its_place() {
        let rows = "序号,备注\n1,布署\n2,布署工作\n3,打造最牛县城，联系13800138000\n";
        let found = inspect_file(&file("名单.csv"), rows.into(), &rules());
        let told: Vec<_> = found
            .iter()
            .map(|one| (one.fingerprint.kind, one.evidence.message.as_str(), one.evidence.passage.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (
                    FaultKind::PersonalDataInFile,
                    "附件“名单.csv”单元格 B4：手机号码 138****8000",
                    "单元格 B4：手机号码 138****8000"
                ),
                (
                    FaultKind::ProbableTypo,
                    "附件“名单.csv”单元格 B2：“布署”疑为“部署”之误（“部署”指安排、布置，用“部”），请核对",
                    "单元格 B2：布署"
                ),
                (
                    FaultKind::ForbiddenWording,
                    "附件“名单.csv”单元格 B4：出现不得使用的表述“最牛县城”，请删除",
                    "单元格 B4：打造最牛县城，联系138****8000"
                ),
            ]
        );
        assert!(found.iter().all(|one| one.fingerprint.target == "http://portal.test/m/csv"), "{found:?}");
    }

    #[test]
    fn a_name_that_tells_of_a_person_is_not_repeated() {
        let file = file("韦某450123199003072937.docx");
        let found = inspect_file(&file, b"no document at all".to_vec(), &rules());
        let [Observation { fingerprint, evidence }] = &found[..] else { panic!("{found:?}") };
        assert_eq!(fingerprint.kind, FaultKind::UnreadableFile);
        let kept = format!("{fingerprint:?}{evidence:?}");
        assert!(!kept.contains("450123199003072937"), "{kept}");
        assert!(evidence.message.starts_with("附件“韦某"), "{}", evidence.message);
    }
}
