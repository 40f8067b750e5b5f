import type { ReadHashes } from "@signalbox/functions/cache/hashes";
import type { Random } from "../random.ts";
import { Hashes } from "./hashes.ts";
import { openRedis, type RedisDouble } from "./server.ts";

/** The caches of a world, one a region. */
export interface Caches {
  /** What the cache of a region holds; its tasks reach it, be it open or not. */
  hashesOf(region: string): Hashes;
  /** Opens a region's cache for everybody else; answers its URL. */
  open(region: string): Promise<string>;
  /** Nobody else reaches it any more. */
  close(region: string): Promise<void>;
  stop(): Promise<void>;
  /** How a Lambda reads one, where it is no server. */
  readonly read?: ReadHashes;
}

function hashesByRegion(): Caches["hashesOf"] {
  const all = new Map<string, Hashes>();
  return (region) => {
    const hashes = all.get(region) ?? new Hashes();
    all.set(region, hashes);
    return hashes;
  };
}

/** Servers on this machine, by Redis's own protocol. */
export function realCaches(random: Random): Caches {
  const hashesOf = hashesByRegion();
  const servers = new Map<string, RedisDouble>();
  const close = async (region: string): Promise<void> => {
    const server = servers.get(region);
    servers.delete(region);
    await server?.close();
  };
  return {
    hashesOf,
    open: async (region) => {
      await close(region);
      const server = await openRedis(hashesOf(region), random.uuid().replaceAll("-", ""));
      servers.set(region, server);
      return server.url;
    },
    close,
    stop: async () => {
      await Promise.all([...servers.keys()].map(close));
    },
  };
}

/** The same without sockets, for virtual time. */
export function modelCaches(): Caches {
  const hashesOf = hashesByRegion();
  const open = new Map<string, string>();
  return {
    hashesOf,
    open: async (region) => {
      const url = `model://cache.${region}`;
      open.set(url, region);
      return url;
    },
    close: async (region) => {
      open.delete(`model://cache.${region}`);
    },
    stop: async () => open.clear(),
    read: async (url, keys) => {
      const region = open.get(url);
      if (region === undefined) throw new Error(`connect ECONNREFUSED ${url}`);
      return keys.map((key) =>
        hashesOf(region)
          .entries(key)
          .map(([field]) => field),
      );
    },
  };
}
