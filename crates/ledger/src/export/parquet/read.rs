//! Read: the claims of a file, and the corrections beside them.
//!
//! What enters: a file with the columns that [`super::Rows`] writes; those that only repeat what the ledger works out itself may
//! be missing, further ones are passed over. Lists and texts may be optional, as other programs write them. Invariant: whatever
//! the file holds, the program goes on.

use super::super::lines::{ClaimLine, EvidenceLine, PageLine, PlaceLine};
use super::CORRECTIONS;
use crate::store::written::WrittenDealing;
use jiff::Timestamp;
use jiff::civil::Date;
use parquet::basic::{ConvertedType, Type as Physical};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::{ColumnDescriptor, Type};
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The columns that are read. Without the others a claim cannot be told apart or believed.
const WANTED: &[&str] = &[
    "claim",
    "status",
    "type",
    "kind",
    "actors",
    "recipients",
    "persons",
    "persons_for",
    "when",
    "place",
    "country",
    "said_by",
    "evidence",
    "confidence",
    "related",
    "caption",
    "corrected",
    "page",
    "url",
    "title",
    "outlet",
    "published",
    "read",
    "fingerprint",
];
const NEEDED: &[&str] = &["status", "type", "actors", "evidence"];

/// The claims of a file, row by row.
pub struct Rows {
    rows: Option<RowIter<'static>>,
    /// The corrections of the file, as lines of JSON.
    pub corrections: String,
}

impl Rows {
    /// Opens a file and looks whether its columns are those of claims.
    pub fn open(file: File) -> Result<Rows, String> {
        guarded(|| {
            let reader = SerializedFileReader::new(file).map_err(said)?;
            let schema = reader.metadata().file_metadata().schema_descr();
            for column in schema.columns() {
                let path = column.path().parts();
                let wanted = path
                    .first()
                    .is_some_and(|name| WANTED.contains(&name.as_str()));
                if wanted && !is_known(column) {
                    return Err(format!("column {} is of another type", path.join(".")));
                }
            }
            let own = reader.metadata().file_metadata().key_value_metadata();
            let corrections = own
                .and_then(|all| all.iter().find(|one| one.key == CORRECTIONS))
                .and_then(|one| one.value.clone())
                .unwrap_or_default();
            let fields: Vec<_> = schema.root_schema().get_fields().to_vec();
            for needed in NEEDED {
                if !fields.iter().any(|field| field.name() == *needed) {
                    return Err(format!("there is no column {needed}"));
                }
            }
            let wanted = fields
                .into_iter()
                .filter(|field| WANTED.contains(&field.name()));
            let projection = Type::group_type_builder(schema.root_schema().name())
                .with_fields(wanted.collect())
                .build()
                .map_err(said)?;
            let rows = RowIter::from_file_into(Box::new(reader));
            let rows = rows.project(Some(projection)).map_err(said)?;
            Ok(Rows {
                rows: Some(rows),
                corrections,
            })
        })
    }
}

impl Iterator for Rows {
    type Item = Result<ClaimLine, String>;

    fn next(&mut self) -> Option<Self::Item> {
        let rows = self.rows.as_mut()?;
        let next = guarded(|| match rows.next() {
            Some(row) => row.map_err(said).map(Some),
            None => Ok(None),
        });
        match next {
            Ok(Some(row)) => Some(claim(&row)),
            Ok(None) => None,
            Err(error) => {
                // Nothing that follows a broken part can be found.
                self.rows = None;
                Some(Err(error))
            }
        }
    }
}

fn said(error: ParquetError) -> String {
    error.to_string()
}

/// Runs the library. It was not made for files that are damaged with care, and gives up on some by a panic.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("the file is damaged".to_owned()))
}

/// Whether the library can give a column's values.
fn is_known(column: &Arc<ColumnDescriptor>) -> bool {
    let converted = column.converted_type();
    match column.physical_type() {
        Physical::BYTE_ARRAY => matches!(converted, ConvertedType::UTF8 | ConvertedType::NONE),
        Physical::INT32 => matches!(
            converted,
            ConvertedType::NONE | ConvertedType::DATE | ConvertedType::INT_32
        ),
        Physical::INT64 => matches!(
            converted,
            ConvertedType::NONE
                | ConvertedType::INT_64
                | ConvertedType::UINT_64
                | ConvertedType::TIMESTAMP_MILLIS
                | ConvertedType::TIMESTAMP_MICROS
        ),
        Physical::FLOAT | Physical::DOUBLE | Physical::BOOLEAN => true,
        Physical::INT96 | Physical::FIXED_LEN_BYTE_ARRAY => false,
    }
}

/// The claim of a row.
fn claim(row: &Row) -> Result<ClaimLine, String> {
    let field = |name: &str| {
        let mut columns = row.get_column_iter();
        columns
            .find(|(other, _)| *other == name)
            .map(|(_, field)| field)
    };
    let text = |name: &str| field(name).map_or(Ok(None), |field| text(name, field));
    let list = |name: &str| field(name).map_or(Ok(Vec::new()), |field| texts(name, field));
    let all = |name: &str| -> Result<Vec<String>, String> {
        let list = list(name)?;
        let all: Option<Vec<String>> = list.into_iter().collect();
        all.ok_or_else(|| format!("{name} has an empty place"))
    };
    let needed = |name: &str| text(name)?.ok_or_else(|| format!("{name} is empty"));
    let flag = |name: &str| match field(name) {
        None | Some(Field::Null) => Ok(false),
        Some(Field::Bool(flag)) => Ok(*flag),
        Some(_) => Err(format!("{name} is neither true nor false")),
    };
    Ok(ClaimLine {
        id: text("claim")?,
        page: PageLine {
            id: text("page")?,
            url: text("url")?,
            title: text("title")?,
            outlet: text("outlet")?,
            published: text("published")?,
            read: field("read").map_or(Ok(None), moment)?,
            fingerprint: text("fingerprint")?.unwrap_or_default(),
        },
        dealing: WrittenDealing {
            r#type: needed("type")?,
            kind: text("kind")?,
            status: needed("status")?,
            actors: all("actors")?,
            recipients: all("recipients")?,
            persons: all("persons")?,
            persons_for: list("persons_for")?,
            when: text("when")?,
            r#where: match text("place")? {
                Some(name) => Some(PlaceLine {
                    name,
                    country: text("country")?,
                }),
                None => None,
            },
        },
        said_by: all("said_by")?,
        evidence: field("evidence").map_or(Ok(Vec::new()), evidence)?,
        confidence: match field("confidence") {
            None | Some(Field::Null) => 1.0,
            Some(Field::Float(number)) => *number,
            #[allow(clippy::cast_possible_truncation)]
            Some(Field::Double(number)) => *number as f32,
            Some(_) => return Err("confidence is no number".to_owned()),
        },
        related: flag("related")?,
        caption: flag("caption")?,
        corrected: flag("corrected")?,
    })
}

fn text(name: &str, field: &Field) -> Result<Option<String>, String> {
    match field {
        Field::Null => Ok(None),
        Field::Str(text) => Ok(Some(text.clone())),
        Field::Date(number) => day(*number).map(Some),
        Field::TimestampMillis(_) | Field::TimestampMicros(_) => {
            // A day may have become a moment on the way through a table.
            let moment = moment(field)?;
            Ok(moment.map(|moment| moment.chars().take(10).collect()))
        }
        _ => Err(format!("{name} is no text")),
    }
}

fn day(number: i32) -> Result<String, String> {
    let first = Date::constant(1970, 1, 1);
    let span = jiff::Span::new().try_days(number);
    span.and_then(|span| first.checked_add(span))
        .map(|day| day.to_string())
        .map_err(|_| format!("day {number} is too far away"))
}

fn moment(field: &Field) -> Result<Option<String>, String> {
    let at = match field {
        Field::Null => return Ok(None),
        Field::Str(text) => return Ok(Some(text.clone())),
        Field::Long(number) => Timestamp::from_nanosecond(i128::from(*number)),
        Field::TimestampMicros(number) => Timestamp::from_microsecond(*number),
        Field::TimestampMillis(number) => Timestamp::from_millisecond(*number),
        _ => return Err("read is no time".to_owned()),
    };
    at.map(|at| Some(at.to_string()))
        .map_err(|error| format!("read is no time: {error}"))
}

fn elements<'f>(name: &str, field: &'f Field) -> Result<&'f [Field], String> {
    match field {
        Field::Null => Ok(&[]),
        Field::ListInternal(list) => Ok(list.elements()),
        _ => Err(format!("{name} is no list")),
    }
}

fn texts(name: &str, field: &Field) -> Result<Vec<Option<String>>, String> {
    let elements = elements(name, field)?;
    elements.iter().map(|field| text(name, field)).collect()
}

fn evidence(field: &Field) -> Result<Vec<EvidenceLine>, String> {
    let one = |field: &Field| -> Option<EvidenceLine> {
        let Field::Group(group) = field else {
            return None;
        };
        let part = |name: &str| {
            let mut columns = group.get_column_iter();
            columns
                .find(|(other, _)| *other == name)
                .map(|(_, field)| field)
        };
        let number = |name: &str| match part(name)? {
            Field::Long(number) => usize::try_from(*number).ok(),
            Field::Int(number) => usize::try_from(*number).ok(),
            _ => None,
        };
        let Field::Str(text) = part("text")? else {
            return None;
        };
        Some(EvidenceLine {
            start: number("start")?,
            end: number("end")?,
            text: text.clone(),
        })
    };
    let all: Option<Vec<EvidenceLine>> = elements("evidence", field)?.iter().map(one).collect();
    all.ok_or_else(|| "evidence is not a list of start, end and text".to_owned())
}
