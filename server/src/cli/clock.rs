//! `longan clock`: how a deadline is found.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use anyhow::{Context, Result};
use chrono::NaiveDate;
use clap::Subcommand;
use cms::{Cms, Ctx, Settings, clock::SystemRandom};
use domain::{
    calendar::{Calendar, Day, Layer, shipped},
    clock::{DayOfYear, DayOfYearRefused, Deadline, Pauses, Term, TermRefused},
    plan::{Plan, UnitCode},
};
use object_store::memory::InMemory;
use serde_json::json;

use super::DEFAULT_PLAN;
use crate::{
    config::Config,
    serve::{self, IfMissing},
};

#[derive(Debug, Subcommand)]
pub(super) enum ClockCommand {
    /// 推算期限的最后一天，并列出每一步
    Explain {
        /// 起算日 YYYY-MM-DD，不计入期限；每年的日期取此后的第一个
        #[arg(long, value_name = "日期")]
        from: NaiveDate,
        /// 期限：20wd（工作日）、14d（天）、6m（个月）、1y（年），或每年的日期 01-31
        #[arg(long, value_name = "期限")]
        rule: String,
        /// 只按全国放假安排，不计自治区的
        #[arg(long)]
        national: bool,
        /// 按这个单位的日历，计入它自己的放假安排
        #[arg(long, value_name = "单位代码", conflicts_with = "national")]
        unit: Option<String>,
        /// 以 JSON 输出：{"due": "YYYY-MM-DD", "steps": […]}
        #[arg(long)]
        json: bool,
    },
}

/// What `--rule` asks for.
#[derive(Debug, Clone, Copy)]
enum Rule {
    Term(Term),
    /// Once a year, by this day.
    ByDay(DayOfYear),
}

impl Rule {
    /// What is wrong with the text is a sentence.
    fn parse(text: &str) -> Result<Self, String> {
        match (Term::parse(text), DayOfYear::parse(text)) {
            (Ok(term), _) => Ok(Self::Term(term)),
            (_, Ok(day)) => Ok(Self::ByDay(day)),
            (_, Err(refused @ DayOfYearRefused::NotEveryYear(_))) => Err(refused.to_string()),
            (Err(refused @ TermRefused::Unreadable(_)), _) => Err(format!("{refused}，或每年的日期 01-31")),
            (Err(refused @ TermRefused::Impossible(_)), _) => Err(refused.to_string()),
        }
    }

    /// `None` beyond the end of all days.
    fn deadline(self, from: NaiveDate, calendar: &Calendar) -> Option<Deadline> {
        match self {
            Self::Term(term) => Some(Deadline::new(from, term, calendar, &Pauses::none())),
            Self::ByDay(day) => day.deadline_after(from, calendar, &Pauses::none()),
        }
    }

    fn arithmetic(self, deadline: &Deadline) -> String {
        match self {
            Self::Term(_) => deadline.arithmetic("起算"),
            Self::ByDay(_) => deadline.arithmetic_of_year(),
        }
    }
}

/// What the days are counted by.
struct Counting {
    calendar: Calendar,
    /// `全国、自治区放假安排`
    of: String,
}

/// Needs neither configuration nor database: without them it counts by the calendar that comes with the system, and says so.
pub(super) fn run(command: &ClockCommand, config: Option<&PathBuf>) -> ExitCode {
    let ClockCommand::Explain { from, rule, national, unit, json } = command;
    let rule = match Rule::parse(rule) {
        Ok(rule) => rule,
        Err(refused) => return wrong(&refused),
    };
    let unit = match unit.as_deref().map(|code| UnitCode::parse(code).ok_or(code)).transpose() {
        Ok(unit) => unit,
        Err(code) => return wrong(&format!("单位代码“{code}”无法识别")),
    };
    let counting = match counting(config, *national, unit.as_ref()) {
        Ok(counting) => counting,
        Err(fault) => return wrong(&fault),
    };
    let Some(deadline) = rule.deadline(*from, &counting.calendar) else {
        return wrong(&format!("{from} 之后没有这样的日期"));
    };
    explain(&deadline, &rule.arithmetic(&deadline), &counting, *json);
    ExitCode::SUCCESS
}

fn explain(deadline: &Deadline, arithmetic: &str, counting: &Counting, as_json: bool) {
    if as_json {
        println!("{:#}", json!({ "due": deadline.due, "steps": deadline.steps }));
        // The output has no place for what may still move the day.
        for doubt in &deadline.doubts {
            eprintln!("注意：{doubt}");
        }
        return;
    }
    for step in &deadline.steps {
        println!("{}", step.text);
    }
    if let Some(due) = deadline.due {
        let kind = if matches!(counting.calendar.day(due), Day::MakeUp { .. }) { "（调休上班日）" } else { "" };
        println!("\n最后一天：{due}{kind}");
    }
    println!("{arithmetic}");
    for doubt in &deadline.doubts {
        println!("注意：{doubt}");
    }
    println!("日历：{}，版本 {}", counting.of, deadline.calendar);
}

fn wrong(fault: &str) -> ExitCode {
    eprintln!("{fault}");
    ExitCode::from(2)
}

/// The calendar of the desk where there is one, else that which comes with the system. What is wrong with the arguments is a
/// sentence.
fn counting(config: Option<&PathBuf>, national: bool, unit: Option<&UnitCode>) -> Result<Counting, String> {
    let loaded = Config::load(config).map_err(|fault| fault.to_string());
    let desk = match loaded {
        Ok(config) => of_the_desk(&config).unwrap_or_else(|error| {
            eprintln!("数据库无法读取：{error:#}");
            None
        }),
        // A file that was named must be right; one that merely lies about is another program's business.
        Err(fault) if config.is_some() => return Err(fault),
        Err(fault) => {
            eprintln!("{fault}");
            None
        }
    };
    let Some(desk) = desk else {
        let and_unit = if unit.is_some() { "，也不计入单位自己的放假安排" } else { "" };
        eprintln!("没有可读的数据库：只按随系统提供的放假安排推算，未计入后台录入的放假通知{and_unit}");
        let region = if national { String::new() } else { default_region() };
        return Ok(Counting::new(shipped::calendar(&region), "（不含后台录入的）"));
    };
    let name = match unit {
        None => String::new(),
        Some(code) => match desk.plan().plan.unit(code) {
            Some(unit) => unit.name.clone(),
            None => return Err(format!("现行方案中没有代码为 {code} 的单位")),
        },
    };
    let days = desk.days(&Ctx::system("clock explain"), unit).map_err(|error| error.to_string())?;
    if national {
        let notices = days.notices().iter().filter(|notice| notice.layer == Layer::National).cloned().collect();
        return Ok(Counting::new(Calendar::new(notices, Vec::new()), "（含后台录入的）"));
    }
    let of_unit = if name.is_empty() { String::new() } else { format!("和{name}的") };
    Ok(Counting::new(days, &format!("{of_unit}（含后台录入的）")))
}

impl Counting {
    fn new(calendar: Calendar, more: &str) -> Self {
        let has_region = calendar.notices().iter().any(|notice| notice.layer == Layer::Region);
        let layers = if has_region { "全国、自治区" } else { "全国" };
        Self { of: format!("{layers}放假安排{more}"), calendar }
    }
}

/// The system of the configuration, for reading alone; `None` while there is none. Nothing is made or migrated for it.
fn of_the_desk(config: &Config) -> Result<Option<Cms>> {
    if config.sqlite_file().is_some_and(|file| !file.is_file()) {
        return Ok(None);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = serve::open_store(config, IfMissing::Refuse).await?;
        let media = Arc::new(InMemory::new());
        let opened =
            Cms::open(store.clone(), media, serve::clock(config), Arc::new(SystemRandom), Settings::default()).await;
        store.close().await;
        let cms = opened.context("数据库结构与程序不符，请先执行 longan migrate")?;
        // Before the first plan nobody has entered anything.
        Ok(cms.plan_version().is_some().then_some(cms))
    })
}

fn default_region() -> String {
    Plan::from_toml(DEFAULT_PLAN).map(|plan| plan.clock.region).unwrap_or_default()
}
