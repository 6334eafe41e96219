//! Ways to hand an incident to a module and to take an assessment back: `benches/js/ways.mjs` measures them against
//! each other. Nothing is assessed in between: the way alone is measured.

use js_sys::{Array, Reflect};
use rules_core::{Assessment, ContextSpec, Options, Ruleset, Session};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

/// Room for JSON, and an assessment to be taken out.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Ways {
    room: Vec<u8>,
    assessment: Assessment,
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
        let assessment = Session::new(&ruleset, &context, &options).assess(incident.as_bytes(), 1)?;
        Ok(Self { room: vec![0; 1 << 16], assessment })
    }

    /// Where JSON is written, and read.
    pub fn room(&mut self) -> *mut u8 {
        self.room.as_mut_ptr()
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
    ///
    /// # Errors
    /// None.
    #[wasm_bindgen(js_name = outByJson)]
    pub fn out_by_json(&mut self) -> Result<usize, JsError> {
        self.room.clear();
        serde_json::to_writer(&mut self.room, &self.assessment)?;
        Ok(self.room.len())
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
