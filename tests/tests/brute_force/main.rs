//! Bounds against every completion there is: small rulesets whose fields have few cells, all of which are tried.

mod deadlines;
mod fields;
mod lists;

use rules_core::bounds::{Bounder, Bounds, STEPS};
use rules_core::{Context, ContextSpec, Options, Ruleset, Session};
use shao_tests::dice::Dice;
use shao_tests::scoring::{AS_OF, compile};
use std::fmt::Write as _;

/// What a field may be in a completion, by its name; none where it stays out.
pub type Choices<'c> = (&'c str, Vec<Option<String>>);

/// A small ruleset in the context of its incidents.
pub struct Small {
    text: String,
    ruleset: Ruleset,
    context: Context,
}

impl Small {
    pub fn new(text: String) -> Self {
        let ruleset = compile(&text);
        let spec = ContextSpec { as_of: Some(AS_OF.into()), ..ContextSpec::default() };
        let context = ruleset.context(spec).unwrap();
        Self { text, ruleset, context }
    }

    /// The lowest and highest score and level of all completions that are any.
    fn tried(&self, choices: &[Choices<'_>], is_any: &dyn Fn(&[Option<&str>]) -> bool) -> [(i64, i64); 2] {
        let options = Options::default();
        let mut session = Session::new(&self.ruleset, &self.context, &options);
        let mut ends = [(i64::MAX, i64::MIN); 2];
        let count: usize = choices.iter().map(|(_, values)| values.len()).product();
        for mut number in 0..count {
            let mut values = Vec::new();
            for (_, choice) in choices {
                values.push(choice[number % choice.len()].as_deref());
                number /= choice.len();
            }
            if !is_any(&values) {
                continue;
            }
            let line = incident(choices.iter().map(|(name, _)| *name).zip(values));
            let assessment = session.assess(line.as_bytes(), 1).unwrap();
            let mut levels = self.ruleset.model().levels.iter();
            let level = levels.position(|level| level.id == assessment.level).unwrap();
            for (ends, value) in ends.iter_mut().zip([assessment.score, i64::try_from(level).unwrap()]) {
                *ends = (ends.0.min(value), ends.1.max(value));
            }
        }
        ends
    }

    /// The bounds of an incident: those of all its completions, and exact.
    pub fn bounds(
        &self,
        line: &str,
        choices: &[Choices<'_>],
        is_any: &dyn Fn(&[Option<&str>]) -> bool,
    ) -> Bounds {
        let options = Options::default();
        let rules = self.text.split("# RULES").nth(1).unwrap_or_default();
        let [score, level] = self.tried(choices, is_any);
        let found =
            Bounder::new(&self.ruleset, &self.context, &options).bounds(line.as_bytes(), STEPS).unwrap();
        let id = |index: i64| self.ruleset.model().levels[usize::try_from(index).unwrap()].id.as_str();
        let scores = (found.score.low.value, found.score.high.value);
        assert_eq!(scores, score, "score of {line}\n{found:?}\n{rules}");
        let levels = (found.level.low.value.as_str(), found.level.high.value.as_str());
        assert_eq!(levels, (id(level.0), id(level.1)), "level of {line}\n{found:?}\n{rules}");
        assert_eq!(found.settled, level.0 == level.1, "{line}\n{rules}");
        let exact =
            [found.score.low.exact, found.score.high.exact, found.level.low.exact, found.level.high.exact];
        assert_eq!(exact, [true; 4], "{line}\n{found:?}\n{rules}");
        found
    }

    /// The highest score that an assessment names.
    pub fn ceiling(&self, line: &str) -> i64 {
        let options = Options::default();
        Session::new(&self.ruleset, &self.context, &options).assess(line.as_bytes(), 1).unwrap().ceiling.score
    }
}

/// An incident with these members.
pub fn incident<'v>(members: impl Iterator<Item = (&'v str, Option<&'v str>)>) -> String {
    let given = members.filter_map(|(name, value)| Some(format!("\"{name}\":{}", value?)));
    format!("{{\"never\":false,{}}}", given.collect::<Vec<_>>().join(",")).replace(",}", "}")
}

/// A condition over some atoms.
pub fn condition(dice: &mut Dice, atoms: &[&str], depth: usize) -> String {
    if depth == 0 {
        return format!("({})", dice.pick(atoms));
    }
    let next = depth - 1;
    match dice.below(5) {
        0 | 1 => format!("({} && {})", condition(dice, atoms, next), condition(dice, atoms, next)),
        2 => format!("({} || {})", condition(dice, atoms, next), condition(dice, atoms, next)),
        3 => format!("!{}", condition(dice, atoms, next)),
        _ => format!("({} ?? {})", condition(dice, atoms, next), dice.pick(&["true", "false"])),
    }
}

/// Adds rules over some atoms.
pub fn rules(dice: &mut Dice, atoms: &[&str], text: &mut String) {
    for id in 0..3 + dice.below(4) {
        let depth = 1 + dice.below(2);
        // A rule that could never fire is refused, and conditions here are thrown by dice.
        let when = format!("when = '{} || never'\n", condition(dice, atoms, depth));
        rule(dice, &format!("r{id}"), &when, text);
    }
}

/// Adds a rule with these lines.
pub fn rule(dice: &mut Dice, id: &str, lines: &str, text: &mut String) {
    write!(
        text,
        "[[rule]]\nid = \"{id}\"\n{lines}points = {}\nreason = \"R\"\nreason_assumed = \"A\"\nbasis = \"s\"\n",
        dice.within(-20, 30)
    )
    .unwrap();
    match dice.below(6) {
        0 => text.push_str("at_least = \"high\"\n"),
        1 | 2 => text.push_str("group = \"sum\"\n"),
        3 => text.push_str("group = \"best\"\n"),
        _ => {}
    }
}

/// The field that never holds, and groups.
pub const COMMON: &str = r#"
[field.never]
type = "bool"
title = "T"
[field.screened]
type = "bool"
title = "T"
[group.sum]
take = "sum"
min = -15
max = 40
[group.best]
take = "best"
"#;
