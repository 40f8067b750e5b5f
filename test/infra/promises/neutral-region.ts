import { inNeutral } from "@signalbox/core/workflow/where";
import { functions } from "@signalbox/functions/registry";
import type { InfraPromise } from "../promise.ts";
import { configOf, namesIn } from "../view/config.ts";
import { platformIn } from "../view/platforms.ts";
import { ofType, valueIn, wrong } from "../view/resources.ts";

/** What may stand there; a load balancer, a task or a database would make it a part of what it looks at. */
const allowed = /^(sst:|pulumi:|aws:(cloudwatch|dynamodb|iam|kms|lambda|s3|scheduler|sns|sqs|ssm)\/)/;

export const neutralRegion: InfraPromise = {
  name: "one observer, its records and nothing else stand outside all regions of the platform, where there are two or more",
  check: (graph) => {
    const { regions, neutralRegion: neutral } = configOf(graph);
    const there = graph.resources.filter(({ region }) => region === neutral);
    if (regions.length < 2)
      return there.map((one) => wrong(one, `stands in ${neutral}, and there is one region to observe`));
    if (regions.some(({ region }) => region === neutral)) return [`${neutral} is the platform's`];
    const names = namesIn(graph);
    const platform = platformIn(graph, neutral);
    const has = (type: string) =>
      ofType(graph, type)
        .filter(({ region }) => region === neutral)
        .map((one) => valueIn(one, "name"));
    const wanted = inNeutral(functions).map(({ name }) => names.deployed(name));
    const lambdas = has("aws:lambda/function:Function");
    return [
      ...there
        .filter(({ type }) => !allowed.test(type))
        .map((one) => wrong(one, `is a part of the platform in ${neutral}`)),
      ...(platform.role === undefined && platform.failover?.neutral === neutral
        ? []
        : [`${neutral} takes itself for a region of the platform`]),
      ...[names.ledgerTable, names.idempotencyTable]
        .filter((table) => !has("aws:dynamodb/table:Table").includes(table))
        .map((table) => `${neutral} has no ${table}`),
      ...wanted.filter((name) => !lambdas.includes(name)).map((name) => `${neutral} has no ${name}`),
      ...lambdas
        .filter((name) => !wanted.some((one) => one === name))
        .map((name) => `${neutral} has ${name}`),
    ];
  },
};
