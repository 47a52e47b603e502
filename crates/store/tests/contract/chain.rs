//! What goes with an item: decisions, secrecy reviews, files, presence, notices.

use domain::{
    checks::Confirmation,
    desk::content::TimeCorrection,
    id::{AccountId, MediaId, NoticeId},
    item::SecrecyReview,
    workflow::Step,
};
use store::{
    decision::NewDecision,
    media::{MediaKind, MediaOwner, NewMedia, PictureSize},
    media_scan::MediaScan,
    presence::Heartbeat,
};

use super::{
    at, begin,
    content::{code, insert, publish},
    unit,
};
use crate::store_test;

fn account(id: i64) -> AccountId {
    AccountId::new(id)
}

store_test!(no_revision_is_decided_twice_in_a_round, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    let (zwb, bb) = (unit("zwb"), unit("bb"));
    let decision = |step, round, signs_for| NewDecision {
        item,
        revision: 1,
        round,
        step,
        account: Some(account(8)),
        name: "陆某",
        unit: Some(&zwb),
        unit_name: "县政务办",
        on_behalf_of: Some((&bb, "县编办")),
        at: at(1),
        reason: "同意",
        signs_for,
        correction: None,
    };
    tx.insert_decision(&decision(Step::Submit, 1, None)).await.unwrap();
    tx.insert_decision(&decision(Step::SignInPart, 1, Some(&zwb))).await.unwrap();
    tx.insert_decision(&decision(Step::SignForLater, 1, Some(&bb))).await.unwrap();
    let (step, unit_name) = tx.final_decision(item, 1, 1).await.unwrap().unwrap();
    assert_eq!((step, unit_name.as_str()), (Step::SignForLater, "县编办"));
    assert_eq!(tx.final_decision(item, 1, 2).await.unwrap(), None);
    tx.commit().await.unwrap();
    // Another final decision, another signature of the same unit: the database itself refuses both.
    for (step, signs_for) in [(Step::PublishUrgently, None), (Step::SignInPart, Some(&zwb))] {
        let mut tx = begin(&store).await;
        assert!(tx.insert_decision(&decision(step, 1, signs_for)).await.is_err(), "{step:?}");
    }
    let mut tx = begin(&store).await;
    tx.insert_decision(&decision(Step::Sign, 2, Some(&zwb))).await.unwrap();
    tx.commit().await.unwrap();
    let chain = store.decisions_of(item).await.unwrap();
    let steps: Vec<Step> = chain.iter().map(|decision| decision.step).collect();
    assert_eq!(steps, [Step::Submit, Step::SignInPart, Step::SignForLater, Step::Sign]);
    assert_eq!((chain[0].by.as_str(), chain[0].on_behalf_of.as_deref()), ("陆某", Some("县编办")));
    assert_eq!(store.deciders_of(item, 1).await.unwrap(), [account(8)]);
    assert_eq!(store.deciders_of(item, 2).await.unwrap(), []);
});

store_test!(only_a_correction_has_the_times_of_one, |store| async move {
    let mut tx = begin(&store).await;
    let item = publish(&mut tx, 1, "jypx", "通知").await;
    tx.commit().await.unwrap();
    let times = Some(TimeCorrection { from: at(0), to: at(-60) });
    let decision = |step, correction| NewDecision {
        item,
        revision: 1,
        round: 1,
        step,
        account: Some(account(8)),
        name: "陆某",
        unit: None,
        unit_name: "县政务办",
        on_behalf_of: None,
        at: at(1),
        reason: "昨日已张贴",
        signs_for: None,
        correction,
    };
    for (step, correction) in [(Step::CorrectTime, None), (Step::Withdraw, times)] {
        let mut tx = begin(&store).await;
        assert!(tx.insert_decision(&decision(step, correction)).await.is_err(), "{step:?}");
    }
    let corrected = async || store.public_article(&code(1), 0).await.unwrap().unwrap().time_corrected;
    assert!(!corrected().await);
    let mut tx = begin(&store).await;
    assert!(tx.correct_published_at(item, at(-60)).await.unwrap());
    tx.insert_decision(&decision(Step::CorrectTime, times)).await.unwrap();
    tx.commit().await.unwrap();
    assert!(corrected().await);
    let chain = store.decisions_of(item).await.unwrap();
    assert_eq!(chain.last().map(|decision| (decision.step, decision.correction)), Some((Step::CorrectTime, times)));
});

store_test!(a_secrecy_review_is_replaced, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    assert_eq!(store.secrecy_review(item, 1).await.unwrap(), None);
    let mut review = SecrecyReview { form_number: "1号".into(), scan: Some(MediaId::new(5)), ..Default::default() };
    tx.put_secrecy_review(item, 1, &review, account(7), at(1)).await.unwrap();
    review.form_number = "2号".into();
    tx.put_secrecy_review(item, 1, &review, account(7), at(2)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.secrecy_review(item, 1).await.unwrap(), Some(review));
    assert_eq!(store.secrecy_review(item, 2).await.unwrap(), None);
});

store_test!(an_answer_to_a_finding_is_kept_with_its_revision, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    let answer = |message: &str, reason: &str, minutes| Confirmation {
        field: "title".into(),
        message: message.into(),
        reason: reason.into(),
        by: "韦某".into(),
        at: at(minutes),
    };
    tx.put_confirmation(item, 1, &answer("同名", "不清楚", 1), account(7)).await.unwrap();
    tx.put_confirmation(item, 1, &answer("日期", "原文如此", 2), account(7)).await.unwrap();
    tx.put_confirmation(item, 1, &answer("同名", "不是重复", 3), account(7)).await.unwrap();
    tx.commit().await.unwrap();
    let expected = [answer("日期", "原文如此", 2), answer("同名", "不是重复", 3)];
    assert_eq!(store.confirmations_of(item, 1).await.unwrap(), expected);
    assert_eq!(store.confirmations_of(item, 2).await.unwrap(), []);
});

store_test!(files_are_known_by_address_and_user, |store| async move {
    let mut tx = begin(&store).await;
    let live = publish(&mut tx, 1, "jypx", "通知").await;
    let draft = insert(&mut tx, 2, "jypx", "jyj", "草稿").await;
    let new = NewMedia {
        kind: MediaKind::Picture,
        hash: "abc",
        address: "/media/1.png",
        name: "桥.png",
        mime: "image/png",
        size: 3,
        width: Some(2),
        height: Some(1),
        owner: MediaOwner::Item(draft),
        uploaded_by: Some(account(7)),
        unit: &unit("jyj"),
        at: at(1),
    };
    let picture = tx.insert_media(&new).await.unwrap();
    let scan = NewMedia { kind: MediaKind::SecrecyScan, ..new.clone() };
    let scan = tx.insert_media(&scan).await.unwrap();
    tx.use_media(draft, 1, &["/media/1.png".to_owned(), "/media/1.png".to_owned()]).await.unwrap();
    tx.commit().await.unwrap();
    let record = store.media(picture).await.unwrap().unwrap();
    assert_eq!((record.name.as_str(), record.width, record.owner), ("桥.png", Some(2), Some(MediaOwner::Item(draft))));
    assert_eq!(store.media(scan).await.unwrap().unwrap().kind, MediaKind::SecrecyScan);
    assert_eq!(store.media(MediaId::new(99)).await.unwrap(), None);
    assert_eq!(store.media_at("/media/1.png").await.unwrap(), [record], "a scan is never found by an address");
    assert_eq!(
        store.users_of_media("/media/1.png").await.unwrap(),
        [(MediaOwner::Item(live), true), (MediaOwner::Item(draft), false)]
    );
    assert!(store.media_of_revision(draft, 1).await.unwrap().iter().eq(["/media/1.png"]));
    assert!(store.media_of_revision(draft, 2).await.unwrap().is_empty());
});

store_test!(a_page_knows_the_sizes_of_its_pictures, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    let picture = NewMedia {
        kind: MediaKind::Picture,
        hash: "abc",
        address: "/media/1.png",
        name: "桥.png",
        mime: "image/png",
        size: 3,
        width: Some(600),
        height: Some(400),
        owner: MediaOwner::Item(item),
        uploaded_by: Some(account(7)),
        unit: &unit("jyj"),
        at: at(1),
    };
    tx.insert_media(&picture).await.unwrap();
    tx.insert_media(&NewMedia { name: "同一座桥.png", ..picture.clone() }).await.unwrap();
    let list = NewMedia { address: "/media/2.pdf", width: None, height: None, ..picture };
    tx.insert_media(&list).await.unwrap();
    tx.commit().await.unwrap();
    let addresses = ["/media/1.png", "/media/2.pdf", "/media/3.png"].map(str::to_owned);
    let size = PictureSize { address: "/media/1.png".into(), mime: "image/png".into(), width: 600, height: 400 };
    assert_eq!(store.picture_sizes(&addresses).await.unwrap(), [size], "each once, and nothing without a size");
    assert_eq!(store.picture_sizes(&[]).await.unwrap(), []);
});

store_test!(a_scan_is_kept_beside_its_file, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    let mut files = Vec::new();
    for name in ["名单.xlsx", "扫描件.pdf"] {
        let new = NewMedia {
            kind: MediaKind::Attachment,
            hash: "abc",
            address: "/media/1.xlsx",
            name,
            mime: "application/pdf",
            size: 3,
            width: None,
            height: None,
            owner: MediaOwner::Item(item),
            uploaded_by: Some(account(7)),
            unit: &unit("jyj"),
            at: at(1),
        };
        files.push(tx.insert_media(&new).await.unwrap());
    }
    let scan = MediaScan { media: files[0], extent: "partly".into(), doubtful: "{}".into() };
    tx.insert_media_scan(&scan).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.media_scans(&files).await.unwrap(), [scan]);
    assert_eq!(store.media_scans(&[]).await.unwrap(), []);
});

store_test!(people_come_and_go, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    let beat = |id, minutes, editing| Heartbeat {
        item,
        account: account(id),
        name: "某人",
        unit_name: "县教育局",
        editing,
        at: at(minutes),
        gone_before: at(minutes - 1),
    };
    tx.heartbeat(&beat(1, 10, false)).await.unwrap();
    tx.heartbeat(&beat(2, 10, false)).await.unwrap();
    tx.heartbeat(&beat(2, 11, true)).await.unwrap();
    tx.commit().await.unwrap();
    let others = store.present(item, account(1), at(11)).await.unwrap();
    assert_eq!(others.len(), 1);
    assert_eq!((others[0].since, others[0].editing), (at(10), true));
    assert_eq!(store.present(item, account(2), at(11)).await.unwrap(), []);
    let mut tx = begin(&store).await;
    tx.heartbeat(&beat(3, 20, false)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.present(item, account(9), at(0)).await.unwrap().len(), 1, "those who left are forgotten");
});

store_test!(notices_are_read_up_to_one, |store| async move {
    let mut tx = begin(&store).await;
    let item = insert(&mut tx, 1, "jypx", "jyj", "通知").await;
    for (to, text) in [(1, "甲"), (2, "乙"), (1, "丙")] {
        tx.insert_notice(account(to), Some(item), text, at(1)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let notices = store.notices(account(1), 10).await.unwrap();
    assert_eq!(notices.iter().map(|notice| notice.text.as_str()).collect::<Vec<_>>(), ["丙", "甲"]);
    assert_eq!(store.notices(account(1), 1).await.unwrap().len(), 1);
    let first: NoticeId = notices[1].id;
    let mut tx = begin(&store).await;
    assert_eq!(tx.read_notices(account(1), first, at(2)).await.unwrap(), 1);
    assert_eq!(tx.read_notices(account(1), first, at(3)).await.unwrap(), 0);
    tx.commit().await.unwrap();
    assert_eq!(store.unread_notices(account(1)).await.unwrap(), 1);
    assert_eq!(store.unread_notices(account(2)).await.unwrap(), 1);
    assert!(store.notices(account(1), 10).await.unwrap()[1].read);
});
