//! What comes in from files: a plan on a day, items of an old site.

use std::io::Write;

use domain::plan::ColumnCode;
use flate2::{Compression, write::GzEncoder};
use store::Store;

use super::PLAN;
use crate::program::Program;

/// Two items of one column.
const NOTICES: [&str; 2] = [
    r#"{"title":"关于停水的通知","date":"2020-10-01","column":"tzgg","body":"<p>正文</p>","url":"/1"}"#,
    r#"{"title":"关于供电的通知","date":"2020-10-02","column":"tzgg","body":"<p>正文</p>","url":"/2"}"#,
];

/// A folder with an empty database.
fn set_up() -> Program {
    let program = Program::new();
    program.succeed(&["migrate"]);
    program
}

/// A gzip file of one line.
fn packed(line: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    writeln!(encoder, "{line}").unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_plan_comes_into_force_on_the_day_that_is_asked_for() {
    let program = set_up();
    program.write("shipped.toml", PLAN);
    program.write("amended.toml", &PLAN.replacen("name = \"通知公告\"", "name = \"公告通知\"", 1));

    let later = ["plan", "import", "amended.toml", "--effective", "2099-01-01"];
    let said = program.succeed(&later);
    assert!(said.contains("公告通知") && said.ends_with("自 2099-01-01 起执行\n"), "{said}");
    program.succeed(&["plan", "export", "today.toml"]);
    assert_eq!(program.succeed(&["plan", "diff", "shipped.toml", "today.toml"]), "两个方案没有差别\n");
    let said = program.succeed(&later);
    assert!(said.contains("相同，未产生新版本"), "{said}");

    // A day in the past is today: nothing was done under it before.
    program.succeed(&["plan", "import", "amended.toml", "--effective", "2020-01-01"]);
    program.succeed(&["plan", "export", "today.toml"]);
    assert!(std::fs::read_to_string(program.path("today.toml")).unwrap().contains("name = \"公告通知\""));

    let run = program.run(&["plan", "import", "amended.toml", "--effective", "明天"]);
    assert!(run.code == 2 && run.err.contains("--effective"), "{run:?}");
    program.succeed(&["log", "verify"]);
}

#[test]
fn items_import_reports_every_rejected_row() {
    let program = set_up();
    program.write(
        "old.jsonl",
        concat!(
            r#"{"title":"关于停水的通知","date":"2020-10-01","column":"tzgg","body":"<p>正文</p>","url":"/1"}"#,
            "\n",
            r#"{"title":"没有栏目","date":"2020-10-01","column":"nowhere","body":"正文","url":"/2"}"#,
            "\n",
            r#"{"title":"","date":"2020-10-01","column":"tzgg","body":"正文","url":"/3"}"#,
            "\nnot json\n",
            r#"{"title":"日期不对","date":"十月一日","column":"tzgg","body":"正文","url":"/5"}"#,
            "\n",
            r#"{"title":"关于供电的通知","date":"2020-10-02","column":"tzgg","body":"<p>正文</p>","url":"/6"}"#,
            "\n",
        ),
    );
    let run = program.run(&["items", "import", "old.jsonl"]);
    assert_eq!(run.code, 3, "{run:?}");
    let numbers: Vec<&str> = run.out.lines().filter_map(|line| line.strip_prefix("第 ")?.split(' ').next()).collect();
    assert_eq!(numbers, ["2", "3", "4", "5"], "{}", run.out);
    assert!(run.out.ends_with("导入 2 条，已有 0 条，未导入 4 条\n"), "{}", run.out);
    let again = program.run(&["items", "import", "old.jsonl"]);
    assert!(again.out.ends_with("导入 0 条，已有 2 条，未导入 4 条\n"), "{}", again.out);
    program.succeed(&["log", "verify"]);
}

#[test]
fn items_import_says_what_did_not_come_along() {
    let program = set_up();
    program.write(
        "old.jsonl",
        concat!(
            r#"{"title":"关于停水的通知","date":"2020-10-01","column":"tzgg","docno":"示发〔2020〕7号","url":"/1","#,
            r#""body":"<p>停水。<img src=\"/upload/1.jpg\"><a href=\"/upload/2.pdf\">附件</a></p>"}"#,
            "\n",
            r#"{"title":"关于供电的通知","date":"2020-10-02","column":"tzgg","body":"<p>正文</p>","url":"/2"}"#,
            "\n",
        ),
    );
    let said = program.succeed(&["items", "import", "old.jsonl"]);
    assert_eq!(
        said,
        "第 1 行已导入，但 1 张图片、1 个附件、文号“示发〔2020〕7号”未带入：关于停水的通知\n\
         导入 2 条，已有 0 条，未导入 0 条；已导入的有 1 条不完整\n"
    );
    assert_eq!(program.succeed(&["items", "import", "old.jsonl"]), "导入 0 条，已有 2 条，未导入 0 条\n");
}

#[tokio::test]
async fn rows_that_name_no_column_go_where_the_option_says() {
    let program = set_up();
    program.write(
        "old.jsonl",
        concat!(
            r#"{"title":"甲","date":"2020-10-01","body":"正文","url":"/1"}"#,
            "\n",
            r#"{"title":"乙","date":"2020-10-01","column":"通知公告","body":"正文","url":"/2"}"#,
            "\n",
            r#"{"title":"丙","date":"2020-10-01","cat":"别处的类目","dept":"县教育局","body":"正文","url":"/3"}"#,
            "\n",
        ),
    );
    let without = program.run(&["items", "import", "old.jsonl"]);
    assert_eq!(without.code, 3, "{without:?}");
    assert!(without.out.ends_with("导入 1 条，已有 0 条，未导入 2 条\n"), "{without:?}");
    let said = program.succeed(&["items", "import", "old.jsonl", "--column", "jypx"]);
    assert_eq!(said, "导入 2 条，已有 1 条，未导入 0 条\n");

    let store = Store::open(&format!("sqlite:{}", program.path("data/longan.db").display()), 1).await.unwrap();
    let filled = store.columns_with_items().await.unwrap();
    store.close().await;
    assert_eq!(filled.iter().map(ColumnCode::as_str).collect::<Vec<_>>(), ["jypx", "tzgg"]);
}

#[test]
fn a_column_that_takes_no_items_is_refused_before_anything_goes_in() {
    let program = set_up();
    program.write("old.jsonl", &NOTICES.join("\n"));
    for (column, words) in [
        ("Nowhere!", "“Nowhere!”不是栏目代码"),
        ("nowhere", "方案中没有栏目“nowhere”"),
        ("wsjb", "栏目“网上举报”不存放信息"),
    ] {
        let run = program.run(&["items", "import", "old.jsonl", "--column", column]);
        assert!(run.code == 1 && run.out.is_empty() && run.err.contains(words), "{run:?}");
    }
    assert_eq!(program.succeed(&["items", "import", "old.jsonl"]), "导入 2 条，已有 0 条，未导入 0 条\n");
}

#[test]
fn a_compressed_file_is_read_to_its_end() {
    let program = set_up();
    // As `cat` puts two archives together.
    let archive = NOTICES.map(packed).concat();
    std::fs::write(program.path("old.jsonl.gz"), &archive).unwrap();
    let said = program.succeed(&["items", "import", "old.jsonl.gz"]);
    assert_eq!(said, "导入 2 条，已有 0 条，未导入 0 条\n");

    std::fs::write(program.path("cut.jsonl.gz"), &archive[..archive.len() - 20]).unwrap();
    let run = program.run(&["items", "import", "cut.jsonl.gz"]);
    assert!(run.code == 3 && run.out.contains("文件从这里起无法读取"), "{run:?}");

    let missing = program.run(&["items", "import", "nowhere.jsonl.gz"]);
    assert!(missing.code == 1 && missing.err.contains("nowhere.jsonl.gz"), "{missing:?}");
}

#[test]
fn old_addresses_go_in_by_a_list() {
    let program = set_up();
    program.write("old.csv", "旧地址,新地址\n/news/1.html,/c/tzgg\n/news/2.html,/c/nowhere\n");
    let run = program.run(&["addresses", "import", "old.csv"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert_eq!(run.out, "第 3 行未导入：方案中没有栏目“nowhere”\n新增 1 条，改指 0 条，已有 0 条，未导入 1 条\n");
    program.write("good.csv", "/news/1.html,/c/jypx\n");
    assert_eq!(program.succeed(&["addresses", "import", "good.csv"]), "新增 0 条，改指 1 条，已有 0 条，未导入 0 条\n");
    program.succeed(&["log", "verify"]);
    let missing = program.run(&["addresses", "import", "nowhere.csv"]);
    assert!(missing.code == 1 && missing.err.contains("nowhere.csv"), "{missing:?}");
}

#[test]
fn guides_go_in_and_out_by_the_ending_of_the_file() {
    let program = set_up();
    program.write("a.jsonl", "{\"title\":\"甲\",\"department\":\"县民政局\"}\n{\"title\":\"乙\",\"class\":\"处罚\"}\n");
    let run = program.run(&["services", "import", "a.jsonl"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.out.contains("第 2 行未导入：实施部门：缺少实施部门\n"), "{}", run.out);
    assert!(run.out.contains("导入 1 项，已有 0 项，已有但内容不同 0 项，未导入 1 项\n"), "{}", run.out);
    assert!(run.out.contains("要素完整度平均 8%；缺 4 类以上要素的 1 项\n"), "{}", run.out);

    assert_eq!(program.succeed(&["services", "export", "b.xlsx"]), "已导出到 b.xlsx\n");
    let said = program.succeed(&["services", "import", "b.xlsx"]);
    assert!(said.contains("导入 0 项，已有 1 项"), "{said}");
    program.succeed(&["services", "export", "b.jsonl"]);
    let run = program.run(&["services", "export", "b.csv"]);
    assert!(run.code == 1 && run.err.contains("须以 .xlsx 或 .jsonl 结尾"), "{run:?}");
    program.write("c.xlsx", "a,b\n");
    let run = program.run(&["services", "import", "c.xlsx"]);
    assert!(run.code == 1 && run.err.contains("文件内容不是xlsx格式"), "{run:?}");
    program.succeed(&["log", "verify"]);
}
