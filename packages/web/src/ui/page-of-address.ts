/** Pages that can be saved as a report, as they stand in an address below the project. */
export const REPORT_PAGES = [
  'validate',
  'journeys',
  'segments',
  'measure',
  'funnels',
  'retention',
  'trends',
] as const;
export type ReportPage = (typeof REPORT_PAGES)[number];

/** The page of `/project/page`, when it is one that can be saved. */
export function pageOfAddress(pathname: string): ReportPage | undefined {
  const [, , page, ...rest] = pathname.split('/');
  return rest.length === 0 ? REPORT_PAGES.find((each) => each === page) : undefined;
}
