//! A difference as staff reads it: the shipped fraud ruleset with some edits, in Chinese and in English, and what the
//! edits do to its example incidents.
//!
//! `UPDATE=1 cargo test -p shao-tests --test diff_golden` writes the texts anew: read the difference before you keep it.

use rules_core::diff::{Difference, Kind, Movement, Moves, diff};
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

/// What becomes of a shipped ruleset's example incidents; of the widest moves `keep`.
fn movement(old: &Ruleset, new: &Ruleset, keep: usize) -> Movement {
    let path = format!("../rulesets/{}/examples/incidents.jsonl", old.id());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let lines = fs::read_to_string(path).unwrap();
    let spec = || ContextSpec { as_of: Some("2026-03-02T10:30:00+08:00".into()), ..ContextSpec::default() };
    let contexts = [old, new].map(|it| it.context(spec()).unwrap());
    let options = Options::default();
    let mut moves = Moves::new(old, new, keep);
    let [before, after] = &contexts;
    let mut sessions = [Session::new(old, before, &options), Session::new(new, after, &options)];
    for (number, line) in (1..).zip(lines.lines()) {
        let [old, new] = sessions.each_mut().map(|it| it.assess(line.as_bytes(), number));
        // One of the lines is no incident, on purpose.
        if let (Ok(old), Ok(new)) = (old, new) {
            moves.add(0, number, &old, &new);
        }
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
    let (difference, movement) = (diff(&old, &new), movement(&old, &new, 8));
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

/// The arithmetic that finds causes is the evaluator's: where a threshold is the one difference, every incident without
/// it stands where the old ruleset had it.
#[test]
fn without_the_one_difference_every_incident_stands_where_it_stood() {
    let mut tried = 0;
    for name in ["fraud", "housing", "petition"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../rulesets/{name}/{name}.toml"));
        let text = fs::read_to_string(path).unwrap();
        let old = compile(&text);
        let levels = old.model().levels.iter().map(|level| level.from).skip(1);
        let ends: Vec<i64> = levels.chain([old.model().max + 1]).collect();
        for ends in ends.windows(2) {
            let (from, to) = (format!("from = {}\n", ends[0]), format!("from = {}\n", ends[1] - 1));
            let new = compile(&text.replacen(&from, &to, 1));
            let movement = movement(&old, &new, usize::MAX);
            tried += movement.moved;
            for moved in &movement.moves {
                let [cause] = moved.causes.as_slice() else { panic!("{name}: {moved:?}") };
                let without = (cause.without.score, &cause.without.level);
                let old = (moved.old.score, &moved.old.level);
                assert_eq!((cause.kind, without), (Kind::Level, old), "{name}");
            }
        }
    }
    assert!(tried > 50, "{tried} incidents moved");
}
