//! Walking the tree of channels, groups and columns.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Column, ColumnCode, ColumnKind, InForce, Plan};

/// 频道 › 一级 › 二级 › 三级栏目: the county's table has no more levels.
pub(super) const LEVELS: usize = 4;

impl Plan {
    pub fn column(&self, code: &ColumnCode) -> Option<&Column> {
        self.columns.iter().find(|c| &c.code == code)
    }

    /// The channels in display order.
    pub fn channels(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|c| c.parent.is_none())
    }

    /// The children of `parent` in display order, retired ones included.
    pub fn children<'a>(&'a self, parent: &'a ColumnCode) -> impl Iterator<Item = &'a Column> {
        self.columns.iter().filter(move |c| c.parent.as_ref() == Some(parent))
    }

    /// From the channel down to `code`, that included. Stops at a cycle, which a checked plan does not have.
    pub fn path(&self, code: &ColumnCode) -> Vec<&Column> {
        let mut path = Vec::new();
        let mut next = self.column(code);
        while let Some(column) = next {
            if path.iter().any(|c: &&Column| c.code == column.code) {
                break;
            }
            path.push(column);
            next = column.parent.as_ref().and_then(|p| self.column(p));
        }
        path.reverse();
        path
    }

    /// The path in words: `概况要闻 / 动态要闻 / 通知公告`.
    pub fn path_name(&self, code: &ColumnCode) -> String {
        self.path(code).iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join(" / ")
    }

    /// Whether the yearly assessment counts the column: by its own ★, or because what stands above it is counted
    /// while none of its siblings carries a ★. Beside a starred sibling, a missing ★ means not counted: 信用体系建设,
    /// 网上举报 and 数据查询 of the county's table.
    pub fn is_assessed(&self, code: &ColumnCode) -> bool {
        let mut counted = false;
        for column in self.path(code) {
            let sibling_starred = || column.parent.as_ref().is_some_and(|p| self.children(p).any(|c| c.assessed));
            counted = column.assessed || (counted && !sibling_starred());
        }
        counted
    }

    /// The columns with every parent before its children and siblings in their order: the one order in which plans
    /// are kept, so that two plans with the same tree are equal.
    #[must_use]
    pub fn in_tree_order(mut self) -> Self {
        let mut below: BTreeMap<Option<ColumnCode>, Vec<Column>> = BTreeMap::new();
        for column in self.columns.drain(..) {
            below.entry(column.parent.clone()).or_default().push(column);
        }
        let mut open = below.remove(&None).unwrap_or_default();
        open.reverse();
        while let Some(column) = open.pop() {
            let children = below.remove(&Some(column.code.clone())).unwrap_or_default();
            open.extend(children.into_iter().rev());
            self.columns.push(column);
        }
        // Only a faulty plan has columns that no channel reaches; they are kept for the report of its faults.
        self.columns.extend(below.into_values().flatten());
        self
    }
}

/// What is in use depends on the day: a column takes items until the one that the plan names for its end.
impl InForce {
    /// The column of the special topics. A checked plan has one that stays at most; beside one that ends, it waits until
    /// then.
    pub fn topics_column(&self) -> Option<&Column> {
        let columns = self.plan.columns.iter().filter(|column| column.kind == ColumnKind::Topics);
        let in_use = columns.filter(|column| !column.is_history_on(self.on));
        in_use.min_by_key(|column| column.retired_on.unwrap_or(NaiveDate::MAX))
    }

    /// The columns with items of their own at or below `column`; of what is below, those in use.
    pub fn item_columns(&self, column: &Column) -> Vec<ColumnCode> {
        let own = column.kind.holds_items().then(|| column.code.clone());
        let in_use = self.plan.children(&column.code).filter(|child| !child.is_history_on(self.on));
        own.into_iter().chain(in_use.flat_map(|child| self.item_columns(child))).collect()
    }
}
