import { madeOnce } from "@signalbox/core/made-once";
import { getSmithyContext } from "@smithy/core/transport";
import type { HandlerExecutionContext, MiddlewareStack } from "@smithy/types";
import { ConnectionReset } from "../gate/connection-reset.ts";
import type { Handle } from "../gate/gate.ts";
import type { ServiceName } from "../services/modules.ts";
import type { Principal } from "../services/service.ts";
import type { WorldClock } from "../world/clock.ts";
import { protocols } from "./answer.ts";
import { type Answered, type ClientProtocol, decodeAnswer, isClientProtocol } from "./client-protocol.ts";
import { copyOf } from "./copy.ts";
import { asAwsError, wireError } from "./error.ts";
import { type ClientRetries, retrying, strategyOf } from "./retrying.ts";
import { type Operation, serviceOf, type WireService } from "./schema.ts";

/** The parts of an SDK client that the short circuit touches. */
export interface AnyClient<In extends object, Out extends object> {
  readonly config: ClientRetries & { readonly protocol: unknown };
  readonly middlewareStack: MiddlewareStack<In, Out>;
}

export interface Circuit {
  readonly region: string;
  readonly principal: Principal;
  /** Also makes the idempotency tokens that the caller left out. */
  requestIds(): string;
  /** Retries wait on it. */
  readonly clock: WorldClock;
}

/**
 * Makes a client hand its calls to `handle` in this process, with the answers and errors that it would get by HTTP.
 * Nothing in it waits for I/O or real time: no signing, no endpoint, no socket.
 */
export function shortCircuit<In extends object, Out extends object>(
  { config, middlewareStack: stack }: AnyClient<In, Out>,
  serviceName: ServiceName,
  handle: Handle,
  circuit: Circuit,
): void {
  const { protocol } = config;
  if (!isClientProtocol(protocol))
    throw new Error(`the client of ${serviceName} has no schema-driven protocol`);
  const wire = { service: serviceOf(serviceName), serviceName, protocol, config, handle, circuit };
  const strategy = strategyOf(config, circuit.clock);
  withoutNetwork(stack);
  // Other middleware is placed beside these two by name, so they are replaced, not removed.
  stack.add((next) => (args) => next({ ...args, request: undefined }), {
    name: "serializerMiddleware",
    step: "serialize",
    tags: ["SERIALIZER"],
    override: true,
  });
  stack.add(
    (_next, context) =>
      async ({ input }) => {
        const attempt = (): Promise<Answered> => answer(wire, input, context);
        const [output, attempts] = await retrying(await strategy(), signalOf(context), attempt);
        Object.assign(output.$metadata, attempts);
        // The operation's schema, not TypeScript, says that this is the output which the command promises.
        return { output: output as Out & Answered, response: undefined };
      },
    { name: "deserializerMiddleware", step: "deserialize", tags: ["DESERIALIZER"], override: true },
  );
}

/** What has no meaning without a network, and may wait for files or real time; that of clients. */
const ofClients = [
  // Makes a copy of input and output without secrets for a log that these clients do not keep.
  "loggerMiddleware",
  "retryMiddleware",
  "httpAuthSchemeMiddleware",
  "httpSigningMiddleware",
  "hostHeaderMiddleware",
  "getUserAgentMiddleware",
  "contentLengthMiddleware",
  "recursionDetectionMiddleware",
  // Stands behind endpointV2Middleware in SQS, to call at the queue's own URL.
  "queueUrlMiddleware",
  // S3: redirects and sessions.
  "regionRedirectMiddleware",
  "regionRedirectEndpointMiddleware",
  "bucketEndpointMiddleware",
  "s3ExpressMiddleware",
  "addExpectContinueMiddleware",
];

/** The same of commands: it can be taken out only once client's and command's stacks are joined, at every call. */
const ofCommands = [
  "endpointV2Middleware",
  // RDS signs a URL for the region that it copies from.
  "crossRegionPresignedUrlMiddleware",
  // S3: checksums of what is sent, errors and dates in what comes back.
  "flexibleChecksumsInputMiddleware",
  "flexibleChecksumsMiddleware",
  "flexibleChecksumsResponseMiddleware",
  "getCheckContentLengthHeaderPlugin",
  "throw200ExceptionsMiddleware",
  "s3ExpiresMiddleware",
];

function withoutNetwork<In extends object, Out extends object>(stack: MiddlewareStack<In, Out>): void {
  for (const middleware of ofClients) stack.remove(middleware);
  joinWithoutNetwork(stack);
}

function joinWithoutNetwork<In extends object, Out extends object>(stack: MiddlewareStack<In, Out>): void {
  const { concat } = stack;
  stack.concat = (from) => {
    const joined = concat(from);
    for (const middleware of ofCommands) joined.remove(middleware);
    joinWithoutNetwork(joined);
    return joined;
  };
}

interface Wire {
  readonly service: WireService;
  readonly serviceName: ServiceName;
  readonly protocol: ClientProtocol;
  readonly config: object;
  readonly handle: Handle;
  readonly circuit: Circuit;
}

/** One attempt: a copy of the input in, a copy of the output out, so that neither side sees what the other changes later. */
async function answer(wire: Wire, given: object, context: HandlerExecutionContext): Promise<Answered> {
  const { service, serviceName, handle, circuit } = wire;
  const operation = operationOf(service, context);
  const { region, principal } = circuit;
  const requestId = circuit.requestIds();
  const codec = protocols[service.protocol];
  const decode = (encoded: ReturnType<typeof codec.encode>): Promise<Answered> =>
    decodeAnswer(wire.protocol, operation, { ...wire.config, ...context }, encoded);
  let output: object;
  try {
    const input = withTokens(operation, copyOf(operation.input, given), circuit);
    const caller = { region, principal, requestId };
    output = await handle({ service: serviceName, operation: operation.name, input, context: caller });
  } catch (thrown) {
    if (thrown instanceof ConnectionReset) throw thrown;
    const error = wireError(service, asAwsError(thrown, `${serviceName}:${operation.name}`));
    return decode(codec.encodeError(service, error, requestId));
  }
  // REST answers go through their bytes: headers, status and payload have quirks that a copy would not repeat.
  if (service.routes.length > 0) return decode(codec.encode(service, operation, output, requestId));
  const $metadata = { httpStatusCode: 200, requestId, extendedRequestId: undefined, cfId: undefined };
  return Object.assign(copyOf(operation.output, output), { $metadata });
}

function operationOf(
  { name, operations }: WireService,
  { commandName = "" }: HandlerExecutionContext,
): Operation {
  const operation = operations.get(commandName.slice(0, -"Command".length));
  if (!operation) throw new Error(`${name} has no operation for ${commandName}`);
  return operation;
}

/** Serializers make the tokens that make a repeated call harmless; here nothing is serialized. */
function withTokens(operation: Operation, given: object, { requestIds }: Circuit): object {
  const absent = tokensOf(operation).filter((name) => !(name in given));
  return absent.length === 0
    ? given
    : { ...given, ...Object.fromEntries(absent.map((name) => [name, requestIds()])) };
}

const tokensOf = madeOnce(({ input }: Operation): readonly string[] => {
  const members = input.isUnitSchema() ? [] : [...input.structIterator()];
  return members.flatMap(([name, member]) => (member.isIdempotencyToken() ? [name] : []));
});

function signalOf(context: HandlerExecutionContext): AbortSignal | undefined {
  const { abortSignal } = getSmithyContext(context);
  return abortSignal instanceof AbortSignal ? abortSignal : undefined;
}
