//! Everything that is tested through the public interface of `reading`: one binary, a file for each room.

mod article;
mod case_file;
mod cases;
mod coreference;
mod dates;
mod explain;
mod fuzz;
mod mix;
mod people;
mod time;
