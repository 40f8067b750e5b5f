import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticErrorSchema, StaticOperationSchema } from "@smithy/types";
import { modules, type ServiceName } from "../services/modules.ts";
import { type Route, route } from "./route.ts";

/** How a service speaks unless a request says otherwise. */
export type ProtocolName = "json-1.0" | "json-1.1" | "cbor" | "query" | "rest-json" | "rest-xml";

export interface Operation {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  readonly schema: StaticOperationSchema;
}

/** A service as its own SDK client describes it: the tuples that the client exports are the only model. */
export interface WireService {
  /** The signing name, such as `monitoring`. */
  readonly name: string;
  readonly protocol: ProtocolName;
  /** What stands before the dot in `x-amz-target`, and in the path of rpc-v2-cbor. */
  readonly target: string;
  /** API version, such as 2010-08-01: what a query request gives as `Version`. */
  readonly version: string;
  readonly namespace: string;
  readonly xmlNamespace: string;
  /** Whether JSON and CBOR errors also carry the code that the service had in its query days. */
  readonly queryCompatible: boolean;
  readonly operations: ReadonlyMap<string, Operation>;
  /** REST routes, the most specific first; empty for the other protocols. */
  readonly routes: readonly Route[];
  /** Modelled errors by shape name. */
  readonly errors: ReadonlyMap<string, StaticErrorSchema>;
}

interface ProtocolSettings {
  readonly defaultNamespace: string;
  readonly xmlNamespace?: string;
  readonly version?: string;
  readonly serviceTarget?: string;
  readonly awsQueryCompatible?: boolean;
}

type ClientClass = new (
  config: object,
) => {
  readonly config: {
    readonly protocol: { getShapeId(): string };
    readonly protocolSettings: ProtocolSettings;
  };
};

const protocolNames: Readonly<Record<string, ProtocolName>> = {
  "aws.protocols#awsJson1_0": "json-1.0",
  "aws.protocols#awsJson1_1": "json-1.1",
  "aws.protocols#awsQuery": "query",
  "aws.protocols#restJson1": "rest-json",
  "aws.protocols#restXml": "rest-xml",
  "smithy.protocols#rpcv2Cbor": "cbor",
};

/** Reads a service out of the exports of its client package. Throws when the client speaks a protocol unknown here. */
export function loadService(name: string, module: object): WireService {
  const exported: readonly unknown[] = Object.values(module);
  const Client = exported.find(isClientClass);
  if (!Client) throw new Error(`the module of ${name} exports no client class`);
  const { protocol, protocolSettings: settings } = new Client({ region: "us-east-1" }).config;
  const protocolName = protocolNames[protocol.getShapeId()];
  if (!protocolName) throw new Error(`${name} speaks ${protocol.getShapeId()}, which the wire does not`);
  const operations = new Map(exported.filter(isOperation).map((schema) => [schema[2], operation(schema)]));
  const errors = exported.filter(isError).filter(([, namespace]) => namespace === settings.defaultNamespace);
  return {
    name,
    protocol: protocolName,
    target: settings.serviceTarget ?? name,
    version: settings.version ?? "",
    namespace: settings.defaultNamespace,
    xmlNamespace: settings.xmlNamespace ?? "",
    queryCompatible: settings.awsQueryCompatible ?? false,
    operations,
    routes: [...operations.values()]
      .flatMap((operation) => route(operation) ?? [])
      .sort((a, b) => b.weight - a.weight),
    errors: new Map(errors.map((schema) => [schema[2], schema])),
  };
}

let loaded: ReadonlyMap<ServiceName, WireService> | undefined;

/** Every service that the local cloud speaks. Loaded once: it makes one client of each, about 30 ms in all. */
export function wireServices(): ReadonlyMap<ServiceName, WireService> {
  loaded ??= new Map(
    serviceNames.map((name): [ServiceName, WireService] => [name, loadService(name, modules[name])]),
  );
  return loaded;
}

export function serviceOf(name: ServiceName): WireService {
  const service = wireServices().get(name);
  if (!service) throw new Error(`no service ${name}`);
  return service;
}

export function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(modules, name);
}

const serviceNames: readonly ServiceName[] = Object.keys(modules).filter(isServiceName);

function operation(schema: StaticOperationSchema): Operation {
  const [, , name, , input, output] = schema;
  return { name, schema, input: NormalizedSchema.of(input), output: NormalizedSchema.of(output) };
}

const isOperation = (value: unknown): value is StaticOperationSchema =>
  Array.isArray(value) && value[0] === 9;

const isError = (value: unknown): value is StaticErrorSchema => Array.isArray(value) && value[0] === -3;

/** `DynamoDBClient`, but not the `__Client` that it extends, nor the aggregated `DynamoDB` that extends it. */
const isClientClass = (value: unknown): value is ClientClass =>
  typeof value === "function" && value.name.endsWith("Client") && value.name !== "Client";
