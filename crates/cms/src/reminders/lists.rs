//! What a unit was told, and who was told when.

use std::collections::BTreeMap;

use chrono::Days;
use documents::register::csv;
use domain::{
    desk::{
        board::UnitName,
        reminders::{MyReminders, ReminderFilter, ReminderLine, ReminderReport, ToldMatter},
    },
    permission::{Action, Target, may},
    plan::{InForce, UnitCode},
    register::{RegisterColumn, Sense},
    time,
};
use store::reminder::{Case, ReminderRecord};

use crate::{Cms, Ctx, Result};

/// How far back a unit looks.
const OWN_DAYS: u64 = 120;
const MOST_OWN: i64 = 2000;
/// Lines under what waits.
const MOST_DONE: usize = 30;
/// Lines of the report on the page; the file has all.
const MOST_SHOWN: i64 = 300;
const MOST_IN_FILE: i64 = 50_000;

impl Cms {
    /// What the actor's unit was told: each deadline once, with its last reminder.
    pub async fn my_reminders(&self, ctx: &Ctx) -> Result<MyReminders> {
        let actor = ctx.actor()?;
        may(actor, Action::ReadReminders, Target::Unit(&actor.unit))?;
        let plan = self.plan();
        let today = self.today();
        let filter = ReminderFilter {
            unit: Some(actor.unit.clone()),
            from: today.checked_sub_days(Days::new(OWN_DAYS)),
            ..ReminderFilter::default()
        };
        let records = self.inner.store.reminders(&filter, MOST_OWN).await?;
        let mut cases: Vec<Vec<ReminderRecord>> = Vec::new();
        let mut place: BTreeMap<Case, usize> = BTreeMap::new();
        for record in records {
            let at = *place.entry(record.case.clone()).or_insert_with(|| {
                cases.push(Vec::new());
                cases.len() - 1
            });
            cases[at].push(record);
        }
        let (mut waiting, mut done) = (Vec::new(), Vec::new());
        for of_case in cases {
            let times = u32::try_from(of_case.len()).unwrap_or(u32::MAX);
            // The newest first: what was told last decides whether an answer is awaited.
            let Some(last) = of_case.into_iter().next() else { continue };
            let line = ReminderLine { times, ..line(&plan, last) };
            if line.acknowledged.is_none() && !line.is_settled { waiting.push(line) } else { done.push(line) }
        }
        waiting.sort_by_key(|line| (line.deadline, line.id));
        done.truncate(MOST_DONE);
        Ok(MyReminders {
            today,
            unit_name: plan.unit_name(&actor.unit).to_owned(),
            waiting,
            done,
            calendar: self.inner.store.calendar_address(&actor.unit).await?,
        })
    }

    /// 提醒台账, of all units.
    pub async fn reminder_report(&self, ctx: &Ctx, filter: &ReminderFilter) -> Result<ReminderReport> {
        let actor = ctx.actor()?;
        may(actor, Action::ReadReminderReport, Target::Desk)?;
        let plan = self.plan();
        let records = self.inner.store.reminders(filter, MOST_SHOWN).await?;
        let total = self.inner.store.count_reminders(filter).await?;
        Ok(ReminderReport {
            today: self.today(),
            lines: records.into_iter().map(|record| line(&plan, record)).collect(),
            total: u32::try_from(total).unwrap_or(u32::MAX),
            units: plan.units().map(|unit| UnitName { code: unit.code.clone(), name: unit.name.clone() }).collect(),
            sends_mail: self.inner.post.is_open(),
            may_manage: may(actor, Action::ManageReminders, Target::Desk).is_ok(),
        })
    }

    /// The same as a file for a spreadsheet, with every line.
    pub async fn reminder_report_csv(&self, ctx: &Ctx, filter: &ReminderFilter) -> Result<String> {
        may(ctx.actor()?, Action::ReadReminderReport, Target::Desk)?;
        let plan = self.plan();
        let records = self.inner.store.reminders(filter, MOST_IN_FILE).await?;
        let heads = [
            "提醒日期",
            "被提醒单位",
            "责任单位",
            "栏目",
            "单项任务",
            "期限",
            "事由",
            "期限算法",
            "确认人",
            "确认时间",
            "确认说明",
            "是否已了结",
            "邮件",
            "发送时间",
            "收件地址",
            "未送达原因",
        ];
        let columns = heads.map(|name| RegisterColumn { name: name.to_owned(), sense: Sense::Plain, personal: false });
        let rows: Vec<Vec<String>> = records.into_iter().map(|record| cells(&line(&plan, record)).to_vec()).collect();
        Ok(csv(&columns, &rows))
    }
}

fn cells(line: &ReminderLine) -> [String; 16] {
    let (acknowledged, mail) = (line.acknowledged.as_ref(), line.mail.as_ref());
    [
        line.made_on.to_string(),
        line.unit.name.clone(),
        line.of.name.clone(),
        format!("{} › {}", line.path, line.name),
        line.matter.as_ref().map(|matter| matter.title.clone()).unwrap_or_default(),
        line.deadline.to_string(),
        line.occasion.to_string(),
        line.arithmetic.clone(),
        acknowledged.map(|given| given.by.clone()).unwrap_or_default(),
        acknowledged.map(|given| time::minute(given.at)).unwrap_or_default(),
        acknowledged.map(|given| given.note.clone()).unwrap_or_default(),
        if line.is_settled { "是" } else { "否" }.to_owned(),
        mail.map(|mail| mail.state.label().to_owned()).unwrap_or_default(),
        mail.and_then(|mail| mail.at).map(time::minute).unwrap_or_default(),
        mail.map(|mail| mail.to.clone()).unwrap_or_default(),
        mail.map(|mail| mail.fault.clone()).unwrap_or_default(),
    ]
}

/// A record in words.
fn line(plan: &InForce, record: ReminderRecord) -> ReminderLine {
    let Case { of, column, matter, deadline } = record.case;
    let path = plan.plan.path(&column);
    let above: Vec<&str> = path.iter().rev().skip(1).rev().map(|column| column.name.as_str()).collect();
    let name = path.last().map_or_else(|| column.to_string(), |column| column.name.clone());
    ReminderLine {
        id: record.id,
        unit: named(plan, record.unit),
        of: named(plan, of),
        name,
        path: above.join(" › "),
        column,
        matter: matter.map(|key| ToldMatter { key, title: record.about }),
        deadline,
        occasion: record.occasion,
        made_on: record.made_on,
        arithmetic: record.arithmetic,
        acknowledged: record.acknowledged,
        is_settled: record.is_settled,
        times: 1,
        mail: record.mail,
    }
}

fn named(plan: &InForce, code: UnitCode) -> UnitName {
    UnitName { name: plan.unit_name(&code).to_owned(), code }
}
