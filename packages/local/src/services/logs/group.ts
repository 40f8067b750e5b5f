export interface LogEvent {
  /** 56 digits that sort as the events do: by time, then by arrival. */
  readonly id: string;
  readonly stream: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly ingested: number;
  readonly message: string;
}

export interface Stream {
  readonly name: string;
  readonly arn: string;
  readonly created: number;
  first?: number;
  last?: number;
  ingested?: number;
}

/** AWS counts 26 bytes beside an event's message. */
const bytesBeside = 26;

/**
 * What a group keeps at most, whatever its retention: AWS keeps all, a laptop's memory does not. The oldest events make
 * room, then the oldest streams without events.
 */
const eventsAtMost = 20_000;
const bytesAtMost = 16 * 1024 * 1024;
const streamsAtMost = 2000;

export class LogGroup {
  readonly name: string;
  readonly arn: string;
  readonly created: number;
  readonly tags = new Map<string, string>();
  readonly streams = new Map<string, Stream>();
  /** Sorted by id. */
  readonly events: LogEvent[] = [];
  retentionDays: number | undefined;
  bytes = 0;
  #arrived = 0;

  constructor(name: string, arn: string, created: number) {
    this.name = name;
    this.arn = arn;
    this.created = created;
  }

  addStream(name: string, now: number): Stream {
    const stream: Stream = { name, arn: `${this.arn}:log-stream:${name}`, created: now };
    this.streams.set(name, stream);
    if (this.streams.size > streamsAtMost) this.#dropStreams();
    return stream;
  }

  append(stream: Stream, timestamp: number, message: string, now: number): void {
    const at = Math.floor(timestamp);
    const id = `${at}`.padStart(20, "0") + `${this.#arrived++}`.padStart(36, "0");
    const event: LogEvent = { id, stream: stream.name, timestamp: at, ingested: Math.floor(now), message };
    // Nearly always the last place.
    let place = this.events.length;
    while (place > 0 && (this.events[place - 1]?.id ?? "") > id) place--;
    this.events.splice(place, 0, event);
    this.bytes += sizeOf(event);
    stream.first = Math.min(stream.first ?? at, at);
    stream.last = Math.max(stream.last ?? at, at);
    stream.ingested = event.ingested;
    if (this.events.length > eventsAtMost || this.bytes > bytesAtMost) this.#dropEvents();
  }

  deleteStream(name: string): void {
    this.streams.delete(name);
    const kept = this.events.filter(({ stream }) => stream !== name);
    this.#keep(kept);
  }

  /** Forgets what is older than the retention. */
  expire(now: number): void {
    if (this.retentionDays === undefined) return;
    const before = now - this.retentionDays * 86_400_000;
    if ((this.events[0]?.timestamp ?? now) >= before) return;
    this.#keep(this.events.filter(({ timestamp }) => timestamp >= before));
  }

  /** A tenth at once, so that not every event moves all others. */
  #dropEvents(): void {
    let drop = Math.ceil(eventsAtMost / 10);
    let left = this.bytes - this.events.slice(0, drop).reduce((sum, event) => sum + sizeOf(event), 0);
    while (left > bytesAtMost && drop < this.events.length - 1) {
      const event = this.events[drop++];
      if (event) left -= sizeOf(event);
    }
    this.#keep(this.events.slice(drop));
  }

  #dropStreams(): void {
    const used = new Set(this.events.map(({ stream }) => stream));
    for (const name of this.streams.keys()) {
      if (this.streams.size <= streamsAtMost * 0.9) return;
      if (!used.has(name)) this.streams.delete(name);
    }
  }

  #keep(events: readonly LogEvent[]): void {
    this.events.splice(0, this.events.length, ...events);
    this.bytes = events.reduce((sum, event) => sum + sizeOf(event), 0);
  }
}

export function sizeOf({ message }: { readonly message: string }): number {
  return Buffer.byteLength(message) + bytesBeside;
}
