import { createHash, createPublicKey, generateKeyPair, type KeyObject, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { type Properties, textAt } from "../json";
import type { Made, StandIn } from "./standIn";

const generate = promisify(generateKeyPair);

interface KeyKind {
  readonly pair: (inputs: Properties) => Promise<{ privateKey: KeyObject }>;
  /** The form of its PEM. */
  readonly pem: "pkcs1" | "sec1" | "pkcs8";
}

const curves: Readonly<Record<string, string>> = {
  P224: "secp224r1",
  P256: "prime256v1",
  P384: "secp384r1",
  P521: "secp521r1",
};

const kinds: Readonly<Record<string, KeyKind>> = {
  RSA: { pair: (inputs) => generate("rsa", { modulusLength: Number(inputs.rsaBits ?? 2048) }), pem: "pkcs1" },
  ECDSA: {
    pair: (inputs) => generate("ec", { namedCurve: curves[textAt(inputs, "ecdsaCurve") || "P224"] ?? "" }),
    pem: "sec1",
  },
  ED25519: { pair: () => generate("ed25519"), pem: "pkcs8" },
};

async function privateKey(inputs: Properties): Promise<Made> {
  const algorithm = textAt(inputs, "algorithm");
  const kind = kinds[algorithm];
  if (!kind) throw new Error(`algorithm: "${algorithm}" is not one of ${Object.keys(kinds).join(", ")}.`);
  const { privateKey: key } = await kind.pair(inputs);
  const open = createPublicKey(key);
  const publicKeyPem = open.export({ type: "spki", format: "pem" }).toString();
  return {
    id: createHash("sha1").update(publicKeyPem).digest("hex"),
    outputs: {
      privateKeyPem: pemOf(key, kind.pem),
      privateKeyPemPkcs8: pemOf(key, "pkcs8"),
      publicKeyPem,
      ...sshForms(key),
    },
  };
}

function pemOf(key: KeyObject, type: "pkcs1" | "sec1" | "pkcs8"): string {
  return key.export({ type, format: "pem" }).toString();
}

// The wire format of SSH (RFC 4251): every part with its length in front.
const part = (value: Buffer | string) => {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};
/** A number: without leading zeros, and never negative. */
const whole = (value: Buffer) => {
  const bytes = value.subarray(value.findIndex((byte) => byte !== 0));
  return part((bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
};

/** The key as OpenSSH writes it; nothing for the curve P224, which SSH does not have. */
function sshForms(key: KeyObject): Properties {
  const jwk = key.export({ format: "jwk" });
  const number = (name: string) => Buffer.from(String(jwk[name] ?? ""), "base64url");
  const known = sshParts(String(jwk.kty), String(jwk.crv ?? ""), number);
  if (!known) return {};
  const [name, open, secret] = known;
  const blob = Buffer.concat([part(name), ...open]);
  const hash = (algorithm: string) => createHash(algorithm).update(blob).digest();
  return {
    publicKeyOpenssh: `${name} ${blob.toString("base64")}\n`,
    publicKeyFingerprintMd5: (hash("md5").toString("hex").match(/../g) ?? []).join(":"),
    publicKeyFingerprintSha256: `SHA256:${hash("sha256").toString("base64").replace(/=+$/, "")}`,
    privateKeyOpenssh: opensshKey(blob, Buffer.concat([part(name), ...secret])),
  };
}

type Parts = readonly [name: string, open: Buffer[], secret: Buffer[]];

function sshParts(type: string, curve: string, number: (name: string) => Buffer): Parts | undefined {
  if (type === "RSA") {
    const [n, e, d, p, q, qi] = ["n", "e", "d", "p", "q", "qi"].map((name) => whole(number(name)));
    const all = (list: (Buffer | undefined)[]) => list.filter((one) => one !== undefined);
    return ["ssh-rsa", all([e, n]), all([n, e, d, qi, p, q])];
  }
  if (type === "OKP") {
    const open = number("x");
    return ["ssh-ed25519", [part(open)], [part(open), part(Buffer.concat([number("d"), open]))]];
  }
  const short = { "P-256": "nistp256", "P-384": "nistp384", "P-521": "nistp521" }[curve];
  if (short === undefined) return undefined;
  const point = part(Buffer.concat([Buffer.from([4]), number("x"), number("y")]));
  return [`ecdsa-sha2-${short}`, [part(short), point], [part(short), point, whole(number("d"))]];
}

/** The file of an OpenSSH key without a passphrase (PROTOCOL.key). */
function opensshKey(publicBlob: Buffer, privateBlob: Buffer): string {
  const check = randomBytes(4);
  const body = Buffer.concat([check, check, privateBlob, part("")]);
  const padding = Buffer.from(Array.from({ length: (8 - (body.length % 8)) % 8 }, (_, index) => index + 1));
  const count = Buffer.from([0, 0, 0, 1]);
  const text = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    part("none"),
    part("none"),
    part(""),
    count,
    part(publicBlob),
    part(Buffer.concat([body, padding])),
  ]).toString("base64");
  return [
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    ...(text.match(/.{1,70}/g) ?? []),
    "-----END OPENSSH PRIVATE KEY-----",
    "",
  ].join("\n");
}

/** The provider tls: keys. Certificates are not made here. */
export const tls: Readonly<Record<string, StandIn>> = { PrivateKey: { make: privateKey } };
