//! The people of the demo.

use domain::{
    account::Role,
    event::SubjectKind,
    plan::{InForce, UnitCode},
};
use serde_json::json;
use store::{account::NewAccount, event::NewEvent};

use crate::{Cms, Error, Result};

/// Password of everybody in the demo.
pub const DEMO_PASSWORD: &str = "Longan-Demo-2026";

/// Subject of the event that marks a database as one of the demo.
pub(crate) const MARK: &str = "demo";

/// Somebody of the demo, invented.
#[derive(Debug, Clone, Copy)]
pub struct DemoPerson {
    pub login: &'static str,
    pub name: &'static str,
    pub role: Role,
    /// Code in the default plan.
    unit: &'static str,
}

/// Everybody of the demo, in the order in which one meets them.
pub const PEOPLE: [DemoPerson; 8] = [
    DemoPerson { login: "fabu", name: "韦小兰", role: Role::Publisher, unit: "jyj" },
    DemoPerson { login: "fabu2", name: "黄志强", role: Role::Publisher, unit: "czj" },
    DemoPerson { login: "shenhe", name: "陆文静", role: Role::Reviewer, unit: "zwb" },
    DemoPerson { login: "shenhe2", name: "农建国", role: Role::Reviewer, unit: "zwb" },
    DemoPerson { login: "xuanchuan", name: "覃海燕", role: Role::Reviewer, unit: "xcb" },
    DemoPerson { login: "guanli", name: "李明远", role: Role::PortalManager, unit: "zwb" },
    DemoPerson { login: "anquan", name: "周静", role: Role::SecurityAdministrator, unit: "fgkj" },
    DemoPerson { login: "shenji", name: "梁思齐", role: Role::Auditor, unit: "sjj" },
];

impl DemoPerson {
    /// The unit for which the person acts today.
    pub fn unit_today(&self, plan: &InForce) -> UnitCode {
        let code = UnitCode::parse(self.unit).expect("the codes above are lower-case letters");
        plan.plan.bearer(&code, plan.on)
    }
}

impl Cms {
    /// Whether this database was filled by the demo.
    pub async fn has_demo_people(&self) -> Result<bool> {
        Ok(!self.inner.store.events_of(SubjectKind::Account, MARK).await?.is_empty())
    }

    /// Opens the demo's accounts, once. A login that a real person holds stays that person's.
    pub async fn seed_demo_people(&self) -> Result<()> {
        if self.has_demo_people().await? {
            return Ok(());
        }
        let plan = self.plan();
        let mut people = Vec::new();
        for person in PEOPLE {
            let unit = person.unit_today(&plan);
            if plan.plan.unit(&unit).is_none() {
                return Err(Error::internal(format!("the demo needs the default plan: no unit {unit}")));
            }
            if self.inner.store.account_by_login(person.login).await?.is_none() {
                people.push((person, unit, self.hash_password(DEMO_PASSWORD).await?));
            }
        }
        let mut tx = self.inner.store.begin().await?;
        for (person, unit, password_hash) in &people {
            let account = NewAccount {
                login: person.login,
                name: person.name,
                role: person.role,
                unit,
                phone: "",
                password_hash,
                must_change_password: false,
                created_at: self.now(),
            };
            tx.create_account(&account).await?;
        }
        let logins: Vec<&str> = people.iter().map(|(person, ..)| person.login).collect();
        let event = NewEvent {
            at: self.now(),
            actor: None,
            unit: None,
            action: "account.open",
            subject_kind: SubjectKind::Account,
            subject: MARK,
            data: json!({ "logins": logins, "basis": "演示" }),
        };
        tx.append_event(&event).await?;
        tx.commit().await?;
        Ok(())
    }
}
