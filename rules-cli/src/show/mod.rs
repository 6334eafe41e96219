//! `rules show`: a ruleset as a page that a manager can read and print.
//!
//! ```text
//! Model -> Page (sections, tables of cells) -> terminal, Markdown or HTML
//! ```
//! Only the parts that make the page know the model; only the renderers know how it is written.

mod about;
pub mod args;
mod basis;
mod deadlines;
mod entries;
pub mod inputs;
mod names;
mod properties;
mod tables;
mod told_from;
pub mod voice;
mod words;

use crate::exit::{Code, Stop};
use crate::page::{self, Page};
use crate::{explain, rulesets};
use args::{ShowArgs, ShowAudience};
use rules_core::Ruleset;
use voice::Voice;

/// Runs `rules show`.
pub fn run(args: &ShowArgs) -> Result<Code, Stop> {
    let ruleset = rulesets::load(&args.ruleset)?;
    let languages = &ruleset.model().languages;
    explain::known("language", args.locale.as_deref(), languages.iter().map(String::as_str))?;
    let first = languages.first().map(String::as_str).unwrap_or_default();
    let page = page_of(&ruleset, args.locale.as_deref().unwrap_or(first), args.audience);
    page::write(&page, args.format, args.output.as_deref())
}

/// The page, in the order in which it is read: what it decides, why, what is done, what is asked, what it rests on.
fn page_of(ruleset: &Ruleset, locale: &str, audience: ShowAudience) -> Page {
    let voice = Voice::new(ruleset, locale, audience);
    let sections = [
        Some(about::head(&voice)),
        about::levels(&voice),
        about::groups(&voice),
        entries::rules(&voice),
        entries::characteristics(&voice),
        tables::tables(&voice),
        deadlines::deadlines(&voice),
        inputs::actions(&voice),
        inputs::fields(&voice),
        inputs::params(&voice),
        inputs::sources(&voice),
    ];
    let names = [properties::properties, names::features, names::patterns, names::scripts, names::terms];
    let names = names.into_iter().filter(|_| voice.to_author()).filter_map(|part| part(&voice));
    Page {
        locale: locale.to_owned(),
        title: voice.text(&ruleset.model().title).to_owned(),
        edition: about::edition(&voice),
        contents: voice.say(words::contents),
        sections: sections.into_iter().flatten().chain(names).collect(),
    }
}
