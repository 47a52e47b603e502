/** Every table gets header cells: its first row names the columns if nothing else does. */
import { columnCount, depthOfFirstRow, makeHeaderRow, titleRowToCaption } from "../html/tableRows.ts";

export function giveTablesHeaders(root: HTMLElement): void {
  for (const table of root.querySelectorAll("table")) {
    if (table.querySelector("th") !== null) continue;
    titleRowToCaption(table);
    const rows = [...table.rows];
    const depth = depthOfFirstRow(rows);
    if (rows.length > depth && columnCount(rows) > 1) rows.slice(0, depth).forEach(makeHeaderRow);
  }
}
