//! What the portal's office sets: how mail is worded, and where each unit's goes.

use std::collections::BTreeMap;

use domain::{
    desk::{
        FieldFault,
        board::UnitName,
        people::AccountState,
        reminders::{TemplateSheet, UnitContacts},
    },
    event::SubjectKind,
    permission::{Action, Target, may},
    plan::UnitCode,
    reminder::{Contact, Template, TemplateKind, parse_contacts, written_contacts},
};
use serde_json::json;

use crate::{Cms, Ctx, Error, Result};

impl Cms {
    /// Every unit with its addresses, in the order of the plan.
    pub async fn unit_contacts(&self, ctx: &Ctx) -> Result<Vec<UnitContacts>> {
        may(ctx.actor()?, Action::ManageReminders, Target::Desk)?;
        let mut known: BTreeMap<(UnitCode, bool), Vec<Contact>> = BTreeMap::new();
        for (unit, is_head, contact) in self.inner.store.unit_contacts().await? {
            known.entry((unit, is_head)).or_default().push(contact);
        }
        let written = |unit: &UnitCode, is_head| {
            known.get(&(unit.clone(), is_head)).map(|contacts| written_contacts(contacts)).unwrap_or_default()
        };
        let plan = self.plan();
        let units = plan.units().map(|unit| UnitContacts {
            unit: UnitName { code: unit.code.clone(), name: unit.name.clone() },
            addresses: written(&unit.code, false),
            heads: written(&unit.code, true),
        });
        Ok(units.collect())
    }

    /// Sets where the mail of a unit and of its head goes. Faults stand beside `addresses` and `heads`. The log says how
    /// many addresses there are and names none.
    pub async fn set_unit_contacts(&self, ctx: &Ctx, unit: &UnitCode, addresses: &str, heads: &str) -> Result<()> {
        may(ctx.actor()?, Action::ManageReminders, Target::Desk)?;
        if self.plan().plan.unit(unit).is_none() {
            return Err(Error::field("unit", "请选择方案中的单位"));
        }
        let accounts = self.inner.store.accounts().await?;
        let is_open = |login: &str| {
            login.is_empty() || accounts.iter().any(|a| a.login == login && a.state == AccountState::Active)
        };
        let mut faults = Vec::new();
        let mut read = |field: &str, text: &str| {
            let contacts = parse_contacts(text).unwrap_or_else(|refused| {
                faults.push(FieldFault::new(field, refused.to_string()));
                Vec::new()
            });
            if let Some(gone) = contacts.iter().find(|contact| !is_open(&contact.login)) {
                faults.push(FieldFault::new(field, format!("没有账号 {}，或已锁定、注销", gone.login)));
            }
            contacts
        };
        let (own, of_head) = (read("addresses", addresses), read("heads", heads));
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let mut tx = self.inner.store.begin().await?;
        tx.set_unit_contacts(unit, false, &own).await?;
        tx.set_unit_contacts(unit, true, &of_head).await?;
        // What could not be sent this morning goes now.
        tx.revive_mail(unit, self.today(), self.now()).await?;
        let data = json!({ "addresses": own.len(), "heads": of_head.len() });
        tx.append_event(&ctx.event(self, "reminder.set-contacts", SubjectKind::Unit, unit.as_str(), data)).await?;
        Ok(tx.commit().await?)
    }

    /// Every kind of mail as it is worded now.
    pub async fn mail_templates(&self, ctx: &Ctx) -> Result<Vec<TemplateSheet>> {
        may(ctx.actor()?, Action::ManageReminders, Target::Desk)?;
        let templates = self.templates().await?.into_iter();
        let sheets = templates.map(|(kind, template)| TemplateSheet {
            kind,
            is_usual: template == Template::usual(kind),
            template,
        });
        Ok(sheets.collect())
    }

    /// Words a kind of mail anew. Faults stand beside `subject` and `body`.
    pub async fn set_mail_template(&self, ctx: &Ctx, kind: TemplateKind, template: &Template) -> Result<()> {
        let actor = ctx.actor()?;
        may(actor, Action::ManageReminders, Target::Desk)?;
        let faults = template.faults();
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let mut tx = self.inner.store.begin().await?;
        tx.put_mail_template(kind, template, &actor.name, self.now()).await?;
        let data = json!({ "kind": kind, "template": template });
        tx.append_event(&ctx.event(self, "reminder.set-template", SubjectKind::Site, kind.code(), data)).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn templates(&self) -> Result<BTreeMap<TemplateKind, Template>> {
        let usual = TemplateKind::ALL.into_iter().map(|kind| (kind, Template::usual(kind)));
        Ok(usual.chain(self.inner.store.mail_templates().await?).collect())
    }
}
