import { isDeepStrictEqual } from "node:util";
import type { RoutingConfigurationListItem } from "@aws-sdk/client-sfn";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { pageOf, violated } from "./constraint.ts";
import type { Machines } from "./machines.ts";

/** A name for one version of a machine, or for two by weight. */
export interface Alias {
  readonly arn: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly routes: readonly Required<RoutingConfigurationListItem>[];
  readonly creationDate: Date;
  readonly updateDate: Date;
}

const aliasName = /^(?=.*[a-zA-Z_\-.])[a-zA-Z0-9_\-.]{1,80}$/;

/** The aliases of one region's machines, in the order of their creation. */
export class Aliases {
  readonly #machines: Machines;
  readonly #now: () => Date;
  readonly #aliases = new Map<string, Alias>();

  constructor(machines: Machines, now: () => Date) {
    this.#machines = machines;
    this.#now = now;
  }

  all(): readonly Alias[] {
    return [...this.#aliases.values()];
  }

  restore(alias: Alias): void {
    this.#aliases.set(alias.arn, alias);
  }

  find(arn: string): Alias | undefined {
    return this.#aliases.get(arn);
  }

  create(input: Input<"states", "CreateStateMachineAlias">): Output<"states", "CreateStateMachineAlias"> {
    const { name = "", description } = input;
    if (!aliasName.test(name))
      throw violated(
        name,
        "name",
        "satisfy regular expression pattern: ^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$",
      );
    const routes = this.#routes(input.routingConfiguration);
    const arn = `${machineOf(routes[0]?.stateMachineVersionArn)}:${name}`;
    const existing = this.#aliases.get(arn);
    if (existing && !(existing.description === description && isDeepStrictEqual(existing.routes, routes)))
      throw new AwsError(
        "ConflictException",
        "Failed to create alias because an alias with the same name and a different routing configuration already exists.",
      );
    const now = this.#now();
    const alias = existing ?? { arn, name, description, routes, creationDate: now, updateDate: now };
    this.#aliases.set(arn, alias);
    return { stateMachineAliasArn: arn, creationDate: alias.creationDate };
  }

  update(input: Input<"states", "UpdateStateMachineAlias">): Output<"states", "UpdateStateMachineAlias"> {
    const before = this.#get(input.stateMachineAliasArn);
    const { description = before.description, routingConfiguration } = input;
    if (input.description === undefined && routingConfiguration === undefined)
      throw new AwsError(
        "ValidationException",
        "Either the description or the RoutingConfiguration must be specified",
      );
    const routes = routingConfiguration ? this.#routes(routingConfiguration) : before.routes;
    const updateDate = this.#now();
    this.#aliases.set(before.arn, { ...before, description, routes, updateDate });
    return { updateDate };
  }

  describe(
    input: Input<"states", "DescribeStateMachineAlias">,
  ): Output<"states", "DescribeStateMachineAlias"> {
    const { arn, name, description, routes, creationDate, updateDate } = this.#get(
      input.stateMachineAliasArn,
    );
    return {
      stateMachineAliasArn: arn,
      name,
      ...(description !== undefined && { description }),
      routingConfiguration: [...routes],
      creationDate,
      updateDate,
    };
  }

  list(input: Input<"states", "ListStateMachineAliases">): Output<"states", "ListStateMachineAliases"> {
    const { arn: machine } = this.#machines.get(input.stateMachineArn);
    const found = this.all().filter(({ arn }) => machineOf(arn) === machine);
    const { items, nextToken } = pageOf(found, input);
    return {
      stateMachineAliases: items.map(({ arn, creationDate }) => ({
        stateMachineAliasArn: arn,
        creationDate,
      })),
      ...(nextToken && { nextToken }),
    };
  }

  /** Deleting what is not there is no error. */
  delete(input: Input<"states", "DeleteStateMachineAlias">): object {
    this.#aliases.delete(input.stateMachineAliasArn ?? "");
    return {};
  }

  /** With their machine, its aliases go. */
  deleteOf(machine: string): void {
    for (const arn of this.#aliases.keys()) if (machineOf(arn) === machine) this.#aliases.delete(arn);
  }

  /** The names of the aliases that lead to a version. */
  of(versionArn: string): readonly string[] {
    return this.all()
      .filter(({ routes }) =>
        routes.some(({ stateMachineVersionArn }) => stateMachineVersionArn === versionArn),
      )
      .map(({ name }) => name);
  }

  #get(arn: string | undefined): Alias {
    const alias = this.#aliases.get(arn ?? "");
    if (!alias)
      throw new AwsError("ResourceNotFound", `Request references a resource that does not exist: '${arn}'`);
    return alias;
  }

  #routes(given: readonly RoutingConfigurationListItem[] = []): Alias["routes"] {
    if (given.length < 1 || given.length > 2)
      throw violated(given.length, "routingConfiguration", "have length between 1 and 2");
    const routes = given.map(({ stateMachineVersionArn = "", weight = 0 }) => ({
      stateMachineVersionArn,
      weight,
    }));
    if (routes.reduce((sum, { weight }) => sum + weight, 0) !== 100)
      throw new AwsError("ValidationException", "Sum of routing configuration weights must equal 100");
    const machines = new Set(routes.map(({ stateMachineVersionArn }) => machineOf(stateMachineVersionArn)));
    if (machines.size > 1)
      throw new AwsError(
        "ValidationException",
        "Routing configuration must contain versions of one state machine",
      );
    for (const { stateMachineVersionArn } of routes) this.#machines.version(stateMachineVersionArn);
    return routes;
  }
}

/** The machine's own part of a version's or an alias's ARN. */
export const machineOf = (arn = ""): string => arn.split(":").slice(0, 7).join(":");
