//! What would meet a single duty and is not public yet: whose time it is, and where somebody works on it.

use serde::{Deserialize, Serialize};

use super::{Handover, Hands, OpenItem, Side};
use crate::{
    id::ItemId,
    plan::{ColumnCode, UnitCode},
};

/// An item, or the next page of a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnItsWay {
    /// `None` of a page of a topic, which is worked on where the topic is.
    pub item: Option<ItemOnItsWay>,
    /// The hands that it went through.
    pub hands: Hands,
    /// The day from which on the time is a lead unit's that enters it for a unit without account.
    pub entered: Option<Handover>,
}

/// The item itself, in whatever column it stands: an interpretation may come in another than its document waits for it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemOnItsWay {
    pub item: ItemId,
    pub column: ColumnCode,
    /// The unit that writes it.
    pub unit: UnitCode,
    /// Whether that one works on it or it lies to be signed, whosever the time is.
    pub with: Side,
}

impl OnItsWay {
    pub fn page(hands: Hands) -> Self {
        Self { item: None, hands, entered: None }
    }

    /// An item of `column` that `unit` writes.
    pub fn item(open: &OpenItem, column: ColumnCode, unit: UnitCode) -> Self {
        let item = ItemOnItsWay { item: open.item, column, unit, with: open.hands.with() };
        Self { item: Some(item), hands: open.hands.clone(), entered: None }
    }

    /// An item that a lead `unit` enters for a unit without account. That one has done its part by sending it in: it lies with
    /// the lead unit from the day on which it is entered, and what is given back there goes back to the same people.
    pub fn entered(open: &OpenItem, column: ColumnCode, unit: UnitCode) -> Self {
        let entered = Some(Handover { on: open.begun_on, to: Side::Lead });
        Self { entered, ..Self::item(open, column, unit) }
    }

    /// Whose time it was, oldest first; before the first entry it was its unit's.
    pub(super) fn turns(&self) -> &[Handover] {
        self.entered.as_ref().map_or(self.hands.handovers.as_slice(), std::slice::from_ref)
    }

    /// Whether a lead unit writes it still for a unit without account: there is nothing to sign.
    pub(super) fn is_being_entered(&self) -> bool {
        self.entered.is_some() && self.hands.with() == Side::Unit
    }
}
