import { AwsError } from "../error.ts";
import type { Tags } from "../tags.ts";
import { latest, type Parameter, type Version } from "./parameter.ts";

/** The parameters of one region. */
export class Store {
  readonly #prefix: string;
  readonly #parameters = new Map<string, Parameter>();

  constructor(account: string, region: string) {
    this.#prefix = `arn:aws:ssm:${region}:${account}:parameter`;
  }

  save(): readonly Parameter[] {
    return [...this.#parameters.values()];
  }

  restore(parameters: readonly Parameter[]): void {
    for (const parameter of parameters) this.#parameters.set(parameter.name, parameter);
  }

  /** `/a/b` and `b` have ARNs …:parameter/a/b and …:parameter/b. */
  arnOf(name: string): string {
    return `${this.#prefix}${name.startsWith("/") ? "" : "/"}${name}`;
  }

  find(nameOrArn: string): Parameter | undefined {
    return this.#parameters.get(this.#nameOf(nameOrArn));
  }

  get(nameOrArn: string | undefined): Parameter {
    const parameter = this.find(nameOrArn ?? "");
    if (!parameter) throw new AwsError("ParameterNotFound", `Parameter ${nameOrArn} not found.`);
    return parameter;
  }

  /** By `name`, `name:3`, `name:label`, or an ARN in place of the name. */
  select(reference: string | undefined): { parameter: Parameter; version: Version; selector?: string } {
    const [, plain = "", selector] =
      /^(arn:aws:ssm:[^:]*:[^:]*:[^:]*|[^:]*)(:[^:]*)?$/.exec(reference ?? "") ?? [];
    const parameter = this.get(plain);
    if (selector === undefined) return { parameter, version: latest(parameter) };
    const wanted = selector.slice(1);
    const version = parameter.versions.find(
      (each) => `${each.version}` === wanted || each.labels.has(wanted),
    );
    if (!version)
      throw new AwsError(
        "ParameterVersionNotFound",
        `Systems Manager could not find version ${wanted} of ${parameter.name}. Verify the version and try again.`,
      );
    return { parameter, version, selector };
  }

  add(name: string, tags: Tags): Parameter {
    const parameter: Parameter = { name, arn: this.arnOf(name), tags, versions: [] };
    this.#parameters.set(name, parameter);
    return parameter;
  }

  delete(name: string): Parameter | undefined {
    const parameter = this.find(name);
    if (parameter) this.#parameters.delete(parameter.name);
    return parameter;
  }

  /** Sorted by name. */
  all(): Parameter[] {
    return [...this.#parameters.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #nameOf(nameOrArn: string): string {
    if (!nameOrArn.startsWith(`${this.#prefix}/`)) return nameOrArn;
    const path = nameOrArn.slice(this.#prefix.length);
    return this.#parameters.has(path) ? path : path.slice(1);
  }
}
