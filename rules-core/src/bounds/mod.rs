//! The lowest and the highest score and level that an incident may still have, whatever its open fields turn
//! out to be.
//!
//! Comes in: an incident. Goes out: [`Bounds`]: four ends, each with whether it is exact, and if so with values
//! for open fields that reach it. Completions range over all values of each open field and over leaving it
//! unknown, so the present score lies between the ends. Promises: no completion is beyond an end, exact or not;
//! the incident completed with a witness scores exactly that end; the search counts steps, never time.

mod cells;
mod cuts;
mod dates;
mod deadlines;
mod items;
mod lexicon;
mod next;
pub(crate) mod plan;
mod question;
pub(crate) mod reach;
mod roster;
pub(crate) mod scene;
pub(crate) mod search;
pub(crate) mod split;
pub(crate) mod state;
mod texts;
pub(crate) mod totals;
pub(crate) mod trial;
pub(crate) mod walk;
mod what_if;
pub(crate) mod witness;

use crate::assessment::Reject;
use crate::compiled::Ruleset;
use crate::context::Context;
use crate::eval::schema::Kind;
use crate::eval::slots::Extent;
use crate::session::{Incident, Options, Session};
use lexicon::Lexicon;
use plan::Plan;
use scene::Scene;
use search::{Best, Found, Goal, Search};
use serde::Serialize;
use state::{Open, Place};
use totals::{Ends, Ground, Totals};
use trial::Trial;
use witness::Filling;

pub use what_if::{Altered, Change, Then};

pub use question::{Answer, Given, Question, Within};

/// Sets of completions that are looked at for one incident, unless other is said.
pub const STEPS: usize = 4_000;

/// An end of what is possible.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "{T}_end"))]
pub struct End<T> {
    /// No completion is beyond it.
    pub value: T,
    /// Whether a completion reaches it.
    pub exact: bool,
    /// Values for open fields that reach it, by name, as `cracks[0].width`; none where it is not exact.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schemars(with = "Option<std::collections::BTreeMap<String, crate::wire_types::Json>>")
    )]
    pub witness: Option<serde_json::Map<String, serde_json::Value>>,
}

/// Two ends.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "{T}_range"))]
pub struct Range<T> {
    /// The lowest.
    pub low: End<T>,
    /// The highest.
    pub high: End<T>,
}

/// How low and how high an incident may still score.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bounds {
    /// The score.
    pub score: Range<i64>,
    /// The level, by its id.
    pub level: Range<String>,
    /// Whether no answer can change the level; an assessment says so itself.
    #[serde(skip)]
    pub settled: bool,
}

/// What is still possible, and what to ask.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// How low and how high it may still score.
    pub bounds: Bounds,
    /// The facts worth asking for, best first, where they were looked for.
    pub next: Option<Vec<Question>>,
}

/// Finds bounds: make one and use it for every incident.
///
/// ```
/// use rules_core::bounds::{Bounder, STEPS};
/// use rules_core::{ContextSpec, Options, Ruleset};
/// let ruleset = Ruleset::compile(include_bytes!("../../doc/smallest.toml")).unwrap();
/// let context = ruleset.context(ContextSpec::default()).unwrap();
/// let options = Options::default();
/// let mut bounder = Bounder::new(&ruleset, &context, &options);
/// let bounds = bounder.bounds(b"{}", STEPS).unwrap();
/// assert_eq!((bounds.score.low.value, bounds.score.high.value), (0, 30));
/// assert!(bounds.score.low.exact && bounds.score.high.exact && !bounds.settled);
/// ```
#[derive(Debug)]
pub struct Bounder<'a> {
    ruleset: &'a Ruleset,
    base: Session<'a>,
    trial: Session<'a>,
    plan: Plan,
    lexicon: Lexicon,
    taken: usize,
}

impl<'a> Bounder<'a> {
    /// Looks through a ruleset.
    #[must_use]
    pub fn new(ruleset: &'a Ruleset, context: &'a Context, options: &'a Options) -> Self {
        Self {
            ruleset,
            base: Session::new(ruleset, context, options),
            trial: Session::new(ruleset, context, options),
            plan: Plan::new(ruleset.program()),
            lexicon: Lexicon::new(ruleset.model(), ruleset.program()),
            taken: 0,
        }
    }

    /// Sets of completions that were looked at for the last incident.
    #[must_use]
    pub fn steps_taken(&self) -> usize {
        self.taken
    }

    /// The bounds of an incident; `steps` sets of completions are looked at, at most.
    ///
    /// # Errors
    /// If it is no JSON object, too long, or unusable under [`Options::strict`].
    pub fn bounds(&mut self, line: &[u8], steps: usize) -> Result<Bounds, Reject> {
        let incident = self.base.incident(line)?;
        let found = self.search(&incident, steps, |search| {
            let all = search.scene.all();
            search.run(&all)
        });
        Ok(self.told(found))
    }

    /// The bounds of an incident, and what is worth asking, best first: nothing where the level is settled.
    ///
    /// # Errors
    /// The same as of [`Bounder::bounds`].
    pub fn outlook(&mut self, line: &[u8], steps: usize) -> Result<Outlook, Reject> {
        let incident = self.base.incident(line)?;
        let (found, now, mut asked) = self.search(&incident, steps, |search| {
            let all = search.scene.all();
            let present = search.best.clone();
            let found = search.run(&all);
            search.best = present;
            let now = sharpened(&found, all.totals);
            (found, now, search.questions(&all, now))
        });
        for it in asked.iter_mut().filter(|it| it.is_list) {
            it.items = Some([false, true].map(|has_items| self.with_items(&incident, it.place, has_items)));
        }
        next::rank(self.ruleset.model(), &now, &mut asked);
        let next = asked.iter().filter_map(|asked| question::told(self.ruleset, asked)).collect();
        Ok(Outlook { bounds: self.told(found), next: Some(next) })
    }

    /// What an incident may come to if a list has no items; or some, of which nothing is known, nor how many.
    fn with_items(&mut self, incident: &Incident<'_>, place: Place, has_items: bool) -> Totals {
        let fields = match self.ruleset.record().fields.get(place.slot as usize).map(|field| &field.kind) {
            Some(Kind::Records(_, item)) => item.fields.len(),
            _ => 0,
        };
        let mut filled = incident.clone();
        let items = Filling::Items(vec![vec![None; fields]; usize::from(has_items)]);
        witness::fill(&mut filled.values, self.ruleset.record(), &[(place, items)]);
        if let Some(slot) = filled.values.slots.get_mut(place.slot as usize) {
            slot.bits = Extent { more: has_items, ..Extent::of(slot.bits) }.bits();
        }
        self.search(&filled, 0, |search| search.scene.all().totals)
    }

    /// Prepares the search through the completions of the incident `{}`, and does something with it.
    pub(crate) fn search_all<R>(
        &mut self,
        steps: usize,
        act: impl FnOnce(&mut Search<'_, '_, '_, 'a>) -> R,
    ) -> Result<R, Reject> {
        let incident = self.base.incident(b"{}")?;
        Ok(self.search(&incident, steps, act))
    }

    /// Prepares the search through the completions of an incident, and does something with it.
    fn search<R>(
        &mut self,
        incident: &Incident<'_>,
        steps: usize,
        act: impl FnOnce(&mut Search<'_, '_, '_, 'a>) -> R,
    ) -> R {
        let score = self.base.keep(&mut incident.clone());
        let (program, record) = (self.ruleset.program(), self.ruleset.record());
        let open = Open::new(program, &self.plan, record, &self.base.scratch.values);
        let ground = Ground::new(program, &self.base.scratch);
        let (as_of, calendar) = self.base.clock();
        let present = Best { score: score.score, level: score.level, fillings: Vec::new() };
        let trial = Trial { session: &mut self.trial, incident, record, open: &open };
        let scene = Scene {
            program,
            model: self.ruleset.model(),
            record,
            plan: &self.plan,
            lexicon: &self.lexicon,
            open: &open,
            ground: &ground,
            eval: self.base.eval(incident.text),
            clock: walk::Clock { as_of, calendar },
            memo: walk::Memo::new(program.code.len()),
            finder: items::Finder::default(),
        };
        let best = std::array::from_fn(|_| present.clone());
        let ceiling = (score.ceiling_score, score.ceiling_level);
        let mut search = Search { scene, trial, ceiling, steps, best };
        let found = act(&mut search);
        if steps > 0 {
            self.taken = steps.saturating_sub(search.steps);
        }
        found
    }

    fn told(&self, found: [Found; 4]) -> Bounds {
        let settled = sharpened(&found, Totals::default()).level.is_one();
        let [high_score, high_level, low_score, low_level] = found;
        let score = |found: Found, goal: Goal| self.end(&found, goal.value(found.worth));
        let level = |found: Found, goal: Goal| {
            let index = usize::try_from(goal.value(found.worth)).unwrap_or_default();
            let id = self.ruleset.model().levels.get(index).map(|level| level.id.clone());
            self.end(&found, id.unwrap_or_default())
        };
        Bounds {
            score: Range { low: score(low_score, Goal::LowScore), high: score(high_score, Goal::HighScore) },
            level: Range { low: level(low_level, Goal::LowLevel), high: level(high_level, Goal::HighLevel) },
            settled,
        }
    }

    fn end<T>(&self, found: &Found, value: T) -> End<T> {
        let record = self.ruleset.record();
        let witness = found.best.fillings.iter().filter_map(|(place, filling)| {
            let (name, kind) = witness::named(record, *place)?;
            Some((name, witness::json(kind, filling, self.ruleset.offset())))
        });
        End { value, exact: found.exact, witness: found.exact.then(|| witness.collect()) }
    }
}

/// What is possible, the score and the level by four ends that were found.
fn sharpened([high_score, high_level, low_score, low_level]: &[Found; 4], sound: Totals) -> Totals {
    let level = |found: &Found, goal: Goal| usize::try_from(goal.value(found.worth)).unwrap_or_default();
    Totals {
        score: Ends {
            low: Goal::LowScore.value(low_score.worth),
            high: Goal::HighScore.value(high_score.worth),
        },
        level: Ends { low: level(low_level, Goal::LowLevel), high: level(high_level, Goal::HighLevel) },
        ..sound
    }
}
