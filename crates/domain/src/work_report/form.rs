//! The form itself: part by part, each figure counted or left to a person.

use super::{Answered, Counts, Section};
use crate::{kind::Form, plan::InForce};

/// What stands where the system knows nothing.
pub const BY_HAND: &str = "由人工填写";

/// A figure of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    Count(i64),
    Text(String),
    /// The system has no record of it; a person fills it in.
    ByHand,
}

impl Entry {
    /// What the plan says; an empty field is left to a person.
    fn said(text: &str) -> Self {
        if text.trim().is_empty() { Self::ByHand } else { Self::Text(text.trim().to_owned()) }
    }

    pub fn text(&self) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Text(text) => text.clone(),
            Self::ByHand => BY_HAND.to_owned(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub label: &'static str,
    pub entry: Entry,
}

/// A part of the form, with how its figures were counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub title: &'static str,
    /// 统计口径; empty where everything is left to a person.
    pub basis: &'static str,
    pub rows: Vec<Row>,
}

const fn row(label: &'static str, entry: Entry) -> Row {
    Row { label, entry }
}

const fn count(label: &'static str, count: i64) -> Row {
    row(label, Entry::Count(count))
}

const fn by_hand(label: &'static str) -> Row {
    row(label, Entry::ByHand)
}

fn part(title: &'static str, basis: &'static str, rows: impl Into<Vec<Row>>) -> Part {
    Part { title, basis, rows: rows.into() }
}

/// All parts in the order of the form; what the system keeps beside it comes last.
pub fn form(plan: &InForce, counts: &Counts) -> Vec<Part> {
    vec![
        site(plan),
        publishing(plan, counts),
        topics(counts),
        interpreting(plan, counts),
        services(counts),
        letters(plan, counts),
        part(
            "安全防护",
            "",
            [
                by_hand("安全检测评估次数（次）"),
                by_hand("发现问题数量（个）"),
                by_hand("问题整改数量（个）"),
                by_hand("是否建立安全监测预警机制"),
                by_hand("是否开展应急演练"),
                by_hand("是否明确网站安全责任人"),
            ],
        ),
        media(counts),
        part(
            "创新发展",
            "",
            [by_hand("搜索即服务"), by_hand("多语言版本"), by_hand("无障碍浏览"), by_hand("千人千网"), by_hand("其他")],
        ),
        timeliness(counts),
        patrol(counts),
    ]
}

fn site(plan: &InForce) -> Part {
    let site = &plan.plan.site;
    let home = if site.domain.is_empty() { String::new() } else { format!("https://{}", site.domain) };
    part(
        "基本情况",
        "网站信息取自内容保障方案",
        [
            row("网站名称", Entry::said(&site.name)),
            row("首页网址", Entry::said(&home)),
            row("主办单位", Entry::said(&site.owner)),
            row("网站类型", Entry::Text("政府门户网站".to_owned())),
            row("政府网站标识码", Entry::said(&site.site_code)),
            row("ICP备案号", Entry::said(&site.icp)),
            row("公安机关备案号", Entry::said(&site.police_record)),
            by_hand("独立用户访问总量（个）"),
            by_hand("网站总访问量（次）"),
        ],
    )
}

fn publishing(plan: &InForce, counts: &Counts) -> Part {
    let of = |section: Section| {
        let inside = counts.published.iter().filter(|row| Section::of(&plan.plan, &row.column) == section);
        inside.map(|row| row.count).sum()
    };
    let mut rows = vec![count("总数（条）", counts.published.iter().map(|row| row.count).sum())];
    rows.extend(Section::ALL.map(|section| count(section.label(), of(section))));
    part("信息发布", "本期首次公开的信息，后来撤下的也计入；类别按栏目在方案中的位置划分，一条信息只计一次", rows)
}

fn topics(counts: &Counts) -> Part {
    part(
        "专栏专题",
        "本期内公开且未归档的专题；新开设的为本期首次公开的专题",
        [count("维护数量（个）", counts.topics.kept_up), count("新开设数量（个）", counts.topics.opened)],
    )
}

fn interpreting(plan: &InForce, counts: &Counts) -> Part {
    let is_product = |form: &&Form| matches!(form, Form::Pictures | Form::Film | Form::Sound);
    let all = number(counts.interpretations.len());
    let products = number(counts.interpretations.iter().filter(is_product).count());
    part(
        "解读回应",
        "本期首次公开、现仍公开的政策解读，按解读形式划分；回应为热点回应类栏目本期首次公开的信息",
        [
            count("解读信息发布总数（条）", all),
            count("解读材料数量（条）", all - products),
            count("解读产品数量（图解、音频、视频）（个）", products),
            by_hand("媒体评论文章数量（篇）"),
            row("回应公众关注热点或重大舆情数量（次）", held(plan, counts, &["热点", "关切", "舆情"])),
        ],
    )
}

fn services(counts: &Counts) -> Part {
    let has_directory = if counts.services > 0 { Entry::Text("是".to_owned()) } else { Entry::ByHand };
    part(
        "办事服务",
        "事项数量为生成本表时公开的办事指南",
        [
            row("是否发布服务事项目录", has_directory),
            by_hand("注册用户数（个）"),
            count("政务服务事项数量（项）", counts.services),
            by_hand("可全程在线办理政务服务事项数量（项）"),
            by_hand("办件量总数（件）"),
            by_hand("自然人办件量（件）"),
            by_hand("法人办件量（件）"),
        ],
    )
}

fn letters(plan: &InForce, counts: &Counts) -> Part {
    let mean = match mean_days(&counts.answered) {
        Some(days) => Entry::Text(days),
        None => Entry::Text("—".to_owned()),
    };
    part(
        "互动交流",
        "留言为本系统收到的网民留言（网站纠错、意见建议）；平均办理时间自收到至答复按自然日计算；征集调查、在线访谈为该类栏目本期首次公开的信息",
        [
            by_hand("是否使用统一平台"),
            count("收到留言数量（条）", counts.received.iter().map(|(_, count)| count).sum()),
            count("办结留言数量（条）", number(counts.answered.len())),
            row("平均办理时间（天）", mean),
            by_hand("公开答复数量（条）"),
            row("征集调查期数（期）", held(plan, counts, &["征集"])),
            by_hand("征集调查收到意见数量（条）"),
            by_hand("公布调查结果期数（期）"),
            row("在线访谈期数（期）", held(plan, counts, &["访谈"])),
            by_hand("在线访谈网民留言数量（条）"),
            by_hand("答复网民提问数量（条）"),
            by_hand("是否提供智能问答"),
        ],
    )
}

/// What became public in the columns whose names have one of `words`; left to a person where the portal itself has none
/// that takes items.
fn held(plan: &InForce, counts: &Counts, words: &[&str]) -> Entry {
    let named = plan.plan.columns.iter().filter(|column| words.iter().any(|word| column.name.contains(word)));
    let columns: Vec<_> = named.filter(|column| column.takes_items()).map(|column| &column.code).collect();
    if columns.is_empty() {
        return Entry::ByHand;
    }
    let inside = counts.published.iter().filter(|row| columns.contains(&&row.column));
    Entry::Count(inside.map(|row| row.count).sum())
}

fn media(counts: &Counts) -> Part {
    let names = |wanted: &dyn Fn(&str) -> bool| {
        let names = counts.accounts.iter().filter(|(platform, _)| wanted(platform)).map(|(_, name)| name.as_str());
        Entry::said(&names.collect::<Vec<_>>().join("、"))
    };
    let has_any = if counts.accounts.is_empty() { Entry::ByHand } else { Entry::Text("是".to_owned()) };
    let is_other = |platform: &str| !["微博", "微信公众号"].contains(&platform);
    part(
        "移动新媒体",
        "账号为生成本表时公开的新媒体账号",
        [
            row("是否有移动新媒体", has_any),
            row("微博名称", names(&|platform| platform == "微博")),
            by_hand("微博信息发布量（条）"),
            by_hand("微博关注量（个）"),
            row("微信名称", names(&|platform| platform == "微信公众号")),
            by_hand("微信信息发布量（条）"),
            by_hand("微信订阅数（个）"),
            row("其他", names(&is_other)),
        ],
    )
}

fn timeliness(counts: &Counts) -> Part {
    let of = |late: bool| counts.in_time.iter().filter(|row| row.is_late == late).map(|row| row.count).sum::<i64>();
    let (in_time, late) = (of(false), of(true));
    part(
        "附：公开时效",
        "本期公开、注明形成或决定日期且所属栏目有期限的信息；期限按工作日历计算，到期当日公开的为按期",
        [
            count("有期限的信息（条）", in_time + late),
            count("按期公开（条）", in_time),
            count("超期公开（条）", late),
            row("按期率", Entry::Text(share(in_time, in_time + late))),
        ],
    )
}

fn patrol(counts: &Counts) -> Part {
    part(
        "附：内容巡查",
        "系统巡查为本期开始并已完成的巡查；月度巡查为本期各月已签字的单位月度巡查表",
        [
            count("系统巡查次数（次）", counts.patrol.rounds),
            count("发现问题数量（个）", counts.patrol.found),
            count("问题整改数量（个）", counts.patrol.mended),
            count("单位月度巡查签字数量（份）", number(counts.rounds.len())),
        ],
    )
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// From receipt to answer, to a tenth of a day; `None` when nothing was answered.
fn mean_days(answered: &[Answered]) -> Option<String> {
    let seconds: i64 =
        answered.iter().map(|letter| (letter.answered_at - letter.received_at).num_seconds().max(0)).sum();
    let unit = 86_400_i64.checked_mul(number(answered.len())).filter(|unit| *unit > 0)?;
    // In tenths, halves upwards.
    let tenths = (seconds * 20 + unit) / (unit * 2);
    Some(format!("{}.{}", tenths / 10, tenths % 10))
}

/// `97.5%`, rounded down so that only all of it is 100; a dash of nothing.
pub(super) fn share(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "—".to_owned();
    }
    let thousandths = part * 1000 / whole;
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}
