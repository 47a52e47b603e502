//! The parts of an item's page, as its kind composes them (`domain::kind::Shape`): every kind is drawn here.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use cms::{
    media::{PagePicture, PagePictures},
    portal::ListRow,
};
use domain::{
    id::ItemCode,
    kind::{Fact, Part, Reading},
    plan::Site,
    time,
};
use leptos::prelude::*;

use super::{
    address::{self, Target},
    picture::{Loading, picture},
};
use crate::ui::{Banner, Day, Icon, IconName, Tone, ValidityTag};

/// As wide as a text.
const TEXT: &str = "(min-width: 58rem) 54rem, 100vw";

/// What the parts need to know beside themselves.
pub(super) struct Drawing<'a> {
    pub(super) site: &'a Site,
    pub(super) published_at: DateTime<Utc>,
    /// The day of reading.
    today: NaiveDate,
    pictures: &'a PagePictures,
    /// Titles of the items that the page names.
    named: BTreeMap<ItemCode, String>,
}

impl<'a> Drawing<'a> {
    pub(super) fn new(
        site: &'a Site,
        published_at: DateTime<Utc>,
        today: NaiveDate,
        named: &[ListRow],
        pictures: &'a PagePictures,
    ) -> Self {
        let named = named.iter().map(|row| (row.code.clone(), row.title.clone())).collect();
        Self { site, published_at, today, pictures, named }
    }

    pub(super) fn parts(&self, parts: Vec<Part>) -> Vec<AnyView> {
        parts.into_iter().map(|part| self.part(part)).collect()
    }

    fn part(&self, part: Part) -> AnyView {
        match part {
            Part::Facts(facts) => self.fact_list(facts),
            Part::Section { title, text } => titled(title, paragraphs(&text)),
            Part::Table { title, heads, rows } => titled(title, self.table(title, &heads, rows)),
            Part::Steps { title, steps } => titled(title, step_list(steps)),
            Part::Picture { address, alt, caption } => view! {
                <figure class="portrait">
                    {picture(self.pictures, address, alt, "portrait__picture", "14rem", Loading::First)}
                    {(!caption.is_empty()).then(|| view! { <figcaption>{caption}</figcaption> })}
                </figure>
            }
            .into_any(),
            Part::Pictures(pictures) => {
                let pictures = pictures
                    .into_iter()
                    .map(|one| {
                        let href = one.address.clone();
                        let author = (!one.author.is_empty()).then(|| format!("　{} 摄", one.author));
                        view! {
                            <li>
                                <figure>
                                    <a href=href>
                                        {picture(self.pictures, one.address, one.alt, "", TEXT, Loading::Later)}
                                    </a>
                                    <figcaption>{one.caption} {author}</figcaption>
                                </figure>
                            </li>
                        }
                    })
                    .collect_view();
                view! { <ul class="pictures">{pictures}</ul> }.into_any()
            }
            Part::Film { file, address, cover, transcript } => self.film(file, &address, cover, &transcript),
            Part::Button { label, address } => {
                let target = Target::of_address(&address, self.site);
                view! {
                    <p class="sheet__action">
                        <a class="button button--primary" href=target.href rel="external">
                            <Icon name=IconName::ExternalLink/>
                            <span class="button__label">{label}</span>
                        </a>
                    </p>
                }
                .into_any()
            }
            Part::Files { title, files } => {
                let files = files
                    .into_iter()
                    .map(|(name, file)| {
                        view! {
                            <li>
                                <a class="attachment-link" href=file download=true>
                                    <Icon name=IconName::FileText/>
                                    <span class="attachment-link__name">{name}</span>
                                </a>
                            </li>
                        }
                    })
                    .collect_view();
                titled(title, view! { <ul class="attachments">{files}</ul> }.into_any())
            }
            Part::Items { title, items } => {
                let links = items.into_iter().map(|code| view! { <li>{self.item(&code)}</li> }).collect_view();
                titled(title, view! { <ul class="plain-list">{links}</ul> }.into_any())
            }
            Part::Notice { .. } if !part.is_shown_on(self.today) => ().into_any(),
            Part::Notice { text, .. } => {
                view! { <div class="sheet__note"><Banner tone=Tone::Warn><p>{text}</p></Banner></div> }.into_any()
            }
        }
    }

    fn fact_list(&self, facts: Vec<Fact>) -> AnyView {
        let facts = facts
            .into_iter()
            .map(|fact| view! { <div class="facts__one"><dt>{fact.name}</dt><dd>{self.reading(fact.reading)}</dd></div> })
            .collect_view();
        view! { <dl class="facts">{facts}</dl> }.into_any()
    }

    /// The attribute table above a title (政府信息公开目录 format): two attributes beside one another.
    pub(super) fn attributes(&self, facts: Vec<Fact>) -> Option<AnyView> {
        let mut cells = facts.into_iter().map(|fact| (fact.name, self.reading(fact.reading)));
        let mut rows = Vec::new();
        while let Some(left) = cells.next() {
            rows.push(attribute_row(left, cells.next()));
        }
        (!rows.is_empty()).then(|| {
            view! {
                <table class="attributes">
                    <caption class="visually-hidden">"文件属性"</caption>
                    <tbody>{rows}</tbody>
                </table>
            }
            .into_any()
        })
    }

    fn reading(&self, reading: Reading) -> AnyView {
        match reading {
            Reading::Text(text) => text.into_any(),
            Reading::Day(on) => view! { <Day on/> }.into_any(),
            Reading::PublicationDay => view! { <Day on=time::china_date(self.published_at)/> }.into_any(),
            Reading::Address(address) => self.link(&address),
            Reading::Phone(text) => phone(text),
            Reading::Item(code) => self.item(&code),
            Reading::Validity(stated) => view! { <ValidityTag validity=stated.on(self.today)/> }.into_any(),
        }
    }

    fn link(&self, address: &str) -> AnyView {
        let href = Target::of_address(address, self.site).href;
        view! { <a href=href rel="external">{address.to_owned()}</a> }.into_any()
    }

    /// Another item by its title; one that is gone is said to be.
    fn item(&self, code: &ItemCode) -> AnyView {
        match self.named.get(code) {
            Some(title) => view! { <a href=address::item(code)>{title.clone()}</a> }.into_any(),
            None => "（原信息已撤下）".into_any(),
        }
    }

    fn table(&self, title: &'static str, heads: &[&'static str], rows: Vec<Vec<String>>) -> AnyView {
        // Columns that nobody filled in say nothing.
        let used: Vec<usize> = (0..heads.len())
            .filter(|at| rows.iter().any(|row| row.get(*at).is_some_and(|cell| !cell.trim().is_empty())))
            .collect();
        // 年报 and its like: a table of figures is compared line by line, on a phone too.
        let is_figure = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || ",.-".contains(c));
        let figures = used.len() > 1
            && rows.iter().all(|row| used.iter().skip(1).all(|at| row.get(*at).is_some_and(|cell| is_figure(cell))));
        let class = if figures { "table table--figures" } else { "table" };
        let head = used.iter().map(|at| view! { <th scope="col">{heads[*at]}</th> }).collect_view();
        let rows = rows
            .into_iter()
            .map(|row| {
                let cells = used
                    .iter()
                    .map(|at| {
                        let text = row.get(*at).cloned().unwrap_or_default();
                        view! { <td data-label=heads[*at]>{self.cell(text)}</td> }
                    })
                    .collect_view();
                view! { <tr>{cells}</tr> }
            })
            .collect_view();
        view! {
            <div class="table-box" tabindex="0" role="region" aria-label=title>
                <table class=class>
                    <caption class="visually-hidden">{title}</caption>
                    <thead><tr>{head}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    }

    fn cell(&self, text: String) -> AnyView {
        // Nothing at all, so that a card on a phone can leave it out.
        if text.trim().is_empty() {
            return ().into_any();
        }
        if text.starts_with("http://") || text.starts_with("https://") { self.link(&text) } else { text.into_any() }
    }

    fn film(&self, file: String, address: &str, cover: String, transcript: &str) -> AnyView {
        let player = (!file.is_empty()).then(|| {
            // A poster has no choice of formats.
            let in_size = || self.pictures.get(&cover).map_or_else(|| cover.clone(), PagePicture::fallback);
            let poster = (!cover.is_empty()).then(in_size);
            if [".mp3", ".m4a", ".ogg", ".wav"].iter().any(|end| file.ends_with(end)) {
                view! { <audio class="film" controls preload="none" src=file.clone()></audio> }.into_any()
            } else {
                view! { <video class="film" controls preload="none" poster=poster src=file.clone()></video> }.into_any()
            }
        });
        let elsewhere = (!address.is_empty()).then(|| {
            let href = Target::of_address(address, self.site).href;
            let shown = (file.is_empty() && !cover.is_empty())
                .then(|| picture(self.pictures, cover, String::new(), "film", TEXT, Loading::Later));
            view! {
                <p class="sheet__action">
                    <a class="film-link" href=href rel="external">
                        {shown}
                        <span class="button button--primary">
                            <Icon name=IconName::ExternalLink/>
                            <span class="button__label">"观看视频"</span>
                        </span>
                    </a>
                </p>
            }
        });
        let words = (!transcript.trim().is_empty()).then(|| {
            view! { <details class="transcript"><summary>"文字稿"</summary>{paragraphs(transcript)}</details> }
        });
        view! { {player} {elsewhere} {words} }.into_any()
    }
}

fn titled(title: &'static str, content: AnyView) -> AnyView {
    view! { <section class="sheet__part"><h2 class="sheet__part-title">{title}</h2>{content}</section> }.into_any()
}

fn paragraphs(text: &str) -> AnyView {
    let lines: Vec<_> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| view! { <p>{line.to_owned()}</p> })
        .collect();
    view! { <div class="prose">{lines}</div> }.into_any()
}

fn step_list(steps: Vec<(String, String)>) -> AnyView {
    let steps = steps
        .into_iter()
        .map(|(name, words)| {
            let words = (!words.is_empty()).then(|| view! { <span class="steps__words">{words}</span> });
            view! { <li><span class="steps__name">{name}</span> {words}</li> }
        })
        .collect_view();
    view! { <ol class="steps">{steps}</ol> }.into_any()
}

/// A number that a phone can dial, when it is one number.
fn phone(text: String) -> AnyView {
    let is_one = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ' ' | '+' | '(' | ')'));
    if is_one {
        let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        view! { <a href=format!("tel:{digits}")>{text}</a> }.into_any()
    } else {
        text.into_any()
    }
}

/// Two attributes beside one another; a last single one takes the whole row.
fn attribute_row((name, value): (&'static str, AnyView), right: Option<(&'static str, AnyView)>) -> AnyView {
    let span = right.is_none().then_some("3");
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td colspan=span>{value}</td>
            {right.map(|(name, value)| view! { <th scope="row">{name}</th><td>{value}</td> })}
        </tr>
    }
    .into_any()
}
