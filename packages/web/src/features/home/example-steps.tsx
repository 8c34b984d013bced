import { Steps } from './steps.tsx';

const done = (words: string) => ({ state: 'done' as const, words });

/** Made-up states of the steps, for a project in which nothing came in yet. */
export function ExampleSteps() {
  return (
    <Steps
      playbook={
        {
          define: done('3 cohorts, the newest is "upgrade ready".'),
          validate: done('Signal: members convert 4.1 times as often as others, 95% interval 3.2 to 5.2.'),
          understand: done('Half come back to the same wall within 2 hours.'),
          segment: done('People at the API limit want Enterprise.'),
          act: done('Sync to Braze healthy; 37 entered today.'),
          measure: done('25.8% of those who were told converted.'),
        } as never
      }
    />
  );
}
