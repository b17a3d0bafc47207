import * as pulumi from "@pulumi/pulumi";
import { isPlainObject } from "./inputs";
import { refusal } from "./refusal";

/** One image, by its tag. Source: the OCI distribution and image specifications. */
export interface TaggedImageArgs {
  /** The repository: lower case, at most 255 characters, for instance `team/web`. Required. */
  repository: pulumi.Input<string>;
  /** The tag: at most 128 characters, for instance `v1`. Required where there is no digest. */
  tag: pulumi.Input<string>;
  /** An image is named by its tag or by its digest. */
  digest?: undefined;
}

/** One image, by its digest: the name of one content for ever. Source: the OCI distribution and image specifications. */
export interface DigestImageArgs {
  /** The repository: lower case, at most 255 characters, for instance `team/web`. Required. */
  repository: pulumi.Input<string>;
  /** The digest, with its algorithm: `sha256:…`. Required where there is no tag. */
  digest: pulumi.Input<string>;
  /** An image is named by its tag or by its digest. */
  tag?: undefined;
}

/** One image: by its tag or by its digest. */
export type ImageArgs = TaggedImageArgs | DigestImageArgs;

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
    says: 'at most 128 letters, digits, "_", "." or "-", and it does not begin with "." or "-"',
  },
  digest: {
    pattern: /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-zA-Z=_-]{32,}$/,
    longest: 300,
    says: "an algorithm and a hash, such as sha256:…",
  },
};

/**
 * The whole name of an image: `<login server>/<repository>:<tag>` or `<login server>/<repository>@<digest>`. What the OCI
 * distribution specification does not allow throws a `RunError`, at once where it is plain.
 *
 * @example
 *
 * ```ts
 * import * as acr from "pulumi-acr";
 *
 * export const image = acr.imageReference("images.azurecr.io", { repository: "web", tag: "v1" });
 * ```
 */
export function imageReference(loginServer: pulumi.Input<string>, image: ImageArgs): pulumi.Output<string> {
  if (!isPlainObject(image)) throw refusal(notAnImage(image));
  const { repository, tag, digest } = image;
  judge({ repository, tag, digest });
  return pulumi.all([loginServer, repository, tag, digest]).apply(([server, name, label, sum]) => {
    judge({ repository: name, tag: label, digest: sum });
    return `${server}/${name}${sum === undefined ? `:${label}` : `@${sum}`}`;
  });
}

/** Throws everything that is wrong with an image as far as it is known. */
function judge(image: Readonly<Record<string, unknown>>): void {
  const wrong = Object.entries(image).flatMap(([part, value]) => {
    const { pattern, longest, says } = parts[part] ?? parts.repository;
    if (typeof value === "string" && (!pattern.test(value) || value.length > longest)) {
      return [`${part} "${value}" cannot name an image: it must be ${says}.`];
    }
    return typeof value === "number" ? [`${part} must be text: write "${value}".`] : [];
  });
  const { repository, tag, digest } = image;
  const isGiven = (value: unknown) => value !== undefined && value !== null;
  if (!isGiven(repository)) wrong.push('The repository is missing: { repository: "web", tag: "v1" }.');
  if (!isGiven(tag) && !isGiven(digest)) wrong.push("The image has no tag and no digest: give one of them.");
  if (isGiven(tag) && isGiven(digest)) {
    wrong.push("The image has a tag and a digest, and the digest alone would count: give one of them.");
  }
  if (wrong.length) throw refusal(wrong.join("\n"));
}

function notAnImage(image: unknown): string {
  const [, repository = "web", tag = "v1"] =
    /^([^:@]+)(?::([^@]+))?$/.exec(typeof image === "string" ? image : "") ?? [];
  return `An image is an object: { repository: "${repository}", tag: "${tag}" }.`;
}
