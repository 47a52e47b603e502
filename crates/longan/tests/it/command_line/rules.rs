//! The county's own rule sets: `longan rules`, and the setting `rules`.

use crate::program::{Program, Run};

const SHIPPED: &str = include_str!("../../../../../plans/rules/national-2019.toml");

/// The rule set of 2019 under a code and a first day of its own.
fn of_next_year() -> String {
    SHIPPED
        .replacen("code = \"national-2019\"", "code = \"national-2027\"", 1)
        .replacen("name = \"2019年全国政府网站", "name = \"2027年全国政府网站", 1)
        .replacen("effective_from = 2019-04-01", "effective_from = 2027-01-01", 1)
}

/// With an unknown query in line 5 places below the first veto, and an unknown key in the first line.
fn faulty() -> String {
    format!("colour = \"red\"\n{}", SHIPPED.replacen("query = \"serious-errors\"", "query = \"serious-erors\"", 1))
}

/// A folder `rules` with these files, named in the configuration.
fn with_files(files: &[(&str, &str)]) -> Program {
    let program = Program::new().with("LONGAN_RULES", "rules");
    std::fs::create_dir(program.path("rules")).unwrap();
    for (name, text) in files {
        program.write(&format!("rules/{name}"), text);
    }
    program
}

#[test]
fn rules_check_lists_the_faults_of_all_files_at_once() {
    let program = Program::new();
    program.write("2027.toml", &of_next_year());
    let said = program.succeed(&["rules", "check", "2027.toml"]);
    assert!(said.starts_with("2027.toml：规则无误：2027年") && said.contains("national-2027"), "{said}");

    program.write("faulty.toml", &faulty());
    program.write("half.toml", "code = \"half\"\n");
    let run = program.run(&["rules", "check", "faulty.toml", "2027.toml", "half.toml"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.starts_with("2027.toml：规则无误"), "{run:?}");
    let lines: Vec<&str> = run.err.lines().collect();
    let (last, faults) = lines.split_last().unwrap();
    assert_eq!(*last, format!("共 {} 处问题", faults.len()));
    assert!(faults[0].starts_with("faulty.toml:1:1 ") && faults[0].contains("colour"), "{run:?}");
    let query = SHIPPED.lines().position(|line| line == "query = \"serious-errors\"").unwrap() + 2;
    assert!(
        faults[1].starts_with(&format!("faulty.toml:{query}:9 ")) && faults[1].contains("serious-erors"),
        "{run:?}"
    );
    assert!(faults.iter().any(|fault| fault.starts_with("half.toml:") && fault.contains("[grading]")), "{run:?}");

    let missing = program.run(&["rules", "check", "nowhere.toml"]);
    assert!(missing.code == 1 && missing.err.contains("nowhere.toml"), "{missing:?}");
    assert_eq!(program.run(&["rules", "check"]).code, 2, "no file is no check");
    assert!(!program.path("data").exists(), "nothing was begun");
}

#[test]
fn rules_list_says_where_each_comes_from() {
    let codes =
        |said: &str| -> Vec<String> { said.lines().map(|line| line.split("  ").next().unwrap().into()).collect() };
    let said = Program::new().succeed(&["rules", "list"]);
    assert_eq!(codes(&said), ["national-2019", "guangxi-2018", "census-2015"]);
    assert!(said.lines().all(|line| line.ends_with("  随系统提供")), "{said}");
    assert!(said.contains("  2018-10-01 起至 2020-12-31  "), "{said}");

    let corrected = SHIPPED.replacen("name = \"2019年", "name = \"已核对的2019年", 1);
    let files = [("新年度.toml", of_next_year()), ("2019.toml", corrected), ("说明.txt", "no rules".to_owned())];
    let program = with_files(&files.each_ref().map(|(name, text)| (*name, text.as_str())));
    let said = program.succeed(&["rules", "list"]);
    assert_eq!(codes(&said), ["national-2027", "national-2019", "guangxi-2018", "census-2015"]);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].ends_with("  2027-01-01 起  本地文件 新年度.toml"), "{said}");
    assert!(lines[1].contains("已核对的2019年") && lines[1].ends_with("  本地文件 2019.toml"), "{said}");
    assert!(lines[2].ends_with("  随系统提供"), "{said}");
    assert_eq!(program.succeed(&["config", "check"]), "配置正确\n");
    assert!(!program.path("data").exists(), "a list needs no database");
}

#[test]
fn a_faulty_rule_set_stops_the_start_with_its_place() {
    let program = with_files(&[("a.toml", &of_next_year()), ("b.toml", &faulty())]);
    let refused = |run: &Run| {
        assert!(run.out.is_empty() && run.err.starts_with("设置 rules 所指目录 rules 中的规则文件有误："), "{run:?}");
        assert!(run.err.contains("\nrules/b.toml:1:1 ") && run.err.contains("colour"), "{run:?}");
        assert!(run.err.ends_with("共 2 处问题\n") && !run.err.contains("a.toml"), "{run:?}");
    };
    for (arguments, code) in [(["serve"].as_slice(), 1), (&["config", "check"], 2), (&["rules", "list"], 1)] {
        let run = program.run(arguments);
        assert_eq!(run.code, code, "{arguments:?}: {run:?}");
        refused(&run);
    }
    assert!(!program.path("data").exists(), "nothing was begun");
}

#[test]
fn of_two_files_with_one_code_neither_counts() {
    let program = with_files(&[("a.toml", SHIPPED), ("b.toml", SHIPPED)]);
    let run = program.run(&["config", "check"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("a.toml 和 b.toml 的代码都是“national-2019”，只能保留一个"), "{run:?}");
}
