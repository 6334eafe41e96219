//! `rules review`: a batch of reports as the page that a review meeting goes through.
//!
//! ```text
//! files -> read (all cores, in order) -> Review (counts, short lists) -> Page -> terminal, Markdown or HTML
//! ```
//! Memory holds counts, the first rows of each list, and for the comparison the keys of the period before, up
//! to a limit that the page tells when it is reached. Of a report nothing but its key is shown.

pub mod args;
mod counts;
mod faults;
mod known;
mod read;
mod rows;
mod sections;
mod shift;
mod standing;
mod take;
mod top;
mod twice;
mod why;
mod words;

use crate::exit::{Code, Stop};
use crate::page;
use crate::score::input::Input;
use crate::score::threads;
use crate::{clock, context, explain, rulesets};
use args::ReviewArgs;
use read::{Repeated, Scoring, Seen};
use rules_core::{Options, Ruleset};
use std::collections::BTreeSet;
use std::path::PathBuf;
use take::Review;

/// Runs `rules review`.
pub fn run(mut args: ReviewArgs) -> Result<Code, Stop> {
    let ruleset = rulesets::load(&args.ruleset)?;
    let languages = &ruleset.model().languages;
    explain::known("language", args.locale.as_deref(), languages.iter().map(String::as_str))?;
    forbid_twice(&args)?;
    let first = languages.first().cloned().unwrap_or_default();
    let locale = args.locale.take().unwrap_or(first);
    let as_of = args.context.as_of.take().unwrap_or_else(clock::now);
    let review = review(&ruleset, &mut args, &as_of)?;
    let page = sections::page(&ruleset, &review, &locale, &args, &as_of);
    page::write(&page, args.format, args.output.as_deref())?;
    Ok(review.code())
}

/// Reads the period before, then the period at hand.
fn review<'r>(ruleset: &'r Ruleset, args: &mut ReviewArgs, as_of: &str) -> Result<Review<'r>, Stop> {
    let mut review = Review::new(ruleset, !args.before.is_empty());
    args.context.as_of = Some(args.before_as_of.clone().unwrap_or_else(|| as_of.to_owned()));
    if !args.before.is_empty() {
        let repeated = period(ruleset, args, &args.before, &mut review, Review::before)?;
        review.before.get_or_insert_default().repeated = repeated;
    }
    args.context.as_of = Some(as_of.to_owned());
    review.now.repeated = period(ruleset, args, &args.files, &mut review, Review::now)?;
    review.finish();
    Ok(review)
}

/// Reads a period. Where a key stands twice it is read again without the reports that a later one replaces;
/// standard input cannot be, and all its reports count.
fn period<'r>(
    ruleset: &'r Ruleset,
    args: &ReviewArgs,
    files: &[PathBuf],
    review: &mut Review<'r>,
    take: fn(&mut Review<'r>, &Seen<'_>),
) -> Result<Repeated, Stop> {
    let inputs = || files.iter().map(|path| Input::new(path, args.input)).collect::<Result<Vec<_>, _>>();
    let threads = threads::count(args.threads);
    let start = review.clone();
    let first = inputs()?;
    let can_read_again = first.iter().all(|input| input.bytes.is_some());
    let mut all = |seen: Seen<'_>| take(review, &seen);
    let repeated = read::each(first, scoring(ruleset, args)?, threads, &BTreeSet::new(), &mut all)?;
    let left_out = can_read_again && !repeated.is_empty();
    if left_out {
        *review = start;
        let mut last = |seen: Seen<'_>| take(review, &seen);
        read::each(inputs()?, scoring(ruleset, args)?, threads, &repeated, &mut last)?;
    }
    Ok(Repeated { count: repeated.len() as u64, left_out })
}

fn scoring(ruleset: &Ruleset, args: &ReviewArgs) -> Result<Scoring, Stop> {
    let options =
        Options { key: args.key.clone(), as_of_field: args.as_of_field.clone(), ..Options::default() };
    let context = context::context(ruleset, &args.context)?;
    Ok(Scoring { ruleset: ruleset.clone(), context, options })
}

/// Standard input gives its lines once, and an output that is also an input would be lost.
fn forbid_twice(args: &ReviewArgs) -> Result<(), Stop> {
    let all = || args.before.iter().chain(&args.files);
    if all().filter(|path| path.as_os_str() == "-").count() > 1 {
        return Err(Stop::Failed(
            "`-` stands twice: standard input can be read once; put one of the two in a file".into(),
        ));
    }
    let real = |path: &PathBuf| std::fs::canonicalize(path).ok();
    let output = args.output.as_ref().and_then(real);
    match all().filter_map(real).find(|path| path.is_file() && Some(path) == output.as_ref()) {
        Some(path) => {
            Err(Stop::Failed(format!("`{}` is both read and written; give -o another name", path.display())))
        }
        None => Ok(()),
    }
}
