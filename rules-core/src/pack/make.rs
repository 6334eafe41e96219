//! From a ruleset to its pack.

use super::excerpt::excerpt;
use super::{FORMAT, MAGIC, Packed, Told, checksum};
use crate::compiled::Ruleset;

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
        let mut body = Vec::new();
        self.digest().to_owned().write(&mut body);
        self.model().write(&mut body);
        self.program().write(&mut body);
        self.program().text.write(&mut body);
        self.model().write_told(&mut body);
        lens.write(&mut body);
        quoted.write(&mut body);
        let mut pack = MAGIC.to_vec();
        pack.extend(FORMAT.to_le_bytes());
        pack.extend(checksum(&body).to_le_bytes());
        pack.extend(body);
        pack
    }
}
