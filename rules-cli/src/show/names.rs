//! What conditions speak of by name: expressions, words, patterns, script functions.

use super::voice::Voice;
use super::words;
use crate::page::{Cell, Section, Table, Width};
use rules_core::parse::document::ScriptDecl;
use rules_core::parse::{parse, type_word};

/// The named expressions.
pub fn features(voice: &Voice<'_>) -> Option<Section> {
    let rows = voice
        .model
        .features
        .iter()
        .map(|feature| vec![Cell::default().and_name(&feature.name), Cell::code(&feature.text)]);
    let columns = voice.columns(&[(words::name, Width::Short), (words::expression, Width::Long)]);
    Section::of(voice.say(words::h_features), Table::list(columns, rows.collect()))
}

/// The lists of terms.
pub fn terms(voice: &Voice<'_>) -> Option<Section> {
    let row =
        |name: &str, terms: &[String]| vec![Cell::default().and_name(name), Cell::text(voice.join(terms))];
    let rows = voice.model.terms.iter().map(|list| row(&list.name, &list.terms));
    let columns = voice.columns(&[(words::name, Width::Short), (words::words, Width::Long)]);
    Section::of(voice.say(words::h_terms), Table::list(columns, rows.collect()))
}

/// The patterns.
pub fn patterns(voice: &Voice<'_>) -> Option<Section> {
    let rows = voice.model.patterns.iter().map(|pattern| {
        let note = if pattern.sensitive { voice.say(words::masked) } else { "" };
        vec![Cell::default().and_name(&pattern.name), Cell::code(&pattern.pattern).and_faint(note)]
    });
    let columns = voice.columns(&[(words::name, Width::Short), (words::pattern, Width::Long)]);
    Section::of(voice.say(words::h_patterns), Table::list(columns, rows.collect()))
}

/// The script functions. The model has only those that are not lowered: the file has all.
pub fn scripts(voice: &Voice<'_>) -> Option<Section> {
    let (document, _none_in_a_checked_ruleset) = parse(voice.ruleset.source());
    let scripts = document.map(|document| document.scripts).unwrap_or_default();
    let row = |script: &ScriptDecl| {
        let name = Cell::default().and_name(&script.name.value).and_faint(signature(voice, script));
        vec![name, Cell::code(&script.body.value)]
    };
    let columns = voice.columns(&[(words::name, Width::Short), (words::body, Width::Long)]);
    Section::of(voice.say(words::h_scripts), Table::list(columns, scripts.iter().map(row).collect()))
}

fn signature(voice: &Voice<'_>, script: &ScriptDecl) -> String {
    let params = script.params.iter();
    let params: Vec<String> =
        params.map(|(name, ty)| format!("{}: {}", name.value, type_word(ty.value))).collect();
    voice.fill(words::takes, &[&params.join(", "), type_word(script.returns.value)])
}
