//! Content of an old site: one JSON object a line, published as it was, with its old date, marked as imported.
//!
//! The field names of county exports are accepted beside those of our own format: `cat` for `column`, `dept` for
//! `source`, `docno` for `document_number`. A line that cannot be taken is reported with its number and reason; the
//! others go in, and of what came in without all that it had, the report says what is missing. Running the same file
//! again adds nothing.

mod lost;
pub mod services;

use std::{collections::BTreeSet, io::BufRead};

use chrono::{DateTime, NaiveDate, Utc};
use documents::html::SafeHtml;
use domain::{
    checks::TITLE_MAX,
    event::SubjectKind,
    id::{AccountId, ItemCode},
    item::{Content, Origin},
    kind::{self, AnnualReport, Detail, Interpretation, PolicyDocument, Reprint},
    old_address::{Destination, OldAddress},
    permission::Refusal,
    plan::{AssuranceMode, Column, ColumnCode, ColumnKind, InForce, UnitCode},
    time::{china_date, parse_minute, start_of_day},
    workflow::{Stage, Step},
};
use serde::{Deserialize, Deserializer};
use serde_json::{error::Category, json};
use store::{
    Tx,
    decision::NewDecision,
    item::NewItemRow,
    publication::NewPublication,
    revision::{Move, Seen},
};

use crate::{
    Cms, Ctx, Error, Result,
    content::{
        publishing::{filing_words, summary},
        writing::{Prepared, written},
    },
};

pub use lost::{Incomplete, Lost};

/// How many items one transaction takes: long enough to be quick, short enough to let others write in between.
const BATCH: usize = 50;

/// What became of the lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    pub imported: usize,
    /// Imported before, by an earlier run or an earlier line.
    pub already_there: usize,
    /// Imported by this run, in the order of their lines.
    pub incomplete: Vec<Incomplete>,
    pub rejected: Vec<Rejected>,
}

/// A line that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// From 1.
    pub line: usize,
    pub reason: String,
}

/// As exports write it; a field that is missing or `null` is empty.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Line {
    #[serde(deserialize_with = "text_or_null")]
    title: String,
    #[serde(deserialize_with = "text_or_null")]
    date: String,
    #[serde(deserialize_with = "text_or_null")]
    column: String,
    #[serde(deserialize_with = "text_or_null")]
    cat: String,
    #[serde(deserialize_with = "text_or_null")]
    body: String,
    #[serde(alias = "dept", deserialize_with = "text_or_null")]
    source: String,
    #[serde(alias = "docno", deserialize_with = "text_or_null")]
    document_number: String,
    #[serde(deserialize_with = "text_or_null")]
    url: String,
    /// Under which address the item stood on the old site, to be led to its new one.
    #[serde(deserialize_with = "text_or_null")]
    old_address: String,
}

fn text_or_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// A line that can be taken.
struct Ready {
    line: usize,
    column: ColumnCode,
    unit: UnitCode,
    published_at: DateTime<Utc>,
    prepared: Prepared,
    lost: Lost,
    /// Fingerprint of what identifies the item on the old site.
    key: String,
    old_address: Option<OldAddress>,
}

impl Cms {
    /// Loads the lines of `reader`. Items that name no column go to `default_column`.
    pub async fn import_items(
        &self,
        ctx: &Ctx,
        mut reader: impl BufRead + Send + 'static,
        default_column: Option<&ColumnCode>,
    ) -> Result<ImportReport> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let plan = self.plan();
        if let Some(code) = default_column
            && let Err(reason) = column_for(&plan, code)
        {
            return Err(Error::field("column", reason));
        }
        let mut report = ImportReport::default();
        let mut next_line = 1;
        loop {
            let (plan, fallback, first, now) = (plan.clone(), default_column.cloned(), next_line, self.now());
            // Reading, unpacking and sanitising block; they take their turn on a thread of their own.
            let batch = tokio::task::spawn_blocking(move || {
                let batch = read_batch(&mut reader, &plan, fallback.as_ref(), first, now);
                (batch, reader)
            });
            let (batch, returned) = batch.await.map_err(Error::internal)?;
            reader = returned;
            let is_last = batch.is_last;
            next_line += batch.lines;
            report.rejected.extend(batch.rejected);
            self.import_batch(ctx, batch.ready, &mut report).await?;
            if is_last {
                report.rejected.sort_by_key(|rejected| rejected.line);
                return Ok(report);
            }
        }
    }

    async fn import_batch(&self, ctx: &Ctx, batch: Vec<Ready>, report: &mut ImportReport) -> Result<()> {
        let plan = self.plan();
        let mut tx = self.inner.store.begin().await?;
        let (mut imported, mut already_there, mut incomplete, mut rejected) = (0, 0, Vec::new(), Vec::new());
        for ready in batch {
            let led = match &ready.old_address {
                Some(address) => tx.destination_of(address).await?,
                None => None,
            };
            let item = match (tx.imported_as(&ready.key).await?, &led) {
                (Some(item), _) => {
                    already_there += 1;
                    item
                }
                (None, Some(to)) => {
                    rejected.push(Rejected { line: ready.line, reason: format!("旧地址已指向 {to}") });
                    continue;
                }
                (None, None) => {
                    imported += 1;
                    if !ready.lost.is_nothing() {
                        let title = ready.prepared.content.title.clone();
                        incomplete.push(Incomplete { line: ready.line, title, lost: ready.lost.clone() });
                    }
                    self.import_one(ctx, &mut tx, &plan, &ready).await?
                }
            };
            // Where somebody has led the old address since, it stays.
            if let (Some(address), None) = (&ready.old_address, led) {
                self.point(ctx, &mut tx, address, &Destination::Item(item)).await?;
            }
        }
        tx.commit().await?;
        report.imported += imported;
        report.already_there += already_there;
        report.incomplete.extend(incomplete);
        report.rejected.extend(rejected);
        Ok(())
    }

    async fn import_one(&self, ctx: &Ctx, tx: &mut Tx, plan: &InForce, ready: &Ready) -> Result<ItemCode> {
        let (code, now, content) = (self.new_item_code(), self.now(), &ready.prepared.content);
        let unit_name = plan.unit_name(&ready.unit);
        // Who imports from the desk publishes directly, and that is marked; the command line signs for nobody.
        let actor = if ctx.is_system() { None } else { Some(ctx.actor()?) };
        let authors: Vec<(AccountId, String)> = actor.iter().map(|actor| (actor.account, actor.name.clone())).collect();
        let signed_units: BTreeSet<UnitCode> = actor.iter().map(|actor| actor.unit.clone()).collect();
        let by = (actor.map(|actor| actor.account), actor.map_or("历史导入", |actor| actor.name.as_str()));
        let item = tx
            .insert_item(&NewItemRow {
                code: &code,
                column: &ready.column,
                unit: &ready.unit,
                unit_name,
                origin: Origin::Import,
                submitted_by: None,
                created_by: actor.map(|actor| actor.account),
                created_at: now,
                title: &content.title,
                import_key: Some(&ready.key),
            })
            .await?;
        tx.insert_revision(item, 1, &written(&ready.prepared, &authors, by, now)).await?;
        let to = Move {
            stage: Stage::Published,
            new_round: false,
            reviewer: None,
            signed_units: &signed_units,
            authors: &authors,
            publish_at: None,
            at: now,
        };
        if !tx.move_revision(Seen { item, number: 1, version: 1 }, &to).await? {
            return Err(Error::internal("a revision that was just made is not there"));
        }
        if let Some(actor) = actor {
            tx.insert_decision(&NewDecision {
                item,
                revision: 1,
                round: 1,
                step: Step::PublishDirectly,
                account: Some(actor.account),
                name: &actor.name,
                unit: Some(&actor.unit),
                unit_name: plan.unit_name(&actor.unit),
                on_behalf_of: None,
                at: now,
                reason: "导入",
                signs_for: Some(&actor.unit),
                correction: None,
            })
            .await?;
        }
        tx.publish(&NewPublication {
            item,
            revision: 1,
            code: &code,
            column: &ready.column,
            title: &content.title,
            summary: &summary(&ready.prepared),
            source: &content.source,
            published_at: ready.published_at,
            revised_at: None,
            lead_picture: None,
            picture_alt: "",
            detail: &content.detail,
            unit_name,
            signed_by_unit: actor.map_or("", |actor| plan.unit_name(&actor.unit)),
            direct: actor.is_some(),
            awaits_retro_signature: false,
        })
        .await?;
        tx.file_under(item, ready.published_at, &filing_words(content)).await?;
        let data = json!({
            "line": ready.line,
            "title": content.title,
            "column": ready.column,
            "published_at": ready.published_at,
            "content_hash": ready.prepared.hash,
        });
        tx.append_event(&ctx.event(self, "item.import", SubjectKind::Item, &item.to_string(), data)).await?;
        Ok(code)
    }
}

struct Batch {
    ready: Vec<Ready>,
    rejected: Vec<Rejected>,
    lines: usize,
    is_last: bool,
}

fn read_batch(
    reader: &mut impl BufRead,
    plan: &InForce,
    default_column: Option<&ColumnCode>,
    first_line: usize,
    now: DateTime<Utc>,
) -> Batch {
    let mut batch = Batch { ready: Vec::new(), rejected: Vec::new(), lines: 0, is_last: false };
    while batch.ready.len() < BATCH {
        let mut text = Vec::new();
        let line = first_line + batch.lines;
        match reader.read_until(b'\n', &mut text) {
            Ok(0) => {
                batch.is_last = true;
                break;
            }
            Ok(_) => {}
            Err(error) => {
                // A damaged archive: what follows cannot be read, what came before stays.
                batch.rejected.push(Rejected { line, reason: format!("文件从这里起无法读取：{error}") });
                batch.is_last = true;
                break;
            }
        }
        batch.lines += 1;
        if text.trim_ascii().is_empty() {
            continue;
        }
        match read_line(&text, plan, default_column, line, now) {
            Ok(ready) => batch.ready.push(ready),
            Err(reason) => batch.rejected.push(Rejected { line, reason }),
        }
    }
    batch
}

fn read_line(
    text: &[u8],
    plan: &InForce,
    default_column: Option<&ColumnCode>,
    line: usize,
    now: DateTime<Utc>,
) -> Result<Ready, String> {
    let text = std::str::from_utf8(text).map_err(|_| "不是 UTF-8 编码（可能是 GBK），请另存为 UTF-8".to_owned())?;
    // Windows programs put a byte-order mark before the first line.
    let row: Line = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| unreadable(&error))?;
    let title = row.title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        return Err("缺少标题".into());
    }
    if title.chars().count() > TITLE_MAX * 2 {
        return Err(format!("标题超过 {} 个字，可能混入了正文", TITLE_MAX * 2));
    }
    if row.body.trim().is_empty() {
        return Err("缺少正文".into());
    }
    let published_at = read_time(&row.date).ok_or_else(|| format!("日期“{}”无法识别", row.date))?;
    if published_at > now {
        return Err(format!("日期“{}”在今天之后", row.date));
    }
    let old_address = match row.old_address.as_str() {
        "" => None,
        text => Some(OldAddress::parse(text).map_err(|fault| fault.to_string())?),
    };
    let column = choose_column(&row, plan, default_column)?;
    let unit = unit_for(&row.source, plan, &column.code)?;
    let source = row.source.trim();
    let body = if looks_like_html(&row.body) { row.body.clone() } else { paragraphs(&row.body) };
    let (text, pictures) = SafeHtml::sanitise(&body).without_lost_pictures();
    if pictures > 0 && text.is_blank() {
        return Err(format!("正文只有 {pictures} 张旧站的图片，没有文字"));
    }
    let detail = detail_for(column, &row, plan, published_at);
    let lost = Lost::of(&text, pictures, row.document_number.trim(), &detail);
    let content = Content {
        title,
        source: if source.is_empty() { plan.unit_name(&unit).to_owned() } else { source.to_owned() },
        detail,
        ..Content::default()
    };
    let identity = if row.url.is_empty() {
        serde_json::json!([content.title, row.date, content.source])
    } else {
        serde_json::json!([row.url])
    };
    Ok(Ready {
        line,
        column: column.code.clone(),
        unit,
        published_at,
        key: documents::content_hash::content_hash(identity.to_string().as_bytes()),
        prepared: Prepared::with_text(content, text),
        lost,
        old_address,
    })
}

/// Why a line is no item, for somebody who does not read English.
fn unreadable(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        Category::Data => "字段类型不对，各字段都应是文字",
        Category::Eof => "这一行不完整",
        Category::Syntax | Category::Io => "不是有效的 JSON 对象",
    };
    format!("{what}（第 {} 个字节附近）", error.column())
}

/// The column that the line names. The categories of other systems are used where they happen to be a column.
fn choose_column<'a>(row: &Line, plan: &'a InForce, default_column: Option<&ColumnCode>) -> Result<&'a Column, String> {
    let named = |text: &str| {
        let by_code = ColumnCode::parse(text).and_then(|code| plan.plan.column(&code));
        by_code.or_else(|| {
            let is_called = |column: &&Column| column.name == text || column.alias.as_deref() == Some(text);
            plan.plan.columns.iter().filter(|column| column_for(plan, &column.code).is_ok()).find(is_called)
        })
    };
    let (column, category) = (row.column.trim(), row.cat.trim());
    let code = match (column, default_column) {
        ("", None) if category.is_empty() => return Err("没有写明栏目，也没有指定默认栏目".into()),
        ("", None) => &named(category).ok_or_else(|| format!("方案中没有栏目“{category}”"))?.code,
        ("", Some(default)) => named(category).map_or(default, |column| &column.code),
        (name, _) => &named(name).ok_or_else(|| format!("方案中没有栏目“{name}”"))?.code,
    };
    column_for(plan, code)
}

/// The column, if it can hold items. A retired one can: its old content belongs there.
fn column_for<'a>(plan: &'a InForce, code: &ColumnCode) -> Result<&'a Column, String> {
    let column = plan.plan.column(code).ok_or_else(|| format!("方案中没有栏目“{code}”"))?;
    if column.kind.holds_items() { Ok(column) } else { Err(format!("栏目“{}”不存放信息", column.name)) }
}

/// The unit that answers for the item from now on: its source if that is a unit of the county, else who leads the
/// column.
fn unit_for(source: &str, plan: &InForce, column: &ColumnCode) -> Result<UnitCode, String> {
    let duties = plan.duties(column);
    let named = plan.plan.unit_named(source.trim()).map(|unit| unit.code.clone());
    named
        .or_else(|| duties.and_then(|duties| duties.first_lead.clone()))
        .or_else(|| duties.and_then(|duties| duties.responsible.first().cloned()))
        .ok_or_else(|| format!("栏目“{column}”没有牵头单位"))
}

fn detail_for(column: &Column, row: &Line, plan: &InForce, published_at: DateTime<Utc>) -> Detail {
    let (source, day) = (row.source.trim(), china_date(published_at));
    let takes_reprints = column.row.as_ref().is_some_and(|row| row.modes.contains(&AssuranceMode::Reprint));
    match column.kind {
        ColumnKind::Documents => Detail::PolicyDocument(PolicyDocument {
            document_number: row.document_number.trim().to_owned(),
            issuer: source.to_owned(),
            genre: genre(&row.title).to_owned(),
            written_on: Some(day),
            ..PolicyDocument::default()
        }),
        ColumnKind::Interpretations => {
            Detail::Interpretation(Interpretation { interpreter: source.to_owned(), ..Interpretation::default() })
        }
        // The figures stand in the text; tables of zeros beside it would contradict them.
        ColumnKind::Reports => Detail::AnnualReport(AnnualReport {
            unit: source.to_owned(),
            year: year(&row.title).to_owned(),
            ..AnnualReport::default()
        }),
        // What came from elsewhere; the address of a unit's own item is only where it stood on the old site.
        _ if takes_reprints && row.url.starts_with("http") && plan.plan.unit_named(source).is_none() => {
            Detail::Reprint(Reprint { address: row.url.clone(), published_on: Some(day), ..Reprint::default() })
        }
        kind => Detail::new(kind::text_kind(kind)),
    }
}

/// 公文种类 at the end of a title (党政机关公文处理工作条例 art. 8); empty when the title does not name one.
fn genre(title: &str) -> &'static str {
    const GENRES: [&str; 14] =
        ["决议", "决定", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "纪要", "函"];
    // A closing mark may stand behind it: 转发《……的通知》.
    let title = title.trim_end_matches(|c: char| !c.is_alphanumeric());
    GENRES.into_iter().find(|genre| title.ends_with(genre)).unwrap_or_default()
}

/// The year of a report in its title, 县教育局2025年……年度报告: what stands before 年, else what looks like one; empty when
/// the title does not name one. Four digits may as well be the number of an issue (第1024期).
fn year(title: &str) -> &str {
    let no_digit = |c: char| !c.is_ascii_digit();
    let is_year = |number: &&str| number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    let (before_last, _) = title.rsplit_once('年').unwrap_or_default();
    let mut called_so = before_last.split('年').filter_map(|text| text.trim_end().rsplit(no_digit).next());
    let mut others = title.split(no_digit).filter(|number| number.starts_with("20"));
    called_so.find(is_year).or_else(|| others.find(is_year)).unwrap_or_default()
}

/// A day (midnight in China) or a minute.
fn read_time(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim().replace(['/', '.'], "-");
    let day = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok();
    day.map(start_of_day).or_else(|| parse_minute(text.get(..16).unwrap_or(&text)))
}

fn looks_like_html(text: &str) -> bool {
    ["</p>", "</div>", "</table>", "<br", "</span>", "</a>", "<img "].iter().any(|tag| text.contains(tag))
}

/// Plain text as paragraphs. An export that has lost its line ends keeps a blank where they were: a blank after the
/// end of a sentence is then one.
fn paragraphs(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let text = escaped.trim();
    let text = if text.contains('\n') {
        text.to_owned()
    } else {
        ["。", "；", "：", "）"]
            .iter()
            .fold(text.to_owned(), |text, end| text.replace(&format!("{end} "), &format!("{end}\n")))
    };
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .fold(String::new(), |html, line| html + "<p>" + line + "</p>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_minutes_are_read_as_china_time() {
        for (text, utc) in [
            ("2020-03-25", "2020-03-24T16:00:00+00:00"),
            ("2020/3/25", "2020-03-24T16:00:00+00:00"),
            ("2020-03-25 09:05", "2020-03-25T01:05:00+00:00"),
            ("2020-03-25 09:05:33", "2020-03-25T01:05:00+00:00"),
        ] {
            assert_eq!(read_time(text).map(|at| at.to_rfc3339()).as_deref(), Some(utc), "{text}");
        }
        for text in ["", "2020年", "2020-02-30", "昨天"] {
            assert_eq!(read_time(text), None, "{text}");
        }
    }

    #[test]
    fn plain_text_becomes_paragraphs_and_stays_text() {
        assert_eq!(paragraphs("一\n\n 二<b>&三"), "<p>一</p><p>二&lt;b&gt;&amp;三</p>");
        assert_eq!(
            paragraphs("现通知如下： 一、甲。 二、乙 丙。"),
            "<p>现通知如下：</p><p>一、甲。</p><p>二、乙 丙。</p>"
        );
        assert!(!looks_like_html("若 a < b，则按 b 执行"));
        assert!(looks_like_html("会场如图<img src=\"/upload/1.jpg\">"));
    }

    #[test]
    fn the_title_names_the_genre() {
        for (title, expected) in [
            ("关于印发示例办法的通知", "通知"),
            ("关于加强示例工作的意见（试行）", ""),
            ("关于《示例条例》的决定》", "决定"),
            ("示例条例", ""),
        ] {
            assert_eq!(genre(title), expected, "{title}");
        }
    }

    #[test]
    fn the_title_names_the_year_of_a_report() {
        for (title, expected) in [
            ("县教育局2025年政府信息公开工作年度报告", "2025"),
            ("县教育局 2025 年度报告（第12期）", "2025"),
            ("政府信息公开工作年度报告（2024）", "2024"),
            ("县教育局政府信息公开工作年度报告", ""),
            ("（第1024期）县教育局2025年度报告", "2025"),
            ("（第2048期）县教育局2025年度报告", "2025"),
            ("（第1998期）县教育局年度报告（2024）", "2024"),
            ("县教育局第1024期年度报告", ""),
            ("县教育局1999年年度报告", "1999"),
            ("县教育局12025年年度报告", ""),
            ("20241231县教育局年度报告", ""),
            ("年", ""),
        ] {
            assert_eq!(year(title), expected, "{title}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_in_chinese() {
        let reason = |text: &str| unreadable(&serde_json::from_str::<Line>(text).expect_err("a fault"));
        assert!(reason("not json").starts_with("不是有效的 JSON 对象"));
        assert!(reason(r#"{"title": "甲""#).starts_with("这一行不完整"));
        assert!(reason(r#"{"title": 7}"#).starts_with("字段类型不对"));
    }

    #[test]
    fn null_is_empty() {
        let line: Line = serde_json::from_str(r#"{"title": "甲", "url": null}"#).expect("a line");
        assert_eq!((line.title.as_str(), line.url.as_str()), ("甲", ""));
    }
}
