//! `longan log`: the hash chain over all events.

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use crate::{
    config::Config,
    serve::{self, IfMissing},
};

#[derive(Debug, Subcommand)]
pub(super) enum LogCommand {
    /// 校验日志哈希链，指出被改动、缺失或调换顺序的事件
    Verify,
}

pub(super) async fn run(command: LogCommand, config: &Config) -> Result<ExitCode> {
    match command {
        LogCommand::Verify => {
            let store = serve::open_store(config, IfMissing::Refuse).await?;
            let result = store.verify_log().await?;
            for fault in &result.faults {
                eprintln!("{fault}");
            }
            if result.faults.is_empty() {
                println!("日志完好：共 {} 条事件，哈希链连续", result.events);
                Ok(ExitCode::SUCCESS)
            } else {
                eprintln!("日志校验未通过：共 {} 条事件，发现 {} 处问题", result.events, result.faults.len());
                Ok(ExitCode::FAILURE)
            }
        }
    }
}
