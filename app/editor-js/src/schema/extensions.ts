/** The whole document model in one list: what is not here cannot be written, pasted or imported. */
import type { Extensions } from "@tiptap/core";
import { Blockquote } from "@tiptap/extension-blockquote";
import { Bold } from "@tiptap/extension-bold";
import { Document } from "@tiptap/extension-document";
import { HardBreak } from "@tiptap/extension-hard-break";
import { Heading } from "@tiptap/extension-heading";
import { HorizontalRule } from "@tiptap/extension-horizontal-rule";
import { Italic } from "@tiptap/extension-italic";
import { BulletList, ListItem, ListKeymap, OrderedList } from "@tiptap/extension-list";
import { Paragraph } from "@tiptap/extension-paragraph";
import { Text } from "@tiptap/extension-text";
import { Underline } from "@tiptap/extension-underline";
import { Dropcursor, Gapcursor, UndoRedo } from "@tiptap/extensions";
import { positiveInteger } from "../html/allowList.ts";
import { Attachment } from "./attachment.ts";
import { Figure } from "./figure.ts";
import { Layout } from "./layout.ts";
import { Link } from "./link.ts";
import { Subscript, Superscript } from "./marks.ts";
import { Table, TableCell, TableHeader, TableRow } from "./table.ts";

/** Only the number of the first item is kept; letters and Roman numerals are no part of the allow-list. */
const PlainOrderedList = OrderedList.extend({
  group: "block list cellBlock",
  addAttributes: () => ({
    start: {
      default: 1,
      parseHTML: (element: HTMLElement) => positiveInteger(element.getAttribute("start")) ?? 1,
      renderHTML: ({ start }: Record<string, unknown>) => (start === 1 ? {} : { start: String(start) }),
    },
  }),
});

export const schemaExtensions: Extensions = [
  Document,
  Text,
  Paragraph.extend({ group: "block cellBlock" }),
  Heading.configure({ levels: [2, 3, 4] }),
  Bold,
  Italic,
  Underline,
  Subscript,
  Superscript,
  Link,
  HardBreak,
  BulletList.extend({ group: "block list cellBlock" }),
  PlainOrderedList,
  ListItem,
  Blockquote,
  HorizontalRule,
  Figure,
  Attachment,
  Table,
  TableRow,
  TableCell,
  TableHeader,
  Layout,
];

export const behaviourExtensions: Extensions = [
  ListKeymap,
  UndoRedo,
  Gapcursor,
  Dropcursor.configure({ color: false, class: "editor__drop" }),
];
