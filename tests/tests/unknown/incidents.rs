//! Incidents of the generated rulesets, with open, null and unusable fields, and their completions.

use rules_core::Assessment;
use shao_tests::dice::Dice;
use std::fmt::Write as _;

/// The top fields, with values around every edge.
pub const DOMAINS: [(&str, &[&str]); 12] = [
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

/// The fields of items.
pub const ITEM: [(&str, &[&str]); 4] = [
    ("amount", &["0", "1", "2", "3", "4"]),
    ("kind", &["\"card\"", "\"cash\""]),
    ("fresh", &["true", "false"]),
    ("paid_on", &["\"none\"", "\"2026-02-25\"", "\"2026-03-01\""]),
];

/// A value in an incident.
#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    Absent,
    /// `null`, or a value that cannot be used.
    Open(&'static str),
    Given(String),
}

pub type Item = Vec<Slot>;

#[derive(Clone, Debug)]
pub enum Items {
    Open(Slot),
    /// Items; `None` is a null item.
    List(Vec<Option<Item>>),
}

#[derive(Clone, Debug)]
pub struct Incident {
    pub fields: Vec<Slot>,
    pub items: Items,
}

/// The most items that are read.
pub const LIMIT: usize = 3;

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

/// An incident of which each field is known with a chance in 100.
pub fn incident(dice: &mut Dice, known: usize) -> Incident {
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
    pub fn json(&self) -> String {
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
    pub fn completed(&self, dice: &mut Dice, before: &Assessment, chance: usize) -> Self {
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
                Items::List((0..dice.below(LIMIT + 1)).map(|_| Some(full_item(dice))).collect())
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
