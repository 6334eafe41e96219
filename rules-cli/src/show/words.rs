//! Every fixed phrase of a shown ruleset, in Chinese and in English; `{}` stands for what is filled in.

phrases! {
    // Sections.
    contents: "目录", "Contents";
    h_about: "概况", "About";
    h_levels: "级别", "Levels";
    h_groups: "分组", "Groups";
    h_rules: "规则", "Rules";
    h_characteristics: "评分项", "Characteristics";
    h_tables: "交叉表", "Tables";
    h_deadlines: "期限", "Deadlines";
    h_actions: "措施", "Actions";
    h_fields: "要填写的内容", "Fields";
    h_params: "各地可设定的数值", "Parameters";
    h_properties: "必定成立的", "What always holds";
    property: "性质", "Property";
    h_features: "命名的条件", "Named expressions";
    h_terms: "词表", "Words";
    h_patterns: "文字样式", "Patterns";
    h_scripts: "脚本函数", "Script functions";
    h_sources: "依据", "Sources";

    // About.
    id: "标识", "Id";
    version: "版本", "Version";
    languages: "语言", "Languages";
    in_force: "生效", "In force";
    from_to: "{} 至 {}", "{} to {}";
    from_on: "自 {} 起", "from {}";
    up_to_day: "至 {} 止", "until {}";
    local_time: "日期按时区", "Dates at";
    clock: "时限自", "Time limits run from";
    score: "总分", "Score";
    score_is: "自 {} 起计，限制在 {} 到 {} 之间", "starts at {}, held between {} and {}";
    contains: "内容", "Contains";
    count_of: "{} {}", "{} {}";
    axis: "{}：{}", "{}: {}";
    remedy: "更正与异议", "Correct or object";
    edition: "版本 {}，{}，摘要 {}", "version {}, {}, digest {}";
    digest: "摘要 (SHA-256)", "Digest (SHA-256)";

    // Columns.
    level: "级别", "Level";
    from_score: "分数", "Score";
    score_and_more: "{} 及以上", "{} and more";
    score_below: "低于 {}", "below {}";
    score_between: "{} 到 {}", "{} to {}";
    deadline: "期限", "Deadline";
    respond: "回应时限", "Respond within";
    actions: "措施", "Actions";
    group: "分组", "Group";
    counts: "计法", "How it counts";
    limits: "限制", "Limits";
    members: "组内", "Members";
    rule: "规则", "Rule";
    condition: "条件（按原文）", "Condition as written";
    points: "分数", "Points";
    basis: "依据", "Basis";
    value: "取值", "Value";
    reason: "理由", "Reason";
    cells: "格", "Cells";
    state: "情形", "State";
    action: "措施", "Action";
    kind: "类别", "Kind";
    who: "由谁", "Who";
    within: "时限", "Within";
    field: "内容", "Field";
    question: "怎样问", "Question";
    ty: "类型与范围", "Type and range";
    how_known: "怎样得知", "How it is known";
    param: "数值", "Parameter";
    set_to: "设为", "Set to";
    may_be: "可设", "May be";
    name: "名称", "Name";
    expression: "表达式（按原文）", "Expression as written";
    words: "词语", "Words";
    pattern: "样式（按原文）", "Pattern as written";
    body: "内容（按原文）", "Body as written";
    source: "依据", "Source";
    status: "状态", "Status";
    dates: "日期", "Dates";

    // Outcomes.
    at_least_level: "至少为“{}”", "at least {}";
    assumed: "推定时：{}", "If assumed: {}";
    each_item: "逐项看〈{}〉，有 1 项满足：", "Of the items of ‹{}›, 1 satisfies:";
    each_items: "逐项看〈{}〉，有 {} 项满足：", "Of the items of ‹{}›, {} satisfy:";
    titled: "〈{}〉", "‹{}›";
    computed: "按算式，{} 到 {}", "computed, {} to {}";
    computed_open: "按算式", "computed";
    clause: "{}第{}条", "{}, art. {}";
    with: "{}（{}）", "{} ({})";
    done_by: "{}：{}", "{}: {}";
    group_number: "第{}组", "Group {}";
    comma: "、", ", ";
    semicolon: "；", "; ";
    shadow: "试行：只报告，不计分", "shadow: reported, no effect";
    retired: "已停用", "retired";
    on_handling: "针对办理情况", "about the handling";
    on_harm: "针对损害", "about the harm";
    other_cells: "其余计分的 {} 格", "the other {} cells that count";
    all_cells: "所有计分的 {} 格", "all {} cells that count";
    cell: "{} × {}", "{} × {}";
    rows_are: "行", "Rows";
    columns_are: "列", "Columns";

    // Bins.
    both: "{}，{}", "{}, {}";
    unknown: "未知", "unknown";
    rest: "其余", "the rest";
    yes: "是", "yes";
    no: "否", "no";

    // Groups.
    take_sum: "相加", "added up";
    take_best: "只计最高一项", "only the best counts";
    at_least: "不低于 {}", "at least {}";
    at_most: "不高于 {}", "at most {}";
    no_limits: "不限", "none";

    // Deadlines.
    runs: "自{}起 {} 日", "{} days from {}";
    runs_working: "自{}起 {} 个工作日", "{} working days from {}";
    extend: "可延长 {} 日", "may be extended by {} days";
    pause: "扣除 {} 日", "less {} days that do not count";
    done: "以{}为完成", "done on {}";
    soon_from: "剩 {} 日起为即将到期", "soon from {} days before the end";
    roll: "最后一日不是工作日的，顺延到下一工作日", "a last day that is no working day moves to the next one";
    citizens_own: "当事人自己的权利，过期不算单位逾期", "the citizen's own right: once past, no office is late";
    counted: "怎样计算", "How it is counted";
    gives: "到期前后", "When soon or late";
    with_points: "{}：{}（{}分）", "{}: {} ({} points)";
    late: "逾期", "late";
    soon: "即将到期", "soon";

    // Kinds of actions.
    answer: "答复", "answer";
    mediate: "调解", "mediate";
    inspect: "查看", "inspect";
    warn: "提醒", "warn";
    protect: "保护", "protect";
    repair: "修复", "repair";
    relieve: "救助", "relieve";
    report_hazard: "报告隐患", "report a hazard";

    // Fields.
    t_bool: "是或否", "yes or no";
    t_int: "整数", "whole number";
    t_num: "数字", "number";
    t_enum: "选一项", "one of";
    t_text: "文字", "text";
    t_date: "日期", "date";
    t_datetime: "日期和时间", "date and time";
    t_duration: "时长", "length of time";
    t_enum_list: "可选多项", "any of";
    t_text_list: "多条文字", "texts";
    t_records: "逐项填写，最多 {} 项", "a list, at most {} items";
    item_of: "{} › {}", "{} › {}";
    range_from: "≥ {}", "≥ {}";
    range_to: "≤ {}", "≤ {}";
    range_between: "{} – {}", "{} – {}";
    unit: "单位 {}", "in {}";
    sensitive: "敏感：只显示遮盖后的内容", "sensitive: shown masked only";
    relevant: "只在此时相关：", "relevant only if:";
    relevant_by: "是否要填，看{}", "whether it is asked depends on {}";
    was: "旧名：{}", "older names: {}";
    path: "在报告中的位置：{}", "place in the report: {}";
    seen: "看一眼即可", "can be seen";
    asked: "问一句即可", "can be asked";
    measured: "需要测量", "must be measured";
    office: "需查单位登记", "from an office's records";
    observed: "现场看到", "seen on the spot";
    told: "口头讲述", "told";
    office_record: "单位登记", "an office's record";

    // Sources.
    read: "已读原文", "read";
    secondary: "转引", "from a secondary page";
    unconfirmed: "未核实，不作依据", "unconfirmed, nothing rests on it";
    checked_on: "{} 核对", "checked {}";
    takes: "输入 {}，得出{}", "takes {}, gives {}";
    masked: "敏感：匹配的内容只显示遮盖后的", "sensitive: what matches is shown masked only";
}
