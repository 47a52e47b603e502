//! The blocks of a topic's page, each complete without script.

use cms::{
    media::PagePictures,
    portal::ListRow,
    topics::{PageBlock, PagePiece, PageRow},
};
use domain::{
    plan::{ColumnCode, InForce},
    topic::{Milestone, Picture, QuickLink},
};
use leptos::prelude::*;

use crate::{
    portal::{
        address::{self, Target},
        item_list::{ItemList, Room},
    },
    ui::{Day, Icon, IconName, Markup, RichText},
};

pub(super) fn row(plan: &InForce, row: PageRow) -> AnyView {
    match row {
        PageRow::Full(one) => view! { <div class="topic__row">{block(plan, one)}</div> }.into_any(),
        PageRow::Pair(pair) => {
            let [left, right] = *pair;
            view! { <div class="topic__row topic__row--pair">{block(plan, left)} {block(plan, right)}</div> }.into_any()
        }
    }
}

fn block(plan: &InForce, block: PageBlock) -> AnyView {
    let heading = (!block.heading.is_empty()).then(|| view! { <h2 class="topic-block__title">{block.heading}</h2> });
    view! {
        <section class="topic-block">
            {heading}
            {piece(plan, block.piece)}
        </section>
    }
    .into_any()
}

fn piece(plan: &InForce, piece: PagePiece) -> AnyView {
    let site = &plan.plan.site;
    match piece {
        PagePiece::Text(html) => {
            let html = Markup::for_readers(&html, &PagePictures::new(), |address| address::through_notice(address, site));
            view! { <RichText html/> }.into_any()
        }
        PagePiece::Items(rows) if rows.is_empty() => view! { <p class="column-block__note">"暂无信息"</p> }.into_any(),
        PagePiece::Items(rows) => view! { <ItemList rows room=Room::Little/> }.into_any(),
        PagePiece::Gallery(pictures) => {
            let pictures: Vec<_> = pictures.into_iter().map(|one| view! { <li>{figure(one, None)}</li> }).collect();
            view! { <ul class="topic-gallery">{pictures}</ul> }.into_any()
        }
        PagePiece::Picture { picture, link } => {
            let target = (!link.is_empty()).then(|| Target::of_address(&link, site));
            figure(picture, target)
        }
        PagePiece::Video { address, description } => video(&address, description, plan),
        PagePiece::Timeline(milestones) => timeline(milestones),
        PagePiece::Links(links) => tiles(links, plan),
        PagePiece::Documents(documents) => {
            let documents: Vec<_> = documents.into_iter().map(document).collect();
            view! { <ul class="topic-documents">{documents}</ul> }.into_any()
        }
        PagePiece::Contact { words, phone, mailbox } => contact(plan, words, phone, mailbox),
    }
}

fn figure(picture: Picture, target: Option<Target>) -> AnyView {
    let image = view! { <img src=picture.address alt=picture.alt loading="lazy" width="800" height="500"/> };
    let image = match target {
        Some(target) => view! { <a class="topic-figure__link" href=target.href>{image}</a> }.into_any(),
        None => image.into_any(),
    };
    let caption = (!picture.caption.is_empty()).then(|| view! { <figcaption>{picture.caption}</figcaption> });
    view! { <figure class="topic-figure">{image} {caption}</figure> }.into_any()
}

/// A film of this site is played here; one elsewhere is a link, since no foreign page stands inside ours.
fn video(address: &str, description: String, plan: &InForce) -> AnyView {
    let is_file = address.starts_with("/media/") && [".mp4", ".webm"].iter().any(|end| address.ends_with(end));
    if is_file {
        let label = description.clone();
        return view! {
            <figure class="topic-figure">
                <video controls preload="metadata" src=address.to_owned() aria-label=label></video>
                <figcaption>{description}</figcaption>
            </figure>
        }
        .into_any();
    }
    let target = Target::of_address(address, &plan.plan.site);
    view! {
        <p class="topic-video">
            <a class="button button--secondary" href=target.href>
                <Icon name=if target.outside { IconName::ExternalLink } else { IconName::ArrowRight }/>
                <span class="button__label">"观看视频"</span>
            </a>
            <span>{description}</span>
        </p>
    }
    .into_any()
}

fn timeline(milestones: Vec<Milestone>) -> AnyView {
    let milestones: Vec<_> = milestones
        .into_iter()
        .map(|one| {
            view! {
                <li class="topic-timeline__one">
                    <span class="topic-timeline__day"><Day on=one.on/></span>
                    <span>{one.text}</span>
                </li>
            }
        })
        .collect();
    view! { <ol class="topic-timeline">{milestones}</ol> }.into_any()
}

fn tiles(links: Vec<QuickLink>, plan: &InForce) -> AnyView {
    let tiles: Vec<_> = links
        .into_iter()
        .map(|link| {
            let target = Target::of_address(&link.address, &plan.plan.site);
            view! {
                <li>
                    <a class="topic-tile" href=target.href>
                        {link.label}
                        {target.outside.then(|| view! { <Icon name=IconName::ExternalLink/> })}
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ul class="topic-tiles">{tiles}</ul> }.into_any()
}

/// A policy document with what explains it: the two belong together (解读关联).
fn document((row, interpretations): (ListRow, Vec<ListRow>)) -> impl IntoView {
    let number = row.document_number.filter(|number| !number.is_empty());
    let interpretations: Vec<_> = interpretations
        .into_iter()
        .map(|one| view! { <li><a href=address::item(&one.code)>{format!("解读：{}", one.title)}</a></li> })
        .collect();
    let below = (!interpretations.is_empty())
        .then(|| view! { <ul class="topic-documents__interpretations">{interpretations}</ul> });
    view! {
        <li>
            <a class="topic-documents__title" href=address::item(&row.code)>{row.title}</a>
            {number.map(|number| view! { <span class="item-list__number">{number}</span> })}
            {below}
        </li>
    }
}

fn contact(plan: &InForce, words: String, phone: String, mailbox: Option<ColumnCode>) -> AnyView {
    // A mailbox that readers do not see leaves no dead button.
    let mailbox = mailbox.and_then(|code| plan.plan.column(&code)).filter(|column| address::is_current(column));
    let write = mailbox.map(|column| {
        let target = Target::of(column, &plan.plan.site);
        view! {
            <a class="button button--primary" href=target.href>
                <Icon name=IconName::MessageCircle/>
                <span class="button__label">{format!("去{}", column.name)}</span>
            </a>
        }
    });
    let call = (!phone.is_empty()).then(|| {
        let number = format!("tel:{}", phone.replace(|c: char| !(c.is_ascii_digit() || c == '+' || c == '-'), ""));
        view! { <p>"联系电话：" <a href=number>{phone}</a></p> }
    });
    view! {
        <div class="topic-contact">
            <p>{words}</p>
            {call}
            {write}
        </div>
    }
    .into_any()
}
