//! What the demo's county published before it moved to this portal: the yearly report of every unit, and the interviews and
//! surveys of the year. It comes as a county's archive does, as lines of an export that are imported with their old dates
//! (`longan items import`): nobody writes and signs an archive anew, and it costs the start a few transactions.
//!
//! Each of them has its day of the year and became public on it when it was last over. So on any day of the year no unit owes a
//! report for longer than its day has passed, but for those that are [`LATE`].

use std::io::Cursor;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use domain::plan::{ColumnCode, ColumnKind, InForce, UnitCode};
use serde_json::json;

use super::{script::example, staging::Stage};
use crate::{Ctx, Error, Result, import::Rejected};

/// A bureau, an institution and a township whose yearly report is a year behind, so that the board has something to tell.
const LATE: [&str; 3] = ["tjj", "cl", "gtx"];

/// In January, from this day on and over so many days, the units report one after the other.
const FIRST_REPORT: u32 = 6;
const DAYS_OF_REPORTS: usize = 18;

/// Of the columns that are owed six items a year, what the last weeks do not bring.
const OF_THE_YEAR: [OfTheYear; 6] = [
    OfTheYear {
        column: "zxft",
        unit: "nyj",
        on: (3, 18),
        title: "在线访谈：春耕备耕怎样少走弯路（样例）",
        text: "访谈介绍示例县春耕备耕的安排，回答选种、育秧和农机预约的问题。\n本条为虚构，随原网站的信息导入。",
    },
    OfTheYear {
        column: "zxft",
        unit: "slj",
        on: (6, 17),
        title: "在线访谈：汛期怎样防范山洪（样例）",
        text: "访谈介绍示例河沿线的预警信号和转移路线，回答居民提出的问题。\n本条为虚构，随原网站的信息导入。",
    },
    OfTheYear {
        column: "zxft",
        unit: "wjj",
        on: (9, 16),
        title: "在线访谈：家庭医生签约能做什么（样例）",
        text: "访谈介绍家庭医生签约的服务内容和办理方式，回答老年人关心的问题。\n本条为虚构，随原网站的信息导入。",
    },
    OfTheYear {
        column: "dczj",
        unit: "fgkj",
        on: (3, 20),
        title: "示例公交线路调整意见征集（样例）",
        text: "示例一路公交拟增设两个站点，现向公众征集意见。\n本条为虚构，随原网站的信息导入，征集已经结束。",
    },
    OfTheYear {
        column: "dczj",
        unit: "zjj",
        on: (6, 19),
        title: "示例公园夜间照明问卷调查（样例）",
        text: "为改善示例公园的夜间照明，现开展问卷调查。\n本条为虚构，随原网站的信息导入，调查已经结束。",
    },
    OfTheYear {
        column: "dczj",
        unit: "jyj",
        on: (9, 18),
        title: "学生上下学交通调查结果反馈（样例）",
        text: "调查共收到问卷二百份，多数家长建议错峰放学，有关学校将试行。\n本条为虚构，随原网站的信息导入。",
    },
];

struct OfTheYear {
    column: &'static str,
    unit: &'static str,
    /// Month and day.
    on: (u32, u32),
    title: &'static str,
    text: &'static str,
}

/// An item as the export has it.
struct Line {
    column: ColumnCode,
    unit: UnitCode,
    on: NaiveDate,
    title: String,
    text: String,
}

impl Stage<'_> {
    /// Imports what was over by now. What is there since an interrupted run stays as it is.
    pub(super) async fn import_old_site(&self) -> Result<()> {
        let plan = self.cms.plan();
        let lines = lines(&plan, self.cms.today());
        let lines = lines.ok_or_else(|| Error::internal("the demo needs the default plan: no column of reports"))?;
        let export: String = lines.iter().map(|line| line.export(&plan) + "\n").collect();
        let report = self.cms.import_items(&Ctx::system("demo"), Cursor::new(export), None).await?;
        match report.rejected.first() {
            None => Ok(()),
            Some(Rejected { line, reason }) => {
                Err(Error::internal(format!("line {line} of the demo's old site: {reason}")))
            }
        }
    }
}

impl Line {
    fn export(&self, plan: &InForce) -> String {
        let line = json!({
            "column": self.column.as_str(),
            "source": plan.unit_name(&self.unit),
            "date": format!("{} 09:00", self.on),
            "title": example(&self.title),
            "body": self.text,
        });
        line.to_string()
    }
}

/// All lines of the export; `None` where the plan has no column for them.
fn lines(plan: &InForce, today: NaiveDate) -> Option<Vec<Line>> {
    let mut lines = reports(plan, today)?;
    for item in OF_THE_YEAR {
        lines.push(Line {
            column: ColumnCode::parse(item.column)?,
            unit: bearer(plan, item.unit)?,
            on: last_over(item.on, today)?,
            title: item.title.into(),
            text: item.text.into(),
        });
    }
    Some(lines)
}

/// The report of each unit on the year before the one in which it became public (政府信息公开条例第四十九条).
fn reports(plan: &InForce, today: NaiveDate) -> Option<Vec<Line>> {
    let column = plan.plan.columns.iter().find(|column| column.kind == ColumnKind::Reports)?;
    let units = &plan.duties(&column.code)?.responsible;
    let late: Vec<UnitCode> = LATE.iter().filter_map(|code| bearer(plan, code)).collect();
    let report = |(place, unit): (usize, &UnitCode)| {
        let days_later = u32::try_from(place * DAYS_OF_REPORTS / units.len()).ok()?;
        let day = (1, FIRST_REPORT + days_later);
        let last = last_over(day, today)?;
        let on = if late.contains(unit) { in_year(day, last.year() - 1)? } else { last };
        let (name, year) = (plan.unit_name(unit), on.year() - 1);
        Some(Line {
            column: column.code.clone(),
            unit: unit.clone(),
            on,
            title: format!("{name}{year}年政府信息公开工作年度报告"),
            text: report_text(name, year),
        })
    };
    units.iter().enumerate().map(report).collect()
}

fn report_text(unit: &str, year: i32) -> String {
    format!(
        "本报告为{unit}{year}年政府信息公开工作年度报告的虚构样例，随原网站的信息导入，只有文字。\n\
         一、总体情况：确定专人负责，按栏目更新应当公开的信息。\n\
         二、主动公开政府信息情况：见本单位各栏目。\n\
         三、收到和处理政府信息公开申请情况：本年度没有收到申请。\n\
         四、政府信息公开行政复议、行政诉讼情况：本年度没有发生。\n\
         五、存在的主要问题及改进情况：个别信息公开不够及时，将逐月核对。\n\
         六、其他需要报告的事项：没有。"
    )
}

fn bearer(plan: &InForce, code: &str) -> Option<UnitCode> {
    UnitCode::parse(code).map(|code| plan.plan.bearer(&code, plan.on))
}

/// When this day of the year was last over before `today`.
fn last_over(day: (u32, u32), today: NaiveDate) -> Option<NaiveDate> {
    let this_year = in_year(day, today.year()).filter(|on| *on < today);
    this_year.or_else(|| in_year(day, today.year() - 1))
}

/// The day in `year`, a weekend's on the Monday after it.
fn in_year((month, day): (u32, u32), year: i32) -> Option<NaiveDate> {
    let on = NaiveDate::from_ymd_opt(year, month, day)?;
    let later = match on.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    on.checked_add_days(Days::new(later))
}

#[cfg(test)]
mod tests {
    use domain::{
        calendar::Calendar,
        obligation::{Adjustments, Duty, Matter, State},
        plan::Plan,
    };

    use super::*;

    fn plan() -> InForce {
        let plan = Plan::from_toml(include_str!("../../../../../plans/longan-2018.toml"));
        plan.expect("the shipped plan is valid").in_force(day("2026-01-01"))
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    /// How many units owe their yearly report on a day on which the demo is filled, by how they stand.
    fn owing(plan: &InForce, today: NaiveDate) -> [usize; 3] {
        let calendar = Calendar::new(Vec::new(), Vec::new());
        let column = plan.plan.columns.iter().find(|column| column.kind == ColumnKind::Reports).expect("C09");
        let duty = plan.plan.duty(column).expect("a row of the table");
        let mut states = [0; 3];
        // No year before the last is asked for.
        let asked = |line: &&Line| line.on.year() >= today.year() - 1;
        let lines = reports(plan, today).expect("every unit has a line");
        for unit in &plan.duties(&column.code).expect("units").responsible {
            let unit = plan.plan.unit(unit).expect("a unit of the plan");
            let last = lines.iter().filter(asked).find(|line| line.unit == unit.code).map(|line| line.on);
            let owed_since = plan.owes_since(&column.code, &unit.code).expect("each owes a report");
            let its_own = Duty { owed_since, ..duty };
            let Some(matter) = Matter::yearly_report(&its_own, unit, last, today) else { continue };
            let (decided, clock) = (Adjustments::default(), &plan.plan.clock);
            let standing = matter.standing(&decided, &calendar, clock, owed_since, today);
            match standing.expect("it is owed").state {
                State::Normal => states[0] += 1,
                State::DueSoon => states[1] += 1,
                State::Overdue => states[2] += 1,
                other => panic!("{}: {other:?}", unit.name),
            }
        }
        states
    }

    #[test]
    fn on_any_day_of_the_year_three_units_are_late_with_their_report_and_no_other() {
        let plan = plan();
        for (today, expected) in [
            ("2026-02-02", [0, 3, 0]),
            ("2026-02-03", [0, 0, 3]),
            ("2026-11-24", [0, 0, 3]),
            ("2026-12-31", [0, 0, 3]),
            // What is due on the last of January becomes public in its course.
            ("2027-01-01", [46, 0, 3]),
            ("2027-01-31", [0, 3, 0]),
            ("2027-02-01", [0, 3, 0]),
            ("2027-02-02", [0, 0, 3]),
            ("2028-02-29", [0, 0, 3]),
        ] {
            assert_eq!(owing(&plan, day(today)), expected, "{today}");
        }
        for today in day("2026-01-01").iter_days().take(2 * 365) {
            let [_, due_soon, overdue] = owing(&plan, today);
            assert!(overdue <= LATE.len() && (today.month() == 1 || due_soon + overdue == LATE.len()), "{today}");
        }
    }

    #[test]
    fn nothing_is_older_than_two_years_or_of_a_day_to_come() {
        let plan = plan();
        for today in day("2026-01-01").iter_days().take(366) {
            for line in lines(&plan, today).expect("every line has its place") {
                assert!(line.on < today && line.on.year() >= today.year() - 2, "{today} {}", line.title);
                assert!(!matches!(line.on.weekday(), Weekday::Sat | Weekday::Sun), "{}", line.title);
            }
        }
    }
}
