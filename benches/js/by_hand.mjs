// A report in, an answer out: the 24 rules as a good engineer would write them in JavaScript, without a library.
// Only the income may be missing, and nothing is said of what is unknown: less than Shao does.

const PHRASES = {
  t13: ['安全账户', '安全账号', '资金清查', '资金核查', '监管账户', '涉嫌洗钱', '洗钱案件', '逮捕令', '通缉令', '保密协议', '冻结名下资产', '配合公安调查'],
  t14: ['屏幕共享', '共享屏幕', '远程控制软件', '向日葵', '腾讯会议', 'todesk', '开启共享', '远程协助', '会议号'],
  t15: ['验证码', '动态码', '校验码', '短信口令', '付款码', '人脸识别认证'],
  t16: ['刷单返利', '刷单', '返佣', '垫付', '点赞返现', '派单员', '连单', '福利单', '抢单', '兼职日结', '关注公众号领红包', '做任务赚佣金'],
  t17: ['荐股', '内幕消息', '稳赚不赔', '高额回报', '投资导师', '虚拟币', '数字货币', '外汇平台', '期货平台', '带单老师', '跟单操作', '交易所账户', '保本保息', '日收益', '翻倍收益', '内部渠道', '操盘手', '理财群', '无法提现', '缴纳保证金'],
  t18: ['退款理赔', '快递丢失', '百万保障', '取消会员', '关闭服务', '影响征信', '注销账户', '双倍赔付', '误开通'],
  t19: ['无抵押贷款', '解冻金', '贷款保证金', '刷流水', '银行流水不足', '放款失败', '包装费', '低息贷款'],
  t20: ['猜猜我是谁', '换号码了', '领导让我', '急需用钱', '帮忙转账', '车祸住院', '不方便接电话'],
};
/** A phrase at a time, as most would write it. */
const IN_TURN = Object.fromEntries(
  Object.entries(PHRASES).map(([id, all]) => [id, { test: (text) => all.some((phrase) => text.includes(phrase)) }]),
);
/** One search for each list, as one would write it who has measured. */
const AT_ONCE = Object.fromEntries(Object.entries(PHRASES).map(([id, all]) => [id, new RegExp(all.join('|'))]));
const ACCOUNT = /62[0-9]{14,17}/;
const ADDRESS = /https?:\/\/[A-Za-z0-9.-]+[.](?:xyz|top|vip|cc|icu)/;

const POINTS = {
  f01: 15, f02: 12, f03: 10, f04: 14, f05: 18, f06: 20, f07: 10, f08: 9, f09: 22, f10: 16, f11: 8, f12: 11,
  t13: 25, t14: 18, t15: 15, t16: 20, t17: 20, t18: 16, t19: 17, t20: 14, x21: 7, x22: 13, d23: 5, d24: 6,
};

/** `{score, level, hits}` of a report. */
export const evaluate = by(IN_TURN);
/** The same, faster. */
export const evaluateAtOnce = by(AT_ONCE);

function by(MENTIONS) {
  return (report) => {
    const { amount, monthly_income: income, payee_type: payee, claimed_role: role, channel, narrative } = report;
    const { victim_age: age, remote_control, screen_share, asked_code, prior_reports_same_number: reports } = report;
    const by_voice = channel === 'phone' || channel === 'in_person';
    const hits = [];
    if (amount >= 200000) hits.push('f01');
    if (income !== undefined && amount > 3 * income && amount > 10000) hits.push('f02');
    if (report.payee_new && amount > 50000 && (payee === 'personal' || payee === 'company')) hits.push('f03');
    if (payee === 'crypto' || payee === 'virtual_goods' || payee === 'overseas') hits.push('f04');
    if (remote_control) hits.push('f05');
    if (screen_share && asked_code) hits.push('f06');
    if (age >= 65 && by_voice && amount > 5000) hits.push('f07');
    if (age < 18 && payee !== 'merchant') hits.push('f08');
    if (role === 'police' && (remote_control || screen_share || asked_code)) hits.push('f09');
    if (reports >= 3) hits.push('f10');
    if (income !== undefined && (amount + 1000 * reports) / (income + 500) > 12) hits.push('f11');
    if (!by_voice && (asked_code || screen_share) && role !== 'other') hits.push('f12');
    if (MENTIONS.t13.test(narrative)) hits.push('t13');
    if (MENTIONS.t14.test(narrative)) hits.push('t14');
    if (MENTIONS.t15.test(narrative)) hits.push('t15');
    if (MENTIONS.t16.test(narrative)) hits.push('t16');
    if (MENTIONS.t17.test(narrative)) hits.push('t17');
    if ((role === 'customer_service' || role === 'bank') && MENTIONS.t18.test(narrative)) hits.push('t18');
    if (MENTIONS.t19.test(narrative)) hits.push('t19');
    if (amount > 1000 && MENTIONS.t20.test(narrative)) hits.push('t20');
    if (ACCOUNT.test(narrative)) hits.push('x21');
    if (ADDRESS.test(narrative)) hits.push('x22');
    const hour = Number(report.reported_at.slice(11, 13));
    if (hour < 6 || hour >= 23) hits.push('d23');
    if (report.hours_since_contact <= 1 && amount >= 20000) hits.push('d24');
    let score = 0;
    for (const id of hits) score += POINTS[id];
    return { score, level: score >= 70 ? 'critical' : score >= 40 ? 'high' : score >= 20 ? 'medium' : 'low', hits };
  };
}
