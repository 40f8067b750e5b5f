import { suggestion } from "@signalbox/core/closest";
import { NamedError } from "@signalbox/core/error";
import { z } from "zod";
import { isServiceName, serviceOf, wireServices } from "../wire/schema.ts";
import { type Fault, type Kind, kinds } from "./kinds.ts";

const names = kinds.map(({ name }) => name);

/** The kinds whose service is one of ECS. */
const ofEcs: ReadonlySet<string> = new Set([
  "task-crash",
  "gpu-start-up",
  "no-gpu-capacity",
  "spot-interruption",
] satisfies Kind["name"][]);

/** Reads a fault. Throws `Fault.Invalid`, which says what is wrong and what was probably meant. */
export function parseFault(written: unknown, regions: readonly string[]): Fault {
  const name = z.looseObject({ kind: z.string() }).safeParse(written).data?.kind;
  if (name === undefined) throw invalid(`a fault names its kind: ${names.join(", ")}`);
  const kind = kinds.find((candidate) => candidate.name === name);
  if (!kind) throw invalid(`there is no kind of fault ${name}: ${suggestion(name, names)}`);
  const { success, data, error } = kind.schema.safeParse(written);
  if (!success) throw invalid(error.issues.map((issue) => sentence(kind, issue)).join("; "));
  checkPlace(data, regions);
  if (!ofEcs.has(data.kind) && ("service" in data || "operation" in data)) checkOperation(data);
  return data;
}

function sentence(kind: Kind, issue: z.core.$ZodIssue): string {
  const fields = Object.keys(kind.schema.shape).filter((field) => field !== "kind");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => `${kind.name} has no field ${key}: ${suggestion(key, fields)}`).join("; ");
  return `${issue.path.join(".")}: ${issue.message}`;
}

function checkPlace(fault: Fault, regions: readonly string[]): void {
  const place = "zone" in fault ? fault.zone?.slice(0, -1) : undefined;
  const region = "region" in fault ? fault.region : undefined;
  const other = "other" in fault ? fault.other : undefined;
  for (const named of [place, region, other])
    if (named !== undefined && !regions.includes(named))
      throw invalid(`the local cloud has no region ${named}: ${suggestion(named, regions)}`);
  if (other !== undefined && other === region) throw invalid(`${region} cannot be cut off from itself`);
}

/** A misspelt service or operation would strike nothing, for ever. */
function checkOperation(fault: { service?: string | undefined; operation?: string | undefined }): void {
  const { service, operation } = fault;
  const all = wireServices();
  if (service !== undefined && !isServiceName(service))
    throw invalid(`the local cloud has no service ${service}: ${suggestion(service, [...all.keys()])}`);
  const services = service === undefined ? [...all.values()] : [serviceOf(service)];
  const known = services.flatMap(({ operations }) => [...operations.keys()]);
  if (operation !== undefined && !known.includes(operation))
    throw invalid(
      `${service ?? "no service"} has no operation ${operation}: ${suggestion(operation, known)}`,
    );
}

const invalid = (message: string): NamedError => new NamedError("Fault.Invalid", message);
