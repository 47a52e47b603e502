/**
 * Merged cells may span columns in which no cell begins: Word leaves them behind when column borders are moved, and a
 * wrong number may ask for thousands. Spans are cut down to the columns and rows that exist, short rows are filled up.
 * Gaps are cells that stand for several empty ones: they are taken apart, and begin no column of their own.
 */

const MOST_COLUMNS = 200;

interface Placed {
  cell: HTMLTableCellElement;
  column: number;
  width: number;
  height: number;
}

export function squareTable(table: HTMLTableElement, gaps: ReadonlySet<Element>): void {
  const rows = [...table.rows];
  const placed: Placed[] = [];
  /** Per column, how many further rows a cell from above still covers. */
  const covered: number[] = [];
  rows.forEach((row, index) => {
    let column = 0;
    const begun: Placed[] = [];
    for (const cell of row.cells) {
      while ((covered[column] ?? 0) > 0) column += 1;
      const width = Math.min(cell.colSpan, MOST_COLUMNS);
      const height = Math.max(1, Math.min(cell.rowSpan, rows.length - index));
      begun.push({ cell, column, width, height });
      column += width;
    }
    covered.forEach((left, each) => (covered[each] = Math.max(0, left - 1)));
    for (const { column: first, width, height } of begun) {
      for (let each = first; each < first + width; each += 1) covered[each] = height - 1;
    }
    placed.push(...begun);
  });
  fitSpans(placed, gaps);
  fillShortRows(rows);
}

function fitSpans(placed: readonly Placed[], gaps: ReadonlySet<Element>): void {
  const real = new Set(placed.filter(({ cell }) => !gaps.has(cell)).map(({ column }) => column));
  for (const { cell, column, width, height } of placed) {
    const span = [...real].filter((each) => each >= column && each < column + width).length;
    if (gaps.has(cell)) {
      cell.replaceWith(...Array.from({ length: span }, () => emptyCell(cell.ownerDocument)));
    } else {
      setSpan(cell, "colspan", span);
      setSpan(cell, "rowspan", height);
    }
  }
}

function emptyCell(document: Document): HTMLTableCellElement {
  const cell = document.createElement("td");
  cell.append(document.createElement("p"));
  return cell;
}

function fillShortRows(rows: readonly HTMLTableRowElement[]): void {
  const filled = rows.map(() => 0);
  rows.forEach((row, index) => {
    for (const cell of row.cells) {
      for (let each = index; each < index + cell.rowSpan; each += 1) filled[each] = (filled[each] ?? 0) + cell.colSpan;
    }
  });
  const columns = Math.max(...filled);
  rows.forEach((row, index) => {
    for (let missing = columns - (filled[index] ?? 0); missing > 0; missing -= 1) {
      row.append(emptyCell(row.ownerDocument));
    }
  });
}

export function setSpan(cell: HTMLTableCellElement, name: "colspan" | "rowspan", span: number): void {
  if (span > 1) cell.setAttribute(name, String(span));
  else cell.removeAttribute(name);
}
