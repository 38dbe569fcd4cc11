//! scrip-store
