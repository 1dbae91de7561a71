//! Integration tests of the reading, one module a room.

mod time;
mod time_measures;
