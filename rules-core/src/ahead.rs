//! What is found out beside the score: what is still possible, and what to ask for. Builds without the feature
//! `guide` find out nothing.

use crate::session::Session;
#[cfg(feature = "guide")]
use crate::{
    bounds::{Bounder, Bounds, Outlook, STEPS},
    session::decided,
};

/// What is found out beside the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ahead {
    Nothing,
    Bounds,
    Questions,
}

#[cfg(feature = "guide")]
impl<'a> Session<'a> {
    /// What the options ask for beside the score.
    pub(crate) fn wanted(&self) -> Ahead {
        match (self.options.bounds, self.options.next) {
            (_, true) => Ahead::Questions,
            (true, false) => Ahead::Bounds,
            (false, false) => Ahead::Nothing,
        }
    }

    /// Finds out what is still possible of the incident at hand, and sharpens its ceiling by that.
    pub(crate) fn look_ahead(&mut self, line: &[u8], wanted: Ahead) {
        if wanted == Ahead::Nothing {
            return;
        }
        let outlook = self.with_bounder(|bounder| match wanted {
            Ahead::Questions => bounder.outlook(line, STEPS),
            _ => bounder.bounds(line, STEPS).map(|bounds| Outlook { bounds, next: None }),
        });
        // A line that was read before can be read again.
        let Ok(outlook) = outlook else { return };
        self.sharpen(&outlook.bounds);
        self.outlook = Some(Box::new(outlook));
    }

    /// Does something with what finds out what is possible; it is made when it is first needed.
    pub(crate) fn with_bounder<R>(&mut self, act: impl FnOnce(&mut Bounder<'a>) -> R) -> R {
        let make = || Box::new(Bounder::new(self.ruleset, self.context, self.options));
        let mut bounder = self.bounder.take().unwrap_or_else(make);
        let found = act(&mut bounder);
        self.bounder = Some(bounder);
        found
    }

    /// Sharpens the ceiling and whether the level is settled. Not where a rule failed: it counts for the ceiling as
    /// if it might fire, which no completion does.
    fn sharpen(&mut self, bounds: &Bounds) {
        let mut decided = decided(self.ruleset.program(), &self.scratch);
        if decided.any(|(entry, decision)| !entry.shadow && decision.failed.is_some()) {
            return;
        }
        let level = self.ruleset.model().levels.iter().position(|it| it.id == bounds.level.high.value);
        self.score.ceiling_score = bounds.score.high.value;
        self.score.ceiling_level = level.unwrap_or(self.score.ceiling_level);
        self.score.settled = bounds.settled;
    }
}

#[cfg(not(feature = "guide"))]
impl Session<'_> {
    pub(crate) fn wanted(&self) -> Ahead {
        Ahead::Nothing
    }

    pub(crate) fn look_ahead(&mut self, _line: &[u8], _wanted: Ahead) {}
}
