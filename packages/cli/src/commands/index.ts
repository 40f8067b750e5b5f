import type { AnyCommand } from "../command.ts";
import { eventsPut } from "./events-put.ts";
import { history } from "./history.ts";

/** Every command, in the order that help lists them. */
export const commands: readonly AnyCommand[] = [history, eventsPut];
