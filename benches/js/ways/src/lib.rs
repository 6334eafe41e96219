//! Ways to hand an incident to a module and to take an assessment back: `benches/js/ways.mjs` measures them against
//! each other. Nothing is assessed in between: the way alone is measured.

use js_sys::{Array, Reflect};
use rules_core::{Assessment, ContextSpec, Options, Ruleset, Session};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

/// Room for what comes in, and an assessment to be taken out.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Ways {
    room: Vec<u8>,
    assessment: Assessment,
    /// The same as JSON, which the engine writes straight from its decisions.
    line: Vec<u8>,
    /// The same as numbers, and what some of them are indexes into.
    numbers: Vec<f64>,
    entries: Vec<String>,
    told: Vec<f64>,
    members: Vec<f64>,
}

#[wasm_bindgen]
impl Ways {
    /// Assesses an incident once.
    ///
    /// # Errors
    /// A mistake in the ruleset, or no incident.
    #[wasm_bindgen(constructor)]
    pub fn new(source: &str, incident: &str) -> Result<Ways, JsError> {
        let ruleset = Ruleset::compile(source)?;
        let context = ruleset.context(ContextSpec::default())?;
        let options = Options::default();
        let mut session = Session::new(&ruleset, &context, &options);
        let assessment = session.assess(incident.as_bytes(), 1)?;
        let mut line = Vec::new();
        session.line(incident.as_bytes(), 1, &mut line);
        let mut numbers = Vec::new();
        session.numbers(&mut numbers);
        let entries = ruleset.model().entries.iter().map(|it| it.id.clone()).collect();
        let (told, members) = (Vec::new(), vec![0.0; 256]);
        Ok(Self { room: vec![0; 1 << 16], assessment, line, numbers, entries, told, members })
    }

    /// Where JSON is written, and read.
    pub fn room(&mut self) -> *mut u8 {
        self.room.as_mut_ptr()
    }

    /// The ids of the ruleset's entries.
    pub fn entries(&self) -> Vec<String> {
        self.entries.clone()
    }

    /// Where members are written as numbers; their texts go where JSON goes.
    pub fn members(&mut self) -> *mut f64 {
        self.members.as_mut_ptr()
    }

    /// In as numbers and bytes of texts: they are there already. Gives how many.
    #[wasm_bindgen(js_name = inByNumbers)]
    pub fn in_by_numbers(&self, count: usize, length: usize) -> usize {
        count.min(self.members.len()) + length.min(self.room.len())
    }

    /// In as JSON bytes: they are there already. Gives how many.
    #[wasm_bindgen(js_name = inByJson)]
    pub fn in_by_json(&self, length: usize) -> usize {
        length.min(self.room.len())
    }

    /// In by serde-wasm-bindgen, as JSON for the engine. Gives how many bytes that is.
    ///
    /// # Errors
    /// What serde cannot read.
    #[wasm_bindgen(js_name = inBySerde)]
    pub fn in_by_serde(&mut self, incident: JsValue) -> Result<usize, JsError> {
        let value: serde_json::Value = serde_wasm_bindgen::from_value(incident)?;
        self.room.clear();
        serde_json::to_writer(&mut self.room, &value)?;
        Ok(self.room.len())
    }

    /// In by names that are strings of JavaScript already: each member is asked for. Gives how many there are; no
    /// JSON is made of them, which would come on top.
    ///
    /// # Errors
    /// It is no object.
    #[wasm_bindgen(js_name = inByNames)]
    pub fn in_by_names(&self, incident: &JsValue, names: &Array) -> Result<usize, JsValue> {
        let mut count = 0;
        for name in names.iter() {
            let value = Reflect::get(incident, &name)?;
            let text = value.as_string().map(|text| text.len());
            let plain = value.as_f64().is_some() || value.as_bool().is_some();
            count += usize::from(text.is_some() || plain);
        }
        Ok(count)
    }

    /// Out as JSON bytes, in the room. Gives how many.
    #[wasm_bindgen(js_name = outByJson)]
    pub fn out_by_json(&mut self) -> usize {
        self.room.clear();
        self.room.extend_from_slice(&self.line);
        self.room.len()
    }

    /// Out as numbers; gives where they stand.
    #[wasm_bindgen(js_name = outByNumbers)]
    pub fn out_by_numbers(&mut self) -> *const f64 {
        self.told.clear();
        self.told.extend_from_slice(&self.numbers);
        self.told.as_ptr()
    }

    /// Out by serde-wasm-bindgen: members are set one by one.
    ///
    /// # Errors
    /// None.
    #[wasm_bindgen(js_name = outBySerde)]
    pub fn out_by_serde(&self) -> Result<JsValue, JsError> {
        Ok(self.assessment.serialize(&Serializer::json_compatible())?)
    }
}
