import { z } from "zod";
import { parameter } from "../command.ts";
import { localEndpoint } from "./target.ts";

/** Options of every command that talks to a cloud. */
export const cloudOptions = {
  endpoint: parameter(
    "--endpoint <url>",
    `where the cloud answers; else SIGNALBOX_ENDPOINT, AWS_ENDPOINT_URL, ${localEndpoint}`,
    z.string().optional(),
  ),
  aws: parameter("--aws", "act on AWS, with the SDK's usual credentials", z.boolean().default(false)),
  region: parameter("--region <name>", "else AWS_REGION, or us-east-1 at an endpoint", z.string().optional()),
  stage: parameter(
    "--stage <name>",
    "which deployed stage, where there are several; else SIGNALBOX_STAGE",
    z.string().optional(),
  ),
  json: parameter("--json", "data alone, as JSON, on stdout", z.boolean().default(false)),
};

/** Option of the commands that can follow a release. */
export const watchOption = {
  watch: parameter(
    "--watch",
    "follow it to its end; the exit code says how it ended",
    z.boolean().default(false),
  ),
};
