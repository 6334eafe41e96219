//! Lines of incidents in, one line out for each: the batch form, and what `assess` is made of.

use crate::ahead::Ahead;
use crate::assessment::{Assessment, Reject};
use crate::bounds::{Bounder, Outlook};
use crate::compiled::Ruleset;
use crate::context::Context;
use crate::diagnostic::Code;
use crate::eval::decide::Decision;
use crate::eval::decode::{Decoder, Members};
use crate::eval::faults::shown_member;
use crate::eval::members::Reader;
use crate::eval::slots::{Cell, InputError, Memo, Slot, State, Values};
use crate::eval::value::Eval;
use crate::eval::{Score, Scratch, score};
use crate::lower::program::{Entry, Program};
use crate::source::strip_bom;
use crate::time::{Instant, date_of, instant_text_at, parse_instant};
use crate::{limits, wire};

/// How lines are read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The member that names an incident; the line's number stands for it where there is none.
    pub key: String,
    /// The member that holds the instant of the assessment of each incident; the context's own instant
    /// stands for it where there is none.
    pub as_of_field: Option<String>,
    /// Refuses an incident with an unusable value instead of scoring it.
    pub strict: bool,
    /// Adds the bounds of what is still possible to each assessment, and sharpens `ceiling` and `settled` by
    /// them unless a rule failed; explanations always have them.
    #[cfg(feature = "guide")]
    pub bounds: bool,
    /// The same, and adds the facts worth asking for next.
    #[cfg(feature = "guide")]
    pub next: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            key: "id".into(),
            as_of_field: None,
            strict: false,
            #[cfg(feature = "guide")]
            bounds: false,
            #[cfg(feature = "guide")]
            next: false,
        }
    }
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineOutcome {
    /// It was scored.
    Scored {
        /// Index of the level.
        level: usize,
        /// Index of the ceiling's level.
        ceiling: usize,
        /// Whether no answer can change the level.
        settled: bool,
        /// Whether a value was unusable.
        input_errors: bool,
    },
    /// It is no incident: an error stands in its place.
    Rejected,
}

/// A ruleset and a context at work on one thread; its scratch room is used again for each incident.
///
/// ```
/// use rules_core::{ContextSpec, Options, Ruleset, Session};
/// let ruleset = Ruleset::compile(include_bytes!("../doc/smallest.toml")).unwrap();
/// let context = ruleset.context(ContextSpec::default()).unwrap();
/// let options = Options::default();
/// let mut session = Session::new(&ruleset, &context, &options);
/// let mut out = Vec::new();
/// session.line(br#"{"amount": 5000}"#, 1, &mut out);
/// assert!(out.starts_with(br#"{"key":1,"score":30,"level":"high","#));
/// assert!(out.ends_with(b"}\n"));
/// ```
#[derive(Debug)]
pub struct Session<'a> {
    pub(crate) ruleset: &'a Ruleset,
    pub(crate) context: &'a Context,
    pub(crate) options: &'a Options,
    pub(crate) scratch: Scratch,
    pub(crate) as_of: Option<Instant>,
    pub(crate) score: Score,
    /// The score as arithmetic alone gives it: bounds sharpen its ceiling.
    pub(crate) plain: Score,
    pub(crate) in_force: bool,
    /// What is still possible of the incident at hand, where it was asked for.
    pub(crate) outlook: Option<Box<Outlook>>,
    /// What finds that out; made when it is first needed.
    pub(crate) bounder: Option<Box<Bounder<'a>>>,
    /// The receipt for the context's own `as_of`, as JSON.
    receipt: String,
    /// The receipt of the incident at hand, where its `as_of` differs.
    own_receipt: Option<String>,
    /// How often each entry was a hit, by the program's order.
    hits: Vec<u64>,
    undeclared: u64,
}

/// An incident that was read, apart from the session that read it.
#[derive(Clone, Debug)]
pub struct Incident<'l> {
    pub(crate) text: &'l str,
    pub(crate) values: Values,
    as_of: Option<Instant>,
}

impl<'a> Session<'a> {
    /// Scratch room for a ruleset.
    #[must_use]
    pub fn new(ruleset: &'a Ruleset, context: &'a Context, options: &'a Options) -> Self {
        let program = ruleset.program();
        let mut scratch = Scratch::default();
        scratch.values.slots.resize(program.slots, Slot::default());
        for (slot, bits) in scratch.values.slots.iter_mut().skip(program.fields).zip(&context.params) {
            *slot = Slot::given(*bits);
        }
        scratch.memos.resize(program.memos.iter().flatten().count() + 1, Memo::default());
        scratch.cells.resize_with(program.cells.len(), Cell::default);
        let receipt = wire::receipt(ruleset, context, context.digest(), context.as_of);
        Self {
            ruleset,
            context,
            options,
            scratch,
            as_of: context.as_of,
            score: Score::default(),
            plain: Score::default(),
            in_force: true,
            outlook: None,
            bounder: None,
            receipt,
            own_receipt: None,
            hits: vec![0; program.entries.len()],
            undeclared: 0,
        }
    }

    /// Scores one line: adds its assessment, or an error in its place, and a line end to `out`. `number` is
    /// the line's key where it has none of its own.
    pub fn line(&mut self, line: &[u8], number: u64, out: &mut Vec<u8>) -> LineOutcome {
        match self.read(line) {
            Ok(text) => {
                self.evaluate(text);
                self.look_ahead(line, self.wanted());
                wire::assessment(self, number, out);
                out.push(b'\n');
                LineOutcome::Scored {
                    level: self.score.level,
                    ceiling: self.score.ceiling_level,
                    settled: self.score.settled,
                    input_errors: !self.scratch.values.errors.is_empty(),
                }
            }
            Err(reject) => {
                let key = self.scratch.values.key.clone().unwrap_or_else(|| number.to_string());
                wire::reject(&key, &reject, out);
                out.push(b'\n');
                LineOutcome::Rejected
            }
        }
    }

    /// Scores lines of bytes: exactly one line out for each line in, the blank ones included. The last line
    /// may lack its end. `first` is the number of the first line.
    pub fn lines(&mut self, bytes: &[u8], first: u64, out: &mut Vec<u8>) {
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        for (line, number) in bytes.split(|byte| *byte == b'\n').zip(first..) {
            self.line(line, number, out);
        }
    }

    /// Scores one incident and gives the assessment as data.
    ///
    /// # Errors
    /// If it is no JSON object, too long, or unusable under [`Options::strict`].
    pub fn assess(&mut self, incident: &[u8], number: u64) -> Result<Assessment, Reject> {
        let text = self.read(incident)?;
        self.evaluate(text);
        self.look_ahead(incident, self.wanted());
        Ok(Assessment::of(self, number))
    }

    /// Scores an incident that is given by its members instead of JSON; false where only its JSON can be scored. It has
    /// no key, and is not one of those that [`Session::undeclared`] counts in.
    ///
    /// Each member is the index of its field in the model, and a value: a number; 1 for `true` and 0 for `false`; the
    /// index of a name in its enum; of a text, a date or a duration its length in bytes, the texts standing one after
    /// the other in `texts`; NaN for `null`. Whatever is not regular, lists and records included, takes JSON, which says
    /// what is wrong with it; so do options under which more is read or told of than fields.
    pub fn members(&mut self, members: &[[f64; 2]], texts: &[u8]) -> bool {
        let is_plain = self.options.as_of_field.is_none() && self.wanted() == Ahead::Nothing;
        let Some(texts) = simdutf8::basic::from_utf8(texts).ok().filter(|_| is_plain) else { return false };
        self.outlook = None;
        self.scratch.values.clear(self.ruleset.program().fields);
        let mut reader =
            Reader { record: self.ruleset.record(), values: &mut self.scratch.values, texts, at: 0 };
        if reader.read(members).is_none() {
            return false;
        }
        self.set_as_of();
        self.evaluate(texts);
        true
    }

    /// Whether a member of this name is passed over without a word: it is no field's, and close to no field's.
    #[must_use]
    pub fn passes_over(&self, name: &str) -> bool {
        self.ruleset.record().passes_over(name)
    }

    /// Adds the line of the incident that was scored last to `out`, without a line end.
    pub fn write(&self, number: u64, out: &mut Vec<u8>) {
        wire::assessment(self, number, out);
    }

    /// Reads one incident and keeps it apart, to be evaluated as often as wanted.
    ///
    /// # Errors
    /// If it is no JSON object, too long, or unusable under [`Options::strict`].
    pub fn incident<'l>(&mut self, line: &'l [u8]) -> Result<Incident<'l>, Reject> {
        let text = self.read(line)?;
        Ok(Incident { text, values: self.scratch.values.clone(), as_of: self.as_of })
    }

    /// Evaluates an incident that this session has read: its text is searched and every entry decided anew.
    pub fn score(&mut self, incident: &mut Incident<'_>) -> Score {
        std::mem::swap(&mut self.scratch.values, &mut incident.values);
        self.as_of = incident.as_of;
        self.evaluate(incident.text);
        std::mem::swap(&mut self.scratch.values, &mut incident.values);
        self.score
    }

    /// Evaluates an incident in which some fields were filled in; none where one of them is certainly not
    /// relevant then, for no completion fills it.
    pub(crate) fn completed(
        &mut self,
        incident: &mut Incident<'_>,
        mut filled: impl Iterator<Item = u32>,
    ) -> Option<Score> {
        std::mem::swap(&mut self.scratch.values, &mut incident.values);
        self.as_of = incident.as_of;
        self.evaluate(incident.text);
        let is_void = filled.any(|slot| self.eval(incident.text).is_irrelevant(slot));
        std::mem::swap(&mut self.scratch.values, &mut incident.values);
        (!is_void).then_some(self.score)
    }

    /// Evaluates an incident and keeps it at hand.
    pub(crate) fn keep(&mut self, incident: &mut Incident<'_>) -> Score {
        std::mem::swap(&mut self.scratch.values, &mut incident.values);
        self.as_of = incident.as_of;
        self.evaluate(incident.text);
        self.score
    }

    /// The instant of the incident at hand, and the calendar.
    pub(crate) fn clock(&self) -> (Option<Instant>, Option<&'a crate::calendar::Calendar>) {
        (self.as_of, self.context.calendar.as_deref())
    }

    /// What fired in the last incident, shadow rules left out: indexes of the model's entries, in the file's
    /// order.
    pub fn fired(&self) -> impl Iterator<Item = usize> {
        let decided = decided(self.ruleset.program(), &self.scratch);
        decided.filter(|(entry, it)| !entry.shadow && hit(entry, it).is_some()).map(|(entry, _)| entry.model)
    }

    /// How often each entry was a hit in all lines so far: id and count, in the file's order.
    pub fn hit_counts(&self) -> impl Iterator<Item = (&str, u64)> {
        let entries = &self.ruleset.model().entries;
        let program = self.ruleset.program().entries.iter();
        program
            .zip(&self.hits)
            .filter_map(|(entry, count)| Some((entries.get(entry.model)?.id.as_str(), *count)))
    }

    /// How many members the ruleset does not declare, in all lines so far.
    #[must_use]
    pub fn undeclared(&self) -> u64 {
        self.undeclared
    }

    /// Reads a line into slots.
    pub(crate) fn read<'l>(&mut self, line: &'l [u8]) -> Result<&'l str, Reject> {
        let program = self.ruleset.program();
        self.outlook = None;
        self.scratch.values.clear(program.fields);
        if line.len() > limits::LINE_BYTES {
            let found = format!("{} bytes", line.len());
            return Err(Reject::new(
                Code::I422,
                format!("at most {} bytes", limits::LINE_BYTES),
                found,
                None,
            ));
        }
        let line = strip_bom(line);
        let Ok(text) = simdutf8::basic::from_utf8(line) else {
            let at = std::str::from_utf8(line).err().map_or(0, |error| error.valid_up_to());
            let found = line.get(at).map(|byte| format!("the byte 0x{byte:02x}")).unwrap_or_default();
            return Err(Reject::new(Code::I421, "UTF-8".into(), found, Some(at)));
        };
        let mut decoder = Decoder {
            record: self.ruleset.record(),
            members: Members { key: Some(&self.options.key), as_of: self.options.as_of_field.as_deref() },
            values: &mut self.scratch.values,
            keys: &mut self.scratch.keys,
            order: &mut self.scratch.order,
            strangers: &mut self.scratch.strangers,
        };
        decoder.decode(text).map_err(|error| {
            let found = if text.trim().is_empty() { "an empty line".into() } else { error.found.to_string() };
            Reject::new(Code::I420, error.expected.as_str().into(), found, Some(error.offset))
        })?;
        self.undeclared += self.scratch.values.undeclared as u64;
        self.set_as_of();
        match self.scratch.values.errors.first() {
            Some(error) if self.options.strict => Err(strict(error)),
            _ => Ok(text),
        }
    }

    /// The instant of this incident's assessment: its own, or the context's.
    fn set_as_of(&mut self) {
        self.as_of = self.context.as_of;
        self.own_receipt = None;
        if let Some(name) = &self.options.as_of_field {
            match self.scratch.values.as_of_text.as_deref().map(parse_instant) {
                Some(Ok(own)) => self.as_of = Some(own),
                Some(Err(error)) => {
                    let text = self.scratch.values.as_of_text.as_deref().unwrap_or_default();
                    let found = shown_member(self.ruleset.record(), name, text);
                    let known = self.scratch.values.errors.iter().any(|it| it.field == *name);
                    if !known {
                        let expected = error.expected().into();
                        let error = InputError { field: name.clone(), code: Code::I405, expected, found };
                        self.scratch.values.errors.push(error);
                    }
                }
                None => {}
            }
            if self.as_of != self.context.as_of {
                let digest = self.context.digest_at(self.as_of);
                self.own_receipt = Some(wire::receipt(self.ruleset, self.context, &digest, self.as_of));
            }
        }
        let slot = match self.as_of {
            Some(as_of) => Slot::given(as_of.cast_unsigned()),
            None => Slot { state: State::Absent, bits: 0 },
        };
        if let Some(place) = self.scratch.values.slots.last_mut() {
            *place = slot;
        }
    }

    /// Decides every entry and adds up the score.
    pub(crate) fn evaluate(&mut self, document: &str) {
        let ruleset = self.ruleset;
        let program = ruleset.program();
        let today = self.as_of.and_then(|as_of| date_of(as_of, ruleset.offset()).ok());
        let model = ruleset.model();
        self.in_force = within((model.effective.unwrap_or(i64::MIN), model.until.unwrap_or(i64::MAX)), today);
        self.begun(document).decide_all(today);
        let mut groups = std::mem::take(&mut self.scratch.groups);
        self.score = score::score(program, model, decided(program, &self.scratch), &mut groups);
        self.plain = self.score;
        self.scratch.groups = groups;
        for &index in &self.scratch.notable {
            let pair = program.entries.get(index).zip(self.scratch.decisions.get(index));
            if let Some(count) = self.hits.get_mut(index)
                && pair.is_some_and(|(entry, decision)| hit(entry, decision).is_some())
            {
                *count += 1;
            }
        }
    }

    /// The evaluator of the incident at hand, with what all decisions rest on: deadlines, and which fields are void.
    pub(crate) fn begun<'e>(&'e mut self, document: &'e str) -> Eval<'e> {
        let (as_of, calendar) = self.clock();
        let mut eval = self.eval(document);
        eval.begin();
        // Deadlines first: `relevant` may read them, and they do not depend on what is void.
        eval.compute_deadlines(as_of, calendar);
        eval.apply_relevance();
        eval
    }

    /// The evaluator of the incident at hand.
    pub(crate) fn eval<'e>(&'e mut self, document: &'e str) -> Eval<'e> {
        Eval {
            program: self.ruleset.program(),
            interpreter: self.ruleset.interpreter(),
            scripts: &self.ruleset.model().scripts,
            offset: self.ruleset.offset(),
            document,
            scratch: &mut self.scratch,
            item: 0,
            void_default: false,
            past_failure: false,
        }
    }

    /// The receipt of the incident that was scored last, as JSON.
    #[must_use]
    pub fn receipt(&self) -> &str {
        self.own_receipt.as_deref().unwrap_or(&self.receipt)
    }

    /// Whether the incident at hand has another receipt than the others.
    pub(crate) fn has_own_receipt(&self) -> bool {
        self.own_receipt.is_some()
    }

    /// The incident's `as_of` as text, at the ruleset's offset.
    pub(crate) fn as_of_text(&self) -> Option<String> {
        self.as_of.map(|as_of| instant_text_at(as_of, self.ruleset.offset()).to_string())
    }
}

impl Eval<'_> {
    /// Forgets what was computed for the last incident.
    fn begin(&mut self) {
        if self.scratch.epoch > u32::MAX - 4 {
            self.scratch.memos.fill(Memo::default());
            self.scratch.epoch = 0;
        }
        self.scratch.epoch += 1;
        for cell in &mut self.scratch.cells {
            cell.scanned = false;
        }
        self.scratch.item_text = None;
        self.scratch.script_texts.clear();
    }

    /// Decides every entry that is in force on a day; the decisions of the others are certainly nothing.
    fn decide_all(&mut self, today: Option<i64>) {
        let program = self.program;
        let mut decisions = std::mem::take(&mut self.scratch.decisions);
        for index in self.scratch.notable.drain(..) {
            decisions.get_mut(index).into_iter().for_each(|decision| *decision = absent());
        }
        decisions.resize(program.entries.len(), absent());
        match &program.index {
            Some(index) => {
                let mut candidates = std::mem::take(&mut self.scratch.candidates);
                self.find_candidates(index, &mut candidates);
                for at in candidates.iter() {
                    if let (Some(entry), Some(place)) = (program.entries.get(at), decisions.get_mut(at)) {
                        self.decide_one(at, entry, today, place);
                    }
                }
                self.scratch.candidates = candidates;
            }
            None => {
                for (at, (entry, place)) in program.entries.iter().zip(&mut decisions).enumerate() {
                    self.decide_one(at, entry, today, place);
                }
            }
        }
        self.scratch.decisions = decisions;
    }

    #[inline]
    fn decide_one(&mut self, at: usize, entry: &Entry, today: Option<i64>, place: &mut Decision) {
        if within(entry.dates, today)
            && let Some(decision) = self.decide(entry)
        {
            *place = decision;
            self.scratch.notable.push(at);
        }
    }
}

/// The entries that came to something, or may, with their decisions, in the file's order.
pub(crate) fn decided<'s>(
    program: &'s Program,
    scratch: &'s Scratch,
) -> impl Iterator<Item = (&'s Entry, &'s Decision)> {
    scratch.notable.iter().filter_map(|&index| program.entries.get(index).zip(scratch.decisions.get(index)))
}

/// The outcome of a decision that is a hit.
pub(crate) fn hit(entry: &Entry, decision: &Decision) -> Option<u32> {
    let outcome = decision.outcome?;
    entry.outcomes.get(outcome as usize).filter(|outcome| outcome.is_hit).map(|_| outcome)
}

/// An entry outside its dates.
fn absent() -> Decision {
    Decision::certainly(None)
}

/// Whether a date lies within others, both included; an unknown one may.
pub(crate) fn within((first, last): (i64, i64), today: Option<i64>) -> bool {
    today.is_none_or(|today| first <= today && today <= last)
}

fn strict(error: &InputError) -> Reject {
    let mut reject = Reject::new(error.code, error.expected.clone(), error.found.clone(), None);
    reject.field = Some(error.field.clone());
    reject
}
