//! The demo's source of reprints: plainly an example and switched off, since the demo asks no other site. What it has
//! "found" waits in the desk, so that taking over can be tried.

use chrono::{DateTime, TimeDelta, Utc};
use documents::{
    elsewhere::{address::WebAddress, likeness::Likeness},
    html::{self, SafeHtml},
};
use domain::{
    desk::reprints::{Alike, SourceForm},
    event::SubjectKind,
    plan::ColumnCode,
    reprint::{Level, Published, Reading, Resemblance},
};
use serde_json::json;
use store::{event::NewEvent, reprint_proposal::NewProposal, revision::Body};

use crate::{Cms, Error, Result};

const PLACE: &str = "https://www.example.com/zhengce/";

/// Notices of other governments, which every unit may reprint (plan row C01).
const COLUMN: &str = "tzgg";

/// Name of the file, title, hours since it was published, text.
const ENTRIES: [(&str, &str, i64, &str); 3] = [
    (
        "shili-1.htm",
        "关于做好今冬明春农田水利建设工作的通知（示例）",
        5,
        "<p>各市、县人民政府：</p><p>为做好今冬明春农田水利建设工作，保障粮食安全，现就有关事项通知如下。</p>\
         <p>一、充分认识农田水利建设的重要意义，切实加强组织领导，落实工作责任。</p>\
         <p>二、突出建设重点，提高工程质量，加快灌区续建配套和节水改造。</p>\
         <p>三、加大投入力度，强化监督检查，确保各项任务按期完成。</p><p>本文为演示内容，并非真实文件。</p>",
    ),
    (
        "shili-2.htm",
        "转发关于做好今冬明春农田水利建设工作的通知（示例）",
        3,
        "<p>各市、县人民政府：</p><p>为做好今冬明春农田水利建设工作，保障国家粮食安全，现就有关事项通知如下。</p>\
         <p>一、充分认识农田水利建设的重要意义，切实加强组织领导，落实工作责任。</p>\
         <p>二、突出建设重点，提高工程质量，加快灌区续建配套和节水改造。</p>\
         <p>三、加大投入力度，强化监督检查，确保各项任务按期完成。</p><p>本文为演示内容，并非真实文件。</p>",
    ),
    (
        "shili-3.htm",
        "关于公布第二批便民服务事项的公告（示例）",
        30,
        "<p>现将第二批便民服务事项予以公布，群众可就近办理。</p><p>本文为演示内容，并非真实文件。</p>",
    ),
];

impl Cms {
    /// One source and three proposals, once: sources are never deleted.
    pub async fn seed_demo_reprints(&self) -> Result<()> {
        if !self.inner.store.reprint_sources().await?.is_empty() {
            return Ok(());
        }
        let column = ColumnCode::parse(COLUMN).expect("lower-case letters");
        if self.plan().plan.column(&column).is_none() {
            return Err(Error::internal(format!("the demo needs the default plan: no column {column}")));
        }
        let form = SourceForm {
            name: "示例：上级政府网站".to_owned(),
            level: Level::Region,
            address: format!("{PLACE}rss.xml"),
            reading: Reading::Feed,
            body_selector: "#content".to_owned(),
            column,
            interval_minutes: 60,
            active: false,
        };
        let now = self.now();
        let entries = ENTRIES.map(|entry| Example::of(entry, now));
        let mut tx = self.inner.store.begin().await?;
        let source = tx.create_reprint_source(&form, now).await?;
        let mut first = None;
        for Example { address, title, published, text, likeness } in &entries {
            let alike = entries[0].likeness.compare(likeness).filter(|_| first.is_some());
            let alike = alike.map(|how: Resemblance| Alike { title: entries[0].title.to_owned(), how, item: None });
            let stored = text.to_stored();
            let id = tx
                .insert_reprint_proposal(&NewProposal {
                    source,
                    address: address.as_str(),
                    title,
                    published: Some(*published),
                    excerpt: &html::excerpt(text, 120),
                    body: &Body { html: stored.html, seal: stored.seal },
                    pictures: 0,
                    remark: "",
                    title_key: &likeness.title,
                    address_key: &likeness.address,
                    sketch: &likeness.sketch.to_text(),
                    found_at: now,
                    family: first.filter(|_| alike.is_some()),
                    alike: alike.as_ref(),
                })
                .await?;
            first = first.or(id);
        }
        tx.append_event(&NewEvent {
            at: now,
            actor: None,
            unit: None,
            action: "reprint-source.create",
            subject_kind: SubjectKind::ReprintSource,
            subject: &source.to_string(),
            data: json!({ "form": form, "proposals": ENTRIES.len(), "basis": "演示" }),
        })
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

/// An entry as a look would have found it.
struct Example {
    address: WebAddress,
    title: &'static str,
    published: Published,
    text: SafeHtml,
    likeness: Likeness,
}

impl Example {
    fn of((file, title, hours, text): (&str, &'static str, i64, &str), now: DateTime<Utc>) -> Self {
        let address = WebAddress::parse(&format!("{PLACE}{file}")).expect("an address of the example domain");
        let text = SafeHtml::sanitise(text);
        let likeness = Likeness::new(Some(&address), title, &html::plain_text(&text));
        Self { address, title, published: Published::At(now - TimeDelta::hours(hours)), text, likeness }
    }
}
