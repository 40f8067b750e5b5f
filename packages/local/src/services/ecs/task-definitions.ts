import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { CallContext, Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { ecsArn, shortName } from "./arns.ts";
import { type Environment, now } from "./environment.ts";
import { readDefinition } from "./register-task-definition.ts";
import type { Definition, RegionState } from "./state.ts";
import { tag, tagsOf } from "./tags.ts";

export function registerTaskDefinition(
  environment: Environment,
  state: RegionState,
  input: Input<"ecs", "RegisterTaskDefinition">,
  { principal }: CallContext,
): Output<"ecs", "RegisterTaskDefinition"> {
  const { account } = environment.world;
  const { description, container, keeper } = readDefinition(input);
  const family = description.family ?? "";
  const revisions = state.families.get(family) ?? [];
  const revision = revisions.length + 1;
  const arn = ecsArn(state.region, account, `task-definition/${family}:${revision}`);
  const definition: Definition = {
    arn,
    family,
    container,
    keeper,
    description: {
      ...description,
      taskDefinitionArn: arn,
      revision,
      status: "ACTIVE",
      volumes: [],
      placementConstraints: [],
      requiresAttributes: [],
      compatibilities: ["EC2", "FARGATE"],
      registeredAt: now(environment),
      registeredBy: principal.kind === "role" ? principal.arn : `arn:aws:iam::${account}:root`,
    },
  };
  state.families.set(family, [...revisions, definition]);
  tag(state, arn, input.tags);
  return { taskDefinition: definition.description, tags: tagsOf(state, arn) };
}

/** The revision that a family, family:revision or ARN names; a family alone means its latest active one. */
export function findDefinition(state: RegionState, name = ""): Definition | undefined {
  const [family = "", revision] = shortName(name).split(":");
  const revisions = state.families.get(family) ?? [];
  return revision === undefined
    ? revisions.findLast(({ description }) => description.status === "ACTIVE")
    : revisions[Number(revision) - 1];
}

/** For a service: it must be there and active. */
export function activeDefinition(state: RegionState, name: string | undefined): Definition {
  const definition = findDefinition(state, name);
  if (!definition) throw new AwsError("ClientException", "TaskDefinition not found.");
  if (definition.description.status !== "ACTIVE")
    throw new AwsError("ClientException", "TaskDefinition is inactive");
  return definition;
}

export function describeTaskDefinition(
  state: RegionState,
  input: Input<"ecs", "DescribeTaskDefinition">,
): Output<"ecs", "DescribeTaskDefinition"> {
  const definition = findDefinition(state, input.taskDefinition);
  if (!definition) throw new AwsError("ClientException", "Unable to describe task definition.");
  return {
    taskDefinition: definition.description,
    ...(input.include?.includes("TAGS") && { tags: tagsOf(state, definition.arn) }),
  };
}

export function deregisterTaskDefinition(
  environment: Environment,
  state: RegionState,
  input: Input<"ecs", "DeregisterTaskDefinition">,
): Output<"ecs", "DeregisterTaskDefinition"> {
  if (!shortName(input.taskDefinition ?? "").includes(":"))
    throw new AwsError(
      "InvalidParameterException",
      "Missing revision: name the task definition as family:revision.",
    );
  const definition = findDefinition(state, input.taskDefinition);
  if (!definition) throw new AwsError("ClientException", "The specified task definition does not exist.");
  definition.description = {
    ...definition.description,
    status: "INACTIVE",
    deregisteredAt: now(environment),
  };
  return { taskDefinition: definition.description };
}

export function listTaskDefinitions(
  state: RegionState,
  input: Input<"ecs", "ListTaskDefinitions">,
): Output<"ecs", "ListTaskDefinitions"> {
  refuseUnsupported("ListTaskDefinitions", input, [
    "familyPrefix",
    "status",
    "sort",
    "nextToken",
    "maxResults",
  ]);
  const status = input.status ?? "ACTIVE";
  const arns = [...state.families.keys()]
    .filter((family) => input.familyPrefix === undefined || family === input.familyPrefix)
    .toSorted()
    .flatMap((family) => state.families.get(family) ?? [])
    .filter(({ description }) => description.status === status)
    .map(({ arn }) => arn);
  const sorted = input.sort === "DESC" ? arns.toReversed() : arns;
  const { items, ...next } = page(sorted, input.nextToken, input.maxResults ?? 100);
  return { taskDefinitionArns: items, ...next };
}

export function listTaskDefinitionFamilies(
  state: RegionState,
  input: Input<"ecs", "ListTaskDefinitionFamilies">,
): Output<"ecs", "ListTaskDefinitionFamilies"> {
  const status = input.status ?? "ACTIVE";
  const families = [...state.families]
    .filter(([family]) => family.startsWith(input.familyPrefix ?? ""))
    .filter(([, revisions]) => {
      const active = revisions.some(({ description }) => description.status === "ACTIVE");
      return status === "ALL" || active === (status === "ACTIVE");
    })
    .map(([family]) => family)
    .toSorted();
  const { items, ...next } = page(families, input.nextToken, input.maxResults ?? 100);
  return { families: items, ...next };
}
