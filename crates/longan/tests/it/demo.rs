//! Demo accounts have a public password: a database that holds them never serves as a real one.

use std::{net::TcpListener, sync::Arc};

use cms::{
    Cms, Settings,
    clock::{SystemClock, SystemRandom},
};
use object_store::memory::InMemory;
use store::Store;

use crate::program::Program;

#[tokio::test]
async fn a_database_with_demo_people_is_not_served_with_the_demo_off() {
    // An address that is taken: had the program come as far as listening, it would say so.
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    let program = Program::new().with("LONGAN_DEMO", "off").with("LONGAN_LISTEN", &listen);
    program.write("nothing.jsonl", "");
    program.succeed(&["migrate"]);
    program.succeed(&["items", "import", "nothing.jsonl"]);
    let store = Store::open(&format!("sqlite:{}", program.path("data/longan.db").display()), 1).await.unwrap();
    let cms = Cms::open(
        store.clone(),
        Arc::new(InMemory::new()),
        Arc::new(SystemClock),
        Arc::new(SystemRandom),
        Settings::default(),
    )
    .await
    .unwrap();
    cms.seed_demo_people().await.unwrap();
    store.close().await;

    let run = program.run(&["serve"]);
    assert!(
        run.code == 1 && run.out.is_empty() && run.err.contains("demo = \"off\" 与含有演示账号的数据库"),
        "{run:?}"
    );
    program.succeed(&["log", "verify"]);
}
