//! Two people at once: nothing is overwritten, nothing is decided twice.

use cms::Error;
use domain::{
    account::Role,
    desk::{
        content::{Ask, Save, Saved, Seen},
        replaced::Replacement,
    },
    workflow::Stage,
};
use testkit::TestCounty;

use super::{at_once, complete, decide, draft, seen, sheet, sign, submitted, write};

#[tokio::test]
async fn the_second_save_gets_a_comparison() {
    let county = TestCounty::new().await;
    let (author, colleague) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = draft(&county, &author, "工作方案").await;
    let opened = sheet(&county, &author, item).await;
    write(&county, &colleague, item, "工作方案（修改）", "<p>同事的正文。</p>").await;
    let (revision, version) = (opened.row.revision, opened.row.version);
    let content = complete(opened.content, "工作方案", "<p>我的正文。</p>");
    let answer = county.cms.save(&author, Save { item, revision, version, content: content.clone() }).await.unwrap();
    let Saved::Conflict { version: theirs_version, by, theirs, comparison, .. } = answer else {
        panic!("overwrote: {answer:?}");
    };
    assert_eq!(by, "陆文静");
    assert_eq!(theirs.body, "<p>同事的正文。</p>");
    assert_eq!(comparison.fields[0].left, "工作方案（修改）");
    assert!(!comparison.lines.is_empty());
    // Having seen it, the author decides to keep the own text.
    let again = Save { item, revision, version: theirs_version, content };
    assert!(matches!(county.cms.save(&author, again).await.unwrap(), Saved::Done { .. }));
    let after = sheet(&county, &author, item).await;
    assert_eq!(after.content.body, "<p>我的正文。</p>");
    // What the colleague wrote stays, for those who may read the draft and for nobody else.
    let [theirs, first] = after.replaced.as_slice() else { panic!("{:?}", after.replaced) };
    assert_eq!((theirs.saved_by.as_str(), theirs.title.as_str()), ("陆文静", "工作方案（修改）"));
    assert_eq!((first.saved_by.as_str(), first.why), ("韦小兰", Replacement::OtherAuthor));
    let kept = Seen { item, revision, version: theirs.version };
    for login in ["fabu", "shenhe"] {
        let comparison = county.cms.compare_replaced(&county.ctx(login).await, kept).await.unwrap();
        assert_eq!(comparison.left_html, "<p>同事的正文。</p>");
        assert_eq!(comparison.right_html, "<p>我的正文。</p>");
        assert!(comparison.left.starts_with("陆文静于"), "{}", comparison.left);
    }
    for login in ["fabu2", "xuanchuan", "guanli", "anquan", "shenji"] {
        let answer = county.cms.compare_replaced(&county.ctx(login).await, kept).await;
        assert!(matches!(answer, Err(Error::Refused(_))), "{login}: {answer:?}");
    }
    let never = Seen { version: 99, ..kept };
    assert!(matches!(county.cms.compare_replaced(&author, never).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_text_that_is_written_on_is_not_kept_and_one_that_another_replaces_is() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = draft(&county, &author, "工作方案").await;
    write(&county, &author, item, "工作方案", "<p>第一份正文。</p>").await;
    let opened = sheet(&county, &author, item).await;
    assert_eq!(opened.replaced, []);
    // The author goes on from another text, as it lay in a browser.
    let save = Save {
        item,
        revision: opened.row.revision,
        version: opened.row.version,
        content: complete(opened.content, "工作方案", "<p>另一份正文。</p>"),
    };
    assert!(matches!(county.cms.save_instead(&author, save).await.unwrap(), Saved::Done { .. }));
    let replaced = sheet(&county, &author, item).await.replaced;
    let [own] = replaced.as_slice() else { panic!("{replaced:?}") };
    assert_eq!((own.version, own.why), (opened.row.version, Replacement::Instead));
    // Somebody else of the same name is somebody else.
    county.open_account("tongming", "韦小兰", Role::Publisher, "jyj").await;
    write(&county, &county.ctx("tongming").await, item, "工作方案", "<p>同名同事的正文。</p>").await;
    let replaced = sheet(&county, &author, item).await.replaced;
    assert_eq!(
        replaced.iter().map(|text| text.why).collect::<Vec<_>>(),
        [Replacement::OtherAuthor, Replacement::Instead]
    );
}

#[tokio::test]
async fn a_text_that_came_back_stays_beside_the_one_that_is_handed_in_again() {
    for county in crate::both_databases().await {
        let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let item = submitted(&county, &author, "通知").await;
        decide(&county, &reviewer, item, Ask::Return { reason: "请补充时间".into() }).await.unwrap();
        write(&county, &author, item, "通知", "<p>时间为九月一日。</p>").await;
        county.cms.record_secrecy_review(&author, item, testkit::secrecy_review()).await.unwrap();
        decide(&county, &author, item, Ask::Submit).await.unwrap();
        decide(&county, &author, item, Ask::Recall).await.unwrap();
        decide(&county, &author, item, Ask::Submit).await.unwrap();

        let replaced = sheet(&county, &reviewer, item).await.replaced;
        let [recalled, returned] = replaced.as_slice() else { panic!("{replaced:?}") };
        assert_eq!((recalled.why, returned.why), (Replacement::Recalled, Replacement::Returned));
        assert_eq!(returned.saved_by, "韦小兰");
        let seen = Seen { item, revision: returned.revision, version: returned.version };
        let comparison = county.cms.compare_replaced(&reviewer, seen).await.unwrap();
        assert_eq!(comparison.left_html, "<p>全县中小学校秋季学期工作安排如下。</p>");
        assert_eq!(comparison.right_html, "<p>时间为九月一日。</p>");
    }
}

#[tokio::test]
async fn a_repeated_save_changes_nothing() {
    let county = TestCounty::new().await;
    let author = county.ctx("fabu").await;
    let item = draft(&county, &author, "工作方案").await;
    let opened = sheet(&county, &author, item).await;
    let save = Save {
        item,
        revision: 1,
        version: opened.row.version,
        content: complete(opened.content, "工作方案", "<p>改过的正文。</p>"),
    };
    let Saved::Done { version, .. } = county.cms.save(&author, save.clone()).await.unwrap() else { panic!() };
    let before = county.cms.store().last_event().await.unwrap();
    let Saved::Done { version: again, .. } = county.cms.save(&author, save).await.unwrap() else { panic!() };
    assert_eq!(version, again);
    assert_eq!(county.cms.store().last_event().await.unwrap(), before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_signers_at_once_one_wins() {
    for county in crate::both_databases().await {
        let (author, first, second) =
            (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("shenhe2").await);
        for round in 0..10 {
            let item = submitted(&county, &author, &format!("通知{round}")).await;
            let seen = seen(&county, &first, item).await;
            let outcomes = at_once(&county, seen, (&first, sign()), (&second, sign())).await;
            let won = outcomes.iter().filter(|outcome| matches!(outcome, Ok(Stage::Published))).count();
            let stale = outcomes.iter().filter(|outcome| matches!(outcome, Err(Error::Stale))).count();
            assert_eq!((won, stale), (1, 1), "{outcomes:?}");
            let chain = sheet(&county, &first, item).await.chain;
            assert_eq!(chain.len(), 2, "submission and one signature: {chain:?}");
        }
        assert!(county.cms.store().verify_log().await.unwrap().faults.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_claimers_at_once_one_wins_and_the_other_is_told() {
    for county in crate::both_databases().await {
        let (author, first, second) =
            (county.ctx("fabu").await, county.ctx("shenhe").await, county.ctx("shenhe2").await);
        for round in 0..10 {
            let item = submitted(&county, &author, &format!("通知{round}")).await;
            let seen = seen(&county, &first, item).await;
            let outcomes = at_once(&county, seen, (&first, Ask::Claim), (&second, Ask::Claim)).await;
            for outcome in &outcomes {
                assert!(matches!(outcome, Ok(Stage::InReview) | Err(Error::Stale)), "{outcome:?}");
            }
            // Where both came through, the second one saw the first and took over, and the first was told.
            let told =
                county.cms.notices(&first).await.unwrap().len() + county.cms.notices(&second).await.unwrap().len();
            let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
            assert!(won >= 1);
            assert!(won == 1 || told > 0, "{outcomes:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_writers_at_once_lose_nothing() {
    for county in crate::both_databases().await {
        let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let mut work = tokio::task::JoinSet::new();
        for number in 0..100 {
            let (cms, author, reviewer) = (county.cms.clone(), author.clone(), reviewer.clone());
            work.spawn(async move {
                let new = domain::desk::content::NewItem {
                    column: super::column(super::COLUMN),
                    kind: None,
                    submitted_by: None,
                    explains: None,
                };
                let item = cms.create_item(&author, &new).await?;
                let content = cms.revision_content(&author, item, 1).await?;
                let content = complete(content, &format!("通知{number}"), "<p>正文如下。</p>");
                cms.save(&author, Save { item, revision: 1, version: 1, content }).await?;
                cms.record_secrecy_review(&author, item, testkit::secrecy_review()).await?;
                cms.decide(&author, Seen { item, revision: 1, version: 2 }, Ask::Submit).await?;
                cms.decide(&reviewer, Seen { item, revision: 1, version: 3 }, sign()).await
            });
        }
        while let Some(outcome) = work.join_next().await {
            assert_eq!(outcome.unwrap().unwrap(), Stage::Published);
        }
        let per_column = county.cms.published_counts().await.unwrap();
        assert_eq!(per_column[&super::column(super::COLUMN)], 100);
        assert!(county.cms.store().verify_log().await.unwrap().faults.is_empty());
    }
}

#[tokio::test]
async fn a_decision_on_an_older_version_is_stale() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = submitted(&county, &author, "通知").await;
    let early = seen(&county, &reviewer, item).await;
    decide(&county, &author, item, Ask::Recall).await.unwrap();
    write(&county, &author, item, "通知", "<p>换了正文。</p>").await;
    county.cms.record_secrecy_review(&author, item, testkit::secrecy_review()).await.unwrap();
    decide(&county, &author, item, Ask::Submit).await.unwrap();
    assert!(matches!(county.cms.decide(&reviewer, early, sign()).await, Err(Error::Stale)));
}

#[tokio::test]
async fn a_revision_that_was_thrown_away_is_signed_by_nobody() {
    for county in crate::both_databases().await {
        let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
        let item = super::published(&county, "通知").await;
        let rewrite = async |body: &str| {
            decide(&county, &author, item, Ask::Revise).await.unwrap();
            write(&county, &author, item, "通知", body).await;
            county.cms.record_secrecy_review(&author, item, testkit::secrecy_review()).await.unwrap();
            decide(&county, &author, item, Ask::Submit).await.unwrap();
        };
        rewrite("<p>审核人看到的正文。</p>").await;
        let early = seen(&county, &reviewer, item).await;
        decide(&county, &author, item, Ask::Recall).await.unwrap();
        decide(&county, &author, item, Ask::Discard).await.unwrap();
        rewrite("<p>审核人没有看到的正文。</p>").await;
        let now = seen(&county, &reviewer, item).await;
        assert_eq!((now.revision, now.version > early.version), (early.revision, true));
        assert!(matches!(county.cms.decide(&reviewer, early, sign()).await, Err(Error::Stale)));
        assert_eq!(super::live(&county, item).await.body.as_str(), "<p>全县中小学校秋季学期工作安排如下。</p>");
    }
}

#[tokio::test]
async fn people_in_one_item_see_each_other() {
    let county = TestCounty::new().await;
    let (author, reviewer) = (county.ctx("fabu").await, county.ctx("shenhe").await);
    let item = draft(&county, &author, "通知").await;
    assert!(county.cms.heartbeat(&author, item, true).await.unwrap().is_empty());
    let others = county.cms.heartbeat(&reviewer, item, false).await.unwrap();
    assert_eq!(others.len(), 1);
    assert_eq!((others[0].name.as_str(), others[0].editing), ("韦小兰", true));
    county.advance_minutes(1);
    assert!(county.cms.heartbeat(&reviewer, item, false).await.unwrap().is_empty());
}
