/**
 * Import of Word files. mammoth turns a .docx into semantic HTML with merged cells and pictures, which then takes the
 * way of everything pasted. This file and mammoth are a chunk of their own, loaded at the first import.
 */
import mammoth from "mammoth";
import { type Cleaned, cleanPastedHtml } from "./paste/clean.ts";

interface Paragraph {
  alignment?: string | null;
  indent?: { firstLine?: string | null };
  styleId?: string | null;
  styleName?: string | null;
}

/** Part of mammoth that its own types do not mention. */
const { transforms } = mammoth as unknown as {
  transforms: { paragraph: (change: (paragraph: Paragraph) => Paragraph) => (document: unknown) => unknown };
};

/** mammoth knows styles only, so direct alignment and indent take the name of a style of ours. */
const LAYOUT_STYLES = [
  "p[style-name='Longan center'] => p.ta-center:fresh",
  "p[style-name='Longan right'] => p.ta-right:fresh",
  "p[style-name='Longan indent'] => p.indent-2em:fresh",
  "p[style-name='Title'] => p.ta-center:fresh",
  "p[style-name='Subtitle'] => p.ta-center:fresh",
  "u => u",
];

function withLayoutStyle(paragraph: Paragraph): Paragraph {
  if (/heading|title|list/i.test(paragraph.styleName ?? "")) return paragraph;
  const named = (styleName: string): Paragraph => ({ ...paragraph, styleId: styleName, styleName });
  if (paragraph.alignment === "center") return named("Longan center");
  if (paragraph.alignment === "right" || paragraph.alignment === "end") return named("Longan right");
  return Number(paragraph.indent?.firstLine ?? 0) > 0 ? named("Longan indent") : paragraph;
}

/** mammoth reads a buffer in Node and an ArrayBuffer in the browser. */
export type DocxSource = { arrayBuffer: ArrayBuffer } | { buffer: Buffer };

export async function docxToHtml(source: DocxSource): Promise<Cleaned> {
  const { value, messages } = await mammoth.convertToHtml(source, {
    styleMap: LAYOUT_STYLES,
    transformDocument: transforms.paragraph(withLayoutStyle),
    externalFileAccess: false,
  });
  const cleaned = cleanPastedHtml(value);
  const failed = messages.filter(({ type }) => type === "error").length;
  const notices =
    failed > 0 ? [...cleaned.notices, `Word 文件中有 ${failed} 处内容无法读取，请核对。`] : cleaned.notices;
  return { ...cleaned, notices };
}
