//! A difference as staff reads it: the shipped fraud ruleset with some edits, in Chinese and in English, and what the
//! edits do to its example incidents.
//!
//! `UPDATE=1 cargo test -p shao-tests --test diff_golden` writes the texts anew: read the difference before you keep it.

use rules_core::diff::{Difference, Movement, Moves, diff};
use rules_core::{ContextSpec, Options, Ruleset, Session};
use shao_tests::scoring::compile;
use std::fs;
use std::path::{Path, PathBuf};

/// What an author does in an afternoon: each edit must find its place.
const EDITS: &[(&str, &str)] = &[
    ("version = \"1.1.0\"", "version = \"1.2.0\""),
    (
        "when = 'says_safe_account'\npoints = 45",
        "when = 'says_safe_account && !told_to_keep_secret'\npoints = 40",
    ),
    ("Mentions a ‘safe account’ or the like", "Speaks of a ‘safe account’"),
    ("savings_words = [\"存款\", ", "savings_words = [\"定期\", "),
    ("take = \"best\"\nmax = 40", "take = \"best\"\nmax = 35"),
    ("shares_screen = 'screen_shared || ", "shares_screen = '"),
    ("[group.pressure]", "[group.urgency]"),
    ("group = \"pressure\"", "group = \"urgency\""),
    ("id = \"foreign-number\"\n", "id = \"foreign-number\"\nstatus = \"shadow\"\n"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/diff")
}

fn fraud() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulesets/fraud/fraud.toml");
    fs::read_to_string(path).unwrap()
}

fn edited() -> Ruleset {
    let mut text = fraud();
    for (from, to) in EDITS {
        assert!(text.contains(from), "nothing is `{from}`");
        text = text.replace(from, to);
    }
    compile(&text)
}

fn movement(old: &Ruleset, new: &Ruleset) -> Movement {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rulesets/fraud/examples/incidents.jsonl");
    let lines = fs::read_to_string(path).unwrap();
    let spec = || ContextSpec { as_of: Some("2026-03-02T10:30:00+08:00".into()), ..ContextSpec::default() };
    let contexts = [old, new].map(|it| it.context(spec()).unwrap());
    let options = Options::default();
    let mut moves = Moves::new(old, new, 8);
    let [before, after] = &contexts;
    let mut sessions = [Session::new(old, before, &options), Session::new(new, after, &options)];
    for (number, line) in (1..).zip(lines.lines()) {
        let [old, new] = sessions.each_mut().map(|it| it.assess(line.as_bytes(), number).unwrap());
        moves.add(0, number, &old, &new);
    }
    moves.finish()
}

fn told(difference: &Difference, movement: &Movement, locale: &str) -> String {
    let mut text = difference.told(locale).join("\n") + "\n\n";
    for (level, counts) in movement.levels.old.iter().zip(&movement.levels.counts) {
        text.push_str(&format!("{level} {counts:?}\n"));
    }
    for moved in &movement.moves {
        let (old, new) = (&moved.old, &moved.new);
        text.push_str(&format!(
            "\n{}: {} {} → {} {}\n",
            moved.number, old.score, old.level, new.score, new.level
        ));
        moved.causes.iter().for_each(|it| text.push_str(&format!("  {}\n", it.told.get(locale))));
    }
    text
}

#[test]
fn an_afternoons_edits_are_told_to_staff_in_both_languages() {
    let (old, new) = (compile(&fraud()), edited());
    let (difference, movement) = (diff(&old, &new), movement(&old, &new));
    for locale in ["zh", "en"] {
        let text = told(&difference, &movement, locale);
        let path = folder().join(format!("fraud.{locale}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &text).unwrap();
        }
        let wanted = fs::read_to_string(&path).unwrap_or_default();
        assert!(text == wanted, "{} differs; run with UPDATE=1 and read it:\n{text}", path.display());
    }
}

#[test]
fn a_shipped_ruleset_does_not_differ_from_itself_nor_from_its_pack() {
    for name in ["fraud", "housing", "petition"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../rulesets/{name}/{name}.toml"));
        let ruleset = compile(&fs::read_to_string(path).unwrap());
        let pack = Ruleset::from_pack(&ruleset.pack()).unwrap();
        assert!(diff(&ruleset, &ruleset).is_empty(), "{name}");
        assert_eq!(diff(&pack, &ruleset).told("en"), Vec::<&str>::new(), "{name}");
    }
}

/// The arithmetic that finds causes is the evaluator's: undoing nothing gives what was assessed, for every incident.
#[test]
fn what_would_be_without_a_difference_is_what_an_edition_without_it_says() {
    let old = compile(&fraud());
    let single = (
        "when = 'says_safe_account'\npoints = 45\ngroup = \"script\"\nat_least = \"high\"",
        "when = 'says_safe_account'\npoints = 5\ngroup = \"script\"",
    );
    assert!(fraud().contains(single.0));
    let new = compile(&fraud().replace(single.0, single.1));
    let movement = movement(&old, &new);
    assert!(movement.moved > 0, "the edit moves something");
    for moved in &movement.moves {
        let cause = &moved.causes[0];
        assert_eq!(cause.id, "safe-account");
        assert_eq!((cause.without.score, &cause.without.level), (moved.old.score, &moved.old.level));
    }
}
