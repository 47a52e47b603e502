//! Monthly rounds of units: answers that do not overwrite one another, and signatures that stay.

use domain::{
    obligation::State,
    round::{Answer, Line, Month, SignedLine, Verdict},
};

use super::{
    content::{column, publish},
    *,
};
use crate::store_test;

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn answer(verdict: Verdict, note: &str) -> Answer {
    Answer { verdict: Some(verdict), note: note.to_owned(), unchanged: false }
}

fn signed_line(code: &str, answer: Answer) -> SignedLine {
    let line = Line {
        column: column(code),
        name: "通知公告".into(),
        path: "政务公开".into(),
        number: "C2".into(),
        requirement: "每月更新".into(),
        state: State::Overdue,
        due: Some(day("2026-11-20")),
        days_left: Some(-4),
        arithmetic: "更新 10-20 → 1 个月 → 11-20".into(),
        last: None,
        findings: 1,
        link: None,
        guides: None,
        confirmable: false,
        carried: None,
    };
    SignedLine { line, answer }
}

store_test!(an_answer_is_kept_from_the_version_that_was_read, |store| async move {
    let (unit, november) = (unit("jyj"), month("2026-11"));
    let mut tx = begin(&store).await;
    let round = tx.hold_unit_round(&unit, november, at(0)).await.unwrap().unwrap();
    assert_eq!(tx.hold_unit_round(&unit, november, at(1)).await.unwrap(), Some(round), "the same round");
    let (fine, problem) = (answer(Verdict::Fine, ""), answer(Verdict::Problem, "附件打不开"));
    assert_eq!(tx.put_round_answer(round, &column("jypx"), 0, &fine, "韦小兰", at(1)).await.unwrap(), Some(1));
    assert_eq!(tx.put_round_answer(round, &column("jypx"), 1, &problem, "韦小兰", at(2)).await.unwrap(), Some(2));
    // Somebody who has read version 1, or none, comes too late; another column is nobody's concern.
    for seen in [0, 1, 3] {
        assert_eq!(tx.put_round_answer(round, &column("jypx"), seen, &fine, "黄老师", at(3)).await.unwrap(), None);
    }
    let open = Answer { note: "还没看".into(), ..Answer::default() };
    assert_eq!(tx.put_round_answer(round, &column("tzgg"), 0, &open, "黄老师", at(3)).await.unwrap(), Some(1));
    let held = tx.held_answers(round).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.answers_of_round(round).await.unwrap(), held);
    let kept = &held[&column("jypx")];
    assert_eq!((&kept.answer, kept.version, kept.by.as_str()), (&problem, 2, "韦小兰"));
    assert_eq!(held[&column("tzgg")].answer, open);
});

store_test!(a_signed_round_is_closed, |store| async move {
    let clerk = open_account(&store, "fabu", Role::Publisher).await;
    let (education, finance) = (unit("jyj"), unit("czj"));
    let lines = [
        signed_line("jypx", answer(Verdict::Problem, "附件打不开")),
        signed_line("tzgg", answer(Verdict::Fine, "今天已发布")),
    ];
    let mut tx = begin(&store).await;
    for (unit, of, minutes) in [(&education, "2026-10", 1), (&education, "2026-11", 2), (&finance, "2026-11", 3)] {
        let round = tx.hold_unit_round(unit, month(of), at(0)).await.unwrap().unwrap();
        if minutes < 3 {
            assert!(tx.sign_unit_round(round, &lines, (clerk, "韦小兰"), "陆局长", at(minutes)).await.unwrap());
            assert!(!tx.sign_unit_round(round, &[], (clerk, "黄老师"), "陆局长", at(9)).await.unwrap(), "once");
            assert_eq!(tx.hold_unit_round(unit, month(of), at(9)).await.unwrap(), None);
        }
    }
    tx.commit().await.unwrap();
    let round = store.unit_round(&education, month("2026-11")).await.unwrap().unwrap();
    assert_eq!((round.unit.as_str(), round.month, round.lines.as_slice()), ("jyj", month("2026-11"), &lines[..]));
    let signed = round.signed.unwrap();
    assert_eq!((signed.by.as_str(), signed.head.as_str(), signed.at), ("韦小兰", "陆局长", at(2)));
    assert_eq!(round.signed_by, Some(clerk));
    assert_eq!(store.unit_round(&finance, month("2026-10")).await.unwrap(), None);
    let last = async |before: &str| {
        let round = store.last_signed_round(&education, month(before)).await.unwrap();
        round.map(|round| round.month.to_string())
    };
    assert_eq!(last("2026-12").await.as_deref(), Some("2026-11"));
    assert_eq!(last("2026-11").await.as_deref(), Some("2026-10"));
    assert_eq!(last("2026-10").await, None);
    assert_eq!(store.last_signed_round(&finance, month("2027-01")).await.unwrap(), None);
    // September's, signed after November's: the latest look at the columns.
    let mut tx = begin(&store).await;
    let late = tx.hold_unit_round(&education, month("2026-09"), at(0)).await.unwrap().unwrap();
    assert!(tx.sign_unit_round(late, &lines, (clerk, "韦小兰"), "陆局长", at(9)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(last("2026-12").await.as_deref(), Some("2026-09"));
    assert_eq!(last("2026-09").await, None);
    let heads = async |from: &str, to: &str, of: Option<&UnitCode>| {
        let heads = store.round_heads(month(from), month(to), of).await.unwrap();
        let written = heads.into_iter().map(|head| {
            format!(
                "{} {} {} {}",
                head.month,
                head.unit,
                head.signed.map(|by| by.by).unwrap_or_default(),
                head.problems
            )
        });
        written.collect::<Vec<_>>()
    };
    let (october, november, open) = ("2026-10 jyj 韦小兰 1", "2026-11 jyj 韦小兰 1", "2026-11 czj  0");
    assert_eq!(heads("2026-10", "2026-12", None).await, [october, open, november]);
    assert_eq!(heads("2026-11", "2026-11", Some(&education)).await, [november]);
    assert_eq!(heads("2026-01", "2026-08", None).await, Vec::<String>::new());
});

store_test!(a_unit_has_its_guides_and_the_log_a_beginning, |store| async move {
    assert_eq!(store.log_begins().await.unwrap(), None);
    let mut tx = begin(&store).await;
    publish(&mut tx, 1, "zxbs", "老年人优待证办理").await;
    publish(&mut tx, 2, "zxbs", "教师资格认定").await;
    tx.append_event(&store::event::NewEvent {
        at: at(5),
        actor: None,
        unit: None,
        action: "plan.import",
        subject_kind: domain::event::SubjectKind::Plan,
        subject: "1",
        data: serde_json::json!({}),
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.log_begins().await.unwrap(), Some(at(5)));
    let titles = async |of: &str, kind| {
        let rows = store.published_of_unit(&unit(of), kind, 10).await.unwrap();
        rows.into_iter().map(|row| row.title).collect::<Vec<_>>()
    };
    use domain::kind::Kind;
    assert_eq!(titles("jyj", Kind::PolicyDocument).await, ["教师资格认定", "老年人优待证办理"]);
    assert_eq!(titles("jyj", Kind::Service).await, Vec::<String>::new());
    assert_eq!(titles("czj", Kind::PolicyDocument).await, Vec::<String>::new());
});
