import type { GroupDocument } from "@signalbox/core/console/documents";

/** Text as a POSIX shell takes it for one word. */
export const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

export interface Start {
  readonly region: string;
  readonly machineArn: string;
  readonly name: string;
  readonly input: object;
}

/** The AWS CLI's words for a start; they work for every machine, here and on AWS. */
export function awsCommand(endpoint: string, { region, machineArn, name, input }: Start): string {
  const words = ["aws", "--endpoint-url", endpoint, "--region", region, "stepfunctions", "start-execution"];
  const fields = ["--state-machine-arn", machineArn, "--name", name, "--input", JSON.stringify(input)];
  return [...words, ...fields].map(quoted).join(" ");
}

interface ReleaseInput {
  readonly group?: string;
  readonly image?: { readonly repository?: string; readonly tag?: string; readonly digest?: string };
  readonly reason?: string;
  readonly policy?: Readonly<Record<string, unknown>>;
}

/** The same release as the `signalbox` command starts it. */
export function releaseCommand(endpoint: string, input: ReleaseInput): string {
  const { group, image = {}, reason, policy = {} } = input;
  const { repository = "", tag, digest } = image;
  const name =
    tag === undefined && digest !== undefined ? `${repository}@${digest}` : `${repository}:${tag ?? "TAG"}`;
  const set = Object.entries(policy).map(([field, value]) => `${field}=${[value].flat().join(",")}`);
  const words = [
    ...["npm", "run", "-s", "signalbox", "--", "release", group ?? repository],
    ...["--image", name],
    ...(reason === undefined ? [] : ["--reason", reason]),
    ...(set.length === 0 ? [] : ["--set", ...set]),
    ...["--endpoint", endpoint, "--watch"],
  ];
  return words.map(quoted).join(" ");
}

interface DecisionWords {
  readonly action: "abort" | "promote";
  readonly region: string;
  /** Name of the release's execution. */
  readonly release: string;
  /** Empty while it is not typed yet. */
  readonly reason: string;
}

/** A person's decision as the `signalbox` command takes it. */
export function decisionCommand(
  endpoint: string,
  { action, region, release, reason }: DecisionWords,
): string {
  const words = ["npm", "run", "-s", "signalbox", "--", action, release, "--reason", reason.trim() || "…"];
  return [...words, "--endpoint", endpoint, "--region", region].map(quoted).join(" ");
}

/** The push of a group's next image, as a command sends it. */
export function pushCommand(
  endpoint: string,
  { region, repository }: Pick<GroupDocument, "region" | "repository">,
): string {
  const body = JSON.stringify({ region, repository, behaviour: "good" });
  return ["curl", "-X", "POST", `${endpoint}/_signalbox/images`, "-d", body].map(quoted).join(" ");
}

/** A name for an execution that people can read; `now` in milliseconds makes it unique. */
export function executionName(what: string, now: number): string {
  const time = new Date(now).toISOString().replaceAll(/[-:]|\.\d+Z/g, "");
  return `${what.replaceAll(/[^\w.-]+/g, "-").slice(0, 80 - time.length - 1)}-${time}`;
}
