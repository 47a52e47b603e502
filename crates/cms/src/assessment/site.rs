//! What the frame of every page states (发展指引 附件2), as far as the plan says it.

use domain::{
    assessment::{Evidence, EvidenceQuery, Measured},
    plan::Site,
};

/// `None` for a query that is not about the frame.
pub(super) fn measured(query: EvidenceQuery, site: &Site) -> Option<Measured> {
    match query {
        EvidenceQuery::FooterItemsMissing => {
            let wanted = [
                ("党政机关网站标识", &site.emblem_address),
                ("网站标识码", &site.site_code),
                ("主办单位", &site.owner),
                ("联系方式", &site.contact),
                ("ICP备案号", &site.icp),
                ("公安备案号", &site.police_record),
            ];
            let missing = wanted.into_iter().filter(|(_, value)| value.trim().is_empty());
            let missing =
                missing.map(|(name, _)| Evidence::of(name, format!("页脚没有{name}：请在方案的 [site] 中填写")));
            Some(Measured::found(missing.collect()))
        }
        // It stands in the footer of every page that the portal renders.
        EvidenceQuery::ErrorReportEntries => {
            let entry = Evidence {
                address: Some("/report".into()),
                ..Evidence::of("/report", "页脚的“我为政府网站找错”")
            };
            Some(Measured::found(vec![entry]))
        }
        _ => None,
    }
}
