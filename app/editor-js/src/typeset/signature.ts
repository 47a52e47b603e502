/** 落款: the issuing body and the date below it stand at the right (GB/T 9704-2012 7.3.5). */
import { alignClass, INDENT_CLASS, SIGNATURE_CLASS } from "../html/allowList.ts";

const DATE =
  /^(?:\d{4}|[〇零○一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})日$/u;
const BODY =
  /(?:人民政府|政府|办公室|委员会|党委|县委|市委|局|厅|部|院|所|站|中心|公司|协会|学会|联合会|总工会|大队|支队|指挥部|领导小组|管委会|银行|学校|医院|法院|检察院|馆|台|社|处|科|组|会|办)(?:（(?:章|代章|盖章)）)?$/u;
const LONGEST_BODY = 40;

function textOf(element: Element | null | undefined): string {
  return (element?.textContent ?? "").replace(/[\s\u3000]+/g, "");
}

export function alignSignature(root: HTMLElement): void {
  const paragraphs = [...root.querySelectorAll(":scope > p")];
  const index = paragraphs.findLastIndex((paragraph) => DATE.test(textOf(paragraph)));
  const date = paragraphs[index];
  // A date at the top is the date of the document, not of a signature.
  if (date === undefined || index === 0) return;
  sign(date);
  for (let line = date.previousElementSibling; isIssuingBody(line); line = line.previousElementSibling) sign(line);
}

/** Several bodies may sign one below the other. */
function isIssuingBody(line: Element | null): line is Element {
  const text = textOf(line);
  return line?.tagName === "P" && [...text].length <= LONGEST_BODY && BODY.test(text) && !/[，。；：]/u.test(text);
}

function sign(line: Element): void {
  line.classList.remove(INDENT_CLASS, alignClass("center"), alignClass("justify"));
  line.classList.add(alignClass("right"), SIGNATURE_CLASS);
}
