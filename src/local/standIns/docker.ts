import { createHash } from "node:crypto";
import { at, isText, listAt, type Properties, textAt } from "../json";
import type { Made, StandIn } from "./standIn";

/** A digest that follows from what an image was to be made of. */
function digestOf(inputs: Properties): string {
  return `sha256:${createHash("sha256").update(JSON.stringify(inputs)).digest("hex")}`;
}

/** The name of an image without tag and digest, and the registry in it. */
function partsOf(image: string): { readonly repository: string; readonly server: string } {
  const repository = image.replace(/@.*$/, "").replace(/:[^:/]*$/, "");
  const [first = "", second] = repository.split("/");
  return { repository, server: second !== undefined && /[.:]|^localhost$/.test(first) ? first : "docker.io" };
}

const notMade = (what: string, image: string) =>
  `${what} ${image} was neither built nor pushed: the local Azure has no registry to push to. Its digest is made up.`;

/** An image of the Docker provider since version 4. */
function image(inputs: Properties): Made {
  const given = textAt(inputs, "imageName");
  const { repository, server } = partsOf(given);
  const name = repository === given ? `${given}:latest` : given;
  return {
    id: name,
    outputs: {
      imageName: name,
      baseImageName: name,
      registryServer: textAt(inputs, "registry.server") || server,
      repoDigest: `${repository}@${digestOf({ name, build: inputs.build })}`,
      platform: textAt(inputs, "build.platform") || "linux/amd64",
    },
  };
}

/** What is in a registry already, or is put there. */
function registryImage(inputs: Properties): Made {
  const sha256Digest = digestOf({ name: inputs.name, triggers: inputs.triggers });
  return { id: sha256Digest, outputs: { sha256Digest } };
}

function remoteImage(inputs: Properties): Made {
  const digest = digestOf({ name: inputs.name, build: inputs.build, triggers: inputs.triggers ?? inputs.pullTriggers });
  const { repository } = partsOf(textAt(inputs, "name"));
  return { id: digest, outputs: { imageId: digest, repoDigest: `${repository}@${digest}` } };
}

/** The provider docker: images that seem to be pushed, and say that they are not. */
export const docker: Readonly<Record<string, StandIn>> = {
  Image: { make: image, updates: true, note: ({ id }) => notMade("The image", id) },
  RegistryImage: {
    make: registryImage,
    updates: true,
    note: (_made, inputs) => notMade("The image", textAt(inputs, "name")),
  },
  RemoteImage: { make: remoteImage, updates: true },
  Tag: { make: (inputs) => ({ id: textAt(inputs, "targetImage"), outputs: { sourceImageId: digestOf(inputs) } }) },
};

/** What functions of the provider docker answer. */
export const dockerFunctions: Readonly<Record<string, (args: Properties) => Properties>> = {
  getRegistryImage: (args) => ({ ...args, id: digestOf(args), sha256Digest: digestOf(args) }),
  getRemoteImage: (args) => ({ ...args, id: digestOf(args), repoDigest: `${textAt(args, "name")}@${digestOf(args)}` }),
};

function builtImage(inputs: Properties): Made {
  const digest = digestOf({ ...inputs, push: undefined, registries: undefined });
  const [tag = ""] = listAt(inputs, "tags").filter(isText);
  const contextHash = createHash("sha256")
    .update(JSON.stringify(at(inputs, "context") ?? ""))
    .digest("hex");
  return {
    id: digest.slice("sha256:".length, "sha256:".length + 12),
    outputs: { digest, contextHash, ref: tag === "" ? digest : `${tag}@${digest}` },
  };
}

/** The provider docker-build. */
export const dockerBuild: Readonly<Record<string, StandIn>> = {
  Image: {
    make: builtImage,
    updates: true,
    note: ({ outputs }) => notMade("The image", textAt(outputs, "ref")),
  },
  Index: {
    make: (inputs) => {
      const ref = `${textAt(inputs, "tag")}@${digestOf({ sources: inputs.sources })}`;
      return { id: ref, outputs: { ref } };
    },
    updates: true,
    note: ({ id }) => notMade("The index", id),
  },
};
