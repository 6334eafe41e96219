//! Plain fields and texts.

use super::{COMMON, Choices, Small, incident, rules};
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
# RULES
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

fn ruleset(dice: &mut Dice) -> String {
    let mut text = usual_head().replace("base = 0", "base = 12") + COMMON + FIELDS;
    rules(dice, &ATOMS, &mut text);
    let reasons = "reason = \"R\", reason_assumed = \"A\"";
    let points: Vec<i64> = (0..9).map(|_| dice.within(-9, 20)).collect();
    let [a, b, c, d, e, f, g, h, i] = points[..] else { unreachable!("nine points") };
    write!(
        text,
        "[[characteristic]]\nid = \"c\"\nvalue = 'steps'\nbasis = \"s\"\nbins = [\n  {{ below = 0, points = {a}, {reasons} }},\n  \
         {{ up_to = 1, points = {b}, {reasons} }},\n  {{ points = {c}, {reasons} }},\n]\n"
    )
    .unwrap();
    if dice.percent(50) {
        write!(
            text,
            "[[table]]\nid = \"grid\"\nrows = {{ value = 'steps', bins = [{{ below = 1 }}, {{}}, {{ unknown = true }}] }}\n\
             columns = {{ value = 'channel', bins = [{{ is = [\"sms\"] }}, {{ is = [\"phone\", \"app\"] }}] }}\n\
             reason = \"R\"\nreason_assumed = \"A\"\nbasis = \"s\"\npoints = [\n  [{d}, {e}],\n  [{f}, {g}],\n  [{h}, {i}],\n]\n"
        )
        .unwrap();
    }
    text + LEVELS
}

#[test]
fn bounds_of_atoms_over_one_field_are_those_of_all_completions_and_exact() {
    let (mut incidents, mut narrower) = (0, 0);
    for seed in 0..60 {
        let mut dice = Dice::new(900 + seed);
        let small = Small::new(ruleset(&mut dice));
        for _ in 0..4 {
            let open = 1 + dice.below(3);
            let mut known: Vec<Option<&str>> =
                CELLS.iter().map(|(_, cells)| Some(*dice.pick(cells))).collect();
            (0..open).for_each(|_| known[dice.below(5)] = None);
            let choices = CELLS.iter().zip(&known).map(|((name, cells), value)| match value {
                Some(value) => (*name, vec![Some((*value).to_owned())]),
                None => {
                    (*name, [None].into_iter().chain(cells.iter().map(|it| Some((*it).into()))).collect())
                }
            });
            let choices: Vec<Choices<'_>> = choices.collect();
            // A field that is not relevant stays out.
            let is_any = |values: &[Option<&str>]| {
                values[1] != Some("\"app\"") || values[3].is_none() || known[3].is_some()
            };
            let line = incident(CELLS.iter().map(|(name, _)| *name).zip(known.iter().copied()));
            let bounds = small.bounds(&line, &choices, &is_any);
            incidents += 1;
            narrower += usize::from(bounds.score.high.value < small.ceiling(&line));
        }
    }
    // Rules that exclude each other never both count, which the ceiling does not know.
    assert!(narrower > incidents / 20, "{narrower} of {incidents} are under the ceiling");
}
