import type { RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb.js";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import type { Resource } from "../graph.ts";
import { callFunction } from "./functions.ts";
import { outputsOf } from "./outputs.ts";
import { defaultRegion } from "./place.ts";
import { plain } from "./plain.ts";
import { isKnown } from "./unknown.ts";

/** Takes the place of Pulumi's engine: keeps what is registered, and answers as AWS would have. */
export class Recorder extends MockMonitor {
  readonly recorded: Resource[] = [];
  readonly problems: string[] = [];
  readonly #urns = new Set<string>();
  readonly #regions = new Map<string, string>();
  #request: RegisterResourceRequest | undefined;
  #created: Omit<Resource, "urn"> | undefined;

  constructor() {
    super({
      newResource: ({ type, name, inputs, id }) =>
        this.#request ? this.#create(this.#request, type, name, inputs) : this.#lookUp(type, id ?? name),
      call: ({ token, inputs, provider }) => this.#call(token, inputs, this.#regionOf(provider)),
    });
  }

  // The mocks see inputs alone; what else a registration says (protect, parent …) stands in the request. They are called
  // before this method first waits, so that request and resource cannot be mixed up.
  override registerResource(
    request: RegisterResourceRequest,
    callback: (error: unknown, answer: RegisterResourceResponse | undefined) => void,
  ): Promise<void> {
    this.#request = request;
    this.#created = undefined;
    const answered = super.registerResource(
      request,
      (error: unknown, answer: RegisterResourceResponse | undefined) => {
        if (answer && created) this.#record(answer.getUrn(), created);
        if (error) this.problems.push(error instanceof Error ? error.message : String(error));
        callback(error, answer);
      },
    );
    const created = this.#created;
    return answered;
  }

  #call(token: string, inputs: Record<string, unknown>, region: string) {
    try {
      return callFunction(token, inputs, region);
    } catch (error) {
      this.problems.push(error instanceof Error ? error.message : String(error)); // Pulumi drops it
      throw error;
    }
  }

  /** What exists already; SST's components look up what they are given. */
  #lookUp(type: string, id: string) {
    const found = this.recorded.find((one) => one.type === type && one.id === id);
    if (!found) this.problems.push(`${type} ${id} is looked up, and the deployment makes no such thing`);
    return { id, state: { ...found?.inputs, ...found?.outputs } };
  }

  #create(request: RegisterResourceRequest, type: string, name: string, given: Record<string, unknown>) {
    this.#request = undefined;
    const inputs = plain(given);
    const region = typeof inputs.region === "string" ? inputs.region : this.#regionOf(request.getProvider());
    const custom = request.getCustom();
    const { id, ...outputs } = custom ? outputsOf({ type, name, inputs, region }) : { id: "" };
    const [, , parentType, parent] = request.getParent().split("::");
    this.#created = {
      type,
      name,
      region: custom ? region : "global",
      inputs,
      outputs: Object.fromEntries(Object.entries(outputs).filter(([, output]) => isKnown(output))),
      id: isKnown(id) ? String(id) : "",
      ...(parent && parentType !== "pulumi:pulumi:Stack" && { parent }),
      protect: request.getProtect() ?? false,
      retainOnDelete: request.getRetainondelete() ?? false,
      ignoreChanges: request.getIgnorechangesList(),
      dependencies: request.getDependenciesList(),
    };
    return { id: String(id), state: { ...given, ...outputs } };
  }

  #record(urn: string, created: Omit<Resource, "urn">): void {
    if (this.#urns.has(urn)) this.problems.push(`registered twice: ${urn}`);
    this.#urns.add(urn);
    if (created.type === "pulumi:pulumi:Stack") return;
    if (created.type.startsWith("pulumi:providers:")) this.#regions.set(urn, created.region);
    this.recorded.push({ ...created, urn });
  }

  /** A provider is referred to as URN::id. */
  #regionOf(provider: string | undefined): string {
    return this.#regions.get(provider?.split("::").slice(0, -1).join("::") ?? "") ?? defaultRegion;
  }
}
