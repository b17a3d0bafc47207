import type * as grpc from "@grpc/grpc-js";

/** A gRPC service and what answers it. */
export interface Service {
  readonly definition: grpc.ServiceDefinition;
  readonly implementation: grpc.UntypedServiceImplementation;
}

/** An error as the engine shows it: its text and nothing else. */
function asText(error: unknown): Partial<grpc.StatusObject> {
  return { code: 2, details: error instanceof Error ? error.message : String(error) };
}

/** A method of a service: what a piece of work gives, or how its error is told. */
export function answering<Request>(
  work: (request: Request, call: grpc.ServerUnaryCall<Request, unknown>) => unknown,
  asError: (error: unknown) => Partial<grpc.StatusObject> = asText,
): grpc.handleUnaryCall<Request, unknown> {
  return (call, done) => {
    Promise.resolve()
      .then(() => work(call.request, call))
      .then(
        (reply) => done(null, reply),
        (error: unknown) => done(asError(error)),
      );
  };
}
