import { namesOf } from "../platform/names.ts";
import type { Platform } from "../platform/platform.ts";
import { bare, chat, type Marks, textOf } from "../release/news/marks.ts";
import { executionLink } from "../release/news/tell.ts";
import type { ToldPipeline } from "./news.ts";
import { jobs } from "./places.ts";
import type { PipelineRun } from "./run.ts";

type Place = Pick<Platform, "name" | "stage" | "region" | "elsewhere" | "backup" | "pipeline">;

/** What people are asked at the gate. `deadline`: ISO 8601; `freeze`: the sentence of one that holds for production now. */
export function askingForApproval(
  place: Place,
  run: PipelineRun,
  deadline: string,
  freeze: string | undefined,
): ToldPipeline {
  const { order } = run;
  const decide = (action: "approve" | "refuse") =>
    `signalbox ${action} ${order.run} --stage ${place.stage} --region ${place.region} --reason "…"`;
  return {
    ...about(place, run),
    headline: `${namesOf(place).prefix}: ${imageOf(run)} waits for approval before production`,
    lines: [
      ...story(run),
      ...inWaves(place),
      ...(freeze === undefined ? [] : [`production is frozen: ${freeze}`]),
      `if nobody approves until ${deadline}, production stays as it is`,
    ],
    commands: [
      { label: "go on", command: decide("approve") },
      { label: "refuse", command: decide("refuse") },
    ],
    links: links(place, run),
  };
}

const inWaves = ({ region, elsewhere }: Place): string[] =>
  elsewhere
    ? [`production is released in ${region} first, then in ${elsewhere.join(" and ")}, and goes back as one`]
    : [];

/** What people are told at the end. */
export function endOfPipeline(place: Place, run: PipelineRun): ToldPipeline {
  return {
    ...about(place, run),
    headline: `${namesOf(place).prefix}: ${imageOf(run)} ${ended[run.outcome ?? "stopped"]}`,
    lines: [...story(run), ...(run.problem ? [`${run.problem.error}: ${run.problem.cause}`] : [])],
    commands: [],
    links: links(place, run),
  };
}

const ended = {
  released: "has gone through the pipeline to production",
  stopped: "was stopped before production served it",
  "released-with-doubt": "serves in production, and its smoke tests did not pass",
} as const;

export const pipelineText = (told: ToldPipeline): string => textOf(linesOf(told, bare));
export const pipelineMessage = (told: ToldPipeline): { readonly text: string } => ({
  text: textOf(linesOf(told, chat)),
});

const linesOf = (told: ToldPipeline, { plain, code, link }: Marks): string[] => [
  plain(told.headline),
  ...told.lines.map(plain),
  ...told.commands.map(({ label, command }) => `${label}: ${code(command)}`),
  ...(told.commands.length > 0 ? [`(add ${code("--aws")} where it runs on AWS)`] : []),
  ...told.links.map(({ label, url }) => link(url, label)),
];

const imageOf = ({ order: { group, image } }: Pick<PipelineRun, "order">): string =>
  `${group} ${image.tag ?? image.digest}`;

const about = (place: Place, { order }: PipelineRun) => ({
  platform: namesOf(place).prefix,
  group: order.group,
  run: order.run,
  execution: order.execution,
});

/** What a run has found so far, one line each, in its order. */
export function story(run: PipelineRun): string[] {
  const { order, scan, staging, health, said, production } = run;
  const tested = (job: (typeof jobs)[number]) => (run[job] ? [`${job} tests: ${run[job].sentence}`] : []);
  return [
    `group ${order.group}, run ${order.run}, ${order.image.digest}, requested by ${order.requestedBy}${because(order.reason)}`,
    ...(scan === undefined ? [] : [scan]),
    ...(staging ? [`staging: ${staging.sentence ?? "its release has begun"}`] : []),
    ...(health === undefined ? [] : [health]),
    ...tested("integration"),
    ...tested("performance"),
    ...(said ? [`${said.action} by ${said.by} at ${said.at}: ${said.reason}`] : []),
    ...(production ? [`production: ${production.sentence ?? "its release has begun"}`] : []),
    ...tested("smoke"),
  ];
}

const because = (reason: string | undefined): string => (reason === undefined ? "" : `: ${reason}`);

function links({ region, backup, pipeline }: Place, run: PipelineRun): ToldPipeline["links"] {
  const { order, staging, production } = run;
  const bucket = backup?.documents;
  return [
    { label: "the run in Step Functions", url: executionLink(region, order.execution) },
    ...(staging && pipeline
      ? [{ label: "staging's release", url: executionLink(pipeline.staging.region, staging.execution) }]
      : []),
    ...(production
      ? [{ label: "production's release", url: executionLink(region, production.execution) }]
      : []),
    ...jobs.flatMap((job) => {
      const end = run[job];
      return end && bucket !== undefined
        ? [{ label: `${job} tests' log and report`, url: objectLink(region, bucket, end.evidence) }]
        : [];
    }),
  ];
}

/** Address of an object in the console of S3. */
const objectLink = (region: string, bucket: string, key: string): string =>
  `https://${region}.console.aws.amazon.com/s3/object/${bucket}?region=${region}&prefix=${encodeURIComponent(key)}`;
