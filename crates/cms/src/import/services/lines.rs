//! Guides to services as lines of JSON: in the format of our own exports, or in that of provincial ones.
//!
//! Our own line is the detail of the item with its title: `{"title": "老年人优待证办理", "department": "县民政局", …}`.
//! A provincial line names `name`, `dept`, `type`, `objects`, `themes`, `accept`, `place`, `limit`, `materials`, `url`,
//! `short`, `daily`; what it says otherwise is translated, what it does not know stays empty and lowers the score.

use documents::xlsx_guides::{self, Guide};
use domain::{
    desk::services::Rejected,
    kind::{Detail, Input, Kind, Service, Value},
};
use serde_json::Value as Json;

/// The guides of a file, one a line; empty lines are passed over.
pub(super) fn read(text: &str) -> Vec<Guide> {
    let lines = (1..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty());
    lines.map(|(row, text)| read_guide(row, text.trim_start_matches('\u{feff}'))).collect()
}

/// A guide as a line of our own format.
pub(super) fn write(title: &str, service: &Service) -> Result<String, serde_json::Error> {
    let mut line = serde_json::to_value(Detail::Service(service.clone()))?;
    line["title"] = title.into();
    Ok(line.to_string())
}

fn read_guide(row: usize, text: &str) -> Guide {
    let Ok(line) = serde_json::from_str::<serde_json::Map<String, Json>>(text) else {
        let fault = Rejected { row, column: String::new(), reason: "不是有效的 JSON 对象".into() };
        return Guide { row, title: String::new(), service: Service::default(), faults: vec![fault] };
    };
    let (title, service, told) = if line.contains_key("title") {
        own_line(&line)
    } else {
        let (title, service) = provincial_line(&line);
        (title, service, Vec::new())
    };
    // From here on as a row of a workbook with the same cells.
    let mut guide = xlsx_guides::guide(row, &xlsx_guides::cells(&title, &service));
    let told = told.into_iter().map(|(column, reason)| Rejected { row, column, reason });
    guide.faults.splice(0..0, told);
    guide
}

/// The guide, and what of the line is not understood: heading and reason.
fn own_line(line: &serde_json::Map<String, Json>) -> (String, Service, Vec<(String, String)>) {
    let (mut detail, mut told) = (Detail::new(Kind::Service), Vec::new());
    for (name, value) in line {
        if matches!(name.as_str(), "title" | "kind") {
            continue;
        }
        let Some(field) = detail.fields().iter().find(|field| field.name == name) else {
            told.push((String::new(), format!("没有“{name}”这个要素")));
            continue;
        };
        match serde_json::from_value::<Value>(value.clone()) {
            Ok(value) if matches!(value, Value::Rows(_)) == matches!(field.input, Input::Rows(_)) => {
                detail.set(name, value);
            }
            // An empty list is read as one of texts.
            Ok(value) if value.is_empty() => {}
            _ => told.push((field.label.to_owned(), "写法不对".to_owned())),
        }
    }
    let service = if let Detail::Service(service) = detail { service } else { Service::default() };
    (text(line, "title"), service, told)
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

    fn taken(text: &str) -> (String, Service) {
        let guide = read(text).remove(0);
        assert_eq!(guide.faults, [], "{text}");
        (guide.title, guide.service)
    }

    #[test]
    fn a_provincial_line_is_translated() {
        let line = r#"{"code":"1","name":"老年人优待证办理","dept":"示例省民政厅","type":"公共服务","objects":["自然人","企业法人","非法人企业"],
            "themes":["其他","老年人"],"accept":"年满六十周岁","place":"办理地点：示例路 1 号","limit":"7(工作日)",
            "materials":["身份证"],"url":"https://example.gov.cn/1","daily":["办老年证"],"short":"老年证"}"#;
        let (title, service) = taken(&line.replace('\n', ""));
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
        let line = write("示例事项", &service).expect("plain data");
        assert_eq!(taken(&line), ("示例事项".to_owned(), service));
    }

    #[test]
    fn what_is_no_guide_is_said() {
        for (line, reasons) in [
            ("{", vec!["：不是有效的 JSON 对象"]),
            (r#"{"title":""}"#, vec!["事项名称：缺少事项名称", "实施部门：缺少实施部门"]),
            (r#"{"title":"甲"}"#, vec!["实施部门：缺少实施部门"]),
            (r#"{"title":"甲","department":"乙","colour":"红"}"#, vec!["：没有“colour”这个要素"]),
            (r#"{"title":"甲","department":"乙","steps":"申请"}"#, vec!["办理流程：写法不对"]),
            (r#"{"title":"甲","department":"乙","steps":[]}"#, vec![]),
            (
                r#"{"title":"甲","department":"乙","class":"处罚"}"#,
                vec![
                    "事项类型：“处罚”不在可选项中，可填：行政许可、行政确认、行政给付、行政奖励、行政裁决、行政征收、公共服务、其他行政权力",
                ],
            ),
        ] {
            let told =
                read(line).remove(0).faults.into_iter().map(|fault| format!("{}：{}", fault.column, fault.reason));
            assert_eq!(told.collect::<Vec<_>>(), reasons, "{line}");
        }
    }
}
