import { spawnSync } from "node:child_process";
import { createPublicKey, sign, verify } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { listAt, type Properties } from "../../src/local/json";
import { standIns } from "../../src/local/standIns/packages";

// LA-4: what stands in for the other providers of public programs.

async function make(name: string, type: string, inputs: Properties = {}) {
  const made = await standIns[name]?.types[type]?.make(inputs);
  if (!made) throw new Error(`no ${name}:${type}`);
  return made;
}

describe("random", () => {
  it.each<[Properties, RegExp]>([
    [{ length: 8, special: false, upper: false }, /^[a-z0-9]{8}$/],
    [{ length: 6, lower: false, upper: false, special: false }, /^\d{6}$/],
    [{ length: 40, special: true, overrideSpecial: "-", numeric: false, minSpecial: 40 }, /^-{40}$/],
    [{ length: 5, number: false, special: false }, /^[A-Za-z]{5}$/],
  ])("makes a string of %j", async (inputs, pattern) => {
    const { id, outputs } = await make("random", "RandomString", inputs);
    expect(outputs.result).toMatch(pattern);
    expect(id).toBe(outputs.result);
  });

  it("has as many characters of a kind as are asked for at least", async () => {
    for (let round = 0; round < 50; round++) {
      const inputs = { length: 6, minUpper: 2, minNumeric: 2, minLower: 1, minSpecial: 1 };
      const text = String((await make("random", "RandomString", inputs)).outputs.result);
      for (const [kind, least] of [
        [/[A-Z]/g, 2],
        [/\d/g, 2],
        [/[a-z]/g, 1],
        [/\W|_/g, 1],
      ] as const) {
        expect(text.match(kind)?.length).toBeGreaterThanOrEqual(least);
      }
    }
  });

  it("makes another value each time, and shows no password in an id", async () => {
    const [first, second] = [
      await make("random", "RandomPassword", { length: 20 }),
      await make("random", "RandomPassword", { length: 20 }),
    ];
    expect(first.outputs.result).not.toBe(second.outputs.result);
    expect(first.id).toBe("none");
  });

  it("makes ids, pets, numbers, orders and bytes", async () => {
    const { outputs: id } = await make("random", "RandomId", { byteLength: 4, prefix: "acr-" });
    expect(id.hex).toMatch(/^acr-[0-9a-f]{8}$/);
    expect(`acr-${Number.parseInt(String(id.hex).slice(4), 16)}`).toBe(id.dec);
    expect((await make("random", "RandomPet", { length: 3, prefix: "a", separator: "_" })).id).toMatch(
      /^a(_[a-z]+){3}$/,
    );
    const seeded = await make("random", "RandomInteger", { min: 3, max: 5, seed: "x" });
    expect([3, 4, 5]).toContain(seeded.outputs.result);
    expect(await make("random", "RandomInteger", { min: 3, max: 5, seed: "x" })).toEqual(seeded);
    const { outputs } = await make("random", "RandomShuffle", { inputs: ["a", "b", "c"], resultCount: 2 });
    expect(new Set(listAt(outputs, "results")).size).toBe(2);
    expect((await make("random", "RandomBytes", { length: 3 })).outputs.hex).toMatch(/^[0-9a-f]{6}$/);
    expect((await make("random", "RandomUuid")).id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect((await make("random", "RandomUuid7")).id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/);
  });
});

describe("tls", () => {
  const keys: readonly [Properties, RegExp][] = [
    [{ algorithm: "RSA", rsaBits: 2048 }, /^ssh-rsa /],
    [{ algorithm: "ECDSA", ecdsaCurve: "P256" }, /^ecdsa-sha2-nistp256 /],
    [{ algorithm: "ED25519" }, /^ssh-ed25519 /],
  ];

  it.each(keys)("makes a key that signs what its public key verifies: %j", async (inputs, ssh) => {
    const { outputs } = await make("tls", "PrivateKey", inputs);
    const digest = inputs.algorithm === "ED25519" ? null : "sha256";
    const data = Buffer.from("x");
    const signature = sign(digest, data, String(outputs.privateKeyPem));
    expect(verify(digest, data, createPublicKey(String(outputs.publicKeyPem)), signature)).toBe(true);
    expect(outputs.publicKeyOpenssh).toMatch(ssh);
    expect(outputs.publicKeyFingerprintSha256).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  });

  it.each(keys)("writes a key that OpenSSH reads: %j", async (inputs) => {
    const { outputs } = await make("tls", "PrivateKey", inputs);
    const folder = mkdtempSync(join(tmpdir(), "acr-key-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, "key"), String(outputs.privateKeyOpenssh), { mode: 0o600 });
    expect(outputs.privateKeyOpenssh).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE/);
    const { stdout, error } = spawnSync("ssh-keygen", ["-y", "-f", join(folder, "key")]);
    // The container of the key is looked at everywhere, the key itself where OpenSSH is.
    if (error) return;
    expect(stdout.toString().split(" ").slice(0, 2).join(" ").trim()).toBe(String(outputs.publicKeyOpenssh).trim());
  });

  it("says which algorithms there are", async () => {
    await expect(make("tls", "PrivateKey", { algorithm: "DSA" })).rejects.toThrow("RSA, ECDSA, ED25519");
  });
});

describe("time", () => {
  it("keeps a time, and adds to one", async () => {
    const { outputs } = await make("time", "Offset", {
      baseRfc3339: "2026-01-31T00:00:00Z",
      offsetDays: 1,
      offsetHours: 2,
    });
    expect(outputs).toMatchObject({
      rfc3339: "2026-02-01T02:00:00Z",
      year: 2026,
      month: 2,
      day: 1,
      hour: 2,
      unix: 1769911200,
    });
    expect((await make("time", "Static", { rfc3339: "2026-01-31T00:00:00Z" })).id).toBe("2026-01-31T00:00:00Z");
    await expect(async () => make("time", "Static", { rfc3339: "soon" })).rejects.toThrow('"soon" is not a time');
  });

  it("rotates when its time is over", async () => {
    const rotating = standIns.time?.types.Rotating;
    const { outputs } = await make("time", "Rotating", { rfc3339: "2020-01-01T00:00:00Z", rotationDays: 30 });
    expect(outputs.rotationRfc3339).toBe("2020-01-31T00:00:00Z");
    expect(rotating?.isOver?.(outputs)).toBe(true);
    expect(rotating?.isOver?.((await make("time", "Rotating", { rotationDays: 30 })).outputs)).toBe(false);
  });
});

describe("docker", () => {
  it("names an image that was not pushed, by a digest that stays the same", async () => {
    const inputs = { imageName: "images.azurecr.io/web:v1", build: { context: "." } };
    const { outputs } = await make("docker", "Image", inputs);
    expect(outputs).toMatchObject({ imageName: "images.azurecr.io/web:v1", registryServer: "images.azurecr.io" });
    expect(outputs.repoDigest).toMatch(/^images\.azurecr\.io\/web@sha256:[0-9a-f]{64}$/);
    expect(await make("docker", "Image", inputs)).toMatchObject({ outputs });
    expect((await make("docker", "Image", { ...inputs, build: { context: "x" } })).outputs.repoDigest).not.toBe(
      outputs.repoDigest,
    );
  });

  it.each([
    ["web", "web:latest", "docker.io"],
    ["localhost:5000/web", "localhost:5000/web:latest", "localhost:5000"],
    ["team/web:v1", "team/web:v1", "docker.io"],
  ])("reads the name %s", async (imageName, name, registryServer) => {
    expect((await make("docker", "Image", { imageName })).outputs).toMatchObject({ imageName: name, registryServer });
  });

  it.each([
    ["docker", "Image", { imageName: "a.azurecr.io/b:1" }],
    ["docker", "RegistryImage", { name: "a.azurecr.io/b:1" }],
    ["docker-build", "Image", { tags: ["a.azurecr.io/b:1"], push: true }],
    ["docker-build", "Index", { tag: "a.azurecr.io/b:1", sources: [] }],
  ])("%s:%s says that nothing was pushed", async (name, type, inputs) => {
    const note = standIns[name]?.types[type]?.note?.(await make(name, type, inputs), inputs);
    expect(note).toMatch(/^The (image|index) a\.azurecr\.io\/b:1.* was neither built nor pushed/);
  });

  it("refers to an image of docker-build by its tag and digest", async () => {
    expect((await make("docker-build", "Image", { tags: ["a.azurecr.io/b:1"] })).outputs.ref).toMatch(
      /^a\.azurecr\.io\/b:1@sha256:[0-9a-f]{64}$/,
    );
  });
});
