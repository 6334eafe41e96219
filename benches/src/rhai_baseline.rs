//! A report in, an answer out, by way of Rhai's interpreter, as an application would embed it: the fields are
//! variables of a scope that is kept, the text is searched by functions of the host.

use aho_corasick::AhoCorasick;
use regex::Regex;
use rhai::{AST, Dynamic, Engine, EvalAltResult, ImmutableString, OptimizationLevel, Scope};
use std::error::Error;

use crate::answer::{Answer, Fired};
use crate::by_hand::{Texts, automaton};
use crate::condition_text::Wording;
use crate::hand_rules::{ACCOUNT, ADDRESS, PHRASES, X21, X22};
use crate::report::{Channel, PayeeType, Report, Role};
use crate::workload::{FRAUD_24, Rule};

/// How the rules are given to the interpreter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One AST for each rule; each text rule searches the text for its own phrases.
    AstPerRule,
    /// One AST for all rules; each text rule searches the text for its own phrases.
    OneAst,
    /// One AST for all rules; one pass over the text beforehand, whose findings are variables.
    OneAstTermsOnce,
}

/// The rules, parsed once, with the scope that they are run in.
pub struct RhaiRules {
    engine: Engine,
    form: Form,
    asts: Vec<AST>,
    scope: Scope<'static>,
    texts: Texts,
    words: Words,
}

impl RhaiRules {
    /// Parses the rules.
    ///
    /// # Errors
    /// A rule does not parse, or a matcher cannot be built.
    pub fn new(form: Form) -> Result<Self, Box<dyn Error>> {
        let engine = engine()?;
        let sources = match form {
            Form::AstPerRule => FRAUD_24.rules.iter().map(|rule| condition(form, rule)).collect(),
            Form::OneAst | Form::OneAstTermsOnce => vec![script(form)],
        };
        let asts = sources.iter().map(|source| engine.compile(source)).collect::<Result<_, _>>()?;
        let mut scope = Scope::new();
        for (name, _) in &FRAUD_24.fields {
            scope.push_dynamic(name.as_str(), Dynamic::UNIT);
        }
        for (name, _) in text_rules().filter(|_| form == Form::OneAstTermsOnce) {
            scope.push_dynamic(name, Dynamic::UNIT);
        }
        Ok(Self { engine, form, asts, scope, texts: Texts::new()?, words: Words::new() })
    }

    /// The answer about one report.
    ///
    /// # Errors
    /// The interpreter stops.
    pub fn evaluate(&mut self, report: &Report) -> Result<Answer, Box<EvalAltResult>> {
        self.fill(report);
        let size = self.scope.len();
        let mut bits = 0;
        if self.form == Form::AstPerRule {
            for (place, ast) in self.asts.iter().enumerate() {
                let fired: bool = self.engine.eval_ast_with_scope(&mut self.scope, ast)?;
                bits |= i64::from(fired) << place;
            }
        } else {
            for ast in &self.asts {
                bits = self.engine.eval_ast_with_scope(&mut self.scope, ast)?;
                self.scope.rewind(size);
            }
        }
        Ok(Answer::of(Fired::from_bits(bits as u32)))
    }

    fn fill(&mut self, report: &Report) {
        let words = &self.words;
        let mut set = |name: &str, value: Dynamic| {
            if let Some(variable) = self.scope.get_mut(name) {
                *variable = value;
            }
        };
        set("channel", words.channel(report.channel));
        set("amount", report.amount.into());
        set("monthly_income", report.monthly_income.map_or(Dynamic::UNIT, Dynamic::from));
        set("payee_new", report.payee_new.into());
        set("payee_type", words.payee_type(report.payee_type));
        set("hours_since_contact", report.hours_since_contact.into());
        set("victim_age", report.victim_age.into());
        set("remote_control", report.remote_control.into());
        set("screen_share", report.screen_share.into());
        set("asked_code", report.asked_code.into());
        set("claimed_role", words.role(report.claimed_role));
        set("prior_reports_same_number", report.prior_reports_same_number.into());
        set("reported_at", report.reported_at.into());
        if self.form == Form::OneAstTermsOnce {
            let found = self.texts.find(&report.narrative);
            text_rules().for_each(|(name, rule)| set(name, found.has(rule).into()));
        } else {
            set("narrative", report.narrative.as_ref().into());
        }
    }
}

/// The variable of each rule about the text, and the rule.
fn text_rules() -> impl Iterator<Item = (&'static str, Fired)> {
    const NAMES: [&str; PHRASES.len()] = ["t13", "t14", "t15", "t16", "t17", "t18", "t19", "t20"];
    NAMES.into_iter().zip(PHRASES.map(|(rule, _)| rule)).chain([("x21", X21), ("x22", X22)])
}

fn script(form: Form) -> String {
    let mut script = String::from("let fired = 0;\n");
    for (place, rule) in FRAUD_24.rules.iter().enumerate() {
        script += &format!("if {} {{ fired |= {}; }}\n", condition(form, rule), 1 << place);
    }
    script + "fired"
}

fn condition(form: Form, rule: &Rule) -> String {
    let name = rule.id.to_lowercase();
    let place = text_rules().position(|(known, _)| known == name).unwrap_or_default();
    let wording = match form {
        Form::OneAstTermsOnce => {
            Wording { mentions: name.clone(), matches: name, hour: "hour_of", lists: false }
        }
        Form::AstPerRule | Form::OneAst => Wording {
            mentions: format!("mentions(narrative, {place})"),
            matches: format!("matches(narrative, {place})"),
            hour: "hour_of",
            lists: false,
        },
    };
    wording.write(&rule.when)
}

fn engine() -> Result<Engine, Box<dyn Error>> {
    let lists =
        PHRASES.iter().map(|(_, list)| automaton(list.iter())).collect::<Result<Vec<AhoCorasick>, _>>()?;
    let patterns = [Regex::new(ACCOUNT)?, Regex::new(ADDRESS)?];
    let mut engine = Engine::new_raw();
    engine.set_optimization_level(OptimizationLevel::Simple);
    engine.set_max_expr_depths(0, 0);
    engine.register_fn("mentions", move |text: &str, list: i64| {
        lists.get(list as usize).is_some_and(|list| list.is_match(text))
    });
    engine.register_fn("matches", move |text: &str, place: i64| {
        let pattern = (place as usize).checked_sub(PHRASES.len()).and_then(|place| patterns.get(place));
        pattern.is_some_and(|pattern| pattern.is_match(text))
    });
    engine.register_fn("hour_of", |time: &str| -> i64 {
        time.get(11..13).and_then(|hour| hour.parse().ok()).unwrap_or_default()
    });
    Ok(engine)
}

/// Enum values as strings of the interpreter, made once.
struct Words(Vec<(&'static str, ImmutableString)>);

impl Words {
    fn new() -> Self {
        let values = FRAUD_24.enums.iter().flat_map(|(_, values)| values);
        Self(values.map(|value| (value.as_str(), value.as_str().into())).collect())
    }

    fn get(&self, word: &str) -> Dynamic {
        self.0.iter().find(|(known, _)| *known == word).map_or(Dynamic::UNIT, |(_, text)| text.clone().into())
    }

    fn channel(&self, channel: Channel) -> Dynamic {
        self.get(match channel {
            Channel::Phone => "phone",
            Channel::Sms => "sms",
            Channel::App => "app",
            Channel::Web => "web",
            Channel::InPerson => "in_person",
        })
    }

    fn payee_type(&self, payee_type: PayeeType) -> Dynamic {
        self.get(match payee_type {
            PayeeType::Personal => "personal",
            PayeeType::Merchant => "merchant",
            PayeeType::Company => "company",
            PayeeType::Crypto => "crypto",
            PayeeType::VirtualGoods => "virtual_goods",
            PayeeType::Overseas => "overseas",
        })
    }

    fn role(&self, role: Role) -> Dynamic {
        self.get(match role {
            Role::Police => "police",
            Role::Bank => "bank",
            Role::Leader => "leader",
            Role::Relative => "relative",
            Role::CustomerService => "customer_service",
            Role::Other => "other",
        })
    }
}
