//! The command line: what the operator of the system can do.

mod account;
mod addresses;
mod backup;
mod clock;
mod items;
mod log;
#[cfg(target_os = "linux")]
mod one_core;
mod patrol;
mod plan;
mod postgres;
mod rules;
mod services;
mod simulate;

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::{
    assets::Files,
    config::Config,
    serve::{self, IfMissing},
};

/// The plan that a new database starts with.
pub const DEFAULT_PLAN: &str = include_str!("../../../plans/longan-2018.toml");

/// 隆安：以内容保障方案为核心的县级政府门户系统
#[derive(Debug, Parser)]
#[command(name = "longan", version, about, disable_help_subcommand = true)]
struct Cli {
    /// 配置文件（缺省为当前目录的 longan.toml，如有）
    #[arg(long, global = true, value_name = "文件")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 启动门户和后台
    Serve,
    /// 升级数据库结构
    Migrate,
    /// 内容保障方案：检查、导入、导出、比较
    #[command(subcommand)]
    Plan(plan::PlanCommand),
    /// 考核规则：检查、列出
    #[command(subcommand)]
    Rules(rules::RulesCommand),
    /// 期限推算
    #[command(subcommand)]
    Clock(clock::ClockCommand),
    /// 账号
    #[command(subcommand)]
    Account(account::AccountCommand),
    /// 信息
    #[command(subcommand)]
    Items(items::ItemsCommand),
    /// 办事指南
    #[command(subcommand)]
    Services(services::ServicesCommand),
    /// 旧站地址
    #[command(subcommand)]
    Addresses(addresses::AddressesCommand),
    /// 巡查
    #[command(subcommand)]
    Patrol(patrol::PatrolCommand),
    /// 时间模拟：在新建的数据库中按真实规则演一段时间的全县保障
    Simulate(simulate::SimulateCommand),
    /// 备份数据库和附件到一个文件
    Backup {
        /// 备份文件，例如 longan-2026-11-24.tar.gz
        file: PathBuf,
    },
    /// 从备份文件恢复到空的数据目录
    Restore { file: PathBuf },
    /// 日志
    #[command(subcommand)]
    Log(log::LogCommand),
    /// 配置
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// 检查配置文件和环境变量，不启动
    Check,
}

/// Runs the command line; the exit code is 1 when it failed, 2 when the arguments or the configuration are wrong, and 3
/// when rows of an import stayed out.
pub fn run(files: Files) -> ExitCode {
    let cli = Cli::parse();
    // Checking and comparing files needs neither configuration nor database.
    if let Command::Plan(command) = &cli.command
        && let Some(code) = plan::run_offline(command)
    {
        return code;
    }
    if let Command::Rules(command) = &cli.command
        && let Some(code) = rules::run_offline(command)
    {
        return code;
    }
    // A day is counted with what can be read: without a database by the calendar of the system.
    if let Command::Clock(command) = &cli.command {
        return clock::run(command, cli.config.as_ref());
    }
    if let Command::Simulate(command) = &cli.command {
        return simulate::run(command);
    }
    let config = match Config::load(cli.config.as_ref()) {
        Ok(config) => config,
        Err(fault) => {
            eprintln!("{fault}");
            return ExitCode::from(2);
        }
    };
    if matches!(cli.command, Command::Config(ConfigCommand::Check)) {
        return match crate::rules::rule_sets(&config) {
            Ok(_) => {
                println!("配置正确");
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("{error:#}");
                ExitCode::from(2)
            }
        };
    }
    serve::start_log(&config);
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        // At least four workers: with fewer, one slow page can hold up the others.
        .worker_threads(std::thread::available_parallelism().map_or(4, |cores| cores.get().max(4)))
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("无法启动：{error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(dispatch(cli.command, config, files)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn dispatch(command: Command, config: Config, files: Files) -> Result<ExitCode> {
    match command {
        Command::Serve => serve::serve(config, files).await.map(|()| ExitCode::SUCCESS),
        Command::Migrate => {
            let store = serve::open_store(&config, IfMissing::Create).await?;
            println!("已执行 {} 项数据库升级", store.migrate().await?);
            Ok(ExitCode::SUCCESS)
        }
        Command::Plan(command) => plan::run(command, &config).await,
        Command::Rules(command) => rules::run(&command, &config),
        Command::Clock(_) | Command::Simulate(_) | Command::Config(ConfigCommand::Check) => Ok(ExitCode::SUCCESS),
        Command::Account(command) => account::run(command, &config).await,
        Command::Items(command) => items::run(command, &config).await,
        Command::Services(command) => services::run(command, &config).await,
        Command::Addresses(command) => addresses::run(command, &config).await,
        Command::Patrol(command) => patrol::run(command, &config).await,
        Command::Backup { file } => backup::backup(&config, &file).await.map(|()| ExitCode::SUCCESS),
        Command::Restore { file } => backup::restore(&config, &file).await.map(|()| ExitCode::SUCCESS),
        Command::Log(command) => log::run(command, &config).await,
    }
}
