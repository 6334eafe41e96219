//! The command `rules`: scores incidents in bulk, explains assessments; begins, checks, tests and shows rulesets, and
//! writes their types.
//!
//! Comes in: arguments, files and standard input. Goes out: assessments or reports on standard output,
//! everything about the run on standard error, and an exit code that [`exit`] names. Promises: no panic, no
//! half line, one output line for each input line; the clock is read in [`clock`] only.

#[macro_use]
mod phrases;

mod args;
mod backtest;
mod check;
mod clock;
mod context;
mod diff;
mod exit;
mod explain;
mod interview;
mod new;
mod pack;
mod page;
mod prove;
mod review;
mod rulesets;
mod score;
mod sheets;
mod show;
mod terminal;
mod test;
mod types;

use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use exit::{Code, Stop};
use std::process::ExitCode;

fn main() -> ExitCode {
    let code = match Cli::try_parse() {
        Ok(cli) => {
            terminal::choose_colours(cli.color);
            run(cli.command).unwrap_or_else(stopped)
        }
        Err(error) => match (error.print(), error.use_stderr()) {
            (Err(_), _) => Code::BrokenPipe,
            (Ok(()), true) => Code::Failed,
            (Ok(()), false) => Code::Clean,
        },
    };
    ExitCode::from(code as u8)
}

fn run(command: Command) -> Result<Code, Stop> {
    match command {
        Command::Score(args) => score::run(args),
        Command::Check(args) => check::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Prove(args) => prove::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Interview(args) => interview::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Pack(args) => pack::run(&args),
        Command::Review(args) => review::run(args),
        Command::New(args) => new::run(&args),
        Command::Backtest(args) => backtest::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Types(args) => types::run(&args),
        Command::Texts(command) => sheets::texts(&command),
        Command::Table(command) => sheets::table(&command),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "rules", &mut script);
            terminal::print_bytes(&script)?;
            Ok(Code::Clean)
        }
    }
}

/// Says why the command ended early, where there is anything to say.
fn stopped(stop: Stop) -> Code {
    match stop {
        Stop::BrokenPipe => Code::BrokenPipe,
        Stop::Interrupted => Code::Interrupted,
        Stop::Failed(message) => {
            terminal::error(&message);
            Code::Failed
        }
    }
}
