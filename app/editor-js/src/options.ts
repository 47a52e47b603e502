/** The contract between the desk and the editor. */
import type { AttachmentFile } from "./schema/attachment.ts";
import type { Picture } from "./schema/figure.ts";

export type { AttachmentFile, Picture };

export type UploadKind = "image" | "attachment";

export interface Options {
  html: string;
  /** Name of the text field for screen readers, for example 正文. */
  label: string;
  readonly?: boolean;
  /** Called shortly after each change with the text to save, and at once when the field loses focus. */
  onChange: (html: string) => void;
  /** Sends a file; tells from time to time how many per cent of it have gone. */
  onUpload: (file: File, kind: UploadKind, onProgress: (percent: number) => void) => Promise<AttachmentFile>;
  /** Something the author should know, such as pictures that could not be pasted. */
  onNotice: (text: string) => void;
  onSelection?: (state: SelectionState) => void;
}

/** What holds at the caret. */
export interface SelectionState {
  bold: boolean;
  italic: boolean;
  underline: boolean;
  subscript: boolean;
  superscript: boolean;
  /** 2 to 4, or 0 for body text. */
  heading: number;
  align: string | null;
  indent: boolean;
  bulletList: boolean;
  orderedList: boolean;
  blockquote: boolean;
  inTable: boolean;
  link: string | null;
  canUndo: boolean;
  canRedo: boolean;
}

/**
 * Where a problem lies: a selector (the first match, or match number `index` from 0), a block counted from 0, or the
 * characters from `start` up to `end` of the saved text, as the server reads and counts them.
 */
export type ProblemPlace = string | number | { selector: string; index: number } | { start: number; end: number };

export interface Handle {
  getHtml(): string;
  /** Replaces the text without calling `onChange`. */
  setHtml(html: string): void;
  /** Calls `onChange` now, if there is a change of which it has not been told. */
  report(): void;
  focus(): void;
  /** Selects and shows the place; false if it is no longer there. */
  focusProblem(place: ProblemPlace): boolean;
  typeset(): void;
  importDocx(file: File): Promise<void>;
  insertImage(picture: Picture): boolean;
  insertAttachment(file: AttachmentFile): boolean;
  /** Runs an editor command by name, for example `command("toggleBold")`. */
  command(name: string, argument?: unknown): boolean;
  isActive(name: string, argument?: Record<string, unknown>): boolean;
  destroy(): void;
}
