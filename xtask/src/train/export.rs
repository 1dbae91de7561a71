//! Writes what was learned as a model file: weights as signed bytes with a scale for each output.

use super::Data;
use super::network::{Layout, Place};
use reading::parse::model::MAGIC;
use std::collections::BTreeMap;

fn number(out: &mut Vec<u8>, n: usize) {
    out.extend((n as u32).to_le_bytes());
}

fn text(out: &mut Vec<u8>, s: &str) {
    number(out, s.len());
    out.extend(s.as_bytes());
}

fn floats(out: &mut Vec<u8>, values: &[f32]) {
    for v in values {
        out.extend(v.to_le_bytes());
    }
}

fn layer(out: &mut Vec<u8>, flat: &[f32], weights: &Place, bias: Option<&Place>) {
    let (rows, columns) = (weights.rows, weights.columns);
    let w = weights.of(flat);
    number(out, rows);
    number(out, columns);
    let scales: Vec<f32> = (0..columns)
        .map(|c| {
            (0..rows)
                .map(|r| w[r * columns + c].abs())
                .fold(1e-6, f32::max)
                / 127.0
        })
        .collect();
    floats(out, &scales);
    match bias {
        Some(b) => floats(out, b.of(flat)),
        None => floats(out, &vec![0.0; columns]),
    }
    for row in w.chunks_exact(columns) {
        out.extend(
            row.iter()
                .zip(&scales)
                .map(|(v, s)| (v / s).round_ties_even().clamp(-127.0, 127.0) as i8 as u8),
        );
    }
}

/// The bytes of the model file.
pub fn write(
    layout: &Layout,
    flat: &[f32],
    table: &[f32],
    data: &Data,
    edits: &[String],
    lemmas: &BTreeMap<u32, u16>,
) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    let s = layout.sizes;
    for n in [s.embed, s.hidden, s.arc, s.label, s.tags, s.relations] {
        number(&mut out, n);
    }
    let mut hashes: Vec<(u32, u64)> = data.vocabulary.rows.iter().map(|(h, r)| (*r, *h)).collect();
    hashes.sort_unstable();
    number(&mut out, hashes.len());
    for (_, h) in &hashes {
        out.extend(h.to_le_bytes());
    }
    let scales: Vec<f32> = table
        .chunks_exact(s.embed)
        .map(|row| row.iter().map(|v| v.abs()).fold(1e-6, f32::max) / 127.0)
        .collect();
    floats(&mut out, &scales);
    for (row, scale) in table.chunks_exact(s.embed).zip(&scales) {
        out.extend(
            row.iter()
                .map(|v| (v / scale).round_ties_even().clamp(-127.0, 127.0) as i8 as u8),
        );
    }
    for way in layout.lstm.iter().flatten() {
        layer(&mut out, flat, &way[0], Some(&way[2]));
        layer(&mut out, flat, &way[1], None);
    }
    layer(&mut out, flat, &layout.tag[0], Some(&layout.tag[1]));
    layer(&mut out, flat, &layout.dep[0], Some(&layout.dep[1]));
    layer(&mut out, flat, &layout.head[0], Some(&layout.head[1]));
    layer(&mut out, flat, &layout.bilinear, Some(&layout.prior));
    floats(&mut out, layout.root.of(flat));
    layer(
        &mut out,
        flat,
        &layout.label_dep[0],
        Some(&layout.label_dep[1]),
    );
    layer(&mut out, flat, &layout.label_head, None);
    layer(
        &mut out,
        flat,
        &layout.label_out[0],
        Some(&layout.label_out[1]),
    );
    number(&mut out, data.tags.len());
    for (upos, feats) in data.tags.keys() {
        text(&mut out, &format!("{} {feats}", upos.name()));
    }
    number(&mut out, edits.len());
    for edit in edits {
        text(&mut out, edit);
    }
    number(&mut out, lemmas.len());
    for (key, edit) in lemmas {
        out.extend(key.to_le_bytes());
        out.extend(edit.to_le_bytes());
    }
    out
}
