//! What counts where, as tables; texts are the kind that real rulesets hold.

use super::*;
use Category::*;
use Place::{EnumValue, Name, Path, Pattern, Term, Text};

fn find(text: &str, place: Place) -> Option<(String, Category)> {
    static LINT: LazyLock<PersonLint> = LazyLock::new(|| PersonLint::new(&[], &[]));
    let found = LINT.find(text, place)?;
    Some((text.get(found.range)?.to_owned(), found.category))
}

fn counts(cases: &[(&str, Place, &str, Category)]) {
    for &(text, place, word, category) in cases {
        assert_eq!(find(text, place), Some((word.to_owned(), category)), "{text} as {place:?}");
    }
}

const PLACES: [Place; 6] = [Name, Text, Term, Pattern, EnumValue, Path];

#[test]
fn declared_inputs_that_identify_or_describe_a_person_count() {
    counts(&[
        ("id_number", Name, "id_number", Identity),
        ("citizen_id_card", Name, "citizen_id", Identity),
        ("passport", Name, "passport", Identity),
        ("reporter_name", Name, "reporter_name", Identity),
        ("full_name", Name, "full_name", Identity),
        ("victim_phone", Name, "victim_phone", Identity),
        ("xingming", Name, "xingming", Identity),
        ("ethnicity", Name, "ethnicity", Ethnicity),
        ("race", Name, "race", Ethnicity),
        ("is_religious", Name, "religious", Religion),
        ("political_view", Name, "political_view", Opinion),
        ("party_member", Name, "party_member", Opinion),
        ("mental_illness", Name, "mental_illness", Health),
        ("has_disability", Name, "disability", Disability),
        ("disabilities", Name, "disabilities", Disability),
        ("native_place", Name, "native_place", Origin),
        ("hukou", Name, "hukou", HouseholdRegistration),
        ("age", Name, "age", Age),
        ("victim_age", Name, "age", Age),
        ("age_over_60", Name, "age", Age),
        ("owner_age_years", Name, "age", Age),
        ("house_owner_age", Name, "age", Age),
        ("elderly", Name, "elderly", Age),
        ("birth_year", Name, "birth_year", Age),
        ("sex", Name, "sex", Sex),
        ("gender", Name, "gender", Sex),
        ("criminal_record", Name, "criminal_record", Record),
        ("prior_convictions", Name, "prior_convictions", Record),
        ("marital_status", Name, "marital_status", Family),
        ("serial_petitioner", Name, "serial_petitioner", Label),
        ("key_personnel", Name, "key_personnel", Label),
        ("social_credit", Name, "social_credit", Label),
        ("身份证号", Text, "身份证", Identity),
        ("请提供您的身份证号", Text, "身份证", Identity),
        ("报告人姓名", Text, "姓名", Identity),
        ("业主电话", Text, "业主电话", Identity),
        ("联系电话", Text, "联系电话", Identity),
        ("民族", Text, "民族", Ethnicity),
        ("宗教信仰", Text, "宗教", Religion),
        ("政治面貌", Text, "政治面貌", Opinion),
        ("是否患病", Text, "患病", Health),
        ("残疾等级", Text, "残疾", Disability),
        ("籍贯", Text, "籍贯", Origin),
        ("户籍所在地", Text, "户籍", HouseholdRegistration),
        ("受害人年龄", Text, "年龄", Age),
        ("性别：男/女", Text, "性别", Sex),
        ("男/女", Text, "男", Sex),
        ("有无前科", Text, "前科", Record),
        ("婚姻状况", Text, "婚姻状况", Family),
        ("是否重点人员", Text, "重点人员", Label),
        ("What is your age?", Text, "age", Age),
    ]);
}

#[test]
fn paths_are_read_word_by_word() {
    counts(&[
        ("/reporter/idCard", Path, "idCard", Identity),
        ("/reporter/IDNumber", Path, "IDNumber", Identity),
        ("/victim/name", Path, "victim/name", Identity),
        ("/victim/ageYears", Path, "age", Age),
        ("/house/owner/age", Path, "age", Age),
        ("/person/sex", Path, "sex", Sex),
        ("/报告人/民族", Path, "民族", Ethnicity),
    ]);
    for fine in ["/house/age", "/house/buildingAge", "/page/title", "/grid/id", "/app/name", "/stages/0"] {
        assert_eq!(find(fine, Path), None, "{fine}");
    }
}

#[test]
fn words_that_brand_a_person_count_in_terms_patterns_and_enum_values() {
    for place in [Term, Pattern, EnumValue, Text] {
        counts(&[
            ("老上访户", place, "老上访", Label),
            ("上访户", place, "上访户", Label),
            ("缠访闹访", place, "缠访", Label),
            ("刁民", place, "刁民", Label),
            ("信访老户", place, "信访老户", Label),
            ("精神异常", place, "精神异常", Health),
            ("精神病人", place, "精神病", Health),
            ("残疾人", place, "残疾", Disability),
            ("独居老人", place, "独居", Family),
            ("刑满释放人员", place, "刑满释放", Record),
            ("外地人", place, "外地人", Origin),
            ("回族", place, "回族", Ethnicity),
            ("教徒", place, "教徒", Religion),
            ("男", place, "男", Sex),
            ("80岁", place, "岁", Age),
            ("六十岁以上", place, "岁", Age),
        ]);
    }
    counts(&[
        ("elderly", EnumValue, "elderly", Age),
        ("female", EnumValue, "female", Sex),
        ("widowed", EnumValue, "widowed", Family),
        ("repeat petitioner", Term, "repeat petitioner", Label),
    ]);
}

#[test]
fn patterns_are_read_past_their_signs() {
    counts(&[
        (r"(老人|老年)", Pattern, "老人", Age),
        (r"\bage\b", Pattern, "age", Age),
        (r"\d{2}岁", Pattern, "岁", Age),
        (r"\d+\s*周岁", Pattern, "周岁", Age),
        (r"(男|女)方", Pattern, "男", Sex),
        (r"上访户.{0,3}", Pattern, "上访户", Label),
    ]);
    for fine in [
        r"\d{17}[\dXx]",
        r"62\d{14,17}",
        r"岁月",
        r"homepage",
        r"(?:身份证|银行卡)号",
        r"https?://[a-z]+\.top",
    ] {
        assert_eq!(find(fine, Pattern), None, "{fine}");
    }
}

#[test]
fn identity_does_not_count_where_a_story_is_compared() {
    for word in ["身份证", "手机号", "姓名", "护照", "passport", "id_card", "要你的身份证照片"]
    {
        for place in [Term, Pattern, EnumValue] {
            assert_eq!(find(word, place), None, "{word} as {place:?}");
        }
        assert!(find(word, Text).is_some() || word.starts_with('要'), "{word}");
    }
}

#[test]
fn a_demand_for_a_document_is_the_matter() {
    for (text, place) in [
        ("asked_id_photo", Name),
        ("id_card_shared", Name),
        ("passport_withheld", Name),
        ("/demands/askedIdNumber", Path),
        ("索要身份证照片", Text),
        ("对方是否要求提供身份证、银行卡或验证码？", Text),
        ("身份证被冒用", Text),
        ("Were you asked for your ID number?", Text),
        ("身份证办理", Text),
        ("对方手机号", Text),
        ("收款人姓名", Text),
        ("来电手机号", Text),
        ("承办单位联系电话", Text),
    ] {
        assert_eq!(find(text, place), None, "{text}");
    }
    assert!(find("对方索要验证码。您的身份证号", Text).is_some(), "the demand is in another clause");
    assert!(find("对方年龄", Text).is_some(), "only identity depends on whose it is");
}

#[test]
fn a_text_may_say_what_is_not_asked() {
    for text in [
        "请描述经过（请勿填写姓名、身份证号）",
        "评分与年龄、民族无关",
        "Do not write an ID number or an age",
    ] {
        assert_eq!(find(text, Text), None, "{text}");
    }
    assert!(find("请勿挂断；您的年龄", Text).is_some());
    assert!(find("不看年龄", Term).is_some());
}

#[test]
fn words_of_the_matter_do_not_count_anywhere() {
    for text in [
        // Fraud: what the caller says and asks for.
        "涉嫌洗钱",
        "公安局",
        "安全账户",
        "银行卡号",
        "验证码",
        "自称公检法",
        "冒充领导熟人",
        "网络婚恋交友",
        "民族资产解冻",
        "征信记录",
        "修复征信",
        "通缉令",
        "会留案底",
        "百万保障",
        "积分清零",
        "以房养老",
        "养老金",
        "医保卡异地盗刷",
        "包治高血压糖尿病",
        "根治癌症的保健品",
        "美女荷官",
        "人脸识别认证",
        "实名认证",
        "付款码",
        "色情小卡片",
        "未成年人充值退款",
        "陌生男子",
        "黑名单",
        "征信黑名单",
        "领导更换新号",
        "老年机",
        // Housing.
        "房龄",
        "房屋年龄",
        "建筑年代",
        "建成年份",
        "使用年限",
        "年久失修",
        "病害",
        "墙体裂缝",
        "户主自建",
        "宗教活动场所",
        "老旧小区",
        "老化",
        "无障碍设施",
        "盲道",
        "自建房层数",
        "民族路12号",
        "湘西土家族苗族自治州",
        "城步苗族自治县",
        // Petitions and disputes: lawful acts, their handling, claims.
        "上访",
        "信访",
        "集体上访",
        "越级上访",
        "重复信访",
        "初信初访",
        "信访人",
        "上访户数",
        "农民工工资",
        "医患纠纷",
        "工伤认定",
        "职业病",
        "离婚纠纷",
        "婚姻家庭纠纷",
        "家暴",
        "户籍管理",
        "户口迁移",
        "新生儿户籍问题",
        "退休年龄",
        "残疾人停车费",
        "民族学院",
        "残疾人两项补贴",
        "高龄津贴",
        "妇女权益",
        "业主委员会",
        "居民小组",
        "儿童溺水",
        "子女入学",
        "男方",
        "女儿",
        "自杀",
        "情绪激动",
        "推诿",
        "敷衍",
        "精神损失费",
        "精神病院选址",
        "党委",
        "名族",
        "岁月",
        "万岁",
        // Names.
        "house_age",
        "building_age_years",
        "age_of_building",
        "roof_age",
        "account_age_days",
        "page",
        "message",
        "manager",
        "storage",
        "average",
        "stage",
        "damage",
        "usage",
        "mortgage",
        "village",
        "package",
        "leakage",
        "drainage",
        "sewage",
        "garage",
        "percentage",
        "coverage",
        "shortage",
        "grid_id",
        "id",
        "case_id",
        "payee_account",
        "payee_name",
        "app_name",
        "caller_number",
        "phone",
        "channel",
        "unit_name",
        "project_name",
        "prior_reports_same_number",
        "times_raised",
        "group_size",
        "party_count",
        "opinion_issued_on",
        "written_opinion",
        "third_party",
        "trace",
        "brace_missing",
        "terrace",
        "embrace",
        "sexagenary",
        "essex",
        "sex_chat_blackmail",
        "account_disabled",
        "crack_origin",
        "household_count",
        "divorce_dispute",
        "health_code",
        "health_product",
        "hotline_limit",
        "race_condition",
        "religious_building",
        "record_date",
        "handling_record",
        "fraud_record_checked",
    ] {
        for place in PLACES {
            assert_eq!(find(text, place), None, "{text} as {place:?}");
        }
    }
}

#[test]
fn width_case_and_script_make_no_difference() {
    counts(&[
        ("ＡＧＥ", Name, "ＡＧＥ", Age),
        ("Victim Age", Text, "Age", Age),
        ("民族、宗教", Text, "民族", Ethnicity),
        ("身份證號", Text, "身份證", Identity),
        ("當事人電話", Text, "當事人電話", Identity),
        ("戶籍", Text, "戶籍", HouseholdRegistration),
        ("年齡", Term, "年齡", Age),
        ("80歲", Term, "歲", Age),
        ("老上訪戶", Term, "老上訪", Label),
        ("纏訪鬧訪", Term, "纏訪", Label),
        ("精神異常", Term, "精神異常", Health),
        ("殘疾", Term, "殘疾", Disability),
        ("維吾爾", Term, "維吾爾", Ethnicity),
        ("id-card", Name, "id-card", Identity),
        ("ages", Name, "ages", Age),
    ]);
}

#[test]
fn the_first_word_is_found_and_the_longest_there() {
    let lint = PersonLint::new(&[], &[]);
    let found = lint.find("其中年龄、性别", Text).unwrap();
    assert_eq!((found.word.as_str(), found.range), ("年龄", 6..12));
    assert_eq!(lint.find("上访专业户", Term).unwrap().word, "上访专业户");
    assert_eq!(lint.find("IDCard", Path).unwrap().word, "id card");
    assert_eq!(lint.find("", Text), None);
}

#[test]
fn an_author_adds_words_and_allows_expressions() {
    let own = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let lint =
        PersonLint::new(&own(&["爱告状", "bad egg"]), &own(&["老年之友", "race", "victim age", "80岁"]));
    assert_eq!(lint.find("他爱告状", Term).unwrap().category, Label);
    assert_eq!(lint.find("bad_eggs", Name).unwrap().category, Label);
    assert_eq!(lint.find("老年之友", Term), None);
    assert_eq!(lint.find("race", Name), None);
    assert_eq!(lint.find("victim_age", Name), None);
    assert_eq!(lint.find("80岁", Term), None);
    assert_eq!(lint.find("老年之友里的老年人", Term).unwrap().range, 18..24);
    assert!(lint.find("owner_age", Name).is_some());
    let part = PersonLint::new(&[], &own(&["老"]));
    assert!(part.find("老人", Term).is_some(), "an allowed part does not allow the whole");
    let empty = PersonLint::new(&own(&["", " "]), &own(&[""]));
    assert_eq!(empty.find("安全账户", Term), None);
    assert!(empty.find("age", Name).is_some());
}

#[test]
fn every_listed_word_counts_by_itself() {
    let lint = PersonLint::new(&[], &[]);
    for group in words::GROUPS {
        for word in group.words.split_whitespace().chain(group.alone.split_whitespace()) {
            let place = if group.category == Identity { Name } else { Term };
            let found = lint.find(word, place).unwrap_or_else(|| panic!("{word} is found"));
            assert_eq!(found.category, group.category, "{word}");
        }
    }
}

#[test]
fn the_table_of_traditional_characters_is_in_pairs() {
    let chars: Vec<char> = TRADITIONAL.chars().collect();
    assert_eq!(chars.len() % 2, 0);
    let firsts: Vec<char> = chars.iter().copied().step_by(2).collect();
    assert!(firsts.is_sorted(), "a slip of one character breaks the order");
    assert!(chars.iter().skip(1).step_by(2).all(|simplified| !firsts.contains(simplified)));
}
