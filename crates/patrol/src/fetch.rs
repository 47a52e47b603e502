//! The network and the time, as a round asks for them. Injected: in the server the first goes through the one guarded way
//! to other sites, and in tests both are staged.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

/// How to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Only whether something is there.
    Head,
    /// The thing itself.
    Get,
}

impl Method {
    /// As HTTP writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Head => "HEAD",
            Self::Get => "GET",
        }
    }
}

/// What is asked for. Redirects come back and are not followed: every step is judged anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The whole address.
    pub address: String,
    /// How.
    pub method: Method,
    /// So much of the content is wanted; the rest may be cut off.
    pub most_bytes: usize,
    /// On a connection that nobody has used: a probe that must not be misled by one that died (`design.md` §2).
    pub cold: bool,
}

impl Request {
    /// As evidence names it: `GET https://…`.
    pub fn named(&self) -> String {
        format!("{} {}", self.method.name(), self.address)
    }
}

/// What came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// Status code of HTTP.
    pub status: u16,
    /// The header `content-type`, or empty.
    pub content_type: String,
    /// The header `content-length`.
    pub length: Option<u64>,
    /// The header `location` of a redirect.
    pub location: Option<String>,
    /// The content, at most as much as was wanted.
    pub bytes: Vec<u8>,
    /// Whether there was more than was wanted.
    pub is_cut: bool,
    /// How long it took until the answer began.
    pub took: Duration,
}

/// Why nothing came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Failure {
    /// The name leads nowhere.
    NoSuchHost,
    /// Nobody takes the connection, or it breaks.
    Unreachable,
    /// No answer in time.
    TooSlow,
    /// No secure connection.
    Insecure,
    /// The guard does not let us ask: an inner address, a host that is not allowed.
    NotAllowed,
}

impl Failure {
    /// In words for the clerk.
    pub const fn label(self) -> &'static str {
        match self {
            Self::NoSuchHost => "域名解析不到地址",
            Self::Unreachable => "连接不上",
            Self::TooSlow => "没有在限定时间内答复",
            Self::Insecure => "无法建立安全连接",
            Self::NotAllowed => "不允许访问",
        }
    }
}

/// Asks for addresses.
#[async_trait]
pub trait Fetch: Send + Sync {
    /// Asks once, without following redirects.
    async fn ask(&self, request: &Request) -> Result<Answer, Failure>;

    /// Until when the certificate of `host` is valid.
    async fn certificate_until(&self, host: &str) -> Result<DateTime<Utc>, Failure>;
}

/// Tells and passes the time.
#[async_trait]
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> DateTime<Utc>;

    /// Waits.
    async fn pause(&self, time: Duration);
}
