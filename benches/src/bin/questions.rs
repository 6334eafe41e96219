//! Nothing in, the table of questions out: for each shipped ruleset how many questions it takes to settle the level of
//! its cases, asked best first and in the file's order.
//!
//! Each case is asked from an empty report: what it does not give is answered by "not known". Asking ends, in either
//! order, where no answer to what was not asked yet can change the level. `questions [RULESET]…`.

use benches::few_known::{FewKnown, NAMES, shipped};
use rules_core::bounds::{Bounder, STEPS};
use rules_core::{Options, Session};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    println!("questions until the level is settled\n");
    println!(
        "| ruleset | fields | cases | best first: mean | median | most | file's order: mean | median | most |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for name in NAMES.into_iter().filter(|name| wanted.is_empty() || wanted.iter().any(|it| it == name)) {
        let shipped = shipped(name)?;
        let options = Options::default();
        let (mut best, mut filed) = (Vec::new(), Vec::new());
        for case in &shipped.incidents {
            let mut bounder = Bounder::new(&shipped.ruleset, &case.context, &options);
            let mut session = Session::new(&shipped.ruleset, &case.context, &options);
            best.push(asked(case, &mut |line| best_first(line, &mut bounder)));
            filed.push(asked(case, &mut |line| in_file_order(line, &mut bounder, &mut session)));
        }
        let fields: usize = shipped.ruleset.model().fields.iter().map(|field| 1 + field.items.len()).sum();
        println!("| {name} | {fields} | {} | {} | {} |", best.len(), told(&mut best), told(&mut filed));
    }
    Ok(())
}

/// Mean, median and the most.
fn told(counts: &mut [usize]) -> String {
    counts.sort_unstable();
    let at = |index: usize| counts.get(index).copied().unwrap_or_default();
    let mean = counts.iter().sum::<usize>() as f64 / counts.len().max(1) as f64;
    format!("{mean:.1} | {} | {}", at(counts.len() / 2), at(counts.len().saturating_sub(1)))
}

/// The field to ask for; none where the level is settled, or nothing is left to ask.
type Choose<'r> = dyn FnMut(&[u8]) -> Option<String> + 'r;

fn best_first(line: &[u8], bounder: &mut Bounder<'_>) -> Option<String> {
    let next = bounder.outlook(line, STEPS).ok()?.next?;
    next.first().map(|question| question.field.clone())
}

/// The first field of the file that is open and relevant; items of a list after the list.
fn in_file_order(line: &[u8], bounder: &mut Bounder<'_>, session: &mut Session<'_>) -> Option<String> {
    if bounder.outlook(line, STEPS).ok()?.next?.is_empty() {
        return None;
    }
    let open = session.assess(line, 1).ok()?.open.fields;
    open.into_iter().find(|open| open.state == "absent").map(|open| open.field)
}

/// How many questions a case takes.
fn asked(case: &FewKnown, choose: &mut Choose<'_>) -> usize {
    let mut incident = json!({});
    let mut seen = BTreeSet::new();
    let mut count = 0;
    while let Some(field) = choose(incident.to_string().as_bytes()) {
        // What was answered by a value that cannot be used is asked for again, once.
        match seen.insert(field.clone()) {
            true => answer(&mut incident, &field, &case.known),
            false => answer(&mut incident, &field, &Map::new()),
        }
        count += 1;
    }
    count
}

/// Fills in a field as the case has it.
fn answer(incident: &mut Value, field: &str, known: &Map<String, Value>) {
    match field.split_once('[') {
        None => {
            let value = known.get(field).cloned().unwrap_or_default();
            // The items of a list are asked for one by one.
            incident[field] = match value {
                Value::Array(items) if items.iter().all(Value::is_object) => {
                    items.iter().map(|_| json!({})).collect()
                }
                value => value,
            };
        }
        Some((list, rest)) => {
            let Some((number, inner)) = rest.split_once("].") else { return };
            let Ok(number) = number.parse::<usize>() else { return };
            let items = known.get(list).and_then(Value::as_array);
            let value = items.and_then(|items| items.get(number)?.get(inner)).cloned().unwrap_or_default();
            let item = incident.pointer_mut(&format!("/{list}/{number}")).and_then(Value::as_object_mut);
            item.into_iter().for_each(|item| {
                item.insert(inner.to_owned(), value.clone());
            });
        }
    }
}
