//! The common workload in, measurements out: what Shao is compared with, on the same rules and incidents.

pub mod workload;
