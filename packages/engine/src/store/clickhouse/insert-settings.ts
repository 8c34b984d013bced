/**
 * What every insert carries, on both engines. Strings stay strings (no guessing of dates or numbers); a block goes in whole,
 * however many rows it has and months it spans, so that a bad line leaves nothing of it behind; and it is durable on return. One thread does it: those who
 * are answered meanwhile need the others.
 */
export const INSERT_SETTINGS = {
  input_format_try_infer_dates: 0,
  input_format_try_infer_datetimes: 0,
  input_format_try_infer_variants: 0,
  input_format_parallel_parsing: 0,
  max_partitions_per_insert_block: '0',
  date_time_input_format: 'basic',
  async_insert: 0,
  max_threads: 1,
} as const;
