//! 视频 (视频新闻, plan row C04): by file or by address, with cover and transcript (无障碍环境建设法 art. 29, 32).

use super::{Field, Nature, Part, Row, Shape};
use crate::{checks::Finding, fields};

fields! {
    Video {
        file: String = Field::file("视频文件").hint("MP4，不超过 100 MB"),
        address: String = Field::address("视频地址").hint("文件和地址填一个即可"),
        cover: String = Field::picture("封面").required(),
        transcript: String = Field::text("文字稿").hint("看不到、听不到的人靠它").required(),
        length: String = Field::line("时长").hint("如 3 分 20 秒"),
    }
}

impl Nature for Video {
    fn check(&self, _today: chrono::NaiveDate, findings: &mut Vec<Finding>) {
        let missing = self.file.trim().is_empty() && self.address.trim().is_empty();
        super::block_if(findings, missing, "detail.file", "请上传视频文件，或填写视频地址");
    }

    fn shape(&self) -> Shape {
        let film = Part::Film {
            file: self.file.clone(),
            address: self.address.clone(),
            cover: self.cover.clone(),
            transcript: self.transcript.clone(),
        };
        Shape { before: vec![film], ..Shape::default() }
    }

    fn row(&self) -> Row {
        Row {
            under: self.length.trim().to_owned(),
            picture: Some(self.cover.clone()).filter(|address| !address.is_empty()),
            ..Row::default()
        }
    }
}
