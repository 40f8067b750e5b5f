import { z } from "zod";

/** What `signalbox config show`, the errors and docs/configuration.md say of a field. */
interface Described {
  readonly description: string;
  /** One valid value, as a person would write it. */
  readonly example: unknown;
  /** Of numbers: `s`, `min`, `d`, `%`, `MiB`, `USD` … */
  readonly unit?: string;
}

/** Documents a field; every leaf of the configuration goes through here, and a test sees to it. */
export const field = <S extends z.ZodType>(schema: S, { description, example, unit }: Described): S =>
  schema.meta({ description, examples: [example], ...(unit && { unit }) });

/** kebab-case: names of services, groups and classes, which become part of AWS's names. */
export const Name = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, {
  error: "a name is kebab-case, such as open-webui",
});

export const seconds = (least: number, most: number) => z.int().min(least).max(most);
export const days = (least: number, most: number) => z.int().min(least).max(most);

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const keptDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Days that CloudWatch Logs can keep events; it takes no others. */
export const logDays = days(1, 3653).refine((value) => keptDays.includes(value), {
  error: `CloudWatch Logs keeps events for one of ${keptDays.join(", ")} d`,
});
