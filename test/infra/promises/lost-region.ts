import { isKept } from "@signalbox/core/failover/kept";
import { functions, workflows } from "@signalbox/functions/registry";
import type { InfraPromise } from "../promise.ts";
import { configOf, namesIn } from "../view/config.ts";
import { rolesOf } from "../view/policies.ts";
import { wrong } from "../view/resources.ts";

/** Control planes that stand in one region, us-east-1 or another, and that a failover must not need; to pass a role is no call of IAM's. */
const global =
  /^(account|acm|cloudfront|iam|organizations|route53|route53-recovery-control-config|sts):(?!PassRole$)/;

/** What goes between two regions that are there. */
const goBetween = ["drill", "failback"];

/** What may be asked of another region: the tables that any two regions decide by, with their keys, and the cluster that is taken over. */
const elsewhere = /^(dynamodb|kms|rds):/;

export const lostRegion: InfraPromise = {
  name: "what acts when a region is lost may call no control plane of one region alone, and of other regions their ledgers and the database",
  check: (graph) => {
    const config = configOf(graph);
    const names = namesIn(graph);
    const regions = [...config.regions.map(({ region }) => region), config.neutralRegion];
    const acting = [...workflows, ...functions].filter(({ where }) => where !== undefined);
    const isOf = (role: string, region: string): boolean =>
      acting.some(({ name }) => role === names.role(region, name)) ||
      Object.entries(config.services).some(
        ([name, service]) => isKept(config, service) && role === names.taskRole(region, name),
      );
    return rolesOf(graph)
      .filter(({ role }) => isOf(String(role.inputs.name), role.region))
      .flatMap(({ role, statements }) => {
        const foreign = regions.filter((region) => region !== role.region);
        const needsBoth = goBetween.some((name) => role.inputs.name === names.role(role.region, name));
        return statements.flatMap(({ actions, resources }) => {
          const abroad =
            !needsBoth && resources.some((arn) => foreign.some((region) => arn.includes(`:${region}:`)));
          return actions
            .filter((action) => global.test(action) || (abroad && !elsewhere.test(action)))
            .map((action) => wrong(role, `may ${action}, which a lost region can take away`));
        });
      });
  },
};
