//! 政府网站工作年度报表 in its own shape: part by part, each figure counted or left to a person.

use super::{
    Counts, Entry, Part, Section,
    figures::{mean_days, number},
    part::{asked, by_hand, count, group, row, rows},
};
use crate::{
    kind::Form,
    plan::{CountsAs, InForce, Plan},
};

/// Who stands under the form.
pub const SIGNERS: [&str; 5] = ["单位负责人", "审核人", "填报人", "联系电话", "填报日期"];

/// All parts in the order of the form.
pub(super) fn form(plan: &InForce, counts: &Counts) -> Vec<Part> {
    vec![
        site(&plan.plan),
        publishing(&plan.plan, counts),
        topics(counts),
        interpreting(plan, counts),
        services(counts),
        interaction(plan, counts),
        security(),
        media(counts),
        innovation(),
    ]
}

fn site(plan: &Plan) -> Part {
    let site = &plan.site;
    let home = if site.domain.is_empty() { String::new() } else { format!("https://{}", site.domain) };
    let kind = vec![("政府门户网站", true), ("部门网站", false), ("专项网站", false)];
    let head = [
        row("网站名称", Entry::said(&site.name)),
        row("首页网址", Entry::said(&home)),
        row("主办单位", Entry::said(&site.owner)),
        row("网站类型", Entry::Boxes(kind)),
        row("政府网站标识码", Entry::said(&site.site_code)),
        row("ICP备案号", Entry::said(&site.icp)),
        row("公安机关备案号", Entry::said(&site.police_record)),
        by_hand("独立用户访问总量（单位：个）"),
        by_hand("网站总访问量（单位：次）"),
    ];
    Part::new("", "网站信息取自内容保障方案", [rows(head)])
}

fn publishing(plan: &Plan, counts: &Counts) -> Part {
    let of = |section| section_count(plan, counts, section);
    Part::new(
        "信息发布",
        "本期首次公开的信息，后来撤下的也计入；办事指南和新媒体账号不在此计，现有的分别计入政务服务事项和移动新媒体，撤下的不再计；类别按栏目在方案中的位置划分，一条信息只计一次，三类之外的见附表",
        [rows([
            count("总数（单位：条）", counts.published.iter().map(|row| row.count).sum()),
            count("概况类信息更新量（单位：条）", of(Section::Overview)),
            count("政务动态信息更新量（单位：条）", of(Section::News)),
            count("信息公开目录信息更新量（单位：条）", of(Section::Directory)),
        ])],
    )
}

pub(super) fn section_count(plan: &Plan, counts: &Counts, section: Section) -> i64 {
    let inside = counts.published.iter().filter(|row| Section::of(plan, &row.column) == section);
    inside.map(|row| row.count).sum()
}

fn topics(counts: &Counts) -> Part {
    Part::new(
        "专栏专题",
        "本期内公开且未归档的专题；新开设的为本期首次公开的专题",
        [rows([
            count("维护数量（单位：个）", counts.topics.kept_up),
            count("新开设数量（单位：个）", counts.topics.opened),
        ])],
    )
}

fn interpreting(plan: &InForce, counts: &Counts) -> Part {
    let is_product = |form: &&Form| matches!(form, Form::Pictures | Form::Film | Form::Sound);
    let products = number(counts.interpretations.iter().filter(is_product).count());
    let interpretations = group(
        "解读信息发布",
        [
            // The articles of media are part of it, and nobody here knows them.
            by_hand("总数（单位：条）"),
            count("解读材料数量（单位：条）", number(counts.interpretations.len()) - products),
            count("解读产品数量（单位：个）", products),
            by_hand("媒体评论文章数量（单位：篇）"),
        ],
    );
    let answered = row("回应公众关注热点或重大舆情数量（单位：次）", held(plan, counts, CountsAs::HotTopics));
    Part::new(
        "解读回应",
        "本期首次公开、现仍公开的政策解读，图解、音频、视频为解读产品，其余为解读材料；总数含媒体评论文章，由人工填写；回应为热点回应类栏目本期首次公开的信息",
        [interpretations, rows([answered])],
    )
}

fn services(counts: &Counts) -> Part {
    Part::new(
        "办事服务",
        "事项数量为生成本表时公开的办事指南",
        [
            rows([
                row("是否发布服务事项目录", Entry::yes_if_known(counts.services > 0)),
                by_hand("注册用户数（单位：个）"),
                count("政务服务事项数量（单位：项）", counts.services),
                by_hand("可全程在线办理政务服务事项数量（单位：项）"),
            ]),
            group(
                "办件量",
                [by_hand("总数（单位：件）"), by_hand("自然人办件量（单位：件）"), by_hand("法人办件量（单位：件）")],
            ),
        ],
    )
}

fn interaction(plan: &InForce, counts: &Counts) -> Part {
    // Where the mailboxes are another system's, or the plan names none, what readers write here is not what the form asks for.
    let named = plan.plan.columns_counting_as(CountsAs::Consultation, plan.on).next().is_some();
    let elsewhere = !named || leads_elsewhere(plan, CountsAs::Consultation);
    let of_letters = |entry| if elsewhere { Entry::ByHand } else { entry };
    let received = counts.received.iter().map(|(_, count)| count).sum();
    let letters = group(
        "留言办理",
        [
            row("收到留言数量（单位：条）", of_letters(Entry::Count(received))),
            row("办结留言数量（单位：条）", of_letters(Entry::Count(number(counts.answered.len())))),
            row("平均办理时间（单位：天）", of_letters(Entry::Text(mean_days(&counts.answered)))),
            by_hand("公开答复数量（单位：条）"),
        ],
    );
    let surveys = group(
        "征集调查",
        [
            row("征集调查期数（单位：期）", held(plan, counts, CountsAs::Surveys)),
            by_hand("收到意见数量（单位：条）"),
            by_hand("公布调查结果期数（单位：期）"),
        ],
    );
    let interviews = group(
        "在线访谈",
        [
            row("访谈期数（单位：期）", held(plan, counts, CountsAs::Interviews)),
            by_hand("网民留言数量（单位：条）"),
            by_hand("答复网民提问数量（单位：条）"),
        ],
    );
    Part::new(
        "互动交流",
        "信箱、征集调查、在线访谈链接到其他系统的，由人工填写；在本网站办理的，留言为本系统收到的网民留言，平均办理时间自收到至答复按自然日计算，征集调查、在线访谈为该类栏目本期首次公开的信息",
        [rows([asked("是否使用统一平台")]), letters, surveys, interviews, rows([asked("是否提供智能问答")])],
    )
}

fn leads_elsewhere(plan: &InForce, what: CountsAs) -> bool {
    plan.plan.columns_counting_as(what, plan.on).any(|column| column.link().is_some())
}

/// What became public in the columns that count as `what`; left to a person where the portal itself has none that takes
/// items, or where one also leads to another system: what is held there nobody here counts.
fn held(plan: &InForce, counts: &Counts, what: CountsAs) -> Entry {
    let takes_items = plan.plan.columns_counting_as(what, plan.on).any(|column| column.takes_items(plan.on));
    if !takes_items || leads_elsewhere(plan, what) {
        return Entry::ByHand;
    }
    // Of a column that is in use no longer, what it held in its time counts.
    let columns: Vec<_> = plan.plan.columns.iter().filter(|column| column.counts_as == Some(what)).collect();
    let inside = counts.published.iter().filter(|row| columns.iter().any(|column| column.code == row.column));
    Entry::Count(inside.map(|row| row.count).sum())
}

fn security() -> Part {
    Part::new(
        "安全防护",
        "",
        [rows([
            by_hand("安全检测评估次数（单位：次）"),
            by_hand("发现问题数量（单位：个）"),
            by_hand("问题整改数量（单位：个）"),
            asked("是否建立安全监测预警机制"),
            asked("是否开展应急演练"),
            asked("是否明确网站安全责任人"),
        ])],
    )
}

fn media(counts: &Counts) -> Part {
    let names = |wanted: &dyn Fn(&str) -> bool| {
        let names = counts.accounts.iter().filter(|(platform, _)| wanted(platform)).map(|(_, name)| name.as_str());
        Entry::said(&names.collect::<Vec<_>>().join("、"))
    };
    let is_other = |platform: &str| !["微博", "微信公众号"].contains(&platform);
    Part::new(
        "移动新媒体",
        "账号为生成本表时公开的新媒体账号",
        [
            rows([row("是否有移动新媒体", Entry::yes_if_known(!counts.accounts.is_empty()))]),
            group(
                "微博",
                [
                    row("名称", names(&|platform| platform == "微博")),
                    by_hand("信息发布量（单位：条）"),
                    by_hand("关注量（单位：个）"),
                ],
            ),
            group(
                "微信",
                [
                    row("名称", names(&|platform| platform == "微信公众号")),
                    by_hand("信息发布量（单位：条）"),
                    by_hand("订阅数（单位：个）"),
                ],
            ),
            rows([row("其他", names(&is_other))]),
        ],
    )
}

fn innovation() -> Part {
    let boxes = ["搜索即服务", "多语言版本", "无障碍浏览", "千人千网", "其他"].map(|label| (label, false));
    Part::new("创新发展", "", [rows([row("", Entry::Boxes(boxes.to_vec()))])])
}
