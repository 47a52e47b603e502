//! Content of an old site: what exports really look like, and 671 documents, the real ones where they are at hand.

use std::{
    fmt::Write as _,
    fs,
    io::{BufReader, Cursor, Write as _},
    path::PathBuf,
    time::{Duration, Instant},
};

use cms::{Ctx, import::ImportReport, portal::Article};
use domain::{item::Origin, kind::Detail, plan::ColumnCode};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde_json::{Value, json};
use testkit::TestCounty;

fn column(code: &str) -> ColumnCode {
    ColumnCode::parse(code).expect("a column's code")
}

async fn import(county: &TestCounty, lines: &[Value], fallback: Option<&str>) -> ImportReport {
    let text = lines.iter().fold(String::new(), |text, line| text + &line.to_string() + "\n");
    let fallback = fallback.map(column);
    county.cms.import_items(&Ctx::system("test"), Cursor::new(text), fallback.as_ref()).await.unwrap()
}

async fn newest(county: &TestCounty, code: &str) -> Box<cms::portal::LiveArticle> {
    let row = county.cms.latest(&[column(code)], 1).await.unwrap().remove(0);
    match county.cms.article(&row.code).await.unwrap() {
        Some(Article::Live(article)) => article,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_policy_document_gets_its_record() {
    let county = TestCounty::new().await;
    let line = json!({
        "title": "关于印发示例办法的通知", "date": "2020-03-25", "dept": "示例厅", "docno": "示发〔2020〕7号",
        "url": "https://www.example.com/7", "body": "各单位： 现印发给你们。 请遵照执行。",
    });
    let report = import(&county, &[line], Some("wjzl")).await;
    assert_eq!((report.imported, report.rejected.len()), (1, 0), "{report:?}");
    let article = newest(&county, "wjzl").await;
    let Detail::PolicyDocument(record) = &article.content.detail else { panic!("{:?}", article.content.detail) };
    assert_eq!(
        (record.document_number.as_str(), record.issuer.as_str(), record.genre.as_str()),
        ("示发〔2020〕7号", "示例厅", "通知")
    );
    assert_eq!(record.written_on.map(|on| on.to_string()).as_deref(), Some("2020-03-25"));
    assert_eq!(article.body.as_str(), "<p>各单位：</p><p>现印发给你们。</p><p>请遵照执行。</p>");
    assert_eq!(article.content.source, "示例厅");
}

/// The figures of an old report stand in its text.
#[tokio::test]
async fn a_yearly_report_is_filed_by_unit_and_year_and_its_tables_stay_empty() {
    let county = TestCounty::new().await;
    let line = json!({
        "title": "县教育局2019年政府信息公开工作年度报告", "date": "2020-01-15", "source": "县教育局",
        "body": "一、总体情况：主动公开信息三百条。\n二、收到申请两件。",
    });
    let report = import(&county, &[line], Some("xxgknb")).await;
    assert_eq!((report.imported, report.rejected.len()), (1, 0), "{report:?}");
    let article = newest(&county, "xxgknb").await;
    let Detail::AnnualReport(filed) = &article.content.detail else { panic!("{:?}", article.content.detail) };
    assert_eq!((filed.unit.as_str(), filed.year.as_str()), ("县教育局", "2019"));
    assert!(article.content.detail.nature().shape().before.is_empty(), "no table of zeros");
    assert_eq!(article.body.as_str(), "<p>一、总体情况：主动公开信息三百条。</p><p>二、收到申请两件。</p>");
}

/// What lies on the old site is not there to be shown; nobody need find that out by reading every item.
#[tokio::test]
async fn what_does_not_come_along_is_named_and_leaves_no_empty_picture() {
    let county = TestCounty::new().await;
    let body = "<p>会议召开。<img src=\"/upload/1.jpg\" alt=\"会场\"></p><p><img src=\"http://old.example/2.jpg\"></p>\
                <p><a href=\"/upload/3.pdf\">附件：名单</a>，另见<a href=\"/news/4.html\">通报</a></p>";
    let line = |title: &str, column: &str, body: &str, docno: &str| {
        json!({
            "title": title, "date": "2020-03-25", "column": column, "source": "县教育局",
            "docno": docno, "body": body,
        })
    };
    let lines = [
        line("甲", "tzgg", body, "示发〔2020〕7号"),
        line("乙", "wjzl", "<p>附件见原文。</p>", "示发〔2020〕8号"),
        line("丙", "jypx", "<p><img src=\"/upload/5.jpg\"></p>", ""),
        line("丁", "wjzl", "正文<img src=\"/upload/6.jpg\">", ""),
    ];
    let report = import(&county, &lines, None).await;
    assert_eq!((report.imported, report.rejected.len()), (3, 1), "{report:?}");
    assert_eq!((report.rejected[0].line, report.rejected[0].reason.as_str()), (3, "正文只有 1 张旧站的图片，没有文字"));
    let incomplete: Vec<(usize, &str, String)> =
        report.incomplete.iter().map(|one| (one.line, one.title.as_str(), one.lost.to_string())).collect();
    assert_eq!(
        incomplete,
        [(1, "甲", "2 张图片、1 个附件、文号“示发〔2020〕7号”".to_owned()), (4, "丁", "1 张图片".to_owned()),]
    );
    let article = newest(&county, "tzgg").await;
    assert_eq!(
        article.body.as_str(),
        "<p>会议召开。会场</p><p><a href=\"/upload/3.pdf\">附件：名单</a>，另见<a href=\"/news/4.html\">通报</a></p>"
    );
    let again = import(&county, &lines, None).await;
    assert_eq!((again.already_there, again.incomplete.len()), (3, 0), "said when it came in");
}

#[tokio::test]
async fn columns_are_found_by_code_and_by_name_and_units_by_their_old_name() {
    let county = TestCounty::new().await;
    let line = |title: &str, column: &str| json!({ "title": title, "date": "2018-12-03", "column": column, "source": "县食药监局", "body": "正文" });
    let report = import(&county, &[line("甲", "tzgg"), line("乙", "通知公告"), line("丙", "便民通知公告")], None).await;
    assert_eq!(report.imported, 3, "{report:?}");
    let item = county.cms.latest(&[column("tzgg")], 1).await.unwrap().remove(0);
    let record = county.cms.store().item_by_code(&item.code).await.unwrap().unwrap();
    assert_eq!(
        (record.origin, record.unit.as_str(), record.unit_name.as_str()),
        (Origin::Import, "syjj", "县食药监局")
    );
    let article = newest(&county, "tzgg").await;
    assert_eq!((article.content.detail, article.content.source.as_str()), (Detail::default(), "县食药监局"));
    assert!(!article.direct && article.signed_by_unit.is_empty(), "nobody of the county signed it here");
}

#[tokio::test]
async fn what_real_exports_do_wrong() {
    let county = TestCounty::new().await;
    let good = json!({ "title": "甲", "date": "2018/12/3", "column": "tzgg", "body": "正文", "url": null });
    let mut text = format!("\u{feff}{good}\r\n\r\n");
    let _ = writeln!(
        text,
        "{}",
        json!({ "title": "题".repeat(201), "date": "2018-12-03", "column": "tzgg", "body": "文" })
    );
    let _ = writeln!(text, "{}", json!({ "title": "乙", "date": "2018-12-03", "column": "wsjb", "body": "正文" }));
    let _ = writeln!(text, "{}", json!({ "title": "丙", "date": "2018-12-03", "column": "tzgg", "body": " " }));
    let _ = writeln!(text, "{}", json!({ "title": 7 }));
    let mut bytes = text.into_bytes();
    bytes.extend(b"\xb2\xe2\xca\xd4\n"); // GBK
    bytes.extend(json!({ "title": "丁", "date": "2018-12-04", "column": "tzgg", "body": "正文" }).to_string().bytes());
    let report = county.cms.import_items(&Ctx::system("test"), Cursor::new(bytes), None).await.unwrap();
    assert_eq!(report.imported, 2, "{report:?}");
    let reasons: Vec<(usize, &str)> = report.rejected.iter().map(|row| (row.line, row.reason.as_str())).collect();
    assert_eq!(
        reasons,
        [
            (3, "标题超过 200 个字，可能混入了正文"),
            (4, "栏目“网上举报”不存放信息"),
            (5, "缺少正文"),
            (6, "字段类型不对，各字段都应是文字（第 10 个字节附近）"),
            (7, "不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8"),
        ]
    );
}

/// More than one batch, with the same items again in the second half.
#[tokio::test]
async fn many_lines_go_in_once() {
    let county = TestCounty::new().await;
    let lines: Vec<Value> = (0..120)
        .map(|number| {
            json!({ "title": format!("第 {} 件", number % 70), "date": "2019-01-02", "column": "tzgg", "body": "正文" })
        })
        .collect();
    let report = import(&county, &lines, None).await;
    assert_eq!((report.imported, report.already_there, report.rejected.len()), (70, 50, 0));
    let again = import(&county, &lines, None).await;
    assert_eq!((again.imported, again.already_there), (0, 120));
    let imports = county.logged_actions().await.iter().filter(|action| *action == "item.import").count();
    assert_eq!(imports, 70, "one event for each item");
    assert!(county.cms.store().verify_log().await.unwrap().faults.is_empty());
}

/// How long the documents of a province may take, on two cores and not even optimised.
const LIMIT: Duration = Duration::from_secs(10);

/// 671 documents of a province, where they are at hand; else as many that are made up to the same measure.
#[tokio::test]
async fn six_hundred_documents_go_in_within_ten_seconds() {
    let (what, archive) = documents();
    let county = TestCounty::new().await;
    let reader = BufReader::new(GzDecoder::new(Cursor::new(archive)));
    let start = Instant::now();
    let report = county.cms.import_items(&Ctx::system("test"), reader, Some(&column("wjzl"))).await.unwrap();
    let elapsed = start.elapsed();
    println!("{} {what} documents in {elapsed:?}", report.imported);
    assert_eq!((report.imported, report.already_there, report.rejected), (671, 0, vec![]));
    let published = county.cms.published_counts().await.unwrap();
    assert_eq!(published.values().sum::<i64>(), 671);
    assert!(published.get(&column("wjzl")).is_some_and(|items| *items > 500));
    assert!(county.cms.store().verify_log().await.unwrap().faults.is_empty());
    assert!(elapsed < LIMIT, "{elapsed:?} for the {what} documents");
}

/// The archive and what is in it. The real one is not part of the repository: it lies in the folder that `SHARED_DIR`
/// names, or in `shared` beside the checkout. A folder of that kind without it is a fault, not a reason to make some up.
#[expect(clippy::disallowed_methods, reason = "SHARED_DIR says where the data lies on a machine that has it")]
fn documents() -> (&'static str, Vec<u8>) {
    let named = std::env::var_os("SHARED_DIR").map(PathBuf::from);
    let beside = PathBuf::from("../../../shared");
    let is_ours = named.is_some() || ["data", "plan"].iter().any(|part| beside.join(part).is_dir());
    if !is_ours {
        return ("made-up", made_up_documents());
    }
    let path = named.unwrap_or(beside).join("data/government_documents.jsonl.gz");
    let archive = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    ("real", archive)
}

/// As many documents as the real ones, as long and of as many kinds.
fn made_up_documents() -> Vec<u8> {
    let mut archive = GzEncoder::new(Vec::new(), Compression::default());
    for number in 1..=671 {
        let line = json!({
            "title": format!("关于做好第 {number} 号示例工作的通知"),
            "date": format!("20{}-{:02}-{:02}", 10 + number % 12, 1 + number % 12, 1 + number % 28),
            // One in ten names a category that is a column here, the others go where the option says.
            "cat": if number % 10 == 0 { "政策解读" } else { "省政府政策文件" },
            "dept": "示例厅",
            "docno": format!("示发〔2020〕{number}号"),
            "url": format!("https://www.example.com/{number}.html"),
            "body": format!("第 {number} 号文件：{}", "各单位要认真落实示例工作，按时报送进展情况。 ".repeat(45)),
        });
        writeln!(archive, "{line}").unwrap();
    }
    archive.finish().unwrap()
}
