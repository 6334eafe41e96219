//! The scanner and the splitter against `serde_json`, over generated documents and hand-picked ones.

use super::*;
use serde::de::IgnoredAny;
use serde_json::Value;

/// splitmix64: the same documents in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const PIECES: &[&str] = &[
    "a",
    "amount",
    "转账",
    "𠮷",
    "\u{2028}",
    " ",
    "\u{7f}",
    r"\n",
    r"\u4e2d",
    r"\u0000",
    r"\ud83d\ude00",
    r"\ud83d",
    r"\udE00",
    r"\ud83d\u0041",
    r"\ud83d\ud83d\ude00",
    r#"\""#,
    r"\\",
    r"\/",
    "，",
    "plain text that is longer than one word of eight bytes",
];
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1",
    "-12.50",
    "1e5",
    "1E+5",
    "2.5e-3",
    "9223372036854775807",
    "9223372036854775808",
    "1e400",
    "-1e999",
    "1e-999",
    "0.1",
    "123456789012345678901234567890",
];
const SPACES: &[&str] = &["", "", "", "", " ", "\n", "\t\r\n  "];

fn write_string(random: &mut Random, out: &mut String) {
    out.push('"');
    for _ in 0..random.below(4) {
        out.push_str(random.pick(PIECES));
    }
    out.push('"');
}

fn write_value(random: &mut Random, depth: usize, out: &mut String) {
    out.push_str(random.pick(SPACES));
    match random.below(if depth == 0 { 5 } else { 8 }) {
        0 | 1 => write_string(random, out),
        2 | 3 => out.push_str(random.pick(NUMBERS)),
        4 => out.push_str(random.pick(&["true", "false", "null"])),
        5 => write_list(random, ('[', ']'), out, |random, out| write_value(random, depth - 1, out)),
        _ => write_list(random, ('{', '}'), out, |random, out| {
            out.push_str(random.pick(SPACES));
            write_string(random, out);
            out.push_str(random.pick(SPACES));
            out.push(':');
            write_value(random, depth - 1, out);
        }),
    }
    out.push_str(random.pick(SPACES));
}

fn write_list(
    random: &mut Random,
    (open, close): (char, char),
    out: &mut String,
    mut item: impl FnMut(&mut Random, &mut String),
) {
    out.push(open);
    for i in 0..random.below(4) {
        if i > 0 {
            out.push(',');
        }
        item(random, out);
    }
    out.push_str(random.pick(SPACES));
    out.push(close);
}

fn document(random: &mut Random) -> String {
    let mut out = String::new();
    write_value(random, 4, &mut out);
    out
}

/// Puts in, takes out or overwrites a character that matters to the grammar.
fn mutate(random: &mut Random, document: &str) -> String {
    const SIGNS: &str = "{}[]\":,\\ \t\u{1}\u{c}\u{a0}0159-+.eEuntfNa/中\u{feff}";
    let mut chars: Vec<char> = document.chars().collect();
    let signs: Vec<char> = SIGNS.chars().collect();
    for _ in 0..1 + random.below(2) {
        let at = random.below(chars.len() + 1);
        let sign = signs[random.below(signs.len())];
        match random.below(3) {
            0 => chars.insert(at, sign),
            1 if at < chars.len() => chars[at] = sign,
            _ if at < chars.len() => drop(chars.remove(at)),
            _ => chars.push(sign),
        }
    }
    chars.into_iter().collect()
}

fn skipped(document: &str) -> Result<(), JsonError> {
    let mut scanner = Scanner::new(document);
    scanner.skip_value()?;
    scanner.finish()
}

/// A document read step by step, as a caller does. Numbers that `Value` cannot hold become their text.
fn decoded(document: &str) -> Result<Value, JsonError> {
    let mut scanner = Scanner::new(document);
    let value = decode(&mut scanner)?;
    scanner.finish()?;
    Ok(value)
}

fn decode(scanner: &mut Scanner<'_>) -> Result<Value, JsonError> {
    let mut scratch = String::new();
    match scanner.peek_kind()? {
        Kind::Null => scanner.read_null().map(|()| Value::Null),
        Kind::True | Kind::False => scanner.read_bool().map(Value::Bool),
        Kind::Number => {
            let text = scanner.read_number_text()?;
            Ok(serde_json::from_str(text).unwrap_or_else(|_| Value::from(text)))
        }
        Kind::String => {
            let text = scanner.read_string(&mut scratch)?;
            Ok(Value::from(text.of(scanner.document(), &scratch)))
        }
        Kind::Array => {
            scanner.begin_array()?;
            let mut list = Vec::new();
            while scanner.next_element()? {
                list.push(decode(scanner)?);
            }
            Ok(Value::Array(list))
        }
        Kind::Object => {
            scanner.begin_object()?;
            let mut members = serde_json::Map::new();
            while let Some(key) = scanner.next_key(&mut scratch)? {
                let name = key.name.to_owned();
                members.insert(name, decode(scanner)?);
            }
            Ok(Value::Object(members))
        }
    }
}

/// Compares with `serde_json`; true if the document was accepted.
fn agree(document: &str) -> bool {
    let theirs = serde_json::from_str::<IgnoredAny>(document);
    let (skipped, decoded) = (skipped(document), decoded(document));
    assert_eq!(skipped.is_ok(), theirs.is_ok(), "{document:?}: {skipped:?} {theirs:?}");
    assert_eq!(decoded.is_ok(), theirs.is_ok(), "{document:?}: {decoded:?} {theirs:?}");
    if let (Err(one), Err(other)) = (&skipped, &decoded) {
        assert_eq!((one.offset, one.found), (other.offset, other.found), "{document:?}");
    }
    let Ok(decoded) = decoded else { return false };
    match serde_json::from_str::<Value>(document) {
        Ok(value) => assert_eq!(decoded, value, "{document:?}"),
        Err(error) => {
            let error = error.to_string();
            let known = ["number out of range", "surrogate", "unexpected end of hex escape"];
            assert!(known.iter().any(|text| error.contains(text)), "{document:?}: {error}");
        }
    }
    true
}

#[test]
fn generated_documents_are_accepted_with_the_values_that_serde_json_reads() {
    let mut random = Random(1);
    for _ in 0..20_000 {
        assert!(agree(&document(&mut random)));
    }
}

#[test]
fn damaged_documents_are_refused_exactly_where_serde_json_refuses_them() {
    let mut random = Random(2);
    let mut refused = 0;
    for _ in 0..60_000 {
        let document = document(&mut random);
        refused += usize::from(!agree(&mutate(&mut random, &document)));
    }
    assert!(refused > 20_000, "the damage is real: {refused}");
}

#[test]
fn what_rfc_8259_forbids_is_refused() {
    for bad in [
        "",
        " ",
        "\u{feff}1",
        "01",
        "-",
        "-01",
        "1.",
        ".5",
        "+1",
        "1e",
        "1e+",
        "0x10",
        "NaN",
        "Infinity",
        "-Infinity",
        "1_000",
        "tru",
        "TRUE",
        "nulll",
        "'a'",
        "\"a",
        "\"\t\"",
        "\"\n\"",
        "\"\\x41\"",
        "\"\\u12g4\"",
        "\"\\u12\"",
        "\"\\\"",
        "[",
        "]",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1}",
        "{",
        "}",
        "{]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{1:1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\" 1}",
        "[1] // note",
        "/* note */ 1",
        "1 1",
        "\u{a0}1",
        "1\u{c}",
    ] {
        assert!(!agree(bad), "{bad:?}");
    }
}

#[test]
fn errors_name_the_place_and_what_was_expected_and_found() {
    for (document, message) in [
        ("", "expected a value at byte 0, found the end"),
        ("[1,]", "expected a value at byte 3, found `]`"),
        ("{,}", "expected a key in double quotes or `}` at byte 1, found `,`"),
        ("{\"a\":1,}", "expected a key in double quotes at byte 7, found `}`"),
        ("{\"a\" 1}", "expected `:` after the key at byte 5, found `1`"),
        ("{\"a\":1;", "expected `,` or `}` at byte 6, found `;`"),
        ("[1，2]", "expected `,` or `]` at byte 2, found `，`"),
        ("“转”", "expected a value at byte 0, found `“`"),
        ("-", "expected a digit at byte 1, found the end"),
        ("-012", "expected no further digit after a leading zero at byte 2, found `1`"),
        ("\"a\nb\"", "expected `\"` or a character that needs no escape at byte 2, found U+000A"),
        ("\"转", "expected `\"` or a character that needs no escape at byte 4, found the end"),
        (r#""\中""#, r"expected an escape such as `\n` or `\u4e2d` at byte 2, found `中`"),
        (r#""\u12中4""#, r"expected four hexadecimal digits after `\u` at byte 5, found `中`"),
        ("1 x", "expected nothing more at byte 2, found `x`"),
        ("\u{feff}{}", "expected a value at byte 0, found U+FEFF"),
    ] {
        assert_eq!(skipped(document).unwrap_err().to_string(), message, "{document:?}");
        assert_eq!(decoded(document).unwrap_err().to_string(), message, "{document:?}");
    }
    let error = Scanner::from_bytes(b"\"\xE8\xBD\xAC\xE8\"").unwrap_err();
    assert_eq!(error.to_string(), "expected UTF-8 at byte 4, found byte 0xE8");
}

#[test]
fn asking_for_another_kind_is_an_error_that_leaves_the_value_unread() {
    let mut scanner = Scanner::new(" 7");
    assert_eq!(scanner.read_bool().unwrap_err().expected, Expected::Bool);
    assert_eq!(scanner.read_null().unwrap_err().expected, Expected::Null);
    assert_eq!(scanner.read_string(&mut String::new()).unwrap_err().expected, Expected::String);
    assert_eq!(scanner.begin_object().unwrap_err().expected, Expected::Object);
    assert_eq!(scanner.begin_array().unwrap_err().expected, Expected::Array);
    assert_eq!(scanner.read_number_text().unwrap(), "7");
    assert_eq!(Scanner::new("true").read_number_text().unwrap_err().expected, Expected::Number);
}

#[test]
fn a_document_whose_containers_were_not_left_is_not_finished() {
    let mut scanner = Scanner::new("[1");
    scanner.begin_array().unwrap();
    assert!(scanner.next_element().unwrap());
    scanner.read_number_text().unwrap();
    assert!(scanner.finish().is_err());
}

#[test]
fn every_depth_is_read_and_skipped() {
    for depth in [63, 64, 65, 127, 128, 129, 10_000, 1_000_000] {
        let lists = format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(skipped(&lists), Ok(()), "{depth}");
        assert!(skipped(lists.strip_suffix(']').unwrap()).is_err(), "{depth}");
        assert!(skipped(&format!("{lists}]")).is_err(), "{depth}");
        let mixed = format!("{}null{}", "{\"a\":[".repeat(depth), ",2]}".repeat(depth));
        assert_eq!(skipped(&mixed), Ok(()), "{depth}");
        let crossed = mixed.replacen(",2]}", ",2}]", 1);
        assert!(skipped(&crossed).is_err(), "{depth}");
        let last_crossed = format!("{}}}]", mixed.strip_suffix("]}").unwrap());
        assert!(skipped(&last_crossed).is_err(), "{depth}");
        let mut scanner = Scanner::new(&lists);
        for _ in 0..depth {
            scanner.begin_array().unwrap();
            assert!(scanner.next_element().unwrap());
        }
        scanner.read_number_text().unwrap();
        for _ in 0..depth {
            assert!(!scanner.next_element().unwrap());
        }
        assert_eq!(scanner.finish(), Ok(()));
    }
}

const SAMPLE: &str = r#" { "id" : "2026-000123", "amount": -1.5e+10, "a\u4e2d\ud83d\ude00\\": [true,false,null,{}, []],
 "transfers":[{"amount":0.50,"note":"转到“安全账户”\n"},{"amount":1e400}],"lone":"\ud800x", "id": 2 } "#;

#[test]
fn a_document_cut_anywhere_is_an_error() {
    assert!(agree(SAMPLE));
    let end = SAMPLE.trim_end().len();
    for cut in 0..SAMPLE.len() {
        match Scanner::from_bytes(&SAMPLE.as_bytes()[..cut]) {
            Err(error) => assert_eq!(error.expected, Expected::Utf8),
            Ok(scanner) => {
                assert_eq!(skipped(scanner.document()).is_ok(), cut >= end, "{cut}");
                assert_eq!(decoded(scanner.document()).is_ok(), cut >= end, "{cut}");
            }
        }
    }
}

#[test]
fn a_key_given_twice_is_delivered_twice_in_order_with_its_place() {
    let mut scanner = Scanner::new(r#"{"a":1,"b":2,"\u0061":3}"#);
    let mut scratch = String::from("left over");
    let mut seen = Vec::new();
    scanner.begin_object().unwrap();
    while let Some(key) = scanner.next_key(&mut scratch).unwrap() {
        let (name, offset) = (key.name.to_owned(), key.offset);
        seen.push((name, offset, scanner.read_number_text().unwrap()));
    }
    let expected = [("a", 1, "1"), ("b", 7, "2"), ("a", 13, "3")];
    assert_eq!(seen, expected.map(|(name, offset, number)| (name.to_owned(), offset, number)));
}

#[test]
fn numbers_are_delivered_as_they_are_written() {
    let long = "9".repeat(10_000);
    for number in NUMBERS.iter().copied().chain([long.as_str()]) {
        let document = format!(" {number} ");
        assert_eq!(Scanner::new(&document).read_number_text(), Ok(number));
    }
}

#[test]
fn escapes_are_decoded_and_lone_surrogates_marked() {
    for (document, expected, lone) in [
        (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t", false),
        (r#""a\u4e2D\u0000z""#, "a中\u{0}z", false),
        (r#""\ud83d\ude00\uD842\uDFB7""#, "😀𠮷", false),
        (r#""\ud83d""#, "\u{fffd}", true),
        (r#""\ude00\ud83d""#, "\u{fffd}\u{fffd}", true),
        (r#""\ud83dA\ude00""#, "\u{fffd}A\u{fffd}", true),
        (r#""\ud83d\n""#, "\u{fffd}\n", true),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}😀", true),
        (r#""\ufffd""#, "\u{fffd}", false),
    ] {
        let mut scratch = String::from("kept");
        let text = Scanner::new(document).read_string(&mut scratch).unwrap();
        assert_eq!(text.of(document, &scratch), expected, "{document}");
        assert_eq!((text.is_decoded(), text.lone_surrogate()), (true, lone), "{document}");
        assert!(scratch.starts_with("kept"));
        let object = format!("{{{document}:0}}");
        let mut scanner = Scanner::new(&object);
        scanner.begin_object().unwrap();
        let key = scanner.next_key(&mut scratch).unwrap().unwrap();
        assert_eq!((key.name, key.lone_surrogate), (expected, lone), "{document}");
    }
}

#[test]
fn texts_without_escapes_are_not_copied() {
    let document = r#"["转账", "安全账户\n", "x"]"#;
    let mut scratch = String::new();
    let mut scanner = Scanner::new(document);
    let mut texts = Vec::new();
    scanner.begin_array().unwrap();
    while scanner.next_element().unwrap() {
        texts.push(scanner.read_string(&mut scratch).unwrap());
    }
    assert_eq!(scratch, "安全账户\n");
    let read: Vec<_> = texts.iter().map(|text| text.of(document, &scratch)).collect();
    assert_eq!(read, ["转账", "安全账户\n", "x"]);
    assert_eq!(texts.iter().map(Text::is_decoded).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn strings_are_written_as_serde_json_writes_them() {
    let mut texts: Vec<String> = (0..0x300).filter_map(char::from_u32).map(String::from).collect();
    texts.extend(["", "\u{2028}\u{2029}", "引\"号\\与\u{1f}控制", "</script>", "😀"].map(String::from));
    texts.push("长文本，没有转义。".repeat(50) + "\"");
    for text in texts {
        let mut ours = b"x".to_vec();
        push_string(&mut ours, &text);
        assert_eq!(ours[1..], serde_json::to_vec(&text).unwrap(), "{text:?}");
    }
}

/// What a splitter gives for a document in chunks: the elements and whether the array was well formed.
fn split<'a>(
    chunks: impl IntoIterator<Item = &'a [u8]>,
    max: usize,
) -> (Vec<(usize, String)>, Result<(), JsonError>) {
    let mut splitter = ArraySplitter::new(max);
    let mut elements = Vec::new();
    for mut chunk in chunks {
        loop {
            match splitter.next(&mut chunk) {
                Err(error) => return (elements, Err(error)),
                Ok(None) => break,
                Ok(Some(element)) => elements.push((
                    element.offset,
                    match element.bytes {
                        ElementBytes::Complete(bytes) => String::from_utf8_lossy(bytes).into_owned(),
                        ElementBytes::TooLong => "too long".to_owned(),
                    },
                )),
            }
        }
        assert!(chunk.is_empty(), "all of a chunk is read");
    }
    (elements, splitter.finish())
}

#[test]
fn an_array_gives_the_same_elements_however_it_is_cut() {
    let array =
        format!(" [ {SAMPLE} ,\n-1.5e+3 ,\"],[\\\"\\\\\" , true,null, [[\"\\\\\"],[]],{SAMPLE},{{}} ] \n");
    let bytes = array.as_bytes();
    let whole = split([bytes], 1 << 20);
    assert_eq!(whole.1, Ok(()));
    let texts: Vec<&str> = whole.0.iter().map(|(_, text)| text.as_str()).collect();
    let sample = SAMPLE.trim();
    let expected = [sample, "-1.5e+3", "\"],[\\\"\\\\\"", "true", "null", "[[\"\\\\\"],[]]", sample, "{}"];
    assert_eq!(texts, expected);
    for (offset, text) in &whole.0 {
        assert!(bytes[*offset..].starts_with(text.as_bytes()));
    }
    for cut in 0..=bytes.len() {
        assert_eq!(split([&bytes[..cut], &bytes[cut..]], 1 << 20), whole, "{cut}");
    }
    for size in 1..40 {
        assert_eq!(split(bytes.chunks(size), 1 << 20), whole, "{size}");
    }
}

#[test]
fn generated_arrays_split_into_what_serde_json_reads_from_them() {
    let mut random = Random(3);
    for _ in 0..3_000 {
        let mut array = String::new();
        write_list(&mut random, ('[', ']'), &mut array, |random, out| write_value(random, 3, out));
        let (elements, end) = split(array.as_bytes().chunks(1 + random.below(20)), 1 << 20);
        assert_eq!(end, Ok(()), "{array}");
        let Value::Array(expected) = decoded(&array).unwrap() else { panic!("an array") };
        let elements: Vec<_> = elements.iter().map(|(_, text)| decoded(text).unwrap()).collect();
        assert_eq!(elements, expected, "{array}");
    }
}

#[test]
fn a_damaged_array_is_refused_by_the_splitter_or_by_the_scanner() {
    let mut random = Random(4);
    for _ in 0..20_000 {
        let mut array = String::new();
        write_list(&mut random, ('[', ']'), &mut array, |random, out| write_value(random, 3, out));
        let array = mutate(&mut random, &array);
        let whole = serde_json::from_str::<IgnoredAny>(&array).is_ok() && array.trim_start().starts_with('[');
        let (elements, end) = split(array.as_bytes().chunks(1 + random.below(20)), 1 << 20);
        let accepted = end.is_ok() && elements.iter().all(|(_, text)| skipped(text).is_ok());
        assert_eq!(accepted, whole, "{array:?}: {end:?} {elements:?}");
    }
}

#[test]
fn a_bad_element_costs_only_itself() {
    let (elements, end) = split([b"[{\"a\":}, {\"a\":1]} , {\"a\":2}]".as_slice()], 99);
    assert_eq!(end, Ok(()));
    let accepted: Vec<_> = elements.iter().map(|(_, text)| skipped(text).is_ok()).collect();
    assert_eq!(accepted, [false, false, true]);
}

#[test]
fn an_array_that_is_none_is_refused_at_its_place() {
    for (array, message) in [
        ("", "expected an array at byte 0, found the end"),
        (" {}", "expected an array at byte 1, found `{`"),
        ("[", "expected a value at byte 1, found the end"),
        ("[1", "expected `,` or `]` at byte 2, found the end"),
        ("[1,", "expected a value at byte 3, found the end"),
        ("[,1]", "expected a value at byte 1, found `,`"),
        ("[1,,2]", "expected a value at byte 3, found `,`"),
        ("[1,]", "expected a value at byte 3, found `]`"),
        ("[1] 中", "expected nothing more at byte 4, found byte 0xE4"),
        ("[\"a]", "expected `,` or `]` at byte 4, found the end"),
    ] {
        for size in 1..8 {
            let end = split(array.as_bytes().chunks(size), 99).1;
            assert_eq!(end.unwrap_err().to_string(), message, "{array}");
        }
    }
}

#[test]
fn an_element_over_the_limit_is_reported_and_skipped_in_bounded_memory() {
    let long = "x".repeat(1_000);
    let array = format!("[1,\"{long}\", 22 ,{{\"a\":\"{long}\"}},\"{}\",3]", "y".repeat(8));
    for size in [1, 3, 7, 100, 5_000] {
        let (elements, end) = split(array.as_bytes().chunks(size), 10);
        assert_eq!(end, Ok(()));
        let texts: Vec<_> = elements.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["1", "too long", "22", "too long", "\"yyyyyyyy\"", "3"], "{size}");
        assert_eq!(elements[1].0, 3);
    }
}

#[test]
fn an_expected_key_is_read_only_where_it_stands() {
    let document = " { \"a\" : 1 , \"bc\":2,\"b\\u0063\":3}";
    let mut scanner = Scanner::new(document);
    scanner.begin_object().unwrap();
    assert!(!scanner.try_key("b"));
    assert!(scanner.try_key("a"));
    assert_eq!(scanner.read_number_text(), Ok("1"));
    assert!(!scanner.try_key("b"));
    assert!(scanner.try_key("bc"));
    assert_eq!(scanner.read_number_text(), Ok("2"));
    assert!(!scanner.try_key("bc"));
    assert_eq!(scanner.next_key(&mut String::new()).unwrap().map(|key| key.offset), Some(20));
    assert_eq!(scanner.read_number_text(), Ok("3"));
    assert!(!scanner.try_key("bc"));
    assert_eq!(scanner.next_key(&mut String::new()), Ok(None));
    let mut missing = Scanner::new("{\"a\" 1}");
    missing.begin_object().unwrap();
    assert!(!missing.try_key("a"));
    assert!(missing.next_key(&mut String::new()).is_err());
}
