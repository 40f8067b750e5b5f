import type { Names } from "@signalbox/core/platform/names";
import { names, region } from "../workflows/laptop.fixture.ts";

/** Under which names, and where, what a matrix strikes is deployed. */
export interface Stands {
  readonly names: Names;
  readonly region: string;
}

/** Development, in its one region. */
export const usual: Stands = { names, region };
