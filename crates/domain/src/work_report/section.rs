//! Where an item counts among 信息发布.

use crate::plan::{ColumnCode, Plan};

/// The lines of 信息发布. Every item counts in exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// 概况类
    Overview,
    /// 政务动态
    News,
    /// 信息公开目录
    Directory,
    /// 解读回应、办事服务、互动交流 and what else there is.
    Other,
}

impl Section {
    /// By the standard names of the guideline on the way from the column upwards: the plan has no field of its own for
    /// it. 概况要闻 holds both overview and news, so that a name which says two things says nothing.
    pub fn of(plan: &Plan, column: &ColumnCode) -> Self {
        let path = plan.path(column);
        if path.iter().any(|place| place.name.contains("信息公开")) {
            return Self::Directory;
        }
        let class = |name: &str| {
            let overview = ["概况", "简介"].iter().any(|word| name.contains(word));
            let news = ["动态", "要闻", "公告"].iter().any(|word| name.contains(word));
            match (overview, news) {
                (true, false) => Some(Self::Overview),
                (false, true) => Some(Self::News),
                _ => None,
            }
        };
        path.iter().rev().find_map(|place| class(&place.name)).unwrap_or(Self::Other)
    }
}
