//! An incident's JSON into slots, without a tree.
//!
//! Comes in: one JSON object. Goes out: [`Values`]. Promise: any value that cannot be used makes its own
//! field open and is listed; the rest is read; only what is no JSON object is refused.

use super::faults::{expected, listed, masked, shortened, shown, span_text};
use super::schema::{Kind as Want, Record, Spec, Target};
use super::slots::{Extent, InputError, Slot, State, Stranger, Values};
use crate::diagnostic::{Code, did_you_mean};
use crate::json::{JsonError, Kind, Scanner, is_plain, push_string};
use crate::limits;
use crate::number::{NumberError, is_kept, parse_number};
use crate::time::{NONE, parse_date, parse_instant, parse_span};

/// How many undeclared names are remembered.
const STRANGERS: usize = 64;

/// Members that are wanted beside the fields.
#[derive(Clone, Copy, Debug, Default)]
pub struct Members<'a> {
    /// The member that names the incident.
    pub key: Option<&'a str>,
    /// The member that `as_of` is read from.
    pub as_of: Option<&'a str>,
}

/// Where a value goes.
#[derive(Clone, Copy)]
enum Place {
    /// A field of the incident.
    Top(usize),
    /// A field of an item: its slot, the list, the item's number, the field.
    Item { slot: usize, list: usize, number: usize },
}

impl Place {
    /// The place of a field at the top, or of an item: its first slot, the list, the item's number.
    fn of(field: usize, item: Option<(usize, usize, usize)>) -> Self {
        match item {
            None => Self::Top(field),
            Some((start, list, number)) => Self::Item { slot: start + field, list, number },
        }
    }
}

/// Reads incidents.
pub struct Decoder<'a> {
    pub record: &'a Record,
    pub members: Members<'a>,
    pub values: &'a mut Values,
    /// Scratch room for keys.
    pub keys: &'a mut String,
    /// The keys of the last incident, in order: the next one is likely to have them so again.
    pub order: &'a mut Vec<u32>,
    /// Names met before that are not declared.
    pub strangers: &'a mut Vec<Stranger>,
}

impl Values {
    /// Forgets the last incident; parameters and `as_of` stay.
    pub fn clear(&mut self, fields: usize) {
        for slot in self.slots.iter_mut().take(fields) {
            *slot = Slot::default();
        }
        self.texts.clear();
        self.decoded.clear();
        self.list_values.clear();
        self.rows.clear();
        self.items.clear();
        self.errors.clear();
        self.undeclared = 0;
        self.near_misses.clear();
        self.key = None;
        self.as_of_text = None;
    }
}

impl<'a> Decoder<'a> {
    /// Reads one incident.
    ///
    /// # Errors
    /// If the text is no JSON object.
    pub fn decode(&mut self, document: &str) -> Result<(), JsonError> {
        let mut scanner = Scanner::new(document);
        scanner.begin_object()?;
        let record = self.record;
        let mut position = 0;
        let mut keys = std::mem::take(self.keys);
        loop {
            if let Some((name, target)) = self.expected_key(position)
                && scanner.try_key(name)
            {
                position += 1;
                self.member(name, &scanner);
                self.target(&mut scanner, record, target, None)?;
                continue;
            }
            let Some(key) = scanner.next_key(&mut keys)? else { break };
            let target = self.root_target(key.name, position);
            position += 1;
            self.member(key.name, &scanner);
            match target {
                Some(target) => self.target(&mut scanner, record, target, None)?,
                None => {
                    let keys = record.tables.first().map(|table| table.keys.as_slice()).unwrap_or_default();
                    self.undeclared(key.name, 0, keys, None);
                    scanner.skip_value()?;
                }
            }
        }
        *self.keys = keys;
        scanner.finish()
    }

    /// The key that stood here the last time, with its target.
    #[inline]
    fn expected_key(&self, position: usize) -> Option<(&'a str, Target)> {
        let index = *self.order.get(position)? as usize;
        self.record.tables.first()?.keys.get(index).map(|(key, target)| (&**key, *target))
    }

    /// The target of a key of the incident itself, which is expected here the next time.
    fn root_target(&mut self, name: &str, position: usize) -> Option<Target> {
        let keys = &self.record.tables.first()?.keys;
        let found = keys.iter().position(|(key, _)| **key == *name);
        let expected = found.filter(|_| is_plain(name)).and_then(|at| u32::try_from(at).ok());
        let index = expected.unwrap_or(u32::MAX);
        match self.order.get_mut(position) {
            Some(place) => *place = index,
            // An incident with more members than this is no regular one.
            None if position < 4 * limits::FIELDS => self.order.push(index),
            None => {}
        }
        found.and_then(|at| keys.get(at)).map(|(_, target)| *target)
    }

    /// Keeps the key, and the text that `as_of` is read from.
    #[inline]
    fn member(&mut self, name: &str, scanner: &Scanner<'_>) {
        if self.members.key == Some(name) || self.members.as_of == Some(name) {
            self.keep_member(name, scanner.clone());
        }
    }

    fn keep_member(&mut self, name: &str, mut scanner: Scanner<'_>) {
        let kind = scanner.peek_kind();
        if self.members.key == Some(name) && self.values.key.is_none() {
            self.values.key = key(scanner.clone()).filter(|key| key.len() <= 1024);
        }
        if self.members.as_of == Some(name) && kind != Ok(Kind::Null) {
            let mut decoded = String::new();
            let text = match kind {
                Ok(Kind::String) => {
                    let text = scanner.read_string(&mut decoded).ok();
                    text.map(|text| text.of(scanner.document(), &decoded).to_owned())
                }
                // No instant, and listed as such.
                _ => scanner.skip_value().ok().map(shortened),
            };
            self.values.as_of_text = text;
        }
    }

    /// Counts a name that is not declared, and keeps it if it is close to one that is. `list` is the list of
    /// records whose item has it.
    fn undeclared(&mut self, name: &str, table: usize, keys: &[(Box<str>, Target)], list: Option<usize>) {
        let is_root = list.is_none() && table == 0;
        if is_root && [self.members.key, self.members.as_of].contains(&Some(name)) {
            return;
        }
        self.values.undeclared += 1;
        if self.values.near_misses.len() >= 16 {
            return;
        }
        let is_known = |it: &Stranger| it.name == name && it.table == table && it.list == list;
        if !self.strangers.iter().any(is_known) {
            // Names that differ from line to line must not pile up.
            if self.strangers.len() >= STRANGERS {
                self.strangers.clear();
            }
            let meant = near_name(name, keys).map(str::to_owned);
            self.strangers.push(Stranger { list, table, name: name.to_owned(), meant });
        }
        let Some(Some(meant)) = self.strangers.iter().find(|it| is_known(it)).map(|it| &it.meant) else {
            return;
        };
        let list = list.and_then(|list| self.record.fields.get(list));
        let full = |name: &str| list.map_or(name.to_owned(), |list| format!("{}.{name}", list.name));
        let near_miss = (full(name), full(meant));
        // Of many items, the first one tells.
        if !self.values.near_misses.contains(&near_miss) {
            self.values.near_misses.push(near_miss);
        }
    }

    /// Reads the value of a field, or the object behind a nested key.
    fn target(
        &mut self,
        scanner: &mut Scanner<'_>,
        record: &Record,
        target: Target,
        item: Option<(usize, usize, usize)>,
    ) -> Result<(), JsonError> {
        let table = match target {
            Target::Field(field) => {
                let field = field as usize;
                let place = Place::of(field, item);
                return match record.fields.get(field) {
                    Some(spec) => self.field(scanner, spec, place),
                    None => scanner.skip_value().map(drop),
                };
            }
            Target::Table(table) => table,
        };
        if scanner.peek_kind()? != Kind::Object {
            return self.no_object(scanner, record, target, item);
        }
        scanner.begin_object()?;
        let mut scratch = String::new();
        while let Some(key) = scanner.next_key(&mut scratch)? {
            let keys =
                record.tables.get(table as usize).map(|table| table.keys.as_slice()).unwrap_or_default();
            match keys.iter().find(|(known, _)| **known == *key.name) {
                Some((_, inner)) => self.target(scanner, record, *inner, item)?,
                None => {
                    self.undeclared(key.name, table as usize, keys, item.map(|(_, list, _)| list));
                    scanner.skip_value()?;
                }
            }
        }
        Ok(())
    }

    /// A nested key without an object: all fields behind it are `null`, or unusable.
    fn no_object(
        &mut self,
        scanner: &mut Scanner<'_>,
        record: &Record,
        target: Target,
        item: Option<(usize, usize, usize)>,
    ) -> Result<(), JsonError> {
        let is_null = scanner.peek_kind()? == Kind::Null;
        let found = scanner.skip_value()?;
        let fields = record.fields_behind(target);
        let mut behind = fields.iter().filter_map(|field| record.fields.get(*field as usize));
        // What stands for an object may be the value of any field in it.
        let is_secret = behind.any(|spec| spec.sensitive);
        let found = if is_secret { masked(found) } else { shortened(found) };
        for field in fields {
            let field = field as usize;
            let place = Place::of(field, item);
            let Some(spec) = record.fields.get(field) else { continue };
            if self.is_given(place) {
                self.given_twice(spec, place, &found);
            } else if is_null {
                self.put(place, Slot { state: State::Null, bits: 0 });
            } else {
                self.unusable(spec, place, Code::I401, "an object".into(), found.clone());
            }
        }
        Ok(())
    }

    fn slot(&mut self, place: Place) -> Option<&mut Slot> {
        match place {
            Place::Top(slot) => self.values.slots.get_mut(slot),
            Place::Item { slot, .. } => self.values.items.get_mut(slot),
        }
    }

    #[inline]
    fn put(&mut self, place: Place, value: Slot) {
        if let Some(slot) = self.slot(place) {
            *slot = value;
        }
    }

    /// Whether a field has something already: under another name, or the same one.
    fn is_given(&mut self, place: Place) -> bool {
        self.slot(place).is_some_and(|slot| slot.state != State::Absent)
    }

    fn given_twice(&mut self, spec: &Spec, place: Place, found: &str) {
        self.unusable(spec, place, Code::I404, "one value".into(), format!("another one: {found}"));
    }

    /// Marks a field as unusable and says why; `found` is the value.
    fn refuse(&mut self, spec: &Spec, place: Place, code: Code, expected: String, found: &str) {
        self.unusable(spec, place, code, expected, shown(spec, found));
    }

    /// The same, with what may be said of the value.
    fn unusable(&mut self, spec: &Spec, place: Place, code: Code, expected: String, found: String) {
        self.put(place, Slot { state: State::Unusable, bits: 0 });
        let field = self.path(spec, place);
        self.values.errors.push(InputError { field, code, expected, found });
    }

    fn path(&self, spec: &Spec, place: Place) -> String {
        match place {
            Place::Top(_) => spec.name.to_string(),
            Place::Item { list, number, .. } => {
                let list = self.record.fields.get(list).map(|list| &*list.name).unwrap_or_default();
                format!("{list}[{number}].{}", spec.name)
            }
        }
    }

    #[inline]
    fn field(&mut self, scanner: &mut Scanner<'_>, spec: &Spec, place: Place) -> Result<(), JsonError> {
        let kind = scanner.peek_kind()?;
        if self.is_given(place) {
            let found = scanner.skip_value()?;
            self.given_twice(spec, place, &shown(spec, found));
            return Ok(());
        }
        if kind == Kind::Null {
            scanner.read_null()?;
            self.put(place, Slot { state: State::Null, bits: 0 });
            return Ok(());
        }
        match (&spec.kind, kind) {
            (Want::Bool, Kind::True | Kind::False) => {
                let value = scanner.read_bool()?;
                self.put(place, Slot::given(u64::from(value)));
            }
            (Want::Int(low, high), Kind::Number) => {
                let text = scanner.read_number_text()?;
                self.integer(spec, place, text, *low, *high);
            }
            (Want::Num(low, high), Kind::Number) => {
                let text = scanner.read_number_text()?;
                self.number(spec, place, text, *low, *high);
            }
            (Want::Text, Kind::String) => self.text(scanner, spec, place)?,
            (Want::Enum(names), Kind::String) => self.name(scanner, spec, place, names)?,
            (Want::Date | Want::Datetime | Want::Duration, Kind::String) => {
                self.time(scanner, spec, place)?
            }
            (Want::EnumList(_) | Want::TextList, Kind::Array) => self.list(scanner, spec, place)?,
            (Want::Records(limit, record), Kind::Array) => {
                if let Place::Top(list) = place {
                    self.records(scanner, spec, list, *limit, record)?;
                }
            }
            (want, _) => {
                let found = scanner.skip_value()?;
                self.refuse(spec, place, Code::I401, expected(want), found);
            }
        }
        Ok(())
    }

    fn integer(&mut self, spec: &Spec, place: Place, text: &str, low: i64, high: i64) {
        let value = match parse_number(text.as_bytes()) {
            Ok(number) => match number.as_integer() {
                Some(value) => value,
                None if number.as_number().abs() >= 9e15 => {
                    return self.refuse(
                        spec,
                        place,
                        Code::I406,
                        "an integer of at most 64 bits".into(),
                        text,
                    );
                }
                None => return self.refuse(spec, place, Code::I401, "an integer".into(), text),
            },
            Err(error) => return self.refuse(spec, place, Code::I406, error.expected().into(), text),
        };
        if (low..=high).contains(&value) {
            self.put(place, Slot::given(value.cast_unsigned()));
        } else {
            self.refuse(
                spec,
                place,
                Code::I402,
                span_text(low == i64::MIN, &low, high == i64::MAX, &high),
                text,
            );
        }
    }

    fn number(&mut self, spec: &Spec, place: Place, text: &str, low: f64, high: f64) {
        let value = match parse_number(text.as_bytes()) {
            Ok(number) => number.as_number() + 0.0,
            Err(error @ (NumberError::Form | NumberError::NotFinite)) => {
                return self.refuse(spec, place, Code::I406, error.expected().into(), text);
            }
        };
        if (low..=high).contains(&value) {
            self.put(place, Slot::given(value.to_bits()));
        } else {
            let (low_text, high_text) = (crate::number::number_text(low), crate::number::number_text(high));
            let expected = span_text(low == f64::MIN, &low_text, high == f64::MAX, &high_text);
            self.refuse(spec, place, Code::I402, expected, text);
        }
    }

    fn text(&mut self, scanner: &mut Scanner<'_>, spec: &Spec, place: Place) -> Result<(), JsonError> {
        let text = scanner.read_string(&mut self.values.decoded)?;
        let length = text.of(scanner.document(), &self.values.decoded).len();
        if length > limits::TEXT_BYTES {
            let expected = format!("at most {} bytes", limits::TEXT_BYTES);
            self.unusable(spec, place, Code::I408, expected, format!("{length} bytes"));
            return Ok(());
        }
        self.values.texts.push(text);
        self.put(place, Slot::given(self.values.texts.len() as u64 - 1));
        Ok(())
    }

    fn name(
        &mut self,
        scanner: &mut Scanner<'_>,
        spec: &Spec,
        place: Place,
        names: &[Box<str>],
    ) -> Result<(), JsonError> {
        let mark = self.values.decoded.len();
        let text = scanner.read_string(&mut self.values.decoded)?;
        let given = text.of(scanner.document(), &self.values.decoded);
        match names.iter().position(|name| **name == *given) {
            Some(index) => {
                self.values.decoded.truncate(mark);
                self.put(place, Slot::given(index as u64));
            }
            None => {
                let given = format!("\"{given}\"");
                self.values.decoded.truncate(mark);
                self.refuse(spec, place, Code::I403, listed(names), &given);
            }
        }
        Ok(())
    }

    fn time(&mut self, scanner: &mut Scanner<'_>, spec: &Spec, place: Place) -> Result<(), JsonError> {
        let mark = self.values.decoded.len();
        let text = scanner.read_string(&mut self.values.decoded)?;
        let given = text.of(scanner.document(), &self.values.decoded);
        let value = match spec.kind {
            Want::Duration => parse_span(given),
            _ if given == "none" => Ok(NONE),
            Want::Date => parse_date(given),
            _ => parse_instant(given),
        };
        match value {
            Ok(value) => self.put(place, Slot::given(value.cast_unsigned())),
            Err(error) => {
                let given = format!("\"{given}\"");
                self.refuse(spec, place, Code::I405, error.expected().into(), &given);
            }
        }
        self.values.decoded.truncate(mark);
        Ok(())
    }

    /// A list of names or texts; one bad value makes the list unusable.
    fn list(&mut self, scanner: &mut Scanner<'_>, spec: &Spec, place: Place) -> Result<(), JsonError> {
        let start = self.values.list_values.len();
        let mut unread = 0usize;
        let mut bad: Option<(Code, String, String)> = None;
        scanner.begin_array()?;
        while scanner.next_element()? {
            let full = self.values.list_values.len() - start >= limits::LIST_VALUES;
            if full || scanner.peek_kind()? != Kind::String {
                let found = scanner.skip_value()?;
                unread += usize::from(full);
                if !full && bad.is_none() {
                    bad = Some((Code::I401, expected(&spec.kind), format!("{} in it", shown(spec, found))));
                }
                continue;
            }
            let text = scanner.read_string(&mut self.values.decoded)?;
            let given = text.of(scanner.document(), &self.values.decoded);
            match &spec.kind {
                Want::EnumList(names) => match names.iter().position(|name| **name == *given) {
                    Some(index) => self.values.list_values.push(index as u64),
                    None => {
                        let given = shown(spec, &format!("\"{given}\""));
                        bad = bad.or_else(|| Some((Code::I403, listed(names), given)));
                    }
                },
                _ => {
                    self.values.texts.push(text);
                    self.values.list_values.push(self.values.texts.len() as u64 - 1);
                }
            }
        }
        if let Some((code, expected, found)) = bad {
            self.unusable(spec, place, code, expected, found);
            return Ok(());
        }
        let extent = Extent { start, len: self.values.list_values.len() - start, more: unread > 0 };
        if extent.more {
            let expected = format!("at most {} values", limits::LIST_VALUES);
            self.too_many(spec, place, expected, extent.len + unread);
        }
        self.put(place, Slot::given(extent.bits()));
        Ok(())
    }

    /// Lists a list that is read up to its limit.
    fn too_many(&mut self, spec: &Spec, place: Place, expected: String, found: usize) {
        let field = self.path(spec, place);
        self.values.errors.push(InputError { field, code: Code::I407, expected, found: found.to_string() });
    }

    /// A list of records: items past the limit are not read, and the list is known to be longer.
    fn records(
        &mut self,
        scanner: &mut Scanner<'_>,
        spec: &Spec,
        list: usize,
        limit: usize,
        record: &Record,
    ) -> Result<(), JsonError> {
        let start = self.values.rows.len();
        let mut unread = 0usize;
        scanner.begin_array()?;
        while scanner.next_element()? {
            let number = self.values.rows.len() - start;
            if number >= limit {
                unread += 1;
                scanner.skip_value()?;
                continue;
            }
            self.item(scanner, spec, list, number, record)?;
        }
        let extent = Extent { start, len: self.values.rows.len() - start, more: unread > 0 };
        if extent.more {
            let expected = format!("at most {limit} items");
            self.too_many(spec, Place::Top(list), expected, extent.len + unread);
        }
        self.put(Place::Top(list), Slot::given(extent.bits()));
        Ok(())
    }

    fn item(
        &mut self,
        scanner: &mut Scanner<'_>,
        spec: &Spec,
        list: usize,
        number: usize,
        record: &Record,
    ) -> Result<(), JsonError> {
        let first = self.values.items.len();
        let kind = scanner.peek_kind()?;
        let state = match kind {
            Kind::Object => State::Absent,
            Kind::Null => State::Null,
            _ => State::Unusable,
        };
        self.values.rows.push(first);
        self.values.items.resize(first + record.fields.len(), Slot { state, bits: 0 });
        match kind {
            Kind::Object => self.target(scanner, record, Target::Table(0), Some((first, list, number))),
            Kind::Null => scanner.read_null(),
            _ => {
                let found = shown(spec, scanner.skip_value()?);
                self.values.errors.push(InputError {
                    field: format!("{}[{number}]", spec.name),
                    code: Code::I401,
                    expected: "an object".into(),
                    found,
                });
                Ok(())
            }
        }
    }
}

impl Record {
    /// Whether a member of this name is passed over without a word: no key, and close to none.
    #[must_use]
    pub fn passes_over(&self, name: &str) -> bool {
        let keys = self.tables.first().map(|table| table.keys.as_slice()).unwrap_or_default();
        !keys.iter().any(|(key, _)| **key == *name) && near_name(name, keys).is_none()
    }
}

/// The declared name that an undeclared one is close to.
fn near_name<'k>(name: &str, keys: &'k [(Box<str>, Target)]) -> Option<&'k str> {
    let length = name.len();
    let close = keys.iter().map(|(key, _)| &**key).filter(|key| key.len().abs_diff(length) <= 2);
    did_you_mean(name, close)
}

/// The incident's own key as JSON text: a string, written as this crate writes them; a number that JSON readers
/// and writers leave as it stands; any other number as a string, so that it is neither rounded nor refused.
fn key(mut scanner: Scanner<'_>) -> Option<String> {
    let mut out = Vec::new();
    match scanner.peek_kind() {
        Ok(Kind::String) => {
            let mut decoded = String::new();
            let text = scanner.read_string(&mut decoded).ok()?;
            push_string(&mut out, text.of(scanner.document(), &decoded));
        }
        Ok(Kind::Number) => {
            let text = scanner.skip_value().ok()?;
            let is_short = text.len() < 19 && text.bytes().all(|byte| byte.is_ascii_digit());
            if is_short || is_kept(text) {
                return Some(text.to_owned());
            }
            push_string(&mut out, text);
        }
        _ => return None,
    }
    String::from_utf8(out).ok()
}
