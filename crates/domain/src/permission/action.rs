//! Everything that an account may want to do in the desk, and what each is aimed at.

use serde::{Deserialize, Serialize};

/// Something an account may want to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// See an item in the desk, drafts included.
    Read,
    /// Start an item in a column.
    Create,
    /// Start an item that a unit without account has sent in (信息报送).
    EnterSubmission,
    /// Take guides to services over from a file, public at once.
    ImportGuides,
    /// Change the text or the metadata of the working revision.
    Edit,
    /// Throw away a working revision that was never public.
    Discard,
    /// Hand a draft that was never public over to another column (改投).
    ChangeColumn,
    Submit,
    Recall,
    /// Mark an item as being handled by oneself.
    Claim,
    PassReview,
    Return,
    Sign,
    PublishDirectly,
    PublishUrgently,
    RetroSign,
    Withdraw,
    /// Start a new revision of a public or withdrawn item.
    Revise,
    /// Correct the publication time, as an audited action of its own.
    CorrectTime,
    /// Open the scan of the paper secrecy review.
    ReadSecrecyScan,
    /// Hand one's right to sign to somebody for a period.
    Delegate,
    ManagePlan,
    ManageAccounts,
    DecideAccountRequest,
    /// File an account form for one's own unit.
    RequestAccount,
    ReadLog,
    /// Grey day, urgent banner, holiday notice: what every page of the portal shows.
    SwitchSite,
    /// See how every column of the county stands.
    ReadBoard,
    /// Stop, extend or waive a clock, and enter the days off that all clocks count with.
    AdjustClocks,
    /// Make and end the secret address under which a screen on the wall shows the board.
    ManageWall,
    /// Say that one's unit has looked through a column and nothing has changed.
    ConfirmColumn,
    /// Hold a fault against a unit: send it a notice with a deadline (整改通知).
    OpenCase,
    /// See the cases of all units, and take their register away.
    ReadAllCases,
    /// Send the patrol round, and keep its lists of words and of what it passes over.
    ManagePatrol,
    /// Say of what the patrol found in a column that it is no fault, or stays as it is.
    JudgeFinding,
    /// See a case (整改) with everything that was said in it.
    ReadCase,
    /// Say for one's unit that the notice has come.
    AcknowledgeCase,
    /// Answer for one's unit what was done, with evidence.
    ReplyToCase,
    /// Accept what a unit answered, or send it back.
    CheckCase,
    /// Give a unit more time.
    ExtendCase,
    /// Close a case whose every point was accepted.
    CloseCase,
    /// Take back a case that was opened wrongly.
    WithdrawCase,
    /// See what a reader reported of a page.
    ReadReport,
    /// Take a reader's report in hand, or give it back.
    ClaimReport,
    AnswerReport,
    /// Hand a reader's report to another unit.
    ForwardReport,
    /// Open how the sender of a report can be reached.
    OpenContact,
    /// See what one's unit was reminded of.
    ReadReminders,
    /// Say that one's unit has taken note of a reminder.
    AcknowledgeReminder,
    /// Give one's unit a new secret address for its calendar.
    RenewCalendarAddress,
    /// See who was reminded when, of all units.
    ReadReminderReport,
    /// Word the letters of reminders, and say where each unit's mail goes.
    ManageReminders,
    /// Fill in the monthly round of one's own unit, and read those that were signed.
    FillRound,
    /// Sign it: nobody changes it afterwards.
    SignRound,
    /// See which units have signed their rounds, and read them all.
    ReadRounds,
    /// 工作年度报表: what the portal did in a year or a quarter.
    ReadWorkReport,
    /// Say what a leaf of the assessment is worth that a person judges, or that nothing measures.
    JudgeLeaf,
    /// Freeze the score of a day, to be signed.
    FreezeAssessment,
    /// Sign what somebody else has frozen.
    SignAssessment,
    /// See what a unit costs the county in the assessment, with the evidence.
    ReadUnitLoss,
    /// Dispute a loss of one's own unit.
    Appeal,
    DecideAppeal,
    /// Ask for a special topic of one's own unit.
    ApplyForTopic,
    /// See a topic in the desk, what is not public yet included.
    ReadTopic,
    /// Mend an application that was returned.
    ReapplyForTopic,
    ApproveTopic,
    /// Change the working revision of a topic, and send it to be signed.
    BuildTopic,
    RecallTopic,
    /// Give an application or a revision back with a reason.
    ReturnTopic,
    SignTopic,
    /// Start a new revision of a public topic.
    ReviseTopic,
    /// Give the working revision of a public topic up.
    DiscardTopic,
    /// Move a topic's end date.
    ExtendTopic,
    ArchiveTopic,
}

impl Action {
    pub const ALL: [Self; 74] = [
        Self::Read,
        Self::Create,
        Self::EnterSubmission,
        Self::ImportGuides,
        Self::Edit,
        Self::Discard,
        Self::ChangeColumn,
        Self::Submit,
        Self::Recall,
        Self::Claim,
        Self::PassReview,
        Self::Return,
        Self::Sign,
        Self::PublishDirectly,
        Self::PublishUrgently,
        Self::RetroSign,
        Self::Withdraw,
        Self::Revise,
        Self::CorrectTime,
        Self::ReadSecrecyScan,
        Self::Delegate,
        Self::ManagePlan,
        Self::ManageAccounts,
        Self::DecideAccountRequest,
        Self::RequestAccount,
        Self::ReadLog,
        Self::SwitchSite,
        Self::ReadBoard,
        Self::AdjustClocks,
        Self::ManageWall,
        Self::ConfirmColumn,
        Self::OpenCase,
        Self::ReadAllCases,
        Self::ManagePatrol,
        Self::JudgeFinding,
        Self::ReadCase,
        Self::AcknowledgeCase,
        Self::ReplyToCase,
        Self::CheckCase,
        Self::ExtendCase,
        Self::CloseCase,
        Self::WithdrawCase,
        Self::ReadReport,
        Self::ClaimReport,
        Self::AnswerReport,
        Self::ForwardReport,
        Self::OpenContact,
        Self::ReadReminders,
        Self::AcknowledgeReminder,
        Self::RenewCalendarAddress,
        Self::ReadReminderReport,
        Self::ManageReminders,
        Self::FillRound,
        Self::SignRound,
        Self::ReadRounds,
        Self::ReadWorkReport,
        Self::JudgeLeaf,
        Self::FreezeAssessment,
        Self::SignAssessment,
        Self::ReadUnitLoss,
        Self::Appeal,
        Self::DecideAppeal,
        Self::ApplyForTopic,
        Self::ReadTopic,
        Self::ReapplyForTopic,
        Self::ApproveTopic,
        Self::BuildTopic,
        Self::RecallTopic,
        Self::ReturnTopic,
        Self::SignTopic,
        Self::ReviseTopic,
        Self::DiscardTopic,
        Self::ExtendTopic,
        Self::ArchiveTopic,
    ];

    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "查看",
            Self::Create => "新建",
            Self::EnterSubmission => "录入报送",
            Self::ImportGuides => "导入办事指南",
            Self::Edit => "编辑",
            Self::Discard => "删除草稿",
            Self::ChangeColumn => "改投栏目",
            Self::Submit => "送审",
            Self::Recall => "撤回送审",
            Self::Claim => "认领",
            Self::PassReview => "审核通过",
            Self::Return => "退回",
            Self::Sign => "签发",
            Self::PublishDirectly => "直接发布",
            Self::PublishUrgently => "紧急发布",
            Self::RetroSign => "补签",
            Self::Withdraw => "撤稿",
            Self::Revise => "修订",
            Self::CorrectTime => "更正发布时间",
            Self::ReadSecrecyScan => "查看保密审查扫描件",
            Self::Delegate => "委托签发",
            Self::ManagePlan => "管理方案",
            Self::ManageAccounts => "管理账号",
            Self::DecideAccountRequest => "审批账号申请",
            Self::RequestAccount => "申请账号",
            Self::ReadLog => "查看日志",
            Self::SwitchSite => "设置全站开关",
            Self::ReadBoard => "查看全县看板",
            Self::AdjustClocks => "调整计时",
            Self::ManageWall => "管理大屏地址",
            Self::ConfirmColumn => "确认栏目无变化",
            Self::OpenCase => "发整改通知",
            Self::ReadAllCases => "查看全部整改",
            Self::ManagePatrol => "管理巡查",
            Self::JudgeFinding => "判定巡查问题",
            Self::ReadCase => "查看整改",
            Self::AcknowledgeCase => "签收整改通知",
            Self::ReplyToCase => "回复整改",
            Self::CheckCase => "核查整改",
            Self::ExtendCase => "延长整改期限",
            Self::CloseCase => "整改销号",
            Self::WithdrawCase => "撤销整改",
            Self::ReadReport => "查看读者反馈",
            Self::ClaimReport => "认领读者反馈",
            Self::AnswerReport => "答复读者反馈",
            Self::ForwardReport => "转办读者反馈",
            Self::OpenContact => "查看联系方式",
            Self::ReadReminders => "查看本单位提醒",
            Self::AcknowledgeReminder => "确认收到提醒",
            Self::RenewCalendarAddress => "更换日历订阅地址",
            Self::ReadReminderReport => "查看提醒台账",
            Self::ManageReminders => "设置提醒",
            Self::FillRound => "填写月度巡查",
            Self::SignRound => "签署月度巡查",
            Self::ReadRounds => "查看各单位月度巡查",
            Self::ReadWorkReport => "查看工作报表",
            Self::JudgeLeaf => "评判考核项目",
            Self::FreezeAssessment => "封存考核结果",
            Self::SignAssessment => "签认考核结果",
            Self::ReadUnitLoss => "查看单位失分",
            Self::Appeal => "提出申诉",
            Self::DecideAppeal => "决定申诉",
            Self::ApplyForTopic => "申请专题",
            Self::ReadTopic => "查看专题",
            Self::ReapplyForTopic => "重新申请专题",
            Self::ApproveTopic => "批准专题",
            Self::BuildTopic => "建设专题",
            Self::RecallTopic => "撤回专题送审",
            Self::ReturnTopic => "退回专题",
            Self::SignTopic => "签发专题",
            Self::ReviseTopic => "修订专题",
            Self::DiscardTopic => "放弃专题修改",
            Self::ExtendTopic => "延长专题",
            Self::ArchiveTopic => "归档专题",
        }
    }

    /// Decided from the account alone, without a column.
    pub const fn is_about_the_desk(self) -> bool {
        matches!(
            self,
            Self::Delegate
                | Self::ManagePlan
                | Self::ManageAccounts
                | Self::DecideAccountRequest
                | Self::RequestAccount
                | Self::ReadLog
                | Self::SwitchSite
                | Self::ReadBoard
                | Self::AdjustClocks
                | Self::ManageWall
                | Self::OpenCase
                | Self::ReadAllCases
                | Self::ManagePatrol
                | Self::ReadReminderReport
                | Self::ManageReminders
                | Self::ReadRounds
                | Self::ReadWorkReport
                | Self::JudgeLeaf
                | Self::FreezeAssessment
                | Self::ApplyForTopic
        )
    }

    /// Aimed at a special topic.
    pub const fn is_about_a_topic(self) -> bool {
        matches!(
            self,
            Self::ReadTopic
                | Self::ReapplyForTopic
                | Self::ApproveTopic
                | Self::BuildTopic
                | Self::RecallTopic
                | Self::ReturnTopic
                | Self::SignTopic
                | Self::ReviseTopic
                | Self::DiscardTopic
                | Self::ExtendTopic
                | Self::ArchiveTopic
        )
    }

    /// Aimed at a case (整改).
    pub const fn is_about_a_case(self) -> bool {
        matches!(
            self,
            Self::ReadCase
                | Self::AcknowledgeCase
                | Self::ReplyToCase
                | Self::CheckCase
                | Self::ExtendCase
                | Self::CloseCase
                | Self::WithdrawCase
        )
    }

    /// Aimed at what is addressed to a unit.
    pub const fn is_about_a_unit(self) -> bool {
        matches!(
            self,
            Self::ReadReminders
                | Self::AcknowledgeReminder
                | Self::RenewCalendarAddress
                | Self::FillRound
                | Self::SignRound
                | Self::ReadUnitLoss
                | Self::Appeal
        )
    }

    /// Aimed at a frozen assessment or at an appeal against it.
    pub const fn is_about_a_frozen_sheet(self) -> bool {
        matches!(self, Self::SignAssessment | Self::DecideAppeal)
    }

    /// Aimed at a reader's report and at nothing else.
    pub const fn is_about_a_report(self) -> bool {
        matches!(
            self,
            Self::ReadReport | Self::ClaimReport | Self::AnswerReport | Self::ForwardReport | Self::OpenContact
        )
    }
}
