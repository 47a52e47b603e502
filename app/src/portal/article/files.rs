//! Files under the text, with type and size, so that nobody opens 40 MB unawares.

use domain::item::Attachment;
use leptos::prelude::*;

use crate::ui::{Icon, IconName};

pub(super) fn attachments(files: Vec<Attachment>) -> Option<AnyView> {
    let links = files
        .into_iter()
        .map(|file| {
            let (kind, icon) = kind_of(&file.name);
            view! {
                <li>
                    <a class="attachment-link" href=file.address download=file.name.clone()>
                        <Icon name=icon/>
                        <span class="attachment-link__name">{file.name.clone()}</span>
                        <span class="attachment-link__facts">{format!("{kind}，{}", size(file.size))}</span>
                    </a>
                </li>
            }
        })
        .collect::<Vec<_>>();
    (!links.is_empty()).then(|| {
        view! {
            <section class="sheet__part">
                <h2 class="sheet__part-title">"附件"</h2>
                <ul class="attachments">{links}</ul>
            </section>
        }
        .into_any()
    })
}

/// What the ending of a name stands for.
fn kind_of(name: &str) -> (String, IconName) {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let (kind, icon) = match ending.as_str() {
        "pdf" => ("PDF", IconName::FileText),
        "ofd" => ("OFD 版式文件", IconName::FileText),
        "doc" | "docx" | "wps" => ("Word 文档", IconName::FileText),
        "xls" | "xlsx" | "et" | "csv" => ("电子表格", IconName::FileSheet),
        "zip" | "rar" | "7z" => ("压缩包", IconName::FileArchive),
        "jpg" | "jpeg" | "png" | "webp" | "gif" => ("图片", IconName::FileImage),
        "" => ("文件", IconName::File),
        other => return (other.to_uppercase(), IconName::File),
    };
    (kind.to_owned(), icon)
}

/// `1.2 MB`, in units of 1024 as file managers count.
fn size(bytes: i64) -> String {
    const UNIT: i64 = 1024;
    let tenths = |unit: i64| {
        let tenths = (bytes * 10 + unit / 2) / unit;
        if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}.{}", tenths / 10, tenths % 10) }
    };
    if bytes < UNIT {
        format!("{bytes} B")
    } else if bytes < UNIT * UNIT {
        format!("{} KB", tenths(UNIT))
    } else {
        format!("{} MB", tenths(UNIT * UNIT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        for (bytes, words) in
            [(0, "0 B"), (1023, "1023 B"), (1024, "1 KB"), (1_258_291, "1.2 MB"), (41_943_040, "40 MB")]
        {
            assert_eq!(size(bytes), words);
        }
    }

    #[test]
    fn unknown_endings_speak_for_themselves() {
        assert_eq!(kind_of("地图.DWG").0, "DWG");
        assert_eq!(kind_of("README").0, "文件");
        assert_eq!(kind_of("附件1.附表.xlsx").0, "电子表格");
    }
}
