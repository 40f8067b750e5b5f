import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { CallContext, Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { addTags } from "../tags.ts";
import { announce } from "./announce.ts";
import { latest, type Parameter, type Version, versionsAtMost } from "./parameter.ts";
import type { Store } from "./store.ts";

/** Bytes; the tier Intelligent-Tiering takes Advanced where the value needs it. */
const bytesAtMost = { Standard: 4096, Advanced: 8192 } as const;
const usualKey = "alias/aws/ssm";

/** Makes a parameter, or its next version. */
export function putParameter(
  world: World,
  store: Store,
  input: Input<"ssm", "PutParameter">,
  { region, principal }: CallContext,
): Output<"ssm", "PutParameter"> {
  const operation = "ssm:PutParameter";
  refuseUnsupported(operation, input, [
    "Name",
    "Description",
    "Value",
    "Type",
    "KeyId",
    "Overwrite",
    "AllowedPattern",
    "Tags",
    "Tier",
    "DataType",
  ]);
  const { Name: name = "", Value: value = "", AllowedPattern, Tags } = input;
  if (input.DataType !== undefined && input.DataType !== "text")
    throw unsupported(operation, `the data type ${input.DataType}`);
  checkName(name);
  const there = store.find(name);
  if (there && !input.Overwrite)
    throw new AwsError(
      "ParameterAlreadyExists",
      "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    );
  if (there && Tags && Tags.length > 0)
    throw invalid("Invalid request: tags and overwrite can't be used together.");
  const before = there && latest(there);
  const type = input.Type ?? before?.type;
  if (!type) throw invalid("A parameter type is required when you create a parameter.");
  if (before && before.type !== type)
    throw new AwsError(
      "HierarchyTypeMismatchException",
      `Parameter Store doesn't support changing a parameter type. ${name} is a ${before.type}.`,
    );
  const pattern = AllowedPattern ?? before?.allowedPattern;
  checkValue(value, pattern);
  const parameter = there ?? store.add(name, addTags(new Map(), Tags));
  const version: Version = {
    version: (before?.version ?? 0) + 1,
    type,
    value,
    tier: tierOf(input.Tier ?? before?.tier, value),
    description: input.Description ?? before?.description,
    allowedPattern: pattern,
    keyId: type === "SecureString" ? (input.KeyId ?? before?.keyId ?? usualKey) : undefined,
    modified: new Date(world.clock.now()),
    modifiedBy: principal.kind === "role" ? principal.arn : `arn:aws:iam::${world.account}:root`,
    labels: new Set(),
  };
  append(parameter, version);
  announce(world, region, before ? "Update" : "Create", parameter);
  return { Version: version.version, Tier: version.tier };
}

/** The oldest version makes room, unless a label holds it. */
function append({ versions }: Parameter, version: Version): void {
  if (versions.length >= versionsAtMost) {
    if ((versions[0]?.labels.size ?? 0) > 0)
      throw new AwsError(
        "ParameterMaxVersionLimitExceeded",
        "The oldest version of the parameter has a label; move the label to another version first.",
      );
    versions.shift();
  }
  versions.push(version);
}

function checkName(name: string): void {
  const parts = name.split("/").filter((part) => part !== "");
  if (!/^[\w./-]{1,1011}$/.test(name) || name.endsWith("/") || (name.includes("/") && !name.startsWith("/")))
    throw invalid(
      `Parameter name: can't be ${name || "empty"}. It consists of letters, numbers and .-_, in a path that starts with /.`,
    );
  if (/^(aws|ssm)/i.test(parts[0] ?? ""))
    throw invalid('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  if (parts.length > 15)
    throw new AwsError("HierarchyLevelLimitExceededException", "A hierarchy can have at most 15 levels.");
}

function checkValue(value: string, pattern: string | undefined): void {
  if (value === "") throw invalid("Parameter value can't be empty.");
  if (pattern === undefined) return;
  let allowed: RegExp;
  try {
    allowed = new RegExp(`^(?:${pattern})$`);
  } catch {
    throw new AwsError(
      "InvalidAllowedPatternException",
      `The pattern ${pattern} is not a regular expression.`,
    );
  }
  if (!allowed.test(value))
    throw new AwsError(
      "ParameterPatternMismatchException",
      `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
    );
}

function tierOf(asked: Version["tier"] | undefined, value: string): "Standard" | "Advanced" {
  const bytes = Buffer.byteLength(value);
  const tier =
    asked === "Intelligent-Tiering"
      ? bytes > bytesAtMost.Standard
        ? "Advanced"
        : "Standard"
      : (asked ?? "Standard");
  if (bytes > bytesAtMost[tier])
    throw invalid(
      `${tier} tier parameters support a maximum parameter value of ${bytesAtMost[tier]} characters.`,
    );
  return tier;
}

export function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
