import { known } from "../../model";
import { onChild, reportWord } from "../writing/builders";
import type { Report, Rule } from "../writing/rule";

const docs =
  "https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions";
const subject = "tokens and scope maps";

/** Passwords and certificates of tokens. */
export const tokenCredentialRules: readonly Rule[] = [
  onChild(
    "tokens",
    {
      id: "TOK-03",
      policy: "acr-token-password-name",
      title: "Passwords of a token are password1 and password2, and the service makes their values",
      subject,
      enforcement: "ARM",
      why: "A token has two password slots with fixed names. A password's value is generated; nobody can choose it.",
      fix: 'Name the passwords "password1" and "password2", without values.',
      docs,
      source: "BT, TF:container_registry_token_password_resource.go",
      fails: { tokens: { reader: { credentials: { passwords: [{ name: "password3" }] } } } },
      passes: { tokens: { reader: { credentials: { passwords: [{ name: "password1" }] } } } },
    },
    ({ credentials }, report, { key }) => {
      const passwords = credentials?.passwords ?? [];
      for (const index of passwords.keys()) {
        const path = ["credentials", "passwords", index] as const;
        known(() => reportWord([...path, "name"], passwords[index]?.name, ["password1", "password2"], report));
        known(() => {
          if (!passwords[index]?.value) return;
          report({
            path: [...path, "value"],
            message: `A value is given for a password of the token "${key}", but the service makes the values itself.`,
            fix: "Leave value out, and generate the password after the token exists.",
            severity: "warning",
          });
        });
      }
    },
  ),
  onChild(
    "tokens",
    {
      id: "TOK-04",
      policy: "acr-token-certificate-name",
      title: "Certificates of a token are certificate1 and certificate2",
      subject,
      enforcement: "ARM",
      why: "A token has two certificate slots with fixed names.",
      fix: 'Name the certificates "certificate1" and "certificate2".',
      docs,
      source: "BT",
      fails: { tokens: { device: { credentials: { certificates: [{ name: "device" }] } } } },
      passes: { tokens: { device: { credentials: { certificates: [{ name: "certificate1" }] } } } },
    },
    ({ credentials }, report) => {
      const certificates = credentials?.certificates ?? [];
      for (const index of certificates.keys()) {
        const path = ["credentials", "certificates", index, "name"];
        known(() => reportWord(path, certificates[index]?.name, ["certificate1", "certificate2"], report));
      }
    },
  ),
  onChild(
    "tokens",
    {
      id: "TOK-05",
      also: ["G21"],
      policy: "acr-token-expiry-too-far",
      title: "The expiry of a token's password or certificate is a time to come",
      subject,
      enforcement: "ARM-D",
      why: "The service takes a date and time as RFC 3339 writes it. A password that lapses before it is made is of no use; one without expiry never lapses.",
      fix: 'Give a time to come with its zone, for instance "2027-06-30T00:00:00Z", or leave expiry out.',
      docs,
      source: "TF:container_registry_token_password_resource.go",
      fails: { tokens: { reader: { credentials: { passwords: [{ name: "password1", expiry: "tomorrow" }] } } } },
      passes: {
        tokens: { reader: { credentials: { passwords: [{ name: "password1", expiry: "2027-06-30T00:00:00Z" }] } } },
      },
    },
    ({ credentials }, report, { key, now, previousChild }) => {
      for (const kind of ["passwords", "certificates"] as const) {
        const slots = known(() => credentials?.[kind]) ?? [];
        for (const index of slots.keys()) {
          known(() => {
            const expiry = slots[index]?.expiry;
            if (expiry === undefined) return;
            // A password that has lapsed since it was deployed is no mistake of this deployment: nothing is sent for it.
            const before = known(() => ({
              expiries: previousChild?.credentials?.[kind]?.map((slot) => slot.expiry) ?? [],
            }));
            const deployed = before === undefined || before.expiries.includes(expiry);
            reportExpiry(["credentials", kind, index, "expiry"], expiry, now, deployed, key, report);
          });
        }
      }
    },
  ),
  onChild(
    "tokens",
    {
      id: "TOK-07",
      policy: "acr-token-credential-once",
      title: "Each password and certificate slot of a token is given at most once",
      subject,
      enforcement: "ARM",
      why: "A token has each slot once; a second entry with the same name has no place.",
      fix: "Give each slot once, the second one under the other name.",
      docs,
      source: "TF:container_registry_token_password_resource.go",
      fails: {
        tokens: { reader: { credentials: { passwords: [{ name: "password1" }, { name: "password1" }] } } },
      },
      passes: {
        tokens: { reader: { credentials: { passwords: [{ name: "password1" }, { name: "password2" }] } } },
      },
    },
    ({ credentials }, report, { key }) => {
      for (const kind of ["passwords", "certificates"] as const) {
        const slots = known(() => credentials?.[kind]) ?? [];
        const seen = new Set<string>();
        for (const index of slots.keys()) {
          const name = known(() => slots[index]?.name);
          if (name === undefined) continue;
          if (seen.has(name)) {
            report({
              path: ["credentials", kind, index, "name"],
              given: name,
              message: `The token "${key}" gives "${name}" more than once.`,
              allowed: `Each of ${kind === "passwords" ? "password1 and password2" : "certificate1 and certificate2"} once.`,
            });
          }
          seen.add(name);
        }
      }
    },
  ),
];

const rfc3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

function reportExpiry(
  path: readonly (string | number)[],
  expiry: string,
  now: Date,
  deployed: boolean,
  key: string,
  report: (report: Report) => void,
): void {
  const parts = rfc3339.exec(expiry);
  const time = Date.parse(expiry);
  // V8 takes the 30th of February for a day in March.
  const isDay = parts !== null && new Date(`${parts[1]}T00:00:00Z`).toJSON()?.startsWith(parts[1] ?? "");
  if (Number.isNaN(time) || (parts && !isDay) || (!parts && !/^\d{4}-\d{2}-\d{2}/.test(expiry))) {
    report({
      path,
      given: expiry,
      message: `"${expiry}" is no date and time.`,
      allowed: "A date and time (RFC 3339).",
    });
    return;
  }
  if (!parts) {
    report({
      path,
      given: expiry,
      message: `"${expiry}" is no full date and time with a zone.`,
      allowed: "A date and time (RFC 3339).",
      severity: "warning",
    });
    return;
  }
  if (time > now.getTime() || deployed) return;
  report({
    path,
    given: expiry,
    message: `A credential of the token "${key}" expires at ${expiry}, which is in the past.`,
    allowed: `A time after ${now.toISOString().slice(0, 10)}.`,
  });
}
