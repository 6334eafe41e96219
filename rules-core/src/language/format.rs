//! The keys of a ruleset file: where each may stand, what it takes, what it means.
//!
//! Promise: the parser accepts every key that stands here and no other; a test compares the two.

use super::symbols::Kind;

/// A line for authors, in Chinese and in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub zh: &'static str,
    pub en: &'static str,
}

impl Line {
    /// The line in a language: Chinese where it is asked for, English otherwise.
    pub fn told(self, locale: &str) -> &'static str {
        if locale.starts_with("zh") { self.zh } else { self.en }
    }
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// A text in each language.
    Text,
    /// The same, with `${name}` in it.
    Template,
    /// A condition or a value in Rhai.
    Expression,
    /// An integer, or an integer expression.
    Points,
    /// A number, or the name of a parameter.
    Edge,
    /// A number of days, or the name of a parameter or of an integer field.
    Amount,
    /// One word of a closed list.
    Word(&'static [&'static str]),
    /// The name of one thing of this kind.
    Name(Kind),
    /// Names of things of this kind, in a list.
    Names(Kind),
    /// Names of values of the field that the bins are about.
    Values,
    /// A text that is no name.
    Free,
    /// Such texts in a list.
    Frees,
    /// An integer.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A date.
    Date,
    /// A time with its offset.
    Datetime,
    /// An ISO 8601 duration.
    Duration,
    /// Rows of integers.
    Rows,
    /// A table with these keys.
    Table(&'static [&'static [Key]]),
    /// A list of such tables.
    Tables(&'static [&'static [Key]]),
    /// A table whose keys the author chooses; each takes the same.
    Each(&'static Takes),
    /// A field, or a field of items.
    Field(&'static [&'static [Key]]),
    /// An incident as a case has it.
    Incident,
}

/// A key of the file.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    pub name: &'static str,
    pub takes: Takes,
    pub line: Line,
}

const fn key(name: &'static str, takes: Takes, zh: &'static str, en: &'static str) -> Key {
    Key { name, takes, line: Line { zh, en } }
}

/// What stands at the end of a path: the key's table and what it takes.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    pub takes: Takes,
    /// The line of the last key that the format names.
    pub line: Option<Line>,
}

/// What a path leads to; none where the format has no such key.
pub fn at(path: &[String]) -> Option<Spot> {
    let mut spot = Spot { takes: Takes::Table(&[TOP]), line: None };
    for name in path {
        spot = step(spot, name)?;
    }
    Some(spot)
}

fn step(spot: Spot, name: &str) -> Option<Spot> {
    match spot.takes {
        Takes::Table(keys) | Takes::Tables(keys) | Takes::Field(keys) => {
            let key = keys.iter().flat_map(|part| part.iter()).find(|key| key.name == name)?;
            Some(Spot { takes: key.takes, line: Some(key.line) })
        }
        Takes::Each(takes) => Some(Spot { takes: *takes, ..spot }),
        Takes::Text | Takes::Template => Some(spot),
        Takes::Incident => Some(spot),
        // `soon = 7` and `soon = { days = 7, … }`.
        Takes::Amount => step(Spot { takes: Takes::Table(SOON_PARTS), ..spot }, name),
        _ => None,
    }
}

/// The keys that may stand in the table at the end of a path.
pub fn keys(path: &[String]) -> impl Iterator<Item = &'static Key> {
    let parts = match at(path).map(|spot| spot.takes) {
        Some(Takes::Table(keys) | Takes::Tables(keys) | Takes::Field(keys)) => keys,
        Some(Takes::Amount) if path.last().is_some_and(|key| key == "soon") => SOON_PARTS,
        _ => &[],
    };
    parts.iter().flat_map(|part| part.iter())
}

const TOP: &[Key] = &[
    key("format", Takes::Integer, "文件格式的版本，现在是 1", "The version of the file's format: 1"),
    key(
        "ruleset",
        Takes::Table(&[RULESET]),
        "规则集本身：编号、版本、语言、分数范围",
        "The ruleset itself: id, version, languages, score",
    ),
    key(
        "source",
        Takes::Each(&Takes::Table(&[SOURCE])),
        "依据：法律、标准、公告",
        "What rules rest on: laws, standards, notices",
    ),
    key(
        "param",
        Takes::Each(&Takes::Table(&[PARAM])),
        "各地可以在范围内设定的数值",
        "Values that a place may set within a range",
    ),
    key(
        "field",
        Takes::Each(&Takes::Field(&[FIELD, FIELD_TOP])),
        "报告里的一项事实",
        "A fact that a report may state",
    ),
    key(
        "terms",
        Takes::Each(&Takes::Frees),
        "词表：在文字里查找的词",
        "Lists of words that texts are searched for",
    ),
    key(
        "pattern",
        Takes::Each(&Takes::Table(&[PATTERN])),
        "在文字里查找的模式（正则表达式）",
        "Patterns that texts are searched for",
    ),
    key(
        "feature",
        Takes::Each(&Takes::Expression),
        "起了名字的表达式，只算一次，各条规则共用",
        "Named expressions, computed once and shared by rules",
    ),
    key("script", Takes::Each(&Takes::Table(&[SCRIPT])), "用 Rhai 写的函数", "Functions written in Rhai"),
    key(
        "group",
        Takes::Each(&Takes::Table(&[GROUP])),
        "一起计分的规则：取最高的，或者相加封顶",
        "Rules counted together: the best one, or a capped sum",
    ),
    key(
        "rule",
        Takes::Tables(&[HEAD, RULE, EFFECT]),
        "规则：条件、分值、理由、依据",
        "A rule: condition, points, reason, basis",
    ),
    key(
        "characteristic",
        Takes::Tables(&[HEAD, AXIS, SHARED]),
        "评分项：一个值分成若干档，每档有分值",
        "A scorecard row: a value in bins, points for each",
    ),
    key(
        "table",
        Takes::Tables(&[HEAD, TABLE, SHARED, REASONED]),
        "评分表：行和列交叉处有分值",
        "A table of points by row and column",
    ),
    key(
        "deadline",
        Takes::Tables(&[DEADLINE, SHARED]),
        "期限：法律或承诺规定的时间",
        "A term that law or a promise sets",
    ),
    key(
        "level",
        Takes::Tables(&[LEVEL]),
        "等级：分数的一段，有响应时限",
        "A band of the score, with a time to respond",
    ),
    key(
        "action",
        Takes::Each(&Takes::Table(&[ACTION])),
        "措施：给当事人的一项服务",
        "A service for the people concerned",
    ),
    key("lint", Takes::Table(&[LINT]), "对涉及个人的词的检查", "The check for words about persons"),
    key(
        "property",
        Takes::Tables(&[PROPERTY]),
        "对一切报告都成立的性质，由证明器检查",
        "What holds of every report; the prover checks it",
    ),
    key(
        "case",
        Takes::Tables(&[CASE]),
        "用例：一份报告和预期的结果",
        "A report with the result that is expected of it",
    ),
];

const RULESET: &[Key] = &[
    key("id", Takes::Free, "编号", "The ruleset's id"),
    key("version", Takes::Free, "版本，如 1.0.0", "The version, such as 1.0.0"),
    key(
        "languages",
        Takes::Frees,
        "文字用哪些语言，第一种是主要的",
        "The languages of the texts; the first one is the main one",
    ),
    key("title", Takes::Text, "名称", "The name that people read"),
    key("effective", Takes::Date, "从哪一天起生效（含）", "The first day on which it is in force"),
    key("until", Takes::Date, "到哪一天为止（含）", "The last day on which it is in force"),
    key(
        "utc_offset",
        Takes::Free,
        "当地时间与 UTC 的差，如 +08:00",
        "Local time's offset from UTC, such as +08:00",
    ),
    key(
        "clock",
        Takes::Name(Kind::Field),
        "时限从哪个时间字段起算",
        "The field from which times to respond run",
    ),
    key("score", Takes::Table(&[SCORE]), "分数从哪里起、到哪里止", "Where the score starts and ends"),
    key(
        "remedy",
        Takes::Text,
        "告诉当事人如何更正、如何提出异议",
        "How the people concerned can correct or object",
    ),
];

const SCORE: &[Key] = &[
    key("base", Takes::Integer, "起点分", "The score without any hit"),
    key("min", Takes::Integer, "最低分", "The lowest score"),
    key("max", Takes::Integer, "最高分", "The highest score"),
];

const SOURCE: &[Key] = &[
    key("title", Takes::Text, "名称", "The name that people read"),
    key(
        "status",
        Takes::Word(&["read", "secondary", "unconfirmed"]),
        "原文读过、只见转引、还没有核实",
        "Read itself, on a secondary page, or not yet",
    ),
    key("in_force", Takes::Date, "从哪一天起施行", "The first day on which it is in force"),
    key("until", Takes::Date, "到哪一天为止", "The last day on which it is in force"),
    key("checked", Takes::Date, "哪一天核对过", "When it was last checked"),
];

const PARAM: &[Key] = &[
    key("value", Takes::Number, "没有另设时的数值", "The value where a place sets none"),
    key("min", Takes::Number, "可设的最小值（含）", "The least value, included"),
    key("max", Takes::Number, "可设的最大值（含）", "The largest value, included"),
    key("unit", Takes::Free, "单位", "The unit"),
    key("title", Takes::Text, "名称", "The name that people read"),
];

const TYPES: &[&str] =
    &["bool", "integer", "number", "enum", "text", "date", "datetime", "duration", "list", "records"];

const FIELD: &[Key] = &[
    key("type", Takes::Word(TYPES), "类型", "The type of the value"),
    key("of", Takes::Word(&["enum", "text"]), "列表里是什么", "What a list holds"),
    key("title", Takes::Text, "名称", "The name that people read"),
    key("ask", Takes::Text, "怎么问", "The question that asks for it"),
    key("unit", Takes::Free, "单位；% 和 ‰ 是两个单位", "The unit; % and ‰ are two"),
    key("min", Takes::Number, "最小值（含）", "The least value, included"),
    key("max", Takes::Number, "最大值（含）", "The largest value, included"),
    key("path", Takes::Free, "在来件 JSON 里的位置（RFC 6901）", "Where a host's JSON keeps it (RFC 6901)"),
    key(
        "sensitive",
        Takes::Flag,
        "敏感：说明里只给出遮盖后的值",
        "Sensitive: explanations show a masked value",
    ),
    key("was", Takes::Frees, "仍然接受的旧名称", "Older names that are still accepted"),
    key(
        "cost",
        Takes::Word(&["seen", "asked", "measured", "office"]),
        "怎样得知：一看就知、要问、要量、要查档",
        "What it takes: seen, asked, measured, or looked up",
    ),
    key(
        "source_of_fact",
        Takes::Word(&["observed", "told", "office_record"]),
        "谁知道：看到的、听说的、机关记录",
        "Who knows: observed, told, or the office's record",
    ),
    key("values", Takes::Each(&Takes::Text), "可选的值", "The values that it may have"),
];

const FIELD_TOP: &[Key] = &[
    key(
        "relevant",
        Takes::Expression,
        "什么情况下才问；为假时不问，也不算未知",
        "When it is asked; where false it is not asked and not open",
    ),
    key("max_items", Takes::Integer, "最多读几项", "How many items are read"),
    key("item", Takes::Each(&Takes::Field(&[FIELD])), "每一项有哪些字段", "The fields of an item"),
];

const PATTERN: &[Key] = &[
    key("match", Takes::Free, "正则表达式", "A regular expression"),
    key(
        "sensitive",
        Takes::Flag,
        "敏感：说明里只给出遮盖后的文字",
        "Sensitive: explanations show masked text",
    ),
];

const SCRIPT: &[Key] = &[
    key("params", Takes::Each(&Takes::Word(SCALARS)), "参数和它们的类型", "Its parameters, with their types"),
    key("returns", Takes::Word(SCALARS), "结果的类型", "The type of its result"),
    key("body", Takes::Expression, "函数体", "What it computes"),
];

const SCALARS: &[&str] = &["bool", "integer", "number", "text"];

const GROUP: &[Key] = &[
    key("take", Takes::Word(&["sum", "best"]), "相加，或取最高的一条", "All points, or the largest positive"),
    key("min", Takes::Integer, "这一组至少计多少分", "The least that the group counts"),
    key("max", Takes::Integer, "这一组最多计多少分", "The most that the group counts"),
];

const HEAD: &[Key] = &[
    key("id", Takes::Free, "编号", "The id of this entry"),
    key(
        "status",
        Takes::Word(STATUS),
        "启用、只报告不计分、停用",
        "Active, reported without effect, or kept for the record",
    ),
    key("from", Takes::Date, "从哪一天起适用（含）", "The first day on which it applies"),
    key("until", Takes::Date, "到哪一天为止（含）", "The last day on which it applies"),
    key(
        "about",
        Takes::Word(&["handling", "harm"]),
        "关于办理，还是关于损害",
        "About how the matter is handled, or about harm",
    ),
];

const STATUS: &[&str] = &["active", "shadow", "retired"];

const RULE: &[Key] = &[
    key("when", Takes::Expression, "条件：为真时规则命中", "The condition: where true, the rule fires"),
    key(
        "each",
        Takes::Name(Kind::Field),
        "逐项看这个列表，条件里可以直接用每一项的字段",
        "Looks at each item of this list; the condition reads the item's fields",
    ),
    key("count", Takes::Integer, "至少几项满足才命中（默认 1）", "How many items must satisfy it (1)"),
];

const EFFECT: &[Key] = &[
    key("points", Takes::Points, "分值", "The points of a hit"),
    key("group", Takes::Name(Kind::Group), "归入哪一组计分", "The group that it counts in"),
    key("at_least", Takes::Name(Kind::Level), "命中后等级至少是", "The level is at least this one"),
    key(
        "reason",
        Takes::Template,
        "给人看的理由，可以用 ${名称} 放进数值",
        "The reason that people read; ${name} shows a value",
    ),
    key(
        "reason_assumed",
        Takes::Template,
        "靠默认值才命中时的理由",
        "The reason where the hit rests on a default",
    ),
    key(
        "basis",
        Takes::Names(Kind::Source),
        "依据，如 \"xinfang:34\"",
        "What it rests on, such as \"xinfang:34\"",
    ),
    key("actions", Takes::Names(Kind::Action), "命中后建议的措施", "The actions that a hit recommends"),
];

const AXIS: &[Key] = &[
    key("value", Takes::Expression, "分档的值", "The value that falls into bins"),
    key("bins", Takes::Tables(&[BIN, EFFECT]), "各档，按顺序", "The bins, in order"),
];

const BIN: &[Key] = &[
    key("below", Takes::Edge, "小于这个数（不含）", "Values under this one"),
    key("up_to", Takes::Edge, "不超过这个数（含）", "Values up to and with this one"),
    key("is", Takes::Values, "等于这些值", "These values"),
    key("unknown", Takes::Flag, "值未知时", "Where the value is unknown"),
];

const SHARED: &[Key] = &[
    key("group", Takes::Name(Kind::Group), "归入哪一组计分", "The group that it counts in"),
    key(
        "basis",
        Takes::Names(Kind::Source),
        "依据，如 \"xinfang:34\"",
        "What it rests on, such as \"xinfang:34\"",
    ),
];

const TABLE: &[Key] = &[
    key("rows", Takes::Table(&[AXIS]), "各行", "The rows"),
    key("columns", Takes::Table(&[AXIS]), "各列", "The columns"),
    key("points", Takes::Rows, "分值，一行一个列表", "The points, a list for each row"),
    key("cell", Takes::Tables(&[CELL, EFFECT]), "某一格另有的理由、措施", "What one cell has of its own"),
];

const REASONED: &[Key] = &[
    key("at_least", Takes::Name(Kind::Level), "命中后等级至少是", "The level is at least this one"),
    key(
        "reason",
        Takes::Template,
        "给人看的理由，可以用 ${名称} 放进数值",
        "The reason that people read; ${name} shows a value",
    ),
    key(
        "reason_assumed",
        Takes::Template,
        "靠默认值才命中时的理由",
        "The reason where the hit rests on a default",
    ),
    key("actions", Takes::Names(Kind::Action), "命中后建议的措施", "The actions that a hit recommends"),
];

const CELL: &[Key] = &[
    key("row", Takes::Integer, "第几行，从 1 起", "The row, from 1"),
    key("column", Takes::Integer, "第几列，从 1 起", "The column, from 1"),
];

const DEADLINE: &[Key] = &[
    key(
        "id",
        Takes::Free,
        "名称，条件里可以用，如 answer.state",
        "The name, which conditions use as answer.state",
    ),
    key(
        "status",
        Takes::Word(STATUS),
        "启用、只报告不计分、停用",
        "Active, reported without effect, or kept for the record",
    ),
    key(
        "about",
        Takes::Word(&["handling", "harm"]),
        "关于办理，还是关于损害",
        "About how the matter is handled, or about harm",
    ),
    key("title", Takes::Text, "名称", "The name that people read"),
    key(
        "whose",
        Takes::Word(&["office", "citizen"]),
        "谁的期限：机关的，或当事人的权利",
        "Whose it is: the office's, or a right of the citizen",
    ),
    key(
        "from",
        Takes::Name(Kind::Field),
        "从哪个日期起算（当天不算）",
        "The date from which it runs; that day is not counted",
    ),
    key("days", Takes::Amount, "多少天", "How many days"),
    key("working_days", Takes::Amount, "多少个工作日", "How many working days"),
    key("extend", Takes::Amount, "延长多少天", "By how many days it is extended"),
    key("pause", Takes::Amount, "中止多少天", "For how many days it stands still"),
    key("done", Takes::Name(Kind::Field), "哪个日期表示已经办完", "The date on which it was done"),
    key("roll", Takes::Flag, "最后一天不是工作日时顺延", "A last day off moves to the next working day"),
    key("soon", Takes::Amount, "最后几天算快到期", "From how many days before the end it is soon"),
    key("late", Takes::Table(&[EFFECT]), "逾期时给出什么", "What it gives where it is late"),
];

const SOON_PARTS: &[&[Key]] = &[SOON, EFFECT];

const SOON: &[Key] =
    &[key("days", Takes::Amount, "最后几天算快到期", "From how many days before the end it is soon")];

const LEVEL: &[Key] = &[
    key("id", Takes::Free, "编号", "The level's id"),
    key("from", Takes::Integer, "从多少分起（含）", "The least score of the level"),
    key("title", Takes::Text, "名称", "The name that people read"),
    key("respond_within", Takes::Duration, "多长时间内响应，如 PT1H", "The time to respond, such as PT1H"),
    key(
        "actions",
        Takes::Names(Kind::Action),
        "到了这一级建议的措施",
        "The actions that the level recommends",
    ),
];

const ACTION: &[Key] = &[
    key("kind", Takes::Word(ACTION_KINDS), "哪一类服务", "The kind of service"),
    key("title", Takes::Text, "名称", "What is done, for people to read"),
    key("who", Takes::Text, "谁来做", "Who does it"),
    key("within", Takes::Duration, "多长时间内，如 PT1H、P3D", "Within which time, such as PT1H or P3D"),
];

const ACTION_KINDS: &[&str] =
    &["answer", "mediate", "inspect", "warn", "protect", "repair", "relieve", "report_hazard"];

const LINT: &[Key] = &[
    key(
        "person_words",
        Takes::Frees,
        "另外一些指向个人的词",
        "Further words that identify or profile a person",
    ),
    key(
        "allow",
        Takes::Tables(&[ALLOW]),
        "允许的词，要写明理由",
        "Words that are allowed, each with a reason",
    ),
];

const ALLOW: &[Key] = &[
    key("word", Takes::Free, "哪个词", "The word"),
    key("reason", Takes::Free, "为什么可以用", "Why it may be used"),
];

const PROPERTY: &[Key] = &[
    key("name", Takes::Text, "名称", "What is claimed, for people to read"),
    key(
        "monotone",
        Takes::Table(&[MONOTONE]),
        "这个字段变大时，风险只升不降（或只降不升）",
        "As this field rises, the risk never falls (or never rises)",
    ),
    key("always", Takes::Expression, "在这个条件下", "Wherever this condition holds"),
    key("level_at_least", Takes::Name(Kind::Level), "等级至少是", "The level is at least this one"),
    key("level_up_to", Takes::Name(Kind::Level), "等级至多是", "The level is at most this one"),
    key("score_at_least", Takes::Integer, "分数至少是", "The score is at least this"),
    key("score_up_to", Takes::Integer, "分数至多是", "The score is at most this"),
];

const MONOTONE: &[Key] = &[
    key("field", Takes::Name(Kind::Field), "哪个字段", "The field"),
    key(
        "direction",
        Takes::Word(&["up", "down"]),
        "值越大风险越高，或越低",
        "Whether higher values raise or lower the risk",
    ),
];

const CASE: &[Key] = &[
    key("name", Takes::Free, "用例的名称", "The case's name"),
    key("as_of", Takes::Datetime, "在哪个时刻评估", "The time at which it is assessed"),
    key("incident", Takes::Incident, "报告的内容", "What the report states"),
    key("params", Takes::Each(&Takes::Number), "这个用例另设的参数", "Parameters that the case sets"),
    key("calendar", Takes::Incident, "这个用例用的日历", "The calendar of the case"),
    key(
        "expect",
        Takes::Table(&[EXPECT]),
        "预期的结果；没写的不比较",
        "What is expected; what is not written is not compared",
    ),
];

const EXPECT: &[Key] = &[
    key("score", Takes::Integer, "分数", "The score"),
    key("level", Takes::Name(Kind::Level), "等级", "The level"),
    key("level_up_to", Takes::Name(Kind::Level), "最高可能的等级", "The ceiling's level"),
    key("settled", Takes::Flag, "等级是否已定", "Whether no answer can change the level"),
    key("incomplete", Takes::Flag, "是否有用不上的值", "Whether something could not be used"),
    key("hits", Takes::Names(Kind::Entry), "恰好命中这些", "Exactly these hits"),
    key("hits_include", Takes::Names(Kind::Entry), "命中里有这些", "These are among the hits"),
    key("not_hits", Takes::Names(Kind::Entry), "没有命中这些", "These are not among the hits"),
    key("deadlines", Takes::Each(&Takes::Word(STATES)), "各期限的状态", "The states of deadlines"),
];

/// The states that a deadline may be in.
pub const STATES: &[&str] = &["not_started", "unknown", "met", "late", "soon", "running"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::parse::parse;
    use crate::source::Source;

    /// A value that is right, or wrong in another way than its key.
    const HEADER: &str = "format = 1\n[ruleset]\nid = \"a\"\nversion = \"1.0.0\"\nlanguages = [\"en\"]\n\
        utc_offset = \"+08:00\"\n";

    fn unknown_keys(body: &str) -> Vec<String> {
        let (_, diagnostics) = parse(&Source::new(format!("{HEADER}{body}")));
        let unknown = diagnostics.into_iter().filter(|it| it.code == Code::E104);
        unknown.map(|it| it.message).collect()
    }

    /// Tables whose keys are listed, each with a file that has one key of it that does not exist.
    const TABLES: &[(&str, &str, &str)] = &[
        ("ruleset", "", ""),
        ("ruleset.score", "[ruleset.score]\n", ""),
        ("source.x", "[source.x]\n", ""),
        ("param.x", "[param.x]\n", ""),
        ("field.x", "[field.x]\ntype = \"records\"\n", "item of unit min max values"),
        ("field.x", "[field.x]\ntype = \"number\"\n", "of values max_items item"),
        ("field.x", "[field.x]\ntype = \"list\"\nof = \"enum\"\n", "unit min max max_items item"),
        (
            "field.x.item.y",
            "[field.x]\ntype = \"records\"\n[field.x.item.y]\ntype = \"number\"\n",
            "of values",
        ),
        ("pattern.x", "[pattern.x]\n", ""),
        ("script.x", "[script.x]\n", ""),
        ("group.x", "[group.x]\n", ""),
        ("rule", "[[rule]]\nid = \"a\"\n", ""),
        ("characteristic", "[[characteristic]]\nid = \"a\"\n", ""),
        ("characteristic.bins", "[[characteristic]]\n[[characteristic.bins]]\n", ""),
        ("table", "[[table]]\nid = \"a\"\n", ""),
        ("table.rows", "[[table]]\n[table.rows]\n", ""),
        ("table.cell", "[[table]]\n[[table.cell]]\nrow = 1\ncolumn = 1\n", ""),
        ("deadline", "[[deadline]]\nid = \"a\"\n", ""),
        ("deadline.late", "[[deadline]]\n[deadline.late]\n", ""),
        ("deadline.soon", "[[deadline]]\n[deadline.soon]\n", ""),
        ("level", "[[level]]\n", ""),
        ("action.x", "[action.x]\n", ""),
        ("lint", "[lint]\n", ""),
        ("lint.allow", "[[lint.allow]]\n", ""),
        ("property", "[[property]]\nalways = 'x'\n", ""),
        ("property.monotone", "[[property]]\n[property.monotone]\n", ""),
        ("case", "[[case]]\n", ""),
        ("case.expect", "[[case]]\n[case.expect]\n", ""),
    ];

    fn path(text: &str) -> Vec<String> {
        text.split('.').map(str::to_owned).collect()
    }

    #[test]
    fn the_parser_accepts_every_key_of_the_format() {
        for (table, head, but) in TABLES {
            for key in keys(&path(table)) {
                if but.split(' ').any(|it| it == key.name) || head.contains(&format!("\n{} = ", key.name)) {
                    continue;
                }
                let told = unknown_keys(&format!("{head}{} = 1\n", key.name));
                assert!(told.is_empty(), "{table}: {} → {told:?}", key.name);
            }
        }
    }

    #[test]
    fn the_format_has_every_key_of_the_parser() {
        let mut names = std::collections::BTreeSet::new();
        for (table, head, _) in TABLES {
            names.extend(keys(&path(table)).map(|key| key.name.to_owned()));
            let (_, diagnostics) = parse(&Source::new(format!("{HEADER}{head}zzzzzzzz = 1\n")));
            let told = diagnostics.iter().find(|it| it.message.ends_with("has no key `zzzzzzzz`"));
            let expected =
                told.and_then(|it| it.expected.clone()).unwrap_or_else(|| panic!("{table}: {diagnostics:?}"));
            names.extend(expected.split('`').skip(1).step_by(2).map(str::to_owned));
        }
        for (table, head, _) in TABLES {
            let listed: Vec<_> = keys(&path(table)).map(|key| key.name).collect();
            for name in names.iter().filter(|name| !listed.contains(&name.as_str())) {
                let is_there =
                    head.contains(&format!("\n{name} = ")) || HEADER.contains(&format!("\n{name} = "));
                let told = unknown_keys(&format!("{head}{name} = 1\n"));
                assert!(is_there || !told.is_empty(), "{table}: the parser takes `{name}`");
            }
        }
    }

    #[test]
    fn a_path_leads_to_what_its_key_takes() {
        assert!(matches!(at(&path("rule.when")), Some(Spot { takes: Takes::Expression, .. })));
        assert!(matches!(at(&path("field.x.title.zh")), Some(Spot { takes: Takes::Text, .. })));
        assert!(matches!(at(&path("feature.late_answer")), Some(Spot { takes: Takes::Expression, .. })));
        assert!(matches!(
            at(&path("deadline.soon.group")),
            Some(Spot { takes: Takes::Name(Kind::Group), .. })
        ));
        assert!(at(&path("rule.wehn")).is_none());
    }
}
