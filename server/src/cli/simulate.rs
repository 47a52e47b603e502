//! `longan simulate`: a year of a made-up county, played through the rules of the real one.

use std::{
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context, Result, ensure};
use chrono::{NaiveDate, Weekday};
use clap::Args;
use cms::simulation::{Opening, Patrolling, Report, Stretch, play};
use object_store::local::LocalFileSystem;
use store::Store;

use super::DEFAULT_PLAN;
use crate::{given_file, private};

/// Readers of the database; one person plays.
const CONNECTIONS: u32 = 2;

#[derive(Debug, Args)]
pub(super) struct SimulateCommand {
    /// 第一天 YYYY-MM-DD，方案自此日起执行
    #[arg(long, value_name = "日期")]
    from: NaiveDate,
    /// 最后一天 YYYY-MM-DD
    #[arg(long, value_name = "日期")]
    to: NaiveDate,
    /// 随机种子：同一程序、同一种子，结果逐字节相同
    #[arg(long, value_name = "数", default_value_t = 1)]
    seed: u64,
    /// 方案文件（缺省为随系统提供的方案）
    #[arg(long, value_name = "文件")]
    plan: Option<PathBuf>,
    /// 列出这一天结束时的全县看板、当日提醒和得分；可写多个，用逗号分开
    #[arg(long, value_name = "日期", value_delimiter = ',')]
    at: Vec<NaiveDate>,
    /// 把数据库、附件和配置留在此目录，供 longan serve 查看；目录须不存在或为空
    #[arg(long, value_name = "目录")]
    data: Option<PathBuf>,
    /// 以 JSON 输出
    #[arg(long)]
    json: bool,
}

/// Needs no configuration: the database is a new one.
pub(super) fn run(command: &SimulateCommand) -> ExitCode {
    let SimulateCommand { from, to, at, .. } = command;
    if to < from || !at.iter().all(|day| (from..=to).contains(&day)) {
        eprintln!("--to 不能早于 --from，--at 须在两者之间");
        return ExitCode::from(2);
    }
    #[cfg(target_os = "linux")]
    super::one_core::stay_on_one_core();
    // One thread: chance is thrown in the same order in every run.
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("无法启动：{error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(simulate(command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn simulate(command: &SimulateCommand) -> Result<()> {
    let plan = match &command.plan {
        Some(file) => given_file::text(file)?,
        None => DEFAULT_PLAN.to_owned(),
    };
    let place = Place::new(command.data.as_deref())?;
    let store = Store::open_passing(&place.database(), CONNECTIONS).await.context("无法新建数据库")?;
    store.migrate().await.context("数据库升级失败")?;
    let media = Arc::new(LocalFileSystem::new_with_prefix(place.media())?);
    let stretch = Stretch {
        opening: Opening {
            plan: &plan,
            from: command.from,
            seed: command.seed,
            patrolling: Patrolling::Weekly(Weekday::Mon),
        },
        to: command.to,
        at: command.at.iter().copied().collect(),
    };
    let report = play(store.clone(), media, &stretch).await.map_err(in_words)?;
    store.close().await;
    println!("{}", printed(&report, command.json)?.trim_end());
    if place.is_kept {
        let config = place.write_config()?;
        eprintln!("数据已保留。查看：longan --config {} serve（账号和密码在启动时列出）", config.display());
    }
    Ok(())
}

fn printed(report: &Report, json: bool) -> Result<String> {
    Ok(if json { serde_json::to_string_pretty(report)? } else { report.to_string() })
}

/// A faulty plan says where; everything else speaks for itself.
fn in_words(error: cms::Error) -> anyhow::Error {
    match error {
        cms::Error::Invalid(faults) => {
            let faults: Vec<String> = faults.into_iter().map(|fault| fault.message).collect();
            anyhow::anyhow!("{}", faults.join("\n"))
        }
        other => other.into(),
    }
}

/// The folder of the database and its files; one that nobody asked to keep goes at the end.
struct Place {
    folder: PathBuf,
    is_kept: bool,
}

impl Place {
    fn new(keep: Option<&Path>) -> Result<Self> {
        let is_kept = keep.is_some();
        let passing = || std::env::temp_dir().join(format!("longan-simulate-{}", std::process::id()));
        let folder = keep.map_or_else(passing, Path::to_owned);
        let unable = || format!("无法新建目录 {}", folder.display());
        private::create_folder(&folder).with_context(unable)?;
        let is_empty = fs::read_dir(&folder).with_context(unable)?.next().is_none();
        ensure!(is_empty, "目录 {} 不是空的", folder.display());
        // Whole, so that the configuration holds wherever it is read from.
        let place = Self { folder: folder.canonicalize()?, is_kept };
        private::create_file(&place.database())?;
        private::create_folder(&place.media())?;
        Ok(place)
    }

    fn database(&self) -> PathBuf {
        self.folder.join("longan.db")
    }

    fn media(&self) -> PathBuf {
        self.folder.join("media")
    }

    /// What `longan serve` needs to open it.
    fn write_config(&self) -> Result<PathBuf> {
        let mut text = String::from("# 时间模拟留下的数据，内容均为虚构\n");
        let settings = [
            ("database", format!("sqlite:{}", self.database().display())),
            ("media_folder", self.media().display().to_string()),
            ("key_file", self.folder.join("longan.key").display().to_string()),
            ("demo", "auto".to_owned()),
        ];
        for (name, value) in settings {
            // What JSON writes as a string TOML reads as the same.
            writeln!(text, "{name} = {}", serde_json::to_string(&value)?)?;
        }
        let file = self.folder.join("longan.toml");
        private::create_file(&file)?.write_all(text.as_bytes())?;
        Ok(file)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if !self.is_kept {
            // What is left of it the system clears away.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}
