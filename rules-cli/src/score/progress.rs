//! A bar on a terminal for long input; nothing anywhere else.

use super::input::Input;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes from which on an input is long.
const LONG: u64 = 8 * 1024 * 1024;

/// How far the reading has come.
pub struct Progress {
    read: Arc<AtomicU64>,
    bar: ProgressBar,
    allowed: bool,
    shown: Cell<bool>,
}

impl Progress {
    /// A bar that is drawn once it is worth it, if it is `allowed`.
    pub fn new(inputs: &[Input], allowed: bool) -> Self {
        let total: Option<u64> = inputs.iter().map(|input| input.bytes).sum();
        let bar = total.map_or_else(ProgressBar::no_length, ProgressBar::new);
        bar.set_draw_target(ProgressDrawTarget::hidden());
        let template = match total {
            Some(_) => "{bar:30} {bytes}/{total_bytes} {bytes_per_sec}, {eta} left",
            None => "{spinner} {bytes} {bytes_per_sec}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { read: Arc::default(), bar, allowed, shown: Cell::new(false) }
    }

    /// What the reader counts in.
    pub fn counter(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }

    /// Moves the bar.
    pub fn update(&self) {
        if !self.allowed {
            return;
        }
        let read = self.read.load(Ordering::Relaxed);
        if !self.shown.get() && read.max(self.bar.length().unwrap_or_default()) > LONG {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.shown.set(true);
        }
        self.bar.set_position(read);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
