//! Generated rulesets over every kind of field, with everything that bears on the unknown.

use shao_tests::dice::Dice;
use shao_tests::scoring::{LEVELS, head};
use std::fmt::Write as _;

/// Writes rulesets.
pub struct Generator {
    /// What is thrown.
    pub dice: Dice,
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
        match self.dice.below(if item { 6 } else { 12 }) {
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
            10 => format!("climbed({}, {})", self.int(0, false), self.int(0, false)),
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
                    "days(as_of - sent_at) < 3",
                    "sent_at < datetime(\"2026-03-01T00:00:00Z\")",
                    "date_of(sent_at) == paid_on",
                    "said.mentions(words)",
                    "said.mentions_not_after(words, negators)",
                    "said.count(words) >= 2",
                    "tags.contains(\"x\")",
                    "tags.len() > 1",
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
    pub fn ruleset(&mut self) -> String {
        let base = self.dice.within(0, 20);
        let mut text =
            head(&format!("effective = 2026-01-01\nscore = {{ base = {base}, min = 0, max = 100 }}"));
        text.push_str(FIELDS);
        let relevant = self.pick(&[
            "(channel == \"sms\") ?? false",
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
sent_at = { type = "datetime", title = "T" }
said = { type = "text", title = "T" }
tags = { type = "list", of = "text", title = "T" }
[script.climbed]
params = { steps = "integer", need = "integer" }
returns = "integer"
body = '''
let all = 0;
for step in 0..steps { all += step + need; }
all
'''
"#;
