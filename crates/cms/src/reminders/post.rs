//! The way out for mail. Injected, like the clock; the real one is in `server` and speaks SMTP.

/// Sends mail.
#[async_trait::async_trait]
pub trait Post: Send + Sync {
    async fn send(&self, mail: &OutgoingMail) -> Result<(), PostFault>;

    /// Whether there is a way out at all.
    fn is_open(&self) -> bool {
        true
    }
}

/// A mail with all its addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingMail {
    pub to: Vec<String>,
    pub subject: String,
    pub body: String,
    /// The same for every attempt: a server that has it already can tell.
    pub message_id: String,
}

/// Why a mail did not go, in words for the office; they name no password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PostFault {
    /// May go another time.
    #[error("{0}")]
    Later(String),
    /// Will never go as it is.
    #[error("{0}")]
    Never(String),
}

/// Where no mail is set up: what is written waits, and is too old one day.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoPost;

#[async_trait::async_trait]
impl Post for NoPost {
    async fn send(&self, _: &OutgoingMail) -> Result<(), PostFault> {
        Err(PostFault::Later("系统未设置邮件服务".into()))
    }

    fn is_open(&self) -> bool {
        false
    }
}
