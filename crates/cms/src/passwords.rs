//! Hashing and checking passwords, and drawing first ones.

use std::{
    sync::{Arc, LazyLock},
    thread::available_parallelism,
};

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::phc::{PasswordHash, Salt},
};
use domain::account::check_password;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use crate::{Cms, Error, Result};

/// Letters and digits of a first password that cannot be mistaken for one another when read from paper.
const LOWER: &[u8] = b"abcdefghjkmnpqrstuvwxyz";
const UPPER: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
const DIGITS: &[u8] = b"23456789";

/// Each hash fills its own memory (19 MiB by default) and a processor; half of the processors go on answering those who
/// are signed in, whatever is tried at the door. One bound for the process, however often it is opened.
static HASHES: LazyLock<Queue> =
    LazyLock::new(|| Queue::new((available_parallelism().map_or(1, std::num::NonZero::get) / 2).max(1), MOST_WAITING));

/// So many wait for a hash, some seconds at worst; whoever comes then is told to come back, which costs nothing.
const MOST_WAITING: usize = 50;

/// Turns at something dear, and a waiting room that can be full.
struct Queue {
    /// One for everybody who waits or has a turn.
    seats: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

impl Queue {
    fn new(turns: usize, waiting: usize) -> Self {
        Self { seats: Arc::new(Semaphore::new(turns + waiting)), turns: Arc::new(Semaphore::new(turns)) }
    }

    /// Does `work` when it is its turn, off the async runtime's workers: a hash takes tens of milliseconds on purpose.
    /// [`Error::Busy`] when too many wait already.
    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let seat = self.seats.clone().try_acquire_owned().map_err(|_| Error::Busy)?;
        let turn = self.turns.clone().acquire_owned().await.map_err(Error::internal)?;
        let done = tokio::task::spawn_blocking(move || {
            // Held here: a request that is given up does not stop the work.
            let _held = (seat, turn);
            work()
        });
        done.await.map_err(Error::internal)
    }
}

impl Cms {
    /// Hashes with argon2id at the cost of the settings.
    pub(crate) async fn hash_password(&self, password: &str) -> Result<SecretString> {
        let argon = self.argon2()?;
        let mut salt = [0; Salt::RECOMMENDED_LENGTH];
        self.inner.random.fill(&mut salt);
        let password = SecretString::from(password);
        let hash = HASHES.in_turn(move || {
            argon.hash_password_with_salt(password.expose_secret().as_bytes(), &salt).map(|hash| hash.to_string())
        });
        Ok(hash.await?.map_err(Error::internal)?.into())
    }

    /// Whether `password` is the one that was hashed.
    pub(crate) async fn is_password(&self, password: &str, hash: &SecretString) -> Result<bool> {
        let (password, hash) = (SecretString::from(password), hash.clone());
        let check = HASHES.in_turn(move || {
            let hash = PasswordHash::new(hash.expose_secret())?;
            // The hash names its own cost; the one of the settings is for new hashes.
            match Argon2::default().verify_password(password.expose_secret().as_bytes(), &hash) {
                Ok(()) => Ok(true),
                Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
                Err(error) => Err(error),
            }
        });
        check.await?.map_err(Error::internal)
    }

    /// Does the work of a check without an account, so that the answer to an unknown login takes as long.
    pub(crate) async fn check_nobody(&self, password: &str) -> Result<()> {
        self.hash_password(password).await.map(drop)
    }

    /// Whether a hash was made at another cost than the settings ask for now.
    pub(crate) fn is_outdated(&self, hash: &SecretString) -> Result<bool> {
        let wanted = self.cost()?;
        let hash = PasswordHash::new(hash.expose_secret()).map_err(Error::internal)?;
        let used = Params::try_from(&hash).map_err(Error::internal)?;
        Ok(hash.algorithm != Algorithm::Argon2id.ident()
            || (used.m_cost(), used.t_cost(), used.p_cost()) != (wanted.m_cost(), wanted.t_cost(), wanted.p_cost()))
    }

    /// A first password: sixteen characters of three classes, about 87 bits, grouped for reading aloud.
    pub(crate) fn draw_password(&self, login: &str) -> String {
        loop {
            let alphabet: Vec<u8> = [LOWER, UPPER, DIGITS].concat();
            let mut groups = Vec::with_capacity(4);
            for _ in 0..4 {
                groups.push((0..4).map(|_| char::from(self.draw(&alphabet))).collect::<String>());
            }
            let password = groups.join("-");
            if check_password(&password, login).is_ok() {
                return password;
            }
        }
    }

    /// One of `choices`, each as likely as the others.
    fn draw(&self, choices: &[u8]) -> u8 {
        // Bytes beyond the last whole multiple are drawn again, or the first choices would come more often.
        let limit = 256 - 256 % choices.len();
        loop {
            let mut byte = [0];
            self.inner.random.fill(&mut byte);
            if usize::from(byte[0]) < limit {
                return choices[usize::from(byte[0]) % choices.len()];
            }
        }
    }

    fn argon2(&self) -> Result<Argon2<'static>> {
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, self.cost()?))
    }

    fn cost(&self) -> Result<Params> {
        let settings = &self.inner.settings;
        Params::new(settings.password_memory_kib, settings.password_passes, 1, None).map_err(Error::internal)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        thread,
        time::Duration,
    };

    use super::*;

    #[expect(clippy::disallowed_methods, reason = "stands for the work of a hash, on a thread meant for blocking")]
    #[tokio::test]
    async fn no_more_hashes_at_once_than_turns() {
        let queue = Arc::new(Queue::new(2, 8));
        let (running, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let all: Vec<_> = (0..10)
            .map(|_| {
                let (queue, running, most) = (queue.clone(), running.clone(), most.clone());
                let work = move || {
                    most.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    thread::sleep(Duration::from_millis(5));
                    running.fetch_sub(1, Ordering::SeqCst);
                };
                tokio::spawn(async move { queue.in_turn(work).await })
            })
            .collect();
        for one in all {
            one.await.unwrap().unwrap();
        }
        assert!((1..=2).contains(&most.load(Ordering::SeqCst)), "{most:?} at once");
    }

    #[tokio::test]
    async fn who_finds_the_waiting_room_full_is_sent_away_at_once() {
        let queue = Arc::new(Queue::new(1, 1));
        let (release, released) = std::sync::mpsc::channel::<()>();
        let at_work = tokio::spawn({
            let queue = queue.clone();
            async move { queue.in_turn(move || released.recv().is_ok()).await }
        });
        let waiting = tokio::spawn({
            let queue = queue.clone();
            async move { queue.in_turn(|| true).await }
        });
        while queue.seats.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(queue.in_turn(|| true).await, Err(Error::Busy)));
        release.send(()).unwrap();
        assert!(at_work.await.unwrap().unwrap() && waiting.await.unwrap().unwrap());
        assert!(queue.in_turn(|| true).await.unwrap(), "there is room again");
    }
}
