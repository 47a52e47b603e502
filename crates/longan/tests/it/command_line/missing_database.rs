//! Only what founds a system makes a database; every other command says which file is not there, and leaves nothing.

use super::{PLAN, whole_path};
use crate::program::Program;

/// What lies in the program's folder, in order.
fn listing(program: &Program) -> Vec<String> {
    let entries = std::fs::read_dir(program.path("")).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[track_caller]
fn refused(program: &Program, arguments: &[&str], file: &str) {
    let before = listing(program);
    let run = program.run(arguments);
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{arguments:?}: {run:?}");
    let file = whole_path(program, file).display().to_string();
    for words in ["设置 database", file.as_str(), "不存在", "--config"] {
        assert!(run.err.contains(words), "{arguments:?} does not say {words}: {run:?}");
    }
    assert_eq!(listing(program), before, "{arguments:?}");
}

#[test]
fn a_backup_of_nothing_names_the_database_and_leaves_no_file() {
    let program = Program::new();
    refused(&program, &["backup", "copy.tar.gz"], "data/longan.db");
    assert!(listing(&program).is_empty());
}

#[test]
fn no_command_about_a_system_that_exists_makes_another() {
    let program = Program::new();
    program.write("plan.toml", PLAN);
    program.write("old.jsonl", "");
    for arguments in [
        ["log", "verify"].as_slice(),
        &["plan", "export", "out.toml"],
        &["plan", "import", "plan.toml"],
        &["items", "import", "old.jsonl"],
        &["patrol", "run"],
        &["backup", "copy.tar.gz"],
    ] {
        refused(&program, arguments, "data/longan.db");
    }
}

#[test]
fn the_file_is_the_one_of_the_settings() {
    let program = Program::new();
    program.write("other.toml", "database = \"sqlite:elsewhere/county.db\"\n");
    refused(&program, &["--config", "other.toml", "backup", "copy.tar.gz"], "elsewhere/county.db");
    program.succeed(&["--config", "other.toml", "migrate"]);
    program.succeed(&["--config", "other.toml", "log", "verify"]);
    // The settings of the folder name another file, and that one is still missing.
    refused(&program, &["log", "verify"], "data/longan.db");
}
