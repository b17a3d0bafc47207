import { type Cursor, isBlank, isBlankOrEnd, isBreak, takeBreak, YamlFault } from "./cursor";
import { scanBlockScalar, scanPlain, scanQuoted } from "./scalars";

// The tokens of YAML 1.1, as libyaml and its port to Go cut them. Readers of YAML differ in what they take for broken: a
// file must be read here as the runner will read it, so none of the usual ones does.

/** A token. `start` and `end` are places in the text. */
export interface Token {
  readonly kind:
    | "scalar"
    | "blockList"
    | "blockMap"
    | "blockEnd"
    | "["
    | "]"
    | "{"
    | "}"
    | ","
    | "entry"
    | "key"
    | "value"
    | "alias"
    | "anchor"
    | "tag"
    | "directive"
    | "documentStart"
    | "documentEnd"
    | "end";
  readonly start: number;
  readonly end: number;
  /** The text of a scalar, the name of an anchor, the whole of a tag. */
  readonly text: string;
  readonly plain: boolean;
}

/** A token at which an implicit key may have begun. */
interface PossibleKey {
  readonly number: number;
  readonly start: number;
  readonly line: number;
  readonly column: number;
  readonly required: boolean;
}

const controls = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ud800-\udfff\ue000-\ufffd]/;
/** The reader of the runner stops there, too. */
const deepest = 10_000;
const word = /[0-9A-Za-z_-]*/y;
const tagSigns = /(?:[0-9A-Za-z_;/?:@&=+$,.!~*'()[\]-]|%[0-9a-fA-F]{2})*/y;

/** Tokens one after the other. */
export interface TokenSource {
  readonly peek: () => Token;
  readonly take: () => Token;
}

/** Scans a text. Throws {@link YamlFault}. */
export function scan(text: string): TokenSource {
  const cursor: Cursor = { text, at: text.startsWith("\ufeff") ? 1 : 0, line: 0, lineStart: 0, flow: 0, indent: -1 };
  cursor.lineStart = cursor.at;
  const control = controls.exec(text.slice(cursor.at));
  if (control) throw new YamlFault("has a control character", cursor.at + control.index);
  let queue: Token[] = [];
  let head = 0;
  /** How many tokens have left the queue. */
  let taken = 0;
  let mayBeKey = true;
  let isDone = false;
  const indents: number[] = [];
  /** The possible key of each flow level. */
  const keys: (PossibleKey | undefined)[] = [undefined];
  const column = () => cursor.at - cursor.lineStart;
  const sign = (ahead = 0) => text[cursor.at + ahead];

  const push = (kind: Token["kind"], start: number, end: number, textOf = "", plain = false) => {
    queue.push({ kind, start, end, text: textOf, plain });
  };

  /** Takes the key of a level for none, which is wrong where there must be one. */
  function dropKey(level = keys.length - 1): void {
    const key = keys[level];
    if (key?.required) throw new YamlFault("has a text where a key with a colon is expected", key.start);
    keys[level] = undefined;
  }

  /** The key of a level, if it may still be one: a key is on one line, and not long. */
  function keyOf(level: number): PossibleKey | undefined {
    const key = keys[level];
    if (key && (key.line < cursor.line || key.start + 1024 < cursor.at)) dropKey(level);
    return keys[level];
  }

  function noteKey(): void {
    if (!mayBeKey) return;
    dropKey();
    const number = taken + queue.length - head;
    const required = cursor.flow === 0 && cursor.indent === column();
    keys[keys.length - 1] = { number, start: cursor.at, line: cursor.line, column: column(), required };
  }

  function indentTo(to: number, kind: "blockList" | "blockMap", at: number, before?: number): void {
    if (cursor.flow > 0 || cursor.indent >= to) return;
    indents.push(cursor.indent);
    if (indents.length > deepest) throw new YamlFault("nests too deep", at);
    cursor.indent = to;
    const token: Token = { kind, start: at, end: at, text: "", plain: false };
    if (before === undefined) queue.push(token);
    else queue.splice(head + before - taken, 0, token);
  }

  function unindentTo(to: number): void {
    if (cursor.flow > 0) return;
    while (cursor.indent > to) {
      push("blockEnd", cursor.at, cursor.at);
      cursor.indent = indents.pop() ?? -1;
    }
  }

  function skipToToken(): void {
    while (true) {
      while (sign() === " " || (sign() === "\t" && (cursor.flow > 0 || !mayBeKey))) cursor.at++;
      if (sign() === "#") while (sign() !== undefined && !isBreak(sign())) cursor.at++;
      if (!isBreak(sign())) return;
      takeBreak(cursor);
      if (cursor.flow === 0) mayBeKey = true;
    }
  }

  const isIndicator = (mark: string) => column() === 0 && text.startsWith(mark, cursor.at) && isBlankOrEnd(sign(3));

  function fetch(): void {
    skipToToken();
    unindentTo(column());
    const start = cursor.at;
    const first = sign();
    if (first === undefined) {
      unindentTo(-1);
      dropKey();
      mayBeKey = false;
      isDone = true;
      push("end", start, start);
      return;
    }
    if (column() === 0 && first === "%") {
      directive();
      return;
    }
    if (isIndicator("---") || isIndicator("...")) {
      unindentTo(-1);
      dropKey();
      mayBeKey = false;
      cursor.at += 3;
      push(first === "-" ? "documentStart" : "documentEnd", start, cursor.at);
      return;
    }
    const alone = isBlankOrEnd(sign(1));
    switch (first) {
      case "[":
      case "{":
        noteKey();
        keys.push(undefined);
        if (++cursor.flow > deepest) throw new YamlFault("nests too deep", start);
        single(first, true);
        return;
      case "]":
      case "}":
        dropKey();
        if (cursor.flow > 0) {
          cursor.flow--;
          keys.pop();
        }
        single(first, false);
        return;
      case ",":
        dropKey();
        single(first, true);
        return;
      case "*":
      case "&":
        noteKey();
        mayBeKey = false;
        anchor(first === "*" ? "alias" : "anchor");
        return;
      case "!":
        noteKey();
        mayBeKey = false;
        tag();
        return;
      case "'":
      case '"': {
        noteKey();
        mayBeKey = false;
        const value = scanQuoted(cursor, first);
        push("scalar", start, cursor.at, value);
        return;
      }
    }
    if (first === "-" && alone) {
      entry();
      return;
    }
    if (first === "?" && (cursor.flow > 0 || alone)) {
      explicitKey();
      return;
    }
    if (first === ":" && (cursor.flow > 0 || alone)) {
      value();
      return;
    }
    if ((first === "|" || first === ">") && cursor.flow === 0) {
      dropKey();
      mayBeKey = true;
      const block = scanBlockScalar(cursor, first === "|");
      push("scalar", start, block.end, block.text);
      return;
    }
    const startsPlain =
      !/[-?:,[\]{}#&*!|>'"%@`]/.test(first) ||
      (first === "-" && !isBlank(sign(1))) ||
      (cursor.flow === 0 && (first === "?" || first === ":") && !alone);
    if (isBlank(first) || !startsPlain) {
      const says = first === "\t" ? "is indented by a tab" : `has a "${first}" that begins a value without quotes`;
      throw new YamlFault(says, start);
    }
    noteKey();
    mayBeKey = false;
    const plain = scanPlain(cursor);
    push("scalar", start, plain.end, plain.text, true);
    if (plain.endsLine) mayBeKey = true;
  }

  function single(kind: Token["kind"], allowsKey: boolean): void {
    mayBeKey = allowsKey;
    push(kind, cursor.at, ++cursor.at);
  }

  function entry(): void {
    if (cursor.flow === 0) {
      if (!mayBeKey) throw new YamlFault("has a list item where none may be", cursor.at);
      indentTo(column(), "blockList", cursor.at);
    }
    dropKey();
    single("entry", true);
  }

  function explicitKey(): void {
    if (cursor.flow === 0) {
      if (!mayBeKey) throw new YamlFault("has a key where none may be", cursor.at);
      indentTo(column(), "blockMap", cursor.at);
    }
    dropKey();
    single("key", cursor.flow === 0);
  }

  function value(): void {
    const level = keys.length - 1;
    const key = keyOf(level);
    if (key) {
      const place = head + key.number - taken;
      queue.splice(place, 0, { kind: "key", start: key.start, end: key.start, text: "", plain: false });
      indentTo(key.column, "blockMap", key.start, key.number);
      keys[level] = undefined;
      single("value", false);
      return;
    }
    if (cursor.flow === 0) {
      if (!mayBeKey) throw new YamlFault('has a ": " in a text that needs quotes', cursor.at);
      indentTo(column(), "blockMap", cursor.at);
    }
    single("value", cursor.flow === 0);
  }

  function match(form: RegExp): string {
    form.lastIndex = cursor.at;
    const found = form.exec(text)?.[0] ?? "";
    cursor.at += found.length;
    return found;
  }

  function anchor(kind: "alias" | "anchor"): void {
    const start = cursor.at++;
    const name = match(word);
    const next = sign();
    if (name === "" || !(isBlankOrEnd(next) || /[?:,\]}%@`]/.test(next ?? ""))) {
      throw new YamlFault(`has a "${text[start]}" that begins a value without quotes`, start);
    }
    push(kind, start, cursor.at, name);
  }

  function tag(): void {
    const start = cursor.at++;
    let name: string;
    if (sign() === "<") {
      cursor.at++;
      name = match(tagSigns);
      if (name === "" || sign() !== ">") throw new YamlFault("has a tag that cannot be read", start);
      cursor.at++;
    } else {
      name = match(tagSigns);
      if (/^\w*!$/.test(name) && name !== "!") throw new YamlFault("has a tag that cannot be read", start);
      if (name.startsWith("!")) name = `tag:yaml.org,2002:${name.slice(1)}`;
      else if (/^[\w-]+!/.test(name)) throw new YamlFault("has a tag of a kind that is not declared", start);
      else name = `!${name}`;
      if (name === "tag:yaml.org,2002:") throw new YamlFault("has a tag that cannot be read", start);
    }
    if (!isBlankOrEnd(sign())) throw new YamlFault("has a tag that cannot be read", start);
    push("tag", start, cursor.at, name);
  }

  function directive(): void {
    unindentTo(-1);
    dropKey();
    mayBeKey = false;
    const start = cursor.at;
    const line = /[^\n\r\x85\u2028\u2029]*/y;
    const content = match(line);
    if (!/^%(?:YAML[ \t]+1\.1|TAG[ \t]+!(?:[0-9A-Za-z_-]*!)?[ \t]+\S+)[ \t]*(?:#.*)?$/.test(content)) {
      throw new YamlFault('begins a line with a "%" that is no directive', start);
    }
    push("directive", start, cursor.at, content);
  }

  /** Whether the first token of the queue may yet get a key before it. */
  function headIsOpen(): boolean {
    for (let level = 0; level < keys.length; level++) {
      if (keys[level]?.number === taken) return keyOf(level) !== undefined;
    }
    return false;
  }

  function peek(): Token {
    while (!isDone && (head === queue.length || headIsOpen())) fetch();
    return queue[head] ?? { kind: "end", start: text.length, end: text.length, text: "", plain: false };
  }

  return {
    peek,
    take: () => {
      const token = peek();
      if (head < queue.length) {
        head++;
        taken++;
      }
      if (head > 1000) {
        queue = queue.slice(head);
        head = 0;
      }
      return token;
    },
  };
}
