//! `rules new`: the beginning of a ruleset. A template with the id put in, nothing else.

pub mod args;

use crate::exit::{Code, Stop};
use crate::terminal;
use args::NewArgs;
use rules_core::parse::names::is_id;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The template: `{id}` and `{file}` stand for what is put in.
const SKELETON: &str = include_str!("skeleton.toml");

/// Runs `rules new`.
pub fn run(args: &NewArgs) -> Result<Code, Stop> {
    if !is_id(&args.id) {
        return Err(Stop::Failed(no_id(&args.id)));
    }
    let own = PathBuf::from(format!("{}.toml", args.id));
    let path = args.output.as_deref().unwrap_or(&own);
    if path == Path::new("-") {
        terminal::print(&skeleton(&args.id, &own))?;
        return Ok(Code::Clean);
    }
    create(path, &skeleton(&args.id, path))?;
    terminal::note(&next(path));
    Ok(Code::Clean)
}

/// The ruleset's text. The file's name alone stands in it: a comment says nothing of folders.
fn skeleton(id: &str, path: &Path) -> String {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    SKELETON.replace("{id}", id).replace("{file}", &file)
}

fn no_id(given: &str) -> String {
    let mut message = format!(
        "`{given}` is no id of a ruleset: expected lower-case letters a to z, digits and hyphens, a letter first, \
         such as `flooded-street`"
    );
    if let Some(near) = near_id(given) {
        message.push_str(&format!("; did you mean `{near}`?"));
    }
    message
}

/// The id that a text was meant to be: capitals made small, what stands between words made a hyphen.
fn near_id(given: &str) -> Option<String> {
    let small = given.to_lowercase();
    let words = small.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let id = words.collect::<Vec<_>>().join("-");
    let id = id.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    (given.is_ascii() && is_id(id)).then(|| id.to_owned())
}

/// Writes a file that was not there.
fn create(path: &Path, text: &str) -> Result<(), Stop> {
    let shown = path.display();
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| {
        Stop::Failed(match error.kind() {
            io::ErrorKind::AlreadyExists => format!(
                "`{shown}` exists already and is left as it is: name another file with -o, or move this one away"
            ),
            io::ErrorKind::NotFound => format!("cannot write `{shown}`: its folder does not exist; make it first"),
            _ => format!("cannot write `{shown}`: {error}"),
        })
    })?;
    file.write_all(text.as_bytes()).map_err(|error| {
        let _leave_no_half = std::fs::remove_file(path);
        Stop::writing(&format!("`{shown}`"), &error)
    })
}

/// What to do next. Cases that lie beside the file already are another ruleset's.
fn next(path: &Path) -> String {
    let shown = path.display();
    let beside = path.with_file_name("cases.jsonl");
    let cases = if beside.exists() {
        format!(
            "\n`{}` lies beside it and will be tested with it: if those are another ruleset's cases, give this one \
             a folder of its own",
            beside.display()
        )
    } else {
        String::new()
    };
    format!("`{shown}` is written; next: rules test --coverage {shown}{cases}")
}
