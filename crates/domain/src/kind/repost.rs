//! 本站转载: an item of another column shown here too, from its one source ("文件先发文件资料，再转载", plan row C01).
//! It has no text of its own: its line leads to the source, and goes when the source goes.

use super::{Field, Kind, Nature, Part, Row, Shape};
use crate::{fields, id::ItemCode};

fields! {
    Repost {
        of: Option<ItemCode> = Field::item(
            "所转载的信息",
            &[Kind::PolicyDocument, Kind::Article, Kind::Interpretation, Kind::Service, Kind::Decision, Kind::Project],
        )
        .required()
        .hint("须是已经公开的信息；标题与原信息一致，内容只有一份"),
    }
}

impl Nature for Repost {
    fn shape(&self) -> Shape {
        let items: Vec<ItemCode> = self.of.iter().cloned().collect();
        Shape { before: vec![Part::Items { title: "原信息", items }], ..Shape::default() }
    }

    fn row(&self) -> Row {
        Row { label: "转载".into(), ..Row::default() }
    }

    fn about(&self) -> Option<&ItemCode> {
        self.of.as_ref()
    }
}
