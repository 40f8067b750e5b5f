import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import { ReleaseRequest } from "@signalbox/core/release/request";
import { longestName } from "@signalbox/core/workflow/execution-name";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { usageError } from "../user-error.ts";

/** Starts a release and answers its execution. `now` (milliseconds since 1970) makes the name unique. */
export async function startRelease(
  { sfn }: Cloud,
  { stateMachineArn }: Deployment,
  request: ReleaseRequest,
  now: number,
): Promise<string> {
  const parsed = ReleaseRequest.safeParse(request);
  if (!parsed.success)
    throw usageError(
      "the release cannot be asked for like this",
      parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "),
      "signalbox release --help shows examples",
    );
  const { executionArn = "" } = await sfn.send(
    new StartExecutionCommand({
      stateMachineArn,
      name: nameOf(request, now),
      input: JSON.stringify(parsed.data),
    }),
  );
  return executionArn;
}

/** Such as open-webui-v0.11.1-20261121T124500: people read it and type its beginning. */
function nameOf({ group, image }: ReleaseRequest, now: number): string {
  const version = image
    ? (image.tag ?? image.digest?.slice("sha256:".length, "sha256:".length + 12))
    : "back";
  const time = new Date(now).toISOString().replaceAll(/[-:]|\.\d+Z/g, "");
  const what = `${group ?? image?.repository}-${version}`.replaceAll("/", "-");
  return `${what.slice(0, longestName - time.length - 1)}-${time}`;
}
