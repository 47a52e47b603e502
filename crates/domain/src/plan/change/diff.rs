//! Comparing two versions of the plan.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::super::{Column, ColumnCode, CountsAs, GroupMembers, Party, Plan, PlanRow, Releases, Site, Unit, UnitGroup};
use super::Change;
use crate::{clock::Term, obligation::ClockSettings, reminder::ReminderSettings};

/// A field by its Chinese name, and how it reads.
type Field = (&'static str, String);

/// Reads the holders of one duty from a row.
type DutyHolders = fn(&PlanRow) -> &Vec<Party>;

impl Plan {
    /// The differences from `self` to `newer`. Empty exactly when both say the same, whatever the order of their
    /// units and parties. Since when a column is owed differs only where `newer` says a later day.
    pub fn diff(&self, newer: &Plan) -> Vec<Change> {
        self.differences(newer, |row| row.owed_since.is_some())
    }

    /// The same where `newer` was made of `self` ([`Plan::adopt`], [`Plan::edited`]): of each row it is known since when it is
    /// owed, and where that is a later day than before, which excuses the days between, it is told.
    pub fn diff_to_successor(&self, newer: &Plan) -> Vec<Change> {
        self.differences(newer, |_| true)
    }

    fn differences(&self, newer: &Plan, tells_beginning: impl Fn(&PlanRow) -> bool) -> Vec<Change> {
        let mut changes = Vec::new();
        for ((field, from), (_, to)) in differing(plan_fields(self), plan_fields(newer)) {
            changes.push(Change::PlanChanged { field: field.into(), from, to });
        }
        self.diff_units(newer, &mut changes);
        self.diff_groups(newer, &mut changes);
        self.diff_order(None, newer, &mut changes);
        for column in &newer.columns {
            if let Some(before) = self.column(&column.code) {
                self.diff_column(before, newer, column, &mut changes);
                if column.row.as_ref().is_some_and(&tells_beginning) {
                    self.diff_beginning(before, newer, column, &mut changes);
                }
            } else {
                let path = newer.path_name(&column.code);
                changes.push(Change::ColumnAdded { code: column.code.clone(), path });
            }
            self.diff_order(Some(&column.code), newer, &mut changes);
        }
        for column in self.columns.iter().filter(|c| newer.column(&c.code).is_none()) {
            changes.push(Change::ColumnRemoved { code: column.code.clone(), path: self.path_name(&column.code) });
        }
        changes
    }

    fn diff_units(&self, newer: &Plan, changes: &mut Vec<Change>) {
        for unit in &newer.units {
            let Some(before) = self.unit(&unit.code) else {
                changes.push(Change::UnitAdded { code: unit.code.clone(), name: unit.name.clone() });
                continue;
            };
            for ((field, from), (_, to)) in differing(unit_fields(self, before), unit_fields(newer, unit)) {
                let (code, name) = (unit.code.clone(), before.name.clone());
                changes.push(Change::UnitChanged { code, name, field: field.into(), from, to });
            }
        }
        for unit in self.units.iter().filter(|u| newer.unit(&u.code).is_none()) {
            changes.push(Change::UnitRemoved { code: unit.code.clone(), name: unit.name.clone() });
        }
    }

    fn diff_groups(&self, newer: &Plan, changes: &mut Vec<Change>) {
        for group in &newer.groups {
            let Some(before) = self.group(&group.code) else {
                changes.push(Change::GroupAdded { code: group.code.clone(), name: group.name.clone() });
                continue;
            };
            for ((field, from), (_, to)) in differing(group_fields(self, before), group_fields(newer, group)) {
                let (code, name) = (group.code.clone(), before.name.clone());
                changes.push(Change::GroupChanged { code, name, field: field.into(), from, to });
            }
        }
        for group in self.groups.iter().filter(|g| newer.group(&g.code).is_none()) {
            changes.push(Change::GroupRemoved { code: group.code.clone(), name: group.name.clone() });
        }
    }

    /// An earlier day is never adopted.
    fn diff_beginning(&self, before: &Column, newer: &Plan, after: &Column, changes: &mut Vec<Change>) {
        let (Some(old), Some(new)) = (&before.row, &after.row) else { return };
        let (from, to) = (self.owed_since(old), newer.owed_since(new));
        if from < to {
            changes.push(Change::ColumnChanged {
                code: after.code.clone(),
                path: newer.path_name(&after.code),
                field: "起算日期".into(),
                from: from.to_string(),
                to: to.to_string(),
            });
        }
    }

    fn diff_column(&self, before: &Column, newer: &Plan, after: &Column, changes: &mut Vec<Change>) {
        let code = &after.code;
        let path = newer.path_name(code);
        if before.parent != after.parent {
            changes.push(Change::ColumnMoved { code: code.clone(), from: self.path_name(code), to: path.clone() });
        }
        for ((field, from), (_, to)) in differing(column_fields(self, before), column_fields(newer, after)) {
            changes.push(Change::ColumnChanged {
                code: code.clone(),
                path: path.clone(),
                field: field.into(),
                from,
                to,
            });
        }
        let duties: [(&str, DutyHolders); 2] = [("牵头", |row| &row.leads), ("保障", |row| &row.responsible)];
        for (duty, parties_of) in duties {
            let parties = |column: &Column| -> BTreeSet<Party> {
                column.row.as_ref().map(|row| parties_of(row).iter().cloned().collect()).unwrap_or_default()
            };
            let (old, new) = (parties(before), parties(after));
            for party in new.difference(&old) {
                let party = newer.party_name(party).to_owned();
                changes.push(Change::DutyAdded { code: code.clone(), path: path.clone(), duty: duty.into(), party });
            }
            for party in old.difference(&new) {
                let party = self.party_name(party).to_owned();
                changes.push(Change::DutyRemoved { code: code.clone(), path: path.clone(), duty: duty.into(), party });
            }
        }
    }

    /// Reports when the children that `parent` has in both plans changed their order.
    fn diff_order(&self, parent: Option<&ColumnCode>, newer: &Plan, changes: &mut Vec<Change>) {
        let children = |plan: &Plan, other: &Plan| -> Vec<ColumnCode> {
            let both = plan.columns.iter().filter(|c| c.parent.as_ref() == parent);
            both.filter(|c| other.column(&c.code).is_some_and(|o| o.parent == c.parent))
                .map(|c| c.code.clone())
                .collect()
        };
        let (old, new) = (children(self, newer), children(newer, self));
        if old != new {
            let names = |codes: &[ColumnCode]| {
                codes.iter().filter_map(|c| newer.column(c)).map(|c| c.name.as_str()).collect::<Vec<_>>().join("、")
            };
            let path = parent.map_or_else(|| "频道".into(), |p| newer.path_name(p));
            let (from, to) = (names(&old), names(&new));
            changes.push(Change::ColumnsReordered { parent: parent.cloned(), path, from, to });
        }
    }
}

/// The pairs of equal fields that read differently.
fn differing(old: Vec<Field>, new: Vec<Field>) -> impl Iterator<Item = (Field, Field)> {
    old.into_iter().zip(new).filter(|(a, b)| a.1 != b.1)
}

fn plan_fields(plan: &Plan) -> Vec<Field> {
    let Site {
        name,
        county,
        domain,
        site_code,
        icp,
        police_record,
        emblem_address,
        owner,
        contact,
        case_series,
        index_number,
    } = plan.site.clone();
    vec![
        ("名称", plan.title.clone()),
        ("文号", plan.document_number.clone()),
        ("施行日期", plan.effective_on.to_string()),
        ("网站名称", name),
        ("县名", county),
        ("域名", domain),
        ("网站标识码", site_code),
        ("ICP备案号", icp),
        ("公安备案号", police_record),
        ("党政机关网站标识地址", emblem_address),
        ("主办单位", owner),
        ("联系方式", contact),
        ("整改文号", case_series),
        ("索引号格式", index_number),
        ("放假安排", plan.clock.region.clone()),
        ("及时更新按", working_days(plan.clock.promptly)),
        ("牵头单位审签", working_days(plan.clock.signing)),
        ("解读发布", working_days(plan.clock.interpretation)),
        ("来信答复", working_days(plan.clock.reply)),
        ("整改期限", working_days(plan.clock.rectification)),
        ("实时更新可用率", plan.clock.service.percent()),
        ("实时更新答复时间", format!("{} 秒", plan.clock.service.seconds)),
        ("临期提醒", warnings(&plan.clock)),
        ("到期前提醒", reminded_before(&plan.clock.reminders)),
        ("逾期后再提醒", Term::Days(plan.clock.reminders.again).to_string()),
        ("未确认报负责人和牵头单位", working_days(plan.clock.reminders.escalate_head)),
        ("未确认报门户管理部门", working_days(plan.clock.reminders.escalate_office)),
    ]
}

fn working_days(days: u16) -> String {
    Term::WorkingDays(days).to_string()
}

fn reminded_before(reminders: &ReminderSettings) -> String {
    reminders.before.iter().map(|days| working_days(*days)).collect::<Vec<_>>().join("、")
}

fn warnings(clock: &ClockSettings) -> String {
    let listed = clock.warn_days.iter().map(|(cadence, days)| format!("{}满 {days} 天", cadence.written()));
    let listed: Vec<String> = listed.chain([format!("其他满期限的 {}%", clock.warn_percent)]).collect();
    listed.join("、")
}

fn unit_fields(plan: &Plan, unit: &Unit) -> Vec<Field> {
    let succession = unit.successor.as_ref();
    let successor = succession.map(|s| {
        let name = plan.unit(&s.unit).map_or(s.unit.as_str(), |u| &u.name);
        format!("{name}（{}起）", s.on)
    });
    vec![
        ("名称", unit.name.clone()),
        ("别名", unit.aliases.join("、")),
        ("类别", unit.kind.label().into()),
        ("账号", if unit.has_account { "有" } else { "无" }.into()),
        ("承接单位", successor.unwrap_or_default()),
        ("设立日期", date(unit.founded_on)),
        ("撤销日期", date(unit.closed_on)),
        ("索引号用的代码", unit.index_code.clone()),
    ]
}

fn group_fields(plan: &Plan, group: &UnitGroup) -> Vec<Field> {
    let members = match &group.members {
        GroupMembers::Kinds(kinds) => kinds.iter().map(|k| k.label()).collect::<Vec<_>>().join("、"),
        GroupMembers::Units(units) => {
            units.iter().map(|u| plan.unit(u).map_or(u.as_str(), |u| &u.name)).collect::<Vec<_>>().join("、")
        }
        GroupMembers::Outside => "县外".into(),
    };
    vec![("名称", group.name.clone()), ("成员", members)]
}

fn column_fields(plan: &Plan, column: &Column) -> Vec<Field> {
    let row = column.row.as_ref();
    let of_row = |read: &dyn Fn(&PlanRow) -> String| row.map(read).unwrap_or_default();
    let mirrored = |row: &PlanRow| row.mirrors.as_ref().map(|m| plan.path_name(m)).unwrap_or_default();
    vec![
        ("名称", column.name.clone()),
        ("别名", column.alias.clone().unwrap_or_default()),
        ("类型", column.kind.label().into()),
        ("考核★", if column.assessed { "★" } else { "" }.into()),
        ("简介", column.summary.clone()),
        ("办事情形", column.life_events.join("、")),
        ("考核取数", column.counts_as.map_or("", CountsAs::label).into()),
        ("列入历史栏目", date(column.retired_on)),
        ("编号", of_row(&|r| r.number.clone())),
        ("保障方式", of_row(&|r| r.modes.iter().map(|m| m.label()).collect::<Vec<_>>().join("、"))),
        ("更新时效", of_row(&|r| r.cadence.label())),
        ("发布日历", of_row(&|r| r.releases.as_ref().map(Releases::label).unwrap_or_default())),
        ("巡查底线", of_row(&|r| r.floor.map(|floor| floor.to_string()).unwrap_or_default())),
        ("事项期限", of_row(&|r| r.event_term.map(|term| term.to_string()).unwrap_or_default())),
        ("具体内容", of_row(&|r| r.requirement.clone())),
        ("备注", of_row(&|r| r.remark.clone())),
        ("链接", of_row(&|r| r.link.clone().unwrap_or_default())),
        ("镜像", of_row(&mirrored)),
        ("审签方式", of_row(&|r| r.signing.label().into())),
    ]
}

fn date(day: Option<NaiveDate>) -> String {
    day.map(|d| d.to_string()).unwrap_or_default()
}
