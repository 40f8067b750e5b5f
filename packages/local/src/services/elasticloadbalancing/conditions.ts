import { BlockList, isIP } from "node:net";
import type { RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { RequestHead } from "../../world/plane/plane.ts";
import { AwsError } from "../error.ts";
import { unsupported } from "../supported.ts";

/** A rule's condition, ready to be asked. */
export type Condition = (request: RequestHead) => boolean;

/** AWS's quotas: condition values and wildcards of a rule, and characters of one value. */
const maxValues = 5;
const maxWildcards = 5;
const maxLength = 128;

/** A rule may have several conditions of these fields; of the others, one. */
const repeatable: readonly string[] = ["http-header", "query-string"];

interface Compiled {
  readonly field: string;
  /** As they were written, for the quotas. */
  readonly values: readonly string[];
  readonly holds: Condition;
}

/** Checks conditions as AWS does and makes them askable. A rule matches when all its conditions hold. */
export function compileConditions(operation: string, written: readonly RuleCondition[]): Condition[] {
  const conditions = written.map((condition) => compile(operation, condition));
  const values = conditions.flatMap((condition) => condition.values);
  if (values.length > maxValues) throw invalid(`Rules can have a maximum of ${maxValues} condition values`);
  if (values.join("").replace(/[^*?]/g, "").length > maxWildcards)
    throw invalid(`Rules can have a maximum of ${maxWildcards} condition wildcards`);
  const once = conditions.map(({ field }) => field).filter((field) => !repeatable.includes(field));
  if (new Set(once).size < once.length)
    throw invalid("A rule can have only one condition of each of these fields");
  return conditions.map(({ holds }) => holds);
}

/** Conditions in AWS's full form: DescribeRules gives paths and hosts twice, whichever way they were written. */
export function writtenConditions(written: readonly RuleCondition[]): RuleCondition[] {
  return written.map((condition) => {
    const { Field } = condition;
    if (Field === "host-header" || Field === "path-pattern") {
      const Values = valuesOf(condition);
      return Field === "host-header"
        ? { Field, Values, HostHeaderConfig: { Values } }
        : { Field, Values, PathPatternConfig: { Values } };
    }
    const { Values: _, ...rest } = condition;
    return rest;
  });
}

function compile(operation: string, condition: RuleCondition): Compiled {
  const {
    Field: field = "(none)",
    RegexValues,
    HttpHeaderConfig,
    PathPatternConfig,
    HostHeaderConfig,
  } = condition;
  const configs = [PathPatternConfig, HostHeaderConfig, HttpHeaderConfig];
  if (RegexValues?.length || configs.some((config) => config?.RegexValues?.length))
    throw unsupported(operation, "RegexValues");
  if (condition.Values?.length && field !== "path-pattern" && field !== "host-header")
    throw invalid(`'Values' is for path patterns and host headers; '${field}' has a config of its own`);
  switch (field) {
    case "path-pattern":
      // Paths are compared with case, hosts and headers without.
      return matching(field, condition, "", ({ path }) => [path.split("?")[0] ?? ""]);
    case "host-header":
      return matching(field, condition, "i", ({ host }) => [host.replace(/:\d+$/, "")]);
    case "http-header": {
      const name = HttpHeaderConfig?.HttpHeaderName?.toLowerCase() ?? "";
      if (!/^[\w!#$%&'*+.^`|~-]{1,40}$/.test(name) || name === "host")
        throw invalid(`'${HttpHeaderConfig?.HttpHeaderName}' is not a valid header name for a condition`);
      return matching(field, condition, "i", ({ headers }) => {
        const value = headers[name];
        return value === undefined ? [] : [value];
      });
    }
    case "http-request-method": {
      const values = checked(field, valuesOf(condition));
      if (values.some((value) => !/^[A-Z_-]{1,40}$/.test(value)))
        throw invalid("A method is up to 40 capital letters, hyphens and underscores");
      return { field, values, holds: ({ method }) => values.includes(method) };
    }
    case "query-string":
      return queryString(condition);
    case "source-ip":
      return sourceIp(condition);
    default:
      throw unsupported(operation, `the condition field ${field}`);
  }
}

function matching(
  field: string,
  condition: RuleCondition,
  flags: string,
  read: (request: RequestHead) => readonly string[],
): Compiled {
  const values = checked(field, valuesOf(condition));
  const patterns = values.map((value) => wildcard(value, flags));
  return {
    field,
    values,
    holds: (request) => read(request).some((text) => patterns.some((pattern) => pattern.test(text))),
  };
}

/** A value without a key is looked for in every value of the query. */
function queryString({ QueryStringConfig }: RuleCondition): Compiled {
  const pairs = QueryStringConfig?.Values ?? [];
  const values = checked(
    "query-string",
    pairs.map(({ Key = "", Value = "" }) => `${Key}${Value}`),
  );
  const wanted = pairs.map(({ Key, Value = "" }) => ({
    key: Key ? wildcard(Key, "i") : undefined,
    value: wildcard(Value, "i"),
  }));
  const holds: Condition = ({ path }) => {
    const there = [...new URLSearchParams(path.split("?").slice(1).join("?"))];
    return there.some(([name, text]) =>
      wanted.some(({ key, value }) => (key?.test(name) ?? true) && value.test(text)),
    );
  };
  return { field: "query-string", values, holds };
}

/** Blocks in CIDR notation; the address is the connection's, not X-Forwarded-For's. */
function sourceIp({ SourceIpConfig }: RuleCondition): Compiled {
  const values = checked("source-ip", SourceIpConfig?.Values ?? []);
  const blocks = new BlockList();
  for (const value of values) {
    const [address = "", bits = ""] = value.split("/");
    const version = isIP(address);
    if (version === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128))
      throw invalid(`'${value}' is not a valid CIDR block`);
    blocks.addSubnet(address, Number(bits), version === 4 ? "ipv4" : "ipv6");
  }
  // One address asks many times in a row, and a look into the list takes as long as the rest of a modelled request.
  let newest: { readonly address: string; readonly within: boolean } | undefined;
  const holds: Condition = ({ sourceIp: address = "127.0.0.1" }) => {
    if (newest?.address !== address)
      newest = { address, within: blocks.check(address, isIP(address) === 6 ? "ipv6" : "ipv4") };
    return newest.within;
  };
  return { field: "source-ip", values, holds };
}

function checked(field: string, values: readonly string[]): readonly string[] {
  if (values.length === 0) throw invalid("A condition value must be specified");
  for (const value of values)
    if (value.length > maxLength)
      throw invalid(`The '${field}' value is too long; the limit is '${maxLength}'`);
  return values;
}

function valuesOf(condition: RuleCondition): string[] {
  const { Field, Values, PathPatternConfig, HostHeaderConfig, HttpHeaderConfig, HttpRequestMethodConfig } =
    condition;
  const configs: Readonly<Record<string, { readonly Values?: string[] | undefined } | undefined>> = {
    "path-pattern": PathPatternConfig,
    "host-header": HostHeaderConfig,
    "http-header": HttpHeaderConfig,
    "http-request-method": HttpRequestMethodConfig,
  };
  const config = configs[Field ?? ""];
  if (Values?.length && config?.Values?.length)
    throw invalid(`A condition takes either 'Values' or the config of '${Field}'`);
  return [...(Values ?? []), ...(config?.Values ?? [])];
}

/** `*` is any run of characters, `?` exactly one. */
function wildcard(value: string, flags: string): RegExp {
  const source = value
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, flags);
}

const invalid = (message: string): AwsError => new AwsError("ValidationError", message);
