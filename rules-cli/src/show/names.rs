//! What conditions speak of by name: expressions, words, patterns, script functions.

use super::page::{Cell, Section, Table};
use super::voice::Voice;
use super::words;
use rules_core::ruleset::Script;

/// The named expressions.
pub fn features(voice: &Voice<'_>) -> Option<Section> {
    let rows =
        voice.model.features.iter().map(|feature| vec![Cell::code(&feature.name), Cell::code(&feature.text)]);
    let titles = [words::name, words::expression].map(|it| voice.say(it));
    Section::of(voice.say(words::h_features), Table::list(&titles, rows.collect()))
}

/// The lists of terms.
pub fn terms(voice: &Voice<'_>) -> Option<Section> {
    let row = |name: &str, terms: &[String]| vec![Cell::code(name), Cell::text(voice.join(terms))];
    let rows = voice.model.terms.iter().map(|list| row(&list.name, &list.terms));
    let titles = [words::name, words::words].map(|it| voice.say(it));
    Section::of(voice.say(words::h_terms), Table::list(&titles, rows.collect()))
}

/// The patterns.
pub fn patterns(voice: &Voice<'_>) -> Option<Section> {
    let rows = voice.model.patterns.iter().map(|pattern| {
        let note = if pattern.sensitive { voice.say(words::masked) } else { "" };
        vec![Cell::code(&pattern.name), Cell::code(&pattern.pattern).and_faint(note)]
    });
    let titles = [words::name, words::pattern].map(|it| voice.say(it));
    Section::of(voice.say(words::h_patterns), Table::list(&titles, rows.collect()))
}

/// The script functions that run on the interpreter.
pub fn scripts(voice: &Voice<'_>) -> Option<Section> {
    let rows = voice.model.scripts.iter().map(|script| {
        vec![Cell::code(&script.name).and_faint(signature(voice, script)), Cell::code(&script.body)]
    });
    let titles = [words::name, words::body].map(|it| voice.say(it));
    Section::of(voice.say(words::h_scripts), Table::list(&titles, rows.collect()))
}

fn signature(voice: &Voice<'_>, script: &Script) -> String {
    let params: Vec<String> =
        script.params.iter().map(|(name, ty)| format!("{name}: {}", ty.word())).collect();
    voice.fill(words::takes, &[&params.join(", "), script.returns.word()])
}
