//! `longan plan`: the plan file as the county writes it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, Result};
use chrono::NaiveDate;
use clap::Subcommand;
use cms::{Ctx, planning::ImportOutcome};
use domain::plan::Plan;

use crate::{
    config::Config,
    given_file,
    serve::{self, IfMissing},
};

#[derive(Debug, Subcommand)]
pub(super) enum PlanCommand {
    /// 检查方案文件，一次列出全部问题（行:列）
    Check { file: PathBuf },
    /// 导入方案文件，自生效日起执行；重复导入同一内容不产生新版本
    Import {
        file: PathBuf,
        /// 生效日期 YYYY-MM-DD（缺省为文件中的日期）
        #[arg(long, value_name = "日期")]
        effective: Option<NaiveDate>,
    },
    /// 导出现行方案（.toml 或 .xlsx）
    Export { file: PathBuf },
    /// 比较两个方案文件：栏目和职责的增、减、移、改
    Diff { old: PathBuf, new: PathBuf },
}

/// Runs what needs no database; `None` for the other commands.
pub(super) fn run_offline(command: &PlanCommand) -> Option<ExitCode> {
    match command {
        PlanCommand::Check { file } => Some(match read(file) {
            Some(plan) => {
                let rows = plan.columns.iter().filter(|column| column.row.is_some()).count();
                println!(
                    "方案无误：{} 个栏目（其中方案表 {rows} 行）、{} 个单位",
                    plan.columns.len(),
                    plan.units.len()
                );
                ExitCode::SUCCESS
            }
            None => ExitCode::FAILURE,
        }),
        PlanCommand::Diff { old, new } => Some(match (read(old), read(new)) {
            (Some(old), Some(new)) => {
                let changes = old.diff(&new);
                if changes.is_empty() {
                    println!("两个方案没有差别");
                }
                for change in changes {
                    println!("{change}");
                }
                ExitCode::SUCCESS
            }
            _ => ExitCode::FAILURE,
        }),
        PlanCommand::Import { .. } | PlanCommand::Export { .. } => None,
    }
}

pub(super) async fn run(command: PlanCommand, config: &Config) -> Result<ExitCode> {
    match command {
        PlanCommand::Import { file, effective } => {
            let text = given_file::text(&file)?;
            let cms = serve::open(config, IfMissing::Refuse).await?;
            let note = format!("导入 {}", file.file_name().unwrap_or_default().to_string_lossy());
            match cms.import_plan(&Ctx::system("plan import"), &text, effective, &note).await? {
                ImportOutcome::Imported { version, in_force_from, changes } => {
                    for change in &changes {
                        println!("{change}");
                    }
                    println!("已导入为第 {version} 版，自 {in_force_from} 起执行");
                    Ok(ExitCode::SUCCESS)
                }
                ImportOutcome::Unchanged { version } => {
                    println!("内容与第 {version} 版相同，未产生新版本");
                    Ok(ExitCode::SUCCESS)
                }
                ImportOutcome::Faulty(faults) => {
                    for fault in &faults {
                        eprintln!("{}:{fault}", file.display());
                    }
                    eprintln!("共 {} 处问题，未导入", faults.len());
                    Ok(ExitCode::FAILURE)
                }
            }
        }
        PlanCommand::Export { file } => {
            let cms = serve::open(config, IfMissing::Refuse).await?;
            let ctx = Ctx::system("plan export");
            let bytes = match file.extension().and_then(|extension| extension.to_str()) {
                Some("xlsx") => cms.export_plan_xlsx(&ctx).await?,
                _ => cms.export_plan_toml(&ctx).await?.into_bytes(),
            };
            fs::write(&file, bytes).with_context(|| format!("无法写入 {}", file.display()))?;
            println!("已导出到 {}", file.display());
            Ok(ExitCode::SUCCESS)
        }
        PlanCommand::Check { .. } | PlanCommand::Diff { .. } => Ok(run_offline(&command).unwrap_or(ExitCode::SUCCESS)),
    }
}

/// Reads a plan file; its faults go to the error output.
fn read(file: &Path) -> Option<Plan> {
    let text = match given_file::text(file) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{error}");
            return None;
        }
    };
    match Plan::from_toml(&text) {
        Ok(plan) => Some(plan),
        Err(faults) => {
            for fault in &faults {
                eprintln!("{}:{fault}", file.display());
            }
            eprintln!("共 {} 处问题", faults.len());
            None
        }
    }
}
