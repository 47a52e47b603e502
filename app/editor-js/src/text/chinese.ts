/** Character classes for patterns about Chinese text; each is the inside of a [...] set for a `u` pattern. */

export const HAN = "\\p{Script=Han}〇";
/** Full-width punctuation and brackets that stand in Chinese text. */
export const FULL_WIDTH = "，。、；：？！（）《》〈〉【】〔〕“”‘’…—·";
export const CHINESE = `${HAN}${FULL_WIDTH}`;
/** Blank characters that people use to push text around. */
export const BLANK = " \\t\\u00a0\\u2002\\u2003\\u2009\\u200b\\u3000\\ufeff";

export const HAS_HAN = new RegExp(`[${HAN}]`, "u");
