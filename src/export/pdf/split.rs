//! Splits rows that are higher than a page: what a customer wrote into a cell of a table has no limit.

use super::rows::{Cell, Ornament, OutlineEntry, Row, What};
use super::style::{BOTTOM, TOP};

/// The height of the pieces of a row that is split: low, so that the first still fits below a heading.
const PIECE: f32 = (BOTTOM - TOP) / 4.0;
/// How much further up than the first line that does not fit a piece may end, so that what stands on one
/// line stays together.
const SAME_LINE: f32 = 10.0;

/// Splits every row that is higher than a page, and tells the headings where their rows are now.
pub fn split_high(rows: Vec<Row>, outline: &mut [OutlineEntry]) -> Vec<Row> {
    let mut split = Vec::with_capacity(rows.len());
    let mut places = Vec::with_capacity(rows.len());
    for row in rows {
        places.push(split.len());
        if row.height > BOTTOM - TOP {
            pieces(row, &mut split);
        } else {
            split.push(row);
        }
    }
    for entry in outline {
        entry.row = places.get(entry.row).copied().unwrap_or(entry.row);
    }
    split
}

fn pieces(mut rest: Row, split: &mut Vec<Row>) {
    loop {
        let pictures = rest.cells.iter().filter(|cell| matches!(cell.what, What::Picture(..)));
        let most = pictures.map(bottom).fold(PIECE, f32::max);
        let lines = rest.cells.iter().filter(|cell| !is_ground(cell));
        let first = lines.filter(|cell| bottom(cell) > most).map(|cell| cell.y).reduce(f32::min);
        let Some(first) = first.filter(|first| *first > 0.0) else { break };
        let lines = rest.cells.iter().filter(|cell| !is_ground(cell));
        let behind = lines.filter(|cell| cell.y > first - SAME_LINE).map(|cell| cell.y);
        let cut = behind.fold(first, f32::min);
        if cut <= 0.0 {
            break;
        }
        let piece = cut_off(&mut rest, cut);
        split.push(piece);
    }
    split.push(rest);
}

/// Cuts the upper part off a row. A ground that reaches below the cut goes on there.
fn cut_off(rest: &mut Row, cut: f32) -> Row {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for mut cell in std::mem::take(&mut rest.cells) {
        if cell.y >= cut {
            below.push(Cell { y: cell.y - cut, ..cell });
            continue;
        }
        if let What::Ornament(Ornament::Ground(width, height, round, ink)) = &mut cell.what
            && cell.y + *height > cut
        {
            let more = Ornament::Ground(*width, cell.y + *height - cut, *round, *ink);
            *height = cut - cell.y;
            below.push(Cell { part: cell.part, x: cell.x, y: 0.0, what: What::Ornament(more) });
        }
        above.push(cell);
    }
    rest.cells = below;
    rest.height -= cut;
    Row::new(std::mem::take(&mut rest.before), cut, above)
}

/// Whether a cell is a ground, which can be cut anywhere.
fn is_ground(cell: &Cell) -> bool {
    matches!(cell.what, What::Ornament(Ornament::Ground(..)))
}

/// The bottom of a cell, from the top of its row.
fn bottom(cell: &Cell) -> f32 {
    let height = match &cell.what {
        What::Text(line, _) | What::Ornament(Ornament::Text(line)) => line.style.line,
        What::Picture(_, _, height)
        | What::Ornament(Ornament::Ground(_, height, ..) | Ornament::Logo(_, _, height)) => *height,
        What::Ornament(Ornament::Disc(radius, _)) => 2.0 * radius,
        What::Box(_) | What::Ornament(Ornament::Sign(..)) => 12.0,
    };
    cell.y + height
}
