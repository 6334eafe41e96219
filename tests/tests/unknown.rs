//! What is promised about the unknown, against completions: incidents with open, null, unusable and void fields
//! are completed in many ways, and no completion may break what was said before.
//!
//! The rulesets are generated: rules over every kind of field, `each`, characteristics, tables, deadlines, groups
//! with clamps, floors, negative points, `??`, `relevant`. A completion fills some open fields, or all. Items past
//! the limit are read by the same ruleset with a higher limit.

use rules_core::{Assessment, ContextSpec, Options, Ruleset, Session};
use shao_tests::dice::Dice;
use shao_tests::scoring::{LEVELS, head};
use std::collections::BTreeMap;
use std::fmt::Write as _;

// ── Rulesets ───────────────────────────────────────────────────────────────

struct Generator {
    dice: Dice,
}

impl Generator {
    fn pick(&mut self, from: &[&str]) -> String {
        (*self.dice.pick(from)).to_owned()
    }

    fn leaf(&mut self, from: &[&str]) -> String {
        format!("({})", self.dice.pick(from))
    }

    fn int(&mut self, depth: usize, item: bool) -> String {
        if depth == 0 || self.dice.percent(30) {
            return match self.dice.below(if item { 5 } else { 4 }) {
                0 => self.dice.within(-2, 4).to_string(),
                1 => "level_of_need".into(),
                2 => "extra_days".into(),
                3 => "steps".into(),
                _ => "amount".into(),
            };
        }
        let next = depth - 1;
        match self.dice.below(if item { 6 } else { 10 }) {
            5 if item => self.quotient(next, item),
            9 => self.quotient(next, item),
            0 => format!("({} + {})", self.int(next, item), self.int(next, item)),
            1 => format!("max({}, {})", self.int(next, item), self.int(next, item)),
            2 => format!(
                "(if {} {{ {} }} else {{ {} }})",
                self.bool(next, item),
                self.int(next, item),
                self.int(next, item)
            ),
            3 => format!("({} ?? {})", self.int(next, item), self.int(next, item)),
            4 => {
                let (a, b) = (self.int(next, item), self.int(next, item));
                format!("(switch channel {{ \"sms\" => {a}, \"app\" => 2, _ => {b} }})")
            }
            5 => format!("transfers.count({})", self.bool(next, true)),
            6 => {
                let method = self.pick(&["sum", "min", "max", "kinds", "most"]);
                format!("transfers.{method}({})", self.int(next, true))
            }
            7 => self.pick(&[
                "transfers.count()",
                "marks.len()",
                "story.count(words)",
                "transfers.kinds(kind)",
                "transfers.most(kind)",
            ]),
            _ => "answer.days_left".into(),
        }
    }

    /// Fails where the divisor is zero.
    fn quotient(&mut self, depth: usize, item: bool) -> String {
        let divisor = match (item, self.dice.percent(80)) {
            (true, true) => "amount",
            (true, false) => "level_of_need",
            _ => self.dice.pick(&["level_of_need", "steps", "extra_days", "transfers.count()"]),
        };
        format!("({} {} {divisor})", self.int(depth, item), self.pick(&["/", "%"]))
    }

    fn bool(&mut self, depth: usize, item: bool) -> String {
        if depth == 0 || self.dice.percent(15) {
            if item && self.dice.percent(60) {
                return self.leaf(&[
                    "fresh",
                    "kind == \"cash\"",
                    "kind in [\"card\", \"cash\"]",
                    "amount > 2",
                    "paid_on < none",
                    "amount in 1..=3",
                ]);
            }
            return self.leaf(&[
                "screened",
                "secret",
                "channel == \"sms\"",
                "channel != \"app\"",
                "channel in [\"sms\", \"phone\"]",
                "share >= 2.5",
                "share in 1.0..5.0",
                "level_of_need == 2",
                "level_of_need in 0..2",
                "steps > 1",
                "started == none",
                "finished >= date(\"2026-03-01\")",
                "finished < none",
                "story.mentions(words)",
                "story.mentions_not_after(words, negators)",
                "marks.contains(\"x\")",
                "answer.state == \"late\"",
                "answer.state != \"met\"",
                "answer.state in [\"soon\", \"running\"]",
                "answer.due < date(\"2026-03-05\")",
                "days(as_of - date_time) < 3",
            ]);
        }
        let next = depth - 1;
        match self.dice.below(if item { 9 } else { 14 }) {
            0 | 1 => format!("({} && {})", self.bool(next, item), self.bool(next, item)),
            2 | 3 => format!("({} || {})", self.bool(next, item), self.bool(next, item)),
            4 => format!("!({})", self.bool(next, item)),
            5 => format!("({} ?? {})", self.bool(next, item), self.pick(&["true", "false", "screened"])),
            6 => {
                let sign = self.pick(&["==", "!=", "<", "<=", ">", ">="]);
                format!("({} {sign} {})", self.int(next, item), self.int(next, item))
            }
            7 => format!(
                "(if {} {{ {} }} else {{ {} }})",
                self.bool(next, item),
                self.bool(next, item),
                self.bool(next, item)
            ),
            8 => format!("({} == {})", self.bool(next, item), self.bool(next, item)),
            9 | 10 => format!("transfers.any({})", self.bool(next, true)),
            11 => {
                let sign = self.pick(&["==", "!=", "<", "<=", ">", ">="]);
                format!(
                    "(transfers.count({}) {sign} {})",
                    self.bool(next, true),
                    self.int(next.min(1), false)
                )
            }
            12 => {
                let sign = self.pick(&["<=", ">"]);
                format!(
                    "({} {sign} transfers.count({}))",
                    self.int(next.min(1), false),
                    self.bool(next, true)
                )
            }
            _ => format!("(transfers.max(paid_on) {} started)", self.pick(&["<", ">="])),
        }
    }

    fn effect(&mut self) -> String {
        let mut text = format!(
            "reason = \"R\"\nreason_assumed = \"A\"\nbasis = \"s\"\npoints = {}\n",
            self.dice.within(-25, 45)
        );
        if self.dice.percent(50) {
            writeln!(text, "group = \"{}\"", self.dice.pick(&["sum", "best", "odd"])).unwrap();
        }
        if self.dice.percent(20) {
            writeln!(text, "at_least = \"{}\"", self.dice.pick(&["medium", "high", "critical"])).unwrap();
        }
        text
    }

    fn bins(&mut self, axis: usize) -> (String, usize) {
        let edge = self.dice.within(0, 1);
        let unknown = self.dice.percent(50);
        match axis {
            0 => {
                let unknown = if unknown { ", { unknown = true }" } else { "" };
                (
                    format!("[{{ below = {edge} }}, {{ up_to = {} }}, {{}}{unknown}]", edge + 1),
                    3 + usize::from(!unknown.is_empty()),
                )
            }
            _ => {
                let unknown = if unknown { "{ unknown = true }, " } else { "" };
                (
                    format!("[{unknown}{{ is = [\"sms\"] }}, {{ is = [\"phone\", \"app\"] }}]"),
                    2 + usize::from(!unknown.is_empty()),
                )
            }
        }
    }

    fn characteristic(&mut self, id: usize) -> String {
        let value = if self.dice.percent(50) { "channel".to_owned() } else { self.int(2, false) };
        let mut text = format!("[[characteristic]]\nid = \"c{id}\"\nvalue = '{value}'\nbasis = \"s\"\n");
        if self.dice.percent(50) {
            writeln!(text, "group = \"{}\"", self.dice.pick(&["sum", "best", "odd"])).unwrap();
        }
        let mut tests: Vec<String> = match value.as_str() {
            "channel" => vec!["is = [\"sms\"], ".into(), "is = [\"app\"], ".into(), String::new()],
            _ => vec!["below = 0, ".into(), "up_to = 2, ".into(), String::new()],
        };
        if self.dice.percent(50) {
            tests.insert(self.dice.below(3), "unknown = true, ".into());
        }
        text.push_str("bins = [\n");
        for test in tests {
            let floor = match self.dice.below(6) {
                0 => ", at_least = \"high\"",
                1 => ", group = \"odd\"",
                _ => "",
            };
            writeln!(
                text,
                "  {{ {test}points = {}, reason = \"R\", reason_assumed = \"A\"{floor} }},",
                self.dice.within(-20, 30)
            )
            .unwrap();
        }
        text + "]\n"
    }

    fn table(&mut self) -> String {
        let ((rows, height), (columns, width)) = (self.bins(0), self.bins(1));
        let value = self.int(1, false);
        let mut text = format!(
            "[[table]]\nid = \"grid\"\nrows = {{ value = '{value}', bins = {rows} }}\ncolumns = {{ value = 'channel', bins = {columns} }}\nreason = \"R\"\nreason_assumed = \"A\"\nbasis = \"s\"\npoints = [\n"
        );
        for _ in 0..height {
            let row: Vec<String> = (0..width).map(|_| self.dice.within(-9, 25).to_string()).collect();
            writeln!(text, "  [{}],", row.join(", ")).unwrap();
        }
        text.push_str("]\n");
        if self.dice.percent(50) {
            text.push_str("group = \"best\"\n");
        }
        text
    }

    /// A ruleset with `{limit}` for the most items.
    fn ruleset(&mut self) -> String {
        let base = self.dice.within(0, 20);
        let mut text =
            head(&format!("effective = 2026-01-01\nscore = {{ base = {base}, min = 0, max = 100 }}"));
        text.push_str(FIELDS);
        let relevant = self.pick(&[
            "channel != \"app\"",
            "screened",
            "!screened",
            "screened && channel == \"phone\"",
            "marks.contains(\"x\")",
            "answer.state == \"late\"",
        ]);
        let steps =
            self.pick(&["screened", "secret", "level_of_need > 0", "channel in [\"sms\"]", "share > 2.0"]);
        text = text.replace("{relevant}", &relevant).replace("{steps}", &steps);
        let clamp = |dice: &mut Dice| {
            let mut text = String::new();
            if dice.percent(50) {
                writeln!(text, "max = {}", dice.within(5, 60)).unwrap();
            }
            if dice.percent(50) {
                writeln!(text, "min = {}", dice.within(-30, 4)).unwrap();
            }
            text
        };
        let odd = self.pick(&["sum", "best"]);
        for (id, take) in [("sum", "sum"), ("best", "best"), ("odd", odd.as_str())] {
            write!(text, "[group.{id}]\ntake = \"{take}\"\n{}", clamp(&mut self.dice)).unwrap();
        }
        for id in 0..3 + self.dice.below(4) {
            let depth = 1 + self.dice.below(3);
            write!(
                text,
                "[[rule]]\nid = \"r{id}\"\nwhen = '{} || never'\n{}",
                self.bool(depth, false),
                self.effect()
            )
            .unwrap();
            if self.dice.percent(8) {
                text.push_str("status = \"shadow\"\n");
            }
        }
        for id in 0..self.dice.below(3) {
            let count = self.dice.within(1, 2);
            write!(
                text,
                "[[rule]]\nid = \"e{id}\"\neach = \"transfers\"\ncount = {count}\nwhen = '{} || never'\n{}",
                self.bool(2, true),
                self.effect()
            )
            .unwrap();
        }
        if self.dice.percent(60) {
            let (when, points) = match self.dice.below(3) {
                0 => ("screened && level_of_need > -2", "level_of_need * 7 - 3"),
                1 => ("screened", "(level_of_need ?? 2) * 5"),
                _ => ("secret && transfers.count() >= 0 && steps > -3", "steps * transfers.count()"),
            };
            let effect = self.effect();
            let kept: Vec<&str> = effect.lines().filter(|line| !line.starts_with("points")).collect();
            write!(
                text,
                "[[rule]]\nid = \"points\"\nwhen = '{when}'\npoints = '{points}'\n{}\n",
                kept.join("\n")
            )
            .unwrap();
        }
        for id in 0..self.dice.below(3) {
            text.push_str(&self.characteristic(id));
        }
        if self.dice.percent(50) {
            text.push_str(&self.table());
        }
        let (late, soon) = (self.dice.within(-10, 40), self.dice.within(-10, 20));
        write!(
            text,
            "[[deadline]]\nid = \"answer\"\nfrom = \"started\"\ndays = 5\nextend = \"extra_days\"\ndone = \"finished\"\n\
             basis = \"s\"\nlate = {{ points = {late}, at_least = \"medium\", reason = \"L\" }}\n\
             soon = {{ days = 2, points = {soon}, reason = \"S\" }}\n"
        )
        .unwrap();
        text + LEVELS
    }
}

const FIELDS: &str = r#"
[terms]
words = ["alpha", "beta"]
negators = ["not"]
[field.never]
type = "bool"
title = "T"
[field.screened]
type = "bool"
title = "T"
[field.secret]
type = "bool"
title = "T"
relevant = '{relevant}'
[field.channel]
type = "enum"
title = "T"
values = { sms = "S", app = "A", phone = "P" }
[field.share]
type = "number"
min = 0
max = 10
title = "T"
[field.level_of_need]
type = "integer"
min = -2
max = 3
title = "T"
[field.steps]
type = "integer"
min = -2
max = 3
title = "T"
relevant = '{steps}'
[field.extra_days]
type = "integer"
min = 0
max = 5
title = "T"
[field.started]
type = "date"
title = "T"
[field.finished]
type = "date"
title = "T"
[field.date_time]
type = "datetime"
title = "T"
[field.story]
type = "text"
title = "T"
[field.marks]
type = "list"
of = "text"
title = "T"
[field.transfers]
type = "records"
max_items = {limit}
title = "T"
[field.transfers.item]
amount = { type = "integer", min = 0, max = 4, title = "T" }
kind = { type = "enum", title = "T", values = { card = "C", cash = "K" } }
fresh = { type = "bool", title = "T" }
paid_on = { type = "date", title = "T" }
"#;

// ── Incidents ──────────────────────────────────────────────────────────────

const DOMAINS: [(&str, &[&str]); 12] = [
    ("screened", &["true", "false"]),
    ("secret", &["true", "false"]),
    ("channel", &["\"sms\"", "\"app\"", "\"phone\""]),
    ("share", &["0", "1", "2.5", "5", "10"]),
    ("level_of_need", &["-2", "-1", "0", "1", "2", "3"]),
    ("steps", &["-2", "0", "1", "3"]),
    ("extra_days", &["0", "1", "5"]),
    (
        "started",
        &[
            "\"none\"",
            "\"2026-02-20\"",
            "\"2026-02-25\"",
            "\"2026-02-27\"",
            "\"2026-03-02\"",
            "\"2026-03-20\"",
        ],
    ),
    ("finished", &["\"none\"", "\"2026-02-26\"", "\"2026-03-01\"", "\"2026-03-02\"", "\"2026-03-09\""]),
    ("date_time", &["\"none\"", "\"2026-03-01T10:30:00+08:00\"", "\"2026-01-01T00:00:00Z\""]),
    ("story", &["\"\"", "\"alpha\"", "\"not beta, alpha\"", "\"not alpha\""]),
    ("marks", &["[]", "[\"x\"]", "[\"y\", \"z\"]"]),
];

const ITEM: [(&str, &[&str]); 4] = [
    ("amount", &["0", "1", "2", "3", "4"]),
    ("kind", &["\"card\"", "\"cash\""]),
    ("fresh", &["true", "false"]),
    ("paid_on", &["\"none\"", "\"2026-02-25\"", "\"2026-03-01\""]),
];

/// A value in an incident.
#[derive(Clone, Debug, PartialEq)]
enum Slot {
    Absent,
    /// `null`, or a value that cannot be used.
    Open(&'static str),
    Given(String),
}

type Item = Vec<Slot>;

#[derive(Clone, Debug)]
enum Items {
    Open(Slot),
    /// Items; `None` is a null item.
    List(Vec<Option<Item>>),
}

#[derive(Clone, Debug)]
struct Incident {
    fields: Vec<Slot>,
    items: Items,
}

const LIMIT: usize = 3;

fn open(dice: &mut Dice) -> Slot {
    match dice.below(4) {
        0 => Slot::Open("null"),
        1 => Slot::Open("{\"odd\":1}"),
        _ => Slot::Absent,
    }
}

fn given(dice: &mut Dice, domain: &[&str]) -> Slot {
    Slot::Given((*dice.pick(domain)).to_owned())
}

fn full_item(dice: &mut Dice) -> Item {
    ITEM.iter().map(|(_, domain)| given(dice, domain)).collect()
}

fn incident(dice: &mut Dice, known: usize) -> Incident {
    let slot = |dice: &mut Dice, domain: &[&str]| {
        if dice.percent(known) { given(dice, domain) } else { open(dice) }
    };
    let fields = DOMAINS.iter().map(|(_, domain)| slot(dice, domain)).collect();
    let items = if dice.percent(known) {
        let length = if dice.percent(10) { LIMIT + 1 + dice.below(2) } else { dice.below(LIMIT + 1) };
        let item = |dice: &mut Dice| {
            (!dice.percent(10)).then(|| ITEM.iter().map(|(_, domain)| slot(dice, domain)).collect())
        };
        Items::List((0..length).map(|_| item(dice)).collect())
    } else {
        Items::Open(open(dice))
    };
    Incident { fields, items }
}

impl Incident {
    fn json(&self) -> String {
        let member = |name: &str, slot: &Slot| match slot {
            Slot::Absent => String::new(),
            Slot::Open(text) => format!(",\"{name}\":{text}"),
            Slot::Given(text) => format!(",\"{name}\":{text}"),
        };
        let mut text = "{\"never\":false".to_owned();
        for ((name, _), slot) in DOMAINS.iter().zip(&self.fields) {
            text.push_str(&member(name, slot));
        }
        match &self.items {
            Items::Open(slot) => text.push_str(&member("transfers", slot)),
            Items::List(items) => {
                let shown = items.iter().map(|item| match item {
                    None => "null".to_owned(),
                    Some(item) => {
                        let members: String =
                            ITEM.iter().zip(item).map(|((name, _), slot)| member(name, slot)).collect();
                        format!("{{{}}}", members.trim_start_matches(','))
                    }
                });
                write!(text, ",\"transfers\":[{}]", shown.collect::<Vec<_>>().join(",")).unwrap();
            }
        }
        text.push('}');
        text
    }

    /// Fills open fields, each with this chance; what is void in the assessment stays as it is.
    fn completed(&self, dice: &mut Dice, before: &Assessment, chance: usize) -> Self {
        let is_open = |name: &str| before.open.fields.iter().any(|field| field.field == name);
        let fill = |dice: &mut Dice, slot: &Slot, domain: &[&str]| match slot {
            Slot::Given(_) => slot.clone(),
            _ if dice.percent(chance) => given(dice, domain),
            _ => slot.clone(),
        };
        let mut all = self.clone();
        for ((name, domain), slot) in DOMAINS.iter().zip(&mut all.fields) {
            if is_open(name) {
                *slot = fill(dice, slot, domain);
            }
        }
        all.items = match &self.items {
            Items::Open(slot) if dice.percent(chance) => {
                let _ = slot;
                Items::List((0..dice.below(5)).map(|_| Some(full_item(dice))).collect())
            }
            Items::Open(slot) => Items::Open(slot.clone()),
            Items::List(items) => {
                let fill_item = |item: &Option<Item>| match item {
                    None if dice.percent(chance) => Some(full_item(dice)),
                    None => None,
                    Some(item) => {
                        let slots = item.iter().zip(ITEM);
                        Some(slots.map(|(slot, (_, domain))| fill(dice, slot, domain)).collect())
                    }
                };
                Items::List(items.iter().map(fill_item).collect())
            }
        };
        all
    }
}

// ── What is promised ───────────────────────────────────────────────────────

const LEVEL_IDS: [&str; 4] = ["low", "medium", "high", "critical"];

fn level(id: &str) -> usize {
    LEVEL_IDS.iter().position(|it| *it == id).unwrap()
}

/// What a completion breaks.
fn broken(before: &Assessment, after: &Assessment, ids: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let mut hold = |good: bool, what: &str| {
        if !good {
            found.push(what.to_owned());
        }
    };
    let fails = |at: &Assessment, id: &str| at.failed.iter().any(|failed| failed.id == id);
    // A rule that turns out to fail widens what may be: its points are told nowhere.
    let fails_newly = after.failed.iter().any(|failed| !fails(before, &failed.id));
    hold(after.score <= before.ceiling.score, "the score exceeds the ceiling");
    hold(level(&after.level) <= level(&before.ceiling.level), "the level exceeds the ceiling's");
    hold(after.ceiling.score <= before.ceiling.score || fails_newly, "the ceiling's score rises");
    hold(
        level(&after.ceiling.level) <= level(&before.ceiling.level) || fails_newly,
        "the ceiling's level rises",
    );
    hold(!before.settled || after.level == before.level, "the level was settled and changes");
    hold(!before.settled || after.settled || fails_newly, "settled becomes unsettled");
    hold(level(&before.level) <= level(&before.ceiling.level), "the level is above its own ceiling");
    hold(before.score <= before.ceiling.score, "the score is above its own ceiling");
    for id in ids {
        let hit_before = before.hits.iter().chain(&before.shadow).find(|hit| hit.id == *id);
        let hit_after = after.hits.iter().chain(&after.shadow).find(|hit| hit.id == *id);
        let open = before.open.rules.iter().any(|rule| rule.id == *id);
        match hit_before {
            Some(_) if open && fails(after, id) => {}
            // Neither open shadow rules nor those that fail are listed.
            Some(hit) if before.shadow.contains(hit) && hit_after.is_none() => {}
            Some(hit) if !hit.assumed => {
                let same = hit_after.is_some_and(|after| {
                    (after.bin, after.cell, after.assumed) == (hit.bin, hit.cell, false)
                        && (after.points == hit.points || open)
                });
                hold(same, &format!("the certain hit {id} changes"));
            }
            Some(hit) if !open && before.hits.contains(hit) => {
                let same = hit_after.is_some_and(|after| after.bin == hit.bin && after.points == hit.points);
                hold(same, &format!("the assumed hit {id} changes, and was not open"));
            }
            None if !open && !fails(before, id) => {
                let is_shadow = after.shadow.iter().any(|hit| hit.id == *id);
                hold(
                    hit_after.is_none() || is_shadow,
                    &format!("{id} was neither hit nor open and is a hit"),
                );
            }
            _ => {}
        }
    }
    found
}

fn assess(ruleset: &Ruleset, incident: &Incident) -> Assessment {
    let spec = ContextSpec { as_of: Some(shao_tests::scoring::AS_OF.into()), ..ContextSpec::default() };
    let context = ruleset.context(spec).unwrap();
    let options = Options::default();
    Session::new(ruleset, &context, &options).assess(incident.json().as_bytes(), 1).unwrap()
}

fn compiled(text: &str, limit: usize) -> Ruleset {
    shao_tests::scoring::compile(&text.replace("{limit}", &limit.to_string()))
}

#[derive(Default)]
struct Counts {
    completions: usize,
    settled: usize,
    hits: usize,
    assumed: usize,
    open: usize,
    voids: usize,
}

/// Completes incidents of generated rulesets; panics with the shortest incident that breaks a promise.
fn try_completions(seed: u64, rulesets: usize) -> Counts {
    let mut counts = Counts::default();
    let mut failures: BTreeMap<usize, String> = BTreeMap::new();
    for round in 0..rulesets {
        let mut dice = Dice::new(seed + round as u64);
        let text = Generator { dice: Dice::new(dice.roll()) }.ruleset();
        let (ruleset, long) = (compiled(&text, LIMIT), compiled(&text, 50));
        let ids: Vec<String> = ruleset.model().entries.iter().map(|entry| entry.id.clone()).collect();
        for _ in 0..8 {
            let known = *dice.pick(&[20, 50, 80]);
            let incident = incident(&mut dice, known);
            let before = assess(&ruleset, &incident);
            counts.settled += usize::from(before.settled);
            counts.hits += before.hits.iter().filter(|hit| !hit.assumed).count();
            counts.assumed += before.hits.iter().filter(|hit| hit.assumed).count();
            counts.open += before.open.rules.len();
            let absent = incident.fields.iter().filter(|slot| **slot == Slot::Absent).count();
            let listed = before
                .open
                .fields
                .iter()
                .filter(|it| it.state == "absent" && !it.field.contains('['))
                .count();
            counts.voids += usize::from(absent > listed);
            for _ in 0..10 {
                let chance = *dice.pick(&[100, 100, 60, 30]);
                let completed = incident.completed(&mut dice, &before, chance);
                let after = assess(&long, &completed);
                counts.completions += 1;
                let broken = broken(&before, &after, &ids);
                if !broken.is_empty() {
                    let (was, is) = (incident.json(), completed.json());
                    let rules = text.split("[group.sum]").nth(1).unwrap_or_default();
                    let rules = rules.replace("reason = \"R\"\nreason_assumed = \"A\"\nbasis = \"s\"\n", "");
                    let relevant: Vec<&str> =
                        text.lines().filter(|line| line.starts_with("relevant")).collect();
                    let report = format!(
                        "{}\nbefore {was}\nafter  {is}\n{before:?}\n\n{after:?}\n{}\n{rules}",
                        broken.join("; "),
                        relevant.join("\n"),
                    );
                    failures.insert(text.len() + was.len() + is.len(), report);
                }
            }
        }
    }
    if let Some(report) = failures.values().next() {
        panic!("{} completions break a promise, such as:\n{report}", failures.len());
    }
    counts
}

#[test]
fn no_completion_breaks_what_an_assessment_says_of_the_unknown() {
    const RULESETS: usize = 300;
    let counts = try_completions(7, RULESETS);
    let Counts { completions, settled, hits, assumed, open, voids } = counts;
    eprintln!(
        "{completions} completions, {settled} settled, {hits} hits, {assumed} assumed, {open} open, {voids} void"
    );
    assert!(completions >= 10_000);
    assert!(
        settled > RULESETS
            && hits > RULESETS
            && assumed > RULESETS
            && open > RULESETS
            && voids > RULESETS / 2
    );
}
