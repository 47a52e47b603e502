//! `longan backup` and `longan restore`: database and uploaded files in one archive.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{Read, Write as _},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use chrono::{DateTime, Utc};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{Backend, Store};

use super::postgres;
use crate::{
    config::Config,
    given_file, private,
    serve::{self, IfMissing},
};

/// First entry of an archive.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    program: String,
    version: String,
    backend: String,
    made_at: DateTime<Utc>,
    /// Events in the log of the copy; of PostgreSQL those that were there when its dump began.
    events: i64,
    /// Which key seals the second factors in it. The key itself is never in an archive.
    #[serde(default)]
    sealing_key: Option<String>,
}

const MANIFEST: &str = "manifest.json";
const SQLITE_COPY: &str = "database.sqlite";
const POSTGRES_DUMP: &str = "database.pgdump";
const MEDIA: &str = "media";

/// Writes the archive beside its final name and renames it when it is complete and on disk.
pub(super) async fn backup(config: &Config, file: &Path) -> Result<()> {
    ensure!(!file.exists(), "{} 已存在，未覆盖", file.display());
    let store = serve::open_store(config, IfMissing::Refuse).await?;
    let work = file.with_extension("partial");
    create_work_folder(&work)?;
    let outcome = write_archive(config, &store, &work, file).await;
    fs::remove_dir_all(&work).with_context(|| format!("无法删除 {}", work.display()))?;
    let manifest = outcome?;
    println!("已备份到 {}（日志 {} 条）", file.display(), manifest.events);
    if let Some(key) = manifest.sealing_key {
        println!(
            "备份中没有动态口令的密钥（编号 {key}，文件 {}）：请另行保存，不要与备份放在一起",
            config.key_file.display()
        );
    }
    Ok(())
}

async fn write_archive(config: &Config, store: &Store, work: &Path, file: &Path) -> Result<Manifest> {
    let (database, events) = match store.backend() {
        Backend::Sqlite => {
            let copy = work.join(SQLITE_COPY);
            store.copy_to(&copy).await.context("复制数据库失败")?;
            let copy = Store::open(&format!("sqlite:{}", copy.display()), 1).await?;
            let events = copy.last_event().await?;
            copy.close().await;
            (SQLITE_COPY, events)
        }
        Backend::Postgres => {
            // Read first: the dump holds at least these.
            let events = store.last_event().await?;
            let mut dump = postgres::tool("pg_dump", &config.database)?;
            dump.args(["--format=custom", "--no-owner", "--file"]).arg(work.join(POSTGRES_DUMP));
            ensure!(dump.status().context("无法运行 pg_dump")?.success(), "pg_dump 失败");
            (POSTGRES_DUMP, events)
        }
    };
    let manifest = Manifest {
        program: "longan".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        backend: if database == SQLITE_COPY { "sqlite" } else { "postgres" }.into(),
        made_at: serve::now(),
        events,
        // A database that this program has not migrated yet knows no key.
        sealing_key: store.sealing_key().await.unwrap_or_default(),
    };
    fs::write(work.join(MANIFEST), serde_json::to_vec_pretty(&manifest)?)?;

    let archive = work.join("archive.tar.gz");
    let mut tar = tar::Builder::new(GzEncoder::new(private::create_file(&archive)?, Compression::default()));
    tar.append_path_with_name(work.join(MANIFEST), MANIFEST)?;
    tar.append_path_with_name(work.join(database), database)?;
    for file in media_files(&config.media_folder)? {
        tar.append_path_with_name(config.media_folder.join(&file), Path::new(MEDIA).join(&file))?;
    }
    tar.into_inner()?.finish()?.sync_all()?;
    fs::rename(&archive, file)?;
    Ok(manifest)
}

/// The folder in which an archive is put together or taken apart: as private as the database.
fn create_work_folder(work: &Path) -> Result<()> {
    ensure!(!work.exists(), "{} 已存在：上次未完成，请先删除", work.display());
    private::create_folder(work).with_context(|| format!("无法创建 {}", work.display()))
}

/// Complete uploads, `ab/abcd…` under the hash of their content; what else lies there is an upload under way.
fn media_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for spread in fs::read_dir(folder)? {
        let spread = spread?;
        if !spread.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(spread.path())? {
            let file = file?;
            if file.file_type()?.is_file() && file.file_name().to_str().is_some_and(is_content_hash) {
                files.push(Path::new(&spread.file_name()).join(file.file_name()));
            }
        }
    }
    Ok(files)
}

fn is_content_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Unpacks an archive where nothing is yet, and checks the log of what came back.
pub(super) async fn restore(config: &Config, file: &Path) -> Result<()> {
    let sqlite = config.sqlite_file();
    if let Some(path) = sqlite {
        // SQLite would play the left-over journal of another database into the restored one.
        for end in ["", "-wal", "-shm", "-journal"] {
            let path = format!("{}{end}", path.display());
            ensure!(!Path::new(&path).exists(), "{path} 已存在：请先移走原数据库再恢复");
        }
    }
    let media_is_empty = !config.media_folder.exists() || fs::read_dir(&config.media_folder)?.next().is_none();
    ensure!(media_is_empty, "{} 不是空目录：请先移走原附件再恢复", config.media_folder.display());

    let work = file.with_extension("restoring");
    create_work_folder(&work)?;
    let outcome = unpack(config, file, &work, sqlite);
    fs::remove_dir_all(&work).with_context(|| format!("无法删除 {}", work.display()))?;
    let manifest = outcome?;

    // The file of SQLite came out of the archive.
    let store = serve::open_store(config, IfMissing::Refuse).await?;
    store.migrate().await?;
    let verified = store.verify_log().await?;
    ensure!(verified.faults.is_empty(), "已恢复，但日志校验未通过：{}", verified.faults[0]);
    let is_whole = match store.backend() {
        Backend::Sqlite => verified.events == manifest.events,
        Backend::Postgres => verified.events >= manifest.events,
    };
    ensure!(is_whole, "已恢复，但日志为 {} 条，备份时为 {} 条", verified.events, manifest.events);
    println!("已恢复 {} 的备份，日志 {} 条，校验通过", manifest.made_at.format("%Y-%m-%d"), verified.events);
    if let Some(key) = store.sealing_key().await? {
        println!("启动前请将编号 {key} 的动态口令密钥放到设置 key_file 所指的位置：{}", config.key_file.display());
    }
    Ok(())
}

fn unpack(config: &Config, file: &Path, work: &Path, sqlite: Option<&Path>) -> Result<Manifest> {
    let source = given_file::open(file)?;
    let mut archive = tar::Archive::new(GzDecoder::new(source));
    for entry in archive.entries().context("不是有效的备份文件")? {
        unpack_entry(&mut entry.context("不是有效的备份文件")?, work)?;
    }
    let manifest: Manifest =
        serde_json::from_slice(&fs::read(work.join(MANIFEST)).context("备份文件缺少清单")?).context("备份清单有误")?;
    match (sqlite, manifest.backend.as_str()) {
        (Some(path), "sqlite") => {
            private::copy_file(&work.join(SQLITE_COPY), path)?;
        }
        (None, "postgres") => {
            let mut restore = postgres::tool("pg_restore", &config.database)?;
            restore.args(["--no-owner", "--exit-on-error", "--single-transaction"]).arg(work.join(POSTGRES_DUMP));
            ensure!(restore.status().context("无法运行 pg_restore")?.success(), "pg_restore 失败");
        }
        (_, backend) => bail!("备份来自 {backend}，与配置中的数据库类型不同"),
    }
    let media = work.join(MEDIA);
    if media.is_dir() {
        copy_folder(&media, &config.media_folder)?;
    }
    Ok(manifest)
}

/// Unpacks what a backup writes and nothing else: an archive that somebody prepared may hold links out of the folder, or
/// another file in place of an attachment.
fn unpack_entry(entry: &mut tar::Entry<'_, impl Read>, work: &Path) -> Result<()> {
    let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
    let media = content_hash_of(&name);
    let is_known = media.is_some() || [MANIFEST, SQLITE_COPY, POSTGRES_DUMP].contains(&name.as_str());
    ensure!(
        is_known && entry.header().entry_type() == tar::EntryType::Regular,
        "备份文件中有不属于备份的内容：{name}，未恢复"
    );
    let mut target = private::create_file(&work.join(&name)).with_context(|| format!("无法写入 {name}"))?;
    let hash = copy_and_hash(entry, &mut target).with_context(|| format!("备份文件已损坏：{name}"))?;
    ensure!(media.is_none_or(|media| media == hash), "备份文件中的附件与其校验值不符：{name}，未恢复");
    Ok(())
}

/// The hash in the name of an uploaded file, `media/ab/abcd…`; `None` for any other name.
fn content_hash_of(name: &str) -> Option<&str> {
    let (folder, hash) = name.strip_prefix(MEDIA)?.strip_prefix('/')?.split_once('/')?;
    (is_content_hash(hash) && hash.starts_with(folder) && folder.len() == 2).then_some(hash)
}

fn copy_and_hash(from: &mut impl Read, to: &mut File) -> Result<String> {
    let mut hasher = Sha256::new();
    let mut portion = vec![0; 64 * 1024];
    loop {
        let length = from.read(&mut portion)?;
        if length == 0 {
            break;
        }
        hasher.update(&portion[..length]);
        to.write_all(&portion[..length])?;
    }
    Ok(hasher.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    private::create_folder(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            private::copy_file(&entry.path(), &target)?;
        }
    }
    Ok(())
}
