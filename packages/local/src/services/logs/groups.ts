import type { World } from "../../world/world.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { invalid, noGroup, noStream, taken } from "./error.ts";
import { LogGroup, type Stream } from "./group.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The log groups of one region. */
export class Groups {
  readonly #world: World;
  readonly #prefix: string;
  readonly #groups = new Map<string, LogGroup>();

  constructor(world: World, region: string) {
    this.#world = world;
    this.#prefix = `arn:aws:logs:${region}:${world.account}:log-group:`;
  }

  /** By name, or ARN with or without `:*` at its end. */
  get(nameOrArn: string | undefined): LogGroup {
    const group = this.#groups.get(this.nameOf(nameOrArn));
    if (!group) throw noGroup();
    group.expire(this.#world.clock.now());
    return group;
  }

  stream(group: string | undefined, name: string | undefined): { group: LogGroup; stream: Stream } {
    const found = this.get(group);
    const stream = found.streams.get(name ?? "");
    if (!stream) throw noStream();
    return { group: found, stream };
  }

  nameOf(nameOrArn = ""): string {
    if (!nameOrArn.startsWith(this.#prefix)) return nameOrArn;
    return nameOrArn.slice(this.#prefix.length).replace(/:\*$/, "");
  }

  /** For the check of roles, as IAM wants it: with what is in the group. */
  resource(nameOrArn: string | undefined, stream?: string): string {
    return `${this.#prefix}${this.nameOf(nameOrArn)}:${stream === undefined ? "*" : `log-stream:${stream}`}`;
  }

  create(input: Input<"logs", "CreateLogGroup">): object {
    const operation = "logs:CreateLogGroup";
    refuseUnsupported(operation, input, ["logGroupName", "logGroupClass", "tags"]);
    const { logGroupName: name = "", logGroupClass = "STANDARD", tags = {} } = input;
    if (logGroupClass !== "STANDARD") throw unsupported(operation, `the class ${logGroupClass}`);
    if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name) || name.startsWith("aws/"))
      throw invalid(
        `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
      );
    if (this.#groups.has(name)) throw taken("log group");
    const group = this.open(name);
    for (const [key, value] of Object.entries(tags)) group.tags.set(key, value);
    return {};
  }

  /** The group, made where it is not there, as Lambda does with its functions' groups. */
  open(name: string): LogGroup {
    const group = this.#groups.get(name) ?? new LogGroup(name, this.#prefix + name, this.#now());
    this.#groups.set(name, group);
    return group;
  }

  delete(name: string | undefined): object {
    this.#groups.delete(this.get(name).name);
    return {};
  }

  createStream({ logGroupName, logStreamName = "" }: Input<"logs", "CreateLogStream">): object {
    const group = this.get(logGroupName);
    if (!/^[^:*]{1,512}$/.test(logStreamName))
      throw invalid(
        `1 validation error detected: Value '${logStreamName}' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*`,
      );
    if (group.streams.has(logStreamName)) throw taken("log stream");
    group.addStream(logStreamName, this.#now());
    return {};
  }

  retain(name: string | undefined, days: number | undefined): object {
    if (days !== undefined && !retentions.includes(days))
      throw invalid(`${days} is no retention that CloudWatch Logs has: ${retentions.join(", ")} days.`);
    this.get(name).retentionDays = days;
    return {};
  }

  describe(input: Input<"logs", "DescribeLogGroups">): Output<"logs", "DescribeLogGroups"> {
    refuseUnsupported("logs:DescribeLogGroups", input, [
      "logGroupNamePrefix",
      "logGroupNamePattern",
      "limit",
      "nextToken",
    ]);
    const { logGroupNamePrefix: prefix = "", logGroupNamePattern: part = "", limit = 50, nextToken } = input;
    if (prefix !== "" && part !== "")
      throw invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
    const found = [...this.#groups.values()]
      .filter(({ name }) => name.startsWith(prefix) && name.toLowerCase().includes(part.toLowerCase()))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, nextToken: next } = page(found, nextToken, limit);
    return { logGroups: items.map(described), ...(next && { nextToken: next }) };
  }

  #now(): number {
    return Math.floor(this.#world.clock.now());
  }
}

function described({ name, arn, created, retentionDays, bytes }: LogGroup) {
  return {
    logGroupName: name,
    creationTime: created,
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    storedBytes: bytes,
    logGroupClass: "STANDARD",
    ...(retentionDays !== undefined && { retentionInDays: retentionDays }),
  } as const;
}
