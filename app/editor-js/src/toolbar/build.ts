/** Which controls stand in which toolbar. */
import {
  type Action,
  BLOCKS,
  CHARACTERS,
  type Desk,
  HISTORY,
  INSERTS,
  LINES,
  TABLE_CELLS,
  TABLE_COLUMNS,
  TABLE_ROWS,
  WHOLE_TABLE,
  WHOLE_TEXT,
} from "./actions.ts";
import { actionButton, type Group, headingSelect, Toolbar } from "./toolbar.ts";

function group(label: string, actions: readonly Action[], desk: Desk): Group {
  return { label, controls: actions.map((action) => actionButton(action, desk)) };
}

export function mainToolbar(desk: Desk, returnToText: () => void): Toolbar {
  const groups = [
    group("历史", HISTORY, desk),
    { label: "样式", controls: [headingSelect(desk)] },
    group("文字", CHARACTERS, desk),
    group("对齐", LINES, desk),
    group("段落", BLOCKS, desk),
    group("插入", INSERTS, desk),
    group("全文", WHOLE_TEXT, desk),
  ];
  return new Toolbar("编辑工具", groups, returnToText);
}

export function tableToolbar(desk: Desk, returnToText: () => void): Toolbar {
  const groups = [
    group("行", TABLE_ROWS, desk),
    group("列", TABLE_COLUMNS, desk),
    group("单元格", TABLE_CELLS, desk),
    group("表格", WHOLE_TABLE, desk),
  ];
  const toolbar = new Toolbar("表格工具", groups, returnToText);
  toolbar.element.classList.add("editor__toolbar--table");
  return toolbar;
}
