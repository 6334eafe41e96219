//! From a ruleset to its pack.

use super::excerpt::excerpt;
use super::{Body, FORMAT, MAGIC};
use crate::compiled::Ruleset;
use crate::digest::sha256;

impl Ruleset {
    /// Packs the ruleset.
    ///
    /// ```
    /// use rules_core::Ruleset;
    /// let ruleset = Ruleset::compile(include_bytes!("../../doc/smallest.toml")).unwrap();
    /// let loaded = Ruleset::from_pack(&ruleset.pack()).unwrap();
    /// assert_eq!((loaded.id(), loaded.digest()), ("smallest", ruleset.digest()));
    /// ```
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let mut lens = self.program().lens.clone();
        let quoted = excerpt(self.source(), &mut lens);
        let text = self.program().text.compiled();
        let digest = self.digest().to_owned();
        let body = Body { digest, model: self.model(), program: self.program(), lens, text, quoted };
        // Nothing in it can fail to be written: there is no I/O and no map of unknown length.
        let body = postcard::to_allocvec(&body).unwrap_or_default();
        let mut pack = MAGIC.to_vec();
        pack.extend(FORMAT.to_le_bytes());
        let digest = sha256([&pack, &body]);
        pack.extend(digest);
        pack.extend(body);
        pack
    }
}
