//! scrip-server
