/** What to bear in mind, whatever the numbers are. */
export function driverNotes(hasLandmark: boolean): readonly string[] {
  return [
    'Nobody was made to do anything: that an event goes together with converting does not show that it leads to it.',
    hasLandmark
      ? 'Everybody is looked at for the same time after the start; who converted before that is left out.'
      : 'Those who did not convert are looked at for the whole time, those who did only until they converted: they had longer to do anything, so a share may be lower among converters for that alone. Set a landmark to look at all for the same time.',
  ];
}
