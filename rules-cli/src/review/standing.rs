//! A level with its ceiling: no page shows one without the other.

use super::words;
use crate::page::Cell;
use crate::show::voice::Voice;

/// Where a report stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// Index of the level.
    pub level: usize,
    /// Index of the ceiling's level.
    pub ceiling: usize,
    /// Whether no answer can change the level.
    pub settled: bool,
}

impl Standing {
    /// In words, with the marks of the level's place.
    pub fn cell(self, voice: &Voice<'_>) -> Cell {
        voice.level_cell(self.level, self.text(voice))
    }

    /// In words: `low, may be critical`.
    pub fn text(self, voice: &Voice<'_>) -> String {
        let level = voice.level(self.level);
        if self.ceiling != self.level {
            voice.fill(words::may_be, &[level, voice.level(self.ceiling)])
        } else if self.settled {
            voice.fill(words::is_settled, &[level])
        } else {
            voice.fill(words::may_be_lower, &[level])
        }
    }
}

/// The index of the lowest level of the upper half; of an odd number of levels the middle one is not in it.
pub fn upper_half(levels: usize) -> usize {
    levels.div_ceil(2).max(1)
}
