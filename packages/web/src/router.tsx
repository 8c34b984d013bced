import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { setCurrentProject } from './api/current-project.ts';
import { asProblem } from './api/problem.ts';
import { loadSession, projectToOpen } from './api/session.ts';
import { readNewDestinationSearch, readNewSyncSearch } from './features/act/search.ts';
import { readCohortSearch, readCohortsSearch, readNewCohortSearch } from './features/cohorts/search.ts';
import { readDataSearch } from './features/data/search.ts';
import { readFunnelSearch } from './features/funnels/search.ts';
import { readJourneySearch } from './features/journeys/search.ts';
import { readMeasureSearch } from './features/measure/search.ts';
import { readRetentionSearch } from './features/retention/search.ts';
import { readSegmentsSearch } from './features/segments/search.ts';
import { readSettingsSearch } from './features/settings/search.ts';
import { readTrendsSearch } from './features/trends/search.ts';
import { readProfileSearch, readUsersSearch } from './features/users/search.ts';
import { readValidateSearch } from './features/validate/search.ts';
import { AppFrame } from './frame/app-frame.tsx';
import { FailedPage } from './frame/failed-page.tsx';
import { lazyRouteComponent } from './frame/lazy-page.ts';
import { NoSuchPage } from './frame/no-such-page.tsx';

/** The session; whoever has none is led to where one is had. */
async function signedIn() {
  try {
    return await loadSession();
  } catch (error) {
    if (asProblem(error).code !== 'login-needed') throw error;
    throw redirect({ to: '/sign-in' });
  }
}

const rootRoute = createRootRoute({ component: Outlet });

const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  loader: async () => {
    throw redirect({ to: '/$project', params: { project: projectToOpen(await signedIn()) } });
  },
});

/** Everything about one project. Its name is in the address, so that a link opens the same thing for everybody. */
const projectRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/$project',
  beforeLoad: ({ params }) => setCurrentProject(params.project),
  loader: signedIn,
  component: AppFrame,
});

const inProject = () => projectRoute;

/** Pages come as chunks of their own when they are opened. What each reads of its address stands beside the feature that it shows. */
const pages = [
  createRoute({
    getParentRoute: inProject,
    path: '/',
    component: lazyRouteComponent(() => import('./pages/home.tsx'), 'HomePage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'cohorts',
    validateSearch: readCohortsSearch,
    component: lazyRouteComponent(() => import('./pages/cohorts.tsx'), 'CohortsPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'cohorts/new',
    validateSearch: readNewCohortSearch,
    component: lazyRouteComponent(() => import('./pages/new-cohort.tsx'), 'NewCohortPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'cohorts/$cohort',
    validateSearch: readCohortSearch,
    component: lazyRouteComponent(() => import('./pages/cohort.tsx'), 'CohortPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'validate',
    validateSearch: readValidateSearch,
    component: lazyRouteComponent(() => import('./pages/validate.tsx'), 'ValidatePage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'journeys',
    validateSearch: readJourneySearch,
    component: lazyRouteComponent(() => import('./pages/journeys.tsx'), 'JourneysPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'segments',
    validateSearch: readSegmentsSearch,
    component: lazyRouteComponent(() => import('./pages/segments.tsx'), 'SegmentsPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'act',
    component: lazyRouteComponent(() => import('./pages/act.tsx'), 'ActPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'act/destinations/new',
    validateSearch: readNewDestinationSearch,
    component: lazyRouteComponent(() => import('./pages/new-destination.tsx'), 'NewDestinationPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'act/destinations/$destination',
    component: lazyRouteComponent(() => import('./pages/destination.tsx'), 'DestinationPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'act/syncs/new',
    validateSearch: readNewSyncSearch,
    component: lazyRouteComponent(() => import('./pages/new-sync.tsx'), 'NewSyncPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'act/syncs/$sync',
    component: lazyRouteComponent(() => import('./pages/sync.tsx'), 'SyncPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'measure',
    validateSearch: readMeasureSearch,
    component: lazyRouteComponent(() => import('./pages/measure.tsx'), 'MeasurePage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'funnels',
    validateSearch: readFunnelSearch,
    component: lazyRouteComponent(() => import('./pages/funnels.tsx'), 'FunnelsPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'retention',
    validateSearch: readRetentionSearch,
    component: lazyRouteComponent(() => import('./pages/retention.tsx'), 'RetentionPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'trends',
    validateSearch: readTrendsSearch,
    component: lazyRouteComponent(() => import('./pages/trends.tsx'), 'TrendsPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'users',
    validateSearch: readUsersSearch,
    component: lazyRouteComponent(() => import('./pages/users.tsx'), 'UsersPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'users/$user',
    validateSearch: readProfileSearch,
    component: lazyRouteComponent(() => import('./pages/user.tsx'), 'UserPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'accounts/$account',
    validateSearch: readProfileSearch,
    component: lazyRouteComponent(() => import('./pages/account.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'data',
    validateSearch: readDataSearch,
    component: lazyRouteComponent(() => import('./pages/data.tsx'), 'DataPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'reports',
    component: lazyRouteComponent(() => import('./pages/reports.tsx'), 'ReportsPage'),
  }),
  createRoute({
    getParentRoute: inProject,
    path: 'settings',
    validateSearch: readSettingsSearch,
    component: lazyRouteComponent(() => import('./pages/settings.tsx'), 'SettingsPage'),
  }),
] as const;

const outside = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'sign-in',
    component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'join',
    component: lazyRouteComponent(() => import('./pages/join.tsx'), 'JoinPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'reset',
    component: lazyRouteComponent(() => import('./pages/reset.tsx'), 'ResetPage'),
  }),
] as const;

const routeTree = rootRoute.addChildren([startRoute, ...outside, projectRoute.addChildren([...pages])]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: FailedPage,
  defaultNotFoundComponent: NoSuchPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
