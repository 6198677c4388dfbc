/*
title:
  zh: 房间所在层高于楼幢总层数
  en: Room above its building's roof
entities: [house]
severity: low
sentence:
  zh: 该房间位于第 {floor} 层，而所在楼幢登记的总层数为 {storeys} 层。请核实房号、所在层或总层数。
  en: "The room lies on floor {floor}; its building has {storeys} by the register. Find out whether the room's number, its floor or the building's is wrong."
*/

-- Floors hang on their building, or on a unit of it.
WITH storey AS (
  SELECT floor.entity, TRY_CAST(regexp_extract(floor.address, '/(-?[0-9]+)层$', 1) AS INTEGER) AS number, coalesce(unit.parent, floor.parent) AS building
  FROM house floor
  LEFT JOIN house unit ON unit.entity = floor.parent AND unit.level = 'unit'
  WHERE floor.level = 'floor'
),
room AS (
  SELECT house.entity, storey.number AS floor, storey.building, house.floors
  FROM house
  JOIN storey ON storey.entity = house.parent
  WHERE house.level = 'room'
),
-- What most rooms of the building say of it; of two as frequent the higher, so that less is told.
tall AS (
  SELECT building, CAST(arg_max(floors, (rooms, floors)) AS INTEGER) AS storeys
  FROM (SELECT building, floors, count(*) AS rooms FROM room WHERE floors IS NOT NULL GROUP BY ALL)
  GROUP BY building
),
above AS (SELECT entity, floor, storeys FROM room JOIN tall USING (building) WHERE floor > storeys),
evidence AS (
  SELECT entity, list({'source': source, 'record': record, 'says': role} ORDER BY source, record, role) AS evidence
  FROM (SELECT entity, source, role, min(record) AS record FROM mention_source SEMI JOIN above USING (entity) WHERE entity_type = 'house' GROUP BY ALL)
  GROUP BY entity
)
SELECT 'house' AS entity_type, entity, floor, storeys, evidence
FROM above
JOIN evidence USING (entity)
