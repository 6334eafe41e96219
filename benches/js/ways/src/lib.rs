//! Ways to hand an incident to a module and to take an assessment back, to be measured against the package's own, JSON
//! bytes both ways: `benches/js/ways.mjs` runs them.

use js_sys::{Array, JsString, Reflect};
use rules_core::{Assessment, Context, ContextSpec, Options, Ruleset, Session};
use serde::Serialize;
use std::fmt::Write;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

/// A ruleset under one context.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Ways {
    ruleset: Ruleset,
    context: Context,
    options: Options,
    json: String,
    out: Vec<u8>,
}

#[wasm_bindgen]
impl Ways {
    /// Loads a ruleset.
    ///
    /// # Errors
    /// It has a mistake.
    #[wasm_bindgen(constructor)]
    pub fn new(source: &str, as_of: String) -> Result<Ways, JsError> {
        let ruleset = Ruleset::compile(source)?;
        let context = ruleset.context(ContextSpec { as_of: Some(as_of), ..ContextSpec::default() })?;
        Ok(Self { ruleset, context, options: Options::default(), json: String::new(), out: Vec::new() })
    }

    /// In by serde-wasm-bindgen: the object becomes a tree, the tree JSON. Gives how many bytes it has.
    ///
    /// # Errors
    /// What serde cannot read.
    #[wasm_bindgen(js_name = inBySerde)]
    pub fn in_by_serde(&mut self, incident: JsValue) -> Result<usize, JsError> {
        let value: serde_json::Value = serde_wasm_bindgen::from_value(incident)?;
        self.out.clear();
        serde_json::to_writer(&mut self.out, &value)?;
        Ok(self.out.len())
    }

    /// In by names that were interned: each member is asked for, and written as JSON.
    ///
    /// # Errors
    /// The object is none.
    #[wasm_bindgen(js_name = inByNames)]
    pub fn in_by_names(&mut self, incident: &JsValue, names: &Array) -> Result<usize, JsValue> {
        self.json.clear();
        for name in names.iter() {
            let value = Reflect::get(incident, &name)?;
            let _ = match (value.as_f64(), value.as_bool(), value.dyn_ref_string()) {
                (Some(number), ..) => write!(self.json, "{number},"),
                (_, Some(truth), _) => write!(self.json, "{truth},"),
                (.., Some(text)) => write!(self.json, "{},", String::from(text)),
                _ => Ok(()),
            };
        }
        Ok(self.json.len())
    }

    /// Out by serde-wasm-bindgen: members are set one by one.
    ///
    /// # Errors
    /// The incident is none.
    #[wasm_bindgen(js_name = outBySerde)]
    pub fn out_by_serde(&mut self, assessment: &Kept) -> Result<JsValue, JsError> {
        Ok(assessment.0.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
    }

    /// An assessment to be taken out in each way.
    ///
    /// # Errors
    /// The incident is none.
    pub fn keep(&self, incident: &str) -> Result<Kept, JsError> {
        let mut session = Session::new(&self.ruleset, &self.context, &self.options);
        Ok(Kept(session.assess(incident.as_bytes(), 1)?))
    }
}

/// An assessment in the module.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Kept(Assessment);

trait AsText {
    fn dyn_ref_string(&self) -> Option<&JsString>;
}

impl AsText for JsValue {
    fn dyn_ref_string(&self) -> Option<&JsString> {
        use wasm_bindgen::JsCast;
        self.dyn_ref()
    }
}
