/** Which rows of a table head its columns; shared by saving, pasting and layout. */

/** Leading rows that hold header cells only. A table made of nothing else has one header row. */
export function headerRowCount(rows: readonly HTMLTableRowElement[]): number {
  const count = rows.findIndex((row) => row.cells.length === 0 || [...row.cells].some((cell) => cell.tagName !== "TH"));
  return count === -1 ? Math.min(rows.length, 1) : count;
}

/** Rows that the first row reaches into by merged cells: a two-line header is one header. */
export function depthOfFirstRow(rows: readonly HTMLTableRowElement[]): number {
  const depth = Math.max(1, ...[...(rows[0]?.cells ?? [])].map((cell) => cell.rowSpan));
  return Math.min(depth, rows.length);
}

export function columnCount(rows: readonly HTMLTableRowElement[]): number {
  return [...(rows[0]?.cells ?? [])].reduce((sum, cell) => sum + cell.colSpan, 0);
}

export function makeHeaderRow(row: HTMLTableRowElement): void {
  for (const cell of [...row.cells]) {
    if (cell.tagName === "TH") continue;
    const header = row.ownerDocument.createElement("th");
    for (const { name, value } of [...cell.attributes]) header.setAttribute(name, value);
    header.append(...cell.childNodes);
    // A header cell is bold by itself.
    header.querySelectorAll("strong").forEach((strong) => strong.replaceWith(...strong.childNodes));
    cell.replaceWith(header);
  }
}

/**
 * A first row of one cell across the whole width is the table's title, the way tables are drawn in spreadsheets:
 * it becomes the caption, so that the next row can be the header.
 */
export function titleRowToCaption(table: HTMLTableElement): void {
  const rows = [...table.rows];
  const [first, second] = rows;
  const title = first?.cells[0];
  if (table.caption !== null || rows.length < 3 || first === undefined || title === undefined) return;
  const text = title.textContent?.replace(/\s+/g, " ").trim() ?? "";
  const spansAll = first.cells.length === 1 && title.colSpan > 1 && title.rowSpan === 1;
  if (!spansAll || text === "" || [...text].length > 60 || (second?.cells.length ?? 0) < 2) return;
  const caption = table.ownerDocument.createElement("caption");
  caption.textContent = text;
  table.prepend(caption);
  first.remove();
}
