//! A list that keeps its first rows and counts the rest.

/// Rows that a list keeps.
pub const ROWS: usize = 200;

/// The first [`ROWS`] rows by their order; memory holds at most twice as many.
#[derive(Clone, Debug)]
pub struct Top<T> {
    rows: Vec<T>,
    all: u64,
}

impl<T: Ord> Top<T> {
    /// No rows.
    pub fn new() -> Self {
        Self { rows: Vec::new(), all: 0 }
    }

    /// Adds a row.
    pub fn add(&mut self, row: T) {
        self.all += 1;
        self.rows.push(row);
        if self.rows.len() >= ROWS * 2 {
            self.finish();
        }
    }

    /// Brings the rows into their order; those of equal rank stay in the order of the input.
    pub fn finish(&mut self) {
        self.rows.sort();
        self.rows.truncate(ROWS);
    }

    /// The first rows.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// How many there were.
    pub fn all(&self) -> u64 {
        self.all
    }

    /// How many are not among the rows.
    pub fn rest(&self) -> u64 {
        self.all.saturating_sub(self.rows.len() as u64)
    }
}
