import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readFiles } from "../../src/reviewCommand/input";
import { planOf } from "../../src/reviewCommand/planOption";
import type { Review } from "../../src/reviewCommand/report";
import { review } from "../../src/reviewCommand/review";
import { UnreadableInput } from "../../src/terminal/input";

// Small inputs of kinds that public files have; the README beside them says what the expectations mean.

const folder = "test/readers/fixtures/templates";
const now = new Date("2026-11-24T12:00:00Z");

interface Expectation {
  readonly profile: string;
  readonly errors?: readonly string[];
  readonly absent?: readonly string[];
  readonly present?: readonly string[];
  readonly errors_absent?: readonly string[];
  readonly tier?: string;
  readonly registries?: number;
  readonly note?: string;
  readonly exit?: number;
  readonly says?: string;
  readonly not_silent?: boolean;
}

/** What the rules must know first: words of an identity, roles of other services, maps of the service's own. */
const waiting: readonly string[] = [];
const all: Record<string, Expectation> = JSON.parse(readFileSync(`${folder}/expectations.json`, "utf8"));
const expectations = Object.entries(all).filter(([file]) => !waiting.includes(file));

/** The review of a file, or the sentence that it is refused with. */
function outcome(file: string, profile: string): Review | string {
  try {
    return review(readFiles([`${folder}/${file}`]), { plan: planOf(profile, undefined), now });
  } catch (error) {
    if (error instanceof UnreadableInput) return error.message;
    throw error;
  }
}

function idsOf({ findings }: Review, severity?: string): string[] {
  return findings
    .filter((finding) => severity === undefined || finding.severity === severity)
    .flatMap(({ rule, also }) => [rule, ...also]);
}

describe("a file as the world has it", () => {
  it.each(expectations)("%s is reviewed as it should be", (file, expected) => {
    const result = outcome(file, expected.profile);
    if (typeof result === "string") {
      expect(expected.exit === 2 || expected.not_silent === true, result).toBe(true);
      expect(result).toContain(expected.says ?? "");
      return;
    }
    expect(expected.exit).toBeUndefined();
    if (expected.not_silent) expect(result.registries).not.toEqual([]);
    if (expected.errors) expect(idsOf(result, "error")).toEqual(expected.errors);
    for (const id of expected.absent ?? []) expect(idsOf(result)).not.toContain(id);
    for (const id of expected.present ?? []) expect(idsOf(result)).toContain(id);
    for (const id of expected.errors_absent ?? []) expect(idsOf(result, "error")).not.toContain(id);
    if (expected.tier) expect(result.registries[0]?.tier).toBe(expected.tier);
    if (expected.registries !== undefined) expect(result.registries).toHaveLength(expected.registries);
    if (expected.note) expect(JSON.stringify(result.notes)).toContain(expected.note);
  });
});
