import { Document } from 'yaml';
import { badRequest } from '../../contract';
import type { Receivers } from './writeGrafanaRules';

const HEADER = `
 A whole notification policy tree. Grafana takes it in the place of the organisation's own: everything that is not in
 here is gone, the routes of other teams too. Rules with \`notification_settings\` need none of it.`;

/**
 * Routes by severity, for those who keep their whole tree in files.
 * @throws ModelWatchError where a receiver is not named
 */
export function writePolicyTree({ page, ticket, muteTimings = [] }: Receivers, orgId = 1): string {
  if (page === undefined || ticket === undefined) {
    throw badRequest(
      'receivers-missing',
      'A notification policy tree needs both receivers: give --page and --ticket with names of contact points.',
    );
  }
  const document = new Document({
    apiVersion: 1,
    policies: [
      {
        orgId,
        receiver: ticket,
        group_by: ['grafana_folder', 'alertname', 'model', 'cause'],
        routes: [
          { receiver: page, object_matchers: [['severity', '=', 'page']], repeat_interval: '1h' },
          {
            receiver: ticket,
            object_matchers: [['severity', '=', 'ticket']],
            repeat_interval: '1d',
            ...(muteTimings.length > 0 && { mute_time_intervals: muteTimings }),
          },
        ],
      },
    ],
  });
  document.commentBefore = HEADER;
  return document.toString({ lineWidth: 110, singleQuote: true });
}
