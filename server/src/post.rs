//! The way out for mail, as `cms` uses it: SMTP to the one server of the configuration.

use std::time::Duration;

use anyhow::Context;
use async_trait::async_trait;
use cms::reminders::{OutgoingMail, Post, PostFault};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox,
        header::{ContentType, Header, HeaderName, HeaderValue},
    },
    transport::smtp::{self, authentication::Credentials, extension::ClientId},
};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// For connecting.
const PATIENCE: Duration = Duration::from_secs(20);
/// For a whole mail, since a server may take the connection and then say nothing. Shorter than a lease in `cms`.
const PATIENCE_WITH_ALL: Duration = Duration::from_mins(2);

/// How the line to the mail server is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// From the first byte, usually on port 465.
    Implicit,
    /// After a greeting in the clear, usually on port 587; never without it.
    Starttls,
    /// Not at all: a relay of the own network.
    Off,
}

/// What the configuration says about mail.
#[derive(Debug)]
pub(crate) struct PostOffice<'a> {
    pub(crate) host: &'a str,
    pub(crate) port: u16,
    pub(crate) tls: MailTls,
    pub(crate) user: &'a str,
    pub(crate) password: &'a SecretString,
    pub(crate) from: &'a str,
    /// Under which name this machine greets.
    pub(crate) greeting: &'a str,
}

/// Mail by SMTP.
pub(crate) struct SmtpPost {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpPost {
    pub(crate) fn new(office: &PostOffice<'_>) -> anyhow::Result<Self> {
        let from = sender(office.from).context("mail_from")?;
        let builder = match office.tls {
            MailTls::Implicit => AsyncSmtpTransport::<Tokio1Executor>::relay(office.host)?,
            MailTls::Starttls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(office.host)?,
            MailTls::Off => AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(office.host),
        };
        let builder =
            builder.port(office.port).timeout(Some(PATIENCE)).hello_name(ClientId::Domain(office.greeting.to_owned()));
        let transport = if office.user.is_empty() {
            builder.build()
        } else {
            let password = office.password.expose_secret().to_owned();
            builder.credentials(Credentials::new(office.user.to_owned(), password)).build()
        };
        Ok(Self { transport, from })
    }
}

/// `NAME <ADDRESS>` or an address alone.
pub(crate) fn sender(text: &str) -> anyhow::Result<Mailbox> {
    Ok(text.parse()?)
}

#[async_trait]
impl Post for SmtpPost {
    async fn send(&self, mail: &OutgoingMail) -> Result<(), PostFault> {
        let message = written(&self.from, mail).map_err(|error| {
            tracing::warn!(%error, "a mail cannot be written");
            PostFault::Never("邮件地址或标题不合规".into())
        })?;
        match tokio::time::timeout(PATIENCE_WITH_ALL, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Err(_) => Err(PostFault::Later("邮件服务器没有应答".into())),
            Ok(Err(error)) => {
                tracing::warn!(%error, "a mail could not be sent");
                Err(explained(&error))
            }
        }
    }
}

fn written(from: &Mailbox, mail: &OutgoingMail) -> anyhow::Result<Message> {
    let mut builder = Message::builder()
        .from(from.clone())
        .subject(&mail.subject)
        .message_id(Some(mail.message_id.clone()))
        .header(ContentType::TEXT_PLAIN)
        .header(AutoSubmitted);
    for to in &mail.to {
        builder = builder.to(to.parse()?);
    }
    Ok(builder.body(mail.body.clone())?)
}

/// In words for the office. What the server answers may repeat names; the number says enough.
fn explained(error: &smtp::Error) -> PostFault {
    let code = error.status().map(|code| code.to_string());
    match code.as_deref() {
        // 5.7.8 and its kin: the account is wrong, which can be mended in the configuration.
        Some("530" | "534" | "535" | "538") => {
            PostFault::Later("登录邮件服务器失败，请检查 mail_user 和 mail_password".into())
        }
        Some(code) if error.is_permanent() => PostFault::Never(format!("邮件服务器拒收（{code}）")),
        Some(code) => PostFault::Later(format!("邮件服务器暂不接收（{code}）")),
        None if error.is_timeout() => PostFault::Later("邮件服务器没有应答".into()),
        None if error.is_tls() => PostFault::Later("与邮件服务器建立加密连接失败，请检查 mail_tls 和证书".into()),
        None => PostFault::Later("连接不上邮件服务器".into()),
    }
}

/// Tells answering machines to keep still (RFC 3834).
#[derive(Debug, Clone, Copy)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{BufRead, BufReader, Write},
        net::TcpListener,
        thread::JoinHandle,
    };

    use super::*;

    /// A mail server for one conversation: answers recipients with `to_recipients` and gives back all that it was told.
    fn server(to_recipients: &'static str) -> (u16, JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let conversation = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let mut told = Vec::new();
            let mut in_data = false;
            stream.write_all(b"220 example.gov.cn\r\n").unwrap();
            while let Some(Ok(line)) = lines.next() {
                let answer = match line.split(' ').next().unwrap_or_default() {
                    "." => "250 taken",
                    _ if in_data => "",
                    "DATA" => "354 go on",
                    "RCPT" => to_recipients,
                    "QUIT" => "221 bye",
                    _ => "250 yes",
                };
                in_data = (in_data || line == "DATA") && line != ".";
                told.push(line.clone());
                if !answer.is_empty() {
                    stream.write_all(format!("{answer}\r\n").as_bytes()).unwrap();
                }
                if line == "QUIT" {
                    break;
                }
            }
            told
        });
        (port, conversation)
    }

    async fn send_to(port: u16) -> Result<(), PostFault> {
        let password = SecretString::from("");
        let office = PostOffice {
            host: "127.0.0.1",
            port,
            tls: MailTls::Off,
            user: "",
            password: &password,
            from: "portal@example.gov.cn",
            greeting: "www.example.gov.cn",
        };
        SmtpPost::new(&office).unwrap().send(&mail()).await
    }

    fn mail() -> OutgoingMail {
        OutgoingMail {
            to: vec!["bgs@example.gov.cn".into(), "lan@example.gov.cn".into()],
            subject: "【示例网】2026-12-09 内容保障提醒（3 项）".into(),
            body: "县教育局：\n\n今天到期".into(),
            message_id: "<reminder-20261209-7@example.gov.cn>".into(),
        }
    }

    #[tokio::test]
    async fn a_mail_goes_to_all_its_addresses() {
        let (port, conversation) = server("250 yes");
        assert_eq!(send_to(port).await, Ok(()));
        let told = conversation.join().unwrap();
        for line in [
            "EHLO www.example.gov.cn",
            "MAIL FROM:<portal@example.gov.cn>",
            "RCPT TO:<bgs@example.gov.cn>",
            "RCPT TO:<lan@example.gov.cn>",
        ] {
            assert!(told.iter().any(|said| said.starts_with(line)), "{line} in {told:?}");
        }
    }

    #[tokio::test]
    async fn what_went_wrong_is_said_without_the_servers_words() {
        for (answer, fault) in [
            ("550 nobody here called bgs", PostFault::Never("邮件服务器拒收（550）".into())),
            ("451 greylisted", PostFault::Later("邮件服务器暂不接收（451）".into())),
        ] {
            let (port, conversation) = server(answer);
            assert_eq!(send_to(port).await, Err(fault));
            drop(conversation);
        }
        let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        assert_eq!(send_to(closed).await, Err(PostFault::Later("连接不上邮件服务器".into())));
    }

    #[test]
    fn a_mail_is_written_for_machines_and_people() {
        let from = sender("隆安县政府网 <portal@example.gov.cn>").unwrap();
        let text = String::from_utf8(written(&from, &mail()).unwrap().formatted()).unwrap();
        for line in [
            "To: bgs@example.gov.cn, lan@example.gov.cn\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Message-ID: <reminder-20261209-7@example.gov.cn>\r\n",
            "Content-Type: text/plain; charset=utf-8\r\n",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
        assert!(text.is_ascii(), "every server takes it");
        let wrong = OutgoingMail { to: vec!["bgs@example.gov.cn\r\nBcc: all@example.gov.cn".into()], ..mail() };
        assert!(written(&from, &wrong).is_err());
    }
}
