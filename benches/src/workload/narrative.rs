//! Draws in, a Chinese report text of 60 to 400 characters out, with phrases, account numbers and addresses mixed in.

use super::random::Random;
use super::rules::PHRASES;

/// Sentences of an ordinary report; some of them come near a phrase on purpose.
const NEUTRAL: [&str; 40] = [
    "报警人称当天在家中休息",
    "随后接到陌生来电",
    "对方自称是工作人员",
    "要求添加好友继续沟通",
    "报警人按照指示进行了操作",
    "家属发现异常后拨打报警电话",
    "网格员上门核实了情况",
    "报警人情绪较为激动",
    "双方沟通约四十分钟",
    "之后对方将其拉黑",
    "报警人表示没有见过对方",
    "聊天记录已经截图保存",
    "民警告知其保留证据",
    "社区已安排回访",
    "银行工作人员提醒其注意风险",
    "报警人此前看过反诈宣传",
    "当事人通过手机银行转出款项",
    "对方一直催促尽快办理",
    "报警人感到可疑于是停止操作",
    "现场了解到其独居多年",
    "小区门口张贴有提示海报",
    "具体金额以银行流水为准",
    "报警人与邻居一同前往派出所",
    "资金去向仍在核实",
    "账户状态正常",
    "短信内容已经提交",
    "共计沟通三次",
    "此事已登记在册",
    "楼栋长协助联系其子女",
    "对方提供了所谓的工作证件",
    "报警人在网上看到一则广告",
    "下载了对方推荐的应用",
    "先后操作了多笔",
    "对方声称手续很快完成",
    "报警人误以为是正规机构",
    "安全提示未引起重视",
    "收到一条验证短信但未理会",
    "会议室内有人证实",
    "客户经理曾当面解释",
    "投资经验较少",
];
const SEPARATORS: [&str; 4] = ["，", "。", "；", "，"];
/// What stands before and after a phrase.
const TEMPLATES: [(&str, &str); 7] = [
    ("对方提到", ""),
    ("称需要", ""),
    ("反复强调", ""),
    ("以", "为由"),
    ("页面显示", "字样"),
    ("让报警人", ""),
    ("涉及", ""),
];
const MAX_CHARS: usize = 400;

/// A text of its own length, made of neutral sentences and of these inserts: `phrases` phrases of the rule
/// `kind`, and, if asked for, an account number and a bad web address.
pub(super) fn narrative(
    random: &mut Random,
    kind: Option<&str>,
    phrases: u64,
    account: bool,
    address: bool,
) -> String {
    let target = 60 + (340.0 * libm::pow(random.unit(), 1.4)) as usize;
    let mut inserts = inserts(random, kind, phrases, account, address);
    let mut text = String::new();
    let mut chars = 0;
    while chars < target || !inserts.is_empty() {
        let insert = !inserts.is_empty() && (random.chance(0.3) || chars + 25 >= target);
        let sentence = match inserts.pop_if(|_| insert) {
            Some(sentence) => sentence,
            None => (*random.choose(&NEUTRAL)).into(),
        };
        let separator = if random.chance(0.01) { "\n" } else { random.choose(&SEPARATORS) };
        chars += sentence.chars().count() + 1;
        text.push_str(&sentence);
        text.push_str(separator);
    }
    if chars > MAX_CHARS {
        text = text.chars().take(MAX_CHARS - 1).chain(['。']).collect();
    }
    text
}

fn inserts(
    random: &mut Random,
    kind: Option<&str>,
    phrases: u64,
    account: bool,
    address: bool,
) -> Vec<String> {
    let mut inserts = Vec::new();
    if let Some((_, own)) = PHRASES.iter().find(|(id, _)| Some(*id) == kind) {
        inserts.extend((0..phrases).map(|_| phrase(random, |_| own)));
    }
    if random.chance(0.05) {
        inserts.push(phrase(random, |random| &random.choose(&PHRASES).1));
    }
    if account {
        inserts.push(account_number(random));
    } else if random.chance(0.2) {
        inserts.push(format!("联系电话1{:010}", random.below(10_u64.pow(10))));
    }
    if address {
        inserts.push(bad_address(random));
    } else if random.chance(0.03) {
        inserts.push(format!("官网https://www.{}.cn/", letters(random, b"abcdefgh", 5)));
    }
    if random.chance(0.03) {
        inserts.push("自称\"专员\"".into());
    }
    inserts
}

fn phrase<'a>(random: &mut Random, list: impl FnOnce(&mut Random) -> &'a Vec<&'a str>) -> String {
    let (before, after) = *random.choose(&TEMPLATES);
    let phrases = list(random);
    format!("{before}{}{after}", random.choose(phrases))
}

fn account_number(random: &mut Random) -> String {
    let width = *random.choose(&[14_usize, 17]);
    format!("收款账号62{:0width$}", random.below(10_u64.pow(14)))
}

fn bad_address(random: &mut Random) -> String {
    let scheme = *random.choose(&["http", "https"]);
    let length = 6 + random.below(8);
    let host = letters(random, b"abcdefgh0123", length);
    let domain = *random.choose(&["xyz", "top", "vip", "cc", "icu"]);
    let page = *random.choose(&["login", "a", "pay"]);
    format!("网址{scheme}://{host}.{domain}/{page}")
}

fn letters(random: &mut Random, alphabet: &[u8], length: u64) -> String {
    (0..length).map(|_| char::from(*random.choose(alphabet))).collect()
}
