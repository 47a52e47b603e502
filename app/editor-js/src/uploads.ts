/** Carries files to the server and puts what comes back into the text, wherever its place has moved to meanwhile. */
import type { Editor } from "@tiptap/core";
import { h } from "./element.ts";
import { allowedMedia } from "./html/allowList.ts";
import type { AttachmentFile, Options, UploadKind } from "./options.ts";

const PICTURE_TYPE = /^image\/(?:png|jpeg|gif|webp)$/;

export function isPicture(file: File): boolean {
  return PICTURE_TYPE.test(file.type);
}

/** How far a file has come, as the desk shows it everywhere (`ui::Progress`). */
class Bar {
  readonly element: HTMLElement;
  private readonly figure = h("span", { class: "progress__figure" });
  private readonly bar = h("progress", { class: "progress__bar", max: 100 });

  constructor(name: string) {
    this.element = h("label", { class: "progress" }, h("span", { class: "progress__label" }, name, " ", this.figure));
    this.element.append(this.bar);
    this.show(0);
  }

  show(percent: number): void {
    this.bar.value = percent;
    this.figure.textContent = `${percent}%`;
  }
}

export class Uploads {
  private count = 0;

  constructor(
    private readonly editor: Editor,
    private readonly options: Pick<Options, "onUpload" | "onNotice">,
    private readonly root: HTMLElement,
    /** Tells the page of a change now: what waits for the uploads would go off without what they brought. */
    private readonly report: () => void,
  ) {}

  /** Uploads a file with a bar as long as it takes; failures are told to the author and come back as null. */
  private async send(file: File, kind: UploadKind): Promise<AttachmentFile | null> {
    const bar = new Bar(file.name);
    // A dialog lies above everything else: a file sent from it has its bar inside, any other below the text.
    [...this.root.querySelectorAll(".editor__uploads")].at(-1)?.append(bar.element);
    try {
      const stored = await this.options.onUpload(file, kind, (percent) => bar.show(percent));
      if (allowedMedia(stored.url) !== null) return stored;
      this.options.onNotice(`“${file.name}”的存放地址无效，没有插入。`);
    } catch (error) {
      const reason = error instanceof Error && error.message !== "" ? `：${error.message}` : "，请稍后再试";
      this.options.onNotice(`“${file.name}”上传失败${reason}。`);
    } finally {
      bar.element.remove();
    }
    return null;
  }

  /** Uploads a file and lets `put` bring it into the text, of which the page is told at once; whether it did. */
  async place(file: File, kind: UploadKind, put: (stored: AttachmentFile) => boolean): Promise<boolean> {
    const stored = await this.send(file, kind);
    if (stored === null || this.editor.isDestroyed) return false;
    const stands = put(stored);
    this.report();
    return stands;
  }

  /** Files dropped on or pasted into the text: pictures stand in the text, everything else becomes an attachment. */
  async insert(files: readonly File[]): Promise<void> {
    for (const file of files) {
      if (isPicture(file)) {
        this.count += 1;
        const id = `file-${this.count}-${file.size}`;
        this.editor.commands.insertPendingFigure(id, "");
        await this.settle(id, file);
      } else {
        await this.place(file, "attachment", (stored) => this.editor.commands.insertAttachment(stored));
      }
    }
  }

  /** Uploads the picture whose place in the text is held by `id`; its place goes if the upload fails. */
  async settle(id: string, file: File): Promise<void> {
    const stored = await this.send(file, "image");
    if (this.editor.isDestroyed) return;
    const { tr, doc } = this.editor.state;
    doc.descendants((node, position) => {
      if (node.type.name !== "figure" || node.attrs["upload"] !== id) return;
      const place = tr.mapping.map(position);
      if (stored === null) tr.delete(place, tr.mapping.map(position + node.nodeSize));
      else tr.setNodeMarkup(place, null, { ...node.attrs, src: allowedMedia(stored.url), upload: null });
    });
    // Undoing must not bring back a picture without an address.
    if (tr.docChanged) {
      this.editor.view.dispatch(tr.setMeta("addToHistory", false));
      this.report();
    }
  }
}
