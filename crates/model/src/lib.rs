//! scrip-model
