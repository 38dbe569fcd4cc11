//! scrip-core
