import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { wordsOf } from "./States";

/** Does something once, says how it went, and has what it changed fetched anew. */
export function useAction<Input = void, Output = unknown>(
  action: (input: Input) => Promise<Output>,
  { done, stale, whenDone }: { done?: string | ((output: Output) => string); stale: string[][]; whenDone?: (output: Output) => void },
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: action,
    onSuccess: (output) => {
      if (done !== undefined) notifications.show({ color: "teal", message: typeof done === "string" ? done : done(output) });
      for (const queryKey of stale) void queries.invalidateQueries({ queryKey });
      whenDone?.(output);
    },
    onError: (problem) => notifications.show({ color: "red", title: "It was refused", message: wordsOf(problem), autoClose: 12_000 }),
  });
}
