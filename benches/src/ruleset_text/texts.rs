//! What the workload's ruleset says to people, in both languages.

/// Chinese and English.
pub(super) type Text = (&'static str, &'static str);

/// Everything before the fields. `ID` is the ruleset's id, `MOST` the sum of all points.
pub(super) const HEAD: &str = r#"# Written from the workload's rules: `cargo run -p benches --bin generate -- ruleset ID`.
# For measurements only: the rules are invented, and nobody's report should be scored by them.
format = 1

[ruleset]
id = "ID"
version = "1.0.0"
languages = ["zh", "en"]
title = { zh = "测速规则", en = "Rules for measurements" }
effective = 2025-01-01
utc_offset = "+08:00"
clock = "reported_at"
score = { base = 0, min = 0, max = MOST }

[source.workload]
title = { zh = "测速用的规则与报告", en = "The common workload of rules and reports" }
status = "read"
in_force = 2025-01-01
checked = 2026-11-24

[lint]
[[lint.allow]]
word = "年龄"
reason = "the workload is shared with other engines, and its reports have an age"
[[lint.allow]]
word = "age"
reason = "the workload is shared with other engines, and its reports have an age"
"#;

/// Each field: its name, the lines of its type, title, question.
pub(super) const FIELDS: &[(&str, &str, Text, Text)] = &[
    (
        "channel",
        "type = \"enum\"",
        ("联系渠道", "Channel"),
        ("对方通过什么方式联系？", "How did they make contact?"),
    ),
    (
        "amount",
        "type = \"number\"\nunit = \"CNY\"\nmin = 0",
        ("金额", "Amount"),
        ("涉及多少钱？", "How much money is it about?"),
    ),
    (
        "monthly_income",
        "type = \"number\"\nunit = \"CNY\"\nmin = 0",
        ("月收入", "Monthly income"),
        ("每月收入多少？", "What is the monthly income?"),
    ),
    (
        "payee_new",
        "type = \"bool\"",
        ("首次收款", "New payee"),
        ("以前给该账户转过账吗？", "Is it the first payment to this payee?"),
    ),
    (
        "payee_type",
        "type = \"enum\"",
        ("收款方", "Kind of payee"),
        ("钱转给了谁？", "Who received the money?"),
    ),
    (
        "hours_since_contact",
        "type = \"number\"\nmin = 0",
        ("距联系小时数", "Hours since contact"),
        ("对方联系是几小时前？", "How many hours ago was the contact?"),
    ),
    (
        "victim_age",
        "type = \"integer\"\nmin = 0\nmax = 150",
        ("年龄", "Age"),
        ("当事人的年龄？", "The age, in years?"),
    ),
    (
        "remote_control",
        "type = \"bool\"",
        ("远程控制", "Remote control"),
        ("是否安装了远程控制软件？", "Was remote-control software installed?"),
    ),
    (
        "screen_share",
        "type = \"bool\"",
        ("共享屏幕", "Screen shared"),
        ("是否共享了屏幕？", "Was the screen shared?"),
    ),
    (
        "asked_code",
        "type = \"bool\"",
        ("索要验证码", "Asked for a code"),
        ("对方是否索要验证码？", "Did they ask for a code?"),
    ),
    (
        "claimed_role",
        "type = \"enum\"",
        ("自称身份", "Claimed role"),
        ("对方自称是谁？", "Who did they say they were?"),
    ),
    (
        "prior_reports_same_number",
        "type = \"integer\"\nmin = 0",
        ("同号码举报", "Reports of this number"),
        ("该号码此前被举报过几次？", "How often was this number reported before?"),
    ),
    (
        "reported_at",
        "type = \"datetime\"",
        ("报告时间", "Reported at"),
        ("什么时候报告的？", "When was it reported?"),
    ),
    ("narrative", "type = \"text\"", ("情况描述", "What happened"), ("发生了什么？", "What happened?")),
];

/// Each enum value and its title.
pub(super) const VALUES: &[(&str, Text)] = &[
    ("phone", ("电话", "Phone")),
    ("sms", ("短信", "SMS")),
    ("app", ("应用", "App")),
    ("web", ("网页", "Web")),
    ("in_person", ("当面", "In person")),
    ("personal", ("个人", "Personal")),
    ("merchant", ("商户", "Merchant")),
    ("company", ("公司", "Company")),
    ("crypto", ("虚拟货币", "Virtual currency")),
    ("virtual_goods", ("虚拟商品", "Virtual goods")),
    ("overseas", ("境外", "Overseas")),
    ("police", ("警察", "Police")),
    ("bank", ("银行", "Bank")),
    ("leader", ("领导", "Leader")),
    ("relative", ("亲友", "Relative")),
    ("customer_service", ("客服", "Customer service")),
    ("other", ("其他", "Other")),
];

/// Each rule's code and its reason.
pub(super) const REASONS: &[(&str, Text)] = &[
    ("AMT_LARGE", ("金额巨大", "A very large amount")),
    ("AMT_VS_INCOME", ("金额超过三个月收入", "More than three months of income")),
    ("NEW_PAYEE_LARGE", ("首次收款且金额大", "A large amount to a new payee")),
    ("RISKY_PAYEE", ("收款方风险高", "A risky kind of payee")),
    ("REMOTE_CONTROL", ("设备被远程控制", "The device was controlled remotely")),
    ("SCREEN_AND_CODE", ("共享屏幕并索要验证码", "Screen shared and a code asked for")),
    ("ELDER_VICTIM", ("年龄较大，电话或当面接触", "Age 65 or more, by phone or in person")),
    ("MINOR_VICTIM", ("年龄不满18，付款", "Age under 18, a payment")),
    ("FAKE_AUTHORITY", ("冒充公检法", "Claims to be an authority")),
    ("REPEAT_NUMBER", ("号码多次被举报", "A number reported before")),
    ("BURN_RATIO", ("金额远超收入", "An amount far beyond the income")),
    ("REMOTE_CHANNEL_CODE", ("线上索要验证码", "A code asked for online")),
    ("TXT_SAFE_ACCOUNT", ("提到安全账户", "Mentions a safe account")),
    ("TXT_SCREEN_SHARE", ("提到共享屏幕", "Mentions screen sharing")),
    ("TXT_CODE", ("提到验证码", "Mentions a code")),
    ("TXT_BRUSHING", ("提到刷单", "Mentions brushing orders")),
    ("TXT_INVEST", ("提到投资", "Mentions an investment")),
    ("TXT_FAKE_CS", ("冒充客服的说法", "The story of a false customer service")),
    ("TXT_LOAN", ("提到贷款费用", "Mentions loan fees")),
    ("TXT_ACQUAINT", ("冒充熟人的说法", "The story of a false acquaintance")),
    ("RE_ACCOUNT_NO", ("写有银行账号", "Contains an account number")),
    ("RE_BAD_URL", ("写有可疑网址", "Contains a suspicious address")),
    ("NIGHT_REPORT", ("夜间报告", "Reported at night")),
    ("GOLDEN_HOUR", ("刚刚发生且金额大", "Just happened, and a large amount")),
];

/// Each level: its id, title and response time.
pub(super) const LEVELS: [(&str, Text, &str); 4] = [
    ("low", ("低", "Low"), "PT72H"),
    ("medium", ("中", "Medium"), "PT24H"),
    ("high", ("高", "High"), "PT1H"),
    ("critical", ("紧急", "Critical"), "PT15M"),
];
