//! Guides to services in and out: the 2,015 of a province, the real ones where they are at hand.

use std::{
    fmt::Write as _,
    fs,
    io::{Cursor, Read as _},
    path::PathBuf,
    time::{Duration, Instant},
};

use cms::{Ctx, Error, import::services::GuideFile, media::UploadKind};
use domain::{
    checks::{self, TEXT_MAX, TITLE_MAX},
    desk::content::NewItem,
    desk::services::{Differing, Rejected, ServicesReport},
    item::Origin,
    kind::{Detail, Kind},
    permission::Refusal,
    plan::ColumnCode,
};
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use testkit::TestCounty;

const GUIDES: usize = 2_015;

/// How long they may take, on two cores that others share and not even optimised.
const LIMIT: Duration = Duration::from_mins(1);

fn file(name: &str, bytes: impl Into<Vec<u8>>) -> GuideFile<'_> {
    GuideFile { name, declared_mime: "", bytes: bytes.into() }
}

fn lines(lines: &[Value]) -> String {
    lines.iter().fold(String::new(), |text, line| text + &line.to_string() + "\n")
}

async fn import(county: &TestCounty, ctx: &Ctx, name: &str, bytes: impl Into<Vec<u8>>) -> ServicesReport {
    county.cms.import_services(ctx, file(name, bytes), None, None).await.unwrap()
}

fn counts(report: &ServicesReport) -> (usize, usize, usize, usize) {
    (report.imported, report.already_there, report.differing.len(), report.rejected_rows())
}

#[tokio::test]
async fn two_thousand_guides_go_in_come_out_and_go_in_again() {
    let (what, text) = guides();
    let system = Ctx::system("test");
    let (first, second) = (TestCounty::new().await, TestCounty::new().await);
    let start = Instant::now();
    let report = import(&first, &system, "guides.jsonl", text.clone()).await;
    println!("{} {what} guides as lines in {:?}: {:?}", report.imported, start.elapsed(), report.scores);
    assert!(start.elapsed() < LIMIT);
    assert_eq!((counts(&report), &report.rejected), ((GUIDES, 0, 0, 0), &vec![]));
    assert_eq!(counts(&import(&first, &system, "guides.jsonl", text).await), (0, GUIDES, 0, 0));

    let start = Instant::now();
    let workbook = first.cms.export_services_workbook(&system).await.unwrap();
    println!("as a workbook of {} bytes in {:?}", workbook.len(), start.elapsed());
    assert_eq!(counts(&import(&first, &system, "guides.xlsx", workbook.clone()).await), (0, GUIDES, 0, 0));
    let start = Instant::now();
    let again = import(&second, &system, "guides.xlsx", workbook).await;
    println!("into an empty county in {:?}", start.elapsed());
    assert!(start.elapsed() < LIMIT);
    assert_eq!((counts(&again), &again.scores), ((GUIDES, 0, 0, 0), &report.scores));
    let (ours, theirs) = (
        first.cms.export_services_lines(&system).await.unwrap(),
        second.cms.export_services_lines(&system).await.unwrap(),
    );
    assert_eq!(ours.lines().count(), GUIDES);
    assert!(ours == theirs, "the workbook carries every guide as it is");
    assert!(second.cms.store().verify_log().await.unwrap().faults.is_empty());
}

#[tokio::test]
async fn the_lead_unit_looks_imports_and_is_named() {
    let county = TestCounty::new().await;
    let lead = county.ctx("shenhe").await;
    let line = json!({
        "title": "老年人优待证办理", "department": "县民政局", "class": "公共服务", "audience": ["个人"],
        "events": ["退休养老"], "materials": [["身份证", "必要", "原件"]], "phone": "0771-1234567",
    });
    let wrong = json!({ "title": "乙", "class": "处罚", "audience": ["群众"] });
    let text = lines(&[line, wrong]);
    let before = county.logged_actions().await.len();
    let preview = county.cms.preview_services(&lead, file("a.jsonl", text.clone()), None).await.unwrap();
    assert_eq!(counts(&preview), (1, 0, 0, 1));
    let faults: Vec<(usize, &str)> = preview.rejected.iter().map(|fault| (fault.row, fault.column.as_str())).collect();
    assert_eq!(faults, [(2, "实施部门"), (2, "事项类型"), (2, "服务对象")]);
    assert_eq!(county.logged_actions().await.len(), before, "a preview stores nothing");

    let other = county.cms.import_services(&lead, file("a.jsonl", "{}\n"), None, Some(&preview.seen)).await;
    assert!(matches!(other, Err(Error::Invalid(_))), "{other:?}");
    let report = county.cms.import_services(&lead, file("a.jsonl", text.clone()), None, Some(&preview.seen)).await;
    assert_eq!(report.unwrap(), preview);
    assert_eq!(county.logged_actions().await[before..], ["item.import", "column.import-guides"]);
    let row = county.cms.store().published_of_kind(Kind::Service, 10, 0).await.unwrap().remove(0);
    let item = county.cms.store().item_by_code(&row.code).await.unwrap().unwrap();
    assert_eq!((item.origin, item.column.as_str(), item.unit.as_str()), (Origin::Import, "zxbs", "mzj"));
    let Some(cms::portal::Article::Live(article)) = county.cms.article(&row.code).await.unwrap() else {
        panic!("the guide is public");
    };
    assert!(article.direct, "what was not signed by a second person stays marked");
    assert_eq!(article.signed_by_unit, "县政务办");
    assert!(matches!(article.content.detail, Detail::Service(_)));

    assert_eq!(counts(&import(&county, &lead, "a.jsonl", text).await), (0, 1, 0, 1));
    assert_eq!(county.logged_actions().await.len(), before + 2, "what changes nothing is no event");
    assert!(county.cms.store().verify_log().await.unwrap().faults.is_empty());
}

#[tokio::test]
async fn only_the_lead_unit_imports_and_everybody_of_the_desk_exports() {
    let county = TestCounty::new().await;
    for login in ["fabu", "xuanchuan", "guanli", "anquan", "shenji"] {
        let ctx = county.ctx(login).await;
        let refused = county.cms.import_services(&ctx, file("a.jsonl", "{}"), None, None).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Role | Refusal::Column))), "{login}: {refused:?}");
        assert!(county.cms.preview_services(&ctx, file("a.jsonl", "{}"), None).await.is_err(), "{login}");
        assert!(county.cms.services_directory(&ctx).await.unwrap().columns.is_empty(), "{login}");
        county.cms.export_services_lines(&ctx).await.unwrap();
    }
    let lead = county.ctx("shenhe").await;
    let columns = county.cms.services_directory(&lead).await.unwrap().columns;
    assert_eq!(columns[0].0.as_str(), "zxbs", "guides alone first: {columns:?}");
    let news = ColumnCode::parse("tzgg").unwrap();
    let refused = county.cms.import_services(&lead, file("a.jsonl", "{}"), Some(&news), None).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Column))), "{refused:?}");
    let nobody = Ctx::new(None, "test".into(), String::new());
    assert!(matches!(county.cms.export_services_workbook(&nobody).await, Err(Error::NotSignedIn)));
}

#[tokio::test]
async fn a_public_guide_is_not_changed_and_its_differences_are_named() {
    let county = TestCounty::new().await;
    let lead = county.ctx("shenhe").await;
    let guide = |phone: &str, hours: &str| json!({ "title": "甲", "department": "县民政局", "code": "1", "phone": phone, "hours": hours });
    import(&county, &lead, "a.jsonl", lines(&[guide("1", "上午")])).await;
    let twice = lines(&[guide("2", "下午"), guide("1", "上午"), json!({ "title": "乙", "department": "县民政局" })]);
    let report = import(&county, &lead, "a.jsonl", twice).await;
    assert_eq!(counts(&report), (1, 0, 1, 1));
    let fields = vec!["办理时间".to_owned(), "咨询电话".to_owned()];
    assert_eq!(report.differing, [Differing { row: 1, title: "甲".into(), fields }]);
    let reason = "与第 1 行是同一事项".to_owned();
    assert_eq!(report.rejected, [Rejected { row: 2, column: String::new(), reason }]);
    let lines = county.cms.export_services_lines(&lead).await.unwrap();
    assert!(lines.contains(r#""phone":"1""#) && !lines.contains(r#""phone":"2""#), "{lines}");
}

#[tokio::test]
async fn a_guide_hands_no_file_on_that_its_importer_may_not_open() {
    let county = TestCounty::new().await;
    let (lead, stranger) = (county.ctx("shenhe").await, county.ctx("fabu2").await);
    let foreign = uploaded(&county, &stranger, "czxx", "草稿.csv", "内部测算").await;
    let hidden = county.cms.draft_media(&lead, foreign.strip_prefix("/media/").unwrap()).await.unwrap();
    assert_eq!(hidden, None, "a draft of another unit, in a column that another leads");
    let own = uploaded(&county, &county.ctx("fabu").await, "jypx", "申请表.csv", "姓名").await;
    let missing = "/media/00000000000000000000000000000000.pdf".to_owned();
    let guides = [("甲", &foreign), ("乙", &missing), ("丙", &own)].map(|(title, file)| with_file(title, file));
    let report = import(&county, &lead, "a.jsonl", lines(&guides)).await;
    assert_eq!(counts(&report), (1, 0, 0, 2), "{report:?}");
    for (fault, (row, address)) in report.rejected.iter().zip([(1, foreign), (2, missing)]) {
        let reason = format!("文件“{address}”不存在，或者不是您可以使用的文件");
        assert_eq!(*fault, Rejected { row, column: "申请材料".into(), reason });
    }
}

/// An attachment of a new draft; its address.
async fn uploaded(county: &TestCounty, ctx: &Ctx, column: &str, name: &str, text: &str) -> String {
    let new = NewItem { column: ColumnCode::parse(column).unwrap(), kind: None, submitted_by: None, explains: None };
    let item = county.cms.create_item(ctx, &new).await.unwrap();
    let upload = county.cms.store_upload(ctx, UploadKind::Attachment, item, name, "", text.as_bytes()).await;
    upload.unwrap().address
}

fn with_file(title: &str, address: &str) -> Value {
    json!({ "title": title, "department": "县民政局", "materials": [["申请表", "", "", "", "", "", address]] })
}

/// An import makes public at once: what stops a person from publishing directly keeps a row out. Longer than what the
/// editor saves is nothing from anywhere.
#[tokio::test]
async fn what_would_stop_a_publication_keeps_its_row_out() {
    let county = TestCounty::new().await;
    let lead = county.ctx("shenhe").await;
    let doubtful = uploaded(&county, &county.ctx("fabu").await, "jypx", "样表.csv", "甲,E12345678\n").await;
    let guide = |title: &str, field: &str, text: &str| json!({ "title": title, "department": "县民政局", field: text });
    let longest = "长".repeat(TEXT_MAX / 3);
    let guides = [
        guide(&"甲".repeat(TITLE_MAX), "place", &longest),
        guide("乙", "conditions", "如申请人 450123199003072937"),
        guide("丙", "phone", "13800138000"),
        guide("丁", "result", "有一件标为秘密，不予公开。"),
        guide("戊", "hours", "2026年2月30日起"),
        guide("联系 13800138000", "fee", "不收费"),
        with_file("己", &doubtful),
        guide(&"甲".repeat(TITLE_MAX + 1), "fee", "不收费"),
        guide("庚", "place", &(longest.clone() + "长")),
        guide("辛", "hours", "上午9点,下午3点"),
    ];
    let text = lines(&guides);
    let report = import(&county, &lead, "a.jsonl", text.clone()).await;
    let told: Vec<(usize, &str)> = report.rejected.iter().map(|fault| (fault.row, fault.column.as_str())).collect();
    let of_words =
        [(2, "申请条件"), (3, "咨询电话"), (4, "办理结果"), (5, "办理时间"), (6, "事项名称"), (7, "申请材料")];
    let of_lengths = [(8, "事项名称"), (9, "办理地点")];
    assert_eq!(told, [&of_words[..], &of_lengths].concat(), "{:?}", report.rejected);
    assert_eq!(report.imported, 2, "the longest, and what only has a hint");
    assert!(report.rejected.iter().all(|fault| !fault.reason.is_empty()));
    assert!(report.rejected[1].reason.contains("138****8000"), "{:?}", report.rejected[1]);
    for row in county.cms.store().published_of_kind(Kind::Service, 10, 0).await.unwrap() {
        let Some(cms::portal::Article::Live(article)) = county.cms.article(&row.code).await.unwrap() else {
            panic!("{} is public", row.title);
        };
        assert_eq!(checks::bounds(&article.content), [], "the editor saves it again");
    }

    let report = import(&county, &Ctx::system("test"), "a.jsonl", text).await;
    let told: Vec<(usize, &str)> = report.rejected.iter().map(|fault| (fault.row, fault.column.as_str())).collect();
    assert_eq!((report.imported, &told[..]), (6, &of_lengths[..]), "the words were public elsewhere");
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_in_words() {
    let county = TestCounty::new().await;
    let lead = county.ctx("shenhe").await;
    let many = lines(&[json!({ "title": "甲" })]).repeat(5_001);
    for (name, bytes, words) in [
        ("a.docx", b"PK".to_vec(), "请选择 .xlsx 或 .jsonl 文件"),
        ("a.xlsm", b"PK".to_vec(), "请选择 .xlsx 或 .jsonl 文件"),
        ("a.xlsx", b"a,b\n".to_vec(), "文件内容不是xlsx格式"),
        ("a.jsonl", b"\xb2\xe2\n".to_vec(), "文件不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8"),
        ("a.jsonl", many.into_bytes(), "一次最多 5000 项"),
    ] {
        match county.cms.preview_services(&lead, file(name, bytes), None).await {
            Err(Error::Invalid(faults)) => assert!(faults[0].message.contains(words), "{name}: {faults:?}"),
            other => panic!("{name}: {other:?}"),
        }
    }
}

/// The lines and what they are. The real ones are not part of the repository: they lie in the folder that `SHARED_DIR`
/// names, or in `shared` beside the checkout. A folder of that kind without them is a fault, not a reason to make some up.
#[expect(clippy::disallowed_methods, reason = "SHARED_DIR says where the data lies on a machine that has it")]
fn guides() -> (&'static str, String) {
    let named = std::env::var_os("SHARED_DIR").map(PathBuf::from);
    let beside = PathBuf::from("../../../shared");
    let is_ours = named.is_some() || ["data", "plan"].iter().any(|part| beside.join(part).is_dir());
    if !is_ours {
        return ("made-up", made_up_guides());
    }
    let path = named.unwrap_or(beside).join("data/service_items.jsonl.gz");
    let archive = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut text = String::new();
    GzDecoder::new(Cursor::new(archive)).read_to_string(&mut text).unwrap();
    ("real", text)
}

/// As many guides as the real ones, as long and with as many materials.
fn made_up_guides() -> String {
    (0..GUIDES).fold(String::new(), |mut text, number| {
        let materials: Vec<String> = (0..number % 9).map(|material| format!("示例材料{material}（盖章｜原件）")).collect();
        let line = json!({
            "code": format!("11450123MB000000{number:04}X"), "name": format!("第 {number} 号示例事项"),
            "dept": "示例厅", "type": if number % 5 == 0 { "行政许可" } else { "公共服务" }, "objects": ["自然人", "企业法人"],
            "themes": ["其他"], "accept": "符合示例条件的申请人。".repeat(number % 30), "place": "办理地点：示例路 1 号",
            "limit": "7(工作日)", "materials": materials, "url": "https://www.example.gov.cn/1", "daily": [], "short": "",
        });
        let _ = writeln!(text, "{line}");
        text
    })
}
