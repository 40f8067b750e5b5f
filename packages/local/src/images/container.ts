import type { Application, Chats, HalfRead, ImageRequest, Reply, Route, Work } from "./application.ts";
import { json } from "./application.ts";
import { type Manner, mannerNamed, mannerOf } from "./behaviour.ts";
import type {
  Behaviour,
  Container,
  ContainerSetting,
  ImageRequestHead,
  ImageResponse,
  StartUp,
} from "./image.ts";
import { sample } from "./latency.ts";

/** Until it is ready the real process does not listen; the double answers 503, which a health check takes as ill alike. */
const notReady: Behaviour = { status: 503, firstByteSeconds: 0.001, lastByteSeconds: 0.001 };

/** Runs an application as a container: it starts up, meets requests in its manner, drains and ends. */
export class DoubleContainer implements Container {
  readonly #application: Application;
  readonly #setting: ContainerSetting;
  readonly #manner: Manner;
  readonly #version: string;
  readonly #readyAt: number;
  readonly #gone = new AbortController();
  readonly #chats: Chats | undefined;
  readonly #work: Work | undefined;
  #draining = false;
  /** Requests in `answer` that have not been answered to the last byte. */
  #open = 0;
  /** When the last request met by `behave` alone ends. */
  #busyUntil = 0;
  #closed: (() => void) | undefined;

  constructor(application: Application, setting: ContainerSetting) {
    this.#application = application;
    this.#setting = setting;
    this.#manner = mannerOf(setting.annotations);
    this.#chats = application.chats?.(setting);
    this.#work = application.work?.(setting, this.#gone.signal);
    this.#version = setting.annotations["org.opencontainers.image.version"] ?? setting.revision;
    const { startUp } = setting;
    const startsMs = startUp
      ? startUp.weightsMs + startUp.warmUpMs
      : sample(application.start, setting.random) * 1000;
    this.#readyAt = this.#manner.starts ? setting.clock.now() + startsMs : Number.POSITIVE_INFINITY;
    if (startUp) void this.#tellOf(startUp).catch(() => {});
  }

  behave(request: ImageRequestHead): Behaviour {
    const route = this.#route(request);
    const behaviour = this.#decide(route, request);
    this.#setGoing(route, request, behaviour);
    const end = this.#setting.clock.now() + behaviour.lastByteSeconds * 1000;
    if (end > this.#busyUntil) this.#busyUntil = end;
    return behaviour;
  }

  async answer(request: ImageRequest): Promise<ImageResponse> {
    const { clock, random, revision } = this.#setting;
    const route = this.#route(request);
    const behaviour = this.#decide(route, request);
    const task = this.#setGoing(route, request, behaviour);
    const facts = {
      version: this.#version,
      now: clock.now(),
      seconds: { first: behaviour.firstByteSeconds, last: behaviour.lastByteSeconds },
      uuid: () => random.uuid(),
      ...(task !== undefined && { task }),
    };
    const reply = behaviour.status >= 500 ? failure(behaviour.status) : route.reply(request, facts);
    const headers = { "content-type": reply.contentType, "x-revision": revision };
    const pieces = reply.body;
    this.#open++;
    if (typeof pieces === "string") {
      await clock.sleep(behaviour.lastByteSeconds * 1000).finally(() => this.#end());
      return { status: reply.status, headers, body: pieces };
    }
    await clock.sleep(behaviour.firstByteSeconds * 1000);
    const gap = ((behaviour.lastByteSeconds - behaviour.firstByteSeconds) * 1000) / (pieces.length - 1);
    return { status: reply.status, headers, body: this.#stream(pieces, gap) };
  }

  async terminate(): Promise<void> {
    this.#draining = true;
    const { clock } = this.#setting;
    if (this.#open > 0)
      await new Promise<void>((resolve) => {
        this.#closed = resolve;
      });
    while (clock.now() < this.#busyUntil) await clock.sleep(this.#busyUntil - clock.now());
  }

  ended(): void {
    this.#gone.abort();
  }

  /**
   * Prepares the database with the first health check that is met; writes the chat; begins background work and answers its id;
   * while it goes on it stands in the cache, and for ever if it is killed.
   */
  #setGoing(route: Route, request: HalfRead, { status }: Behaviour): string | undefined {
    // What the database refuses is tried again: it may have been brought back.
    if (route.kind === "stream" && (status < 500 || this.#chats?.failing)) this.#chats?.write();
    if (status >= 500) return undefined;
    if (route.kind === "health") this.#chats?.prepare();
    const background = route.background?.(request);
    if (!background) return undefined;
    const { random, clock, cache, environment } = this.#setting;
    const id = random.uuid();
    const key = this.#application.tasksKey?.(environment);
    if (key !== undefined) cache?.set(key, id, background.chat);
    const lastsMs = sample(background.lasts, random) * this.#manner.slowness * 1000;
    void clock.sleep(lastsMs, this.#gone.signal).then(
      () => key !== undefined && cache?.delete(key, id),
      () => {},
    );
    return id;
  }

  /** The line of vLLM's log that says how long its weights took; the end of the warm-up shows in its health. */
  async #tellOf({ weightsMs }: StartUp): Promise<void> {
    await this.#setting.clock.sleep(weightsMs, this.#gone.signal);
    this.#setting.log?.(`Loading weights took ${(weightsMs / 1000).toFixed(2)} seconds`);
  }

  #route({ method, path }: ImageRequestHead): Route {
    const query = path.indexOf("?");
    const bare = query < 0 ? path : path.slice(0, query);
    return this.#application.routes.get(`${method} ${bare}`) ?? this.#application.fallback(method);
  }

  #decide(route: Route, request: HalfRead): Behaviour {
    const { clock, random } = this.#setting;
    const imposed = this.#setting.imposed?.();
    const manner = imposed ? mannerNamed(imposed) : this.#manner;
    // One that hangs answers as one that never started.
    if (clock.now() < this.#readyAt || !manner.starts || (this.#draining && route.kind !== "plain"))
      return notReady;
    if (this.#chats?.boot() === false) return notReady;
    const { slowness, errorShare } = route.kind === "health" ? healthy : manner;
    const first = sample(route.firstByte, random) * slowness;
    const refused = route.kind === "stream" && this.#chats?.failing;
    if ((errorShare > 0 && random.next() < errorShare) || refused)
      return { status: 500, firstByteSeconds: first, lastByteSeconds: first };
    if (route.kind === "stream" && this.#work) {
      const taken = this.#work.take(request, slowness);
      if (!taken) return notReady;
      return {
        status: route.status ?? 200,
        firstByteSeconds: first + taken.firstByte,
        lastByteSeconds: first + taken.lastByte,
      };
    }
    const rest = route.stream ? sample(route.stream, random) * slowness : 0;
    return { status: route.status ?? 200, firstByteSeconds: first, lastByteSeconds: first + rest };
  }

  async *#stream(pieces: readonly string[], gap: number): AsyncGenerator<string> {
    try {
      for (const [index, piece] of pieces.entries()) {
        if (index > 0) await this.#setting.clock.sleep(gap);
        yield piece;
      }
    } finally {
      this.#end();
    }
  }

  #end(): void {
    this.#open--;
    if (this.#open === 0) this.#closed?.();
  }
}

/** Health checks meet neither slowness nor errors: such a version must be found by its traffic. */
const healthy = { slowness: 1, errorShare: 0 };

const failure = (status: number): Reply =>
  status === 503
    ? json({ detail: "Service unavailable" }, 503)
    : { status, contentType: "text/plain; charset=utf-8", body: "Internal Server Error" };
