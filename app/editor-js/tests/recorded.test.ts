/**
 * Every true recording of a clipboard (see recordings.ts) goes the way of a paste. What must hold for each of them is
 * said as a rule, since none of their text may be copied here as an expectation.
 */
import { documentOf } from "./document.ts";
import { read, type Cell, type Reading } from "./plainReading.ts";
import { type Recording, recordings } from "./recordings.ts";
import { strayMarkup } from "./savedMarkup.ts";
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { publicHtml } from "../src/html/publicHtml.ts";
import { cleanPastedHtml } from "../src/paste/clean.ts";

// jsdom listens on the window for every document that it parses, and compares each listener with all before: with two
// thousand documents that would be most of the time of these tests. Nothing here waits for an event.
window.addEventListener = () => undefined;

interface Paste {
  name: string;
  /** The first thing in the saved text that may not be there. */
  stray: string | null;
  before: Reading;
  after: Reading;
  /** Pictures that are uploaded, and those that the author is told of. */
  pictures: number;
}

function paste({ name, html, rtf }: Recording): Paste {
  const cleaned = cleanPastedHtml(html, "https://portal.example.gov.cn", rtf);
  // A picture under way is looked at as if its upload had ended.
  const content = documentOf(cleaned.html.replace(/data-upload="[^"]*"/g, 'src="/media/uploaded"'));
  content.check();
  const saved = parsed(publicHtml(content, document));
  const named = cleaned.notices.map((notice) => Number(/有 (\d+) 张/.exec(notice)?.[1] ?? 0));
  const pictures = named.reduce((sum, count) => sum + count, cleaned.uploads.length);
  return { name, stray: strayMarkup(saved), before: read(parsed(html)), after: read(saved), pictures };
}

function parsed(html: string): Document {
  return new DOMParser().parseFromString(html, "text/html");
}

/** The first word that is missing, added or out of order. */
function lostWord({ before, after }: Paste): string | null {
  let at = 0;
  for (const { text, optional } of before.words) {
    if (after.words[at]?.text === text) at += 1;
    else if (!optional) return `${text} where ${after.words[at]?.text ?? "the text ends"}`;
  }
  const added = after.words[at];
  return added === undefined ? null : `added: ${added.text}`;
}

/**
 * A table of one cell is a frame and dissolves; a title across the first row may become the caption. Rows that are
 * shorter than others, as around drawings, are filled with empty cells, and those alone may be new.
 */
function brokenTable({ before, after }: Paste): string | null {
  const sources = before.tables.filter((rows) => rows.length > 0 && rows.flat().length > 1);
  if (sources.length !== after.tables.length) return `${sources.length} tables became ${after.tables.length}`;
  const at = sources.findIndex((rows, index) => !isKept(rows, after.tables[index]!));
  return at === -1 ? null : `table ${at + 1}`;
}

function isKept(source: readonly Cell[][], result: readonly Cell[][]): boolean {
  const titled = source.length === result.length + 1 && source[0]?.length === 1;
  const rows = titled ? source.slice(1) : source;
  const same = (cell: Cell, other: Cell | undefined): boolean =>
    cell.columns === other?.columns && cell.rows === other.rows && cell.empty === other.empty;
  return (
    rows.length === result.length &&
    rows.every((cells, row) => {
      const [kept, added] = [result[row]!.slice(0, cells.length), result[row]!.slice(cells.length)];
      return cells.every((cell, index) => same(cell, kept[index])) && added.every((cell) => cell.empty);
    })
  );
}

function lostItems({ before, after }: Paste): string | null {
  return after.items < before.listed ? `${before.listed} items became ${after.items}` : null;
}

function forgottenPicture({ before, pictures }: Paste): string | null {
  return before.pictures === pictures ? null : `${pictures} of ${before.pictures} pictures`;
}

const RULES: Record<string, (paste: Paste) => string | null> = {
  "nothing is left but what may be saved": ({ stray }) => stray,
  "every word is kept, in order": lostWord,
  "every table keeps its cells": brokenTable,
  "lists become lists": lostItems,
  "every picture is uploaded or named to the author": forgottenPicture,
};

test("the recordings are there", () => {
  assert.ok(recordings.filter(({ raw }) => raw).length >= 95);
  assert.ok(recordings.filter(({ raw }) => !raw).length >= 750);
});

for (const title of new Set(recordings.map(titleOf))) {
  const group = recordings.filter((each) => titleOf(each) === title);
  describe(`${title}, ${group.length} recordings`, () => {
    const pastes: Paste[] = [];
    test("each can be pasted", () => void pastes.push(...distinct(group).map(paste)));
    for (const [rule, broken] of Object.entries(RULES)) {
      test(rule, () => {
        assert.notEqual(pastes.length, 0);
        const faults = pastes.map((each) => [each.name, broken(each)]).filter(([, fault]) => fault !== null);
        assert.deepEqual(faults, []);
      });
    }
  });
}

function titleOf({ raw, source }: Recording): string {
  return raw ? `${source} on the clipboard` : `${source} through a browser`;
}

/** Browsers often write the same; it is enough to paste it once. */
function distinct(group: readonly Recording[]): Recording[] {
  return [...new Map(group.map((recording) => [recording.html + recording.rtf, recording])).values()];
}
