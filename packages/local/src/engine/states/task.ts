import { z } from "zod";
import type { Data } from "../data.ts";
import { dataOf, withinLimit } from "../data.ts";
import type { Limits } from "../deadline.ts";
import { expressionSchema, jsonSchema } from "../definition/fields.ts";
import { EvaluationError, StatesError } from "../error.ts";
import { whileExecuting } from "../failure.ts";
import type { Field } from "../field.ts";
import { compileField } from "../field.ts";
import type { Attempt } from "../frame.ts";
import type { Resource } from "../integration.ts";
import { answersByToken, parseResource } from "../integration.ts";
import type { Recovery } from "../recover.ts";
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

/** A task's call, as its fields say. */
export interface Call {
  readonly arguments: Data;
  readonly limits: Limits;
  /** ARN of the role of Credentials. */
  readonly credentials: string | undefined;
}

/** What the query languages do differently about a task. */
export interface TaskParts {
  readonly resource: Resource;
  readonly recovery: Recovery;
  call(visit: Visit): Call | Promise<Call>;
  leave(visit: Visit, result: Data): Exit | Promise<Exit>;
}

export function compileTask(name: string, state: z.output<typeof taskSchema>): RunnableState {
  const template = state.Arguments === undefined ? undefined : compileTemplate(state.Arguments, "Arguments");
  const timeout = secondsField(state.TimeoutSeconds, "TimeoutSeconds");
  const heartbeat = secondsField(state.HeartbeatSeconds, "HeartbeatSeconds");
  const credential =
    state.Credentials && compileField(state.Credentials.RoleArn, "Credentials/RoleArn", "string");
  const leaving = compileLeaving(state);
  return taskState(name, {
    resource: knownResource(state.Resource),
    recovery: compileRecovery(state),
    call: async (visit) => {
      const scope = visit.scope();
      const args = template ? withinLimit(dataOf(await template(scope)), name) : visit.input;
      const limits: Limits = {
        timeoutSeconds: await timeout?.(scope),
        heartbeatSeconds: await heartbeat?.(scope),
      };
      return { arguments: args, limits, credentials: await credential?.(scope) };
    },
    leave: (visit, result) => leave(visit, leaving, visit.scope({ result: result.value }), result),
  });
}

export function knownResource(text: string): Resource {
  const resource = parseResource(text);
  if (!resource) throw new Error(`unknown resource ${text}`); // the definition's check comes first
  return resource;
}

export function taskState(name: string, { resource, recovery, call, leave }: TaskParts): RunnableState {
  const events = taskEvents(resource);
  const hasToken = answersByToken(resource);
  const begin = async (visit: Visit): Promise<Attempt> => {
    const { run } = visit.thread;
    const refusal = run.integrations.refuse?.(resource);
    if (refusal !== undefined) throw new StatesError("States.Runtime", whileExecuting(visit, refusal));
    if (hasToken) visit.position.token = makeToken(run.execution.Id, run.random.uuid());
    const { arguments: args, limits, credentials } = await call(visit);
    events.scheduled(visit, args, limits, credentials);
    events.started(visit);
    const at = run.clock.now();
    return { at, beatAt: at, arguments: args, limits, role: credentials ?? run.role };
  };
  const attempt = async (visit: Visit): Promise<Exit> => {
    visit.position.attempt ??= await begin(visit);
    const { arguments: args, role } = visit.position.attempt;
    const { token } = visit.position;
    const request = {
      resource,
      arguments: args,
      role,
      execution: visit.thread.run.execution.Id,
      state: name,
      ...(token !== undefined && { token }),
    };
    const result = await taskResult(visit, request, visit.position.attempt, events);
    return await leave(visit, result);
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
