import { z } from "zod";
import { fnv1a } from "../fnv1a.ts";
import { namesOf } from "./names.ts";
import { Platform } from "./platform.ts";

/** An SSM parameter of type String. */
export interface PlatformParameter {
  readonly name: string;
  /** JSON. */
  readonly value: string;
}

/** How a platform is written down for its Lambdas. */
export interface PlatformDocuments {
  /** All are under this path. */
  readonly path: string;
  /** Another one for other documents: a Lambda that carries it in its environment starts anew when they change. */
  readonly version: string;
  readonly parameters: readonly PlatformParameter[];
}

/** What the name of the parameter ends with that every platform has; what stands before it is the path. */
const regionDocument = "/region";

/** Part of that name in every stage: by it a person finds the platforms of an account. */
export const platformMark = `/platform${regionDocument}`;

/** The path that a parameter found by `platformMark` belongs to; undefined where it is another one. */
export const pathOf = (name: string): string | undefined =>
  name.endsWith(platformMark) ? name.slice(0, -regionDocument.length) : undefined;

/** Bytes in a parameter of the standard tier, https://docs.aws.amazon.com/general/latest/gr/ssm.html */
const mostBytes = 4096;

/**
 * The SSM parameters that hold a platform, since a Lambda's environment, all of it, may have no more bytes than one of
 * them: `<path>/region` what the region has, with the names of its groups; `<path>/groups/<group>` a group, with the names
 * of its services; `<path>/groups/<group>/services/<service>` one service; `<path>/pipeline` the pipeline, `<path>/failover` what a failover
 * knows and `<path>/inference` what the planner of replicas knows, where there is one. Throws an Error that names the parameter
 * which is too long.
 */
export function platformDocuments(platform: Platform): PlatformDocuments {
  const path = namesOf(platform).platformParameters;
  const { groups, pipeline, failover, inference, ...region } = platform;
  const parameters = [
    document(`${path}${regionDocument}`, { ...region, groups: groups.map(({ name }) => name) }),
    ...groups.flatMap(({ services, ...group }) => {
      const start = `${path}/groups/${group.name}`;
      return [
        document(start, { ...group, services: services.map(({ name }) => name) }),
        ...services.map((service) => document(`${start}/services/${service.name}`, service)),
      ];
    }),
    ...(pipeline ? [document(`${path}/pipeline`, pipeline)] : []),
    ...(failover ? [document(`${path}/failover`, failover)] : []),
    ...(inference ? [document(`${path}/inference`, inference)] : []),
  ];
  const text = parameters.map(({ name, value }) => `${name}\n${value}`).join("\n");
  return { path, version: fnv1a(text).toString(16).padStart(8, "0"), parameters };
}

/** Variables of every Lambda's environment: where its platform is written down, and which one that is. */
export const platformVariables = {
  path: "SIGNALBOX_PLATFORM_PATH",
  version: "SIGNALBOX_PLATFORM_VERSION",
} as const;

export const platformEnvironment = ({ path, version }: PlatformDocuments): Record<string, string> => ({
  [platformVariables.path]: path,
  [platformVariables.version]: version,
});

/**
 * The platform that parameters under a path hold, in whatever order they come. Throws an Error that names the parameter
 * which is missing or is not as `platformDocuments` writes it.
 */
export function platformOf(path: string, parameters: readonly PlatformParameter[]): Platform {
  const values = new Map(parameters.map(({ name, value }) => [name, value]));
  const read = <Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> => {
    const text = values.get(name);
    if (text === undefined)
      throw new Error(`there is no SSM parameter ${name}; deploy the stage, which writes it`);
    const parsed = schema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    throw new Error(
      `the SSM parameter ${name} is not as a deployment writes it: ${z.prettifyError(parsed.error)}; deploy the stage again`,
    );
  };
  const region = read(`${path}${regionDocument}`, z.looseObject({ groups: z.array(z.string()) }));
  const groups = region.groups.map((group) => {
    const start = `${path}/groups/${group}`;
    const { services, ...rest } = read(start, z.looseObject({ services: z.array(z.string()) }));
    return {
      ...rest,
      services: services.map((service) => read(`${start}/services/${service}`, z.looseObject({}))),
    };
  });
  const part = (name: "pipeline" | "failover" | "inference") =>
    values.has(`${path}/${name}`) ? { [name]: read(`${path}/${name}`, z.looseObject({})) } : {};
  const parsed = Platform.safeParse({
    ...region,
    ...part("pipeline"),
    ...part("failover"),
    ...part("inference"),
    groups,
  });
  if (parsed.success) return parsed.data;
  throw new Error(
    `the SSM parameters under ${path} are no platform: ${z.prettifyError(parsed.error)}; deploy the stage again`,
  );
}

function document(name: string, content: object): PlatformParameter {
  const value = JSON.stringify(content);
  const bytes = new TextEncoder().encode(value).length;
  if (bytes > mostBytes)
    throw new Error(
      `the SSM parameter ${name} would have ${bytes} bytes, and ${mostBytes} fit: name fewer alarms in the policy (a composite alarm stands for many), or give the service fewer rules`,
    );
  return { name, value };
}
