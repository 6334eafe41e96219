//! A typed report and what its text mentions in, the rules that fire out: the 24 rules as a good engineer
//! would write them in Rust. How the text is searched is the callers' matter.

use crate::answer::Fired;
use crate::report::{Channel, PayeeType, Report, Role};

pub(crate) const F01: Fired = Fired::rule(0);
pub(crate) const F02: Fired = Fired::rule(1);
pub(crate) const F03: Fired = Fired::rule(2);
pub(crate) const F04: Fired = Fired::rule(3);
pub(crate) const F05: Fired = Fired::rule(4);
pub(crate) const F06: Fired = Fired::rule(5);
pub(crate) const F07: Fired = Fired::rule(6);
pub(crate) const F08: Fired = Fired::rule(7);
pub(crate) const F09: Fired = Fired::rule(8);
pub(crate) const F10: Fired = Fired::rule(9);
pub(crate) const F11: Fired = Fired::rule(10);
pub(crate) const F12: Fired = Fired::rule(11);
pub(crate) const T13: Fired = Fired::rule(12);
pub(crate) const T14: Fired = Fired::rule(13);
pub(crate) const T15: Fired = Fired::rule(14);
pub(crate) const T16: Fired = Fired::rule(15);
pub(crate) const T17: Fired = Fired::rule(16);
pub(crate) const T18: Fired = Fired::rule(17);
pub(crate) const T19: Fired = Fired::rule(18);
pub(crate) const T20: Fired = Fired::rule(19);
pub(crate) const X21: Fired = Fired::rule(20);
pub(crate) const X22: Fired = Fired::rule(21);
pub(crate) const D23: Fired = Fired::rule(22);
pub(crate) const D24: Fired = Fired::rule(23);

/// The phrases of the text rules.
#[rustfmt::skip]
pub(crate) const PHRASES: [(Fired, &[&str]); 8] = [
    (T13, &["安全账户", "安全账号", "资金清查", "资金核查", "监管账户", "涉嫌洗钱", "洗钱案件", "逮捕令", "通缉令", "保密协议", "冻结名下资产", "配合公安调查"]),
    (T14, &["屏幕共享", "共享屏幕", "远程控制软件", "向日葵", "腾讯会议", "todesk", "开启共享", "远程协助", "会议号"]),
    (T15, &["验证码", "动态码", "校验码", "短信口令", "付款码", "人脸识别认证"]),
    (T16, &["刷单返利", "刷单", "返佣", "垫付", "点赞返现", "派单员", "连单", "福利单", "抢单", "兼职日结", "关注公众号领红包", "做任务赚佣金"]),
    (T17, &["荐股", "内幕消息", "稳赚不赔", "高额回报", "投资导师", "虚拟币", "数字货币", "外汇平台", "期货平台", "带单老师", "跟单操作", "交易所账户", "保本保息", "日收益", "翻倍收益", "内部渠道", "操盘手", "理财群", "无法提现", "缴纳保证金"]),
    (T18, &["退款理赔", "快递丢失", "百万保障", "取消会员", "关闭服务", "影响征信", "注销账户", "双倍赔付", "误开通"]),
    (T19, &["无抵押贷款", "解冻金", "贷款保证金", "刷流水", "银行流水不足", "放款失败", "包装费", "低息贷款"]),
    (T20, &["猜猜我是谁", "换号码了", "领导让我", "急需用钱", "帮忙转账", "车祸住院", "不方便接电话"]),
];

/// An account number of 16 to 19 digits that starts with 62.
pub(crate) const ACCOUNT: &str = "62[0-9]{14,17}";
/// A web address in a cheap top-level domain.
pub(crate) const ADDRESS: &str = "https?://[A-Za-z0-9.-]+[.](?:xyz|top|vip|cc|icu)";

/// The rules that fire. `texts` holds the rules whose phrases or patterns are in the narrative.
pub(crate) fn rules_that_fire(report: &Report, texts: Fired) -> Fired {
    let mut fired = texts & !(T18 | T20);
    fired.set(T18, texts.has(T18) && matches!(report.claimed_role, Role::CustomerService | Role::Bank));
    fired.set(T20, texts.has(T20) && report.amount > 1000.0);
    fired | about_money(report) | about_contact(report) | about_time(report)
}

fn about_money(report: &Report) -> Fired {
    let amount = report.amount;
    let mut fired = Fired::default();
    fired.set(F01, amount >= 200_000.0);
    if let Some(income) = report.monthly_income {
        fired.set(F02, amount > 3.0 * income && amount > 10_000.0);
        let reports = report.prior_reports_same_number as f64;
        fired.set(F11, (amount + 1000.0 * reports) / (income + 500.0) > 12.0);
    }
    let payee = report.payee_type;
    let known_kind = matches!(payee, PayeeType::Personal | PayeeType::Company);
    fired.set(F03, report.payee_new && amount > 50_000.0 && known_kind);
    fired.set(F04, matches!(payee, PayeeType::Crypto | PayeeType::VirtualGoods | PayeeType::Overseas));
    fired
}

fn about_contact(report: &Report) -> Fired {
    let Report { victim_age, channel, claimed_role, .. } = *report;
    let Report { remote_control, screen_share, asked_code, .. } = *report;
    let by_voice = matches!(channel, Channel::Phone | Channel::InPerson);
    let mut fired = Fired::default();
    fired.set(F05, remote_control);
    fired.set(F06, screen_share && asked_code);
    fired.set(F07, victim_age >= 65 && by_voice && report.amount > 5000.0);
    fired.set(F08, victim_age < 18 && report.payee_type != PayeeType::Merchant);
    fired.set(F09, claimed_role == Role::Police && (remote_control || screen_share || asked_code));
    fired.set(F10, report.prior_reports_same_number >= 3);
    fired.set(F12, !by_voice && (asked_code || screen_share) && claimed_role != Role::Other);
    fired
}

fn about_time(report: &Report) -> Fired {
    let mut fired = Fired::default();
    if let Some(hour) = report.hour() {
        fired.set(D23, !(6..23).contains(&hour));
    }
    fired.set(D24, report.hours_since_contact <= 1.0 && report.amount >= 20_000.0);
    fired
}
