//! The members that things have: what each is called, and whether it can change an assessment.

use super::data::{Kind, Told};
use serde::Serialize;

macro_rules! members {
    ($($name:ident: $zh:literal, $en:literal, $weighs:literal;)*) => {
        /// A member of a thing, under a name that the file has for it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(rename = "DifferenceMember"))]
        #[serde(rename_all = "camelCase")]
        #[expect(missing_docs, reason = "each is the key of the same name in the file")]
        pub enum Member { $($name,)* }

        impl Member {
            /// What it is called.
            #[must_use]
            pub fn word(self) -> Told {
                let (zh, en) = match self { $(Self::$name => ($zh, $en),)* };
                Told { zh: zh.to_owned(), en: en.to_owned() }
            }

            /// Whether another one can change an assessment, its receipt apart. Texts cannot.
            #[must_use]
            pub fn weighs(self) -> bool {
                match self { $(Self::$name => $weighs,)* }
            }
        }
    };
}

members! {
    // Of the ruleset.
    Id: "编号", "id", false;
    Version: "版本", "version", false;
    Languages: "语言", "languages", false;
    Title: "名称", "title", false;
    Effective: "生效日期", "effective", true;
    Until: "截止日期", "until", true;
    UtcOffset: "时区", "offset of local time", true;
    Clock: "时限起点", "clock", false;
    Base: "基础分", "base score", true;
    Min: "最小值", "min", true;
    Max: "最大值", "max", true;
    Remedy: "救济说明", "remedy", false;
    // Of fields and parameters.
    Type: "类型", "type", true;
    Question: "问法", "question", false;
    Unit: "单位", "unit", false;
    Path: "路径", "path", true;
    Was: "旧名", "older names", true;
    Relevant: "适用条件", "relevant", true;
    Sensitive: "敏感", "sensitive", false;
    Cost: "询问代价", "cost of asking", false;
    SourceOfFact: "事实来源", "source of the fact", false;
    MaxItems: "最多项数", "max items", true;
    Values: "取值", "values", true;
    ValueTitle: "取值名称", "title of a value", false;
    Value: "值", "value", true;
    // Of words, patterns, expressions.
    Terms: "词语", "terms", true;
    Pattern: "模式", "pattern", true;
    Expression: "表达式", "expression", true;
    Params: "参数", "parameters", true;
    Body: "函数体", "body", true;
    // Of entries and what they give.
    When: "条件", "condition", true;
    Each: "逐项清单", "each", true;
    Count: "项数", "count", true;
    Points: "分值", "points", true;
    Group: "分组", "group", true;
    AtLeast: "最低级别", "at least", true;
    IsHit: "是否列为命中", "listed as a hit", true;
    Reason: "理由", "reason", false;
    ReasonAssumed: "推定时的理由", "reason where assumed", false;
    Basis: "依据", "basis", false;
    Actions: "措施", "actions", false;
    Status: "状态", "status", true;
    From: "起始日期", "from", true;
    About: "针对", "about", false;
    Bin: "分档", "bin", true;
    Rows: "行", "rows", true;
    Columns: "列", "columns", true;
    Cell: "单元格", "cell", true;
    // Of deadlines.
    Whose: "谁的期限", "whose", false;
    Start: "起算", "counted from", true;
    Days: "天数", "days", true;
    Working: "按工作日", "working days", true;
    Extend: "延长", "extended by", true;
    Pause: "中止", "paused for", true;
    Done: "完成", "done", true;
    Soon: "临近提醒", "soon", true;
    Roll: "遇休息日顺延", "moves to a working day", true;
    // Of groups, levels, actions, sources.
    Take: "计法", "take", true;
    Threshold: "起点分", "threshold", true;
    RespondWithin: "回应时限", "respond within", false;
    ActionKind: "种类", "kind", false;
    Who: "由谁", "who", false;
    Within: "时限", "within", false;
    InForce: "施行日期", "in force", false;
    Checked: "核对日期", "checked", false;
    // Of properties and cases.
    Claim: "主张", "claim", false;
    Incident: "报告内容", "incident", false;
    AsOf: "评估时间", "as of", false;
    Calendar: "日历", "calendar", false;
    Expected: "预期", "expected", false;
}

impl Kind {
    /// What it is called.
    #[must_use]
    pub fn word(self) -> Told {
        let (zh, en) = match self {
            Self::Ruleset => ("规则集", "ruleset"),
            Self::Source => ("依据", "source"),
            Self::Param => ("参数", "parameter"),
            Self::Field => ("字段", "field"),
            Self::Terms => ("词表", "terms"),
            Self::Pattern => ("模式", "pattern"),
            Self::Feature => ("特征", "feature"),
            Self::Script => ("函数", "function"),
            Self::Group => ("分组", "group"),
            Self::Rule => ("规则", "rule"),
            Self::Characteristic => ("评分项", "characteristic"),
            Self::Table => ("评分表", "table"),
            Self::Deadline => ("期限", "deadline"),
            Self::Level => ("级别", "level"),
            Self::Action => ("措施", "action"),
            Self::Property => ("性质", "property"),
            Self::Case => ("案例", "case"),
        };
        Told { zh: zh.to_owned(), en: en.to_owned() }
    }

    /// Whether what such a thing says can change an assessment.
    #[must_use]
    pub fn weighs(self) -> bool {
        !matches!(self, Self::Source | Self::Action | Self::Property | Self::Case)
    }

    /// Whether such a thing decides by itself, and not only through what uses it: it being there, or its name, is seen
    /// in assessments.
    #[must_use]
    pub fn is_seen(self) -> bool {
        self.is_entry() || matches!(self, Self::Field | Self::Level)
    }

    /// Whether it gives points.
    #[must_use]
    pub fn is_entry(self) -> bool {
        matches!(self, Self::Rule | Self::Characteristic | Self::Table | Self::Deadline)
    }
}
