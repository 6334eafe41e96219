//! `rules backtest`: labelled rows in, and how well a ruleset's score tells positives from negatives.
//!
//! ```text
//! files -> rows -> label and incident (by the mapping) -> assessment -> tally -> report -> table, Markdown, JSON
//! ```
//!
//! In memory stay score and label of each row, the counts, and the ten worst rows of both kinds.

pub mod args;
mod label;
mod mapping;
mod render;
mod report;
mod sections;
mod tally;
mod worst;

use crate::exit::{Code, Stop};
use crate::score::batch::{Batch, Halt};
use crate::score::input::{Input, Reader};
use crate::score::{csv_in, records::Records};
use crate::{context, rulesets, terminal};
use args::BacktestArgs;
use report::{Report, Subject};
use rules_core::backtest::columns::Columns;
use rules_core::backtest::incident::incident;
use rules_core::backtest::label::Label;
use rules_core::backtest::mapping::Mapping;
use rules_core::backtest::reason::Reason;
use rules_core::backtest::row::Row;
use rules_core::{Options, Ruleset, Session};
use std::sync::Arc;
use tally::Tally;

/// Runs `rules backtest`.
pub fn run(args: &BacktestArgs) -> Result<Code, Stop> {
    let label = read_label(&args.label)?;
    let ruleset = rulesets::load(&args.ruleset)?;
    let mapping = args.mapping.as_deref().map(|path| mapping::load(path, &ruleset)).transpose()?;
    let context = context::context(&ruleset, &args.context)?;
    let options = Options { as_of_field: args.as_of_field.clone(), ..Options::default() };
    let inputs = args.files.iter().map(|path| Input::new(path, args.input)).collect::<Result<Vec<_>, _>>()?;
    let files = inputs.iter().map(|input| (input.name.clone(), input.is_csv())).collect();
    let mut columns = Columns::default();
    columns.want(label.columns());
    let own_instant = args.as_of_field.iter().filter(|field| !mapping.iter().any(|it| it.has(field)));
    columns.want(own_instant.map(std::slice::from_ref));
    columns.want(mapping.iter().flat_map(Mapping::columns));
    let mut backtest = Backtest {
        args,
        label,
        files,
        columns,
        ruleset: &ruleset,
        session: Session::new(&ruleset, &context, &options),
        tally: Tally::new(&ruleset),
        mapping,
        by_name: None,
    };
    backtest.read(inputs)?;
    backtest.columns.check().map_err(Stop::Failed)?;
    let files = backtest.files.into_iter().map(|(name, _)| name).collect();
    let subject =
        Subject { ruleset: &ruleset, label: &args.label, files, as_of_field: args.as_of_field.clone() };
    finish(args, &Report::new(subject, backtest.tally))
}

fn read_label(text: &str) -> Result<Label, Stop> {
    Label::parse(text).map_err(|errors| {
        errors.iter().for_each(|error| terminal::note(&label::error_text(error, text)));
        Stop::Failed("the label cannot be used; `rules backtest --help` shows what it may be".into())
    })
}

/// Writes the report, unless there is nothing to tell apart.
fn finish(args: &BacktestArgs, report: &Report) -> Result<Code, Stop> {
    if report.auc.is_none() {
        sections::left_out(report).iter().for_each(|line| terminal::note(line));
        let rows = report.rows;
        let found = match (rows.positives, rows.negatives) {
            (0, 0) if rows.read == 0 => "there are no rows".to_owned(),
            (0, 0) => format!("none of the {} rows has a label and can be scored", rows.read),
            (0, negatives) => format!("all {negatives} labelled rows are negatives"),
            (positives, _) => format!("all {positives} labelled rows are positives"),
        };
        let label = &args.label;
        return Err(Stop::Failed(format!(
            "a backtest needs positives and negatives: {found}; label: {label}"
        )));
    }
    terminal::print(&render::text(report, args.format))?;
    Ok(match (report.rows.left_out, report.input_errors.is_empty()) {
        (0, true) => Code::Clean,
        (0, false) => Code::Findings,
        _ => Code::Rejects,
    })
}

/// A run through all rows.
struct Backtest<'b> {
    args: &'b BacktestArgs,
    label: Label,
    /// Name, and whether it is CSV.
    files: Vec<(String, bool)>,
    columns: Columns,
    ruleset: &'b Ruleset,
    session: Session<'b>,
    tally: Tally<'b>,
    /// As the file says.
    mapping: Option<Mapping>,
    /// As the columns of the CSV at hand are named, without a mapping.
    by_name: Option<Mapping>,
}

impl Backtest<'_> {
    fn read(&mut self, inputs: Vec<Input>) -> Result<(), Stop> {
        let reader = Reader {
            inputs,
            ruleset: self.ruleset.clone(),
            texts: true,
            records: Records::default(),
            key: self.args.key.clone(),
            read: Arc::default(),
        };
        let mut refused = None;
        let read = reader.run(&mut |batch| match self.batch(&batch) {
            Ok(()) => true,
            Err(message) => {
                refused = Some(message);
                false
            }
        });
        match (refused, read) {
            (Some(message), _) | (None, Err(Halt::Failed(message))) => Err(Stop::Failed(message)),
            (None, _) => Ok(()),
        }
    }

    fn batch(&mut self, batch: &Batch) -> Result<(), String> {
        let (name, is_csv) = self.files.get(batch.input).cloned().unwrap_or_default();
        if !is_csv {
            self.by_name = None;
        }
        if !batch.columns.is_empty() {
            self.header(&batch.columns).map_err(|message| format!("{name}: {message}"))?;
        }
        let mut faults = batch.faults.iter().peekable();
        for (index, item) in batch.items.iter().enumerate() {
            let place = format!("{name}:{}", item.number);
            let line = batch.data.get(item.start..item.end).unwrap_or_default();
            let scored = match faults.next_if(|(at, _)| *at == index) {
                Some((_, reject)) => Err(Reason::rejected(reject)),
                None => Row::new(line, is_csv).and_then(|row| self.row(&row, &place, item.number)),
            };
            if let Err(reason) = scored {
                self.tally.leave_out(place, reason);
            }
        }
        Ok(())
    }

    /// Takes the header of a CSV file.
    fn header(&mut self, names: &[String]) -> Result<(), String> {
        self.columns.see(names);
        if self.mapping.is_none() {
            self.by_name = Mapping::by_name(names, self.ruleset);
            if self.by_name.is_none() {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let hint = "; --mapping says which columns are which fields";
                return Err(csv_in::no_field(&names, &self.ruleset.model().fields) + hint);
            }
        }
        Ok(())
    }

    /// Scores a row; why not, where it is left out.
    fn row(&mut self, row: &Row<'_>, place: &str, number: u64) -> Result<(), Reason> {
        if self.columns.missing() {
            self.columns.see(&row.columns());
        }
        let positive = self.label.of(row)?;
        let mapping = self.mapping.as_ref().or(self.by_name.as_ref());
        let incident = incident(row, mapping, self.args.as_of_field.as_deref())?;
        let assessed = self.session.assess(incident.as_bytes(), number);
        let assessment = assessed.map_err(|reject| Reason::rejected(&reject))?;
        let own = row.value(std::slice::from_ref(&self.args.key));
        let key = own.text().map_or_else(|| number.to_string(), str::to_owned);
        self.tally.add(&key, place, &assessment, positive);
        Ok(())
    }
}
