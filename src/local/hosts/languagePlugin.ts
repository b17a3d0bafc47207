import { serve } from "../grpc";
import { languageService } from "./languageHost";

// The language host as a plugin that the CLI starts by itself: for commands that take no address of one. It serves until
// the CLI ends it; its first line is its port.
const { definition, implementation } = languageService();
serve(definition, implementation).then(
  ({ port }) => process.stdout.write(`${port}\n`),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
);
