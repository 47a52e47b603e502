//! Events of the log: what happened, to what, by whom.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{rectification::CaseStep, topic::TopicStep, workflow::Step};

/// What kind of thing an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SubjectKind {
    Item,
    Account,
    AccountRequest,
    Delegation,
    Plan,
    Media,
    Session,
    ReprintSource,
    Reprint,
    Site,
    Register,
    Report,
    Topic,
    /// An address of the site before this one.
    OldAddress,
    Column,
    /// 工作日历.
    Calendar,
    /// 巡查: its rounds and lists.
    Patrol,
    /// 巡查问题.
    Finding,
    Unit,
    /// 月度巡查 of a unit.
    Round,
    /// 整改.
    Case,
    /// 考核自查: judgements, frozen sheets, appeals.
    Assessment,
}

impl SubjectKind {
    pub const ALL: [Self; 22] = [
        Self::Item,
        Self::Account,
        Self::AccountRequest,
        Self::Delegation,
        Self::Plan,
        Self::Media,
        Self::Session,
        Self::ReprintSource,
        Self::Reprint,
        Self::Site,
        Self::Register,
        Self::Report,
        Self::Topic,
        Self::OldAddress,
        Self::Column,
        Self::Calendar,
        Self::Patrol,
        Self::Finding,
        Self::Unit,
        Self::Round,
        Self::Case,
        Self::Assessment,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Account => "account",
            Self::AccountRequest => "account-request",
            Self::Delegation => "delegation",
            Self::Plan => "plan",
            Self::Media => "media",
            Self::Session => "session",
            Self::ReprintSource => "reprint-source",
            Self::Reprint => "reprint",
            Self::Site => "site",
            Self::Register => "register",
            Self::Report => "report",
            Self::Topic => "topic",
            Self::OldAddress => "old-address",
            Self::Column => "column",
            Self::Calendar => "calendar",
            Self::Patrol => "patrol",
            Self::Finding => "finding",
            Self::Unit => "unit",
            Self::Round => "round",
            Self::Case => "case",
            Self::Assessment => "assessment",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Item => "信息",
            Self::Account => "账号",
            Self::AccountRequest => "账号申请",
            Self::Delegation => "委托",
            Self::Plan => "方案",
            Self::Media => "附件",
            Self::Session => "登录",
            Self::ReprintSource => "转载来源",
            Self::Reprint => "转载推荐",
            Self::Site => "全站",
            Self::Register => "清单",
            Self::Report => "读者反馈",
            Self::Topic => "专题",
            Self::OldAddress => "旧地址",
            Self::Column => "栏目",
            Self::Calendar => "工作日历",
            Self::Patrol => "巡查",
            Self::Finding => "巡查问题",
            Self::Unit => "单位",
            Self::Round => "月度巡查",
            Self::Case => "整改",
            Self::Assessment => "考核",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One entry of the log as the auditor reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRow {
    pub seq: i64,
    pub at: DateTime<Utc>,
    /// Empty for the system itself.
    pub actor_name: String,
    pub unit_name: String,
    /// Dotted word such as `item.sign`; its Chinese reading is `action_label`.
    pub action: String,
    pub action_label: String,
    pub subject_kind: SubjectKind,
    pub subject: String,
    /// Canonical JSON.
    pub data: String,
    /// Hexadecimal SHA-256 over the event and the hash before it.
    pub hash: String,
}

/// What a walk over the hash chain found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    pub events: i64,
    pub faults: Vec<ChainFault>,
}

/// A place where the chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ChainFault {
    #[error("事件 {seq} 的内容被改动：哈希不符")]
    Changed { seq: i64 },
    #[error("缺少事件 {from} 至 {to}")]
    Missing { from: i64, to: i64 },
    #[error("事件 {seq} 与前一事件的链接不符：顺序被改动或前一事件被替换")]
    Relinked { seq: i64 },
    #[error("日志末尾缺失：链头记录为事件 {expected}，实际止于 {found}")]
    Truncated { expected: i64, found: i64 },
}

/// The Chinese reading of an action's word; a word that is not known here is shown as it is.
pub fn action_label(action: &str) -> String {
    if let Some(step) = action.strip_prefix("item.").and_then(Step::from_code) {
        return step.label().into();
    }
    if let Some(step) = action.strip_prefix("topic.").and_then(TopicStep::from_code) {
        return step.label().into();
    }
    if let Some(step) = action.strip_prefix("case.").and_then(CaseStep::from_code) {
        return step.label().into();
    }
    let known = ACTIONS.iter().find(|(word, _)| *word == action);
    known.map_or_else(|| action.to_owned(), |(_, label)| (*label).to_owned())
}

/// Every action with its Chinese reading: the steps of an item first, then those of a topic and of a case.
pub fn actions() -> impl Iterator<Item = (String, &'static str)> {
    // That an item was superseded is written in the event of what superseded it.
    let steps = Step::ALL.into_iter().filter(|step| *step != Step::BeSuperseded);
    let steps = steps.map(|step| (format!("item.{}", step.code()), step.label()));
    let of_topics = TopicStep::ALL.into_iter().map(|step| (format!("topic.{}", step.code()), step.label()));
    let of_cases = CaseStep::ALL.into_iter().map(|step| (format!("case.{}", step.code()), step.label()));
    steps.chain(of_topics).chain(of_cases).chain(ACTIONS.iter().map(|(word, label)| ((*word).to_owned(), *label)))
}

/// Actions that are no step of the workflow.
const ACTIONS: &[(&str, &str)] = &[
    ("item.create", "新建信息"),
    ("item.save", "保存草稿"),
    ("item.revise", "开始修订"),
    ("item.discard", "删除草稿"),
    ("item.change-column", "改投栏目"),
    ("item.claim", "认领"),
    ("item.release", "取消认领"),
    ("item.record-secrecy-review", "登记保密审查"),
    ("item.confirm-finding", "核对确认"),
    ("column.confirm", "确认栏目无变化"),
    ("column.adjust-clock", "调整计时"),
    ("column.end-adjustment", "撤销计时调整"),
    ("board.open-wall", "生成大屏地址"),
    ("board.close-wall", "停用大屏地址"),
    ("calendar.enter", "录入放假安排"),
    ("calendar.remove", "撤下放假安排"),
    ("calendar.change", "随系统或方案更换放假安排"),
    ("patrol.order", "发起巡查"),
    ("patrol.finish", "完成巡查"),
    ("patrol.add-word", "增加巡查用词"),
    ("patrol.remove-word", "删除巡查用词"),
    ("patrol.ignore", "增加巡查忽略项"),
    ("patrol.stop-ignoring", "删除巡查忽略项"),
    ("finding.judge-false", "判定巡查误报"),
    ("finding.ignore", "忽略巡查问题"),
    ("finding.reopen", "重新打开巡查问题"),
    ("reminder.make", "提醒单位"),
    ("reminder.acknowledge", "确认收到提醒"),
    ("reminder.renew-address", "更换日历订阅地址"),
    ("reminder.set-contacts", "设置提醒邮箱"),
    ("reminder.set-template", "修改提醒模板"),
    ("round.save", "保存月度巡查"),
    ("round.sign", "签署月度巡查"),
    ("assessment.judge", "评判考核项目"),
    ("assessment.end-judgement", "撤销考核评判"),
    ("assessment.freeze", "封存考核结果"),
    ("assessment.sign", "签认考核结果"),
    ("assessment.appeal", "提出考核申诉"),
    ("assessment.decide-appeal", "决定考核申诉"),
    ("item.import", "导入信息"),
    ("item.demo", "写入演示内容"),
    ("column.import-guides", "导入办事指南"),
    ("media.upload", "上传文件"),
    ("media.refuse", "拒收文件"),
    ("media.open-scan", "打开审查表扫描件"),
    ("register.import", "导入清单"),
    ("register.withdraw-personal", "撤下名单的个人信息"),
    ("register.forget", "清除未使用的清单"),
    ("plan.import", "导入方案"),
    ("plan.edit", "调整栏目"),
    ("account.open", "开通账号"),
    ("account.lock", "锁定账号"),
    ("account.unlock", "解锁账号"),
    ("account.close", "注销账号"),
    ("account.reset-password", "重置密码"),
    ("account.change-password", "修改密码"),
    ("account.totp-enable", "设置动态口令"),
    ("account.totp-disable", "停用动态口令"),
    ("account.reset-totp", "重置动态口令"),
    ("account.totp-seal", "加密动态口令密钥"),
    ("account.forget-key", "停用动态口令密钥"),
    ("account-request.file", "提交账号审定单"),
    ("account-request.decide", "审批账号审定单"),
    ("delegation.create", "委托签发"),
    ("delegation.end", "收回委托"),
    ("session.sign-in", "登录"),
    ("session.sign-in-failed", "登录失败"),
    ("session.proof-failed", "密码核对失败"),
    ("session.sign-out", "退出登录"),
    ("session.revoke", "结束会话"),
    ("notice.read", "阅读通知"),
    ("reprint-source.create", "新增转载来源"),
    ("reprint-source.change", "修改转载来源"),
    ("reprint-source.warn", "提醒转载来源失效"),
    ("reprint.propose", "推荐转载"),
    ("reprint.adopt", "采用转载"),
    ("reprint.dismiss", "不采用转载"),
    ("site.switch-on", "开启全站开关"),
    ("site.switch-off", "关闭全站开关"),
    ("report.receive", "收到读者反馈"),
    ("report.claim", "认领读者反馈"),
    ("report.release", "取消认领读者反馈"),
    ("report.answer", "答复读者反馈"),
    ("report.forward", "转办读者反馈"),
    ("report.open-contact", "查看反馈人联系方式"),
    ("topic.save", "保存专题"),
    ("old-address.point", "登记旧地址"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_action_has_one_reading_of_its_own() {
        let all: Vec<_> = actions().collect();
        for (word, label) in &all {
            assert_eq!(action_label(word), *label);
        }
        let (words, labels): (BTreeSet<&str>, BTreeSet<&str>) =
            all.iter().map(|(word, label)| (&**word, *label)).unzip();
        assert_eq!((words.len(), labels.len()), (all.len(), all.len()), "{all:?}");
        assert_eq!(action_label("item.fly"), "item.fly");
    }
}
