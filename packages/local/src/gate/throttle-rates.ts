import type { ServiceName } from "../services/modules.ts";

/** A token bucket that its operations share, for each account and region. */
export interface Rate {
  /** Names; `Describe*` stands for all that begin so. The first rate that has an operation counts. */
  readonly operations: readonly string[];
  /** Requests at once when the bucket is full. */
  readonly burst: number;
  /** Requests per second for good. */
  readonly perSecond: number;
  /** Where AWS has less than in us-east-1, us-west-2 and eu-west-1. */
  readonly elsewhere?: { readonly burst: number; readonly perSecond: number };
}

/** Each operation has a bucket of its own. */
const each = (names: string, burst: number, perSecond: number, elsewhere?: Rate["elsewhere"]): Rate[] =>
  names.split(" ").map((name) => ({ operations: [name], burst, perSecond, ...(elsewhere && { elsewhere }) }));

/** The operations share one bucket. */
const shared = (names: string, burst: number, perSecond: number): Rate => ({
  operations: names.split(" "),
  burst,
  perSecond,
});

/** Where AWS names requests per second alone, a second's worth is let through at once. */
const perSecond = (names: string, rate: number): Rate[] => each(names, rate, rate);

/**
 * Default rates as AWS publishes them; what stands in none of these tables is not throttled here. DynamoDB's on-demand
 * tables have no such rate. Read in November 2026.
 */
export const throttleRates: Partial<Record<ServiceName, readonly Rate[]>> = {
  // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html, "Quotas related to API action throttling"
  states: [
    ...each("StartExecution RedriveExecution", 1300, 300, { burst: 800, perSecond: 150 }),
    ...each("StopExecution", 1000, 200, { burst: 500, perSecond: 25 }),
    ...each("SendTaskSuccess SendTaskFailure SendTaskHeartbeat", 3000, 500, { burst: 1500, perSecond: 300 }),
    ...each("ListExecutions", 200, 5, { burst: 100, perSecond: 2 }),
    ...each("DescribeExecution", 300, 15, { burst: 250, perSecond: 10 }),
    ...each("GetExecutionHistory", 400, 20),
  ],
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
  ecs: [
    shared(
      "CreateCluster DeleteCluster PutClusterCapacityProviders UpdateCluster UpdateClusterSettings",
      20,
      1,
    ),
    shared("DescribeClusters ListClusters", 50, 20),
    shared("DeregisterTaskDefinition RegisterTaskDefinition", 20, 1),
    shared("DescribeTaskDefinition ListTaskDefinitions ListTaskDefinitionFamilies", 50, 20),
    shared("DeleteTaskDefinitions", 5, 1),
    shared("TagResource UntagResource", 20, 10),
    shared("ListTagsForResource", 50, 20),
    shared("RunTask StartTask StopTask ExecuteCommand PutAttributes DeleteAttributes", 100, 40),
    shared(
      "DescribeTasks ListTasks DescribeContainerInstances ListContainerInstances ListAttributes",
      100,
      20,
    ),
    shared("CreateService DeleteService UpdateService", 50, 5),
    shared("DescribeServices ListServices", 100, 20),
    shared("DescribeServiceDeployments ListServiceDeployments", 50, 20),
    shared("DescribeServiceRevisions", 50, 20),
    shared("UpdateTaskProtection GetTaskProtection", 200, 80),
  ],
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-throttling.html: non-mutating actions
  elasticloadbalancing: [shared("Describe*", 40, 10)],
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
  monitoring: [
    ...perSecond("GetMetricData", 500),
    ...perSecond("GetMetricStatistics", 400),
    ...perSecond("PutMetricAlarm", 3),
  ],
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: the control plane's rest shares 15 a second
  lambda: [
    ...perSecond("GetFunction", 100),
    ...perSecond("GetPolicy", 15),
    shared("Create* Update* Delete* Publish* List* Get* Add* Remove*", 15, 15),
  ],
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html; regions in between have 1,200 to 2,400
  events: each("PutEvents", 10_000, 10_000, { burst: 600, perSecond: 600 }),
};

export const largeRegions: readonly string[] = ["us-east-1", "us-west-2", "eu-west-1"];
