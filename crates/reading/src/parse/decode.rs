//! From scores of heads to a tree: the best spanning tree with one root.

/// Heads of `len` words, 1-based with 0 for the root. `scores` has a row of `len + 1` for each word, the root first.
pub fn heads(scores: &[f32], len: usize) -> Vec<usize> {
    if len == 0 {
        return Vec::new();
    }
    let width = len + 1;
    let row = |i: usize| &scores[i * width..(i + 1) * width];
    // The root is the word that gains most by it; all others hang below words.
    let best_word = |i: usize| {
        let mut at = usize::MAX;
        for (h, s) in row(i).iter().enumerate().skip(1) {
            if h != i + 1 && (at == usize::MAX || *s > row(i)[at]) {
                at = h;
            }
        }
        at
    };
    let mut root = (0, f32::MIN);
    let mut chosen = Vec::with_capacity(len);
    for i in 0..len {
        let word = best_word(i);
        chosen.push(word);
        let gain = if word == usize::MAX {
            0.0
        } else {
            row(i)[0] - row(i)[word]
        };
        if gain > root.1 {
            root = (i, gain);
        }
    }
    chosen[root.0] = 0;
    if has_cycle(&chosen) {
        spanning(scores, len, root.0)
    } else {
        chosen
    }
}

fn has_cycle(heads: &[usize]) -> bool {
    let mut seen = vec![0u32; heads.len() + 1];
    seen[0] = u32::MAX;
    for i in 1..=heads.len() {
        let mut at = i;
        while seen[at] == 0 {
            seen[at] = i as u32;
            at = heads[at - 1];
        }
        if seen[at] == i as u32 {
            return true;
        }
        let mut back = i;
        while seen[back] == i as u32 {
            seen[back] = u32::MAX;
            back = heads[back - 1];
        }
    }
    false
}

/// Chu, Liu and Edmonds, with cycles contracted in place. `root` is the only word that hangs on the root.
fn spanning(scores: &[f32], len: usize, root: usize) -> Vec<usize> {
    // Node 0 is the root word; scores between words only, so that there is one root.
    let n = len;
    let width = len + 1;
    let mut w = vec![f32::NEG_INFINITY; n * n]; // w[dependent * n + head]
    for d in 0..n {
        for h in 0..n {
            if d != h && d != root {
                w[d * n + h] = scores[d * width + h + 1];
            }
        }
    }
    // For each cell, the arc between words that it stands for.
    let mut from: Vec<(u32, u32)> = (0..n * n)
        .map(|k| ((k / n) as u32, (k % n) as u32))
        .collect();
    let mut alive: Vec<usize> = (0..n).collect();
    // The words that each node stands for.
    let mut parts: Vec<Vec<usize>> = (0..n).map(|i| vec![i]).collect();
    type Step = Vec<(Vec<usize>, (u32, u32))>;
    let mut steps: Vec<Step> = Vec::new();
    let chosen = loop {
        let mut best = vec![usize::MAX; n];
        for &d in alive.iter().filter(|d| **d != root) {
            for &h in &alive {
                if h != d && (best[d] == usize::MAX || w[d * n + h] > w[d * n + best[d]]) {
                    best[d] = h;
                }
            }
        }
        let Some(cycle) = find_cycle(&best, &alive, root) else {
            break best;
        };
        // The cycle becomes its first node.
        let keep = cycle[0];
        let inner = cycle
            .iter()
            .map(|c| (parts[*c].clone(), from[c * n + best[*c]]))
            .collect();
        let outside: Vec<usize> = alive
            .iter()
            .copied()
            .filter(|a| !cycle.contains(a))
            .collect();
        for &o in &outside {
            // Out of the cycle.
            let mut top = (f32::NEG_INFINITY, keep);
            for &c in &cycle {
                if w[o * n + c] > top.0 {
                    top = (w[o * n + c], c);
                }
            }
            let arc = from[o * n + top.1];
            // Into the cycle: what is gained over the arc that is broken.
            let mut into = (f32::NEG_INFINITY, keep);
            for &c in &cycle {
                let gain = w[c * n + o] - w[c * n + best[c]];
                if gain > into.0 {
                    into = (gain, c);
                }
            }
            let inward = from[into.1 * n + o];
            w[o * n + keep] = top.0;
            from[o * n + keep] = arc;
            w[keep * n + o] = into.0;
            from[keep * n + o] = inward;
        }
        alive.retain(|a| *a == keep || !cycle.contains(a));
        parts[keep] = cycle.iter().flat_map(|c| parts[*c].clone()).collect();
        steps.push(inner);
    };
    let mut heads = vec![usize::MAX; n];
    for &d in alive
        .iter()
        .filter(|d| **d != root && chosen[**d] != usize::MAX)
    {
        let (dependent, head) = from[d * n + chosen[d]];
        heads[dependent as usize] = head as usize;
    }
    // Each cycle is broken where an arc already enters one of its nodes.
    for inner in steps.into_iter().rev() {
        for (words, (dependent, head)) in inner {
            if words.iter().all(|w| heads[*w] == usize::MAX) {
                heads[dependent as usize] = head as usize;
            }
        }
    }
    (0..n)
        .map(|i| {
            if i == root {
                0
            } else {
                heads[i].saturating_add(1)
            }
        })
        .collect()
}

fn find_cycle(best: &[usize], alive: &[usize], root: usize) -> Option<Vec<usize>> {
    let mut seen = vec![usize::MAX; best.len()];
    for &start in alive {
        let mut at = start;
        while at != root && at != usize::MAX && seen[at] == usize::MAX {
            seen[at] = start;
            at = best[at];
        }
        if at != root && at != usize::MAX && seen[at] == start {
            let mut cycle = vec![at];
            let mut next = best[at];
            while next != at {
                cycle.push(next);
                next = best[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(scores: &[f32], heads: &[usize]) -> f32 {
        heads
            .iter()
            .enumerate()
            .map(|(i, h)| scores[i * (heads.len() + 1) + h])
            .sum()
    }

    fn is_tree(heads: &[usize]) -> bool {
        heads.iter().filter(|h| **h == 0).count() == 1 && !has_cycle(heads)
    }

    #[test]
    fn finds_the_best_tree_below_its_root() {
        let mut seed = 7u32;
        let mut next = move || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / 1e6
        };
        for len in 1..=5usize {
            for _ in 0..60 {
                let scores: Vec<f32> = (0..len * (len + 1)).map(|_| next()).collect();
                let found = heads(&scores, len);
                assert!(is_tree(&found), "{found:?}");
                let root = found.iter().position(|h| *h == 0);
                let mut best = f32::MIN;
                for code in 0..(len + 1).pow(len as u32) {
                    let try_heads: Vec<usize> = (0..len)
                        .map(|i| code / (len + 1).pow(i as u32) % (len + 1))
                        .collect();
                    if try_heads.iter().enumerate().all(|(i, h)| *h != i + 1)
                        && is_tree(&try_heads)
                        && try_heads.iter().position(|h| *h == 0) == root
                    {
                        best = best.max(total(&scores, &try_heads));
                    }
                }
                assert!(
                    (total(&scores, &found) - best).abs() < 0.01,
                    "{found:?} {best}"
                );
            }
        }
    }
}
