import { createRequire } from "node:module";
import type * as grpc from "@grpc/grpc-js";

const load = createRequire(__filename);

// These packages are dependencies of the SDK, not of ours: they are found from there.
const loadFromSdk = (name: string) => createRequire(load.resolve("@pulumi/pulumi/package.json"))(name);

/** The SDK's own gRPC library, so that its generated services fit. */
export function loadGrpc(): typeof grpc {
  return loadFromSdk("@grpc/grpc-js");
}

/** The SDK's own kind of a message that every protocol knows, for instance `Struct`. */
export function loadWellKnown(file: "any" | "empty" | "struct") {
  return loadFromSdk(`google-protobuf/google/protobuf/${file}_pb.js`);
}

/** A gRPC server that listens on this machine only. */
export interface LocalServer {
  readonly port: number;
  readonly close: () => void;
}

/** Serves a service on a free port. */
export function serve(
  definition: grpc.ServiceDefinition,
  implementation: grpc.UntypedServiceImplementation,
): Promise<LocalServer> {
  const { Server, ServerCredentials } = loadGrpc();
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  server.addService(definition, implementation);
  return new Promise((done, fail) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
      error ? fail(error) : done({ port, close: () => server.forceShutdown() }),
    );
  });
}
