//! What stands in a field as the text of one spreadsheet cell, and back. Several answers are parted by 、. A small table
//! is a line for each row, whose parts are separated by ｜ in the order of its columns; empty parts at the end are left out.
//!
//! Reading is lenient where a clerk's meaning is clear (other separators, a half-width bar, empty lines);
//! [`Field::faults`] then says what may not stand in the field.

use chrono::NaiveDate;

use super::{Choice, Field, Input, Value, is_address};

/// The longest text of a cell, in characters: a spreadsheet holds no more.
pub const CELL_MAX: usize = 32_767;

const BARS: [char; 2] = ['｜', '|'];
const LISTING: [char; 7] = ['、', '，', ',', '；', ';', '\n', '\t'];

impl Field {
    /// The value as the text of a cell.
    pub fn to_cell(&self, value: &Value) -> String {
        match (value, self.input) {
            (Value::Rows(rows), Input::Rows(columns)) => {
                let lines = rows.iter().map(|row| line(columns, row)).filter(|line| !line.is_empty());
                lines.collect::<Vec<_>>().join("\n")
            }
            (value, _) => value.texts().into_iter().map(|text| self.worded(text)).collect::<Vec<_>>().join("、"),
        }
    }

    /// The value that the text of a cell means. An error says which lines of a small table have too many parts.
    pub fn from_cell(&self, text: &str) -> Result<Value, Vec<String>> {
        let text = text.trim();
        match self.input {
            Input::Rows(columns) => rows(columns, text).map(Value::Rows),
            Input::Choices(_) => {
                let mut list: Vec<String> = Vec::new();
                for word in text.split(LISTING).map(str::trim).filter(|word| !word.is_empty()) {
                    let code = self.coded(word);
                    if !list.contains(&code) {
                        list.push(code);
                    }
                }
                Ok(Value::List(list))
            }
            _ => Ok(Value::Text(self.coded(text))),
        }
    }

    /// What of the value may not stand in the field; that something is missing is no fault.
    pub fn faults(&self, value: &Value) -> Vec<String> {
        if self.to_cell(value).chars().nth(CELL_MAX).is_some() {
            return vec![format!("内容超过 {CELL_MAX} 个字")];
        }
        match (self.input, value) {
            (Input::Rows(columns), Value::Rows(rows)) => {
                (1..).zip(rows).flat_map(|(number, row)| row_faults(number, columns, row)).collect()
            }
            (Input::Rows(_), _) | (_, Value::Rows(_)) => vec!["写法不对".into()],
            _ => value.texts().into_iter().filter_map(|text| self.fault_of(text.trim())).collect(),
        }
    }

    /// How the cell is filled in, for the sheet that explains a form.
    pub fn cell_help(&self) -> String {
        let what = match self.input {
            Input::Line => "一行文字".to_owned(),
            Input::Text => "文字，可以分段".to_owned(),
            Input::Address => "网址，以 http:// 或 https:// 开头".to_owned(),
            Input::Day | Input::PastDay => "日期，如 2026-11-24".to_owned(),
            Input::Choice(answers) => format!("只填一项：{}", words(answers)),
            Input::Choices(answers) => format!("可填几项，用顿号分开：{}", words(answers)),
            Input::Picture | Input::File => "网址，或上传后的 /media/ 地址".to_owned(),
            Input::Item(_) | Input::Register(_) => "编号".to_owned(),
            Input::Rows(columns) => {
                let part = |column: &Field| match column.input {
                    Input::Choice(answers) => format!("{}（{}）", column.label, words(answers)),
                    _ if column.required => format!("{}（必填）", column.label),
                    _ => column.label.to_owned(),
                };
                let parts = columns.iter().map(part).collect::<Vec<_>>().join("｜");
                format!("一条写一行（单元格内换行按 Alt+Enter），各段用｜分开，没有的段留空：{parts}")
            }
        };
        if self.hint.is_empty() { what } else { format!("{what}。{}", self.hint) }
    }

    fn answers(&self) -> &'static [Choice] {
        match self.input {
            Input::Choice(answers) | Input::Choices(answers) => answers,
            _ => &[],
        }
    }

    /// A stored answer in words, anything else as it is.
    fn worded(&self, stored: &str) -> String {
        self.answers().iter().find(|answer| answer.code == stored).map_or(stored, |answer| answer.label).to_owned()
    }

    /// Words as they are stored; what is no answer stays, to be told.
    fn coded(&self, words: &str) -> String {
        self.answers().iter().find(|answer| answer.label == words).map_or(words, |answer| answer.code).to_owned()
    }

    fn fault_of(&self, text: &str) -> Option<String> {
        if text.is_empty() {
            return None;
        }
        match self.input {
            Input::Choice(answers) | Input::Choices(answers) => {
                let is_known = answers.iter().any(|answer| answer.code == text);
                (!is_known).then(|| format!("“{text}”不在可选项中，可填：{}", words(answers)))
            }
            Input::Address if !is_address(text) => Some("须以 http://、https:// 或 / 开头".into()),
            Input::Picture | Input::File if !is_address(text) => Some("须是网址，或上传后的 /media/ 地址".into()),
            Input::Day | Input::PastDay if text.parse::<NaiveDate>().is_err() => {
                Some(format!("“{text}”不是日期，请写作 2026-11-24"))
            }
            _ => None,
        }
    }
}

fn words(answers: &[Choice]) -> String {
    answers.iter().map(|answer| answer.label).collect::<Vec<_>>().join("、")
}

fn line(columns: &[Field], row: &[String]) -> String {
    let mut parts: Vec<String> = row
        .iter()
        .enumerate()
        .map(|(at, cell)| escaped(&columns.get(at).map_or_else(|| cell.clone(), |column| column.worded(cell.trim()))))
        .collect();
    while parts.last().is_some_and(String::is_empty) {
        parts.pop();
    }
    parts.join("｜")
}

/// A bar, a backslash or a new line that belongs to the text.
fn escaped(part: &str) -> String {
    part.trim().replace('\\', "\\\\").replace('｜', "\\｜").replace('|', "\\|").replace('\n', "\\n")
}

fn rows(columns: &[Field], text: &str) -> Result<Vec<Vec<String>>, Vec<String>> {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut parts = parts(line);
        while parts.len() > columns.len() && parts.last().is_some_and(String::is_empty) {
            parts.pop();
        }
        if parts.len() > columns.len() {
            let (number, most) = (rows.len() + 1, columns.len());
            faults.push(format!("第 {number} 行有 {} 段，最多 {most} 段；文字中的｜请写作 \\｜", parts.len()));
        }
        parts.resize(columns.len(), String::new());
        rows.push(columns.iter().zip(parts).map(|(column, part)| column.coded(&part)).collect());
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

fn parts(line: &str) -> Vec<String> {
    let (mut parts, mut part) = (Vec::new(), String::new());
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        let next = signs.peek().copied();
        match (sign, next) {
            ('\\', Some('n')) => part.push('\n'),
            ('\\', Some(escaped)) if escaped == '\\' || BARS.contains(&escaped) => part.push(escaped),
            (bar, _) if BARS.contains(&bar) => {
                parts.push(std::mem::take(&mut part).trim().to_owned());
                continue;
            }
            (plain, _) => {
                part.push(plain);
                continue;
            }
        }
        signs.next();
    }
    parts.push(part.trim().to_owned());
    parts
}

fn row_faults(number: usize, columns: &[Field], row: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let cell = row.get(at).map_or("", |cell| cell.trim());
        if column.required && cell.is_empty() {
            faults.push(format!("第 {number} 行缺少{}", column.label));
        }
        faults.extend(column.fault_of(cell).map(|fault| format!("第 {number} 行{}：{fault}", column.label)));
    }
    faults
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        kind::{Fields, Service},
        words,
    };

    const PARTS: &[Field] =
        &[Field::line("材料名称").required(), Field::choice("形式", words!["原件", "复印件"]), Field::file("样表")];
    const MATERIALS: Field = Field::rows("申请材料", PARTS);

    fn rows(rows: &[[&str; 3]]) -> Value {
        Value::Rows(rows.iter().map(|row| row.map(ToOwned::to_owned).to_vec()).collect())
    }

    #[test]
    fn a_small_table_is_a_line_for_each_row() {
        let value = rows(&[["身份证", "原件", ""], ["申请表", "", "/media/a.pdf"], ["甲｜乙\\n", "", ""]]);
        let text = "身份证｜原件\n申请表｜｜/media/a.pdf\n甲\\｜乙\\\\n";
        assert_eq!(MATERIALS.to_cell(&value), text);
        assert_eq!(MATERIALS.from_cell(text), Ok(value));
    }

    #[test]
    fn what_a_clerk_means_is_read() {
        let read = MATERIALS.from_cell(" 身份证 | 原件 | | \n\n申请表｜｜｜｜\n");
        assert_eq!(read, Ok(rows(&[["身份证", "原件", ""], ["申请表", "", ""]])));
        let audience = Service::FIELDS.iter().find(|field| field.name == "audience").expect("a field");
        let list = Value::List(vec!["个人".into(), "企业".into()]);
        assert_eq!(audience.from_cell("个人，企业 ；个人"), Ok(list));
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let too_many = MATERIALS.from_cell("甲\n乙｜原件｜｜多\n丙｜｜｜多").expect_err("faults");
        assert_eq!(too_many.len(), 2);
        assert!(too_many[0].starts_with("第 2 行有 4 段，最多 3 段"));
        let faults = MATERIALS.faults(&rows(&[["", "原件", ""], ["甲", "手抄件", "javascript:alert(1)"]]));
        assert_eq!(
            faults,
            [
                "第 1 行缺少材料名称",
                "第 2 行形式：“手抄件”不在可选项中，可填：原件、复印件",
                "第 2 行样表：须是网址，或上传后的 /media/ 地址",
            ]
        );
        assert_eq!(Field::day("日期").faults(&Value::Text("明天".into())), ["“明天”不是日期，请写作 2026-11-24"]);
        assert_eq!(MATERIALS.faults(&Value::Text("甲".into())), ["写法不对"]);
        assert!(Field::line("甲").faults(&Value::Text("甲".repeat(CELL_MAX + 1)))[0].starts_with("内容超过"));
    }

    #[test]
    fn every_field_of_a_guide_is_explained() {
        let help: Vec<String> =
            Service::default().fields().iter().map(|field| format!("{}: {}", field.label, field.cell_help())).collect();
        insta::assert_snapshot!(help.join("\n"));
    }

    /// A part as a form gives it: no spaces around it.
    fn part() -> impl Strategy<Value = String> {
        "[甲n\\\\|｜ 、\n]{0,6}".prop_map(|text| text.trim().to_owned())
    }

    proptest! {
        #[test]
        fn rows_come_back_as_they_went_out(table in prop::collection::vec([part(), part(), part()], 0..5)) {
            const PLAIN: &[Field] = &[Field::line("一"), Field::line("二"), Field::line("三")];
            let field = Field::rows("表", PLAIN);
            let table: Vec<Vec<String>> =
                table.into_iter().map(Vec::from).filter(|row| row.iter().any(|part| !part.is_empty())).collect();
            let value = Value::Rows(table);
            prop_assert_eq!(field.from_cell(&field.to_cell(&value)), Ok(value));
        }
    }
}
