//! PostgreSQL's own tools, for backup and restore.

use std::process::Command;

use anyhow::{Result, ensure};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::percent;

/// `program` connected to `database`. The password goes by the environment: everybody on the machine can read the
/// arguments of a process.
pub(crate) fn tool(program: &str, database: &SecretString) -> Result<Command> {
    let (address, password) = without_password(database)?;
    let mut command = Command::new(program);
    command.arg("--dbname").arg(address);
    if let Some(password) = password {
        command.env("PGPASSWORD", password.expose_secret());
    }
    Ok(command)
}

/// The address of a database as it may be printed.
pub(crate) fn shown_address(database: &SecretString) -> Result<String> {
    Ok(without_password(database)?.0)
}

/// The address as it may be seen, and the password that stood in it.
fn without_password(database: &SecretString) -> Result<(String, Option<SecretString>)> {
    // The parser's message is not passed on, in case it repeats the address.
    let parsed = Url::parse(database.expose_secret());
    ensure!(parsed.is_ok(), "database 不是有效的 PostgreSQL 地址");
    let mut url = parsed?;
    let mut password = url.password().map(percent::decode);
    // Cannot fail where there is one: an address with a password has a host.
    let _ = url.set_password(None);
    let (hidden, shown): (Vec<_>, Vec<_>) = url.query_pairs().into_owned().partition(|(name, _)| name == "password");
    if let Some((_, value)) = hidden.into_iter().next_back() {
        url.query_pairs_mut().clear().extend_pairs(shown);
        password = Some(value);
    }
    Ok((url.into(), password.map(SecretString::from)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(address: &str) -> (String, Option<String>) {
        let (address, password) = without_password(&SecretString::from(address)).unwrap();
        (address, password.map(|password| password.expose_secret().to_owned()))
    }

    #[test]
    fn the_address_of_the_tool_holds_no_password() {
        for (address, shown, password) in [
            ("postgres://longan:ge%40heim@db/longan", "postgres://longan@db/longan", Some("ge@heim")),
            (
                "postgres://longan@db:5433/longan?sslmode=require",
                "postgres://longan@db:5433/longan?sslmode=require",
                None,
            ),
            ("postgres:///longan?host=/run/pg&user=longan", "postgres:///longan?host=/run/pg&user=longan", None),
            ("postgres:///longan?user=a&password=geheim", "postgres:///longan?user=a", Some("geheim")),
        ] {
            assert_eq!(parts(address), (shown.to_owned(), password.map(str::to_owned)));
        }
    }

    #[test]
    fn the_password_is_not_among_the_arguments() {
        let command = tool("pg_dump", &SecretString::from("postgres://longan:geheim@db/longan")).unwrap();
        assert!(!command.get_args().any(|argument| argument.to_string_lossy().contains("geheim")));
        let variables: Vec<_> = command.get_envs().collect();
        assert_eq!(variables, [("PGPASSWORD".as_ref(), Some("geheim".as_ref()))]);
    }
}
