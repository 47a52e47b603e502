//! 考核取数: what the system measures of directories, accounts and deeds, computed by hand over what was put before the public.
//! Today is Tuesday, 24 November 2026.

use chrono::{DateTime, Utc};
use cms::{media::UploadKind, planning::ImportOutcome};
use domain::{
    account::Role,
    assessment::{Evidence, LeafState, Period, RuleCode, TestScore, VetoScore, VetoState},
    desk::{
        assessment::{AssessmentAsk, AssessmentSheet},
        cases::CaseStart,
    },
    item::Attachment,
    kind::{Account, Article, Institution, Leader, Service},
    time::parse_minute,
};
use store::publication::NewPublication;
use testkit::PLAN;

use super::*;
use crate::both_databases;

pub(super) const GUANGXI: &str = "guangxi-2018";
pub(super) const NATIONAL: &str = "national-2019";

fn minute(day: &str) -> DateTime<Utc> {
    parse_minute(&format!("{day} 09:00")).unwrap()
}

/// Something of `unit` that is public since `day`, as an import brings it: whatever is missing in it.
pub(super) async fn shown(
    county: &TestCounty,
    unit: &Ctx,
    code: &str,
    title: &str,
    detail: Detail,
    day: &str,
) -> ItemId {
    let item = begun(county, unit, code, detail.kind()).await;
    put_up(county, item, code, title, detail, day).await;
    item
}

async fn begun(county: &TestCounty, unit: &Ctx, code: &str, kind: Kind) -> ItemId {
    let new = NewItem { column: column(code), kind: Some(kind), submitted_by: None, explains: None };
    county.cms.create_item(unit, &new).await.unwrap()
}

async fn put_up(county: &TestCounty, item: ItemId, code: &str, title: &str, detail: Detail, day: &str) {
    let record = county.cms.store().item(item).await.unwrap().unwrap();
    let public = NewPublication {
        item,
        revision: 1,
        code: &record.code,
        column: &column(code),
        title,
        summary: "",
        source: "县教育局",
        published_at: minute(day),
        revised_at: None,
        lead_picture: None,
        picture_alt: "",
        detail: &detail,
        unit_name: "县教育局",
        signed_by_unit: "县政务办",
        direct: false,
        awaits_retro_signature: false,
    };
    let mut tx = county.cms.store().begin().await.unwrap();
    tx.publish(&public).await.unwrap();
    tx.commit().await.unwrap();
}

pub(super) async fn article(county: &TestCounty, unit: &Ctx, code: &str, title: &str, day: &str) -> ItemId {
    shown(county, unit, code, title, Detail::Article(Article::default()), day).await
}

pub(super) async fn plan_of_another_county(county: &TestCounty, text: &str) {
    assert_ne!(text, PLAN, "something is different there");
    let imported = county.cms.import_plan(&Ctx::system("test"), text, None, "测试").await.unwrap();
    assert!(matches!(imported, ImportOutcome::Imported { .. }), "{imported:?}");
}

pub(super) async fn under(county: &TestCounty, code: &str) -> AssessmentSheet {
    let ask = AssessmentAsk { rules: code.into(), ..AssessmentAsk::default() };
    county.cms.assessment(&county.ctx("guanli").await, &ask).await.unwrap()
}

fn test<'a>(sheet: &'a AssessmentSheet, code: &str) -> &'a TestScore {
    sheet.score.test(&RuleCode::parse(code).unwrap()).unwrap().1
}

pub(super) fn veto<'a>(sheet: &'a AssessmentSheet, code: &str) -> &'a VetoScore {
    sheet.score.vetoes.iter().find(|veto| veto.code.as_str() == code).unwrap()
}

/// How the leaf is known at present, and what it costs of its indicator for certain.
pub(super) fn stands(sheet: &AssessmentSheet, code: &str) -> (LeafState, String) {
    let test = test(sheet, code);
    let now = test.states.iter().find(|(period, _)| *period == Period::Now).unwrap();
    (now.1.clone(), format!("{:.2}", test.lost))
}

pub(super) fn measured(lost: &str) -> (LeafState, String) {
    (LeafState::Measured, lost.to_owned())
}

fn open(lost: &str) -> (LeafState, String) {
    (LeafState::NotMeasured, lost.to_owned())
}

pub(super) fn evidence(sheet: &AssessmentSheet, code: &str) -> Vec<Evidence> {
    test(sheet, code).charges.iter().filter_map(|charge| charge.evidence.clone()).collect()
}

/// What, where, and whose.
fn line(evidence: &Evidence) -> (String, String, String) {
    let unit = evidence.answerable.unit.as_ref().map(ToString::to_string).unwrap_or_default();
    assert!(evidence.seen_at.is_some(), "when: {}", evidence.what);
    (evidence.what.clone(), evidence.address.clone().unwrap_or_default(), unit)
}

async fn address(county: &TestCounty, item: ItemId) -> String {
    format!("/a/{}", county.cms.store().item(item).await.unwrap().unwrap().code)
}

fn institution() -> Institution {
    Institution {
        duties: "负责全县教育工作".into(),
        address: "城厢镇蝶城路1号".into(),
        hours: "周一至周五 8:00—12:00".into(),
        phone: "0771-6520000".into(),
        head: "韦某".into(),
        ..Institution::default()
    }
}

#[tokio::test]
async fn institutions_are_incomplete_without_their_elements_and_without_a_page() {
    for county in both_databases().await {
        let clerk = county.ctx("fabu").await;
        let owing = county.cms.plan().duties(&column("jgzn")).unwrap().responsible.len();
        // Nobody has a page: each costs half a point, and the indicator has no more than five.
        let sheet = under(&county, GUANGXI).await;
        assert_eq!(stands(&sheet, "institutions-incomplete"), measured("5.00"));
        assert_eq!(evidence(&sheet, "institutions-incomplete").len(), owing);

        let whole = Detail::Institution(institution());
        shown(&county, &clerk, "jgzn", "隆安县教育局", whole, "2026-11-02").await;
        let short = Institution { phone: " ".into(), head: String::new(), ..institution() };
        let short = shown(&county, &clerk, "jgzn", "县财政局", Detail::Institution(short), "2026-11-02").await;
        let sheet = under(&county, GUANGXI).await;
        let found: Vec<_> = evidence(&sheet, "institutions-incomplete").iter().map(line).collect();
        assert_eq!(found.len(), owing - 2 + 1, "two have a page, one of which is not whole");
        let lacking = (
            "“县财政局”的机构职能缺少：办公电话、负责人姓名".to_owned(),
            address(&county, short).await,
            "jyj".to_owned(),
        );
        assert!(found.contains(&lacking), "{found:?}");
        let silent = ("“县民政局”没有公布机构职能".to_owned(), "/c/jgzn".to_owned(), "mzj".to_owned());
        assert!(found.contains(&silent), "{found:?}");
        assert!(found.iter().all(|(what, ..)| !what.contains("教育局")), "{found:?}");

        // A plan that asks nobody for such pages has no record of who lacks one.
        let elsewhere = PLAN.replace("kind = \"机构\"\n", "");
        plan_of_another_county(&county, &elsewhere).await;
        assert_eq!(stands(&under(&county, GUANGXI).await, "institutions-incomplete"), open("0.00"));
    }
}

#[tokio::test]
async fn leaders_in_office_are_incomplete_without_post_picture_portfolio_or_life() {
    for county in both_databases().await {
        let clerk = county.ctx("fabu").await;
        assert_eq!(stands(&under(&county, NATIONAL).await, "ldxx-complete"), open("0.00"), "nobody is named");
        let leader = Leader {
            post: "县长".into(),
            photo: "/media/a.webp".into(),
            portfolio: "主持县政府全面工作".into(),
            biography: "1970年生".into(),
            ..Leader::default()
        };
        let bare = Leader { photo: String::new(), biography: String::new(), ..leader.clone() };
        let gone = Leader { term_until: "2026-11-23".parse().ok(), ..Leader::default() };
        let last_day = Leader { term_until: "2026-11-24".parse().ok(), ..leader.clone() };
        for (name, leader) in [("示例甲", leader), ("示例丙", gone), ("示例丁", last_day)] {
            shown(&county, &clerk, "ldzc", name, Detail::Leader(leader), "2026-11-02").await;
        }
        assert_eq!(stands(&under(&county, NATIONAL).await, "ldxx-complete"), measured("0.00"));
        let bare = shown(&county, &clerk, "ldzc", "示例乙", Detail::Leader(bare), "2026-11-02").await;
        let sheet = under(&county, NATIONAL).await;
        assert_eq!(stands(&sheet, "ldxx-complete"), measured("1.00"));
        let found: Vec<_> = evidence(&sheet, "ldxx-complete").iter().map(line).collect();
        let expected =
            ("“示例乙”的负责人信息缺少：照片、工作简历".to_owned(), address(&county, bare).await, "jyj".to_owned());
        assert_eq!(found, [expected]);
    }
}

#[tokio::test]
async fn accounts_are_stale_after_two_weeks_and_open_while_nobody_has_said() {
    for county in both_databases().await {
        let clerk = county.ctx("fabu").await;
        let account = |day: &str| {
            let updated_on = day.parse().ok();
            Detail::Account(Account { platform: "微信公众号".into(), updated_on, ..Account::default() })
        };
        let seen = async || {
            let (national, guangxi) = (under(&county, NATIONAL).await, under(&county, GUANGXI).await);
            let open = guangxi.not_measured.iter().any(|name| name == "逾期未更新的政务新媒体账号（2周）");
            (veto(&national, "m2").state, stands(&guangxi, "new-media-stale"), open)
        };
        assert_eq!(seen().await, (VetoState::NotMeasured, open("0.00"), true), "no account is named");
        // Two weeks before today is 10 November: just not too old, but older than ten days.
        shown(&county, &clerk, "wbwx", "甲号", account("2026-11-10"), "2026-11-02").await;
        assert_eq!(seen().await, (VetoState::Near, measured("0.00"), false));
        shown(&county, &clerk, "wbwx", "乙号", account(""), "2026-11-02").await;
        assert_eq!(seen().await, (VetoState::NotMeasured, open("0.00"), true), "nobody has said when");
        // One that is known to be stale hits the veto and costs half a point for certain; the other may cost as much.
        let stale = shown(&county, &clerk, "wbwx", "丙号", account("2026-11-09"), "2026-11-02").await;
        assert_eq!(seen().await, (VetoState::Hit, open("0.50"), true));
        let found: Vec<_> = veto(&under(&county, NATIONAL).await, "m2").evidence.iter().map(line).collect();
        let what = "微信公众号“丙号”登记的最近更新在 2026-11-09".to_owned();
        assert_eq!(found, [(what, address(&county, stale).await, "jyj".to_owned())]);
    }
}

/// All guides stand in one column, and so do all accounts.
#[tokio::test]
async fn a_notice_names_the_guide_or_account_that_it_began_from() {
    let county = TestCounty::new().await;
    let (clerk, manager) = (county.ctx("fabu").await, county.ctx("guanli").await);
    for name in ["甲", "乙"] {
        shown(&county, &clerk, "zxbs", name, Detail::Service(Service::default()), "2026-11-20").await;
        let updated_on = "2026-11-09".parse().ok();
        let account = Account { platform: "微信公众号".into(), updated_on, ..Account::default() };
        shown(&county, &clerk, "wbwx", name, Detail::Account(account), "2026-11-20").await;
    }
    let point = async |code: &str, of: &str, subject: &str| {
        let start = CaseStart {
            column: Some(column(of)),
            veto: RuleCode::parse(code),
            rules: NATIONAL.into(),
            subject: subject.into(),
            ..CaseStart::default()
        };
        let draft = county.cms.case_draft(&manager, start).await.unwrap();
        (draft.form.unit, draft.form.points.into_iter().next().unwrap())
    };
    let sheet = under(&county, NATIONAL).await;
    for (code, of) in [("v6b", "zxbs"), ("m2", "wbwx")] {
        let found = &veto(&sheet, code).evidence;
        assert_eq!(found.len(), 2, "{code}: {found:?}");
        for one in found {
            let (unit, point) = point(code, of, &one.subject).await;
            assert_eq!(unit, "jyj", "all units share the column, and the loss is this one's: {code}");
            assert!(point.fault.starts_with(&one.what), "{}: {}", one.what, point.fault);
            assert_eq!(Some(point.place), one.address);
        }
        // What is mended by now is no fault, and a column in order is none either.
        let (_, mended) = point(code, of, "no-longer-there").await;
        let expected = ("", format!("/c/{of}"), Some(column(of)));
        assert_eq!((mended.fault.as_str(), mended.place, mended.column), expected);
    }
}

#[tokio::test]
async fn deeds_count_in_the_columns_that_the_plan_names_whatever_they_are_called() {
    for county in both_databases().await {
        let clerk = county.ctx("fabu").await;
        let told = async || {
            let sheet = under(&county, GUANGXI).await;
            let leaves = ["hot-topics-silent", "consultation-questions", "interviews-few", "surveys-few"];
            leaves.map(|leaf| stands(&sheet, leaf))
        };
        // Two are held here and nothing was done. Interviews and surveys lead to another system: nobody here knows.
        assert_eq!(told().await, [measured("2.00"), measured("1.00"), open("0.00"), open("0.00")]);
        // The year before today begins on 24 November 2025.
        article(&county, &clerk, "rdhy", "关于网传停课的回应", "2025-11-23").await;
        assert_eq!(told().await[0], measured("2.00"));
        article(&county, &clerk, "rdhy", "关于供水的回应", "2025-11-24").await;
        article(&county, &clerk, "cjwt", "如何转学", "2019-05-06").await;
        for title in ["访谈一", "访谈二"] {
            article(&county, &clerk, "zxft", title, "2026-05-06").await;
        }
        article(&county, &clerk, "dczj", "征求意见", "2026-05-06").await;
        // Four of six interviews are missing at 0.6 each, five surveys: 5 × 0.6 = 3.
        let counted = [measured("0.00"), measured("0.00"), measured("2.40"), measured("3.00")];
        assert_eq!(told().await, counted);

        // Another county calls them as it likes.
        let renamed = [
            ("热点回应", "回应关切"),
            ("常见问题公开", "一问一答"),
            ("在线访谈", "嘉宾面对面"),
            ("调查征集", "民意直通车"),
        ];
        let other = renamed.iter().fold(PLAN.to_owned(), |text, (old, new)| {
            text.replace(&format!("\nname = \"{old}\""), &format!("\nname = \"{new}\""))
        });
        plan_of_another_county(&county, &other).await;
        assert_eq!(told().await, counted);
        // And one whose plan names none of them has no record of them.
        let words = ["热点回应", "常见问题", "在线访谈", "调查征集"];
        let silent =
            words.iter().fold(PLAN.to_owned(), |text, word| text.replace(&format!("counts_as = \"{word}\"\n"), ""));
        plan_of_another_county(&county, &silent).await;
        assert_eq!(told().await, [open("0.00"), open("0.00"), open("0.00"), open("0.00")]);
    }
}

#[tokio::test]
async fn statistics_count_by_the_month_and_the_yearly_form_by_its_day() {
    for county in both_databases().await {
        county.open_account("tongji", "陆统计", Role::Publisher, "tjj").await;
        let statistician = county.ctx("tongji").await;
        for (title, day) in
            [("去年11月", "2025-11-20"), ("12月", "2026-01-12"), ("全年", "2026-01-20"), ("2月", "2026-03-09")]
        {
            article(&county, &statistician, "tjxx", title, day).await;
        }
        // Two issues since 24 November 2025, ten are missing at 0.3 each.
        let sheet = under(&county, GUANGXI).await;
        assert_eq!(stands(&sheet, "statistics-few"), measured("3.00"));
        assert_eq!(stands(&sheet, "annual-report-missing"), open("0.00"), "the plan has no column for it");

        let reports = "\n[[column]]\ncode = \"wznb\"\nname = \"网站年报\"\nparent = \"zfxxgk\"\nsummary = \"网站工作年度报表\"\n\
                       counts_as = \"年度报表\"\nmodes = [\"单位发布\"]\ncadence = \"1年\"\nleads = [\"县政务办\"]\n\
                       responsible = [\"各政务单位\"]\n";
        plan_of_another_county(&county, &format!("{PLAN}{reports}")).await;
        let clerk_again = county.ctx("fabu").await;
        assert_eq!(
            stands(&under(&county, GUANGXI).await, "annual-report-missing"),
            measured("2.00"),
            "nothing is public"
        );
        article(&county, &clerk_again, "wznb", "政府网站工作年度报表（2025年度）", "2026-02-02").await;
        assert_eq!(
            stands(&under(&county, GUANGXI).await, "annual-report-missing"),
            measured("2.00"),
            "after 31 January"
        );
        // By a day of the plan 31 January 2026, a Saturday, moves to 2 February.
        let by_day = reports.replace("cadence = \"1年\"", "cadence = \"1年（1月31日前）\"");
        plan_of_another_county(&county, &format!("{PLAN}{by_day}")).await;
        assert_eq!(stands(&under(&county, GUANGXI).await, "annual-report-missing"), measured("0.00"));
        plan_of_another_county(&county, &format!("{PLAN}{reports}")).await;
        let clerk_again = county.ctx("fabu").await;
        article(&county, &clerk_again, "wznb", "政府网站工作年度报表（2025年度）", "2026-01-30").await;
        assert_eq!(stands(&under(&county, GUANGXI).await, "annual-report-missing"), measured("0.00"));
    }
}

#[tokio::test]
async fn a_guide_that_leads_nowhere_is_not_handled_online() {
    for county in both_databases().await {
        let clerk = county.ctx("fabu").await;
        let share = async || stands(&under(&county, GUANGXI).await, "online-maturity-poor");
        assert_eq!(share().await, open("0.00"), "no share of nothing");
        let online = |address: &str| Detail::Service(Service { online: address.into(), ..Service::default() });
        shown(&county, &clerk, "zxbs", "生育登记", online("https://zwfw.gxzf.gov.cn/a"), "2026-11-02").await;
        assert_eq!(share().await, measured("0.00"));
        for title in ["转学", "入学"] {
            shown(&county, &clerk, "zxbs", title, online(" "), "2026-11-02").await;
        }
        // Two of three are 66.6 %: six times ten per cent at 0.6.
        assert_eq!(share().await, measured("3.60"));
        let sheet = under(&county, GUANGXI).await;
        let found: Vec<_> = evidence(&sheet, "online-maturity-poor").into_iter().map(|one| one.what).collect();
        assert_eq!(found, ["“转学”没有在线办理地址", "“入学”没有在线办理地址"]);
        // Where services are found says the plan.
        let of = |sheet: &AssessmentSheet| veto(sheet, "v6a").evidence[0].address.clone();
        assert_eq!(of(&under(&county, NATIONAL).await).as_deref(), Some("/c/zxbs"));
        let other = PLAN.replace("code = \"zxbs\"", "code = \"fwdt\"");
        plan_of_another_county(&county, &other).await;
        assert_eq!(of(&under(&county, NATIONAL).await).as_deref(), Some("/c/fwdt"));
    }
}

/// All departments share the column of guides, and 县政务办 leads it.
#[tokio::test]
async fn what_a_guide_lacks_is_the_loss_of_the_unit_that_wrote_it() {
    for county in both_databases().await {
        county.open_account("caizheng", "农会计", Role::Publisher, "czj").await;
        let (clerk, accountant) = (county.ctx("fabu").await, county.ctx("caizheng").await);
        let online = |address: &str| Detail::Service(Service { online: address.into(), ..Service::default() });
        let whole = online("https://zwfw.gxzf.gov.cn/a");
        shown(&county, &clerk, "zxbs", "生育登记", whole, "2026-11-02").await;
        let of_education = shown(&county, &clerk, "zxbs", "转学", online(""), "2026-11-02").await;
        let of_finance = shown(&county, &accountant, "zxbs", "会计登记", online(""), "2026-11-02").await;
        let sheet = under(&county, GUANGXI).await;
        let found: Vec<_> = evidence(&sheet, "online-maturity-poor").iter().map(line).collect();
        let lacks = async |title: &str, item: ItemId, unit: &str| {
            (format!("“{title}”没有在线办理地址"), address(&county, item).await, unit.to_owned())
        };
        let expected = [lacks("转学", of_education, "jyj").await, lacks("会计登记", of_finance, "czj").await];
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn a_dataset_is_an_item_with_a_table_to_download() {
    for county in both_databases().await {
        let clerk = county.ctx("fabu").await;
        let missing = async || stands(&under(&county, GUANGXI).await, "open-data-missing");
        assert_eq!(missing().await, measured("3.00"));
        for (name, text, lost) in [("说明.txt", "数据说明", "3.00"), ("学校名录.csv", "名称,学段\n甲,小学\n", "0.00")]
        {
            let item = begun(&county, &clerk, "sjkf", Kind::Article).await;
            let upload = county.cms.store_upload(&clerk, UploadKind::Attachment, item, name, "", text.as_bytes()).await;
            let upload = upload.unwrap();
            let opened = sheet(&county, &clerk, item).await;
            let file = Attachment { media: upload.id, name: upload.name, address: upload.address, size: upload.size };
            let content = Content { attachments: vec![file], ..opened.content };
            let save = Save { item, revision: opened.row.revision, version: opened.row.version, content };
            county.cms.save(&clerk, save).await.unwrap();
            put_up(&county, item, "sjkf", "全县学校名录", Detail::Article(Article::default()), "2026-11-02").await;
            assert_eq!(missing().await, measured(lost), "{name}");
        }
        let sheet = under(&county, NATIONAL).await;
        let bonuses = sheet.score.bonus.as_ref().unwrap().items.iter();
        let found: Vec<_> =
            bonuses.filter(|bonus| bonus.code.as_str() == "sjxz").flat_map(|bonus| &bonus.evidence).collect();
        assert_eq!(found.iter().map(|one| one.what.as_str()).collect::<Vec<_>>(), ["《全县学校名录》：学校名录.csv"]);
    }
}
