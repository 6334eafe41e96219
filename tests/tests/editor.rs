//! The language service over the shipped rulesets: what authors will have open.

use rules_core::language::{Language, SheetCell, SheetColumn, apply};
use std::path::Path;

fn shipped(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../rulesets/{name}/{name}.toml"));
    std::fs::read_to_string(file).unwrap()
}

const ALL: [&str; 3] = ["fraud", "housing", "petition"];

#[test]
fn untidy_rulesets_become_tidy_without_a_change_of_words() {
    let words = |text: &str| text.split_whitespace().collect::<String>();
    for name in ALL {
        let text = shipped(name);
        let untidy = text.replace(" = ", "=").replace("\n\n", "\n\n\n");
        let language = Language::open(&untidy);
        let tidy = apply(&untidy, &language.tidy());
        assert_eq!(words(&tidy), words(&untidy), "{name}");
        let tidied = Language::open(&tidy);
        assert_eq!(tidied.tidy(), [], "{name}: tidy stays tidy");
        assert!(tidied.ruleset().is_some(), "{name}");
    }
}

#[test]
fn everything_with_a_header_of_its_own_is_in_the_outline() {
    for name in ALL {
        let language = Language::open(&shipped(name));
        let model = language.ruleset().unwrap().model();
        let outline = language.outline("zh");
        let count = |section: &str| outline.iter().filter(|it| it.section == section).count();
        assert_eq!(count("field"), model.fields.len(), "{name}");
        assert_eq!(count("level"), model.levels.len(), "{name}");
        assert_eq!(count("case"), model.cases.len(), "{name}");
        let entries = count("rule") + count("characteristic") + count("table");
        assert!(entries > 40, "{name}: {entries}");
        assert!(outline.iter().all(|it| !it.told.is_empty()), "{name}");
    }
}

#[test]
fn a_field_of_a_shipped_ruleset_gets_another_name_everywhere() {
    for (name, field) in [("fraud", "channel"), ("housing", "cracks"), ("petition", "registered_on")] {
        let text = shipped(name);
        let language = Language::open(&text);
        let header = text.find(&format!("[field.{field}]")).unwrap();
        let line = u32::try_from(text[..header].lines().count()).unwrap();
        let at = rules_core::source::Position { line, character: 7 };
        let edits = language.rename(at, "renamed_field").unwrap();
        let renamed = Language::open(&apply(&text, &edits));
        assert!(renamed.ruleset().is_some(), "{name}: {:?}", renamed.diagnostics());
        let new_one = |ends: rules_core::diagnostic::Ends| ends.start == at;
        assert!(renamed.references(at).into_iter().any(new_one) && edits.len() > 3, "{name}");
    }
}

#[test]
fn the_bins_of_a_shipped_ruleset_are_rows_whose_thresholds_can_be_changed() {
    let text = shipped("fraud");
    let language = Language::open(&text);
    let rows = language.sheet();
    let edges = rows.iter().filter(|row| row.bin > 0).flat_map(|row| &row.cells);
    let mut edges = edges.filter(|cell| matches!(cell.column, SheetColumn::Below | SheetColumn::UpTo));
    let edge = edges.find(|cell| cell.text.parse::<f64>().is_ok()).unwrap();
    let changed = apply(&text, &language.set(edge.span.start, &format!("{}0", edge.text)).unwrap());
    let language = Language::open(&changed);
    assert!(language.ruleset().is_some());
    let same_place = |cell: &&SheetCell| cell.span.start == edge.span.start;
    let now = language.sheet().into_iter().flat_map(|row| row.cells).find(|cell| same_place(&cell)).unwrap();
    assert_eq!(now.text, format!("{}0", edge.text));
}
