//! Reminders as the education bureau, the lead unit and the portal's office live with them. 教育培训 has a clock for each
//! item: formed on 2026-11-20, due on 2026-12-18.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use cms::{
    Cms,
    reminders::{OutgoingMail, Post, PostFault},
};
use domain::{
    desk::{
        clocks::{Adjust, AdjustmentKind},
        reminders::{Answer, MailState, ReminderFilter, ReminderLine},
    },
    obligation::State,
    permission::Refusal,
    reminder::{Occasion, OccasionKind, Template, TemplateKind},
};

use super::*;
use crate::both_databases;

/// Keeps what it is given; refuses while it is told to, all or some addresses.
#[derive(Default)]
struct Recording {
    asked: Mutex<Vec<String>>,
    sent: Mutex<Vec<OutgoingMail>>,
    fault: Mutex<Option<PostFault>>,
    faults: Mutex<BTreeMap<&'static str, PostFault>>,
}

#[async_trait::async_trait]
impl Post for Recording {
    async fn send(&self, mail: &OutgoingMail) -> Result<(), PostFault> {
        self.asked.lock().unwrap().extend(mail.to.clone());
        if let Some(fault) = self.fault.lock().unwrap().clone() {
            return Err(fault);
        }
        let faults = self.faults.lock().unwrap();
        if let Some(fault) = mail.to.iter().find_map(|to| faults.get(to.as_str())) {
            return Err(fault.clone());
        }
        self.sent.lock().unwrap().push(mail.clone());
        Ok(())
    }
}

impl Recording {
    fn to(&self, address: &str) -> Vec<OutgoingMail> {
        let sent = self.sent.lock().unwrap();
        sent.iter().filter(|mail| mail.to.iter().any(|to| to == address)).cloned().collect()
    }
}

fn system() -> Ctx {
    Ctx::system("morning")
}

async fn morning(county: &TestCounty, minute: &str) -> usize {
    county.set_clock(minute);
    county.cms.remind(&system()).await.unwrap().reminders
}

/// What the account's unit was told of 教育培训, and whether it still waits for an answer.
async fn told(county: &TestCounty, login: &str) -> Vec<(String, bool)> {
    let mine = county.cms.my_reminders(&county.ctx(login).await).await.unwrap();
    let of_column = |lines: Vec<ReminderLine>, waits| {
        let lines = lines.into_iter().filter(|line| line.column == column(COLUMN));
        lines.map(|line| (format!("{} {}", line.made_on, line.occasion), waits)).collect::<Vec<_>>()
    };
    [of_column(mine.waiting, true), of_column(mine.done, false)].concat()
}

async fn waiting_line(county: &TestCounty, login: &str) -> ReminderLine {
    let mine = county.cms.my_reminders(&county.ctx(login).await).await.unwrap();
    mine.waiting.into_iter().find(|line| line.column == column(COLUMN)).unwrap()
}

async fn with_a_draft(county: &TestCounty) -> ItemId {
    published(county, "先前的通知").await;
    draft(county, &county.ctx("fabu").await, "秋季学期工作安排").await
}

#[tokio::test]
async fn a_unit_is_told_once_however_often_and_wherever_the_job_runs() {
    for county in both_databases().await {
        with_a_draft(&county).await;
        assert_eq!(morning(&county, "2026-12-09 07:59").await, 0, "offices are closed");
        county.set_clock("2026-12-09 08:00");
        let node = county.second_node().await;
        let run = |cms: Cms| tokio::spawn(async move { cms.remind(&system()).await.unwrap().reminders });
        let (one, other) = (run(county.cms.clone()), run(node));
        let made = one.await.unwrap() + other.await.unwrap();
        assert_eq!(morning(&county, "2026-12-09 17:00").await, 0, "a start later in the day tells nothing twice");
        let filter = ReminderFilter::default();
        let all = county.cms.store().reminders(&filter, 10_000).await.unwrap();
        assert_eq!(all.len(), made);
        assert!(made > 10, "{made}: most columns of a new county are blank");
        assert_eq!(told(&county, "fabu").await, [("2026-12-09 到期前 7 个工作日".to_owned(), true)]);
        assert_eq!(morning(&county, "2026-12-12 09:00").await, 0, "a Saturday");
        let made = morning(&county, "2026-12-16 09:00").await;
        assert_eq!(told(&county, "fabu").await, [("2026-12-16 到期前 2 个工作日".to_owned(), true)]);
        let mail = county.cms.store().due_mail("2027-01-01T00:00:00Z".parse().unwrap(), 1_000).await.unwrap();
        let of_today = mail.iter().filter(|mail| mail.day == day("2026-12-16")).flat_map(|mail| mail.body.lines());
        let numbered = |line: &&str| line.split_once(". ").is_some_and(|(number, _)| number.parse::<usize>().is_ok());
        assert!(made > 0);
        assert_eq!(of_today.filter(numbered).count(), made, "no mail repeats what an earlier one said");
        let line = waiting_line(&county, "fabu").await;
        assert_eq!((line.times, line.deadline), (2, day("2026-12-18")));
        assert_eq!(line.arithmetic, "形成 11-20 → 20 个工作日 → 12-18");
        let actions = county.logged_actions().await;
        assert!(actions.iter().any(|action| action == "reminder.make"));
        assert_eq!(refused(county.cms.remind(&county.ctx("fabu").await).await), Refusal::Role);
    }
}

#[tokio::test]
async fn who_acknowledges_keeps_it_from_going_up() {
    for county in both_databases().await {
        with_a_draft(&county).await;
        for minute in ["2026-12-18 08:30", "2026-12-21 08:30", "2026-12-22 08:30"] {
            morning(&county, minute).await;
        }
        assert_eq!(told(&county, "fabu").await, [("2026-12-21 逾期".to_owned(), true)]);
        assert_eq!(told(&county, "shenhe").await, []);
        // Two working days after nobody answered.
        morning(&county, "2026-12-23 08:30").await;
        assert_eq!(told(&county, "fabu").await, [("2026-12-23 上报单位负责人".to_owned(), true)]);
        assert_eq!(told(&county, "shenhe").await, [("2026-12-23 上报牵头单位".to_owned(), true)]);

        let clerk = county.ctx("fabu").await;
        let before = county.cms.me(&clerk).await.unwrap().waiting_reminders;
        let line = waiting_line(&county, "fabu").await;
        let theirs = waiting_line(&county, "shenhe").await;
        assert_eq!(refused(county.cms.acknowledge_reminder(&clerk, theirs.id, "").await), Refusal::OtherUnit);
        let manager = county.ctx("guanli").await;
        assert_eq!(refused(county.cms.acknowledge_reminder(&manager, line.id, "").await), Refusal::Role);
        let long = county.cms.acknowledge_reminder(&clerk, line.id, &"长".repeat(201)).await;
        assert!(matches!(long, Err(Error::Invalid(_))));
        county.cms.acknowledge_reminder(&clerk, line.id, " 周五送审 ").await.unwrap();
        assert!(matches!(county.cms.acknowledge_reminder(&clerk, line.id, "").await, Err(Error::Stale)));
        assert_eq!(county.cms.me(&clerk).await.unwrap().waiting_reminders, before - 1);
        let mine = county.cms.my_reminders(&clerk).await.unwrap();
        let given = mine.done.iter().find(|line| line.column == column(COLUMN)).unwrap().acknowledged.clone().unwrap();
        assert_eq!((given.by.as_str(), given.note.as_str()), ("韦小兰", "周五送审"));
        let events = county.cms.store().events_after(0, 10_000).await.unwrap();
        let event = events.iter().find(|event| event.action == "reminder.acknowledge").unwrap();
        assert!(!event.data.contains("周五"), "a note is no part of the log: {}", event.data);

        // A week after the first it is told again, and goes no further up meanwhile.
        morning(&county, "2026-12-28 08:30").await;
        assert_eq!(told(&county, "fabu").await, [("2026-12-28 逾期，第 2 次".to_owned(), true)]);
        let filter = ReminderFilter { kind: Some(OccasionKind::Office), ..ReminderFilter::default() };
        let report = county.cms.reminder_report(&manager, &filter).await.unwrap();
        assert!(report.lines.iter().all(|line| line.column != column(COLUMN)), "{:?}", report.lines);
    }
}

#[tokio::test]
async fn a_pause_on_what_is_late_keeps_everybody_from_being_told() {
    for county in both_databases().await {
        with_a_draft(&county).await;
        for minute in ["2026-12-18 08:30", "2026-12-21 08:30"] {
            morning(&county, minute).await;
        }
        let told_once = [("2026-12-21 逾期".to_owned(), true)];
        assert_eq!(told(&county, "fabu").await, told_once);
        county.set_clock("2026-12-22 08:00");
        let pause = Adjust {
            kind: AdjustmentKind::Pause,
            column: column(COLUMN),
            item: None,
            matter: None,
            from: day("2026-12-22"),
            to: Some(day("2026-12-24")),
            reason: "系统迁移".into(),
        };
        county.cms.adjust_clock(&county.ctx("guanli").await, pause).await.unwrap();
        for minute in ["2026-12-22 08:30", "2026-12-23 08:30", "2026-12-24 08:30"] {
            morning(&county, minute).await;
            assert_eq!((told(&county, "fabu").await, told(&county, "shenhe").await), (told_once.to_vec(), vec![]));
        }
        let clerk = county.ctx("fabu").await;
        let line = async || {
            let lines = county.cms.my_duties(&clerk).await.unwrap().lines;
            lines.into_iter().find(|line| line.code == column(COLUMN)).unwrap()
        };
        let paused = line().await;
        assert_eq!((paused.state, paused.due), (State::Overdue, Some(day("2026-12-18"))), "late stays late");
        assert_eq!(paused.paused.as_deref(), Some("暂停计时中（至 2026-12-24：系统迁移）"));

        // Friday and Monday are the two working days for which nobody has answered, and Monday begins the second week.
        morning(&county, "2026-12-25 08:30").await;
        assert_eq!((told(&county, "shenhe").await, line().await.paused), (vec![], None));
        morning(&county, "2026-12-28 08:30").await;
        assert_eq!(told(&county, "shenhe").await, [("2026-12-28 上报牵头单位".to_owned(), true)]);
    }
}

/// A notice of 12-24 makes the last good day, Friday 12-18, a day off: it is Monday 12-21 now.
#[tokio::test]
async fn a_deadline_that_the_calendar_moves_is_told_of_by_its_own_weeks() {
    for county in both_databases().await {
        with_a_draft(&county).await;
        morning(&county, "2026-12-21 08:30").await;
        county.set_clock("2026-12-24 09:00");
        let notice = day_off("2026-12-18");
        county.cms.enter_notice(&county.ctx("guanli").await, &notice).await.unwrap();
        morning(&county, "2026-12-25 08:30").await;
        let of_old = ("2026-12-21 逾期".to_owned(), false);
        assert_eq!(told(&county, "fabu").await, [("2026-12-25 逾期".to_owned(), true), of_old.clone()]);
        let line = waiting_line(&county, "fabu").await;
        assert_eq!((line.deadline, line.times), (day("2026-12-21"), 1));
        county.cms.acknowledge_reminder(&county.ctx("fabu").await, line.id, "").await.unwrap();
        // Seven days after 12-22, the first day over, and not after the old one.
        morning(&county, "2026-12-28 08:30").await;
        assert_eq!(told(&county, "fabu").await, [("2026-12-25 逾期".to_owned(), false), of_old.clone()]);
        morning(&county, "2026-12-29 08:30").await;
        assert_eq!(told(&county, "fabu").await, [("2026-12-29 逾期，第 2 次".to_owned(), true), of_old]);
    }
}

#[tokio::test]
async fn what_a_lead_unit_gives_back_is_the_units_again_as_if_it_had_kept_it() {
    for county in both_databases().await {
        let item = with_a_draft(&county).await;
        for minute in ["2026-12-18 08:30", "2026-12-21 08:30"] {
            morning(&county, minute).await;
        }
        decide(&county, &county.ctx("fabu").await, item, Ask::Submit).await.unwrap();
        morning(&county, "2026-12-22 08:30").await;
        assert_eq!(told(&county, "fabu").await, [("2026-12-21 逾期".to_owned(), false)], "the lead unit has it");
        let back = Ask::Return { reason: "缺附件".into() };
        decide(&county, &county.ctx("shenhe").await, item, back).await.unwrap();
        morning(&county, "2026-12-22 16:00").await;
        assert_eq!(told(&county, "fabu").await, [("2026-12-21 逾期".to_owned(), true)]);
        morning(&county, "2026-12-23 08:30").await;
        assert_eq!(told(&county, "fabu").await, [("2026-12-23 上报单位负责人".to_owned(), true)]);
    }
}

#[tokio::test]
async fn the_office_hears_after_five_working_days_of_silence() {
    let county = TestCounty::new().await;
    with_a_draft(&county).await;
    morning(&county, "2026-12-21 08:30").await;
    morning(&county, "2026-12-28 08:30").await;
    let manager = county.ctx("guanli").await;
    let filter = ReminderFilter { kind: Some(OccasionKind::Office), ..ReminderFilter::default() };
    let report = county.cms.reminder_report(&manager, &filter).await.unwrap();
    let line = report.lines.iter().find(|line| line.column == column(COLUMN)).unwrap();
    assert_eq!((line.of.name.as_str(), line.made_on), ("县教育局", day("2026-12-28")));
}

#[tokio::test]
async fn what_is_done_asks_for_no_answer() {
    for county in both_databases().await {
        let item = with_a_draft(&county).await;
        morning(&county, "2026-12-21 08:30").await;
        let author = county.ctx("fabu").await;
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        // The lead unit has it now: it is its own business, and no longer the bureau's.
        morning(&county, "2026-12-22 08:30").await;
        assert_eq!(told(&county, "fabu").await, [("2026-12-21 逾期".to_owned(), false)]);
        assert_eq!(told(&county, "shenhe").await, [("2026-12-22 逾期".to_owned(), true)]);
        decide(&county, &county.ctx("shenhe").await, item, sign()).await.unwrap();
        county.cms.remind(&system()).await.unwrap();
        assert_eq!(told(&county, "shenhe").await, [("2026-12-22 逾期".to_owned(), false)]);
    }
}

#[tokio::test]
async fn mail_is_tried_until_it_goes_and_goes_to_nobody_who_has_left() {
    for mut county in both_databases().await {
        let post = Arc::new(Recording::default());
        county.cms = county.cms.clone().with_post(post.clone());
        with_a_draft(&county).await;
        let manager = county.ctx("guanli").await;
        let clerk = county.ctx("fabu").await;
        let education = unit("jyj");
        let set = async |addresses: &str| county.cms.set_unit_contacts(&manager, &education, addresses, "").await;
        for (wrong, field) in [("办公室", "addresses"), ("lan@example.gov.cn weizhi", "addresses")] {
            let Err(Error::Invalid(faults)) = set(wrong).await else { panic!("{wrong} is taken") };
            assert_eq!(faults[0].field, field);
        }
        assert_eq!(refused(county.cms.set_unit_contacts(&clerk, &education, "", "").await), Refusal::Role);
        set("bgs@example.gov.cn\nlan@example.gov.cn fabu").await.unwrap();
        let contacts = county.cms.unit_contacts(&manager).await.unwrap();
        let of_unit = contacts.into_iter().find(|contacts| contacts.unit.code == education).unwrap();
        assert_eq!(of_unit.addresses, "bgs@example.gov.cn\nlan@example.gov.cn fabu");

        *post.fault.lock().unwrap() = Some(PostFault::Later("连接不上邮件服务器".into()));
        morning(&county, "2026-12-09 08:00").await;
        assert_eq!(county.cms.send_mail(&system()).await.unwrap(), 0);
        assert_eq!(county.cms.send_mail(&system()).await.unwrap(), 0, "not before the pause is over");
        assert_eq!(told(&county, "fabu").await.len(), 1, "the reminder is there all the same");
        let state = async |minute: &str| {
            let filter = ReminderFilter { unit: Some(education.clone()), ..ReminderFilter::default() };
            let report = county.cms.reminder_report(&manager, &filter).await.unwrap();
            let mail = report.lines[0].mail.clone().unwrap_or_else(|| panic!("no mail at {minute}"));
            (mail.state, mail.attempts, mail.fault, mail.to)
        };
        assert_eq!(state("08:00").await, (MailState::Waiting, 1, "连接不上邮件服务器".to_owned(), String::new()));
        county.advance_minutes(1);
        *post.fault.lock().unwrap() = None;
        county.cms.send_mail(&system()).await.unwrap();
        county.cms.send_mail(&system()).await.unwrap();
        let digests = post.to("bgs@example.gov.cn");
        assert_eq!(digests.len(), 1, "one digest, however many columns");
        // To each by itself: a mailbox that is refused takes nothing from the others.
        assert_eq!(digests[0].to, ["bgs@example.gov.cn"]);
        assert_eq!(post.to("lan@example.gov.cn").len(), 1);
        assert!(digests[0].subject.contains("2026-12-09"), "{}", digests[0].subject);
        assert!(digests[0].body.contains("教育培训") && digests[0].body.contains("20 个工作日"), "{}", digests[0].body);
        assert!(!digests[0].body.contains("秋季学期"), "no draft leaves the house");
        let sent = (MailState::Sent, 2, String::new(), "bgs@example.gov.cn, lan@example.gov.cn".to_owned());
        assert_eq!(state("08:01").await, sent);

        // Who has left hears nothing, whoever forgot to say so.
        let guard = county.ctx("anquan").await;
        county.cms.close_account(&guard, county.account("fabu").await).await.unwrap();
        morning(&county, "2026-12-16 08:00").await;
        county.cms.send_mail(&system()).await.unwrap();
        assert_eq!(post.to("bgs@example.gov.cn").len(), 2);
        assert_eq!(post.to("lan@example.gov.cn").len(), 1, "of the days before");

        // Units without an address are named in the report.
        let filter = ReminderFilter { answer: Some(Answer::MailFailed), ..ReminderFilter::default() };
        let report = county.cms.reminder_report(&manager, &filter).await.unwrap();
        assert!(report.total > 0 && report.lines.iter().all(|line| line.unit.code != education));
        let (late, mail) = (report.lines[0].unit.code.clone(), report.lines[0].mail.clone().unwrap());
        assert_eq!(mail.fault, "没有收件地址");
        county.cms.set_unit_contacts(&manager, &late, "late@example.gov.cn", "late@example.gov.cn").await.unwrap();
        county.cms.send_mail(&system()).await.unwrap();
        assert!(!post.to("late@example.gov.cn").is_empty(), "what could not be sent in the morning goes now");
    }
}

#[tokio::test]
async fn who_asks_to_be_tried_later_gets_it_and_nobody_gets_it_twice() {
    for mut county in both_databases().await {
        let post = Arc::new(Recording::default());
        county.cms = county.cms.clone().with_post(post.clone());
        let manager = county.ctx("guanli").await;
        let [office, gone, grey] = ["bgs@example.gov.cn", "gone@example.gov.cn", "lan@example.gov.cn"];
        let set = async |addresses: &[&str]| {
            county.cms.set_unit_contacts(&manager, &unit("jyj"), &addresses.join("\n"), "").await.unwrap();
        };
        set(&[office, gone, grey]).await;
        let line = async || {
            let (unit, kind) = (Some(unit("jyj")), Some(OccasionKind::Blank));
            let filter = ReminderFilter { unit, kind, ..ReminderFilter::default() };
            let mail = county.cms.reminder_report(&manager, &filter).await.unwrap().lines[0].mail.clone().unwrap();
            (mail.state, mail.to, mail.fault)
        };
        let asked = |address: &str| post.asked.lock().unwrap().iter().filter(|asked| *asked == address).count();
        post.faults.lock().unwrap().extend([
            (gone, PostFault::Never("没有这个邮箱".into())),
            (grey, PostFault::Later("对方要求稍后再试".into())),
        ]);
        morning(&county, "2026-12-09 08:00").await;
        county.cms.send_mail(&system()).await.unwrap();
        let missing = format!("{gone}：没有这个邮箱；{grey}：对方要求稍后再试");
        assert_eq!(line().await, (MailState::Waiting, office.to_owned(), missing));

        post.faults.lock().unwrap().remove(grey);
        county.advance_minutes(1);
        county.cms.send_mail(&system()).await.unwrap();
        assert_eq!([office, gone, grey].map(asked), [1, 1, 2], "who has it and who refused it is left alone");
        let both = format!("{office}, {grey}");
        assert_eq!(line().await, (MailState::Partly, both, format!("{gone}：没有这个邮箱")));
        let failed =
            ReminderFilter { unit: Some(unit("jyj")), answer: Some(Answer::MailFailed), ..ReminderFilter::default() };
        assert!(county.cms.reminder_report(&manager, &failed).await.unwrap().total > 0);

        // The office puts the address right: only it gets the mail of the morning.
        set(&[office, "wei@example.gov.cn", grey]).await;
        county.cms.send_mail(&system()).await.unwrap();
        assert_eq!([office, "wei@example.gov.cn", grey].map(|to| post.to(to).len()), [1, 1, 1]);
        let all = format!("{office}, {grey}, wei@example.gov.cn");
        assert_eq!(line().await, (MailState::Sent, all, String::new()));
        assert_eq!(county.cms.reminder_report(&manager, &failed).await.unwrap().total, 0);

        // What cannot go for three days is over, and the report says to whom it did not go.
        post.faults.lock().unwrap().insert(grey, PostFault::Later("对方要求稍后再试".into()));
        morning(&county, "2026-12-16 08:00").await;
        county.cms.send_mail(&system()).await.unwrap();
        county.set_clock("2026-12-20 08:00");
        county.cms.send_mail(&system()).await.unwrap();
        let others = format!("{office}, wei@example.gov.cn");
        assert_eq!(line().await, (MailState::Partly, others, format!("{grey}：三天内未能发出，已过时")));
        assert_eq!(post.to(office).len(), 2, "once for each morning: {:#?}", post.to(office));
    }
}

#[tokio::test]
async fn a_mail_that_is_too_old_is_given_up_and_named() {
    let mut county = TestCounty::new().await;
    let post = Arc::new(Recording::default());
    *post.fault.lock().unwrap() = Some(PostFault::Later("连接不上邮件服务器".into()));
    county.cms = county.cms.clone().with_post(post.clone());
    let manager = county.ctx("guanli").await;
    county.cms.set_unit_contacts(&manager, &unit("jyj"), "bgs@example.gov.cn", "").await.unwrap();
    morning(&county, "2026-12-09 08:00").await;
    let mut attempts = 0;
    for _ in 0..5 * 24 * 12 {
        county.advance_minutes(5);
        let due = county.cms.store().due_mail(county.cms.now(), 1000).await.unwrap();
        attempts += due.iter().filter(|mail| mail.unit == unit("jyj")).count();
        county.cms.send_mail(&system()).await.unwrap();
    }
    assert!((10..40).contains(&attempts), "{attempts}");
    let filter =
        ReminderFilter { unit: Some(unit("jyj")), answer: Some(Answer::MailFailed), ..ReminderFilter::default() };
    let report = county.cms.reminder_report(&manager, &filter).await.unwrap();
    let mail = report.lines[0].mail.as_ref().unwrap();
    assert_eq!((mail.state, mail.fault.as_str()), (MailState::GivenUp, "三天内未能发出，已过时"));
    assert_eq!(county.cms.store().due_mail(county.cms.now(), 1000).await.unwrap(), []);
}

#[tokio::test]
async fn the_office_words_mail_and_reads_who_was_told() {
    let mut county = TestCounty::new().await;
    let post = Arc::new(Recording::default());
    county.cms = county.cms.clone().with_post(post.clone());
    with_a_draft(&county).await;
    let manager = county.ctx("guanli").await;
    let template = |subject: &str, body: &str| Template { subject: subject.into(), body: body.into() };
    let set =
        async |ctx: &Ctx, template: &Template| county.cms.set_mail_template(ctx, TemplateKind::Digest, template).await;
    assert!(matches!(set(&manager, &template("提醒", "{姓名}{事项}")).await, Err(Error::Invalid(_))));
    let good = template("{单位}：{条数} 项", "请看：\n{事项}");
    assert_eq!(refused(set(&county.ctx("shenhe").await, &good).await), Refusal::Role);
    set(&manager, &good).await.unwrap();
    let sheets = county.cms.mail_templates(&manager).await.unwrap();
    assert_eq!(sheets.iter().map(|sheet| sheet.is_usual).collect::<Vec<_>>(), [false, true, true]);
    county.cms.set_unit_contacts(&manager, &unit("jyj"), "bgs@example.gov.cn", "").await.unwrap();
    morning(&county, "2026-12-09 08:00").await;
    county.cms.send_mail(&system()).await.unwrap();
    let mail = post.to("bgs@example.gov.cn").remove(0);
    assert!(mail.subject.starts_with("县教育局：") && mail.body.starts_with("请看：\n【"), "{mail:?}");
    assert!(mail.message_id.starts_with("<reminder-20261209-"), "{}", mail.message_id);

    let filter = ReminderFilter { unit: Some(unit("jyj")), ..ReminderFilter::default() };
    let report = county.cms.reminder_report(&county.ctx("shenji").await, &filter).await.unwrap();
    assert_eq!((report.may_manage, usize::try_from(report.total).unwrap()), (false, report.lines.len()));
    assert!(report.lines.iter().any(|line| line.occasion == Occasion::Before(7)));
    assert_eq!(refused(county.cms.reminder_report(&county.ctx("fabu").await, &filter).await), Refusal::Role);
    assert_eq!(refused(county.cms.my_reminders(&manager).await), Refusal::Role);
    let file = county.cms.reminder_report_csv(&manager, &filter).await.unwrap();
    assert!(file.starts_with("\u{feff}提醒日期,被提醒单位,"), "{file}");
    assert_eq!(file.trim_end().lines().count(), report.lines.len() + 1);
}

#[tokio::test]
async fn a_unit_has_a_calendar_behind_a_secret() {
    for county in both_databases().await {
        with_a_draft(&county).await;
        let clerk = county.ctx("fabu").await;
        let address = county.cms.renew_calendar_address(&clerk).await.unwrap();
        let token = |address: &str| address.rsplit_once('/').unwrap().1.trim_end_matches(".ics").to_owned();
        let first = token(&address);
        assert_eq!((first.len(), address.starts_with("http://127.0.0.1:3000/ics/")), (48, true));
        let calendar = county.cms.unit_calendar(&first).await.unwrap().unwrap();
        let calendar = calendar.replace("\r\n ", "");
        assert!(calendar.contains("DTSTART;VALUE=DATE:20261218") && calendar.contains("教育培训"), "{calendar}");
        assert!(!calendar.contains("秋季学期"), "no draft leaves the house");
        let mine = county.cms.my_reminders(&clerk).await.unwrap().calendar.unwrap();
        assert_eq!(mine.made_by, "韦小兰");
        let second = token(&county.cms.renew_calendar_address(&clerk).await.unwrap());
        assert_ne!(first, second);
        for none in [first.as_str(), "", "x", &"0".repeat(48)] {
            assert_eq!(county.cms.unit_calendar(none).await.unwrap(), None, "{none}");
        }
        assert!(county.cms.unit_calendar(&second).await.unwrap().is_some());
        assert_eq!(refused(county.cms.renew_calendar_address(&county.ctx("guanli").await).await), Refusal::Role);
        let logged = county.cms.store().events_after(0, 10_000).await.unwrap();
        assert!(logged.iter().all(|event| !event.data.contains(&second)), "the secret is nowhere");
    }
}
