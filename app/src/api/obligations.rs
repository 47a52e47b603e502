//! 保障任务: how columns stand, what waits for whom, what is decided about clocks, and the calendar that all clocks count with.

use domain::{
    calendar::Notice,
    desk::{
        board::{CountyBoard, MyDuties},
        calendar::{CalendarSheet, MovedClock},
        clocks::{Adjust, Adjustment},
        secret_address::SecretAddress,
        workbench::Figure,
    },
    id::{AdjustmentId, CalendarNoticeId},
    plan::ColumnCode,
};
use leptos::prelude::*;

use super::{ApiError, Json, Served};
#[cfg(feature = "ssr")]
use super::{context, served};

#[server(name = AskMyDuties, prefix = "/api/desk", endpoint = "obligations/mine", input = Json, output = Json)]
pub async fn my_duties() -> Result<MyDuties, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.my_duties(&ctx).await?)
}

#[server(name = AskCountyBoard, prefix = "/api/desk", endpoint = "obligations/board", input = Json, output = Json)]
pub async fn county_board() -> Result<Served<CountyBoard>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.county_board(&ctx).await?))
}

/// The board again, for a page that stays open: nobody has asked for it, so it prolongs no session.
#[server(name = AskBoardAgain, prefix = "/api/desk", endpoint = "obligations/board-again", input = Json, output = Json)]
pub async fn board_again() -> Result<CountyBoard, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.county_board(&ctx).await?)
}

#[server(name = AskWallAddress, prefix = "/api/desk", endpoint = "obligations/wall", input = Json, output = Json)]
pub async fn wall_address() -> Result<Option<SecretAddress>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.wall_address(&ctx).await?)
}

#[server(name = AskOpenWall, prefix = "/api/desk", endpoint = "obligations/open-wall", input = Json, output = Json)]
pub async fn open_wall() -> Result<String, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.open_wall(&ctx).await?)
}

#[server(name = AskCloseWall, prefix = "/api/desk", endpoint = "obligations/close-wall", input = Json, output = Json)]
pub async fn close_wall() -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.close_wall(&ctx).await?)
}

#[server(name = AskFigures, prefix = "/api/desk", endpoint = "obligations/figures", input = Json, output = Json)]
pub async fn figures() -> Result<Vec<(Figure, i64)>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.workbench_figures(&ctx).await?)
}

#[server(name = AskConfirmColumn, prefix = "/api/desk", endpoint = "obligations/confirm", input = Json, output = Json)]
pub async fn confirm_column(column: ColumnCode, note: String) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.confirm_column(&ctx, &column, &note).await?)
}

#[server(name = AskAdjustments, prefix = "/api/desk", endpoint = "obligations/adjustments", input = Json, output = Json)]
pub async fn adjustments(column: ColumnCode) -> Result<Served<Vec<Adjustment>>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.adjustments(&ctx, &column).await?))
}

#[server(name = AskAdjustClock, prefix = "/api/desk", endpoint = "obligations/adjust", input = Json, output = Json)]
pub async fn adjust_clock(adjust: Adjust) -> Result<AdjustmentId, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.adjust_clock(&ctx, adjust).await?)
}

#[server(name = AskEndAdjustment, prefix = "/api/desk", endpoint = "obligations/end-adjustment", input = Json, output = Json)]
pub async fn end_adjustment(id: AdjustmentId, reason: String) -> Result<(), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.end_adjustment(&ctx, id, &reason).await?)
}

#[server(name = AskCalendarSheet, prefix = "/api/desk", endpoint = "calendar/sheet", input = Json, output = Json)]
pub async fn calendar_sheet() -> Result<Served<CalendarSheet>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(served(&cms, cms.calendar_sheet(&ctx).await?))
}

#[server(name = AskPreviewNotice, prefix = "/api/desk", endpoint = "calendar/preview", input = Json, output = Json)]
pub async fn preview_notice(notice: Notice) -> Result<Vec<MovedClock>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.preview_notice(&ctx, &notice).await?)
}

#[server(name = AskEnterNotice, prefix = "/api/desk", endpoint = "calendar/enter", input = Json, output = Json)]
pub async fn enter_notice(notice: Notice) -> Result<(CalendarNoticeId, Vec<MovedClock>), ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.enter_notice(&ctx, &notice).await?)
}

#[server(name = AskRemoveNotice, prefix = "/api/desk", endpoint = "calendar/remove", input = Json, output = Json)]
pub async fn remove_notice(id: CalendarNoticeId, reason: String) -> Result<Vec<MovedClock>, ApiError> {
    let (cms, ctx) = context()?;
    Ok(cms.remove_notice(&ctx, id, &reason).await?)
}
