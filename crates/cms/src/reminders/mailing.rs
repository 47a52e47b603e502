//! Carrying the mail out: what does not go is tried again, later each time, until it is too old to be of use.

use chrono::{Days, NaiveDate, TimeDelta};
use domain::{permission::Refusal, reminder::TemplateKind};
use store::{mail::WaitingMail, mail_receipt::Receipt};

use super::{OutgoingMail, PostFault};
use crate::{Cms, Ctx, Result};

/// Mail of one run; the next comes a minute later.
const AT_ONCE: i64 = 200;
/// Nobody else tries a mail for so long: longer than any attempt takes, at most ten addresses of up to two minutes each.
const LEASE: TimeDelta = TimeDelta::minutes(30);
/// Pauses after the first failures, in minutes; then the last one again and again.
const PAUSES: [i64; 5] = [1, 5, 15, 60, 240];
/// A digest of the last week tells a unit nothing that its desk does not tell it better.
const TOO_OLD_DAYS: u64 = 3;

/// How far a mail has come.
#[derive(Default)]
struct Carried {
    /// Everybody who has it, also from earlier attempts.
    taken: Vec<String>,
    /// Who should have it and has not, and why.
    missing: Vec<(String, PostFault)>,
    /// Whether this attempt brought it to anybody.
    went_now: bool,
}

impl Carried {
    fn may_go_on(&self) -> bool {
        self.missing.iter().any(|(_, fault)| matches!(fault, PostFault::Later(_)))
    }

    /// To whom it did not go and why, for the report; the reason alone where it went to nobody for the same one.
    fn fault(&self) -> String {
        let Some((_, first)) = self.missing.first() else {
            return if self.taken.is_empty() { "没有收件地址".into() } else { String::new() };
        };
        if self.taken.is_empty() && self.missing.iter().all(|(_, fault)| fault.to_string() == first.to_string()) {
            return first.to_string();
        }
        self.missing.iter().map(|(address, fault)| format!("{address}：{fault}")).collect::<Vec<_>>().join("；")
    }
}

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
        let carried = self.carry(mail).await?;
        let (to, fault, now) = (carried.taken.join(", "), carried.fault(), self.now());
        let mut tx = self.inner.store.begin().await?;
        if carried.may_go_on() {
            let failures = usize::try_from(mail.attempts).unwrap_or_default().min(PAUSES.len() - 1);
            tx.mail_failed(mail.id, &to, now + TimeDelta::minutes(PAUSES[failures]), &fault).await?;
        } else if carried.taken.is_empty() {
            tx.give_mail_up(mail.id, now, &fault).await?;
        } else {
            tx.mail_sent(mail.id, &to, &fault, now).await?;
        }
        tx.commit().await?;
        Ok(carried.went_now)
    }

    /// To each address by itself: one that a server refuses, since somebody has left, takes nothing from the others, and one
    /// that asks to be tried later is, whoever has it already. Nobody gets it twice, nor is asked again who has refused.
    async fn carry(&self, mail: &WaitingMail) -> Result<Carried> {
        let mut known = self.inner.store.mail_receipts(mail.id).await?;
        // Asked for now and not when the mail was written: who has left since hears nothing.
        let to = self.inner.store.mail_addresses(&mail.unit, mail.kind == TemplateKind::Head).await?;
        let mut carried = Carried::default();
        for address in to {
            let sent = match known.get(&address) {
                Some(Receipt::Taken) => continue,
                Some(Receipt::Refused(why)) => Err(PostFault::Never(why.clone())),
                None if is_too_old(mail.day, self.today()) => Err(PostFault::Never("三天内未能发出，已过时".into())),
                None => self.carry_to(mail, &address).await?,
            };
            match sent {
                Ok(()) => {
                    carried.went_now = true;
                    known.insert(address, Receipt::Taken);
                }
                Err(fault) => carried.missing.push((address, fault)),
            }
        }
        let taken = known.into_iter().filter(|(_, receipt)| *receipt == Receipt::Taken);
        carried.taken = taken.map(|(address, _)| address).collect();
        Ok(carried)
    }

    /// One attempt with one address. Its answer, if it is one for good, is kept before the next address is tried.
    async fn carry_to(&self, mail: &WaitingMail, address: &str) -> Result<std::result::Result<(), PostFault>> {
        let outgoing = OutgoingMail {
            to: vec![address.to_owned()],
            subject: mail.subject.clone(),
            body: mail.body.clone(),
            message_id: format!("<reminder-{}-{}@{}>", mail.day.format("%Y%m%d"), mail.id, self.host()),
        };
        let sent = self.inner.post.send(&outgoing).await;
        let receipt = match &sent {
            Ok(()) => Receipt::Taken,
            Err(PostFault::Never(why)) => Receipt::Refused(why.clone()),
            Err(PostFault::Later(_)) => return Ok(sent),
        };
        let mut tx = self.inner.store.begin().await?;
        tx.note_receipt(mail.id, address, &receipt, self.now()).await?;
        tx.commit().await?;
        Ok(sent)
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
