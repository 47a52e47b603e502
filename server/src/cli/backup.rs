//! `longan backup` and `longan restore`: database and uploaded files in one archive.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use chrono::{DateTime, Utc};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use store::{Backend, Store};

use super::postgres;
use crate::{config::Config, private, serve};

/// First entry of an archive.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    program: String,
    version: String,
    backend: String,
    made_at: DateTime<Utc>,
    /// Events in the log of the copy; of PostgreSQL those that were there when its dump began.
    events: i64,
}

const MANIFEST: &str = "manifest.json";
const SQLITE_COPY: &str = "database.sqlite";
const POSTGRES_DUMP: &str = "database.pgdump";
const MEDIA: &str = "media";

/// Writes the archive beside its final name and renames it when it is complete and on disk.
pub(super) async fn backup(config: &Config, file: &Path) -> Result<()> {
    ensure!(!file.exists(), "{} 已存在，未覆盖", file.display());
    let store = serve::open_store(config).await?;
    let work = file.with_extension("partial");
    create_work_folder(&work)?;
    let outcome = write_archive(config, &store, &work, file).await;
    fs::remove_dir_all(&work).with_context(|| format!("无法删除 {}", work.display()))?;
    let events = outcome?;
    println!("已备份到 {}（日志 {events} 条）", file.display());
    Ok(())
}

async fn write_archive(config: &Config, store: &Store, work: &Path, file: &Path) -> Result<i64> {
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
    Ok(events)
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
    let address = config.database.expose_secret();
    let sqlite = address.strip_prefix("sqlite:").map(Path::new);
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

    let store = serve::open_store(config).await?;
    store.migrate().await?;
    let verified = store.verify_log().await?;
    ensure!(verified.faults.is_empty(), "已恢复，但日志校验未通过：{}", verified.faults[0]);
    let is_whole = match store.backend() {
        Backend::Sqlite => verified.events == manifest.events,
        Backend::Postgres => verified.events >= manifest.events,
    };
    ensure!(is_whole, "已恢复，但日志为 {} 条，备份时为 {} 条", verified.events, manifest.events);
    println!("已恢复 {} 的备份，日志 {} 条，校验通过", manifest.made_at.format("%Y-%m-%d"), verified.events);
    Ok(())
}

fn unpack(config: &Config, file: &Path, work: &Path, sqlite: Option<&Path>) -> Result<Manifest> {
    let source = File::open(file).with_context(|| format!("无法读取 {}", file.display()))?;
    // `unpack` refuses entries that would leave the folder.
    tar::Archive::new(GzDecoder::new(source)).unpack(work).context("不是有效的备份文件")?;
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
