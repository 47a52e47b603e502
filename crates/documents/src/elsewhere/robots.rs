//! `robots.txt` (RFC 9309): what a host asks programs to leave alone.

/// The rules that a host has for us.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Robots(Vec<Rule>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    allows: bool,
    /// `*` stands for anything, `$` at the end for the end.
    path: String,
}

/// More rules than any file needs.
const MOST: usize = 1_000;

impl Robots {
    /// The rules of `text` for the program called `agent`: those under its name, or else those for everybody.
    pub fn parse(text: &str, agent: &str) -> Self {
        let (mut ours, mut everybodys) = (Vec::new(), Vec::new());
        let (mut for_us, mut for_all, mut named, mut in_head) = (false, false, false, false);
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            let allows = match key.trim().to_ascii_lowercase().as_str() {
                "user-agent" => {
                    // Names one after the other head one group; a name after a rule begins the next.
                    if !in_head {
                        (for_us, for_all) = (false, false);
                    }
                    in_head = true;
                    for_all |= value == "*";
                    for_us |= value.eq_ignore_ascii_case(agent);
                    named |= for_us;
                    continue;
                }
                "allow" => true,
                "disallow" => false,
                _ => continue,
            };
            in_head = false;
            for (applies, rules) in [(for_us, &mut ours), (for_all, &mut everybodys)] {
                if applies && !value.is_empty() && rules.len() < MOST {
                    rules.push(Rule { allows, path: value.to_owned() });
                }
            }
        }
        Self(if named { ours } else { everybodys })
    }

    /// Whether we may ask for `path` (with its query): the longest rule that fits decides, and of two the friendlier.
    pub fn allow(&self, path: &str) -> bool {
        let fitting = self.0.iter().filter(|rule| fits(&rule.path, path));
        fitting.max_by_key(|rule| (rule.path.len(), rule.allows)).is_none_or(|rule| rule.allows)
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_the_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut pieces = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    for (n, piece) in pieces.iter().enumerate() {
        if to_the_end && n + 1 == pieces.len() {
            return rest.ends_with(piece);
        }
        let Some(at) = rest.find(piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    !to_the_end || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_decides() {
        let text = "\
User-agent: baiduspider
Disallow: /

User-agent: *
Disallow: /admin/   # the back office
Allow: /admin/public/
Disallow: /*.pdf$
Disallow: /search?
Disallow:
Sitemap: https://www.gov.cn/sitemap.xml
";
        let robots = Robots::parse(text, "longan");
        for (path, allowed) in [
            ("/", true),
            ("/admin/", false),
            ("/admin/public/a.htm", true),
            ("/zhengce/a.pdf", false),
            ("/zhengce/a.pdf?x=1", true),
            ("/search?q=1", false),
            ("/searching", true),
        ] {
            assert_eq!(robots.allow(path), allowed, "{path}");
        }
        assert!(!Robots::parse(text, "Baiduspider").allow("/zhengce/"));
    }

    #[test]
    fn a_group_under_our_name_is_the_only_one_for_us() {
        let text = "User-agent: a\nUser-agent: Longan\nDisallow: /x\n\nUser-agent: *\nDisallow: /\n";
        let robots = Robots::parse(text, "longan");
        assert!(robots.allow("/y") && !robots.allow("/x/1"));
        assert!(!Robots::parse(text, "other").allow("/y"));
    }

    #[test]
    fn what_is_no_rule_forbids_nothing() {
        for text in ["", "<html>404</html>", "User-agent: *", "Disallow: /", "User-agent: *\nDisallow:"] {
            assert!(Robots::parse(text, "longan").allow("/a"), "{text}");
        }
    }
}
