//! The blocks of a topic's page, each complete without script.

use chrono::NaiveDate;
use cms::{
    Cms,
    media::PagePictures,
    portal::ListRow,
    topics::{PageBlock, PagePiece, PageRow},
};
use domain::{
    kind::Validity,
    plan::{ColumnCode, InForce},
    topic::{Milestone, Picture, QuickLink},
};
use leptos::prelude::*;

use crate::{
    portal::{
        address::{self, Target},
        item_list::{ItemList, Room},
        picture::{Loading, picture},
    },
    ui::{Day, Icon, IconName, Markup, RichText, ValidityTag},
};

/// The widest that a block is.
const SIZES: &str = "(min-width: 79rem) 75rem, 100vw";

pub(super) fn row(plan: &InForce, pictures: &PagePictures, row: PageRow) -> AnyView {
    match row {
        PageRow::Full(one) => view! { <div class="topic__row">{block(plan, pictures, one)}</div> }.into_any(),
        PageRow::Pair(pair) => {
            let [left, right] = *pair;
            let (left, right) = (block(plan, pictures, left), block(plan, pictures, right));
            view! { <div class="topic__row topic__row--pair">{left} {right}</div> }.into_any()
        }
    }
}

fn block(plan: &InForce, pictures: &PagePictures, block: PageBlock) -> AnyView {
    let heading = (!block.heading.is_empty()).then(|| view! { <h2 class="topic-block__title">{block.heading}</h2> });
    view! {
        <section class="topic-block">
            {heading}
            {piece(plan, pictures, block.piece)}
        </section>
    }
    .into_any()
}

fn piece(plan: &InForce, pictures: &PagePictures, piece: PagePiece) -> AnyView {
    let site = &plan.plan.site;
    match piece {
        PagePiece::Text(html) => {
            let html = Markup::for_readers(&html, pictures, false, |address| address::through_notice(address, site));
            view! { <RichText html/> }.into_any()
        }
        PagePiece::Items(rows) if rows.is_empty() => view! { <p class="column-block__note">"暂无信息"</p> }.into_any(),
        PagePiece::Items(rows) => view! { <ItemList rows room=Room::Little/> }.into_any(),
        PagePiece::Gallery(shown) => {
            let shown: Vec<_> = shown.into_iter().map(|one| view! { <li>{figure(pictures, one, None)}</li> }).collect();
            view! { <ul class="topic-gallery">{shown}</ul> }.into_any()
        }
        PagePiece::Picture { picture, link } => {
            let target = (!link.is_empty()).then(|| Target::of_address(&link, site));
            figure(pictures, picture, target)
        }
        PagePiece::Video { address, description } => video(&address, description, plan),
        PagePiece::Timeline(milestones) => timeline(milestones),
        PagePiece::Links(links) => tiles(links, plan),
        PagePiece::Documents(documents) => {
            let today = expect_context::<Cms>().today();
            let documents: Vec<_> = documents.into_iter().map(|one| document(one, today)).collect();
            view! { <ul class="topic-documents">{documents}</ul> }.into_any()
        }
        PagePiece::Contact { words, phone, mailbox } => contact(plan, words, phone, mailbox),
    }
}

fn figure(pictures: &PagePictures, one: Picture, target: Option<Target>) -> AnyView {
    let image = picture(pictures, one.address, one.alt, "", SIZES, Loading::Later);
    let image = match target {
        Some(target) => view! { <a class="topic-figure__link" href=target.href>{image}</a> }.into_any(),
        None => image,
    };
    let caption = (!one.caption.is_empty()).then(|| view! { <figcaption>{one.caption}</figcaption> });
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
fn document((row, interpretations): (ListRow, Vec<ListRow>), today: NaiveDate) -> impl IntoView {
    // As in every list: what is no longer in force, or not yet, says so.
    let stated = row.detail.nature().row().validity;
    let validity = stated.map(|stated| stated.on(today)).filter(|validity| *validity != Validity::InForce);
    let number = row.document_number.filter(|number| !number.is_empty());
    let interpretations: Vec<_> = interpretations
        .into_iter()
        .map(|one| view! { <li><a href=address::item(&one.code)>{format!("解读：{}", one.title)}</a></li> })
        .collect();
    let below = (!interpretations.is_empty())
        .then(|| view! { <ul class="topic-documents__interpretations">{interpretations}</ul> });
    view! {
        <li>
            <a class="topic-documents__title" href=address::item(&row.code)>
                {row.title}
                {validity.map(|validity| view! { " " <ValidityTag validity/> })}
            </a>
            {number.map(|number| view! { <span class="item-list__under">{number}</span> })}
            {below}
        </li>
    }
}

fn contact(plan: &InForce, words: String, phone: String, mailbox: Option<ColumnCode>) -> AnyView {
    // A mailbox that readers do not see leaves no dead button.
    let mailbox = mailbox.and_then(|code| plan.plan.column(&code)).filter(|column| address::is_current(plan, column));
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
