/** The dialogs of the editor: link, picture, attachment, table and caption. */
import type { Editor } from "@tiptap/core";
import { NodeSelection } from "@tiptap/pm/state";
import { allowedHref } from "../html/allowList.ts";
import type { Uploads } from "../uploads.ts";
import { checkField, fileField, numberField, openDialog, textField } from "./dialog.ts";

export class Dialogs {
  constructor(
    private readonly host: HTMLElement,
    private readonly editor: Editor,
    private readonly uploads: Uploads,
  ) {}

  private readonly onClose = (): void => {
    if (!this.editor.isDestroyed) this.editor.commands.focus();
  };

  private get frame(): { host: HTMLElement; onClose: () => void } {
    return { host: this.host, onClose: this.onClose };
  }

  openLink(): void {
    const { editor } = this;
    const current = editor.getAttributes("link")["href"] as string | undefined;
    const address = textField("链接地址", {
      type: "url",
      value: current ?? "",
      hint: "例如 https://www.gov.cn、/xxgk/、mailto:信箱、tel:电话",
      check: (text) => (completeHref(text) === null ? "请填写网址、站内路径、信箱或电话。" : ""),
    });
    const needsText = editor.state.selection.empty && current === undefined;
    const text = textField("显示文字", { check: (value) => (value === "" ? "请填写读者看到的文字。" : "") });
    const fields = needsText ? { address, text } : { address };
    openDialog({
      ...this.frame,
      title: current === undefined ? "插入链接" : "修改链接",
      submit: "确定",
      fields,
      ...(current === undefined ? {} : { extra: { label: "取消链接", run: () => this.removeLink() } }),
      onSubmit: (values) => {
        const href = completeHref(values.address) ?? "";
        const label = "text" in values ? (values.text as string) : null;
        if (label === null) return editor.chain().focus().extendMarkRange("link").setLink(href).run();
        const marks = [{ type: "link", attrs: { href } }];
        return editor.chain().focus().insertContent({ type: "text", text: label, marks }).run();
      },
    });
  }

  private removeLink(): void {
    this.editor.chain().focus().extendMarkRange("link").unsetLink().run();
  }

  openImage(): void {
    const { selection } = this.editor.state;
    if (selection instanceof NodeSelection && selection.node.type.name === "figure") return this.changeImage(selection);
    const file = fileField("图片文件", "image/png,image/jpeg,image/gif,image/webp", "PNG、JPG、GIF 或 WebP");
    openDialog({
      ...this.frame,
      title: "插入图片",
      submit: "上传并插入",
      fields: { file, alt: altField(""), caption: textField("图注（可不填）") },
      onSubmit: ({ file: chosen, alt, caption }) =>
        this.uploads.place(chosen, "image", ({ url }) => this.editor.commands.insertFigure({ url, alt, caption })),
    });
  }

  private changeImage(selection: NodeSelection): void {
    const { node, from } = selection;
    openDialog({
      ...this.frame,
      title: "图片说明",
      submit: "确定",
      fields: {
        alt: altField(node.attrs["alt"] as string),
        caption: textField("图注（可不填）", { value: node.textContent }),
      },
      onSubmit: ({ alt, caption }) => {
        const { tr, schema } = this.editor.state;
        const content = caption === "" ? null : schema.text(caption);
        tr.replaceWith(from, from + node.nodeSize, node.type.create({ ...node.attrs, alt }, content));
        this.editor.view.dispatch(tr.setSelection(NodeSelection.create(tr.doc, from)));
        return true;
      },
    });
  }

  openAttachment(): void {
    openDialog({
      ...this.frame,
      title: "插入附件",
      submit: "上传并插入",
      fields: { file: fileField("附件文件", "", "文件名会显示给读者，请先改成说明内容的名字") },
      onSubmit: ({ file }) =>
        this.uploads.place(file, "attachment", (stored) => this.editor.commands.insertAttachment(stored)),
    });
  }

  openTable(): void {
    openDialog({
      ...this.frame,
      title: "插入表格",
      submit: "插入",
      fields: {
        rows: numberField("行数", 3, 100),
        cols: numberField("列数", 3, 30),
        caption: textField("表格标题（可不填）"),
        withHeaderRow: checkField("首行作表头", true),
      },
      onSubmit: ({ rows, cols, caption, withHeaderRow }) =>
        this.editor.chain().focus().insertTable({ rows, cols, withHeaderRow }).setTableCaption(caption).run(),
    });
  }

  openCaption(): void {
    const value = (this.editor.getAttributes("table")["caption"] as string | undefined) ?? "";
    openDialog({
      ...this.frame,
      title: "表格标题",
      submit: "确定",
      fields: { caption: textField("标题", { value, hint: "显示在表格上方；留空则没有标题" }) },
      onSubmit: ({ caption }) => this.editor.chain().focus().setTableCaption(caption).run(),
    });
  }
}

function altField(value: string): ReturnType<typeof textField> {
  return textField("替代文字", {
    value,
    hint: "用一句话说明图片内容，读屏软件会读给看不见图片的人",
    check: (text) => (text === "" ? "请填写替代文字。" : ""),
  });
}

/** People type www.gov.cn and mean https://www.gov.cn. */
function completeHref(text: string): string | null {
  if (/^[\w.+-]+@[\w-]+\.[\w.-]+$/.test(text)) return allowedHref(`mailto:${text}`);
  const isHost = /^(?:[\w-]+\.)+[a-z]{2,}(?:[/?#:]|$)/i.test(text);
  const href = allowedHref(isHost ? `https://${text}` : text);
  return href !== null && /^(?:[a-z]+:|[/#?.])/i.test(href) ? href : null;
}
