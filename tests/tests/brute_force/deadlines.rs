//! Deadlines: dates around the days on which they end, extensions and pauses.

use super::{COMMON, Choices, Small, incident, rules};
use shao_tests::dice::Dice;
use shao_tests::scoring::{LEVELS, usual_head};
use std::fmt::Write as _;

const FIELDS: &str = r#"
[field.started]
type = "date"
title = "T"
[field.finished]
type = "date"
title = "T"
[field.extra_days]
type = "integer"
min = 0
max = 2
title = "T"
[field.paused_days]
type = "integer"
min = 0
max = 1
title = "T"
# RULES
"#;

const ATOMS: [&str; 6] = [
    "screened",
    "answer.state == \"late\"",
    "answer.state != \"met\"",
    "answer.state in [\"soon\", \"running\"]",
    "answer.state == \"not_started\"",
    "answer.state in [\"late\", \"met\"]",
];

fn ruleset(dice: &mut Dice) -> String {
    let mut text = usual_head().replace("base = 0", "base = 12") + COMMON + FIELDS;
    rules(dice, &ATOMS, &mut text);
    let (late, soon) = (dice.within(-10, 40), dice.within(-10, 20));
    write!(
        text,
        "[[deadline]]\nid = \"answer\"\nfrom = \"started\"\ndays = 5\nextend = \"extra_days\"\npause = \"paused_days\"\n\
         done = \"finished\"\nbasis = \"s\"\nlate = {{ points = {late}, at_least = \"medium\", reason = \"L\" }}\n\
         soon = {{ days = 2, points = {soon}, reason = \"S\" }}\n"
    )
    .unwrap();
    text + LEVELS
}

/// The days around the assessment's, 2 March, on which something changes; two days far back, and the last of all.
fn dates() -> Vec<Option<String>> {
    let days = (20..=28)
        .map(|day| format!("\"2026-02-{day}\""))
        .chain((1..=3).map(|day| format!("\"2026-03-0{day}\"")));
    let far = ["\"none\"", "\"2000-01-01\"", "\"2001-01-01\"", "\"9999-12-31\""].map(str::to_owned);
    [None].into_iter().chain(days.chain(far).map(Some)).collect()
}

fn numbers(most: i64) -> Vec<Option<String>> {
    [None].into_iter().chain((0..=most).map(|days| Some(days.to_string()))).collect()
}

#[test]
fn bounds_of_a_deadline_are_those_of_all_its_dates_and_exact() {
    let bools = || vec![None, Some("true".into()), Some("false".into())];
    for seed in 0..40 {
        let mut dice = Dice::new(7_000 + seed);
        let small = Small::new(ruleset(&mut dice));
        for _ in 0..3 {
            let mut choices: [Choices<'_>; 5] = [
                ("screened", bools()),
                ("started", dates()),
                ("finished", dates()),
                ("extra_days", numbers(2)),
                ("paused_days", numbers(1)),
            ];
            for (_, values) in &mut choices {
                if dice.percent(40) {
                    let value = dice.pick(&values[1..]).clone();
                    *values = vec![value];
                }
            }
            let known = choices
                .iter()
                .map(|(name, values)| (*name, if values.len() == 1 { values[0].as_deref() } else { None }));
            let line = incident(known);
            small.bounds(&line, &choices, &|_| true);
        }
    }
}
