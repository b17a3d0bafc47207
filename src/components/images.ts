import * as pulumi from "@pulumi/pulumi";

/** One image: by tag, by digest, or by both. Source: the OCI distribution and image specifications. */
export interface ImageArgs {
  /** The repository: lower case, at most 255 characters, for instance `team/web`. Required. */
  repository: pulumi.Input<string>;
  /** The tag: at most 128 characters. Default, where no digest is given either: `latest`. */
  tag?: pulumi.Input<string>;
  /** The digest, with its algorithm: `sha256:…`. It wins over the tag when an image is pulled. Default: none. */
  digest?: pulumi.Input<string>;
}

interface Part {
  readonly pattern: RegExp;
  readonly longest: number;
  readonly says: string;
}

// Source: OCI distribution specification, "Pulling manifests", and OCI image specification, "Digests".
const parts: { repository: Part } & Record<string, Part> = {
  repository: {
    pattern: /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/,
    longest: 255,
    says: 'lower-case letters and digits, with ".", "_" or "-" between them, in parts separated by "/"',
  },
  tag: {
    pattern: /^\w[\w.-]*$/,
    longest: 128,
    says: 'at most 128 letters, digits, "_", "." or "-", the first no "." or "-"',
  },
  digest: {
    pattern: /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-zA-Z=_-]{32,}$/,
    longest: 300,
    says: "an algorithm and a hash, such as sha256:…",
  },
};

/**
 * The whole name of an image: `<login server>/<repository>[:tag][@digest]`. Names that the OCI distribution
 * specification does not allow throw a `RunError`, at once where they are plain.
 */
export function imageReference(
  loginServer: pulumi.Input<string>,
  { repository, tag, digest }: ImageArgs,
): pulumi.Output<string> {
  for (const [part, value] of Object.entries({ repository, tag, digest })) {
    if (typeof value === "string") requirePart(part, value);
  }
  return pulumi.all([loginServer, repository, tag, digest]).apply(([server, name, label, sum]) => {
    for (const [part, value] of Object.entries({ repository: name, tag: label, digest: sum })) {
      if (value !== undefined) requirePart(part, value);
    }
    const ending = label === undefined && sum === undefined ? "latest" : label;
    return `${server}/${name}${ending === undefined ? "" : `:${ending}`}${sum === undefined ? "" : `@${sum}`}`;
  });
}

function requirePart(part: string, value: string): void {
  const { pattern, longest, says } = parts[part] ?? parts.repository;
  if (pattern.test(value) && value.length <= longest) return;
  const error = new pulumi.RunError(`${part} "${value}" cannot name an image: it must be ${says}.`);
  // See ConfigurationError: a stack with lines of the SDK takes Node 20 up to 40 s to print.
  error.stack = undefined;
  throw error;
}
