//! What a thread does with a batch: each incident becomes one line, row or error.

use super::batch::Batch;
use super::keep::{self, Keep};
use super::{csv_out, table};
use crate::explain::{self, Wish};
use crate::score::args::Format;
use rules_core::assessment::Key;
use rules_core::backtest::row::member;
use rules_core::json::push_string;
use rules_core::source::strip_bom;
use rules_core::{Assessment, Context, LineOutcome, Options, Reject, Ruleset, Session};
use serde_json::value::RawValue;

/// How many rejected lines a batch reports where they are not copied.
const SAMPLES: usize = 5;

/// What all threads share.
#[derive(Debug)]
pub struct Plan {
    /// The ruleset.
    pub ruleset: Ruleset,
    /// The context.
    pub context: Context,
    /// How lines are read.
    pub options: Options,
    /// How assessments are written.
    pub format: Format,
    /// Members that are taken along.
    pub keep: Vec<Keep>,
    /// What to explain.
    pub explain: Option<Wish>,
    /// Whether every rejected line is copied.
    pub copy: bool,
}

/// How many incidents were what.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    pub total: u64,
    pub rejected: u64,
    pub input_errors: u64,
    pub not_settled: u64,
    /// By level.
    pub levels: Vec<u64>,
    /// By the ceiling's level.
    pub ceilings: Vec<u64>,
}

impl Counts {
    fn new(levels: usize) -> Self {
        Self { levels: vec![0; levels], ceilings: vec![0; levels], ..Self::default() }
    }

    /// Adds others.
    pub fn add(&mut self, other: &Self) {
        self.total += other.total;
        self.rejected += other.rejected;
        self.input_errors += other.input_errors;
        self.not_settled += other.not_settled;
        for (own, other) in [(&mut self.levels, &other.levels), (&mut self.ceilings, &other.ceilings)] {
            own.resize(own.len().max(other.len()), 0);
            own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
        }
    }

    fn count(&mut self, outcome: LineOutcome) {
        self.total += 1;
        match outcome {
            LineOutcome::Rejected => self.rejected += 1,
            LineOutcome::Scored { level, ceiling, settled, input_errors } => {
                for (counts, index) in [(&mut self.levels, level), (&mut self.ceilings, ceiling)] {
                    if let Some(count) = counts.get_mut(index) {
                        *count += 1;
                    }
                }
                self.not_settled += u64::from(!settled);
                self.input_errors += u64::from(input_errors);
            }
        }
    }
}

/// A line that is no incident.
#[derive(Debug)]
pub struct Rejected {
    /// Its number in its file.
    pub number: u64,
    /// Why.
    pub reason: String,
    /// The reason as JSON.
    pub json: String,
    /// Its text, where it is copied.
    pub text: Option<String>,
}

/// What has become of a batch.
#[derive(Debug, Default)]
pub struct Done {
    /// Lines or rows, whole ones.
    pub out: Vec<u8>,
    /// Rows of a table.
    pub rows: Vec<table::Row>,
    /// How many were what.
    pub counts: Counts,
    /// Those that are no incident.
    pub rejected: Vec<Rejected>,
    /// Which input they come from.
    pub input: usize,
}

/// How often rules fired, when all is done.
#[derive(Debug, Default)]
pub struct Tally {
    /// By rule, in the file's order.
    pub hits: Vec<(String, u64)>,
    /// Members that the ruleset does not declare.
    pub undeclared: u64,
}

/// A thread's session.
pub struct Worker<'p> {
    plan: &'p Plan,
    session: Session<'p>,
    /// Explains: its own session, so that nothing is counted twice.
    explainer: Option<(Session<'p>, &'p Wish)>,
}

impl<'p> Worker<'p> {
    /// A session for a plan.
    pub fn new(plan: &'p Plan) -> Self {
        let session = || Session::new(&plan.ruleset, &plan.context, &plan.options);
        Self { plan, session: session(), explainer: plan.explain.as_ref().map(|wish| (session(), wish)) }
    }

    /// Scores a batch.
    pub fn batch(&mut self, batch: &Batch) -> Done {
        let levels = self.plan.ruleset.model().levels.len();
        let mut done = Done { input: batch.input, counts: Counts::new(levels), ..Done::default() };
        let mut faults = batch.faults.iter().peekable();
        for (index, item) in batch.items.iter().enumerate() {
            let line = batch.data.get(item.start..item.end).unwrap_or_default();
            let outcome = match faults.next_if(|(at, _)| *at == index) {
                Some((_, reject)) => {
                    self.reject(&item.number.to_string(), reject, &mut done);
                    self.report(line, item.number, reject, &mut done);
                    LineOutcome::Rejected
                }
                None if self.is_json() => self.line(line, item.number, &mut done),
                None => self.row(line, item.number, &mut done),
            };
            done.counts.count(outcome);
        }
        done
    }

    /// What is known when all is done.
    pub fn tally(&self) -> Tally {
        let hits = self.session.hit_counts().map(|(id, count)| (id.to_owned(), count)).collect();
        Tally { hits, undeclared: self.session.undeclared() }
    }

    fn is_json(&self) -> bool {
        matches!(self.plan.format, Format::Jsonl | Format::Json)
    }

    /// One line of JSON; in an array each goes after a comma.
    fn line(&mut self, line: &[u8], number: u64, done: &mut Done) -> LineOutcome {
        if self.plan.format == Format::Json {
            done.out.extend_from_slice(b",\n");
        }
        let start = done.out.len();
        let outcome = self.session.line(line, number, &mut done.out);
        if outcome == LineOutcome::Rejected {
            if self.plan.copy || done.rejected.len() < SAMPLES {
                self.report_written(line, number, start, done);
            }
        } else {
            self.extend(line, number, &mut done.out);
        }
        if self.plan.format == Format::Json {
            done.out.pop();
        }
        outcome
    }

    /// Puts kept members and the explanation before the end of the line.
    fn extend(&mut self, line: &[u8], number: u64, out: &mut Vec<u8>) {
        let explanation =
            self.explainer.as_mut().and_then(|(session, wish)| explain::of_line(session, line, number, wish));
        if self.plan.keep.is_empty() && explanation.is_none() {
            return;
        }
        out.truncate(out.len().saturating_sub(2));
        if !self.plan.keep.is_empty() {
            out.extend_from_slice(b",\"kept\":");
            let mut separator = b'{';
            for keep in &self.plan.keep {
                let Some(json) = keep.of(line) else { continue };
                out.push(separator);
                separator = b',';
                push_string(out, &keep.name);
                out.push(b':');
                out.extend_from_slice(json.as_bytes());
            }
            out.extend_from_slice(if separator == b'{' { b"{}" } else { b"}" });
        }
        if let Some(text) = explanation {
            out.extend_from_slice(b",\"explanation\":");
            push_string(out, &text);
        }
        out.extend_from_slice(b"}\n");
    }

    /// One row of CSV or of a table.
    fn row(&mut self, line: &[u8], number: u64, done: &mut Done) -> LineOutcome {
        let assessment = match self.session.assess(line, number) {
            Ok(assessment) => assessment,
            Err(reject) => {
                let text = std::str::from_utf8(strip_bom(line)).unwrap_or_default();
                let own = member(text, &self.plan.options.key);
                let own = own.filter(|key| key.starts_with(|first: char| !"{[tfn".contains(first)));
                let key = own.map_or_else(|| number.to_string(), |key| keep::plain(key).0);
                self.reject(&key, &reject, done);
                self.report(line, number, &reject, done);
                return LineOutcome::Rejected;
            }
        };
        let kept: Vec<_> = self.plan.keep.iter().map(|keep| keep.of(line)).collect();
        match self.plan.format {
            Format::Table => done.rows.push(table::row(&assessment, &kept)),
            _ => csv_out::row(&assessment, &kept, &mut done.out),
        }
        outcome(&assessment, &self.plan.ruleset)
    }

    /// Writes the error that stands for a line.
    fn reject(&self, key: &str, reject: &Reject, done: &mut Done) {
        match self.plan.format {
            Format::Table => done.rows.push(table::reject(key, reject, self.plan.keep.len())),
            Format::Csv => {
                csv_out::reject(key, reject, &self.plan.options, self.plan.keep.len(), &mut done.out)
            }
            format => {
                if format == Format::Json {
                    done.out.extend_from_slice(b",\n");
                }
                let error = serde_json::to_string(reject).unwrap_or_default();
                done.out.extend_from_slice(format!("{{\"key\":{key},\"error\":{error}}}").as_bytes());
                if format == Format::Jsonl {
                    done.out.push(b'\n');
                }
            }
        }
    }

    fn report(&self, line: &[u8], number: u64, reject: &Reject, done: &mut Done) {
        if self.plan.copy || done.rejected.len() < SAMPLES {
            let text = self.plan.copy.then(|| shown(line));
            let json = serde_json::to_string(reject).unwrap_or_default();
            done.rejected.push(Rejected { number, reason: reject.to_string(), json, text });
        }
    }

    /// Reports the rejected line whose output starts at `start`.
    fn report_written(&self, line: &[u8], number: u64, start: usize, done: &mut Done) {
        #[derive(serde::Deserialize)]
        struct Written<'w> {
            #[serde(borrow)]
            error: &'w RawValue,
        }
        let written = done.out.get(start..).unwrap_or_default();
        let json = serde_json::from_slice::<Written<'_>>(written).map(|it| it.error.get().to_owned());
        let json = json.unwrap_or_default();
        let reason = serde_json::from_str::<Reason>(&json).map(|reason| reason.text()).unwrap_or_default();
        let text = self.plan.copy.then(|| shown(line));
        done.rejected.push(Rejected { number, reason, json, text });
    }
}

/// A reason as the output has it.
#[derive(serde::Deserialize)]
struct Reason {
    code: String,
    expected: String,
    found: String,
    offset: Option<usize>,
    field: Option<String>,
}

impl Reason {
    fn text(&self) -> String {
        let field = self.field.as_ref().map(|field| format!("`{field}`: ")).unwrap_or_default();
        let offset = self.offset.map(|offset| format!(" at byte {offset}")).unwrap_or_default();
        format!("{}: {field}expected {}, found {}{offset}", self.code, self.expected, self.found)
    }
}

/// A rejected line's text; what is not UTF-8 in it becomes U+FFFD.
fn shown(line: &[u8]) -> String {
    String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line)).into_owned()
}

fn outcome(assessment: &Assessment, ruleset: &Ruleset) -> LineOutcome {
    let levels = &ruleset.model().levels;
    let index = |id: &str| levels.iter().position(|level| level.id == id).unwrap_or_default();
    LineOutcome::Scored {
        level: index(&assessment.level),
        ceiling: index(&assessment.ceiling.level),
        settled: assessment.settled,
        input_errors: !assessment.input_errors.is_empty(),
    }
}

/// A key as a cell shows it.
pub fn key_text(key: &Key) -> String {
    keep::plain(&serde_json::to_string(key).unwrap_or_default()).0
}
