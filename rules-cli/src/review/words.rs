//! Every fixed phrase of a review, in Chinese and in English; `{}` stands for what is filled in.

phrases! {
    // The page.
    title: "研判：{}", "Review: {}";
    edition: "评估时点 {}，规则版本 {}", "scored as of {}, rules version {}";
    contents: "目录", "Contents";
    h_glance: "概况", "At a glance";
    h_levels: "按级别", "By level";
    h_reasons: "按理由", "By reason";
    h_new: "新列为“{}”的报告", "New at {}";
    h_all_upper: "列为“{}”的报告", "At {}";
    h_terms: "期限", "Deadlines";
    h_overdue: "已逾期", "Overdue";
    h_due: "7日内到期", "Due within 7 days";
    h_open: "还不能确定的，缺什么", "Not settled, and for want of what";
    h_shift: "得分分布的变化", "Shift of the scores";
    h_faults: "读不了的行和用不了的值", "Lines and values that could not be used";

    // At a glance.
    reports: "报告", "Reports";
    before: "上期", "Before";
    scored: "{} 件已评分", "{} scored";
    rejected: "{} 行读不了", "{} lines not read";
    superseded: "{} 件没有计入：后面有同编号的报告", "{} not counted: a later report has the same key";
    counted_twice: "{} 件编号重复，仍各计一次：标准输入只能读一遍，放进文件就只计最后一件", "{} have the key of a later one and count all the same: standard input is read once; of a file the last one counts";
    no_before: "没有给出上期", "none was given";
    as_of: "评估时点", "Scored as of";
    own_as_of: "每件报告自己的 {}；没有的按 {}", "each report's own {}; {} where it has none";
    before_as_of: "上期按 {}", "the period before as of {}";
    ruleset: "规则集", "Ruleset";
    of_version: "{} {}", "{} {}";
    overdue: "已逾期", "Overdue";
    due: "7日内到期", "Due within 7 days";
    unsettled: "还不能确定", "Not settled";
    of_all: "{} / {} 件", "{} of {}";
    pieces: "{} 件", "{}";
    not_in_force: "规则集未生效", "Not in force";
    not_in_force_note: "{} 件报告的评估日不在规则集的有效期内", "reports of days on which the ruleset is not in force: {}";
    range: "得分范围", "Range of scores";
    caution: "怎样读", "How to read it";
    caution_note: "评的是事情和办理，不是人；得分不是概率；由人作出决定。", "It rates the matter and its handling, never a person; a score is no probability; a person decides.";

    // Levels.
    level: "级别", "Level";
    count: "件数", "Reports";
    may_still_be: "还可能是", "May still be";
    change: "增减", "Change";
    may_be: "{}，可能到{}", "{}, may be {}";
    may_be_lower: "{}，可能更低", "{}, may be lower";
    is_settled: "{}，已确定", "{}, settled";
    up_to: "可能到{}：{}", "may be {}: {}";
    no_higher: "不会更高：{}", "no higher: {}";
    was: "{}（上期 {}）", "{} (before {})";
    with_share: "{}（{}）", "{} ({})";
    under_one: "不到 1%", "under 1%";
    comma: "、", ", ";

    // Reasons.
    reason: "理由", "Reason";
    points: "分数", "Points";
    more_reasons: "另有 {} 条理由没有列出，命中的报告更少或一样多。", "{} more reasons are not listed; none of them was found in more reports.";
    nothing_fired: "没有规则命中。", "No rule fired.";

    // New.
    key: "报告", "Report";
    score: "得分", "Score";
    strongest: "主要理由", "Strongest reasons";
    level_before: "上期级别", "Level before";
    not_there: "上期没有", "not there";
    none: "没有。", "None.";
    keyless: "没有自己编号的报告：{} 件；无法与上期对照，都算新的。", "Reports without a key of their own: {}; they cannot be found in the period before and count as new.";
    known_full: "上期的前 {} 个编号用于对照；另有 {} 件没有对照，可能误算为新的。", "The first {} keys of the period before were compared with; {} more were not, and may count as new here.";
    nothing_to_compare: "没有给出上期，列出全部。", "No period before was given: all are listed.";
    rest: "另有 {} 件没有列出。", "{} more are not listed.";

    // Deadlines.
    deadline: "期限", "Deadline";
    due_on: "到期日", "Due on";
    days: "天数", "Days";
    days_over: "逾期 {} 天", "{} over";
    days_left: "剩 {} 天", "{} left";
    today: "今天", "today";
    no_deadlines: "这个规则集没有期限。", "This ruleset has no deadlines.";
    unknown_terms: "还有 {} 项期限已在计算，但没有登记办结日期，不知是否按时：没有登记的不算按时。", "Running or past, and no date registered on which it was done: {} more; what is not registered does not count as in time.";
    unbegun_terms: "另有 {} 项期限因缺日期，不知是否起算、到哪一天为止。", "Not known whether and until when they run, for want of a date: {}.";
    done_late: "另有 {} 项已经办结，但办结时已逾期。", "Done, but late: {} more.";

    // Open.
    field: "要问清的内容", "Fact";
    question: "怎样问", "Question";
    waiting: "等它的报告", "Reports that wait for it";
    open_note: "{} 件报告中有 {} 件的级别还可能因回答而改变；等几项内容的报告在每项各计一次。", "Of {} reports the level of {} may still change with an answer; a report that waits for several facts counts at each.";
    more_facts: "另有 {} 项内容没有列出，等它们的报告更少或一样多。", "{} more facts are not listed; no more reports wait for any of them.";
    item_of: "{} › {}", "{} › {}";

    // Shift.
    scores: "得分", "Score";
    between: "{}–{}", "{}–{}";
    adds: "对 PSI 的贡献", "Adds to PSI";
    psi_is: "群体稳定性指数 PSI 为 {}：{}", "Population stability index (PSI) {}: {}";
    shift_none: "没有变化（0.1 以下）", "no shift (under 0.1)";
    shift_some: "有一些变化（0.1 到 0.25）", "some shift (0.1 to 0.25)";
    shift_large: "有明显变化（0.25 以上）", "a shift (over 0.25)";
    by_chance: "报告这样少时，什么都没有变，PSI 也会有二十分之一的机会超过 {}：这次的变化不能与偶然区分。", "With so few reports PSI would exceed {} once in twenty times if nothing had changed: this shift cannot be told from chance.";
    not_chance: "什么都没有变时，PSI 超过 {} 的机会只有二十分之一：这次的变化不像是偶然。", "If nothing had changed, PSI would exceed {} once in twenty times only: this shift is hardly chance.";
    psi_how: "PSI = Σ (本期占比 − 上期占比) × ln(本期占比 ÷ 上期占比)，得分范围等分为 10 段；只在一期为空的段按半件计，两期都空的不计。出处：Siddiqi《Credit Risk Scorecards》(2006)。", "PSI = Σ (share now − share before) × ln(share now ÷ share before) over ten equal bins of the score's range; a bin that is empty in one period counts as half a report there, one empty in both not at all. Source: Siddiqi, Credit Risk Scorecards (2006).";
    no_psi: "没有上期可比，不算 PSI。", "No PSI: there is no period before to compare with.";
    empty_psi: "有一期没有报告，不算 PSI。", "No PSI: one of the periods has no reports.";

    // Faults.
    h_rejected: "读不了的行：{}", "Lines that are no report: {}";
    h_values: "用不了的值，按内容", "Values that could not be used, by fact";
    place: "位置", "Place";
    why: "原因", "Why";
    why_rejected: "{}：应为{}，实为{}{}", "{}: expected {}, found {}{}";
    why_at: "（第 {} 字节后）", " at byte {}";
    why_utf8: "UTF-8", "UTF-8";
    why_utf8_excel: "UTF-8（Excel 请另存为“CSV UTF-8”）", "UTF-8 (Excel: save as `CSV UTF-8`)";
    why_value: "一个值", "a value";
    why_object: "一个对象", "an object";
    why_array: "一个数组", "an array";
    why_string: "一段文字", "a string";
    why_number: "一个数", "a number";
    why_bool: "`true` 或 `false`", "`true` or `false`";
    why_null: "`null`", "`null`";
    why_key: "双引号中的键名", "a key in double quotes";
    why_key_or_close: "双引号中的键名或 `}`", "a key in double quotes or `}`";
    why_colon: "键名后的 `:`", "`:` after the key";
    why_comma_or_brace: "`,` 或 `}`", "`,` or `}`";
    why_comma_or_bracket: "`,` 或 `]`", "`,` or `]`";
    why_digit: "一个数字", "a digit";
    why_leading_zero: "开头的零后面没有数字", "no further digit after a leading zero";
    why_escape: "转义，如 `\\n` 或 `\\u4e2d`", "an escape such as `\\n` or `\\u4e2d`";
    why_hex: "`\\u` 后四位十六进制数", "four hexadecimal digits after `\\u`";
    why_character: "`\"` 或不需转义的字符", "`\"` or a character that needs no escape";
    why_end: "到此为止", "nothing more";
    why_empty_line: "空行", "an empty line";
    why_the_end: "结尾", "the end";
    why_file_end: "文件结尾", "the end of the file";
    why_quote: "收尾的引号", "a closing quote";
    why_at_most: "至多 {} 字节", "at most {} bytes";
    why_bytes: "{} 字节", "{} bytes";
    why_cells: "{} 格", "{} cells";
    takes: "应填", "Takes";
    how_many: "次数", "Times";
    more_places: "另有 {} 处", "{} more";
    values_note: "这些值按未知处理，报告照样评分。", "These values count as unknown; their reports are scored all the same.";
    failed: "{} 件报告中有规则出错，其余规则照常计算。", "Reports in which a rule failed: {}; the other rules were applied.";
    all_read: "全部读懂。", "All could be used.";
}
