//! 工作报表 through the front door: the page, and the workbook beside it.

use axum::http::{StatusCode, header};

use crate::{site::Site, story};

#[tokio::test]
async fn the_office_reads_the_report_and_takes_it_away() {
    let site = Site::new().await;
    story::live(&site.county, "秋季学期工作安排").await;
    let mut office = site.signed_in("guanli").await;
    let page = office.get("/desk/work-report?year=2026&quarter=4").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.texts("h1"), ["政府网站工作季度报表"]);
    let text = page.text();
    assert!(text.contains("2026年第四季度尚未结束，统计截至 2026-11-24"), "{text}");
    // Label and figure of every row, in the order of the form.
    let (labels, figures) = (page.texts(".paper__figures th"), page.texts(".paper__figures td"));
    let of = |label: &str| labels.iter().position(|known| known == label).map(|place| figures[place].as_str());
    assert_eq!(of("总数（条）"), Some("1"));
    assert_eq!(of("网站总访问量（次）"), Some("由人工填写"));
    assert_eq!(of("安全检测评估次数（次）"), Some("由人工填写"));
    assert!(page.texts(".paper__matrix tbody th").contains(&"合计".to_owned()));

    let file = office.get("/desk/work-report.xlsx?year=2026&quarter=4").await;
    assert_eq!(file.status, StatusCode::OK);
    let name = file.header(header::CONTENT_DISPOSITION);
    assert_eq!(name, "attachment; filename=\"longan-work-report-2026-q4.xlsx\"");
    assert!(office.get("/desk").await.texts(".sidebar__link").iter().any(|link| link.contains("工作报表")));
    // A period that nobody can have meant is this year.
    assert_eq!(office.get("/desk/work-report?year=x&quarter=9").await.texts("h1"), ["政府网站工作年度报表"]);
}
