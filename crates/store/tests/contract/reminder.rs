//! Reminders, the mail that carries them, where it goes, and secret addresses of calendars.

use domain::{
    account::Role,
    desk::{
        people::AccountState,
        reminders::{Answer, MailState, ReminderFilter},
    },
    id::ReportId,
    obligation::MatterKey,
    plan::ColumnCode,
    reminder::{Contact, Occasion, OccasionKind, Template, TemplateKind},
};
use store::{
    mail::NewMail,
    mail_receipt::Receipt,
    reminder::{Case, NewReminder},
};

use super::*;
use crate::store_test;

fn case(of: &str, column: &str, deadline: &str) -> Case {
    Case { of: unit(of), column: ColumnCode::parse(column).unwrap(), matter: None, deadline: day(deadline) }
}

async fn tell(tx: &mut Tx, to: &str, case: &Case, occasion: Occasion, on: &str) -> bool {
    let unit = unit(to);
    let about = if case.matter.is_some() { "待答复：读者纠错 2026-7" } else { "" };
    let new =
        NewReminder {
            unit: &unit, case, about, occasion, made_on: day(on), arithmetic: "更新 11-10 → 14 天 → 11-24"
        };
    tx.insert_reminder(&new, at(1)).await.unwrap()
}

async fn write(tx: &mut Tx, to: &str, on: &str, kind: TemplateKind) -> Option<domain::id::MailId> {
    let unit = unit(to);
    let new = NewMail { unit: &unit, day: day(on), kind, subject: "提醒", body: "一、二、三", at: at(1) };
    tx.insert_mail(&new).await.unwrap()
}

/// The deadlines that were told of and not found settled yet, each once.
async fn unsettled(store: &Store) -> Vec<Case> {
    let known = store.unsettled_reminders().await.unwrap().into_iter();
    let mut cases: Vec<Case> = known.map(|known| known.case).collect();
    cases.dedup();
    cases
}

store_test!(nobody_is_told_the_same_twice, |store| async move {
    let due = case("jyj", "jypx", "2026-11-24");
    let mut tx = begin(&store).await;
    assert!(tell(&mut tx, "jyj", &due, Occasion::Before(2), "2026-11-20").await);
    assert!(!tell(&mut tx, "jyj", &due, Occasion::Before(2), "2026-11-23").await, "the same");
    assert!(tell(&mut tx, "jyj", &due, Occasion::Before(7), "2026-11-20").await, "another number");
    assert!(tell(&mut tx, "zwb", &due, Occasion::Lead, "2026-11-27").await, "another unit");
    assert!(tell(&mut tx, "jyj", &case("jyj", "jypx", "2026-12-01"), Occasion::Before(2), "2026-11-27").await);
    tx.commit().await.unwrap();
    let known = store.unsettled_reminders().await.unwrap();
    let known: Vec<_> = known
        .into_iter()
        .filter(|known| known.made_on >= day("2026-11-27"))
        .map(|k| (k.unit.to_string(), k.case, k.occasion, k.made_on, k.is_answered))
        .collect();
    assert_eq!(
        known,
        [
            ("zwb".to_owned(), due.clone(), Occasion::Lead, day("2026-11-27"), false),
            ("jyj".to_owned(), case("jyj", "jypx", "2026-12-01"), Occasion::Before(2), day("2026-11-27"), false),
        ]
    );
    assert_eq!(unsettled(&store).await, [due, case("jyj", "jypx", "2026-12-01")]);
});

store_test!(a_unit_answers_for_itself_and_for_all_it_was_told_so_far, |store| async move {
    let clerk = open_account(&store, "fabu", Role::Publisher).await;
    let (due, other) = (case("jyj", "jypx", "2026-11-24"), case("jyj", "tzgg", "2026-11-24"));
    let mut tx = begin(&store).await;
    for (to, case, occasion, on) in [
        ("jyj", &due, Occasion::OnTheDay, "2026-11-24"),
        ("jyj", &due, Occasion::Overdue(0), "2026-11-25"),
        ("zwb", &due, Occasion::Lead, "2026-11-27"),
        ("jyj", &other, Occasion::Overdue(0), "2026-11-25"),
    ] {
        assert!(tell(&mut tx, to, case, occasion, on).await);
    }
    tx.commit().await.unwrap();
    assert_eq!(store.waiting_reminders(&unit("jyj")).await.unwrap(), 2, "deadlines, not reminders");
    let record = store.reminders(&ReminderFilter::default(), 10).await.unwrap().remove(0);
    assert_eq!((record.unit.as_str(), record.occasion), ("zwb", Occasion::Lead), "the newest first");
    let open =
        store.reminders(&ReminderFilter { unit: Some(unit("zwb")), ..ReminderFilter::default() }, 10).await.unwrap();
    assert_eq!(store.reminder_case(open[0].id).await.unwrap(), Some((unit("zwb"), due.clone())));

    let mut tx = begin(&store).await;
    assert_eq!(tx.acknowledge_reminders(&unit("jyj"), &due, (clerk, "韦小兰"), at(9), "周五发").await.unwrap(), 2);
    assert_eq!(tx.acknowledge_reminders(&unit("jyj"), &due, (clerk, "韦小兰"), at(9), "周五发").await.unwrap(), 0);
    tx.commit().await.unwrap();
    assert_eq!(store.waiting_reminders(&unit("jyj")).await.unwrap(), 1);
    assert_eq!(store.waiting_reminders(&unit("zwb")).await.unwrap(), 1);
    let mut tx = begin(&store).await;
    assert_eq!(tx.settle_reminders(&due, at(10)).await.unwrap(), 3);
    assert_eq!(tx.settle_reminders(&due, at(10)).await.unwrap(), 0);
    tx.commit().await.unwrap();
    let settled = async |days: &[&str]| store.settled_cases(&days.iter().map(|at| day(at)).collect()).await.unwrap();
    assert_eq!(settled(&["2026-11-24", "2026-11-28"]).await, std::slice::from_ref(&due));
    assert_eq!(settled(&["2026-11-28"]).await, []);
    assert_eq!(settled(&[]).await, []);
    let mut tx = begin(&store).await;
    assert_eq!(tx.reopen_reminders(&due).await.unwrap(), 3);
    assert_eq!(tx.reopen_reminders(&due).await.unwrap(), 0);
    assert_eq!(tx.settle_reminders(&due, at(10)).await.unwrap(), 3);
    tx.commit().await.unwrap();
    assert_eq!(store.waiting_reminders(&unit("zwb")).await.unwrap(), 0);
    assert_eq!(unsettled(&store).await, std::slice::from_ref(&other));
    // What is settled is not asked about any more.
    let known = store.unsettled_reminders().await.unwrap();
    assert_eq!(known.iter().map(|known| (&known.case, known.is_answered)).collect::<Vec<_>>(), [(&other, false)]);
    let answered = ReminderFilter { answer: Some(Answer::Acknowledged), ..ReminderFilter::default() };
    let answered = store.reminders(&answered, 10).await.unwrap();
    assert_eq!(answered.len(), 2);
    let ack = answered[0].acknowledged.as_ref().unwrap();
    assert_eq!((ack.by.as_str(), ack.at, ack.note.as_str(), answered[0].is_settled), ("韦小兰", at(9), "周五发", true));
});

store_test!(two_letters_and_their_column_are_told_of_each_for_itself, |store| async move {
    let clerk = open_account(&store, "fabu", Role::Publisher).await;
    let of_column = case("jyj", "jypx", "2026-11-24");
    let letter = |id| Case { matter: Some(MatterKey::Letter(ReportId::new(id))), ..of_column.clone() };
    let (first, second) = (letter(7), letter(8));
    let mut tx = begin(&store).await;
    for case in [&of_column, &first, &second] {
        assert!(tell(&mut tx, "jyj", case, Occasion::OnTheDay, "2026-11-24").await);
        assert!(!tell(&mut tx, "jyj", case, Occasion::OnTheDay, "2026-11-24").await, "the same");
    }
    tx.commit().await.unwrap();
    assert_eq!(store.waiting_reminders(&unit("jyj")).await.unwrap(), 3);
    assert_eq!(unsettled(&store).await, [of_column.clone(), first.clone(), second.clone()]);
    let record = store.reminders(&ReminderFilter::default(), 10).await.unwrap().remove(0);
    assert_eq!((&record.case, record.about.as_str()), (&second, "待答复：读者纠错 2026-7"));
    assert_eq!(store.reminder_case(record.id).await.unwrap(), Some((unit("jyj"), second.clone())));

    let mut tx = begin(&store).await;
    assert_eq!(tx.acknowledge_reminders(&unit("jyj"), &first, (clerk, "韦小兰"), at(9), "").await.unwrap(), 1);
    assert_eq!(tx.settle_reminders(&second, at(10)).await.unwrap(), 1);
    tx.commit().await.unwrap();
    let known = store.unsettled_reminders().await.unwrap();
    let answered: Vec<_> = known.iter().map(|known| (&known.case, known.is_answered)).collect();
    assert_eq!(answered, [(&of_column, false), (&first, true)]);
});

store_test!(the_report_is_filtered_and_knows_the_mail_of_the_morning, |store| async move {
    let due = case("jyj", "jypx", "2026-11-24");
    let mut tx = begin(&store).await;
    tell(&mut tx, "jyj", &due, Occasion::Overdue(0), "2026-11-25").await;
    tell(&mut tx, "jyj", &due, Occasion::Head, "2026-11-27").await;
    tell(&mut tx, "zwb", &due, Occasion::Office, "2026-12-02").await;
    let digest = write(&mut tx, "jyj", "2026-11-25", TemplateKind::Digest).await.unwrap();
    let head = write(&mut tx, "jyj", "2026-11-27", TemplateKind::Head).await.unwrap();
    assert_eq!(write(&mut tx, "jyj", "2026-11-27", TemplateKind::Head).await, None, "one of a kind each morning");
    write(&mut tx, "zwb", "2026-12-02", TemplateKind::Above).await.unwrap();
    write(&mut tx, "wtj", "2026-11-24", TemplateKind::Digest).await.unwrap();
    write(&mut tx, "wtj", "2026-11-26", TemplateKind::Digest).await.unwrap();
    tx.mail_sent(digest, "bgs@example.gov.cn", "", at(5)).await.unwrap();
    tx.give_mail_up(head, at(6), "没有收件地址").await.unwrap();
    tx.commit().await.unwrap();
    let last = store.last_digests().await.unwrap();
    let last: Vec<(&str, NaiveDate)> = last.iter().map(|(unit, day)| (unit.as_str(), *day)).collect();
    assert_eq!(last, [("jyj", day("2026-11-25")), ("wtj", day("2026-11-26"))]);
    let ask = async |filter: ReminderFilter| {
        let found = store.reminders(&filter, 10).await.unwrap();
        assert_eq!(store.count_reminders(&filter).await.unwrap(), i64::try_from(found.len()).unwrap());
        found.into_iter().map(|record| (record.occasion, record.mail.unwrap().state)).collect::<Vec<_>>()
    };
    let plain = ReminderFilter::default;
    let all = [
        (Occasion::Office, MailState::Waiting),
        (Occasion::Head, MailState::GivenUp),
        (Occasion::Overdue(0), MailState::Sent),
    ];
    assert_eq!(ask(plain()).await, all);
    assert_eq!(ask(ReminderFilter { unit: Some(unit("jyj")), ..plain() }).await, all[1..]);
    assert_eq!(ask(ReminderFilter { kind: Some(OccasionKind::Head), ..plain() }).await, all[1..2]);
    assert_eq!(ask(ReminderFilter { from: Some(day("2026-11-27")), ..plain() }).await, all[..2]);
    assert_eq!(ask(ReminderFilter { to: Some(day("2026-11-27")), ..plain() }).await, all[1..]);
    assert_eq!(ask(ReminderFilter { answer: Some(Answer::MailFailed), ..plain() }).await, all[1..2]);
    assert_eq!(ask(ReminderFilter { answer: Some(Answer::Open), ..plain() }).await, all);
    let sent = store.reminders(&plain(), 10).await.unwrap().remove(2).mail.unwrap();
    assert_eq!((sent.to.as_str(), sent.at, sent.attempts), ("bgs@example.gov.cn", Some(at(5)), 0));
});

store_test!(one_node_tries_a_mail_at_a_time, |store| async move {
    let mut tx = begin(&store).await;
    write(&mut tx, "jyj", "2026-11-24", TemplateKind::Digest).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.due_mail(at(0), 10).await.unwrap(), []);
    let mail = store.due_mail(at(1), 10).await.unwrap().remove(0);
    assert_eq!((mail.kind, mail.day, mail.attempts), (TemplateKind::Digest, day("2026-11-24"), 0));
    assert_eq!((mail.subject.as_str(), mail.body.as_str(), &mail.unit), ("提醒", "一、二、三", &unit("jyj")));
    let mut tx = begin(&store).await;
    assert!(tx.take_mail(&mail, at(6)).await.unwrap());
    assert!(!tx.take_mail(&mail, at(6)).await.unwrap(), "somebody has it");
    tx.commit().await.unwrap();
    assert_eq!(store.due_mail(at(5), 10).await.unwrap(), []);
    let mut tx = begin(&store).await;
    tx.mail_failed(mail.id, "", at(20), "连接不上邮件服务器").await.unwrap();
    tx.commit().await.unwrap();
    let again = store.due_mail(at(20), 10).await.unwrap().remove(0);
    assert_eq!((again.attempts, again.next_try_at), (1, at(20)));
    let mut tx = begin(&store).await;
    tx.mail_sent(mail.id, "bgs@example.gov.cn", "", at(21)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.due_mail(at(90), 10).await.unwrap(), []);
});

store_test!(mail_that_was_given_up_is_taken_up_again_on_its_day, |store| async move {
    let mut tx = begin(&store).await;
    let first = write(&mut tx, "jyj", "2026-11-24", TemplateKind::Digest).await.unwrap();
    let sent = write(&mut tx, "jyj", "2026-11-24", TemplateKind::Head).await.unwrap();
    tx.give_mail_up(first, at(2), "没有收件地址").await.unwrap();
    tx.mail_sent(sent, "bgs@example.gov.cn", "", at(2)).await.unwrap();
    assert_eq!(tx.revive_mail(&unit("jyj"), day("2026-11-25"), at(3)).await.unwrap(), 0, "of another day");
    // The one that went is gone through once more too: there may be somebody who has not got it.
    assert_eq!(tx.revive_mail(&unit("jyj"), day("2026-11-24"), at(3)).await.unwrap(), 2);
    tx.commit().await.unwrap();
    let due: Vec<_> = store.due_mail(at(3), 10).await.unwrap().into_iter().map(|mail| mail.id).collect();
    assert_eq!(due, [first, sent]);
});

store_test!(each_address_answers_for_itself, |store| async move {
    let due = case("jyj", "jypx", "2026-11-24");
    let mut tx = begin(&store).await;
    tell(&mut tx, "jyj", &due, Occasion::Overdue(0), "2026-11-25").await;
    let mail = write(&mut tx, "jyj", "2026-11-25", TemplateKind::Digest).await.unwrap();
    let other = write(&mut tx, "zwb", "2026-11-25", TemplateKind::Digest).await.unwrap();
    let refused = |why: &str| Receipt::Refused(why.to_owned());
    tx.note_receipt(mail, "bgs@example.gov.cn", &Receipt::Taken, at(2)).await.unwrap();
    tx.note_receipt(mail, "bgs@example.gov.cn", &refused("没有这个邮箱"), at(3)).await.unwrap();
    tx.note_receipt(mail, "lan@example.gov.cn", &refused("没有这个邮箱"), at(2)).await.unwrap();
    tx.mail_failed(mail, "bgs@example.gov.cn", at(20), "lan@example.gov.cn：没有这个邮箱").await.unwrap();
    tx.commit().await.unwrap();
    let receipts = async |mail| store.mail_receipts(mail).await.unwrap().into_iter().collect::<Vec<_>>();
    let taken = ("bgs@example.gov.cn".to_owned(), Receipt::Taken);
    let kept = [taken.clone(), ("lan@example.gov.cn".to_owned(), refused("没有这个邮箱"))];
    assert_eq!(receipts(mail).await, kept, "who has it has it");
    assert_eq!(receipts(other).await, []);
    let line = async || store.reminders(&ReminderFilter::default(), 10).await.unwrap().remove(0).mail.unwrap();
    assert_eq!((line().await.state, line().await.to.as_str()), (MailState::Waiting, "bgs@example.gov.cn"));

    let mut tx = begin(&store).await;
    tx.mail_sent(mail, "bgs@example.gov.cn", "lan@example.gov.cn：没有这个邮箱", at(20)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        (line().await.state, line().await.fault.as_str()),
        (MailState::Partly, "lan@example.gov.cn：没有这个邮箱")
    );
    let failed = ReminderFilter { answer: Some(Answer::MailFailed), ..ReminderFilter::default() };
    assert_eq!(store.count_reminders(&failed).await.unwrap(), 1, "somebody has not got it");
    let mut tx = begin(&store).await;
    assert_eq!(tx.revive_mail(&unit("jyj"), day("2026-11-25"), at(30)).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(receipts(mail).await, [taken], "who refused is asked once more");
    let due: Vec<_> = store.due_mail(at(30), 10).await.unwrap().into_iter().map(|mail| mail.id).collect();
    assert_eq!(due, [other, mail]);
});

store_test!(mail_goes_to_units_and_to_people_who_are_still_there, |store| async move {
    let here = open_account(&store, "fabu", Role::Publisher).await;
    let contact = |address: &str, login: &str| Contact { address: address.into(), login: login.into() };
    let own = [
        contact("bgs@example.gov.cn", ""),
        contact("lan@example.gov.cn", "fabu"),
        contact("nobody@example.gov.cn", "weizhi"),
    ];
    let mut tx = begin(&store).await;
    tx.set_unit_contacts(&unit("jyj"), false, &[contact("old@example.gov.cn", "")]).await.unwrap();
    tx.set_unit_contacts(&unit("jyj"), false, &own).await.unwrap();
    tx.set_unit_contacts(&unit("jyj"), true, &[contact("juzhang@example.gov.cn", "")]).await.unwrap();
    tx.commit().await.unwrap();
    let all = store.unit_contacts().await.unwrap();
    assert_eq!(all.len(), 4);
    assert_eq!(all[0], (unit("jyj"), false, own[0].clone()));
    let to = async |is_head| store.mail_addresses(&unit("jyj"), is_head).await.unwrap();
    assert_eq!(to(false).await, ["bgs@example.gov.cn", "lan@example.gov.cn"]);
    assert_eq!(to(true).await, ["juzhang@example.gov.cn"]);
    let mut tx = begin(&store).await;
    assert!(tx.set_account_state(here, AccountState::Active, AccountState::Closed).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(to(false).await, ["bgs@example.gov.cn"], "who has left hears nothing");
});

store_test!(the_office_words_its_mail, |store| async move {
    let template = |subject: &str| Template { subject: subject.into(), body: "{事项}".into() };
    let mut tx = begin(&store).await;
    tx.put_mail_template(TemplateKind::Head, &template("一"), "韦经理", at(1)).await.unwrap();
    tx.put_mail_template(TemplateKind::Head, &template("二"), "韦经理", at(2)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.mail_templates().await.unwrap(), [(TemplateKind::Head, template("二"))]);
});

store_test!(a_new_calendar_address_ends_the_old_one, |store| async move {
    assert_eq!(store.calendar_address(&unit("jyj")).await.unwrap(), None);
    let mut tx = begin(&store).await;
    tx.put_calendar_address(&unit("jyj"), "aa", "韦小兰", at(1)).await.unwrap();
    tx.put_calendar_address(&unit("jyj"), "bb", "农志强", at(2)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.unit_of_calendar("aa").await.unwrap(), None);
    assert_eq!(store.unit_of_calendar("bb").await.unwrap(), Some(unit("jyj")));
    let address = store.calendar_address(&unit("jyj")).await.unwrap().unwrap();
    assert_eq!((address.made_by.as_str(), address.made_at), ("农志强", at(2)));
});
