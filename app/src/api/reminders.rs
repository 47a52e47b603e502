//! 到期提醒: what a unit was told, who was told when, and what the office sets about it.

use domain::{
    desk::reminders::{MyReminders, ReminderFilter, ReminderReport, TemplateSheet, UnitContacts},
    id::ReminderId,
    plan::UnitCode,
    reminder::{Template, TemplateKind},
};
use leptos::prelude::*;

use super::{ApiError, Json, Served};
#[cfg(feature = "ssr")]
use super::{context, served};

#[server(name = AskMyReminders, prefix = "/api/desk", endpoint = "reminders/mine", input = Json, output = Json)]
pub async fn my_reminders() -> Result<Served<MyReminders>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.my_reminders(&ctx).await?))
}

#[server(name = AskAcknowledgeReminder, prefix = "/api/desk", endpoint = "reminders/acknowledge", input = Json, output = Json)]
pub async fn acknowledge(reminder: ReminderId, note: String) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.acknowledge_reminder(&ctx, reminder, &note).await?)
}

#[server(name = AskRenewCalendar, prefix = "/api/desk", endpoint = "reminders/renew-calendar", input = Json, output = Json)]
pub async fn renew_calendar() -> Result<String, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.renew_calendar_address(&ctx).await?)
}

#[server(name = AskReminderReport, prefix = "/api/desk", endpoint = "reminders/report", input = Json, output = Json)]
pub async fn report(filter: ReminderFilter) -> Result<ReminderReport, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.reminder_report(&ctx, &filter).await?)
}

#[server(name = AskUnitContacts, prefix = "/api/desk", endpoint = "reminders/contacts", input = Json, output = Json)]
pub async fn contacts() -> Result<Vec<UnitContacts>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.unit_contacts(&ctx).await?)
}

#[server(name = AskSetContacts, prefix = "/api/desk", endpoint = "reminders/set-contacts", input = Json, output = Json)]
pub async fn set_contacts(unit: UnitCode, addresses: String, heads: String) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.set_unit_contacts(&ctx, &unit, &addresses, &heads).await?)
}

#[server(name = AskTemplates, prefix = "/api/desk", endpoint = "reminders/templates", input = Json, output = Json)]
pub async fn templates() -> Result<Vec<TemplateSheet>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.mail_templates(&ctx).await?)
}

#[server(name = AskSetTemplate, prefix = "/api/desk", endpoint = "reminders/set-template", input = Json, output = Json)]
pub async fn set_template(kind: TemplateKind, template: Template) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.set_mail_template(&ctx, kind, &template).await?)
}
