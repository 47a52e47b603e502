//! Two tables of the same matter: what came in, what went, what changed (动态调整).

use std::collections::BTreeMap;

use domain::{desk::register::RegisterDifferences, register::RegisterColumn};

/// The most differences that are told in words.
const MAX_LINES: usize = 200;

/// What became of `before` in `after`. Rows belong together by their key, the first column that is no running number;
/// of rows with the same key the first belongs to the first.
pub fn compare(
    before: (&[RegisterColumn], &[Vec<String>]),
    after: (&[RegisterColumn], &[Vec<String>]),
) -> RegisterDifferences {
    let (old, new) = (keyed(before), keyed(after));
    let mut differences = RegisterDifferences::default();
    let mut lines = Vec::new();
    for (key, row) in &new {
        match old.get(key) {
            None => {
                differences.added += 1;
                lines.push(format!("新增：{}", key.0));
            }
            Some(former) => {
                let changes = changes((before.0, former), (after.0, row));
                if !changes.is_empty() {
                    differences.changed += 1;
                    lines.push(format!("变更：{}（{}）", key.0, changes.join("；")));
                }
            }
        }
    }
    for key in old.keys().filter(|key| !new.contains_key(key)) {
        differences.removed += 1;
        lines.push(format!("取消：{}", key.0));
    }
    lines.truncate(MAX_LINES);
    RegisterDifferences { lines, ..differences }
}

/// A table in pieces: its columns and its rows.
type Stored<'a> = (&'a [RegisterColumn], &'a [Vec<String>]);

/// The key's text, and the how manieth row with it.
type Key = (String, usize);

fn keyed((columns, rows): Stored<'_>) -> BTreeMap<Key, &[String]> {
    let key = columns.iter().position(|column| !is_running_number(&column.name)).unwrap_or_default();
    let mut keyed = BTreeMap::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let text = row.get(key).map_or("", String::as_str);
        let times = seen.entry(text).or_default();
        keyed.insert((text.to_owned(), *times), row.as_slice());
        *times += 1;
    }
    keyed
}

fn is_running_number(name: &str) -> bool {
    matches!(name, "序号" | "编号" | "行号" | "No." | "NO.")
}

/// The cells that differ, column by column of the new table; a running number that moved is no change.
fn changes(old: (&[RegisterColumn], &[String]), new: (&[RegisterColumn], &[String])) -> Vec<String> {
    let former = |name: &str| old.0.iter().position(|column| column.name == name).and_then(|at| old.1.get(at));
    (new.0.iter().zip(new.1))
        .filter(|(column, _)| !is_running_number(&column.name))
        .filter_map(|(column, now)| {
            let before = former(&column.name).map_or("", String::as_str);
            (before != now).then(|| format!("{}：{} → {}", column.name, shown(before), shown(now)))
        })
        .collect()
}

fn shown(text: &str) -> &str {
    if text.is_empty() { "（空）" } else { text }
}
