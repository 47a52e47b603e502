/** Tables of office programs: merged cells survive, a marked or bold first row becomes the header, frames dissolve. */
import { columnCount, depthOfFirstRow, makeHeaderRow, titleRowToCaption } from "../html/tableRows.ts";
import { setSpan, squareTable } from "./tableGrid.ts";
import { positiveInteger } from "../html/allowList.ts";
import { isHidden, type StyleSheet, styleOf } from "./style.ts";

/** Turns the content of a source cell into blocks that a cell may hold. */
export type CellContent = (cell: HTMLTableCellElement) => Element[];

export function convertTable(source: HTMLTableElement, sheet: StyleSheet, cellContent: CellContent): Element[] {
  const rows = [...source.rows].filter((row) => isVisible(row, sheet));
  const filled = rows.filter((row) => visibleCells(row, sheet).length > 0);
  if (filled.length === 1 && filled[0]!.cells.length === 1) return cellContent(filled[0]!.cells[0]!);

  const document = source.ownerDocument;
  const table = document.createElement("table");
  const body = document.createElement("tbody");
  table.append(body);
  const gaps = new Set<HTMLTableCellElement>();
  for (const row of filled) {
    const copy = document.createElement("tr");
    const index = rows.indexOf(row);
    for (const cell of visibleCells(row, sheet)) {
      // WPS writes a row without cells wherever merged cells cover all of it.
      const height = rows.slice(index, index + cell.rowSpan).filter((each) => filled.includes(each)).length;
      const converted = convertCell(cell, height, cellContent);
      if (isGap(cell, sheet)) gaps.add(converted);
      copy.append(converted);
    }
    body.append(copy);
  }
  squareTable(table, gaps);
  if (table.querySelector("td, th") === null) return [];
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
  return row.getAttribute("height") !== "0" || !isEmpty(row);
}

function visibleCells(row: HTMLTableRowElement, sheet: StyleSheet): HTMLTableCellElement[] {
  return [...row.cells].filter((cell) => !isHidden(styleOf(cell, sheet)));
}

function isEmpty(element: Element): boolean {
  return (element.textContent ?? "").trim() === "";
}

/** Spreadsheets write several empty cells of the same look as one. Only its style tells that they are not merged. */
function isGap(cell: HTMLTableCellElement, sheet: StyleSheet): boolean {
  return styleOf(cell, sheet).get("mso-ignore") === "colspan" && cell.childElementCount === 0 && isEmpty(cell);
}

/** @param height rows that the cell covers, but for those without cells. */
function convertCell(cell: HTMLTableCellElement, height: number, cellContent: CellContent): HTMLTableCellElement {
  const document = cell.ownerDocument;
  const isHeader =
    cell.tagName === "TH" ||
    cell.closest("thead") !== null ||
    /^(?:column|row)header$/.test(cell.getAttribute("role") ?? "");
  const copy = document.createElement(isHeader ? "th" : "td");
  setSpan(copy, "colspan", positiveInteger(cell.getAttribute("colspan")) ?? 1);
  setSpan(copy, "rowspan", height);
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
