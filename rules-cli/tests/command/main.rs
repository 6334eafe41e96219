//! The built command, run as a person or a script would; no network, no clock, no order of tests.

#[cfg(test)]
mod backtest;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod check;
#[cfg(test)]
mod csv;
#[cfg(test)]
mod diff;
#[cfg(test)]
mod ends;
#[cfg(test)]
mod interview;
#[cfg(test)]
mod new;
mod pack;
#[cfg(test)]
mod prove;
#[cfg(test)]
mod review;
#[cfg(test)]
mod score;
#[cfg(test)]
mod show;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod texts;
#[cfg(test)]
mod types;
