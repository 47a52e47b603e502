//! What may be spent on a file, together with all files within it.

use std::cell::Cell;
use std::rc::Rc;

/// Shared by everybody who holds a copy. Whoever asks for more than is left gets nothing, and nobody does afterwards.
#[derive(Debug, Clone)]
pub(super) struct Budget(Rc<Cell<Option<u64>>>);

impl Budget {
    pub(super) fn new(amount: u64) -> Self {
        Self(Rc::new(Cell::new(Some(amount))))
    }

    pub(super) fn left(&self) -> u64 {
        self.0.get().unwrap_or(0)
    }

    /// Whether somebody asked for more than was left.
    pub(super) fn is_spent(&self) -> bool {
        self.0.get().is_none()
    }

    /// Takes `amount`, where there is as much.
    pub(super) fn spend(&self, amount: usize) -> bool {
        let left = self.0.get().and_then(|left| left.checked_sub(amount as u64));
        self.0.set(left);
        left.is_some()
    }
}
