import { z } from "zod";
import { dataOf, withinLimit } from "../data.ts";
import type { Limits } from "../deadline.ts";
import { expressionSchema, jsonSchema } from "../definition/fields.ts";
import { EvaluationError } from "../error.ts";
import type { Field } from "../field.ts";
import { compileField } from "../field.ts";
import type { Attempt } from "../frame.ts";
import { parseResource } from "../integration.ts";
import { recovering } from "../recover.ts";
import type { Exit, RunnableState } from "../state.ts";
import { leave } from "../state.ts";
import { taskEvents } from "../task-events.ts";
import { taskResult } from "../task-result.ts";
import { compileTemplate } from "../template.ts";
import { makeToken } from "../tokens.ts";
import type { Visit } from "../visit.ts";
import { anyState, assignable, compileLeaving, compileRecovery, onward, recoverable } from "./common.ts";

const seconds = z.union([z.int().min(1).max(99_999_999), expressionSchema]);

export const taskSchema = z.strictObject({
  Type: z.literal("Task"),
  ...anyState,
  ...assignable,
  ...onward,
  ...recoverable,
  Resource: z.string(),
  Arguments: jsonSchema.optional(),
  TimeoutSeconds: seconds.optional(),
  HeartbeatSeconds: seconds.optional(),
  Credentials: z.strictObject({ RoleArn: z.string() }).optional(),
});

export function compileTask(name: string, state: z.output<typeof taskSchema>): RunnableState {
  const resource = parseResource(state.Resource);
  if (!resource) throw new Error(`unknown resource ${state.Resource}`); // the definition's check comes first
  const events = taskEvents(resource);
  const template = state.Arguments === undefined ? undefined : compileTemplate(state.Arguments, "Arguments");
  const timeout = secondsField(state.TimeoutSeconds, "TimeoutSeconds");
  const heartbeat = secondsField(state.HeartbeatSeconds, "HeartbeatSeconds");
  const credential =
    state.Credentials && compileField(state.Credentials.RoleArn, "Credentials/RoleArn", "string");
  const leaving = compileLeaving(state);
  const recovery = compileRecovery(state);
  const hasToken = resource.kind === "service" && resource.pattern === "waitForTaskToken";

  const begin = async (visit: Visit): Promise<Attempt> => {
    const { run } = visit.thread;
    if (hasToken) visit.position.token = makeToken(run.execution.Id, run.random.uuid());
    const scope = visit.scope();
    const args = template ? withinLimit(dataOf(await template(scope)), name) : visit.input;
    const limits: Limits = {
      timeoutSeconds: await timeout?.(scope),
      heartbeatSeconds: await heartbeat?.(scope),
    };
    const credentials = await credential?.(scope);
    events.scheduled(visit, args, limits, credentials);
    events.started(visit);
    const at = run.clock.now();
    return { at, beatAt: at, arguments: args, limits, role: credentials ?? run.role };
  };
  const attempt = async (visit: Visit): Promise<Exit> => {
    visit.position.attempt ??= await begin(visit);
    const { arguments: args, role } = visit.position.attempt;
    const request = {
      resource,
      arguments: args,
      role,
      execution: visit.thread.run.execution.Id,
      state: name,
    };
    const result = await taskResult(visit, request, visit.position.attempt, events);
    return await leave(visit, leaving, visit.scope({ result: result.value }), result);
  };
  return { type: "Task", name, run: (visit) => recovering(visit, recovery, attempt) };
}

function secondsField(value: number | string | undefined, location: string): Field<number> | undefined {
  if (typeof value === "number") return () => value;
  if (value === undefined) return undefined;
  const field = compileField(value, location, "integer");
  return async (scope) => {
    const amount = await field(scope);
    if (amount >= 1 && amount <= 99_999_999) return amount;
    throw new EvaluationError(
      `The ${location} field must be between 1 and 99999999 but was: ${amount}`,
      location,
      "entry",
    );
  };
}
