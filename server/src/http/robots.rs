//! Who reads without being a reader: programs that name themselves in `User-Agent`. Their visits and votes are not
//! counted (发展指引: 浏览量 is of the public).

/// Parts of names, in lower case. Search engines call themselves bot, spider or crawler; the rest are tools that fetch
/// pages, monitor them, or drive a browser without a screen. A browser always begins with `Mozilla/`.
const NAMES: [&str; 16] = [
    "bot",
    "spider",
    "crawl",
    "slurp",
    "mediapartners",
    "archive",
    "preview",
    "monitor",
    "headless",
    "phantomjs",
    "lighthouse",
    "curl",
    "wget",
    "python",
    "java/",
    "http-client",
];

pub(crate) fn is_robot(browser: &str) -> bool {
    let name = browser.to_lowercase();
    !name.starts_with("mozilla/") || NAMES.iter().any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::is_robot;

    #[test]
    fn browsers_are_readers_and_programs_are_not() {
        for browser in [
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.60",
            "Mozilla/5.0 (Linux; U; Android 15; zh-CN) AppleWebKit/537.36 UCBrowser/17.0 Mobile Safari/537.36",
        ] {
            assert!(!is_robot(browser), "{browser}");
        }
        for robot in [
            "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
            "Mozilla/5.0 (compatible; Bytespider)",
            "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0)",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/137.0.0.0 Safari/537.36",
            "curl/8.5.0",
            "Go-http-client/2.0",
            "",
        ] {
            assert!(is_robot(robot), "{robot}");
        }
    }
}
