//! `longan addresses`: where the addresses of an older site lead now.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::Subcommand;
use cms::Ctx;

use crate::{
    config::Config,
    given_file,
    serve::{self, IfMissing},
};

#[derive(Debug, Subcommand)]
pub(super) enum AddressesCommand {
    /// 导入旧站地址（CSV，UTF-8，两列：旧地址、新地址 /a/信息编号 或 /c/栏目代码），访问旧地址时转到新地址
    Import { file: PathBuf },
}

pub(super) async fn run(command: AddressesCommand, config: &Config) -> Result<ExitCode> {
    let AddressesCommand::Import { file } = command;
    let list = given_file::bytes(&file)?;
    let cms = serve::open(config, IfMissing::Refuse).await?;
    let report = cms.import_addresses(&Ctx::system("addresses import"), list).await?;
    for rejected in &report.rejected {
        println!("第 {} 行未导入：{}", rejected.line, rejected.reason);
    }
    println!(
        "新增 {} 条，改指 {} 条，已有 {} 条，未导入 {} 条",
        report.added,
        report.changed,
        report.already_there,
        report.rejected.len()
    );
    Ok(if report.rejected.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(3) })
}
