//! Every code has a page, and the examples on the pages give what they say: rulesets what `check` says of
//! them; incidents and contexts what the ruleset above them makes of them.
//!
//! `UPDATE=1 cargo test -p shao-tests` writes what the examples give now.

use rules_core::Ruleset;
use rules_core::check::check_source;
use rules_core::diagnostic::{Code, Diagnostic};
use rules_core::prove::{Budget, prove, usual_context};
use rules_core::source::{Source, Span, read};
use shao_tests::expectation::{annotated, is_expectation, without};
use shao_tests::incidents::{self, bytes};
use shao_tests::page::{Block, Kind, Page};
use shao_tests::skeleton::{Completed, complete, complete_for_incidents, repeated};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("diagnostics")
}

fn page(code: Code) -> Option<(PathBuf, Page)> {
    let path = folder().join(format!("{}.md", code.as_str()));
    let text = fs::read_to_string(&path).ok()?;
    Some((path, Page::parse(&text)))
}

fn pages() -> impl Iterator<Item = (Code, PathBuf, Page)> {
    Code::ALL.iter().filter_map(|code| page(*code).map(|(path, page)| (*code, path, page)))
}

/// An example as a whole file, and where it starts there.
fn file(block: &Block) -> (Vec<u8>, usize) {
    let text = repeated(&without(&block.text));
    match block.kind {
        Kind::Fragment => {
            let Completed { text, start } =
                if block.is_used { complete_for_incidents(&text) } else { complete(&text) };
            (text.into_bytes(), start)
        }
        Kind::Whole => (text.into_bytes(), 0),
        _ => (bytes(&text), 0),
    }
}

/// The ruleset above an example of incidents or contexts.
fn ruleset(page: &Page, index: usize) -> Result<Ruleset, String> {
    let above = page.ruleset_above(index).ok_or("no ruleset stands above an example of incidents")?;
    Ruleset::compile(file(above).0).map_err(|error| error.to_string())
}

/// Codes that are told by proofs, not by parsing and checking.
const PROVED: [Code; 4] = [Code::E229, Code::W312, Code::W313, Code::W314];

/// The code that only builds without an interpreter give; these tests are none.
const OF_SMALL_BUILDS: Code = Code::P604;

/// What is said about a file on the page of a code: what parsing and checking say, and proofs on the pages of
/// their codes.
fn told(code: Code, file: &[u8]) -> (Source, Vec<Diagnostic>) {
    let (source, mut diagnostics) = check(file);
    if let Some(ruleset) = Ruleset::compile(file).ok().filter(|_| PROVED.contains(&code)) {
        let context = ruleset.context(usual_context(&ruleset)).expect("a context");
        diagnostics.extend(prove(&ruleset, &context, &[], Budget::default()).diagnostics(&ruleset));
        diagnostics.sort_by_key(|it| (it.span.start, it.code));
    }
    (source, diagnostics)
}

/// What parsing and checking say about a file. Places in a file that is not UTF-8 are those of the text up to
/// the first bad byte, with a character for each bad byte.
fn check(file: &[u8]) -> (Source, Vec<Diagnostic>) {
    match read(file) {
        Ok(source) => {
            let (_, diagnostics) = check_source(&source);
            (source, diagnostics)
        }
        Err(diagnostic) => {
            let good = file.get(..diagnostic.span.range().start).unwrap_or_default();
            let bad = "?".repeat(diagnostic.span.range().len());
            (Source::new(format!("{}{bad}", String::from_utf8_lossy(good))), vec![diagnostic])
        }
    }
}

/// An example as it should be written.
fn expected(code: Code, page: &Page, index: usize, block: &Block) -> Result<String, String> {
    if !block.is_ruleset() {
        return incidents::annotated(&block.text, &ruleset(page, index)?, block.kind);
    }
    let (file, start) = file(block);
    let (source, diagnostics) = told(code, &file);
    annotated(&without(&block.text), start, &source, &diagnostics)
}

#[test]
fn every_code_has_a_page() {
    let missing: Vec<&str> =
        Code::ALL.iter().filter(|code| page(**code).is_none()).map(|code| code.as_str()).collect();
    assert!(missing.is_empty(), "without a page: {}", missing.join(" "));
}

#[test]
fn every_page_belongs_to_a_code() {
    let known: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{}.md", code.as_str())).collect();
    for entry in fs::read_dir(folder()).expect("the folder of pages") {
        let name = entry.expect("a file").file_name().to_string_lossy().into_owned();
        assert!(known.contains(&name), "{name} is the page of no code");
    }
}

#[test]
fn every_page_says_what_its_code_means_and_what_to_do() {
    for (code, path, page) in pages() {
        assert_eq!(page.title, format!("{}: {}", code.as_str(), code.title()), "{}", path.display());
        let words = page.words();
        let paragraphs: Vec<&str> = words.split("\n\n").map(str::trim).collect();
        assert!(paragraphs.get(1).is_some_and(|it| it.len() > 80), "{}: what it means", path.display());
        assert!(paragraphs.iter().any(|it| it.starts_with("**What to do.** ")), "{}", path.display());
    }
}

#[test]
fn every_page_has_an_example_that_gives_its_code() {
    for (code, path, page) in pages().filter(|(code, ..)| *code != OF_SMALL_BUILDS) {
        let gives = |(index, block): (usize, &Block)| match ruleset(&page, index) {
            _ if block.is_ruleset() => told(code, &file(block).0).1.iter().any(|it| it.code == code),
            Ok(ruleset) => incidents::gives(&block.text, &ruleset, block.kind, code.as_str()),
            Err(_) => false,
        };
        assert!(
            page.blocks.iter().enumerate().any(gives),
            "{} has no example that gives {}",
            path.display(),
            code.as_str()
        );
    }
}

#[test]
fn every_example_gives_what_is_written_above_its_lines() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = String::new();
    for (code, path, page) in pages() {
        let mut blocks = Vec::new();
        for (index, block) in page.blocks.iter().enumerate() {
            match expected(code, &page, index, block) {
                Ok(text) => blocks.push(text),
                Err(why) => {
                    wrong.push_str(&format!("\n{}: {why}\n", path.display()));
                    blocks.push(block.text.clone());
                }
            }
        }
        for (block, now) in page.blocks.iter().zip(&blocks).filter(|(block, now)| block.text != **now) {
            if !update {
                wrong.push_str(&format!(
                    "\n{} says\n{}\nand gives\n{}",
                    path.display(),
                    marks(block, &block.text),
                    marks(block, now)
                ));
            }
        }
        if update {
            fs::write(&path, page.with_blocks(&blocks)).expect("the page is written");
        }
    }
    assert!(wrong.is_empty(), "{wrong}\nUPDATE=1 cargo test -p shao-tests writes what they give now");
}

fn marks(block: &Block, text: &str) -> String {
    let is_mark = |line: &&str| if block.is_ruleset() { is_expectation(line) } else { line.starts_with('#') };
    text.lines().filter(is_mark).map(|line| format!("  {}\n", line.trim())).collect()
}

/// The pages of run codes have a rule `large` beside the one that fails.
#[test]
fn a_rule_that_fails_stops_no_other_and_may_still_be_all_that_it_could_be() {
    let mut failed = 0;
    for (code, path, page) in pages().filter(|(code, ..)| code.as_str().starts_with('R')) {
        for (index, block) in page.blocks.iter().enumerate().filter(|(_, block)| !block.is_ruleset()) {
            let ruleset = ruleset(&page, index).expect("the page's ruleset compiles");
            for line in incidents::lines(&block.text) {
                let found = incidents::explained(&ruleset, &incidents::bytes(&repeated(line)));
                let found = found.expect("an incident").assessment;
                let Some(rule) = found.failed.iter().find(|it| it.code == code.as_str()) else { continue };
                let place = format!("{}: {line}: {found:?}", path.display());
                assert!(found.incomplete, "{place}");
                assert!(found.hits.iter().any(|hit| hit.id == "large" && hit.points == 10), "{place}");
                assert_eq!((found.ceiling.level.as_str(), found.ceiling.score > found.score), ("high", true));
                // A failed condition is no hit; failed points are a hit without points.
                let hit = found.hits.iter().find(|hit| hit.id == rule.id);
                assert!(hit.is_none_or(|hit| hit.points == 0), "{place}");
                failed += 1;
            }
        }
    }
    assert!(failed >= 8, "{failed} rules failed");
}

#[test]
fn a_hit_whose_points_fail_keeps_its_floor_and_its_actions() {
    let (path, page) = page(Code::R501).expect("the page");
    let index = page.blocks.iter().position(|block| !block.is_ruleset()).expect("incidents");
    let ruleset = ruleset(&page, index).expect("the page's ruleset compiles");
    let line = incidents::lines(&page.blocks[index].text).last().expect("an incident");
    let found = incidents::explained(&ruleset, line.as_bytes()).expect("an incident");
    assert!(found.assessment.failed.iter().any(|it| it.id == "each-household"), "{}", path.display());
    let hit = found.assessment.hits.iter().find(|hit| hit.id == "each-household").expect("a hit");
    assert_eq!((hit.points, found.assessment.score, found.assessment.level.as_str()), (0, 10, "high"));
    let action = found.details.actions.first().expect("an action");
    assert_eq!(
        (action.id.as_str(), &action.asked_by[..]),
        ("inspect-soon", &["each-household".to_owned()][..])
    );
}

#[test]
fn every_fix_mends_what_it_is_given_for() {
    let mut fixes = 0;
    for (_, path, page) in pages() {
        for block in page.rulesets() {
            let (file, _) = file(block);
            for diagnostic in check(&file).1 {
                let Some(fix) = &diagnostic.fix else { continue };
                let mut mended = file.clone();
                mended.splice(fix.span.range(), fix.replacement.bytes());
                let left = check(&mended).1;
                let same = |it: &&Diagnostic| it.code == diagnostic.code && it.message == diagnostic.message;
                let before = check(&file).1.iter().filter(same).count();
                assert!(
                    left.iter().filter(same).count() < before,
                    "{}: the fix of {:?} leaves it",
                    path.display(),
                    diagnostic
                );
                let broken = left.iter().find(|it| it.code == Code::E102 || it.code == Code::E110);
                let was = |it: &Diagnostic| check(&file).1.iter().any(|old| old.message == it.message);
                assert!(broken.is_none_or(was), "{}: the fix breaks the file: {broken:?}", path.display());
                fixes += 1;
            }
        }
    }
    assert!(fixes > 20, "{fixes} fixes were tried");
}

#[test]
fn every_place_lies_on_characters_of_its_file() {
    for (_, path, page) in pages() {
        for block in page.rulesets() {
            let (source, diagnostics) = check(&file(block).0);
            for diagnostic in &diagnostics {
                let further = diagnostic.labels.iter().map(|label| label.span);
                for span in further.chain([diagnostic.span]).chain(diagnostic.fix.iter().map(|fix| fix.span))
                {
                    assert!(is_good(&source, span), "{}: {diagnostic:?}", path.display());
                }
            }
        }
    }
}

fn is_good(source: &Source, span: Span) -> bool {
    source.text().get(span.range()).is_some()
}
