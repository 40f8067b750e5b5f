import type { RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { RequestHead } from "../../world/plane/plane.ts";
import { AwsError } from "../error.ts";
import { unsupported } from "../supported.ts";

/** A rule's condition, ready to be asked. */
export type Condition = (request: RequestHead) => boolean;

/** AWS's quotas: condition values per rule, and characters of one value. */
const maxValues = 5;
const maxLength = 128;

/** Checks conditions as AWS does and makes them askable. A rule matches when all its conditions hold. */
export function compileConditions(operation: string, written: readonly RuleCondition[]): Condition[] {
  const conditions = written.map((condition) => compile(operation, condition));
  const values = conditions.reduce((sum, { patterns }) => sum + patterns.length, 0);
  if (values > maxValues)
    throw new AwsError("ValidationError", `Rules can have a maximum of ${maxValues} condition values`);
  const fields = new Set(conditions.map(({ field }) => field));
  if (fields.size < conditions.length)
    throw new AwsError("ValidationError", "A rule can have only one condition of each of these fields");
  return conditions.map(({ field, patterns }) =>
    field === "path-pattern"
      ? ({ path }) => patterns.some((pattern) => pattern.test(withoutQuery(path)))
      : ({ host }) => patterns.some((pattern) => pattern.test(withoutPort(host))),
  );
}

function compile(operation: string, condition: RuleCondition): { field: string; patterns: RegExp[] } {
  const { Field: field, Values, PathPatternConfig, HostHeaderConfig, RegexValues } = condition;
  if (field !== "path-pattern" && field !== "host-header")
    throw unsupported(operation, `the condition field ${field ?? "(none)"}`);
  const config = field === "path-pattern" ? PathPatternConfig : HostHeaderConfig;
  if (RegexValues?.length || config?.RegexValues?.length) throw unsupported(operation, "RegexValues");
  if (Values?.length && config?.Values?.length)
    throw new AwsError("ValidationError", `A condition takes either 'Values' or the config of '${field}'`);
  const values = valuesOf(condition);
  if (values.length === 0) throw new AwsError("ValidationError", "A condition value must be specified");
  for (const value of values)
    if (value.length > maxLength)
      throw new AwsError("ValidationError", `The '${field}' value is too long; the limit is '${maxLength}'`);
  // Paths are compared with case, hosts without.
  return { field, patterns: values.map((value) => wildcard(value, field === "path-pattern" ? "" : "i")) };
}

/** Conditions in AWS's full form: DescribeRules gives the values twice, whichever way they were written. */
export function writtenConditions(written: readonly RuleCondition[]): RuleCondition[] {
  return written.map((condition) => {
    const { Field } = condition;
    const Values = valuesOf(condition);
    return Field === "host-header"
      ? { Field, Values, HostHeaderConfig: { Values } }
      : { Field, Values, PathPatternConfig: { Values } };
  });
}

const valuesOf = ({ Values, PathPatternConfig, HostHeaderConfig }: RuleCondition): string[] => [
  ...(Values ?? []),
  ...(PathPatternConfig?.Values ?? []),
  ...(HostHeaderConfig?.Values ?? []),
];

/** `*` is any run of characters, `?` exactly one. */
function wildcard(value: string, flags: string): RegExp {
  const source = value
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, flags);
}

const withoutQuery = (path: string): string => {
  const query = path.indexOf("?");
  return query < 0 ? path : path.slice(0, query);
};

const withoutPort = (host: string): string => host.replace(/:\d+$/, "");
