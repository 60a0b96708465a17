import type { Advisory, AdvisoryInput } from "../api/types";

export interface ModelDraft {
  model: string;
  affected: string[];
  fixed: string[];
}

/** An advisory as it is being written. */
export interface AdvisoryDraft {
  id: string;
  title: string;
  url: string;
  models: ModelDraft[];
}

/** What there is already, or what to begin with: the release at which somebody thought of it has the weakness. */
export function draftOf(advisory: Advisory | undefined, model = "", version = ""): AdvisoryDraft {
  if (!advisory) return { id: "", title: "", url: "", models: [{ model, affected: version ? [version] : [], fixed: [] }] };
  const models = advisory.models.map((it) => ({ model: it.model, affected: it.affected ?? [], fixed: it.fixed ?? [] }));
  return { id: advisory.id, title: advisory.title, url: advisory.url ?? "", models };
}

/** As the API takes it. */
export function bodyOf({ title, url, models }: AdvisoryDraft): AdvisoryInput {
  return {
    title: title.trim(),
    ...(url.trim() ? { url: url.trim() } : {}),
    models: models.map((it) => ({ model: it.model.trim(), affected: it.affected, fixed: it.fixed })),
  };
}
