//! Lists of records, by predicates over one item.

use super::{COMMON, Choices, Small, condition, incident, rule, rules};
use shao_tests::dice::Dice;
use shao_tests::scoring::{LEVELS, usual_head};

/// The fields of an item, with a value from every cell; leaving it out is one more.
const ITEM: [(&str, &[&str]); 3] =
    [("amount", &["1", "3"]), ("kind", &["\"card\"", "\"cash\""]), ("fresh", &["true", "false"])];

const FIELDS: &str = r#"
[field.payments]
type = "records"
max_items = 2
title = "T"
[field.payments.item]
amount = { type = "integer", min = 0, max = 4, title = "T" }
kind = { type = "enum", title = "T", values = { card = "C", cash = "K" } }
fresh = { type = "bool", title = "T" }
# RULES
"#;

const ITEM_ATOMS: [&str; 4] = ["amount > 2", "kind == \"cash\"", "kind != \"cash\"", "fresh"];

/// A predicate over one item.
fn predicate(dice: &mut Dice) -> String {
    let depth = dice.below(2);
    condition(dice, &ITEM_ATOMS, depth)
}

fn ruleset(dice: &mut Dice) -> String {
    let mut text = usual_head().replace("base = 0", "base = 12") + COMMON + FIELDS;
    let mut atoms =
        vec!["screened".to_owned(), "payments.count() == 2".into(), "payments.count() >= 1".into()];
    for _ in 0..3 {
        atoms.push(format!("payments.any({})", predicate(dice)));
        let (sign, count) = (dice.pick(&["==", ">=", "<", "!="]), 1 + dice.below(2));
        atoms.push(format!("payments.count({}) {sign} {count}", predicate(dice)));
    }
    let atoms: Vec<&str> = atoms.iter().map(String::as_str).collect();
    rules(dice, &atoms, &mut text);
    for id in 0..dice.below(3) {
        let (count, when) = (1 + dice.below(2), predicate(dice));
        rule(
            dice,
            &format!("e{id}"),
            &format!("each = \"payments\"\ncount = {count}\nwhen = '{when} || never'\n"),
            &mut text,
        );
    }
    text + LEVELS
}

/// An item by the place of each value among its cells.
type Item = [Option<usize>; 3];

fn items() -> Vec<Item> {
    let values = [None, Some(0), Some(1)];
    let pairs = values.iter().flat_map(|amount| values.map(|kind| (*amount, kind)));
    pairs.flat_map(|(amount, kind)| values.map(|fresh| [amount, kind, fresh])).collect()
}

fn written(list: &[Item]) -> String {
    let item = |item: &Item| {
        let given = ITEM.iter().zip(item).filter_map(|((name, cells), value)| Some((name, cells[(*value)?])));
        let members: Vec<String> = given.map(|(name, value)| format!("\"{name}\":{value}")).collect();
        format!("{{{}}}", members.join(","))
    };
    format!("[{}]", list.iter().map(item).collect::<Vec<_>>().join(","))
}

/// Every list there is, the order of items aside.
fn lists() -> Vec<Vec<Item>> {
    let items = items();
    let pairs = items
        .iter()
        .enumerate()
        .flat_map(|(at, first)| items[at..].iter().map(move |second| vec![*first, *second]));
    [vec![]].into_iter().chain(items.iter().map(|item| vec![*item])).chain(pairs).collect()
}

/// Every list that fills items of a given one.
fn fillings(list: &[Item]) -> Vec<Vec<Item>> {
    let fills = |item: &Item, of: &Item| item.iter().zip(of).all(|(value, of)| of.is_none() || value == of);
    list.iter().fold(vec![vec![]], |all, of| {
        let filled: Vec<Item> = items().into_iter().filter(|item| fills(item, of)).collect();
        all.iter()
            .flat_map(|list| filled.iter().map(move |item| [list.as_slice(), &[*item]].concat()))
            .collect()
    })
}

#[test]
fn bounds_of_predicates_over_one_item_are_those_of_all_lists_and_exact() {
    for seed in 0..60 {
        let mut dice = Dice::new(4_000 + seed);
        let small = Small::new(ruleset(&mut dice));
        for round in 0..3 {
            let screened = if dice.percent(50) { Some(*dice.pick(&["true", "false"])) } else { None };
            let known =
                (round > 0).then(|| (0..dice.below(3)).map(|_| *dice.pick(&items())).collect::<Vec<Item>>());
            let lists: Vec<Option<String>> = match &known {
                Some(list) => fillings(list).iter().map(|list| Some(written(list))).collect(),
                None => [None].into_iter().chain(lists().iter().map(|list| Some(written(list)))).collect(),
            };
            let screens = match screened {
                Some(value) => vec![Some(value.to_owned())],
                None => vec![None, Some("true".into()), Some("false".into())],
            };
            let choices: [Choices<'_>; 2] = [("screened", screens), ("payments", lists)];
            let list = known.as_deref().map(written);
            let line = incident([("screened", screened), ("payments", list.as_deref())].into_iter());
            small.bounds(&line, &choices, &|_| true);
        }
    }
}
