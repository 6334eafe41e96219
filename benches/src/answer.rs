//! The rules that fired in, the answer out: score, level and hits, as a value, as JSON and added up.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::Value;
use std::ops::{BitAnd, BitOr, Not};

/// How many rules there are.
pub const RULES: usize = 24;
/// The rules' ids and points, in order.
const ID_AND_POINTS: [(&str, i64); RULES] = [
    ("f01", 15),
    ("f02", 12),
    ("f03", 10),
    ("f04", 14),
    ("f05", 18),
    ("f06", 20),
    ("f07", 10),
    ("f08", 9),
    ("f09", 22),
    ("f10", 16),
    ("f11", 8),
    ("f12", 11),
    ("t13", 25),
    ("t14", 18),
    ("t15", 15),
    ("t16", 20),
    ("t17", 20),
    ("t18", 16),
    ("t19", 17),
    ("t20", 14),
    ("x21", 7),
    ("x22", 13),
    ("d23", 5),
    ("d24", 6),
];

/// A set of rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fired(u32);

impl Fired {
    /// The rule at this place in the order, alone.
    pub const fn rule(index: usize) -> Self {
        Self(1 << index)
    }

    /// The rule with this id, alone; none if no rule has it.
    pub fn of_id(id: &str) -> Self {
        ID_AND_POINTS.iter().position(|(known, _)| *known == id).map(Self::rule).unwrap_or_default()
    }

    /// The rules whose places are the bits of `bits`; other bits are dropped.
    pub fn from_bits(bits: u32) -> Self {
        Self(bits & ((1 << RULES) - 1))
    }

    /// Adds the rules if they fired.
    pub fn set(&mut self, rules: Self, fired: bool) {
        self.0 |= if fired { rules.0 } else { 0 };
    }

    /// True if one of the rules is in the set.
    pub fn has(self, rules: Self) -> bool {
        self.0 & rules.0 != 0
    }

    /// The places of the rules, lowest first.
    fn places(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let place = left.trailing_zeros();
            left &= left.checked_sub(1)?;
            Some(place as usize)
        })
    }

    fn ids_and_points(self) -> impl Iterator<Item = &'static (&'static str, i64)> {
        self.places().filter_map(|place| ID_AND_POINTS.get(place))
    }
}

impl BitOr for Fired {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitAnd for Fired {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Not for Fired {
    type Output = Self;

    fn not(self) -> Self {
        Self::from_bits(!self.0)
    }
}

/// A band of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the level of its name")]
pub enum Level {
    Low,
    Medium,
    High,
    Critical,
}

const LEVELS: [(Level, &str); 4] =
    [(Level::Low, "low"), (Level::Medium, "medium"), (Level::High, "high"), (Level::Critical, "critical")];

impl Level {
    /// The level at this place, the lowest first; the highest for places past all of them.
    pub fn at(place: usize) -> Self {
        LEVELS.get(place).map_or(Self::Critical, |(level, _)| *level)
    }

    fn of(score: i64) -> Self {
        match score {
            70.. => Self::Critical,
            40.. => Self::High,
            20.. => Self::Medium,
            _ => Self::Low,
        }
    }

    fn name(self) -> &'static str {
        LEVELS.iter().find(|(level, _)| *level == self).map_or("", |(_, name)| name)
    }
}

/// What the 24 rules say about an incident. Its JSON is `{"score":…,"level":…,"hits":[…]}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The sum of the hits' points.
    pub score: i64,
    /// The band that the score is in.
    pub level: Level,
    /// The hits.
    pub fired: Fired,
}

impl Answer {
    /// The answer when these rules fired.
    pub fn of(fired: Fired) -> Self {
        let score = fired.ids_and_points().map(|(_, points)| points).sum();
        Self { score, level: Level::of(score), fired }
    }

    /// Writes the answer's JSON to the end of `out`.
    #[expect(clippy::expect_used, reason = "writing to memory does not fail")]
    pub fn write(&self, out: &mut Vec<u8>) {
        serde_json::to_writer(out, self).expect("an answer has a JSON form");
    }

    /// Reads back what an answer's JSON says. Hits are ids, or objects with an `id`; other members are
    /// ignored, so that an assessment of Shao reads too.
    pub fn read(json: &[u8]) -> Option<Self> {
        let value: Value = serde_json::from_slice(json).ok()?;
        let name = value.get("level")?.as_str()?;
        let (level, _) = LEVELS.iter().find(|(_, known)| *known == name)?;
        let mut fired = Fired::default();
        for hit in value.get("hits")?.as_array()? {
            let id = hit.get("id").unwrap_or(hit).as_str()?;
            let place = ID_AND_POINTS.iter().position(|(known, _)| *known == id)?;
            fired.set(Fired::rule(place), true);
        }
        Some(Self { score: value.get("score")?.as_i64()?, level: *level, fired })
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Answer", 3)?;
        object.serialize_field("score", &self.score)?;
        object.serialize_field("level", self.level.name())?;
        object.serialize_field("hits", &Hits(self.fired))?;
        object.end()
    }
}

struct Hits(Fired);

impl Serialize for Hits {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.ids_and_points().map(|(id, _)| id))
    }
}

/// Answers in turn, folded into one number: two variants that reach the same one gave the same answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checksum(pub u64);

impl Checksum {
    /// Folds in the next answer: FNV-1a over words of score, level and hits.
    pub fn add(&mut self, answer: &Answer) {
        let word = ((answer.score as u64) << 26) | ((answer.level as u64) << 24) | u64::from(answer.fired.0);
        self.0 = (self.0 ^ word).wrapping_mul(0x100_0000_01b3);
    }
}

/// What the answers to the first so many incidents fold into, worked out by another implementation in another
/// language; nothing for other counts.
pub fn known_checksum(count: usize) -> Option<Checksum> {
    const KNOWN: [(usize, u64); 5] = [
        (1_000, 0xe3c8_2e32_6d6f_fa75),
        (2_000, 0x265e_1fef_39c5_c647),
        (5_000, 0x57b6_bcb9_f354_6cb4),
        (20_000, 0xe473_1d99_c8b8_438b),
        (100_000, 0x23c9_0278_15d3_a39c),
    ];
    KNOWN.iter().find(|(known, _)| *known == count).map(|(_, checksum)| Checksum(*checksum))
}
