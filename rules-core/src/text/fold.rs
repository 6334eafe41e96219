//! Folding: which characters count as the same.
//!
//! Comes in: a character. Goes out: the character it is folded to, and what it is in a term. Promise: one
//! character folds to one character, folding twice is folding once, and the tables never change with the
//! platform. Three steps: width (full-width ASCII, the ideographic space, full-width signs and half-width
//! CJK punctuation), case (Latin, Greek, Cyrillic) and traditional to simplified Chinese, each by single
//! characters: 乾 folds to 干 also in 乾坤, in the term and in the text alike. Beside OpenCC's pairs stand a few
//! that are written for each other, as 帐户 for 账户.

use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/fold.rs"));

/// The character that `c` is folded to.
///
/// ```
/// use rules_core::text::fold;
/// assert_eq!(['戶', 'Ａ', 'A', '！', '　', '户'].map(fold), ['户', 'a', 'a', '!', ' ', '户']);
/// ```
#[must_use]
pub fn fold(c: char) -> char {
    let c = narrow(c).unwrap_or(c);
    let code = u32::from(c);
    let found = match u16::try_from(code) {
        Ok(short) => find(SHORT, short).map(u32::from).or_else(|| find(LONG, code)),
        Err(_) => find(LONG, code),
    };
    found.and_then(char::from_u32).unwrap_or(c)
}

fn find<T: Copy + Ord>(pairs: &[(T, T)], key: T) -> Option<T> {
    let at = pairs.binary_search_by_key(&key, |pair| pair.0).ok()?;
    pairs.get(at).map(|pair| pair.1)
}

/// All `(c, fold(c))` that differ, but for those of [`wide_chars`].
pub(super) fn pairs() -> impl Iterator<Item = (char, char)> {
    let short = SHORT.iter().map(|&(a, b)| (u32::from(a), u32::from(b)));
    short.chain(LONG.iter().copied()).filter_map(|(a, b)| Some((char::from_u32(a)?, char::from_u32(b)?)))
}

/// Pairs in order of their first characters, and in order of their second ones, second before first.
type Orders = [Vec<(char, char)>; 2];

static ALL: LazyLock<Orders> = LazyLock::new(|| orders(pairs()));

/// Of ASCII alone, which is all that most patterns have: nothing else folds into it.
static LETTERS: LazyLock<Orders> = LazyLock::new(|| orders(pairs().take_while(|(from, _)| from.is_ascii())));

fn orders(pairs: impl Iterator<Item = (char, char)>) -> Orders {
    let by_first: Vec<_> = pairs.collect();
    let by_second = by_first.iter().map(|&(a, b)| (b, a)).collect();
    let mut both = [by_first, by_second];
    both.iter_mut().for_each(|pairs| pairs.sort_unstable());
    both
}

/// What the characters of a range fold to, those of [`wide_chars`] and those that fold to themselves left out.
pub(super) fn folded(range: (char, char)) -> impl Iterator<Item = char> {
    let [by_first, _] = orders_for(range);
    within(by_first, range)
}

/// The characters that fold to one of a range, the same ones left out.
pub(super) fn spelt(range: (char, char)) -> impl Iterator<Item = char> {
    let [_, by_second] = orders_for(range);
    within(by_second, range)
}

fn orders_for((_, last): (char, char)) -> &'static Orders {
    if last.is_ascii() { &LETTERS } else { &ALL }
}

fn within(pairs: &[(char, char)], (first, last): (char, char)) -> impl Iterator<Item = char> {
    let start = pairs.partition_point(|pair| pair.0 < first);
    let rest = pairs.get(start..).unwrap_or_default().iter();
    rest.take_while(move |pair| pair.0 <= last).map(|pair| pair.1)
}

/// Full-width signs outside the ASCII row, half-width CJK punctuation, and what they stand for.
const SIGNS: [(char, char); 13] = [
    ('\u{3000}', ' '),
    ('｡', '。'),
    ('｢', '「'),
    ('｣', '」'),
    ('､', '、'),
    ('･', '・'),
    ('￠', '¢'),
    ('￡', '£'),
    ('￢', '¬'),
    ('￣', '¯'),
    ('￤', '¦'),
    ('￥', '¥'),
    ('￦', '₩'),
];

/// The character of ordinary width, if `c` is one of the other width.
pub(super) fn narrow(c: char) -> Option<char> {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        '\u{3000}' | '\u{FF61}'..='\u{FFE6}' => SIGNS.iter().find(|sign| sign.0 == c).map(|sign| sign.1),
        _ => None,
    }
}

/// Every character that [`narrow`] changes.
pub(super) fn wide_chars() -> impl Iterator<Item = char> {
    ('\u{FF01}'..='\u{FF5E}').chain(SIGNS.iter().map(|sign| sign.0))
}

/// What a character is in a term or in a text that is searched for terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Ends a sentence or a line; no term reaches across it.
    Stop,
    /// A space, or punctuation.
    Space,
    /// Takes no room: zero-width characters, combining marks, variation selectors.
    Invisible,
    /// A letter or digit of a script that separates words by spaces.
    Word,
    /// Anything else, ideographs and emoji among them.
    Plain,
}

/// What a character is, by ranges that are sorted and do not overlap; what no range holds is plain.
const KINDS: &[(char, char, Kind)] = &[
    ('\0', '\u{8}', Kind::Invisible),
    ('\t', '\t', Kind::Space),
    ('\n', '\r', Kind::Stop),
    ('\u{E}', '\u{1F}', Kind::Invisible),
    (' ', ' ', Kind::Space),
    ('!', '!', Kind::Stop),
    ('"', '/', Kind::Space),
    ('0', '9', Kind::Word),
    (':', '>', Kind::Space),
    ('?', '?', Kind::Stop),
    ('@', '@', Kind::Space),
    ('A', 'Z', Kind::Word),
    ('[', '`', Kind::Space),
    ('a', 'z', Kind::Word),
    ('{', '~', Kind::Space),
    ('\u{7F}', '\u{84}', Kind::Invisible),
    ('\u{85}', '\u{85}', Kind::Stop),
    ('\u{86}', '\u{9F}', Kind::Invisible),
    ('\u{A0}', '\u{A9}', Kind::Space),
    ('ª', 'ª', Kind::Word),
    ('«', '¬', Kind::Space),
    ('\u{AD}', '\u{AD}', Kind::Invisible),
    ('®', '±', Kind::Space),
    ('²', '³', Kind::Word),
    ('´', '´', Kind::Space),
    ('µ', 'µ', Kind::Word),
    ('¶', '¸', Kind::Space),
    ('¹', 'º', Kind::Word),
    ('»', '»', Kind::Space),
    ('¼', '¾', Kind::Word),
    ('¿', '¿', Kind::Space),
    ('À', 'Ö', Kind::Word),
    ('×', '×', Kind::Space),
    ('Ø', 'ö', Kind::Word),
    ('÷', '÷', Kind::Space),
    ('ø', '\u{2FF}', Kind::Word),
    ('\u{300}', '\u{36F}', Kind::Invisible),
    ('\u{370}', '\u{482}', Kind::Word),
    ('\u{483}', '\u{489}', Kind::Invisible),
    ('\u{48A}', '\u{52F}', Kind::Word),
    ('\u{61C}', '\u{61C}', Kind::Invisible),
    ('\u{1160}', '\u{1160}', Kind::Invisible),
    ('\u{180B}', '\u{180F}', Kind::Invisible),
    ('\u{1AB0}', '\u{1AFF}', Kind::Invisible),
    ('\u{1D00}', '\u{1DBF}', Kind::Word),
    ('\u{1DC0}', '\u{1DFF}', Kind::Invisible),
    ('\u{1E00}', '\u{1FFF}', Kind::Word),
    ('\u{2000}', '\u{200A}', Kind::Space),
    ('\u{200B}', '\u{200F}', Kind::Invisible),
    ('\u{2010}', '\u{2027}', Kind::Space),
    ('\u{2028}', '\u{2029}', Kind::Stop),
    ('\u{202A}', '\u{202E}', Kind::Invisible),
    ('\u{202F}', '\u{205F}', Kind::Space),
    ('\u{2060}', '\u{206F}', Kind::Invisible),
    ('\u{20A0}', '\u{20CF}', Kind::Space),
    ('\u{20D0}', '\u{20FF}', Kind::Invisible),
    ('\u{2500}', '\u{25CA}', Kind::Space),
    ('\u{25CC}', '\u{25EE}', Kind::Space),
    ('\u{25F0}', '\u{25FF}', Kind::Space),
    ('★', '☆', Kind::Space),
    ('\u{3000}', '\u{3001}', Kind::Space),
    ('。', '。', Kind::Stop),
    ('〃', '〃', Kind::Space),
    ('〈', '】', Kind::Space),
    ('〔', '〟', Kind::Space),
    ('\u{302A}', '\u{302D}', Kind::Invisible),
    ('〰', '〰', Kind::Space),
    ('\u{3099}', '\u{309A}', Kind::Invisible),
    ('・', '・', Kind::Space),
    ('\u{3164}', '\u{3164}', Kind::Invisible),
    ('\u{FE00}', '\u{FE0F}', Kind::Invisible),
    ('\u{FE10}', '\u{FE11}', Kind::Space),
    ('\u{FE12}', '\u{FE12}', Kind::Stop),
    ('\u{FE13}', '\u{FE14}', Kind::Space),
    ('\u{FE15}', '\u{FE16}', Kind::Stop),
    ('\u{FE17}', '\u{FE19}', Kind::Space),
    ('\u{FE20}', '\u{FE2F}', Kind::Invisible),
    ('\u{FE30}', '\u{FE55}', Kind::Space),
    ('\u{FE56}', '\u{FE57}', Kind::Stop),
    ('\u{FE58}', '\u{FE6B}', Kind::Space),
    ('\u{FEFF}', '\u{FEFF}', Kind::Invisible),
    ('\u{FFA0}', '\u{FFA0}', Kind::Invisible),
    ('\u{E0000}', '\u{E0FFF}', Kind::Invisible),
];

/// What the folded character `c` is.
pub(super) fn kind(c: char) -> Kind {
    let at = KINDS.partition_point(|&(_, last, _)| last < c);
    match KINDS.get(at) {
        Some(&(first, _, kind)) if first <= c => kind,
        _ => Kind::Plain,
    }
}

/// Every range of characters that is not plain.
pub(super) fn kinds() -> impl Iterator<Item = (char, char, Kind)> {
    KINDS.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_of_folding_is_taken() {
        let cases = [
            ('Z', 'z'),
            ('É', 'é'),
            ('Я', 'я'),
            ('Ｚ', 'z'),
            ('９', '9'),
            ('，', ','),
            ('￥', '¥'),
            ('｡', '。'),
            ('\u{3000}', ' '),
            ('帳', '账'),
            ('帐', '账'),
            ('著', '着'),
            ('妳', '你'),
            ('賬', '账'),
            ('戶', '户'),
            ('詐', '诈'),
            ('騙', '骗'),
            ('轉', '转'),
            ('於', '于'),
            ('中', '中'),
            ('😀', '😀'),
            ('İ', 'İ'),
            ('\u{212A}', '\u{212A}'),
        ];
        for (from, to) in cases {
            assert_eq!(fold(from), to, "{from}");
        }
    }

    #[test]
    fn folding_twice_is_folding_once() {
        let mut changed = 0;
        for c in '\0'..=char::MAX {
            let folded = fold(c);
            assert_eq!(fold(folded), folded, "{c:?}");
            changed += usize::from(folded != c);
            assert!(c.is_ascii() || !folded.is_ascii() || narrow(c).is_some(), "{c:?} becomes ASCII");
        }
        assert_eq!(changed, pairs().count() + wide_chars().count());
        assert!(changed > 4_000, "{changed}");
    }

    #[test]
    fn ranges_are_sorted_and_apart() {
        for pair in KINDS.windows(2) {
            assert!(pair[0].1 < pair[1].0, "{pair:?}");
        }
        assert!(KINDS.iter().all(|range| range.0 <= range.1));
    }

    #[test]
    fn kinds_are_as_documented() {
        let cases = [
            ("。！？!?｡\n\r\u{2028}\u{85}", Kind::Stop),
            (" \t　，、；：“”‘’（）【】《》·…—-_.,*+|~@#$%^&=<>/\\•", Kind::Space),
            ("\u{200B}\u{200D}\u{FEFF}\u{AD}\u{FE0F}\u{2060}\u{301}\u{20DD}\u{E0100}", Kind::Invisible),
            ("azAZ09０９Ａéßя", Kind::Word),
            ("中〇○々ー😀𠮷か한①", Kind::Plain),
        ];
        for (chars, expected) in cases {
            for c in chars.chars() {
                assert_eq!(kind(fold(c)), expected, "{c:?}");
            }
        }
    }
}
