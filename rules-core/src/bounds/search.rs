//! The ends of what is possible, by branch and bound.
//!
//! A set of completions has sound ends ([`View::totals`]). The search looks at the set that promises most,
//! splits it by the test that matters most, and stops where a completion that it has made reaches the promise:
//! that completion is evaluated as any incident is, so an end is called exact only if the evaluator says so.

use super::scene::{Scene, View};
use super::state::Place;
use super::totals::{Aim, Totals};
use super::trial::Trial;
use super::witness::{Filling, Leaning};

/// An end that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// The highest score.
    HighScore,
    /// The lowest score.
    LowScore,
    /// The highest level.
    HighLevel,
    /// The lowest level.
    LowLevel,
}

impl Goal {
    /// All of them, in the order in which they are looked for.
    pub const ALL: [Self; 4] = [Self::HighScore, Self::HighLevel, Self::LowScore, Self::LowLevel];

    /// What an assessment is worth to it: more is nearer to the end.
    fn worth(self, score: i64, level: usize) -> i64 {
        let level = i64::try_from(level).unwrap_or(i64::MAX);
        match self {
            Self::HighScore => score,
            Self::LowScore => -score,
            Self::HighLevel => level,
            Self::LowLevel => -level,
        }
    }

    /// The most, and the least, that completions may be worth.
    fn promise(self, totals: &Totals) -> (i64, i64) {
        let low = self.worth(totals.score.low, totals.level.low);
        let high = self.worth(totals.score.high, totals.level.high);
        (low.max(high), low.min(high))
    }

    /// The score, or the level, that is worth so much.
    pub fn value(self, worth: i64) -> i64 {
        match self {
            Self::HighScore | Self::HighLevel => worth,
            Self::LowScore | Self::LowLevel => -worth,
        }
    }

    fn aim(self) -> Aim {
        Aim {
            high: matches!(self, Self::HighScore | Self::HighLevel),
            level: matches!(self, Self::HighLevel | Self::LowLevel),
        }
    }
}

/// The completion that is nearest to an end, of those that were made.
#[derive(Clone, Debug, Default)]
pub struct Best {
    /// Its score.
    pub score: i64,
    /// Its level.
    pub level: usize,
    /// The values of its fields.
    pub fillings: Vec<(Place, Filling)>,
}

/// An end as found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The end: no completion is beyond it.
    pub worth: i64,
    /// The completion that is nearest.
    pub best: Best,
    /// Whether that completion reaches it.
    pub exact: bool,
}

/// The search for the ends of one incident.
pub struct Search<'t, 's, 'e, 'a> {
    /// The incident.
    pub scene: Scene<'s, 'e>,
    /// Evaluates completions.
    pub trial: Trial<'t, 'a>,
    /// A score and a level that no completion exceeds.
    pub ceiling: (i64, usize),
    /// Sets that may still be looked at.
    pub steps: usize,
    /// The nearest completion for each goal.
    pub best: [Best; 4],
}

/// No set of completions is left that may be worth more.
const NOTHING_LEFT: i64 = i64::MIN;

impl Search<'_, '_, '_, '_> {
    /// Looks for all ends of some completions, the present assessment being one of them.
    pub fn run(&mut self, all: &View) -> [Found; 4] {
        Goal::ALL.map(|goal| self.find(all, goal))
    }

    /// Looks for an end of some completions.
    pub fn find(&mut self, all: &View, goal: Goal) -> Found {
        let left = self.look(all, goal).min(self.cap(goal));
        let best = self.best_of(goal).clone();
        let reached = goal.worth(best.score, best.level);
        Found { worth: left.max(reached), best, exact: left <= reached }
    }

    /// What is known without a search to be the most.
    fn cap(&self, goal: Goal) -> i64 {
        let (score, level) = self.ceiling;
        if goal.aim().high { goal.worth(score, level) } else { i64::MAX }
    }

    fn best_of(&self, goal: Goal) -> &Best {
        let [high_score, high_level, low_score, low_level] = &self.best;
        match goal {
            Goal::HighScore => high_score,
            Goal::HighLevel => high_level,
            Goal::LowScore => low_score,
            Goal::LowLevel => low_level,
        }
    }

    fn reached(&self, goal: Goal) -> i64 {
        let best = self.best_of(goal);
        goal.worth(best.score, best.level)
    }

    /// Searches a set; gives the most that completions left aside may be worth.
    fn look(&mut self, view: &View, goal: Goal) -> i64 {
        let (most, least) = goal.promise(&view.totals);
        if most <= self.reached(goal) {
            return NOTHING_LEFT;
        }
        if self.steps == 0 {
            return most;
        }
        // A completion that leaves open what may stay so is soon made, and often reaches the end.
        self.try_completions(view, goal, most, &[Leaning::Unknown]);
        if self.reached(goal) >= most {
            return NOTHING_LEFT;
        }
        let parts = if most == least { None } else { self.scene.split(view, goal.aim()) };
        let Some(parts) = parts else {
            self.try_completions(view, goal, most, &[Leaning::Low, Leaning::High]);
            return if self.reached(goal) >= most { NOTHING_LEFT } else { most };
        };
        self.steps = self.steps.saturating_sub(parts.len());
        let mut views: Vec<View> = parts.into_iter().filter_map(|part| self.scene.part(view, part)).collect();
        views.sort_by_key(|view| {
            let (most, least) = goal.promise(&view.totals);
            (-most, -least)
        });
        let mut left = NOTHING_LEFT;
        for part in views {
            left = left.max(self.look(&part, goal));
        }
        if left <= self.reached(goal) { NOTHING_LEFT } else { left }
    }

    /// Makes completions of a set and evaluates them.
    fn try_completions(&mut self, view: &View, goal: Goal, most: i64, leanings: &[Leaning]) {
        for &leaning in leanings {
            if let Some(fillings) = self.scene.witness(view, leaning) {
                self.try_completion(fillings);
            }
            if self.reached(goal) >= most {
                return;
            }
        }
    }

    /// Evaluates a completion and keeps it where it is nearer to an end than any before.
    fn try_completion(&mut self, fillings: Vec<(Place, Filling)>) {
        let Some(score) = self.trial.evaluate(&fillings) else { return };
        for (goal, best) in Goal::ALL.iter().zip(&mut self.best) {
            if goal.worth(score.score, score.level) > goal.worth(best.score, best.level) {
                *best = Best { score: score.score, level: score.level, fillings: fillings.clone() };
            }
        }
    }
}
