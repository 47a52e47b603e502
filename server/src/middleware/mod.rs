//! What happens around every request.

pub mod actor;
pub mod rate_limit;
pub mod request_number;
pub mod security_headers;
