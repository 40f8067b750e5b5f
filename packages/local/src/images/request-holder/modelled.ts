import { kindOf } from "@signalbox/core/scaling/hold/lists";
import { Away } from "@signalbox/functions/request-holder/away";
import { engineAt } from "@signalbox/functions/request-holder/engine";
import { Holder, type Visit, type Way } from "@signalbox/functions/request-holder/holder";
import { holderSettingsOf } from "@signalbox/functions/request-holder/settings";
import { type Answer, later } from "../../world/plane/answer.ts";
import type { ContainerSetting, ImageRequestHead } from "../image.ts";
import { hearingOf, urlOf } from "./spill.ts";

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
export function modelledHolder(setting: ContainerSetting) {
  const { clock, environment, visit, listenerAt } = setting;
  const settings = holderSettingsOf(environment);
  const { engine, readyPath, limits, patienceMs } = settings;
  const send = async (request: ImageRequestHead, way: Way): Promise<Answer> => {
    const { host, port } = engineAt(urlOf(settings, way));
    const url = listenerAt?.(host, port);
    if (!visit || url === undefined) return own(502);
    return await visit(url, request);
  };
  const lookAt = async (way: Way) => {
    const answer = await send({ method: "GET", path: readyPath, headers: {} }, way);
    if (isNobody(answer)) return "nobody";
    return answer.kind === "answered" && answer.status === 200 ? "serves" : "unknown";
  };
  const hear = hearingOf(setting, settings);
  const away = hear && new Away({ clock, hear, look: async () => (await lookAt("away")) === "serves" });
  const holder = new Holder({ clock, limits, patienceMs, away, look: () => lookAt("home") });
  const pass = async (request: ImageRequestHead): Promise<Answer> => {
    const asked = clock.now();
    let [answer, sent] = [own(503), asked];
    const visiting: Visit = {
      bytes: 0,
      gone: stays,
      attempt: async (way) => {
        sent = clock.now();
        answer = await send(request, way);
        const refused = way === "away" ? isRefusal(answer) : isNobody(answer);
        return refused ? "nobody" : "answered";
      },
    };
    // Lists are answered from memory.
    if (kindOf(engine, request.method, request.path) !== "work" && !holder.serves) return own(200);
    const ending = await holder.meet(visiting);
    return ending === "answered" ? later(answer, (sent - asked) / 1000) : own(503);
  };
  return { holder, away, pass };
}

/** The load balancer's own 503: an engine's names its revision. */
const isNobody = (answer: Answer): boolean =>
  answer.kind === "answered" && answer.status === 503 && answer.revision === undefined;

/** Of another region: it is not reached, or nobody there serves it now. */
const isRefusal = (answer: Answer): boolean =>
  answer.kind === "connection-error" ||
  (answer.kind === "answered" && [502, 503, 504].includes(answer.status));
