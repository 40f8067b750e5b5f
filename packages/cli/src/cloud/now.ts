import { z } from "zod";
import type { Io } from "../io.ts";
import type { Cloud } from "./open.ts";

const Told = z.object({ now: z.number() });

/**
 * What time it is on a cloud, in milliseconds since 1970: a local one may run faster than this machine. One that has no such
 * door keeps the time of this machine.
 */
export async function nowOn({ target }: Cloud, io: Io): Promise<number> {
  if (target.kind === "aws") return io.clock.now();
  const answer = await fetch(`${target.endpoint}/_signalbox/clock`).catch(() => undefined);
  const told = answer?.ok ? Told.safeParse(await answer.json().catch(() => undefined)).data : undefined;
  return told?.now ?? io.clock.now();
}
