import type { World } from "../../world/world.ts";
import { page } from "../page.ts";
import type { CallContext, Service } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { codeOperations } from "./code/operations.ts";
import { processStarter } from "./code/start.ts";
import { UnpackedCode } from "./code/zip.ts";
import { configurationOf } from "./configuration.ts";
import type { LambdaFunction } from "./function.ts";
import { Functions } from "./functions.ts";
import { type LambdaHazards, noHazards } from "./hazards.ts";
import type { AccessOf, FolderFunction, InstalledFunction, LambdaHost } from "./host.ts";
import { invoker } from "./invoke.ts";
import { functionsMemory } from "./memory.ts";
import { policyOperations } from "./policy.ts";
import { inProcess } from "./sandbox/in-process.ts";
import type { Sandbox } from "./sandbox/sandbox.ts";
import { tagOperations } from "./tags.ts";
import { versionOperations } from "./versions.ts";

const nobody: AccessOf = () => ({
  endpoint: undefined,
  accessKeyId: "none",
  secretAccessKey: "none",
  sessionToken: "none",
});

/**
 * Lambda, one invocation at a time in each environment of a function: this project's own functions run in this process,
 * those that come as a zip file or from a folder in processes of their own.
 */
export function lambda(
  world: World,
  accessOf: AccessOf = nobody,
  hazards: LambdaHazards = noHazards,
): Service<"lambda"> & LambdaHost {
  const functions = new Functions(world);
  const code = new UnpackedCode();
  const start = processStarter(world, accessOf);
  const stopped = new AbortController();

  const named = (
    input: { FunctionName: string | undefined; Qualifier?: string | undefined },
    { region }: CallContext,
  ) => [functions.resource(input.FunctionName, input.Qualifier, region)];
  const bare = ({ FunctionName }: { FunctionName: string | undefined }, { region }: CallContext) => [
    functions.resource(FunctionName, undefined, region),
  ];

  const tagged = ({ Resource }: { Resource: string | undefined }, { region }: CallContext) => [
    functions.resource(Resource, undefined, region),
  ];

  return {
    name: "lambda",
    operations: {
      ...codeOperations({ functions, code, start }),
      ...versionOperations(functions),
      ...policyOperations(functions),
      ...tagOperations(functions),
      Invoke: invoker(world, functions, stopped.signal, hazards),
      GetFunction: ({ FunctionName, Qualifier }, { region }) => {
        const { deployed, version } = functions.version(FunctionName, Qualifier, region);
        const Tags = Object.fromEntries(deployed.tags);
        const Configuration = configurationOf(deployed, version);
        return { Configuration, ...(deployed.tags.size > 0 && { Tags }) };
      },
      GetFunctionConfiguration: ({ FunctionName, Qualifier }, { region }) => {
        const { deployed, version } = functions.version(FunctionName, Qualifier, region);
        return configurationOf(deployed, version);
      },
      ListFunctions: (input, { region }) => {
        refuseUnsupported("lambda:ListFunctions", input, ["Marker", "MaxItems"]);
        const { items, nextToken } = page(functions.list(region), input.Marker, input.MaxItems ?? 50);
        return {
          Functions: items.map((each) => configurationOf(each)),
          ...(nextToken && { NextMarker: nextToken }),
        };
      },
    },
    resources: {
      Invoke: named,
      GetFunction: named,
      GetFunctionConfiguration: named,
      CreateFunction: bare,
      UpdateFunctionCode: bare,
      UpdateFunctionConfiguration: bare,
      DeleteFunction: bare,
      PublishVersion: bare,
      ListVersionsByFunction: bare,
      CreateAlias: bare,
      UpdateAlias: bare,
      GetAlias: bare,
      DeleteAlias: bare,
      ListAliases: bare,
      AddPermission: bare,
      RemovePermission: bare,
      GetPolicy: bare,
      ListTags: tagged,
      TagResource: tagged,
      UntagResource: tagged,
    },
    passes: {
      CreateFunction: ({ Role }) => (Role === undefined ? [] : [Role]),
      UpdateFunctionConfiguration: ({ Role }) => (Role === undefined ? [] : [Role]),
    },
    memory: functionsMemory(functions, code, start),
    install: (fn) => void functions.install("folder" in fn ? fromFolder(start, fn) : here(fn)),
    restart: (functionName, region) => functions.get(functionName, region).renew(),
    stop: async () => {
      stopped.abort(new DOMException("the local cloud stops", "AbortError"));
      functions.stop();
      code.remove();
    },
  };
}

const runtime = "nodejs24.x";

function here({ load, ...fn }: InstalledFunction): LambdaFunction {
  const start = async (): Promise<Sandbox> => {
    const killed = new AbortController();
    const written: string[] = [];
    const handler = await load(killed.signal, (line) => written.push(line));
    return inProcess(handler, written, () => killed.abort());
  };
  return { ...fn, runtime, architecture: "x86_64", description: "", start };
}

function fromFolder(
  start: ReturnType<typeof processStarter>,
  { folder, ...fn }: FolderFunction,
): LambdaFunction {
  return start({ ...fn, runtime, architecture: "x86_64", description: "" }, { folder: () => folder });
}
