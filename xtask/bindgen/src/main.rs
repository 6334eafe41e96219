//! `bindgen MODULE FOLDER NAME`: the module that a host instantiates, and the JavaScript around it, in a folder.

use std::env;
use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [module, folder, name] = arguments.as_slice() else {
        eprintln!("usage: bindgen MODULE FOLDER NAME");
        return ExitCode::from(2);
    };
    match write(module, folder, name) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bindgen: {error}");
            ExitCode::FAILURE
        }
    }
}

/// For hosts that instantiate the module themselves, and may do so again after a trap.
fn write(module: &str, folder: &str, name: &str) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    let bindgen = bindgen.web(true).map_err(|error| format!("{error:#}"))?;
    bindgen.input_path(module).out_name(name).omit_default_module_path(true).reset_state_function(true);
    bindgen.generate(folder).map_err(|error| format!("{error:#}"))
}
