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
    assert_eq!(page.texts("h1"), ["政府网站工作季度报表（2026年第四季度）"]);
    let text = page.text();
    assert!(text.contains("2026年第四季度尚未结束，统计截至 2026-11-24"), "{text}");
    assert!(text.contains("填报单位："), "{text}");
    // The names of parts and groups stand before their first row; label and figure end every row.
    let form = page.texts(".paper__report tr");
    let row = |label: &str| form.iter().find(|row| row.contains(label)).unwrap_or_else(|| panic!("{label}: {form:?}"));
    assert_eq!(row("网站总访问量"), "网站总访问量（单位：次）由人工填写");
    assert_eq!(row("总数（单位：条）"), "信息发布总数（单位：条）1");
    assert_eq!(row("收到留言数量"), "留言办理收到留言数量（单位：条）由人工填写");
    assert_eq!(row("是否开展应急演练"), "是否开展应急演练□是 □否");
    assert_eq!(row("千人千网"), "创新发展□搜索即服务 □多语言版本 □无障碍浏览 □千人千网 □其他");
    assert_eq!(form[form.len() - 5..], ["单位负责人", "审核人", "填报人", "联系电话", "填报日期"]);
    assert!(page.texts(".paper__figures th").contains(&"收到读者反馈（件）".to_owned()));
    assert!(page.texts(".paper__matrix tbody th").contains(&"合计".to_owned()));

    let file = office.get("/desk/work-report.xlsx?year=2026&quarter=4").await;
    assert_eq!(file.status, StatusCode::OK);
    let name = file.header(header::CONTENT_DISPOSITION);
    assert_eq!(name, "attachment; filename=\"longan-work-report-2026-q4.xlsx\"");
    assert!(office.get("/desk").await.texts(".sidebar__link").iter().any(|link| link.contains("工作报表")));
    // What is asked for is answered, or said not to be there; nothing else is given in its place.
    for nothing in ["/desk/work-report?year=x&quarter=9", "/desk/work-report.xlsx?year=2026&quarter=5"] {
        assert_eq!(office.get(nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    for to_come in ["/desk/work-report?year=2027&quarter=1", "/desk/work-report.xlsx?year=2027&quarter=1"] {
        let answer = office.get(to_come).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{to_come}");
        assert!(answer.text().contains("2027年第一季度尚未开始"), "{to_come}");
    }
    let offered = office.get("/desk/work-report").await.texts("select[name=quarter] option");
    assert_eq!(offered, ["全年", "第一季度", "第二季度", "第三季度", "第四季度"]);
}
