//! What stops a submission: every blocker of the metadata and of the secrecy review, each at the field that mends it.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate};
use domain::{
    checks::{
        ATTACHMENTS_MAX, BODY_MAX, CHANGE_NOTE_MAX, Confirmation, Finding, KEYWORDS_MAX, LINE_MAX, Report, SUMMARY_MAX,
        Severity, TEXT_MAX, TITLE_MAX, bounds, change_note, metadata, secrecy, secrecy_fields,
    },
    id::{ItemCode, MediaId},
    item::{Attachment, ChangeKind, ChangeNote, Content, Disclosure, EventDate, EventKind, SecrecyReview},
    kind::{
        Article, Detail, Facet, Interpretation, Kind, Nature, NoticeType, Part, PolicyDocument, Reading, Reprint,
        Validity, taken_by,
    },
    plan::{AssuranceMode, Cadence, Column, ColumnCode, ColumnKind, PlanRow, Signing},
};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date")
}

fn tomorrow() -> NaiveDate {
    today() + Days::new(1)
}

fn column(kind: ColumnKind, cadence: Cadence, modes: &[AssuranceMode]) -> Column {
    Column {
        code: ColumnCode::parse("tzgg").expect("a code"),
        name: "通知公告".into(),
        alias: None,
        parent: None,
        kind,
        assessed: false,
        summary: String::new(),
        life_events: Vec::new(),
        counts_as: None,
        row: Some(PlanRow {
            owed_since: None,
            owing_since: BTreeMap::new(),
            number: "C01".into(),
            modes: modes.to_vec(),
            cadence,
            releases: None,
            floor: None,
            event_term: None,
            leads: Vec::new(),
            responsible: Vec::new(),
            requirement: String::new(),
            remark: String::new(),
            link: None,
            mirrors: None,
            signing: Signing::AnyLead,
        }),
        retired_on: None,
    }
}

fn notices() -> Column {
    column(ColumnKind::Articles, Cadence::WhenNeeded, &[AssuranceMode::UnitPublishes])
}

fn with_event_clock() -> Column {
    let cadence = Cadence::AfterEvent { working_days: 20, decision_working_days: 7 };
    column(ColumnKind::Articles, cadence, &[AssuranceMode::UnitPublishes])
}

fn with_reprints() -> Column {
    column(ColumnKind::Articles, Cadence::Daily, &[AssuranceMode::UnitPublishes, AssuranceMode::Reprint])
}

fn documents() -> Column {
    column(ColumnKind::Documents, Cadence::Months { months: 6 }, &[AssuranceMode::UnitPublishes])
}

fn interpretations() -> Column {
    column(ColumnKind::Interpretations, Cadence::Months { months: 6 }, &[AssuranceMode::Submission])
}

fn complete() -> Content {
    Content {
        title: "关于示例事项的通知".into(),
        body: "<p>正文</p>".into(),
        summary: "概述".into(),
        source: "县教育局".into(),
        editor: "示例编辑".into(),
        ..Content::default()
    }
}

fn reprint() -> Reprint {
    Reprint { address: "https://www.gov.cn/a.htm".into(), published_on: Some(today()), ..Reprint::default() }
}

fn document() -> PolicyDocument {
    PolicyDocument {
        document_number: "示政办发〔2026〕1号".into(),
        issuer: "示例单位".into(),
        theme: "教育".into(),
        genre: "通知".into(),
        interest: "否".into(),
        written_on: Some(today()),
        ..PolicyDocument::default()
    }
}

fn interpretation() -> Interpretation {
    Interpretation {
        document: ItemCode::parse("23456789"),
        interpreter: "县教育局".into(),
        ..Interpretation::default()
    }
}

fn review() -> SecrecyReview {
    SecrecyReview {
        section_opinion: "同意公开".into(),
        review_opinion: "不涉密，可以公开".into(),
        leader_opinion: "同意发布".into(),
        form_number: "密审〔2026〕1号".into(),
        section_head: "示例科长".into(),
        reviewer: "示例审查人".into(),
        reviewed_on: Some(today()),
        leader: "示例领导".into(),
        content_hash: "abc".into(),
        ..SecrecyReview::default()
    }
}

/// The findings' fields, all of which must be blockers with a sentence.
fn fields(findings: &[Finding]) -> Vec<&str> {
    for finding in findings {
        assert_eq!(finding.severity, Severity::Block, "{finding:?}");
        assert!(!finding.message.is_empty(), "{finding:?}");
    }
    findings.iter().map(|finding| finding.field.as_str()).collect()
}

#[test]
fn complete_contents_have_no_blocker() {
    let event = Some(EventDate { on: today(), kind: EventKind::Licence });
    for (content, column) in [
        (complete(), notices()),
        (Content { event, ..complete() }, with_event_clock()),
        // A date that no clock asks for does no harm.
        (Content { event, ..complete() }, notices()),
        (complete(), with_reprints()),
        (Content { detail: Detail::Reprint(reprint()), ..complete() }, with_reprints()),
        (Content { detail: Detail::PolicyDocument(document()), ..complete() }, documents()),
        (Content { detail: Detail::Interpretation(interpretation()), ..complete() }, interpretations()),
        (Content { title: "长".repeat(TITLE_MAX), summary: "长".repeat(SUMMARY_MAX), ..complete() }, notices()),
        (Content { summary: String::new(), author: String::new(), ..complete() }, notices()),
    ] {
        assert_eq!(metadata(&content, &column, today()), [], "{content:?}");
    }
}

#[test]
fn each_blocker_of_every_item_names_its_field() {
    for (content, field) in [
        (Content { title: String::new(), ..complete() }, "title"),
        (Content { title: " 　\n".into(), ..complete() }, "title"),
        (Content { title: "长".repeat(TITLE_MAX + 1), ..complete() }, "title"),
        (Content { summary: "长".repeat(SUMMARY_MAX + 1), ..complete() }, "summary"),
        (Content { source: " ".into(), ..complete() }, "source"),
        (Content { editor: String::new(), ..complete() }, "editor"),
        (Content { disclosure: Disclosure::OnRequest, ..complete() }, "disclosure"),
        (Content { disclosure: Disclosure::Withheld, ..complete() }, "disclosure"),
    ] {
        assert_eq!(fields(&metadata(&content, &notices(), today())), [field], "{content:?}");
    }
}

#[test]
fn an_event_clock_demands_its_day() {
    let on = |on| Content { event: Some(EventDate { on, kind: EventKind::Formed }), ..complete() };
    for (content, expected) in [
        (complete(), vec!["event"]),
        (on(tomorrow()), vec!["event"]),
        (on(today()), vec![]),
        (on(today() - Days::new(400)), vec![]),
    ] {
        assert_eq!(fields(&metadata(&content, &with_event_clock(), today())), expected, "{:?}", content.event);
    }
}

#[test]
fn a_kind_belongs_in_its_columns_only() {
    let details = [
        Detail::default(),
        Detail::Reprint(reprint()),
        Detail::PolicyDocument(document()),
        Detail::Interpretation(interpretation()),
    ];
    // Article, reprint, document, interpretation.
    for (column, fitting) in [
        (notices(), [true, false, false, false]),
        (with_reprints(), [true, true, false, false]),
        (documents(), [false, false, true, false]),
        (interpretations(), [false, false, false, true]),
    ] {
        for (detail, fits) in details.iter().zip(fitting) {
            let content = Content { detail: detail.clone(), ..complete() };
            let expected: &[&str] = if fits { &[] } else { &["column"] };
            assert_eq!(fields(&metadata(&content, &column, today())), expected, "{detail:?} in {:?}", column.kind);
        }
    }
}

#[test]
fn a_reprint_names_its_original() {
    for (detail, expected) in [
        (Reprint { address: String::new(), ..reprint() }, "detail.address"),
        (Reprint { address: "www.gov.cn/a.htm".into(), ..reprint() }, "detail.address"),
        (Reprint { address: "ftp://www.gov.cn/a".into(), ..reprint() }, "detail.address"),
        (Reprint { address: "javascript:alert(1)".into(), ..reprint() }, "detail.address"),
        (Reprint { address: "https://localhost".into(), ..reprint() }, "detail.address"),
        (Reprint { address: "https://www.gov.cn/a b".into(), ..reprint() }, "detail.address"),
        (Reprint { published_on: None, ..reprint() }, "detail.published_on"),
        (Reprint { published_on: Some(tomorrow()), ..reprint() }, "detail.published_on"),
    ] {
        let content = Content { detail: Detail::Reprint(detail), ..complete() };
        assert_eq!(fields(&metadata(&content, &with_reprints(), today())), [expected], "{content:?}");
    }
    let http = Detail::Reprint(Reprint { address: "http://www.gov.cn/a".into(), ..reprint() });
    assert_eq!(metadata(&Content { detail: http, ..complete() }, &with_reprints(), today()), []);
}

#[test]
fn a_policy_document_has_its_record() {
    for (detail, expected) in [
        (PolicyDocument { issuer: String::new(), ..document() }, "detail.issuer"),
        (PolicyDocument { written_on: None, ..document() }, "detail.written_on"),
        (PolicyDocument { written_on: Some(tomorrow()), ..document() }, "detail.written_on"),
        (PolicyDocument { theme: " ".into(), ..document() }, "detail.theme"),
        (PolicyDocument { genre: String::new(), ..document() }, "detail.genre"),
        (PolicyDocument { interest: String::new(), ..document() }, "detail.interest"),
    ] {
        let content = Content { detail: Detail::PolicyDocument(detail), ..complete() };
        assert_eq!(fields(&metadata(&content, &documents(), today())), [expected], "{content:?}");
    }
    // Not every document has a number, an index or a day of coming into force.
    let bare = PolicyDocument { document_number: String::new(), effective_on: None, ..document() };
    let content = Content { detail: Detail::PolicyDocument(bare), ..complete() };
    assert_eq!(metadata(&content, &documents(), today()), []);
}

#[test]
fn an_interpretation_names_document_and_interpreter() {
    for (detail, expected) in [
        (Interpretation { document: None, ..interpretation() }, "detail.document"),
        (Interpretation { interpreter: String::new(), ..interpretation() }, "detail.interpreter"),
    ] {
        let content = Content { detail: Detail::Interpretation(detail), ..complete() };
        assert_eq!(fields(&metadata(&content, &interpretations(), today())), [expected], "{content:?}");
    }
}

#[test]
fn all_blockers_come_at_once() {
    let empty = Content { disclosure: Disclosure::Withheld, ..Content::default() };
    assert_eq!(
        fields(&metadata(&empty, &with_event_clock(), today())),
        ["title", "source", "editor", "disclosure", "event"]
    );
    let document = Content { detail: Detail::PolicyDocument(PolicyDocument::default()), ..complete() };
    assert_eq!(
        fields(&metadata(&document, &documents(), today())),
        ["detail.issuer", "detail.genre", "detail.theme", "detail.interest", "detail.written_on"],
    );
}

#[test]
fn each_blocker_of_the_secrecy_review_names_its_field() {
    for (review, field) in [
        (SecrecyReview { form_number: String::new(), ..review() }, "secrecy.form_number"),
        (SecrecyReview { section_head: " ".into(), ..review() }, "secrecy.section_head"),
        (SecrecyReview { reviewer: String::new(), ..review() }, "secrecy.reviewer"),
        (SecrecyReview { leader: String::new(), ..review() }, "secrecy.leader"),
        (SecrecyReview { section_opinion: " ".into(), ..review() }, "secrecy.section_opinion"),
        (SecrecyReview { review_opinion: String::new(), ..review() }, "secrecy.review_opinion"),
        (SecrecyReview { leader_opinion: String::new(), ..review() }, "secrecy.leader_opinion"),
        (SecrecyReview { reviewed_on: None, ..review() }, "secrecy.reviewed_on"),
        (SecrecyReview { reviewed_on: Some(tomorrow()), ..review() }, "secrecy.reviewed_on"),
        (SecrecyReview { contains_personal_data: true, ..review() }, "secrecy.personal_data_treatment"),
        (SecrecyReview { contains_third_party_secrets: true, ..review() }, "secrecy.third_party_treatment"),
    ] {
        assert_eq!(fields(&secrecy_fields(&review, today())), [field]);
        assert_eq!(fields(&secrecy(Some(&review), "abc", today())), [field]);
    }
    let treated = SecrecyReview {
        contains_personal_data: true,
        personal_data_treatment: "已隐去姓名".into(),
        contains_third_party_secrets: true,
        third_party_treatment: "已征得同意".into(),
        ..review()
    };
    assert_eq!(secrecy_fields(&treated, today()), []);
    assert_eq!(
        fields(&secrecy_fields(&SecrecyReview::default(), today())),
        [
            "secrecy.form_number",
            "secrecy.section_head",
            "secrecy.section_opinion",
            "secrecy.reviewer",
            "secrecy.review_opinion",
            "secrecy.leader",
            "secrecy.leader_opinion",
            "secrecy.reviewed_on",
        ],
    );
}

/// Reviewed first, published after: the review is of this content, not of an earlier one.
#[test]
fn a_secrecy_review_is_bound_to_its_content() {
    assert_eq!(secrecy(Some(&review()), "abc", today()), []);
    assert_eq!(fields(&secrecy(Some(&review()), "changed", today())), ["secrecy"]);
    assert_eq!(fields(&secrecy(None, "abc", today())), ["secrecy"]);
}

#[test]
fn a_report_shows_blockers_first_and_is_clear_without() {
    let confirm = Finding::confirm("title", "同名");
    let report = Report::new(vec![Finding::hint("copyright", "建议"), confirm.clone(), Finding::block("title", "缺")]);
    let order: Vec<Severity> = report.findings.iter().map(|finding| finding.severity).collect();
    assert_eq!(order, [Severity::Block, Severity::Confirm, Severity::Hint]);
    assert_eq!(report.blockers().count(), 2, "what is to be mended, and what is to be answered for");
    assert!(!report.is_clear());
    assert!(Report::new(vec![Finding::hint("copyright", "建议")]).is_clear());
    let mut asked = Report::new(vec![confirm]);
    assert!(!asked.is_clear());
    let answer = |message: &str| Confirmation {
        field: "title".into(),
        message: message.into(),
        reason: "两份文件标题相同".into(),
        by: "韦海燕".into(),
        at: DateTime::UNIX_EPOCH,
    };
    asked.answer(&[answer("另一件事")]);
    assert!(!asked.is_clear(), "an answer to another finding answers nothing");
    asked.answer(&[answer("同名")]);
    assert!(asked.is_clear());
    assert!(Report::default().is_clear());
}

/// Each limit, one over it.
#[test]
fn a_draft_has_bounds() {
    let long = || "长".repeat(LINE_MAX / 3 + 1);
    let attachment = || Attachment { media: MediaId::new(1), name: "表".into(), address: "/media/a".into(), size: 1 };
    let over = [
        ("title", Content { title: long(), ..Content::default() }),
        ("disclosure_reason", Content { disclosure_reason: long(), ..Content::default() }),
        ("copyright", Content { copyright: long(), ..Content::default() }),
        ("keywords", Content { keywords: vec![String::new(); KEYWORDS_MAX + 1], ..Content::default() }),
        ("body", Content { body: "a".repeat(BODY_MAX + 1), ..Content::default() }),
        ("attachments", Content { attachments: vec![attachment(); ATTACHMENTS_MAX + 1], ..Content::default() }),
        (
            "detail.address",
            Content {
                detail: Detail::Reprint(Reprint { address: "长".repeat(TEXT_MAX), ..Reprint::default() }),
                ..Content::default()
            },
        ),
    ];
    for (field, content) in over {
        let faults = bounds(&content);
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), [field]);
    }
    let full = Content {
        title: "a".repeat(LINE_MAX),
        keywords: vec![String::new(); KEYWORDS_MAX],
        body: "a".repeat(BODY_MAX),
        attachments: vec![attachment(); ATTACHMENTS_MAX],
        ..Content::default()
    };
    assert_eq!(bounds(&full), []);
}

#[test]
fn a_publicity_notice_states_its_period_and_where_objections_go() {
    let notice = |from, until, contact: &str| Content {
        detail: Detail::Article(Article {
            notice_type: NoticeType::Publicity,
            from,
            until,
            contact: contact.into(),
            leader: None,
        }),
        ..complete()
    };
    let (first, last) = (Some(today()), Some(tomorrow()));
    for (content, expected) in [
        (notice(first, last, "县教育局 0771-0000000"), vec![]),
        (notice(None, None, ""), vec!["detail.from", "detail.until", "detail.contact"]),
        (notice(last, first, "县教育局"), vec!["detail.until"]),
    ] {
        assert_eq!(fields(&metadata(&content, &notices(), today())), expected, "{:?}", content.detail);
    }
}

#[test]
fn a_document_that_changed_says_why_and_since_when() {
    for (validity, notice) in [
        (Validity::Amended, "本文件自 2026-11-24 起已修改：见示政办发〔2026〕2号。"),
        (Validity::PartlyExpired, "本文件自 2026-11-24 起部分失效：见示政办发〔2026〕2号。"),
        (Validity::Repealed, "本文件自 2026-11-24 起废止：见示政办发〔2026〕2号。"),
        (Validity::Expired, "本文件自 2026-11-24 起失效：见示政办发〔2026〕2号。"),
        (Validity::DeclaredExpired, "本文件自 2026-11-24 起宣布失效：见示政办发〔2026〕2号。"),
    ] {
        let changed = PolicyDocument { validity, ..document() };
        let content = Content { detail: Detail::PolicyDocument(changed.clone()), ..complete() };
        let expected = ["detail.validity_reason", "detail.validity_since"];
        assert_eq!(fields(&metadata(&content, &documents(), today())), expected, "{validity:?}");
        let explained = PolicyDocument {
            validity_reason: "见示政办发〔2026〕2号".into(),
            validity_since: Some(today()),
            ..changed
        };
        assert_eq!(explained.notice().as_deref(), Some(notice));
        let detail = Detail::PolicyDocument(explained);
        assert!(detail.nature().facets().contains(&(Facet::Validity, validity.label().to_owned())), "{validity:?}");
        assert_eq!(metadata(&Content { detail, ..complete() }, &documents(), today()), []);
    }
}

#[test]
fn what_no_longer_holds_needs_no_interpretation() {
    for (validity, needs_one) in [
        (Validity::InForce, true),
        (Validity::Amended, true),
        (Validity::PartlyExpired, true),
        (Validity::Repealed, false),
        (Validity::Expired, false),
        (Validity::DeclaredExpired, false),
        (Validity::NotYetInForce, true),
    ] {
        let of_interest = |interest: &str| PolicyDocument { validity, interest: interest.into(), ..document() };
        assert_eq!(of_interest("是").needs_interpretation(today()), needs_one, "{validity:?}");
        for silent in ["否", ""] {
            assert!(!of_interest(silent).needs_interpretation(today()), "{validity:?}");
        }
    }
    assert_eq!(Validity::ALL.len(), 7);
}

#[test]
fn a_document_that_is_not_in_force_yet_says_from_when_on_it_will_be() {
    let from = |effective_on| PolicyDocument { validity: Validity::NotYetInForce, effective_on, ..document() };
    for (document, expected) in [
        (from(Some(tomorrow())), vec![]),
        (from(Some(today())), vec!["detail.effective_on"]),
        (from(None), vec!["detail.effective_on"]),
    ] {
        let content = Content { detail: Detail::PolicyDocument(document), ..complete() };
        assert_eq!(fields(&metadata(&content, &documents(), today())), expected, "{content:?}");
    }
    let notice = from(Some(tomorrow())).notice();
    assert_eq!(notice.as_deref(), Some("本文件尚未生效，自 2026-11-25 起施行。"));
    assert_eq!(document().notice(), None);
}

/// Nobody revises it on the morning of its day, nor when that is a day off.
#[test]
fn a_document_is_in_force_from_its_day_on() {
    let stated = |validity, effective_on| PolicyDocument { validity, effective_on, ..document() };
    let row_says = |document: &PolicyDocument, on| document.row().validity.unwrap().on(on);
    let page_says = |document: &PolicyDocument, on| {
        let shape = document.shape();
        let mut of_page = shape.above.into_iter().filter_map(|fact| match fact.reading {
            Reading::Validity(stated) => Some(stated.on(on)),
            _ => None,
        });
        let is_told = shape.before.iter().any(|part| part.is_shown_on(on));
        (of_page.next().unwrap(), is_told)
    };
    let waiting = stated(Validity::NotYetInForce, Some(tomorrow()));
    for (on, expected) in [(today(), Validity::NotYetInForce), (tomorrow(), Validity::InForce)] {
        assert_eq!(row_says(&waiting, on), expected, "{on}");
        assert_eq!(page_says(&waiting, on), (expected, expected == Validity::NotYetInForce), "{on}");
    }
    // Without a day nobody knows, and what was repealed does not come back.
    for other in [stated(Validity::NotYetInForce, None), stated(Validity::Repealed, Some(today()))] {
        assert_eq!(row_says(&other, tomorrow()), other.validity);
        assert_eq!(page_says(&other, tomorrow()), (other.validity, true));
    }
}

/// 有效期届满: nobody has to declare it.
#[test]
fn a_document_whose_term_has_ended_is_out_of_force() {
    let until = |validity, expires_on| PolicyDocument { validity, expires_on, interest: "是".into(), ..document() };
    let says = |document: &PolicyDocument, on| -> Vec<String> {
        let shown = document.shape().before.into_iter().filter(|part| part.is_shown_on(on));
        shown.map(|part| if let Part::Notice { text, .. } = part { text } else { panic!("{part:?}") }).collect()
    };
    let lapsed = "本文件有效期至 2026-11-24，已失效。";
    let valid = until(Validity::InForce, Some(today()));
    assert_eq!((valid.is_over(today()), valid.is_over(tomorrow())), (false, true), "the last day is one of its term");
    assert!(valid.needs_interpretation(today()) && !valid.needs_interpretation(tomorrow()));
    assert_eq!((says(&valid, today()), says(&valid, tomorrow())), (vec![], vec![lapsed.to_owned()]));
    assert_eq!(valid.row().validity.unwrap().on(tomorrow()), Validity::Expired);

    let amended = until(Validity::Amended, Some(today()));
    let changed = amended.notice().unwrap();
    assert_eq!((says(&amended, today()), says(&amended, tomorrow())), (vec![changed], vec![lapsed.to_owned()]));
    // What was repealed before its term ended stays so.
    let repealed = until(Validity::Repealed, Some(today()));
    assert_eq!(repealed.row().validity.unwrap().on(tomorrow()), Validity::Repealed);
    assert_eq!(says(&repealed, tomorrow()), [repealed.notice().unwrap()]);
}

/// What a kind asks for is said at the fields that it declares, and every kind has a column.
#[test]
fn every_kind_asks_for_its_own_fields_and_has_a_column() {
    for kind in Kind::ALL {
        let detail = Detail::new(*kind);
        assert_eq!(detail.kind(), *kind);
        for finding in detail.check(today()) {
            let name = finding.field.strip_prefix("detail.");
            let known = finding.field == "detail"
                || name.is_some_and(|name| detail.fields().iter().any(|field| field.name == name));
            assert!(known, "{kind:?}: {}", finding.field);
        }
        let required = detail.values().filter(|(field, value)| field.required && value.is_empty()).count();
        assert!(detail.check(today()).iter().filter(|found| found.stops()).count() >= required, "{kind:?}");
        let has_column = ColumnKind::ALL.into_iter().any(|column| taken_by(column).contains(kind));
        assert!(has_column || *kind == Kind::Reprint, "{kind:?} belongs nowhere");
    }
}

#[test]
fn what_was_public_before_says_what_changed() {
    let with = |change| Content { change, ..Content::default() };
    let note = |kind, note: &str| Some(ChangeNote { kind, note: note.to_owned() });
    let fields = |content: &Content, was_public| -> Vec<String> {
        change_note(content, was_public).into_iter().map(|finding| finding.field).collect()
    };
    assert_eq!(fields(&with(None), false), [""; 0]);
    assert_eq!(fields(&with(None), true), ["change"]);
    assert_eq!(fields(&with(note(ChangeKind::Minor, "")), true), [""; 0]);
    assert_eq!(fields(&with(note(ChangeKind::Major, " ")), true), ["change.note"]);
    assert_eq!(fields(&with(note(ChangeKind::Major, "补助标准提高")), true), [""; 0]);
    assert_eq!(fields(&with(note(ChangeKind::Minor, &"字".repeat(CHANGE_NOTE_MAX + 1))), true), ["change.note"]);
}

/// Older revisions are in databases with the fingerprint of their JSON: a secrecy review hangs on it.
#[test]
fn a_content_without_a_note_is_written_as_it_always_was() {
    let json = serde_json::to_string(&Content::default()).expect("a content can be written");
    assert!(!json.contains("change"), "{json}");
}
