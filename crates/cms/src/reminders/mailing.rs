//! Carrying the mail out: what does not go is tried again, later each time, until it is too old to be of use.

use chrono::{Days, NaiveDate, TimeDelta};
use domain::{permission::Refusal, reminder::TemplateKind};
use store::mail::WaitingMail;

use super::{OutgoingMail, PostFault};
use crate::{Cms, Ctx, Result};

/// Mail of one run; the next comes a minute later.
const AT_ONCE: i64 = 200;
/// Nobody else tries a mail for so long; longer than any attempt takes.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// Pauses after the first failures, in minutes; then the last one again and again.
const PAUSES: [i64; 5] = [1, 5, 15, 60, 240];
/// A digest of the last week tells a unit nothing that its desk does not tell it better.
const TOO_OLD_DAYS: u64 = 3;

impl Cms {
    /// Sends what is due; returns how many mails went. For a job.
    pub async fn send_mail(&self, ctx: &Ctx) -> Result<usize> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let mut sent = 0;
        for mail in self.inner.store.due_mail(self.now(), AT_ONCE).await? {
            // Where several nodes share a database, one without a way out leaves mail to those that have one.
            if !self.inner.post.is_open() && !is_too_old(mail.day, self.today()) {
                continue;
            }
            sent += usize::from(self.send_one(&mail).await?);
        }
        Ok(sent)
    }

    async fn send_one(&self, mail: &WaitingMail) -> Result<bool> {
        let now = self.now();
        let mut tx = self.inner.store.begin().await?;
        if !tx.take_mail(mail, now + LEASE).await? {
            return Ok(false);
        }
        tx.commit().await?;
        let outcome = self.carry(mail).await?;
        let now = self.now();
        let mut tx = self.inner.store.begin().await?;
        match &outcome {
            Ok(to) => tx.mail_sent(mail.id, &to.join(", "), now).await?,
            Err(PostFault::Later(fault)) => {
                let failures = usize::try_from(mail.attempts).unwrap_or_default().min(PAUSES.len() - 1);
                tx.mail_failed(mail.id, now + TimeDelta::minutes(PAUSES[failures]), fault).await?;
            }
            Err(PostFault::Never(fault)) => tx.give_mail_up(mail.id, now, fault).await?,
        }
        tx.commit().await?;
        Ok(outcome.is_ok())
    }

    /// To each address by itself: one that a server refuses, since somebody has left, takes nothing from the others. Gives
    /// those to which it went.
    async fn carry(&self, mail: &WaitingMail) -> Result<std::result::Result<Vec<String>, PostFault>> {
        if is_too_old(mail.day, self.today()) {
            return Ok(Err(PostFault::Never("三天内未能发出，已过时".into())));
        }
        // Asked for now and not when the mail was written: who has left since hears nothing.
        let to = self.inner.store.mail_addresses(&mail.unit, mail.kind == TemplateKind::Head).await?;
        let mut fault = PostFault::Never("没有收件地址".into());
        let mut sent = Vec::new();
        for address in to {
            let outgoing = OutgoingMail {
                to: vec![address.clone()],
                subject: mail.subject.clone(),
                body: mail.body.clone(),
                message_id: format!("<reminder-{}-{}@{}>", mail.day.format("%Y%m%d"), mail.id, self.host()),
            };
            match self.inner.post.send(&outgoing).await {
                Ok(()) => sent.push(address),
                // What may still go is worth another attempt, whatever became of the others.
                Err(later @ PostFault::Later(_)) => fault = later,
                Err(never) if matches!(fault, PostFault::Never(_)) => fault = never,
                Err(_) => {}
            }
        }
        Ok(if sent.is_empty() { Err(fault) } else { Ok(sent) })
    }

    /// Host of the portal, as identifiers of mail and calendars need one.
    pub(super) fn host(&self) -> &str {
        let address = self.settings().public_address.as_str();
        let host = address.split_once("://").map_or(address, |(_, rest)| rest);
        host.split([':', '/']).next().unwrap_or(host)
    }
}

fn is_too_old(day: NaiveDate, today: NaiveDate) -> bool {
    day.checked_add_days(Days::new(TOO_OLD_DAYS)).is_some_and(|last| last < today)
}
