import type { ParameterStringFilter } from "@aws-sdk/client-ssm";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { latest, metadata, type Parameter, shown } from "./parameter.ts";
import { invalid } from "./put.ts";
import type { Store } from "./store.ts";

export function getParameter(
  store: Store,
  { Name, WithDecryption = false }: Input<"ssm", "GetParameter">,
): Output<"ssm", "GetParameter"> {
  const { parameter, version, selector } = store.select(Name);
  return { Parameter: shown(parameter, version, WithDecryption, selector) };
}

/** Names that lead nowhere are listed, not refused. */
export function getParameters(
  store: Store,
  { Names = [], WithDecryption = false }: Input<"ssm", "GetParameters">,
): Output<"ssm", "GetParameters"> {
  if (Names.length === 0 || Names.length > 10) throw invalid("Names must have 1 to 10 members.");
  const answer: { Parameters: object[]; InvalidParameters: string[] } = {
    Parameters: [],
    InvalidParameters: [],
  };
  for (const name of new Set(Names)) {
    try {
      const { parameter, version, selector } = store.select(name);
      answer.Parameters.push(shown(parameter, version, WithDecryption, selector));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      answer.InvalidParameters.push(name);
    }
  }
  return answer;
}

export function getParametersByPath(
  store: Store,
  input: Input<"ssm", "GetParametersByPath">,
): Output<"ssm", "GetParametersByPath"> {
  refuseUnsupported("ssm:GetParametersByPath", input, [
    "Path",
    "Recursive",
    "WithDecryption",
    "MaxResults",
    "NextToken",
  ]);
  const { Path = "", Recursive = false, WithDecryption = false, MaxResults = 10, NextToken } = input;
  if (!Path.startsWith("/"))
    throw invalid(`The parameter path ${Path} is not valid. It must begin with a forward slash.`);
  const found = store.all().filter(({ name }) => isUnder(name, Path, Recursive));
  const { items, nextToken } = page(found, NextToken, Math.min(MaxResults, 10));
  return {
    Parameters: items.map((parameter) => shown(parameter, latest(parameter), WithDecryption)),
    ...(nextToken && { NextToken: nextToken }),
  };
}

export function describeParameters(
  store: Store,
  input: Input<"ssm", "DescribeParameters">,
): Output<"ssm", "DescribeParameters"> {
  refuseUnsupported("ssm:DescribeParameters", input, ["ParameterFilters", "MaxResults", "NextToken"]);
  const { ParameterFilters: filters = [], MaxResults = 50, NextToken } = input;
  const found = store.all().filter((parameter) => filters.every((filter) => passes(parameter, filter)));
  const { items, nextToken } = page(found, NextToken, MaxResults);
  return {
    Parameters: items.map((parameter) => metadata(parameter, latest(parameter))),
    ...(nextToken && { NextToken: nextToken }),
  };
}

export function getParameterHistory(
  store: Store,
  { Name, WithDecryption = false, MaxResults = 50, NextToken }: Input<"ssm", "GetParameterHistory">,
): Output<"ssm", "GetParameterHistory"> {
  const parameter = store.get(Name);
  const { items, nextToken } = page(parameter.versions, NextToken, MaxResults);
  return {
    Parameters: items.map((version) => ({
      ...metadata(parameter, version),
      Value: shown(parameter, version, WithDecryption).Value,
      Labels: [...version.labels],
    })),
    ...(nextToken && { NextToken: nextToken }),
  };
}

function passes(
  parameter: Parameter,
  { Key, Option = "Equals", Values = [] }: ParameterStringFilter,
): boolean {
  const tests: Readonly<Record<string, (value: string) => boolean>> = {
    "Name Equals": (value) => parameter.name === value,
    "Name BeginsWith": (value) => parameter.name.startsWith(value),
    "Name Contains": (value) => parameter.name.includes(value),
    "Type Equals": (value) => latest(parameter).type === value,
    "Type BeginsWith": (value) => latest(parameter).type.startsWith(value),
    "Path OneLevel": (value) => isUnder(parameter.name, value, false),
    "Path Recursive": (value) => isUnder(parameter.name, value, true),
  };
  // A path without an option is one level.
  const option = Key === "Path" && Option === "Equals" ? "OneLevel" : Option;
  const test = tests[`${Key} ${option}`];
  if (!test) throw unsupported("ssm:DescribeParameters", `the filter ${Key} with the option ${Option}`);
  return Values.some(test);
}

function isUnder(name: string, path: string, recursive: boolean): boolean {
  const start = path.endsWith("/") ? path : `${path}/`;
  const rest = name.startsWith(start) ? name.slice(start.length) : "";
  return rest !== "" && (recursive || !rest.includes("/"));
}
