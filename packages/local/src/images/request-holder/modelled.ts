import { kindOf } from "@signalbox/core/scaling/hold/lists";
import { engineAt } from "@signalbox/functions/request-holder/engine";
import { Holder, type Visit } from "@signalbox/functions/request-holder/holder";
import { holderSettingsOf } from "@signalbox/functions/request-holder/settings";
import { type Answer, later } from "../../world/plane/answer.ts";
import type { ContainerSetting, ImageRequestHead } from "../image.ts";

/** An answer of no engine's. */
export const own = (status: number): Answer => ({
  kind: "answered",
  status,
  revision: undefined,
  firstByteSeconds: 0.001,
  lastByteSeconds: 0.001,
});

/** Who leaves is not modelled. */
const stays = new AbortController().signal;

/** The holder for traffic without bodies: what lets through, holds and looks is the same. */
export function modelledHolder({ clock, environment, visit, listenerAt }: ContainerSetting) {
  const { engine, engineUrl, readyPath, limits, patienceMs } = holderSettingsOf(environment);
  const { host, port } = engineAt(engineUrl);
  const send = async (request: ImageRequestHead): Promise<Answer> => {
    const url = listenerAt?.(host, port);
    if (!visit || url === undefined) return own(502);
    return await visit(url, request);
  };
  const holder = new Holder({
    clock,
    limits,
    patienceMs,
    look: async () => {
      const answer = await send({ method: "GET", path: readyPath, headers: {} });
      if (isNobody(answer)) return "nobody";
      return answer.kind === "answered" && answer.status === 200 ? "serves" : "unknown";
    },
  });
  const pass = async (request: ImageRequestHead): Promise<Answer> => {
    const asked = clock.now();
    let [answer, sent] = [own(503), asked];
    const visiting: Visit = {
      bytes: 0,
      gone: stays,
      attempt: async () => {
        sent = clock.now();
        answer = await send(request);
        return isNobody(answer) ? "nobody" : "answered";
      },
    };
    // Lists are answered from memory.
    if (kindOf(engine, request.method, request.path) !== "work" && !holder.serves) return own(200);
    const ending = await holder.meet(visiting);
    return ending === "answered" ? later(answer, (sent - asked) / 1000) : own(503);
  };
  return { holder, pass };
}

/** The load balancer's own 503: an engine's names its revision. */
const isNobody = (answer: Answer): boolean =>
  answer.kind === "answered" && answer.status === 503 && answer.revision === undefined;
