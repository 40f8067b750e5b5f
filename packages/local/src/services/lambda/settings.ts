import { AwsError } from "../error.ts";
import type { Input } from "../service.ts";
import { unsupported } from "../supported.ts";

type Given = Partial<Input<"lambda", "CreateFunction">>;

export function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message, { fields: { Type: "User" } });
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const reserved = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
]);

const maxVariablesBytes = 4096;

/** The settings that a request names, checked as Lambda checks them; those it does not name are left out. */
export function settingsOf(operation: string, given: Given) {
  const { Runtime, Handler, Role, Timeout, MemorySize, Description, Environment } = given;
  if (Runtime !== undefined && !/^nodejs\d+\.x$/.test(Runtime))
    throw unsupported(operation, `Runtime ${Runtime} (Node.js alone runs here)`);
  if (Handler !== undefined && !/^[^\s]{1,128}$/.test(Handler))
    throw constraint("handler", Handler, "Member must satisfy regular expression pattern: [^\\s]+");
  if (Role !== undefined && !/^arn:aws[\w-]*:iam::\d{12}:role\/?[\w+=,.@\-/]+$/.test(Role))
    throw constraint(
      "role",
      Role,
      "Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+",
    );
  insistRange("timeout", Timeout, 1, 900);
  insistRange("memorySize", MemorySize, 128, 10_240);
  const variables = Environment && variablesOf(Environment.Variables ?? {});
  return {
    ...(Runtime !== undefined && { runtime: String(Runtime) }),
    ...(Handler !== undefined && { handler: Handler }),
    ...(Role !== undefined && { roleArn: Role }),
    ...(Timeout !== undefined && { timeoutSeconds: Timeout }),
    ...(MemorySize !== undefined && { memoryMb: MemorySize }),
    ...(Description !== undefined && { description: Description }),
    ...(variables && { environment: variables }),
  };
}

function variablesOf(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(variables).map(([name, value = ""]) => [name, value] as const);
  const taken = entries.map(([name]) => name).filter((name) => reserved.has(name));
  if (taken.length > 0)
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${taken.join(", ")}`,
    );
  for (const [name] of entries)
    if (!/^[a-zA-Z]\w+$/.test(name))
      throw constraint(
        "environment.variables",
        name,
        "Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]",
      );
  if (Buffer.byteLength(JSON.stringify(Object.fromEntries(entries))) > maxVariablesBytes)
    throw invalid(
      "Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit.",
    );
  return Object.fromEntries(entries);
}

function insistRange(name: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  const bound = value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  throw constraint(name, String(value), `Member must have value ${bound}`);
}

function constraint(name: string, value: string, rule: string): AwsError {
  return new AwsError(
    "ValidationException",
    `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: ${rule}`,
  );
}
