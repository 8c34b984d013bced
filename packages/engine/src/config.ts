import { isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { isTimeZone, NAME_A_ZONE } from './util/calendar.ts';
import { ProblemError } from './util/problem-error.ts';
import { zodProblems } from './util/zod-problems.ts';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** Everything that the surroundings decide, checked. */
export interface Config {
  /** Absolute. Holds the embedded stores and, while a server runs, server.json. */
  readonly dataDir: string;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Events on a ClickHouse server instead of in the process. */
  readonly clickhouseUrl: string | undefined;
  /** Records on a Postgres server instead of in the process. */
  readonly databaseUrl: string | undefined;
  readonly logLevel: LogLevel;
  /** Lets webhooks go to private addresses: for receivers of one's own, and for tests. */
  readonly allowPrivateReceivers: boolean;
  /** Absolute. Destinations may write files below it and nowhere else; undefined: they may write none. */
  readonly filesRoot: string | undefined;
  /** 64 hexadecimal digits that seal stored secrets; undefined for the key kept in the data directory. */
  readonly encryptionKey: string | undefined;
  /** What each query of a question may take of the engine's memory, in MiB. */
  readonly queryMemoryMb: number;
  /** Properties that may have a column of their own, for long questions that filter by them; 0: none. */
  readonly filterColumns: number;
  /** IANA zone of the project made at the first start. */
  readonly timeZone: string;
  /** Scheme, host and port under which browsers reach the server, when that is not the address it listens on: behind a proxy. */
  readonly publicUrl: string | undefined;
  /** A server for the command line to talk to, with the key to do so, instead of the one of the data directory. */
  readonly remote: { readonly url: string; readonly secretKey: string } | undefined;
}

/** What the command line says in place of the environment. */
export interface ConfigOverrides {
  readonly data?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly url?: string | undefined;
  readonly log?: string | undefined;
}

const url = (...schemes: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)), {
    message: `Expected an address starting with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  });

/** Without a host, as libpq takes it for a socket (`postgres://user@/database?host=/folder`), a URL with a user is none to URL itself. */
const postgresUrl = z
  .string()
  .refine(
    (text) =>
      url('postgres', 'postgresql').safeParse(text.replace(/^(\w+:\/\/[^/?#]*@)\//, '$1localhost/')).success,
    'Expected an address starting with postgres:// or postgresql://',
  );

const environment = z.object({
  CUSP_DATA: z.string().min(1).default('./.cusp'),
  CUSP_HOST: z.string().min(1).default('127.0.0.1'),
  CUSP_PORT: z
    .string()
    .refine(
      (text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535,
      'Expected a port number from 0 to 65535',
    )
    .default('4777'),
  CUSP_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  CUSP_ALLOW_PRIVATE_RECEIVERS: z.enum(['0', '1']).default('0'),
  CUSP_FILES_ROOT: z.string().refine(isAbsolute, 'Expected an absolute path').optional(),
  CUSP_ENCRYPTION_KEY: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, 'Expected 64 hexadecimal digits')
    .optional(),
  CUSP_QUERY_MEMORY: z
    .string()
    .refine((text) => /^\d{1,7}$/.test(text) && Number(text) >= 64, 'Expected megabytes, 64 or more')
    .default('4096'),
  CUSP_FILTER_COLUMNS: z
    .string()
    .refine(
      (text) => /^\d{1,3}$/.test(text) && Number(text) <= 100,
      'Expected a number of columns from 0 to 100',
    )
    .default('16'),
  CUSP_TIME_ZONE: z.string().refine(isTimeZone, NAME_A_ZONE).default('UTC'),
  CUSP_PUBLIC_URL: url('http', 'https')
    .refine(
      (text) => !URL.canParse(text) || new URL(text).href === `${new URL(text).origin}/`,
      'Expected an address without a path, such as https://cusp.example.com',
    )
    .optional(),
  CUSP_URL: url('http', 'https').optional(),
  CUSP_SECRET_KEY: z.string().min(1).optional(),
  CLICKHOUSE_URL: url('http', 'https').optional(),
  DATABASE_URL: postgresUrl.optional(),
});

/**
 * Reads the environment, the command line's overrides in front of it. An empty variable counts as not set.
 * Throws a ProblemError that names every variable that does not fit.
 */
export function loadConfig(
  overrides: ConfigOverrides = {},
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const given = Object.fromEntries(
    Object.keys(environment.shape).map((name) => [name, env[name] || undefined]),
  );
  const over = {
    CUSP_DATA: overrides.data,
    CUSP_HOST: overrides.host,
    CUSP_PORT: overrides.port,
    CUSP_URL: overrides.url,
    CUSP_LOG: overrides.log,
  };
  for (const [name, value] of Object.entries(over)) if (value !== undefined) given[name] = value;
  const parsed = environment.safeParse(given, { reportInput: true });
  if (!parsed.success) throw new ProblemError(400, zodProblems(parsed.error));
  const read = parsed.data;
  if (read.CUSP_URL !== undefined && read.CUSP_SECRET_KEY === undefined) {
    throw new ProblemError(400, [
      {
        code: 'missing-field',
        message: `is missing: talking to ${read.CUSP_URL} takes a secret key of the project`,
        path: 'CUSP_SECRET_KEY',
      },
    ]);
  }
  return {
    dataDir: resolve(read.CUSP_DATA),
    host: read.CUSP_HOST,
    port: Number(read.CUSP_PORT),
    clickhouseUrl: read.CLICKHOUSE_URL,
    databaseUrl: read.DATABASE_URL,
    logLevel: read.CUSP_LOG,
    allowPrivateReceivers: read.CUSP_ALLOW_PRIVATE_RECEIVERS === '1',
    filesRoot: read.CUSP_FILES_ROOT,
    encryptionKey: read.CUSP_ENCRYPTION_KEY,
    queryMemoryMb: Number(read.CUSP_QUERY_MEMORY),
    filterColumns: Number(read.CUSP_FILTER_COLUMNS),
    timeZone: read.CUSP_TIME_ZONE,
    publicUrl: read.CUSP_PUBLIC_URL === undefined ? undefined : new URL(read.CUSP_PUBLIC_URL).origin,
    remote:
      read.CUSP_URL !== undefined && read.CUSP_SECRET_KEY !== undefined
        ? { url: read.CUSP_URL.replace(/\/+$/, ''), secretKey: read.CUSP_SECRET_KEY }
        : undefined,
  };
}

/** Where a running server says how to reach it. */
export function serverFile(config: Config): string {
  return join(config.dataDir, 'server.json');
}

/** An address that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
