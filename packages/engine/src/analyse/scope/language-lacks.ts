/** The cohort language cannot say it; the message says what it lacks. */
export class LanguageLacks extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LanguageLacks';
  }
}
