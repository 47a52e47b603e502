//! The demo: people and content for a new database, so that everything can be tried at once. Never for real use: the
//! passwords are public and the second factor is not asked for.

mod accounts;
mod content;

use std::{fmt::Write, sync::Arc};

pub use accounts::{DEMO_PASSWORD, DemoPerson, PEOPLE};

use crate::{Cms, Result};

impl Cms {
    /// The same system with the rules of the demo: administrators need no second factor, passwords do not age, and
    /// the desk says that it is a demo.
    #[must_use]
    pub fn in_demo_mode(mut self) -> Self {
        Arc::make_mut(&mut self.inner).settings.demo = true;
        self
    }

    /// Fills a new database; what is there stays as it is.
    pub async fn seed_demo(&self) -> Result<()> {
        self.seed_demo_people().await?;
        self.seed_demo_content().await
    }

    /// What the start of the demo prints: who there is, and what to try first.
    pub fn demo_introduction(&self) -> String {
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
        text.push_str(
            "\n先试试：用 fabu 登录，新建一条信息并送审；退出后用 shenhe 登录，在待办中签发；再到门户首页查看。\n",
        );
        text
    }
}
