import { expect, test } from "vitest";
import { PipelineNews, pipelineEnded, pipelineWaits } from "./news.ts";
import type { PipelineRun } from "./run.ts";
import { askingForApproval, endOfPipeline, pipelineMessage, pipelineText } from "./tell.ts";

const place = { name: "signalbox", stage: "production", region: "eu-west-1" };
const run: PipelineRun = {
  order: {
    group: "open-webui",
    run: "r1",
    execution: "arn:execution:r1",
    image: { repository: "signalbox-production/open-webui", tag: "v2", digest: "sha256:ab" },
    requestedBy: "ada",
    reason: "new <models>",
    askedAt: 0,
  },
  phase: "waiting-for-approval",
  scan: "the scan found 3 high",
  staging: { execution: "arn:execution:staging", sentence: "it was promoted" },
  health: "staging is healthy: open-webui 3 of 3",
  integration: { passed: true, sentence: "they passed", evidence: "pipeline/r1/integration.json" },
};
const console =
  "https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details";

test("who is asked reads what was tested, until when, what holds production, and the two commands", () => {
  const told = askingForApproval(place, run, "2026-01-02T00:00:00.000Z", "the window weekend holds");
  expect(pipelineText(told).split("\n")).toEqual([
    "signalbox-production: open-webui v2 waits for approval before production",
    "group open-webui, run r1, sha256:ab, requested by ada: new <models>",
    "the scan found 3 high",
    "staging: it was promoted",
    "staging is healthy: open-webui 3 of 3",
    "integration tests: they passed",
    "production is frozen: the window weekend holds",
    "if nobody approves until 2026-01-02T00:00:00.000Z, production stays as it is",
    'go on: signalbox approve r1 --stage production --region eu-west-1 --reason "…"',
    'refuse: signalbox refuse r1 --stage production --region eu-west-1 --reason "…"',
    "(add --aws where it runs on AWS)",
    `the run in Step Functions: ${console}/arn:execution:r1`,
  ]);
  expect(PipelineNews.parse({ "detail-type": pipelineWaits, detail: told }).detail).toEqual(told);
  const everywhere = { ...place, elsewhere: ["us-east-1", "ap-southeast-1"] };
  expect(askingForApproval(everywhere, run, "", undefined).lines).toContain(
    "production is released in eu-west-1 first, then in us-east-1 and ap-southeast-1, and goes back as one",
  );
});

test("the chat hears how it ended, with the error's own name, and nothing that people wrote becomes a link", () => {
  const problem = { error: "Pipeline.TestsFailed", cause: "the integration tests: exit code 1 <!channel>" };
  const told = endOfPipeline(place, { ...run, outcome: "stopped", problem });
  const { text } = pipelineMessage(told);
  expect(text).toContain("was stopped before production served it");
  expect(text).toContain("Pipeline.TestsFailed: the integration tests: exit code 1 &lt;!channel&gt;");
  expect(text.match(/<[^>]*>/g)).toEqual([`<${console}/arn:execution:r1|the run in Step Functions>`]);
  expect(PipelineNews.parse({ "detail-type": pipelineEnded, detail: told }).detail).toEqual(told);
});
