//! The values of one incident, in typed slots that are used again for the next one.
//!
//! INVARIANT(given): a slot's bits mean something only while its state is [`State::Given`].

use crate::deadline::DeadlineOutcome;
use crate::json::Text;
use crate::text::TextHits;

/// What is known of a slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Not in the incident.
    #[default]
    Absent,
    /// `null`: asked and not known.
    Null,
    /// There, and not usable.
    Unusable,
    /// Not in the incident, and certainly not relevant: no completion fills it.
    Void,
    /// There.
    Given,
}

/// One value.
#[derive(Clone, Copy, Debug, Default)]
pub struct Slot {
    /// What is known of it.
    pub state: State,
    /// Its bits, see INVARIANT(bits) of [`crate::lower::program`].
    pub bits: u64,
}

impl Slot {
    /// A known value.
    #[must_use]
    pub fn given(bits: u64) -> Self {
        Self { state: State::Given, bits }
    }
}

/// A run of values in one of the shared arenas; `more` says that there were more than the limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// First one.
    pub start: usize,
    /// How many.
    pub len: usize,
    /// Whether some were left unread.
    pub more: bool,
}

impl Extent {
    /// As bits of a slot.
    #[must_use]
    pub fn bits(self) -> u64 {
        (self.start as u64) << 32 | (self.len as u64 & 0x7fff_ffff) << 1 | u64::from(self.more)
    }

    /// From the bits of a slot.
    #[must_use]
    pub fn of(bits: u64) -> Self {
        Self { start: (bits >> 32) as usize, len: (bits >> 1 & 0x7fff_ffff) as usize, more: bits & 1 == 1 }
    }
}

/// Why a field is not usable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputError {
    /// The field, as `amount` or `transfers[0].amount`.
    pub field: String,
    /// The stable code.
    pub code: crate::diagnostic::Code,
    /// What was expected.
    pub expected: String,
    /// What was found, cut short.
    pub found: String,
}

/// A name that the ruleset does not declare, met before, with the declared one that it is close to: finding
/// that out costs more than scoring an incident.
#[derive(Clone, Debug)]
pub struct Stranger {
    /// The list of records whose item has it; none for the incident itself.
    pub list: Option<usize>,
    /// The table of keys that it is not in.
    pub table: usize,
    /// The name.
    pub name: String,
    /// The declared one.
    pub meant: Option<String>,
}

/// All values of one incident.
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// Fields, parameters, `as_of`.
    pub slots: Vec<Slot>,
    /// Texts, by the handle in a slot's bits.
    pub texts: Vec<Text>,
    /// Decoded texts.
    pub decoded: String,
    /// Values of lists.
    pub list_values: Vec<u64>,
    /// Items of lists of records: the first slot of each in `items`.
    pub rows: Vec<usize>,
    /// Slots of items.
    pub items: Vec<Slot>,
    /// What was not usable.
    pub errors: Vec<InputError>,
    /// Names that the ruleset does not declare: how many, and near misses with the name that was meant.
    pub undeclared: usize,
    /// Near misses.
    pub near_misses: Vec<(String, String)>,
    /// The incident's key, as JSON text: a string or a number.
    pub key: Option<String>,
    /// The text of the member that `as_of` is read from.
    pub as_of_text: Option<String>,
}

/// A value kept for the incident.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memo {
    /// The incident and pass it was computed for.
    pub epoch: u32,
    /// The value.
    pub value: super::value::Value,
}

/// A text that is searched.
#[derive(Debug, Default)]
pub struct Cell {
    /// Whether the hits are those of this incident.
    pub scanned: bool,
    /// What was found.
    pub hits: TextHits,
}

/// Scratch room of one thread: make one and use it for every incident.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The incident's values.
    pub values: Values,
    pub(crate) memos: Vec<Memo>,
    pub(crate) epoch: u32,
    pub(crate) cells: Vec<Cell>,
    pub(crate) item_hits: TextHits,
    pub(crate) item_text: Option<u64>,
    pub(crate) script_texts: Vec<String>,
    pub(crate) counts: Vec<(u64, u32)>,
    /// Deadlines as computed.
    pub deadlines: Vec<DeadlineOutcome>,
    /// What was decided of each entry.
    pub decisions: Vec<super::decide::Decision>,
    /// The entries that came to something, or may, by index; the others are certainly nothing.
    pub notable: Vec<usize>,
    pub(crate) candidates: super::candidates::Candidates,
    pub(crate) groups: Vec<[i64; 3]>,
    pub(crate) keys: String,
    pub(crate) order: Vec<u32>,
    pub(crate) strangers: Vec<Stranger>,
}
