//! What a page is about, in the words of schema.org (JSON-LD): search engines show from it the site's name, the way to a
//! page and the date of an item.
//!
//! The block is data and no script. HTML tells the two apart by the type before it asks the content security policy
//! (HTML standard, "prepare the script element"), so that the policy needs no exception for it.

use cms::portal::LiveArticle;
use domain::{
    kind::{Detail, Institution, Service},
    plan::{Column, Plan, Site},
};
use leptos::prelude::*;
use serde::Serialize;

use super::{address, preview::moment, tags::column_type};
use crate::ui::{Breadcrumb, Crumb};

/// A thing of schema.org, with the properties that this portal knows.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "@type", rename_all_fields = "camelCase")]
pub(super) enum Thing {
    WebSite {
        url: String,
        name: String,
        in_language: &'static str,
        publisher: Box<Thing>,
    },
    GovernmentOrganization(Organization),
    GovernmentService(Offer),
    AdministrativeArea {
        name: String,
    },
    Organization {
        name: String,
    },
    Person {
        name: String,
    },
    BreadcrumbList {
        item_list_element: Vec<Thing>,
    },
    ListItem {
        position: usize,
        name: String,
        item: String,
    },
    Audience {
        audience_type: String,
    },
    /// Whatever has a name and no type of its own.
    #[serde(rename = "Thing")]
    Named {
        name: String,
    },
    Place {
        address: String,
    },
    ContactPoint {
        telephone: String,
    },
    ServiceChannel {
        #[serde(skip_serializing_if = "Option::is_none")]
        service_url: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        service_phone: Option<Box<Thing>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        service_location: Option<Box<Thing>>,
    },
    Article(Text),
    NewsArticle(Text),
}

/// An authority: that of the site, or one with a page of its own (机构职能).
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Organization {
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    area_served: Option<Box<Thing>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    telephone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fax_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
}

/// A service of an authority (办事指南).
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Offer {
    url: String,
    name: String,
    service_type: String,
    provider: Box<Thing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    area_served: Option<Box<Thing>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    audience: Vec<Thing>,
    #[serde(skip_serializing_if = "Option::is_none")]
    service_output: Option<Box<Thing>>,
    available_channel: Box<Thing>,
}

/// An item to be read.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Text {
    headline: String,
    url: String,
    main_entity_of_page: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    date_published: String,
    date_modified: String,
    in_language: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_section: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    keywords: String,
    author: Box<Thing>,
    publisher: Box<Thing>,
    /// 发文字号 of a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<String>,
    /// Where a reprint first stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    is_based_on: Option<String>,
    /// The item that it belongs to: the document that an interpretation explains.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
}

const LANGUAGE: &str = "zh-CN";

impl Thing {
    /// The site itself, on the home page.
    pub(super) fn site(site: &Site) -> Self {
        Self::WebSite {
            url: address::whole("/"),
            name: site.name.clone(),
            in_language: LANGUAGE,
            publisher: Box::new(Self::publisher(site)),
        }
    }

    /// Who answers for the site.
    fn publisher(site: &Site) -> Self {
        let name = if site.owner.is_empty() { &site.name } else { &site.owner };
        Self::GovernmentOrganization(Organization {
            url: address::whole("/"),
            name: name.clone(),
            area_served: area(site),
            ..Organization::default()
        })
    }

    /// An item, by what its kind says that it is: a new kind decides here what it is in the words of schema.org.
    pub(super) fn of_item(article: &LiveArticle, column: Option<&Column>, plan: &Plan) -> Self {
        let text = Text::of(article, column, &plan.site);
        let is_news = column.is_some_and(|column| matches!(column_type(plan, column), "政务动态" | "回应关切"));
        match &article.content.detail {
            Detail::Service(service) => Self::GovernmentService(Offer::of(article, service, &plan.site)),
            Detail::Institution(institution) => {
                Self::GovernmentOrganization(Organization::of(article, institution, &plan.site))
            }
            Detail::Article(_) | Detail::Reprint(_) | Detail::Video(_) | Detail::Gallery(_) if is_news => {
                Self::NewsArticle(text)
            }
            Detail::Article(_)
            | Detail::Reprint(_)
            | Detail::Repost(_)
            | Detail::PolicyDocument(_)
            | Detail::Interpretation(_)
            | Detail::Leader(_)
            | Detail::Project(_)
            | Detail::Decision(_)
            | Detail::Budget(_)
            | Detail::Proposal(_)
            | Detail::Guide(_)
            | Detail::AnnualReport(_)
            | Detail::Video(_)
            | Detail::Gallery(_)
            | Detail::Page(_)
            | Detail::Account(_)
            | Detail::Register(_)
            | Detail::NameList(_) => Self::Article(text),
        }
    }

    /// The way from the home page. The page itself comes last; it needs no address, but gets the one it has.
    fn way(crumbs: &[Crumb], here: &str) -> Self {
        let places = crumbs.iter().enumerate().map(|(at, crumb)| Self::ListItem {
            position: at + 1,
            name: crumb.label.clone(),
            item: address::whole(crumb.href.as_deref().unwrap_or(here)),
        });
        Self::BreadcrumbList { item_list_element: places.collect() }
    }
}

/// The county that the authority serves.
fn area(site: &Site) -> Option<Box<Thing>> {
    (!site.county.is_empty()).then(|| Box::new(Thing::AdministrativeArea { name: site.county.clone() }))
}

impl Organization {
    fn of(article: &LiveArticle, institution: &Institution, site: &Site) -> Self {
        Self {
            url: address::whole(&address::item(&article.code)),
            name: article.content.title.clone(),
            area_served: area(site),
            address: said(&institution.address),
            telephone: said(&institution.phone),
            fax_number: said(&institution.fax),
            email: said(&institution.email),
            description: said(&institution.duties),
        }
    }
}

impl Offer {
    fn of(article: &LiveArticle, service: &Service, site: &Site) -> Self {
        let url = address::whole(&address::item(&article.code));
        let channel = Thing::ServiceChannel {
            service_url: said(&service.online),
            service_phone: said(&service.phone).map(|telephone| Box::new(Thing::ContactPoint { telephone })),
            service_location: said(&service.place).map(|address| Box::new(Thing::Place { address })),
        };
        let provider = Organization { name: service.department.clone(), ..Organization::default() };
        let audience = service.audience.iter().map(|who| Thing::Audience { audience_type: who.clone() });
        Self {
            url,
            name: article.content.title.clone(),
            service_type: service.class.clone(),
            provider: Box::new(Thing::GovernmentOrganization(provider)),
            area_served: area(site),
            audience: audience.collect(),
            service_output: said(&service.result).map(|name| Box::new(Thing::Named { name })),
            available_channel: Box::new(channel),
        }
    }
}

impl Text {
    fn of(article: &LiveArticle, column: Option<&Column>, site: &Site) -> Self {
        let (content, own) = (&article.content, address::whole(&address::item(&article.code)));
        let author = match content.author.trim() {
            "" => Thing::Organization { name: article.unit_name.clone() },
            name => Thing::Person { name: name.to_owned() },
        };
        let (mut identifier, mut is_based_on, mut about) = (None, None, None);
        match &content.detail {
            Detail::PolicyDocument(document) => identifier = said(&document.document_number),
            Detail::Reprint(reprint) => is_based_on = said(&reprint.address),
            other => about = other.nature().about().map(|code| address::whole(&address::item(code))),
        }
        Self {
            headline: content.title.clone(),
            url: own.clone(),
            main_entity_of_page: own,
            description: article.summary.clone(),
            image: article.lead_picture.as_deref().map(address::whole),
            date_published: moment(article.published_at),
            date_modified: moment(article.revised_at.unwrap_or(article.published_at)),
            in_language: LANGUAGE,
            article_section: column.map(|column| column.name.clone()),
            keywords: content.keywords.join(","),
            author: Box::new(author),
            publisher: Box::new(Thing::publisher(site)),
            identifier,
            is_based_on,
            about,
        }
    }
}

fn said(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(flatten)]
    thing: &'a Thing,
}

/// The block for one thing. It stands in the page itself: what `leptos_meta` puts into the head gets a nonce, and a page
/// that is kept would never be the same twice.
#[component]
pub(super) fn About(thing: Thing) -> impl IntoView {
    serde_json::to_string(&Document { context: "https://schema.org", thing: &thing })
        .ok()
        .map(|json| view! { <script type="application/ld+json">{harmless(&json)}</script> })
}

/// 当前位置 for readers, and the same for machines.
#[component]
pub(super) fn Way(
    crumbs: Vec<Crumb>,
    /// The address under which the page is known, when it is also read at another.
    #[prop(optional)]
    here: Option<String>,
) -> impl IntoView {
    let thing = Thing::way(&crumbs, &here.unwrap_or_else(super::request::path));
    view! {
        <About thing/>
        <Breadcrumb crumbs/>
    }
}

/// JSON that cannot end its element, begin another, or be cut at a line end of old scripts: the characters stand in
/// strings only, where JSON has another way to write them.
fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut from = 0;
    for (at, found) in json.match_indices(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        out.push_str(&json[from..at]);
        out.extend(found.chars().map(|c| format!("\\u{:04x}", u32::from(c))));
        from = at + found.len();
    }
    out.push_str(&json[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_leave_its_block() {
        let name = "</script><script>alert(1)</script><!-- & \u{2028}";
        let thing = Thing::Organization { name: name.to_owned() };
        let json = harmless(&serde_json::to_string(&thing).expect("a name is text"));
        assert!(!json.contains(['<', '>', '&', '\u{2028}']), "{json}");
        let read: serde_json::Value = serde_json::from_str(&json).expect("still JSON");
        assert_eq!(read, serde_json::json!({ "@type": "Organization", "name": name }));
    }
}
