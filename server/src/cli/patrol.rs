//! `longan patrol`: a round over the portal that runs.

use std::process::ExitCode;

use anyhow::{Result, ensure};
use clap::Subcommand;
use cms::Ctx;

use crate::{
    config::Config,
    patrol::{PortalNetwork, summary},
    serve::{self, IfMissing},
};

#[derive(Debug, Subcommand)]
pub(super) enum PatrolCommand {
    /// 立即巡查一轮并打印结果；门户须正在运行。上次中断的一轮接着走完
    Run,
}

pub(super) async fn run(command: PatrolCommand, config: &Config) -> Result<ExitCode> {
    let PatrolCommand::Run = command;
    let cms = serve::open(config, IfMissing::Refuse).await?;
    let network = PortalNetwork::new(config, config.listen, serve::outside(config))?;
    ensure!(network.is_up().await, "门户没有在 {} 运行，请先启动 longan serve", config.listen);
    let ctx = Ctx::system("patrol run");
    match cms.order_round(&ctx).await {
        // One that is open is walked instead.
        Ok(_) | Err(cms::Error::Stale) => {}
        Err(error) => return Err(error.into()),
    }
    match cms.walk_round(&ctx, &network.walking(config)).await? {
        Some(outcome) => println!("{}", summary(&outcome)),
        None => println!("正在运行的门户已开始这一轮巡查，进度和结果见后台“巡查问题”"),
    }
    Ok(ExitCode::SUCCESS)
}
