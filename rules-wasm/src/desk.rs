//! A session kept together with what it borrows, so that a host's next incident finds it as the last one left it.

use crate::error::ApiError;
use crate::settings::Settings;
use rules_core::{Context, Options, Ruleset, Session};
use self_cell::self_cell;

/// What a session borrows.
#[derive(Debug)]
pub struct Basis {
    ruleset: Ruleset,
    context: Context,
    options: Options,
}

self_cell!(
    /// A ruleset and a context, and the session at work on them.
    struct Cell {
        owner: Basis,
        #[not_covariant]
        dependent: Session,
    }

    impl {Debug}
);

/// The place where incidents are assessed under the same settings.
#[derive(Debug)]
pub struct Desk {
    /// The settings as they were written.
    settings: String,
    cell: Cell,
}

impl Desk {
    /// A desk for a ruleset under settings.
    pub fn new(ruleset: &Ruleset, settings: &str) -> Result<Self, ApiError> {
        let read = Settings::read(settings)?;
        let context = ruleset.context(read.context(ruleset))?;
        let basis = Basis { ruleset: ruleset.clone(), context, options: read.options() };
        let cell = Cell::new(basis, |it| Session::new(&it.ruleset, &it.context, &it.options));
        Ok(Self { settings: settings.to_owned(), cell })
    }

    /// Whether it was made for these settings, to the byte.
    pub fn is_for(&self, settings: &str) -> bool {
        self.settings == settings
    }

    /// Works with the session.
    pub fn with<R>(&mut self, work: impl FnOnce(&mut Session<'_>) -> R) -> R {
        self.cell.with_dependent_mut(|_, session| work(session))
    }
}
