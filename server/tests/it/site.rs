//! A running site without a port: the router over a test county, and visitors with a browser's cookies.

use std::{collections::BTreeMap, net::SocketAddr};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, HeaderName, Method, Request, StatusCode, header},
};
use domain::desk::people::{Me, TotpOffer};
use scraper::{Html, Selector};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use server::{AppState, FrontDoor, assets::Files, config::Config};
use testkit::{PASSWORD, TestCounty};
use totp_rs::{Builder, Secret};
use tower::ServiceExt;

/// The county and its server.
pub(crate) struct Site {
    pub(crate) county: TestCounty,
    door: FrontDoor,
}

impl Site {
    pub(crate) async fn new() -> Self {
        Self::with(Config::default()).await
    }

    /// As a county that is reached at `address`.
    pub(crate) async fn at(address: &str) -> Self {
        let county = TestCounty::at(address).await;
        Self::over(county, Config { public_address: address.to_owned(), ..Config::default() })
    }

    /// The same in demo mode.
    pub(crate) async fn demo_at(address: &str) -> Self {
        let mut county = TestCounty::at(address).await;
        county.cms = county.cms.in_demo_mode();
        Self::over(county, Config { public_address: address.to_owned(), ..Config::default() })
    }

    /// Addresses are limited as `config` says, otherwise hardly at all: tests sign in often.
    pub(crate) async fn with(config: Config) -> Self {
        Self::over(TestCounty::new().await, config)
    }

    fn over(county: TestCounty, config: Config) -> Self {
        let limit = if config.sign_in_per_minute == Config::default().sign_in_per_minute {
            10_000
        } else {
            config.sign_in_per_minute
        };
        let state = AppState::new(county.cms.clone(), Config { sign_in_per_minute: limit, ..config }, Files::none());
        Self { county, door: FrontDoor::new(state) }
    }

    /// The same site once more, served by another process.
    pub(crate) async fn second_node(&self) -> (Visitor, AppState) {
        let state = AppState::new(self.county.second_node().await, Config::default(), Files::none());
        (Visitor { door: FrontDoor::new(state.clone()), ..self.visitor() }, state)
    }

    /// Somebody who has never been here.
    pub(crate) fn visitor(&self) -> Visitor {
        Visitor { door: self.door.clone(), cookies: BTreeMap::new(), address: "10.0.0.8".to_owned() }
    }

    /// Opens a port, for what only a connection shows.
    pub(crate) async fn listen(&self) -> SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let door = self.door.clone();
        let service = axum::ServiceExt::<Request<Body>>::into_make_service_with_connect_info::<SocketAddr>(door);
        tokio::spawn(async move { axum::serve(listener, service).await });
        address
    }

    /// One of the demo's people, with a second factor where the role demands one.
    pub(crate) async fn signed_in(&self, login: &str) -> Visitor {
        let mut visitor = self.visitor();
        let answer = visitor.sign_in(login, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{login}: {}", answer.text());
        let me: Me = visitor.call("session/me", json!({})).await.json();
        if me.must_enrol_totp {
            let offer: TotpOffer = visitor.call("session/totp-begin", json!({})).await.json();
            let code = self.code_of(&offer.secret);
            let confirmed = visitor.call("session/totp-confirm", json!({ "code": code })).await;
            assert_eq!(confirmed.status, StatusCode::OK, "{login}: {}", confirmed.text());
        }
        visitor
    }

    /// What the authenticator app shows now.
    pub(crate) fn code_of(&self, secret: &str) -> String {
        let secret = Secret::try_from_base32(secret).unwrap();
        let totp = Builder::new().with_secret(secret).with_account_name("app").build().unwrap();
        totp.generate(u64::try_from(self.county.cms.now().timestamp()).unwrap()).to_string()
    }
}

/// A browser: it keeps cookies and says where its requests come from.
#[derive(Clone)]
pub(crate) struct Visitor {
    door: FrontDoor,
    cookies: BTreeMap<String, String>,
    address: String,
}

impl Visitor {
    /// The same browser behind another connection.
    pub(crate) fn at(self, address: &str) -> Self {
        Self { address: address.to_owned(), ..self }
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    pub(crate) fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    pub(crate) async fn get(&mut self, address: &str) -> Answer {
        self.ask(Method::GET, address, &[], Body::empty()).await
    }

    /// Sends a form as a browser does that has it from our own page.
    pub(crate) async fn post(&mut self, address: &str, form: &[(&str, &str)]) -> Answer {
        self.post_with(address, form, &[("sec-fetch-site", "same-origin")]).await
    }

    pub(crate) async fn post_with(&mut self, address: &str, form: &[(&str, &str)], headers: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            form.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let form = [("content-type", "application/x-www-form-urlencoded")];
        self.ask(Method::POST, address, &[&form, headers].concat(), Body::from(body.join("&"))).await
    }

    /// Calls a server function of the desk.
    pub(crate) async fn call(&mut self, function: &str, arguments: Value) -> Answer {
        let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
        self.ask(Method::POST, &format!("/api/desk/{function}"), &headers, Body::from(arguments.to_string())).await
    }

    /// Uploads a file for an item.
    pub(crate) async fn upload(&mut self, kind: &str, item: i64, name: &str, mime: &str, bytes: &[u8]) -> Answer {
        self.upload_for(&format!("kind={kind}&item={item}"), name, mime, bytes).await
    }

    /// As [`Visitor::upload`], for whatever the query names.
    pub(crate) async fn upload_for(&mut self, query: &str, name: &str, mime: &str, bytes: &[u8]) -> Answer {
        let address = format!("/desk/media?{query}");
        let name = encode(name);
        let headers = [("content-type", mime), ("x-file-name", name.as_str()), ("sec-fetch-site", "same-origin")];
        self.ask(Method::POST, &address, &headers, Body::from(bytes.to_vec())).await
    }

    /// Sends a table for an item.
    pub(crate) async fn import(&mut self, address: &str, name: &str, table: impl Into<Vec<u8>>) -> Answer {
        let name = encode(name);
        let headers = [("content-type", ""), ("x-file-name", name.as_str()), ("sec-fetch-site", "same-origin")];
        self.ask(Method::POST, address, &headers, Body::from(table.into())).await
    }

    pub(crate) async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        self.post("/desk/login", &[("login", login), ("password", password), ("code", ""), ("next", "")]).await
    }

    pub(crate) async fn ask(&mut self, method: Method, address: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(address).header(header::HOST, "127.0.0.1:3000");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let mut request = request.body(body).unwrap();
        let from: SocketAddr = format!("{}:50000", self.address).parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(from));
        let response = self.door.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        for cookie in headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.to_ascii_lowercase().contains("max-age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Answer { status, headers, body }
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub(crate) fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{} {error}: {}", self.status, self.text()))
    }

    pub(crate) fn header(&self, name: impl AsRef<str>) -> &str {
        let name = HeaderName::from_bytes(name.as_ref().as_bytes()).unwrap();
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn html(&self) -> Html {
        Html::parse_document(&self.text())
    }

    /// The texts of the elements that `selector` names.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        self.html().select(&selector).map(|element| element.text().collect::<String>().trim().to_owned()).collect()
    }

    /// One attribute of the elements that `selector` names.
    pub(crate) fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = Selector::parse(selector).unwrap();
        self.html().select(&selector).filter_map(|element| element.attr(name)).map(str::to_owned).collect()
    }
}

/// Percent-encodes all but letters and digits.
pub(crate) fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |out, byte| {
        if byte.is_ascii_alphanumeric() { out + &(byte as char).to_string() } else { out + &format!("%{byte:02X}") }
    })
}
