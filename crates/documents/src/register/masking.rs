//! The profiles: what stays, what is masked and what is left out (`domain.md` §7.4).
//!
//! Masking comes before storing. The uploaded file is never kept, and of its rows only what leaves this module: a leak of
//! the database, of a backup or of a draft cannot give away what is not in it (个人信息保护法 art. 6: no more than is
//! needed).

use domain::{
    desk::register::{ColumnNote, Treatment},
    register::{RegisterColumn, Sense},
};

use super::{About, Prepared, people, senses::tells_of_illness};
use crate::{
    personal_data::{self, PersonalDatumKind, mask_all},
    spreadsheet::Table,
};

/// So many digits in one piece are a number that names somebody or something of somebody's.
const LONG_NUMBER: usize = 15;

/// What stands for a cell that tells of an illness.
const WITHHELD: &str = "（不公开）";

/// A column without personal meaning stays when the publication period ends, if its header says that it is about the
/// matter. Free remarks may name people, so they go.
const MATTERS: &[&str] = &[
    "序号", "金额", "标准", "人数", "户数", "人口", "数量", "月", "年度", "年份", "批次", "日期", "时间", "乡镇",
    "街道", "村", "社区", "类别", "类型", "种类", "方式", "面积", "户型", "项目", "补贴", "补助", "资金", "依据",
    "状态", "结果",
];

/// Lists of matters, firms and officials: names are what they are about. Numbers that are never public are masked.
pub(super) fn public(table: Table, senses: &[Sense]) -> Prepared {
    let Table { header, rows, mut notes } = table;
    let mut masked = vec![0_usize; header.len()];
    let mut telephones = 0;
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|row| {
            (row.into_iter().zip(&mut masked))
                .map(|(cell, masked)| {
                    let found = personal_data::find(&cell);
                    telephones += found.iter().filter(|datum| datum.kind == PersonalDatumKind::MobilePhone).count();
                    if found.iter().any(|datum| is_never_public(datum.kind)) {
                        *masked += 1;
                        mask_all(&cell)
                    } else {
                        cell
                    }
                })
                .collect()
        })
        .collect();
    if senses.iter().any(|sense| matches!(sense, Sense::BankCard | Sense::Health | Sense::Family)) {
        notes.push("表中有银行账号、疾病或家庭情况的栏目：享受待遇人员的名单请作为“名单”发布，不要作为“清单”".into());
    }
    if telephones > 0 {
        notes.push(format!("有 {telephones} 个手机号码，将原样公开：请确认是工作电话，否则请删除"));
    }
    let treated = (header.iter().zip(&masked))
        .map(|(name, count)| match count {
            0 => note(name, Treatment::Kept, "原样公开"),
            count => note(name, Treatment::Masked, format!("{count} 处疑似证件号码或银行账号，已遮盖")),
        })
        .collect();
    let columns = (header.into_iter().zip(senses))
        .map(|(name, sense)| RegisterColumn { name, sense: *sense, personal: false })
        .collect();
    Prepared { columns, rows, treated, notes }
}

/// Lists of people who receive something.
pub(super) fn beneficiaries(table: Table, senses: &[Sense], about: &About<'_>) -> Prepared {
    let Table { header, rows, mut notes } = table;
    let knows_ages = senses.iter().any(|sense| matches!(sense, Sense::IdentityNumber | Sense::BirthDate | Sense::Age));
    let is_list_of_children = people::is_about_children(about.name);
    let mut hits = vec![Hits::default(); header.len()];
    let mut minors = 0;
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|row| {
            let is_minor = is_list_of_children || is_row_of_minor(&row, senses, about);
            minors += usize::from(is_minor);
            masked_row(&row, &header, senses, is_minor, &mut hits)
        })
        .collect();
    if minors > 0 {
        notes.push(format!("有 {minors} 行涉及未成年人，姓名只保留姓氏"));
    }
    if !knows_ages && !is_list_of_children && senses.contains(&Sense::Name) {
        notes.push(
            "表中没有身份证号码、出生日期或年龄，无法识别未成年人：名单如含未成年人，请将其姓名改为“姓+某”".into(),
        );
    }
    let treated =
        (header.iter().zip(senses).zip(&hits)).map(|((name, sense), hits)| treatment(name, *sense, hits)).collect();
    let columns = (header.into_iter().zip(senses))
        .filter(|(_, sense)| stays(**sense))
        .map(|(name, sense)| {
            let personal = *sense != Sense::Plain || !MATTERS.iter().any(|word| name.contains(word));
            RegisterColumn { name, sense: *sense, personal }
        })
        .collect();
    Prepared { columns, rows, treated, notes }
}

/// What was done in the cells of one column.
#[derive(Debug, Clone, Default)]
struct Hits {
    masked: usize,
    withheld: usize,
    shortened: usize,
}

const fn is_never_public(kind: PersonalDatumKind) -> bool {
    matches!(kind, PersonalDatumKind::IdentityCard | PersonalDatumKind::BankCard | PersonalDatumKind::Passport)
}

/// Illness, family and the day of birth are left out as whole columns.
const fn stays(sense: Sense) -> bool {
    match sense {
        Sense::Health | Sense::Family | Sense::BirthDate => false,
        Sense::Plain
        | Sense::Name
        | Sense::IdentityNumber
        | Sense::Telephone
        | Sense::BankCard
        | Sense::Address
        | Sense::Age => true,
    }
}

fn is_row_of_minor(row: &[String], senses: &[Sense], about: &About<'_>) -> bool {
    row.iter().zip(senses).any(|(cell, sense)| match sense {
        Sense::IdentityNumber => people::born_by_number(cell).is_some_and(|born| people::is_minor(born, about.today)),
        Sense::BirthDate => people::born_by_date(cell).is_some_and(|born| people::is_minor(born, about.today)),
        Sense::Age => people::age(cell).is_some_and(people::is_age_of_minor),
        _ => false,
    })
}

fn masked_row(row: &[String], header: &[String], senses: &[Sense], is_minor: bool, hits: &mut [Hits]) -> Vec<String> {
    let names: Vec<&str> = if is_minor { names_of(row, senses) } else { Vec::new() };
    let mut kept = Vec::with_capacity(row.len());
    for (column, (cell, sense)) in row.iter().zip(senses).enumerate().filter(|(_, (_, sense))| stays(**sense)) {
        let hits = &mut hits[column];
        let shown = match sense {
            Sense::Name if is_minor || people::is_about_children(&header[column]) => people::all_shortened(cell),
            Sense::IdentityNumber => between(cell, 2, 3),
            Sense::Telephone => between(cell, 3, 4),
            Sense::BankCard => between(cell, 0, 4),
            Sense::Address => to_village(cell),
            _ => cell.clone(),
        };
        if *sense == Sense::Name {
            hits.shortened += usize::from(shown != *cell);
        }
        let shown = if *sense == Sense::Name { shown } else { without_names(shown, &names) };
        if !matches!(sense, Sense::Name | Sense::Address) && tells_of_illness(&shown) {
            hits.withheld += 1;
            kept.push(WITHHELD.to_owned());
            continue;
        }
        let shown = without_numbers(&shown);
        hits.masked += usize::from(*sense != Sense::Name && shown != *cell);
        kept.push(shown);
    }
    kept
}

/// The full names that a row's name columns hold.
fn names_of<'a>(row: &'a [String], senses: &[Sense]) -> Vec<&'a str> {
    let parted = |c: char| matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | ' ');
    let named = row.iter().zip(senses).filter(|(_, sense)| **sense == Sense::Name);
    named.flat_map(|(cell, _)| cell.split(parted)).filter(|name| name.chars().count() > 1).collect()
}

/// A minor's name in a remark says as much as in its own column.
fn without_names(text: String, names: &[&str]) -> String {
    names.iter().fold(text, |text, name| text.replace(name, &people::shortened(name)))
}

/// Every number that names somebody, wherever it stands: by its own arithmetic, and any that is as long.
fn without_numbers(text: &str) -> String {
    let masked: Vec<char> = mask_all(text).chars().collect();
    let is_digit = |c: char| crate::finding::fold_width(c).is_ascii_digit();
    let mut shown = String::with_capacity(text.len());
    let mut at = 0;
    while at < masked.len() {
        let run = masked[at..].iter().take_while(|c| is_digit(**c)).count();
        if run >= LONG_NUMBER {
            let number: String = masked[at..at + run].iter().collect();
            shown.push_str(&between(&number, 2, 3));
        } else {
            shown.extend(&masked[at..at + run.max(1)]);
        }
        at += run.max(1);
    }
    shown
}

/// Keeps so many signs at the front and at the back; of a text that would show more than half, hardly anything.
fn between(text: &str, front: usize, back: usize) -> String {
    let signs = text.chars().filter(|c| c.is_alphanumeric()).count();
    let (front, back) = if front + back < signs.div_ceil(2) + 2 { (front, back) } else { (signs.min(1), 0) };
    let mut place = 0;
    text.chars()
        .map(|c| {
            if !c.is_alphanumeric() {
                return c;
            }
            let is_shown = place < front || place + back >= signs;
            place += 1;
            if is_shown { c } else { '*' }
        })
        .collect()
}

/// Cuts an address behind its village or community; without one, behind the township.
fn to_village(address: &str) -> String {
    for ends in [&["居委会", "村委会", "社区", "村"][..], &["街道", "镇", "乡"], &["县", "市", "区"]] {
        let end = ends.iter().filter_map(|end| address.find(end).map(|at| at + end.len())).min();
        if let Some(end) = end {
            return address[..end].to_owned();
        }
    }
    if address.is_empty() { String::new() } else { WITHHELD.to_owned() }
}

fn note(name: &str, treatment: Treatment, note: impl Into<String>) -> ColumnNote {
    ColumnNote { name: name.to_owned(), treatment, note: note.into() }
}

fn treatment(name: &str, sense: Sense, hits: &Hits) -> ColumnNote {
    let label = sense.label();
    match sense {
        Sense::Health | Sense::Family | Sense::BirthDate => note(name, Treatment::Dropped, format!("{label}，不导入")),
        Sense::IdentityNumber => note(name, Treatment::Masked, format!("{label}，只留前 2 位和后 3 位")),
        Sense::Telephone => note(name, Treatment::Masked, format!("{label}，只留前 3 位和后 4 位")),
        Sense::BankCard => note(name, Treatment::Masked, format!("{label}，只留后 4 位")),
        Sense::Address => note(name, Treatment::Masked, format!("{label}，只到村（社区）")),
        Sense::Name if hits.shortened > 0 => {
            note(name, Treatment::Masked, format!("{label}，其中 {} 处为未成年人，只留姓氏", hits.shortened))
        }
        Sense::Name | Sense::Age | Sense::Plain if hits.withheld > 0 || hits.masked > 0 => {
            let masked = (hits.masked > 0).then(|| format!("{} 处疑似个人信息，已遮盖", hits.masked));
            let withheld = (hits.withheld > 0).then(|| format!("{} 处涉及疾病或残疾，不公开", hits.withheld));
            let words: Vec<String> = masked.into_iter().chain(withheld).collect();
            note(name, Treatment::Masked, words.join("；"))
        }
        Sense::Name | Sense::Age => note(name, Treatment::Kept, format!("{label}，原样公开")),
        Sense::Plain => note(name, Treatment::Kept, "原样公开"),
    }
}
