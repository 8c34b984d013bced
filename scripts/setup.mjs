/**
 * Brings a checkout to the point where it can be built, run and (with --tests) tested. Node alone, no dependency: it is
 * what installs them. Says one line for each thing that it does, and nothing when there is nothing to do.
 */
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const MINIMUM_NODE = [20, 19];
const LIBC = process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';

requireNode();
installPackages();
if (process.argv.includes('--tests')) {
  requireTool(() => onPath('cc'), 'a C compiler (cc)', ['gcc', 'libc6-dev']);
  requireTool(postgresServer, 'the Postgres server (initdb and postgres)', ['postgresql']);
  requireTool(() => onPath('chromium') || onPath('chromium-browser') || onPath('google-chrome'), 'Chromium', [
    'chromium',
  ]);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantMajor, wantMinor] = MINIMUM_NODE;
  if (major > wantMajor || (major === wantMajor && minor >= wantMinor)) return;
  stop(`Node ${wantMajor}.${wantMinor} or newer is needed, this is ${process.versions.node}`);
}

/**
 * npm keeps what it installed in node_modules/.package-lock.json and writes it last, so it tells a whole install from a broken
 * one. Not `npm ci`: that refuses a lock without the optional packages of platforms that the registry in use does not carry.
 */
function installPackages() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const folder = join(ROOT, 'node_modules');
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    stop(
      `node_modules is a link and lacks ${missing.slice(0, 3).join(', ')}: run npm install where it points`,
    );
  }
  say('installing npm packages');
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  const still = missingPackages();
  if (still.length > 0)
    stop(`npm left out ${still.slice(0, 3).join(', ')}: delete node_modules and try again`);
}

function missingPackages() {
  const wanted = readPackages(join(ROOT, 'package-lock.json'));
  const installed = readPackages(join(ROOT, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.link && fitsHere(entry))
    .filter(([path, entry]) => installed[path]?.version !== entry.version)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
}

function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** Optional packages are wanted when they name this platform: the event store's library comes as one. */
function fitsHere(entry) {
  if (!entry.optional) return true;
  if (!entry.os || !entry.cpu) return false;
  return (
    entry.os.includes(process.platform) &&
    entry.cpu.includes(process.arch) &&
    (!entry.libc || entry.libc.includes(LIBC))
  );
}

function requireTool(find, what, debianPackages) {
  if (find()) return;
  const canInstall = process.getuid?.() === 0 && onPath('apt-get');
  const hint = `the tests need ${what}: install it (Debian and Ubuntu: apt-get install ${debianPackages.join(' ')})`;
  if (!canInstall) stop(hint);
  say(`installing ${debianPackages.join(', ')} with apt-get`);
  if (debianPackages.includes('postgresql')) keepClusterFromStarting();
  const quiet = ['-qq', '-o', 'Dpkg::Use-Pty=0', '-o', 'Dpkg::Options::=--force-confold'];
  run('apt-get', [...quiet, 'update']);
  run('apt-get', [...quiet, 'install', '-y', '--no-install-recommends', ...debianPackages]);
  if (!find()) stop(hint);
}

/** Debian makes and starts a database cluster on install; the tests make their own and want nothing running. */
function keepClusterFromStarting() {
  const folder = '/etc/postgresql-common';
  const file = join(folder, 'createcluster.conf');
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, 'create_main_cluster = false\n');
}

function postgresServer() {
  const folder = '/usr/lib/postgresql';
  const versions = existsSync(folder)
    ? readdirSync(folder).map((version) => join(folder, version, 'bin'))
    : [];
  const both = (folders) =>
    ['initdb', 'postgres'].every((tool) => folders.some((path) => executable(join(path, tool))));
  return versions.some((path) => both([path])) || both(pathFolders());
}

function onPath(tool) {
  return pathFolders().some((folder) => executable(join(folder, tool)));
}

function pathFolders() {
  return (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
}

function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: ROOT,
    env,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
  stop(`${command} failed: ${error?.message ?? `exit code ${status}`}`);
}

function say(text) {
  process.stdout.write(`setup: ${text}\n`);
}

function stop(text) {
  process.stderr.write(`setup: ${text}\n`);
  process.exit(1);
}
