//! Why a server function did not do what it was asked, in words for the desk.

use domain::{checks::Report, desk::FieldFault, permission::Refusal};
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// The desk's errors. No variant carries a text that a caller could have chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ApiError {
    #[error("登录已过期，请重新登录")]
    NotSignedIn,
    /// The first password or the second factor is still due.
    #[error("请先修改密码或设置动态口令")]
    NotReady,
    #[error("{0}")]
    Refused(Refusal),
    #[error("内容不存在或已撤下")]
    NotFound,
    /// Somebody else decided or saved in between.
    #[error("内容已被他人修改或处理，请刷新后再看")]
    Stale,
    /// Form fields that must be mended.
    #[error("{}", FieldFault::in_one_line(.0))]
    Invalid(Vec<FieldFault>),
    /// Checks that stop a submission.
    #[error("还有 {} 项检查未通过", .0.blockers().count())]
    Blocked(Report),
    /// Too many ask for the same at once; nothing was done.
    #[error("系统繁忙，请稍后再试")]
    Busy,
    /// `request` is the number under which the server's log has the cause.
    #[error("系统出现故障，请稍后再试；如仍不行，请把编号 {request} 告诉技术人员")]
    Internal { request: String },
    /// No answer, or one that is none of ours.
    #[error("网络不通或服务器没有回应，请稍后再试")]
    Transport,
}

impl ApiError {
    /// The faults beside form fields, if that is what it is about.
    pub fn faults(&self) -> Vec<FieldFault> {
        match self {
            Self::Invalid(faults) => faults.clone(),
            _ => Vec::new(),
        }
    }
}

impl FromServerFnError for ApiError {
    type Encoder = super::wire::JsonText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        #[cfg(feature = "ssr")]
        if matches!(
            error,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_)
        ) {
            set_status(axum::http::StatusCode::BAD_REQUEST);
        }
        // Its text may repeat what the caller sent.
        drop(error);
        Self::Transport
    }
}

#[cfg(feature = "ssr")]
impl From<cms::Error> for ApiError {
    fn from(error: cms::Error) -> Self {
        use axum::http::StatusCode;
        let (status, error) = match error {
            cms::Error::NotSignedIn => (StatusCode::UNAUTHORIZED, Self::NotSignedIn),
            cms::Error::Unfinished => (StatusCode::FORBIDDEN, Self::NotReady),
            cms::Error::Refused(refusal) => (StatusCode::FORBIDDEN, Self::Refused(refusal)),
            cms::Error::NotFound => (StatusCode::NOT_FOUND, Self::NotFound),
            cms::Error::Stale => (StatusCode::CONFLICT, Self::Stale),
            cms::Error::Invalid(faults) => (StatusCode::UNPROCESSABLE_ENTITY, Self::Invalid(faults)),
            cms::Error::Blocked(report) => (StatusCode::UNPROCESSABLE_ENTITY, Self::Blocked(report)),
            cms::Error::Busy => (StatusCode::TOO_MANY_REQUESTS, Self::Busy),
            cause @ (cms::Error::Store(_) | cms::Error::Media(_) | cms::Error::Internal(_)) => {
                let request = leptos::prelude::use_context::<cms::Ctx>().map(|ctx| ctx.request).unwrap_or_default();
                tracing::error!(request, cause = %cause, "a server function failed");
                (StatusCode::INTERNAL_SERVER_ERROR, Self::Internal { request })
            }
        };
        set_status(status);
        error
    }
}

/// The status of the answer under way: of the function's own, or of the page whose data it loads.
#[cfg(feature = "ssr")]
pub(crate) fn set_status(status: axum::http::StatusCode) {
    if let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(status);
    }
}
