//! Counterexamples made short: what is not needed is left out, piece by piece.

use serde_json::Value as Json;

/// Leaves out members and items as long as what remains still is what it was found for.
pub fn shortest(incident: Json, is_still: &mut dyn FnMut(&Json) -> bool) -> Json {
    let mut best = incident;
    let mut at = 0;
    loop {
        let mut left = at;
        let mut smaller = best.clone();
        if !leave_out(&mut smaller, &mut left) {
            return best;
        }
        if is_still(&smaller) {
            best = smaller;
        } else {
            at += 1;
        }
    }
}

/// Takes out the part with a number, an outer part before those in it; false if there are not so many.
fn leave_out(value: &mut Json, left: &mut usize) -> bool {
    match value {
        Json::Object(members) => {
            let keys: Vec<String> = members.keys().cloned().collect();
            for key in keys {
                if *left == 0 {
                    members.remove(&key);
                    return true;
                }
                *left -= 1;
                if members.get_mut(&key).is_some_and(|inner| leave_out(inner, left)) {
                    return true;
                }
            }
            false
        }
        Json::Array(items) => {
            for index in 0..items.len() {
                if *left == 0 {
                    items.remove(index);
                    return true;
                }
                *left -= 1;
                if items.get_mut(index).is_some_and(|inner| leave_out(inner, left)) {
                    return true;
                }
            }
            false
        }
        Json::String(text) if text.contains('。') => {
            // A text of several pieces.
            let pieces: Vec<&str> = text.split('。').collect();
            if *left < pieces.len() {
                let kept = pieces.iter().enumerate().filter(|(index, _)| index != left).map(|(_, it)| *it);
                *text = kept.collect::<Vec<_>>().join("。");
                return true;
            }
            *left -= pieces.len();
            false
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_needed_is_left_out() {
        let incident =
            serde_json::json!({"a": 1, "b": {"c": 2, "d": 3}, "e": [{"f": 4}, {"f": 5}], "g": "x。y"});
        let mut is_still = |it: &Json| {
            it.pointer("/b/d").is_some()
                && it.get("e").and_then(Json::as_array).is_some_and(|all| all.iter().any(|it| it["f"] == 5))
                && it["g"].as_str().is_some_and(|text| text.contains('y'))
        };
        let short = shortest(incident, &mut is_still);
        assert_eq!(short, serde_json::json!({"b": {"d": 3}, "e": [{"f": 5}], "g": "y"}));
    }
}
