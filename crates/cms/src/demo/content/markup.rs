//! Lines of a text as HTML.

/// `text` as the editor would have made it; `figure` comes after the first paragraph.
pub(super) fn html(text: &str, figure: Option<&str>) -> String {
    let mut body = Body::default();
    let mut figure = figure;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(heading) = line.strip_prefix("## ") {
            body.element("h2", heading);
        } else if let Some(entry) = line.strip_prefix("- ") {
            body.entry(entry);
        } else if let Some(caption) = line.strip_prefix("表：") {
            body.close();
            body.caption = Some(caption.to_owned());
        } else if let Some(cells) = line.strip_prefix('|') {
            body.row(cells.trim_end_matches('|'));
        } else {
            body.element("p", line);
            if let Some(figure) = figure.take() {
                body.html += figure;
            }
        }
    }
    body.close();
    body.html
}

/// A picture with its caption.
pub(super) fn figure(address: &str, alt: &str, caption: &str) -> String {
    let (alt, caption) = (escape(alt), escape(caption));
    format!("<figure><img src=\"{address}\" alt=\"{alt}\"><figcaption>{caption}</figcaption></figure>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[derive(Default)]
struct Body {
    html: String,
    /// End tags of the list or table that is open.
    open: &'static str,
    caption: Option<String>,
}

impl Body {
    fn close(&mut self) {
        self.html += self.open;
        self.open = "";
    }

    fn element(&mut self, name: &str, text: &str) {
        self.close();
        self.html += &format!("<{name}>{}</{name}>", escape(text));
    }

    fn entry(&mut self, text: &str) {
        const END: &str = "</ul>";
        if self.open != END {
            self.close();
            self.html += "<ul>";
            self.open = END;
        }
        self.html += &format!("<li>{}</li>", escape(text));
    }

    /// The first row of a table is its head.
    fn row(&mut self, cells: &str) {
        const END: &str = "</tbody></table>";
        let cells: Vec<String> = cells.split('|').map(|cell| escape(cell.trim())).collect();
        if self.open == END {
            self.html += &format!("<tr><td>{}</td></tr>", cells.join("</td><td>"));
        } else {
            self.close();
            let cells = cells.join("</th><th scope=\"col\">");
            let caption = self.caption.take().map(|text| format!("<caption>{}</caption>", escape(&text)));
            self.html += &format!(
                "<table>{}<thead><tr><th scope=\"col\">{cells}</th></tr></thead><tbody>",
                caption.unwrap_or_default()
            );
            self.open = END;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_elements() {
        let text = "第一段 a<b\n\n## 标题\n- 甲\n- 乙\n表：名单\n| 序号 | 名称 |\n| 1 | 丙 |\n尾";
        assert_eq!(
            html(text, Some("[图]")),
            "<p>第一段 a&lt;b</p>[图]<h2>标题</h2><ul><li>甲</li><li>乙</li></ul>\
             <table><caption>名单</caption><thead><tr><th scope=\"col\">序号</th><th scope=\"col\">名称</th></tr></thead>\
             <tbody><tr><td>1</td><td>丙</td></tr></tbody></table><p>尾</p>",
        );
    }

    #[test]
    fn a_table_after_a_list_closes_it() {
        assert_eq!(
            html("- 甲\n| 乙 |", None),
            "<ul><li>甲</li></ul><table><thead><tr><th scope=\"col\">乙</th></tr></thead><tbody></tbody></table>"
        );
    }
}
