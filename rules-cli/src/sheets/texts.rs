//! The texts that are shown to people, a row each, a column for each language.

use super::kind::Kind;
use super::place::Place;
use super::sheet::{Cell, Row, Sheet};
use toml_edit::Item;

/// The sheet of all texts.
pub fn sheet(root: &Item) -> Sheet {
    let languages = languages(root);
    let mut texts = Texts { root, languages: &languages, rows: Vec::new() };
    texts.all();
    let rows = texts.rows;
    let header = std::iter::once("key".to_owned()).chain(languages).collect();
    Sheet { name: "texts".to_owned(), keys: 1, header, rows, shape: None }
}

/// The ruleset's languages, in their order.
pub fn languages(root: &Item) -> Vec<String> {
    let listed = Place::default().key("ruleset").key("languages");
    let items = listed.get(root).and_then(Item::as_array);
    items.into_iter().flatten().filter_map(|it| it.as_str()).map(str::to_owned).collect()
}

struct Texts<'r> {
    root: &'r Item,
    languages: &'r [String],
    rows: Vec<Row>,
}

impl Texts<'_> {
    fn all(&mut self) {
        let root = Place::default();
        self.these("ruleset", &root.key("ruleset"), &["title", "remedy"]);
        self.named("source", &["title"]);
        self.named("param", &["title"]);
        for (key, place) in self.members("field", &root.key("field")) {
            self.field(&key, &place);
        }
        for (key, place) in self.listed("rule") {
            self.reasons(&key, &place);
        }
        for (key, place) in self.listed("characteristic") {
            self.numbered(&format!("{key}.bin"), &place.key("bins"));
        }
        for (key, place) in self.listed("table") {
            self.reasons(&key, &place);
            self.table_cells(&key, &place.key("cell"));
        }
        for (key, place) in self.listed("deadline") {
            self.these(&key, &place, &["title"]);
            self.reasons(&format!("{key}.late"), &place.key("late"));
            self.reasons(&format!("{key}.soon"), &place.key("soon"));
        }
        for (key, place) in self.listed("level") {
            self.these(&key, &place, &["title"]);
        }
        self.named("action", &["title", "who"]);
        let properties = root.key("property");
        for at in 0..self.length(&properties) {
            self.these(&format!("property.{at}"), &properties.at(at), &["name"]);
        }
    }

    fn field(&mut self, key: &str, place: &Place) {
        self.these(key, place, &["title", "ask"]);
        for (key, place) in self.members(&format!("{key}.values"), &place.key("values")) {
            self.text(key, &place);
        }
        for (key, place) in self.members(&format!("{key}.item"), &place.key("item")) {
            self.field(&key, &place);
        }
    }

    fn named(&mut self, section: &str, names: &[&str]) {
        for (key, place) in self.members(section, &Place::default().key(section)) {
            self.these(&key, &place, names);
        }
    }

    fn numbered(&mut self, key: &str, list: &Place) {
        for at in 0..self.length(list) {
            self.reasons(&format!("{key}.{at}"), &list.at(at));
        }
    }

    /// Cells by their row and column: their order in the file does not matter.
    fn table_cells(&mut self, key: &str, list: &Place) {
        for at in 0..self.length(list) {
            let place = list.at(at);
            let number = |name| place.key(name).get(self.root).and_then(Item::as_integer);
            if let (Some(row), Some(column)) = (number("row"), number("column")) {
                self.reasons(&format!("{key}.cell.{row}.{column}"), &place);
            }
        }
    }

    fn reasons(&mut self, key: &str, place: &Place) {
        self.these(key, place, &["reason", "reason_assumed"]);
    }

    fn these(&mut self, key: &str, place: &Place, names: &[&str]) {
        for name in names {
            self.text(format!("{key}.{name}"), &place.key(name));
        }
    }

    /// The row of a text, if there is one.
    fn text(&mut self, key: String, place: &Place) {
        let Some(item) = place.get(self.root) else { return };
        let cell = |(number, language): (usize, &String)| {
            let (text, place) = match item.as_str() {
                Some(text) if number == 0 => (Some(text.to_owned()), place.clone()),
                _ => {
                    let own = item.as_table_like().and_then(|table| table.get(language)?.as_str());
                    (own.map(str::to_owned), place.key(language))
                }
            };
            Cell { text: text.unwrap_or_default(), place, kind: Kind::Text }
        };
        let cells = self.languages.iter().enumerate().map(cell).collect();
        self.rows.push(Row { keys: vec![key], cells, entry: None });
    }

    /// The members of a table, with their keys.
    fn members(&self, key: &str, place: &Place) -> Vec<(String, Place)> {
        let table = place.get(self.root).and_then(Item::as_table_like);
        let names = table.into_iter().flat_map(|table| table.iter());
        names.map(|(name, _)| (format!("{key}.{name}"), place.key(name))).collect()
    }

    /// The items of a list that have ids, with their keys.
    fn listed(&self, section: &str) -> Vec<(String, Place)> {
        let list = Place::default().key(section);
        let own = |at| {
            let place = list.at(at);
            let id = place.key("id").get(self.root)?.as_str()?;
            Some((format!("{section}.{id}"), place))
        };
        (0..self.length(&list)).filter_map(own).collect()
    }

    fn length(&self, list: &Place) -> usize {
        length(self.root, list)
    }
}

/// How many items a list has; none where there is no list.
pub fn length(root: &Item, list: &Place) -> usize {
    let item = list.get(root);
    let tables = item.and_then(Item::as_array_of_tables).map(toml_edit::ArrayOfTables::len);
    tables.or_else(|| Some(item?.as_array()?.len())).unwrap_or_default()
}
