import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import { listenerRulesOf } from "@signalbox/core/platform/platform";
import type { Booted } from "@signalbox/local/boot";
import type { Colors } from "../io.ts";
import { facts } from "../render/table.ts";

type Shown = Pick<Booted, "endpoint" | "applicationUrl" | "platform" | "regions">;

interface BannerSetting {
  /** Name of the configuration that runs. */
  readonly config: string;
  readonly factor: number;
  readonly requestsPerSecond: number;
  /** A directory, or "none". */
  readonly state: string;
}

const kept = (directory: string): string => `${directory} (not in it: logs, archives, dashboards)`;

/** What runs where, and three lines to paste. */
export function renderBanner(
  { endpoint, applicationUrl, platform, regions }: Shown,
  { config, factor, requestsPerSecond, state }: BannerSetting,
  colors: Colors,
): string {
  const aws = `aws --endpoint-url ${endpoint} --region ${platform.region}`;
  const clock =
    factor === 1 ? "real time" : `accelerated: ${factor} seconds of the world in each real second`;
  return [
    `${colors.bold("Signalbox local cloud")} ${colors.dim("(a simulation; nothing of it is on AWS)")}`,
    "",
    facts([
      ["platform", `${config}, ${serving(platform.region, regions)}`],
      ["page", colors.cyan(`${endpoint}/console/`)],
      ["AWS endpoint", colors.cyan(endpoint)],
      ["application", colors.cyan(applicationUrl)],
      ["clock", clock],
      ["state", state === "none" ? "forgotten at the end" : kept(state)],
      ["traffic", `${requestsPerSecond} requests in a second of the world`],
    ]),
    "",
    colors.dim("# try it, in another terminal"),
    `${aws} sts get-caller-identity`,
    `${aws} elbv2 describe-rules --rule-arns ${firstRule(platform)}`,
    `${aws} stepfunctions list-executions --state-machine-arn ${machineArn(platform)}`,
  ].join("\n");
}

/** Traffic goes to the primary; the others stand by with listeners of their own. */
const serving = (primary: string, regions: Shown["regions"]): string =>
  regions.length === 1
    ? `in ${primary}`
    : `traffic in ${primary}; standing by ${regions
        .filter(({ region }) => region !== primary)
        .map(({ region, url }) => `${region} ${url}`)
        .join(", ")}`;

const machineArn = (platform: Shown["platform"]): string =>
  arns.stateMachine(platform, namesOf(platform).deployed("release"));

const firstRule = ({ groups }: Shown["platform"]): string => groups.flatMap(listenerRulesOf)[0] ?? "";
