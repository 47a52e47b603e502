//! The sub-commands of `longan`.

mod clock;
mod imports;
mod missing_database;
mod rules;
mod simulate;

use std::path::PathBuf;

use crate::program::Program;

const PLAN: &str = testkit::PLAN;

#[test]
fn config_check_says_yes_or_names_the_fault() {
    let program = Program::new();
    assert_eq!(program.succeed(&["config", "check"]), "配置正确\n");
    program.write("longan.toml", "listen = \"[::1]:80\"\n");
    assert_eq!(program.succeed(&["config", "check"]), "配置正确\n");
    program.write("other.toml", "liste = \"[::1]:80\"\n");
    let run = program.run(&["--config", "other.toml", "config", "check"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.starts_with("配置有误：") && run.err.contains("liste"), "{run:?}");
    for arguments in [["migrate"].as_slice(), &["serve"], &["log", "verify"]] {
        let run = program.run(&[["--config", "other.toml"].as_slice(), arguments].concat());
        assert_eq!(run.code, 2, "{arguments:?} does not start: {run:?}");
    }
    assert!(!program.path("data").exists(), "nothing was begun");
}

#[test]
fn a_configuration_file_that_cannot_be_read_is_named_in_one_sentence() {
    let program = Program::new();
    program.write("longan.conf", "");
    for (file, why) in [("no-such.toml", "不存在或不是文件"), ("longan.conf", "须以 .toml 结尾")] {
        for arguments in [["config", "check"].as_slice(), &["migrate"], &["log", "verify"]] {
            let run = program.run(&[["--config", file].as_slice(), arguments].concat());
            let sentence = format!("配置有误：参数 --config 所指的配置文件 {file} {why}\n");
            assert_eq!((run.code, run.err), (2, sentence), "{arguments:?}");
        }
    }
    assert!(!program.path("data").exists(), "nothing was begun");
}

#[test]
fn plan_check_lists_all_faults_at_once() {
    let program = Program::new();
    program.write("plan.toml", PLAN);
    let said = program.succeed(&["plan", "check", "plan.toml"]);
    assert!(said.starts_with("方案无误：") && said.contains("方案表 65 行"), "{said}");

    let faulty = PLAN
        .replacen("responsible = [\"县教育局\"]", "responsible = [\"县教肓局\"]", 1)
        .replacen("code = \"jypx\"", "code = \"tzgg\"", 1)
        .replacen("cadence = \"20个工作日（许可处罚7个工作日）\"", "cadence = \"常常\"", 1);
    program.write("faulty.toml", &faulty);
    let run = program.run(&["plan", "check", "faulty.toml"]);
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{}", run.err);
    for words in ["县教肓局", "tzgg", "常常"] {
        assert!(run.err.contains(words), "{words} is missing: {}", run.err);
    }
    let lines: Vec<&str> = run.err.lines().collect();
    let (last, faults) = lines.split_last().unwrap();
    assert_eq!(*last, format!("共 {} 处问题", faults.len()));
    for fault in faults {
        let (place, _) = fault.strip_prefix("faulty.toml:").unwrap().split_once(' ').unwrap();
        let (line, column) = place.split_once(':').unwrap();
        assert!(line.parse::<u32>().is_ok() && column.parse::<u32>().is_ok(), "line and column: {fault}");
    }
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_where() {
    let program = Program::new();
    // `县` in GBK, as an editor of an older Windows saves it.
    std::fs::write(program.path("gbk.toml"), b"# plan\nname = \"\xcf\xd8\"\n").unwrap();
    std::fs::write(program.path("gbk.jsonl"), b"{\"title\":\"\xcf\xd8\"}\n").unwrap();
    std::fs::create_dir(program.path("folder.toml")).unwrap();
    let in_gbk = "gbk.toml:2:9 文件不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8\n";
    let missing = "无法读取 nowhere.toml：文件不存在\n";
    let folder = "无法读取 folder.toml：这是目录，不是文件\n";
    for (file, says) in [("gbk.toml", in_gbk), ("nowhere.toml", missing), ("folder.toml", folder)] {
        let run = program.run(&["plan", "check", file]);
        assert_eq!((run.code, run.err.as_str()), (1, says), "plan check");
        let run = program.run(&["rules", "check", file]);
        assert_eq!((run.code, run.err), (1, format!("{says}共 1 处问题\n")), "rules check");
        let run = program.run(&["plan", "import", file]);
        assert!(run.code == 1 && run.err.contains(says.trim_end()), "{run:?}");
        for what in ["items", "addresses", "services"] {
            let run = program.run(&[what, "import", file]);
            assert!(file == "gbk.toml" || (run.code == 1 && run.err.contains(says.trim_end())), "{what}: {run:?}");
        }
    }
    assert_eq!(program.run(&["plan", "diff", "gbk.toml", "gbk.toml"]).err, in_gbk.repeat(2));
    let run = program.run(&["--config", "gbk.toml", "config", "check"]);
    assert_eq!((run.code, run.err), (2, format!("配置有误：{in_gbk}")));
    assert!(!program.path("data").exists(), "nothing was begun");

    program.succeed(&["migrate"]);
    let run = program.run(&["items", "import", "gbk.jsonl"]);
    assert!(
        run.code == 3 && run.out.contains("第 1 行未导入：不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8\n"),
        "{run:?}"
    );
}

#[test]
fn plan_diff_says_what_changed() {
    let program = Program::new();
    program.write("a.toml", PLAN);
    assert_eq!(program.succeed(&["plan", "diff", "a.toml", "a.toml"]), "两个方案没有差别\n");
    let column = PLAN.find("code = \"jypx\"").unwrap();
    let (before, after) = PLAN.split_at(column);
    let changed = after.replacen("name = \"教育培训\"", "name = \"教育和培训\"", 1).replacen(
        "responsible = [\"县教育局\"]",
        "responsible = [\"县教育局\", \"县财政局\"]",
        1,
    );
    program.write("b.toml", &format!("{before}{changed}"));
    let said = program.succeed(&["plan", "diff", "a.toml", "b.toml"]);
    assert!(said.contains("教育和培训") && said.contains("县财政局"), "{said}");
    let back = program.succeed(&["plan", "diff", "b.toml", "a.toml"]);
    assert_ne!(said, back, "the direction matters");
}

#[test]
fn the_plan_goes_in_and_comes_out_again() {
    let program = Program::new();
    program.succeed(&["migrate"]);
    program.write("plan.toml", PLAN);
    let said = program.succeed(&["plan", "import", "plan.toml"]);
    assert!(said.contains("相同，未产生新版本"), "a new database starts with the shipped plan: {said}");
    program.succeed(&["plan", "export", "out.toml"]);
    assert_eq!(program.succeed(&["plan", "diff", "plan.toml", "out.toml"]), "两个方案没有差别\n");
    program.succeed(&["plan", "export", "out.xlsx"]);
    assert!(std::fs::read(program.path("out.xlsx")).unwrap().starts_with(b"PK"));
    program.write("faulty.toml", &PLAN.replacen("code = \"jypx\"", "code = \"tzgg\"", 1));
    let run = program.run(&["plan", "import", "faulty.toml"]);
    assert!(run.code == 1 && run.err.contains("未导入"), "{run:?}");
}

#[test]
fn migrating_twice_changes_nothing() {
    let program = Program::new();
    let first = program.succeed(&["migrate"]);
    assert!(first.starts_with("已执行 ") && !first.starts_with("已执行 0 "), "{first}");
    assert_eq!(program.succeed(&["migrate"]), "已执行 0 项数据库升级\n");
}

#[test]
fn the_first_account_gets_a_password() {
    let program = Program::new();
    let create = ["account", "create", "zhangsan", "--name", "张三", "--role", "security-administrator", "--unit"];
    let said = program.succeed(&[create.as_slice(), &["县财政局"]].concat());
    let password = said.lines().find_map(|line| line.strip_prefix("初始密码：")).unwrap();
    assert!(said.starts_with("账号：zhangsan\n") && said.contains("首次登录须修改密码"), "{said}");
    let file = whole_path(&program, "data/longan.db");
    assert!(said.ends_with(&format!("数据库：{}（新建）\n", file.display())), "{said}");
    domain::account::check_password(password, "zhangsan").unwrap();
    let again = program.run(&[create.as_slice(), &["县财政局"]].concat());
    assert!(again.code == 1 && again.err.contains("login") && again.out.is_empty(), "{again:?}");
    let auditor = ["account", "create", "lisi", "--name", "李四", "--role", "auditor", "--unit", "县财政局"];
    let said = program.succeed(&auditor);
    assert!(said.ends_with(&format!("数据库：{}\n", file.display())), "{said}");
    let unknown = program.run(&[create.as_slice(), &["水晶宫"]].concat());
    assert!(unknown.code == 1 && unknown.err.contains("现行方案中没有单位“水晶宫”"), "{unknown:?}");
    program.succeed(&["log", "verify"]);
}

/// A round over a portal that does not run would find that nothing opens.
#[test]
fn a_round_needs_a_portal_that_runs() {
    // Nobody listens on the first port of a machine.
    let program = Program::new().with("LONGAN_LISTEN", "127.0.0.1:1");
    program.succeed(&["migrate"]);
    let run = program.run(&["patrol", "run"]);
    assert!(run.code == 1 && run.err.contains("门户没有在 127.0.0.1:1 运行"), "{run:?}");
}

#[test]
fn a_wrong_command_says_how_it_goes() {
    let run = Program::new().run(&["fly"]);
    assert!(run.code == 2 && run.err.contains("fly"), "{run:?}");
    let help = Program::new().succeed(&["--help"]);
    let commands = ["serve", "migrate", "plan", "account", "items", "addresses", "patrol", "backup", "restore", "log"];
    for command in commands.into_iter().chain(["config"]) {
        assert!(help.contains(command), "{command}");
    }
}

/// A path as the program names it, from the root.
fn whole_path(program: &Program, name: &str) -> PathBuf {
    program.path("").canonicalize().unwrap().join(name)
}
