//! The patrol at work: rounds over a small site on paper, and what people make of what they find.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use cms::{
    Cms, Ctx, Error,
    clock::{Clock as _, FixedClock},
    patrol::{Outcome, Walking},
    reports::Spot,
};
use domain::{
    assessment::{LeafState, RuleCode, VetoState},
    calendar::{Days, Holiday, Layer, Notice},
    desk::assessment::AssessmentAsk,
    desk::{
        calendar::{ClockOf, MovedClock},
        clocks::{Adjust, AdjustmentKind},
        due::DueDay,
        patrol::{
            FindingFilter, FindingQuery, FindingRow, FindingState, IgnoreForm, Judge, Judgement, PatrolSheet, WordForm,
            WordKind,
        },
        reports::ReportAsk,
    },
    feedback::{Outcome as ReportOutcome, ReportForm, ReportKind},
    obligation::State as ColumnState,
    patrol::{FaultKind, Pattern},
    permission::Refusal,
    plan::{Column, ColumnCode, ColumnKind, UnitCode},
};
use patrol::{Answer, Failure, Fetch, Manners, Method, Request};
use testkit::TestCounty;
use tokio::sync::Notify;

use crate::{
    both_databases,
    content::{public_document, published},
};

const HOME: &str = "http://127.0.0.1:3000";

/// A network without wires. What nobody has written is not there.
#[derive(Default)]
pub(crate) struct Paper {
    pages: Mutex<BTreeMap<String, String>>,
    asked: Mutex<Vec<String>>,
    /// After so many requests nothing is answered any more, as when the program dies.
    dies_after: Option<usize>,
    died: Notify,
}

impl Paper {
    pub(crate) fn write(&self, address: &str, body: &str) {
        let address = if address.starts_with('/') { format!("{HOME}{address}") } else { address.to_owned() };
        self.pages.lock().unwrap().insert(address, format!("<html><body><main>{body}</main></body></html>"));
    }

    fn times_asked(&self, path: &str) -> usize {
        self.asked.lock().unwrap().iter().filter(|one| **one == format!("GET {HOME}{path}")).count()
    }
}

#[async_trait::async_trait]
impl Fetch for Paper {
    async fn ask(&self, request: &Request) -> Result<Answer, Failure> {
        let number = {
            let mut asked = self.asked.lock().unwrap();
            asked.push(request.named());
            asked.len()
        };
        if self.dies_after.is_some_and(|most| number > most) {
            self.died.notify_one();
            std::future::pending::<()>().await;
        }
        let html = self.pages.lock().unwrap().get(&request.address).cloned();
        let status = if html.is_some() { 200 } else { 404 };
        let bytes = html.filter(|_| request.method == Method::Get).unwrap_or_default().into_bytes();
        let took = Duration::from_millis(3);
        Ok(Answer { status, content_type: "text/html".into(), bytes, took, ..Answer::default() })
    }

    async fn certificate_until(&self, _: &str) -> Result<DateTime<Utc>, Failure> {
        Err(Failure::Unreachable)
    }
}

/// The county's clock; waiting turns it.
pub(crate) struct Turned(pub(crate) Arc<FixedClock>);

#[async_trait::async_trait]
impl patrol::Clock for Turned {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    async fn pause(&self, time: Duration) {
        self.0.advance(TimeDelta::from_std(time).unwrap_or(TimeDelta::zero()));
        tokio::task::yield_now().await;
    }
}

pub(crate) async fn walk(cms: &Cms, county: &TestCounty, paper: &Paper) -> Option<Outcome> {
    // Slow enough that a slice ends after a few pages.
    let slow = Duration::from_secs(10);
    let manners = Manners { inside_at_once: 1, fastest: slow, slowest: slow, ..Manners::default() };
    let walking = Walking { fetch: paper, clock: &Turned(county.clock.clone()), manners };
    cms.walk_round(&Ctx::system("test"), &walking).await.unwrap()
}

/// A whole round, an hour after the one before.
pub(crate) async fn round(county: &TestCounty, paper: &Paper) -> Outcome {
    county.advance_minutes(60);
    county.cms.order_round(&county.ctx("guanli").await).await.unwrap();
    walk(&county.cms, county, paper).await.unwrap()
}

async fn sheet(county: &TestCounty, filter: FindingFilter) -> PatrolSheet {
    let query = FindingQuery { filter, ..FindingQuery::default() };
    county.cms.patrol_sheet(&county.ctx("fabu").await, &query).await.unwrap()
}

async fn found(county: &TestCounty, state: FindingState, kind: FaultKind) -> Vec<FindingRow> {
    sheet(county, FindingFilter { state, kind: Some(kind), ..FindingFilter::default() }).await.findings.rows
}

#[tokio::test]
async fn a_dead_link_counts_after_the_second_round_and_goes_when_it_is_mended() {
    for county in both_databases().await {
        let paper = Paper::default();
        paper.write("/", "<a href='/a/here'>有</a><a href='/a/gone'>关于放假的通知</a>");
        paper.write("/a/here", "<p>正文。</p>");
        let first = round(&county, &paper).await;
        assert_eq!(first.suspected, 1, "{first:?}");
        assert_eq!(found(&county, FindingState::Open, FaultKind::DeadLink).await, []);
        let suspected = found(&county, FindingState::Suspected, FaultKind::DeadLink).await;
        assert_eq!((suspected.len(), &suspected[0].due), (1, &None), "nobody owes anything for a suspicion");

        round(&county, &paper).await;
        let open = found(&county, FindingState::Open, FaultKind::DeadLink).await.pop().unwrap();
        assert_eq!((open.target.as_str(), open.status), ("http://127.0.0.1:3000/a/gone", Some(404)));
        assert_eq!((open.page.as_str(), open.passage.as_str()), ("http://127.0.0.1:3000/", "关于放假的通知"));
        assert_eq!(open.first_seen, suspected[0].first_seen);
        // Tuesday and three working days.
        assert_eq!(open.due.map(|due| due.on), "2026-11-27".parse().ok());
        let assessed = county
            .cms
            .assessment(&county.ctx("guanli").await, &domain::desk::assessment::AssessmentAsk::default())
            .await
            .unwrap();
        assert!(
            assessed.not_measured.iter().all(|name| !name.contains("首页失效的链接")),
            "{:?}",
            assessed.not_measured
        );

        paper.write("/a/gone", "<p>补上了。</p>");
        let third = round(&county, &paper).await;
        assert!(third.fixed >= 1, "{third:?}");
        assert_eq!(found(&county, FindingState::Open, FaultKind::DeadLink).await, []);
        assert_eq!(found(&county, FindingState::Fixed, FaultKind::DeadLink).await.len(), 1);
        let sheet = sheet(&county, FindingFilter::default()).await;
        let last = sheet.last.unwrap();
        assert_eq!((last.number, last.pages, last.ordered_by.as_str()), (third.number, 3, "李明远"));
        assert_eq!((sheet.running, sheet.may_manage), (None, false));
    }
}

/// What the assessment says after the patrol has looked: how the veto over channels stands and by what, and what links
/// without a notice cost.
async fn assessed(county: &TestCounty) -> (VetoState, Vec<String>, LeafState, Vec<String>) {
    let manager = county.ctx("guanli").await;
    let under = async |rules: &str| {
        let ask = AssessmentAsk { rules: rules.into(), ..AssessmentAsk::default() };
        county.cms.assessment(&manager, &ask).await.unwrap().score
    };
    let national = under("national-2019").await;
    let veto = national.vetoes.iter().find(|veto| veto.code.as_str() == "v5a").unwrap();
    let guangxi = under("guangxi-2018").await;
    let (_, test) = guangxi.test(&RuleCode::parse("outside-links-silent").unwrap()).unwrap();
    let (_, state) = test.states.last().unwrap();
    let links = test.charges.iter().filter_map(|charge| charge.evidence.as_ref());
    let links = links.map(|one| format!("{} {}", one.address.as_deref().unwrap_or_default(), one.what));
    let channels = veto.evidence.iter().map(|one| one.what.clone());
    (veto.state, channels.collect(), state.clone(), links.collect())
}

#[tokio::test]
async fn channels_that_open_and_links_without_a_notice_count_in_the_assessment() {
    for county in both_databases().await {
        let city = "https://www.nanning.gov.cn/";
        assert_eq!(assessed(&county).await, (VetoState::NotMeasured, vec![], LeafState::NotMeasured, vec![]));
        let paper = Paper::default();
        paper.write(
            "/",
            &format!(
                "<a href='{city}'>县长信箱</a><a href='https://shop.example.com/a'>商城</a>\
                 <a href='/leave?to=https%3A%2F%2Fnews.example.com%2F'>报道</a>"
            ),
        );
        for address in [city, "https://shop.example.com/a", "https://news.example.com/"] {
            paper.write(address, "<p>正文。</p>");
        }
        round(&county, &paper).await;
        let mailboxes = ["“县长信箱”可以打开（2026-11-24 巡查）", "“部门信箱”可以打开（2026-11-24 巡查）"];
        let silent = [format!("{HOME}/ 链接指向非政府网站 shop.example.com，点击后没有离站提示")];
        let (veto, channels, state, links) = assessed(&county).await;
        assert_eq!((veto, channels.as_slice()), (VetoState::Clear, mailboxes.map(str::to_owned).as_slice()));
        assert_eq!((state, links.as_slice()), (LeafState::Measured, silent.as_slice()));

        // Mended there, and the mailboxes do not open: once is none, twice is.
        paper.write("/", &format!("<a href='{city}'>县长信箱</a>"));
        paper.pages.lock().unwrap().remove(city);
        round(&county, &paper).await;
        let (veto, _, state, links) = assessed(&county).await;
        assert_eq!((veto, state, links), (VetoState::Clear, LeafState::Measured, vec![]));
        round(&county, &paper).await;
        let (veto, channels, ..) = assessed(&county).await;
        assert_eq!((veto, channels), (VetoState::Hit, vec![]));
    }
}

fn judge(row: &FindingRow, judgement: Judgement, reason: &str) -> Judge {
    Judge { finding: row.id, judgement, reason: reason.into(), until: None }
}

#[tokio::test]
async fn a_false_alarm_never_comes_back_until_somebody_opens_it_again() {
    let county = TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let word = WordForm {
        kind: WordKind::Typo,
        word: "布署".into(),
        right: "部署".into(),
        note: String::new(),
        except: Vec::new(),
    };
    county.cms.add_patrol_word(&manager, word.clone()).await.unwrap();
    assert!(matches!(county.cms.add_patrol_word(&manager, word).await, Err(Error::Invalid(_))), "it is there");
    let paper = Paper::default();
    paper.write("/", "<a href='/c/jypx'>教育和培训</a>");
    paper.write("/c/jypx", "<p>会议对下一步工作作出布署安排，请各有关单位遵照执行，认真落实到位。</p>");
    round(&county, &paper).await;
    let row = found(&county, FindingState::Open, FaultKind::ProbableTypo).await.pop().unwrap();
    assert_eq!(row.column.as_ref().map(|(code, _)| code.as_str()), Some("jypx"), "what stands there counts at once");
    assert!(row.passage.contains("布署安排"), "{}", row.passage);

    for login in ["fabu", "xuanchuan"] {
        let refused =
            county.cms.judge_finding(&county.ctx(login).await, judge(&row, Judgement::FalseAlarm, "无")).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Role | Refusal::Column))), "{login}: {refused:?}");
    }
    let lead = county.ctx("shenhe").await;
    let no_reason = county.cms.judge_finding(&lead, judge(&row, Judgement::FalseAlarm, " ")).await;
    assert!(matches!(no_reason, Err(Error::Invalid(_))), "{no_reason:?}");
    county.cms.judge_finding(&lead, judge(&row, Judgement::FalseAlarm, "引用原文")).await.unwrap();
    for _ in 0..2 {
        round(&county, &paper).await;
        assert_eq!(found(&county, FindingState::Open, FaultKind::ProbableTypo).await, []);
        let kept = found(&county, FindingState::FalseAlarm, FaultKind::ProbableTypo).await.pop().unwrap();
        assert_eq!(kept.state.mark().map(|mark| mark.reason.as_str()), Some("引用原文"));
    }
    county.cms.judge_finding(&manager, judge(&row, Judgement::Reopen, "并非引用")).await.unwrap();
    assert_eq!(found(&county, FindingState::Open, FaultKind::ProbableTypo).await.len(), 1);

    // A mark that ends: the fault is there again, with days of its own.
    let until = county.cms.now().date_naive();
    let ends = Judge { until: Some(until), ..judge(&row, Judgement::Ignore, "月底改版") };
    county.cms.judge_finding(&lead, ends).await.unwrap();
    county.advance_days(7);
    round(&county, &paper).await;
    let again = found(&county, FindingState::Open, FaultKind::ProbableTypo).await.pop().unwrap();
    assert!(again.started_on > row.started_on);
    let logged = county.logged_actions().await;
    for action in ["patrol.order", "patrol.finish", "patrol.add-word", "finding.judge-false", "finding.reopen"] {
        assert!(logged.iter().any(|one| one == action), "{action}");
    }
}

fn day_off(layer: Layer, day: &str) -> Notice {
    let off = vec![Days::one(day.parse().unwrap())];
    let holidays = vec![Holiday { name: "停电检修".into(), off, work: Vec::new() }];
    let (number, address) = (String::new(), String::new());
    Notice { layer, year: 2026, number, address, checked: true, holidays }
}

/// The findings among what a notice has moved.
fn of_findings(moved: Vec<MovedClock>) -> Vec<MovedClock> {
    moved.into_iter().filter(|clock| matches!(clock.of, ClockOf::Findings { .. })).collect()
}

#[tokio::test]
async fn open_findings_are_counted_by_the_days_of_whoever_mends_them_and_move_with_these() {
    for county in both_databases().await {
        let manager = county.ctx("guanli").await;
        let word = WordForm {
            kind: WordKind::Typo,
            word: "布署".into(),
            right: "部署".into(),
            note: String::new(),
            except: Vec::new(),
        };
        county.cms.add_patrol_word(&manager, word).await.unwrap();
        let paper = Paper::default();
        paper.write("/", "<a href='/c/jypx'>教育和培训</a><a href='/a/gone'>关于放假的通知</a>");
        paper.write("/c/jypx", "<p>会议对下一步工作作出布署安排，请各有关单位遵照执行，认真落实到位。</p>");
        for _ in 0..2 {
            round(&county, &paper).await;
        }
        let due = async |kind| -> DueDay { found(&county, FindingState::Open, kind).await.pop().unwrap().due.unwrap() };
        let told = async |login: &str, words: &str| {
            let notices = county.cms.notices(&county.ctx(login).await).await.unwrap();
            notices.iter().filter(|one| one.text.contains(words)).count()
        };
        let (typo, link) = (due(FaultKind::ProbableTypo).await, due(FaultKind::DeadLink).await);
        let version = county.cms.calendar_sheet(&manager).await.unwrap().version;
        assert_eq!(typo.arithmetic, "立案 11-24 → 3 个工作日 → 11-27");
        assert_eq!(link.note(), format!("立案 11-24 → 3 个工作日 → 11-27；日历版本 {version}"));

        // The education bureau is closed on Wednesday; the home page is the office's.
        let closed = day_off(Layer::Unit(UnitCode::parse("jyj").unwrap()), "2026-11-25");
        let moved = of_findings(county.cms.enter_notice(&manager, &closed).await.unwrap().1);
        let typos = ClockOf::Findings { fault: FaultKind::ProbableTypo, column: ColumnCode::parse("jypx") };
        assert_eq!(moved.iter().filter(|clock| clock.of == typos).count(), 1, "{moved:?}");
        assert!(moved.iter().all(|clock| clock.units == ["县教育局"]), "{moved:?}");
        let words = "巡查问题 疑似错别字（教育培训） 1 处 2026-11-27 改为 2026-11-30";
        assert_eq!((told("fabu", words).await, told("fabu2", words).await), (1, 0));
        let after = due(FaultKind::ProbableTypo).await;
        assert_eq!(after.arithmetic, "立案 11-24 → 3 个工作日 → 11-30，扣停电检修 1 天");
        assert_ne!(after.calendar, typo.calendar, "its version stands beside it");
        assert_eq!(due(FaultKind::DeadLink).await, link);

        // A day off of the whole county moves both, each told to its own; the office hears of what nobody's column shows.
        let off = day_off(Layer::Region, "2026-11-26");
        let preview = of_findings(county.cms.preview_notice(&manager, &off).await.unwrap());
        let moved = of_findings(county.cms.enter_notice(&manager, &off).await.unwrap().1);
        assert_eq!(moved, preview);
        assert!(moved.iter().any(|clock| clock.of == typos), "{moved:?}");
        let links = ClockOf::Findings { fault: FaultKind::DeadLink, column: None };
        let of_office = moved.iter().find(|clock| clock.of == links).unwrap();
        assert_eq!(of_office.titled(), "巡查问题 站内链接失效 1 处");
        assert_eq!(of_office.units, ["门户管理单位"]);
        let words = format!("{} 2026-11-27 改为 2026-11-30", of_office.titled());
        assert_eq!((told("guanli", &words).await, told("fabu", &words).await), (1, 0));
        assert_eq!(due(FaultKind::DeadLink).await.on.to_string(), "2026-11-30");
    }
}

#[tokio::test]
async fn what_the_office_ignores_is_passed_over() {
    let county = TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let paper = Paper::default();
    paper.write("/", "<a href='https://old.gov.cn/x'>旧站</a>");
    let pattern = Pattern::Host(" Old.gov.cn ".into());
    let form = IgnoreForm { pattern, kind: None, reason: "对方改版中".into(), until: None };
    let id = county.cms.ignore_in_patrol(&manager, form).await.unwrap();
    for _ in 0..2 {
        round(&county, &paper).await;
    }
    assert_eq!(found(&county, FindingState::Open, FaultKind::DeadOutsideLink).await, []);
    assert!(paper.asked.lock().unwrap().iter().all(|one| !one.contains("old.gov.cn")), "nor is it asked");
    county.cms.stop_ignoring(&manager, id).await.unwrap();
    assert_eq!(county.cms.patrol_lists(&manager).await.unwrap().ignored, []);
    for _ in 0..2 {
        round(&county, &paper).await;
    }
    assert_eq!(found(&county, FindingState::Open, FaultKind::DeadOutsideLink).await.len(), 1);
}

#[tokio::test]
async fn a_link_column_is_overdue_since_its_first_failure() {
    let county = TestCounty::new().await;
    let plan = county.cms.plan();
    let is_outside = |link: Option<&str>| link.is_some_and(|link| link.starts_with("http"));
    // One that a visit alone decides, without a backstop beside it.
    let by_visits = |one: &&Column| one.row.as_ref().is_some_and(|row| row.floor.is_none());
    let mut links = plan.plan.columns.iter().filter(|one| one.kind == ColumnKind::Link && is_outside(one.link()));
    let column = links.find(by_visits).unwrap();
    let (code, link) = (column.code.clone(), column.link().unwrap().to_owned());
    let state = async || {
        let board = county.cms.county_board(&county.ctx("guanli").await).await.unwrap();
        board.lines.into_iter().find(|line| line.code == code).map(|line| (line.state, line.since.to_string())).unwrap()
    };
    assert_eq!(state().await.0, ColumnState::NotApplicable, "nobody has looked");
    let paper = Paper::default();
    paper.write("/", &format!("<a href='{link}'>{}</a>", column.name));
    paper.write(&link, "<p>开着。</p>");
    round(&county, &paper).await;
    assert_eq!(state().await.0, ColumnState::Normal);

    paper.pages.lock().unwrap().remove(&link);
    county.set_clock("2026-11-25 09:00");
    round(&county, &paper).await;
    assert_eq!(state().await.0, ColumnState::Normal, "once is not enough");
    county.set_clock("2026-11-26 09:00");
    round(&county, &paper).await;
    assert_eq!(state().await, (ColumnState::Overdue, "2026-11-25".to_owned()));
}

/// 视频新闻 of a county that uploads no films and only links to the television's page.
#[tokio::test]
async fn a_weekly_link_lives_by_its_units_word_and_dies_with_its_address() {
    for county in both_databases().await {
        let linked = testkit::PLAN
            .replace("kind = \"视频\"", "kind = \"链接\"")
            .replace("leads = [\"县广播电视台\"]", "leads = [\"县教育局\"]");
        county.cms.import_plan(&Ctx::system("test"), &linked, None, "视频新闻改为链接").await.unwrap();
        let (code, link) = (ColumnCode::parse("spxw").unwrap(), "https://www.nntv.cn/");
        let line = async || {
            let board = county.cms.county_board(&county.ctx("guanli").await).await.unwrap();
            let line = board.lines.into_iter().find(|line| line.code == code).unwrap();
            assert!(line.confirmable);
            (line.state, line.due.map(|due| due.to_string()), line.rule)
        };
        let on = |due: &str| Some(due.to_owned());
        let (weekly, opens) = ("每周".to_owned(), "能正常打开".to_owned());
        let paper = Paper::default();
        paper.write("/", &format!("<a href='{link}'>视频新闻</a>"));
        paper.write(link, "<p>隆安新闻。</p>");
        round(&county, &paper).await;
        let (state, _, rule) = line().await;
        assert_eq!((state, &rule), (ColumnState::Overdue, &weekly), "nobody has confirmed it for eight years");

        let author = county.ctx("fabu").await;
        county.cms.confirm_column(&author, &code, "本周新闻已更新").await.unwrap();
        assert_eq!(line().await, (ColumnState::Normal, on("2026-12-01"), weekly.clone()));
        county.set_clock("2026-12-02 09:00");
        assert_eq!(line().await, (ColumnState::Overdue, on("2026-12-01"), weekly.clone()));
        county.cms.confirm_column(&author, &code, "本周新闻已更新").await.unwrap();
        assert_eq!(line().await, (ColumnState::Normal, on("2026-12-09"), weekly));

        paper.pages.lock().unwrap().remove(link);
        for day in ["2026-12-03 09:00", "2026-12-04 09:00"] {
            county.set_clock(day);
            round(&county, &paper).await;
        }
        assert_eq!(line().await, (ColumnState::Overdue, None, opens), "no confirmation opens it");
    }
}

#[tokio::test]
async fn an_extension_excuses_a_stale_column_as_long_as_it_holds() {
    for county in both_databases().await {
        let manager = county.ctx("guanli").await.actor().unwrap().clone();
        // 上级重要信息 is kept up every day. Its clock may run until a Saturday, and so until the Monday after it.
        let extension = Adjust {
            kind: AdjustmentKind::Extension,
            column: ColumnCode::parse("sjzyxx").unwrap(),
            item: None,
            matter: None,
            from: "2026-11-20".parse().unwrap(),
            to: "2026-11-28".parse().ok(),
            reason: "系统迁移".into(),
        };
        let mut tx = county.cms.store().begin().await.unwrap();
        tx.adjust_clock(&extension, "", (manager.account, &manager.name), county.cms.now()).await.unwrap();
        tx.commit().await.unwrap();
        let paper = Paper::default();
        paper.write("/", "<a href='/c/sjzyxx'>上级重要信息</a>");
        paper.write("/c/sjzyxx", "<ul><li><a href='/a/jiu'>国务院令</a> 2026-11-16</li></ul>");
        paper.write("/a/jiu", "<p>正文。</p>");
        for (minute, is_stale) in [("2026-11-24 09:00", false), ("2026-11-30 09:00", false), ("2026-12-01 09:00", true)]
        {
            county.set_clock(minute);
            round(&county, &paper).await;
            let stale = found(&county, FindingState::Open, FaultKind::StaleColumn).await;
            assert_eq!(stale.len(), usize::from(is_stale), "{minute}: {stale:?}");
        }
    }
}

#[tokio::test]
async fn a_letter_without_its_answer_is_found_by_its_number() {
    for county in both_databases().await {
        let item = published(&county, "通知").await;
        let code = county.cms.store().item(item).await.unwrap().unwrap().code;
        let form = ReportForm {
            kind: ReportKind::Wording.code().into(),
            passage: "隆庵县".into(),
            words: "标题里的“隆庵”应为“隆安”，请联系我".into(),
            contact: "13900139000".into(),
        };
        let reader = Ctx::new(None, "test".into(), String::new());
        let sent = county.cms.receive_report(&reader, &Spot::Item(code), &form, &county.cms.new_form_key()).await;
        let receipt = sent.unwrap().receipt;
        let paper = Paper::default();
        paper.write("/", "<p>首页。</p>");
        // Tuesday 2026-11-24 + 5 working days.
        county.set_clock("2026-12-01 09:00");
        round(&county, &paper).await;
        assert_eq!(found(&county, FindingState::Open, FaultKind::OverdueLetter).await, [], "the last day is not over");
        county.set_clock("2026-12-02 09:00");
        round(&county, &paper).await;
        let letter = found(&county, FindingState::Open, FaultKind::OverdueLetter).await.pop().unwrap();
        let said = format!("读者纠错 {receipt} 于 2026-11-24 收到，最迟应于 2026-12-01 答复，县教育局至今未答复");
        assert_eq!((letter.message.as_str(), letter.page.as_str()), (said.as_str(), "http://127.0.0.1:3000/c/jypx"));
        assert_eq!(letter.passage, format!("读者纠错 {receipt}"));
        assert_eq!(letter.responsible.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>(), ["县教育局"]);
        assert_eq!(letter.due.as_ref().map(|due| due.on), "2026-12-03".parse().ok());
        let told = format!("{letter:?}");
        assert!(!told.contains("13900139000") && !told.contains("隆庵"), "{told}");

        let clerk = county.ctx("fabu").await;
        let id = county.cms.store().report_by_receipt(receipt).await.unwrap().unwrap().id;
        county.cms.decide_report(&clerk, id, ReportAsk::Claim).await.unwrap();
        let answer = ReportAsk::Answer { outcome: ReportOutcome::Mended, answer: "已改正，谢谢".into() };
        county.cms.decide_report(&clerk, id, answer).await.unwrap();
        round(&county, &paper).await;
        assert_eq!(found(&county, FindingState::Open, FaultKind::OverdueLetter).await, []);
        assert_eq!(found(&county, FindingState::Fixed, FaultKind::OverdueLetter).await.len(), 1);
    }
}

#[tokio::test]
async fn only_a_document_that_concerns_the_public_is_found_without_its_interpretation() {
    for county in both_databases().await {
        let (paper, mut links, mut pages) = (Paper::default(), String::new(), Vec::new());
        for (title, interest) in [("会议纪要", "否"), ("招生办法", "是")] {
            let item = public_document(&county, title, interest).await;
            let path = format!("/a/{}", county.cms.store().item(item).await.unwrap().unwrap().code);
            let tags = [("ArticleTitle", title), ("ColumnName", "文件资料"), ("PubDate", "2026-11-24 08:30")];
            let tags = tags.map(|(name, content)| format!("<meta name='{name}' content='{content}'>")).concat();
            paper.write(&path, &format!("{tags}<p>全县中小学校安排如下。</p>"));
            links.push_str(&format!("<a href='{path}'>{title}</a>"));
            pages.push(format!("{HOME}{path}"));
        }
        paper.write("/", &links);
        round(&county, &paper).await;
        let missing = found(&county, FindingState::Open, FaultKind::MissingInterpretation).await;
        assert_eq!(missing.iter().map(|row| &row.page).collect::<Vec<_>>(), [&pages[1]], "{missing:?}");
    }
}

#[tokio::test]
async fn a_restart_goes_on_where_the_round_had_come_to() {
    for county in both_databases().await {
        let pages = 30;
        let links: String = (0..pages).map(|n| format!("<a href='/p/{n}'>第{n}页</a>")).collect();
        let write = |paper: &Paper| {
            paper.write("/", &links);
            for n in 0..pages {
                paper.write(&format!("/p/{n}"), "<p>正文。</p>");
            }
        };
        let mortal = Paper { dies_after: Some(40), ..Paper::default() };
        write(&mortal);
        let number = county.cms.order_round(&Ctx::system("test")).await.unwrap();
        assert!(matches!(county.cms.order_round(&Ctx::system("test")).await, Err(Error::Stale)), "one at a time");
        tokio::select! {
            outcome = walk(&county.cms, &county, &mortal) => panic!("{outcome:?}"),
            () = mortal.died.notified() => {}
        }
        let sheet = sheet(&county, FindingFilter::default()).await;
        let running = sheet.running.unwrap();
        assert!(running.number == number && running.pages > 0, "{running:?}");

        let (paper, other) = (Paper::default(), county.second_node().await);
        write(&paper);
        assert_eq!(walk(&other, &county, &paper).await, None, "the lease of the first is not over");
        county.advance_minutes(6);
        let outcome = walk(&other, &county, &paper).await.unwrap();
        assert_eq!((outcome.number, outcome.pages), (number, pages + 1));
        let twice = (0..pages).filter(|n| {
            let path = format!("/p/{n}");
            mortal.times_asked(&path) > 0 && paper.times_asked(&path) > 0
        });
        assert!(twice.count() < 10, "a slice at most is walked again");
        assert_eq!(paper.times_asked("/p/0"), 0);
    }
}

#[tokio::test]
async fn a_round_without_room_for_all_pages_says_how_many_it_left_out() {
    for county in both_databases().await {
        let paper = Paper::default();
        paper.write("/", &(0..9).map(|n| format!("<a href='/p/{n}'>第{n}页</a>")).collect::<String>());
        for n in 0..9 {
            paper.write(&format!("/p/{n}"), "<p>正文。</p>");
        }
        let clock = Turned(county.clock.clone());
        for (most_pages, left_out) in [(4, 6), (10, 0)] {
            county.cms.order_round(&county.ctx("guanli").await).await.unwrap();
            let manners = Manners { inside_at_once: 1, most_pages, ..Manners::default() };
            let walking = Walking { fetch: &paper, clock: &clock, manners };
            let outcome = county.cms.walk_round(&Ctx::system("test"), &walking).await.unwrap().unwrap();
            assert_eq!((outcome.pages, outcome.left_out), (most_pages, left_out));
            let last = sheet(&county, FindingFilter::default()).await.last.unwrap();
            assert_eq!((last.left_out, last.gaps().len()), (i64::try_from(left_out).unwrap(), left_out.min(1)));
        }
    }
}

#[tokio::test]
async fn the_round_of_the_day_is_ordered_once() {
    let county = TestCounty::new().await;
    let (system, at) = (Ctx::system("test"), "02:30:00".parse().unwrap());
    let paper = Paper::default();
    paper.write("/", "<p>首页。</p>");
    assert!(!county.cms.order_due_round(&system, at).await.unwrap(), "nobody begins at nine");
    county.set_clock("2026-11-25 03:00");
    assert!(county.cms.order_due_round(&system, at).await.unwrap());
    assert!(!county.cms.order_due_round(&system, at).await.unwrap(), "it is open");
    walk(&county.cms, &county, &paper).await.unwrap();
    assert!(!county.cms.order_due_round(&system, at).await.unwrap(), "it was today");
    county.set_clock("2026-11-26 02:29");
    assert!(!county.cms.order_due_round(&system, at).await.unwrap());
    county.set_clock("2026-11-26 02:30");
    assert!(county.cms.order_due_round(&system, at).await.unwrap());
    let refused = county.cms.order_round(&county.ctx("shenhe").await).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Role))), "{refused:?}");
}
