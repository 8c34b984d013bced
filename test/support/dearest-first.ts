import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, in this order. Any other may be left out: this costs time at the end of a run, nothing else. */
const DEAREST = [
  'test/scenarios/sync-crash.test.ts',
  'packages/engine/src/analyse/funnel/funnel.test.ts',
  'test/scenarios/live-crash.test.ts',
  'packages/engine/src/analyse/journeys/journeys.test.ts',
  'test/browser/pages.test.ts',
  'test/browser/hostile-names.test.ts',
  'test/browser/viewer.test.ts',
  'packages/engine/src/analyse/journey-people/journey-people.test.ts',
  'test/parity/parity.test.ts',
  'test/parity/replay.test.ts',
  'test/parity/courses.test.ts',
  'test/contracts/event-store.test.ts',
  'test/scenarios/import-files.test.ts',
  'packages/engine/src/analyse/segmentation/events.test.ts',
  'test/contracts/destination-iterable-webhook.test.ts',
  'test/contracts/destination-braze-customerio.test.ts',
  'test/contracts/destination-hubspot.test.ts',
  'test/contracts/destination-intercom.test.ts',
  'test/contracts/destination-files-slack.test.ts',
];

/** Starts the longest files first, also where no earlier run left its times behind, so that none runs alone at the end. */
export class DearestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = DEAREST.findIndex((path) => moduleId.endsWith(path));
      return place < 0 ? DEAREST.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
