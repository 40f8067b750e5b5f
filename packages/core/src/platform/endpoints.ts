/** What tasks call as they start and run, and Lambdas in the VPC: the services that get interface endpoints. */
export const endpointServices = [
  "ecr.api",
  "ecr.dkr",
  "logs",
  "monitoring",
  "rds",
  "secretsmanager",
  "ssm",
  "states",
  "sts",
] as const;

/** Where the sidecar of the tasks sends traces and metrics. */
export const collectorServices = ["aps-workspaces", "xray"] as const;
