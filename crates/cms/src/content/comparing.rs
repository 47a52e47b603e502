//! Two texts side by side, revisions or one that another took the place of: the fields and files that differ, the text line by
//! line with the changed words marked, and both texts as they look.
//!
//! Finding the smallest difference takes time that grows with the square of what differs, and the texts come from
//! authors. So there is one comparison at a time, off the threads that answer requests, and none looks longer than
//! [`LIMIT`]: what is not compared by then is marked as a whole.

use std::time::{Duration, Instant};

use documents::html::plain_text;
use domain::{
    desk::content::{Comparison, FieldDifference, Fragment, LineDifference, Seen},
    file_size::size_in_words,
    id::ItemId,
    item::{Attachment, Content},
    permission::Action,
    time::minute,
};
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff};
use store::revision::Seen as Version;
use tokio::sync::Semaphore;

use super::writing::Prepared;
use crate::{Cms, Ctx, Error, Result};

/// How long a comparison looks for the smallest difference.
const LIMIT: Duration = Duration::from_millis(500);
/// Characters of both texts up to which lines are looked for that moved; a book beyond that is compared line by line as
/// it stands.
const MOST_CHARACTERS: usize = 400_000;
/// Characters of a line up to which the changed ones are looked for.
const LONGEST_LINE: usize = 2_000;

/// Two comparisons at once would take both processors of a small machine.
static TURN: Semaphore = Semaphore::const_new(1);

impl Cms {
    /// Revision `left` beside revision `right` of an item.
    pub async fn compare(&self, ctx: &Ctx, item: ItemId, left: i32, right: i32) -> Result<Comparison> {
        self.subject(ctx, item, Action::Read).await?;
        let (old, new) = (self.prepared(item, left).await?, self.prepared(item, right).await?);
        comparison(&format!("第{left}版"), &old, &format!("第{right}版"), &new).await
    }

    /// What a revision said at the version `seen`, until another text took its place, beside what it says now.
    pub async fn compare_replaced(&self, ctx: &Ctx, seen: Seen) -> Result<Comparison> {
        self.subject(ctx, seen.item, Action::Read).await?;
        let Seen { item, revision, version } = seen;
        let kept = self.inner.store.replaced_text(Version { item, number: revision, version }).await?;
        let kept = kept.ok_or(Error::NotFound)?;
        let name = format!("{}于{}保存的内容", kept.saved_name, minute(kept.saved_at));
        let (old, new) = (Prepared::from_replaced(&kept), self.prepared(item, revision).await?);
        comparison(&name, &old, &format!("第{revision}版"), &new).await
    }

    /// What a revision says, in full.
    pub async fn revision_content(&self, ctx: &Ctx, item: ItemId, revision: i32) -> Result<Content> {
        self.subject(ctx, item, Action::Read).await?;
        Ok(self.prepared(item, revision).await?.for_editor())
    }

    async fn prepared(&self, item: ItemId, revision: i32) -> Result<Prepared> {
        let record = self.inner.store.revision(item, revision).await?.ok_or(Error::NotFound)?;
        Ok(Prepared::from_store(&record))
    }
}

/// `left` beside `right`, when it is its turn.
pub(super) async fn comparison(
    left_name: &str,
    left: &Prepared,
    right_name: &str,
    right: &Prepared,
) -> Result<Comparison> {
    let turn = TURN.acquire().await.map_err(Error::internal)?;
    let (left_name, right_name) = (left_name.to_owned(), right_name.to_owned());
    let (left, right) = (left.clone(), right.clone());
    let compared = tokio::task::spawn_blocking(move || {
        // Held here: a request that is given up does not stop the work.
        let _turn = turn;
        side_by_side(&left_name, &left, &right_name, &right)
    });
    compared.await.map_err(Error::internal)
}

fn side_by_side(left_name: &str, left: &Prepared, right_name: &str, right: &Prepared) -> Comparison {
    let (before, after) = (&left.content.attachments, &right.content.attachments);
    let left_fields = fields(&left.content, file_list(before));
    let right_fields = fields(&right.content, file_list_after(before, after));
    let differing = left_fields.iter().filter_map(|(label, old)| {
        let new = right_fields.iter().find(|(other, _)| other == label).map_or("", |(_, value)| value);
        (old != new).then(|| FieldDifference { label: (*label).into(), left: old.clone(), right: new.into() })
    });
    let added = right_fields
        .iter()
        .filter(|(label, value)| !value.is_empty() && !left_fields.iter().any(|(other, _)| other == label))
        .map(|(label, value)| FieldDifference { label: (*label).into(), left: String::new(), right: value.clone() });
    Comparison {
        left: left_name.into(),
        right: right_name.into(),
        fields: differing.chain(added).collect(),
        lines: lines(&plain_text(&left.html), &plain_text(&right.html)),
        left_html: left.body.html.clone(),
        right_html: right.body.html.clone(),
    }
}

/// The fields as the form words them, in its order; the files as `files` lists them.
fn fields(content: &Content, files: String) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        ("标题", content.title.clone()),
        ("内容概述", content.summary.clone()),
        ("来源", content.source.clone()),
        ("作者", content.author.clone()),
        ("责任编辑", content.editor.clone()),
        ("关键词", content.keywords.join("、")),
        ("公开属性", content.disclosure_in_words()),
        ("日期", content.event.map(|event| format!("{} {}", event.kind.label(), event.on)).unwrap_or_default()),
        ("版权说明", content.copyright.clone()),
        ("信息类型", content.detail.label().into()),
    ];
    for (field, value) in content.detail.values() {
        fields.push((field.label, field.in_words(&value)));
    }
    fields.push(("附件", files));
    if let Some(change) = &content.change {
        fields.push(("修改说明", format!("{}：{}", change.kind.label(), change.note)));
    }
    fields
}

fn file_list(files: &[Attachment]) -> String {
    let files: Vec<String> = files.iter().map(|file| file_in_words(file, &size_in_words(file.size))).collect();
    files.join("、")
}

/// The files of the later text. One that bears the name of an earlier one and holds something else says so: mended under the
/// same name, it would look as if nobody had touched it.
fn file_list_after(before: &[Attachment], after: &[Attachment]) -> String {
    // The address is made of the content's hash.
    let holds = |files: &[Attachment], one: &Attachment| {
        files.iter().any(|file| (&file.name, &file.address) == (&one.name, &one.address))
    };
    let mut gone: Vec<&Attachment> = before.iter().filter(|file| !holds(after, file)).collect();
    let files = after.iter().map(|file| {
        let size = size_in_words(file.size);
        let former = gone.iter().position(|other| other.name == file.name).filter(|_| !holds(before, file));
        match former.map(|at| gone.remove(at)) {
            Some(former) => file_in_words(file, &format!("文件已更换，{} → {size}", size_in_words(former.size))),
            None => file_in_words(file, &size),
        }
    });
    files.collect::<Vec<_>>().join("、")
}

fn file_in_words(file: &Attachment, words: &str) -> String {
    format!("{}（{words}）", file.name)
}

/// The lines of both texts in pairs; within a pair, the characters that differ are marked.
fn lines(left: &str, right: &str) -> Vec<LineDifference> {
    let (old, new): (Vec<&str>, Vec<&str>) = (left.lines().collect(), right.lines().collect());
    if left.chars().count() + right.chars().count() > MOST_CHARACTERS {
        return (0..old.len().max(new.len()))
            .map(|at| whole_pair(old.get(at).copied(), new.get(at).copied()))
            .collect();
    }
    let deadline = Instant::now() + LIMIT;
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).deadline(deadline).diff_lines(left, right);
    let mut paired = Vec::new();
    for op in diff.ops() {
        match *op {
            DiffOp::Equal { old_index, len, .. } => {
                for line in &old[old_index..old_index + len] {
                    paired.push(LineDifference { left: Some(whole(line, false)), right: Some(whole(line, false)) });
                }
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                for line in &old[old_index..old_index + old_len] {
                    paired.push(LineDifference { left: Some(whole(line, true)), right: None });
                }
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                for line in &new[new_index..new_index + new_len] {
                    paired.push(LineDifference { left: None, right: Some(whole(line, true)) });
                }
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                for at in 0..old_len.max(new_len) {
                    let before = (at < old_len).then(|| old[old_index + at]);
                    let after = (at < new_len).then(|| new[new_index + at]);
                    paired.push(match (before, after) {
                        (Some(before), Some(after)) => within_line(before, after, deadline),
                        (before, after) => whole_pair(before, after),
                    });
                }
            }
        }
    }
    paired
}

/// Two lines that are not looked into: the same, or changed as a whole.
fn whole_pair(before: Option<&str>, after: Option<&str>) -> LineDifference {
    let changed = before != after;
    LineDifference { left: before.map(|line| whole(line, changed)), right: after.map(|line| whole(line, changed)) }
}

fn whole(line: &str, changed: bool) -> Vec<Fragment> {
    vec![Fragment { text: line.into(), changed }]
}

/// Chinese has no spaces between words, so lines are compared by characters.
fn within_line(before: &str, after: &str, deadline: Instant) -> LineDifference {
    let is_long = |line: &str| line.chars().nth(LONGEST_LINE).is_some();
    if is_long(before) || is_long(after) || Instant::now() >= deadline {
        return whole_pair(Some(before), Some(after));
    }
    let diff = TextDiff::configure().deadline(deadline).diff_chars(before, after);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => {
                append(&mut left, change.value(), false);
                append(&mut right, change.value(), false);
            }
            ChangeTag::Delete => append(&mut left, change.value(), true),
            ChangeTag::Insert => append(&mut right, change.value(), true),
        }
    }
    LineDifference { left: Some(left), right: Some(right) }
}

fn append(fragments: &mut Vec<Fragment>, text: &str, changed: bool) {
    match fragments.last_mut() {
        Some(last) if last.changed == changed => last.text.push_str(text),
        _ => fragments.push(Fragment { text: text.into(), changed }),
    }
}

#[cfg(test)]
mod tests {
    use domain::id::MediaId;

    use super::*;

    fn prepared(title: &str, body: &str) -> Prepared {
        Prepared::from_author(Content { title: title.into(), body: body.into(), ..Content::default() })
    }

    #[test]
    fn only_what_changed_is_marked() {
        let old = prepared("通知", "<p>第一段。</p><p>请于6月1日前报送。</p><p>第三段。</p>");
        let new = prepared("补充通知", "<p>第一段。</p><p>请于6月8日前报送。</p>");
        let comparison = side_by_side("旧", &old, "新", &new);
        assert_eq!(comparison.fields.len(), 1);
        assert_eq!((comparison.fields[0].left.as_str(), comparison.fields[0].right.as_str()), ("通知", "补充通知"));
        let marked = |side: &Option<Vec<Fragment>>| -> Vec<String> {
            side.iter().flatten().filter(|part| part.changed).map(|part| part.text.clone()).collect()
        };
        let left: Vec<String> = comparison.lines.iter().flat_map(|line| marked(&line.left)).collect();
        let right: Vec<String> = comparison.lines.iter().flat_map(|line| marked(&line.right)).collect();
        assert_eq!(left, ["1", "第三段。"]);
        assert_eq!(right, ["8"]);
        assert!(comparison.lines[0].left.is_some() && comparison.lines[0].left == comparison.lines[0].right);
    }

    /// 附件 on both sides, of files by name, content and size; `None` where nothing is marked.
    fn files_compared(left: &[(&str, &str, i64)], right: &[(&str, &str, i64)]) -> Option<(String, String)> {
        let with = |files: &[(&str, &str, i64)]| {
            let attachments = files.iter().map(|(name, hash, size)| Attachment {
                media: MediaId::new(1),
                name: (*name).into(),
                address: format!("/media/{hash}.xlsx"),
                size: *size,
            });
            Prepared::from_author(Content { attachments: attachments.collect(), ..Content::default() })
        };
        let fields = side_by_side("旧", &with(left), "新", &with(right)).fields;
        assert!(fields.iter().all(|field| field.label == "附件"), "{fields:?}");
        fields.into_iter().next().map(|field| (field.left, field.right))
    }

    #[test]
    fn a_file_that_was_replaced_under_its_name_is_marked() {
        type File = (&'static str, &'static str, i64);
        let old = [("附件1.xlsx", "aa", 34_800), ("附件2.xlsx", "bb", 820)];
        let expected: [(&[File], Option<&str>); 6] = [
            (&old, None),
            (
                &[("附件1.xlsx", "cc", 1_572_864), ("附件2.xlsx", "bb", 820)],
                Some("附件1.xlsx（文件已更换，34 KB → 1.5 MB）、附件2.xlsx（820 B）"),
            ),
            // Mended in place: as long as before.
            (
                &[("附件1.xlsx", "aa", 34_800), ("附件2.xlsx", "dd", 820)],
                Some("附件1.xlsx（34 KB）、附件2.xlsx（文件已更换，820 B → 820 B）"),
            ),
            (&[("附件1.xlsx", "aa", 34_800)], Some("附件1.xlsx（34 KB）")),
            // Beside the file of its name, and not in its place.
            (
                &[("附件1.xlsx", "aa", 34_800), ("附件1.xlsx", "ee", 900), ("附件2.xlsx", "bb", 820)],
                Some("附件1.xlsx（34 KB）、附件1.xlsx（900 B）、附件2.xlsx（820 B）"),
            ),
            (
                &[("附件1.xlsx", "bb", 820), ("附件2.xlsx", "aa", 34_800)],
                Some("附件1.xlsx（文件已更换，34 KB → 820 B）、附件2.xlsx（文件已更换，820 B → 34 KB）"),
            ),
        ];
        for (new, right) in expected {
            let left = "附件1.xlsx（34 KB）、附件2.xlsx（820 B）".to_owned();
            assert_eq!(files_compared(&old, new), right.map(|right| (left, right.to_owned())), "{new:?}");
        }
    }

    #[test]
    fn both_sides_can_be_put_together_again() {
        let (left, right) = ("甲\n乙\n丙", "甲\n乙乙\n丁\n戊");
        let paired = lines(left, right);
        let side = |pick: fn(&LineDifference) -> &Option<Vec<Fragment>>| {
            let lines: Vec<String> = paired
                .iter()
                .filter_map(|line| pick(line).as_ref())
                .map(|parts| parts.iter().map(|part| part.text.as_str()).collect())
                .collect();
            lines.join("\n")
        };
        assert_eq!(side(|line| &line.left), left);
        assert_eq!(side(|line| &line.right), right);
    }

    /// Whole lines of one side with their marks; a line of several fragments was looked into.
    fn marks(paired: &[LineDifference], pick: fn(&LineDifference) -> &Option<Vec<Fragment>>) -> Vec<Vec<bool>> {
        let side = paired.iter().filter_map(|line| pick(line).as_ref());
        side.map(|parts| parts.iter().map(|part| part.changed).collect()).collect()
    }

    #[test]
    fn a_line_too_long_is_marked_as_a_whole() {
        let (short, long) = ("字".repeat(LONGEST_LINE - 1), "字".repeat(LONGEST_LINE));
        let compare = |line: &str| marks(&lines(&format!("{line}甲"), &format!("{line}乙")), |line| &line.left);
        assert_eq!(compare(&short), [[false, true]]);
        assert_eq!(compare(&long), [[true]]);
    }

    #[test]
    fn a_book_is_compared_line_by_line_as_it_stands() {
        let page = "一行十个字的正文内容。\n".repeat(MOST_CHARACTERS / 20);
        let paired = lines(&format!("甲\n{page}"), &format!("乙\n{page}丙\n"));
        let lines = MOST_CHARACTERS / 20 + 1;
        assert_eq!(paired.len(), lines + 1);
        assert_eq!(paired.iter().filter(|line| line.left == line.right).count(), lines - 1);
        assert_eq!((marks(&paired[..1], |line| &line.left), paired[lines].left.is_none()), (vec![vec![true]], true));
    }

    #[test]
    fn texts_that_are_hard_to_compare_take_no_longer_than_others() {
        // Paragraphs of few different characters in no order at all: most of them differ, and none tells a place.
        let text = |mut seed: u64| -> String {
            let mut character = || {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                char::from(b'!' + u8::try_from(seed >> 58).expect("six bits"))
            };
            let mut line = || (0..1_900).map(|_| character()).collect::<String>() + "\n";
            (0..100).map(|_| line()).collect()
        };
        let started = Instant::now();
        let paired = lines(&text(1), &text(2));
        assert!(started.elapsed() < 4 * LIMIT, "{:?}", started.elapsed());
        assert_eq!(paired.len(), 100, "nothing is lost");
    }
}
