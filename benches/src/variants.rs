//! Lines in, every variant out, ready to be timed: the one place to add a variant.

use std::error::Error;
use std::rc::Rc;

use crate::answer::{Answer, Checksum};
use crate::by_hand::ByHand;
use crate::by_hand_best::ByHandBest;
use crate::report::Report;
use crate::rhai_baseline::{Form, RhaiRules};
use crate::shao::Shao;

/// A way to answer the workload, with everything built that is built once.
///
/// A variant that cannot answer writes nothing and gives nothing: [`check`] and the checksum find that out.
pub trait Variant {
    /// The case in a benchmark's name.
    fn name(&self) -> &'static str;

    /// Writes the answer to a line of JSON as JSON to the end of `out`.
    fn end_to_end(&mut self, line: &[u8], out: &mut Vec<u8>);

    /// The answer about the line at this place, which was parsed beforehand.
    fn evaluate(&mut self, place: usize) -> Option<Answer>;
}

/// Every variant over these lines; `shao` is on the workload's ruleset.
///
/// # Errors
/// A line is no report, or a variant cannot be built.
pub fn variants<'a>(
    lines: &'a [String],
    shao: &'a Shao,
) -> Result<Vec<Box<dyn Variant + 'a>>, Box<dyn Error>> {
    let reports = lines.iter().map(|line| Report::read(line.as_bytes()));
    let reports: Rc<[Report]> = reports.collect::<Result<_, _>>()?;
    let over = |name| (name, Rc::clone(&reports));
    let (by_hand, best) = (ByHand::new()?, ByHandBest::new()?);
    Ok(vec![
        shao.variant(lines)?,
        Typed::boxed(over("by-hand"), move |report| Some(by_hand.evaluate(report))),
        Typed::boxed(over("by-hand-best"), move |report| Some(best.evaluate(report))),
        rhai(over("rhai-terms-once"), Form::OneAstTermsOnce)?,
        rhai(over("rhai-one-ast"), Form::OneAst)?,
        rhai(over("rhai-per-rule"), Form::AstPerRule)?,
    ])
}

/// What a variant is made over: its name and the parsed lines.
type Over<'a> = (&'static str, Rc<[Report<'a>]>);

fn rhai<'a>(over: Over<'a>, form: Form) -> Result<Box<dyn Variant + 'a>, Box<dyn Error>> {
    let mut rules = RhaiRules::new(form)?;
    Ok(Typed::boxed(over, move |report| rules.evaluate(report).ok()))
}

/// A variant that reads lines as [`Report`]s.
struct Typed<'a, F> {
    name: &'static str,
    reports: Rc<[Report<'a>]>,
    answer: F,
}

impl<'a, F: FnMut(&Report) -> Option<Answer> + 'a> Typed<'a, F> {
    fn boxed((name, reports): Over<'a>, answer: F) -> Box<dyn Variant + 'a> {
        Box::new(Self { name, reports, answer })
    }
}

impl<F: FnMut(&Report) -> Option<Answer>> Variant for Typed<'_, F> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn end_to_end(&mut self, line: &[u8], out: &mut Vec<u8>) {
        let report = Report::read(line).ok();
        if let Some(answer) = report.and_then(|report| (self.answer)(&report)) {
            answer.write(out);
        }
    }

    fn evaluate(&mut self, place: usize) -> Option<Answer> {
        (self.answer)(self.reports.get(place)?)
    }
}

/// Answers every line end to end; how many bytes that gave. This is the loop that is timed.
pub fn run_end_to_end(variant: &mut dyn Variant, lines: &[String]) -> usize {
    let mut out = Vec::with_capacity(4096);
    let mut bytes = 0;
    for line in lines {
        out.clear();
        variant.end_to_end(line.as_bytes(), &mut out);
        bytes += std::hint::black_box(&out).len();
    }
    bytes
}

/// Evaluates the first `count` lines; what their answers fold into. This is the loop that is timed.
pub fn run_evaluate(variant: &mut dyn Variant, count: usize) -> Checksum {
    let mut checksum = Checksum::default();
    for answer in (0..count).filter_map(|place| variant.evaluate(place)) {
        checksum.add(&answer);
    }
    checksum
}

/// Answers every line both ways; what the answers fold into and how many bytes the JSON has.
///
/// # Errors
/// An answer is missing, unreadable, or differs between the two ways.
pub fn check(variant: &mut dyn Variant, lines: &[String]) -> Result<(Checksum, usize), String> {
    let (mut checksum, mut bytes) = (Checksum::default(), 0);
    for (place, line) in lines.iter().enumerate() {
        let mut out = Vec::new();
        variant.end_to_end(line.as_bytes(), &mut out);
        let written = Answer::read(&out);
        let evaluated = variant.evaluate(place);
        let Some(answer) = written.filter(|written| Some(*written) == evaluated) else {
            let name = variant.name();
            return Err(format!("{name}, line {place}: wrote {written:?}, evaluated {evaluated:?}"));
        };
        checksum.add(&answer);
        bytes += out.len();
    }
    Ok((checksum, bytes))
}
