//! Incidents drawn from a ruleset's own fields: known, unknown, odd and unusable values, and damaged lines.

use crate::Sequence;
use rules_core::Ruleset;
use rules_core::ruleset::typed::Type;
use rules_core::ruleset::{Field, Model};
use serde_json::{Map, Value, json};
use shao_tests::damage::damaged;
use shao_tests::dice::Dice;

/// Incidents for one ruleset; three rulesets make more than 10,000.
const PLAIN: usize = 3_400;
/// Those that bounds and questions are asked of: each takes as long as hundreds of plain ones.
const WITH_BOUNDS: usize = 120;

/// Texts that are read with care.
const ODD: [&str; 12] = [
    "",
    " ",
    "\u{FEFF}\u{200B}安\u{200B}全 账-户",
    "ＡＮＹＤＥＳＫ　１２３",
    "轉帳到安全賬戶",
    "没有要求转账。\n对方说：把验证码告诉我",
    "𠮷野家𠮷",
    "\u{0000}\u{001F}\u{007F}",
    "e\u{301}\u{1F468}\u{200D}\u{1F469}",
    "1/0 ${amount} '''",
    "13800138000 或 6222 0211 1111 1111",
    "not not not",
];

/// Values that no field takes, or not every one.
const BAD: [&str; 12] = [
    "1e400",
    "-0.0",
    "9223372036854775808",
    "9007199254740993",
    "[[[]]]",
    "{\"a\":{}}",
    "\"\\ud800\"",
    "\"2026-02-31\"",
    "\"none\"",
    "17",
    "true",
    "\"no such value\"",
];

/// Lines under several settings.
pub fn plain(load: &[u8], ruleset: &Ruleset) -> Sequence {
    let as_of = "2026-03-02T10:30:00+08:00";
    let settings = [
        json!({"asOf": as_of, "calendar": "weekdays"}),
        json!({"asOf": as_of, "asOfField": "reported_at", "key": "ref"}),
        json!({"strict": true}),
        json!({}),
    ];
    sequence((load, ruleset), 11, PLAIN, 100, &settings)
}

/// Fewer lines, with bounds and questions.
pub fn with_bounds(load: &[u8], ruleset: &Ruleset) -> Sequence {
    let as_of = "2026-03-02T10:30:00+08:00";
    let settings = [
        json!({"asOf": as_of, "calendar": "weekdays", "next": true}),
        json!({"asOf": as_of, "bounds": true}),
        json!({"next": true}),
    ];
    sequence((load, ruleset), 12, WITH_BOUNDS, 5, &settings)
}

/// `count` lines, `batch` a message.
fn sequence(
    (load, ruleset): (&[u8], &Ruleset),
    seed: u64,
    count: usize,
    batch: usize,
    settings: &[Value],
) -> Sequence {
    let mut dice = Dice::new(seed);
    let mut sequence = Sequence::of(load);
    let lines: Vec<Vec<u8>> = (0..count).map(|_| line(ruleset.model(), &mut dice)).collect();
    for ((number, lines), settings) in (0..).zip(lines.chunks(batch)).zip(settings.iter().cycle()) {
        let first = 1 + number * batch;
        let header = json!({"op": "assessLines", "ruleset": 1, "first": first, "settings": settings});
        sequence.push(header, &lines.join(b"\n".as_slice()), lines.len());
    }
    sequence
}

/// One line; one in ten is damaged.
fn line(model: &Model, dice: &mut Dice) -> Vec<u8> {
    let known = dice.below(101);
    let mut incident = Map::new();
    if dice.percent(50) {
        incident.insert("id".into(), json!(dice.below(1_000)));
    }
    if dice.percent(20) {
        incident.insert("ref".into(), json!(format!("R-{}", dice.below(1_000))));
    }
    members(&model.fields, model, known, dice, &mut incident);
    // Values that are no JSON to `serde_json` stand as texts until now.
    let mut text = Value::Object(incident).to_string();
    for bad in BAD {
        text = text.replace(&marked(bad).to_string(), bad);
    }
    let bytes: Vec<u8> = text.bytes().filter(|byte| *byte != b'\n').collect();
    if !dice.percent(10) {
        return bytes;
    }
    damaged(&bytes, dice).into_iter().filter(|byte| *byte != b'\n').collect()
}

fn marked(bad: &str) -> Value {
    json!(format!("bad: {bad}"))
}

fn members(fields: &[Field], model: &Model, known: usize, dice: &mut Dice, out: &mut Map<String, Value>) {
    for field in fields {
        if !dice.percent(known) {
            if dice.percent(20) {
                put(out, &field.path, Value::Null);
            }
        } else if dice.percent(4) {
            put(out, &field.path, marked(dice.pick::<&str>(&BAD)));
        } else {
            let value = value(field, model, known, dice);
            put(out, &field.path, value);
        }
    }
}

/// Puts a value at the end of a path of keys.
fn put(out: &mut Map<String, Value>, path: &[String], value: Value) {
    let Some((last, before)) = path.split_last() else { return };
    let mut place = out;
    for key in before {
        let inner = place.entry(key.clone()).or_insert_with(|| json!({}));
        let Some(inner) = inner.as_object_mut() else { return };
        place = inner;
    }
    place.insert(last.clone(), value);
}

fn value(field: &Field, model: &Model, known: usize, dice: &mut Dice) -> Value {
    match field.ty {
        Type::Bool => json!(dice.percent(50)),
        Type::Int => json!(number(field, dice)),
        Type::Num if dice.percent(50) => json!(number(field, dice)),
        Type::Num => json!(f64::from(i32::try_from(number(field, dice)).unwrap_or_default()) + 0.1),
        Type::Enum(index) => enum_value(model, index, dice),
        Type::Text => json!(text(model, dice)),
        Type::Date if dice.percent(10) => json!("none"),
        Type::Date => json!(date(dice)),
        Type::Datetime => json!(format!("{}T{:02}:15:00+08:00", date(dice), dice.below(24))),
        Type::Duration => json!(format!("PT{}H", dice.below(100))),
        Type::EnumList(index) => (0..dice.below(4)).map(|_| enum_value(model, index, dice)).collect(),
        Type::TextList => (0..dice.below(4)).map(|_| json!(text(model, dice))).collect(),
        Type::Records(_) => (0..dice.below(4)).map(|_| item(field, model, known, dice)).collect(),
    }
}

fn item(field: &Field, model: &Model, known: usize, dice: &mut Dice) -> Value {
    if dice.percent(8) {
        return Value::Null;
    }
    let mut item = Map::new();
    members(&field.items, model, known, dice, &mut item);
    Value::Object(item)
}

fn number(field: &Field, dice: &mut Dice) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "ends of ranges are small")]
    let end = |it: Option<rules_core::parse::document::Numeral>| it.map(|it| it.as_f64() as i64);
    let low = end(field.range.min).unwrap_or(-5);
    let high = end(field.range.max).unwrap_or(low.saturating_add(10_000));
    match dice.below(10) {
        0 => high.saturating_add(1),
        1 => low.saturating_sub(1),
        2 => low,
        3 => high,
        4..=6 => dice.within(low, high.min(low.saturating_add(20))),
        _ => dice.within(low, high),
    }
}

fn enum_value(model: &Model, index: usize, dice: &mut Dice) -> Value {
    let names = model.enums.get(index).map(|it| it.names.as_slice()).unwrap_or_default();
    json!(names.get(dice.below(names.len())))
}

/// A day around the rulesets' days in force.
fn date(dice: &mut Dice) -> String {
    format!("202{}-{:02}-{:02}", 5 + dice.below(2), 1 + dice.below(12), 1 + dice.below(28))
}

/// Some of the ruleset's terms, and odd texts between them.
fn text(model: &Model, dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..dice.below(6) {
        let list = model.terms.get(dice.below(model.terms.len()));
        match list.map(|list| list.terms.as_slice()) {
            Some(terms) if dice.percent(60) && !terms.is_empty() => text.push_str(dice.pick::<String>(terms)),
            _ => text.push_str(dice.pick::<&str>(&ODD)),
        }
        text.push_str(dice.pick::<&str>(&["，", "。", " ", "", "不是", "no "]));
    }
    text
}
