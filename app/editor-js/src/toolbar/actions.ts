/** What the toolbars can do, independent of how they look. */
import type { Editor } from "@tiptap/core";
import type { SelectionState } from "../options.ts";
import type { IconName } from "./icons.ts";

/** What a button may reach beside the text itself. */
export interface Desk {
  editor: Editor;
  typeset: () => void;
  openLink: () => void;
  openImage: () => void;
  openAttachment: () => void;
  openTable: () => void;
  openCaption: () => void;
  chooseDocx: () => void;
}

export interface Action {
  name: string;
  label: string;
  shortcut?: string;
  icon: IconName;
  /** Shows the label beside the icon. */
  worded?: boolean;
  run: (desk: Desk) => void;
  pressed?: (state: SelectionState) => boolean;
  enabled?: (state: SelectionState) => boolean;
}

type Chain = ReturnType<Editor["chain"]>;

function chained(change: (chain: Chain) => Chain): (desk: Desk) => void {
  return ({ editor }) => change(editor.chain().focus()).run();
}

function worded(name: string, label: string, icon: IconName, run: (desk: Desk) => void): Action {
  return { name, label, icon, worded: true, run };
}

export const HISTORY: readonly Action[] = [
  {
    name: "undo",
    label: "撤销",
    shortcut: "Ctrl+Z",
    icon: "undo",
    run: chained((chain) => chain.undo()),
    enabled: (state) => state.canUndo,
  },
  {
    name: "redo",
    label: "重做",
    shortcut: "Ctrl+Y",
    icon: "redo",
    run: chained((chain) => chain.redo()),
    enabled: (state) => state.canRedo,
  },
];

export const CHARACTERS: readonly Action[] = [
  {
    name: "bold",
    label: "加粗",
    shortcut: "Ctrl+B",
    icon: "bold",
    run: chained((chain) => chain.toggleBold()),
    pressed: (state) => state.bold,
  },
  {
    name: "italic",
    label: "斜体",
    shortcut: "Ctrl+I",
    icon: "italic",
    run: chained((chain) => chain.toggleItalic()),
    pressed: (state) => state.italic,
  },
  {
    name: "underline",
    label: "下划线",
    shortcut: "Ctrl+U",
    icon: "underline",
    run: chained((chain) => chain.toggleUnderline()),
    pressed: (state) => state.underline,
  },
  {
    name: "superscript",
    label: "上标",
    icon: "superscript",
    run: chained((chain) => chain.toggleSuperscript()),
    pressed: (state) => state.superscript,
  },
  {
    name: "subscript",
    label: "下标",
    icon: "subscript",
    run: chained((chain) => chain.toggleSubscript()),
    pressed: (state) => state.subscript,
  },
];

export const LINES: readonly Action[] = [
  {
    name: "align-left",
    label: "左对齐",
    icon: "alignLeft",
    run: chained((chain) => chain.setAlign(null)),
    pressed: (state) => state.align === null,
  },
  {
    name: "align-center",
    label: "居中",
    icon: "alignCenter",
    run: chained((chain) => chain.setAlign("center")),
    pressed: (state) => state.align === "center",
  },
  {
    name: "align-right",
    label: "右对齐",
    icon: "alignRight",
    run: chained((chain) => chain.setAlign("right")),
    pressed: (state) => state.align === "right",
  },
  {
    name: "indent",
    label: "首行缩进两字",
    icon: "indent",
    run: chained((chain) => chain.toggleIndent()),
    pressed: (state) => state.indent,
    enabled: (state) => state.heading === 0,
  },
];

export const BLOCKS: readonly Action[] = [
  {
    name: "bullet-list",
    label: "项目符号列表",
    shortcut: "Ctrl+Shift+8",
    icon: "bulletList",
    run: chained((chain) => chain.toggleBulletList()),
    pressed: (state) => state.bulletList,
  },
  {
    name: "ordered-list",
    label: "编号列表",
    shortcut: "Ctrl+Shift+7",
    icon: "orderedList",
    run: chained((chain) => chain.toggleOrderedList()),
    pressed: (state) => state.orderedList,
  },
  {
    name: "quote",
    label: "引用",
    shortcut: "Ctrl+Shift+B",
    icon: "quote",
    run: chained((chain) => chain.toggleBlockquote()),
    pressed: (state) => state.blockquote,
    enabled: (state) => !state.inTable,
  },
  {
    name: "rule",
    label: "分隔线",
    icon: "rule",
    run: chained((chain) => chain.setHorizontalRule()),
    enabled: (state) => !state.inTable,
  },
];

export const INSERTS: readonly Action[] = [
  {
    name: "link",
    label: "链接",
    shortcut: "Ctrl+K",
    icon: "link",
    run: (desk) => desk.openLink(),
    pressed: (state) => state.link !== null,
  },
  { name: "image", label: "图片", icon: "image", run: (desk) => desk.openImage() },
  { name: "attachment", label: "附件", icon: "attachment", run: (desk) => desk.openAttachment() },
  {
    name: "table",
    label: "表格",
    icon: "table",
    run: (desk) => desk.openTable(),
    enabled: (state) => !state.inTable,
  },
];

export const WHOLE_TEXT: readonly Action[] = [
  {
    name: "clear",
    label: "清除格式",
    icon: "clear",
    run: chained((chain) => chain.unsetAllMarks().clearNodes().setAlign(null)),
  },
  { name: "typeset", label: "一键排版", icon: "typeset", worded: true, run: (desk) => desk.typeset() },
  { name: "word", label: "导入 Word", icon: "word", worded: true, run: (desk) => desk.chooseDocx() },
];

// Words beside the icons: nobody guesses twelve pictures of tables.
export const TABLE_ROWS: readonly Action[] = [
  worded(
    "row-before",
    "上方插行",
    "rowBefore",
    chained((chain) => chain.addRowBefore()),
  ),
  worded(
    "row-after",
    "下方插行",
    "rowAfter",
    chained((chain) => chain.addRowAfter()),
  ),
  worded(
    "delete-row",
    "删除行",
    "deleteRow",
    chained((chain) => chain.deleteRow()),
  ),
];

export const TABLE_COLUMNS: readonly Action[] = [
  worded(
    "column-before",
    "左侧插列",
    "columnBefore",
    chained((chain) => chain.addColumnBefore()),
  ),
  worded(
    "column-after",
    "右侧插列",
    "columnAfter",
    chained((chain) => chain.addColumnAfter()),
  ),
  worded(
    "delete-column",
    "删除列",
    "deleteColumn",
    chained((chain) => chain.deleteColumn()),
  ),
];

export const TABLE_CELLS: readonly Action[] = [
  worded(
    "merge",
    "合并单元格",
    "merge",
    chained((chain) => chain.mergeCells()),
  ),
  worded(
    "split",
    "拆分单元格",
    "split",
    chained((chain) => chain.splitCell()),
  ),
  worded(
    "header-row",
    "首行作表头",
    "headerRow",
    chained((chain) => chain.toggleHeaderRow()),
  ),
  worded(
    "header-column",
    "首列作表头",
    "headerColumn",
    chained((chain) => chain.toggleHeaderColumn()),
  ),
];

export const WHOLE_TABLE: readonly Action[] = [
  worded("caption", "表格标题", "caption", (desk) => desk.openCaption()),
  worded(
    "delete-table",
    "删除表格",
    "deleteTable",
    chained((chain) => chain.deleteTable()),
  ),
];
