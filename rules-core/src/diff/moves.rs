//! Incidents from level to level: how many, which, and what is responsible.
//!
//! A cause is found by asking what would be without it: the new assessment's points, with one entry as the old ruleset
//! had it, go through the new ruleset's groups, ends and thresholds once more; or all of its points with one group, the
//! score's ends or one threshold as before. So what a full group hides is told as hidden, and what no change explains
//! by itself is told as the work of several.

use super::data::{Kind, Told};
use super::pair::paired;
use super::scale::{Gift, Gifts, Scale, gifts};
use super::thing::told;
use super::voice::Renames;
use super::words;
use crate::assessment::{Assessment, Key};
use crate::compiled::Ruleset;
use crate::eval::Score;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Causes that a move keeps.
const CAUSES: usize = 8;

/// Counts of incidents: a row for each old level, a column for each new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DifferenceMatrix"))]
pub struct Matrix {
    /// Levels of the old ruleset, the lowest first.
    pub old: Vec<String>,
    /// Levels of the new one.
    pub new: Vec<String>,
    /// Incidents, by old and new level.
    pub counts: Vec<Vec<u64>>,
}

impl Matrix {
    fn new(old: &Ruleset, new: &Ruleset) -> Self {
        let ids = |ruleset: &Ruleset| -> Vec<String> {
            ruleset.model().levels.iter().map(|level| level.id.clone()).collect()
        };
        let (old, new) = (ids(old), ids(new));
        let counts = vec![vec![0; new.len()]; old.len()];
        Self { old, new, counts }
    }

    fn add(&mut self, old: usize, new: usize) {
        let count = self.counts.get_mut(old).and_then(|row| row.get_mut(new));
        count.into_iter().for_each(|count| *count += 1);
    }

    fn merge(&mut self, other: &Self) {
        let both = self.counts.iter_mut().flatten().zip(other.counts.iter().flatten());
        both.for_each(|(own, other)| *own += other);
    }
}

/// What a change of rulesets does to incidents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Movement {
    /// Incidents that were assessed by both.
    pub incidents: u64,
    /// Those whose level is another one.
    pub moved: u64,
    /// Those of them whose level is higher.
    pub raised: u64,
    /// Those whose level is lower.
    pub lowered: u64,
    /// Incidents whose score is higher.
    pub score_up: u64,
    /// Incidents whose score is lower.
    pub score_down: u64,
    /// By level.
    pub levels: Matrix,
    /// By the ceiling's level.
    pub ceilings: Matrix,
    /// Moved incidents: the widest moves first, of equal ones those to or from the highest level, the lowered ones
    /// before the raised ones.
    pub moves: Vec<Move>,
    /// Moved incidents that are not among them.
    pub not_kept: u64,
}

impl Movement {
    /// Of no incident.
    fn none(old: &Ruleset, new: &Ruleset) -> Self {
        let matrix = Matrix::new(old, new);
        Self {
            incidents: 0,
            moved: 0,
            raised: 0,
            lowered: 0,
            score_up: 0,
            score_down: 0,
            levels: matrix.clone(),
            ceilings: matrix,
            moves: Vec::new(),
            not_kept: 0,
        }
    }
}

/// An incident with another level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DifferenceMove"))]
#[serde(rename_all = "camelCase")]
pub struct Move {
    /// The incident's key.
    pub key: Key,
    /// Which input it comes from, from 0.
    pub input: u32,
    /// Its line, element or record number there.
    pub number: u64,
    /// By the old ruleset.
    pub old: Standing,
    /// By the new one.
    pub new: Standing,
    /// Whether the level is higher than before.
    pub raised: bool,
    /// Whether one of the causes explains the move by itself; otherwise several do it together.
    pub alone: bool,
    /// What is responsible, what explains most first; at most eight.
    pub causes: Vec<Cause>,
    /// Its JSON as the new ruleset read it, where the host gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
}

/// Where an incident stands by a ruleset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DifferenceStanding"))]
pub struct Standing {
    /// Its score.
    pub score: i64,
    /// Its level.
    pub level: String,
    /// The level that it may still reach.
    pub ceiling: String,
    /// Whether no answer can change the level.
    pub settled: bool,
}

/// A score and a level of the new ruleset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DifferenceReached"))]
pub struct Reached {
    /// The score.
    pub score: i64,
    /// The level.
    pub level: String,
}

/// What an entry gives to an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DifferenceGiven"))]
#[serde(rename_all = "camelCase")]
pub struct Given {
    /// Points before grouping.
    pub points: i64,
    /// Its group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The level that it sets at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<String>,
    /// Whether it rests on a default.
    pub assumed: bool,
}

/// A difference that is responsible for a move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DifferenceCause"))]
pub struct Cause {
    /// An entry's kind; or a group, a level (its threshold) or the ruleset (its base score and ends).
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// What the entry gave by the old ruleset, if it was a hit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Given>,
    /// What it gives by the new one, if it is a hit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Given>,
    /// What the new ruleset would say without this one difference.
    pub without: Reached,
    /// Whether that is the old level.
    pub restores: bool,
    /// The line.
    pub told: Told,
}

/// The order of moves: what comes first is kept.
pub(super) type Rank = (Reverse<usize>, Reverse<usize>, bool, Reverse<u64>, u32, u64);

/// Where an incident stands by a ruleset, its levels by number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    score: i64,
    level: usize,
    ceiling: usize,
}

impl Stand {
    fn of(assessment: &Assessment, level: impl Fn(&str) -> usize) -> Self {
        Self {
            score: assessment.score,
            level: level(&assessment.level),
            ceiling: level(&assessment.ceiling.level),
        }
    }
}

impl From<&Score> for Stand {
    fn from(score: &Score) -> Self {
        Self { score: score.score, level: score.level, ceiling: score.ceiling_level }
    }
}

/// Takes the assessments of incidents by two rulesets, and keeps in bounded memory what moved.
///
/// ```
/// use rules_core::{ContextSpec, Options, Ruleset, Session, diff::Moves};
/// let text = include_str!("../../doc/smallest.toml");
/// let old = Ruleset::compile(text)?;
/// let new = Ruleset::compile(text.replace("amount >= 3000", "amount >= 5000"))?;
/// let (context, options) = (old.context(ContextSpec::default())?, Options::default());
/// let mut sessions = [&old, &new].map(|it| Session::new(it, &context, &options));
/// let mut moves = Moves::new(&old, &new, 100);
/// for (number, line) in (1..).zip([r#"{"amount": 3000}"#, r#"{"amount": 5000}"#]) {
///     let [before, after] = sessions.each_mut().map(|it| it.assess(line.as_bytes(), number));
///     moves.add(0, number, &before?, &after?);
/// }
/// let movement = moves.finish();
/// assert_eq!((movement.incidents, movement.lowered, movement.raised), (2, 1, 0));
/// assert_eq!(movement.levels.counts, [[0, 0], [1, 1]]);
/// let cause = &movement.moves[0].causes[0];
/// assert_eq!((cause.id.as_str(), cause.without.score, cause.restores), ("large-amount", 30, true));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Moves {
    sides: Arc<Sides>,
    keep: usize,
    movement: Movement,
    kept: BTreeMap<Rank, Move>,
}

/// Both rulesets.
#[derive(Debug)]
struct Sides {
    old: Ruleset,
    new: Ruleset,
    renames: Renames,
    old_scale: Scale,
    new_scale: Scale,
    /// The new number of each old level; none where it is gone.
    levels: Vec<Option<usize>>,
}

impl Moves {
    /// None yet; at most `keep` moved incidents are kept, the others counted.
    #[must_use]
    pub fn new(old: &Ruleset, new: &Ruleset, keep: usize) -> Self {
        let renames = paired(old, new).renames;
        let old_scale = Scale::new(old.model(), &renames);
        let new_scale = Scale::new(new.model(), &Renames::new());
        let movement = Movement::none(old, new);
        let levels = old_scale.levels.iter().map(|(id, _)| new_scale.level(id)).collect();
        let sides = Sides { old: old.clone(), new: new.clone(), renames, old_scale, new_scale, levels };
        Self { sides: Arc::new(sides), keep, movement, kept: BTreeMap::new() }
    }

    /// Takes an incident's assessments by the old ruleset and by the new one. `input` and `number` say which one it is;
    /// they are in no use twice. Gives its move, if it moved and is kept so far.
    pub fn add(&mut self, input: u32, number: u64, old: &Assessment, new: &Assessment) -> Option<&mut Move> {
        let (was, is) = self.sides.stands(old, new);
        let rank = self.count(input, number, was, is)?;
        Some(self.take(rank, old, new))
    }

    /// Counts an incident. Gives its rank, if it moved and is to be kept: its assessments are asked for only then.
    pub(super) fn count(&mut self, input: u32, number: u64, old: Stand, new: Stand) -> Option<Rank> {
        let all = &mut self.movement;
        all.incidents += 1;
        all.score_up += u64::from(new.score > old.score);
        all.score_down += u64::from(new.score < old.score);
        all.levels.add(old.level, new.level);
        all.ceilings.add(old.ceiling, new.ceiling);
        let same = self.sides.levels.get(old.level).copied().flatten();
        if same == Some(new.level) {
            return None;
        }
        // A level that is gone stands where it stood.
        let (from, to) = (same.unwrap_or(old.level), new.level);
        let raised = to > from;
        all.moved += 1;
        *(if raised { &mut all.raised } else { &mut all.lowered }) += 1;
        let apart = new.score.abs_diff(old.score);
        let rank = (Reverse(from.abs_diff(to)), Reverse(from.max(to)), raised, Reverse(apart), input, number);
        let is_full = self.kept.len() >= self.keep;
        let is_last = is_full && self.kept.last_key_value().is_none_or(|(last, _)| *last <= rank);
        (!is_last).then_some(rank)
    }

    /// Keeps the move of an incident that was counted, in the place of the last one where there is no more room.
    pub(super) fn take(&mut self, rank: Rank, old: &Assessment, new: &Assessment) -> &mut Move {
        let (_, _, raised, _, input, number) = rank;
        let causes = self.sides.causes(old, new);
        if self.kept.len() >= self.keep {
            self.kept.pop_last();
        }
        self.kept.entry(rank).or_insert_with(|| Move {
            key: new.key.clone(),
            input,
            number,
            old: standing(old),
            new: standing(new),
            raised,
            alone: causes.iter().any(|it| it.restores),
            causes,
            incident: None,
        })
    }

    /// The same rulesets and nothing taken yet: for another thread.
    #[must_use]
    pub fn empty(&self) -> Self {
        let movement = Movement::none(&self.sides.old, &self.sides.new);
        Self { sides: Arc::clone(&self.sides), keep: self.keep, movement, kept: BTreeMap::new() }
    }

    /// The same, and all moved incidents are kept.
    #[cfg(feature = "backtest")]
    pub(super) fn unbounded(&self) -> Self {
        Self { keep: usize::MAX, ..self.empty() }
    }

    /// Takes what others took; the order of merging is nothing.
    pub fn merge(&mut self, other: Self) {
        let (own, others) = (&mut self.movement, &other.movement);
        own.incidents += others.incidents;
        own.moved += others.moved;
        own.raised += others.raised;
        own.lowered += others.lowered;
        own.score_up += others.score_up;
        own.score_down += others.score_down;
        own.levels.merge(&others.levels);
        own.ceilings.merge(&others.ceilings);
        self.kept.extend(other.kept);
        self.trim();
    }

    /// What was found so far.
    #[must_use]
    pub fn finish(&self) -> Movement {
        let moves: Vec<Move> = self.kept.values().cloned().collect();
        let not_kept = self.movement.moved - moves.len() as u64;
        Movement { moves, not_kept, ..self.movement.clone() }
    }

    fn trim(&mut self) {
        while self.kept.len() > self.keep {
            self.kept.pop_last();
        }
    }
}

fn standing(assessment: &Assessment) -> Standing {
    Standing {
        score: assessment.score,
        level: assessment.level.clone(),
        ceiling: assessment.ceiling.level.clone(),
        settled: assessment.settled,
    }
}

fn given(gift: &Gift) -> Given {
    Given {
        points: gift.points,
        group: gift.group.clone(),
        at_least: gift.floor.clone(),
        assumed: gift.assumed,
    }
}

impl Sides {
    /// An old level by the new ruleset's name.
    fn now(&self, level: &str) -> String {
        super::scale::now(&self.renames, Kind::Level, level)
    }

    /// Where an incident stands by the old ruleset, and by the new one.
    fn stands(&self, old: &Assessment, new: &Assessment) -> (Stand, Stand) {
        let number = |scale: &Scale, id: &str| scale.level(id).unwrap_or_default();
        let before = |id: &str| number(&self.old_scale, &self.now(id));
        let after = |id: &str| number(&self.new_scale, id);
        (Stand::of(old, before), Stand::of(new, after))
    }

    /// What is responsible for a move, what explains most first.
    fn causes(&self, old: &Assessment, new: &Assessment) -> Vec<Cause> {
        let none = Renames::new();
        let before = gifts(self.old.model(), &self.renames, old);
        let after = gifts(self.new.model(), &none, new);
        let trial = Trial {
            sides: self,
            level: self.now(&old.level),
            score: new.score,
            reached: &new.level,
            after: &after,
        };
        let ids: BTreeSet<_> = before.keys().chain(after.keys()).collect();
        let mut causes: Vec<Cause> = Vec::new();
        for id in ids {
            let (was, is) = (before.get(id), after.get(id));
            if was != is {
                causes.push(trial.entry(id, was, is));
            }
        }
        causes.extend(trial.rest());
        let weight = |it: &Cause| {
            let points = |it: &Option<Given>| it.as_ref().map_or(0, |it| it.points);
            let apart = points(&it.new).abs_diff(points(&it.old));
            (Reverse(it.restores), Reverse(it.without.score.abs_diff(new.score)), Reverse(apart))
        };
        causes.sort_by_key(weight);
        causes.truncate(CAUSES);
        causes
    }
}

/// One moved incident, and what would be.
struct Trial<'t> {
    sides: &'t Sides,
    /// The old level, by its new name.
    level: String,
    /// The new score and level.
    score: i64,
    reached: &'t str,
    after: &'t Gifts,
}

impl Trial<'_> {
    /// What would be if an entry gave what it gave before.
    fn entry(&self, (kind, id): &(Kind, String), was: Option<&Gift>, is: Option<&Gift>) -> Cause {
        let mut gifts = self.after.clone();
        match was {
            Some(gift) => drop(gifts.insert((*kind, id.clone()), gift.clone())),
            None => drop(gifts.remove(&(*kind, id.clone()))),
        }
        let (old, new) = (was.map(given), is.map(given));
        let said = gave(old.as_ref(), new.as_ref());
        Cause { old, new, ..self.cause(*kind, id, &self.sides.new_scale, &gifts, &said) }
    }

    /// What would be with one group, the ends or one threshold as before, where that makes a difference.
    fn rest(&self) -> Vec<Cause> {
        let (before, now) = (&self.sides.old_scale, &self.sides.new_scale);
        let mut all = Vec::new();
        for (id, count) in &now.groups {
            if let Some(was) = before.groups.get(id).filter(|was| *was != count) {
                let mut scale = now.clone();
                scale.groups.insert(id.clone(), *was);
                all.push(self.cause(
                    Kind::Group,
                    id,
                    &scale,
                    self.after,
                    &told("计法变了", "counts otherwise"),
                ));
            }
        }
        if before.ends != now.ends {
            let scale = Scale { ends: before.ends, ..now.clone() };
            let said = told("基础分或总分上下限变了", "its base score or its ends changed");
            all.push(self.cause(Kind::Ruleset, self.sides.new.id(), &scale, self.after, &said));
        }
        for (at, (id, from)) in now.levels.iter().enumerate() {
            let was = before.level(id).and_then(|at| before.levels.get(at)).map(|(_, from)| *from);
            if let Some(was) = was.filter(|was| was != from) {
                let mut scale = now.clone();
                scale.levels.iter_mut().skip(at).take(1).for_each(|level| level.1 = was);
                let said = told(format!("起点分 {was} → {from}"), format!("threshold {was} → {from}"));
                all.push(self.cause(Kind::Level, id, &scale, self.after, &said));
            }
        }
        all.retain(|it| it.without.score != self.score || it.without.level != self.reached);
        all
    }

    fn cause(&self, kind: Kind, id: &str, scale: &Scale, gifts: &Gifts, said: &Told) -> Cause {
        let (score, level) = scale.reached(gifts);
        let level = scale.levels.get(level).map(|(id, _)| id.clone()).unwrap_or_default();
        let told = words::cause(kind, id, said, (score, &level), (self.score, self.reached));
        let restores = level == self.level;
        Cause {
            kind,
            id: id.to_owned(),
            old: None,
            new: None,
            without: Reached { score, level },
            restores,
            told,
        }
    }
}

/// What an entry gave and gives.
fn gave(old: Option<&Given>, new: Option<&Given>) -> Told {
    match (old, new) {
        (None, Some(new)) => with_floor(
            told(format!("命中（{}分）", new.points), format!("fires ({} points)", new.points)),
            new,
        ),
        (Some(old), None) => with_floor(
            told(
                format!("不再命中（原{}分）", old.points),
                format!("no longer fires ({} points)", old.points),
            ),
            old,
        ),
        (Some(old), Some(new)) => both(old, new),
        (None, None) => Told::default(),
    }
}

fn with_floor(mut said: Told, given: &Given) -> Told {
    if let Some(level) = &given.at_least {
        said.zh.push_str(&format!("，最低级别 {level}"));
        said.en.push_str(&format!(", at least {level}"));
    }
    said
}

fn both(old: &Given, new: &Given) -> Told {
    let mut parts = Vec::new();
    if old.points != new.points {
        parts.push(words::changed(
            &told("分值", "points"),
            None,
            Some(&number(old.points)),
            Some(&number(new.points)),
        ));
    }
    let text = |text: &Option<String>| text.as_deref().map(super::thing::same);
    for (word, old, new) in [
        (told("分组", "group"), &old.group, &new.group),
        (told("最低级别", "at least"), &old.at_least, &new.at_least),
    ] {
        if old != new {
            parts.push(words::changed(&word, None, text(old).as_ref(), text(new).as_ref()));
        }
    }
    if old.assumed != new.assumed {
        parts.push(if new.assumed {
            told("改为推定", "now assumed")
        } else {
            told("不再是推定", "no longer assumed")
        });
    }
    words::listed(&parts, &told("，", ", "))
}

fn number(value: i64) -> Told {
    super::thing::same(&value.to_string())
}
