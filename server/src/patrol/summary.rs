//! What a round came to, for the command line.

use std::fmt::Write;

use cms::patrol::Outcome;

/// So many redirects are named.
const MOST_MOVED: usize = 10;

/// A few lines of it.
pub(crate) fn summary(outcome: &Outcome) -> String {
    let Outcome { number, pages, left_out, files, asked_outside, unseen, opened, fixed, suspected, moved } = outcome;
    let mut text = format!(
        "第 {number} 轮巡查完成：读 {pages} 个页面、{files} 个附件，探测站外网址 {asked_outside} 个\n\
         新增或重现问题 {opened} 个，已整改 {fixed} 个，疑似（下一轮复核）{suspected} 个"
    );
    // Writing into a String cannot fail.
    if *left_out > 0 {
        let _ = write!(text, "\n超过一轮上限（patrol_most_pages），没有轮到的页面 {left_out} 个");
    }
    for one in unseen {
        let _ = write!(text, "\n没能查看 {} 的证书：{}", one.host, one.why);
    }
    if !moved.is_empty() {
        let _ = write!(text, "\n转址（不是失效，宜改为新网址）{} 个：", moved.len());
        for (from, to) in moved.iter().take(MOST_MOVED) {
            let _ = write!(text, "\n  {from} → {to}");
        }
    }
    text
}
