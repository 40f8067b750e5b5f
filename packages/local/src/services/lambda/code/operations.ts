import type { CallContext, Input, Operations } from "../../service.ts";
import { refuseUnsupported, unsupported } from "../../supported.ts";
import { configurationOf } from "../configuration.ts";
import type { Code, LambdaFunction } from "../function.ts";
import type { Functions } from "../functions.ts";
import { invalid, settingsOf } from "../settings.ts";
import type { processStarter } from "./start.ts";
import type { UnpackedCode } from "./zip.ts";

interface Parts {
  readonly functions: Functions;
  readonly code: UnpackedCode;
  readonly start: ReturnType<typeof processStarter>;
}

const settings = [
  "FunctionName",
  "Runtime",
  "Role",
  "Handler",
  "Description",
  "Timeout",
  "MemorySize",
  "Environment",
] as const;

/** Creating, changing and deleting functions whose code comes as a zip file. */
export function codeOperations(parts: Parts) {
  return {
    CreateFunction: (input, context) => create(parts, input, context),
    UpdateFunctionCode: (input, context) => updateCode(parts, input, context),
    UpdateFunctionConfiguration: (input, context) => updateConfiguration(parts, input, context),
    DeleteFunction: ({ FunctionName, Qualifier }, { region }) => {
      if (Qualifier !== undefined) throw unsupported("lambda:DeleteFunction", "Qualifier");
      parts.functions.delete(FunctionName, region);
      return { StatusCode: 204 };
    },
  } satisfies Operations<"lambda">;
}

function create(
  { functions, code, start }: Parts,
  input: Input<"lambda", "CreateFunction">,
  { region }: CallContext,
) {
  const operation = "lambda:CreateFunction";
  refuseUnsupported(operation, input, [
    ...settings,
    "Code",
    "Publish",
    "PackageType",
    "Architectures",
    "Tags",
  ]);
  if (input.Publish) throw unsupported(operation, "Publish (publish with PublishVersion)");
  if (input.PackageType === "Image") throw unsupported(operation, "PackageType Image");
  const { name, qualifier } = functions.parse(input.FunctionName, undefined, region);
  if (qualifier !== undefined) throw invalid("The function name must not have a qualifier.");
  const { runtime, handler, roleArn, ...others } = settingsOf(operation, input);
  if (runtime === undefined || handler === undefined)
    throw invalid(
      "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
    );
  if (roleArn === undefined) throw invalid("Role is a mandatory parameter.");
  refuseUnsupported(`${operation} Code`, input.Code ?? {}, ["ZipFile"]);
  const modules = open(code, input.Code?.ZipFile);
  const defaults = { description: "", timeoutSeconds: 3, memoryMb: 128, environment: {} };
  const architecture = architectureOf(input.Architectures);
  const fn = { ...defaults, ...others, functionName: name, region, runtime, handler, roleArn, architecture };
  const deployed = functions.create(start(fn, modules));
  for (const [key, value = ""] of Object.entries(input.Tags ?? {})) deployed.tags.set(key, value);
  return configurationOf(deployed);
}

function updateCode(
  { functions, code, start }: Parts,
  input: Input<"lambda", "UpdateFunctionCode">,
  { region }: CallContext,
) {
  refuseUnsupported("lambda:UpdateFunctionCode", input, [
    "FunctionName",
    "ZipFile",
    "RevisionId",
    "Architectures",
  ]);
  const deployed = functions.get(input.FunctionName, region);
  deployed.insistRevision(input.RevisionId);
  const fn = ownProcess("lambda:UpdateFunctionCode", deployed.latest.fn);
  const architecture = input.Architectures ? architectureOf(input.Architectures) : fn.architecture;
  return configurationOf(
    deployed,
    deployed.update(start({ ...fn, architecture }, open(code, input.ZipFile))),
  );
}

function updateConfiguration(
  { functions, start }: Parts,
  input: Input<"lambda", "UpdateFunctionConfiguration">,
  { region }: CallContext,
) {
  const operation = "lambda:UpdateFunctionConfiguration";
  refuseUnsupported(operation, input, [...settings, "RevisionId"]);
  const deployed = functions.get(input.FunctionName, region);
  deployed.insistRevision(input.RevisionId);
  const fn = ownProcess(operation, deployed.latest.fn);
  return configurationOf(
    deployed,
    deployed.update(start({ ...fn, ...settingsOf(operation, input) }, fn.code)),
  );
}

/** Kept and shown; the functions run on the machine that the cloud runs on. */
function architectureOf(list: readonly string[] = ["x86_64"]): LambdaFunction["architecture"] {
  const [first] = list;
  if (list.length === 1 && (first === "x86_64" || first === "arm64")) return first;
  throw invalid(`Architectures ${JSON.stringify(list)} should be one of x86_64 and arm64.`);
}

function open(code: UnpackedCode, bytes: Uint8Array | undefined): Code {
  if (bytes === undefined || bytes.byteLength === 0)
    throw invalid("Please provide a source for function code.");
  return code.open(bytes);
}

/** A function of this project is changed in its source. */
function ownProcess(operation: string, { handler, code, ...fn }: LambdaFunction) {
  if (handler === undefined || !code)
    throw unsupported(operation, `${fn.functionName}, which runs from this project's source,`);
  return { ...fn, handler, code };
}
