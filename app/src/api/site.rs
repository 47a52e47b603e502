//! 全站设置: the portal's switches.

use domain::{
    desk::site::{SiteSheet, SwitchOn},
    id::SiteSwitchId,
};
use leptos::prelude::*;

use super::{ApiError, Json, Served};
#[cfg(feature = "ssr")]
use super::{context, served};

#[server(name = AskSiteSheet, prefix = "/api/desk", endpoint = "site/sheet", input = Json, output = Json)]
pub async fn site_sheet() -> Result<Served<SiteSheet>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.site_sheet(&ctx).await?))
}

#[server(name = AskSwitchOn, prefix = "/api/desk", endpoint = "site/switch-on", input = Json, output = Json)]
pub async fn switch_on(asked: SwitchOn) -> Result<SiteSwitchId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.switch_on(&ctx, asked).await?)
}

#[server(name = AskSwitchOff, prefix = "/api/desk", endpoint = "site/switch-off", input = Json, output = Json)]
pub async fn switch_off(id: SiteSwitchId, reason: String) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.switch_off(&ctx, id, &reason).await?)
}
