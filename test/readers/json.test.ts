import { describe, expect, it } from "vitest";
import { UnreadableFile } from "../../src/readers/declared";
import { parseJson } from "../../src/readers/json";

/** The sentence that a text is refused with. */
function refusal(text: string): string {
  try {
    parseJson(text);
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  }
  return "";
}

describe("RF-04: what ARM takes beyond JSON", () => {
  it.each([
    ["a comment to the end of a line", '{ "a": 1 // three regions only, "b": 2\n}'],
    ["a comment before anything", '// a template\n/* "of" ours */ { "a": 1 }'],
    ["a comment of several lines", '{ /* one\n "two" */ "a": /**/ 1 }'],
    ["a comma at the end of an object", '{ "a": 1, }'],
    ["both", '{ "a": 1, // why\n }'],
  ])("is read: %s", (_what, text) => expect(parseJson(text)).toEqual({ a: 1 }));

  it("is read: a comma at the end of a list", () => expect(parseJson("[1, 2,\n]")).toEqual([1, 2]));

  it("is read: a text over several lines, with its line ends", () => {
    expect(parseJson("{ \"a\": \"[concat(\r\n\t'x',\n 'y')]\" }")).toEqual({ a: "[concat(\r\n\t'x',\n 'y')]" });
  });

  it("leaves what looks like a comment or a comma within a text", () => {
    const value = { url: "https://example.com//x", note: 'a /* b */ ,] "c" \\ // d', open: "/*" };
    expect(parseJson(`${JSON.stringify(value)} // end`)).toEqual(value);
  });
});

describe("what is wrong with a text", () => {
  it.each([
    ["a word without quotes", "{\n  token: hunter2\n}", 2, 3],
    ["a missing comma", "[\n  1\n  2\n]", 3, 3],
    ["two commas", '{ "a": 1,, }', 1, 10],
    ["after a text over several lines", '{\n"a": "x\ny\tz",\n"b": hunter2 }', 4, 6],
    ["after a comment", "{ // one\r\n/* two\r\nthree */ b }", 3, 10],
  ])("is said with line and column, and nothing of its content: %s", (_what, text, line, column) => {
    expect(refusal(text)).toBe(`is not JSON: it breaks at line ${line}, column ${column}`);
  });

  it.each([
    ["an object", '{ "a": { "b": 1 '],
    ["a text", '{ "a": "hunter2'],
    ["a comment", '{ "a": 1 /* hunter2'],
  ])("is said when it ends in the middle of %s", (_what, text) => {
    expect(refusal(text)).toBe("is not complete JSON: it ends in the middle");
  });

  it("is said when it nests too deeply", () => {
    expect(refusal(`// deep\n${"[".repeat(200_000)}${"]".repeat(200_000)}`)).toBe("nests values too deeply to be read");
  });
});

it("takes time linear in the text", () => {
  const line = '{ "a": "x\ny", "b": "\\"\\"", }, // "c"\n';
  const time = (lines: number) => {
    const text = `[${line.repeat(lines)}]`;
    const start = process.cpuUsage();
    parseJson(text);
    return process.cpuUsage(start).user;
  };
  time(1000);
  expect(time(40_000)).toBeLessThan(40 * Math.max(time(2000), 10_000));
});
