// The people of the demo, as the program prints them at its first start. A test holds this list against that output.
import type { Account } from "./desk.ts";

const person = (login: string): Account => ({ login, password: "Longan-Demo-2026" });

/** Publisher of 县教育局, a responsible unit. */
export const publisher = person("fabu");
/** Publisher of 县财政局, another responsible unit. */
export const otherPublisher = person("fabu2");
/** Two reviewers of one lead unit. */
export const reviewer = person("shenhe");
export const otherReviewer = person("shenhe2");
/** Reviewer of 县委宣传部. */
export const newsReviewer = person("xuanchuan");
export const portalManager = person("guanli");
export const securityAdministrator = person("anquan");
export const auditor = person("shenji");

export const EVERYBODY = [
  publisher,
  otherPublisher,
  reviewer,
  otherReviewer,
  newsReviewer,
  portalManager,
  securityAdministrator,
  auditor,
];
