import { hash } from "node:crypto";
import { madeOnce } from "@signalbox/core/made-once";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import type { Cloud } from "../cloud.ts";
import { imageManifest } from "../images/manifest.ts";
import type { ServiceName } from "../services/modules.ts";
import { type Answers, outputsIn, resolved } from "./answers.ts";
import { clusterAvailable } from "./cluster-available.ts";
import type { Entry, PlatformDocument } from "./document.ts";
import { textOf } from "./entry-text.ts";
import { fileSystemAvailable } from "./file-system-available.ts";
import { installFunction } from "./function.ts";
import { putMachine } from "./machine.ts";
import { person } from "./person.ts";
import { withPipeline } from "./pipeline.ts";
import { withPolicy } from "./policy.ts";
import { withPreview } from "./preview.ts";
import { tableActive } from "./table-active.ts";

/** What was deployed, so that a later process can take it up: each entry's outputs and the mark of what it was made from. */
export interface Deployed {
  readonly config: string;
  readonly entries: Readonly<
    Record<string, { readonly mark: string; readonly outputs: Record<string, string> }>
  >;
}

export interface DeploySetting {
  readonly document: PlatformDocument;
  /** Overrides of every group's release policy. */
  readonly policy: Partial<ReleasePolicy>;
  /** What an earlier process deployed and the store gave back. */
  readonly before: Deployed | undefined;
}

/**
 * Makes everything of a platform document, in its order, as the person who deploys. What the services still have from
 * `before` is left as it is. Throws an Error when the document has changed in a way that only a fresh start can follow.
 */
export async function deploy(cloud: Cloud, { document, policy, before }: DeploySetting): Promise<Deployed> {
  const answers: Answers = new Map();
  const entries: Record<string, Deployed["entries"][string]> = {};
  for (const one of document.entries) {
    const { plane } = cloud.world;
    const entry = withPipeline(
      withPreview(withPolicy(one, document, policy), document, plane),
      document,
      plane,
    );
    const known = before?.entries[entry.id];
    const mark = markOf(entry);
    const outputs =
      known && isKept(cloud, entry, known.mark === mark)
        ? known.outputs
        : await make(cloud, document, entry, resolved(entry, answers));
    answers.set(entry.id, outputs);
    entries[entry.id] = { mark, outputs };
  }
  return { config: document.config, entries };
}

const markOf = madeOnce((entry: Entry) => hash("sha256", textOf(entry)).slice(0, 16));

/** Whether what an earlier process made of an entry is still there and still right. */
function isKept({ services }: Cloud, { id, call, image }: Entry, same: boolean): boolean {
  if (image) return same;
  if (!call || !services.find(({ name }) => name === call.service)?.memory) return false;
  if (same || /^(Put|Modify|Update|Register)/.test(call.operation)) return same;
  throw new Error(
    `the kept state was deployed before ${id} became what it is now: delete its directory to start afresh`,
  );
}

async function make(
  cloud: Cloud,
  document: PlatformDocument,
  entry: Entry,
  ready: Entry,
): Promise<Record<string, string>> {
  const { call, role, function: fn, machine, image, routingControl, safetyRule } = ready;
  const { world } = cloud;
  if (role) cloud.roles.createRole(role);
  if (routingControl) cloud.routing.add(routingControl);
  if (safetyRule) cloud.routing.addRule(safetyRule);
  if (fn) installFunction(cloud, fn, document);
  if (machine) await putMachine(world, machine);
  if (image) {
    const { region, repository: repositoryName, tag: imageTag } = image;
    const manifest = imageManifest({ behaviour: "good", version: imageTag });
    const input = { repositoryName, imageTag, imageManifest: manifest };
    await world.call("ecr", "PutImage", input, { region, principal: person });
  }
  if (!call) return {};
  const caller = { region: call.region, principal: person };
  // The document's calls were typed where they were written, in scripts/translate; the gate refuses an unknown one by name.
  const answer: unknown = await world.call(
    call.service as ServiceName,
    call.operation as never,
    call.input as never,
    caller,
  );
  if (call.operation === "CreateTable") await tableActive(world, call.region, String(call.input.TableName));
  if (call.operation === "CreateFileSystem")
    await fileSystemAvailable(world, call.region, String(call.input.CreationToken));
  if (call.operation === "CreateGlobalCluster")
    await clusterAvailable(world, call.region, String(call.input.SourceDBClusterIdentifier));
  return outputsIn(entry, answer);
}
