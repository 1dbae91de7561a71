//! Integration tests of the reading: one binary, a module a room.

mod article;
mod cases;
mod time;
