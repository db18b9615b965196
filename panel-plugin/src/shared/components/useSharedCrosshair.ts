import { DataHoverClearEvent, DataHoverEvent, type EventBus } from '@grafana/data';
import { useCallback, useEffect, useState } from 'react';

/**
 * The moment that is pointed at in this panel or in another of the dashboard, and a function by which this panel tells
 * the others. Whether they share it is the dashboard's setting: its event bus passes the event on or not.
 */
export function useSharedCrosshair(
  eventBus: EventBus,
): [timeMs: number | null, point: (at: number | null) => void] {
  const [timeMs, setTimeMs] = useState<number | null>(null);
  useEffect(() => {
    const hovers = eventBus.getStream(DataHoverEvent).subscribe(({ payload }) => {
      const { time } = payload.point as { time?: unknown };
      setTimeMs(typeof time === 'number' ? time : null);
    });
    const clears = eventBus.getStream(DataHoverClearEvent).subscribe(() => setTimeMs(null));
    return () => {
      hovers.unsubscribe();
      clears.unsubscribe();
    };
  }, [eventBus]);
  const point = useCallback(
    (at: number | null) => {
      setTimeMs(at);
      if (at === null) eventBus.publish(new DataHoverClearEvent());
      else eventBus.publish(new DataHoverEvent({ point: { time: at } }));
    },
    [eventBus],
  );
  return [timeMs, point];
}
