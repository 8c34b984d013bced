import { lazyRouteComponent as lazyRoute } from '@tanstack/react-router';
import { loadChunk } from '../api/load-chunk.ts';

/** The router's own, but that a page opened while the server is gone comes when it is back, in place of a reload that would find nothing. */
export const lazyRouteComponent: typeof lazyRoute = (importer, exportName) =>
  lazyRoute(() => loadChunk(importer), exportName);
