//! Watches the session: warns two minutes before an idle one ends, and keeps the page when it has ended.

use std::time::Duration;

use domain::account::IDLE_MINUTES;
use leptos::{prelude::*, task::spawn_local};

use crate::{
    api::{ApiError, session},
    desk::{
        browser,
        state::{Desk, signed_in},
    },
    ui::{Button, ButtonKind, Dialog, live},
};

/// Seconds before the end at which the warning comes.
const WARNING: i64 = 120;

const IDLE_SECONDS: i64 = IDLE_MINUTES * 60;

/// What the watch says now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Awake,
    /// So many seconds are left.
    Ending(i64),
    Over,
}

fn state(seconds_since_contact: i64) -> State {
    let left = IDLE_SECONDS - seconds_since_contact;
    if left > WARNING {
        State::Awake
    } else if left > 0 {
        State::Ending(left)
    } else {
        State::Over
    }
}

#[component]
pub(super) fn SessionWatch() -> impl IntoView {
    let desk = Desk::expect();
    let (warned, left) = (RwSignal::new(false), RwSignal::new(0_i64));
    Effect::new(move |_| {
        // The page came from the server just now.
        browser::note_contact();
        let tick = move || match state(browser::seconds_since_contact()) {
            State::Awake => warned.set(false),
            State::Ending(seconds) => {
                left.set(seconds);
                warned.set(!desk.expired.get_untracked());
            }
            State::Over => {
                warned.set(false);
                desk.expired.set(true);
            }
        };
        if let Ok(timer) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || timer.clear());
        }
    });
    let busy = RwSignal::new(false);
    let stay = move |()| {
        desk.call(busy, session::stay_signed_in(), move |_| warned.set(false));
    };
    view! {
        <Dialog open=warned title="登录即将结束" id="idle-warning">
            <p>
                "您已有一段时间没有操作。为保证安全，"
                <strong>{live(move || in_words(left.get()))}</strong>
                "后将自动退出。正在编写的内容会自动保存。"
            </p>
            <Button kind=ButtonKind::Primary busy on_press=stay>"继续工作"</Button>
        </Dialog>
        <Expired/>
    }
}

fn in_words(seconds: i64) -> String {
    if seconds >= 60 { format!("{} 分 {} 秒", seconds / 60, seconds % 60) } else { format!("{seconds} 秒") }
}

/// The session is over: the page stays as it is, and goes on after a new log-in in another tab.
#[component]
fn Expired() -> impl IntoView {
    let desk = Desk::expect();
    let (checking, still_out) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let account = signed_in().account;
    let resume = move |()| {
        checking.set(true);
        spawn_local(async move {
            let answer = session::stay_signed_in().await;
            checking.try_set(false);
            match answer {
                Ok(me) if me.account == account => {
                    browser::note_contact();
                    desk.expired.set(false);
                    still_out.set(None);
                    desk.resumed.update(|times| *times += 1);
                }
                // Somebody else signed in: this page with what it shows is not theirs. What was written stays on the
                // shelf of its author in this browser.
                Ok(_) => browser::reload(),
                Err(error) => {
                    still_out.try_set(Some(match error {
                        ApiError::NotSignedIn => "还没有登录，请先在新窗口登录。".to_owned(),
                        other => other.to_string(),
                    }));
                }
            }
        });
    };
    view! {
        <Dialog open=desk.expired title="登录已过期" id="expired" shown_once=true>
            <p>"您写的内容还在这一页上，也保存在本机，不会丢失。请在新窗口重新登录，然后回到这里继续。"</p>
            {live(move || still_out.get().map(|why| view! { <p class="expired__fault" role="alert">{why}</p> }))}
            <div class="dialog__actions">
                <a class="button button--primary" href="/desk/login?next=/desk/me" target="_blank" rel="external noopener">
                    "在新窗口登录"
                </a>
                <Button busy=checking on_press=resume>"我已登录，继续"</Button>
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_warning_comes_two_minutes_before_the_end() {
        assert_eq!(state(0), State::Awake);
        assert_eq!(state(IDLE_SECONDS - 121), State::Awake);
        assert_eq!(state(IDLE_SECONDS - 120), State::Ending(120));
        assert_eq!(state(IDLE_SECONDS - 1), State::Ending(1));
        assert_eq!(state(IDLE_SECONDS), State::Over);
        assert_eq!(in_words(119), "1 分 59 秒");
    }
}
