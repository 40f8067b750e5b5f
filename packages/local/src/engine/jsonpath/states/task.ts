import { z } from "zod";
import { withinLimit } from "../../data.ts";
import { jsonSchema } from "../../definition/fields.ts";
import { PathError } from "../../error.ts";
import type { Json } from "../../json.ts";
import { isObject } from "../../json.ts";
import type { RunnableState } from "../../state.ts";
import { knownResource, taskState } from "../../states/task.ts";
import type { Visit } from "../../visit.ts";
import { compileAmount } from "../amount.ts";
import { anyPathState, onwardByPath, pathSchema, recoverableByPath, resultFields } from "../fields.ts";
import { compileIn, compileOut } from "../filters.ts";
import { compilePayload } from "../payload.ts";
import { compilePathRecovery } from "../recovery.ts";
import { scopeOf } from "../scope.ts";

const seconds = z.int().min(1).max(99_999_999).optional();

export const pathTaskSchema = z.strictObject({
  Type: z.literal("Task"),
  ...anyPathState,
  ...onwardByPath,
  ...resultFields,
  ...recoverableByPath,
  Resource: z.string(),
  Parameters: jsonSchema.optional(),
  TimeoutSeconds: seconds,
  TimeoutSecondsPath: pathSchema.optional(),
  HeartbeatSeconds: seconds,
  HeartbeatSecondsPath: pathSchema.optional(),
  Credentials: z
    .union([z.strictObject({ RoleArn: z.string() }), z.strictObject({ "RoleArn.$": z.string() })])
    .optional(),
});

export function compilePathTask(name: string, state: z.output<typeof pathTaskSchema>): RunnableState {
  const { TimeoutSecondsPath, HeartbeatSecondsPath } = state;
  const filtered = compileIn({ InputPath: state.InputPath });
  const args = compileIn(state);
  const timeout = compileAmount("TimeoutSecondsPath", state.TimeoutSeconds, TimeoutSecondsPath, 1);
  const heartbeat = compileAmount("HeartbeatSecondsPath", state.HeartbeatSeconds, HeartbeatSecondsPath, 1);
  const credentials = compileCredentials(state.Credentials);
  return taskState(name, {
    resource: knownResource(state.Resource),
    recovery: compilePathRecovery(state),
    call: (visit) => {
      const { value } = filtered(visit);
      return {
        arguments: withinLimit(args(visit), name),
        limits: { timeoutSeconds: timeout?.(visit, value), heartbeatSeconds: heartbeat?.(visit, value) },
        credentials: credentials?.(visit, value),
      };
    },
    leave: compileOut(state),
  });
}

function compileCredentials(fields: Json | undefined): ((visit: Visit, input: Json) => string) | undefined {
  if (fields === undefined) return undefined;
  const payload = compilePayload(fields);
  return (visit, input) => {
    const value = payload(scopeOf(visit, input));
    if (isObject(value) && typeof value.RoleArn === "string") return value.RoleArn;
    throw new PathError("The RoleArn of Credentials must be a string");
  };
}
