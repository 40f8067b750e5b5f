import type { Application, Reply, Route } from "@signalbox/local/images/application";
import { mannerOf } from "@signalbox/local/images/behaviour";
import { imageFor } from "@signalbox/local/images/catalogue";
import { DoubleContainer } from "@signalbox/local/images/container";
import { httpService } from "@signalbox/local/images/http-service/application";
import { openWebUi } from "@signalbox/local/images/open-webui/application";

/** Half a minute is 4.4 deviations off. */
const stream = { median: 8, sigma: 0.3 };

/**
 * The laptop's images, whose answers take seconds to be streamed, as a model's do, but less than any deadline that a side which
 * leaves has (the drain of a policy, the deregistration delay of a target group): each one that is cut was cut too early.
 */
export const streaming: typeof imageFor = (repository) => {
  const image = imageFor(repository);
  const application = repository.endsWith("open-webui") ? openWebUi : httpService;
  return (
    image && {
      ...image,
      create: (setting) => {
        // A slow version is late with its first byte; a stream that were five times as long would outlast the deadlines.
        const median = stream.median / mannerOf(setting.annotations).slowness;
        return new DoubleContainer(streamed(application, { ...stream, median }), setting);
      },
    }
  );
};

/** The chats where there are any, and all that has no route of its own. */
function streamed({ start, routes, fallback }: Application, seconds: typeof stream): Application {
  const slowly = (route: Route): Route => ({
    ...route,
    kind: "stream",
    stream: seconds,
    reply: (request, facts) => inPieces(route.reply(request, facts)),
  });
  return {
    start,
    routes: new Map([...routes].map(([path, route]) => [path, route.stream ? slowly(route) : route])),
    fallback: (method) => slowly(fallback(method)),
  };
}

const inPieces = ({ body, ...reply }: Reply): Reply => ({
  ...reply,
  body: typeof body === "string" ? [body.slice(0, 1), body.slice(1)] : body,
});
