//! How long a page takes to come (网页设计规范: at most three seconds with ordinary equipment and average bandwidth).

use domain::patrol::FaultKind;

use super::Inspection;

pub(super) fn inspect(page: &mut Inspection<'_>) {
    let limits = &page.rules.limits;
    if page.page.took > limits.answer {
        let seconds = page.page.took.as_secs_f64();
        let message = format!("页面 {seconds:.1} 秒才有响应，应不超过 {:.1} 秒", limits.answer.as_secs_f64());
        page.note(FaultKind::SlowPage, "", "", message, &format!("{seconds:.1} 秒"));
    }
    let bytes = page.page.html.len() as u64;
    if bytes > limits.page_bytes {
        let (message, passage) = heavy(bytes, limits.page_bytes);
        page.note(FaultKind::HeavyPage, "", "", message, &passage);
    }
}

/// What to say of a page of so many bytes.
#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
pub(crate) fn heavy(bytes: u64, limit: u64) -> (String, String) {
    let megabytes = |bytes: u64| bytes as f64 / 1_000_000.0;
    let message =
        format!("页面连同图片共 {:.1} MB，应不超过 {:.1} MB，请压缩图片或分页", megabytes(bytes), megabytes(limit));
    (message, format!("{:.1} MB", megabytes(bytes)))
}
