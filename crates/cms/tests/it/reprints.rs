//! Reprints as stories: 李明远 (guanli) keeps the sources, 韦小兰 (fabu) takes over, 陆文静 (shenhe) signs. Other sites are
//! played by [`Elsewhere`].

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use cms::{
    Cms, Ctx, Error, Outside,
    outside::{Answer, Fault, Page, Question},
    portal::Article,
};
use documents::elsewhere::address::WebAddress;
use domain::{
    desk::{
        content::{Ask, Seen},
        reprints::{ProposalFilter, ProposalPage, ProposalRow, ProposalState, SourceForm, SourceSave, Standing},
    },
    id::{ItemId, ReprintProposalId, ReprintSourceId},
    item::{EventDate, EventKind},
    kind::Detail,
    permission::Refusal,
    plan::ColumnCode,
    reprint::{Level, ListRules, Reading, Resemblance},
    workflow::Stage,
};
use testkit::{TestCounty, secrecy_review};

/// Other sites: what stands where, and what they were asked.
#[derive(Default)]
struct Elsewhere {
    pages: Mutex<BTreeMap<String, Result<Page, Fault>>>,
    asked: Mutex<Vec<Question>>,
}

impl Elsewhere {
    fn put(&self, address: &str, content_type: &str, text: &str) {
        let page = Page {
            address: WebAddress::parse(address).unwrap(),
            content_type: content_type.to_owned(),
            bytes: text.as_bytes().to_vec(),
            etag: format!("\"{}\"", text.len()),
            last_modified: String::new(),
        };
        self.pages.lock().unwrap().insert(address.to_owned(), Ok(page));
    }

    /// Whoever asks for `from` is sent on and reads what stands at `to`.
    fn send_on(&self, from: &str, to: &str) {
        let mut pages = self.pages.lock().unwrap();
        let page = pages[to].clone();
        pages.insert(from.to_owned(), page);
    }

    fn break_down(&self, address: &str, fault: Fault) {
        self.pages.lock().unwrap().insert(address.to_owned(), Err(fault));
    }

    /// What was asked since the last time.
    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().drain(..).map(|question| question.address.to_string()).collect()
    }
}

#[async_trait::async_trait]
impl Outside for Elsewhere {
    async fn ask(&self, question: &Question) -> Result<Answer, Fault> {
        self.asked.lock().unwrap().push(question.clone());
        match self.pages.lock().unwrap().get(question.address.as_str()).cloned() {
            Some(Ok(page)) if page.etag == question.etag => Ok(Answer::Unchanged),
            Some(found) => found.map(Answer::Page),
            None => Err(Fault::Status(404)),
        }
    }
}

const FEED: &str = "https://www.gov.cn/zhengce/rss.xml";

const NOTICE: &str = "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：为做好今冬明春农田水利建设工作，保障国家粮食安全，\
    经国务院同意，现就有关事项通知如下。一、充分认识重要意义，切实加强组织领导。二、突出建设重点，提高工程质量。三、加大投入力度，强化监督检查。";

fn feed(entries: &[(&str, &str, &str)]) -> String {
    let items: String = entries
        .iter()
        .map(|(path, title, at)| {
            format!("<item><title>{title}</title><link>https://www.gov.cn/{path}</link><pubDate>{at}</pubDate></item>")
        })
        .collect();
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>{items}</channel></rss>")
}

fn page(text: &str) -> String {
    format!(
        "<html><body><div class=nav>导航</div><div id=content><p>{text}</p><p><a href=\"files/a.pdf\">附件</a>\
         <img src=\"a.jpg\"></p></div></body></html>"
    )
}

fn column(code: &str) -> ColumnCode {
    ColumnCode::parse(code).unwrap()
}

fn form(address: &str) -> SourceForm {
    SourceForm {
        name: "中国政府网".to_owned(),
        level: Level::State,
        address: address.to_owned(),
        reading: Reading::Feed,
        body_selector: "#content".to_owned(),
        column: column("tzgg"),
        interval_minutes: 60,
        active: true,
    }
}

/// A county with other sites around it and one source.
struct World {
    county: TestCounty,
    cms: Cms,
    elsewhere: Arc<Elsewhere>,
}

impl World {
    async fn around(county: TestCounty) -> Self {
        let elsewhere = Arc::new(Elsewhere::default());
        let cms = county.cms.clone().with_outside(elsewhere.clone());
        elsewhere.put(FEED, "application/rss+xml", &feed(&[]));
        Self { county, cms, elsewhere }
    }

    async fn new() -> Self {
        Self::around(TestCounty::new().await).await
    }

    async fn keep(&self, form: SourceForm) -> ReprintSourceId {
        let guanli = self.county.ctx("guanli").await;
        self.cms.save_reprint_source(&guanli, SourceSave { seen: None, form }).await.unwrap()
    }

    /// The source with two entries of this morning, the texts on their own pages.
    async fn with_news(self) -> Self {
        self.keep(form(FEED)).await;
        self.elsewhere.put(
            FEED,
            "application/rss+xml",
            &feed(&[
                ("a.htm", "国务院办公厅关于农田水利建设的通知", "Tue, 24 Nov 2026 08:00:00 +0800"),
                ("b.htm", "国务院常务会议", "Mon, 23 Nov 2026 08:00:00 +0800"),
            ]),
        );
        self.elsewhere.put("https://www.gov.cn/a.htm", "text/html; charset=utf-8", &page(NOTICE));
        self.elsewhere.put("https://www.gov.cn/b.htm", "text/html", &page("会议听取汇报，研究部署下一步工作。"));
        assert_eq!(self.look().await, 2);
        self
    }

    async fn look(&self) -> i64 {
        self.cms.look_at_sources(&Ctx::system("test")).await.unwrap()
    }

    async fn list(&self, login: &str, state: ProposalState) -> ProposalPage {
        let ctx = self.county.ctx(login).await;
        self.cms.reprint_proposals(&ctx, &ProposalFilter { state, ..ProposalFilter::default() }).await.unwrap()
    }

    async fn row(&self, login: &str, title: &str, state: ProposalState) -> ProposalRow {
        let page = self.list(login, state).await.page;
        let titles: Vec<String> = page.rows.iter().map(|row| row.title.clone()).collect();
        let row = page.rows.into_iter().find(|row| row.title.contains(title));
        row.unwrap_or_else(|| panic!("{title} is not among {titles:?}"))
    }

    async fn proposal(&self, title: &str) -> ReprintProposalId {
        self.row("fabu", title, ProposalState::Open).await.id
    }

    async fn seen(&self, ctx: &Ctx, item: ItemId) -> Seen {
        let row = self.cms.sheet(ctx, item).await.unwrap().row;
        Seen { item, revision: row.revision, version: row.version }
    }
}

#[tokio::test]
async fn an_entry_of_a_feed_becomes_a_signed_page() {
    for county in crate::both_databases().await {
        let world = World::around(county).await.with_news().await;
        let (cms, county) = (&world.cms, &world.county);
        let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let row = world.row("fabu", "农田水利", ProposalState::Open).await;
        assert_eq!((row.source_name.as_str(), row.level, row.pictures), ("中国政府网", Level::State, 1));
        assert_eq!((row.address.as_str(), row.is_government), ("https://www.gov.cn/a.htm", true));
        let age = |row: &ProposalRow| row.published.unwrap().age(county.cms.now());
        assert_eq!((age(&row).words().as_str(), age(&row).is_late()), ("已过 1 小时", false));
        assert!(age(&world.row("fabu", "常务会议", ProposalState::Open).await).is_late(), "25 hours");
        assert!(row.excerpt.starts_with("各省、自治区") && row.may_decide);

        let item = cms.adopt_reprint(&author, row.id).await.unwrap();
        assert_eq!(cms.adopt_reprint(&author, row.id).await.unwrap(), item, "a second click changes nothing");
        let sheet = cms.sheet(&author, item).await.unwrap();
        let content = sheet.content;
        assert_eq!((sheet.row.stage, sheet.row.column), (Stage::Draft, column("tzgg")));
        assert_eq!((content.title.as_str(), content.source.as_str()), (row.title.as_str(), "中国政府网"));
        let Detail::Reprint(reprint) = &content.detail else { panic!("{content:?}") };
        assert_eq!((reprint.address.as_str(), reprint.published_on), (row.address.as_str(), "2026-11-24".parse().ok()));
        assert_eq!(reprint.level, "国务院");
        assert!(content.body.contains("https://www.gov.cn/files/a.pdf") && !content.body.contains("img"));
        let hints: Vec<&str> = sheet.report.findings.iter().map(|finding| finding.message.as_str()).collect();
        assert!(hints.iter().any(|hint| hint.contains("1 张图片没有带来")), "{hints:?}");

        // From here on it is an item like any other.
        let submit = cms.decide(&author, world.seen(&author, item).await, Ask::Submit).await;
        assert!(matches!(submit, Err(Error::Blocked(_))), "the secrecy review is missing: {submit:?}");
        if sheet.demands_event_date {
            let seen = world.seen(&author, item).await;
            let event = Some(EventDate { on: "2026-11-24".parse().unwrap(), kind: EventKind::Formed });
            let content = domain::item::Content { event, ..content };
            let Seen { revision, version, .. } = seen;
            cms.save(&author, domain::desk::content::Save { item, revision, version, content }).await.unwrap();
        }
        cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
        cms.decide(&author, world.seen(&author, item).await, Ask::Submit).await.unwrap();
        let sign = Ask::Sign { publish_at: None, note: String::new() };
        assert_eq!(cms.decide(&reviewer, world.seen(&reviewer, item).await, sign).await.unwrap(), Stage::Published);
        let code = county.cms.store().item(item).await.unwrap().unwrap().code;
        let Some(Article::Live(article)) = cms.article(&code).await.unwrap() else { panic!("not public") };
        assert_eq!(article.content.source, "中国政府网");

        let done = world.row("fabu", "农田水利", ProposalState::Adopted).await;
        let Standing::Adopted { by, item: Some(went), .. } = done.standing else { panic!("{done:?}") };
        assert_eq!((by.as_str(), went.item, went.stage, went.is_live), ("韦小兰", item, Stage::Published, true));
        let actions = county.logged_actions().await;
        for action in ["reprint-source.create", "reprint.propose", "reprint.adopt", "item.create"] {
            assert_eq!(actions.iter().filter(|one| *one == action).count(), 1, "{action}: {actions:?}");
        }
    }
}

#[tokio::test]
async fn of_two_people_at_once_one_takes_it_over() {
    for county in crate::both_databases().await {
        let world = World::around(county).await.with_news().await;
        let (one, other) = (world.county.ctx("fabu").await, world.county.ctx("fabu2").await);
        let id = world.proposal("农田水利").await;
        let adopt = |ctx: &Ctx| {
            let (cms, ctx) = (world.cms.clone(), ctx.clone());
            tokio::spawn(async move { cms.adopt_reprint(&ctx, id).await })
        };
        let (first, second) = (adopt(&one), adopt(&other));
        let answers = [first.await.unwrap(), second.await.unwrap()];
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().any(|answer| matches!(answer, Err(Error::Stale))), "{answers:?}");
        let items = world.county.logged_actions().await.into_iter().filter(|action| action == "item.create").count();
        assert_eq!(items, 1, "no draft is left over");
        let again = [adopt(&one), adopt(&one)];
        for answer in again {
            let _ = answer.await.unwrap();
        }
        let items = world.county.logged_actions().await.into_iter().filter(|action| action == "item.create").count();
        assert_eq!(items, 1);
    }
}

#[tokio::test]
async fn what_is_dismissed_has_a_reason_and_does_not_come_back() {
    let world = World::new().await.with_news().await;
    let (author, colleague) = (world.county.ctx("fabu").await, world.county.ctx("fabu2").await);
    let id = world.proposal("常务会议").await;
    assert!(matches!(world.cms.dismiss_reprint(&author, id, " ").await, Err(Error::Invalid(_))));
    for _ in 0..2 {
        world.cms.dismiss_reprint(&author, id, "与本县关系不大").await.unwrap();
    }
    assert!(matches!(world.cms.dismiss_reprint(&colleague, id, "重复").await, Err(Error::Stale)));
    assert!(matches!(world.cms.adopt_reprint(&colleague, id).await, Err(Error::Stale)));
    let dismissed = world.row("fabu2", "常务会议", ProposalState::Dismissed).await;
    assert!(matches!(dismissed.standing, Standing::Dismissed { ref reason, .. } if reason == "与本县关系不大"));
    world.county.advance_minutes(90);
    world.elsewhere.put(FEED, "text/xml", &feed(&[("b.htm", "国务院常务会议", "Mon, 23 Nov 2026 08:00:00 +0800")]));
    assert_eq!(world.look().await, 0);
    let events = world.county.logged_actions().await;
    assert_eq!(events.iter().filter(|action| *action == "reprint.dismiss").count(), 1);
}

#[tokio::test]
async fn a_draft_that_was_thrown_away_may_be_started_again() {
    let world = World::new().await.with_news().await;
    let (author, colleague) = (world.county.ctx("fabu").await, world.county.ctx("fabu2").await);
    let id = world.proposal("农田水利").await;
    let item = world.cms.adopt_reprint(&author, id).await.unwrap();
    world.cms.decide(&author, world.seen(&author, item).await, Ask::Discard).await.unwrap();
    let row = world.row("fabu2", "农田水利", ProposalState::Adopted).await;
    assert!(row.may_decide && matches!(row.standing, Standing::Adopted { item: None, .. }));
    assert_ne!(world.cms.adopt_reprint(&colleague, id).await.unwrap(), item);
}

#[tokio::test]
async fn rights_follow_the_column() {
    let world = World::new().await.with_news().await;
    let id = world.proposal("农田水利").await;
    for (login, refusal) in
        [("guanli", Some(Refusal::Role)), ("anquan", Some(Refusal::Role)), ("shenji", Some(Refusal::Role))]
    {
        let ctx = world.county.ctx(login).await;
        for answer in
            [world.cms.adopt_reprint(&ctx, id).await.map(drop), world.cms.dismiss_reprint(&ctx, id, "理由").await]
        {
            assert!(matches!(answer, Err(Error::Refused(found)) if Some(found) == refusal), "{login}: {answer:?}");
        }
    }
    // The lead unit's column takes reprints of its own reviewers only: 上级重要信息 names nobody else.
    world.keep(SourceForm { column: column("sjzyxx"), ..form("https://www.gov.cn/other.xml") }).await;
    world.elsewhere.put("https://www.gov.cn/other.xml", "text/xml", &feed(&[("c.htm", "国务院令", "2026-11-24")]));
    assert_eq!(world.look().await, 1);
    let titles = |page: ProposalPage| page.page.rows.into_iter().map(|row| row.title).collect::<Vec<_>>();
    assert!(!titles(world.list("fabu", ProposalState::Open).await).contains(&"国务院令".to_owned()));
    let managers = world.list("guanli", ProposalState::Open).await;
    assert!(managers.page.rows.iter().all(|row| !row.may_decide));
    assert_eq!(titles(managers).len(), 3, "whoever keeps the sources sees what they bring");
    world.county.open_account("fagai", "石文", domain::account::Role::Reviewer, "fgkj").await;
    let theirs = world.list("fagai", ProposalState::Open).await;
    let row = theirs.page.rows.iter().find(|row| row.title == "国务院令").unwrap();
    assert!(row.may_decide && row.remark.contains("404"), "{row:?}");
    let lead = world.county.ctx("fagai").await;
    world.cms.adopt_reprint(&lead, row.id).await.unwrap();
    for login in ["anquan", "shenji"] {
        let ctx = world.county.ctx(login).await;
        let answer = world.cms.reprint_proposals(&ctx, &ProposalFilter::default()).await;
        assert!(matches!(answer, Err(Error::Refused(Refusal::Role))), "{login}");
    }
}

#[tokio::test]
async fn what_says_the_same_is_recognised_and_stands_together() {
    let world = World::new().await.with_news().await;
    let region = "https://www.gxzf.gov.cn/rss.xml";
    world.keep(SourceForm { name: "广西政府网".into(), level: Level::Region, ..form(region) }).await;
    let entry = |path: &str, title: &str| {
        let (link, on) = (format!("https://www.gxzf.gov.cn/{path}"), "<pubDate>2026-11-24</pubDate>");
        format!("<item><title>{title}</title><link>{link}</link>{on}</item>")
    };
    let text = format!(
        "<rss version=\"2.0\"><channel>{}{}</channel></rss>",
        entry("1", "转发：冬春水利"),
        entry("2", "其他消息")
    );
    world.elsewhere.put(region, "text/xml", &text);
    world.elsewhere.put(
        "https://www.gxzf.gov.cn/1",
        "text/html",
        &page(&NOTICE.replace("各省、自治区、直辖市", "各省（区、市）")),
    );
    world.elsewhere.put("https://www.gxzf.gov.cn/2", "text/html", &page("自治区召开电视电话会议。"));
    assert_eq!(world.look().await, 2);
    let rows = world.list("fabu", ProposalState::Open).await.page.rows;
    let at = rows.iter().position(|row| row.title == "转发：冬春水利").unwrap();
    assert!(rows[at - 1].title.contains("农田水利") && rows[at].is_in_family, "{rows:?}");
    let alike = rows[at].alike.clone().unwrap();
    assert!(matches!(alike.how, Resemblance::Text(percent) if percent > 80), "{alike:?}");
    assert_eq!((alike.title.as_str(), alike.item), ("国务院办公厅关于农田水利建设的通知", None));
    assert_eq!(rows.iter().find(|row| row.title == "其他消息").unwrap().alike, None);

    // What the portal has published already is known, too.
    let author = world.county.ctx("fabu").await;
    let lead = world.county.ctx("shenhe").await;
    let item = world.cms.adopt_reprint(&author, rows[at].id).await.unwrap();
    world.cms.record_secrecy_review(&author, item, secrecy_review()).await.unwrap();
    world.cms.decide(&author, world.seen(&author, item).await, Ask::Submit).await.unwrap();
    let sign = Ask::Sign { publish_at: None, note: String::new() };
    world.cms.decide(&lead, world.seen(&lead, item).await, sign).await.unwrap();
    world.county.advance_minutes(120);
    let more = format!("<rss version=\"2.0\"><channel>{}</channel></rss>", entry("3", "再次转发：冬修"));
    world.elsewhere.put(region, "text/xml", &more);
    world.elsewhere.put(
        "https://www.gxzf.gov.cn/3",
        "text/html",
        &page(&NOTICE.replace("各省、自治区、直辖市", "各省（区、市）")),
    );
    assert_eq!(world.look().await, 1);
    let alike = world.row("fabu", "再次转发", ProposalState::Open).await.alike.unwrap();
    assert_eq!((alike.how, alike.item.is_some()), (Resemblance::Text(100), true), "{alike:?}");
}

#[tokio::test]
async fn a_source_is_asked_when_it_is_due_and_not_for_what_has_not_changed() {
    for county in crate::both_databases().await {
        let world = World::around(county).await.with_news().await;
        assert_eq!(world.elsewhere.asked(), [FEED, "https://www.gov.cn/a.htm", "https://www.gov.cn/b.htm"]);
        world.county.advance_minutes(59);
        world.look().await;
        assert_eq!(world.elsewhere.asked(), [""; 0], "not due");
        world.county.advance_minutes(10);
        // Two nodes at the same minute: one look.
        let second = world.county.second_node().await.with_outside(world.elsewhere.clone());
        let system = Ctx::system("test");
        let (one, other) = tokio::join!(world.cms.look_at_sources(&system), second.look_at_sources(&system));
        assert_eq!((one.unwrap(), other.unwrap()), (0, 0));
        assert_eq!(world.elsewhere.asked(), [FEED]);
        let guanli = world.county.ctx("guanli").await;
        let source = world.cms.reprint_sources(&guanli).await.unwrap().rows.remove(0);
        assert_eq!(source.last.map(|last| last.outcome), Some(Ok(0)));
        assert!(source.next_at >= world.cms.now() + chrono::TimeDelta::minutes(60));
        assert!(matches!(world.cms.look_at_sources(&guanli).await, Err(Error::Refused(Refusal::Role))));
    }
}

#[tokio::test]
async fn a_source_that_fails_is_left_alone_for_longer_and_told_after_a_day() {
    let world = World::new().await.with_news().await;
    let guanli = world.county.ctx("guanli").await;
    world.elsewhere.break_down(FEED, Fault::Unreachable);
    let mut looks = 0;
    for _ in 0..48 {
        world.county.advance_minutes(60);
        world.look().await;
        looks += world.elsewhere.asked().len();
    }
    assert!((4..12).contains(&looks), "doubling waits: {looks}");
    let source = world.cms.reprint_sources(&guanli).await.unwrap().rows.remove(0);
    assert_eq!(source.last.map(|last| last.outcome), Some(Err("连接不上对方网站".to_owned())));
    assert!(source.failing_since.is_some());
    let notices = world.cms.notices(&guanli).await.unwrap();
    assert_eq!(notices.iter().filter(|notice| notice.text.contains("中国政府网")).count(), 1, "{notices:?}");
    let warned = world.county.logged_actions().await.into_iter().filter(|action| action == "reprint-source.warn");
    assert_eq!(warned.count(), 1);
    world.elsewhere.put(FEED, "text/xml", &feed(&[("d.htm", "恢复以后的消息", "2026-11-26")]));
    world.county.advance_days(1);
    assert_eq!(world.look().await, 1);
    let source = world.cms.reprint_sources(&guanli).await.unwrap().rows.remove(0);
    assert_eq!((source.failing_since, source.last.map(|last| last.outcome)), (None, Some(Ok(1))));
}

#[tokio::test]
async fn many_new_entries_come_in_portions_and_old_ones_not_at_all() {
    let world = World::new().await;
    world.keep(SourceForm { body_selector: String::new(), ..form(FEED) }).await;
    let titles: Vec<(String, String)> = (0..50).map(|n| (format!("{n}.htm"), format!("第{n}号消息"))).collect();
    let mut entries: Vec<(&str, &str, &str)> =
        titles.iter().map(|(path, title)| (path.as_str(), title.as_str(), "2026-11-24")).collect();
    entries.push(("old.htm", "去年的消息", "2025-11-24"));
    world.elsewhere.put(FEED, "text/xml", &feed(&entries));
    assert_eq!(world.look().await, 50);
    assert_eq!(world.list("fabu", ProposalState::Open).await.page.total, 50);
    let row = world.row("fabu", "第33号", ProposalState::Open).await;
    assert_eq!(
        (row.remark.as_str(), row.published.unwrap().day()),
        ("订阅源没有带正文", "2026-11-24".parse().unwrap())
    );
}

/// The listed machine may send us on to a page outside; that page has no more say than any other there.
#[tokio::test]
async fn an_entry_is_found_on_the_page_that_was_read_and_not_on_the_one_that_was_asked_for() {
    const OUTSIDE: &str = "https://www.gxzf.gov.cn/rss.xml";
    let world = World::new().await;
    let entries = [("a.htm", "关于农田水利建设的通知", "Tue, 24 Nov 2026 08:00:00 +0800")];
    world.elsewhere.put(OUTSIDE, "application/rss+xml", &feed(&entries));
    world.elsewhere.put("https://www.gov.cn/a.htm", "text/html; charset=utf-8", &page(NOTICE));
    world.elsewhere.send_on(FEED, OUTSIDE);
    let guanli = world.county.ctx("guanli").await;
    world.cms.try_reprint_source(&guanli, &form(FEED)).await.unwrap();
    world.keep(form(FEED)).await;
    assert_eq!(world.look().await, 1);
    let asked: Vec<Question> = world.elsewhere.asked.lock().unwrap().drain(..).collect();
    let found_on = asked.iter().map(|question| question.found_on.as_ref().map(WebAddress::as_str));
    assert_eq!(found_on.collect::<Vec<_>>(), [None, Some(OUTSIDE), None, Some(OUTSIDE)], "the trial and the look");
}

#[tokio::test]
async fn only_the_portal_manager_keeps_sources_and_every_fault_is_named() {
    let world = World::new().await;
    let guanli = world.county.ctx("guanli").await;
    for login in ["fabu", "shenhe", "anquan", "shenji"] {
        let ctx = world.county.ctx(login).await;
        let save = SourceSave { seen: None, form: form(FEED) };
        assert!(matches!(world.cms.save_reprint_source(&ctx, save).await, Err(Error::Refused(_))), "{login}");
        assert!(matches!(world.cms.try_reprint_source(&ctx, &form(FEED)).await, Err(Error::Refused(_))), "{login}");
        assert!(matches!(world.cms.reprint_sources(&ctx).await, Err(Error::Refused(_))), "{login}");
    }
    let list = Reading::List(ListRules { item: "li[".into(), ..ListRules::default() });
    for (form, fields) in [
        (SourceForm { name: " ".into(), ..form(FEED) }, vec!["source.name"]),
        (SourceForm { column: column("jypx"), ..form(FEED) }, vec!["source.column"]),
        (SourceForm { interval_minutes: 5, ..form(FEED) }, vec!["source.interval"]),
        (form("https://www.example.com/rss"), vec!["source.address"]),
        (form("http://169.254.169.254/latest"), vec!["source.address"]),
        (
            SourceForm { body_selector: "..".into(), reading: list, ..form(FEED) },
            vec!["source.item", "source.body_selector"],
        ),
    ] {
        let save = SourceSave { seen: None, form };
        let Err(Error::Invalid(faults)) = world.cms.save_reprint_source(&guanli, save).await else {
            panic!("{fields:?}")
        };
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), fields);
    }
    assert_eq!(world.elsewhere.asked(), [""; 0]);

    let id = world.keep(form(FEED)).await;
    let again = world.cms.save_reprint_source(&guanli, SourceSave { seen: None, form: form(FEED) }).await;
    assert!(matches!(again, Err(Error::Invalid(ref faults)) if faults[0].field == "source.address"), "{again:?}");
    let off = SourceForm { active: false, ..form(FEED) };
    let change = SourceSave { seen: Some((id, 1)), form: off };
    world.cms.save_reprint_source(&guanli, change.clone()).await.unwrap();
    assert!(matches!(world.cms.save_reprint_source(&guanli, change).await, Err(Error::Stale)));
    world.county.advance_days(2);
    world.look().await;
    assert_eq!(world.elsewhere.asked(), [""; 0], "switched off");
    assert!(world.county.logged_actions().await.contains(&"reprint-source.change".to_owned()));
}

#[tokio::test]
async fn a_trial_shows_what_would_come_and_says_what_is_wrong_beside_its_field() {
    let world = World::new().await;
    let guanli = world.county.ctx("guanli").await;
    let address = "https://www.nanning.gov.cn/zx/";
    let rules = |item: &str| Reading::List(ListRules { item: item.into(), ..ListRules::default() });
    let list = SourceForm { reading: rules("ul.news li"), ..form(address) };
    let html = "<meta charset=utf-8><ul class=news><li><a href=1.html>全市经济工作会议</a> <i>2026-11-24</i></li>\
                <li><a href=2.html>项目开工</a> <i>2026-11-23</i></li></ul>";
    world.elsewhere.put(address, "text/html", html);
    world.elsewhere.put("https://www.nanning.gov.cn/zx/1.html", "text/html", &page(NOTICE));
    let trial = world.cms.try_reprint_source(&guanli, &list).await.unwrap();
    assert_eq!((trial.found, trial.entries[1].title.as_str(), trial.pictures), (2, "项目开工", 1));
    assert!(trial.text.starts_with("各省、自治区") && trial.remarks.is_empty());

    let missing = SourceForm { body_selector: "#none".into(), ..list.clone() };
    let trial = world.cms.try_reprint_source(&guanli, &missing).await.unwrap();
    assert_eq!(trial.remarks[0].field, "source.body_selector");
    for (form, field, words) in [
        (SourceForm { reading: rules("ol li"), ..list.clone() }, "source.item", "没有找到"),
        (SourceForm { reading: Reading::Feed, ..list.clone() }, "source.address", "不是 RSS"),
        (SourceForm { address: "https://www.gov.cn/none".into(), ..list }, "source.address", "404"),
    ] {
        let Err(Error::Invalid(faults)) = world.cms.try_reprint_source(&guanli, &form).await else { panic!("{field}") };
        assert_eq!(faults[0].field, field);
        assert!(faults[0].message.contains(words), "{faults:?}");
    }
    assert!(world.cms.reprint_sources(&guanli).await.unwrap().rows.is_empty(), "a trial keeps nothing");
}
