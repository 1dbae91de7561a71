//! Parquet: a row a claim, with its record and its page.
//!
//! What enters: items, and corrections. What leaves: a file of row groups of at most [`GROUP`] claims, each column packed with zstd; corrections stand
//! beside the rows, as JSON lines in the file's metadata under [`CORRECTIONS`], where tables do not see them. [`read`] gives claims and corrections of
//! such a file back, also of one that another program wrote with the same columns.

pub mod read;
mod write;

pub use write::Rows;

/// The key of the corrections in the metadata of a file.
const CORRECTIONS: &str = "servanda.corrections";

/// Claims of a row group: as many are in memory.
const GROUP: usize = 20_000;

/// The columns, in the language of the format. Within a list nothing is missing, but for the party that a person acts for.
const SCHEMA: &str = "
message claims {
  optional binary record (STRING);
  optional binary state (STRING);
  optional int32 due (DATE);
  optional int64 sources;
  optional binary claim (STRING);
  optional binary status (STRING);
  optional binary type (STRING);
  optional binary kind (STRING);
  required group actors (LIST) { repeated group list { required binary element (STRING); } }
  required group recipients (LIST) { repeated group list { required binary element (STRING); } }
  required group persons (LIST) { repeated group list { required binary element (STRING); } }
  required group persons_for (LIST) { repeated group list { optional binary element (STRING); } }
  optional binary when (STRING);
  optional int32 first_day (DATE);
  optional int32 last_day (DATE);
  optional binary place (STRING);
  optional binary country (STRING);
  required group said_by (LIST) { repeated group list { required binary element (STRING); } }
  required group evidence (LIST) { repeated group list { required group element {
    required int64 start;
    required int64 end;
    required binary text (STRING);
  } } }
  optional float confidence;
  optional boolean related;
  optional boolean caption;
  optional boolean corrected;
  optional double score;
  optional int64 quad;
  optional binary page (STRING);
  optional binary url (STRING);
  optional binary title (STRING);
  optional binary outlet (STRING);
  optional int32 published (DATE);
  optional int64 read (TIMESTAMP(NANOS,true));
  optional binary fingerprint (STRING);
}
";
