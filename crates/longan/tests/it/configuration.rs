//! Settings: a wrong one stops the start with a sentence that names it.

use std::collections::BTreeSet;

use server::config::Config;
use tempfile::TempDir;

use crate::program::Program;

const EXAMPLE: &str = include_str!("../../../../deploy/longan.example.toml");

fn load(text: &str) -> Result<Config, String> {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("longan.toml");
    std::fs::write(&file, text).unwrap();
    Config::load(Some(&file)).map_err(|fault| fault.to_string())
}

/// The settings that the program knows, from the mouth of its own parser.
fn known_settings() -> BTreeSet<String> {
    let refused = toml::from_str::<Config>("no-such-setting = 1").unwrap_err().to_string();
    let (_, list) = refused.split_once("expected one of ").unwrap();
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_fault_is_one_sentence_that_names_the_setting() {
    let faults: Vec<String> = [
        "no_such_setting = 1",
        "listen = \"somewhere\"",
        "listen = 3000",
        "public_address = \"www.lax.gov.cn\"",
        "public_address = \"https://www.lax.gov.cn/\"",
        "public_address = \"https://www.lax.gov.cn\"",
        "database = \"mysql://localhost/longan\"",
        "database_connections = 0",
        "database_connections = 201",
        "database_connections = \"many\"",
        "database_connections = -1",
        "media_folder = \"\"",
        "key_file = \"\"",
        "rules = \"no/such/folder\"",
        "demo = \"perhaps\"",
        "demo = \"on\"\ndemo_clock = \"tomorrow\"",
        "demo_clock = \"2026-03-04 08:30\"",
        "client_address_header = \"x real ip\"",
        "trusted_proxies = [\"10.0.0.0/33\"]",
        "sign_in_per_minute = 0",
        "page_cache_mib = 65537",
        "page_cache_mib = \"all\"",
        "feedback_per_minute = 0",
        "log_format = \"xml\"",
        "log_filter = \"longan=loud\"",
        "password_memory_kib = 1024",
        "password_passes = 21",
        "reprint_hosts = \"gov.cn\"",
        "reprint_hosts = [\"*.gov.cn\"]",
        "reprint_hosts = [\"127.0.0.1:8080\"]",
        "reprint_intranet = \"10.0.0.0/8\"",
        "reprint_intranet = [\"10.0.0.0/8\"]",
        "reprint_intranet = [\"zx.lax.gov.cn=intern\"]",
        "reprint_intranet = [\"zx.lax.example=10.1.2.3\"]",
        "patrol_at = \"2 Uhr 30\"",
        "patrol_at = \"24:30\"",
        "patrol_pace_ms = 0",
        "patrol_pace_ms = \"slow\"",
        "patrol_most_pages = 999",
        "patrol_most_pages = \"all\"",
        "probes_a_day = \"23\"",
        "probes_a_day = 289",
        "probes_a_day = \"often\"",
        "probes_a_day = [48]",
        "mail_from = \"portal@example.gov.cn\"",
        "mail_host = \"smtp.example.gov.cn:465\"",
        "mail_port = 0\nmail_host = \"smtp.example.gov.cn\"",
        "mail_from = \"portal\"\nmail_host = \"smtp.example.gov.cn\"",
        "mail_password = \"geheim\"\nmail_from = \"portal@example.gov.cn\"\nmail_host = \"smtp.example.gov.cn\"",
        "mail_tls = \"off\"\nmail_user = \"portal\"\nmail_password = \"geheim\"\nmail_from = \"portal@example.gov.cn\"\nmail_host = \"smtp.example.gov.cn\"",
        "mail_port = 70000",
        "mail_tls = \"ssl\"",
        "listen = ",
    ]
    .into_iter()
    .map(|text| {
        let fault = load(text).unwrap_err();
        let setting = text.split(' ').next().unwrap();
        assert!(fault.contains(setting), "{text}: {fault}");
        // Where the file was is different in every run.
        let fault = fault.lines().map(str::trim_end).collect::<Vec<_>>().join(" / ");
        let words: Vec<&str> =
            fault.split(' ').map(|word| if word.ends_with("/longan.toml") { "FILE" } else { word }).collect();
        format!("{text}\n    {}", words.join(" "))
    })
    .collect();
    insta::assert_snapshot!(faults.join("\n"));
}

/// Without the header everybody behind the proxy has the same address.
#[test]
fn https_behind_a_proxy_needs_the_clients_address() {
    let https = "public_address = \"https://www.lax.gov.cn\"\n";
    for (more, is_right) in [
        ("", false),
        ("listen = \"[::1]:3000\"\n", false),
        ("listen = \"10.0.0.8:3000\"\n", true),
        ("client_address_header = \"x-real-ip\"\n", true),
    ] {
        let loaded = load(&format!("{https}{more}"));
        assert_eq!(loaded.is_ok(), is_right, "{more}: {loaded:?}");
    }
}

#[test]
fn a_password_never_stands_in_a_fault() {
    let fault = load("database = \"mysql://longan:geheim@localhost/longan\"").unwrap_err();
    assert!(fault.contains("database") && !fault.contains("geheim"), "{fault}");
    assert!(!format!("{:?}", load("").unwrap()).contains("sqlite:data"), "secrets do not reach Debug output");
}

#[test]
fn a_file_that_was_asked_for_must_exist() {
    let fault = Config::load(Some(&"/nowhere/longan.toml".into())).unwrap_err().to_string();
    assert!(fault.contains("/nowhere/longan.toml"), "{fault}");
}

#[test]
fn the_example_shows_every_setting_with_its_default() {
    let all_commented = EXAMPLE.lines().all(|line| line.is_empty() || line.starts_with('#'));
    assert!(all_commented, "the example as it is changes nothing");
    // `# name = value` is a setting; everything else is words.
    let settings: String = EXAMPLE
        .lines()
        .filter_map(|line| line.strip_prefix("# "))
        .filter(|line| line.split_once(" = ").is_some_and(|(name, _)| known_settings().contains(name)))
        .map(|line| format!("{line}\n"))
        .collect();
    let shown: BTreeSet<String> = toml::from_str::<toml::Table>(&settings).unwrap().keys().cloned().collect();
    assert_eq!(shown, known_settings());
    let shown = toml::from_str::<Config>(&settings).unwrap();
    let default = Config::default();
    assert_eq!(format!("{shown:?}"), format!("{default:?}"));
    use secrecy::ExposeSecret;
    assert_eq!(shown.database.expose_secret(), default.database.expose_secret());
}

#[test]
fn the_environment_lies_over_the_file() {
    let program = Program::new().with("LONGAN_DATABASE_CONNECTIONS", "9000");
    program.write("longan.toml", "database_connections = 4\n");
    let run = program.run(&["config", "check"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("database_connections"), "{run:?}");

    let program = Program::new().with("LONGAN_DATABASE", "sqlite:elsewhere.db");
    program.write("longan.toml", "database = \"sqlite:here.db\"\n");
    program.succeed(&["migrate"]);
    assert!(program.path("elsewhere.db").exists() && !program.path("here.db").exists());

    Program::new().with("LONGAN_TRUSTED_PROXIES", "10.0.0.1, fd00::/8").succeed(&["config", "check"]);
    let run = Program::new().with("LONGAN_TRUSTED_PROXIES", "10.0.0.1,nearby").run(&["config", "check"]);
    assert!(run.code == 2 && run.err.contains("trusted_proxies"), "{run:?}");

    let intranet = |machines| Program::new().with("LONGAN_REPRINT_INTRANET", machines).run(&["config", "check"]);
    assert_eq!(intranet("zx.lax.gov.cn=10.1.2.3:8080, oa.lax.gov.cn=10.1.2.4").code, 0);
    assert_eq!(intranet("zx.lax.gov.cn=10.1.2.3,zx.lax.gov.cn=10.1.2.4").code, 2);

    let run = Program::new().with("LONGAN_NO_SUCH_SETTING", "1").run(&["config", "check"]);
    assert!(run.code == 2 && run.err.contains("no_such_setting"), "{run:?}");
}
