/** Tables of office programs: merged cells survive, a marked or bold first row becomes the header, frames dissolve. */
import { columnCount, depthOfFirstRow, makeHeaderRow, titleRowToCaption } from "../html/tableRows.ts";
import { squareTable } from "./tableGrid.ts";
import { positiveInteger } from "../html/allowList.ts";
import { isHidden, type StyleSheet, styleOf } from "./style.ts";

/** Turns the content of a source cell into blocks that a cell may hold. */
export type CellContent = (cell: HTMLTableCellElement) => Element[];

export function convertTable(source: HTMLTableElement, sheet: StyleSheet, cellContent: CellContent): Element[] {
  const rows = [...source.rows].filter((row) => isVisible(row, sheet));
  if (rows.length === 1 && rows[0]!.cells.length === 1) return cellContent(rows[0]!.cells[0]!);

  const document = source.ownerDocument;
  const table = document.createElement("table");
  const body = document.createElement("tbody");
  table.append(body);
  for (const row of rows) {
    const copy = document.createElement("tr");
    for (const cell of row.cells) if (!isHidden(styleOf(cell, sheet))) copy.append(convertCell(cell, cellContent));
    if (copy.cells.length > 0) body.append(copy);
  }
  if (body.rows.length === 0) return [];
  squareTable(table);
  const caption = source.caption?.textContent?.trim() ?? "";
  if (caption !== "") table.createCaption().textContent = caption;
  const marked = rows[0] !== undefined && isMarkedAsFirst(rows[0], sheet);
  const untitled = table.caption === null;
  titleRowToCaption(table);
  setHeader(table, marked && (!untitled || table.caption === null));
  return [table];
}

/** Word adds rows of no height, and Excel hidden ones, to keep columns aligned. */
function isVisible(row: HTMLTableRowElement, sheet: StyleSheet): boolean {
  if (isHidden(styleOf(row, sheet))) return false;
  return row.getAttribute("height") !== "0" || (row.textContent ?? "").trim() !== "";
}

function convertCell(cell: HTMLTableCellElement, cellContent: CellContent): Element {
  const document = cell.ownerDocument;
  const isHeader =
    cell.tagName === "TH" ||
    cell.closest("thead") !== null ||
    /^(?:column|row)header$/.test(cell.getAttribute("role") ?? "");
  const copy = document.createElement(isHeader ? "th" : "td");
  for (const name of ["colspan", "rowspan"]) {
    const span = positiveInteger(cell.getAttribute(name)) ?? 1;
    if (span > 1) copy.setAttribute(name, String(span));
  }
  const content = cellContent(cell);
  copy.append(...(content.length > 0 ? content : [document.createElement("p")]));
  if (isHeader) copy.querySelectorAll("strong").forEach((strong) => strong.replaceWith(...strong.childNodes));
  return copy;
}

function isMarkedAsFirst(row: HTMLTableRowElement, sheet: StyleSheet): boolean {
  return styleOf(row, sheet).get("mso-yfti-firstrow") === "yes";
}

function setHeader(table: HTMLTableElement, marked: boolean): void {
  const rows = [...table.rows];
  const depth = depthOfFirstRow(rows);
  if (rows.length <= depth || columnCount(rows) < 2) return;
  const cells = [...rows[0]!.cells];
  if (cells.some((cell) => cell.tagName === "TH")) return;
  // Forms begin with a label beside an empty cell: a header names every column, at most its corner is empty.
  const named = cells.every((cell, index) => index === 0 || (cell.textContent ?? "").trim() !== "");
  if (named && (marked || cells.every(isBold))) rows.slice(0, depth).forEach(makeHeaderRow);
}

function isBold(cell: HTMLTableCellElement): boolean {
  const bold = [...cell.querySelectorAll("strong")].map((strong) => strong.textContent ?? "").join("");
  return bold.trim() === (cell.textContent ?? "").trim();
}
