//! `longan services`: guides to services, from and to files.

use std::{fs, io::Read, path::PathBuf, process::ExitCode};

use anyhow::{Context, Result, bail};
use clap::Subcommand;
use cms::Ctx;
use domain::{kind::Detail, plan::ColumnCode};
use flate2::read::MultiGzDecoder;

use crate::{
    config::Config,
    serve::{self, IfMissing},
};

#[derive(Debug, Subcommand)]
pub(super) enum ServicesCommand {
    /// 导入办事指南（.jsonl、.jsonl.gz：每行一项；格式见 README），并报告要素完整度
    Import {
        file: PathBuf,
        /// 放入此栏目（代码）；不写则放入方案中的办事指南栏目
        #[arg(long, value_name = "栏目代码")]
        column: Option<String>,
    },
    /// 导出已公开的办事指南（.jsonl）
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
    let bytes = fs::read(&file).with_context(|| format!("无法读取 {}", file.display()))?;
    let text = if file.extension().is_some_and(|extension| extension == "gz") {
        let mut text = String::new();
        MultiGzDecoder::new(bytes.as_slice())
            .read_to_string(&mut text)
            .with_context(|| format!("无法解压 {}", file.display()))?;
        text
    } else {
        String::from_utf8(bytes).with_context(|| format!("{} 不是 UTF-8 文字", file.display()))?
    };
    let cms = serve::open(config, IfMissing::Refuse).await?;
    let report = match cms.import_services(&Ctx::system("services import"), &text, column.as_ref()).await {
        Ok(report) => report,
        Err(cms::Error::Invalid(faults)) => {
            for fault in faults {
                eprintln!("{}", fault.message);
            }
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => return Err(error.into()),
    };
    for rejected in &report.lines.rejected {
        println!("第 {} 行未导入：{}", rejected.line, rejected.reason);
    }
    let lines = &report.lines;
    println!("导入 {} 项，已有 {} 项，未导入 {} 项", lines.imported, lines.already_there, lines.rejected.len());
    println!("要素完整度平均 {}%；缺 4 类以上要素的 {} 项", report.score, report.useless);
    for (element, count) in &report.missing {
        println!("  缺{element}：{count} 项");
    }
    Ok(if lines.rejected.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(3) })
}

async fn export(file: PathBuf, config: &Config) -> Result<ExitCode> {
    let cms = serve::open(config, IfMissing::Refuse).await?;
    let guides = cms.export_services(&Ctx::system("services export")).await?;
    let mut text = String::new();
    for (title, service) in &guides {
        let mut line = serde_json::to_value(Detail::Service(service.clone()))?;
        line["title"] = title.clone().into();
        text.push_str(&line.to_string());
        text.push('\n');
    }
    fs::write(&file, text).with_context(|| format!("无法写入 {}", file.display()))?;
    println!("导出 {} 项", guides.len());
    Ok(ExitCode::SUCCESS)
}
