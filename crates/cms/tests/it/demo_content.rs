//! The demo's content: no page is empty, the desk has something to do, and the whole chain behind it is real.

use std::{collections::BTreeSet, time::Duration};

use cms::{Cms, demo::PEOPLE, portal::Article};
use domain::{
    desk::{
        board::ColumnLine,
        content::{Inbox, ItemFilter},
        log::LogFilter,
        people::{FormPurpose, FormState},
        reports::ReportFilter,
        reprints::ProposalFilter,
    },
    item::Origin,
    kind::{Detail, Kind},
    obligation::State,
    permission::Action,
    plan::ColumnCode,
    time::china_date,
    workflow::{Stage, Step},
};
use testkit::TestCounty;

async fn seeded() -> TestCounty {
    let county = TestCounty::new().await;
    county.cms.seed_demo().await.unwrap();
    county
}

async fn inbox(county: &TestCounty, login: &str) -> Inbox {
    county.cms.inbox(&county.ctx(login).await, &ItemFilter::default()).await.unwrap()
}

#[tokio::test]
async fn every_column_is_filled_and_the_log_holds() {
    let county = seeded().await;
    let (cms, plan) = (&county.cms, county.cms.plan());
    let published = cms.published_counts().await.unwrap();
    for column in plan.plan.columns.iter().filter(|column| column.takes_items(plan.on)) {
        // A column that is one page has one item.
        let least = if column.kind == domain::plan::ColumnKind::Page { 1 } else { 3 };
        assert!(published.get(&column.code).is_some_and(|items| *items >= least), "{} {}", column.code, column.name);
    }
    let log = cms.store().verify_log().await.unwrap();
    assert!(log.faults.is_empty(), "{:?}", log.faults);

    let columns: Vec<_> = plan.plan.columns.iter().map(|column| column.code.clone()).collect();
    let rows = cms.latest(&columns, 1_000).await.unwrap();
    let (mut pictures, mut tables, mut files, mut interpretations) = (0, 0, 0, 0);
    for row in &rows {
        assert!(row.title.starts_with("【示例】"), "{}", row.title);
        let article = match cms.article(&row.code).await.unwrap() {
            Some(Article::Live(article)) => article,
            Some(Article::Elsewhere(_)) if row.detail.kind() == Kind::Repost => continue,
            other => panic!("{}: {other:?}", row.title),
        };
        let html = article.body.as_str();
        pictures += usize::from(row.lead_picture.is_some() && !row.picture_alt.is_empty());
        tables += usize::from(html.contains("<th scope=\"col\">") && html.contains("<caption>"));
        files += article.content.attachments.len();
        if let Detail::Interpretation(_) = article.content.detail {
            assert_eq!(article.named.len(), 1, "{} and its document", row.title);
            interpretations += 1;
        }
    }
    let kinds: BTreeSet<Kind> = rows.iter().map(|row| row.detail.kind()).collect();
    assert_eq!(kinds.len(), Kind::ALL.len(), "every kind goes the whole way once: {kinds:?}");
    assert!(pictures >= 10 && tables >= 20 && files >= 8 && interpretations == 3, "{pictures} {tables} {files}");

    let days: BTreeSet<_> = rows.iter().map(|row| china_date(row.published_at)).collect();
    assert!(days.len() > 20, "spread over {} days", days.len());
    assert!(rows.iter().all(|row| row.published_at < cms.now()));
    each_item_was_signed_by_another_person(&county).await;
    acts_of_a_project_lead_to_one_another(&county).await;
    a_document_leads_to_the_services_of_its_theme(&county).await;
    helpers_are_recognisable(&county).await;
    the_desks_have_something_to_do(&county).await;
    each_step_of_the_introduction_finds_something(&county).await;
    the_county_keeps_its_duties_but_for_a_few(&county).await;
    reports_of_the_old_site_are_filed_by_unit_and_year(&county).await;
}

/// Four eyes: whoever signed an item did not write in it, and the plan names the unit that answers for it. What came from the
/// old site was signed there.
async fn each_item_was_signed_by_another_person(county: &TestCounty) {
    let (store, plan) = (county.cms.store(), county.cms.plan());
    let columns: Vec<_> = plan.plan.columns.iter().map(|column| column.code.clone()).collect();
    for row in county.cms.latest(&columns, 1_000).await.unwrap() {
        let item = store.item_by_code(&row.code).await.unwrap().unwrap();
        let unit = plan.plan.bearer(&item.unit, plan.on);
        let duties = plan.duties(&item.column).unwrap();
        assert!(duties.responsible.contains(&unit) || duties.leads.contains(&unit), "{} {unit}", row.title);
        if item.origin == Origin::Import {
            continue;
        }
        assert!(store.secrecy_review(item.id, 1).await.unwrap().is_some(), "{}", row.title);
        if item.awaits_retro_signature {
            continue;
        }
        let authors: BTreeSet<_> = item.authors.iter().map(|(account, _)| *account).collect();
        let deciders = store.deciders_of(item.id, 1).await.unwrap();
        assert!(deciders.iter().any(|decider| !authors.contains(decider)), "{}", row.title);
        let chain = store.decisions_of(item.id).await.unwrap();
        assert!(chain.iter().any(|decision| decision.step == Step::Sign), "{}", row.title);
    }
}

/// The acts of one project stand in as many columns as it has phases; under each of them stand the others.
async fn acts_of_a_project_lead_to_one_another(county: &TestCounty) {
    let completed = ColumnCode::parse("xmjgxx").unwrap();
    let rows = county.cms.latest(&[completed], 20).await.unwrap();
    let bridge = rows.into_iter().find(|row| row.title.contains("示例大桥")).unwrap();
    let Some(Article::Live(article)) = county.cms.article(&bridge.code).await.unwrap() else { panic!("it is public") };
    let columns: BTreeSet<&str> = article.kin.iter().map(|row| row.column.as_str()).collect();
    assert_eq!(columns, BTreeSet::from(["sjbgxx", "xmtzpz", "zstdxx"]));
    let once: BTreeSet<_> = article.kin.iter().chain(&article.similar).map(|row| &row.code).collect();
    assert_eq!(once.len(), article.kin.len() + article.similar.len(), "none of them is called similar too");
    assert!(!once.contains(&bridge.code));
}

/// Whoever reads of a grant finds the guide under the same theme.
async fn a_document_leads_to_the_services_of_its_theme(county: &TestCounty) {
    let documents = ColumnCode::parse("wjzl").unwrap();
    let rows = county.cms.latest(&[documents], 20).await.unwrap();
    for (title, guides) in [("惠民补贴资金发放", 1), ("义务教育学校课后服务", 0)] {
        let row = rows.iter().find(|row| row.title.contains(title)).unwrap();
        let Some(Article::Live(article)) = county.cms.article(&row.code).await.unwrap() else { panic!("{title}") };
        assert_eq!(article.guides.len(), guides, "{title}: {:?}", article.guides);
        assert!(article.guides.iter().all(|guide| guide.title.contains("老年人优待证办理")), "{:?}", article.guides);
    }
}

async fn the_desks_have_something_to_do(county: &TestCounty) {
    let writer = inbox(county, "fabu").await;
    for stage in [Stage::Draft, Stage::Returned] {
        assert!(writer.rows.iter().any(|row| row.stage == stage), "{stage:?} of fabu");
    }
    assert!(writer.on_their_way.iter().any(|row| row.stage == Stage::InReview), "waits for others");
    let signer = inbox(county, "shenhe").await;
    assert!(signer.rows.iter().filter(|row| row.allowed.contains(&Action::Sign)).count() >= 3);
    let retro = |inbox: &Inbox| inbox.rows.iter().any(|row| row.allowed.contains(&Action::RetroSign));
    let other = inbox(county, "shenhe2").await;
    assert!(retro(&signer) && !retro(&other), "shenhe2 published urgently, shenhe signs afterwards");
}

/// Whoever follows the introduction stands before no empty page. Steps that need nothing beforehand are not asked for.
async fn each_step_of_the_introduction_finds_something(county: &TestCounty) {
    let cms = &county.cms;
    let introduction = cms.demo_introduction().await.unwrap();
    for (login, page) in [
        ("shenhe", "待我处理"),
        ("fabu", "转载"),
        ("fabu", "读者反馈"),
        ("shenhe", "委托签发"),
        ("guanli", "栏目"),
        ("anquan", "账号申请"),
        ("shenji", "日志"),
    ] {
        let step = introduction.lines().find(|line| line.contains(&format!("“{page}”")));
        assert!(step.is_some_and(|step| step.contains(&format!("用 {login} 登录"))), "{login} {page}: {introduction}");
    }
    let [fabu, shenhe, anquan] = [county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("anquan").await];

    let forms = cms.account_requests(&anquan).await.unwrap();
    let open = |purpose: FormPurpose| {
        forms.iter().filter(|one| one.state == FormState::Open && one.form.purpose == purpose).count()
    };
    assert_eq!((open(FormPurpose::NewAccount), open(FormPurpose::NewPassword), forms.len()), (1, 1, 3));
    assert!(forms.iter().all(|one| one.form.reason.starts_with("示例")), "{forms:?}");
    for one in forms.iter().filter(|one| one.state == FormState::Open) {
        assert!(
            cms.decide_request(&anquan, one.id, true, "").await.unwrap().is_some(),
            "{}: it can be granted",
            one.number
        );
    }

    for ctx in [&fabu, &shenhe] {
        let reports = cms.reports(ctx, &ReportFilter::default()).await.unwrap();
        assert!(reports.total == 1, "{reports:?}");
    }
    let delegations = cms.delegations(&shenhe).await.unwrap();
    assert!(delegations.len() == 1 && delegations[0].reason.starts_with("示例"), "{delegations:?}");
    assert_eq!(cms.delegations(&county.ctx("xuanchuan").await).await.unwrap().len(), 1);

    assert!(cms.reprint_proposals(&fabu, &ProposalFilter::default()).await.unwrap().page.total > 0);
    assert!(cms.events(&county.ctx("shenji").await, &LogFilter::default()).await.unwrap().total > 0);
}

async fn the_county_keeps_its_duties_but_for_a_few(county: &TestCounty) {
    let red = |lines: &[ColumnLine]| -> BTreeSet<String> {
        lines.iter().filter(|line| line.state.is_red()).map(ColumnLine::titled).collect()
    };
    let reports = ["县残联", "古潭乡", "县统计局"].map(|unit| format!("每年一份：信息公开年度报告（{unit}）"));
    let board = county.cms.county_board(&county.ctx("guanli").await).await.unwrap();
    assert_eq!(red(&board.lines), BTreeSet::from(["视频新闻".to_owned()]));
    assert_eq!(red(&board.matters), BTreeSet::from(reports));
    let late: BTreeSet<_> =
        board.matters.iter().filter(|line| line.state == State::Overdue).map(|line| line.due).collect();
    assert_eq!(late, BTreeSet::from(["2026-02-02".parse().ok()]));
    for login in ["fabu", "fabu2"] {
        let mine = county.cms.my_duties(&county.ctx(login).await).await.unwrap();
        let all: BTreeSet<String> = &red(&mine.lines) | &red(&mine.matters);
        assert!(all.is_empty(), "{login}: {all:?}");
    }
}

async fn reports_of_the_old_site_are_filed_by_unit_and_year(county: &TestCounty) {
    let rows = county.cms.latest(&[ColumnCode::parse("xxgknb").unwrap()], 100).await.unwrap();
    let of_unit = |title: &str| rows.iter().find(|row| row.title == title).map(|row| row.detail.clone());
    let Some(Detail::AnnualReport(report)) = of_unit("【示例】县水利局2025年政府信息公开工作年度报告")
    else {
        panic!("{rows:?}");
    };
    assert_eq!((report.unit.as_str(), report.year.as_str()), ("县水利局", "2025"));
    assert!(report.acts.is_empty(), "nobody has counted them");
    assert!(of_unit("【示例】古潭乡2024年政府信息公开工作年度报告").is_some(), "a year behind");
}

/// The helpers that write for units without a person of the demo are named for what they are.
async fn helpers_are_recognisable(county: &TestCounty) {
    let known: BTreeSet<&str> = PEOPLE.iter().map(|person| person.login).collect();
    for account in county.cms.store().accounts().await.unwrap() {
        let is_helper = account.login.starts_with("demo-") && account.name.starts_with("示例") && account.role.edits();
        assert!(known.contains(account.login.as_str()) || is_helper, "{}", account.login);
    }
}

/// Once is once, also for another node and on another day.
#[tokio::test]
async fn seeding_again_adds_nothing() {
    let county = seeded().await;
    let (events, accounts) = (county.logged_actions().await.len(), county.cms.store().accounts().await.unwrap().len());
    county.advance_days(3);
    let node: Cms = county.second_node().await;
    node.seed_demo().await.unwrap();
    assert_eq!(county.logged_actions().await.len(), events);
    assert_eq!(county.cms.store().accounts().await.unwrap().len(), accounts);
}

/// A start that was broken off leaves no gap, and nothing public twice.
#[tokio::test]
async fn an_interrupted_seeding_goes_on_where_it_stopped() {
    let whole = seeded().await.cms.published_counts().await.unwrap();
    let county = TestCounty::new().await;
    let first = tokio::time::timeout(Duration::from_millis(300), county.cms.seed_demo()).await;
    assert!(first.is_err(), "300 ms are not enough for everything");
    assert!(!county.cms.has_demo_content().await.unwrap());
    county.cms.seed_demo().await.unwrap();
    assert_eq!(county.cms.published_counts().await.unwrap(), whole);
    assert!(county.cms.store().verify_log().await.unwrap().faults.is_empty());
}
