import { type IncomingMessage, request as open } from "node:http";

/** Where the replicas are reached: the load balancer's listener. */
export interface Engine {
  readonly host: string;
  readonly port: number;
}

export const engineAt = (url: string): Engine => {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port || 80) };
};

/**
 * Whether an answer is the load balancer's own word that its target groups have no target for the request, and no engine's: such answers
 * have its name (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html, HTTP 503).
 */
export const isNobody = ({ statusCode, headers }: IncomingMessage): boolean =>
  statusCode === 503 && String(headers.server).startsWith("awselb/");

export interface Whole {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

/** A list is a few KB; what is longer than this is none. */
const longestBody = 1_000_000;
const longestMs = 5_000;

/** Asks by GET; undefined where there is no whole answer in five seconds, `nobody` where no replica serves. */
export const get = ({ host, port }: Engine, path: string): Promise<Whole | "nobody" | undefined> =>
  new Promise((resolve) => {
    const asked = open({ host, port, path, agent: false, signal: AbortSignal.timeout(longestMs) });
    asked.on("error", () => resolve(undefined));
    asked.on("response", (answer) => {
      const pieces: Buffer[] = [];
      let length = 0;
      answer.on("data", (piece: Buffer) => {
        length += piece.length;
        if (length > longestBody) asked.destroy();
        else pieces.push(piece);
      });
      answer.on("error", () => resolve(undefined));
      answer.on("close", () => resolve(undefined));
      answer.on("end", () =>
        resolve(
          isNobody(answer)
            ? "nobody"
            : {
                status: answer.statusCode ?? 0,
                contentType: answer.headers["content-type"] ?? "text/plain",
                body: Buffer.concat(pieces),
              },
        ),
      );
    });
    asked.end();
  });
