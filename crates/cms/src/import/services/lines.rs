//! Guides to services as lines of JSON: in the format that `export_services` writes, or in that of provincial exports.
//!
//! Our own line is the detail of the item with its title: `{"title": "老年人优待证办理", "department": "县民政局", …}`.
//! A provincial line names `name`, `dept`, `type`, `objects`, `themes`, `accept`, `place`, `limit`, `materials`, `url`,
//! `short`, `daily`; what it says otherwise is translated, what it does not know stays empty and lowers the score.

use std::collections::BTreeMap;

use domain::{
    checks::TITLE_MAX,
    item::Content,
    kind::{Detail, Kind, Service, Value},
    permission::Refusal,
    plan::{Column, ColumnCode, ColumnKind, InForce},
};
use serde_json::Value as Json;

use super::{BATCH, ImportReport, Ready, Rejected, unit_for};
use crate::{Cms, Ctx, Error, Result, content::writing::Prepared};

/// What became of the guides, and how complete those are that went in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServicesReport {
    pub lines: ImportReport,
    /// Mean of the scores, in per cent.
    pub score: usize,
    /// How many guides lack each element, the most often missing first.
    pub missing: Vec<(&'static str, usize)>,
    /// Guides that lack four elements or more: the indicators count them as of no use.
    pub useless: usize,
}

impl Cms {
    /// Loads guides into `column`, one a line; each is public at once, as its own platform has it. Running the same file
    /// again adds nothing.
    pub async fn import_services(&self, ctx: &Ctx, text: &str, column: Option<&ColumnCode>) -> Result<ServicesReport> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let plan = self.plan();
        let column = services_column(&plan, column)?;
        let mut report = ServicesReport::default();
        let (mut scores, mut missing) = (Vec::new(), BTreeMap::<&'static str, usize>::new());
        let mut batch = Vec::new();
        for (line, text) in (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
            match read_guide(text.trim_start_matches('\u{feff}')) {
                Ok((title, service)) => {
                    let complete = service.completeness();
                    scores.push(usize::from(complete.score));
                    report.useless += usize::from(complete.missing.len() >= 4);
                    for element in complete.missing {
                        *missing.entry(element).or_default() += 1;
                    }
                    match self.ready(&plan, column, line, title, service) {
                        Ok(ready) => batch.push(ready),
                        Err(reason) => report.lines.rejected.push(Rejected { line, reason }),
                    }
                }
                Err(reason) => report.lines.rejected.push(Rejected { line, reason }),
            }
            if batch.len() == BATCH {
                self.import_batch(ctx, std::mem::take(&mut batch), &mut report.lines).await?;
            }
        }
        self.import_batch(ctx, batch, &mut report.lines).await?;
        report.score = scores.iter().sum::<usize>() / scores.len().max(1);
        report.missing = missing.into_iter().collect();
        report.missing.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(report)
    }

    /// The public guides of every column, one a line, in the format that `import_services` reads.
    pub async fn export_services(&self, ctx: &Ctx) -> Result<Vec<(String, Service)>> {
        if !ctx.is_system() {
            return Err(Refusal::Role.into());
        }
        let mut guides = Vec::new();
        loop {
            let (limit, offset) = (500, i64::try_from(guides.len()).map_err(Error::internal)?);
            let rows = self.inner.store.published_of_kind(Kind::Service, limit, offset).await?;
            let count = rows.len();
            for row in rows {
                if let Detail::Service(service) = row.detail {
                    guides.push((row.title, service));
                }
            }
            if count < usize::try_from(limit).map_err(Error::internal)? {
                return Ok(guides);
            }
        }
    }

    fn ready(
        &self,
        plan: &InForce,
        column: &Column,
        line: usize,
        title: String,
        service: Service,
    ) -> Result<Ready, String> {
        let unit = unit_for(&service.department, plan, &column.code)?;
        let identity = if service.code.is_empty() {
            serde_json::json!(["service", title, service.department])
        } else {
            serde_json::json!(["service", service.code])
        };
        let content = Content {
            title,
            source: service.department.clone(),
            summary: String::new(),
            detail: Detail::Service(service),
            ..Content::default()
        };
        Ok(Ready {
            line,
            column: column.code.clone(),
            unit,
            published_at: self.now(),
            key: documents::content_hash::content_hash(identity.to_string().as_bytes()),
            prepared: Prepared::from_author(content),
            old_address: None,
        })
    }
}

/// The named column, or the only one of its kind.
fn services_column<'a>(plan: &'a InForce, code: Option<&ColumnCode>) -> Result<&'a Column> {
    let fits = |column: &&Column| Detail::Service(Service::default()).fits(column) && column.retired_on.is_none();
    let found = match code {
        Some(code) => plan.plan.column(code).filter(fits),
        None => plan.plan.columns.iter().find(|column| column.kind == ColumnKind::Services),
    };
    found.ok_or_else(|| Error::field("column", "方案中没有收办事指南的这个栏目"))
}

fn read_guide(text: &str) -> Result<(String, Service), String> {
    let line: serde_json::Map<String, Json> =
        serde_json::from_str(text).map_err(|_| "不是有效的 JSON 对象".to_owned())?;
    let (title, service) = if line.contains_key("title") { own_line(&line)? } else { provincial_line(&line) };
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        return Err("缺少事项名称".into());
    }
    if title.chars().count() > TITLE_MAX * 2 {
        return Err(format!("事项名称超过 {} 个字", TITLE_MAX * 2));
    }
    if service.department.trim().is_empty() {
        return Err("缺少实施部门".into());
    }
    Ok((title, service))
}

fn own_line(line: &serde_json::Map<String, Json>) -> Result<(String, Service), String> {
    let mut detail = Detail::new(Kind::Service);
    for (name, value) in line {
        if matches!(name.as_str(), "title" | "kind") {
            continue;
        }
        if !detail.fields().iter().any(|field| field.name == name) {
            return Err(format!("没有“{name}”这个要素"));
        }
        let value: Value = serde_json::from_value(value.clone()).map_err(|_| format!("要素“{name}”的写法不对"))?;
        detail.set(name, value);
    }
    let Detail::Service(service) = detail else { return Err("不是办事指南".into()) };
    Ok((text(line, "title"), service))
}

fn text(line: &serde_json::Map<String, Json>, name: &str) -> String {
    line.get(name).and_then(Json::as_str).unwrap_or_default().trim().to_owned()
}

fn list(line: &serde_json::Map<String, Json>, name: &str) -> Vec<String> {
    let items = line.get(name).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    items
        .iter()
        .filter_map(Json::as_str)
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

fn provincial_line(line: &serde_json::Map<String, Json>) -> (String, Service) {
    let name = text(line, "name");
    let themes = list(line, "themes");
    let mut names = list(line, "daily");
    names.extend(Some(text(line, "short")).filter(|short| !short.is_empty() && *short != name));
    let limit = text(line, "limit").replace("(工作日)", " 个工作日").replace("(自然日)", " 日");
    let place = text(line, "place");
    let service = Service {
        department: text(line, "dept"),
        class: text(line, "type"),
        audience: audience(&list(line, "objects")),
        events: events(&name, &themes),
        theme: themes.iter().find(|theme| *theme != "其他").cloned().unwrap_or_default(),
        everyday_names: names.join("、"),
        conditions: text(line, "accept"),
        materials: list(line, "materials")
            .into_iter()
            .map(|name| std::iter::once(name).chain(vec![String::new(); 6]).collect())
            .collect(),
        promised_limit: limit,
        place: place.strip_prefix("办理地点：").map(ToOwned::to_owned).unwrap_or(place),
        online: Some(text(line, "url")).filter(|url| url.starts_with("http")).unwrap_or_default(),
        code: text(line, "code"),
        ..Service::default()
    };
    (name, service)
}

/// 服务对象 in the words of our form.
fn audience(objects: &[String]) -> Vec<String> {
    const WORDS: [(&str, &str); 7] = [
        ("自然人", "个人"),
        ("企业法人", "企业"),
        ("非法人企业", "企业"),
        ("社会组织法人", "社会组织"),
        ("其他组织", "社会组织"),
        ("事业法人", "机关事业单位"),
        ("行政机关", "机关事业单位"),
    ];
    let mut found = Vec::new();
    for (theirs, ours) in WORDS {
        if objects.iter().any(|object| object == theirs) && !found.iter().any(|known| known == ours) {
            found.push(ours.to_owned());
        }
    }
    found
}

/// 办事情形 by the words of the item's name and its themes.
fn events(name: &str, themes: &[String]) -> Vec<String> {
    const WORDS: [(&str, &[&str]); 20] = [
        ("生育收养", &["生育", "收养", "生小孩", "产前", "出生"]),
        ("户籍办理", &["户籍", "户口", "迁居", "落户", "居住证"]),
        ("上学教育", &["教育", "升学", "学校", "教师", "学历", "考试", "高校毕业生", "幼儿园"]),
        ("就业创业", &["就业", "创业", "找工作", "人才", "职业资格", "失业", "招聘"]),
        ("社会保险", &["社会保险", "养老保险", "工伤", "社会保障", "参保"]),
        ("看病就医", &["医疗", "医师", "护士", "药", "卫生", "医院"]),
        ("结婚离婚", &["结婚", "离婚", "婚姻"]),
        ("住房安居", &["住房", "买房", "公积金", "不动产", "房屋"]),
        ("交通出行", &["交通", "出行", "驾驶", "机动车", "道路", "船", "出境入境"]),
        ("证件办理", &["证件", "身份证", "护照", "通行证", "补证", "换证"]),
        ("退休养老", &["退休", "养老", "老年人"]),
        ("残疾扶助", &["残疾"]),
        ("困难救助", &["救助", "低保", "困难", "法律援助"]),
        ("身后事务", &["殡葬", "公墓", "死亡", "遗产"]),
        ("开办企业", &["设立", "开办", "准营准办", "开业"]),
        ("经营纳税", &["纳税", "税", "经营许可", "行政缴费"]),
        ("工程建设", &["规划建设", "施工", "工程", "建设项目"]),
        ("农业生产", &["农", "种子", "兽", "渔", "林"]),
        ("知识产权", &["知识产权", "专利", "商标", "版权"]),
        ("变更注销", &["注销", "变更"]),
    ];
    let found: Vec<String> = WORDS
        .into_iter()
        .filter(|(_, words)| words.iter().any(|word| name.contains(word) || themes.iter().any(|t| t.contains(word))))
        .map(|(event, _)| event.to_owned())
        .collect();
    if found.is_empty() { vec!["其他".into()] } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provincial_line_is_translated() {
        let line = r#"{"code":"1","name":"老年人优待证办理","dept":"示例省民政厅","type":"公共服务","objects":["自然人","企业法人","非法人企业"],
            "themes":["其他","老年人"],"accept":"年满六十周岁","place":"办理地点：示例路 1 号","limit":"7(工作日)",
            "materials":["身份证"],"url":"https://example.gov.cn/1","daily":["办老年证"],"short":"老年证"}"#;
        let (title, service) = read_guide(&line.replace('\n', "")).expect("a guide");
        assert_eq!(title, "老年人优待证办理");
        assert_eq!(service.audience, ["个人", "企业"]);
        assert_eq!(service.events, ["退休养老"]);
        assert_eq!((service.theme.as_str(), service.everyday_names.as_str()), ("老年人", "办老年证、老年证"));
        assert_eq!((service.promised_limit.as_str(), service.place.as_str()), ("7 个工作日", "示例路 1 号"));
        assert_eq!(service.materials.len(), 1);
    }

    #[test]
    fn our_own_line_comes_back_as_it_went_out() {
        let service = Service {
            department: "县民政局".into(),
            audience: vec!["个人".into()],
            steps: vec![vec!["申请".into(), "窗口".into(), "当场".into()]],
            ..Service::default()
        };
        let mut line = serde_json::to_value(Detail::Service(service.clone())).expect("plain data");
        line["title"] = "示例事项".into();
        assert_eq!(read_guide(&line.to_string()), Ok(("示例事项".to_owned(), service)));
    }

    #[test]
    fn what_is_no_guide_is_said() {
        for (line, reason) in [
            ("{", "不是有效的 JSON 对象"),
            ("{\"title\":\"\"}", "缺少事项名称"),
            ("{\"title\":\"甲\"}", "缺少实施部门"),
            ("{\"title\":\"甲\",\"colour\":\"红\"}", "没有“colour”这个要素"),
        ] {
            assert_eq!(read_guide(line), Err(reason.to_owned()));
        }
    }
}
