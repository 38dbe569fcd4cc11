//! The edge: the catalog file.

pub mod catalog_file;
