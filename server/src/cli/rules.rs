//! `longan rules`: the rule sets of the assessment as files.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::Subcommand;

use crate::{config::Config, rules};

#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    /// 检查规则文件，一次列出全部问题（行:列）
    Check {
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// 列出系统使用的全部规则：代码、名称、施行日期和来源
    List,
}

/// Runs what needs no configuration; `None` for the other commands.
pub(super) fn run_offline(command: &RulesCommand) -> Option<ExitCode> {
    match command {
        RulesCommand::Check { files } => Some(check(files)),
        RulesCommand::List => None,
    }
}

/// Needs no database.
pub(super) fn run(command: &RulesCommand, config: &Config) -> Result<ExitCode> {
    match command {
        RulesCommand::Check { files } => Ok(check(files)),
        RulesCommand::List => {
            for known in rules::rule_sets(config)?.iter() {
                let of = &known.rules;
                let until = of.effective_until.map(|day| format!("至 {day}")).unwrap_or_default();
                println!("{}  {}  {} 起{until}  {}", of.code, of.name, of.effective_from, known.origin);
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn check(files: &[PathBuf]) -> ExitCode {
    let mut faults = Vec::new();
    for file in files {
        match rules::read(file) {
            Ok(of) => println!(
                "{}：规则无误：{}（{}），{} 项否决条件、{} 个测点、{} 项加分",
                file.display(),
                of.name,
                of.code,
                of.vetoes.len(),
                of.tests().count(),
                of.bonuses.len()
            ),
            Err(mut of_file) => faults.append(&mut of_file),
        }
    }
    if faults.is_empty() {
        return ExitCode::SUCCESS;
    }
    for fault in &faults {
        eprintln!("{fault}");
    }
    eprintln!("共 {} 处问题", faults.len());
    ExitCode::FAILURE
}
