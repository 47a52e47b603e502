//! `longan simulate`: what it prints, what it keeps, and that nobody takes a played county for a real one.

use serde_json::Value;

use crate::program::Program;

/// Two days of a plan of one column.
const PLAN: &str = r#"
title = "示例县政府门户网站内容保障方案"
effective_on = 2018-12-01

[site]
name = "示例县人民政府门户网站"
county = "示例县"

[clock]
region = "广西"

[[unit]]
code = "zwb"
name = "县政务办"
kind = "政府部门"

[[column]]
code = "xxgk"
name = "信息公开"
summary = "示例县的政府信息"

[[column]]
code = "gzdt"
name = "工作动态"
parent = "xxgk"
summary = "本县工作动态"
modes = ["单位发布"]
cadence = "2周内"
leads = ["县政务办"]
requirement = "工作动态"
"#;

const DAYS: [&str; 7] = ["simulate", "--from", "2024-09-30", "--to", "2024-10-08", "--plan", "plan.toml"];

fn with(more: &[&'static str]) -> Vec<&'static str> {
    [DAYS.as_slice(), more].concat()
}

#[test]
fn a_stretch_is_told_in_words_and_as_json() {
    let program = Program::new();
    program.write("plan.toml", PLAN);
    let said = program.succeed(&with(&["--at", "2024-10-01,2024-10-08"]));
    assert!(said.starts_with("时间模拟 2024-09-30 至 2024-10-08，种子 1\n"), "{said}");
    for words in
        ["（1 个栏目，1 个单位）", "全县看板 2024-10-01（休息日）", "全县看板 2024-10-08（工作日）", "哈希链完整"]
    {
        assert!(said.contains(words), "{words} is missing: {said}");
    }
    let json = program.succeed(&with(&["--at", "2024-10-01,2024-10-08", "--json"]));
    let json: Value = serde_json::from_str(&json).unwrap();
    let days = json["days"].as_array().unwrap();
    assert_eq!(days.iter().map(|day| day["day"].as_str().unwrap()).collect::<Vec<_>>(), ["2024-10-01", "2024-10-08"]);
    assert_eq!((&days[0]["is_worked"], &days[0]["reminders"]), (&false.into(), &Value::Array(Vec::new())));
    assert_eq!(days[0]["board"]["lines"][0]["code"], "gzdt");
    assert_eq!(json["log_is_whole"], true);
}

#[test]
fn what_is_kept_can_be_verified_and_is_never_served_as_real() {
    let program = Program::new();
    program.write("plan.toml", PLAN);
    let kept = program.run(&with(&["--data", "kept"]));
    assert_eq!(kept.code, 0, "{kept:?}");
    let config = program.path("kept/longan.toml");
    assert!(kept.err.contains(config.canonicalize().unwrap().to_str().unwrap()), "{kept:?}");
    assert_eq!(program.succeed(&["--config", "kept/longan.toml", "config", "check"]), "配置正确\n");
    let said = program.succeed(&["--config", "kept/longan.toml", "log", "verify"]);
    assert!(said.contains('条'), "{said}");
    // As a real database it does not start; as a demo it would.
    let real = Program::with(program, "LONGAN_DEMO", "off");
    let refused = real.run(&["--config", "kept/longan.toml", "serve"]);
    assert!(refused.code != 0 && refused.err.contains("演示账号的密码是公开的"), "{refused:?}");
    let again = real.run(&with(&["--data", "kept"]));
    assert!(again.code == 1 && again.err.contains("不是空的"), "{again:?}");
}

#[test]
fn impossible_days_and_faulty_plans_are_refused() {
    let program = Program::new();
    program.write("plan.toml", &PLAN.replace("2周内", "常常"));
    let faulty = program.run(&DAYS);
    assert!(faulty.code == 1 && faulty.out.is_empty() && faulty.err.contains("常常"), "{faulty:?}");
    for days in [["2024-10-02", "2024-10-01"], ["2024-10-01", "2024-10-09"]] {
        let run = program.run(&["simulate", "--from", days[0], "--to", days[1], "--at", "2024-10-10"]);
        assert_eq!(run.code, 2, "{run:?}");
    }
}
