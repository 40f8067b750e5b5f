import { z } from "zod";
import type { World } from "../../world/world.ts";
import { type Doors, type RawDoor, Refusal } from "../door.ts";
import { decideRestore, RestoreDecisionRequest } from "./backup-decisions.ts";
import { planRestoreOf, RestorePlanRequest } from "./backup-plan.ts";
import { DecisionRequest, decide } from "./decisions.ts";
import {
  canRedrive,
  definitionOf,
  RedriveRequest,
  redrive,
  StartRequest,
  StopRequest,
  start,
  stop,
} from "./executions.ts";
import { PushRequest, pushImage } from "./images.ts";
import { servePage } from "./page.ts";
import { planRelease } from "./plan.ts";
import { platformsOf } from "./platforms.ts";
import { reportOf } from "./report.ts";
import { streamOf } from "./stream.ts";
import type { Broken } from "./view.ts";
import { errorDocuments, otherMachines, startable } from "./workflows.ts";

const home = "/console/";

const toPage: RawDoor = (_request, response) => {
  response.writeHead(302, { location: home }).end();
};

const PlanRequest = z.strictObject({
  region: z.string(),
  workflow: z.literal("release"),
  input: z.record(z.string(), z.unknown()),
});

/** The page, its stream, and what its buttons do. */
export function consoleDoors(world: World, faults: Broken): Doors {
  const platforms = platformsOf(world);
  const platformIn = async (region: string) => {
    const found = (await platforms()).find((platform) => platform.region === region);
    if (!found) throw new Refusal(404, `Signalbox is not deployed in ${region}`);
    return found;
  };
  const watch = streamOf(world, faults);
  return {
    raw: {
      "GET /": toPage,
      "GET /console": toPage,
      [`GET ${home}`]: (_request, response, { pathname }) => {
        void servePage(response, pathname.slice(home.length));
      },
      "GET /_signalbox/stream": (_request, response, { searchParams }) => {
        watch(response, searchParams.get("execution") ?? undefined);
      },
    },
    json: {
      "GET /_signalbox/clock": () => ({ now: world.clock.now() }),
      "GET /_signalbox/workflows": async () => {
        const deployed = await platforms();
        return {
          workflows: [...startable(deployed), ...(await otherMachines(world, deployed))],
          errors: errorDocuments(),
          redrives: await canRedrive(world),
        };
      },
      "GET /_signalbox/definition": ({ query }) => definitionOf(world, query.get("execution") ?? ""),
      "GET /_signalbox/report": async ({ query }) =>
        reportOf(world, await platforms(), query.get("execution") ?? ""),
      "POST /_signalbox/plan": async ({ body }) => {
        const { region, input } = read(PlanRequest, body);
        return planRelease(world, await platformIn(region), input);
      },
      "POST /_signalbox/backups/plan": async ({ body }) => {
        const request = read(RestorePlanRequest, body);
        return planRestoreOf(world, await platformIn(request.region), request);
      },
      "POST /_signalbox/backups/decisions": async ({ body }) => {
        const { region, decision } = read(RestoreDecisionRequest, body);
        return decideRestore(world, await platformIn(region), decision);
      },
      "POST /_signalbox/executions": ({ body }) => start(world, read(StartRequest, body)),
      "POST /_signalbox/executions/stop": ({ body }) => stop(world, read(StopRequest, body)),
      "POST /_signalbox/executions/redrive": ({ body }) => redrive(world, read(RedriveRequest, body)),
      "POST /_signalbox/decisions": async ({ body }) => {
        const request = read(DecisionRequest, body);
        return decide(world, await platformIn(request.region), request);
      },
      "POST /_signalbox/images": ({ body }) => pushImage(world, read(PushRequest, body)),
    },
  };
}

function read<Schema extends z.ZodType>(schema: Schema, body: string): z.output<Schema> {
  const parsed = schema.safeParse(JSON.parse(body));
  if (!parsed.success) throw new Refusal(400, z.prettifyError(parsed.error));
  return parsed.data;
}
