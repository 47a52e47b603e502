//! The log as the auditor reads it.

use domain::{
    desk::{Page, log::LogFilter},
    event::{EventRow, SubjectKind, Verification},
    permission::Action,
    plan::UnitCode,
    workflow::Step,
};

use crate::{Cms, Ctx, Result};

/// Entries of a page.
const PAGE_SIZE: i64 = 50;

impl Cms {
    /// A page of the log, newest first.
    pub async fn events(&self, ctx: &Ctx, filter: &LogFilter) -> Result<Page<EventRow>> {
        ctx.at_desk(Action::ReadLog)?;
        let (records, total) = self.inner.store.events_page(filter, PAGE_SIZE).await?;
        let plan = self.plan();
        let rows = records
            .into_iter()
            .map(|record| {
                let unit_name = UnitCode::parse(&record.unit).map(|unit| plan.unit_name(&unit).to_owned());
                Ok(EventRow {
                    subject_kind: SubjectKind::try_from(&record)?,
                    seq: record.seq,
                    at: record.at,
                    actor_name: record.actor_name,
                    unit_name: unit_name.unwrap_or_default(),
                    action_label: action_label(&record.action),
                    action: record.action,
                    subject: record.subject,
                    data: record.data,
                    hash: record.hash,
                })
            })
            .collect::<Result<Vec<EventRow>>>()?;
        Ok(Page { rows, total, number: filter.page.max(1), size: PAGE_SIZE })
    }

    /// Walks the whole hash chain and names every entry that was changed, is missing or stands in the wrong place.
    pub async fn verify_log(&self, ctx: &Ctx) -> Result<Verification> {
        ctx.at_desk(Action::ReadLog)?;
        Ok(self.inner.store.verify_log().await?)
    }
}

/// The Chinese reading of an action's word; a word that is not known here is shown as it is.
pub fn action_label(action: &str) -> String {
    if let Some(step) = action.strip_prefix("item.").and_then(Step::from_code) {
        return step.label().into();
    }
    let known = ACTIONS.iter().find(|(word, _)| *word == action);
    known.map_or_else(|| action.to_owned(), |(_, label)| (*label).to_owned())
}

/// Actions that are no step of the workflow.
const ACTIONS: &[(&str, &str)] = &[
    ("item.create", "新建信息"),
    ("item.save", "保存草稿"),
    ("item.revise", "开始修订"),
    ("item.discard", "删除草稿"),
    ("item.claim", "认领"),
    ("item.release", "取消认领"),
    ("item.record-secrecy-review", "登记保密审查"),
    ("item.correct-time", "更正发布时间"),
    ("item.import", "导入信息"),
    ("media.upload", "上传文件"),
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
    ("account-request.file", "提交账号审定单"),
    ("account-request.decide", "审批账号审定单"),
    ("delegation.create", "委托签发"),
    ("delegation.end", "收回委托"),
    ("session.sign-in", "登录"),
    ("session.sign-in-failed", "登录失败"),
    ("session.sign-out", "退出登录"),
    ("session.revoke", "结束会话"),
    ("notice.read", "阅读通知"),
];
