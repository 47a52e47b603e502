//! Text alternatives of pictures (GB/T 37668-2019; WCAG 2.1, 1.1.1). An empty one says that the picture means nothing; a
//! missing one, or the name of a file, says nothing at all.

use std::sync::LazyLock;

use domain::patrol::FaultKind;
use regex::Regex;

use super::Inspection;

static FILE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:.*\.(?:jpe?g|png|gif|webp|bmp|tiff?)|(?:img|dsc|dscn|pic|image|photo|mmexport|wx_camera_|screenshot)[-_ ]?[\d-]*|微信(?:图片|截图)[-_]?\d*|图片\d*|图像\d*|未命名|[\d_-]+)$",
    )
    .expect("the pattern is a constant and tested")
});

pub(super) fn inspect(page: &mut Inspection<'_>) {
    let mut wrong = Vec::new();
    for picture in page.reading.pictures.iter().filter(|picture| !picture.is_decorative) {
        match picture.alt.as_deref() {
            None => wrong
                .push((picture.src.as_str(), "图片没有替代文字，请写明图片内容；仅作装饰的，替代文字留空".to_owned())),
            Some(alt) if FILE_NAME.is_match(alt) => {
                wrong.push((picture.src.as_str(), format!("图片的替代文字“{alt}”是文件名，请改为对图片内容的说明")));
            }
            Some(_) => {}
        }
    }
    for (src, message) in wrong {
        let target = page.resolved(src);
        page.note(FaultKind::MissingAlternative, &target, "", message, src);
    }
}
