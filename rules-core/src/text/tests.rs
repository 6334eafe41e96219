//! The module's promises, case by case, and against a slow reading of the same rules.

use super::*;
use crate::limits::TERM_GAP_CHARS;
use crate::pack::{Packed, Reader};

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_string()).collect()
}

fn part<'a>(text: &'a str, bytes: &std::ops::Range<usize>) -> &'a str {
    text.get(bytes.clone()).unwrap()
}

fn engine(lists: &[&[&str]]) -> TextEngine {
    let lists: Vec<Vec<String>> = lists.iter().map(|list| words(list)).collect();
    TextEngine::build(TextSpec { lists: &lists, ..TextSpec::default() }).unwrap()
}

fn mentions(term: &str, text: &str) -> bool {
    let mut hits = TextHits::new();
    engine(&[&[term]]).scan(text, &mut hits);
    hits.mentions(0)
}

fn patterns(patterns: &[&str]) -> Result<TextEngine, Vec<TextError>> {
    TextEngine::build(TextSpec { patterns, ..TextSpec::default() })
}

#[test]
fn a_term_is_mentioned_however_it_is_spelt() {
    let cases = [
        ("安全账户", "转到安全账户。"),
        ("安全账户", "安全账户"),
        ("安全账户", "轉到安全賬戶"),
        ("安全账户", "安全帳戶"),
        ("安全賬戶", "安全账户"),
        ("安全账户", "安 全 账 户"),
        ("安全账户", "安　全，账-户"),
        ("安全账户", "安\u{200B}全\u{200D}账\u{FEFF}户"),
        ("安全账户", "安全\u{336}账户\u{FE0F}"),
        ("安全账户", "安、、、、全账户"),
        ("安全账户", "安安全安全账户"),
        ("安全 账户", "安全账户"),
        ("（安全账户）", "安全账户"),
        ("账户", "安全账户"),
        ("骗", "诈騙"),
        ("骗", "骗"),
        ("转账", "我转-账"),
        ("转账", "转，，账"),
        ("转账", "转转账"),
        ("转账", "转，转账"),
        ("𠮷野家", "去𠮷 野家"),
        ("💰转账", "💰 转账"),
        ("转账💰", "转账💰💰"),
        ("か月", "三か月"),
        ("todesk", "用ToDesk软件"),
        ("ToDesk", "ｔｏｄｅｓｋ"),
        ("todesk", "to\u{200B}desk"),
        ("todesk", "下载todesk"),
        ("any desk", "any-desk!"),
        ("any desk", "any . desk"),
        ("ZZ's", "that is ZZ’s app"),
        ("zz", "ZZ's"),
        ("NFC盗刷", "被nfc 盗刷了"),
        ("下载app", "请下载，APP。"),
        ("下载app软件", "下载 app 软件"),
        ("96110", "拨打96110，"),
        ("96110", "９６１１０"),
        ("加v", "加V"),
        ("加 v 信", "加V信"),
        ("5万元", "共5万元"),
        ("5万元", "1.5万元"),
        ("Яндекс", "яндекс"),
        ("cafe\u{301}", "cafe"),
        ("a", "A"),
        ("a股", "买A股"),
        ("c++", "learn C"),
    ];
    for (term, text) in cases {
        assert!(mentions(term, text), "{term:?} in {text:?}");
    }
}

#[test]
fn a_term_is_not_mentioned_by_what_only_looks_like_it() {
    let cases = [
        ("安全账户", "安全"),
        ("安全账户", ""),
        ("安全账户", "安全账"),
        ("安全账户", "安全。账户"),
        ("安全账户", "安全！账户"),
        ("安全账户", "安全?账户"),
        ("安全账户", "安全｡账户"),
        ("安全账户", "安全\n账户"),
        ("安全账户", "安全\u{2028}账户"),
        ("安全账户", "安、、、、、全账户"),
        ("安全账户", "安全的账户"),
        ("安全账户", "安全😀账户"),
        ("安全账户", "安全a账户"),
        ("安全账户", "安全5账户"),
        ("app", "happy"),
        ("app", "app2"),
        ("app", "xapp"),
        ("app", "应用apps"),
        ("app", "äpp"),
        ("app", "appé"),
        ("96110", "961101"),
        ("96110", "96 110"),
        ("96110", "x96110"),
        ("5万元", "15万元"),
        ("NFC盗刷", "xnfc盗刷"),
        ("下载app", "下载apple"),
        ("any desk", "anydesk"),
        ("anydesk", "any desk"),
        ("anydesk", "any-desk"),
        ("any desk", "any     desk"),
        ("any desk", "any。desk"),
        ("any desk", "any! desk"),
        ("todesk", "to\u{200B}\u{200B}\u{200B}\u{200B}\u{200B}desk"),
        ("café", "cafe"),
        ("骗", "编"),
    ];
    for (term, text) in cases {
        assert!(!mentions(term, text), "{term:?} in {text:?}");
    }
}

#[test]
fn the_gap_counts_every_skipped_character() {
    for (gap, found) in [(TERM_GAP_CHARS, true), (TERM_GAP_CHARS + 1, false)] {
        for skipped in ["，", " ", "\u{200B}", "\u{301}", "\u{E0100}"] {
            for (a, b, term) in [("转", "账", "转账"), ("加", "v", "加v"), ("v", "信", "v信")] {
                let text = format!("请{a}{}{b}了", skipped.repeat(gap));
                assert_eq!(mentions(term, &text), found, "{text:?}");
            }
            let text = format!("转账{}给他", skipped.repeat(gap));
            assert_eq!(mentions("转账给他", &text), found, "{text:?}");
        }
    }
}

/// The symbols of a text as the module's documentation says, in one string: `|` is a word's boundary and
/// `#` a break.
fn slow_symbols(text: &str) -> String {
    let mut out = String::new();
    let mut in_word = false;
    let mut gap: Vec<Kind> = Vec::new();
    let end_word = |out: &mut String, in_word: &mut bool| {
        if std::mem::take(in_word) {
            out.push('|');
        }
    };
    for c in text.chars().map(fold) {
        let kind = kind(c);
        if matches!(kind, Kind::Space | Kind::Invisible) {
            gap.push(kind);
            continue;
        }
        if gap.len() > TERM_GAP_CHARS {
            end_word(&mut out, &mut in_word);
            out.push('#');
        }
        match kind {
            Kind::Stop => {
                end_word(&mut out, &mut in_word);
                out.push('#');
            }
            Kind::Word => {
                if !in_word || gap.contains(&Kind::Space) {
                    out.push('|');
                }
                in_word = true;
                out.push(c);
            }
            _ => {
                end_word(&mut out, &mut in_word);
                out.push(c);
            }
        }
        gap.clear();
    }
    end_word(&mut out, &mut in_word);
    out
}

/// Numbers that look random and are the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }

    fn text(&mut self, alphabet: &[char], length: usize) -> String {
        (0..length).map(|_| alphabet[self.below(alphabet.len())]).collect()
    }
}

#[test]
fn the_fast_way_finds_what_the_slow_way_finds() {
    let alphabets: [&[char]; 6] = [
        &['户', '戶', '账', '帳', '转', '，'],
        &['户', '账', '转', '，', ' ', '\u{200B}', '。'],
        &['户', '账', 'a', 'Ｂ', '1', ' ', '，', '\u{301}'],
        &['a', 'b', ' ', '-', '\u{200B}', '!', '户'],
        &['户', '𠮷', '😀', 'é', '\u{E0100}', '账', '\n', '中', '文'],
        &['户', '户', '账', '转', '，', '，', '，', '，', '，'],
    ];
    let mut numbers = Numbers(7);
    let mut total = 0;
    for round in 0..1_200 {
        let alphabet = alphabets[round % alphabets.len()];
        let count = if round % 20 == 0 { 60 } else { 1 + numbers.below(8) };
        let mut terms = Vec::new();
        while terms.len() < count {
            let length = 1 + numbers.below(4);
            let term = numbers.text(alphabet, length);
            let symbols = slow_symbols(&term);
            if !symbols.is_empty() && !symbols.contains('#') {
                terms.push(term);
            }
        }
        let lists: Vec<Vec<String>> = terms.iter().map(|term| vec![term.clone()]).collect();
        let flags = ["[Ｂ，]x", "b,"];
        let spec = TextSpec { lists: &lists, patterns: &flags[..round % 3], ..TextSpec::default() };
        let engine = TextEngine::build(spec).unwrap();
        let mut hits = TextHits::new();
        for _ in 0..6 {
            let length = numbers.below(40);
            let text = numbers.text(alphabet, length);
            let symbols = slow_symbols(&text);
            engine.scan(&text, &mut hits);
            let wide = text.chars().any(|c| engine.terms.classes.raw(c) & classes::WIDE != 0);
            assert_eq!(hits.wide, Some(wide), "{text:?} of {terms:?}");
            for (list, term) in terms.iter().enumerate() {
                let expected = symbols.contains(&slow_symbols(term));
                total += usize::from(expected);
                assert_eq!(hits.mentions(list), expected, "{term:?} in {text:?} of {terms:?}");
                let found = engine.find_terms(&text, list);
                assert_eq!(!found.is_empty(), expected, "{term:?} in {text:?}");
                for found in found {
                    let spelt = part(&text, &found.place.bytes);
                    assert_eq!(slow_symbols(spelt), slow_symbols(term), "{term:?} at {spelt:?}");
                }
            }
        }
    }
    assert!(total > 4_000, "{total}");
}

#[test]
fn every_occurrence_is_found_once() {
    let engine = engine(&[&["账户", "户", "户账户"]]);
    let mut numbers = Numbers(3);
    for _ in 0..2_000 {
        let text = numbers.text(&['账', '户', '，', '中'], 24);
        let symbols = slow_symbols(&text);
        for (term, word) in ["账户", "户", "户账户"].iter().enumerate() {
            let found = engine.find_terms(&text, 0).into_iter().filter(|found| found.term == term).count();
            let expected = symbols
                .char_indices()
                .filter(|(at, _)| part(&symbols, &(*at..symbols.len())).starts_with(word))
                .count();
            assert_eq!(found, expected, "{word} in {text}");
        }
    }
}

#[test]
fn many_terms_are_found_among_many() {
    let mut numbers = Numbers(11);
    let alphabet: Vec<char> = ('一'..'万').chain('户'..'扃').chain(['a', 'b']).collect();
    let mut list = Vec::new();
    for _ in 0..22_000 {
        let length = 2 + numbers.below(4);
        list.push(numbers.text(&alphabet, length));
    }
    let engine = TextEngine::build(TextSpec { lists: &[list.clone()], ..TextSpec::default() }).unwrap();
    assert!(engine.memory() < 6_000_000, "{}", engine.memory());
    for (index, term) in list.iter().enumerate().step_by(97) {
        let text = format!("中，{}", term);
        let found = engine.find_terms(&text, 0);
        assert!(found.iter().any(|found| list[found.term] == list[index]), "{term}");
    }
}

#[test]
fn counts_are_of_different_terms() {
    let engine = engine(&[&["账户", "安全账户", "帳戶", "验证码"], &["验证码", "转账"], &[]]);
    let mut hits = TextHits::new();
    engine.scan("安全账户，账户，验证码", &mut hits);
    assert_eq!((hits.count(0), hits.count(1), hits.count(2), hits.count(9)), (3, 1, 0, 0));
    engine.scan("没事", &mut hits);
    assert_eq!((hits.count(0), hits.mentions(1)), (0, false));
    engine.scan("转账转账", &mut hits);
    assert_eq!((hits.count(0), hits.count(1)), (0, 1));
}

#[test]
fn hits_can_be_moved_between_engines() {
    let (one, two) = (engine(&[&["账户", "转账"]]), engine(&[&["转账"], &["账户"], &["户"]]));
    let mut hits = TextHits::new();
    one.scan("账户转账", &mut hits);
    two.scan("户", &mut hits);
    assert_eq!((hits.count(0), hits.count(1), hits.count(2)), (0, 0, 1));
    one.scan("账户", &mut hits);
    assert_eq!((hits.count(0), hits.count(1)), (1, 0));
}

#[test]
fn evidence_is_placed_in_the_original_text() {
    let engine = engine(&[&["安全账户", "账户", "todesk"]]);
    let text = "😀装ToDesk，安-全\u{200B}帳戶！";
    let found = engine.find_terms(text, 0);
    let told: Vec<(usize, &str, std::ops::Range<usize>)> = found
        .iter()
        .map(|found| (found.term, part(text, &found.place.bytes), found.place.utf16.clone()))
        .collect();
    assert_eq!(told, [(2, "ToDesk", 3..9), (0, "安-全\u{200B}帳戶", 10..16), (1, "帳戶", 14..16)]);
}

fn negation(terms: &[&str], negators: &[&str]) -> TextEngine {
    let lists = [words(terms), words(negators)];
    let not_after = [NotAfter { terms: 0, negators: 1 }];
    TextEngine::build(TextSpec { lists: &lists, patterns: &[], not_after: &not_after }).unwrap()
}

#[test]
fn a_negator_speaks_of_what_follows_it_in_the_sentence() {
    let engine = negation(&["转账", "安全账户", "转给no1"], &["没有", "不", "未曾", "no", "不转"]);
    let cases = [
        ("转账", true),
        ("没有转账", false),
        ("没有，他转账", false),
        ("沒 有 转 账", false),
        ("没有。转账", true),
        ("没有\n转账", true),
        ("转账没有", true),
        ("不转账", false),
        ("no 转账", false),
        ("know 转账", true),
        ("没有一二三四五六七八九十转账", false),
        ("没有一二三四五六七八九十一转账", true),
        ("没有一，二，三，四，五，六，七，八，九，十，，，，，，，转账", false),
        ("没有转账，后来一二三四五六七八九转账", true),
        ("没有转账，转账", false),
        ("没有转账。转账", true),
        ("未曾转给no1", false),
        ("转给no1", true),
        ("中文", false),
        ("没有", false),
    ];
    let mut hits = TextHits::new();
    for (text, expected) in cases {
        engine.scan(text, &mut hits);
        assert_eq!(hits.mentions_not_after(0), expected, "{text}");
        assert_eq!(!engine.find_not_after(text, 0).is_empty(), expected, "{text}");
    }
    assert!(!hits.mentions_not_after(1));
}

#[test]
fn a_negator_that_overlaps_the_term_does_not_count() {
    let engine = negation(&["不转账"], &["不", "不转"]);
    let mut hits = TextHits::new();
    engine.scan("不转账", &mut hits);
    assert!(hits.mentions_not_after(0));
    let found = engine.find_not_after("不不转账，不转账", 0);
    assert!(found.is_empty(), "{found:?}");
    let found = engine.find_not_after("不转账！不不转账", 0);
    assert_eq!((found.len(), found[0].place.bytes.clone()), (1, 0..9));
}

#[test]
fn terms_that_cannot_be_found_are_refused() {
    let long = "长".repeat(TERM_CHARS + 1);
    let lists =
        [words(&["好", "", " ，\u{200B}"]), words(&["安全。账户", "安、、、、、全", "账户！", &long])];
    let errors = TextEngine::build(TextSpec { lists: &lists, patterns: &["("], not_after: &[] }).unwrap_err();
    let term = |list, term| Subject::Term { list, term };
    let told: Vec<(Subject, TextErrorKind)> =
        errors.into_iter().map(|error| (error.subject, error.kind)).collect();
    assert_eq!(told.len(), 7, "{told:?}");
    let expected = [
        (term(0, 1), TextErrorKind::TermEmpty),
        (term(0, 2), TextErrorKind::TermEmpty),
        (term(1, 0), TextErrorKind::TermStop(6)),
        (term(1, 1), TextErrorKind::TermGap(15)),
        (term(1, 2), TextErrorKind::TermStop(6)),
        (term(1, 3), TextErrorKind::TermLong),
    ];
    assert_eq!(told[..6], expected);
    assert_eq!(told[6].0, Subject::Pattern(0));
}

#[test]
fn duplicates_and_contained_terms_are_told() {
    let engine = engine(&[&["账户", "安全账户", "帳 戶", "下载app", "App", "全"], &["账户", "安全"]]);
    assert_eq!(engine.duplicates(), [Duplicate { list: 0, term: 2, first: 0 }]);
    let pair = |inner, outer| Contained { list: 0, inner, outer };
    assert_eq!(engine.contained(), [pair(0, 1), pair(4, 3), pair(5, 1)]);
}

#[test]
fn an_engine_without_terms_or_patterns_finds_nothing() {
    let engine = engine(&[]);
    let mut hits = TextHits::new();
    engine.scan("安全账户 app", &mut hits);
    assert!(!hits.mentions(0) && !engine.pattern_matches(0, "a", &mut hits));
    assert!(engine.find_terms("a", 3).is_empty() && engine.find_pattern("a", 3).is_empty());
    assert!(engine.find_not_after("a", 3).is_empty());
}

#[test]
fn patterns_match_folded_text() {
    let cases = [
        ("62[0-9]{14,17}", "卡号6222021234567890123", true),
        ("62[0-9]{14,17}", "卡号６２２２０２１２３４５６７８９０１２３", true),
        ("62[0-9]{14,17}", "卡号622202123456", false),
        (r"62\d{14}", "6222021234567890", true),
        ("https?://[a-z]", "HTTPS：／／Abc", true),
        ("HTTP", "http", true),
        ("[A-Z]{3}", "usd", true),
        ("[^A-Z]", "abcABC", false),
        ("[[:upper:]]", "ａ", true),
        ("[[:^lower:]]", "Ab", false),
        ("安全账户", "安全賬戶", true),
        ("安全賬戶", "安全账户", true),
        ("[賬-账]户", "賬戶", true),
        ("安全账户", "安 全 账 户", false),
        ("账户：", "账户:", true),
        ("账户:", "账户：", true),
        ("a[^，]b", "a,b", false),
        ("a[^,]b", "a，b", false),
        ("a[^，]b", "axb", true),
        (r"\bqq\b", "加QQ群", true),
        (r"\bqq\b", "加ＱＱ群", true),
        (r"\bqq\b", "加ａＱＱ群", false),
        (r"\bqq\b", "加aqq群", false),
        (r"\w", "中文", false),
        (r"\W", "中", true),
        (r"a\sb", "a\u{3000}b", true),
        (r"\d", "٣", false),
        (r"^转.{2}户$", "转，账户", true),
        (r"^转.户$", "转😀户", true),
        (r"(?m)^户$", "转\n户\n", true),
        (r"a.b", "a\nb", false),
        (r"(?s)a.b", "a\nb", true),
        (r"a\b", "ａ账", true),
        (r"[\d&&[^５]]x", "5x", false),
        (r"￥\d+", "¥5", true),
        (r"¥\d+", "￥５", true),
        (r"\u{8f49}", "转", true),
    ];
    let mut hits = TextHits::new();
    for (pattern, text, expected) in cases {
        let engine = patterns(&[pattern]).unwrap_or_else(|error| panic!("{pattern}: {error:?}"));
        engine.scan(text, &mut hits);
        assert_eq!(engine.pattern_matches(0, text, &mut hits), expected, "{pattern} in {text}");
        hits.clear();
        assert_eq!(engine.pattern_matches(0, text, &mut hits), expected, "{pattern} in {text}, cleared");
        assert_eq!(!engine.find_pattern(text, 0).is_empty(), expected, "{pattern} in {text}, placed");
    }
}

/// The pattern over the folded text must agree with the rewritten pattern over the original.
#[test]
fn rewritten_patterns_match_as_if_the_text_were_folded() {
    let sources =
        ["ab+", "a[^b]", r"\ba", "户账", "[户a]{2}", "[^户]账", ",户", r"\W账", "a.?，", r"1\b", "[賬-账]a"];
    let alphabet = ['a', 'A', 'ａ', 'b', 'Ｂ', '户', '戶', '账', '賬', '，', ',', '1', '１', '。', '轉'];
    let mut numbers = Numbers(5);
    let mut hits = TextHits::new();
    let mut total = 0;
    for source in sources {
        let engine = patterns(&[source]).unwrap();
        for _ in 0..3_000 {
            let length = numbers.below(8);
            let text = numbers.text(&alphabet, length);
            let folded: String = text.chars().map(fold).collect();
            engine.scan(&folded, &mut hits);
            let expected = engine.pattern_matches(0, &folded, &mut hits);
            engine.scan(&text, &mut hits);
            assert_eq!(engine.pattern_matches(0, &text, &mut hits), expected, "{source} in {text}");
            let places = engine.find_pattern(&text, 0);
            let plain = engine.find_pattern(&folded, 0);
            let spelt: Vec<String> =
                places.iter().map(|place| part(&text, &place.bytes).chars().map(fold).collect()).collect();
            assert!(
                spelt.iter().eq(plain.iter().map(|place| part(&folded, &place.bytes))),
                "{source} in {text}"
            );
            total += usize::from(expected);
        }
    }
    assert!(total > 5_000, "{total}");
}

#[test]
fn matches_are_placed_in_the_original_text() {
    let engine = patterns(&["62[0-9]{3,}", "户+"]).unwrap();
    let text = "😀卡６２２２０和62999，戶户";
    let places = engine.find_pattern(text, 0);
    let told: Vec<(&str, std::ops::Range<usize>)> =
        places.iter().map(|place| (part(text, &place.bytes), place.utf16.clone())).collect();
    assert_eq!(told, [("６２２２０", 3..8), ("62999", 9..14)]);
    assert_eq!(part(text, &engine.find_pattern(text, 1)[0].bytes), "戶户");
}

#[test]
fn only_a_width_that_matters_makes_a_copy() {
    let engine = patterns(&["62[0-9]{3}"]).unwrap();
    let mut hits = TextHits::new();
    for (text, copied) in [("卡，62000：Ａ", false), ("６", true)] {
        engine.scan(text, &mut hits);
        let _ = engine.pattern_matches(0, text, &mut hits);
        assert_eq!(!hits.narrowed.is_empty(), copied, "{text}");
    }
}

#[test]
fn wrong_patterns_are_refused_with_a_reason() {
    let reason = |pattern: &str| match patterns(&[pattern]).map(drop).unwrap_err().remove(0).kind {
        TextErrorKind::Pattern(error) => error,
        other => panic!("{other:?}"),
    };
    assert!(matches!(reason("户(a"), PatternError::Syntax { at, .. } if at == (3..4)));
    assert!(matches!(reason("户[b-a]"), PatternError::Syntax { at, .. } if at == (4..7)));
    assert!(matches!(reason(r"(a)\1"), PatternError::Syntax { .. }));
    assert!(matches!(reason("a(?=b)"), PatternError::Syntax { .. }));
    assert!(matches!(reason(&"(".repeat(500)), PatternError::Syntax { .. }));
    assert_eq!(reason(r"a\p{Han}"), PatternError::UnicodeClass(1..8));
    assert_eq!(reason(r"[\pL]"), PatternError::UnicodeClass(1..4));
    assert_eq!(reason("a(?i)b"), PatternError::FixedFlag(3..4));
    assert_eq!(reason("(?-u:b)"), PatternError::FixedFlag(3..4));
    for empty in ["", "a*", "a?|b", "^", r"\b", "(a|)"] {
        assert_eq!(reason(empty), PatternError::Empty, "{empty}");
    }
    assert_eq!(reason(r"[^\s\S]"), PatternError::Never);
    for large in ["(a{1000}){1000}", "[ab]{20}a[ab]{20}", "(.{1,200}户){200}"] {
        assert_eq!(reason(large), PatternError::TooLarge, "{large}");
    }
}

/// An engine as it comes out of a pack.
fn through_a_pack(engine: &TextEngine) -> TextEngine {
    let mut bytes = Vec::new();
    engine.write(&mut bytes);
    let mut from = Reader::new(&bytes);
    let packed = TextEngine::read(&mut from);
    assert!(from.is_done());
    packed
}

#[test]
fn a_text_matches_exactly_where_a_match_is_shown() {
    let cases = [
        "62[0-9]{2,4}",
        "ab?",
        "(a|bc){1,3}",
        "a.*b",
        "x(y+z*)?",
        r"\b62[0-9]{2,4}\b",
        "(ab*|c+)$",
        "a{2,}",
        "b?a",
        "[0-9]{2,4}3",
        r"(\ba)+b",
        "(^a|b{2,3})c?",
        "62[0-9]{2}(x|y)",
        "y{1,2}(z|$)",
        "[ab]{3,5}",
        "(?m)^ab",
        "(?m)c$",
        "(?mR)^bc?",
        r"\Ba+",
    ];
    let texts = [
        "",
        "6",
        "621",
        "6212",
        "x62123456y",
        "6262626262y",
        " 62123 ",
        "abbb",
        "bcbca",
        "a--b",
        "xyyzz",
        "cc",
        "caa",
        "c\nab",
        "c\r\nbb\rbc",
        "xaa_a",
    ];
    for pattern in cases {
        let engine = patterns(&[pattern]).unwrap();
        let packed = through_a_pack(&engine);
        let whole = regex::Regex::new(pattern).unwrap();
        for text in texts {
            let mut hits = TextHits::new();
            let shown: Vec<_> = engine.find_pattern(text, 0).into_iter().map(|place| place.bytes).collect();
            let expected: Vec<_> = whole.find_iter(text).map(|found| found.range()).collect();
            assert_eq!(
                engine.pattern_matches(0, text, &mut hits),
                !expected.is_empty(),
                "{pattern} in {text:?}"
            );
            assert_eq!(shown, expected, "{pattern} in {text:?}");
            let mut hits = TextHits::new();
            let shown: Vec<_> = packed.find_pattern(text, 0).into_iter().map(|place| place.bytes).collect();
            assert_eq!(
                packed.pattern_matches(0, text, &mut hits),
                !expected.is_empty(),
                "{pattern} in {text:?}"
            );
            assert_eq!(shown, expected, "{pattern} in {text:?}, from a pack");
        }
    }
}

#[test]
fn the_whole_text_is_shown_where_the_ends_of_a_match_take_too_much_room() {
    let engine = patterns(&["(a{1,100}){1,100}{1,100}"]).unwrap();
    let text = "xx aa xx a x";
    let shown: Vec<_> =
        engine.find_pattern(text, 0).into_iter().filter_map(|place| text.get(place.bytes)).collect();
    assert_eq!(shown, [text]);
    assert!(engine.find_pattern("xx", 0).is_empty());
}

#[test]
fn a_pattern_with_a_fixed_beginning_is_small() {
    for pattern in ["62[0-9]{14,17}", "https?://[a-z0-9]{14}", "[a-z]{1,9}@[a-z]{2,9}"] {
        assert!(patterns(&[pattern]).unwrap().memory() < 64 * 1024, "{pattern}");
    }
}

#[test]
fn tables_that_were_tampered_with_are_refused_or_searched_to_an_end() {
    let lists = [words(&["安全账户", "安全", "全账", "ToDesk", "𠮷"]), words(&["没有", "不"])];
    let pairs = [NotAfter { terms: 0, negators: 1 }];
    let engine = TextEngine::build(TextSpec { lists: &lists, patterns: &["6[0-9]{4}"], not_after: &pairs });
    let mut whole = Vec::new();
    engine.unwrap().write(&mut whole);
    let mut searched = 0;
    for (at, flip) in (0..whole.len()).flat_map(|at| [0x01, 0x02, 0x10, 0x7F, 0xFF].map(|flip| (at, flip))) {
        let mut changed = whole.clone();
        changed[at] ^= flip;
        let mut from = Reader::new(&changed);
        let engine = TextEngine::read(&mut from);
        if !from.is_good() {
            continue;
        }
        searched += 1;
        let mut hits = TextHits::new();
        for text in ["没有转到安 全账户，安全ToDesk 𠮷", "todesk60123", "不全账", ""] {
            engine.scan(text, &mut hits);
            let _ = engine.pattern_matches(0, text, &mut hits);
            let _ = engine.find_terms(text, 0);
        }
    }
    assert!(searched > whole.len(), "{searched} of {} bytes", whole.len());
}
