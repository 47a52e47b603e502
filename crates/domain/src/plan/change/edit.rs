//! One edit of the column tree from the desk.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::super::tree::LEVELS;
use super::super::{Column, ColumnCode, ColumnKind, Plan, PlanRow};
use crate::kind::taken_by;

/// One edit of the column tree, from the desk's 栏目 page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ColumnEdit {
    /// Adds a column (its code must be new) as the last child of its parent.
    Add(Box<Column>),
    Rename {
        code: ColumnCode,
        name: String,
    },
    /// Says anew what a column is: its second name, kind, ★ and summary. What belonged to its former kind goes.
    Describe {
        code: ColumnCode,
        alias: Option<String>,
        kind: ColumnKind,
        assessed: bool,
        summary: String,
    },
    /// Puts `code` under `parent` (a channel when `None`) before the sibling `before` (last when `None`).
    Move {
        code: ColumnCode,
        parent: Option<ColumnCode>,
        before: Option<ColumnCode>,
    },
    /// Replaces the duties and the cadence of a column's row.
    Row {
        code: ColumnCode,
        row: Box<PlanRow>,
    },
    /// Ends the column and everything below it: what has items becomes 历史栏目, what has none disappears.
    Retire {
        code: ColumnCode,
    },
}

/// Why an edit cannot be made; the text is shown beside the field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum EditRefused {
    #[error("栏目“{0}”不存在")]
    NoSuchColumn(ColumnCode),
    #[error("代码“{0}”已被占用")]
    CodeTaken(ColumnCode),
    #[error("不能移到自己或自己的下级栏目之下")]
    Cycle,
    #[error("栏目树最多四级")]
    TooDeep,
    #[error("名称不能为空")]
    NoName,
    /// Of a kind that is more than a form of items.
    #[error("“{}”类型的栏目不能改为其他类型，其他类型的栏目也不能改为“{}”", .0.label(), .0.label())]
    FixedKind(ColumnKind),
    #[error("栏目已有信息，类型不能由“{}”改为“{}”", .before.label(), .after.label())]
    HoldsItems { before: ColumnKind, after: ColumnKind },
    #[error("{0}")]
    Faulty(String),
}

impl Plan {
    /// `self` with one edit made, without any fault.
    pub fn edited(
        &self,
        edit: &ColumnEdit,
        with_items: &BTreeSet<ColumnCode>,
        on: NaiveDate,
    ) -> Result<Plan, EditRefused> {
        let mut plan = self.clone();
        match edit {
            ColumnEdit::Add(column) => plan.add(column)?,
            ColumnEdit::Rename { code, name } => plan.existing(code)?.name = given_name(name)?,
            ColumnEdit::Describe { code, alias, kind, assessed, summary } => {
                let column = plan.existing(code)?;
                column.turn_into(*kind, with_items)?;
                let alias = alias.as_deref().unwrap_or_default().trim();
                column.alias = (!alias.is_empty()).then(|| alias.to_owned());
                column.assessed = *assessed;
                summary.trim().clone_into(&mut column.summary);
            }
            ColumnEdit::Move { code, parent, before } => plan.relocate(code, parent.as_ref(), before.as_ref())?,
            ColumnEdit::Row { code, row } => plan.existing(code)?.row = Some((**row).clone()),
            ColumnEdit::Retire { code } => plan.retire(code, with_items, on)?,
        }
        let plan = plan.in_tree_order().going_on_from(self, on);
        match plan.faults().into_iter().next() {
            Some(fault) => Err(EditRefused::Faulty(fault)),
            None => Ok(plan),
        }
    }

    fn existing(&mut self, code: &ColumnCode) -> Result<&mut Column, EditRefused> {
        let found = self.columns.iter_mut().find(|c| &c.code == code);
        found.ok_or_else(|| EditRefused::NoSuchColumn(code.clone()))
    }

    /// The level on which the children of `parent` stand, the channels being the first.
    fn level_below(&self, parent: Option<&ColumnCode>) -> Result<usize, EditRefused> {
        match parent {
            None => Ok(1),
            Some(code) => match self.path(code).len() {
                0 => Err(EditRefused::NoSuchColumn(code.clone())),
                level => Ok(level + 1),
            },
        }
    }

    fn add(&mut self, column: &Column) -> Result<(), EditRefused> {
        if self.column(&column.code).is_some() {
            return Err(EditRefused::CodeTaken(column.code.clone()));
        }
        let name = given_name(&column.name)?;
        if self.level_below(column.parent.as_ref())? > LEVELS {
            return Err(EditRefused::TooDeep);
        }
        self.columns.push(Column { name, ..column.clone() });
        Ok(())
    }

    fn relocate(
        &mut self,
        code: &ColumnCode,
        parent: Option<&ColumnCode>,
        before: Option<&ColumnCode>,
    ) -> Result<(), EditRefused> {
        self.existing(code)?;
        if parent.is_some_and(|p| self.path(p).iter().any(|c| &c.code == code)) {
            return Err(EditRefused::Cycle);
        }
        if self.level_below(parent)? + self.levels_below(code) > LEVELS {
            return Err(EditRefused::TooDeep);
        }
        if before == Some(code) && self.column(code).is_some_and(|c| c.parent.as_ref() == parent) {
            return Ok(()); // dropped where it was
        }
        if let Some(sibling) = before
            && self.column(sibling).is_none_or(|s| s.parent.as_ref() != parent || s.code == *code)
        {
            return Err(EditRefused::NoSuchColumn(sibling.clone()));
        }
        let position = self.columns.iter().position(|c| &c.code == code);
        let Some(mut column) = position.map(|at| self.columns.remove(at)) else {
            return Err(EditRefused::NoSuchColumn(code.clone()));
        };
        column.parent = parent.cloned();
        // Only the order among siblings counts: the tree order is restored afterwards.
        let at = before.and_then(|b| self.columns.iter().position(|c| &c.code == b)).unwrap_or(self.columns.len());
        self.columns.insert(at, column);
        Ok(())
    }

    /// How many levels stand below `code`.
    fn levels_below(&self, code: &ColumnCode) -> usize {
        self.children(code).map(|child| 1 + self.levels_below(&child.code)).max().unwrap_or(0)
    }

    fn retire(
        &mut self,
        code: &ColumnCode,
        with_items: &BTreeSet<ColumnCode>,
        on: NaiveDate,
    ) -> Result<(), EditRefused> {
        self.existing(code)?;
        let ended: BTreeSet<ColumnCode> = self
            .columns
            .iter()
            .map(|c| &c.code)
            .filter(|c| self.path(c).iter().any(|above| &above.code == code))
            .cloned()
            .collect();
        // A group stays for the sake of the history columns below it.
        let kept: BTreeSet<ColumnCode> = ended
            .iter()
            .filter(|c| with_items.contains(c))
            .flat_map(|c| self.path(c))
            .map(|c| c.code.clone())
            .collect();
        self.columns.retain(|c| !ended.contains(&c.code) || kept.contains(&c.code));
        for column in self.columns.iter_mut().filter(|c| ended.contains(&c.code)) {
            column.retire(on);
        }
        Ok(())
    }
}

impl Column {
    /// Gives it another kind. Items that the new kind does not take would stand in no list and be edited in no form.
    fn turn_into(&mut self, kind: ColumnKind, with_items: &BTreeSet<ColumnCode>) -> Result<(), EditRefused> {
        let before = self.kind;
        if kind == before {
            return Ok(());
        }
        if let Some(fixed) = [before, kind].into_iter().find(|kind| kind.is_fixed()) {
            return Err(EditRefused::FixedKind(fixed));
        }
        let takes_all = taken_by(before).iter().all(|taken| taken_by(kind).contains(taken));
        if with_items.contains(&self.code) && !takes_all {
            return Err(EditRefused::HoldsItems { before, after: kind });
        }
        self.kind = kind;
        self.counts_as = self.counts_as.filter(|what| what.fits(kind));
        if kind != ColumnKind::LifeEvents {
            self.life_events.clear();
        }
        Ok(())
    }
}

fn given_name(name: &str) -> Result<String, EditRefused> {
    let name = name.trim();
    if name.is_empty() { Err(EditRefused::NoName) } else { Ok(name.to_owned()) }
}
