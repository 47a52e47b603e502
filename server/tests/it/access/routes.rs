//! The tables of addresses of server, portal and desk, read from their files, and the way from an address to its route.

use std::collections::BTreeSet;

const SERVER: &str = include_str!("../../../src/router.rs");
const PORTAL: &str = include_str!("../../../../app/src/portal/mod.rs");
const DESK: &str = include_str!("../../../../app/src/desk/mod.rs");

/// What an address may name, and all that may follow, however a table calls it.
const ONE: &str = "{}";
const REST: &str = "{*}";

/// Method and pattern.
pub(super) type Route = (&'static str, String);

/// All that the three tables hold.
pub(super) fn all() -> BTreeSet<Route> {
    let portal = paths(PORTAL).map(str::to_owned);
    let pages = portal.chain(paths(DESK).map(below_desk)).map(|path| ("GET", pattern(&path)));
    of_server(SERVER).into_iter().chain(pages).collect()
}

/// The routes to which none of these calls, by method and address, comes.
pub(super) fn uncalled(routes: &BTreeSet<Route>, calls: impl IntoIterator<Item = Route>) -> Vec<String> {
    let called: BTreeSet<Route> = calls
        .into_iter()
        .filter_map(|(method, address)| {
            let address = pattern(address.split('?').next().unwrap_or_default());
            let fitting = routes.iter().map(|(_, pattern)| pattern).filter(|pattern| fits(&address, pattern));
            fitting.min_by_key(|pattern| openness(pattern)).map(|pattern| (method, pattern.clone()))
        })
        .collect();
    routes.difference(&called).map(|(method, pattern)| format!("{method} {pattern}")).collect()
}

/// `.route("/desk/login", get(form).post(submit))` is two routes.
fn of_server(table: &str) -> Vec<Route> {
    let mut routes = Vec::new();
    for call in table.split(".route(").skip(1) {
        let quoted = call.trim_start().strip_prefix('"').expect("a route begins with its address");
        let (path, handlers) = quoted.split_once('"').expect("an address ends");
        let handlers = up_to_its_end(handlers);
        let methods = [("GET", [" get(", ".get("]), ("POST", [" post(", ".post("])];
        let before = routes.len();
        for (method, words) in methods {
            if words.iter().any(|word| handlers.contains(word)) {
                routes.push((method, pattern(path)));
            }
        }
        assert!(routes.len() > before, "{path}: what it answers to is not understood:{handlers}");
    }
    routes
}

/// What stands before the bracket that closes the call.
fn up_to_its_end(call: &str) -> &str {
    let mut open = 1;
    let end = call.find(|letter: char| {
        match letter {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        open == 0
    });
    end.map_or(call, |end| &call[..end])
}

/// The paths of a table of pages.
fn paths(table: &str) -> impl Iterator<Item = &str> {
    table.split("path!(\"").skip(1).filter_map(|rest| rest.split('"').next())
}

/// The desk's pages stand below the desk itself.
fn below_desk(path: &str) -> String {
    match path {
        "" => "/desk".to_owned(),
        path if path.starts_with('/') => path.to_owned(),
        path => format!("/desk/{path}"),
    }
}

/// `/desk/items/:id` of a table of pages is `/desk/items/{item}` of the server's.
fn pattern(path: &str) -> String {
    let parts = path.split('/').map(|part| {
        if part.starts_with('*') || part.starts_with("{*") {
            REST
        } else if part.starts_with([':', '{']) {
            ONE
        } else {
            part
        }
    });
    parts.collect::<Vec<_>>().join("/")
}

fn fits(address: &str, pattern: &str) -> bool {
    let (mut asked, mut parts) = (address.split('/'), pattern.split('/'));
    loop {
        match (asked.next(), parts.next()) {
            (None, None) | (Some(_), Some(REST)) => return true,
            (Some(asked), Some(part)) if part == asked || part == ONE => {}
            _ => return false,
        }
    }
}

/// Of several patterns that fit, the one answers that says more in words, from the left.
fn openness(pattern: &str) -> Vec<u8> {
    pattern
        .split('/')
        .map(|part| match part {
            REST => 2,
            ONE => 1,
            _ => 0,
        })
        .collect()
}

#[test]
fn a_route_without_a_call_is_named() {
    let server = ".route(\"/desk/login\", get(form).post(submit)).route(\n\"/desk/{*page}\", get(desk).layer(x()))";
    let desk = "path=path!(\"items/new\") path=path!(\"items/:id\") path=path!(\"*any\")";
    let pages = paths(desk).map(|path| ("GET", pattern(&below_desk(path))));
    let routes: BTreeSet<Route> = of_server(server).into_iter().chain(pages).collect();
    let left_by = |calls: &[(&'static str, &str)]| {
        uncalled(&routes, calls.iter().map(|(method, address)| (*method, (*address).to_owned())))
    };
    let few = [("GET", "/desk/login"), ("GET", "/desk/items/new?column=jypx"), ("POST", "/desk/items/7")];
    assert_eq!(left_by(&few), ["GET /desk/items/{}", "GET /desk/{*}", "POST /desk/login"]);
    let others = [("GET", "/desk/items/{item}"), ("GET", "/desk/nowhere"), ("POST", "/desk/login")];
    assert_eq!(left_by(&[few, others].concat()), Vec::<String>::new());
}
