//! The page being built: its fields, and its rows of blocks with a key of their own each, by which a block is known
//! wherever it is moved.

use domain::topic::{Block, Picture, Piece, Row, Theme, TopicContent};
use leptos::prelude::*;

/// A block with its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DraftBlock {
    pub key: i64,
    pub block: Block,
}

/// One block, or two beside one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DraftRow(pub Vec<DraftBlock>);

impl DraftRow {
    pub(super) fn keys(&self) -> Vec<i64> {
        self.0.iter().map(|block| block.key).collect()
    }

    fn has(&self, key: i64) -> bool {
        self.0.iter().any(|block| block.key == key)
    }

    fn row(&self) -> Option<Row> {
        match self.0.as_slice() {
            [one] => Some(Row::Full(one.block.clone())),
            [left, right] => Some(Row::Pair(Box::new([left.block.clone(), right.block.clone()]))),
            _ => None,
        }
    }
}

/// A handle to the fields of the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draft {
    pub title: RwSignal<String>,
    pub lead: RwSignal<String>,
    pub banner: RwSignal<Option<Picture>>,
    pub theme: RwSignal<Theme>,
    pub rows: RwSignal<Vec<DraftRow>>,
    next_key: StoredValue<i64>,
}

impl Draft {
    pub(super) fn of(content: &TopicContent) -> Self {
        let mut keys = 0_i64..;
        let rows = content.rows.iter().map(|row| {
            let keyed = row.blocks().iter().zip(keys.by_ref());
            DraftRow(keyed.map(|(block, key)| DraftBlock { key, block: block.clone() }).collect())
        });
        let rows = rows.collect();
        Self {
            title: RwSignal::new(content.title.clone()),
            lead: RwSignal::new(content.lead.clone()),
            banner: RwSignal::new(content.banner.clone()),
            theme: RwSignal::new(content.theme),
            rows: RwSignal::new(rows),
            next_key: StoredValue::new(keys.start),
        }
    }

    /// What the fields say now. Whoever calls it reactively follows every field.
    pub(super) fn content(self) -> TopicContent {
        TopicContent {
            title: self.title.get(),
            lead: self.lead.get(),
            banner: self.banner.get(),
            theme: self.theme.get(),
            rows: self.rows.read().iter().filter_map(DraftRow::row).collect(),
        }
    }

    pub(super) fn block(self, key: i64) -> Option<Block> {
        let rows = self.rows.read();
        rows.iter().flat_map(|row| &row.0).find(|one| one.key == key).map(|one| one.block.clone())
    }

    /// The keys in reading order.
    pub(super) fn keys(self) -> Vec<i64> {
        self.rows.read().iter().flat_map(DraftRow::keys).collect()
    }

    pub(super) fn set_heading(self, key: i64, heading: String) {
        if untrack(|| self.block(key)).is_some_and(|block| block.heading != heading) {
            self.change(key, |block| block.heading = heading);
        }
    }

    /// Only what somebody changed is a change: the seal of a text is the server's.
    pub(super) fn set_piece(self, key: i64, piece: Piece) {
        let same = |old: &Piece| match (old, &piece) {
            (Piece::Text { html: old, .. }, Piece::Text { html, .. }) => old == html,
            (old, new) => old == new,
        };
        if untrack(|| self.block(key)).is_some_and(|block| !same(&block.piece)) {
            self.change(key, |block| block.piece = piece);
        }
    }

    fn change(self, key: i64, change: impl FnOnce(&mut Block)) {
        self.rows.update(|rows| {
            if let Some(found) = rows.iter_mut().flat_map(|row| &mut row.0).find(|one| one.key == key) {
                change(&mut found.block);
            }
        });
    }

    /// Adds an empty block at the end; gives its key.
    pub(super) fn add(self, piece: Piece) -> i64 {
        let key = self.next_key.get_value();
        self.next_key.set_value(key + 1);
        let block = DraftBlock { key, block: Block { heading: String::new(), piece } };
        self.rows.update(|rows| rows.push(DraftRow(vec![block])));
        key
    }
}

/// Takes a block away; gives the row as it was, and where it stood.
pub(super) fn remove(rows: &mut Vec<DraftRow>, key: i64) -> Option<(usize, DraftRow)> {
    let at = rows.iter().position(|row| row.has(key))?;
    let before = rows[at].clone();
    rows[at].0.retain(|block| block.key != key);
    if rows[at].0.is_empty() {
        rows.remove(at);
    }
    Some((at, before))
}

/// Puts a row back as it was before [`remove`], or at the end when the page has become shorter.
pub(super) fn put_back(rows: &mut Vec<DraftRow>, at: usize, row: DraftRow) {
    let rest = rows.iter().position(|other| other.0.iter().any(|block| row.has(block.key)));
    if let Some(rest) = rest {
        rows[rest] = row;
    } else {
        rows.insert(at.min(rows.len()), row);
    }
}

/// Moves the row that holds `key` to before the `to`-th of those that stand there now.
pub(super) fn place(rows: &mut Vec<DraftRow>, key: i64, to: usize) {
    let Some(from) = rows.iter().position(|row| row.has(key)) else { return };
    let row = rows.remove(from);
    let to = if to > from { to - 1 } else { to };
    rows.insert(to.min(rows.len()), row);
}

/// Up or down by one row.
pub(super) fn shift(rows: &mut Vec<DraftRow>, key: i64, down: bool) {
    let Some(from) = rows.iter().position(|row| row.has(key)) else { return };
    match (down, from) {
        (false, 0) => {}
        (false, from) => place(rows, key, from - 1),
        (true, from) => place(rows, key, from + 2),
    }
}

/// Whether the row that holds `key` can stand beside the next one.
pub(super) fn can_join(rows: &[DraftRow], key: i64) -> bool {
    let at = rows.iter().position(|row| row.has(key));
    at.and_then(|at| rows.get(at).zip(rows.get(at + 1))).is_some_and(|(one, next)| one.0.len() + next.0.len() == 2)
}

/// Puts the next row's block beside this row's.
pub(super) fn join(rows: &mut Vec<DraftRow>, key: i64) {
    if !can_join(rows, key) {
        return;
    }
    if let Some(at) = rows.iter().position(|row| row.has(key)) {
        let next = rows.remove(at + 1);
        rows[at].0.extend(next.0);
    }
}

/// Puts the two blocks of a row below one another again.
pub(super) fn split(rows: &mut Vec<DraftRow>, key: i64) {
    let Some(at) = rows.iter().position(|row| row.has(key)) else { return };
    if rows[at].0.len() == 2 {
        let second = rows[at].0.split_off(1);
        rows.insert(at + 1, DraftRow(second));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(rows: &[&[i64]]) -> Vec<DraftRow> {
        let block = |key: &i64| DraftBlock {
            key: *key,
            block: Block { heading: key.to_string(), piece: Piece::Links { links: Vec::new() } },
        };
        rows.iter().map(|row| DraftRow(row.iter().map(block).collect())).collect()
    }

    fn shape(rows: &[DraftRow]) -> Vec<Vec<i64>> {
        rows.iter().map(DraftRow::keys).collect()
    }

    #[test]
    fn rows_move_up_and_down_and_stop_at_the_ends() {
        let mut rows = page(&[&[1], &[2, 3], &[4]]);
        shift(&mut rows, 3, false);
        assert_eq!(shape(&rows), [vec![2, 3], vec![1], vec![4]]);
        shift(&mut rows, 2, false);
        assert_eq!(shape(&rows), [vec![2, 3], vec![1], vec![4]]);
        shift(&mut rows, 1, true);
        shift(&mut rows, 1, true);
        assert_eq!(shape(&rows), [vec![2, 3], vec![4], vec![1]]);
        place(&mut rows, 1, 0);
        assert_eq!(shape(&rows), [vec![1], vec![2, 3], vec![4]]);
        place(&mut rows, 1, 3);
        assert_eq!(shape(&rows), [vec![2, 3], vec![4], vec![1]]);
    }

    #[test]
    fn two_single_blocks_can_stand_beside_one_another() {
        let mut rows = page(&[&[1], &[2], &[3]]);
        assert!(can_join(&rows, 1) && !can_join(&rows, 3));
        join(&mut rows, 1);
        assert_eq!(shape(&rows), [vec![1, 2], vec![3]]);
        assert!(!can_join(&rows, 2), "three in a row are too many");
        join(&mut rows, 1);
        split(&mut rows, 2);
        assert_eq!(shape(&rows), [vec![1], vec![2], vec![3]]);
        split(&mut rows, 2);
        assert_eq!(shape(&rows), [vec![1], vec![2], vec![3]]);
    }

    #[test]
    fn what_was_removed_comes_back_where_it_stood() {
        for key in [1, 2, 3] {
            let mut rows = page(&[&[1], &[2, 3]]);
            let before = rows.clone();
            let (at, row) = remove(&mut rows, key).expect("it is there");
            assert!(!rows.iter().any(|row| row.has(key)));
            put_back(&mut rows, at, row);
            assert_eq!(rows, before, "{key}");
        }
        assert!(remove(&mut page(&[&[1]]), 9).is_none());
    }

    #[test]
    fn what_goes_into_the_form_comes_out_of_it() {
        Owner::new().with(|| {
            let block = |piece| Block { heading: "标题".into(), piece };
            let [text, list, picture, ..] = Piece::all_empty();
            let content = TopicContent {
                title: "县庆专题".into(),
                lead: "导语".into(),
                rows: vec![Row::Pair(Box::new([block(text), block(list)])), Row::Full(block(picture))],
                ..TopicContent::default()
            };
            let draft = Draft::of(&content);
            assert_eq!(draft.content(), content);
            assert_eq!(draft.keys(), [0, 1, 2]);
            assert_eq!(draft.add(Piece::Links { links: Vec::new() }), 3);
        });
    }
}
