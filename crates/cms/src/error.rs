//! Why a use case did not do what it was asked.

use domain::{
    checks::Report,
    desk::{FieldFault, register::CellFault},
    permission::Refusal,
};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("请先登录")]
    NotSignedIn,
    /// Signed in, but the first password or the second factor is still due: nothing else works until then.
    #[error("请先修改密码或设置动态口令")]
    Unfinished,
    /// The plan or the stage does not allow it.
    #[error("{0}")]
    Refused(#[from] Refusal),
    #[error("内容不存在或已撤下")]
    NotFound,
    /// Somebody else decided or saved in between.
    #[error("内容已被他人修改或处理，请刷新后再看")]
    Stale,
    /// Form fields that must be mended; shown beside each field.
    #[error("{}", FieldFault::in_one_line(.0))]
    Invalid(Vec<FieldFault>),
    /// Checks that stop the submission.
    #[error("还有 {} 项检查未通过", .0.blockers().count())]
    Blocked(Report),
    /// Too many wait for something dear already; nothing was done.
    #[error("系统繁忙，请稍后再试")]
    Busy,
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Media(#[from] object_store::Error),
    /// Something that should not happen; the text is for the server's log, never for a page.
    #[error("{0}")]
    Internal(String),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// One fault beside one field.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldFault::new(field, message)])
    }

    /// What is wrong inside a file, beside the field in which it was chosen.
    pub(crate) fn of_file(faults: Vec<CellFault>) -> Self {
        Self::Invalid(faults.iter().map(|fault| FieldFault::new("file", fault.in_words())).collect())
    }

    pub(crate) fn internal(cause: impl std::fmt::Display) -> Self {
        Self::Internal(cause.to_string())
    }
}
