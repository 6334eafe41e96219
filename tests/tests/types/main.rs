//! Types, schemas and forms: they say what the engine takes and gives.

#[cfg(test)]
mod form;
#[cfg(test)]
mod incident;
#[cfg(test)]
mod shipped;
#[cfg(test)]
mod wire;
