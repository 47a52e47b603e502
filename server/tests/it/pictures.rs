//! Pictures in the sizes of pages: made in the background, public with their page, named in the markup.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use cms::media::{Upload, UploadKind};
use domain::{desk::content::Ask, id::ItemId};

use crate::{
    site::Site,
    story::{self, PNG},
};

/// A draft with a picture of two by two pixels.
async fn illustrated(site: &Site) -> (ItemId, Upload) {
    let item = story::draft(&site.county, "图片新闻").await;
    let mut author = site.signed_in("fabu").await;
    let picture: Upload = author.upload("image", item.get(), "会场.png", "image/png", PNG).await.json();
    let ctx = site.county.ctx("fabu").await;
    let img = format!("<p><img src=\"{}\" alt=\"会场全景\"></p>", picture.address);
    story::save(&site.county, &ctx, item, "图片新闻", &format!("{img}<p>会议现场。</p>{img}")).await;
    site.county.cms.record_secrecy_review(&ctx, item, testkit::secrecy_review()).await.unwrap();
    (item, picture)
}

#[tokio::test]
async fn a_size_of_a_picture_is_public_exactly_when_the_picture_is() {
    let site = Site::new().await;
    let county = &site.county;
    let (item, picture) = illustrated(&site).await;
    let (mut author, mut citizen) = (site.signed_in("fabu").await, site.visitor());
    let small = format!("{}/w320.avif", picture.address);
    let early = author.get(&small).await;
    assert_eq!((early.status, early.header("content-type")), (StatusCode::OK, "image/webp"), "until it is made");
    assert_eq!(county.cms.make_variants().await.unwrap(), 1);
    let made = author.get(&small).await;
    assert_eq!((made.status, made.header("content-type")), (StatusCode::OK, "image/avif"));
    assert_eq!(made.header("cache-control"), "no-store");
    assert_eq!(citizen.get(&small).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.signed_in("fabu2").await.get(&small).await.status, StatusCode::NOT_FOUND);

    story::publish(county, item).await;
    let public = citizen.get(&small).await;
    assert_eq!((public.status, public.header("cache-control")), (StatusCode::OK, "public, no-cache"));
    assert_eq!(public.body, made.body);
    assert_ne!(public.header("etag"), citizen.get(&picture.address).await.header("etag"));
    let known = [("if-none-match", public.header("etag"))];
    let answer = citizen.ask(Method::GET, &small, &known, Body::empty()).await;
    assert_eq!(answer.status, StatusCode::NOT_MODIFIED);
    assert_eq!(citizen.get(&format!("{}/w320.png", picture.address)).await.header("content-type"), "image/png");
    for unused in ["w640.avif", "w320.jpg", "w321.avif", "w320.gif", "w320.avif/w320.avif"] {
        let answer = citizen.get(&format!("{}/{unused}", picture.address)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{unused}");
    }
    assert_eq!(county.cms.make_variants().await.unwrap(), 0, "nothing is made that pages never use");

    let withdraw = Ask::Withdraw { reason: "照片拍到了无关人员".to_owned() };
    story::decide(county, &county.ctx("shenhe").await, item, withdraw).await;
    assert_eq!(citizen.get(&small).await.status, StatusCode::NOT_FOUND);
}

/// A picture takes seconds of a core; who asks while it is made, or uploads it again, starts nothing new.
#[tokio::test]
async fn a_picture_is_made_in_the_sizes_of_pages_once() {
    let site = Site::new().await;
    let cms = &site.county.cms;
    let (item, picture) = illustrated(&site).await;
    let mut author = site.signed_in("fabu").await;
    assert_eq!(author.get(&format!("{}/w320.avif", picture.address)).await.status, StatusCode::OK);
    assert_eq!(cms.make_variants().await.unwrap(), 1);
    let ctx = site.county.ctx("fabu").await;
    let again = cms.store_upload(&ctx, UploadKind::Image, item, "会场（新）.png", "image/png", PNG).await.unwrap();
    assert_eq!((again.address, cms.make_variants().await.unwrap()), (picture.address, 0));
}

#[tokio::test]
async fn a_page_names_the_sizes_of_its_pictures_and_keeps_their_room() {
    let site = Site::new().await;
    let (item, picture) = illustrated(&site).await;
    story::publish(&site.county, item).await;
    let page = site.visitor().get(&format!("/a/{}", story::code(&site.county, item).await)).await;
    let at = |name: &str| format!("{}/{name}", picture.address);
    assert_eq!(
        page.attributes(".prose source[type=\"image/avif\"]", "srcset"),
        [at("w320.avif") + " 2w", at("w320.avif") + " 2w"]
    );
    assert_eq!(page.attributes(".prose img", "src"), [at("w320.png"), at("w320.png")]);
    for (attribute, values) in [
        ("width", vec!["2", "2"]),
        ("height", vec!["2", "2"]),
        ("alt", vec!["会场全景", "会场全景"]),
        ("decoding", vec!["async", "async"]),
        ("fetchpriority", vec!["high"]),
        ("loading", vec!["lazy"]),
    ] {
        assert_eq!(page.attributes(".prose img", attribute), values, "{attribute}");
    }
}
