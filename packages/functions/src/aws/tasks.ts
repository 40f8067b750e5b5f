import {
  DescribeTasksCommand,
  type ECSClient,
  ListTasksCommand,
  type Task,
  UpdateTaskProtectionCommand,
} from "@aws-sdk/client-ecs";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
const describedAtOnce = 100;
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateTaskProtection.html */
const protectedAtOnce = 10;

export interface TaskState {
  readonly arn: string;
  /** Last part of its ARN. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** When its image was fetched; absent before it is there. */
  readonly pull: { readonly from: number; readonly to: number } | undefined;
  /** Absent before it has a network interface. */
  readonly ip: string | undefined;
  readonly running: boolean;
}

/** The tasks of a service that are to run, whether they do so already or not. */
export async function readTasks(
  client: ECSClient,
  cluster: string,
  serviceName: string,
): Promise<TaskState[]> {
  const arns: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new ListTasksCommand({
        cluster,
        serviceName,
        desiredStatus: "RUNNING",
        ...(nextToken && { nextToken }),
      }),
    );
    arns.push(...(page.taskArns ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  const found: TaskState[] = [];
  for (let at = 0; at < arns.length; at += describedAtOnce) {
    const tasks = arns.slice(at, at + describedAtOnce);
    const page = await client.send(new DescribeTasksCommand({ cluster, tasks }));
    found.push(...(page.tasks ?? []).filter(({ desiredStatus }) => desiredStatus === "RUNNING").map(stateOf));
  }
  return found;
}

function stateOf(task: Task): TaskState {
  const { taskArn: arn = "", createdAt, pullStartedAt, pullStoppedAt, attachments = [], lastStatus } = task;
  const details = attachments.flatMap((one) => one.details ?? []);
  return {
    arn,
    id: arn.slice(arn.lastIndexOf("/") + 1),
    createdAt: createdAt?.getTime() ?? 0,
    pull: pullStartedAt && pullStoppedAt && { from: pullStartedAt.getTime(), to: pullStoppedAt.getTime() },
    ip: details.find(({ name }) => name === "privateIPv4Address")?.value,
    running: lastStatus === "RUNNING",
  };
}

/** Keeps tasks from scale-in and from deployments for a while, or no longer. One that has ended meanwhile is no fault. */
export async function protectTasks(
  client: ECSClient,
  cluster: string,
  tasks: readonly string[],
  minutes: number | undefined,
): Promise<void> {
  for (let at = 0; at < tasks.length; at += protectedAtOnce)
    await client.send(
      new UpdateTaskProtectionCommand({
        cluster,
        tasks: tasks.slice(at, at + protectedAtOnce),
        protectionEnabled: minutes !== undefined,
        ...(minutes !== undefined && { expiresInMinutes: minutes }),
      }),
    );
}
