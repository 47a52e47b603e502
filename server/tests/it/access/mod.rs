//! Every address of the server, called by nobody and by every role: the statuses stand in a golden table.
//!
//! 200 and 303 let the caller in, 401 asks for a log-in, 403 refuses, 422 let the caller in and found a fault in what was
//! sent. The arguments are always valid JSON about something that exists, so that an answer shows rights.

mod addresses;
mod functions;
mod routes;
mod subject;

use std::{collections::BTreeSet, fmt::Write};

use axum::http::{Method, StatusCode};
use domain::account::Role;
use testkit::PASSWORD;

use crate::site::{Site, Visitor};
use subject::Subject;

/// Who calls. The item, where there is one, is 韦小兰's of the education bureau in a column that 县政务办 leads.
const CALLERS: [(&str, &str); 9] = [
    ("nobody", ""),
    ("new", "xinren"),
    ("pub", "fabu"),
    ("pub-else", "fabu2"),
    ("rev", "shenhe"),
    ("rev-else", "xuanchuan"),
    ("portal", "guanli"),
    ("security", "anquan"),
    ("auditor", "shenji"),
];

const LEGEND: &str = "\
nobody    not signed in
new       publisher of the responsible unit who has not changed the first password
pub       publisher of the responsible unit, author of the item
pub-else  publisher of another unit
rev       reviewer of the lead unit
rev-else  reviewer of another lead unit
portal    portal manager
security  security administrator
auditor   auditor
";

/// A county of one's own for every caller, so that no call disturbs another caller's.
async fn caller(login: &str) -> (Site, Visitor) {
    let site = Site::new().await;
    let visitor = match login {
        "" => site.visitor(),
        "xinren" => {
            let password = site.county.open_account("xinren", "新人", Role::Publisher, "jyj").await;
            let mut visitor = site.visitor();
            assert_eq!(visitor.sign_in("xinren", &password).await.status, StatusCode::SEE_OTHER);
            visitor
        }
        login => site.signed_in(login).await,
    };
    (site, visitor)
}

/// Statuses of all calls by one caller, in the order of the table.
async fn column_of_functions(login: &str) -> Vec<StatusCode> {
    let (site, mut visitor) = caller(login).await;
    let mut statuses = Vec::new();
    for (number, example) in functions::EXAMPLES.iter().enumerate() {
        let subject = Subject::prepare(&site, example.about, number).await;
        statuses.push(visitor.call(example.function, (example.arguments)(&subject)).await.status);
    }
    statuses
}

async fn column_of_addresses(login: &str) -> Vec<StatusCode> {
    let (site, mut visitor) = caller(login).await;
    let mut statuses = Vec::new();
    for (number, entry) in addresses::ADDRESSES.iter().enumerate() {
        let subject = Subject::prepare(&site, entry.about, number).await;
        let address = subject.fill(entry.address);
        let answer = match entry.method {
            "UPLOAD" => {
                visitor
                    .upload_for(
                        &format!("kind=attachment&{}", subject.upload_owner()),
                        "名单.txt",
                        "text/plain",
                        "示例".as_bytes(),
                    )
                    .await
            }
            "IMPORT" => visitor.import(&address, "清单.csv", "姓名,乡镇\n示例,示例镇\n").await,
            "GET" => visitor.get(&address).await,
            "POST" => visitor.post(&address, entry.form).await,
            other => {
                visitor
                    .ask(Method::from_bytes(other.as_bytes()).unwrap(), &address, &[], axum::body::Body::empty())
                    .await
            }
        };
        statuses.push(answer.status);
    }
    statuses
}

fn table(rows: &[String], columns: &[Vec<StatusCode>]) -> String {
    let width = rows.iter().map(String::len).max().unwrap_or_default();
    let mut table = format!("{LEGEND}\n{:width$}", "");
    for (name, _) in CALLERS {
        write!(table, "  {name:8}").unwrap();
    }
    for (at, row) in rows.iter().enumerate() {
        write!(table, "\n{row:width$}").unwrap();
        for column in columns {
            write!(table, "  {:<8}", column[at].as_u16()).unwrap();
        }
    }
    table.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_function_by_every_role() {
    let columns: Vec<_> = CALLERS.iter().map(|(_, login)| tokio::spawn(column_of_functions(login))).collect();
    let mut statuses = Vec::new();
    for column in columns {
        statuses.push(column.await.unwrap());
    }
    let rows: Vec<String> =
        functions::EXAMPLES.iter().map(|example| format!("{} {}", example.function, example.what)).collect();
    insta::assert_snapshot!(table(&rows, &statuses));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_by_every_role() {
    let columns: Vec<_> = CALLERS.iter().map(|(_, login)| tokio::spawn(column_of_addresses(login))).collect();
    let mut statuses = Vec::new();
    for column in columns {
        statuses.push(column.await.unwrap());
    }
    let rows: Vec<String> =
        addresses::ADDRESSES.iter().map(|entry| format!("{} {}{}", entry.method, entry.address, entry.about)).collect();
    insta::assert_snapshot!(table(&rows, &statuses));
}

/// A function without an example would be one whose rights nobody has looked at.
#[test]
fn every_registered_function_has_an_example() {
    let registered: BTreeSet<String> = server_fn::axum::server_fn_paths()
        .map(|(path, method)| {
            assert_eq!(method, Method::POST, "{path}: a function that answers to GET could be linked to");
            path.strip_prefix("/api/desk/").unwrap_or_else(|| panic!("{path} stands outside the desk")).to_owned()
        })
        .collect();
    let shown: BTreeSet<String> = functions::EXAMPLES.iter().map(|example| example.function.to_owned()).collect();
    assert_eq!(registered, shown);
}

/// A route without a call would be one whose rights nobody has looked at.
#[test]
fn every_route_is_called() {
    let routes = routes::all();
    for (method, pattern) in [("POST", "/desk/logout"), ("GET", "/sitemap"), ("GET", "/desk/calendar")] {
        assert!(routes.contains(&(method, pattern.to_owned())), "{method} {pattern}: its table was not read");
    }
    let calls = addresses::ADDRESSES.iter().map(|entry| {
        let method = if matches!(entry.method, "UPLOAD" | "IMPORT") { "POST" } else { entry.method };
        (method, entry.address.replace("{file}", "/media/{file}"))
    });
    assert_eq!(routes::uncalled(&routes, calls), Vec::<String>::new(), "routes without a line in addresses.rs");
}

/// An administrator without the second factor is let in no further than somebody with a first password.
#[tokio::test]
async fn an_administrator_without_second_factor_sets_it_up_first() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    visitor.sign_in("anquan", PASSWORD).await;
    let answer = visitor.call("people/accounts", serde_json::json!({})).await;
    assert_eq!((answer.status, answer.text().as_str()), (StatusCode::FORBIDDEN, "\"NotReady\""));
    let page = visitor.get("/desk/accounts").await;
    assert_eq!((page.status, page.header("location")), (StatusCode::SEE_OTHER, "/desk/me"));
    assert_eq!(visitor.get("/desk/me").await.status, StatusCode::OK);
}
