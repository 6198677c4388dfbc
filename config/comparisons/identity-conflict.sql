/*
title:
  zh: 同一证件号码，信息矛盾
  en: One number, two that contradict each other
entities: [person, company, house]
severity: medium
sentence:
  zh: "{entity} 与 {other} 使用同一号码（{scheme}），但 {attribute} 相互矛盾，未合并。请核实号码属于哪一方。"
  en: "{entity} and {other} share a number ({scheme}) and contradict each other in {attribute}; they were not joined. Find out whose number it is."
*/

-- Of each source and role one record is shown, the first: enough to find both, and not every payment of a pensioner.
WITH shown AS (
  SELECT entity_type, entity, source, role, min(record) AS record
  FROM mention_source
  SEMI JOIN (SELECT entity FROM conflict UNION SELECT other FROM conflict) USING (entity)
  GROUP BY ALL
),
pair AS (
  SELECT entity_type, entity, other, unnest([entity, other]) AS of_entity FROM conflict
),
evidence AS (
  SELECT pair.entity_type, pair.entity, pair.other,
    list({'source': source, 'record': record, 'says': of_entity || ' as ' || role} ORDER BY of_entity = pair.other, source, record, role) AS evidence
  FROM pair
  JOIN shown ON shown.entity_type = pair.entity_type AND shown.entity = of_entity
  GROUP BY ALL
)
SELECT
  conflict.entity_type,
  conflict.entity,
  conflict.other_type,
  conflict.other,
  split_part(conflict.join_key, ':', 1) AS scheme,
  conflict.attribute,
  evidence.evidence
FROM conflict
JOIN evidence USING (entity_type, entity, other)
