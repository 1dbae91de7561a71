//! Write: rows into columns, and columns into the file.

use super::super::lines::{CorrectionLine, hexadecimal, said_by};
use super::super::{Export, Item, days};
use super::{CORRECTIONS, GROUP, SCHEMA};
use crate::record::{Correction, Entry, Source, day_number, weight};
use jiff::Timestamp;
use jiff::civil::Date;
use parquet::basic::{Compression, Type as Physical, ZstdLevel};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FloatType, Int32Type, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use std::io::{self, Write};
use std::sync::Arc;

/// Writes rows.
pub struct Rows<W: Write + Send> {
    file: Option<SerializedFileWriter<W>>,
    columns: Vec<Column>,
    waiting: usize,
    /// Lines of JSON, each with its line break.
    corrections: String,
}

/// A value of a row, or several where the column is a list.
enum Value {
    Text(Option<String>),
    Texts(Vec<Option<String>>),
    Day(Option<Date>),
    Whole(Option<i64>),
    Wholes(Vec<i64>),
    Float(f32),
    Double(f64),
    Flag(bool),
}

/// The values of a column that are not written yet, with their levels: how much of a value is there, and whether it continues
/// a list.
struct Cells<D: DataType> {
    values: Vec<D::T>,
    definition: Vec<i16>,
    repetition: Vec<i16>,
    most: i16,
}

/// A column of any type.
enum Column {
    Text(Cells<ByteArrayType>),
    Day(Cells<Int32Type>),
    Whole(Cells<Int64Type>),
    Float(Cells<FloatType>),
    Double(Cells<DoubleType>),
    Flag(Cells<BoolType>),
}

/// An error of the format as one of writing.
fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}

impl<D: DataType> Cells<D> {
    fn new(most: i16) -> Cells<D> {
        Cells {
            values: Vec::new(),
            definition: Vec::new(),
            repetition: Vec::new(),
            most,
        }
    }

    fn one(&mut self, value: Option<D::T>) {
        self.definition
            .push(if value.is_some() { self.most } else { 0 });
        self.repetition.push(0);
        self.values.extend(value);
    }

    fn many(&mut self, values: Vec<Option<D::T>>) {
        if values.is_empty() {
            self.one(None);
        }
        for (at, value) in values.into_iter().enumerate() {
            let missing = i16::from(value.is_none());
            self.definition.push(self.most - missing);
            self.repetition.push(i16::from(at > 0));
            self.values.extend(value);
        }
    }

    fn write(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        writer.typed::<D>().write_batch(
            &self.values,
            Some(&self.definition),
            Some(&self.repetition),
        )?;
        self.values.clear();
        self.definition.clear();
        self.repetition.clear();
        Ok(())
    }
}

impl Column {
    fn new(physical: Physical, most: i16) -> io::Result<Column> {
        Ok(match physical {
            Physical::BYTE_ARRAY => Column::Text(Cells::new(most)),
            Physical::INT32 => Column::Day(Cells::new(most)),
            Physical::INT64 => Column::Whole(Cells::new(most)),
            Physical::FLOAT => Column::Float(Cells::new(most)),
            Physical::DOUBLE => Column::Double(Cells::new(most)),
            Physical::BOOLEAN => Column::Flag(Cells::new(most)),
            other => return Err(io::Error::other(format!("no column is of type {other}"))),
        })
    }

    fn push(&mut self, value: Value) -> io::Result<()> {
        let bytes = |text: String| ByteArray::from(text.into_bytes());
        match (self, value) {
            (Column::Text(cells), Value::Text(text)) => cells.one(text.map(bytes)),
            (Column::Text(cells), Value::Texts(texts)) => {
                cells.many(texts.into_iter().map(|text| text.map(bytes)).collect());
            }
            (Column::Day(cells), Value::Day(day)) => cells.one(day.map(day_number)),
            (Column::Whole(cells), Value::Whole(number)) => cells.one(number),
            (Column::Whole(cells), Value::Wholes(numbers)) => {
                cells.many(numbers.into_iter().map(Some).collect());
            }
            (Column::Float(cells), Value::Float(number)) => cells.one(Some(number)),
            (Column::Double(cells), Value::Double(number)) => cells.one(Some(number)),
            (Column::Flag(cells), Value::Flag(flag)) => cells.one(Some(flag)),
            _ => return Err(io::Error::other("a value is not of its column's type")),
        }
        Ok(())
    }

    fn write(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match self {
            Column::Text(cells) => cells.write(writer),
            Column::Day(cells) => cells.write(writer),
            Column::Whole(cells) => cells.write(writer),
            Column::Float(cells) => cells.write(writer),
            Column::Double(cells) => cells.write(writer),
            Column::Flag(cells) => cells.write(writer),
        }
    }
}

impl<W: Write + Send> Rows<W> {
    /// Begins the file.
    pub fn new(out: W) -> io::Result<Rows<W>> {
        let schema = Arc::new(parse_message_type(SCHEMA).map_err(failed)?);
        let level = ZstdLevel::try_new(3).map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .set_statistics_enabled(EnabledStatistics::Chunk)
            // The library's own name and version would change the bytes with every update of it.
            .set_created_by(concat!("servanda ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let file = SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(failed)?;
        let columns = file
            .schema_descr()
            .columns()
            .iter()
            .map(|column| Column::new(column.physical_type(), column.max_def_level()))
            .collect::<io::Result<_>>()?;
        Ok(Rows {
            file: Some(file),
            columns,
            waiting: 0,
            corrections: String::new(),
        })
    }

    /// Writes the rows that wait as a row group.
    fn group(&mut self) -> io::Result<()> {
        let Some(file) = self.file.as_mut().filter(|_| self.waiting > 0) else {
            return Ok(());
        };
        let mut group = file.next_row_group().map_err(failed)?;
        for column in &mut self.columns {
            let Some(mut writer) = group.next_column().map_err(failed)? else {
                return Err(io::Error::other("there are fewer columns than values"));
            };
            column.write(&mut writer).map_err(failed)?;
            writer.close().map_err(failed)?;
        }
        group.close().map_err(failed)?;
        self.waiting = 0;
        Ok(())
    }
}

impl<W: Write + Send> Export for Rows<W> {
    fn add(&mut self, item: &Item) -> io::Result<Option<u64>> {
        let mut rows = 0;
        for entry in &item.entries {
            for (column, value) in self.columns.iter_mut().zip(row(item, entry)) {
                column.push(value)?;
            }
            rows += 1;
            self.waiting += 1;
            if self.waiting >= GROUP {
                self.group()?;
            }
        }
        Ok(Some(rows))
    }

    fn correct(&mut self, correction: &Correction, pages: &[Arc<Source>]) -> io::Result<bool> {
        let line = serde_json::to_string(&CorrectionLine::of(correction, pages))?;
        self.corrections.push_str(&line);
        self.corrections.push('\n');
        Ok(true)
    }

    fn end(&mut self) -> io::Result<u64> {
        self.group()?;
        if let Some(mut file) = self.file.take() {
            if !self.corrections.is_empty() {
                let lines = std::mem::take(&mut self.corrections);
                file.append_key_value_metadata(KeyValue::new(CORRECTIONS.to_owned(), lines));
            }
            file.into_inner().map_err(failed)?.flush()?;
        }
        Ok(0)
    }
}

/// Nanoseconds since 1970. What is farther from it than 292 years is no time at which a page was read.
fn nanoseconds(at: Timestamp) -> i64 {
    let all = at.as_nanosecond();
    i64::try_from(all).unwrap_or(if all < 0 { i64::MIN } else { i64::MAX })
}

/// The values of a claim, in the order of [`SCHEMA`].
fn row(item: &Item, entry: &Entry) -> Vec<Value> {
    let (claim, source) = (entry.claim, entry.source);
    let text = |text: &str| Value::Text(Some(text.to_owned()));
    let texts = |texts: &[String]| Value::Texts(texts.iter().cloned().map(Some).collect());
    let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let (first, last) = days(claim.when.as_deref());
    let weight = weight(claim.event, claim.kind.as_deref());
    let place = claim.place.as_ref();
    let evidence = &claim.evidence;
    vec![
        text(&item.record.id.to_string()),
        text(item.life.state.as_str()),
        Value::Day(item.life.due),
        Value::Whole(Some(whole(item.record.sources))),
        text(&claim.id.to_string()),
        text(claim.status.as_str()),
        text(claim.event.as_str()),
        Value::Text(claim.kind.clone()),
        texts(&claim.actors),
        texts(&claim.recipients),
        texts(&claim.persons),
        Value::Texts(claim.persons_for.clone()),
        Value::Text(claim.when.clone()),
        Value::Day(first),
        Value::Day(last),
        Value::Text(place.map(|place| place.name.clone())),
        Value::Text(place.and_then(|place| place.country.clone())),
        texts(&said_by(claim)),
        Value::Wholes(evidence.iter().map(|e| whole(e.start)).collect()),
        Value::Wholes(evidence.iter().map(|e| whole(e.end)).collect()),
        Value::Texts(evidence.iter().map(|e| Some(e.text.clone())).collect()),
        Value::Float(claim.confidence),
        Value::Flag(claim.related),
        Value::Flag(claim.caption),
        Value::Flag(!claim.bears_own_id()),
        Value::Double(weight.score),
        Value::Whole(Some(i64::from(weight.quad))),
        text(&source.page.0),
        Value::Text(source.url.clone()),
        Value::Text(source.title.clone()),
        Value::Text(source.outlet.clone()),
        Value::Day(source.published),
        Value::Whole(Some(nanoseconds(source.read))),
        Value::Text(Some(hexadecimal(&source.fingerprint))),
    ]
}
