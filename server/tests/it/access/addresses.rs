//! Every address that is not a server function.

use super::subject::About;

pub(super) struct Address {
    /// `UPLOAD` sends a small text file by POST, `IMPORT` a small table.
    pub(super) method: &'static str,
    pub(super) address: &'static str,
    pub(super) about: About,
    pub(super) form: &'static [(&'static str, &'static str)],
}

const fn page(address: &'static str) -> Address {
    about(address, About::Nothing)
}

const fn about(address: &'static str, about: About) -> Address {
    Address { method: "GET", address, about, form: &[] }
}

const fn other(method: &'static str, address: &'static str) -> Address {
    Address { method, address, about: About::Nothing, form: &[] }
}

const fn send(address: &'static str, about: About, form: &'static [(&'static str, &'static str)]) -> Address {
    Address { method: "POST", address, about, form }
}

const REPORT: &[(&str, &str)] = &[("kind", "wording"), ("words", "标题里有一个错别字")];

pub(super) const ADDRESSES: &[Address] = &[
    page("/desk"),
    about("/desk/items", About::Draft),
    page("/desk/items/new"),
    about("/desk/items/{item}", About::Draft),
    about("/desk/items/{item}/review", About::InReview),
    about("/desk/items/{item}/history", About::Draft),
    page("/desk/reprints"),
    page("/desk/reprints?tab=sources"),
    about("/desk/corrections", About::Report),
    about("/desk/corrections/{report}", About::Report),
    page("/desk/columns"),
    page("/desk/accounts"),
    page("/desk/account-requests"),
    page("/desk/delegations"),
    page("/desk/me"),
    page("/desk/log"),
    page("/desk/site"),
    page("/desk/patrol"),
    page("/desk/board"),
    page("/desk/reminders"),
    page("/desk/reminders.csv"),
    page("/ics/000000000000000000000000000000000000000000000000.ics"),
    page("/ics/nowhere"),
    page("/desk/components"),
    page("/desk/topics"),
    page("/desk/topics/new"),
    about("/desk/topics/{topic}", About::Topic),
    about("/desk/topics/{topic}/preview", About::Topic),
    page("/desk/nowhere"),
    page("/a/23456789/qr.svg"),
    page("/a/not-a-code/qr.svg"),
    Address { method: "UPLOAD", address: "/desk/media", about: About::Draft, form: &[] },
    Address {
        method: "IMPORT",
        address: "/desk/items/{item}/register?profile=public&name=a",
        about: About::Draft,
        form: &[],
    },
    about("/desk/registers/{register}", About::Register),
    about("/desk/registers/{register}", About::LiveRegister),
    page("/desk/registers/999999"),
    about("/desk/media/{scan}", About::Scan),
    page("/desk/media/999999"),
    page("/desk/plan.toml"),
    page("/desk/plan.xlsx"),
    page("/desk/services"),
    page("/desk/services.xlsx"),
    page("/desk/services.jsonl"),
    page("/desk/services-form.xlsx"),
    // Lets in who may import, and finds that a table is no file of guides.
    Address { method: "IMPORT", address: "/desk/services/file", about: About::Nothing, form: &[] },
    Address { method: "IMPORT", address: "/desk/services/file?column=tzgg", about: About::Nothing, form: &[] },
    about("/desk/print/items/{item}", About::Draft),
    about("/desk/print/account-requests/{form}", About::Form),
    page("/desk/print/nowhere/1"),
    page("/desk/login"),
    about("{file}", About::DraftFile),
    about("{file}", About::LiveFile),
    about("{file}/w320.avif", About::LiveFile),
    page("/media/00000000000000000000000000000000.pdf"),
    Address { method: "POST", address: "/preferences", about: About::Nothing, form: &[("elder", "on"), ("back", "/")] },
    page("/health"),
    page("/"),
    page("/c/jypx"),
    page("/c/nowhere"),
    about("/a/{code}", About::Live),
    about("/a/{code}", About::Draft),
    about("/a/{code}", About::InReview),
    about("/a/{code}", About::Withdrawn),
    page("/a/23456789"),
    about("/a/{code}/register", About::LiveRegister),
    about("/a/{code}/register", About::Register),
    about("/a/{code}/register", About::Live),
    about("/a/{code}/register.csv", About::LiveRegister),
    about("/a/{code}/register.csv", About::Register),
    about("/a/{code}/register.xlsx", About::LiveRegister),
    about("/a/{code}/register.xlsx", About::Withdrawn),
    about("/a/{code}/report", About::Live),
    about("/a/{code}/report", About::Draft),
    about("/a/{code}/report", About::Withdrawn),
    send("/a/{code}/report", About::Live, REPORT),
    send("/a/{code}/report", About::Draft, REPORT),
    send("/a/{code}/report", About::Live, &[("kind", "wording")]),
    page("/c/jypx/report"),
    page("/c/nowhere/report"),
    send("/c/jypx/report", About::Nothing, &[("kind", "opinion"), ("words", "希望多登招生信息")]),
    page("/report"),
    page("/report/2026-00001?code=bcdfghjk"),
    send("/a/{code}/vote", About::Live, &[("vote", "useful")]),
    send("/a/{code}/vote", About::Draft, &[("vote", "useful")]),
    send("/a/{code}/view", About::Live, &[]),
    send("/a/{code}/view", About::Draft, &[]),
    about("/a/{code}/view.gif", About::Live),
    about("/a/{code}/view.gif", About::Draft),
    about("/t/{code}", About::Topic),
    about("/t/{code}", About::LiveTopic),
    page("/t/23456789"),
    page("/sitemap"),
    page("/accessibility"),
    page("/leave?to=https%3A%2F%2Fshop.example%2F"),
    page("/nowhere"),
    page("/feed.xml"),
    page("/atom.xml"),
    page("/c/jypx/feed.xml"),
    page("/c/jypx/atom.xml"),
    page("/c/nowhere/feed.xml"),
    page("/sitemap.xml"),
    page("/sitemap.xml?part=columns"),
    page("/sitemap.xml?part=0"),
    page("/robots.txt"),
    page("/c/JYPX/"),
    other("GET", "/api/desk/content/inbox"),
    other("POST", "/api/desk/content/nothing"),
    other("GET", "/api/desk/nothing"),
    other("POST", "/api/nothing"),
    other("GET", "/preferences"),
    other("GET", "/desk/logout"),
    other("POST", "/"),
    other("PUT", "/c/jypx"),
    other("DELETE", "/desk/media"),
    other("POST", "/desk"),
    // Last: it ends the session.
    other("POST", "/desk/logout"),
];
