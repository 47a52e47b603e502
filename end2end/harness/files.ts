// Files that people of the desk upload: a photograph, a Word file, the scan of a paper, a table, a film.
import { readFile } from "node:fs/promises";
import { docxFile } from "../../app/editor-js/tests/docxFile.ts";

export interface UploadFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A picture of a school, one of those of the demo. */
export async function photograph(name = "开学典礼.png"): Promise<UploadFile> {
  const picture = new URL("../../crates/cms/src/demo/content/pictures/school.png", import.meta.url);
  return { name, mimeType: "image/png", buffer: await readFile(picture) };
}

/** A Word file with a heading, an indented paragraph, a table with merged cells and a picture. */
export async function wordFile(name: string): Promise<UploadFile> {
  const mimeType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  return { name, mimeType, buffer: await docxFile() };
}

/** A PDF without pages, as small as they come. */
export function scan(name = "保密审查表.pdf"): UploadFile {
  const objects = "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj";
  const buffer = Buffer.from(`%PDF-1.4\n${objects}\ntrailer<</Root 1 0 R>>\n%%EOF\n`);
  return { name, mimeType: "application/pdf", buffer };
}

/** A table as office programs save it. */
export function csv(name: string, lines: string[]): UploadFile {
  return { name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
}

/** The head of a film, which is what tells that it is one. */
export function mp4(name: string): UploadFile {
  return { name, mimeType: "video/mp4", buffer: Buffer.from("\0\0\0\x18ftypisom\0\0\x02\0isommp42", "latin1") };
}
