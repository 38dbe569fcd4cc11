//! scrip-client
