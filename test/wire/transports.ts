import type { Call } from "@signalbox/local/gate/gate";
import { modules, type ServiceName } from "@signalbox/local/services/modules";
import { serve } from "@signalbox/local/wire/server";
import { type AnyClient, shortCircuit } from "@signalbox/local/wire/short-circuit";
import { realClock } from "@signalbox/local/world/clock";

/** An SDK client of any service, used without its types: tables of operations have none. */
export interface LooseClient extends AnyClient<object, object> {
  send(command: object): Promise<object>;
  destroy(): void;
}

type ClientClass = new (config: object) => LooseClient;
type CommandClass = new (input: object) => object;

/** What a client speaks; its own protocol unless said. */
export interface Spoken {
  readonly protocol?: { readonly name: string };
}

/** Clients of every service over one transport, and a handler that remembers the call and answers what it is told to. */
export interface Bed {
  /** The same one for the same service and protocol: to make one costs as much as ten calls. */
  client(service: ServiceName, config?: Spoken): LooseClient;
  /** What the next calls are answered; an error is thrown. */
  answerWith(answer: (call: Call) => object): void;
  lastCall(): Call;
  close(): Promise<void>;
}

export const transports = { http: httpBed, "short circuit": shortCircuitBed } as const;

const settings = {
  region: "eu-central-1",
  credentials: { accessKeyId: "AKIATEST", secretAccessKey: "secret" },
  maxAttempts: 1,
  // Some operations would be called at sync-127.0.0.1, which no resolver knows.
  disableHostPrefix: true,
};

async function httpBed(): Promise<Bed> {
  const recorder = record();
  const server = await serve({
    handle: recorder.handle,
    port: 0,
    principalOf: () => ({ kind: "person" }),
    requestIds: recorder.requestIds,
  });
  const clients = new Map<string, LooseClient>();
  return {
    ...recorder,
    client: madeOnce(
      clients,
      (service, config) => new (clientClass(service))({ ...settings, endpoint: server.url, ...config }),
    ),
    close: async () => {
      for (const client of clients.values()) client.destroy();
      await server.close();
    },
  };
}

async function shortCircuitBed(): Promise<Bed> {
  const recorder = record();
  return {
    ...recorder,
    client: madeOnce(new Map(), (service, config) => {
      const client = new (clientClass(service))({ ...settings, ...config });
      shortCircuit(client, service, recorder.handle, {
        region: settings.region,
        principal: { kind: "person" },
        requestIds: recorder.requestIds,
        clock: realClock(),
      });
      return client;
    }),
    close: async () => {},
  };
}

const madeOnce =
  (known: Map<string, LooseClient>, make: Bed["client"]): Bed["client"] =>
  (service, config = {}) => {
    const key = `${service} ${config.protocol?.name}`;
    const client = known.get(key) ?? make(service, config);
    known.set(key, client);
    return client;
  };

function record() {
  let answer: (call: Call) => object = () => ({});
  let last: Call | undefined;
  let requests = 0;
  return {
    requestIds: () => `request-${++requests}`,
    handle: async (call: Call): Promise<object> => {
      last = call;
      return answer(call);
    },
    answerWith: (next: (call: Call) => object) => {
      answer = next;
    },
    lastCall: (): Call => {
      if (!last) throw new Error("nothing was called");
      return last;
    },
  };
}

/** The command of an operation, such as GetItemCommand. */
export function command(service: ServiceName, operation: string, input: object): object {
  const Command: unknown = Reflect.get(modules[service], `${operation}Command`);
  if (!isCommandClass(Command)) throw new Error(`${service} exports no ${operation}Command`);
  return new Command(input);
}

function clientClass(service: ServiceName): ClientClass {
  const found = Object.values(modules[service]).find(isClientClass);
  if (!found) throw new Error(`${service} exports no client`);
  return found;
}

const isCommandClass = (value: unknown): value is CommandClass => typeof value === "function";

const isClientClass = (value: unknown): value is ClientClass =>
  typeof value === "function" && value.name.endsWith("Client") && value.name !== "Client";
