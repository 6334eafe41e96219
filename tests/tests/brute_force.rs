//! Bounds against every completion there is: small rulesets whose fields have few cells, all of which are tried.

use rules_core::bounds::{Bounder, STEPS};
use rules_core::{ContextSpec, Options, Ruleset, Session};
use shao_tests::dice::Dice;
use shao_tests::scoring::{LEVELS, usual_head};
use std::fmt::Write as _;

/// Each field with a value from every cell that the atoms below cut it into; leaving it out is one more.
const CELLS: [(&str, &[&str]); 5] = [
    ("screened", &["true", "false"]),
    ("channel", &["\"sms\"", "\"app\"", "\"phone\""]),
    ("steps", &["-2", "0", "1", "2", "3"]),
    ("share", &["0", "2.5", "4", "7.5", "10"]),
    (
        "story",
        &[
            "\"\"",
            "\"alpha beta\"",
            "\"not alpha beta\"",
            "\"gamma\"",
            "\"gamma. alpha beta\"",
            "\"beta\"",
            "\"gamma. beta\"",
        ],
    ),
];

const FIELDS: &str = r#"
[terms]
long = ["alpha beta"]
short = ["beta"]
other = ["gamma"]
negators = ["not"]
# A rule that could never fire is refused, and conditions here are thrown by dice.
[field.never]
type = "bool"
title = "T"
[field.screened]
type = "bool"
title = "T"
[field.channel]
type = "enum"
title = "T"
values = { sms = "S", app = "A", phone = "P" }
[field.steps]
type = "integer"
min = -2
max = 3
title = "T"
[field.share]
type = "number"
min = 0
max = 10
title = "T"
relevant = 'channel != "app"'
[field.story]
type = "text"
title = "T"
[group.sum]
take = "sum"
min = -15
max = 40
[group.best]
take = "best"
"#;

const ATOMS: [&str; 14] = [
    "screened",
    "channel == \"sms\"",
    "channel in [\"sms\", \"phone\"]",
    "channel != \"app\"",
    "steps > 1",
    "steps == 0",
    "steps in 0..2",
    "share >= 2.5",
    "share in 2.5..7.5",
    "share > 7.5",
    "story.mentions(long)",
    "story.mentions(short)",
    "story.mentions(other)",
    "story.mentions_not_after(long, negators)",
];

fn condition(dice: &mut Dice, depth: usize) -> String {
    if depth == 0 {
        return format!("({})", dice.pick(&ATOMS));
    }
    let next = depth - 1;
    match dice.below(5) {
        0 | 1 => format!("({} && {})", condition(dice, next), condition(dice, next)),
        2 => format!("({} || {})", condition(dice, next), condition(dice, next)),
        3 => format!("!{}", condition(dice, next)),
        _ => format!("({} ?? {})", condition(dice, next), dice.pick(&["true", "false"])),
    }
}

fn ruleset(dice: &mut Dice) -> String {
    let mut text = usual_head().replace("base = 0", "base = 12") + FIELDS;
    for id in 0..3 + dice.below(4) {
        let depth = 1 + dice.below(2);
        write!(
            text,
            "[[rule]]\nid = \"r{id}\"\nwhen = '{} || never'\npoints = {}\nreason = \"R\"\nreason_assumed = \"A\"\nbasis = \"s\"\n",
            condition(dice, depth),
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
    let reasons = "reason = \"R\", reason_assumed = \"A\"";
    write!(
        text,
        "[[characteristic]]\nid = \"c\"\nvalue = 'steps'\nbasis = \"s\"\nbins = [\n  {{ below = 0, points = {}, {reasons} }},\n  \
         {{ up_to = 1, points = {}, {reasons} }},\n  {{ points = {}, {reasons} }},\n]\n",
        dice.within(-9, 20),
        dice.within(-9, 20),
        dice.within(-9, 20)
    )
    .unwrap();
    text + LEVELS
}

/// The members of an incident, a value or none for each field.
fn incident(values: &[Option<&str>]) -> String {
    let members =
        CELLS.iter().zip(values).filter_map(|((name, _), value)| Some(format!("\"{name}\":{}", (*value)?)));
    format!("{{\"never\":false,{}}}", members.collect::<Vec<_>>().join(","))
}

/// The lowest and highest score and level of all completions of an incident; a field that is not relevant stays out.
fn tried(session: &mut Session<'_>, ruleset: &Ruleset, known: &[Option<&str>]) -> [(i64, i64); 2] {
    let mut ends = [(i64::MAX, i64::MIN); 2];
    let choices: Vec<Vec<Option<&str>>> = CELLS
        .iter()
        .zip(known)
        .map(|((_, cells), value)| match value {
            Some(value) => vec![Some(*value)],
            None => std::iter::once(None).chain(cells.iter().map(|cell| Some(*cell))).collect(),
        })
        .collect();
    let count: usize = choices.iter().map(Vec::len).product();
    for mut number in 0..count {
        let mut values = Vec::new();
        for choice in &choices {
            values.push(choice[number % choice.len()]);
            number /= choice.len();
        }
        let [_, channel, _, share, _] = values[..] else { unreachable!("five fields") };
        if channel == Some("\"app\"") && share.is_some() && known[3].is_none() {
            continue;
        }
        let assessment = session.assess(incident(&values).as_bytes(), 1).unwrap();
        let level = ruleset.model().levels.iter().position(|level| level.id == assessment.level).unwrap();
        for (ends, value) in ends.iter_mut().zip([assessment.score, i64::try_from(level).unwrap()]) {
            *ends = (ends.0.min(value), ends.1.max(value));
        }
    }
    ends
}

#[test]
fn bounds_of_atoms_over_one_field_are_those_of_all_completions_and_exact() {
    let options = Options::default();
    let (mut incidents, mut narrower) = (0, 0);
    for seed in 0..60 {
        let mut dice = Dice::new(900 + seed);
        let text = ruleset(&mut dice);
        let ruleset = shao_tests::scoring::compile(&text);
        let context = ruleset.context(ContextSpec::default()).unwrap();
        let mut session = Session::new(&ruleset, &context, &options);
        let mut bounder = Bounder::new(&ruleset, &context, &options);
        for _ in 0..4 {
            let open = 1 + dice.below(3);
            let mut known: Vec<Option<&str>> =
                CELLS.iter().map(|(_, cells)| Some(*dice.pick(cells))).collect();
            (0..open).for_each(|_| known[dice.below(5)] = None);
            let line = incident(&known);
            let [score, level] = tried(&mut session, &ruleset, &known);
            let bounds = bounder.bounds(line.as_bytes(), STEPS).unwrap();
            let ids: Vec<&str> = ruleset.model().levels.iter().map(|level| level.id.as_str()).collect();
            let id = |index: i64| ids[usize::try_from(index).unwrap()];
            let rules = text.split("[group.best]").nth(1).unwrap_or_default();
            let found = (bounds.score.low.value, bounds.score.high.value);
            assert_eq!(found, score, "score of {line}\n{bounds:?}\n{rules}");
            let found = (bounds.level.low.value.as_str(), bounds.level.high.value.as_str());
            assert_eq!(found, (id(level.0), id(level.1)), "level of {line}\n{rules}");
            assert_eq!(bounds.settled, level.0 == level.1, "{line}\n{rules}");
            let exact = [
                bounds.score.low.exact,
                bounds.score.high.exact,
                bounds.level.low.exact,
                bounds.level.high.exact,
            ];
            assert_eq!(exact, [true; 4], "{line}\n{rules}");
            let ceiling = session.assess(line.as_bytes(), 1).unwrap().ceiling;
            incidents += 1;
            narrower += usize::from(bounds.score.high.value < ceiling.score);
        }
    }
    // Rules that exclude each other never both count, which the ceiling does not know.
    assert!(narrower > incidents / 20, "{narrower} of {incidents} are under the ceiling");
}
