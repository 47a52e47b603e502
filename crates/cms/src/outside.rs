//! The world outside: the one way in which the system asks other sites for something. Injected, like the clock; the
//! real one is in `server`, and guards against everything that an address from elsewhere may try.

use documents::elsewhere::address::{AddressFault, WebAddress};

/// Asks other sites.
#[async_trait::async_trait]
pub trait Outside: Send + Sync {
    async fn ask(&self, question: &Question) -> Result<Answer, Fault>;
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub address: WebAddress,
    /// The page that names the address; `None`: somebody of the county does. No page outside may point us inside.
    pub found_on: Option<WebAddress>,
    /// As the last answer had them; empty: none is known.
    pub etag: String,
    pub last_modified: String,
}

impl Question {
    /// For what nobody has asked before.
    pub const fn new(address: WebAddress) -> Self {
        Self { address, found_on: None, etag: String::new(), last_modified: String::new() }
    }

    /// For what a page names.
    pub const fn found_on(page: WebAddress, address: WebAddress) -> Self {
        Self { address, found_on: Some(page), etag: String::new(), last_modified: String::new() }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Nothing has changed since the last answer.
    Unchanged,
    Page(Page),
}

/// What another site sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it stood in the end.
    pub address: WebAddress,
    pub content_type: String,
    pub bytes: Vec<u8>,
    pub etag: String,
    pub last_modified: String,
}

/// Why nothing came, in words for the portal manager.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("主机 {0} 不在允许的范围内（系统设置 reprint_hosts）")]
    NotAllowed(String),
    #[error("域名 {0} 解析不到地址")]
    NoSuchHost(String),
    /// A name that leads into the own network: whoever set it up is after something there.
    #[error("域名 {0} 指向内部网络，不能访问（政务内网的网站须列入系统设置 reprint_intranet）")]
    InnerNetwork(String),
    /// A page outside names a machine that only the county's own sources may lead to.
    #[error("外网的页面指向政务内网的 {0}，不能访问")]
    PointedInside(String),
    #[error("对方网站转到的地址不能访问：{0}")]
    Redirect(AddressFault),
    #[error("对方网站转址次数过多")]
    TooManyRedirects,
    #[error("连接不上对方网站")]
    Unreachable,
    #[error("对方网站没有在限定时间内答复")]
    TooSlow,
    #[error("对方网站答复“{0}”")]
    Status(u16),
    #[error("内容超过 2 MB")]
    TooLarge,
    #[error("取回的不是网页或订阅源，而是 {0}")]
    WrongType(String),
    #[error("对方网站的 robots.txt 不允许程序读取这个网址")]
    Forbidden,
}

/// For those who ask nobody, such as the command line.
pub(crate) struct Nobody;

#[async_trait::async_trait]
impl Outside for Nobody {
    async fn ask(&self, _: &Question) -> Result<Answer, Fault> {
        Err(Fault::Unreachable)
    }
}
