//! Chance of a played county: the seed alone decides, in every run of the same program.

use std::sync::{Mutex, PoisonError};

use rand::{Rng, RngCore, SeedableRng, rngs::StdRng};

use crate::Random;

/// Codes, keys and salts of the played county. It holds nothing that is worth a secret.
#[derive(Debug)]
pub(super) struct SeededRandom(Mutex<StdRng>);

impl SeededRandom {
    pub(super) fn new(seed: u64) -> Self {
        Self(Mutex::new(StdRng::seed_from_u64(seed)))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}

/// What people throw before they do something.
#[derive(Debug)]
pub(super) struct Dice(StdRng);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        // Another sequence than that of the codes, so that one code more does not make another county.
        Self(StdRng::seed_from_u64(seed ^ 0x6c6f_6e67_616e))
    }

    /// True so often of a hundred times.
    pub(super) fn falls(&mut self, percent: u32) -> bool {
        self.0.random_range(0..100) < percent
    }

    pub(super) fn between(&mut self, least: u16, most: u16) -> u16 {
        self.0.random_range(least..=most)
    }

    /// One of them; `None` when there is none.
    pub(super) fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        if all.is_empty() { None } else { all.get(self.0.random_range(0..all.len())) }
    }
}
