import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import { listAt, type Properties, textAt } from "../json";
import type { Made, StandIn } from "./standIn";

const numberAt = (inputs: Properties, name: string, otherwise: number) => {
  const value = inputs[name];
  return typeof value === "number" ? value : otherwise;
};

const pick = <T>(list: readonly T[]): T | undefined => list[randomInt(list.length)];

function shuffled<T>(list: readonly T[]): T[] {
  const rest = [...list];
  return Array.from({ length: rest.length }, () => rest.splice(randomInt(rest.length), 1)).flat();
}

/** Characters by kind, as random of Terraform has them. */
const alphabets = {
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  lower: "abcdefghijklmnopqrstuvwxyz",
  numeric: "0123456789",
  special: "!@#$%&*()-_=+[]{}<>:?",
};

function text(inputs: Properties): Made {
  const kinds = Object.entries(alphabets).flatMap(([kind, characters]) => {
    const on = inputs[kind] ?? (kind === "numeric" ? inputs.number : undefined) ?? true;
    const chosen = kind === "special" ? textAt(inputs, "overrideSpecial") || characters : characters;
    const least = numberAt(inputs, `min${kind.charAt(0).toUpperCase()}${kind.slice(1)}`, 0);
    return on === true ? [{ characters: [...chosen], least }] : [];
  });
  const needed = kinds.flatMap(({ characters, least }) => Array.from({ length: least }, () => pick(characters) ?? ""));
  const all = kinds.flatMap(({ characters }) => characters);
  const length = numberAt(inputs, "length", 0);
  const others = Array.from({ length: Math.max(0, length - needed.length) }, () => (all.length ? pick(all) : ""));
  const result = shuffled([...needed, ...others]).join("");
  return { id: result, outputs: { result } };
}

/** A password is in no id: the engine shows those. */
const password: StandIn["make"] = (inputs) => ({ ...text(inputs), id: "none" });

const adjectives = "brave calm clever eager gentle happy keen lively noble proud quick wise".split(" ");
const animals = "badger crane falcon gecko heron lynx marmot otter puffin raven salmon viper".split(" ");

function pet(inputs: Properties): Made {
  const length = numberAt(inputs, "length", 2);
  const words = Array.from({ length }, (_, index) => pick(index === length - 1 ? animals : adjectives) ?? "");
  const prefix = textAt(inputs, "prefix");
  const separator = typeof inputs.separator === "string" ? inputs.separator : "-";
  return { id: [...(prefix === "" ? [] : [prefix]), ...words].join(separator), outputs: {} };
}

function identifier(inputs: Properties): Made {
  const bytes = randomBytes(numberAt(inputs, "byteLength", 8));
  const hex = bytes.toString("hex");
  const prefix = textAt(inputs, "prefix");
  const forms = {
    b64Url: bytes.toString("base64url"),
    b64Std: bytes.toString("base64"),
    hex,
    dec: BigInt(`0x${hex}`).toString(),
  };
  return {
    id: forms.b64Url,
    outputs: Object.fromEntries(Object.entries(forms).map(([name, value]) => [name, `${prefix}${value}`])),
  };
}

function integer(inputs: Properties): Made {
  const [min, max, seed] = [numberAt(inputs, "min", 0), numberAt(inputs, "max", 0), textAt(inputs, "seed")];
  const span = max - min + 1;
  const result =
    min + (seed === "" ? randomInt(span) : createHash("sha256").update(seed).digest().readUInt32BE(0) % span);
  return { id: String(result), outputs: { result } };
}

function shuffle(inputs: Properties): Made {
  const given = listAt(inputs, "inputs");
  const count = numberAt(inputs, "resultCount", given.length);
  const rounds = given.length ? Math.ceil(count / given.length) : 0;
  const results = Array.from({ length: rounds }, () => shuffled(given)).flat();
  return { id: "-", outputs: { results: results.slice(0, count) } };
}

function bytes(inputs: Properties): Made {
  const made = randomBytes(numberAt(inputs, "length", 1));
  return { id: "none", outputs: { base64: made.toString("base64"), hex: made.toString("hex") } };
}

function uuid(): Made {
  const result = randomUUID();
  return { id: result, outputs: { result } };
}

/** The first 48 bits of a UUID of version 7 are its time. */
function uuid7(): Made {
  const time = Date.now().toString(16).padStart(12, "0");
  const [, , third = "", ...rest] = randomUUID().split("-");
  const result = [time.slice(0, 8), time.slice(8), `7${third.slice(1)}`, ...rest].join("-");
  return { id: result, outputs: { result } };
}

/** The provider random: its values are made here, and stay in the state as those of the real one. */
export const random: Readonly<Record<string, StandIn>> = {
  RandomString: { make: text },
  RandomPassword: { make: password },
  RandomId: { make: identifier },
  RandomInteger: { make: integer },
  RandomPet: { make: pet },
  RandomShuffle: { make: shuffle },
  RandomBytes: { make: bytes },
  RandomUuid: { make: uuid },
  RandomUuid4: { make: uuid },
  RandomUuid7: { make: uuid7 },
};
