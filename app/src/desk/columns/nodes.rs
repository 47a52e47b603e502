//! The tree as rows: what is visible in which order, and where a move leads.

use std::collections::BTreeSet;

use domain::plan::{ColumnCode, ColumnEdit, Plan};

/// A visible row of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Node {
    pub code: ColumnCode,
    pub level: i32,
    pub has_children: bool,
    pub is_open: bool,
    /// Its number among its siblings from 1, and how many they are.
    pub place: i32,
    pub siblings: i32,
}

/// The rows from top to bottom. With a filter, `only` is shown and everything is open.
pub(super) fn rows(plan: &Plan, open: &BTreeSet<ColumnCode>, only: Option<&BTreeSet<ColumnCode>>) -> Vec<Node> {
    let mut rows = Vec::new();
    below(plan, None, 1, open, only, &mut rows);
    rows
}

fn below(
    plan: &Plan,
    parent: Option<&ColumnCode>,
    level: i32,
    open: &BTreeSet<ColumnCode>,
    only: Option<&BTreeSet<ColumnCode>>,
    rows: &mut Vec<Node>,
) {
    let is_shown = |code: &ColumnCode| only.is_none_or(|only| only.contains(code));
    let children: Vec<&ColumnCode> =
        plan.columns.iter().filter(|c| c.parent.as_ref() == parent && is_shown(&c.code)).map(|c| &c.code).collect();
    let siblings = i32::try_from(children.len()).unwrap_or(i32::MAX);
    for (place, code) in (1..).zip(children) {
        let has_children = plan.children(code).any(|child| is_shown(&child.code));
        let is_open = has_children && (only.is_some() || open.contains(code));
        rows.push(Node { code: code.clone(), level, has_children, is_open, place, siblings });
        if is_open {
            below(plan, Some(code), level + 1, open, only, rows);
        }
    }
}

/// A step of one column with the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    Up,
    Down,
    /// Next to its parent, after it.
    Out,
    /// Below the sibling before it, as its last child.
    In,
}

/// The edit that moves `code` by one step; `None` at the end of the row.
pub(super) fn shift(plan: &Plan, code: &ColumnCode, step: Shift) -> Option<ColumnEdit> {
    let column = plan.column(code)?;
    let siblings = |parent: Option<&ColumnCode>| -> Vec<ColumnCode> {
        plan.columns.iter().filter(|c| c.parent.as_ref() == parent).map(|c| c.code.clone()).collect()
    };
    let own = siblings(column.parent.as_ref());
    let at = own.iter().position(|c| c == code)?;
    let (parent, before) = match step {
        Shift::Up => (column.parent.clone(), Some(own.get(at.checked_sub(1)?)?.clone())),
        Shift::Down => {
            own.get(at + 1)?;
            (column.parent.clone(), own.get(at + 2).cloned())
        }
        Shift::In => (Some(own.get(at.checked_sub(1)?)?.clone()), None),
        Shift::Out => {
            let parent = plan.column(column.parent.as_ref()?)?;
            let above = siblings(parent.parent.as_ref());
            let next = above.iter().position(|c| *c == parent.code).and_then(|at| above.get(at + 1)).cloned();
            (parent.parent.clone(), next)
        }
    };
    Some(ColumnEdit::Move { code: code.clone(), parent, before })
}

/// Where something was dropped on a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drop {
    Before,
    Into,
    After,
}

/// The edit that puts `code` where it was dropped at `target`.
pub(super) fn dropped(plan: &Plan, code: &ColumnCode, target: &ColumnCode, place: Drop) -> Option<ColumnEdit> {
    if code == target {
        return None;
    }
    let column = plan.column(target)?;
    let (parent, before) = match place {
        Drop::Into => (Some(target.clone()), None),
        Drop::Before => (column.parent.clone(), Some(target.clone())),
        Drop::After => {
            let mut siblings = plan.columns.iter().filter(|c| c.parent == column.parent && c.code != *code);
            siblings.find(|c| c.code == *target);
            (column.parent.clone(), siblings.next().map(|c| c.code.clone()))
        }
    };
    Some(ColumnEdit::Move { code: code.clone(), parent, before })
}

#[cfg(test)]
mod tests {
    use domain::{
        obligation::ClockSettings,
        plan::{Column, ColumnKind, Site},
    };

    use super::*;

    fn code(text: &str) -> ColumnCode {
        ColumnCode::parse(text).expect("a valid code")
    }

    /// a(a1 a2) b
    fn plan() -> Plan {
        let column = |name: &str, parent: Option<&str>| Column {
            code: code(name),
            name: name.into(),
            alias: None,
            parent: parent.map(code),
            kind: ColumnKind::Group,
            assessed: false,
            summary: String::new(),
            life_events: Vec::new(),
            counts_as: None,
            row: None,
            retired_on: None,
        };
        Plan {
            title: String::new(),
            document_number: String::new(),
            effective_on: "2018-10-01".parse().expect("a day"),
            site: Site::default(),
            clock: ClockSettings::default(),
            units: Vec::new(),
            groups: Vec::new(),
            columns: vec![column("a", None), column("a1", Some("a")), column("a2", Some("a")), column("b", None)],
        }
    }

    fn shown(open: &[&str]) -> Vec<String> {
        let open = open.iter().map(|c| code(c)).collect();
        rows(&plan(), &open, None).into_iter().map(|node| node.code.to_string()).collect()
    }

    #[test]
    fn closed_branches_hide_what_is_below_them() {
        assert_eq!(shown(&[]), ["a", "b"]);
        assert_eq!(shown(&["a"]), ["a", "a1", "a2", "b"]);
    }

    #[test]
    fn a_filter_opens_everything_it_shows() {
        let only = BTreeSet::from([code("a"), code("a2")]);
        let nodes = rows(&plan(), &BTreeSet::new(), Some(&only));
        let places: Vec<_> = nodes.iter().map(|n| (n.code.as_str(), n.level, n.place, n.siblings)).collect();
        assert_eq!(places, [("a", 1, 1, 1), ("a2", 2, 1, 1)]);
    }

    #[test]
    fn keys_move_a_column_by_one_step() {
        let moved = |name: &str, step| match shift(&plan(), &code(name), step) {
            Some(ColumnEdit::Move { parent, before, .. }) => {
                Some((parent.map(|c| c.to_string()), before.map(|c| c.to_string())))
            }
            _ => None,
        };
        let to = |parent: &str, before: &str| {
            let named = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            Some((named(parent), named(before)))
        };
        assert_eq!(moved("a1", Shift::Down), to("a", ""));
        assert_eq!(moved("a2", Shift::Up), to("a", "a1"));
        assert_eq!(moved("a2", Shift::In), to("a1", ""));
        assert_eq!(moved("a2", Shift::Out), to("", "b"));
        assert_eq!(moved("a1", Shift::Up), None, "the first has nowhere to go");
        assert_eq!(moved("b", Shift::Out), None, "a channel stands at the top");
    }

    #[test]
    fn a_drop_after_the_last_sibling_has_nothing_behind_it() {
        let edit = dropped(&plan(), &code("a1"), &code("b"), Drop::After);
        assert_eq!(edit, Some(ColumnEdit::Move { code: code("a1"), parent: None, before: None }));
        assert_eq!(dropped(&plan(), &code("b"), &code("b"), Drop::Into), None);
    }
}
