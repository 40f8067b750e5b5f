import { IdempotencyConfig, makeIdempotent } from "@aws-lambda-powertools/idempotency";
import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { logMetrics } from "@aws-lambda-powertools/metrics/middleware";
import { parser } from "@aws-lambda-powertools/parser/middleware";
import { captureLambdaHandler } from "@aws-lambda-powertools/tracer/middleware";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { z } from "zod";
import type { FunctionContext, Runtime } from "./context.ts";
import { VisitRecords } from "./idempotency.ts";
import { namingOutages } from "./outage.ts";
import { lambdaRuntime } from "./runtime.ts";
import { sayingWhat } from "./saying-what.ts";
import type { AnyFunction, AnyWorkflow } from "./step.ts";
import { hostedTelemetry } from "./telemetry.ts";
import { withTimeLeft } from "./time-left.ts";

/** What Lambda calls: as AWS types it, less the callback. */
export type LambdaHandler = (event: unknown, context: Context) => Promise<object>;

/** Called once for each execution environment, at its first call; on AWS nothing is given, and the environment is read. */
export type GivenRuntime = () => Promise<Runtime>;

/**
 * The handler of a workflow's one Lambda. What it runs with it reads at its first call, so that importing it needs nothing;
 * where that fails, the next call tries anew.
 *
 * A call is refused before any side effect when it does not fit the step's input (`ParseError`), is answered from the
 * record when this visit was already answered, and keeps the name of the error that the step throws, unless AWS was unavailable.
 */
export function handlerFor(workflow: AnyWorkflow, given?: GivenRuntime): LambdaHandler {
  const steps = new Map(workflow.steps.map((step) => [step.name, step]));
  const schema = stepEventOf(workflow);
  return lambda(
    workflow.name,
    schema,
    given,
    async ({ step: name, input, token, item, ...visit }, context, deadline) => {
      const step = steps.get(name);
      if (!step) throw new Error(`workflow ${workflow.name} has no step ${name}`);
      const { aws, clock, platform } = context;
      const key = { ...visit, ...(item !== undefined && { item }), ...(token !== undefined && { token }) };
      const once = makeIdempotent(
        // The schema of this very step has parsed the input: stepEventOf pairs them.
        async (_: typeof key) =>
          step.output.parse(
            await step.run(input as never, { ...context, visit, ...(token !== undefined && { token }) }),
          ),
        {
          persistenceStore: new VisitRecords({
            client: aws.dynamodb,
            tableName: platform.idempotencyTable,
            clock,
            deadline: deadline.at,
          }),
          config: new IdempotencyConfig({ hashFunction: "sha256", lambdaContext: deadline.lambda }),
          keyPrefix: `${workflow.name}.${name}`,
        },
      );
      return await namingOutages(once(key));
    },
  );
}

/** The handler of a Lambda outside any machine. */
export function functionHandlerFor(fn: AnyFunction, given?: GivenRuntime): LambdaHandler {
  // Parsed by the function's own schema, whose type the registry has forgotten.
  return lambda(fn.name, fn.input, given, (input, context) => fn.run(input as never, context as never));
}

interface Deadline {
  /** Milliseconds since 1970, by the runtime's clock. */
  readonly at: number;
  readonly lambda: Context;
}

function lambda<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  given: GivenRuntime | undefined,
  work: (event: z.output<Schema>, context: FunctionContext, deadline: Deadline) => Promise<object>,
): LambdaHandler {
  const build = async (): Promise<LambdaHandler> => {
    const runtime = await (given ? given() : lambdaRuntime(process.env));
    const { clients, write: _, ...surroundings } = runtime;
    const { clock } = surroundings;
    const { logger, tracer, metrics } = given
      ? hostedTelemetry(name, runtime)
      : (await import("./lambda-telemetry.ts")).lambdaTelemetry(name);
    return middy<unknown, object, Error, Context>({ timeoutEarlyInMillis: 0 })
      .use(injectLambdaContext(logger, { resetKeys: true }))
      .use(tracer ? captureLambdaHandler(tracer) : [])
      .use(logMetrics(metrics, { captureColdStartMetric: true }))
      .use(sayingWhat)
      .use(parser({ schema }))
      .handler(async (event: unknown, context: Context) => {
        const left = context.getRemainingTimeInMillis();
        const deadline = { at: clock.now() + left, lambda: context };
        return await withTimeLeft(clock, left, (signal) =>
          // The parser has replaced the event by what the schema made of it.
          work(event as z.output<Schema>, { ...surroundings, aws: clients, log: logger, signal }, deadline),
        );
      });
  };
  let stack: Promise<LambdaHandler> | undefined;
  return async (event, context) => {
    stack ??= build();
    const handler = await stack.catch((error: unknown) => {
      stack = undefined;
      throw error;
    });
    return await handler(event, context);
  };
}

/** What the machine sends (core's `task`): strict, and with the input that the named step takes. */
function stepEventOf(workflow: AnyWorkflow) {
  const visit = {
    execution: z.string().min(1),
    state: z.string().min(1),
    entered: z.string().min(1),
    item: z.int().optional(),
    token: z.string().min(1).optional(),
  };
  const [first, ...rest] = workflow.steps.map((step) =>
    z.strictObject({ step: z.literal(step.name), input: step.input, ...visit }),
  );
  if (!first) throw new Error(`workflow ${workflow.name} has no steps`);
  return z.discriminatedUnion("step", [first, ...rest]);
}
