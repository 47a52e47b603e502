//! `longan clock explain`: alone by the calendar of the system, beside a database by that of the desk.

use domain::{
    calendar::{Days, Holiday, Layer, Notice},
    id::AccountId,
    plan::UnitCode,
};
use store::Store;

use super::PLAN;
use crate::program::{Program, Run};

fn explain(program: &Program, more: &[&str]) -> Run {
    program.run(&[&["clock", "explain", "--from", "2024-09-14", "--rule", "20wd", "--json"], more].concat())
}

#[track_caller]
fn due(run: &Run) -> String {
    assert_eq!(run.code, 0, "{run:?}");
    serde_json::from_str::<serde_json::Value>(&run.out).unwrap()["due"].as_str().unwrap().to_owned()
}

fn closed(layer: Layer, day: &str) -> Notice {
    let off = vec![Days::one(day.parse().unwrap())];
    let holidays = vec![Holiday { name: "停电检修".into(), off, work: Vec::new() }];
    Notice { layer, year: 2024, number: String::new(), address: String::new(), checked: true, holidays }
}

#[test]
fn clock_explain_tells_the_last_day_and_every_step() {
    let program = Program::new();
    let said = program.succeed(&["clock", "explain", "--from", "2024-09-14", "--rule", "20wd"]);
    assert!(said.contains("2024-10-01 至 2024-10-07 国庆节放假，不计（国办发明电〔2023〕7号）"), "{said}");
    assert!(said.contains("最后一天：2024-10-18\n"), "{said}");
    let json = program.succeed(&["clock", "explain", "--from", "2024-09-14", "--rule", "20wd", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["due"], "2024-10-18");
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["due", "steps"], "and nothing else");
    let steps = json["steps"].as_array().unwrap();
    assert_eq!((steps.len(), steps[0]["kind"].as_str()), (13, Some("start")));
    // The region's days count, unless somebody asks for the nation's alone.
    let due = |more: &[&str]| {
        let said =
            program.succeed(&[&["clock", "explain", "--from", "2023-04-20", "--rule", "7wd", "--json"], more].concat());
        serde_json::from_str::<serde_json::Value>(&said).unwrap()["due"].clone()
    };
    assert_eq!((due(&[]), due(&["--national"])), ("2023-05-05".into(), "2023-04-28".into()));
    let run = program.run(&["clock", "explain", "--from", "2024-09-14", "--rule", "20wd", "--json"]);
    assert!(run.err.contains("未计入后台录入的放假通知"), "{run:?}");
    let run = program.run(&["clock", "explain", "--from", "2024-09-14", "--rule", "soon"]);
    assert!(run.code == 2 && run.err.contains("期限“soon”无法识别"), "{run:?}");
    assert!(run.err.contains("或每年的日期 01-31"), "{run:?}");
    assert!(!program.path("data").exists(), "nothing was begun");
}

/// 2026-01-31 is a Saturday.
#[test]
fn clock_explain_knows_a_day_of_the_year() {
    let program = Program::new();
    let rule = |from: &str, rule: &str| program.run(&["clock", "explain", "--from", from, "--rule", rule]);
    let said = rule("2026-01-01", "01-31").out;
    assert!(said.contains("2026-02-02 期满日遇休息日，顺延至此\n"), "{said}");
    assert!(said.contains("最后一天：2026-02-02\n2026年应 1 次，最迟 1-31 → 2-02，遇休息日顺延\n"), "{said}");
    assert_eq!(rule("2026-01-01", "1月31日").out, said);
    // The first after the day: that of the year before is over.
    assert!(rule("2025-02-05", "01-31").out.contains("最后一天：2026-02-02\n"));
    assert!(rule("2025-02-04", "01-31").out.contains("最后一天：2025-02-05\n"));
    let json = program.succeed(&["clock", "explain", "--from", "2026-01-01", "--rule", "01-31", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["due"], json["steps"][0]["kind"].as_str()), (&"2026-02-02".into(), Some("start")));
    let leap = rule("2026-01-01", "02-29");
    assert!(leap.code == 2 && leap.err.contains("“02-29”不是每年都有"), "{leap:?}");
}

#[tokio::test]
async fn what_was_entered_at_the_desk_counts_where_there_is_a_database() {
    let program = Program::new();
    program.succeed(&["migrate"]);
    let run = explain(&program, &[]);
    assert!(due(&run) == "2024-10-18" && run.err.contains("未计入后台录入"), "nobody has a desk yet: {run:?}");
    program.write("plan.toml", PLAN);
    program.succeed(&["plan", "import", "plan.toml"]);
    let run = explain(&program, &[]);
    assert!(due(&run) == "2024-10-18" && !run.err.contains("未计入"), "{run:?}");

    let store = Store::open(&format!("sqlite:{}", program.path("data/longan.db").display()), 1).await.unwrap();
    let unit = UnitCode::parse("jyj").unwrap();
    let mut tx = store.begin().await.unwrap();
    let at = domain::time::parse_minute("2024-09-01 09:00").unwrap();
    let mut ids = Vec::new();
    for notice in [
        closed(Layer::Region, "2024-10-16"),
        closed(Layer::Unit(unit), "2024-10-15"),
        closed(Layer::National, "2024-10-14"),
    ] {
        ids.push(tx.enter_notice(&notice, (AccountId::new(1), "李明远"), at).await.unwrap());
    }
    assert!(tx.remove_notice(ids[2], "李明远", at, "录错").await.unwrap());
    tx.commit().await.unwrap();
    store.close().await;
    // A Friday; the region's day off leads to Monday, the unit's own to Tuesday.
    assert_eq!(due(&explain(&program, &[])), "2024-10-21");
    assert_eq!(due(&explain(&program, &["--unit", "jyj"])), "2024-10-22");
    assert_eq!(due(&explain(&program, &["--unit", "czj"])), "2024-10-21", "another unit keeps its days");
    assert_eq!(due(&explain(&program, &["--national"])), "2024-10-18");
    let said = program.succeed(&["clock", "explain", "--from", "2024-09-14", "--rule", "20wd", "--unit", "jyj"]);
    assert!(said.contains("日历：全国、自治区放假安排和县教育局的（含后台录入的）"), "{said}");
    let nobody = explain(&program, &["--unit", "nobody"]);
    assert!(nobody.code == 2 && nobody.err.contains("现行方案中没有代码为 nobody 的单位"), "{nobody:?}");
}

#[test]
fn what_lies_about_is_no_reason_to_give_no_day() {
    let program = Program::new();
    std::fs::create_dir(program.path("data")).unwrap();
    program.write("data/longan.db", "no database");
    let run = explain(&program, &["--unit", "jyj"]);
    assert_eq!(due(&run), "2024-10-18");
    assert!(run.err.contains("数据库无法读取") && run.err.contains("也不计入单位自己的"), "{run:?}");
    program.write("longan.toml", "liste = 1\n");
    assert_eq!(due(&explain(&program, &[])), "2024-10-18");
    let named = explain(&program, &["--config", "longan.toml"]);
    assert!(named.code == 2 && named.err.contains("liste"), "a file that was named must be right: {named:?}");
}
