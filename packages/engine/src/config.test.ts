import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isLoopback, loadConfig } from './config.ts';

describe('config', () => {
  it('has a default for everything, and takes an empty variable as not set', () => {
    expect(loadConfig({}, { CUSP_PORT: '' })).toEqual({
      dataDir: resolve('.cusp'),
      host: '127.0.0.1',
      port: 4777,
      allowPrivateReceivers: false,
      clickhouseUrl: undefined,
      encryptionKey: undefined,
      filesRoot: undefined,
      filterColumns: 16,
      queryMemoryMb: 4_096,
      timeZone: 'UTC',
      databaseUrl: undefined,
      logLevel: 'warn',
      publicUrl: undefined,
      remote: undefined,
    });
  });

  it('takes the origin of a public address', () => {
    expect(loadConfig({}, { CUSP_PUBLIC_URL: 'https://Cusp.example.com:443/' }).publicUrl).toBe(
      'https://cusp.example.com',
    );
    for (const given of ['https://example.com/cusp', 'https://example.com/?a', 'ftp://example.com', 'cusp']) {
      expect(() => loadConfig({}, { CUSP_PUBLIC_URL: given })).toThrow('CUSP_PUBLIC_URL: expected');
    }
  });

  it('puts the command line in front of the environment', () => {
    const config = loadConfig({ port: '0', data: '/d' }, { CUSP_PORT: '80', CUSP_HOST: '::1' });
    expect([config.port, config.dataDir, config.host]).toEqual([0, '/d', '::1']);
  });

  it.each([
    'postgres://cusp@/cusp?host=/run/postgresql',
    'postgresql://cusp:p%40ss@db.example.com:5432/cusp',
    'postgres:///cusp?host=/run/postgresql&user=cusp',
  ])('takes the database %s', (given) => {
    expect(loadConfig({}, { DATABASE_URL: given }).databaseUrl).toBe(given);
  });

  it.each([
    [{ CUSP_PORT: '99999' }, 'CUSP_PORT: expected a port number from 0 to 65535, got the text "99999"'],
    [
      { CUSP_LOG: 'loud' },
      'CUSP_LOG: expected one of "silent", "error", "warn", "info", "debug", got the text "loud"',
    ],
    [
      { CLICKHOUSE_URL: 'localhost:8123' },
      'CLICKHOUSE_URL: expected an address starting with http:// or https://',
    ],
    [
      { DATABASE_URL: 'mysql://x' },
      'DATABASE_URL: expected an address starting with postgres:// or postgresql://',
    ],
    [
      { CUSP_FILTER_COLUMNS: '101' },
      'CUSP_FILTER_COLUMNS: expected a number of columns from 0 to 100, got the text "101"',
    ],
    [{ CUSP_FILES_ROOT: 'exports' }, 'CUSP_FILES_ROOT: expected an absolute path'],
    [{ CUSP_URL: 'http://h' }, 'CUSP_SECRET_KEY: is missing'],
  ])('names what does not fit: %o', (env, message) => {
    expect(() => loadConfig({}, env)).toThrow(message);
  });

  it('knows which addresses only this machine can reach', () => {
    expect(['127.0.0.1', '127.9.9.9', 'localhost', '::1'].map(isLoopback)).not.toContain(false);
    expect(['0.0.0.0', '::', '10.0.0.1', 'example.org', '127.evil.org'].map(isLoopback)).not.toContain(true);
  });
});
