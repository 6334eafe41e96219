//! Messages as a host sends them, to the shelf and through the raw ABI.

#[cfg(test)]
mod contract;
#[cfg(test)]
mod raw;
#[cfg(test)]
mod wire;
