import { z } from "zod";
import { suggestion } from "../../closest.ts";

/** What tells one side of one service from all else. A query names one or more of them as `{{side}}`. */
export interface Subject {
  /** The service's name in its group. */
  readonly name: string;
  readonly side: "blue" | "green";
  /** ECS service, of this side alone. */
  readonly service: string;
  /** As CloudWatch's dimension has it: `targetgroup/name/id`. */
  readonly targetGroup: string;
  /** As CloudWatch's dimension has it: `app/name/id`. */
  readonly loadBalancer: string;
}

const variables = ["name", "side", "service", "targetGroup", "loadBalancer"] as const;
const written = /\{\{\s*(.*?)\s*\}\}/g;

/** Text in which `{{side}}` and its like stand for what a {@link Subject} has. */
export const Template = z
  .string()
  .min(1)
  .check(({ value, issues }) => {
    for (const name of namesIn(value))
      if (!variables.some((variable) => variable === name))
        issues.push({
          code: "custom",
          input: name,
          message: `nothing is known as {{${name}}}; ${suggestion(name, variables)}`,
        });
  });

export const fillTemplate = (template: string, subject: Subject): string =>
  template.replaceAll(written, (whole, name) => {
    const variable = variables.find((one) => one === name);
    return variable === undefined ? whole : subject[variable];
  });

/** Whether any of the texts tells the sides apart: a query that does not counts both together, and would find them alike. */
export const tellsSides = (templates: readonly string[]): boolean =>
  templates.flatMap(namesIn).some((name) => ["side", "service", "targetGroup"].includes(name));

/** Whether any of the texts tells the services of a group apart. */
export const tellsServices = (templates: readonly string[]): boolean =>
  templates.flatMap(namesIn).some((name) => ["name", "service", "targetGroup"].includes(name));

const namesIn = (template: string): string[] => [...template.matchAll(written)].map(([, name = ""]) => name);
