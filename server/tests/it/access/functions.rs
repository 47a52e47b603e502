//! One example of arguments, at least, for every server function.

use domain::{
    account::Role,
    calendar::{Holiday, Layer, Notice},
    desk::{
        assessment::{AssessmentAsk, DecideForm, JudgeForm},
        cases::{CaseFilter, CaseStart},
        clocks::{Adjust, AdjustmentKind},
        content::{Ask, ItemFilter, NewItem, Save, Seen},
        log::LogFilter,
        patrol::{FindingQuery, IgnoreForm, Judge, Judgement, WordForm, WordKind},
        people::NewAccount,
        reminders::ReminderFilter,
        reports::{ReportAsk, ReportFilter},
        reprints::{ProposalFilter, SourceSave},
        site::SwitchOn,
        topics::{TopicAsk, TopicSave, TopicSeen},
    },
    feedback::Outcome,
    id::{AccountId, FindingId},
    item::Content,
    patrol::Pattern,
    plan::{ColumnCode, ColumnEdit},
    rectification::CaseAsk,
    reminder::{Template, TemplateKind},
    site::{Period, Setting},
    topic::TopicContent,
};
use serde_json::{Value, json};

use super::subject::{About, Subject, account_form, from_tomorrow, source, unit};
use crate::{cases, story, topics};

pub(super) struct Example {
    /// What follows `/api/desk/`.
    pub(super) function: &'static str,
    /// What tells it from other examples of the function.
    pub(super) what: &'static str,
    pub(super) about: About,
    pub(super) arguments: fn(&Subject) -> Value,
}

const fn example(
    function: &'static str,
    what: &'static str,
    about: About,
    arguments: fn(&Subject) -> Value,
) -> Example {
    Example { function, what, about, arguments }
}

fn none(_: &Subject) -> Value {
    json!({})
}

fn item(subject: &Subject) -> Value {
    json!({ "item": subject.item })
}

fn report(subject: &Subject) -> Value {
    json!({ "report": subject.report })
}

fn account(subject: &Subject) -> Value {
    json!({ "account": subject.account })
}

fn rename() -> ColumnEdit {
    ColumnEdit::Rename { code: story::column(), name: "教育和培训".to_owned() }
}

fn notice() -> Notice {
    let holidays = Holiday::parse_lines("县庆 2026-12-08").unwrap();
    Notice {
        layer: Layer::Region,
        year: 2026,
        number: text("示政办〔2026〕9号"),
        address: String::new(),
        checked: true,
        holidays,
    }
}

fn text(words: &str) -> String {
    words.to_owned()
}

pub(super) const EXAMPLES: &[Example] = &[
    example("register/show", "", About::Register, |subject| json!({ "register": subject.register })),
    example("content/inbox", "", About::InReview, |_| json!({ "filter": ItemFilter::default() })),
    example("content/items", "", About::Draft, |_| json!({ "filter": ItemFilter::default() })),
    example(
        "content/create",
        "own unit",
        About::Nothing,
        |_| json!({ "new": NewItem { column: story::column(), kind: None, submitted_by: None, explains: None } }),
    ),
    example(
        "content/create",
        "sent in",
        About::Nothing,
        |_| json!({ "new": NewItem { column: story::column(), kind: None, submitted_by: Some(unit("qxj")), explains: None } }),
    ),
    example("content/sheet", "draft", About::Draft, item),
    example("content/sheet", "live", About::Live, item),
    example("content/reading", "draft", About::Draft, item),
    example("content/reading", "live", About::Live, item),
    example("content/save", "draft", About::Draft, |subject| {
        let content = Content { title: text("改过的标题"), body: text("<p>正文</p>"), ..Content::default() };
        let Subject { seen, .. } = subject;
        json!({ "save": Save { item: seen.item, revision: seen.revision, version: seen.version, content } })
    }),
    example("content/save", "in review", About::InReview, |subject| {
        let Subject { seen, .. } = subject;
        let content = Content { title: text("改过的标题"), ..Content::default() };
        json!({ "save": Save { item: seen.item, revision: seen.revision, version: seen.version, content } })
    }),
    example(
        "content/record-secrecy-review",
        "draft",
        About::Draft,
        |subject| json!({ "item": subject.item, "review": testkit::secrecy_review() }),
    ),
    example("content/check", "draft", About::Draft, item),
    // Nothing in the draft asks for an answer, so whoever may answer is told that it is not there any more.
    example(
        "content/confirm-finding",
        "draft",
        About::Draft,
        |subject| json!({ "item": subject.item, "field": "title", "message": "同名", "reason": "核对过" }),
    ),
    example("content/decide", "Submit", About::Draft, |subject| subject.ask(Ask::Submit)),
    example("content/decide", "Recall", About::InReview, |subject| subject.ask(Ask::Recall)),
    example("content/decide", "Claim", About::InReview, |subject| subject.ask(Ask::Claim)),
    example("content/decide", "Release", About::InReview, |subject| subject.ask(Ask::Release)),
    example("content/decide", "PassReview", About::InReview, |subject| {
        subject.ask(Ask::PassReview { note: String::new() })
    }),
    example("content/decide", "Return", About::InReview, |subject| {
        subject.ask(Ask::Return { reason: text("请补充") })
    }),
    example("content/decide", "Sign", About::InReview, |subject| {
        subject.ask(Ask::Sign { publish_at: None, note: String::new() })
    }),
    example("content/decide", "SignForNow", About::InReview, |subject| {
        subject.ask(Ask::SignForNow { note: String::new() })
    }),
    example("content/decide", "Sign a draft", About::Draft, |subject| {
        subject.ask(Ask::Sign { publish_at: None, note: String::new() })
    }),
    example("content/decide", "PublishDirectly", About::Draft, |subject| {
        subject.ask(Ask::PublishDirectly { publish_at: None })
    }),
    example("content/decide", "PublishUrgently", About::InReview, |subject| {
        subject.ask(Ask::PublishUrgently { reason: text("防汛应急") })
    }),
    example("content/decide", "RetroSign", About::Urgent, |subject| {
        subject.ask(Ask::RetroSign { note: String::new() })
    }),
    example("content/decide", "Withdraw", About::Live, |subject| subject.ask(Ask::Withdraw { reason: text("有误") })),
    example("content/decide", "Revise", About::Live, |subject| subject.ask(Ask::Revise)),
    example("content/decide", "Discard", About::Draft, |subject| subject.ask(Ask::Discard)),
    example("content/decide", "ChangeColumn", About::Draft, |subject| {
        subject.ask(Ask::ChangeColumn { column: ColumnCode::parse("shjzfl").unwrap() })
    }),
    example("content/decide", "CorrectTime", About::Live, |subject| {
        let at = domain::time::parse_minute("2026-11-23 09:00").unwrap();
        subject.ask(Ask::CorrectTime { at, reason: text("系统故障") })
    }),
    // A batch answers for each item by itself.
    example("content/sign-many", "", About::InReview, |subject| json!({ "seen": [subject.seen] })),
    example("content/compare", "", About::Draft, |subject| json!({ "item": subject.item, "left": 1, "right": 1 })),
    // The text as it was handed in: one version before it came back.
    example("content/compare-replaced", "", About::Returned, |subject| {
        let Subject { seen, .. } = subject;
        json!({ "seen": Seen { version: seen.version - 1, ..*seen } })
    }),
    example("content/revision", "", About::Draft, |subject| json!({ "item": subject.item, "revision": 1 })),
    example("content/heartbeat", "", About::Draft, |subject| json!({ "item": subject.item, "editing": true })),
    example("content/notices", "", About::Nothing, none),
    example("content/mark-notices-read", "", About::Nothing, none),
    example("content/public-items", "", About::Nothing, |_| json!({ "kinds": ["policy-document"], "words": "通知" })),
    example("services/directory", "", About::Nothing, none),
    example("corrections/list", "", About::Report, |_| json!({ "filter": ReportFilter::default() })),
    example("corrections/sheet", "", About::Report, report),
    example("corrections/decide", "Claim", About::Report, |subject| subject.report_ask(ReportAsk::Claim)),
    example("corrections/decide", "Release", About::ReportInHand, |subject| subject.report_ask(ReportAsk::Release)),
    example("corrections/decide", "Answer", About::ReportInHand, |subject| {
        subject.report_ask(ReportAsk::Answer { outcome: Outcome::Mended, answer: text("已改正，谢谢您") })
    }),
    example("corrections/decide", "Forward", About::Report, |subject| {
        subject.report_ask(ReportAsk::Forward { unit: unit("czj"), reason: text("属财政职责") })
    }),
    example("corrections/contact", "", About::ReportInHand, report),
    example("corrections/revise", "", About::Report, report),
    example("cases/list", "", About::Case, |_| json!({ "filter": CaseFilter::default() })),
    example("cases/sheet", "", About::Case, |subject| json!({ "case": subject.case.case })),
    example("cases/draft", "", About::Nothing, |_| json!({ "start": CaseStart::default() })),
    example("cases/offers", "", About::Nothing, |_| json!({ "unit": "jyj" })),
    example(
        "cases/open",
        "",
        About::Nothing,
        |subject| json!({ "form": cases::form(&format!("{:032x}", subject.number)) }),
    ),
    example("cases/step", "Acknowledge", About::Case, |subject| subject.ask_case(CaseAsk::Acknowledge)),
    example("cases/step", "Reply", About::CaseInHand, |subject| subject.ask_case(cases::reply(Vec::new()))),
    example("cases/step", "Check", About::CaseReplied, |subject| subject.ask_case(cases::accept())),
    example("cases/step", "Close", About::CaseAccepted, |subject| {
        subject.ask_case(CaseAsk::Close { note: String::new() })
    }),
    example("cases/step", "Close unchecked", About::CaseReplied, |subject| {
        subject.ask_case(CaseAsk::Close { note: String::new() })
    }),
    example("cases/step", "Extend", About::Case, |subject| {
        subject.ask_case(CaseAsk::Extend { working_days: text("20"), reason: text("系统迁移") })
    }),
    example("cases/step", "Withdraw", About::Case, |subject| {
        subject.ask_case(CaseAsk::Withdraw { reason: text("发错单位") })
    }),
    example("people/accounts", "", About::Nothing, none),
    example("people/open", "", About::Nothing, |subject| {
        json!({ "new": NewAccount {
            login: format!("xinkai{}", subject.number),
            name: text("新开"),
            role: Role::Publisher,
            unit: unit("jyj"),
            phone: text("13800138000"),
            basis: text("纸质审定单 8 号"),
        } })
    }),
    example("people/lock", "", About::Account, account),
    example("people/unlock", "", About::Account, account),
    example("people/close", "", About::Account, account),
    example("people/reset-password", "", About::Account, account),
    example("people/reset-totp", "", About::Account, account),
    example("people/request-account", "", About::Nothing, |subject| json!({ "form": account_form(subject.number) })),
    example("people/account-requests", "", About::Form, none),
    example(
        "people/decide-request",
        "grant",
        About::Form,
        |subject| json!({ "request": subject.form, "grant": true, "note": "" }),
    ),
    example(
        "people/decide-request",
        "refuse",
        About::Form,
        |subject| json!({ "request": subject.form, "grant": false, "note": "材料不全" }),
    ),
    example("people/delegations", "", About::Delegation, none),
    example(
        "people/delegate",
        "to nobody",
        About::Nothing,
        |_| json!({ "new": from_tomorrow(AccountId::new(999_999)) }),
    ),
    example("people/end-delegation", "", About::Delegation, |subject| json!({ "delegation": subject.delegation })),
    example("people/colleagues", "", About::Nothing, none),
    example("plan/sheet", "", About::Nothing, none),
    example("plan/names", "", About::Nothing, none),
    example("plan/preview", "", About::Nothing, |_| json!({ "edit": rename() })),
    example("plan/apply", "", About::Nothing, |subject| json!({ "seen": subject.plan, "edit": rename() })),
    example("reprints/proposals", "", About::Proposal, |_| json!({ "filter": ProposalFilter::default() })),
    example("reprints/adopt", "", About::Proposal, |subject| json!({ "proposal": subject.proposal })),
    example(
        "reprints/dismiss",
        "",
        About::Proposal,
        |subject| json!({ "proposal": subject.proposal, "reason": "与本县关系不大" }),
    ),
    example("reprints/sources", "", About::Nothing, none),
    example(
        "reprints/save-source",
        "",
        About::Nothing,
        |subject| json!({ "save": SourceSave { seen: None, form: source(subject.number) } }),
    ),
    // The county of the tests reaches no other site.
    example("reprints/try-source", "", About::Nothing, |subject| json!({ "form": source(subject.number) })),
    example("topics/list", "", About::Topic, none),
    example("topics/sheet", "building", About::Topic, |subject| json!({ "topic": subject.topic.topic })),
    example("topics/apply", "", About::Nothing, |_| json!({ "application": topics::application("乡村振兴专题") })),
    example(
        "topics/reapply",
        "one that was not returned",
        About::Topic,
        |subject| json!({ "topic": subject.topic.topic, "application": topics::application("乡村振兴专题") }),
    ),
    example("topics/save", "", About::Topic, |subject| {
        let content = TopicContent { title: text("改过的名称"), ..TopicContent::default() };
        let TopicSeen { topic, version } = subject.topic;
        json!({ "save": TopicSave { topic, version, content } })
    }),
    example("topics/decide", "Submit", About::Topic, |subject| subject.ask_topic(topics::submit())),
    example("topics/decide", "Sign", About::Topic, |subject| subject.ask_topic(TopicAsk::Sign { note: String::new() })),
    example("topics/decide", "Revise", About::LiveTopic, |subject| subject.ask_topic(TopicAsk::Revise)),
    example("topics/decide", "Archive", About::LiveTopic, |subject| {
        subject.ask_topic(TopicAsk::Archive { reason: text("工作结束") })
    }),
    example("log/events", "", About::Nothing, |_| json!({ "filter": LogFilter::default() })),
    example("log/verify", "", About::Nothing, none),
    example("site/sheet", "", About::Nothing, none),
    example("site/switch-on", "", About::Nothing, |_| {
        let from = domain::time::parse_minute("2026-12-13 00:00").unwrap();
        let period = Period { from, until: None };
        let asked = SwitchOn { setting: Setting::GreyDay, period, reason: text("国家公祭日"), replaces: None };
        json!({ "asked": asked })
    }),
    example("obligations/mine", "", About::Nothing, none),
    example("obligations/board", "", About::Nothing, none),
    example("obligations/board-again", "", About::Nothing, none),
    example("obligations/wall", "", About::Nothing, none),
    example("obligations/open-wall", "", About::Nothing, none),
    example("obligations/close-wall", "", About::Nothing, none),
    example("obligations/figures", "", About::Nothing, none),
    example("obligations/confirm", "", About::Nothing, |_| json!({ "column": "jgzn", "note": "无变化" })),
    example("obligations/adjustments", "", About::Nothing, |_| json!({ "column": "jypx" })),
    example("obligations/adjust", "", About::Nothing, |_| {
        let adjust = Adjust {
            kind: AdjustmentKind::Pause,
            column: ColumnCode::parse("jypx").unwrap(),
            item: None,
            matter: None,
            from: "2026-12-01".parse().unwrap(),
            to: None,
            reason: text("系统迁移"),
        };
        json!({ "adjust": adjust })
    }),
    // Nothing was adjusted with this number, so whoever may take it back is told that it has changed.
    example("obligations/end-adjustment", "unknown", About::Nothing, |_| json!({ "id": 999_999, "reason": "录错" })),
    example("rounds/mine", "", About::Nothing, |_| json!({ "month": null })),
    example("rounds/save", "", About::Nothing, |_| {
        json!({ "month": "2026-11-01", "answers": [{
            "column": "jypx", "version": 0, "answer": { "verdict": "fine", "note": "", "unchanged": false },
        }] })
    }),
    example(
        "rounds/sign",
        "unanswered",
        About::Nothing,
        |_| json!({ "month": "2026-11-01", "head": "陆世平", "read": { "shown": "", "versions": {} } }),
    ),
    example("reminders/mine", "", About::Nothing, none),
    // No unit was reminded with this number, so whoever may answer for a unit is told that there is none.
    example("reminders/acknowledge", "unknown", About::Nothing, |_| json!({ "reminder": 999_999, "note": "" })),
    example("reminders/renew-calendar", "", About::Nothing, none),
    example("reminders/report", "", About::Nothing, |_| json!({ "filter": ReminderFilter::default() })),
    example("reminders/contacts", "", About::Nothing, none),
    example(
        "reminders/set-contacts",
        "",
        About::Nothing,
        |_| json!({ "unit": "jyj", "addresses": "bgs@example.gov.cn", "heads": "" }),
    ),
    example("reminders/templates", "", About::Nothing, none),
    example(
        "reminders/set-template",
        "",
        About::Nothing,
        |_| json!({ "kind": TemplateKind::Digest, "template": Template::usual(TemplateKind::Digest) }),
    ),
    example("assessment/sheet", "", About::Nothing, |_| json!({ "ask": AssessmentAsk::default() })),
    example(
        "assessment/sheet",
        "of one unit",
        About::Nothing,
        |_| json!({ "ask": AssessmentAsk { unit: Some(unit("jyj")), ..AssessmentAsk::default() } }),
    ),
    example("assessment/judge", "an empty form", About::Nothing, |_| json!({ "form": JudgeForm::default() })),
    example(
        "assessment/end-judgement",
        "none",
        About::Nothing,
        |_| json!({ "rules": "census-2015", "judgement": 999_999, "reason": "依据不足" }),
    ),
    example("assessment/freeze", "", About::Nothing, |_| json!({ "rules": "census-2015", "at": null })),
    example("assessment/frozen", "", About::SignedSheet, |subject| json!({ "frozen": subject.frozen })),
    example(
        "assessment/sign",
        "",
        About::FrozenSheet,
        |subject| json!({ "frozen": subject.frozen, "sha256": subject.sha256 }),
    ),
    example("assessment/appeal", "", About::SignedSheet, |subject| json!({ "form": subject.appeal_form() })),
    example("assessment/appeal", "unsigned", About::FrozenSheet, |subject| json!({ "form": subject.appeal_form() })),
    example("assessment/decide-appeal", "", About::Appeal, |subject| {
        let form =
            DecideForm {
                appeal: subject.appeal, outcome: text("rejected"), points: text(""), reason: text("不属实")
            };
        json!({ "form": form })
    }),
    example("patrol/sheet", "", About::Nothing, |_| json!({ "query": FindingQuery::default() })),
    example("patrol/order", "", About::Nothing, none),
    // Nothing was found with this number, so whoever may judge is told that there is none.
    example("patrol/judge", "unknown", About::Nothing, |_| {
        let (finding, reason) = (FindingId::new(999_999), text("引用原文"));
        json!({ "judge": Judge { finding, judgement: Judgement::FalseAlarm, reason, until: None } })
    }),
    example("patrol/lists", "", About::Nothing, none),
    example("patrol/add-word", "", About::Nothing, |subject| {
        let word = format!("布署{}", subject.number);
        let kind = WordKind::Typo;
        json!({ "form": WordForm { kind, word, right: text("部署"), note: String::new(), except: Vec::new() } })
    }),
    example("patrol/remove-word", "unknown", About::Nothing, |_| json!({ "id": 999_999 })),
    example("patrol/ignore", "", About::Nothing, |_| {
        let pattern = Pattern::Host(text("old.gov.cn"));
        json!({ "form": IgnoreForm { pattern, kind: None, reason: text("改版中"), until: None } })
    }),
    example("patrol/stop-ignoring", "unknown", About::Nothing, |_| json!({ "id": 999_999 })),
    example("calendar/sheet", "", About::Nothing, none),
    example("calendar/preview", "", About::Nothing, |_| json!({ "notice": notice() })),
    example("calendar/enter", "", About::Nothing, |_| json!({ "notice": notice() })),
    example("calendar/remove", "unknown", About::Nothing, |_| json!({ "id": 999_999, "reason": "录错" })),
    // Nothing is on, so whoever may switch it off is told that it has changed.
    example("site/switch-off", "unknown", About::Nothing, |_| json!({ "id": 999_999, "reason": "已过" })),
    example("session/me", "", About::Nothing, none),
    example("session/stay", "", About::Nothing, none),
    example("session/list", "", About::Nothing, none),
    example("session/revoke", "unknown", About::Nothing, |_| json!({ "handle": "0123456789abcdef" })),
    example("session/revoke-others", "", About::Nothing, none),
    example(
        "session/change-password",
        "too short",
        About::Nothing,
        |_| json!({ "old": testkit::PASSWORD, "new": "short" }),
    ),
    example("session/totp-disable", "wrong password", About::Nothing, |_| json!({ "password": "Wrong-Guess-123" })),
    example("session/totp-begin", "", About::Nothing, |_| json!({ "password": testkit::PASSWORD })),
    example("session/totp-confirm", "wrong code", About::Nothing, |_| json!({ "code": "000000" })),
];
