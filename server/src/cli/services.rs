//! `longan services`: guides to services, from and to files.

use std::{fs, io::Read, path::PathBuf, process::ExitCode};

use anyhow::{Context, Result, bail};
use clap::Subcommand;
use cms::{Ctx, import::services::GuideFile};
use domain::{
    desk::services::{Differing, Rejected, ServicesReport},
    plan::ColumnCode,
};
use flate2::read::MultiGzDecoder;

use crate::{
    config::Config,
    given_file,
    serve::{self, IfMissing},
};

#[derive(Debug, Subcommand)]
pub(super) enum ServicesCommand {
    /// 导入办事指南（.xlsx：按模板填写；.jsonl、.jsonl.gz：每行一项），并报告要素完整度
    Import {
        file: PathBuf,
        /// 放入此栏目（代码）；不写则放入方案中的办事指南栏目
        #[arg(long, value_name = "栏目代码")]
        column: Option<String>,
    },
    /// 导出已公开的办事指南（.xlsx 或 .jsonl）
    Export { file: PathBuf },
}

pub(super) async fn run(command: ServicesCommand, config: &Config) -> Result<ExitCode> {
    match command {
        ServicesCommand::Import { file, column } => import(file, column, config).await,
        ServicesCommand::Export { file } => export(file, config).await,
    }
}

async fn import(file: PathBuf, column: Option<String>, config: &Config) -> Result<ExitCode> {
    let column = match column {
        None => None,
        Some(text) => match ColumnCode::parse(&text) {
            Some(code) => Some(code),
            None => bail!("“{text}”不是栏目代码"),
        },
    };
    let bytes = given_file::bytes(&file)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let (name, bytes) = match name.strip_suffix(".gz") {
        None => (name.as_ref(), bytes),
        Some(inner) => {
            let mut unpacked = Vec::new();
            MultiGzDecoder::new(bytes.as_slice())
                .read_to_end(&mut unpacked)
                .with_context(|| format!("无法解压 {}", file.display()))?;
            (inner, unpacked)
        }
    };
    let cms = serve::open(config, IfMissing::Refuse).await?;
    let guides = GuideFile { name, declared_mime: "", bytes };
    let report = match cms.import_services(&Ctx::system("services import"), guides, column.as_ref(), None).await {
        Ok(report) => report,
        Err(cms::Error::Invalid(faults)) => {
            for fault in faults {
                eprintln!("{}", fault.message);
            }
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => return Err(error.into()),
    };
    for Rejected { row, column, reason } in &report.rejected {
        let column = if column.is_empty() { String::new() } else { format!("{column}：") };
        println!("第 {row} 行未导入：{column}{reason}");
    }
    for Differing { row, title, fields } in &report.differing {
        println!("第 {row} 行“{title}”已公开，未改动；不同之处：{}", fields.join("、"));
    }
    let ServicesReport { imported, already_there, differing, scores, .. } = &report;
    let (rejected, differing) = (report.rejected_rows(), differing.len());
    println!("导入 {imported} 项，已有 {already_there} 项，已有但内容不同 {differing} 项，未导入 {rejected} 项");
    println!("要素完整度平均 {}%；缺 4 类以上要素的 {} 项", scores.mean, scores.useless);
    for (element, count) in &scores.missing {
        println!("  缺{element}：{count} 项");
    }
    Ok(if rejected == 0 { ExitCode::SUCCESS } else { ExitCode::from(3) })
}

async fn export(file: PathBuf, config: &Config) -> Result<ExitCode> {
    let cms = serve::open(config, IfMissing::Refuse).await?;
    let ctx = Ctx::system("services export");
    let bytes = match file.extension().and_then(|extension| extension.to_str()) {
        Some("xlsx") => cms.export_services_workbook(&ctx).await?,
        Some("jsonl") => cms.export_services_lines(&ctx).await?.into_bytes(),
        _ => bail!("导出文件须以 .xlsx 或 .jsonl 结尾"),
    };
    fs::write(&file, bytes).with_context(|| format!("无法写入 {}", file.display()))?;
    println!("已导出到 {}", file.display());
    Ok(ExitCode::SUCCESS)
}
