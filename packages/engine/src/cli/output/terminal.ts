/** Where a command writes. Answers go to stdout, all else to stderr, so that answers can be piped on. */
export interface Terminal {
  /** Columns of text that fit; 80 when nobody knows. */
  readonly width: number;
  /** Whether stderr is watched by a person, so that a line may be drawn over. */
  readonly live: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export function processTerminal(): Terminal {
  return {
    width: process.stdout.columns ?? 80,
    live: process.stderr.isTTY === true,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  };
}
