import {
  IconAdjustments,
  IconBookmark,
  IconChartLine,
  IconChartPie,
  IconDatabase,
  IconFilter,
  IconHome,
  IconReportAnalytics,
  IconRoute,
  IconSend,
  IconStairs,
  IconTargetArrow,
  IconUserSearch,
  IconUsersGroup,
} from '@tabler/icons-react';

/** A page that the rail leads to. */
export interface Place {
  readonly to: PlacePath;
  readonly label: string;
  /** What a person asks there. */
  readonly question: string;
  readonly icon: typeof IconHome;
  /** Keys pressed one after the other. */
  readonly keys: string;
}

type PlacePath =
  | '/$project'
  | '/$project/cohorts'
  | '/$project/validate'
  | '/$project/journeys'
  | '/$project/segments'
  | '/$project/act'
  | '/$project/measure'
  | '/$project/funnels'
  | '/$project/retention'
  | '/$project/trends'
  | '/$project/users'
  | '/$project/data'
  | '/$project/reports'
  | '/$project/settings';

/** The six steps in the order in which people take them. */
export const STEPS: readonly Place[] = [
  { to: '/$project', label: 'Home', question: 'Where do we stand?', icon: IconHome, keys: 'g h' },
  { to: '/$project/cohorts', label: 'Cohorts', question: 'Who is ready?', icon: IconUsersGroup, keys: 'g c' },
  {
    to: '/$project/validate',
    label: 'Validate',
    question: 'Signal or noise?',
    icon: IconTargetArrow,
    keys: 'g v',
  },
  {
    to: '/$project/journeys',
    label: 'Journeys',
    question: 'What happens around the wall?',
    icon: IconRoute,
    keys: 'g j',
  },
  {
    to: '/$project/segments',
    label: 'Segments',
    question: 'Who wants what?',
    icon: IconChartPie,
    keys: 'g s',
  },
  { to: '/$project/act', label: 'Act', question: 'Are they reached?', icon: IconSend, keys: 'g a' },
  {
    to: '/$project/measure',
    label: 'Measure',
    question: 'Did it work?',
    icon: IconReportAnalytics,
    keys: 'g m',
  },
];

/** What serves all of them. */
export const TOOLS: readonly Place[] = [
  {
    to: '/$project/funnels',
    label: 'Funnels',
    question: 'Where do they stop?',
    icon: IconFilter,
    keys: 'g f',
  },
  {
    to: '/$project/retention',
    label: 'Retention',
    question: 'Do they come back?',
    icon: IconStairs,
    keys: 'g r',
  },
  {
    to: '/$project/trends',
    label: 'Trends',
    question: 'How often, by whom?',
    icon: IconChartLine,
    keys: 'g t',
  },
  { to: '/$project/users', label: 'Users', question: 'Who is this?', icon: IconUserSearch, keys: 'g u' },
  { to: '/$project/data', label: 'Data', question: 'What comes in?', icon: IconDatabase, keys: 'g d' },
  {
    to: '/$project/reports',
    label: 'Saved reports',
    question: 'What did we look at?',
    icon: IconBookmark,
    keys: 'g b',
  },
  {
    to: '/$project/settings',
    label: 'Settings',
    question: 'Who may do what?',
    icon: IconAdjustments,
    keys: 'g e',
  },
];
