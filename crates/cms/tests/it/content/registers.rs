//! Structured tables: previewed, confirmed, public with the revision that uses them, and withdrawn by themselves.

use cms::{
    Ctx, Error, Result,
    register::{DownloadFormat, RegisterOrder, RegisterUpload},
};
use domain::{
    desk::{
        content::{Ask, NewItem, Save, Saved},
        register::{RegisterPreview, RegisterSummary, Treatment},
    },
    event::SubjectKind,
    id::{ItemId, RegisterId},
    item::Content,
    kind::{Checklist, Detail, Kind, NameList},
    permission::Refusal,
    register::Profile,
};
use testkit::{TestCounty, secrecy_review};

use super::{change_of, column, decide, draft, published, refused, sheet, sign, write};

const LIST: &str =
    "姓名,身份证号,乡镇,金额\n韦示例,11010519491231002X,示例镇,600\n黄示范,450123201203051237,示例乡,500\n";

fn order(profile: Profile) -> RegisterOrder {
    RegisterOrder { name: "示例补助名单".into(), profile, instead_of: None }
}

fn upload(text: &str) -> RegisterUpload<'static> {
    RegisterUpload { name: "名单.csv", declared_mime: "text/csv", bytes: text.as_bytes().to_vec() }
}

async fn preview(county: &TestCounty, ctx: &Ctx, item: ItemId, text: &str) -> RegisterPreview {
    county.cms.preview_register(ctx, item, &order(Profile::Beneficiaries), upload(text)).await.unwrap()
}

/// Previewed and confirmed, until 22 February 2027.
async fn imported(county: &TestCounty, ctx: &Ctx, item: ItemId, text: &str) -> RegisterSummary {
    let seen = preview(county, ctx, item, text).await.seen;
    let until = Some("2027-02-22".parse().unwrap());
    county.cms.create_register(ctx, item, &order(Profile::Beneficiaries), until, &seen, upload(text)).await.unwrap()
}

/// A list of people in 社会救助和社会福利领域, where the education bureau writes too.
async fn list_draft(county: &TestCounty, ctx: &Ctx) -> ItemId {
    let new = NewItem { column: column("shjzfl"), kind: Some(Kind::NameList), submitted_by: None, explains: None };
    let item = county.cms.create_item(ctx, &new).await.unwrap();
    write(county, ctx, item, "补助名单公示", "").await;
    item
}

/// Saves the draft with the table in it, and has its secrecy reviewed.
async fn use_table(county: &TestCounty, ctx: &Ctx, item: ItemId, table: RegisterId) {
    assert!(matches!(save_table(county, ctx, item, table).await.unwrap(), Saved::Done { .. }));
    county.cms.record_secrecy_review(ctx, item, secrecy_review()).await.unwrap();
}

async fn save_table(county: &TestCounty, ctx: &Ctx, item: ItemId, table: RegisterId) -> Result<Saved> {
    let opened = sheet(county, ctx, item).await;
    let detail = Detail::NameList(NameList {
        benefit: "示例补助".into(),
        decided_by: "示例单位".into(),
        contact: "示例单位 0000-1234567".into(),
        table: Some(table),
        ..NameList::default()
    });
    let content = Content { change: change_of(&opened), detail, ..opened.content.clone() };
    let save = Save { item, revision: opened.row.revision, version: opened.row.version, content };
    county.cms.save(ctx, save).await
}

async fn public_rows(county: &TestCounty, item: ItemId, words: &str) -> Option<Vec<Vec<String>>> {
    let code = county.cms.store().item(item).await.unwrap().unwrap().code;
    Some(county.cms.live_register(&code, words, 1).await.unwrap()?.rows.rows)
}

#[tokio::test]
async fn a_preview_shows_what_would_be_public_and_stores_nothing() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = list_draft(&county, &author).await;
    let before = county.cms.store().last_event().await.unwrap();
    let shown = preview(&county, &author, item, LIST).await;
    assert_eq!(shown.header, ["姓名", "身份证号", "乡镇", "金额"]);
    assert_eq!(shown.rows[1], ["黄某", "45*************237", "示例乡", "500"]);
    assert_eq!(shown.columns[1].treatment, Treatment::Masked);
    assert_eq!((shown.total, shown.personal_until), (2, Some("2027-02-22".parse().unwrap())), "ninety days");
    assert_eq!(county.cms.store().last_event().await.unwrap(), before);
    assert_eq!(
        county.cms.store().unused_registers(county.cms.now() + chrono::TimeDelta::days(1), 9).await.unwrap(),
        []
    );
    let faulty = preview(&county, &author, item, "姓名,金额\n韦示例,1,没有列名\n").await;
    assert_eq!((faulty.faults[0].cell.as_str(), faulty.seen.as_str()), ("C1", ""));
}

#[tokio::test]
async fn only_what_the_preview_showed_is_stored() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = list_draft(&county, &author).await;
    let seen = preview(&county, &author, item, LIST).await.seen;
    let order = order(Profile::Beneficiaries);
    let until = Some("2027-02-22".parse().unwrap());
    let cms = &county.cms;
    let other = cms.create_register(&author, item, &order, until, &seen, upload("姓名\n农样例\n")).await;
    assert!(matches!(other, Err(Error::Invalid(faults)) if faults[0].message.contains("与预览时的不一致")));
    for (until, words) in
        [(None, "请填写公示截止日期"), (Some("2026-11-24"), "须晚于今天"), (Some("2028-01-01"), "公示期最长一年")]
    {
        let until = until.map(|day| day.parse().unwrap());
        let made = cms.create_register(&author, item, &order, until, &seen, upload(LIST)).await;
        assert!(matches!(&made, Err(Error::Invalid(faults)) if faults[0].message.contains(words)), "{made:?}");
    }
    let made = cms.create_register(&author, item, &order, until, &seen, upload(LIST)).await.unwrap();
    assert_eq!((made.rows, made.personal_until), (2, until));
    assert!(made.note.contains("身份证号：身份证件号码，只留前 2 位和后 3 位"), "{}", made.note);
    let events = cms.store().events_of(SubjectKind::Register, &made.id.to_string()).await.unwrap();
    assert_eq!(events[0].action, "register.import");
    assert!(!events[0].data.contains("韦示例") && !events[0].data.contains("11010519"), "{}", events[0].data);
    // What nobody typed stands nowhere in the database.
    let rows = cms.store().register_rows(made.id, &store_search(""), 9, 0).await.unwrap();
    assert!(rows.iter().flatten().all(|cell| !cell.contains("19491231")), "{rows:?}");
}

fn store_search(words: &str) -> store::register::RegisterSearch {
    store::register::RegisterSearch::of(words)
}

#[tokio::test]
async fn whoever_may_edit_the_item_imports_and_its_readers_read() {
    let county = TestCounty::new().await;
    let (author, other, reviewer) = (county.ctx("fabu").await, county.ctx("fabu2").await, county.ctx("shenhe").await);
    let item = list_draft(&county, &author).await;
    let order = order(Profile::Beneficiaries);
    let strange = county.cms.preview_register(&other, item, &order, upload(LIST)).await;
    assert_eq!(refused(strange), Refusal::Column);
    let strange = county.cms.create_register(&other, item, &order, None, "", upload(LIST)).await;
    assert_eq!(refused(strange), Refusal::Column);
    let made = imported(&county, &author, item, LIST).await;
    assert_eq!(county.cms.show_register(&reviewer, made.id).await.unwrap().0, made);
    assert_eq!(refused(county.cms.show_register(&other, made.id).await), Refusal::OtherUnit);
    assert_eq!(refused(county.cms.draft_register_file(&other, made.id).await), Refusal::OtherUnit);
    let file = county.cms.draft_register_file(&reviewer, made.id).await.unwrap();
    assert_eq!(file.name, "示例补助名单.xlsx");
    assert!(county.cms.register_content(&file).await.unwrap().starts_with(b"PK"));
    assert!(matches!(county.cms.show_register(&author, RegisterId::new(99)).await, Err(Error::NotFound)));
    let public = published(&county, "已发").await;
    let late = county.cms.preview_register(&author, public, &order, upload(LIST)).await;
    assert_eq!(refused(late), Refusal::Stage, "a public item is revised first");
}

#[tokio::test]
async fn a_table_is_public_with_the_revision_that_uses_it() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = list_draft(&county, &author).await;
    let first = imported(&county, &author, item, LIST).await;
    use_table(&county, &author, item, first.id).await;
    assert_eq!(public_rows(&county, item, "").await, None);
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    decide(&county, &reviewer, item, sign()).await.unwrap();
    assert_eq!(public_rows(&county, item, "").await.unwrap().len(), 2);
    assert_eq!(
        public_rows(&county, item, "示例镇").await.unwrap(),
        [["韦示例", "11*************02X", "示例镇", "600"]]
    );

    // The next revision gets another table; readers keep the one that was signed.
    decide(&county, &author, item, Ask::Revise).await.unwrap();
    let more = format!("{LIST}农样例,,示例镇,700\n");
    let second = imported(&county, &author, item, &more).await;
    use_table(&county, &author, item, second.id).await;
    assert_eq!(public_rows(&county, item, "").await.unwrap().len(), 2);
    let (_, shown) = county.cms.show_register(&reviewer, second.id).await.unwrap();
    assert_eq!(shown.differences.unwrap().lines, ["新增：农样例"]);
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    decide(&county, &reviewer, item, sign()).await.unwrap();
    assert_eq!(public_rows(&county, item, "").await.unwrap().len(), 3);
    decide(&county, &reviewer, item, Ask::Withdraw { reason: "名单有误".into() }).await.unwrap();
    assert_eq!(public_rows(&county, item, "").await, None);
}

#[tokio::test]
async fn downloads_equal_the_search() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = list_draft(&county, &author).await;
    let made = imported(&county, &author, item, LIST).await;
    use_table(&county, &author, item, made.id).await;
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    decide(&county, &reviewer, item, sign()).await.unwrap();
    let code = county.cms.store().item(item).await.unwrap().unwrap().code;
    let file =
        async |words: &str| county.cms.live_register_file(&code, words, DownloadFormat::Csv).await.unwrap().unwrap();
    let (whole, part) = (file("").await, file("示例乡").await);
    assert_eq!((whole.name.as_str(), part.name.as_str()), ("示例补助名单.csv", "示例补助名单（筛选结果）.csv"));
    assert_ne!(whole.tag, part.tag);
    let text = String::from_utf8(county.cms.register_content(&part).await.unwrap()).unwrap();
    assert_eq!(text, "\u{feff}姓名,身份证号,乡镇,金额\r\n黄某,45*************237,示例乡,500\r\n");
}

#[tokio::test]
async fn the_personal_part_withdraws_itself_after_its_period() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = list_draft(&county, &author).await;
    let made = imported(&county, &author, item, LIST).await;
    use_table(&county, &author, item, made.id).await;
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    decide(&county, &reviewer, item, sign()).await.unwrap();
    let system = Ctx::system("test");
    county.set_clock("2027-02-22 23:59");
    assert_eq!(county.cms.withdraw_personal_parts(&system).await.unwrap(), 0, "the last day is a day of the period");
    let code = county.cms.store().item(item).await.unwrap().unwrap().code;
    let tag = county.cms.live_register_file(&code, "", DownloadFormat::Csv).await.unwrap().unwrap().tag;
    county.set_clock("2027-02-23 00:00");
    assert_eq!(county.cms.withdraw_personal_parts(&system).await.unwrap(), 1);
    assert_eq!(county.cms.withdraw_personal_parts(&system).await.unwrap(), 0);
    let left = county.cms.live_register(&code, "", 1).await.unwrap().unwrap();
    assert_eq!(left.header, ["乡镇", "金额"]);
    assert_eq!(left.rows.rows, [["示例镇", "600"], ["示例乡", "500"]]);
    assert_eq!(left.withdrawn_on, Some("2027-02-23".parse().unwrap()));
    assert_eq!(public_rows(&county, item, "韦示例").await.unwrap(), [[""; 0]; 0]);
    assert_ne!(county.cms.live_register_file(&code, "", DownloadFormat::Csv).await.unwrap().unwrap().tag, tag);
    let events = county.cms.store().events_of(SubjectKind::Item, &item.to_string()).await.unwrap();
    assert!(events.iter().any(|event| event.action == "register.withdraw-personal"));
    let notices = county.cms.notices(&author).await.unwrap();
    assert!(notices[0].text.contains("公示期已满，个人信息已自动撤下"), "{}", notices[0].text);
    assert_eq!(refused(county.cms.withdraw_personal_parts(&author).await), Refusal::Role);
}

#[tokio::test]
async fn a_table_that_nobody_used_is_forgotten() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = list_draft(&county, &author).await;
    let (kept, left) = (imported(&county, &author, item, LIST).await, imported(&county, &author, item, LIST).await);
    use_table(&county, &author, item, kept.id).await;
    let system = Ctx::system("test");
    county.advance_days(6);
    assert_eq!(county.cms.forget_unused_registers(&system).await.unwrap(), 0);
    county.advance_days(2);
    assert_eq!(county.cms.forget_unused_registers(&system).await.unwrap(), 1);
    let author = county.ctx("fabu").await;
    assert!(county.cms.show_register(&author, kept.id).await.is_ok());
    assert!(matches!(county.cms.show_register(&author, left.id).await, Err(Error::NotFound)));
    assert!(county.logged_actions().await.contains(&"register.forget".to_owned()));
}

#[tokio::test]
async fn a_list_of_powers_has_no_period() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = draft(&county, &author, "权责清单").await;
    let text = "编码,事项,实施机关\nA-1,示例事项,示例局\n";
    let order = RegisterOrder { name: "  权责清单 ".into(), profile: Profile::Public, instead_of: None };
    let shown = county.cms.preview_register(&author, item, &order, upload(text)).await.unwrap();
    assert_eq!(shown.personal_until, None);
    let until = Some("2027-02-22".parse().unwrap());
    let made = county.cms.create_register(&author, item, &order, until, &shown.seen, upload(text)).await.unwrap();
    assert_eq!((made.name.as_str(), made.personal_until), ("权责清单", None));
    let instead = RegisterOrder { instead_of: Some(made.id), ..order };
    let changed = "编码,事项,实施机关\nA-1,示例事项,示例二局\n";
    let shown = county.cms.preview_register(&author, item, &instead, upload(changed)).await.unwrap();
    assert_eq!(shown.differences.unwrap().lines, ["变更：A-1（实施机关：示例局 → 示例二局）"]);
    assert_eq!(sheet(&county, &author, item).await.row.id, item);
    let nameless = RegisterOrder { name: " ".into(), ..instead };
    let made = county.cms.create_register(&author, item, &nameless, None, &shown.seen, upload(changed)).await;
    assert!(matches!(made, Err(Error::Invalid(faults)) if faults[0].field == "name"));
}

#[tokio::test]
async fn a_draft_uses_tables_of_its_own_that_were_masked_for_it() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let (item, other) = (list_draft(&county, &author).await, list_draft(&county, &author).await);
    let theirs = imported(&county, &author, other, LIST).await;
    let refused = save_table(&county, &author, item, theirs.id).await;
    assert!(matches!(refused, Err(Error::Invalid(faults)) if faults[0].field == "detail.table"));
    // A table that came in as one of firms and offices has its names in full: it is no list of people.
    let order = order(Profile::Public);
    let seen = county.cms.preview_register(&author, item, &order, upload(LIST)).await.unwrap().seen;
    let open = county.cms.create_register(&author, item, &order, None, &seen, upload(LIST)).await.unwrap();
    assert!(save_table(&county, &author, item, open.id).await.is_err());
    let content = Content {
        detail: Detail::Register(Checklist { table: Some(open.id), ..Checklist::default() }),
        ..Content::default()
    };
    assert_eq!(content.registers(), [open.id]);
    let own = imported(&county, &author, item, LIST).await;
    assert!(matches!(save_table(&county, &author, item, own.id).await.unwrap(), Saved::Done { .. }));
}
