import type { Clock } from "@signalbox/core/clock";
import type { Data } from "../../engine/data.ts";
import { dataOf } from "../../engine/data.ts";
import { abandoned } from "../../engine/error.ts";
import type { TaskRequest } from "../../engine/integration.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { activityArn, checkArn, checkName } from "./arns.ts";
import { pageOf } from "./constraint.ts";

/** AWS holds a worker's question open for a minute. */
const pollMs = 60_000;

interface Task {
  readonly token: string;
  readonly input: string;
  take(workerName: string | undefined): void;
}

interface Activity {
  readonly name: string;
  readonly creationDate: Date;
  /** Tasks that no worker has taken, the oldest first. */
  readonly tasks: Task[];
  /** Workers that wait for one. */
  readonly workers: ((task: Task) => void)[];
}

/** The activities of one region, whose workers ask for tasks and answer by token. */
export class Activities {
  readonly #clock: Clock;
  readonly #arnOf: (name: string) => string;
  readonly #activities = new Map<string, Activity>();

  constructor(clock: Clock, region: string, account: string) {
    this.#clock = clock;
    this.#arnOf = (name) => activityArn(region, account, name);
  }

  all(): readonly Pick<Activity, "name" | "creationDate">[] {
    return [...this.#activities.values()].map(({ name, creationDate }) => ({ name, creationDate }));
  }

  /** Tasks offer themselves again. */
  restore(activities: ReturnType<Activities["all"]>): void {
    for (const { name, creationDate } of activities)
      this.#activities.set(this.#arnOf(name), { name, creationDate, tasks: [], workers: [] });
  }

  has(arn: string): boolean {
    return this.#activities.has(arn);
  }

  /** Creating what is there already changes nothing. */
  create(input: Input<"states", "CreateActivity">): Output<"states", "CreateActivity"> {
    refuseUnsupported("states:CreateActivity", input, ["name"]);
    const name = checkName(input.name);
    const arn = this.#arnOf(name);
    const creationDate = this.#activities.get(arn)?.creationDate ?? new Date(this.#clock.now());
    if (!this.#activities.has(arn)) this.#activities.set(arn, { name, creationDate, tasks: [], workers: [] });
    return { activityArn: arn, creationDate };
  }

  /** Deleting what is not there is no error. */
  delete(input: Input<"states", "DeleteActivity">): Output<"states", "DeleteActivity"> {
    this.#activities.delete(checkArn(input.activityArn, "activity"));
    return {};
  }

  describe(input: Input<"states", "DescribeActivity">): Output<"states", "DescribeActivity"> {
    const { name, creationDate } = this.#get(input.activityArn);
    return {
      activityArn: this.#arnOf(name),
      name,
      creationDate,
      encryptionConfiguration: { type: "AWS_OWNED_KEY" },
    };
  }

  list(input: Input<"states", "ListActivities">): Output<"states", "ListActivities"> {
    const { items, nextToken } = pageOf([...this.#activities], input);
    const activities = items.map(([arn, { name, creationDate }]) => ({
      activityArn: arn,
      name,
      creationDate,
    }));
    return { activities, ...(nextToken && { nextToken }) };
  }

  /** Waits up to a minute for a task; an answer without a token says that there was none. */
  async getTask(input: Input<"states", "GetActivityTask">): Promise<Output<"states", "GetActivityTask">> {
    const { tasks, workers } = this.#get(input.activityArn);
    const task = tasks.shift() ?? (await this.#wait(workers));
    if (!task) return {};
    task.take(input.workerName);
    return { taskToken: task.token, input: task.input };
  }

  /** Offers an execution's task to the workers; the answer is the name of the one that took it, or null. */
  offer(arn: string, { token = "", arguments: args, signal }: TaskRequest): Promise<Data> {
    const { tasks, workers } = this.#get(arn);
    return new Promise((resolve, reject) => {
      const take = (workerName: string | undefined): void => resolve(dataOf(workerName ?? null));
      const task: Task = { token, input: args.text, take };
      const worker = workers.shift();
      if (worker) return worker(task);
      tasks.push(task);
      const giveUp = (): void => {
        remove(tasks, task);
        reject(abandoned);
      };
      signal.addEventListener("abort", giveUp, { once: true });
    });
  }

  #wait(workers: ((task: Task) => void)[]): Promise<Task | undefined> {
    return new Promise((resolve) => {
      const over = new AbortController();
      const worker = (task: Task): void => {
        over.abort();
        resolve(task);
      };
      workers.push(worker);
      const giveUp = (): void => {
        remove(workers, worker);
        resolve(undefined);
      };
      // The sleep is cut off when a task comes.
      this.#clock.sleep(pollMs, over.signal).then(giveUp, () => undefined);
    });
  }

  #get(arn: string | undefined): Activity {
    const activity = this.#activities.get(checkArn(arn, "activity"));
    if (!activity) throw new AwsError("ActivityDoesNotExist", `Activity Does Not Exist: '${arn}'`);
    return activity;
  }
}

function remove<T>(list: T[], item: T): void {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}
