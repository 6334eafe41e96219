//! The functions and methods of conditions, as completion and hover tell them.

use super::format::Line;

/// What a method is called on, or that a function is called by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// Nothing: a function.
    Nothing,
    /// A text field.
    Text,
    /// A list field.
    List,
    /// A list of records.
    Records,
    /// A deadline; these are read, not called.
    Deadline,
}

/// A function, a method, or what is read of a deadline.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    pub name: &'static str,
    pub on: On,
    /// As it is written, with what it takes.
    pub usage: &'static str,
    pub line: Line,
}

const fn of(on: On, name: &'static str, usage: &'static str, zh: &'static str, en: &'static str) -> Function {
    Function { name, on, usage, line: Line { zh, en } }
}

/// All of them.
pub const LIBRARY: &[Function] = &[
    of(On::Nothing, "minutes", "minutes(duration) → number", "时长是多少分钟", "A duration in minutes"),
    of(On::Nothing, "hours", "hours(duration) → number", "时长是多少小时", "A duration in hours"),
    of(On::Nothing, "days", "days(duration) → number", "时长是多少天", "A duration in days"),
    of(
        On::Nothing,
        "date_of",
        "date_of(datetime) → date",
        "这个时刻在当地是哪一天",
        "The local day of a time",
    ),
    of(
        On::Nothing,
        "hour_of",
        "hour_of(datetime) → integer",
        "这个时刻在当地是几点（0–23）",
        "The local hour of a time, 0 to 23",
    ),
    of(On::Nothing, "year_of", "year_of(date) → integer", "日期的年份", "The year of a date"),
    of(
        On::Nothing,
        "month_of",
        "month_of(date) → integer",
        "日期的月份（1–12）",
        "The month of a date, 1 to 12",
    ),
    of(On::Nothing, "abs", "abs(number) → number", "绝对值", "The absolute value"),
    of(On::Nothing, "min", "min(a, b)", "两个中较小的", "The smaller of two"),
    of(On::Nothing, "max", "max(a, b)", "两个中较大的", "The larger of two"),
    of(On::Nothing, "round", "round(number) → number", "四舍五入到整数", "Rounded to a whole number"),
    of(On::Nothing, "floor", "floor(number) → number", "向下取整", "Rounded down"),
    of(On::Nothing, "ceil", "ceil(number) → number", "向上取整", "Rounded up"),
    of(
        On::Nothing,
        "to_int",
        "to_int(number) → integer",
        "变成整数，舍去小数",
        "As an integer, without what is behind the point",
    ),
    of(On::Nothing, "date", "date(\"2026-01-31\") → date", "一个日期", "A date"),
    of(On::Nothing, "datetime", "datetime(\"2026-01-31T08:00:00+08:00\") → datetime", "一个时刻", "A time"),
    of(On::Nothing, "duration", "duration(\"PT24H\") → duration", "一段时长", "A duration"),
    of(
        On::Text,
        "mentions",
        "text.mentions(terms) → bool",
        "文字里出现词表中的词",
        "The text has a word of the list",
    ),
    of(
        On::Text,
        "mentions_not_after",
        "text.mentions_not_after(terms, negators) → bool",
        "出现词表中的词，前面没有否定词",
        "The text has a word of the list, not after a negator",
    ),
    of(
        On::Text,
        "count",
        "text.count(terms) → integer",
        "出现词表中几个不同的词",
        "How many different words of the list the text has",
    ),
    of(
        On::Text,
        "matches",
        "text.matches(pattern) → bool",
        "文字里有符合模式的部分",
        "The text has a match of the pattern",
    ),
    of(On::List, "contains", "list.contains(\"…\") → bool", "列表里有这个值", "The list has this value"),
    of(On::List, "len", "list.len() → integer", "列表有几个值", "How many values the list has"),
    of(
        On::Records,
        "any",
        "records.any(condition) → bool",
        "有一项满足条件",
        "One item satisfies the condition",
    ),
    of(
        On::Records,
        "count",
        "records.count(condition) → integer",
        "几项满足条件",
        "How many items satisfy the condition",
    ),
    of(On::Records, "sum", "records.sum(number)", "各项相加", "The sum over the items"),
    of(On::Records, "min", "records.min(value)", "各项中最小的", "The least of the items"),
    of(On::Records, "max", "records.max(value)", "各项中最大的", "The greatest of the items"),
    of(
        On::Records,
        "kinds",
        "records.kinds(value) → integer",
        "有几种不同的值",
        "How many different values the items have",
    ),
    of(
        On::Records,
        "most",
        "records.most(value) → integer",
        "同一个值最多有几项",
        "How many items have the most frequent value",
    ),
    of(
        On::Deadline,
        "state",
        "deadline.state",
        "期限的状态：met、late、soon、running 等",
        "Its state: met, late, soon, running and so on",
    ),
    of(On::Deadline, "days_left", "deadline.days_left → integer", "还剩几天", "How many days are left"),
    of(On::Deadline, "due", "deadline.due → date", "最后一天", "Its last day"),
];

/// Those that are called on something.
pub fn on(on: On) -> impl Iterator<Item = &'static Function> {
    LIBRARY.iter().filter(move |it| it.on == on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::calls::known;

    #[test]
    fn the_list_has_every_function_and_method_that_the_check_knows() {
        let listed = |on: On| self::on(on).map(|it| it.name).collect::<Vec<_>>();
        let [functions, texts, lists, records] = known();
        assert_eq!(listed(On::Nothing), functions);
        assert_eq!(sorted(listed(On::Text)), sorted(texts));
        assert_eq!(listed(On::List), lists);
        assert_eq!(listed(On::Records), records);
    }

    fn sorted(mut names: Vec<&str>) -> Vec<&str> {
        names.sort_unstable();
        names
    }
}
