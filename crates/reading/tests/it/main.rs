//! The reading's integration tests: one binary, a file for each room.

mod article;
