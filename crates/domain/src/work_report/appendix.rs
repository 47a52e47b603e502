//! 附表: what the county keeps beside the form. No label says here what another says there.

use super::{
    Counts, Entry, Part, Section,
    figures::{mean_days, number, share},
    form::section_count,
    part::{count, row, rows},
};
use crate::{obligation::Side, plan::InForce};

pub(super) fn appendix(plan: &InForce, counts: &Counts) -> Vec<Part> {
    vec![publishing(plan, counts), timeliness(counts), readers(counts), patrol(counts)]
}

fn publishing(plan: &InForce, counts: &Counts) -> Part {
    Part::new(
        "信息发布补充",
        "信息发布总数中，概况类、政务动态、信息公开目录三类以外的信息",
        [rows([count("其他栏目信息更新量（条）", section_count(&plan.plan, counts, Section::Other))])],
    )
}

fn timeliness(counts: &Counts) -> Part {
    let of = |late_with: Option<Side>| {
        counts.timed.iter().filter(|row| row.late_with == late_with).map(|row| row.count).sum::<i64>()
    };
    let (in_time, at_lead) = (of(None), of(Some(Side::Lead)));
    let late = of(Some(Side::Unit)) + at_lead;
    Part::new(
        "公开时效",
        "本期公开、注明形成或决定日期且所属栏目当时有期限的信息；期限按公开当日有效的方案和工作日历计算，到期当日公开的为按期；批准暂停、豁免、延期的日子不计；超期的日子全部在牵头单位审签的，不计为保障单位超期",
        [rows([
            count("有期限的信息（条）", in_time + late),
            count("按期公开（条）", in_time),
            count("超期公开（条）", late),
            count("其中超期在牵头单位（条）", at_lead),
            row("按期率", Entry::Text(share(in_time, in_time + late))),
        ])],
    )
}

fn readers(counts: &Counts) -> Part {
    Part::new(
        "读者反馈",
        "本网站页面上收到的网站纠错、意见建议；答复时间自收到至答复按自然日计算",
        [rows([
            count("收到读者反馈（件）", counts.received.iter().map(|(_, count)| count).sum()),
            count("答复读者反馈（件）", number(counts.answered.len())),
            row("平均答复时间（天）", Entry::Text(mean_days(&counts.answered))),
        ])],
    )
}

fn patrol(counts: &Counts) -> Part {
    Part::new(
        "内容巡查",
        "系统巡查为本期开始并已完成的巡查；月度巡查为本期各月已签字的单位月度巡查表",
        [rows([
            count("系统巡查（次）", counts.patrol.rounds),
            count("系统巡查发现问题（个）", counts.patrol.found),
            count("系统巡查问题已整改（个）", counts.patrol.mended),
            count("单位月度巡查签字（份）", number(counts.rounds.len())),
        ])],
    )
}
