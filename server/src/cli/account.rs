//! `longan account`: the first accounts, before anybody can sign in.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Subcommand, ValueEnum};
use cms::Ctx;
use domain::{account::Role, plan::UnitCode};

use crate::{config::Config, serve};

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
    let AccountCommand::Create { login, name, role, unit } = command;
    let cms = serve::open(config).await?;
    let plan = cms.plan();
    let by_code = UnitCode::parse(&unit).and_then(|code| plan.plan.unit(&code));
    let Some(unit) = by_code.or_else(|| plan.plan.unit_named(&unit)) else {
        bail!("现行方案中没有单位“{unit}”");
    };
    let ctx = Ctx::system("account create");
    match cms.create_first_account(&ctx, &login, &name, role.into(), &unit.code).await {
        Ok(first) => {
            println!("账号：{}\n初始密码：{}\n首次登录须修改密码。", first.login, first.password);
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
