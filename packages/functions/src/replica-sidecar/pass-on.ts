import { createServer, request as open, type RequestListener, type Server } from "node:http";
import { endToEnd } from "@signalbox/core/end-to-end";
import { answerTokens, tailLength } from "@signalbox/core/scaling/sidecar/answer-tokens";
import { asksForWork, type Passing } from "@signalbox/core/scaling/sidecar/passing";

/**
 * Passes every request to the engine and its answer back, both as they come, and counts those that ask for work. A client that leaves is
 * told on at once: Ollama stops generating, or takes the request out of its queue.
 */
export const passOn = (enginePort: number, passing: Passing): Server =>
  // It never closes an idle connection, or it would do so just when the load balancer sends the next request on it.
  createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, listener(enginePort, passing));

const listener =
  (port: number, passing: Passing): RequestListener =>
  (request, response) => {
    const { method = "GET", url = "/" } = request;
    const left = asksForWork(method, url) ? passing.came() : () => {};
    let answered: number | undefined;
    let tail = "";
    // A connection of its own for each request: one that is kept may be closed by the engine just then, and nobody tries again.
    const upstream = open({
      host: "127.0.0.1",
      port,
      agent: false,
      method,
      path: url,
      headers: endToEnd(request.rawHeaders),
    });
    upstream.on("response", (answer) => {
      answered = answer.statusCode ?? 502;
      response.writeHead(answered, endToEnd(answer.rawHeaders));
      // The head of a stream would wait for its first piece, which comes when the prompt is read.
      response.flushHeaders();
      answer.on("data", (piece: Buffer) => {
        tail = (tail + piece.toString("latin1")).slice(-tailLength);
      });
      answer.on("error", () => response.destroy());
      answer.pipe(response);
    });
    upstream.on("error", () => {
      if (response.destroyed) return;
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { "content-type": "text/plain" }).end("the engine does not answer");
    });
    response.on("close", () => {
      upstream.destroy();
      left(answered === undefined ? undefined : { status: answered, tokens: answerTokens(tail) });
    });
    request.pipe(upstream);
  };
