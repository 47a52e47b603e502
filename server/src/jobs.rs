//! Work that the clock starts. Each job derives what to do from the database, so a crash or a second node loses
//! nothing and doubles nothing.

use std::time::Duration;

use cms::Ctx;
use patrol::Wishes;
use tokio::{
    sync::watch,
    time::{Instant, Interval, MissedTickBehavior, interval, interval_at},
};

use crate::{patrol::PortalNetwork, state::AppState};

/// Runs until `stopped` turns true.
pub(crate) async fn run(state: AppState, network: Option<PortalNetwork>, stopped: watch::Receiver<bool>) {
    tokio::join!(follow_log(&state, stopped.clone()), work(&state, network.as_ref(), stopped));
}

/// What other nodes and the command line change shows here within a second, however long the rest of the work takes.
async fn follow_log(state: &AppState, mut stopped: watch::Receiver<bool>) {
    let mut look = every(Duration::from_millis(500));
    loop {
        tokio::select! {
            _ = look.tick() => {
                if let Err(error) = state.read_log().await {
                    tracing::error!(%error, "the log could not be read for the kept pages");
                }
            }
            _ = stopped.changed() => return,
        }
    }
}

async fn work(state: &AppState, network: Option<&PortalNetwork>, stopped: watch::Receiver<bool>) {
    // Other sites may take minutes to answer, and large pictures seconds to make; what is due here does not wait for them.
    tokio::join!(
        keep_time(state, stopped.clone()),
        look_outside(state, stopped.clone()),
        patrol(state, network, stopped.clone()),
        probe(state, network, stopped.clone()),
        remind_units(state, stopped.clone()),
        carry_mail(state, stopped.clone()),
        make_pictures(state, stopped)
    );
}

async fn keep_time(state: &AppState, mut stopped: watch::Receiver<bool>) {
    let mut often = every(Duration::from_secs(5));
    let mut hourly = every(Duration::from_hours(1));
    loop {
        tokio::select! {
            _ = often.tick() => {
                publish_due(state).await;
                withdraw_personal_parts(state).await;
                write_views(state).await;
                archive_due_topics(state).await;
                follow_plan(state).await;
                follow_calendar(state).await;
                follow_site(state).await;
            }
            _ = hourly.tick() => {
                tidy(state).await;
                note_standings(state).await;
            }
            _ = stopped.changed() => {
                // What was read since the last time; after a kill -9 these seconds are lost.
                write_views(state).await;
                return;
            }
        }
    }
}

/// Sources of reprints that are due. Broken off, a look is made again when its lease is over.
async fn look_outside(state: &AppState, mut stopped: watch::Receiver<bool>) {
    let mut soon = every(Duration::from_mins(1));
    let looking = async {
        loop {
            soon.tick().await;
            match state.cms.look_at_sources(&Ctx::system("look at sources")).await {
                Ok(0) => {}
                Ok(count) => tracing::info!(count, "reprints proposed"),
                Err(error) => tracing::error!(%error, "sources of reprints could not be looked at"),
            }
        }
    };
    tokio::select! { () = looking => {}, _ = stopped.changed() => {} }
}

/// The round of the day, and those that the portal manager sends. Broken off, a round is taken up where it had come to,
/// by whichever node comes first once its lease is over.
async fn patrol(state: &AppState, network: Option<&PortalNetwork>, mut stopped: watch::Receiver<bool>) {
    let Some(network) = network else { return };
    let mut soon = every(Duration::from_secs(10));
    let patrolling = async {
        loop {
            soon.tick().await;
            let ctx = Ctx::system("patrol");
            if let Some(daily_at) = state.config.patrol_time()
                && let Err(error) = state.cms.order_due_round(&ctx, daily_at).await
            {
                tracing::error!(%error, "the round of the day could not be ordered");
            }
            match state.cms.walk_round(&ctx, &network.walking(&state.config)).await {
                Ok(None) => {}
                Ok(Some(done)) => tracing::info!(
                    round = done.number,
                    pages = done.pages,
                    opened = done.opened,
                    fixed = done.fixed,
                    "round of the patrol finished"
                ),
                Err(error) => tracing::error!(%error, "the patrol could not walk on"),
            }
        }
    };
    tokio::select! { () = patrolling => {}, _ = stopped.changed() => {} }
}

/// What must always be there. It is not asked in the first half minute: whoever starts the program wants to see the portal
/// first. Broken off, a turn is made again when its lease is over.
async fn probe(state: &AppState, network: Option<&PortalNetwork>, mut stopped: watch::Receiver<bool>) {
    let (Some(network), Some(rhythm)) = (network, state.config.probing()) else { return };
    let mut soon = interval_at(Instant::now() + Duration::from_secs(30), Duration::from_secs(15));
    soon.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut wishes = Wishes::default();
    let probing = async {
        loop {
            soon.tick().await;
            let walking = network.walking(&state.config);
            if let Err(error) = state.cms.probe_services(&Ctx::system("probe"), rhythm, &walking, &mut wishes).await {
                tracing::error!(%error, "what must always be there could not be probed");
            }
        }
    };
    tokio::select! { () = probing => {}, _ = stopped.changed() => {} }
}

/// What units are told each working morning. Looked at often, since it costs little when nothing is to be told: a start
/// later in the day makes up for the morning, and what is done needs no answer any more.
async fn remind_units(state: &AppState, mut stopped: watch::Receiver<bool>) {
    let mut look = every(Duration::from_mins(10));
    let reminding = async {
        loop {
            look.tick().await;
            match state.cms.remind(&Ctx::system("reminders of the morning")).await {
                Ok(done) if done.units == 0 => {}
                Ok(done) => {
                    tracing::info!(
                        units = done.units,
                        reminders = done.reminders,
                        cases = done.cases,
                        "units reminded"
                    );
                    send_mail(state).await;
                }
                Err(error) => tracing::error!(%error, "units could not be reminded, they are at the next look"),
            }
        }
    };
    tokio::select! { () = reminding => {}, _ = stopped.changed() => {} }
}

/// Mail that is due. Broken off, an attempt is made again when its lease is over.
async fn carry_mail(state: &AppState, mut stopped: watch::Receiver<bool>) {
    let mut soon = every(Duration::from_mins(1));
    let carrying = async {
        loop {
            soon.tick().await;
            send_mail(state).await;
        }
    };
    tokio::select! { () = carrying => {}, _ = stopped.changed() => {} }
}

async fn send_mail(state: &AppState) {
    match state.cms.send_mail(&Ctx::system("mail")).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "mails sent"),
        Err(error) => tracing::error!(%error, "mail could not be sent, it waits"),
    }
}

/// Pictures in the sizes of pages: a large one takes some seconds. What was not made at the end is made when somebody
/// asks for it.
async fn make_pictures(state: &AppState, mut stopped: watch::Receiver<bool>) {
    let making = async {
        loop {
            state.cms.pictures_wait().await;
            if let Err(error) = state.cms.make_variants().await {
                tracing::error!(%error, "a picture could not be made in the sizes of pages");
            }
        }
    };
    tokio::select! { () = making => {}, _ = stopped.changed() => {} }
}

fn every(period: Duration) -> Interval {
    let mut interval = interval(period);
    interval.set_missed_tick_behavior(MissedTickBehavior::Skip);
    interval
}

/// Signed revisions whose minute has come.
async fn publish_due(state: &AppState) {
    match state.cms.publish_due(&Ctx::system("publish due")).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "scheduled revisions published"),
        Err(error) => tracing::error!(%error, "scheduled revisions could not be published"),
    }
}

/// Tables of people whose publication period has passed.
async fn withdraw_personal_parts(state: &AppState) {
    match state.cms.withdraw_personal_parts(&Ctx::system("end of publication periods")).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "personal parts of tables withdrawn"),
        Err(error) => tracing::error!(%error, "personal parts of tables could not be withdrawn"),
    }
}

/// How often articles were read in the last seconds.
async fn write_views(state: &AppState) {
    if let Err(error) = state.cms.write_views().await {
        tracing::error!(%error, "views could not be written, they wait for the next time");
    }
}

/// Topics whose last day is over.
async fn archive_due_topics(state: &AppState) {
    match state.cms.archive_due_topics(&Ctx::system("archive due topics")).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "topics archived after their last day"),
        Err(error) => tracing::error!(%error, "topics could not be archived"),
    }
}

/// A new day, or a plan that another node imported.
async fn follow_plan(state: &AppState) {
    if let Err(error) = state.cms.refresh_plan().await {
        tracing::error!(%error, "the plan could not be read again");
    }
}

/// A notice on holidays that was entered on another node.
async fn follow_calendar(state: &AppState) {
    if let Err(error) = state.cms.refresh_calendar().await {
        tracing::error!(%error, "the working-day calendar could not be read again");
    }
    match state.cms.compare_shipped_days(&Ctx::system("days off of the program")).await {
        Ok(moved) if moved.is_empty() => {}
        Ok(moved) => tracing::info!(clocks = moved.len(), "other days off came with the program or the plan"),
        Err(error) => tracing::error!(%error, "the days off of the program could not be compared, they are in 5 s"),
    }
}

/// How the county stands, for the trend: what the last hour of a day wrote stays.
async fn note_standings(state: &AppState) {
    if let Err(error) = state.cms.note_standings(&Ctx::system("standings of the day")).await {
        tracing::error!(%error, "how columns stand could not be written");
    }
}

/// A switch of the portal that was set on another node.
async fn follow_site(state: &AppState) {
    if let Err(error) = state.cms.refresh_site().await {
        tracing::error!(%error, "the portal's switches could not be read again");
    }
}

/// Ended sessions, rested addresses, old probes, tables that nobody used.
async fn tidy(state: &AppState) {
    for limit in [&state.sign_in_limit, &state.feedback_limit, &state.lookup_limit, &state.secret_limit] {
        limit.forget_rested();
    }
    if let Err(error) = state.cms.delete_expired_sessions().await {
        tracing::error!(%error, "ended sessions could not be deleted");
    }
    if let Err(error) = state.cms.forget_old_probes(&Ctx::system("old probes")).await {
        tracing::error!(%error, "old probes could not be deleted");
    }
    match state.cms.forget_unused_registers(&Ctx::system("unused tables")).await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "unused tables deleted"),
        Err(error) => tracing::error!(%error, "unused tables could not be deleted"),
    }
}
