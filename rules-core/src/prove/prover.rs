//! Each question of a report, in its order: seen first, then searched for.

use super::hunt::{Found, Hunter};
use super::judge::{Judge, written};
use super::monotone::{self, Differing, Pair, Spot};
use super::report::{Checked, Highest, Outcome, Report, Scored, Verdict};
use super::sample::Sampler;
use super::seen::Seen;
use super::shrink::shortest;
use super::slope::{Climb, failing};
use super::targets::{Breaks, Differ, Fires, Level, Matters};
use super::{Budget, hunt::Target, implied};
use crate::bounds::search::{Found as End, Search};
use crate::bounds::state::Place;
use crate::bounds::witness::{Filling, json};
use crate::compiled::Ruleset;
use crate::diagnostic::Ends;
use crate::eval::schema::Kind;
use crate::explain::Texts;
use crate::lower::program::narrow;
use crate::lower::program::{Entry, Test};
use crate::ruleset::typed::Typed;
use crate::ruleset::{Claim, Within};
use crate::session::within;
use crate::time::date_of;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Where the samples begin.
const SEED: u64 = 20_260_101;

/// Answers the questions about one ruleset.
pub struct Prover<'h, 's, 'e, 'a> {
    ruleset: &'h Ruleset,
    hunter: Hunter<'h, 's, 'e, 'a>,
    sampler: Sampler,
    seen: Seen,
    budget: Budget,
    report: Report,
}

impl Report {
    /// Nothing known.
    pub(super) fn empty(as_of: Option<String>) -> Self {
        let highest = Highest { score: 0, exact: false, incident: Json::Object(serde_json::Map::new()) };
        Self {
            as_of,
            properties: Vec::new(),
            never_fires: Vec::new(),
            never_matters: Vec::new(),
            always_together: Vec::new(),
            levels_out_of_reach: Vec::new(),
            highest,
            not_decided: Vec::new(),
        }
    }
}

impl<'h, 's, 'e, 'a> Prover<'h, 's, 'e, 'a> {
    /// Over the completions that a search is about.
    pub fn new(ruleset: &'h Ruleset, search: &'h mut Search<'_, 's, 'e, 'a>, budget: Budget) -> Self {
        let sampler = Sampler::new(&search.scene, SEED);
        let seen = Seen::new(search.scene.program, search.scene.model.levels.len());
        let all = search.scene.all();
        let judge = Judge { session: &mut *search.trial.session };
        let hunter = Hunter { scene: &mut search.scene, judge, offset: ruleset.offset(), all };
        Self { ruleset, hunter, sampler, seen, budget, report: Report::empty(None) }
    }

    /// Answers them all.
    pub fn report(mut self, as_of: Option<String>, incidents: &[Json], ends: [End; 4]) -> Report {
        self.report.as_of = as_of;
        self.look_around(incidents, &ends);
        self.firing();
        self.mattering();
        self.together();
        self.levels();
        self.properties();
        self.report
    }

    /// The cases of the ruleset, further incidents, the ends of the scores, and incidents at random.
    fn look_around(&mut self, incidents: &[Json], ends: &[End; 4]) {
        let cases = self.ruleset.model().cases.iter().map(|case| &case.incident.value);
        for incident in cases.chain(incidents) {
            self.seen.add(&mut self.hunter.judge, incident.clone());
        }
        for end in ends {
            let incident = self.written(&end.best.fillings);
            self.seen.add(&mut self.hunter.judge, incident);
        }
        for _ in 0..self.budget.samples {
            let fillings = self.sample();
            let incident = self.written(&fillings);
            self.seen.add(&mut self.hunter.judge, incident);
        }
        let [highest, ..] = ends;
        self.report.highest = Highest {
            score: highest.worth,
            exact: highest.exact,
            incident: self.written(&highest.best.fillings),
        };
    }

    /// A completion at random.
    fn sample(&mut self) -> Vec<(Place, Filling)> {
        let mut fillings = self.sampler.incident(self.hunter.scene.record);
        loop {
            let irrelevant = self.hunter.judge.irrelevant(&self.written(&fillings));
            if irrelevant.is_empty() {
                return fillings;
            }
            fillings.retain(|(place, _)| !irrelevant.contains(&place.slot));
        }
    }

    fn written(&self, fillings: &[(Place, Filling)]) -> Json {
        let scene = &self.hunter.scene;
        written(scene.model, scene.record, self.hunter.offset, fillings)
    }

    /// Looks for an incident of a kind; one that is found is seen. Whether there is certainly none.
    fn is_impossible(&mut self, target: &dyn Target, question: impl FnOnce() -> String) -> bool {
        match self.hunter.hunt(target, self.budget.steps) {
            Found::Incident(incident) => {
                self.seen.add(&mut self.hunter.judge, incident);
                false
            }
            Found::Nothing => true,
            Found::Undecided => {
                self.report.not_decided.push(question());
                false
            }
        }
    }

    /// The entries that are asked about: those in force, by index in the program.
    fn entries(&self) -> Vec<(usize, &'s Entry)> {
        let scene = &self.hunter.scene;
        let today = scene.clock.as_of.and_then(|as_of| date_of(as_of, self.hunter.offset).ok());
        let all = scene.program.entries.iter().enumerate();
        all.filter(|(_, entry)| within(entry.dates, today)).collect()
    }

    fn named(&self, entry: &Entry, part: Option<u32>) -> Outcome {
        let model = self.ruleset.model();
        let id = model.entries.get(entry.model).map(|entry| entry.id.clone()).unwrap_or_default();
        let outcome = part.map_or(0, |part| part as usize);
        let part = part.map(|_| part_name(&entry.test, outcome));
        Outcome { id, part, entry: entry.model, outcome }
    }

    fn firing(&mut self) {
        for (index, entry) in self.entries() {
            let counting: Vec<u32> =
                (0u32..).zip(&entry.outcomes).filter(|(_, it)| it.counts()).map(|(at, _)| at).collect();
            let mut dead = Vec::new();
            for &outcome in counting.iter().filter(|outcome| **outcome < 127) {
                if self.seen.came_to(index, outcome) {
                    continue;
                }
                let name = self.named(entry, (entry.outcomes.len() > 1).then_some(outcome));
                let target = Fires { entry: index, outcome };
                if self.is_impossible(&target, || format!("whether {} ever fires", shown(&name))) {
                    dead.push(name);
                }
            }
            if dead.len() == counting.len() && dead.len() > 1 {
                dead = vec![self.named(entry, None)];
            }
            self.report.never_fires.append(&mut dead);
        }
    }

    fn mattering(&mut self) {
        for (index, entry) in self.entries() {
            let gives = entry.top_floor > 0 || entry.spread.iter().any(|(_, most, least)| most != least);
            let is_asked = gives && !entry.shadow && self.seen.has_fired(index);
            if !is_asked || self.seen.matters.get(index) == Some(&true) || self.is_certain(index) {
                continue;
            }
            let name = self.named(entry, None);
            let target = Matters { entry: index };
            if self.is_impossible(&target, || format!("whether {} ever matters", shown(&name))) {
                self.report.never_matters.push(name);
            }
        }
    }

    /// Whether an entry is decided without any fact.
    fn is_certain(&self, index: usize) -> bool {
        !self.hunter.scene.ground.undecided.iter().any(|it| it.entry == index)
    }

    fn together(&mut self) {
        let is_rule = |entry: &Entry| !entry.shadow && matches!(entry.test, Test::When(_) | Test::Each(..));
        let rules: Vec<(usize, &Entry)> =
            self.entries().into_iter().filter(|(_, entry)| is_rule(entry)).collect();
        let mut joined: Vec<usize> = Vec::new();
        for (at, (a, first)) in rules.iter().enumerate() {
            for (b, second) in rules.iter().skip(at + 1) {
                // Only certain rules fire with each other by no fact at all.
                let is_new = !joined.contains(b) && !self.is_certain(*a);
                if !is_new || !self.seen.has_fired(*a) || !self.seen.are_alike(*a, *b) {
                    continue;
                }
                let pair = [self.named(first, None), self.named(second, None)];
                let question =
                    || format!("whether `{}` and `{}` always fire together", pair[0].id, pair[1].id);
                if self.is_impossible(&Differ(*a, *b), question) {
                    joined.push(*b);
                    self.report.always_together.push(pair);
                }
            }
        }
    }

    fn levels(&mut self) {
        let model = self.ruleset.model();
        for (index, level) in model.levels.iter().enumerate() {
            let is_seen = self.seen.levels.get(index) == Some(&true);
            if !is_seen
                && self.is_impossible(&Level(index), || format!("whether level `{}` is reached", level.id))
            {
                self.report.levels_out_of_reach.push(level.id.clone());
            }
        }
    }

    fn properties(&mut self) {
        let model = self.ruleset.model();
        for (index, property) in model.properties.iter().enumerate() {
            let verdict = match &property.claim {
                Claim::Always { when, level, score } if self.is_implied(when, *level, *score) => {
                    Some(Verdict::Holds)
                }
                Claim::Always { level, score, .. } => {
                    let when = self.hunter.scene.program.properties.get(index).copied().flatten();
                    when.map(|when| self.always(&Breaks { when, level: *level, score: *score }))
                }
                Claim::Monotone { field, item, up } => Some(self.monotone(*field, *item, *up)),
            };
            let name: Texts = model.languages.iter().cloned().zip(property.name.iter().cloned()).collect();
            let verdict = verdict.unwrap_or(Verdict::NotDecided { samples: 0 });
            let (span, range) = (property.span, Ends::of(property.span, self.ruleset.source()));
            self.report.properties.push(Checked { name, span, range, verdict, property: index });
        }
    }

    /// Whether a rule with a floor fires wherever a condition holds, and that is all that is claimed.
    fn is_implied(&self, when: &Typed, level: Within<usize>, score: Within<i64>) -> bool {
        let is_floor = level.up_to.is_none() && score == Within::default();
        let there: BTreeSet<usize> = self.entries().iter().map(|(_, entry)| entry.model).collect();
        is_floor
            && level.at_least.is_some_and(|least| {
                implied::floor(self.ruleset.model(), when, |entry| there.contains(&entry)) >= least
            })
    }

    fn always(&mut self, target: &Breaks) -> Verdict {
        let found = match self.hunter.hunt(target, self.budget.steps) {
            Found::Nothing => return Verdict::Holds,
            Found::Incident(incident) => Some(incident),
            Found::Undecided => {
                let judge = &mut self.hunter.judge;
                let mut breaks = |it: &&Json| judge.judge(it, |judged| target.is_met(judged)) == Some(true);
                self.seen.incidents.iter().find(|it| breaks(it)).cloned()
            }
        };
        let Some(incident) = found else { return Verdict::NotDecided { samples: self.seen.incidents.len() } };
        let judge = &mut self.hunter.judge;
        let short =
            shortest(incident, &mut |it| judge.judge(it, |judged| target.is_met(judged)) == Some(true));
        Verdict::Fails { incidents: self.scored([short]) }
    }

    fn scored(&mut self, incidents: impl IntoIterator<Item = Json>) -> Vec<Scored> {
        let model = self.ruleset.model();
        let judge = &mut self.hunter.judge;
        let scored = incidents.into_iter().filter_map(|incident| {
            let score = judge.score(&incident)?;
            let level = model.levels.get(score.level)?.id.clone();
            Some(Scored { incident, score: score.score, level })
        });
        scored.collect()
    }

    fn monotone(&mut self, field: usize, item: Option<usize>, up: bool) -> Verdict {
        let spot = Spot::of(self.ruleset.model(), field, item);
        if self.climb(field, item).is_proved(up) {
            return Verdict::Holds;
        }
        let found = match item {
            None => monotone::search(&mut self.hunter, &spot, narrow(field), up, self.budget.steps),
            Some(_) => Pair::Undecided,
        };
        let found = match found {
            Pair::Nothing => return Verdict::Holds,
            Pair::Incidents(differing) => Ok(differing),
            Pair::Undecided => self.sampled_pair((field, item), &spot, up),
        };
        let pair = match found {
            Ok(pair) => pair,
            Err(samples) => return Verdict::NotDecided { samples },
        };
        let judge = &mut self.hunter.judge;
        let Differing { base, low, high } = pair;
        let mut is_still = |base: &Json| {
            Differing { base: base.clone(), low: low.clone(), high: high.clone() }.breaks(judge, &spot, up)
                == Some(true)
        };
        let base = shortest(base, &mut is_still);
        let both = [&low, &high].map(|value| spot.with(&base, value));
        Verdict::Fails { incidents: self.scored(both.into_iter().flatten()) }
    }

    fn climb(&mut self, field: usize, item: Option<usize>) -> Climb<'s> {
        let may_fail = failing(self.hunter.scene, &self.hunter.all, narrow(field));
        let scene = &self.hunter.scene;
        let kind = scene.record.fields.get(field).map(|field| &field.kind);
        let kind = match (item, kind) {
            (Some(item), Some(Kind::Records(_, record))) => record.fields.get(item).map(|field| &field.kind),
            (_, kind) => kind,
        };
        let values = match kind {
            Some(Kind::Bool) => Some(2),
            Some(Kind::Enum(names)) => i64::try_from(names.len()).ok(),
            _ => None,
        };
        let (slot, item) = (narrow(field), item.map(narrow));
        Climb { program: scene.program, plan: scene.plan, slot, item, values, may_fail }
    }

    /// Two incidents at random that break an order; else how many pairs did not.
    fn sampled_pair(
        &mut self,
        (field, item): (usize, Option<usize>),
        spot: &Spot<'_>,
        up: bool,
    ) -> Result<Differing, usize> {
        let mut kept = 0;
        for _ in 0..self.budget.samples {
            let Some(pair) = self.pair(field, item) else { continue };
            match pair.breaks(&mut self.hunter.judge, spot, up) {
                Some(true) => return Ok(pair),
                Some(false) => kept += 1,
                None => {}
            }
        }
        Err(kept)
    }

    /// Two incidents at random that differ in a field.
    fn pair(&mut self, field: usize, item: Option<usize>) -> Option<Differing> {
        let record = self.hunter.scene.record;
        let slot = narrow(field);
        let kind = &record.fields.get(field)?.kind;
        let mut fillings = self.sample();
        fillings.retain(|(place, _)| place.slot != slot);
        let kind = match (item, kind) {
            (Some(item), Kind::Records(_, record)) => {
                let items = self.sampler.items_without(field, record, item);
                fillings.push((Place { slot, item: None }, Filling::Items(items)));
                &record.fields.get(item)?.kind
            }
            _ => kind,
        };
        let (low, high) = self.sampler.two(field, item)?;
        let value = |filling: &Filling| json(kind, filling, self.hunter.offset);
        Some(Differing { base: self.written(&fillings), low: value(&low), high: value(&high) })
    }
}

fn shown(outcome: &Outcome) -> String {
    match &outcome.part {
        Some(part) => format!("{part} of `{}`", outcome.id),
        None => format!("`{}`", outcome.id),
    }
}

/// The name of an outcome among those of its entry.
fn part_name(test: &Test, outcome: usize) -> String {
    match test {
        Test::Bins(_) => format!("bin {outcome}"),
        Test::Table(_, columns) => {
            let width = columns.bins.len().max(1);
            format!("the cell in row {}, column {}", outcome / width, outcome % width)
        }
        Test::Deadline(_) => if outcome == 0 { "`late`" } else { "`soon`" }.to_owned(),
        Test::When(_) | Test::Each(..) => String::new(),
    }
}
