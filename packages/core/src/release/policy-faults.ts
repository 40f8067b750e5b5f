import { metricFaults } from "../analysis/sources/release-metric.ts";
import { tellsServices } from "../analysis/sources/template.ts";
import type { ValueSource } from "../analysis/sources/value-source.ts";
import type { ReleasePolicy } from "./policy.ts";
import type { Order } from "./release.ts";

/** What no field of a policy shows by itself: it does not fit the group, or its parts do not fit each other. */
export interface PolicyFault {
  /** Within the policy. */
  readonly path: readonly (string | number)[];
  readonly wrong: string;
  readonly allowed: string;
}

export interface Judged {
  readonly strategy: Order["strategy"];
  /** Names of the group's services. */
  readonly services: readonly string[];
  /** Whether the preview listener of the public load balancer reaches any of them. */
  readonly previewed: boolean;
  readonly policy: Pick<ReleasePolicy, "metrics" | "gates" | "kayenta" | "bakeSeconds">;
}

/** Everything that is wrong with a group's policy taken as a whole. */
export const policyFaults = (judged: Judged): PolicyFault[] => [
  ...metricFaults(judged.policy.metrics, judged.services).map((wrong) => ({
    path: ["metrics"],
    wrong,
    allowed: "metrics of different names, each of which tells the services apart",
  })),
  ...gateFaults(judged),
  ...kayentaFaults(judged),
];

function gateFaults({ strategy, previewed, policy: { gates } }: Judged): PolicyFault[] {
  const names = gates.map(({ name }) => name);
  return gates.flatMap(({ kind, name }, index) => [
    ...(names.indexOf(name) < index
      ? [{ path: ["gates", index, "name"], wrong: `there are two gates ${name}`, allowed: "another name" }]
      : []),
    ...(kind === "load-test" && !previewed
      ? [
          {
            path: ["gates", index, "kind"],
            wrong:
              strategy === "rolling"
                ? "a rolling release has no preview, so that there is nothing to test before users meet it"
                : "no service of the group is public, and the preview listener reaches no other",
            allowed: "webhook",
          },
        ]
      : []),
  ]);
}

/**
 * The least bake in seconds: with fewer than five values a side, no order of them is rarer than 2 % (of four it is 2 in 70), and
 * the Mann-Whitney test of 98 % finds every candidate alike. The first minute is cut, the newest has not settled.
 */
const leastSeconds = 420;

function kayentaFaults({ services, policy: { kayenta, bakeSeconds } }: Judged): PolicyFault[] {
  if (kayenta === undefined) return [];
  const least = Math.max(leastSeconds, 60 * kayenta.intervalMinutes);
  return [
    ...Object.entries(kayenta.sources).flatMap(([name, source]) =>
      services.length > 1 && !tellsServices(textsOf(source))
        ? [
            {
              path: ["kayenta", "sources", name],
              wrong: `it reads ${services.join(" and ")} together, once for each`,
              allowed: "a query that selects by {{name}}, {{service}} or {{targetGroup}}",
            },
          ]
        : [],
    ),
    ...(bakeSeconds < least
      ? [
          {
            path: ["bakeSeconds"],
            wrong: `Kayenta's judge has too few values in ${bakeSeconds} s to find anything`,
            allowed: `at least ${least} s`,
          },
        ]
      : []),
  ];
}

/** What of a source may name the service. */
const textsOf = (source: ValueSource): string[] =>
  source.kind === "prometheus"
    ? [source.value]
    : Object.values(source.metrics).flatMap(({ dimensions }) => Object.values(dimensions));
