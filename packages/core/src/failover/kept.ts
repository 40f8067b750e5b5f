import type { Config } from "../config/config.ts";
import { longestStopMs } from "./lease.ts";

type Service = Pick<Config["services"][string], "needs" | "stopSeconds">;

/** Whether the tasks of a service run under a lease: they write to the database, and there is another region that may take it over. */
export const isKept = ({ regions }: Pick<Config, "regions">, { needs }: Pick<Service, "needs">): boolean =>
  regions.length > 1 && needs.includes("database");

/** How long a container of the service has between SIGTERM and SIGKILL: under a lease no longer than that allows. */
export const stopSecondsOf = (config: Pick<Config, "regions">, service: Service): number =>
  isKept(config, service) ? Math.min(service.stopSeconds, longestStopMs / 1_000) : service.stopSeconds;
