//! Content of an old site.

use std::io::Cursor;

use cms::{Ctx, Error};
use testkit::TestCounty;

use super::column;

const FILE: &str = r#"{"title":"关于开展检查的通知","date":"2019-05-06","column":"tzgg","body":"第一段\n第二段","source":"县教育局"}
{"title":"","date":"2019-05-06","column":"tzgg","body":"正文"}
{"title":"无日期","date":"去年","column":"tzgg","body":"正文"}
{"title":"无此栏目","date":"2019-05-06","column":"nowhere","body":"正文"}
not json

{"title":"某办法","date":"2020-01-02","cat":"国家政策文件","dept":"某厅","docno":"某科发〔2020〕1号","url":"https://example.com/1","body":"<p>正文<script>x</script></p>"}
{"title":"明年的","date":"2027-05-06","column":"tzgg","body":"正文"}
"#;

#[tokio::test]
async fn good_lines_go_in_and_bad_ones_are_named() {
    for county in crate::both_databases().await {
        let system = Ctx::system("test");
        let documents = column("wjzl");
        let report = county.cms.import_items(&system, Cursor::new(FILE), Some(&documents)).await.unwrap();
        assert_eq!((report.imported, report.already_there), (2, 0));
        let lines: Vec<usize> = report.rejected.iter().map(|rejected| rejected.line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 8]);
        assert_eq!(report.rejected[1].reason, "日期“去年”无法识别");

        let row = county.cms.latest(&[column("tzgg")], 1).await.unwrap().remove(0);
        assert_eq!(domain::time::minute(row.published_at), "2019-05-06 00:00");
        let row = county.cms.latest(std::slice::from_ref(&documents), 1).await.unwrap().remove(0);
        assert_eq!(row.document_number.as_deref(), Some("某科发〔2020〕1号"));
        let Some(cms::portal::Article::Live(article)) = county.cms.article(&row.code).await.unwrap() else { panic!() };
        assert_eq!(article.body.as_str(), "<p>正文</p>");

        let again = county.cms.import_items(&system, Cursor::new(FILE), Some(&documents)).await.unwrap();
        assert_eq!((again.imported, again.already_there), (0, 2));
        assert!(county.cms.store().verify_log().await.unwrap().faults.is_empty());
    }
}

#[tokio::test]
async fn a_file_without_columns_needs_a_default_that_holds_items() {
    let county = TestCounty::new().await;
    let system = Ctx::system("test");
    let line = r#"{"title":"某办法","date":"2020-01-02","body":"正文"}"#;
    let report = county.cms.import_items(&system, Cursor::new(line), None).await.unwrap();
    assert_eq!(report.rejected[0].reason, "没有写明栏目，也没有指定默认栏目");
    let group = column("gkyw");
    assert!(matches!(county.cms.import_items(&system, Cursor::new(line), Some(&group)).await, Err(Error::Invalid(_))));
    let clerk = county.ctx("fabu").await;
    assert!(matches!(county.cms.import_items(&clerk, Cursor::new(line), None).await, Err(Error::Refused(_))));
}
