//! `longan backup`, `longan restore`, `longan log verify`.

use std::{fs::File, process::Command};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use store::{
    Store,
    testing::{self, TEST_DATABASE_URL},
};
use tar::EntryType;

use crate::program::Program;

/// Name of the file below: SHA-256 of 附件.
const FILE: &str = "c7225dbf105eeed5ba8d667dd1d85f7bbbc4c6befe31fb95ec976779c0c9b22e";

const NOTICES: &str = concat!(
    r#"{"title":"关于停水的通知","date":"2026-10-01","column":"tzgg","body":"<p>正文</p>","url":"/1"}"#,
    "\n",
    r#"{"title":"关于供电的通知","date":"2026-10-02","column":"tzgg","body":"<p>正文</p>","url":"/2"}"#,
    "\n",
);

/// A county with two items and a file.
fn filled(program: Program) -> Program {
    program.write("old.jsonl", NOTICES);
    program.succeed(&["migrate"]);
    program.succeed(&["items", "import", "old.jsonl"]);
    let media = program.path("data/media").join(&FILE[..2]);
    std::fs::create_dir_all(&media).unwrap();
    std::fs::write(media.join(FILE), "附件").unwrap();
    std::fs::write(media.join(format!("{FILE}#1")), "附").unwrap();
    program
}

/// What is restored is what was saved: the log to its last event, the files to their last byte.
fn comes_back(saved: &Program, restored: &Program) {
    let said = saved.succeed(&["backup", "copy.tar.gz"]);
    assert!(said.contains("已备份到 copy.tar.gz"), "{said}");
    assert!(!saved.path("copy.partial").exists(), "nothing is left beside it");
    let verified = saved.succeed(&["log", "verify"]);
    std::fs::copy(saved.path("copy.tar.gz"), restored.path("copy.tar.gz")).unwrap();

    let said = restored.succeed(&["restore", "copy.tar.gz"]);
    assert!(said.contains("校验通过"), "{said}");
    assert_eq!(restored.succeed(&["log", "verify"]), verified);
    let media = restored.path("data/media").join(&FILE[..2]);
    assert_eq!(std::fs::read_to_string(media.join(FILE)).unwrap(), "附件");
    assert!(!media.join(format!("{FILE}#1")).exists(), "an upload under way is none yet");
    let again = restored.path("old.jsonl");
    std::fs::write(again, NOTICES).unwrap();
    let said = restored.succeed(&["items", "import", "old.jsonl"]);
    assert_eq!(said, "导入 0 条，已有 2 条，未导入 0 条\n");
}

#[test]
fn a_backup_comes_back_in_an_empty_folder() {
    let saved = filled(Program::new());
    comes_back(&saved, &Program::new());
}

#[test]
fn a_backup_overwrites_nothing_and_a_restore_neither() {
    let program = filled(Program::new());
    program.succeed(&["backup", "copy.tar.gz"]);
    let again = program.run(&["backup", "copy.tar.gz"]);
    assert!(again.code == 1 && again.err.contains("已存在，未覆盖"), "{again:?}");
    let over = program.run(&["restore", "copy.tar.gz"]);
    assert!(over.code == 1 && over.err.contains("请先移走原数据库再恢复"), "{over:?}");

    let other = Program::new();
    std::fs::copy(program.path("copy.tar.gz"), other.path("copy.tar.gz")).unwrap();
    std::fs::create_dir_all(other.path("data/media")).unwrap();
    other.write("data/media/file", "anderes");
    let over = other.run(&["restore", "copy.tar.gz"]);
    assert!(over.code == 1 && over.err.contains("请先移走原附件再恢复"), "{over:?}");
    assert!(!other.path("data/longan.db").exists());
}

#[test]
fn a_left_over_journal_is_not_played_into_what_is_restored() {
    let saved = filled(Program::new());
    saved.succeed(&["backup", "copy.tar.gz"]);
    for end in ["wal", "shm", "journal"] {
        let program = Program::new();
        std::fs::copy(saved.path("copy.tar.gz"), program.path("copy.tar.gz")).unwrap();
        std::fs::create_dir(program.path("data")).unwrap();
        program.write(&format!("data/longan.db-{end}"), "");
        let run = program.run(&["restore", "copy.tar.gz"]);
        assert!(run.code == 1 && run.err.contains(&format!("data/longan.db-{end} 已存在")), "{run:?}");
        assert!(!program.path("data/longan.db").exists());
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_reads_database_files_and_archive() {
    use std::os::unix::fs::PermissionsExt;

    let (saved, restored) = (filled(Program::new()), Program::new());
    comes_back(&saved, &restored);
    for program in [&saved, &restored] {
        for name in ["data", "data/media", "data/longan.db"] {
            let mode = std::fs::metadata(program.path(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{name}: {mode:o}");
        }
    }
    let mode = std::fs::metadata(saved.path("copy.tar.gz")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn what_is_no_backup_is_refused() {
    let program = Program::new();
    program.write("copy.tar.gz", "nonsense");
    let run = program.run(&["restore", "copy.tar.gz"]);
    assert!(run.code == 1 && run.err.contains("不是有效的备份文件"), "{run:?}");
    assert!(!program.path("data/longan.db").exists() && !program.path("copy.tar.restoring").exists(), "{run:?}");
    let run = program.run(&["restore", "nowhere.tar.gz"]);
    assert!(run.code == 1 && run.err.contains("nowhere.tar.gz"), "{run:?}");
}

/// A good archive with one more entry of somebody's making.
fn crafted(program: &Program, name: &[u8], kind: EntryType, link: &str, content: &[u8]) {
    let good = File::open(program.path("copy.tar.gz")).unwrap();
    let mut packed = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for entry in tar::Archive::new(GzDecoder::new(good)).entries().unwrap() {
        let entry = entry.unwrap();
        let header = entry.header().clone();
        packed.append(&header, entry).unwrap();
    }
    let mut header = tar::Header::new_gnu();
    // Past the checks of the library, which writes no path that leads out of the archive.
    header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name);
    header.set_entry_type(kind);
    header.set_size(content.len() as u64);
    header.set_mode(0o644);
    header.as_gnu_mut().unwrap().linkname[..link.len()].copy_from_slice(link.as_bytes());
    header.set_cksum();
    packed.append(&header, content).unwrap();
    std::fs::write(program.path("crafted.tar.gz"), packed.into_inner().unwrap().finish().unwrap()).unwrap();
}

#[test]
fn an_archive_that_somebody_prepared_is_not_restored() {
    let saved = filled(Program::new());
    saved.succeed(&["backup", "copy.tar.gz"]);
    let media = |hash: &str| format!("media/{}/{hash}", &hash[..2]);
    let other = "a".repeat(64);
    let (outside, absolute) = ("../escaped".to_owned(), "/tmp/longan-escaped".to_owned());
    let (regular, foreign) = (EntryType::Regular, "不属于备份的内容");
    for (name, kind, link, content, words) in [
        (media(&other), regular, "", "别的内容", "与其校验值不符"),
        (media(FILE), regular, "", "附件", "无法写入"),
        (format!("media/bb/{other}"), regular, "", "别的内容", foreign),
        (format!("media/aa/{}", other.to_uppercase()), regular, "", "别的内容", foreign),
        (media(&other), EntryType::Symlink, "/etc/passwd", "", foreign),
        (media(&other), EntryType::Link, "manifest.json", "", foreign),
        ("media/aa".to_owned(), EntryType::Directory, "", "", foreign),
        ("media".to_owned(), EntryType::Symlink, "/tmp", "", foreign),
        ("longan.toml".to_owned(), regular, "", "demo = \"on\"", foreign),
        ("database.sqlite-wal".to_owned(), regular, "", "x", foreign),
        (outside, regular, "", "x", foreign),
        (absolute, regular, "", "x", foreign),
        ("media/../manifest.json".to_owned(), regular, "", "x", foreign),
    ] {
        crafted(&saved, name.as_bytes(), kind, link, content.as_bytes());
        let victim = Program::new();
        std::fs::copy(saved.path("crafted.tar.gz"), victim.path("crafted.tar.gz")).unwrap();
        let run = victim.run(&["restore", "crafted.tar.gz"]);
        assert!(run.code == 1 && run.err.contains(words), "{name} {kind:?}: {run:?}");
        for left in ["data/longan.db", "data/media", "crafted.tar.restoring", "../escaped"] {
            assert!(!victim.path(left).exists(), "{name} {kind:?} left {left}");
        }
    }
    // The same way of packing, with nothing of somebody's in it.
    crafted(&saved, media(&other_file().0).as_bytes(), regular, "", other_file().1.as_bytes());
    let there = Program::new();
    std::fs::copy(saved.path("crafted.tar.gz"), there.path("crafted.tar.gz")).unwrap();
    there.succeed(&["restore", "crafted.tar.gz"]);
}

/// A name and the content whose hash it is.
fn other_file() -> (String, &'static str) {
    (documents::content_hash::content_hash("名单".as_bytes()), "名单")
}

#[tokio::test]
async fn log_verify_names_the_event_that_was_touched() {
    let program = filled(Program::new());
    let said = program.succeed(&["log", "verify"]);
    assert!(said.starts_with("日志完好：共 "), "{said}");
    let address = format!("sqlite:{}", program.path("data/longan.db").display());
    for (sql, words) in [
        ("update event set data = replace(data, '{', '{ ') where seq = 2", "事件 2 的内容被改动"),
        ("delete from event where seq = 2", "缺少事件 2 至 2"),
    ] {
        let store = Store::open(&address, 1).await.unwrap();
        testing::tamper(&store, sql).await;
        store.close().await;
        let run = program.run(&["log", "verify"]);
        assert!(run.code == 1 && run.out.is_empty() && run.err.contains(words), "{run:?}");
        assert!(run.err.contains("日志校验未通过"), "{run:?}");
    }
}

/// Needs the database server that `scripts/postgres.sh` starts, and PostgreSQL's own tools.
#[test]
fn a_backup_of_postgresql_comes_back() {
    let Some(server) = postgres() else {
        println!("{TEST_DATABASE_URL} is not set, or psql and pg_dump are not installed: not run");
        return;
    };
    let name = format!("longan_backup_{}", std::process::id());
    let databases = [format!("{name}_a"), format!("{name}_b")];
    let on = |database: &str| {
        let (start, end) = server.split_once("/longan_test").unwrap();
        Program::new().with("LONGAN_DATABASE", &format!("{start}/{database}{end}"))
    };
    for database in &databases {
        psql(&server, &format!("create database {database}"));
    }
    let saved = filled(on(&databases[0]));
    comes_back(&saved, &on(&databases[1]));
    for database in &databases {
        psql(&server, &format!("drop database {database}"));
    }
}

/// The server for tests, when it runs and its tools are there.
fn postgres() -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "tests have no configuration but this one address")]
    let server = std::env::var(TEST_DATABASE_URL).ok()?;
    Command::new("pg_dump").arg("--version").output().ok().map(|_| server)
}

fn psql(server: &str, sql: &str) {
    let done = Command::new("psql").args(["--quiet", "--dbname", server, "--command", sql]).status().unwrap();
    assert!(done.success(), "{sql}");
}
