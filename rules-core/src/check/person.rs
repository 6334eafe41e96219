//! Does a ruleset take in who a person is? Shao scores the matter and how it is handled, never a person.
//!
//! Comes in: the names and texts that an author wrote, one by one, each with the [`Place`] where it stands.
//! Goes out: the first word that identifies, describes or brands a person, with its bytes in the text as it
//! was written. Promises: width, case and traditional characters make no difference; English counts by whole
//! words, of `snake_case`, `camelCase` and JSON pointers too (`page`, `message`, `storage` are no `age`).
//!
//! # Policy
//! Grounds: the Personal Information Protection Law, Art. 6 (only what the purpose needs), Art. 24 (fair
//! automated decisions) and Art. 28 (sensitive: biometrics, religious belief, specific identity, health, whoever
//! is under 14); the Regulation on Petition Work, Art. 18 (no retaliation against petitioners). A word list
//! cannot know what an author means: where it is wrong, the author names the expression as allowed and says
//! why (`E219` without a reason).
//!
//! | category | such as | not matched, and why |
//! |---|---|---|
//! | identity | 身份证 护照 姓名 联系电话, `id_number passport full_name reporter_phone` | `grid_id`, `payee_account`, 银行卡号, 对方手机号: no citizen who reports; 索要身份证照片, `asked_id_photo`: the demand is the matter |
//! | ethnicity | 民族 回族, `ethnicity race` | 民族资产 (a script of fraud), 民族路, 苗族自治县: places |
//! | religion | 宗教 信仰, `religion` | 宗教活动场所, `religious_building`: what a house is used for |
//! | opinion | 政治面貌 党员, `political_view` | `opinion`: an office's written opinion on a petition; `party`: to a dispute |
//! | health | 疾病 精神异常 病史, `mental_illness` | 根治糖尿病: sales talk; 疾控, 医保, 工伤, 职业病, 自杀: matters, or a danger to answer |
//! | disability | 残疾 盲人, `disability` | 残疾人补贴: what is claimed; 盲道, 无障碍; `account_disabled` |
//! | origin | 籍贯 外地人, `native_place` | 农民工工资: a claim with a law of its own; `crack_origin` |
//! | household registration | 户籍 户口, `hukou` | 户籍管理, 户口迁移: services |
//! | age | 年龄 老人 80岁, `age elderly date_of_birth` | 房龄, `house_age`, 建筑年代: a thing's; 养老, 高龄津贴: matters; 儿童: who may drown is the danger |
//! | sex | 性别 女性, a lone 男 or 女, `sex gender` | 女儿, 男方, 妇女权益, 陌生男子 |
//! | record | 前科 刑满释放, `criminal_record` | 涉嫌洗钱, 通缉令, 留案底: what the caller threatens with; 征信记录 |
//! | family | 婚姻状况 离异 独居, `marital_status` | 婚姻纠纷, 离婚, 婚恋交友, 家暴: matters |
//! | label | 老上访户 缠访 重点人员 刁民, `serial_petitioner social_credit` | 上访 信访 越级 重复信访 集体访: lawful acts and their handling |
//!
//! Places. A name, a path or a text declares what is taken in, or says why points are given: every category
//! counts. Terms, patterns and enum values are compared with what a story says: identity does not count there
//! (要身份证 is said by the fraudster, and a closed list holds nobody's number), every other category does,
//! because points for 老上访户 or 精神异常 in a story brand the person in it. In a text, a clause that says that
//! something is not asked or not used (请勿填写身份证号) does not count.

mod words;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};
use words::{CONTACT_BESIDE, DETAILS, GROUPS, PERSONS, REFUSALS, THINGS, TRADITIONAL};

/// What a word tells about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Who it is: document numbers, name, number, home, biometrics.
    Identity,
    /// Ethnic group, race, nationality.
    Ethnicity,
    /// Belief.
    Religion,
    /// Political opinion and membership.
    Opinion,
    /// Bodily and mental health.
    Health,
    /// Disability.
    Disability,
    /// Where somebody comes from.
    Origin,
    /// Hukou.
    HouseholdRegistration,
    /// Age and birth.
    Age,
    /// Sex and gender.
    Sex,
    /// Crimes and penalties of the past.
    Record,
    /// Marital status and who somebody lives with.
    Family,
    /// Words that brand people, scores of people, and the words of [`PersonLint::new`]'s `extra`.
    Label,
}

impl Category {
    /// The category in lower-case words, as a diagnostic says it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Ethnicity => "ethnicity",
            Self::Religion => "religion",
            Self::Opinion => "political opinion",
            Self::Health => "health",
            Self::Disability => "disability",
            Self::Origin => "origin",
            Self::HouseholdRegistration => "household registration",
            Self::Age => "age",
            Self::Sex => "sex",
            Self::Record => "criminal record",
            Self::Family => "family status",
            Self::Label => "label on a person",
        }
    }
}

/// Where in a ruleset a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The name of a field, an item field, a feature, a parameter or a list.
    Name,
    /// A title, a reason, a question.
    Text,
    /// A term that is looked for in stories.
    Term,
    /// The source of a pattern.
    Pattern,
    /// An enum value: its id or its title.
    EnumValue,
    /// A JSON pointer into an embedder's incident.
    Path,
}

impl Place {
    /// Whether identity counts here: where an input is declared, not where a story is compared.
    fn declares(self) -> bool {
        matches!(self, Self::Name | Self::Text | Self::Path)
    }
}

/// A word that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The word as it stands in the list: simplified, lower case, words apart.
    pub word: String,
    /// What it tells about a person.
    pub category: Category,
    /// Its bytes in the text that was looked at.
    pub range: Range<usize>,
}

/// How a word must stand in a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// Anywhere (Chinese).
    Anywhere,
    /// No letter of the alphabet beside it; a plural `s` belongs to it.
    Words,
    /// No letter and no character of any script beside it.
    Alone,
}

/// A word as it is compared.
struct Word {
    chars: Vec<char>,
    fit: Fit,
}

impl Word {
    fn new(word: &str, alone: bool) -> Self {
        let chars = Folded::new(word, Place::Name).chars;
        let latin = chars.iter().any(char::is_ascii_alphabetic);
        let fit = match (alone, latin) {
            (true, _) => Fit::Alone,
            (_, true) => Fit::Words,
            _ => Fit::Anywhere,
        };
        Self { chars, fit }
    }

    /// The characters that it takes if it stands at `at`.
    fn at(&self, text: &[char], at: usize) -> Option<Range<usize>> {
        let rest = text.get(at..)?;
        if self.chars.is_empty() || !rest.starts_with(&self.chars) {
            return None;
        }
        let touches = |i: usize| {
            text.get(i).is_some_and(|c| match self.fit {
                Fit::Anywhere => false,
                Fit::Words => c.is_ascii_alphabetic(),
                Fit::Alone => c.is_alphanumeric(),
            })
        };
        let mut end = at + self.chars.len();
        if self.fit == Fit::Words && text.get(end) == Some(&'s') {
            end += 1;
        }
        let free = !touches(end) && !at.checked_sub(1).is_some_and(touches);
        free.then_some(at..end)
    }

    /// Whether it stands anywhere in `text`.
    fn is_in(&self, text: &[char]) -> bool {
        (0..text.len()).any(|at| self.at(text, at).is_some())
    }

    /// Whether it stands somewhere in `text` with `inner` inside it.
    fn covers(&self, text: &[char], inner: &Range<usize>) -> bool {
        let first = (inner.end).saturating_sub(self.chars.len() + 1);
        (first..=inner.start).any(|at| self.at(text, at).is_some_and(|range| range.end >= inner.end))
    }
}

/// A word that counts, with what keeps it from counting.
struct Entry {
    word: Word,
    category: Category,
    /// Where in [`PersonLint::exceptions`] its group's exceptions stand.
    group: usize,
}

/// What keeps a group's words from counting.
struct Exceptions {
    matter: Vec<Word>,
    beside: Vec<Word>,
}

/// The words, ready to be looked for.
///
/// ```
/// use rules_core::check::person::{Category, PersonLint, Place};
/// let lint = PersonLint::new(&[], &["老年之友".into()]);
/// let found = lint.find("victim_age", Place::Name).unwrap();
/// assert_eq!((found.word.as_str(), found.category, found.range), ("age", Category::Age, 7..10));
/// assert_eq!(lint.find("house_age", Place::Name), None);
/// assert_eq!(lint.find("索要身份证照片", Place::Text), None);
/// assert_eq!(lint.find("老年之友", Place::Term), None);
/// ```
pub struct PersonLint {
    words: Arc<Words>,
    allowed: Vec<Word>,
}

/// What counts, and what keeps it from counting.
struct Words {
    entries: Vec<Entry>,
    exceptions: Vec<Exceptions>,
    /// For each number of a character, where in `by_first` the entries that begin with it are. Most begin none: 0.
    first: Vec<u16>,
    /// The entries that begin with one character, the longest first; in the first place there are none.
    by_first: Vec<Vec<Beginning>>,
    refusals: Vec<Word>,
}

/// Where in [`Words::entries`] a word stands, and its second character, if it has one.
struct Beginning {
    second: Option<char>,
    entry: usize,
}

/// The built-in words alone.
static BUILT_IN: LazyLock<Arc<Words>> = LazyLock::new(|| Arc::new(Words::new(&[])));

impl PersonLint {
    /// The built-in words and an author's: `extra` ones count in every place as [`Category::Label`];
    /// `allowed` expressions, and words inside them, do not count.
    #[must_use]
    pub fn new(extra: &[String], allowed: &[String]) -> Self {
        let words = if extra.is_empty() { Arc::clone(&BUILT_IN) } else { Arc::new(Words::new(extra)) };
        Self { words, allowed: as_words(allowed) }
    }

    /// The same words, with other expressions allowed.
    #[must_use]
    pub fn allowing(&self, allowed: &[String]) -> Self {
        Self { words: Arc::clone(&self.words), allowed: as_words(allowed) }
    }
    /// The first word in `text` that counts at this place; of several that start there, the longest.
    #[must_use]
    pub fn find(&self, text: &str, place: Place) -> Option<Match> {
        self.find_from(&Folded::new(text, place), 0, place).map(|(found, _)| found)
    }

    /// All words in `text` that count at this place, none inside another, in their order.
    #[must_use]
    pub fn find_all(&self, text: &str, place: Place) -> Vec<Match> {
        let folded = Folded::new(text, place);
        let (mut all, mut at) = (Vec::new(), 0);
        while let Some((found, end)) = self.find_from(&folded, at, place) {
            all.push(found);
            at = end;
        }
        all
    }

    /// The first word that starts at a character or after it, and the character after the word.
    fn find_from(&self, text: &Folded, start: usize, place: Place) -> Option<(Match, usize)> {
        let chars = text.chars.as_slice();
        for (at, first) in chars.iter().enumerate().skip(start) {
            if *first == '岁'
                && let Some(found) = self.years(text, at, place)
            {
                return Some((found, at + 1));
            }
            for entry in self.words.starting(chars.get(at..).unwrap_or_default()) {
                if let Some(range) = entry.word.at(chars, at)
                    && self.counts(entry, chars, &range, place)
                {
                    let word = entry.word.chars.iter().collect();
                    let found = Match { word, category: entry.category, range: text.bytes(&range) };
                    return Some((found, range.end));
                }
            }
        }
        None
    }

    fn counts(&self, entry: &Entry, text: &[char], range: &Range<usize>, place: Place) -> bool {
        if entry.category == Category::Identity && !place.declares() {
            return false;
        }
        let clause = text.get(clause(text, range)).unwrap_or_default();
        let covered = |words: &[Word]| words.iter().any(|word| word.covers(text, range));
        let beside = |words: &[Word]| words.iter().any(|word| word.is_in(clause));
        let excepted = self
            .words
            .exceptions
            .get(entry.group)
            .is_some_and(|exceptions| covered(&exceptions.matter) || beside(&exceptions.beside));
        let refused = place == Place::Text && beside(&self.words.refusals);
        !(excepted || refused || covered(&self.allowed))
    }

    /// 岁 after a number, or anywhere in a pattern except in 岁月 and 万岁: an age.
    fn years(&self, text: &Folded, at: usize, place: Place) -> Option<Match> {
        let before = at.checked_sub(1).and_then(|i| text.chars.get(i)).copied().unwrap_or(' ');
        let counted = before.is_ascii_digit() || "一二三四五六七八九十百几".contains(before);
        let in_pattern = place == Place::Pattern && before != '万' && text.chars.get(at + 1) != Some(&'月');
        let range = at..at + 1;
        let allowed = self.allowed.iter().any(|word| word.covers(&text.chars, &range));
        ((counted || in_pattern) && !allowed).then(|| Match {
            word: "岁".to_owned(),
            category: Category::Age,
            range: text.bytes(&range),
        })
    }
}

impl Words {
    fn new(extra: &[String]) -> Self {
        let mut lint = Self {
            entries: Vec::new(),
            exceptions: Vec::new(),
            first: Vec::new(),
            by_first: vec![Vec::new()],
            refusals: listed(REFUSALS),
        };
        for group in GROUPS {
            lint.begin_group(listed(group.matter), listed(group.beside));
            lint.add(group.category, group.words.split_whitespace(), false);
            lint.add(group.category, group.alone.split_whitespace(), true);
            match group.category {
                Category::Identity if group.beside.is_empty() => lint.complete_contacts(),
                Category::Age => lint.complete_ages(),
                _ => {}
            }
        }
        lint.begin_group(Vec::new(), Vec::new());
        lint.add(Category::Label, extra, false);
        lint.index();
        lint
    }

    /// The entries that may stand at the start of a text, the longest first.
    fn starting(&self, text: &[char]) -> impl Iterator<Item = &Entry> {
        let place =
            text.first().and_then(|first| self.first.get(number(*first))).copied().unwrap_or_default();
        let all = self.by_first.get(usize::from(place)).map(Vec::as_slice).unwrap_or_default();
        let second = text.get(1).copied();
        let may_stand = all.iter().filter(move |it| it.second.is_none() || it.second == second);
        may_stand.filter_map(|it| self.entries.get(it.entry))
    }

    fn begin_group(&mut self, matter: Vec<Word>, beside: Vec<Word>) {
        self.exceptions.push(Exceptions { matter, beside });
    }

    fn add<S: AsRef<str>>(&mut self, category: Category, words: impl IntoIterator<Item = S>, alone: bool) {
        let group = self.exceptions.len().saturating_sub(1);
        self.entries.extend(words.into_iter().map(|word| Entry {
            word: Word::new(word.as_ref(), alone),
            category,
            group,
        }));
    }

    /// Adds a citizen's name, number and address, and whose do not count.
    fn complete_contacts(&mut self) {
        self.add(Category::Identity, joined(PERSONS, DETAILS), false);
        if let Some(exceptions) = self.exceptions.last_mut() {
            exceptions.beside.extend(CONTACT_BESIDE.iter().flat_map(|words| listed(words)));
        }
    }

    /// The ages of things do not count.
    fn complete_ages(&mut self) {
        if let Some(exceptions) = self.exceptions.last_mut() {
            let of = joined("age_of age_of_the", THINGS);
            exceptions.matter.extend(as_words(joined(THINGS, "age 年龄").chain(of)));
        }
    }

    fn index(&mut self) {
        self.entries.sort_by_key(|entry| std::cmp::Reverse(entry.word.chars.len()));
        let mut all: BTreeMap<usize, Vec<Beginning>> = BTreeMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            if let [first, rest @ ..] = entry.word.chars.as_slice() {
                let beginning = Beginning { second: rest.first().copied(), entry: at };
                all.entry(number(*first)).or_default().push(beginning);
            }
        }
        for (place, (first, beginnings)) in (1..).zip(all) {
            self.first.resize(first, 0);
            self.first.push(place);
            self.by_first.push(beginnings);
        }
    }
}

const FIRST_CHINESE: char = '\u{4E00}';

/// A character's number, as an index.
fn number(c: char) -> usize {
    usize::try_from(u32::from(c)).unwrap_or(usize::MAX)
}

fn as_words<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Vec<Word> {
    words.into_iter().map(|word| Word::new(word.as_ref(), false)).collect()
}

/// The words of a list set apart by spaces.
fn listed(words: &str) -> Vec<Word> {
    as_words(words.split_whitespace())
}

/// Each word of `first` before each of `second` that is in the same script.
fn joined(first: &'static str, second: &'static str) -> impl Iterator<Item = String> {
    first.split_whitespace().flat_map(move |a| {
        let same_script = second.split_whitespace().filter(move |b| a.is_ascii() == b.is_ascii());
        same_script.map(move |b| if a.is_ascii() { format!("{a}_{b}") } else { format!("{a}{b}") })
    })
}

/// The clause around a word: up to the signs that end one.
fn clause(text: &[char], range: &Range<usize>) -> Range<usize> {
    let ends = |c: &char| "，。；！？,;!?\n".contains(*c);
    let before = text.get(..range.start).unwrap_or_default();
    let start = before.iter().rposition(ends).map_or(0, |i| i + 1);
    let after = text.get(range.end..).unwrap_or_default();
    let end = after.iter().position(ends).map_or(text.len(), |i| range.end + i);
    start..end
}

/// A text as it is compared: simplified, half width, lower case, one space for what sets words apart.
struct Folded {
    chars: Vec<char>,
    /// The bytes that each character stands for.
    ranges: Vec<Range<usize>>,
}

impl Folded {
    fn new(text: &str, place: Place) -> Self {
        let count = text.chars().count();
        let mut folded = Self { chars: Vec::with_capacity(count), ranges: Vec::with_capacity(count) };
        let mut before = ' ';
        let mut rest = text.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            let end = at + c.len_utf8();
            let next = rest.peek().map_or(' ', |&(_, next)| next);
            if place == Place::Pattern && c == '\\' && next.is_ascii_alphabetic() {
                // `\b`, `\d` and the like are no letters of a word.
                rest.next();
                folded.space(at..end + 1);
                before = ' ';
                continue;
            }
            let c = half_width(c);
            if begins_word(before, c, next) {
                folded.space(at..at);
            }
            if matches!(c, ' ' | '_' | '-' | '/' | '\'' | '~') && !(c == '\'' && next.is_alphabetic()) {
                folded.space(at..end);
            } else {
                folded.chars.push(simplified(c.to_ascii_lowercase()));
                folded.ranges.push(at..end);
            }
            before = c;
        }
        folded
    }

    /// A space, unless one stands there already.
    fn space(&mut self, range: Range<usize>) {
        if self.chars.last().is_some_and(|last| *last != ' ') {
            self.chars.push(' ');
            self.ranges.push(range);
        }
    }

    /// The bytes of the text for characters that were compared.
    fn bytes(&self, range: &Range<usize>) -> Range<usize> {
        let ranges = self.ranges.get(range.clone()).unwrap_or_default();
        let start = ranges.first().map_or(0, |range| range.start);
        start..ranges.last().map_or(start, |range| range.end)
    }
}

/// Whether a word of `camelCase` or `IDCard` begins at `c`.
fn begins_word(before: char, c: char, next: char) -> bool {
    let after_small = before.is_ascii_lowercase() || before.is_ascii_digit();
    c.is_ascii_uppercase() && (after_small || before.is_ascii_uppercase() && next.is_ascii_lowercase())
}

/// A full-width character of ASCII as its half-width one.
fn half_width(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        // Commas and the like stay: they end a clause either way.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn simplified(c: char) -> char {
    /// By a character's number less that of the first Chinese one.
    static TABLE: LazyLock<Vec<char>> = LazyLock::new(|| {
        let mut table: Vec<char> = (FIRST_CHINESE..='\u{9FFF}').collect();
        for (from, to) in TRADITIONAL.chars().zip(TRADITIONAL.chars().skip(1)).step_by(2) {
            let place = number(from).checked_sub(number(FIRST_CHINESE)).and_then(|at| table.get_mut(at));
            place.into_iter().for_each(|place| *place = to);
        }
        table
    });
    let at = number(c).checked_sub(number(FIRST_CHINESE));
    at.and_then(|at| TABLE.get(at)).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests;
