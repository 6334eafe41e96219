//! Every fixed phrase of an interview, in Chinese and in English; `{}` stands for what is filled in.

phrases! {
    standing: "得分 {}，可能 {} 到 {}；级别 {}，可能 {} 到 {}", "Score {}, may be {} to {}; level {}, may be {} to {}";
    level_only: "得分 {}，可能 {} 到 {}；级别 {}", "Score {}, may be {} to {}; level {}";
    leads_to: "{}（{}）", "{} ({})";
    effect: "{}：{}", "{}: {}";
    choose_one: "填编号", "a number of the list";
    choose_some: "填编号，可多个，用逗号隔开；一个也没有填 0", "numbers of the list, by commas; 0 for none";
    yes_no: "y 是，n 否", "y or n";
    whole: "填整数", "a whole number";
    number: "填数字", "a number";
    text: "填文字", "in words";
    date: "填日期，如 2026-03-02；没有发生填 none", "a date such as 2026-03-02; none if it has not happened";
    datetime: "填时间，如 2026-03-02 10:30；没有发生填 none", "a time such as 2026-03-02 10:30; none if it has not happened";
    duration: "填时长，如 P2D 或 PT3H", "a length of time such as P2D or PT3H";
    texts: "可多个，用逗号隔开；没有填 0", "by commas; 0 for none";
    items: "填有几项，没有填 0；接着逐项来问", "how many there are, 0 for none; each is asked for afterwards";
    empty_is_unknown: "不清楚就直接回车", "empty if not known";
    not_used: "这个回答不能用：{}", "This answer cannot be used: {}";
    not_chosen: "没有这个选项：{}", "no such choice: {}";
    no_yes_no: "请填 y 或 n", "expected y or n";
    no_number: "不是数字：{}", "no number: {}";
    no_time: "不是时间：{}", "no time: {}";
    no_count: "请填 0 到 {} 的整数", "expected a whole number from 0 to {}";
    taken_back: "已撤回上一个回答", "The last answer is taken back";
    nothing_to_take_back: "没有可撤回的回答", "There is no answer to take back";
    help: "回车：不清楚；b：撤回；q：结束", "empty: not known; b: take back; q: end";
    done: "问了 {} 个问题，级别已定：没有哪个回答能再改变它。", "Questions asked: {}. The level stands: no answer can change it any more.";
    nothing_left: "问了 {} 个问题，没有要问的了；问过而不清楚的仍可能改变级别。", "Questions asked: {}; none is left. What was asked and is not known may still change the level.";
    ended: "问了 {} 个问题，就此结束。", "Questions asked: {}; ended here.";
}
