//! Reads the parts of a model file. Every reader gives None where the file ends too early or does not fit.

/// What is left of a model file.
pub struct Reader {
    /// The bytes.
    pub bytes: &'static [u8],
}

/// A layer as it lies in the file.
pub struct Layer {
    /// Signed bytes, a row of outputs for each input.
    pub weights: Vec<i8>,
    /// For each output, what a weight of one stands for.
    pub scale: Vec<f32>,
    /// Constants.
    pub bias: Vec<f32>,
}

impl Reader {
    /// The next bytes.
    pub fn take(&mut self, len: usize) -> Option<&'static [u8]> {
        let (head, rest) = self.bytes.split_at_checked(len)?;
        self.bytes = rest;
        Some(head)
    }

    /// A number.
    pub fn number(&mut self) -> Option<u32> {
        self.take(4)
            .and_then(|b| b.try_into().ok())
            .map(u32::from_le_bytes)
    }

    /// A text with its length before it.
    pub fn text(&mut self) -> Option<&'static str> {
        let len = self.number()? as usize;
        std::str::from_utf8(self.take(len)?).ok()
    }

    /// Numbers with fractions.
    pub fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        let bytes = self.take(count.checked_mul(4)?)?;
        Some(
            bytes
                .as_chunks::<4>()
                .0
                .iter()
                .map(|b| f32::from_le_bytes(*b))
                .collect(),
        )
    }

    /// A layer of this size.
    pub fn layer(&mut self, inputs: usize, outputs: usize) -> Option<Layer> {
        if self.number()? as usize != inputs || self.number()? as usize != outputs {
            return None;
        }
        Some(Layer {
            scale: self.floats(outputs)?,
            bias: self.floats(outputs)?,
            weights: self
                .take(inputs.checked_mul(outputs)?)?
                .iter()
                .map(|b| *b as i8)
                .collect(),
        })
    }
}

impl Layer {
    /// Layers with the same inputs as one: their outputs side by side, each filled up to eights with outputs that are
    /// always the least.
    pub fn joined(parts: &[Layer], inputs: usize) -> Layer {
        let widths: Vec<usize> = parts.iter().map(|p| p.scale.len()).collect();
        let fill = |n: usize| n.next_multiple_of(8) - n;
        let mut weights = Vec::new();
        for i in 0..inputs {
            for (part, n) in parts.iter().zip(&widths) {
                weights.extend_from_slice(&part.weights[i * n..(i + 1) * n]);
                weights.extend(std::iter::repeat_n(0, fill(*n)));
            }
        }
        let (mut scale, mut bias) = (Vec::new(), Vec::new());
        for (part, n) in parts.iter().zip(&widths) {
            scale.extend_from_slice(&part.scale);
            scale.extend(std::iter::repeat_n(0.0, fill(*n)));
            bias.extend_from_slice(&part.bias);
            bias.extend(std::iter::repeat_n(f32::MIN, fill(*n)));
        }
        Layer {
            weights,
            scale,
            bias,
        }
    }
}
