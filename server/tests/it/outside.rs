//! The world outside: the real client against real servers on this machine, which are listed as machines of the intranet.

use std::{collections::HashMap, io::Write, net::SocketAddr, sync::Arc};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use cms::{
    Ctx, Outside,
    outside::{Answer, Fault, Page, Question},
};
use documents::elsewhere::address::{AddressFault, Hosts, WebAddress};
use domain::{
    desk::{
        content::{Ask, Save, Seen},
        reprints::{ProposalFilter, SourceForm, SourceSave},
    },
    item::{Content, EventDate, EventKind},
    plan::ColumnCode,
    reprint::{Level, ListRules, Reading},
};
use server::outside::{Intranet, OutsideWorld};
use tokio::{net::TcpListener, sync::Mutex};

use crate::{site::Site, story};

const HOST: &str = "www.shangji.gov.cn";

/// What the server was asked, with the agent that asked.
type Asked = Arc<Mutex<Vec<String>>>;

async fn note(asked: &Asked, what: &str) {
    asked.lock().await.push(what.to_owned());
}

fn gbk(text: &str) -> Vec<u8> {
    // Written out, since the tests bring no encoder: 国务院 in GBK.
    let mut bytes = Vec::new();
    for (n, part) in text.split("国务院").enumerate() {
        if n > 0 {
            bytes.extend([0xB9, 0xFA, 0xCE, 0xF1, 0xD4, 0xBA]);
        }
        bytes.extend(part.as_bytes());
    }
    bytes
}

async fn list(State(asked): State<Asked>, headers: HeaderMap) -> Response {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    note(&asked, &format!("/list {agent}")).await;
    assert!(headers.get(header::COOKIE).is_none() && headers.get(header::REFERER).is_none());
    if headers.get(header::IF_NONE_MATCH).is_some_and(|etag| etag == "\"v1\"") {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let page = gbk("<ul class=list><li><a href=\"a.htm\">国务院</a><span>2026-11-24</span></li></ul>");
    let head = [
        (header::CONTENT_TYPE, "text/html; charset=gb2312"),
        (header::ETAG, "\"v1\""),
        (header::SET_COOKIE, "tracker=1"),
    ];
    (head, page).into_response()
}

async fn article(State(asked): State<Asked>) -> Response {
    note(&asked, "/a.htm").await;
    let page = "<meta charset=utf-8><div id=content><p>国务院决定，自即日起施行。<img src=x.png></p></div>";
    ([(header::CONTENT_TYPE, "text/html")], page).into_response()
}

/// Ten megabytes of nothing, packed into ten kilobytes.
async fn bomb() -> Response {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&vec![b' '; 10 * 1024 * 1024]).unwrap();
    let head = [(header::CONTENT_TYPE, "text/html"), (header::CONTENT_ENCODING, "gzip")];
    (head, packer.finish().unwrap()).into_response()
}

/// A government's site on this machine; where it listens, and what it was asked.
async fn government() -> (SocketAddr, Asked) {
    let asked = Asked::default();
    let robots = async |State(asked): State<Asked>| {
        note(&asked, "/robots.txt").await;
        "User-agent: longan\nDisallow: /private/\n"
    };
    let site = Router::new()
        .route("/robots.txt", get(robots))
        .route("/list", get(list))
        .route("/a.htm", get(article))
        .route("/moved", get(async || Redirect::permanent("/a.htm")))
        .route("/round", get(async || Redirect::temporary("/round")))
        .route("/to-metadata", get(async || Redirect::temporary("http://169.254.169.254/latest/meta-data/")))
        .route("/to-port", get(async || Redirect::temporary("http://www.shangji.gov.cn:6379/")))
        .route("/to-file", get(async || Redirect::temporary("file:///etc/passwd")))
        .route("/to-inside", get(async || Redirect::temporary("http://intern.gov.cn/")))
        .route("/to-strangers", get(async || Redirect::temporary("http://www.example.com/")))
        .route("/bomb", get(bomb))
        .route("/pdf", get(async || ([(header::CONTENT_TYPE, "application/pdf")], "%PDF-1.7")))
        .route("/broken", get(async || StatusCode::BAD_GATEWAY))
        .route("/private/a", get(async || "for nobody"))
        .with_state(asked.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, site).await });
    (address, asked)
}

fn intranet(government: SocketAddr) -> Intranet {
    Intranet::parse(&[format!("{HOST}={government}")]).unwrap()
}

/// The client, for which one name leads to the government, as listed, and others into the inner network.
fn client(government: SocketAddr) -> OutsideWorld {
    let names = HashMap::from([
        ("intern.gov.cn".to_owned(), "10.0.0.8:80".parse().unwrap()),
        // The same machine under another name: what is listed is a name.
        ("andere.gov.cn".to_owned(), government),
    ]);
    OutsideWorld::staged(names, intranet(government), Hosts::default()).unwrap()
}

fn question(path: &str) -> Question {
    Question::new(WebAddress::parse(&format!("http://{HOST}{path}")).unwrap())
}

async fn ask(world: &OutsideWorld, path: &str) -> Result<Answer, Fault> {
    world.ask(&question(path)).await
}

#[tokio::test]
async fn every_step_of_a_redirect_is_judged() {
    let (address, _) = government().await;
    let world = client(address);
    for (path, fault) in [
        ("/to-metadata", Fault::Redirect(AddressFault::Host)),
        ("/to-port", Fault::Redirect(AddressFault::Port)),
        ("/to-file", Fault::Redirect(AddressFault::Scheme)),
        ("/to-inside", Fault::InnerNetwork("intern.gov.cn".into())),
        ("/to-strangers", Fault::NotAllowed("www.example.com".into())),
        ("/round", Fault::TooManyRedirects),
        ("/bomb", Fault::TooLarge),
        ("/pdf", Fault::WrongType("application/pdf".into())),
        ("/broken", Fault::Status(502)),
        ("/missing", Fault::Status(404)),
        ("/private/a", Fault::Forbidden),
    ] {
        assert_eq!(ask(&world, path).await, Err(fault), "{path}");
    }
    let Ok(Answer::Page(Page { address, .. })) = ask(&world, "/moved").await else { panic!("a redirect inside") };
    assert_eq!(address.as_str(), format!("http://{HOST}/a.htm"));
    for (host, fault) in [
        ("intern.gov.cn", Fault::InnerNetwork("intern.gov.cn".into())),
        ("andere.gov.cn", Fault::InnerNetwork("andere.gov.cn".into())),
        ("unbekannt.gov.cn", Fault::NoSuchHost("unbekannt.gov.cn".into())),
        ("www.example.com", Fault::NotAllowed("www.example.com".into())),
    ] {
        let question = Question::new(WebAddress::parse(&format!("http://{host}/")).unwrap());
        assert_eq!(world.ask(&question).await, Err(fault), "{host}");
    }
}

/// The client that the program runs with knows no exception for this machine but the one that is listed.
#[tokio::test]
async fn the_real_client_reaches_nothing_on_this_machine_that_is_not_listed() {
    let (government, asked) = government().await;
    let hosts = ["gov.cn", "localhost.localdomain", "lax.localhost"].map(str::to_owned);
    let hosts = Hosts::parse(&hosts).unwrap();
    for listed in [Intranet::default(), intranet(government)] {
        let world = OutsideWorld::new(hosts.clone(), listed, "https://www.lax.gov.cn").unwrap();
        for host in ["localhost.localdomain", "lax.localhost"] {
            let address = WebAddress::parse(&format!("http://{host}/")).unwrap();
            let answer = world.ask(&Question::new(address)).await;
            // Where such names are not known, they are not reached either.
            assert!(matches!(answer, Err(Fault::InnerNetwork(_) | Fault::NoSuchHost(_))), "{host}: {answer:?}");
        }
    }
    assert!(asked.lock().await.is_empty());
    let world = OutsideWorld::new(hosts, intranet(government), "https://www.lax.gov.cn").unwrap();
    let Ok(Answer::Page(Page { address, .. })) = ask(&world, "/list").await else { panic!("a listed machine") };
    assert_eq!(address.as_str(), format!("http://{HOST}/list"), "it is cited by its name");
}

/// A site outside that was taken over has no use for what lies inside: it cannot make us ask there.
#[tokio::test]
async fn no_page_outside_points_us_at_a_machine_of_the_intranet() {
    let (government, asked) = government().await;
    let world = client(government);
    let found_on = |page: &str| {
        let page = WebAddress::parse(page).unwrap();
        Question::found_on(page, question("/a.htm").address)
    };
    let outside = world.ask(&found_on("https://www.gxzf.gov.cn/rss.xml")).await;
    assert_eq!(outside, Err(Fault::PointedInside(HOST.into())));
    assert!(asked.lock().await.is_empty());
    let inside = world.ask(&found_on(&format!("http://{HOST}/list"))).await;
    assert!(matches!(inside, Ok(Answer::Page(_))), "{inside:?}");
}

#[tokio::test]
async fn a_list_in_gbk_becomes_a_page_of_the_portal() {
    let (address, asked) = government().await;
    let site = Site::new().await;
    let county = &site.county;
    let cms = county.cms.clone().with_outside(Arc::new(client(address)));
    let form = SourceForm {
        name: "上级政府网".into(),
        level: Level::Region,
        address: format!("http://{HOST}/list"),
        reading: Reading::List(ListRules { item: "ul.list li".into(), ..ListRules::default() }),
        body_selector: "#content".into(),
        column: ColumnCode::parse("tzgg").unwrap(),
        interval_minutes: 15,
        active: true,
    };
    let (guanli, author, lead) = (county.ctx("guanli").await, county.ctx("fabu").await, county.ctx("shenhe").await);
    assert_eq!(cms.try_reprint_source(&guanli, &form).await.unwrap().entries[0].title, "国务院");
    cms.save_reprint_source(&guanli, SourceSave { seen: None, form }).await.unwrap();
    let system = Ctx::system("test");
    assert_eq!(cms.look_at_sources(&system).await.unwrap(), 1);
    county.advance_minutes(20);
    assert_eq!(cms.look_at_sources(&system).await.unwrap(), 0, "nothing has changed there");
    let asked = asked.lock().await.clone();
    assert_eq!(asked.iter().filter(|line| *line == "/robots.txt").count(), 1, "{asked:?}");
    assert_eq!(
        asked.iter().filter(|line| *line == "/a.htm").count(),
        2,
        "for the trial and for the proposal: {asked:?}"
    );
    assert!(asked.iter().any(|line| line.starts_with("/list longan/") && line.contains("(+http")), "{asked:?}");

    let row = cms.reprint_proposals(&author, &ProposalFilter::default()).await.unwrap().page.rows.remove(0);
    let item = cms.adopt_reprint(&author, row.id).await.unwrap();
    let sheet = cms.sheet(&author, item).await.unwrap();
    let event =
        sheet.demands_event_date.then(|| EventDate { on: "2026-11-24".parse().unwrap(), kind: EventKind::Formed });
    let content = Content { title: "国务院关于施行新规的决定".into(), event, ..sheet.content };
    let Seen { revision, version, .. } = story::seen(county, item).await;
    cms.save(&author, Save { item, revision, version, content }).await.unwrap();
    cms.record_secrecy_review(&author, item, testkit::secrecy_review()).await.unwrap();
    cms.decide(&author, story::seen(county, item).await, Ask::Submit).await.unwrap();
    let sign = Ask::Sign { publish_at: None, note: String::new() };
    cms.decide(&lead, story::seen(county, item).await, sign).await.unwrap();
    let code = story::code(county, item).await;
    let page = site.visitor().get(&format!("/a/{code}")).await;
    assert_eq!(page.texts("h1"), ["国务院关于施行新规的决定"]);
    let text = page.text();
    for shown in ["国务院决定，自即日起施行。", "上级政府网", "原文发布日期", "http://www.shangji.gov.cn/a.htm"]
    {
        assert!(text.contains(shown), "{shown}");
    }
}
