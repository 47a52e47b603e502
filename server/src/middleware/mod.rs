//! What happens around every request.

pub(crate) mod actor;
pub(crate) mod rate_limit;
pub(crate) mod request_number;
pub(crate) mod security_headers;
