//! Two revisions side by side: the fields that differ, the text line by line with the changed words marked, and both
//! texts as they look.

use documents::html::plain_text;
use domain::{
    desk::content::{Comparison, FieldDifference, Fragment, LineDifference},
    id::ItemId,
    item::{Content, Detail},
    permission::Action,
};
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff};

use super::writing::Prepared;
use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Revision `left` beside revision `right` of an item.
    pub async fn compare(&self, ctx: &Ctx, item: ItemId, left: i32, right: i32) -> Result<Comparison> {
        self.subject(ctx, item, Action::Read).await?;
        let (old, new) = (self.prepared(item, left).await?, self.prepared(item, right).await?);
        Ok(comparison(&format!("第{left}版"), &old, &format!("第{right}版"), &new))
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

pub(super) fn comparison(left_name: &str, left: &Prepared, right_name: &str, right: &Prepared) -> Comparison {
    let (left_fields, right_fields) = (fields(&left.content), fields(&right.content));
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

/// The fields as the form words them, in its order.
fn fields(content: &Content) -> Vec<(&'static str, String)> {
    let day = |on: Option<chrono::NaiveDate>| on.map(|on| on.to_string()).unwrap_or_default();
    let mut fields = vec![
        ("标题", content.title.clone()),
        ("内容概述", content.summary.clone()),
        ("来源", content.source.clone()),
        ("作者", content.author.clone()),
        ("责任编辑", content.editor.clone()),
        ("关键词", content.keywords.join("、")),
        ("公开属性", content.disclosure.label().into()),
        ("日期", content.event.map(|event| format!("{} {}", event.kind.label(), event.on)).unwrap_or_default()),
        ("版权说明", content.copyright.clone()),
        ("信息类型", content.detail.label().into()),
    ];
    match &content.detail {
        Detail::Article => {}
        Detail::Reprint(reprint) => {
            fields.extend([("原文地址", reprint.address.clone()), ("原文发布日期", day(reprint.published_on))]);
        }
        Detail::PolicyDocument(document) => fields.extend([
            ("索引号", document.index_number.clone()),
            ("发文字号", document.document_number.clone()),
            ("发文机关", document.issuer.clone()),
            ("主题分类", document.theme.clone()),
            ("体裁", document.genre.clone()),
            ("成文日期", day(document.written_on)),
            ("实施日期", day(document.effective_on)),
            ("有效性", document.validity.label().into()),
        ]),
        Detail::Interpretation(interpretation) => fields.extend([
            ("解读的文件", interpretation.document.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("解读机构", interpretation.interpreter.clone()),
        ]),
    }
    let names: Vec<&str> = content.attachments.iter().map(|attachment| attachment.name.as_str()).collect();
    fields.push(("附件", names.join("、")));
    fields
}

/// The lines of both texts in pairs; within a pair, the characters that differ are marked.
fn lines(left: &str, right: &str) -> Vec<LineDifference> {
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_lines(left, right);
    let (old, new): (Vec<&str>, Vec<&str>) = (left.lines().collect(), right.lines().collect());
    let whole = |line: &str, changed| Some(vec![Fragment { text: line.into(), changed }]);
    let mut paired = Vec::new();
    for op in diff.ops() {
        match *op {
            DiffOp::Equal { old_index, len, .. } => {
                for line in &old[old_index..old_index + len] {
                    paired.push(LineDifference { left: whole(line, false), right: whole(line, false) });
                }
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                for line in &old[old_index..old_index + old_len] {
                    paired.push(LineDifference { left: whole(line, true), right: None });
                }
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                for line in &new[new_index..new_index + new_len] {
                    paired.push(LineDifference { left: None, right: whole(line, true) });
                }
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                for at in 0..old_len.max(new_len) {
                    let before = (at < old_len).then(|| old[old_index + at]);
                    let after = (at < new_len).then(|| new[new_index + at]);
                    paired.push(match (before, after) {
                        (Some(before), Some(after)) => within_line(before, after),
                        (before, after) => LineDifference {
                            left: before.and_then(|line| whole(line, true)),
                            right: after.and_then(|line| whole(line, true)),
                        },
                    });
                }
            }
        }
    }
    paired
}

/// Chinese has no spaces between words, so lines are compared by characters.
fn within_line(before: &str, after: &str) -> LineDifference {
    let diff = TextDiff::from_chars(before, after);
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
    use super::*;

    fn prepared(title: &str, body: &str) -> Prepared {
        Prepared::from_author(Content { title: title.into(), body: body.into(), ..Content::default() })
    }

    #[test]
    fn only_what_changed_is_marked() {
        let old = prepared("通知", "<p>第一段。</p><p>请于6月1日前报送。</p><p>第三段。</p>");
        let new = prepared("补充通知", "<p>第一段。</p><p>请于6月8日前报送。</p>");
        let comparison = comparison("旧", &old, "新", &new);
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
}
