//! Lowered expressions against Rhai's interpreter: the same value, or the same kind of error.
//!
//! Expressions are generated with their types, written twice: as a ruleset has them, and for Rhai. Rhai runs
//! without its optimiser; our arithmetic, our comparisons of mixed numbers and our library are registered as
//! native functions. Two things are rewritten for Rhai:
//! - `list.any(body)` and the other readings of records become `reading(k)`: the body is evaluated by Rhai for
//!   each item, with the item's fields in scope, and put together here, by the words of DESIGN.md;
//! - an integer branch beside a number one becomes `widen(x)`, for Rhai has no static types.
//!
//! Incidents are fully known. Each expression is one rule: a bool is its condition; an integer or number is
//! compared with a field that holds what Rhai computed.

mod expressions;
mod incidents;
mod interpreter;

use expressions::{Generator, Pair, Place, Reading, TOP, Ty};
use incidents::{FIELDS, ITEMS, Incident, Record, incident, put_together};
use interpreter::{Outcome, SCRIPTS, code_of, engine};
use rhai::{AST, Dynamic, Engine, Scope};
use rules_core::{ContextSpec, Options, Ruleset, Session};
use shao_tests::dice::Dice;
use shao_tests::scoring::{LEVELS, usual_head};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

enum Shape {
    Condition,
    /// A rule for each item of a list; fires if so many satisfy it.
    Each(&'static str, i64),
    Int,
    Num,
    Points,
}

struct Case {
    shape: Shape,
    pair: Pair,
    /// The body of an [`Shape::Each`] is a reading, so that it is evaluated item by item.
    readings: Vec<Reading>,
}

fn cases(dice: &mut Dice, count: usize) -> Vec<Case> {
    let mut all = Vec::new();
    while all.len() < count {
        let mut generator = Generator { dice: Dice::new(dice.roll()), readings: Vec::new() };
        let depth = 1 + dice.below(4);
        let (shape, pair) = match dice.below(20) {
            0..=9 => (Shape::Condition, generator.make(Ty::Bool, depth, TOP)),
            10 => {
                let list = *dice.pick(&["r1", "r2"]);
                let body = generator.make(Ty::Bool, depth, Place { list: Some(list), reads: false });
                (Shape::Each(list, dice.within(1, 3)), body)
            }
            11..=14 => (Shape::Int, generator.make(Ty::Int, depth, TOP)),
            15..=18 => (Shape::Num, generator.make(Ty::Num, depth, TOP)),
            _ => (Shape::Points, generator.make(Ty::Int, depth, TOP)),
        };
        // Rulesets take expressions of so many characters.
        if pair.shao.chars().count() < 3000 {
            all.push(Case { shape, pair, readings: generator.readings });
        }
    }
    all
}

fn ruleset_text(cases: &[Case]) -> String {
    let mut text = usual_head();
    text.push_str("[param]\nlimit = { value = 100.5, title = \"Limit\" }\nwhole_limit = { value = 12, title = \"Limit\" }\n");
    let field = |text: &mut String, name: &str, ty: &str| {
        writeln!(text, "[field.{name}]\ntype = \"{ty}\"\ntitle = \"{name}\"").unwrap();
    };
    let word = |ty: Ty| match ty {
        Ty::Bool => "bool",
        Ty::Int => "integer",
        Ty::Num => "number",
        Ty::Colour => "enum",
        Ty::Date => "date",
        Ty::Datetime => "datetime",
        Ty::Duration => "duration",
    };
    let values = "values = { red = \"Red\", green = \"Green\", blue = \"Blue\" }";
    for (name, ty) in FIELDS.into_iter().chain([("yes", Ty::Bool), ("no", Ty::Bool)]) {
        field(&mut text, name, word(ty));
        if ty == Ty::Colour {
            writeln!(text, "{values}").unwrap();
        }
    }
    field(&mut text, "t0", "text");
    field(&mut text, "t1", "text");
    field(&mut text, "colours", "list");
    writeln!(text, "of = \"enum\"\n{values}").unwrap();
    field(&mut text, "words", "list");
    writeln!(text, "of = \"text\"").unwrap();
    for (list, items) in ITEMS {
        field(&mut text, list, "records");
        writeln!(text, "[field.{list}.item]").unwrap();
        for (name, ty) in items {
            let values = if *ty == Ty::Colour { format!(", {values}") } else { String::new() };
            writeln!(text, "{name} = {{ type = \"{}\", title = \"{name}\"{values} }}", word(*ty)).unwrap();
        }
    }
    for (index, case) in cases.iter().enumerate() {
        match case.shape {
            Shape::Int => field(&mut text, &format!("p{index}"), "integer"),
            Shape::Num => field(&mut text, &format!("p{index}"), "number"),
            _ => {}
        }
    }
    text.push_str(
        "[script.under]\nparams = { p = \"integer\", q = \"integer\" }\nreturns = \"bool\"\nbody = 'p < q'\n\
         [script.mixed]\nparams = { p = \"integer\", q = \"integer\" }\nreturns = \"integer\"\n\
         body = 'if p > q { p - q } else { q }'\n\
         [script.near]\nparams = { p = \"integer\", q = \"integer\" }\nreturns = \"bool\"\n\
         body = 'let gap = 0; if p > q { gap = p - q; } else { gap = q - p; } return gap < 10;'\n\
         [script.steps]\nparams = { p = \"integer\", q = \"integer\" }\nreturns = \"integer\"\n\
         body = 'let n = 0; let sum = 0; while n < 5 { n += 1; if n == 3 { continue; } sum += p * n - q; } sum'\n",
    );
    let known: Vec<String> = FIELDS.iter().map(|(name, _)| format!("{name} == {name}")).collect();
    writeln!(
        text,
        "[feature]\nall_known = 'yes && {} && t0 == t0 && t1 == t1 && colours.len() >= 0 && words.len() >= 0 && r1.count() >= 0 && r2.count() >= 0'",
        known.join(" && ")
    )
    .unwrap();
    for (index, case) in cases.iter().enumerate() {
        let expression = &case.pair.shao;
        let (when, more) = match case.shape {
            // `no` is false: it keeps rules that can never fire from being refused.
            Shape::Condition => (format!("{expression} || no"), String::new()),
            Shape::Each(list, count) => {
                (format!("{expression} || no"), format!("each = \"{list}\"\ncount = {count}\n"))
            }
            Shape::Int | Shape::Num => (format!("{expression} == p{index}"), String::new()),
            Shape::Points => ("all_known".to_owned(), format!("points = '{expression}'\n")),
        };
        let points = if more.starts_with("points") { "" } else { "points = 1\n" };
        write!(
            text,
            "[[rule]]\nid = \"rule-{index}\"\nwhen = '{when}'\n{more}{points}reason = \"R\"\nreason_assumed = \"A\"\nbasis = \"s\"\n"
        )
        .unwrap();
    }
    text + LEVELS
}

/// Compiles; cases that the check refuses (constants that always fail, empty ranges) are taken out.
fn compiled(cases: &mut Vec<Case>) -> Ruleset {
    for _ in 0..20 {
        let text = ruleset_text(cases);
        let error = match Ruleset::compile(&text) {
            Ok(ruleset) => return ruleset,
            Err(error) => error,
        };
        let mut refused = std::collections::BTreeSet::new();
        for diagnostic in error.diagnostics.iter().filter(|it| it.is_error()) {
            let before = text.split_at(diagnostic.span.start as usize).0.rsplit_once("id = \"rule-");
            let index = before.and_then(|(_, rest)| rest.split('"').next()?.parse::<usize>().ok());
            let expected = ["E210", "E225", "E228", "E229", "E211"].contains(&diagnostic.code.as_str());
            assert!(expected, "{}", shao_tests::scoring::shown(&error, &text));
            refused.extend(index);
        }
        assert!(!refused.is_empty(), "{}", shao_tests::scoring::shown(&error, &text));
        let mut index = 0;
        cases.retain(|_| {
            index += 1;
            !refused.contains(&(index - 1))
        });
    }
    panic!("the check still refuses some")
}

struct Oracle {
    engine: Engine,
    readings: Arc<Mutex<Vec<Outcome<Dynamic>>>>,
    scripts: AST,
}

impl Oracle {
    fn new() -> Self {
        let readings = Arc::new(Mutex::new(Vec::new()));
        let engine = engine(readings.clone());
        let scripts = engine.compile(SCRIPTS).unwrap();
        Self { engine, readings, scripts }
    }

    fn run(&self, scope: &mut Scope<'_>, text: &str) -> Outcome<Dynamic> {
        let ast = self.engine.compile(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let length = scope.len();
        let result = self.engine.eval_ast_with_scope(scope, &self.scripts.merge(&ast));
        scope.rewind(length);
        result
    }

    /// A body's value for each item.
    fn of_items(&self, incident: &Incident, list: &str, body: &str) -> Vec<Outcome<Dynamic>> {
        let of_item = |item: &Record| {
            let mut scope = incident.scope();
            for (name, known) in item {
                scope.push_dynamic(*name, known.rhai.clone());
            }
            self.run(&mut scope, body)
        };
        incident.records[list].iter().map(of_item).collect()
    }

    fn value(&self, incident: &Incident, case: &Case) -> Outcome<Dynamic> {
        let readings = case.readings.iter().map(|reading| match &reading.body {
            Some(body) => {
                put_together(reading.method, reading.is_number, self.of_items(incident, reading.list, body))
            }
            None => Ok((incident.records[reading.list].len() as i64).into()),
        });
        let readings: Vec<_> = readings.collect();
        *self.readings.lock().unwrap() = readings;
        if let Shape::Each(list, count) = case.shape {
            let all = self.of_items(incident, list, &case.pair.rhai);
            let sure = all.iter().filter(|it| it.as_ref().is_ok_and(|it| it.as_bool() == Ok(true))).count();
            if sure as i64 >= count {
                return Ok(true.into());
            }
            all.into_iter().collect::<Outcome<Vec<_>>>()?;
            return Ok(false.into());
        }
        self.run(&mut incident.scope(), &case.pair.rhai)
    }
}

#[derive(Default)]
struct Tally {
    values: usize,
    errors: BTreeMap<String, usize>,
    voids: usize,
    first_errors: usize,
    disagreements: Vec<String>,
}

fn compare(oracle: &Oracle, ruleset: &Ruleset, cases: &[Case], dice: &mut Dice, tally: &mut Tally) {
    let incident = incident(dice);
    let expected: Vec<Outcome<Dynamic>> = cases.iter().map(|case| oracle.value(&incident, case)).collect();
    let mut probes = String::new();
    for (index, (case, value)) in cases.iter().zip(&expected).enumerate() {
        let probe = match (&case.shape, value) {
            (Shape::Int, Ok(value)) => value.as_int().unwrap().to_string(),
            (Shape::Num, Ok(value)) => {
                format!("{:e}", value.as_float().unwrap_or_else(|ty| panic!("{ty}: {}", case.pair.rhai)))
            }
            (Shape::Int | Shape::Num, Err(_)) => "0".to_owned(),
            _ => continue,
        };
        write!(probes, ",\"p{index}\":{probe}").unwrap();
    }
    let json = incident.json(&probes);
    let context = ruleset
        .context(ContextSpec { as_of: Some(shao_tests::scoring::AS_OF.into()), ..ContextSpec::default() });
    let (context, options) = (context.unwrap(), Options::default());
    let assessment = Session::new(ruleset, &context, &options).assess(json.as_bytes(), 1).unwrap();
    assert!(assessment.input_errors.is_empty(), "{:?}", assessment.input_errors);
    for (index, (case, value)) in cases.iter().zip(expected).enumerate() {
        let id = format!("rule-{index}");
        let hit = assessment.hits.iter().find(|hit| hit.id == id);
        let failed = assessment.failed.iter().find(|failure| failure.id == id).map(|it| it.code.to_owned());
        let open = assessment.open.rules.iter().any(|rule| rule.id == id);
        let agree = match (&value, &case.shape) {
            (Err(error), _) if code_of(error) == "void" => {
                tally.voids += 1;
                continue;
            }
            (Err(error), _) => {
                let code = code_of(error);
                *tally.errors.entry(code.clone()).or_default() += 1;
                // Where both operands fail, the engine widens the first before it comes to the second.
                let widened_first = failed.as_deref() == Some("R504") && code != "R504";
                tally.first_errors += usize::from(widened_first);
                widened_first || failed == Some(code)
            }
            (Ok(value), Shape::Points) => {
                // Computed points are kept where sums of them cannot overflow.
                let (value, most) = (value.as_int().unwrap(), 1 << 40);
                failed.is_none()
                    && hit.is_some_and(|hit| [value, value.clamp(-most, most)].contains(&hit.points))
            }
            (Ok(_), Shape::Int | Shape::Num) => failed.is_none() && hit.is_some(),
            (Ok(value), _) => failed.is_none() && hit.is_some() == value.as_bool().unwrap(),
        };
        tally.values += usize::from(value.is_ok());
        if !agree || open || hit.is_some_and(|hit| hit.assumed) {
            let rhai = value.map_err(|error| code_of(&error)).map(|it| it.to_string());
            let engine = format!("hit {:?}, failed {failed:?}, open {open}", hit.map(|it| it.points));
            tally.disagreements.push(format!(
                "engine: {engine}\nrhai:   {rhai:?}\nshao:   {}\nrhai:   {}\n{}\n",
                case.pair.shao,
                case.pair.rhai,
                incident.json(""),
            ));
        }
    }
}

#[test]
fn lowered_expressions_agree_with_rhai_in_value_and_in_kind_of_error() {
    let mut dice = Dice::new(2026);
    let oracle = Oracle::new();
    let mut tally = Tally::default();
    const ROUNDS: usize = 20;
    let mut expressions = 0;
    for _ in 0..ROUNDS {
        let mut cases = cases(&mut dice, 200);
        let ruleset = compiled(&mut cases);
        expressions += cases.len();
        for _ in 0..4 {
            compare(&oracle, &ruleset, &cases, &mut dice, &mut tally);
        }
    }
    eprintln!(
        "{expressions} expressions, {} values, errors {:?}, {} void, {} other first errors, {} disagreements",
        tally.values,
        tally.errors,
        tally.voids,
        tally.first_errors,
        tally.disagreements.len()
    );
    let errors: usize = tally.errors.values().sum();
    assert!(tally.first_errors * 100 < errors, "{} of {errors}", tally.first_errors);
    assert!(tally.values > 500 * ROUNDS && tally.errors.len() == 6, "the generator has grown dull");
    let mut shortest = tally.disagreements;
    shortest.sort_by_key(|it| it.lines().nth(2).map(str::len));
    assert!(shortest.is_empty(), "{}", shortest.iter().take(6).cloned().collect::<Vec<_>>().join("\n"));
}
