import type { Config } from "@signalbox/core/config/config";
import type { Names } from "@signalbox/core/platform/names";
import type { Entry } from "@signalbox/local/deploy/document";
import type { ServiceName } from "@signalbox/local/services/modules";
import type { Input, OperationName } from "@signalbox/local/services/service";
import { z } from "zod";
import type { Graph, Resource } from "../synth/graph.ts";
import { leftOut } from "./left-out.ts";

/** What a translation may look at beside its own resource. */
export interface Stage {
  readonly graph: Graph;
  readonly config: Config;
  readonly names: Names;
}

/** One type of resource, and what becomes of it on the laptop. */
export interface Kind {
  readonly type: string;
  /** For the table: the calls, or what else becomes of it. */
  readonly becomes: string;
  readonly schema: z.ZodType;
  /** Of properties that hold a JSON text: the schema of what is in it. */
  readonly inside: Readonly<Record<string, z.ZodType>>;
  /** Throws an Error when a property is neither translated nor left out on purpose. */
  translate(resource: Resource, stage: Stage): readonly Entry[];
}

const everywhere = {
  tags: leftOut("tags: nobody asks for them"),
  tagsAll: leftOut("tags: nobody asks for them"),
  region: leftOut("the provider's says it too"),
};

export function kind<Shape extends z.ZodRawShape>(given: {
  readonly type: string;
  readonly becomes: string;
  readonly inputs: Shape;
  readonly inside?: Kind["inside"];
  translate(inputs: z.output<z.ZodObject<Shape>>, resource: Resource, stage: Stage): readonly Entry[];
}): Kind {
  const read = z.object(given.inputs);
  const schema = z.strictObject({ ...everywhere, ...given.inputs });
  return {
    type: given.type,
    becomes: given.becomes,
    schema,
    inside: given.inside ?? {},
    translate(resource, stage) {
      const inputs = withoutNulls(resource.inputs);
      const checked = schema.safeParse(inputs);
      if (!checked.success)
        throw new Error(`${resource.type} ${resource.name}:\n${z.prettifyError(checked.error)}`);
      return given.translate(read.parse(inputs), resource, stage);
    },
  };
}

/** A call, typed by the service's own client. */
export function call<S extends ServiceName, Op extends OperationName<S>>(
  id: string,
  region: string,
  service: S,
  operation: Op,
  input: Input<S, Op>,
  outputs?: Readonly<Record<string, string>>,
): Entry {
  const plain = withoutNulls({ ...Object(input) });
  return {
    id,
    call: { region, service, operation, input: plain },
    ...(outputs && { outputs: { ...outputs } }),
  };
}

/** Pulumi writes what is not given as null, or as nothing. */
function withoutNulls(value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null && part !== undefined)
      .map(([name, part]) => [name, clean(part)]),
  );
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  return typeof value === "object" && value !== null ? withoutNulls(value) : value;
}
