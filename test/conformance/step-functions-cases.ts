import { readFileSync } from "node:fs";
import type { Json, JsonObject } from "@signalbox/local/engine/json";

/** A recorded execution; test/fixtures/conformance/sfn-NOTICE.md says where it comes from and how it is written. */
export interface Case {
  readonly id: string;
  readonly queryLanguage: "JSONata" | "JSONPath" | "mixed";
  readonly definition: JsonObject;
  readonly input: Json;
  readonly mocks?: readonly Mock[];
  readonly expected: {
    readonly status: string;
    readonly output?: Json;
    readonly error?: string;
    readonly cause?: Json;
    readonly history: readonly Flat[];
  };
  /** Set where the recorder lost the order of some events. */
  readonly historyOrder?: string;
}

export interface Mock {
  readonly state: string;
  readonly returns?: Json;
  readonly submitted?: Json;
  readonly raises?: { readonly error?: string; readonly cause?: Json; readonly event: string };
}

/** An event with its details beside its id, type and predecessor. */
export interface Flat {
  readonly id: number;
  readonly prev: number;
  readonly type: string;
  readonly [detail: string]: Json;
}

export function readCases<T>(file: string): readonly T[] {
  const url = new URL(`../fixtures/conformance/${file}`, import.meta.url);
  return readFileSync(url, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line): T => JSON.parse(line));
}
