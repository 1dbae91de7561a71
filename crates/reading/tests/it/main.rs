//! Everything that is tested through the public interface of `reading`, in one binary.

mod case_file;
mod cases;
