import { request as open } from "node:http";
import { text } from "node:stream/consumers";
import type { Asked, Told } from "../plane.ts";
import { fromHeader } from "./headers.ts";

/** One request over a connection of its own. Rejects where there is no whole answer. */
export function ask(url: string, { method, path, host, headers, from, body }: Asked): Promise<Told> {
  const { hostname, port } = new URL(url);
  const fields = { ...headers, host, ...(from !== undefined && { [fromHeader]: from }) };
  return new Promise((resolve, reject) => {
    const sending = open({ hostname, port, agent: false, method, path, headers: fields });
    sending.on("error", reject);
    sending.on("response", (response) => {
      text(response).then((all) => resolve({ status: response.statusCode ?? 0, text: all }), reject);
    });
    sending.end(body);
  });
}
