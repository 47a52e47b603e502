//! `longan account`: the first accounts, before anybody can sign in.

use std::{path, process::ExitCode};

use anyhow::{Result, bail};
use clap::{Subcommand, ValueEnum};
use cms::Ctx;
use domain::{account::Role, plan::UnitCode};

use super::postgres;
use crate::{
    config::Config,
    serve::{self, IfMissing},
};

#[derive(Debug, Subcommand)]
pub(super) enum AccountCommand {
    /// 创建账号，打印一次性初始密码（首次登录须修改）
    Create {
        /// 登录名：3 至 32 位小写字母、数字、- 或 .
        login: String,
        /// 姓名
        #[arg(long)]
        name: String,
        /// 账号类型
        #[arg(long, value_enum)]
        role: RoleName,
        /// 单位：方案中的单位名称、别名或代码
        #[arg(long)]
        unit: String,
    },
    /// 清除动态口令，下次登录时重新设置：安全管理员自己的手机遗失，或密钥文件遗失（--all）
    ResetTotp {
        /// 登录名
        #[arg(long, required_unless_present = "all", conflicts_with = "all")]
        login: Option<String>,
        /// 清除全部账号的动态口令，下次启动时可用新的密钥文件
        #[arg(long)]
        all: bool,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum RoleName {
    /// 发布账号
    Publisher,
    /// 审核账号
    Reviewer,
    /// 门户管理员
    PortalManager,
    /// 安全管理员
    SecurityAdministrator,
    /// 审计员
    Auditor,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Publisher => Self::Publisher,
            RoleName::Reviewer => Self::Reviewer,
            RoleName::PortalManager => Self::PortalManager,
            RoleName::SecurityAdministrator => Self::SecurityAdministrator,
            RoleName::Auditor => Self::Auditor,
        }
    }
}

pub(super) async fn run(command: AccountCommand, config: &Config) -> Result<ExitCode> {
    match command {
        AccountCommand::Create { login, name, role, unit } => create(config, &login, &name, role, &unit).await,
        AccountCommand::ResetTotp { login, .. } => reset_totp(config, login.as_deref()).await,
    }
}

async fn create(config: &Config, login: &str, name: &str, role: RoleName, unit: &str) -> Result<ExitCode> {
    // On a new machine the first account comes before the first start, so this makes a database. Given in the wrong
    // folder it makes one that nobody serves, which is why the place is printed.
    let place = place_of_database(config)?;
    let is_new = config.sqlite_file().is_some_and(|file| !file.exists());
    let cms = serve::open(config, IfMissing::Create).await?;
    let plan = cms.plan();
    let by_code = UnitCode::parse(unit).and_then(|code| plan.plan.unit(&code));
    let Some(unit) = by_code.or_else(|| plan.plan.unit_named(unit)) else {
        bail!("现行方案中没有单位“{unit}”");
    };
    let ctx = Ctx::system("account create");
    match cms.create_first_account(&ctx, login, name, role.into(), &unit.code).await {
        Ok(first) => {
            println!("账号：{}\n初始密码：{}\n首次登录须修改密码。", first.login, first.password);
            println!("数据库：{place}{}", if is_new { "（新建）" } else { "" });
            Ok(ExitCode::SUCCESS)
        }
        Err(cms::Error::Invalid(faults)) => {
            for fault in faults {
                eprintln!("{}：{}", fault.field, fault.message);
            }
            Ok(ExitCode::FAILURE)
        }
        Err(error) => Err(error.into()),
    }
}

/// The way back in when nobody at the desk can help. It asks for no key: it is what one does without it.
async fn reset_totp(config: &Config, login: Option<&str>) -> Result<ExitCode> {
    let cms = serve::open(config, IfMissing::Refuse).await?;
    let ctx = Ctx::system("account reset-totp");
    let Some(login) = login else {
        println!("已清除 {} 个账号的动态口令，有关人员下次登录时重新设置。", cms.reset_every_totp(&ctx).await?);
        return Ok(ExitCode::SUCCESS);
    };
    let Some(account) = cms.store().account_by_login(login).await? else {
        bail!("没有账号“{login}”");
    };
    cms.reset_totp(&ctx, account.id).await?;
    println!("已清除账号 {login} 的动态口令，下次登录时重新设置。");
    Ok(ExitCode::SUCCESS)
}

/// Which database it is, for whoever typed the command: the whole path of a file, or an address without its password.
fn place_of_database(config: &Config) -> Result<String> {
    match config.sqlite_file() {
        Some(file) => Ok(path::absolute(file)?.display().to_string()),
        None => postgres::shown_address(&config.database),
    }
}
