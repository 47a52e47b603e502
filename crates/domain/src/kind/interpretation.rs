//! 政策解读: explains one document and is linked with it both ways (plan row C58; 解读关联 of the indicators).

use super::{Facet, Fact, Field, Kind, Nature, Part, Row, Shape, Text, facet::Facets, shape::facts};
use crate::{choices, fields, id::ItemCode};

choices! {
    /// 解读形式
    Form {
        #[default]
        Text = "text" "文字解读",
        Pictures = "pictures" "图解",
        Film = "film" "视频解读",
        Sound = "sound" "音频解读",
        Questions = "questions" "问答解读",
        Experts = "experts" "专家解读",
        /// 新闻通稿 that goes out with the document.
        PressRelease = "press-release" "新闻通稿",
    }
}

fields! {
    Interpretation {
        document: Option<ItemCode> = Field::item("所解读的文件", &[Kind::PolicyDocument]).required(),
        interpreter: String = Field::line("解读机构").required(),
        form: Form = Field::choice("解读形式", Form::CHOICES),
        file: String = Field::file("视频或音频文件").hint("MP4、M4A 或 MP3，不超过 100 MB"),
        address: String = Field::address("视频或音频地址"),
        cover: String = Field::picture("封面"),
        transcript: String = Field::text("视频或音频的文字稿").hint("看不到、听不到的人靠它"),
    }
}

impl Nature for Interpretation {
    fn text(&self) -> Text {
        if matches!(self.form, Form::Film | Form::Sound) { Text::Optional } else { Text::Required }
    }

    fn check(&self, _today: chrono::NaiveDate, findings: &mut Vec<crate::checks::Finding>) {
        if matches!(self.form, Form::Film | Form::Sound) {
            let missing = self.file.trim().is_empty() && self.address.trim().is_empty();
            super::block_if(findings, missing, "detail.file", "请上传视频或音频，或填写它的地址");
            let silent = self.transcript.trim().is_empty();
            super::block_if(findings, silent, "detail.transcript", "请填写视频或音频的文字稿");
        }
    }

    fn facets(&self) -> Vec<(Facet, String)> {
        Facets::default().with(Facet::Type, self.form.label()).with(Facet::Issuer, self.interpreter.as_str()).list()
    }

    fn shape(&self) -> Shape {
        let facts = facts([
            Fact::text("解读机构", &self.interpreter),
            Fact::text("解读形式", self.form.label()),
            Fact::item("所解读的文件", self.document.as_ref()),
        ]);
        let mut before: Vec<Part> = facts.into_iter().collect();
        if !self.file.is_empty() || !self.address.is_empty() {
            before.push(Part::Film {
                file: self.file.clone(),
                address: self.address.clone(),
                cover: self.cover.clone(),
                transcript: self.transcript.clone(),
            });
        }
        Shape { before, ..Shape::default() }
    }

    fn row(&self) -> Row {
        let label = if self.form == Form::Text { String::new() } else { self.form.label().to_owned() };
        Row { label, ..Row::default() }
    }

    fn about(&self) -> Option<&ItemCode> {
        self.document.as_ref()
    }
}
