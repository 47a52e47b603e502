//! What the columns of a table mean: by the words of their headers, and by what stands in their cells.

use std::collections::BTreeSet;

use domain::register::Sense;

use super::people;
use crate::{
    personal_data::{self, PersonalDatumKind},
    spreadsheet::Table,
};

/// Words of headers, the more particular meaning first. A header with one of [`COUNTS`] counts or pays and tells nothing
/// of a person.
const HEADERS: &[(Sense, &[&str])] = &[
    (
        Sense::Family,
        &[
            "家庭成员",
            "家属",
            "配偶",
            "子女",
            "父亲",
            "母亲",
            "父母",
            "监护人",
            "抚养人",
            "赡养人",
            "共同生活",
            "与户主关系",
            "关系",
        ],
    ),
    (Sense::IdentityNumber, &["身份证", "证件号", "身份号", "公民身份", "残疾证号", "残疾人证", "护照"]),
    (Sense::BankCard, &["银行卡", "卡号", "账号", "帐号", "账户", "帐户", "存折", "社保卡", "一卡通", "开户"]),
    (Sense::Telephone, &["电话", "手机", "联系方式", "联系号码", "座机"]),
    (Sense::Health, &["病", "疾", "残疾", "残", "健康", "诊断", "症", "孕", "致贫原因", "身体状况", "手术", "医院"]),
    (Sense::Address, &["地址", "住址", "住所", "户籍", "门牌", "现住", "居住"]),
    (Sense::BirthDate, &["出生", "生日"]),
    (Sense::Age, &["年龄", "周岁"]),
    (
        Sense::Name,
        &[
            "姓名",
            "名字",
            "户主",
            "申请人",
            "救助对象",
            "受助人",
            "享受人",
            "领取人",
            "保障对象",
            "补贴对象",
            "补助对象",
            "救助人",
            "承租人",
            "持证人",
            "学生",
            "儿童",
            "负责人",
            "联系人",
            "经办人",
        ],
    ),
];

/// A column of numbers of people, of money or of times, whatever else its header says.
const COUNTS: &[&str] = &[
    "人数",
    "人口",
    "户数",
    "数量",
    "金额",
    "标准",
    "补贴额",
    "补助额",
    "资金",
    "（元",
    "(元",
    "元/",
    "万元",
    "时间",
    "日期",
    "月份",
];

/// Words that tell of an illness wherever they stand.
const ILLNESS: &[&str] = &[
    "癌",
    "肿瘤",
    "尿毒",
    "透析",
    "白血病",
    "艾滋",
    "肝炎",
    "肺结核",
    "糖尿病",
    "高血压",
    "冠心病",
    "心脏病",
    "脑梗",
    "中风",
    "偏瘫",
    "瘫痪",
    "癫痫",
    "抑郁",
    "精神病",
    "精神分裂",
    "精神障碍",
    "精神残疾",
    "肢体残疾",
    "视力残疾",
    "听力残疾",
    "言语残疾",
    "智力残疾",
    "多重残疾",
    "地中海贫血",
    "血友病",
    "孕妇",
    "流产",
    "梅毒",
    "重病",
    "患病",
    "残疾",
];

/// The sense of each column.
pub(super) fn of(table: &Table) -> Vec<Sense> {
    let cells = |column: usize| table.rows.iter().map(move |row| row[column].as_str()).filter(|cell| !cell.is_empty());
    (0..table.header.len())
        .map(|column| {
            by_header(&table.header[column]).unwrap_or_else(|| by_content(&cells(column).collect::<Vec<_>>()))
        })
        .collect()
}

/// Whether the text tells of somebody's illness.
pub(super) fn tells_of_illness(text: &str) -> bool {
    ILLNESS.iter().any(|word| text.contains(word))
}

fn by_header(header: &str) -> Option<Sense> {
    let header: String = header.chars().filter(|c| !c.is_whitespace()).collect();
    let says = |words: &[&str]| words.iter().any(|word| header.contains(word));
    let (sense, _) = HEADERS.iter().find(|(_, words)| says(words))?;
    let counts = match sense {
        Sense::BirthDate => false,
        _ => says(COUNTS),
    };
    Some(if counts { Sense::Plain } else { *sense })
}

/// Columns whose header says nothing: what most of their cells are.
fn by_content(cells: &[&str]) -> Sense {
    if cells.is_empty() {
        return Sense::Plain;
    }
    let share = |is: &dyn Fn(&str) -> bool| cells.iter().filter(|cell| is(cell)).count() * 100 / cells.len();
    let holds =
        |kind: PersonalDatumKind| share(&|cell| personal_data::find(cell).iter().any(|datum| datum.kind == kind));
    if holds(PersonalDatumKind::IdentityCard) >= 30 {
        Sense::IdentityNumber
    } else if holds(PersonalDatumKind::BankCard) >= 30 {
        Sense::BankCard
    } else if holds(PersonalDatumKind::MobilePhone) >= 30 {
        Sense::Telephone
    } else if share(&tells_of_illness) >= 30 {
        Sense::Health
    } else if share(&people::looks_like_name) >= 80 && are_various(cells) {
        Sense::Name
    } else {
        Sense::Plain
    }
}

/// Names of people differ from row to row; names of townships come again.
fn are_various(cells: &[&str]) -> bool {
    let distinct: BTreeSet<&&str> = cells.iter().collect();
    cells.len() >= 3 && distinct.len() * 10 >= cells.len() * 6
}
