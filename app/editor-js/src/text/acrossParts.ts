/** Replaces in a text that is cut into parts by formatting: a pattern sees the whole, an edit lands in its part. */

export function replaceAcross(
  parts: readonly string[],
  pattern: RegExp,
  replacement: (match: RegExpExecArray) => string,
): string[] {
  const result: string[] = parts.map(() => "");
  const whole = parts.join("");
  let part = 0;
  let start = 0;
  let position = 0;

  const copyUntil = (end: number): void => {
    while (position < end) {
      const text = parts[part] ?? "";
      const stop = Math.min(end, start + text.length);
      result[part] += text.slice(position - start, stop - start);
      position = stop;
      if (position === start + text.length && part < parts.length - 1) {
        start += text.length;
        part += 1;
      }
    }
  };
  const skipUntil = (end: number): void => {
    while (position < end) {
      const text = parts[part] ?? "";
      position = Math.min(end, start + text.length);
      if (position === start + text.length && part < parts.length - 1) {
        start += text.length;
        part += 1;
      }
    }
  };

  for (const match of whole.matchAll(pattern)) {
    copyUntil(match.index);
    const place = part;
    skipUntil(match.index + match[0].length);
    result[place] += replacement(match);
  }
  copyUntil(whole.length);
  return result;
}
