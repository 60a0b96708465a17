/** One field of a request that was refused, and the rule that it broke. */
export interface Fault {
  field?: string;
  rule?: string;
  line?: number;
  position?: number;
}

/** What the server says when it refuses or fails (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
    readonly faults: readonly Fault[] = [],
    /** When it is worth trying again, if the server said so. */
    readonly retryAfterSeconds?: number,
  ) {
    super(detail);
    this.name = "Problem";
  }

  /** Whether the same request may succeed a little later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 503;
  }

  static async of(answer: Response): Promise<Problem> {
    const text = await answer.text();
    const retryAfter = Number(answer.headers.get("Retry-After"));
    const after = retryAfter > 0 ? retryAfter : undefined;
    try {
      const body = JSON.parse(text) as { title?: string; detail?: string; errors?: Fault[] };
      const title = body.title ?? answer.statusText;
      return new Problem(answer.status, title, body.detail ?? title, body.errors ?? [], after);
    } catch {
      // A proxy in between answers with pages of its own.
      return new Problem(answer.status, answer.statusText, `the server answered ${answer.status} ${answer.statusText}`, [], after);
    }
  }

  static unreachable(cause: unknown): Problem {
    const why = cause instanceof Error ? cause.message : String(cause);
    return new Problem(0, "no answer", `the server does not answer (${why}): is it running, and the network there?`);
  }
}
