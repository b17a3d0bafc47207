import { createRequire } from "node:module";
import { loadGrpc } from "../grpc";

const load = createRequire(__filename);

/** Says things through the engine, which shows them in their place. */
export interface EngineLog {
  readonly info: (text: string) => void;
  readonly warn: (text: string, urn: string) => void;
  /** Waits until everything is said. */
  readonly close: () => Promise<void>;
}

/** A log to the engine at an address. */
export function engineLog(address: string): EngineLog {
  const { credentials } = loadGrpc();
  const { EngineClient } = load("@pulumi/pulumi/proto/engine_grpc_pb");
  const { LogRequest, LogSeverity } = load("@pulumi/pulumi/proto/engine_pb");
  const client = new EngineClient(address, credentials.createInsecure());
  let sent = Promise.resolve();
  const say = (severity: number, text: string, urn: string) => {
    const request = new LogRequest();
    request.setSeverity(severity);
    request.setMessage(text);
    request.setUrn(urn);
    sent = sent.then(() => new Promise((done) => client.log(request, () => done())));
  };
  return {
    info: (text) => say(LogSeverity.INFO, text, ""),
    warn: (text, urn) => say(LogSeverity.WARNING, text, urn),
    close: async () => {
      await sent;
      client.close();
    },
  };
}
