/** The rich text editor of the desk: `mount` puts it into a host element, the handle steers it. */
import { Editor, Extension } from "@tiptap/core";
import { closeHistory } from "@tiptap/pm/history";
import { DOMSerializer } from "@tiptap/pm/model";
import { Caret } from "./caret.ts";
import { Dialogs } from "./dialogs/dialogs.ts";
import { h, uniqueId } from "./element.ts";
import { inertHtml } from "./html/inert.ts";
import { publicHtml } from "./html/publicHtml.ts";
import type { Handle, Options } from "./options.ts";
import { Pasting } from "./pasting.ts";
import { focusProblem } from "./problem.ts";
import { behaviourExtensions, schemaExtensions } from "./schema/extensions.ts";
import { selectionState } from "./selection.ts";
import type { Desk } from "./toolbar/actions.ts";
import { mainToolbar, tableToolbar } from "./toolbar/build.ts";
import { typeset } from "./typeset/typeset.ts";
import { Uploads } from "./uploads.ts";

export type { Handle, Options, Picture, ProblemPlace, SelectionState, AttachmentFile, UploadKind } from "./options.ts";

/** Long enough not to serialise at every key, short enough for a draft that is saved within three seconds. */
const CHANGE_DELAY_MS = 250;
const HELP = "按 Alt+F10 进入工具栏，按 Esc 回到正文。";

export function mount(host: HTMLElement, options: Options): Handle {
  const helpId = uniqueId("help");
  const content = h("div", { class: "editor__scroll" });
  const underway = h("div", { class: "editor__uploads" });
  const root = h("div", { class: "editor" }, content, underway, h("p", { class: "editor__help", id: helpId }, HELP));
  host.replaceChildren(root);

  let pending: ReturnType<typeof setTimeout> | null = null;
  const report = (): void => {
    if (pending === null) return;
    clearTimeout(pending);
    pending = null;
    options.onChange(getHtml());
  };

  const editor = new Editor({
    element: content,
    injectCSS: false,
    editable: options.readonly !== true,
    content: inertHtml(options.html),
    extensions: [
      ...schemaExtensions,
      ...behaviourExtensions,
      Caret,
      Pasting.configure({ uploads: () => uploads, onNotice: options.onNotice }),
      Extension.create({
        name: "deskKeys",
        addKeyboardShortcuts: () => ({
          "Alt-F10": () => (tools.focus(), true),
          "Mod-k": () => (dialogs.openLink(), true),
        }),
      }),
    ],
    editorProps: {
      attributes: {
        class: "editor__content",
        role: "textbox",
        lang: "zh-CN",
        spellcheck: "false",
        "aria-multiline": "true",
        "aria-label": options.label,
        "aria-describedby": helpId,
        "aria-readonly": String(options.readonly === true),
      },
    },
    onUpdate: () => {
      if (pending !== null) clearTimeout(pending);
      pending = setTimeout(report, CHANGE_DELAY_MS);
    },
    onBlur: report,
    onTransaction: () => showState(),
  });
  const uploads = new Uploads(editor, options, root, report);
  const dialogs = new Dialogs(root, editor, uploads);
  // Made in a document that is never shown: its pictures are not fetched at every save.
  const apart = document.implementation.createHTMLDocument("");
  const getHtml = (): string => publicHtml(editor.state.doc, apart);

  const applyTypeset = (): void => {
    const box = h("div");
    box.append(DOMSerializer.fromSchema(editor.schema).serializeFragment(editor.state.doc.content));
    typeset(box);
    const replaced = editor.chain().focus().setContent(box.innerHTML, { emitUpdate: true });
    // A step of its own in the history, even right after typing.
    const caret = editor.state.selection.from;
    replaced
      .command(({ tr }) => closeHistory(tr).docChanged)
      .setTextSelection(caret)
      .run();
  };

  const importDocx = async (file: File): Promise<void> => {
    if (!/\.docx$/i.test(file.name)) {
      options.onNotice("只能导入 .docx 文件。旧的 .doc 请先在 Word 或 WPS 中另存为 .docx。");
      return;
    }
    try {
      const { docxToHtml } = await import("./docx.ts");
      const { html, uploads: pictures, notices } = await docxToHtml({ arrayBuffer: await file.arrayBuffer() });
      if (editor.isDestroyed) return;
      if (editor.isEmpty) editor.chain().setContent(html, { emitUpdate: true }).focus("start").run();
      else editor.chain().focus().insertContent(html).run();
      notices.forEach(options.onNotice);
      await Promise.all(pictures.map(({ id, file: picture }) => uploads.settle(id, picture)));
    } catch {
      options.onNotice(`“${file.name}”不是可以读取的 Word 文件。`);
    }
  };

  const chooseDocx = (): void => {
    const input = h("input", { type: "file", accept: ".docx" });
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      if (file !== undefined) void importDocx(file);
    });
    input.click();
  };

  const desk: Desk = {
    editor,
    typeset: applyTypeset,
    openLink: () => dialogs.openLink(),
    openImage: () => dialogs.openImage(),
    openAttachment: () => dialogs.openAttachment(),
    openTable: () => dialogs.openTable(),
    openCaption: () => dialogs.openCaption(),
    chooseDocx,
  };
  const returnToText = (): void => editor.view.focus();
  const tools = mainToolbar(desk, returnToText);
  const tableTools = tableToolbar(desk, returnToText);
  if (options.readonly !== true)
    content.before(h("div", { class: "editor__tools" }, tools.element, tableTools.element));

  const showState = (): void => {
    const state = selectionState(editor);
    tools.update(state);
    tableTools.update(state);
    tableTools.element.hidden = !state.inTable;
    options.onSelection?.(state);
  };
  showState();

  return {
    getHtml,
    report,
    setHtml: (html) => {
      const replaced = editor.chain().setContent(inertHtml(html), { emitUpdate: false });
      replaced.setMeta("addToHistory", false).run();
    },
    focus: () => void editor.commands.focus(),
    focusProblem: (place) => focusProblem(editor, place),
    typeset: applyTypeset,
    importDocx,
    insertImage: (picture) => editor.chain().focus().insertFigure(picture).run(),
    insertAttachment: (file) => editor.chain().focus().insertAttachment(file).run(),
    command: (name, argument) => {
      const commands = editor.chain().focus() as unknown as Record<
        string,
        (argument?: unknown) => { run: () => boolean }
      >;
      return commands[name]?.(argument).run() ?? false;
    },
    isActive: (name, argument) => editor.isActive(name, argument),
    destroy: () => {
      report();
      editor.destroy();
      root.remove();
    },
  };
}
