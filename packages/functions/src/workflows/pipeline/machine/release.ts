import { task } from "@signalbox/core/workflow/task";
import { done, entered, wait, waitOf } from "../../../release/machine/expressions.ts";
import { startRelease } from "../steps/start-release.ts";
import { watchRelease } from "../steps/watch-release.ts";
import { order, orStop } from "./expressions.ts";

const starting = <const Next extends string>(where: "staging" | "production", next: Next) =>
  task<typeof startRelease, Next | "End">(startRelease, {
    with: { order, where },
    Assign: { release: "{% $states.result.Payload.execution %}", since: `{% ${entered} %}`, wait: 15 },
    ...orStop,
    Next: next,
  });

const watching = <const Next extends string>(where: "staging" | "production", next: Next) =>
  task<typeof watchRelease, Next | "End">(watchRelease, {
    with: { order, where, execution: "{% $release %}", since: "{% $since %}" },
    Assign: waitOf,
    ...orStop,
    Next: next,
  });

/** Started and looked at, not waited for as a child is: whoever stops the pipeline stops no release on its way. */
export const releasing = {
  ReleaseToStaging: starting("staging", "WaitForStaging"),
  WaitForStaging: { ...wait, Next: "WatchStaging" },
  WatchStaging: watching("staging", "IsInStaging"),
  IsInStaging: {
    Type: "Choice",
    Choices: [{ Condition: done, Assign: { since: `{% ${entered} %}` }, Next: "CheckStaging" }],
    Default: "WaitForStaging",
  },
  ReleaseToProduction: starting("production", "WaitForProduction"),
  WaitForProduction: { ...wait, Next: "WatchProduction" },
  WatchProduction: watching("production", "IsInProduction"),
  IsInProduction: {
    Type: "Choice",
    Choices: [{ Condition: done, Assign: { job: "smoke" }, Next: "StartTests" }],
    Default: "WaitForProduction",
  },
} as const;
