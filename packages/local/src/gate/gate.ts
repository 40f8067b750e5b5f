import { AwsError } from "../services/error.ts";
import type { ServiceName } from "../services/modules.ts";
import type { CallContext, Service } from "../services/service.ts";

/** One call to AWS, decoded: what both transports make of a request and what every guard sees. */
export interface Call {
  readonly service: ServiceName;
  readonly operation: string;
  readonly input: object;
  readonly context: CallContext;
}

export type Handle = (call: Call) => Promise<object>;

/** Stands before the services: lets a call through, refuses it, delays it or looks at its answer. */
export type Guard = (call: Call, next: Handle) => Promise<object>;

type Implementation = (input: object, context: CallContext) => object | Promise<object>;

/** The one way into the services: through every guard in order, the first one outermost. */
export function gate(services: readonly Service[], guards: readonly Guard[]): Handle {
  const implementations = new Map<string, ReadonlyMap<string, Implementation>>(
    services.map((service) => [service.name, new Map(Object.entries(service.operations))]),
  );
  const innermost: Handle = async ({ service, operation, input, context }) => {
    const operations = implementations.get(service);
    const implementation = operations?.get(operation);
    if (!implementation) throw notImplemented(service, operation, [...(operations?.keys() ?? [])]);
    return await implementation(input, context);
  };
  return guards.reduceRight<Handle>((next, guard) => (call) => guard(call, next), innermost);
}

function notImplemented(service: string, operation: string, there: readonly string[]): AwsError {
  return new AwsError(
    "NotImplementedException",
    `the local cloud does not implement ${service}:${operation}; it has ${there.toSorted().join(", ") || "nothing of this service"}`,
    { statusCode: 501 },
  );
}
