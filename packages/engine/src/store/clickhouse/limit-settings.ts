import type { QueryOptions } from '../event-store.ts';

const DEFAULT_MAX_EXECUTION_MS = 120_000;
const DEFAULT_MAX_MEMORY_BYTES = 4 * 1024 ** 3;

/**
 * Nothing is inferred from chains of comparisons (a < 5 from a < b and b < 5): none of our conditions are such chains, and the search for
 * them took a tenth of what a funnel's query costs before it reads. Expressions are interpreted: over 20 million events compiling them
 * made no answer faster, and while one is compiled the thread that asked stands still, embedded that of all JavaScript.
 */
const PLANNING =
  'optimize_and_compare_chain = 0, compile_expressions = 0, compile_aggregate_expressions = 0, compile_sort_description = 0';

/** The SETTINGS list that every read carries. `comment` is ours and marks the query so that it can be killed. */
export function limitSettings(options: QueryOptions, comment: string): string {
  const seconds = (options.maxExecutionMs ?? DEFAULT_MAX_EXECUTION_MS) / 1000;
  const bytes = Math.floor(options.maxMemoryBytes ?? DEFAULT_MAX_MEMORY_BYTES);
  const quoted = options.integersAsNumbers ? 0 : 1;
  return `${PLANNING}, output_format_json_quote_64bit_integers = ${quoted}, max_execution_time = ${seconds}, max_memory_usage = ${bytes}, log_comment = '${comment}'`;
}
