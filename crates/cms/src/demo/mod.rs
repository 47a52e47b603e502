//! The demo: people and content for a new database, so that everything can be tried at once. Never for real use: the
//! passwords are public and the second factor is not asked for.

mod accounts;
mod acting;
mod content;
mod paperwork;
mod reprints;

use std::{fmt::Write, sync::Arc};

pub(crate) use accounts::MARK;
pub use accounts::{DEMO_PASSWORD, DemoPerson, PEOPLE};
pub(crate) use content::Cast;

use crate::{Cms, Result};

/// What to try first: the way of an item, then each administrator's own work.
const FIRST_STEPS: &str = "
先试试：
  写和签  用 fabu 登录，新建一条信息并送审；退出后用 shenhe 登录，在“待我处理”中签发；再到门户首页查看。
  转  载  用 fabu 登录，在“转载”中采用一条上级信息，补齐后送审。
  改  错  用 fabu 登录，在“读者反馈”中认领并答复读者指出的一处错误。
  委  托  用 shenhe 登录，在“委托签发”中收回已登记的委托，或另作委托。
  管栏目  用 guanli 登录，在“栏目”中移动或改名一个栏目，保存前先看对权限有何影响。
  管账号  用 anquan 登录，在“账号”中开设或锁定一个账号，在“账号申请”中审批两份待批的审定单。
  查日志  用 shenji 登录，在“日志”中查刚才做了什么，再按“校验日志”。
";

impl Cms {
    /// The same system with the rules of the demo: administrators need no second factor, passwords do not age, and
    /// the desk says that it is a demo.
    #[must_use]
    pub fn in_demo_mode(mut self) -> Self {
        Arc::make_mut(&mut self.inner).settings.demo = true;
        self
    }

    /// Fills a new database; what is there stays as it is. A played county has people and content of its own.
    pub async fn seed_demo(&self) -> Result<()> {
        if self.is_simulation().await? {
            return Ok(());
        }
        self.seed_demo_people().await?;
        self.seed_demo_content().await?;
        self.seed_demo_reprints().await
    }

    /// What the start of the demo prints: who there is, and what to try first.
    pub async fn demo_introduction(&self) -> Result<String> {
        if self.is_simulation().await? {
            return Ok(self.simulation_introduction());
        }
        let plan = self.plan();
        let mut text = format!(
            "\n演示模式：以下账号仅供试用，密码均为 {DEMO_PASSWORD}\n\
             演示中不强制动态口令；正式使用时三类管理员首次登录必须设置。\n\n"
        );
        for person in &PEOPLE {
            let unit = person.unit_today(&plan);
            let unit_name = plan.unit_name(&unit);
            // Writing into a String cannot fail.
            let _ = writeln!(text, "  {:<10} {} {unit_name} {}", person.login, person.role.label(), person.name);
        }
        text.push_str(FIRST_STEPS);
        Ok(text)
    }
}
