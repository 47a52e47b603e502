//! The key file of the second factors: made once, missed at once, and in no backup.

use std::net::TcpListener;

use store::{Store, testing};

use crate::program::{Program, Run};

const KEY: &str = "data/longan.key";

/// A new installation whose address is taken: `serve` goes as far as listening and ends there.
struct Installation {
    program: Program,
    _taken: TcpListener,
}

impl Installation {
    fn new() -> Self {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let listen = taken.local_addr().unwrap().to_string();
        Self { program: Program::new().with("LONGAN_LISTEN", &listen), _taken: taken }
    }

    #[track_caller]
    fn starts(&self) {
        let run = self.program.run(&["serve"]);
        assert!(run.code == 1 && run.err.contains("无法监听"), "{run:?}");
    }

    #[track_caller]
    fn is_stopped(&self) -> String {
        let Run { code, out, err } = self.program.run(&["serve"]);
        assert!(code == 1 && out.is_empty() && !err.contains("无法监听"), "{err}");
        assert!(err.contains("key_file") && err.contains(KEY), "{err}");
        err
    }

    fn key(&self) -> Vec<u8> {
        std::fs::read(self.program.path(KEY)).unwrap()
    }
}

#[test]
fn the_first_start_draws_the_key_and_later_ones_use_it() {
    let here = Installation::new();
    here.starts();
    let key = here.key();
    assert_eq!(key.len(), 32);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(here.program.path(KEY)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    here.starts();
    assert_eq!(here.key(), key);
    assert_ne!(
        {
            let other = Installation::new();
            other.starts();
            other.key()
        },
        key
    );
}

#[test]
fn the_program_does_not_start_without_its_key_or_with_another() {
    let here = Installation::new();
    here.starts();
    let key = here.key();
    for (other, words) in [(None, "不存在"), (Some(vec![1; 32]), "编号"), (Some(vec![1; 31]), "应为 32 字节")]
    {
        match &other {
            Some(bytes) => std::fs::write(here.program.path(KEY), bytes).unwrap(),
            None => std::fs::remove_file(here.program.path(KEY)).unwrap(),
        }
        let fault = here.is_stopped();
        assert!(fault.contains(words), "{fault}");
        assert_eq!(here.program.path(KEY).exists(), other.is_some(), "no other key is drawn in its place");
    }
    std::fs::write(here.program.path(KEY), key).unwrap();
    here.starts();
}

#[tokio::test]
async fn a_lost_key_costs_every_second_factor_and_no_more() {
    let here = Installation::new();
    let create = ["account", "create", "zhangsan", "--name", "张三", "--role", "auditor", "--unit", "县财政局"];
    here.program.succeed(&create);
    here.starts();
    let address = format!("sqlite:{}", here.program.path("data/longan.db").display());
    let store = Store::open(&address, 1).await.unwrap();
    testing::tamper(&store, "update account set totp_secret = 'v1:AAAA' where login = 'zhangsan'").await;
    store.close().await;
    let key = here.key();
    std::fs::remove_file(here.program.path(KEY)).unwrap();
    assert!(here.is_stopped().contains("longan account reset-totp --all"));

    let said = here.program.succeed(&["account", "reset-totp", "--all"]);
    assert!(said.starts_with("已清除 1 个账号的动态口令"), "{said}");
    here.starts();
    assert_ne!(here.key(), key);
    here.program.succeed(&["log", "verify"]);
}

#[test]
fn one_second_factor_is_reset_from_the_command_line() {
    let here = Installation::new();
    let create = ["account", "create", "zhangsan", "--name", "张三", "--unit", "县财政局", "--role"];
    here.program.succeed(&[create.as_slice(), &["security-administrator"]].concat());
    let said = here.program.succeed(&["account", "reset-totp", "--login", "zhangsan"]);
    assert_eq!(said, "已清除账号 zhangsan 的动态口令，下次登录时重新设置。\n");
    let nobody = here.program.run(&["account", "reset-totp", "--login", "lisi"]);
    assert!(nobody.code == 1 && nobody.err.contains("没有账号“lisi”"), "{nobody:?}");
    for wrong in [["account", "reset-totp"].as_slice(), &["account", "reset-totp", "--all", "--login", "zhangsan"]] {
        assert_eq!(here.program.run(wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn a_backup_has_no_key_and_says_so() {
    let (here, there) = (Installation::new(), Installation::new());
    here.starts();
    let key = here.key();
    let said = here.program.succeed(&["backup", "copy.tar.gz"]);
    assert!(said.contains("备份中没有动态口令的密钥（编号 ") && said.contains(KEY), "{said}");
    let mut archive = Vec::new();
    let packed = std::fs::File::open(here.program.path("copy.tar.gz")).unwrap();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(packed), &mut archive).unwrap();
    assert!(!archive.windows(key.len()).any(|window| window == key));

    std::fs::copy(here.program.path("copy.tar.gz"), there.program.path("copy.tar.gz")).unwrap();
    let said = there.program.succeed(&["restore", "copy.tar.gz"]);
    assert!(said.contains("动态口令密钥放到设置 key_file 所指的位置"), "{said}");
    there.is_stopped();
    std::fs::write(there.program.path(KEY), &key).unwrap();
    there.starts();
}
