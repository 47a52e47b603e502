//! Guides to services over HTTP: the form, the report of a file, its import, the directory as a file.

use axum::http::StatusCode;
use domain::desk::services::ServicesReport;

use crate::site::{Site, Visitor};

const FILE: &str = "/desk/services/file";

const LINES: &str = concat!(
    r#"{"title":"老年人优待证办理","department":"县民政局","class":"公共服务","phone":"0771-1234567"}"#,
    "\n",
    r#"{"title":"缺单位的事项","class":"处罚"}"#,
    "\n",
);

async fn report(visitor: &mut Visitor, query: &str, name: &str, bytes: &[u8]) -> ServicesReport {
    let answer = visitor.import(&format!("{FILE}{query}"), name, bytes).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

#[tokio::test]
async fn a_file_is_looked_at_imported_and_comes_back_as_a_workbook() {
    let site = Site::new().await;
    let mut lead = site.signed_in("shenhe").await;
    let preview = report(&mut lead, "", "a.jsonl", LINES.as_bytes()).await;
    assert_eq!((preview.imported, preview.rejected_rows(), preview.rejected.len()), (1, 1, 2));
    let column = site.visitor().get("/c/zxbs").await;
    assert!(!column.text().contains("老年人优待证办理"), "a report publishes nothing");

    let confirm = format!("?column=zxbs&seen={}", preview.seen);
    let done = report(&mut lead, &confirm, "a.jsonl", LINES.as_bytes()).await;
    assert_eq!(done, preview);
    let workbook = lead.get("/desk/services.xlsx").await;
    assert!(workbook.header("content-disposition").contains("longan-services.xlsx"));
    let again = report(&mut lead, "", "办事指南.xlsx", &workbook.body).await;
    assert_eq!((again.imported, again.already_there, again.rejected.len()), (0, 1, 0));
    let lines = lead.get("/desk/services.jsonl").await;
    assert!(lines.text().contains(r#""title":"老年人优待证办理""#), "{}", lines.text());
    let form = lead.get("/desk/services-form.xlsx").await;
    let answer = lead.import(FILE, "模板.xlsx", form.body.to_vec()).await;
    assert_eq!((answer.status, answer.text().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "列名下面没有填写事项"));
}

#[tokio::test]
async fn what_is_no_file_of_guides_is_refused_in_words() {
    let site = Site::new().await;
    let mut lead = site.signed_in("shenhe").await;
    for (query, name, bytes, words) in [
        ("", "a.xlsm", b"PK".to_vec(), "请选择 .xlsx 或 .jsonl 文件"),
        ("", "a.xlsx", b"a,b\n".to_vec(), "文件内容不是xlsx格式"),
        ("", "a.jsonl", vec![b' '; 10 * 1024 * 1024 + 1], "文件超过10MB，请压缩或拆分后再上传"),
        ("?seen=x", "a.jsonl", LINES.as_bytes().to_vec(), "文件与预览时的不一致，请重新选择文件"),
    ] {
        let answer = lead.import(&format!("{FILE}{query}"), name, bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.text().contains(words), "{name}: {}", answer.text());
    }
}

#[tokio::test]
async fn the_page_offers_the_import_to_those_who_may() {
    let site = Site::new().await;
    for (login, panels) in [("shenhe", 1), ("fabu", 0), ("guanli", 0)] {
        let mut visitor = site.signed_in(login).await;
        let page = visitor.get("/desk/services").await;
        assert_eq!(page.texts("h1"), ["办事指南"], "{login}");
        assert_eq!(page.texts("#services-import").len(), panels, "{login}");
        assert_eq!(page.texts(".sidebar__link[href='/desk/services']").len(), panels, "{login}");
    }
}
