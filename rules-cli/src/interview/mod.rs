//! `rules interview`: asks for one fact at a time, best first, until no answer can change the level.

mod answer;
pub mod args;
mod report;
mod screen;
mod words;

use crate::exit::{Code, Stop};
use crate::explain::{incident, known};
use crate::{context, rulesets, terminal};
use args::InterviewArgs;
use report::Report;
use rules_core::explain::{Audience, ExplainOptions, Explained, Lang, WhyNot, fill, render};
use rules_core::{Options, Session};
use std::io::{self, BufRead, IsTerminal};

/// Runs `rules interview`.
pub fn run(args: &InterviewArgs) -> Result<Code, Stop> {
    let ruleset = rulesets::load(&args.ruleset)?;
    let model = ruleset.model();
    known("language", args.locale.as_deref(), model.languages.iter().map(String::as_str))?;
    let context = context::context(&ruleset, &args.context)?;
    let locale = args.locale.clone().or_else(|| model.languages.first().cloned()).unwrap_or_default();
    let options = Options::default();
    let mut interview = Interview {
        report: Report::new(model, args.incident.as_deref(), args.save.clone())?,
        session: Session::new(&ruleset, &context, &options),
        lang: Lang::of(&locale),
        locale,
        asked: 0,
    };
    if let Some(given) = &args.incident {
        interview.refuse_doubles(given)?;
    }
    // A file that cannot be written is told before the first question.
    interview.report.save()?;
    let explained = interview.run()?;
    terminal::print(&format!("\n{}", render(&explained, Audience::Official, &interview.locale)))?;
    Ok(Code::Clean)
}

struct Interview<'r> {
    report: Report<'r>,
    session: Session<'r>,
    lang: Lang,
    locale: String,
    asked: usize,
}

/// How an answer was taken.
enum Taken {
    /// As an answer, with what it leads to.
    Answer(Box<Explained>),
    /// As the wish to take the last one back.
    Back,
    /// As something else: the question is asked again.
    Again,
    /// As the wish to end.
    End,
}

impl Interview<'_> {
    /// Asks until the level stands, or the answers end.
    fn run(&mut self) -> Result<Explained, Stop> {
        let mut lines = io::stdin().lock().lines();
        let mut explained = self.explained()?;
        self.faults(&explained)?;
        loop {
            terminal::print(&screen::standing(&explained, self.lang, &self.locale))?;
            let Some(next) = explained.details.next.first() else {
                let end = if explained.assessment.settled { words::done } else { words::nothing_left };
                self.say(end)?;
                return Ok(explained);
            };
            let Some(field) = self.report.field(&next.field) else { return Ok(explained) };
            let of = (self.lang, self.locale.as_str());
            terminal::print(&screen::question(self.report.model, field, next, self.asked + 1, of))?;
            let line = lines
                .next()
                .transpose()
                .map_err(|error| Stop::Failed(format!("cannot read the answer: {error}")))?;
            let taken = match &line {
                Some(line) => self.take(&next.field, line.trim())?,
                None => Taken::End,
            };
            match taken {
                Taken::Answer(then) => {
                    self.report.save()?;
                    self.asked += 1;
                    explained = *then;
                }
                Taken::Back => {
                    self.report.save()?;
                    explained = self.explained()?;
                }
                Taken::Again => {}
                Taken::End => {
                    self.say(words::ended)?;
                    return Ok(explained);
                }
            }
        }
    }

    /// Refuses an incident in which a field is given twice: which value is right is not for the command to say.
    fn refuse_doubles(&mut self, given: &str) -> Result<(), Stop> {
        let assessed = self.session.assess(&incident(given)?, 1);
        let errors = assessed.map(|it| it.input_errors).unwrap_or_default();
        match errors.iter().find(|error| error.code == rules_core::diagnostic::Code::I404.as_str()) {
            Some(double) => {
                Err(Stop::Failed(format!("the incident has `{}` twice; give it once", double.field)))
            }
            None => Ok(()),
        }
    }

    /// Tells what cannot be used of what was known already.
    fn faults(&self, explained: &Explained) -> Result<(), Stop> {
        for fault in &explained.details.input_errors {
            let title = fault.title.as_ref().map_or(fault.field.as_str(), |title| title.get(&self.locale));
            self.note(&format!("{title}: {}", fault.text.get(&self.locale)))?;
        }
        Ok(())
    }

    /// Takes a line as the answer to a field, or as a command.
    fn take(&mut self, name: &str, line: &str) -> Result<Taken, Stop> {
        if !io::stdin().is_terminal() {
            terminal::print(&format!("{line}\n"))?;
        }
        match answer::folded(line).as_str() {
            "q" => return Ok(Taken::End),
            "?" => self.note(words::help(self.lang))?,
            "b" if self.report.take_back() => {
                self.asked = self.asked.saturating_sub(1);
                self.note(words::taken_back(self.lang))?;
                return Ok(Taken::Back);
            }
            "b" => self.note(words::nothing_to_take_back(self.lang))?,
            "不知道" | "不清楚" => return self.unknown(name),
            _ => match self.answer(name, line)? {
                Ok(explained) => return Ok(Taken::Answer(Box::new(explained))),
                Err(wrong) => self.note(&fill(words::not_used(self.lang), &[&wrong]))?,
            },
        }
        Ok(Taken::Again)
    }

    /// Takes "not known" in other words than an empty line.
    fn unknown(&mut self, name: &str) -> Result<Taken, Stop> {
        let explained = self.answer(name, "")?.map_err(Stop::Failed)?;
        Ok(Taken::Answer(Box::new(explained)))
    }

    /// Fills in an answer, or says what is wrong with it and leaves the report as it was.
    fn answer(&mut self, name: &str, line: &str) -> Result<Result<Explained, String>, Stop> {
        if let Err(wrong) = self.report.answer(name, line, self.lang) {
            return Ok(Err(wrong));
        }
        let explained = self.explained()?;
        let of_field = |field: &str| field == name || field.starts_with(&format!("{name}["));
        let fault = explained.details.input_errors.iter().find(|error| of_field(&error.field));
        Ok(match fault {
            Some(fault) => {
                self.report.take_back();
                Err(fault.text.get(&self.locale).to_owned())
            }
            None => Ok(explained),
        })
    }

    fn explained(&mut self) -> Result<Explained, Stop> {
        let options = ExplainOptions { languages: vec![self.locale.clone()], why_not: WhyNot::None };
        let explained = self.session.explain(self.report.line().as_bytes(), 1, &options);
        explained.map_err(|reject| Stop::Failed(format!("the incident cannot be read: {reject}")))
    }

    fn say(&self, phrase: fn(Lang) -> &'static str) -> Result<(), Stop> {
        terminal::print(&format!("\n{}\n", fill(phrase(self.lang), &[&self.asked.to_string()])))
    }

    fn note(&self, text: &str) -> Result<(), Stop> {
        terminal::print(&format!("{text}\n"))
    }
}
