//! Every fixed phrase of an explanation, in Chinese and in English.
//!
//! `{}` stands for what is filled in, in order; see [`fill`]. Other languages of a ruleset have the English
//! phrases around their own texts.

/// A language of phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language of phrases for a locale: Chinese for `zh` and what begins with `zh-`, English else.
    #[must_use]
    pub fn of(locale: &str) -> Self {
        let rest = locale.strip_prefix("zh");
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_'])) {
            Self::Zh
        } else {
            Self::En
        }
    }
}

/// A phrase with `{}` filled in, in order.
#[must_use]
pub fn fill(phrase: &str, values: &[&str]) -> String {
    let mut parts = phrase.split("{}");
    let mut text = parts.next().unwrap_or_default().to_owned();
    let mut values = values.iter();
    for part in parts {
        text.push_str(values.next().copied().unwrap_or_default());
        text.push_str(part);
    }
    text
}

macro_rules! phrases {
    ($($(#[$note:meta])* $name:ident: $zh:literal, $en:literal;)*) => {
        $($(#[$note])* #[must_use] pub fn $name(lang: Lang) -> &'static str {
            match lang { Lang::Zh => $zh, Lang::En => $en }
        })*

        /// All phrases, for tests.
        #[cfg(test)]
        pub const ALL: &[(&str, &str, &str)] = &[$((stringify!($name), $zh, $en),)*];
    };
}

phrases! {
    // Values.
    yes: "是", "yes";
    no: "否", "no";
    unknown: "未知", "unknown";
    not_applicable: "不适用", "does not apply";
    failed: "无法计算", "could not be computed";
    none: "没有发生", "has not happened";
    names_the_incident: "报告的编号，评估结果中照样写出", "Names the report: its key in the assessment";
    masked: "****", "****";
    no_values: "无", "none";
    items: "{}项", "{} items";
    one_item: "1项", "1 item";
    text_of: "{}字的文字", "a text of {} characters";
    comma: "、", ", ";
    item_title: "{}第{}项的{}", "{} ({}, no. {})";
    near_miss: "{}不是规则里的名称，是不是想写{}？", "{} is no name that the rules know; is {} meant?";
    item_whole: "{}第{}项", "{}, no. {}";
    more: "另有{}项", "{} more";
    days: "{}天", "{} days";
    hours: "{}小时", "{} hours";
    minutes: "{}分钟", "{} minutes";
    seconds: "{}秒", "{} seconds";
    day: "{}天", "{} day";
    hour: "{}小时", "{} hour";
    minute: "{}分钟", "{} minute";
    second: "{}秒", "{} second";
    before: "负", "minus ";
    quote: "“{}”", "‘{}’";
    with: "{}（{}）", "{} ({})";
    label: "{}：{}", "{}: {}";
    clauses: "；", "; ";

    // Answers, and what they lead to.
    or: "或", " or ";
    and: "且", " and ";
    more_than: "大于{}", "more than {}";
    less_than: "小于{}", "less than {}";
    on_or_after: "{}或以后", "{} or later";
    on_or_before: "{}或以前", "{} or earlier";
    any_value: "任何值", "any value";
    some_values: "有", "some";
    mentions_such: "提到“{}”之类", "mentions words like ‘{}’";
    then_is: "就是{}", "is {}";
    then_at_least: "至少{}", "at least {}";
    then_at_most: "最高{}", "at most {}";
    then_between: "{}到{}", "{} to {}";

    // What would change the level.
    if_then: "如果{}：级别就是{}（{}分）", "if {}: {} (score {})";
    fact_is: "“{}”为{}", "‘{}’ were {}";
    without_item: "没有“{}”", "‘{}’ were not there";
    without_value: "“{}”里没有{}", "‘{}’ did not include {}";
    without_words: "没有“{}”里说的内容", "‘{}’ said nothing of it";
    h_what_if: "怎样的变化会改变级别", "What would change the level";
    no_what_if: "改变三项以内的已知情况，都不会离开这个级别", "No change of up to three known facts takes it out of its level";

    // Who gave a fact.
    observed: "现场看到", "seen on the spot";
    told: "口头讲述", "told";
    office_record: "单位登记", "from the office's records";

    // States of deadlines.
    not_started: "尚未起算", "not started";
    met: "已按期完成", "met";
    running: "进行中", "running";
    soon: "即将到期", "due soon";
    late: "已逾期", "late";
    passed: "已过", "passed";
    state_unknown: "情况不明", "not known";

    // Why a field is open.
    absent: "未填写", "not filled in";
    null: "问过，不清楚", "asked, not known";
    unusable: "填写的内容不能用", "filled in, but not usable";

    // Truths.
    holds: "成立", "true";
    holds_not: "不成立", "false";

    // What is wrong with a value.
    wrong_type: "应为{}，填的是{}", "should be {}; found {}";
    out_of_range: "应{}，填的是{}", "should be {}; found {}";
    not_listed: "{}不在可选的内容里（可选：{}）", "{} is not one of the choices ({})";
    given_twice: "填了两次，以哪一个为准不清楚", "given twice; which one is right is not known";
    no_time: "{}不是可用的{}", "{} is not a usable {}";
    not_represented: "数太大或写法不对：{}", "a number that is too large or not written as one: {}";
    too_many: "太多，只读了前面的部分（{}）", "too many; only the first were read ({})";
    too_long: "太长（{}）", "too long ({})";
    not_shown: "（不显示）", "(not shown)";
    at_least: "不小于{}", "at least {}";
    at_most: "不大于{}", "at most {}";
    between: "在{}到{}之间", "from {} to {}";
    type_bool: "是或否", "yes or no";
    type_int: "整数", "a whole number";
    type_num: "数字", "a number";
    type_enum: "列出的值之一", "one of the listed values";
    type_text: "文字", "a text";
    type_date: "日期", "date";
    type_datetime: "时间", "time";
    type_duration: "时长", "length of time";
    type_item: "逐项填写的内容", "an entry with its parts";
    type_list: "列表", "a list";

    // What went wrong with a rule.
    overflow: "整数超出范围", "an integer went out of range";
    by_zero: "除数为零", "a division by zero";
    not_finite: "结果不是有限的数", "a result that is not finite";
    too_large: "整数过大，不能与小数混算", "an integer too large to be mixed with numbers";
    time_out: "日期或时间超出范围", "a date or time went out of range";
    script_failed: "脚本出错", "a script failed";
    script_limit: "脚本超出限制", "a script went over a limit";

    // Time limits.
    by: "{}前", "by {}";
    by_within: "{}前（自{}起{}内）", "by {} (within {} of {})";
    from_clock: "收到报告", "the report being received";
    from_as_of: "本次评估", "this assessment";
    clock_unknown: "收到报告的时间不明，时限自本次评估起算", "When the report was received is not known: limits run from this assessment";
    past: "{}，已过", "{}, already past";
    no_start: "{}内（收到报告的时间和评估时间都不明）", "within {} (neither the receipt nor the time of assessment is known)";

    // Levels.
    level: "级别", "Level";
    settled: "已确定：还不知道的情况不会改变级别", "settled: nothing still unknown can change it";
    so_far: "目前是{}，还没有确定，可能高到{}", "{} so far; may be {}";
    may_lower: "目前是{}；补充情况后可能降低，不会更高", "{} so far; more facts may lower it, none can raise it";
    not_known: "还不清楚：{}", "not known: {}";
    and_more: "等{}项", "and {} more";
    respond: "回应时限：{}", "Respond {}";
    no_limit: "没有规定回应时限", "No time limit is set for a response";
    not_in_force: "注意：按评估日期，这套规则不在有效期内", "Note: on the day of the assessment this ruleset is not in force";
    incomplete: "注意：有的内容不能用或有的规则未能计算，结果不完整", "Note: a value could not be used or a rule could not be computed; the result is incomplete";
    report: "报告 {}", "Report {}";

    // Headings.
    h_first: "先做什么", "What to do first";
    h_why: "为什么", "Why";
    h_against: "降低风险的情况", "What speaks against it";
    h_ask: "还不知道什么，先问什么", "What is not known, and what to ask first";
    h_errors: "不能用的内容", "What could not be used";
    h_deadlines: "期限", "Deadlines";
    h_basis: "依据", "What it rests on";
    h_points: "分数", "Points";
    h_hits: "触发的规则", "Rules that fired";
    h_shadow: "试行规则（不计分）", "Shadow rules (no effect)";
    h_why_not: "没有触发的规则", "Rules that did not fire";
    h_bounds: "还可能的范围", "What is still possible";
    h_open_rules: "未定的规则", "Open rules";
    h_open_fields: "未知的字段", "Open fields";
    h_failed: "出错的规则", "Rules that failed";
    h_actions: "措施", "Actions";
    h_receipt: "回执", "Receipt";
    h_facts: "用到了哪些事实，由谁提供", "Which facts were used, and who gave them";
    h_level: "现在的判断", "Where it stands now";
    h_reasons: "为什么这样判断", "Why it stands there";
    h_unknown: "哪些情况还不清楚", "What is not known yet";
    h_next: "接下来要做什么", "What is to be done";
    h_object: "事实有误或不同意怎么办", "If a fact is wrong, or you disagree";
    h_note: "请注意", "Please note";

    // Official.
    nothing_first: "规则没有要求采取措施", "The rules ask for no action";
    no_reason: "没有规则触发", "No rule fired";
    assumed: "推定：{}不清楚，暂按“{}”处理", "Assumed: {} is not known, taken as ‘{}’";
    assumed_unknown: "推定：{}不清楚", "Assumed: {} is not known";
    assumed_as: "推定：{} = {}（未知：{}）", "assumed: {} = {} (unknown: {})";
    asked_already: "问过，仍不清楚：{}", "Asked, and still not known: {}";
    ask_settled: "级别已确定，问清下面的情况是为了把事情办好。", "The level is settled; these questions are for handling the matter well.";
    nothing_open: "没有待问的情况", "Nothing is left to ask";
    may_reach: "可能达到{}", "may reach {}";
    cost_seen: "看一眼即可", "can be seen";
    cost_asked: "问一句即可", "can be asked";
    cost_measured: "需要测量", "must be measured";
    cost_office: "需查单位登记", "from an office's records";
    due: "{}到期", "due {}";
    due_today: "今天到期", "due today";
    days_left: "还有{}天", "{} days left";
    day_left: "还有1天", "1 day left";
    days_over: "已过{}天", "{} days over";
    day_over: "已过1天", "1 day over";
    waits_for: "不清楚：{}", "not known: {}";
    clause: "第{}条", "art. {}";
    secondary: "转引", "from a secondary page";
    unconfirmed: "未核实", "unconfirmed";
    facts: "事实：{}", "Facts: {}";
    mentions: "提到{}", "mentions {}";
    decides: "这是按规则得出的提示，不是概率；由工作人员核实后决定。", "This notice follows from rules and is no probability; staff check the facts and decide.";
    on_handling: "针对办理情况", "about the handling";

    // Citizen.
    c_about: "关于您反映的事项：{}", "About the matter you reported: {}";
    c_settled: "判断为：{}。还不清楚的情况不会改变这个判断。", "The matter is rated: {}. What is not known yet cannot change this.";
    c_open: "目前判断为：{}；也可能是：{}。还不清楚的有：{}。", "{} so far; may be {}. Not known: {}.";
    c_open_bare: "目前判断为：{}；也可能是：{}。", "{} so far; may be {}.";
    c_lower: "目前判断为：{}，不会更高；补充情况后可能会降低。", "{} so far. It cannot become higher; more facts may lower it.";
    c_respond: "工作人员的回应时限：{}。", "Staff should respond {}.";
    c_incomplete: "有的内容没能用上，这个判断可能不完整。", "Something could not be used, so this may be incomplete.";
    c_not_in_force: "评估当天，这套规则不在有效期内。", "On the day of the assessment these rules were not in force.";
    c_no_reason: "已知的情况里，没有哪一项使判断升高。", "Nothing that is known so far raises it.";
    c_against: "下面的情况使判断降低：", "This lowers it:";
        c_assumed: "（{}还不清楚，您可以补充）", " (not known: {}; you can tell us)";
    c_no_facts: "目前没有用到任何已知的事实。", "No known fact has been used so far.";
    c_nothing_unknown: "没有。", "Nothing.";
    c_told: "您或他人讲述", "told by you or somebody else";
    c_counted: "按日期推算", "counted from the dates";
    c_observed: "工作人员现场看到", "seen on the spot by staff";
    c_office_record: "单位登记", "from an office's records";
    c_no_source: "报告中填写", "written in the report";
    c_errors: "下面填写的内容没能用上，请帮助改正：", "These entries could not be used; please help to correct them:";
    c_you_can: "如果您知道，可以告诉我们：", "If you know, you can tell us:";
    c_none_next: "目前没有安排具体的工作。", "No particular step is planned so far.";
    c_no_remedy: "您可以向受理的单位说明哪些事实有误或不完整，也可以提出异议，要求另一名工作人员复核。", "Tell the office that took the report which facts are wrong or missing. You may also object and ask that another member of staff look at it again.";
    c_not_probability: "这是按公开的规则对这件事得出的判断，不是概率，也不是对任何人的评价。", "This follows from published rules about the matter. It is not a probability, and it does not judge any person.";
    c_person_decides: "怎样处理，由工作人员核实情况后决定，不由计算机决定。", "What is done is decided by a member of staff who checks the facts, not by a computer.";
    c_rules: "所用规则：{}（{}版），评估时间：{}。", "Rules used: {} (version {}), assessed at {}.";

    // Author.
    a_score: "得分 {}（{} 到 {}），级别 {}", "score {} ({} to {}), level {}";
    a_ceiling: "上限 {}，级别 {}", "ceiling {}, level {}";
    a_settled: "级别已确定", "the level is settled";
    a_not_settled: "级别未确定", "the level is not settled";
    a_lowest_score: "最低分", "lowest score";
    a_highest_score: "最高分", "highest score";
    a_lowest_level: "最低级别", "lowest level";
    a_highest_level: "最高级别", "highest level";
    a_reached: "{}（精确，例如 {}）", "{} (exact, for example with {})";
    a_exact: "{}（精确，现状即是）", "{} (exact, as it stands)";
    a_not_exact: "{}（界限，不一定能达到）", "{} (a bound; it may not be reached)";
    a_base: "基础分 {}", "base {}";
    a_group: "组 {}（{}）：{}，计入 {}，上限 {}", "group {} ({}): {}, counts {}, at most {}";
    a_no_group: "不在组内：{}，上限 {}", "in no group: {}, at most {}";
    a_best: "取最高", "best";
    a_sum: "求和", "sum";
    a_least: "不低于 {}", "at least {}";
    a_most: "不高于 {}", "at most {}";
    a_total: "合计 {}，限制在 {} 到 {} 之间：{}", "total {}, held between {} and {}: {}";
    a_ceiling_total: "上限合计 {}，限制后：{}", "ceiling total {}, held: {}";
    a_band: "按分数的级别 {}", "band {}";
    a_floor: "最低级别 {}", "floor {}";
    a_ceiling_band: "上限按分数的级别 {}", "ceiling band {}";
    a_counts: "计入 {}", "counts {}";
    a_best_is: "组内取最高：{}", "the group's best is {}";
    a_capped: "组的限制 {}", "the group's limit is {}";
    a_points: "{} 分", "{} points";
    a_in_group: "组 {}", "group {}";
    a_because_unknown: "未知", "unknown";
    a_because_not_applicable: "不适用", "does not apply";
    a_because_failed: "出错", "failed";
    a_because_not_in_force: "不在生效日期内", "outside its dates";
    a_because_bin: "落在不计的格：{}", "in a bin without a reason: {}";
    a_because_deadline: "期限未逾期，也未临近", "its deadline is neither late nor soon";
    a_because_false: "不成立", "false";
    a_by_level: "级别", "the level";
    a_asked_by: "来自 {}", "from {}";
    a_bytes: "字节 {}–{}", "bytes {}–{}";
    a_not_found: "未找到", "not found";
    a_engine: "引擎 {}", "engine {}";
    a_ruleset: "规则集 {} {}", "ruleset {} {}";
    a_digest: "规则集摘要 {}", "ruleset digest {}";
    a_context: "上下文摘要 {}", "context digest {}";
    a_calendar: "日历摘要 {}", "calendar digest {}";
    a_param: "参数 {} = {}", "parameter {} = {}";
    a_as_of: "评估时间 {}", "as of {}";
    a_assessment: "评估摘要 {}", "assessment digest {}";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_fill_in_equally_much_and_leave_no_phrase_empty() {
        for (name, zh, en) in ALL {
            assert_eq!(zh.matches("{}").count(), en.matches("{}").count(), "{name}");
            assert!(!zh.is_empty() && !en.is_empty(), "{name}");
        }
    }

    #[test]
    fn only_chinese_locales_have_chinese_phrases() {
        assert_eq!([Lang::of("zh"), Lang::of("zh-Hant")], [Lang::Zh; 2]);
        assert_eq!([Lang::of("en"), Lang::of("fr"), Lang::of("zha"), Lang::of("")], [Lang::En; 4]);
    }

    #[test]
    fn values_are_filled_in_in_order() {
        assert_eq!(fill("{}到{}", &["1", "2"]), "1到2");
        assert_eq!(fill("{} of {}", &["1"]), "1 of ");
    }
}
