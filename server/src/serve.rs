//! Putting the system together from its configuration, and running it until it is told to stop.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use anyhow::{Context, Result, bail, ensure};
use axum::{ServiceExt, extract::Request, serve::ListenerExt};
use chrono::{DateTime, Utc};
use cms::{
    Cms, Ctx, Settings,
    clock::{Clock, ShiftedClock, SystemClock, SystemRandom},
};
use object_store::local::LocalFileSystem;
use secrecy::ExposeSecret;
use store::Store;
use tokio::{net::TcpListener, signal, sync::watch};

use crate::{
    assets::Files,
    cli::DEFAULT_PLAN,
    config::{Config, Demo, LogFormat},
    front_door::FrontDoor,
    jobs, key,
    outside::OutsideWorld,
    patrol::PortalNetwork,
    post::SmtpPost,
    private, rules,
    state::AppState,
};

/// Starts the server's own log; the environment variable `RUST_LOG` does not count, the configuration does.
pub(crate) fn start_log(config: &Config) {
    let builder = tracing_subscriber::fmt().with_env_filter(config.log_filter.as_str()).with_writer(std::io::stderr);
    match config.log_format {
        LogFormat::Text => builder.compact().init(),
        LogFormat::Json => builder.json().init(),
    }
}

/// The machine's time, for the command line.
pub(crate) fn now() -> DateTime<Utc> {
    SystemClock.now()
}

/// What a command does when the database is a file that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IfMissing {
    /// Makes it: the system is new.
    Create,
    /// Says so: the command is about a system that exists, and was given in another folder or without its settings. An
    /// empty database in that place would hide it, and an empty backup would be the worst way to find out.
    Refuse,
}

/// Opens the database as it is.
pub(crate) async fn open_store(config: &Config, if_missing: IfMissing) -> Result<Store> {
    if let Some(path) = config.sqlite_file()
        && !path.try_exists().with_context(|| format!("无法查看数据库文件 {}", path.display()))?
    {
        match if_missing {
            // SQLite gives its other files the mode of this one.
            IfMissing::Create => {
                private::create_file(path).with_context(|| format!("无法创建 {}", path.display()))?;
            }
            IfMissing::Refuse => bail!(
                "设置 database 所指的数据库文件 {} 不存在：请用 --config 指明系统正在使用的配置文件，\
                 并在系统运行的目录中执行（相对路径从当前目录算起）；新建数据库请用 longan migrate",
                std::path::absolute(path)?.display()
            ),
        }
    }
    Store::open(config.database.expose_secret(), config.database_connections).await.context("无法打开数据库")
}

/// Opens the whole system: migrated, with a plan, and with demo people when the configuration says so.
pub(crate) async fn open(config: &Config, if_missing: IfMissing) -> Result<Cms> {
    let rule_sets = rules::rule_sets(config)?;
    let store = open_store(config, if_missing).await?;
    store.migrate().await.context("数据库升级失败")?;
    let is_new = store.last_event().await? == 0;
    let media = media_store(config)?;
    let settings = Settings {
        demo: false,
        public_address: config.public_address.clone(),
        password_memory_kib: config.password_memory_kib,
        password_passes: config.password_passes,
        reprint_hosts: config.allowed_hosts(),
    };
    let cms = Cms::open(store, media, clock(config), Arc::new(SystemRandom), settings).await?.with_rule_sets(rule_sets);
    if is_new {
        cms.import_plan(&Ctx::system("first start"), DEFAULT_PLAN, None, "随系统提供的方案")
            .await
            .context("无法导入缺省方案")?;
    }
    let wants_demo = match config.demo {
        Demo::Off => false,
        Demo::Auto => is_new || cms.has_demo_people().await?,
        Demo::On => true,
    };
    ensure!(wants_demo || config.demo_clock.is_empty(), "demo_clock 只用于演示，而这个数据库不是演示数据");
    Ok(if wants_demo { cms.in_demo_mode() } else { cms })
}

/// The machine's clock, or that of a demo on another day.
pub(crate) fn clock(config: &Config) -> Arc<dyn Clock> {
    match config.demo_start() {
        Some(then) => Arc::new(ShiftedClock::showing(then)),
        None => Arc::new(SystemClock),
    }
}

fn media_store(config: &Config) -> Result<Arc<dyn object_store::ObjectStore>> {
    private::create_folder(&config.media_folder)
        .with_context(|| format!("无法创建附件目录 {}", config.media_folder.display()))?;
    Ok(Arc::new(LocalFileSystem::new_with_prefix(&config.media_folder)?))
}

/// The way to other sites. A machine without certificates still serves its portal.
pub(crate) fn outside(config: &Config) -> Option<Arc<OutsideWorld>> {
    match OutsideWorld::new(config.allowed_hosts(), config.intranet(), &config.public_address) {
        Ok(outside) => Some(Arc::new(outside)),
        Err(error) => {
            tracing::error!(%error, "no other site can be asked: are the system's CA certificates installed?");
            None
        }
    }
}

/// The system with a way out for mail, when one is set up.
fn with_post(cms: Cms, config: &Config) -> Result<Cms> {
    match config.post_office() {
        Some(office) => {
            let post = SmtpPost::new(&office).with_context(|| format!("无法使用邮件服务器 {}", office.host))?;
            Ok(cms.with_post(Arc::new(post)))
        }
        None => Ok(cms),
    }
}

/// Serves portal and desk until Ctrl-C or SIGTERM; open requests are finished first.
pub(crate) async fn serve(config: Config, files: Files) -> Result<()> {
    let cms = open(&config, IfMissing::Create).await?;
    ensure!(
        config.demo != Demo::Off || !cms.has_demo_people().await?,
        "demo = \"off\" 与含有演示账号的数据库不能同时使用（演示账号的密码是公开的）：正式使用请将 database 和 \
         media_folder 指向新的位置，继续演示请设 demo = \"auto\""
    );
    let cms = key::unlock(cms, &config).await?;
    let outside = outside(&config);
    let cms = match &outside {
        Some(outside) => cms.with_outside(outside.clone()),
        None => cms,
    };
    let cms = with_post(cms, &config)?;
    if cms.settings().demo {
        cms.seed_demo().await.context("无法写入演示数据")?;
    }
    let listener = TcpListener::bind(config.listen).await.with_context(|| format!("无法监听 {}", config.listen))?;
    let address = listener.local_addr()?;
    let network = PortalNetwork::new(&config, address, outside)
        .inspect_err(
            |error| tracing::error!(%error, "the patrol cannot ask: are the system's CA certificates installed?"),
        )
        .ok();
    let state = AppState::new(cms.clone(), config, files);
    announce(&state, address).await?;
    tracing::info!(version = env!("CARGO_PKG_VERSION"), %address, "serving");

    let (stop, stopped) = watch::channel(false);
    let jobs = tokio::spawn(jobs::run(state.clone(), network, stopped));
    // Without this a page that leaves in two writes waits 40 ms for the first one's acknowledgement.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!(%error, "cannot switch Nagle's algorithm off");
        }
    });
    let service = ServiceExt::<Request>::into_make_service_with_connect_info::<SocketAddr>(FrontDoor::new(state));
    axum::serve(listener, service).with_graceful_shutdown(told_to_stop()).await?;
    stop.send_replace(true);
    if tokio::time::timeout(Duration::from_secs(10), jobs).await.is_err() {
        tracing::warn!("a scheduled job did not finish within ten seconds");
    }
    cms.store().close().await;
    tracing::info!("stopped");
    Ok(())
}

async fn told_to_stop() {
    let interrupt = async {
        if let Err(error) = signal::ctrl_c().await {
            tracing::error!(%error, "cannot listen for Ctrl-C");
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                tracing::error!(%error, "cannot listen for SIGTERM");
                std::future::pending::<()>().await;
            }
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}

/// Says where things are; in demo mode also with which accounts, and what to try first.
async fn announce(state: &AppState, address: SocketAddr) -> Result<()> {
    println!("门户：http://{address}/");
    println!("后台：http://{address}/desk");
    if state.cms.settings().demo {
        println!("{}", state.cms.demo_introduction().await?);
    }
    Ok(())
}
