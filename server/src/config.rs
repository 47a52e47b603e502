//! The configuration: one TOML file, overlaid by environment variables `LONGAN_…`.
//!
//! Every setting is documented here with its unit and default; `deploy/longan.example.toml` shows them all. An
//! unknown or impossible setting stops the start with a sentence that names it.

mod surroundings;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use chrono::{DateTime, NaiveTime, Utc};
use config::{ConfigError, File};
use documents::elsewhere::address::{Hosts, WebAddress};
use domain::{availability::Rhythm, time::parse_minute};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use surroundings::Surroundings;

use crate::{
    given_file,
    network::Network,
    outside::Intranet,
    post::{self, MailTls, PostOffice},
};

/// Everything that can be set.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address and port to listen on. Default `127.0.0.1:3000`.
    pub listen: SocketAddr,
    /// Address under which the public reaches the portal, without a slash at the end. It stands in QR codes and
    /// decides whether the session cookie demands https. Default `http://127.0.0.1:3000`.
    pub public_address: String,
    /// `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`. Default `sqlite:data/longan.db`.
    pub database: SecretString,
    /// Connections to PostgreSQL, or readers of SQLite. Default 8.
    pub database_connections: u32,
    /// Folder of uploaded files. Default `data/media`.
    pub media_folder: PathBuf,
    /// File with the key that seals the second factors, 32 bytes; the first start draws it. It is in no backup and
    /// belongs on every node. Default `data/longan.key`.
    pub key_file: PathBuf,
    /// Folder with the county's own rule sets of the assessment (`*.toml`, `docs/RULES.md`), read at the start; a file with
    /// the code of one that comes with the system takes its place. Empty: only those that come with it. Default empty.
    pub rules: PathBuf,
    /// Demo mode: `auto` (demo people and content when the database is new), `on`, `off`. Default `off`.
    pub demo: Demo,
    /// What the clock of a demo shows when the program starts, `YYYY-MM-DD HH:MM` in China; it runs on from there. So a
    /// training shows the week before a holiday, whatever day it is. Empty: the machine's clock. Default empty.
    pub demo_clock: String,
    /// Header in which the reverse proxy in front writes the client's address, e.g. `x-real-ip`; empty when there is
    /// no proxy. Default empty.
    pub client_address_header: String,
    /// Addresses and networks of the proxies whose header is believed. Default this machine.
    pub trusted_proxies: Vec<String>,
    /// Failed and successful log-ins that one address may try per minute. Default 20.
    pub sign_in_per_minute: u32,
    /// Memory for rendered portal pages in MiB; 0 renders every page anew. Default 64.
    pub page_cache_mib: u32,
    /// Reports, votes and questions after receipts, each, that one address may send per minute. Default 20: a whole
    /// office may share an address.
    pub feedback_per_minute: u32,
    /// Form of the server's own log: `text` or `json`. Default `text`.
    pub log_format: LogFormat,
    /// Which messages to log, in the syntax of `tracing`. Default `info`.
    pub log_filter: String,
    /// argon2id memory in KiB, at least 8192. Default 19456.
    pub password_memory_kib: u32,
    /// argon2id passes, at least 1. Default 2.
    pub password_passes: u32,
    /// Hosts from which reprints may be fetched, each with all below it. Default `gov.cn`.
    pub reprint_hosts: Vec<String>,
    /// Machines of the government's intranet from which reprints may be fetched, each as `NAME=ADDRESS` or
    /// `NAME=ADDRESS:PORT`; the name is one of `reprint_hosts`. Everything else inside stays out of reach. Default none.
    pub reprint_intranet: Vec<String>,
    /// Time of day in China at which the patrol walks over the portal, `HH:MM`; `off`: only when the portal manager or the
    /// command line sends it. Default `02:30`.
    pub patrol_at: String,
    /// Shortest time between two of its requests to the portal in milliseconds; it slows down by itself when the portal
    /// does. Default 20.
    pub patrol_pace_ms: u32,
    /// So many pages at most are read in a round, 1000 to 1000000: the newest, and older ones in turn. Default 50000.
    pub patrol_most_pages: u32,
    /// How often a day the home page and every column of 实时更新 are probed, evenly, `24` to `288`; `off`: never, then the
    /// patrol's rounds say whether they work. Default `48`: every half hour.
    pub probes_a_day: String,
    /// Server through which reminders go by SMTP; empty: no mail, reminders stand in the desk. Default empty.
    pub mail_host: String,
    /// Its port. Default 465.
    pub mail_port: u16,
    /// How the line to it is secured: `implicit`, `starttls` or `off`. Default `implicit`.
    pub mail_tls: MailTls,
    /// Account at that server; empty when it asks for none. Default empty.
    pub mail_user: String,
    /// Its password. Default empty.
    pub mail_password: SecretString,
    /// Sender: an address, or `NAME <ADDRESS>`. Default empty.
    pub mail_from: String,
}

/// When demo people and demo content are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Demo {
    Auto,
    On,
    Off,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            public_address: "http://127.0.0.1:3000".into(),
            database: SecretString::from("sqlite:data/longan.db"),
            database_connections: 8,
            media_folder: "data/media".into(),
            key_file: "data/longan.key".into(),
            rules: PathBuf::new(),
            demo: Demo::Off,
            demo_clock: String::new(),
            client_address_header: String::new(),
            trusted_proxies: vec!["127.0.0.0/8".into(), "::1".into()],
            sign_in_per_minute: 20,
            page_cache_mib: 64,
            feedback_per_minute: 20,
            log_format: LogFormat::Text,
            log_filter: "info".into(),
            password_memory_kib: 19 * 1024,
            password_passes: 2,
            reprint_hosts: vec!["gov.cn".into()],
            reprint_intranet: Vec::new(),
            patrol_at: "02:30".into(),
            patrol_pace_ms: 20,
            patrol_most_pages: 50_000,
            probes_a_day: "48".into(),
            mail_host: String::new(),
            mail_port: 465,
            mail_tls: MailTls::Implicit,
            mail_user: String::new(),
            mail_password: SecretString::from(""),
            mail_from: String::new(),
        }
    }
}

/// What is wrong with the configuration, in a sentence that names the setting.
#[derive(Debug, thiserror::Error)]
#[error("配置有误：{0}")]
pub struct ConfigFault(String);

impl Config {
    /// Reads `file` (default: `longan.toml` when it is there) and the environment, and checks every value.
    pub fn load(file: Option<&PathBuf>) -> Result<Self, ConfigFault> {
        let path = file.map_or(Path::new("longan.toml"), PathBuf::as_path);
        if path.is_file() {
            // The library passes over a file that it may not read, and puts signs of its own for what is not UTF-8.
            given_file::text(path).map_err(|error| ConfigFault(error.to_string()))?;
        }
        let source = File::from(path).required(file.is_some());
        let read = config::Config::builder().add_source(source).add_source(Surroundings::new()).build().map_err(
            |error| match (file, &error) {
                (Some(file), ConfigError::Foreign(_)) => ConfigFault(unread(file)),
                _ => ConfigFault(explain(&error)),
            },
        )?;
        let config: Self = read.try_deserialize().map_err(|error| ConfigFault(explain(&error)))?;
        config.check()?;
        Ok(config)
    }

    /// Whether the session cookie may travel over https only.
    pub fn is_secure(&self) -> bool {
        self.public_address.starts_with("https://")
    }

    /// The file of a SQLite database; `None` on PostgreSQL.
    pub fn sqlite_file(&self) -> Option<&Path> {
        self.database.expose_secret().strip_prefix("sqlite:").map(Path::new)
    }

    /// The hosts from which reprints may be fetched.
    pub(crate) fn allowed_hosts(&self) -> Hosts {
        Hosts::parse(&self.reprint_hosts).expect("what is no list of domains was refused when it was read")
    }

    /// The machines of the intranet from which reprints may be fetched.
    pub(crate) fn intranet(&self) -> Intranet {
        Intranet::parse(&self.reprint_intranet).expect("what is no list of machines was refused when it was read")
    }

    /// When the patrol walks by itself; `None`: never.
    pub(crate) fn patrol_time(&self) -> Option<NaiveTime> {
        NaiveTime::parse_from_str(&self.patrol_at, "%H:%M").ok()
    }

    /// How often what must always be there is probed; `None`: never.
    pub(crate) fn probing(&self) -> Option<Rhythm> {
        self.probes_a_day.parse().ok().and_then(Rhythm::new)
    }

    /// When the demo's clock starts; `None`: it is the machine's.
    pub(crate) fn demo_start(&self) -> Option<DateTime<Utc>> {
        parse_minute(&self.demo_clock)
    }

    /// The mail server; `None` when there is none.
    pub(crate) fn post_office(&self) -> Option<PostOffice<'_>> {
        let public = self.public_address.split_once("://").map_or(self.public_address.as_str(), |(_, rest)| rest);
        (!self.mail_host.is_empty()).then(|| PostOffice {
            host: &self.mail_host,
            port: self.mail_port,
            tls: self.mail_tls,
            user: &self.mail_user,
            password: &self.mail_password,
            from: &self.mail_from,
            greeting: public.split([':', '/']).next().unwrap_or(public),
        })
    }

    fn check(&self) -> Result<(), ConfigFault> {
        let fault = |setting: &str, what: &str| Err(ConfigFault(format!("{setting} {what}")));
        let address = self.public_address.as_str();
        if !(address.starts_with("http://") || address.starts_with("https://")) || address.ends_with('/') {
            return fault("public_address", "须以 http:// 或 https:// 开头，且末尾不带斜杠");
        }
        let database = self.database.expose_secret();
        if !["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| database.starts_with(scheme)) {
            return fault("database", "须为 sqlite:路径 或 postgres://用户:密码@主机/库名");
        }
        if !(1..=200).contains(&self.database_connections) {
            return fault("database_connections", "须在 1 至 200 之间");
        }
        if self.media_folder.as_os_str().is_empty() {
            return fault("media_folder", "不能为空");
        }
        if self.key_file.as_os_str().is_empty() {
            return fault("key_file", "不能为空");
        }
        if !self.rules.as_os_str().is_empty() && !self.rules.is_dir() {
            return fault("rules", "须为存放考核规则文件（*.toml）的目录，所填的目录不存在；没有本地规则的留空");
        }
        if !(1..=10_000).contains(&self.sign_in_per_minute) {
            return fault("sign_in_per_minute", "须在 1 至 10000 之间");
        }
        if self.page_cache_mib > 65_536 {
            return fault("page_cache_mib", "须在 0 至 65536（MiB）之间");
        }
        if !(1..=10_000).contains(&self.feedback_per_minute) {
            return fault("feedback_per_minute", "须在 1 至 10000 之间");
        }
        if !(8_192..=1_048_576).contains(&self.password_memory_kib) {
            return fault("password_memory_kib", "须在 8192 至 1048576（KiB）之间");
        }
        if !(1..=20).contains(&self.password_passes) {
            return fault("password_passes", "须在 1 至 20 之间");
        }
        if self.log_filter.parse::<tracing_subscriber::EnvFilter>().is_err() {
            return fault("log_filter", "不是有效的日志级别，例如 info 或 longan=debug");
        }
        if !self.demo_clock.is_empty() && self.demo_start().is_none() {
            return fault("demo_clock", "须为北京时间的年月日时分，例如 2026-03-04 08:30");
        }
        if !self.demo_clock.is_empty() && self.demo == Demo::Off {
            return fault("demo_clock", "只用于演示：正式运行的时间一律取自本机");
        }
        let header = &self.client_address_header;
        if !header.is_empty() && axum::http::HeaderName::from_bytes(header.as_bytes()).is_err() {
            return fault("client_address_header", "不是有效的 HTTP 头名称");
        }
        if self.trusted_proxies.iter().any(|text| Network::parse(text).is_none()) {
            return fault("trusted_proxies", "须为 IP 地址或网段的列表，例如 [\"127.0.0.1\", \"10.0.0.0/8\"]");
        }
        let Some(hosts) = Hosts::parse(&self.reprint_hosts) else {
            return fault("reprint_hosts", "须为域名的列表，例如 [\"gov.cn\"]；不能用通配符、IP 地址和端口");
        };
        let Some(intranet) = Intranet::parse(&self.reprint_intranet) else {
            return fault("reprint_intranet", INTRANET_FORM);
        };
        let allowed = |name: &str| WebAddress::parse(&format!("http://{name}/")).is_ok_and(|site| hosts.allow(&site));
        if let Some(name) = intranet.names().find(|name| !allowed(name)) {
            return fault("reprint_intranet", &format!("中的 {name} 不在 reprint_hosts 所列的域名之内"));
        }
        if self.patrol_at != "off" && self.patrol_time().is_none() {
            return fault("patrol_at", "须为 24 小时制的时分，例如 02:30；不定时巡查填 off");
        }
        if !(1..=10_000).contains(&self.patrol_pace_ms) {
            return fault("patrol_pace_ms", "须在 1 至 10000（毫秒）之间");
        }
        if !(1_000..=1_000_000).contains(&self.patrol_most_pages) {
            return fault("patrol_most_pages", "须在 1000 至 1000000（个页面）之间");
        }
        if self.probes_a_day != "off" && self.probing().is_none() {
            return fault("probes_a_day", PROBES_FORM);
        }
        self.check_mail()?;
        if header.is_empty() && self.is_secure() && self.listen.ip().is_loopback() {
            // Only a proxy can speak https here. Without its header all clients have its address, and one of them who
            // guesses passwords stops everybody's log-in.
            return fault(
                "client_address_header",
                "未设置：public_address 以 https:// 开头而 listen 只在本机，前面必有反向代理；\
                 请写明反向代理写入访问者地址的 HTTP 头，例如 x-real-ip（见 deploy/nginx.conf）",
            );
        }
        Ok(())
    }
}

impl Config {
    /// What is set about mail without a server would be a mail that never goes.
    fn check_mail(&self) -> Result<(), ConfigFault> {
        let fault = |setting: &str, what: &str| Err(ConfigFault(format!("{setting} {what}")));
        if self.mail_host.is_empty() {
            let is_unused = self.mail_user.is_empty() && self.mail_from.is_empty();
            return if is_unused {
                Ok(())
            } else {
                fault("mail_host", "未设置：设了 mail_user 或 mail_from 就须写明邮件服务器")
            };
        }
        if self.mail_host.contains([':', '/', ' ']) {
            return fault("mail_host", "须为主机名或 IP 地址，例如 smtp.example.gov.cn；端口写在 mail_port");
        }
        if self.mail_port == 0 {
            return fault("mail_port", "须在 1 至 65535 之间");
        }
        if post::sender(&self.mail_from).is_err() {
            return fault("mail_from", "须为发件人邮箱，例如 \"隆安县政府网 <portal@example.gov.cn>\"");
        }
        let has_password = !self.mail_password.expose_secret().is_empty();
        if self.mail_user.is_empty() == has_password {
            return fault("mail_password", "与 mail_user 须同时设置或同时留空");
        }
        if has_password && self.mail_tls == MailTls::Off {
            return fault("mail_tls", "为 off 时不能设置 mail_password：密码会以明文传送");
        }
        Ok(())
    }
}

const INTRANET_FORM: &str = "须为“域名=IP地址:端口”的列表，例如 [\"zx.lax.gov.cn=10.1.2.3:8080\"]；\
                             端口可省，一个域名只写一次，不能用网段";

const PROBES_FORM: &str = "须为每天 24 至 288 次，例如 48；不探测填 off";

/// What a value must look like, where its type alone can be wrong.
const FORMS: [(&str, &str); 18] = [
    ("listen", "须为 IP 地址和端口，例如 127.0.0.1:3000"),
    ("database_connections", "须为整数"),
    ("demo", "须为 auto、on 或 off"),
    ("trusted_proxies", "须为 IP 地址或网段的列表，例如 [\"127.0.0.1\", \"10.0.0.0/8\"]"),
    ("sign_in_per_minute", "须为整数"),
    ("page_cache_mib", "须为整数"),
    ("feedback_per_minute", "须为整数"),
    ("log_format", "须为 text 或 json"),
    ("password_memory_kib", "须为整数"),
    ("password_passes", "须为整数"),
    ("reprint_hosts", "须为域名的列表，例如 [\"gov.cn\"]；不能用通配符、IP 地址和端口"),
    ("reprint_intranet", INTRANET_FORM),
    ("patrol_at", "须为 24 小时制的时分，例如 02:30；不定时巡查填 off"),
    ("patrol_pace_ms", "须为整数"),
    ("patrol_most_pages", "须为整数"),
    ("probes_a_day", PROBES_FORM),
    ("mail_port", "须在 1 至 65535 之间"),
    ("mail_tls", "须为 implicit、starttls 或 off"),
];

/// Why nothing was read of the file that `--config` names; the reader itself says so in English.
fn unread(file: &Path) -> String {
    let why = if file.is_file() { "须以 .toml 结尾" } else { "不存在或不是文件" };
    format!("参数 --config 所指的配置文件 {} {why}", file.display())
}

/// The reader's message with the setting named first, in the words of a configuration file.
fn explain(error: &ConfigError) -> String {
    let form = |key: &Option<String>| {
        let key = key.as_deref()?;
        FORMS.iter().find(|(setting, _)| *setting == key).map(|(setting, form)| format!("{setting} {form}"))
    };
    match error {
        ConfigError::NotFound(name) => format!("缺少设置 {name}"),
        ConfigError::Type { key, unexpected, expected, .. } => form(key)
            .unwrap_or_else(|| format!("{} 应为 {expected}，实为 {unexpected}", key.as_deref().unwrap_or("某项设置"))),
        ConfigError::At { error, key, .. } => {
            form(key).unwrap_or_else(|| format!("{}：{}", key.as_deref().unwrap_or("某项设置"), explain(error)))
        }
        ConfigError::FileParse { uri, cause } => {
            format!("文件 {} 不是有效的 TOML：{cause}", uri.as_deref().unwrap_or_default())
        }
        ConfigError::Message(message) => {
            match message.strip_prefix("unknown field `").and_then(|m| m.split_once('`')) {
                Some((name, _)) => format!("没有名为 {name} 的设置"),
                None => message.clone(),
            }
        }
        other => other.to_string(),
    }
}
