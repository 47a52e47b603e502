//! `longan items`: content of an older site.

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Result, bail};
use clap::Subcommand;
use cms::{Ctx, import::Incomplete};
use domain::plan::ColumnCode;
use flate2::read::MultiGzDecoder;

use crate::{
    config::Config,
    given_file,
    serve::{self, IfMissing},
};

#[derive(Debug, Subcommand)]
pub(super) enum ItemsCommand {
    /// 导入旧站内容（.jsonl 或 .jsonl.gz，每行一条：标题、日期、栏目、正文、来源、文号，字段名见 README）
    Import {
        file: PathBuf,
        /// 没有写明栏目的条目放入此栏目（代码）
        #[arg(long, value_name = "栏目代码")]
        column: Option<String>,
    },
}

pub(super) async fn run(command: ItemsCommand, config: &Config) -> Result<ExitCode> {
    let ItemsCommand::Import { file, column } = command;
    let column = match column {
        None => None,
        Some(text) => match ColumnCode::parse(&text) {
            Some(code) => Some(code),
            None => bail!("“{text}”不是栏目代码"),
        },
    };
    let source = given_file::open(&file)?;
    let reader: Box<dyn BufRead + Send> = if file.extension().is_some_and(|extension| extension == "gz") {
        // Archives that were put together by `cat` have several parts; the plain decoder would stop after the first.
        Box::new(BufReader::new(MultiGzDecoder::new(source)))
    } else {
        Box::new(BufReader::new(source))
    };
    let cms = serve::open(config, IfMissing::Refuse).await?;
    let report = match cms.import_items(&Ctx::system("items import"), reader, column.as_ref()).await {
        Ok(report) => report,
        Err(cms::Error::Invalid(faults)) => {
            for fault in faults {
                eprintln!("{}", fault.message);
            }
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => return Err(error.into()),
    };
    for rejected in &report.rejected {
        println!("第 {} 行未导入：{}", rejected.line, rejected.reason);
    }
    for Incomplete { line, title, lost } in &report.incomplete {
        println!("第 {line} 行已导入，但 {lost}未带入：{title}");
    }
    let tail = match report.incomplete.len() {
        0 => String::new(),
        incomplete => format!("；已导入的有 {incomplete} 条不完整"),
    };
    println!(
        "导入 {} 条，已有 {} 条，未导入 {} 条{tail}",
        report.imported,
        report.already_there,
        report.rejected.len()
    );
    Ok(if report.rejected.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(3) })
}
