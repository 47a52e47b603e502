//! Which picture a column's tile has: the plan knows none, so the words of its name decide.

use crate::ui::IconName;

/// The first word that the name holds decides: special ones before general ones.
const PICTURES: [(&str, IconName); 44] = [
    ("医", IconName::Stethoscope),
    ("卫生", IconName::Stethoscope),
    ("养老", IconName::HandHeart),
    ("福利", IconName::HandHeart),
    ("救助", IconName::HandHeart),
    ("扶贫", IconName::HandHeart),
    ("脱贫", IconName::HandHeart),
    ("公益", IconName::HandHeart),
    ("残疾", IconName::Accessibility),
    ("住房", IconName::House),
    ("社保", IconName::Shield),
    ("保障", IconName::Shield),
    ("保险", IconName::Shield),
    ("安全", IconName::Shield),
    ("生育", IconName::Baby),
    ("交通", IconName::Bus),
    ("教育", IconName::BookOpen),
    ("机构", IconName::Landmark),
    ("文化", IconName::Landmark),
    ("文件", IconName::FileText),
    ("清单", IconName::SquareCheck),
    ("议案", IconName::ScrollText),
    ("规划", IconName::Map),
    ("土地", IconName::Map),
    ("财政", IconName::ChartColumn),
    ("灾害", IconName::Shield),
    ("项目", IconName::Building),
    ("指南", IconName::BookOpen),
    ("就业", IconName::Briefcase),
    ("人事", IconName::Users),
    ("领导", IconName::Users),
    ("要闻", IconName::Newspaper),
    ("动态", IconName::Newspaper),
    ("新闻", IconName::Newspaper),
    ("公告", IconName::Megaphone),
    ("通知", IconName::Megaphone),
    ("公开", IconName::FileText),
    ("互动", IconName::MessageCircle),
    ("信箱", IconName::MessageCircle),
    ("数据", IconName::ChartColumn),
    ("统计", IconName::ChartColumn),
    ("专题", IconName::Star),
    ("企", IconName::Building),
    ("服务", IconName::Handshake),
];

pub(super) fn of(name: &str) -> IconName {
    PICTURES.iter().find(|(word, _)| name.contains(word)).map_or(IconName::Folder, |(_, picture)| *picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_special_word_decides_before_the_general_one() {
        for (name, picture) in [
            ("基本医疗卫生领域公开", IconName::Stethoscope),
            ("社会福利", IconName::HandHeart),
            ("保障性住房", IconName::House),
            ("政府信息公开", IconName::FileText),
            ("办事服务", IconName::Handshake),
            ("其他", IconName::Folder),
        ] {
            assert_eq!(of(name), picture, "{name}");
        }
    }
}
