import { hasHole } from "../reading/holes";
import { capital, type Lint, type LintedFile, type LintReport } from "./lint";

type Report = (report: LintReport) => void;

const steps = "steps:\n  - cmd: bash -c date\n";
const file = (head: string, rest = steps) => `version: v1.1.0\n${head}${rest}`;
const place = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start, end });
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Lints on what a file declares for its steps: secrets, volumes, variables. */
export const declaredLints: readonly Lint[] = [
  {
    id: "TASK-41",
    policy: "acr-task-file-volumes",
    title: "Volumes have names and files in Base64, and steps mount what is there",
    effect: "refused",
    why: "The runner refuses a volume that it cannot make, and a step that mounts one that is not declared. Push steps mount nothing.",
    fix: "Declare each volume with name and secret, and mount it by name at a path of its own.",
    fails: file('volumes:\n  - name: my keys\n    secret:\n      id_rsa: "{{.Values.key | b64enc}}"\n'),
    passes: file('volumes:\n  - name: keys\n    secret:\n      id_rsa: "{{.Values.key | b64enc}}"\n'),
    check: (linted, report) => {
      checkVolumes(linted, report);
      checkMounts(linted, report);
    },
  },
  {
    id: "TASK-42",
    policy: "acr-task-file-secrets",
    title: "A secret of a task file has an id and the address of a vault's secret",
    effect: "refused",
    why: "The runner fetches each secret before the first step, and refuses one without an id of its own or without a vault.",
    fix: "Write id and keyvault: https://<vault>.vault.azure.net/secrets/<name>.",
    docs: "container-registry-tasks-authentication-key-vault",
    fails: file("secrets:\n  - id: token\n"),
    passes: file("secrets:\n  - id: token\n    keyvault: https://contoso.vault.azure.net/secrets/token\n"),
    check: checkSecrets,
  },
  {
    id: "TASK-43",
    policy: "acr-task-file-env",
    title: "Each environment variable is written as NAME=value",
    effect: "refused",
    why: "The runner splits the variables of the file at commas and refuses a piece without an equals sign. Variables of a step go into a command line as they are.",
    fix: "Write NAME=value. Set a value with a comma on the steps, not on the file.",
    fails: file('env: ["STAGE=test,fast"]\n'),
    passes: file('env: ["STAGE=test"]\n'),
    check: checkVariables,
  },
];

function checkVolumes({ reading: { task }, shown }: LintedFile, report: Report): void {
  const seen = new Set<string>();
  (task?.fields.volumes?.value ?? []).forEach((volume, index) => {
    const { name, secret } = volume.fields;
    const at = place(name ?? volume);
    if (!name || name.value === "") {
      if (!volume.open) report({ ...place(volume), message: `Volume ${index + 1} has no name.`, fix: "Write name." });
    } else if (!hasHole(name.value)) {
      if (!/^[a-zA-Z0-9_-]+$/.test(name.value)) {
        report({
          ...at,
          message: `The volume "${name.value}" has a name with other characters than letters, digits, hyphens and underscores.`,
          fix: `Write name: ${name.value.replace(/[^a-zA-Z0-9_-]+/g, "-")}.`,
        });
      } else if (seen.has(name.value)) {
        report({ ...at, message: `Two volumes are named "${name.value}".`, fix: "Give one of them another name." });
      } else if (name.value === "home") {
        report({
          ...at,
          message: 'The volume "home" has the name of the runner\'s own volume.',
          fix: "Write another name.",
          severity: "warning",
        });
      }
      seen.add(name.value);
    }
    const title = name && name.value !== "" ? `The volume "${shown(name.value)}"` : `Volume ${index + 1}`;
    if ((!secret && !volume.open) || secret?.value?.size === 0) {
      report({
        ...at,
        message: `${title} has no files.`,
        fix: "Write secret: with a file name and its content in Base64.",
      });
    }
    for (const [fileName, content] of secret?.value ?? []) {
      if (!hasHole(fileName) && !/^[a-zA-Z0-9_.-]+$/.test(fileName)) {
        report({
          ...place(content),
          message: `${title} has a file with a name that it cannot have.`,
          allowed: "letters, digits, dots, hyphens and underscores",
        });
      }
      if (hasHole(content.value) || isBase64(content.value)) continue;
      report({
        ...place(content),
        message: `The content of the file "${shown(fileName)}" is not Base64.`,
        fix: 'Encode it, or write "{{.Values.<name> | b64enc}}".',
        // The runner decodes it when it makes the volume, after it has taken the file.
        isAccepted: true,
      });
    }
  });
}

/** Base64 as Go's decoder takes it: padded, with line breaks anywhere. */
function isBase64(text: string): boolean {
  const packed = text.replace(/[\r\n]/g, "");
  return packed.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(packed);
}

function checkMounts({ reading: { task }, steps: all, name, shown }: LintedFile, report: Report): void {
  const volumes = task?.fields.volumes;
  const names = volumes?.value?.map(({ fields }) => fields.name?.value ?? "") ?? [];
  const isOpen = (volumes && volumes.value === undefined) || names.some(hasHole);
  for (const step of all) {
    const paths = new Set<string>();
    const used = new Set<string>();
    if (step.kinds[0] === "push" && step.mounts.length > 0) {
      const at = step.fields.volumeMounts ?? step;
      report({
        ...place(at),
        message: `${capital(name(step))} pushes, and mounts a volume.`,
        fix: "Remove volumeMounts.",
      });
    }
    for (const mount of step.mounts) {
      const { name: volume, mountPath } = mount.fields;
      if ((!volume?.value || !mountPath?.value) && !mount.open) {
        const missing = volume?.value ? "mountPath" : "name";
        report({ ...place(mount), message: `A mount of ${name(step)} has no ${missing}.`, fix: `Write ${missing}.` });
      }
      if (volume && volume.value !== "" && !hasHole(volume.value)) {
        if (!names.includes(volume.value) && !isOpen) {
          report({
            ...place(volume),
            message: `${capital(name(step))} mounts "${volume.value}", which is not a volume of the file.`,
            allowed: names.map(shown).join(", ") || "none: the file has no volumes",
          });
        } else if (used.has(volume.value)) {
          report({
            ...place(volume),
            message: `${capital(name(step))} mounts "${volume.value}" twice, and only one of the two paths is there.`,
            fix: "Mount it once.",
            severity: "warning",
          });
        }
        used.add(volume.value);
      }
      if (!mountPath || mountPath.value === "" || hasHole(mountPath.value)) continue;
      if (paths.has(mountPath.value)) {
        report({
          ...place(mountPath),
          message: `${capital(name(step))} mounts two volumes at ${mountPath.value}.`,
          fix: "Give one of them another path.",
        });
      }
      paths.add(mountPath.value);
    }
  }
}

function checkSecrets({ reading: { task }, shown }: LintedFile, report: Report): void {
  const seen = new Set<string>();
  (task?.fields.secrets?.value ?? []).forEach((secret, index) => {
    const { id, keyvault, clientID } = secret.fields;
    const title = id && id.value !== "" ? `The secret "${shown(id.value)}"` : `Secret ${index + 1}`;
    const at = place(id ?? secret);
    if (!id || id.value === "") {
      if (!secret.open)
        report({
          ...at,
          message: `${title} has no id.`,
          fix: "Write id, the name by which {{.Secrets.<id>}} gives its value.",
        });
    } else if (!hasHole(id.value)) {
      if (/\s/.test(id.value)) {
        report({
          ...at,
          message: `The id "${id.value}" of a secret has white space in it.`,
          fix: `Write id: ${id.value.replace(/\s+/g, "")}.`,
        });
      } else if (seen.has(id.value)) {
        report({ ...at, message: `Two secrets have the id "${id.value}".`, fix: "Give one of them another id." });
      } else if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(id.value)) {
        report({
          ...at,
          message: `The id "${id.value}" is not a name that {{.Secrets.<id>}} can have.`,
          fix: `Write id: ${id.value.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^(?=\d)/, "_")}, or use {{index .Secrets "${id.value}"}}.`,
          severity: "warning",
        });
      }
      seen.add(id.value);
    }
    if (!keyvault || keyvault.value === "") {
      if (!secret.open) {
        report({
          ...at,
          message: `${title} names no vault.`,
          fix: "Write keyvault: https://<vault>.vault.azure.net/secrets/<name>.",
        });
      }
    } else if (!hasHole(keyvault.value) && !/^https:\/\/[^/]+\/secrets\/[^/]+(?:\/[^/]+)?\/?$/i.test(keyvault.value)) {
      report({
        ...place(keyvault),
        message: `${title} has an address that is not that of a vault's secret.`,
        allowed: "https://<vault>/secrets/<name>, with a version or without",
        severity: "warning",
      });
    }
    if (clientID && clientID.value !== "" && !hasHole(clientID.value) && !uuid.test(clientID.value)) {
      report({
        ...place(clientID),
        message: `${title} has a clientID that is not one.`,
        allowed: "the client id of a user-assigned identity, 36 characters",
      });
    }
  });
}

function checkVariables({ reading: { task }, steps: all, name, shown }: LintedFile, report: Report): void {
  const env = task?.fields.env?.value ?? [];
  for (const variable of env) {
    const { value } = variable;
    if (hasHole(value) && !value.includes(",")) continue;
    const pieces = value.split(",");
    const wrong = pieces.find((piece) => !piece.includes("=") && !hasHole(piece));
    if (wrong !== undefined) {
      const title = nameOf(value);
      report({
        ...place(variable),
        message:
          pieces.length > 1
            ? `The variable ${title} of the file has a comma, where the runner splits it, and a piece without "=".`
            : `The variable "${shown(value)}" of the file has no "=".`,
        fix:
          pieces.length > 1
            ? `Set ${title} in the env of the steps that need it.`
            : `Write ${value === "" ? "NAME" : value}=<value>.`,
      });
    } else if (pieces.length > 1) {
      report({
        ...place(variable),
        message: `The runner splits the variable ${nameOf(value)} of the file at its commas: it sets ${pieces.map((piece) => piece.split("=")[0]).join(", ")}.`,
        fix: "Write one variable an item.",
        severity: "warning",
      });
    }
  }
  for (const step of all) {
    for (const variable of step.fields.env?.value ?? []) {
      const { value } = variable;
      if (!value.includes("=")) {
        if (hasHole(value)) continue;
        // Without variables of the file, the runner hands it to Docker, which takes the one of the host.
        report({
          ...place(variable),
          message: `The variable "${shown(value)}" of ${name(step)} has no "=".`,
          fix: `Write ${value || "NAME"}=<value>.`,
          ...(env.length > 0 ? {} : { severity: "warning" }),
        });
      } else if (isUnsafe(value.slice(value.indexOf("=") + 1))) {
        report({
          ...place(variable),
          message: `The value of ${nameOf(value)} of ${name(step)} has characters that end it early: it goes into a command line as it is.`,
          allowed: "letters, digits and _ @ % + = : , . / -",
          fix: "Write the value into a file of the context or a script, or pass it on as a build argument in quotes.",
          severity: "warning",
        });
      }
    }
  }
}

const nameOf = (variable: string) => variable.split("=")[0] || "without a name";

/** Whether a value breaks a command line in which it stands without quotes. Quotes around it hold. */
function isUnsafe(value: string): boolean {
  if (/^'[^']*'$/.test(value) || /^"[^"$`\\]*"$/.test(value)) return false;
  return /[\s;&|<>()$`"'\\*?#~!]/.test(value);
}
