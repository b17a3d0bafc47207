import { known } from "../../model";
import { onChild, reportRange, reportWord } from "../writing/builders";
import type { Rule } from "../writing/rule";
import { page, reportRequired, subject } from "./jobs";

/** What a run asks for. */
const requests = ["DockerBuildRequest", "FileTaskRunRequest", "EncodedTaskRunRequest", "TaskRunRequest"];

const words = requests.map((word) => `"${word}"`).join(", ");

const taskId =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/images/tasks/build";

/** Runs of tasks. */
export const taskRunRules: readonly Rule[] = [
  onChild(
    "taskRuns",
    {
      id: "TASK-30",
      policy: "acr-task-run-request",
      title: "A run says what it runs, and a second run of the same has another forceUpdateTag",
      subject,
      enforcement: "ARM-S",
      why: "A run is one of four requests, each with properties that it needs. A body that is the same as before starts nothing unless forceUpdateTag changes.",
      fix: "Set runRequest with its type and what that type needs.",
      docs: page("container-registry-task-run-template"),
      source: "BT:2019-06-01-preview, D:container-registry-task-run-template",
      feature: "tasks",
      fails: { taskRuns: { first: { runRequest: { type: "TaskRunRequest" } } } },
      passes: { taskRuns: { first: { runRequest: { type: "TaskRunRequest", taskId } } } },
    },
    ({ runRequest: request }, report, { key }) => {
      const what = `The run "${key}"`;
      if (!request) {
        report({ path: ["runRequest"], message: `${what} has no runRequest.` });
        return;
      }
      const path = ["runRequest"];
      const { type } = request;
      if (!type) {
        report({
          path: [...path, "type"],
          message: `${what} has no type.`,
          allowed: words,
          fix: `Set type: ${words}.`,
        });
        return;
      }
      reportWord([...path, "type"], type, requests, (finding) => report({ fix: `Set type: ${words}.`, ...finding }));
      known(() =>
        reportRange([...path, "timeout"], request.timeout, { min: 300, max: 28_800, unit: "seconds" }, (finding) =>
          report({ ...finding, fix: "Set timeout to a number of seconds from 300 to 28800, or leave it out (3600)." }),
        ),
      );
      const place = { path, what };
      if (type === "TaskRunRequest") reportRequired(request, ["taskId"], place, report);
      if (type === "DockerBuildRequest") reportRequired(request, ["dockerFilePath"], place, report);
      if (type === "FileTaskRunRequest") reportRequired(request, ["taskFilePath"], place, report);
      if (type === "EncodedTaskRunRequest") reportRequired(request, ["encodedTaskContent"], place, report);
      if (type === "TaskRunRequest" || !requests.includes(type)) return;
      known(() => {
        if (request.platform?.os) return;
        report({
          path: [...path, "platform", "os"],
          message: `${what} does not say on which system it runs.`,
          allowed: '"Linux", "Windows"',
          fix: 'Set platform: { os: "Linux" }.',
        });
      });
    },
  ),
];
