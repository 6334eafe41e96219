//! Every fixed phrase of a difference, in Chinese and in English; `{}` stands for what is filled in.

phrases! {
    none: "两套规则相同", "no difference";
    changes: "{} 处变化，{} 处可能改变评估（标 *）；{} 条规则受牵连（标 *）", "changes: {}; marked * for they can change an assessment: {}; rules affected, marked * as well: {}";
    texts_only: "{} 处变化，都不会改变评估", "changes: {}; none can change an assessment";
    partial: "其中一个是规则包，没有案例和性质，未作比较", "one of them is a pack, which has no cases and no properties: they were not compared";
    incidents: "报告", "Incidents";
    counts: "{} 件两套都已评分；级别变化 {} 件：升 {}，降 {}；得分升 {}，降 {}", "scored by both: {}; moved: {}, raised {}, lowered {}; score higher: {}, lower: {}";
    left_out: "{} 行不是报告，未计入：", "left out, for they are no incident: {}";
    by_level: "级别（行：旧；列：新）", "level (rows: old; columns: new)";
    by_ceiling: "可能达到的级别（行：旧；列：新）", "level that may still be reached (rows: old; columns: new)";
    moved: "变化的报告", "Moved incidents";
    together: "没有哪一项单独造成变化，是几项共同造成的", "no difference does it alone: several do together";
    more: "另有 {} 件，--moves N 显示更多", "and {} more; --moves N shows more";
}
