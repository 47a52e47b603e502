//! Two special topics of the demo: one that is kept up, one whose last day is over. Both are applied for, approved,
//! built, signed and archived through the use cases; nothing in them is real.

use chrono::{DateTime, Days, Months, NaiveDate, TimeDelta, Utc};
use domain::{
    account::Role,
    desk::topics::{TopicAsk, TopicSave, TopicSaved},
    id::{ItemCode, TopicId},
    permission::Action,
    plan::{Cadence, ColumnCode, UnitCode},
    topic::{Application, Block, Colour, ItemSource, Milestone, Picture, Piece, QuickLink, Row, Theme, TopicContent},
};

use super::staging::Stage;
use crate::{Ctx, Error, Result};

/// A topic and who keeps it.
struct Scene {
    topic: TopicId,
    writer: Ctx,
    lead: Ctx,
}

impl Stage<'_> {
    /// 历史专栏: opened some months before `before`, ended after sixty days.
    pub(super) async fn play_archived_topic(&mut self, before: DateTime<Utc>) -> Result<()> {
        const TITLE: &str = "【示例】阳光财政宣传月";
        self.clock.set(before - TimeDelta::days(150));
        if self.is_there(TITLE).await? {
            return Ok(());
        }
        let ends_on = self.days_from_today(60);
        let scene = self.open_topic("czj", TITLE, ends_on).await?;
        let content = TopicContent {
            title: TITLE.into(),
            lead: "示例专题：介绍虚构的财政宣传活动，已到结束日期，归入历史专栏。".into(),
            banner: None,
            theme: theme(Colour::Green, Colour::Gold),
            rows: vec![
                text("活动介绍", "<p>本专题为示例内容，展示专题归档以后的样子：页面仍可阅读，不再更新。</p>"),
                full(
                    "活动安排",
                    Piece::Timeline {
                        milestones: vec![
                            self.milestone(3, "示例活动启动"),
                            self.milestone(20, "示例讲座走进社区"),
                            self.milestone(45, "示例活动总结"),
                        ],
                    },
                ),
                full("快捷入口", Piece::Links { links: vec![tile("站点地图", "/sitemap"), tile("首页", "/")] }),
            ],
        };
        self.publish(&scene, content).await?;
        self.clock.set(before - TimeDelta::days(150 - 62));
        self.cms.archive_due_topics(&Ctx::system("demo")).await?;
        Ok(())
    }

    /// A topic that is kept up, with blocks of most kinds.
    pub(super) async fn play_current_topic(&mut self, now: DateTime<Utc>) -> Result<()> {
        const TITLE: &str = "【示例】办好家门口的学校";
        self.clock.set(now - TimeDelta::minutes(55));
        if self.is_there(TITLE).await? {
            return Ok(());
        }
        let ends_on = self.cms.today().checked_add_months(Months::new(10));
        let scene = self.open_topic("jyj", TITLE, ends_on.ok_or_else(|| Error::internal("the end of time"))?).await?;
        let banner = self.picture(&scene, "school.png", "示例绘图：山坡上的学校和操场").await?;
        let road = self.picture(&scene, "road.png", "示例绘图：通往学校的公路").await?;
        let documents: Vec<ItemCode> = self.documents.get("示政办发〔2026〕1号").cloned().into_iter().collect();
        let education = ColumnCode::parse("jypx").ok_or(Error::NotFound)?;
        let newest = ItemSource::Newest { columns: vec![education], words: Vec::new(), count: 6 };
        let plan = self.cms.plan();
        let mailbox = ColumnCode::parse("xzxx").filter(|code| plan.plan.column(code).is_some());
        let words = "对虚构的学校建设有什么想法？请写信或来电（示例）。".to_owned();
        let content = TopicContent {
            title: TITLE.into(),
            lead: "示例专题：集中展示虚构的学校建设，内容由县教育局按周更新。".into(),
            banner: Some(banner),
            theme: theme(Colour::Blue, Colour::Cream),
            rows: vec![
                Row::Pair(Box::new([
                    block(
                        "专题导读",
                        prose(
                            "<p>本专题为示例内容，所有学校、数字和人物均为虚构。</p>\
                         <p>页面由申请单位在后台用积木块搭建，经牵头单位签发后上线，不需要编写程序。</p>",
                        ),
                    ),
                    block("", Piece::Picture { picture: road, link: String::new() }),
                ])),
                full("最新进展", Piece::Items { source: newest }),
                full(
                    "大事记",
                    Piece::Timeline {
                        milestones: vec![
                            self.milestone(-120, "示例小学新教学楼开工"),
                            self.milestone(-40, "示例中学运动场完工"),
                            self.milestone(-9, "示例幼儿园开园"),
                        ],
                    },
                ),
                full("政策文件和解读", Piece::Documents { documents }),
                full(
                    "快捷入口",
                    Piece::Links {
                        links: vec![
                            tile("教育培训", "/c/jypx"),
                            tile("办事服务", "/c/bsfw"),
                            tile("站点地图", "/sitemap"),
                        ],
                    },
                ),
                full("我要说", Piece::Contact { words, phone: "0771-0000000".into(), mailbox }),
            ],
        };
        self.publish(&scene, content).await
    }

    async fn is_there(&self, title: &str) -> Result<bool> {
        Ok(self.cms.store().topics().await?.iter().any(|topic| topic.application.title == title))
    }

    async fn open_topic(&mut self, unit: &str, title: &str, ends_on: NaiveDate) -> Result<Scene> {
        let nobody = || Error::internal("the plan names nobody for topics");
        let plan = self.cms.plan();
        let column = plan.topics_column().ok_or_else(nobody)?;
        let duties = plan.duties(&column.code).ok_or_else(nobody)?;
        let unit = UnitCode::parse(unit).map(|code| plan.plan.bearer(&code, plan.on)).ok_or_else(nobody)?;
        let lead = self.cast.signing_unit(duties).ok_or_else(nobody)?.clone();
        let writer = self.cast.somebody(self.cms, &unit, Role::Publisher, &[]).await?;
        let lead = self.cast.somebody(self.cms, &lead, Role::Reviewer, &[]).await?;
        let application = Application {
            title: title.into(),
            reason: "示例：集中展示一项虚构的重点工作".into(),
            basis: "示政办发〔2026〕1号（示例）".into(),
            contact: "示例联系人 0771-0000000".into(),
            promise: Cadence::Days { days: 7 },
            ends_on,
        };
        let topic = self.cms.apply_for_topic(&writer, application).await?;
        self.minutes_pass(10);
        let scene = Scene { topic, writer, lead };
        self.ask(&scene.lead, topic, Action::ApproveTopic, TopicAsk::Approve { note: "同意建设".into() }).await?;
        self.minutes_pass(10);
        Ok(scene)
    }

    async fn publish(&self, scene: &Scene, content: TopicContent) -> Result<()> {
        let version = self.version(&scene.writer, scene.topic, Action::BuildTopic).await?;
        let save = TopicSave { topic: scene.topic, version, content };
        match self.cms.save_topic(&scene.writer, save).await? {
            TopicSaved::Done { gaps, .. } if gaps.is_empty() => {}
            refused => return Err(Error::internal(format!("a topic of the demo: {refused:?}"))),
        }
        self.minutes_pass(10);
        let review = Box::new(self.secrecy_review(format_args!("专题{}", scene.topic)));
        self.ask(&scene.writer, scene.topic, Action::BuildTopic, TopicAsk::Submit { review }).await?;
        self.minutes_pass(10);
        self.ask(&scene.lead, scene.topic, Action::SignTopic, TopicAsk::Sign { note: String::new() }).await
    }

    async fn ask(&self, who: &Ctx, topic: TopicId, action: Action, ask: TopicAsk) -> Result<()> {
        let seen = self.cms.topic_subject(who, topic, action).await?.topic.seen();
        self.cms.decide_topic(who, seen, ask).await.map(drop)
    }

    async fn version(&self, who: &Ctx, topic: TopicId, action: Action) -> Result<i32> {
        Ok(self.cms.topic_subject(who, topic, action).await?.topic.version)
    }

    async fn picture(&self, scene: &Scene, file: &str, alt: &str) -> Result<Picture> {
        let address = self.upload_picture(&scene.writer, scene.topic, file).await?;
        Ok(Picture { address, alt: alt.into(), caption: String::new() })
    }

    fn days_from_today(&self, days: i64) -> NaiveDate {
        let (today, count) = (self.cms.today(), Days::new(days.unsigned_abs()));
        let day = if days < 0 { today.checked_sub_days(count) } else { today.checked_add_days(count) };
        day.unwrap_or(today)
    }

    fn milestone(&self, days: i64, text: &str) -> Milestone {
        Milestone { on: self.days_from_today(days), text: text.into() }
    }
}

fn theme(main: Colour, accent: Colour) -> Theme {
    Theme::default().with_main(main).with_accent(accent)
}

fn prose(html: &str) -> Piece {
    Piece::Text { html: html.into(), seal: String::new() }
}

fn text(heading: &str, html: &str) -> Row {
    full(heading, prose(html))
}

fn full(heading: &str, piece: Piece) -> Row {
    Row::Full(block(heading, piece))
}

fn block(heading: &str, piece: Piece) -> Block {
    Block { heading: heading.into(), piece }
}

fn tile(label: &str, address: &str) -> QuickLink {
    QuickLink { label: label.into(), address: address.into() }
}
