/** What Slack would read as a mention or a link is text. https://docs.slack.dev/messaging/formatting-message-text */
export function slackEscaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\s+/g, ' ');
}
