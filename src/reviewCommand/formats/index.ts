import type { Severity } from "../../rules";
import type { Review } from "../report";
import { toJson } from "./json";
import { toJunit } from "./junit";
import { toMarkdown } from "./markdown";
import { toSarif } from "./sarif";
import { toText } from "./text";

/** The formats of a report. */
export const formats = ["text", "json", "sarif", "junit", "markdown"] as const;
/** The name of a format. */
export type Format = (typeof formats)[number];

/** What a report may be told besides the review. */
export interface ReportOptions {
  readonly failOn: Severity | "never";
  /** Whether text may have colours. */
  readonly colour: boolean;
  /** The version of this package. */
  readonly version: string;
}

/** Writes a review in a format. */
export function report(review: Review, format: Format, { failOn, colour, version }: ReportOptions): string {
  switch (format) {
    case "json":
      return toJson(review);
    case "sarif":
      return toSarif(review, version);
    case "junit":
      return toJunit(review, failOn);
    case "markdown":
      return toMarkdown(review);
    case "text":
      return toText(review, colour);
  }
}
