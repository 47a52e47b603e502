//! 图集 (隆安“那”印象, plan row C06): pictures with captions, authors and a text alternative each.

use super::{Field, Nature, Part, Row, Rows, Shape, shape::GalleryPicture};
use crate::fields;

const PICTURES: &[Field] = &[
    Field::picture("图片").named("picture").required(),
    Field::line("替代文字").named("alt").required(),
    Field::line("图片说明").named("caption").required(),
    Field::line("作者").named("author").required(),
];

fields! {
    Gallery {
        pictures: Rows = Field::rows("图片", PICTURES).required(),
        consent: String = Field::line("肖像和著作权授权").hint("如：作者授权本网使用，人物均同意公开").required(),
    }
}

impl Nature for Gallery {
    fn shape(&self) -> Shape {
        let cell = |row: &Vec<String>, at: usize| row.get(at).cloned().unwrap_or_default();
        let pictures = self
            .pictures
            .iter()
            .filter(|row| !cell(row, 0).is_empty())
            .map(|row| GalleryPicture {
                address: cell(row, 0),
                alt: cell(row, 1),
                caption: cell(row, 2),
                author: cell(row, 3),
            })
            .collect();
        Shape { after: vec![Part::Pictures(pictures)], ..Shape::default() }
    }

    fn row(&self) -> Row {
        let first = self.pictures.iter().filter_map(|row| row.first()).find(|address| !address.is_empty());
        Row { under: format!("{} 张图片", self.pictures.len()), picture: first.cloned(), ..Row::default() }
    }
}
