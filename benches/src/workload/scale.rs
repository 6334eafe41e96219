//! Draws in, 10 to 10,000 rules out: three in five test fields, two in five test the text for 3 to 8 phrases.
//! A field rule is kept if 0.1 to 2 % of a sample of incidents hit it, a text rule if at most 2 % do.

use std::collections::BTreeSet;

use super::evaluate::fires;
use super::expr::{Expr, Operator};
use super::incident::Incident;
use super::random::Random;
use super::rules::{FRAUD_24, PHRASES, Rule, RuleSet};

const RULE_SEED: u64 = 7;
const SAMPLE: usize = 1000;
const MAX_SHARE: f64 = 0.02;
const MIN_SHARE_OF_FIELD_RULE: f64 = 0.001;
/// Characters that made-up phrases are drawn from.
const CHARACTERS: &str = "安账户资金清查验码屏幕共享刷单返利投导师稳赚贷款流水退理赔转汇银行客服公检法涉嫌洗钱冻结解除群主链接下载注册平台会员充值提现保证佣任务红包抢派连福日结内幕消息股票期货外汇虚拟币数字挖矿";

/// The set of `count` rules. Every larger set starts with the rules of the smaller ones.
pub fn scale(count: usize) -> RuleSet {
    set(count, rules(count))
}

/// The sets of these sizes, drawn once.
pub fn scales(counts: &[usize]) -> Vec<RuleSet> {
    let all = rules(counts.iter().copied().max().unwrap_or(0));
    counts.iter().map(|&count| set(count, all.iter().take(count).cloned().collect())).collect()
}

fn set(count: usize, rules: Vec<Rule>) -> RuleSet {
    let size = count as i64;
    let levels = [("low", 0), ("medium", size / 40 + 2), ("high", size / 15 + 4), ("critical", size / 8 + 8)];
    RuleSet {
        name: format!("scale-{count}"),
        fields: FRAUD_24.fields.clone(),
        enums: FRAUD_24.enums.clone(),
        levels: levels.map(|(level, from)| (level.into(), from)).into(),
        rules,
    }
}

fn rules(count: usize) -> Vec<Rule> {
    let sample: Vec<Incident> = super::incidents().take(SAMPLE).collect();
    let mut draw = Draw::new();
    let mut rules = Vec::new();
    let mut seen = BTreeSet::new();
    while rules.len() < count {
        let about_fields = rules.len() % 5 < 3;
        let when = if about_fields { draw.field_condition() } else { draw.text_condition() };
        let written = when.to_json().to_string();
        if seen.contains(&written) {
            continue;
        }
        let share = sample.iter().filter(|incident| fires(&when, incident)).count() as f64 / SAMPLE as f64;
        let min = if about_fields { MIN_SHARE_OF_FIELD_RULE } else { 0.0 };
        if !(min..=MAX_SHARE).contains(&share) {
            continue;
        }
        seen.insert(written);
        let number = rules.len();
        let points = 1 + draw.random.below(9) as i64;
        rules.push(Rule { id: format!("R{number:05}"), points, reason: format!("S_{number:05}"), when });
    }
    rules
}

struct Draw {
    random: Random,
    characters: Vec<char>,
    phrases: Vec<&'static str>,
}

impl Draw {
    fn new() -> Self {
        Self {
            random: Random::new(RULE_SEED),
            characters: CHARACTERS.chars().collect(),
            phrases: PHRASES.iter().flat_map(|(_, phrases)| phrases.iter().copied()).collect(),
        }
    }

    fn field_condition(&mut self) -> Expr {
        let mut operands = vec![self.atom(), self.atom()];
        if self.random.chance(0.7) {
            operands.push(self.atom());
        } else {
            operands.push(Expr::Or(vec![self.atom(), self.atom()]));
        }
        Expr::And(operands)
    }

    fn text_condition(&mut self) -> Expr {
        let mut phrases: Vec<String> = Vec::new();
        // The end is drawn anew for each phrase: short lists are the more likely ones.
        while (phrases.len() as u64) < 3 + self.random.below(6) {
            let phrase = self.phrase();
            if !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
        let mentions = Expr::Any("narrative".into(), phrases);
        if self.random.chance(0.3) { Expr::And(vec![self.atom(), mentions]) } else { mentions }
    }

    fn phrase(&mut self) -> String {
        if self.random.chance(0.02) {
            return (*self.random.choose(&self.phrases)).into();
        }
        let length = 3 + self.random.below(3);
        (0..length).map(|_| *self.random.choose(&self.characters)).collect()
    }

    fn atom(&mut self) -> Expr {
        match self.random.below(9) {
            0 => {
                let operator = *self.random.choose(&[Operator::Greater, Operator::AtLeast]);
                let amount = self.random.below(9000) * 10 + 2000;
                compare(operator, "amount", Expr::Number(amount as f64))
            }
            1 => {
                let operator = *self.random.choose(&[Operator::AtLeast, Operator::Less]);
                compare(operator, "victim_age", Expr::Integer(14 + self.random.below(70) as i64))
            }
            2 => {
                let field = *self.random.choose(&["channel"]);
                compare(Operator::Equal, field, self.value_of(field))
            }
            3 => self.two_values(),
            4 => {
                let fields = ["payee_new", "remote_control", "screen_share", "asked_code"];
                let name = *self.random.choose(&fields);
                field(name)
            }
            5 => {
                let hours = self.random.below(800) as f64 / 10.0 + 0.5;
                compare(Operator::AtMost, "hours_since_contact", Expr::Number(hours))
            }
            6 => {
                let reports = 1 + self.random.below(6) as i64;
                compare(Operator::AtLeast, "prior_reports_same_number", Expr::Integer(reports))
            }
            7 => {
                let role = self.value_of("claimed_role");
                Expr::Not(Box::new(compare(Operator::Equal, "claimed_role", role)))
            }
            _ => self.more_than_incomes(),
        }
    }

    fn value_of(&mut self, field: &str) -> Expr {
        Expr::Word(self.random.choose(FRAUD_24.values_of(field)).clone())
    }

    fn two_values(&mut self) -> Expr {
        let field = *self.random.choose(&["payee_type", "claimed_role"]);
        let values = FRAUD_24.values_of(field);
        let first = self.random.below(values.len() as u64 - 1) as usize;
        Expr::In(field.into(), values.iter().skip(first).take(2).cloned().collect())
    }

    fn more_than_incomes(&mut self) -> Expr {
        let times = Expr::Number((1 + self.random.below(40)) as f64 / 2.0);
        let incomes = Expr::Binary(Operator::Multiply, Box::new(times), Box::new(field("monthly_income")));
        Expr::And(vec![Expr::Has("monthly_income".into()), compare(Operator::Greater, "amount", incomes)])
    }
}

fn field(name: &str) -> Expr {
    Expr::Field(name.into())
}

fn compare(operator: Operator, name: &str, right: Expr) -> Expr {
    Expr::Binary(operator, Box::new(field(name)), Box::new(right))
}
