import * as pulumi from "@pulumi/pulumi";
import { setMockOptions } from "@pulumi/pulumi/runtime/settings.js";
import type { Graph } from "../graph.ts";
import { quiet } from "./internals.ts";
import { account } from "./place.ts";
import { Recorder } from "./recorder.ts";
import { unknownOutputs } from "./unknown.ts";
import { unwatched } from "./unwatched.ts";

/** Runs app() and run() of sst.config.ts as SST does, against the recorder in place of Pulumi's engine. */
export async function startEngine(stage: string): Promise<Graph> {
  const problems: string[] = [];
  process.on("unhandledRejection", (reason) =>
    problems.push(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)),
  );
  const waiting = unwatched();
  const recorder = new Recorder();
  // First Pulumi's own mocks, which say what the engine can do; then the recorder in their place.
  await pulumi.runtime.setMocks(recorder.mocks, "signalbox", stage, false);
  setMockOptions(recorder, "signalbox", stage, false, "");

  const config = await globals(stage);
  const { run } = await import("../../../.sst/platform/src/auto/run");
  const through = async () => {
    await pulumi.runtime.runInPulumiStack(() => run(config.run));
    await quiet(() => recorder.recorded.length);
  };
  await Promise.race([
    through().catch((error: unknown) => problems.push(String(error))),
    // A resource that failed leaves others waiting for it for ever, until nothing else is left to do.
    new Promise<void>((resolve) => process.once("beforeExit", () => resolve())),
  ]);

  problems.unshift(...recorder.problems, ...unknownOutputs(recorder.recorded));
  if (problems.length === 0 && waiting() > 0)
    problems.push(`${waiting()} promises of Pulumi's are never kept`);
  if (problems.length > 0) throw new Error([...new Set(problems)].join("\n"));
  const resources = recorder.recorded.toSorted((one, two) => (one.urn < two.urn ? -1 : 1));
  return { stage, account, resources };
}

/** The globals that SST's command line gives the program, in the order in which they need each other. */
async function globals(stage: string) {
  const root = process.cwd();
  const program: { $config?: unknown } & Record<string, unknown> = globalThis;
  Object.assign(program, {
    $config: (input: unknown) => input,
    $dev: false,
    $util: pulumi,
    $output: pulumi.output,
    $apply: pulumi.output,
    $resolve: pulumi.all,
    $interpolate: pulumi.interpolate,
    $concat: pulumi.concat,
    $jsonParse: pulumi.jsonParse,
    $jsonStringify: pulumi.jsonStringify,
    $secrets: {},
    $cli: {
      command: "deploy",
      rpc: "",
      paths: { home: root, root, work: `${root}/.sst`, platform: `${root}/.sst/platform` },
      state: { version: {} },
    },
  });
  const { default: config } = await import("../../../sst.config");
  program.$app = { providers: {}, ...(await config.app({ stage })), stage };
  program.aws = await import("@pulumi/aws");
  const { $transform, $asset } = await import("../../../.sst/platform/src/components/component");
  Object.assign(program, { $transform, $asset });
  program.sst = await import("../../../.sst/platform/src/components/index");
  return config;
}
