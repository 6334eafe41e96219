//! `rules show`: a ruleset as a page that a manager can read and print.
//!
//! ```text
//! Model -> Page (sections, tables of cells) -> terminal, Markdown or HTML
//! ```
//! Only the parts that make the page know the model; only the renderers know how it is written.

mod about;
mod deadlines;
mod entries;
mod html;
mod inputs;
mod links;
mod markdown;
mod names;
mod page;
mod plain;
mod tables;
mod voice;
mod words;

use crate::args::{ShowArgs, ShowFormat};
use crate::exit::{Code, Stop};
use crate::{explain, rulesets, terminal};
use page::Page;
use rules_core::Ruleset;
use voice::Voice;

/// Runs `rules show`.
pub fn run(args: &ShowArgs) -> Result<Code, Stop> {
    let ruleset = rulesets::load(&args.ruleset)?;
    let languages = &ruleset.model().languages;
    explain::known("language", args.locale.as_deref(), languages.iter().map(String::as_str))?;
    let first = languages.first().map(String::as_str).unwrap_or_default();
    let page = page_of(&ruleset, args.locale.as_deref().unwrap_or(first));
    let text = match args.format {
        ShowFormat::Terminal if args.output.is_some() => plain::render(&page, terminal::WIDTH, false),
        ShowFormat::Terminal => plain::render(&page, terminal::width(), true),
        ShowFormat::Markdown => markdown::render(&page),
        ShowFormat::Html => html::render(&page),
    };
    let Some(path) = &args.output else {
        terminal::print(&text)?;
        return Ok(Code::Clean);
    };
    let shown = path.display();
    std::fs::write(path, text).map_err(|error| Stop::writing(&format!("`{shown}`"), &error))?;
    Ok(Code::Clean)
}

/// The page, in the order in which it is read: what it decides, why, what is done, what is asked, what it rests on.
fn page_of(ruleset: &Ruleset, locale: &str) -> Page {
    let voice = Voice::new(ruleset, locale);
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
        names::features(&voice),
        names::patterns(&voice),
        names::scripts(&voice),
        names::terms(&voice),
    ];
    Page {
        locale: locale.to_owned(),
        title: voice.text(&ruleset.model().title).to_owned(),
        contents: voice.say(words::contents),
        sections: sections.into_iter().flatten().collect(),
    }
}
