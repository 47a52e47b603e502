//! What a topic's page is built from: rows of one or two blocks.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{id::ItemCode, plan::ColumnCode};

/// A row of the page. Two blocks beside one another hold no further rows: the type cannot say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Row {
    Full(Block),
    /// Beside one another where there is room, below one another on a phone.
    Pair(Box<[Block; 2]>),
}

impl Row {
    pub fn blocks(&self) -> &[Block] {
        match self {
            Self::Full(block) => std::slice::from_ref(block),
            Self::Pair(pair) => pair.as_slice(),
        }
    }

    pub fn blocks_mut(&mut self) -> &mut [Block] {
        match self {
            Self::Full(block) => std::slice::from_mut(block),
            Self::Pair(pair) => pair.as_mut_slice(),
        }
    }
}

/// A part of the page with its heading, which may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub heading: String,
    pub piece: Piece,
}

/// What a block shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Piece {
    /// 文字
    Text {
        /// Sanitised by the server before it is stored.
        html: String,
        /// Proof of the sanitiser; set by the server.
        #[serde(default)]
        seal: String,
    },
    /// 信息列表
    Items { source: ItemSource },
    /// 图片集
    Gallery { pictures: Vec<Picture> },
    /// 图片, which may lead somewhere.
    Picture { picture: Picture, link: String },
    /// 视频: a file of this site, or a page elsewhere.
    Video {
        address: String,
        /// What is to be seen and heard, for those who cannot.
        description: String,
    },
    /// 大事记
    Timeline { milestones: Vec<Milestone> },
    /// 快捷入口
    Links { links: Vec<QuickLink> },
    /// 政策文件, each with its interpretations.
    Documents { documents: Vec<ItemCode> },
    /// 意见建议: where readers write to.
    Contact {
        words: String,
        /// A public telephone number of the unit; may be empty.
        phone: String,
        /// The mailbox column.
        mailbox: Option<ColumnCode>,
    },
}

/// Where the lines of a list come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "from")]
pub enum ItemSource {
    /// The newest public items of these columns (none: of all) whose title has one of these words (none: whatever).
    Newest { columns: Vec<ColumnCode>, words: Vec<String>, count: i64 },
    /// These, in this order.
    Chosen { items: Vec<ItemCode> },
}

/// An uploaded picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// `/media/…`
    pub address: String,
    /// 替代文字: what is to be seen.
    pub alt: String,
    /// 图片说明; may be empty.
    pub caption: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    pub on: NaiveDate,
    pub text: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuickLink {
    pub label: String,
    /// On this site (`/c/…`) or elsewhere (`https://…`).
    pub address: String,
}

impl Piece {
    /// An empty one of each kind, in the order in which they are offered.
    pub fn all_empty() -> [Self; 9] {
        [
            Self::Text { html: String::new(), seal: String::new() },
            Self::Items {
                source: ItemSource::Newest { columns: Vec::new(), words: Vec::new(), count: ItemSource::USUAL_COUNT },
            },
            Self::Picture { picture: Picture::default(), link: String::new() },
            Self::Gallery { pictures: Vec::new() },
            Self::Video { address: String::new(), description: String::new() },
            Self::Timeline { milestones: Vec::new() },
            Self::Links { links: Vec::new() },
            Self::Documents { documents: Vec::new() },
            Self::Contact { words: String::new(), phone: String::new(), mailbox: None },
        ]
    }

    pub const fn label(&self) -> &'static str {
        match self {
            Self::Text { .. } => "文字",
            Self::Items { .. } => "信息列表",
            Self::Gallery { .. } => "图片集",
            Self::Picture { .. } => "图片",
            Self::Video { .. } => "视频",
            Self::Timeline { .. } => "大事记",
            Self::Links { .. } => "快捷入口",
            Self::Documents { .. } => "政策文件",
            Self::Contact { .. } => "意见建议",
        }
    }

    /// The pictures that it shows.
    pub fn pictures(&self) -> &[Picture] {
        match self {
            Self::Gallery { pictures } => pictures,
            Self::Picture { picture, .. } => std::slice::from_ref(picture),
            Self::Text { .. }
            | Self::Items { .. }
            | Self::Video { .. }
            | Self::Timeline { .. }
            | Self::Links { .. }
            | Self::Documents { .. }
            | Self::Contact { .. } => &[],
        }
    }
}

impl ItemSource {
    pub const USUAL_COUNT: i64 = 8;
}
