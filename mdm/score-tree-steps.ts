/** Scoring the tree of houses: rooms beside their floors. */
import { readCsv } from '../core/duckdb/files.ts';
import { duck, type Sql } from '../core/duckdb/sql.ts';

/**
 * One row: the true rooms that both sides know, and those shown at their floor. A floor of the hub stands for the true one in which most of its rooms lie, and for a true floor that
 * of the hub which shows most of it: a floor cut in two, or two floors in one, count once.
 */
export function treeCounts({ truth, hub }: { truth: string; hub: string }): Sql {
  const columns = ['house', 'parent', 'level'];
  return duck`
    WITH true_house AS (FROM (${readCsv(truth, columns)})), hub_house AS (FROM (${readCsv(hub, columns)})),
    room AS (SELECT truth, hub FROM score_cell WHERE entity_type = 'house' AND part = 'rooms' QUALIFY row_number() OVER (PARTITION BY truth ORDER BY n DESC, hub) = 1),
    shown AS (
      SELECT t.parent AS true_floor, f.house AS hub_floor, count(*) AS n FROM room JOIN true_house t ON t.house = room.truth
      LEFT JOIN hub_house h ON h.house = room.hub LEFT JOIN hub_house f ON f.house = h.parent AND f.level = 'floor' GROUP BY ALL),
    best AS (
      SELECT *, hub_floor IS NOT NULL AND row_number() OVER (PARTITION BY hub_floor ORDER BY n DESC, true_floor) = 1
        AND row_number() OVER (PARTITION BY true_floor ORDER BY n DESC, hub_floor) = 1 AS same FROM shown)
    SELECT coalesce(sum(n), 0)::DOUBLE AS rooms, coalesce(sum(n) FILTER (same), 0)::DOUBLE AS at_their_floor FROM best`;
}
