//! A notice is filled in with what the system knows, and asks nobody for what is others' business.

use cms::Error;
use domain::{
    account::Role,
    assessment::RuleCode,
    desk::cases::CaseStart,
    id::FindingId,
    patrol::Finding,
    rectification::{NoticeForm, Point},
};
use testkit::TestCounty;

use super::{column, form, sheet, unit};

const PAGE: &str = "https://www.lax.gov.cn/a/1";

/// A fault that the patrol has found on a page of a column.
async fn with_a_finding(county: &TestCounty, on: &str, page: &str) -> FindingId {
    county.keep_finding(&county.typo(on, page)).await
}

#[tokio::test]
async fn a_notice_is_filled_in_and_gathers_what_the_unit_owes() {
    let county = TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let finding = with_a_finding(&county, "jypx", PAGE).await;
    let start = CaseStart { finding: Some(finding), ..CaseStart::default() };
    let draft = county.cms.case_draft(&manager, start.clone()).await.unwrap();
    assert_eq!((draft.form.unit.as_str(), draft.form.working_days.as_str(), draft.same.clone()), ("jyj", "5", None));
    assert!(draft.form.points[0].fault.contains("“布署”应为“部署”"), "{:?}", draft.form.points);
    assert_eq!(draft.form.points[0].passage, "作出布署安排");
    assert!(draft.form.basis.contains("隆办发〔2018〕93号"), "{}", draft.form.basis);

    let offers = county.cms.case_offers(&manager, &unit("jyj")).await.unwrap();
    let blank = offers.iter().find(|offer| offer.point.column == Some(column("jypx")) && offer.point.finding.is_none());
    let blank = blank.expect("教育培训 is blank in a new county").clone();
    assert!(offers.iter().any(|offer| offer.point.finding == Some(finding)));
    let of_finance = county.cms.case_offers(&manager, &unit("czj")).await.unwrap();
    assert!(of_finance.iter().all(|offer| offer.point.column != Some(column("jypx"))), "{of_finance:?}");

    let mut form = draft.form;
    form.points.push(blank.point);
    let case = county.cms.open_case(&manager, form).await.unwrap();
    let again = county.cms.case_draft(&manager, start).await.unwrap();
    assert_eq!(again.same.map(|same| same.id), Some(case), "it is held against the unit already");
    let start = CaseStart { column: Some(column("jypx")), ..CaseStart::default() };
    let of_board = county.cms.case_draft(&manager, start).await.unwrap();
    assert_eq!(of_board.same.map(|same| same.id), Some(case));
    assert!(of_board.form.points[0].fault.contains("空白"), "{:?}", of_board.form.points);
    let offers = county.cms.case_offers(&manager, &unit("jyj")).await.unwrap();
    assert!(offers.iter().filter(|offer| offer.same.is_some()).count() == 2, "{offers:?}");

    let now = sheet(&county, "fabu", case).await.now;
    let words: Vec<String> = now.into_iter().flatten().map(|now| now.words).collect();
    assert!(words[0].starts_with("巡查核实：") && words[1] == "栏目看板：空白", "{words:?}");
    let nobody = CaseStart { finding: Some(FindingId::new(999_999)), ..CaseStart::default() };
    assert!(matches!(county.cms.case_draft(&manager, nobody).await, Err(Error::NotFound)));
}

/// What the assessment finds in a column becomes a point in its words, as long as it finds it.
#[tokio::test]
async fn a_notice_can_begin_at_the_evidence_of_a_veto() {
    let county = TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let at = |rules: &str, veto: &str| CaseStart {
        column: Some(column("jypx")),
        rules: rules.into(),
        veto: RuleCode::parse(veto),
        ..CaseStart::default()
    };
    let draft = county.cms.case_draft(&manager, at("", "v4c")).await.unwrap();
    assert_eq!((draft.form.unit.as_str(), draft.form.subject.as_str()), ("jyj", "“教育培训”没有任何信息"));
    let [point] = &draft.form.points[..] else { panic!("{:?}", draft.form.points) };
    assert_eq!(point.fault, "“教育培训”没有任何信息；属单项否决“栏目不更新”的情形：空白栏目5个以上");
    assert_eq!((point.place.as_str(), point.seen.as_str()), ("/c/jypx", "2026-11-24 09:00"));
    assert_eq!(point.column, Some(column("jypx")));
    let case = county.cms.open_case(&manager, draft.form).await.unwrap();
    let again = county.cms.case_draft(&manager, at("census-2015", "columns-blank")).await.unwrap();
    assert!(again.form.points[0].fault.starts_with("“教育培训”没有任何信息；"), "{:?}", again.form.points);
    assert_eq!(again.same.map(|same| same.id), Some(case), "one column, one ground, whichever condition names it");
    // Nothing is overdue in a new county: the notice begins as from the board.
    let of_board = county.cms.case_draft(&manager, at("", "v4b")).await.unwrap();
    assert!(of_board.form.points[0].fault.starts_with("栏目“"), "{:?}", of_board.form.points);
    for unknown in [at("", "no-such-veto"), at("no-such-rules", "v4c")] {
        assert!(matches!(county.cms.case_draft(&manager, unknown).await, Err(Error::NotFound)));
    }
}

/// 人事信息 is the business of two units, 教育培训 of one.
#[tokio::test]
async fn among_several_units_the_office_chooses() {
    let county = TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let (shared, own) = (with_a_finding(&county, "rsxx", PAGE).await, with_a_finding(&county, "jypx", "/a/2").await);
    for (start, expected) in [
        (CaseStart { finding: Some(shared), ..CaseStart::default() }, ""),
        (CaseStart { column: Some(column("rsxx")), ..CaseStart::default() }, ""),
        (CaseStart { column: Some(column("rsxx")), unit: Some(unit("rsj")), ..CaseStart::default() }, "rsj"),
        (CaseStart { finding: Some(own), ..CaseStart::default() }, "jyj"),
    ] {
        assert_eq!(county.cms.case_draft(&manager, start.clone()).await.unwrap().form.unit, expected, "{start:?}");
    }
    for (of, offered) in [("rsj", true), ("zzb", true), ("xwb", false), ("jyj", false)] {
        let offers = county.cms.case_offers(&manager, &unit(of)).await.unwrap();
        assert_eq!(offers.iter().any(|offer| offer.point.finding == Some(shared)), offered, "{of}");
    }
}

/// 人事信息 is the business of two units, 文件资料 of all.
#[tokio::test]
async fn what_is_on_a_page_is_held_against_the_unit_that_published_it() {
    let county = TestCounty::new().await;
    let (manager, plan) = (county.ctx("guanli").await, county.cms.plan());
    for (on, source, publisher, other, lead) in
        [("rsxx", "县人社局", "rsj", "zzb", "xwb"), ("wjzl", "财政局", "czj", "jyj", "zwb")]
    {
        let typo = county.typo(on, &format!("https://www.lax.gov.cn/a/{on}"));
        let owner = typo.owner.clone().published_by(&plan, Some(source));
        let finding = county.keep_finding(&Finding { owner, ..typo }).await;
        let start = CaseStart { finding: Some(finding), ..CaseStart::default() };
        let draft = county.cms.case_draft(&manager, start).await.unwrap();
        assert_eq!(draft.form.unit, publisher);
        for (of, offered) in [(publisher, true), (other, false), (lead, false)] {
            let offers = county.cms.case_offers(&manager, &unit(of)).await.unwrap();
            assert_eq!(offers.iter().any(|offer| offer.point.finding == Some(finding)), offered, "{on} {of}");
        }
        let to = |unit: &str| NoticeForm { unit: unit.into(), points: draft.form.points.clone(), ..form(&county.cms) };
        let sent = county.cms.open_case(&manager, to(other)).await;
        let Err(Error::Invalid(faults)) = sent else { panic!("{on}: {sent:?}") };
        assert_eq!(faults[0].field, "points.0.fault");
        assert!(faults[0].message.contains(plan.unit_name(&unit(publisher))), "{faults:?}");
        // Who leads the column may be held to all of it.
        county.cms.open_case(&manager, to(lead)).await.unwrap();
    }
}

#[tokio::test]
async fn no_unit_is_asked_for_what_only_others_may_touch() {
    let county = TestCounty::new().await;
    let manager = county.ctx("guanli").await;
    let finding = with_a_finding(&county, "jypx", PAGE).await;
    let points = vec![
        Point { fault: "写了通知的人自己看到的".into(), ..Point::default() },
        Point { fault: "错别字".into(), finding: Some(finding), ..Point::default() },
        Point { fault: "栏目空白".into(), column: Some(column("jypx")), ..Point::default() },
        Point { fault: "已经不在了".into(), finding: Some(FindingId::new(999_999)), ..Point::default() },
    ];
    let sent = county.cms.open_case(&manager, NoticeForm { unit: "czj".into(), points, ..form(&county.cms) }).await;
    let Err(Error::Invalid(faults)) = sent else { panic!("{sent:?}") };
    let fields: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["points.1.fault", "points.2.fault", "points.3.fault"]);
    assert!(faults[0].message.contains("教育培训"), "{faults:?}");
}

#[tokio::test]
async fn what_is_held_against_one_unit_is_not_held_against_another() {
    let county = TestCounty::new().await;
    county.open_account("guanli2", "黄经理", Role::PortalManager, "xcb").await;
    let manager = county.ctx("guanli2").await;
    let start = CaseStart { column: Some(column("jypx")), ..CaseStart::default() };
    // 县政务办 leads the column and may be held to it as well.
    let of_lead = NoticeForm { unit: "zwb".into(), ..form(&county.cms) };
    county.cms.open_case(&manager, of_lead).await.unwrap();
    let same = async || {
        let offers = county.cms.case_offers(&manager, &unit("jyj")).await.unwrap();
        let offer = offers.into_iter().find(|offer| offer.point.column == Some(column("jypx"))).unwrap();
        let draft = county.cms.case_draft(&manager, start.clone()).await.unwrap();
        (offer.same.map(|case| case.id), draft.same.map(|case| case.id))
    };
    assert_eq!(same().await, (None, None));
    let case = super::opened(&county).await;
    assert_eq!(same().await, (Some(case), Some(case)));
}

/// 县委办 leads 人事信息, for which two others answer, and 领导之窗, for which it answers itself since all units write there.
#[tokio::test]
async fn what_a_unit_is_asked_for_is_found_behind_what_it_only_leads() {
    let county = TestCounty::new().await;
    for number in 0..101 {
        with_a_finding(&county, "rsxx", &format!("/a/{number}")).await;
    }
    county.advance_minutes(1);
    let finding = with_a_finding(&county, "ldzc", PAGE).await;
    let offers = county.cms.case_offers(&county.ctx("guanli").await, &unit("xwb")).await.unwrap();
    let found: Vec<_> = offers.iter().filter_map(|offer| offer.point.finding).collect();
    assert_eq!(found, [finding]);
}
