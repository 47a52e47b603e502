/** The frame of all dialogs: a native modal dialog with labelled fields, errors beside their field and two buttons. */
import { h, uniqueId } from "../element.ts";

export interface Field<T> {
  element: HTMLElement;
  /** The value, or undefined after showing what is wrong with it. */
  read: () => T | undefined;
  focus: () => void;
}

type FieldInput = HTMLInputElement | HTMLTextAreaElement;

function field(label: string, input: FieldInput, hint: string): { element: HTMLElement; fail: (text: string) => void } {
  const id = uniqueId("field");
  const error = h("p", { class: "editor__error", id: `${id}-error`, role: "alert" });
  input.id = id;
  input.classList.add("editor__input");
  const parts: HTMLElement[] = [h("label", { class: "editor__label", for: id }, label)];
  if (hint !== "") {
    parts.push(h("p", { class: "editor__hint", id: `${id}-hint` }, hint));
    input.setAttribute("aria-describedby", `${id}-hint`);
  }
  const element = h("div", { class: "editor__field" }, ...parts, error, input);
  const fail = (text: string): void => {
    error.textContent = text;
    input.setAttribute("aria-invalid", String(text !== ""));
    input.setAttribute("aria-errormessage", error.id);
  };
  return { element, fail };
}

export interface TextRule {
  hint?: string;
  value?: string;
  type?: "text" | "url";
  /** Says what is wrong with the text; empty if nothing is. */
  check?: (text: string) => string;
}

export function textField(label: string, rule: TextRule = {}): Field<string> {
  const input = h("input", { type: "text", value: rule.value ?? "", autocomplete: "off" });
  if (rule.type === "url") input.inputMode = "url";
  const { element, fail } = field(label, input, rule.hint ?? "");
  const read = (): string | undefined => {
    const text = input.value.trim();
    const fault = rule.check?.(text) ?? "";
    fail(fault);
    return fault === "" ? text : undefined;
  };
  return { element, read, focus: () => input.focus() };
}

export function numberField(label: string, value: number, most: number): Field<number> {
  const input = h("input", { type: "number", value, min: 1, max: most, inputmode: "numeric" });
  const { element, fail } = field(label, input, "");
  const read = (): number | undefined => {
    const number = Number(input.value);
    const valid = Number.isInteger(number) && number >= 1 && number <= most;
    fail(valid ? "" : `请填写 1 到 ${most} 之间的整数。`);
    return valid ? number : undefined;
  };
  return { element, read, focus: () => input.focus() };
}

export function fileField(label: string, accept: string, hint: string): Field<File> {
  const input = h("input", { type: "file", accept });
  const { element, fail } = field(label, input, hint);
  const read = (): File | undefined => {
    const file = input.files?.[0];
    fail(file === undefined ? "请选择文件。" : "");
    return file;
  };
  return { element, read, focus: () => input.focus() };
}

export function checkField(label: string, checked: boolean): Field<boolean> {
  const input = h("input", { type: "checkbox", checked });
  const element = h("label", { class: "editor__check" }, input, label);
  return { element, read: () => input.checked, focus: () => input.focus() };
}

type Values<F> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never };

export interface DialogOptions<F> {
  host: HTMLElement;
  title: string;
  submit: string;
  fields: F;
  /** A second way to end, for example removing a link. */
  extra?: { label: string; run: () => void };
  /** Acts on the values; resolves to false to keep the dialog open. */
  onSubmit: (values: Values<F>) => boolean | Promise<boolean>;
  onClose: () => void;
}

export function openDialog<F extends Record<string, Field<unknown>>>(options: DialogOptions<F>): void {
  const titleId = uniqueId("dialog");
  const submit = h("button", { type: "submit", class: "editor__dialog-button editor__dialog-button--main" });
  submit.textContent = options.submit;
  const cancel = h("button", { type: "button", class: "editor__dialog-button" }, "取消");
  const buttons = h("div", { class: "editor__dialog-buttons" }, submit, cancel);
  const elements = Object.values(options.fields).map(({ element }) => element);
  const uploads = h("div", { class: "editor__uploads" });
  const form = h("form", { method: "dialog", novalidate: true }, ...elements, uploads, buttons);
  const heading = h("h2", { class: "editor__dialog-title", id: titleId }, options.title);
  const dialog = h("dialog", { class: "editor__dialog", "aria-labelledby": titleId }, heading, form);

  if (options.extra !== undefined) {
    const { label, run } = options.extra;
    const extra = h("button", { type: "button", class: "editor__dialog-button" }, label);
    extra.addEventListener("click", () => {
      run();
      dialog.close();
    });
    buttons.append(extra);
  }
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    options.onClose();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // A dialog inside the desk's own form must not submit that form.
    event.stopPropagation();
    void submitValues();
  });

  const submitValues = async (): Promise<void> => {
    const entries = Object.entries(options.fields).map(([name, each]) => [name, each.read(), each] as const);
    const wrong = entries.find(([, value]) => value === undefined);
    if (wrong !== undefined) return wrong[2].focus();
    submit.disabled = true;
    dialog.setAttribute("aria-busy", "true");
    const done = await options.onSubmit(Object.fromEntries(entries) as Values<F>);
    submit.disabled = false;
    dialog.removeAttribute("aria-busy");
    if (done) dialog.close();
  };

  options.host.append(dialog);
  dialog.showModal();
  Object.values(options.fields)[0]?.focus();
}
