//! `longan clock`: how a deadline is found.

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Subcommand;
use domain::{
    calendar::{Day, shipped},
    clock::{Deadline, Pauses, Term},
    plan::Plan,
};

use super::DEFAULT_PLAN;

#[derive(Debug, Subcommand)]
pub(super) enum ClockCommand {
    /// 推算期限的最后一天，并列出每一步
    Explain {
        /// 起算日 YYYY-MM-DD，不计入期限
        #[arg(long, value_name = "日期")]
        from: NaiveDate,
        /// 期限：20wd（工作日）、14d（天）、6m（个月）、1y（年）
        #[arg(long, value_name = "期限")]
        rule: String,
        /// 只按全国放假安排，不计自治区的
        #[arg(long)]
        national: bool,
        /// 以 JSON 输出
        #[arg(long)]
        json: bool,
    },
}

/// Needs neither configuration nor database: the calendar that comes with the system.
pub(super) fn run(command: &ClockCommand) -> ExitCode {
    let ClockCommand::Explain { from, rule, national, json } = command;
    let term = match Term::parse(rule) {
        Ok(term) => term,
        Err(refused) => {
            eprintln!("{refused}");
            return ExitCode::from(2);
        }
    };
    let region = if *national { String::new() } else { default_region() };
    let calendar = shipped::calendar(&region);
    let deadline = Deadline::new(*from, term, &calendar, &Pauses::none());
    if *json {
        match serde_json::to_string_pretty(&deadline) {
            Ok(text) => println!("{text}"),
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        }
        return ExitCode::SUCCESS;
    }
    for step in &deadline.steps {
        println!("{}", step.text);
    }
    if let Some(due) = deadline.due {
        let kind = if matches!(calendar.day(due), Day::MakeUp { .. }) { "（调休上班日）" } else { "" };
        println!("\n最后一天：{due}{kind}");
    }
    println!("{}", deadline.arithmetic("起算"));
    for doubt in &deadline.doubts {
        println!("注意：{doubt}");
    }
    let of = if region.is_empty() { "全国" } else { "全国、自治区" };
    println!("日历：{of}放假安排，版本 {}", deadline.calendar);
    ExitCode::SUCCESS
}

fn default_region() -> String {
    Plan::from_toml(DEFAULT_PLAN).map(|plan| plan.clock.region).unwrap_or_default()
}
