import createClient, { type Middleware } from 'openapi-fetch';
import { currentProject } from './current-project.ts';
import { problemOf, unreachable } from './problem.ts';
import type { paths } from './schema.d.ts';

/** Names the project of each request, and turns what is no success into an ApiProblem that is thrown. */
const projectAndProblems: Middleware = {
  onRequest({ request }) {
    const project = currentProject();
    if (project !== undefined) request.headers.set('cusp-project', encodeURI(project));
    return request;
  },
  async onResponse({ response }) {
    if (response.ok) return;
    throw problemOf(response.status, await response.json().catch(() => undefined));
  },
  onError({ error }) {
    return error instanceof DOMException && error.name === 'AbortError' ? error : unreachable();
  },
};

/** The API of the server that served this page, typed from its OpenAPI document. Every failure is thrown as an ApiProblem. */
export const api = createClient<paths>({ baseUrl: '' });
api.use(projectAndProblems);

/**
 * What a call of `api` found. `data` is there whenever nothing was thrown, which the client's types cannot say.
 */
export async function found<Data>(call: Promise<{ data?: Data | undefined }>): Promise<NonNullable<Data>> {
  return (await call).data as NonNullable<Data>;
}
