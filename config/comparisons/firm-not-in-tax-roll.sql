/*
title:
  zh: 已登记企业未在税务登记名册
  en: Registered firm not in the tax roll
entities: [company]
severity: medium
parameters:
  graceDays: 30
  registry: commerce.companies
  taxRoll: tax.taxpayers
sentence:
  zh: 该企业在登记机关存续（成立日期 {establishedOn}），但税务登记名册中没有。
  en: "The firm is active in the business register (established {establishedOn}) and does not stand in the tax roll."
*/

-- Firms that owe a tax registration: alive, no branch, and older than the days of grace.
WITH firm AS (
  SELECT * FROM company
  SEMI JOIN (FROM mention_source WHERE entity_type = 'company' AND source = $registry) USING (entity)
  WHERE coalesce(status, 'active') = 'active'
    AND (cancelledOn IS NULL OR cancelledOn > $asOf)
    AND coalesce(kind, 'company') <> 'branch'
    AND (establishedOn IS NULL OR $asOf - establishedOn >= $graceDays)
),
taxpayer AS (
  SELECT * FROM company
  SEMI JOIN (FROM mention_source WHERE entity_type = 'company' AND source = $taxRoll) USING (entity)
),
missing AS (SELECT * FROM firm ANTI JOIN taxpayer USING (entity)),
-- The numbers under which a firm can stand in the roll: its credit code (which is its taxpayer id), its organisation code
-- (characters 9 to 17 of the credit code, 7 to 15 of an old taxpayer id; a temporary id has an L before) and its registration number.
number AS (
  SELECT entity, unnest([
    'code:' || creditCode,
    'organisation:' || substr(creditCode, 9, 9),
    'registration:' || registrationNo,
    CASE length(ltrim(taxId, 'L')) WHEN 18 THEN 'code:' || ltrim(taxId, 'L') END,
    CASE length(ltrim(taxId, 'L')) WHEN 18 THEN 'organisation:' || substr(ltrim(taxId, 'L'), 9, 9) WHEN 15 THEN 'organisation:' || substr(ltrim(taxId, 'L'), 7, 9) END
  ]) AS number
  FROM company
),
by_number AS (
  SELECT DISTINCT mine.entity
  FROM number mine SEMI JOIN missing ON missing.entity = mine.entity
  JOIN number theirs ON theirs.number = mine.number
  SEMI JOIN taxpayer ON taxpayer.entity = theirs.entity
),
-- Taxpayers that no registered firm stands behind yet: one of them may be the firm under another number or none.
unclaimed AS (
  SELECT entity, taxId, name, representative, in_roll FROM taxpayer
  JOIN (SELECT entity, count(*) AS in_roll FROM mention_source WHERE entity_type = 'company' AND source = $taxRoll GROUP BY entity) USING (entity)
  ANTI JOIN (FROM mention_source WHERE entity_type = 'company' AND source = $registry) USING (entity)
),
-- A sole trader without a credit code pays tax under the owner's identity number and two digits more.
by_owner AS (
  SELECT missing.entity, unclaimed.entity AS taxpayer, in_roll, true AS sure
  FROM missing
  JOIN fact_officer officer ON officer.other_type = 'company' AND officer.other = missing.entity AND officer.code = 'legal-representative'
  JOIN person ON person.entity = officer.entity
  JOIN unclaimed ON left(unclaimed.taxId, 18) = person.idNumber
  WHERE length(unclaimed.taxId) = 20
),
-- The same person in charge, and a name that is the other's without its place or its form (有限公司).
by_person AS (
  SELECT missing.entity, unclaimed.entity AS taxpayer, in_roll, true AS sure
  FROM (SELECT *, regexp_replace(name, '(股份)?(有限)?(责任)?公司$', '') AS core FROM missing) missing
  JOIN (SELECT *, regexp_replace(name, '(股份)?(有限)?(责任)?公司$', '') AS core FROM unclaimed) unclaimed USING (representative)
  WHERE least(length(missing.core), length(unclaimed.core)) >= 2 AND (contains(missing.core, unclaimed.core) OR contains(unclaimed.core, missing.core))
),
-- The same whole name: the firm, when the person in charge differs by one character at most; else perhaps.
by_name AS (
  SELECT missing.entity, unclaimed.entity AS taxpayer, in_roll, coalesce(length(missing.representative) = length(unclaimed.representative) AND len(list_filter(range(1, length(missing.representative) + 1),
      lambda place: substr(missing.representative, place, 1) <> substr(unclaimed.representative, place, 1))) <= 1, false) AS sure
  FROM missing JOIN unclaimed USING (name)
),
-- A taxpayer is no more firms than it has rows in the roll: where more could be it, all are hits, and weak.
perhaps AS (
  SELECT entity, bool_or(sure AND firms <= in_roll) AS sure
  FROM (
    SELECT entity, sure, in_roll, count(DISTINCT entity) OVER (PARTITION BY taxpayer) AS firms
    FROM (FROM by_owner UNION FROM by_person UNION FROM by_name)
  )
  GROUP BY entity
),
evidence AS (
  SELECT entity,
    list({'source': source, 'record': record, 'says': 'registered, not in ' || $taxRoll} ORDER BY source, record) AS evidence
  FROM (SELECT DISTINCT entity, source, record FROM mention_source WHERE entity_type = 'company' AND source = $registry)
  GROUP BY entity
)
SELECT
  'company' AS entity_type,
  entity,
  establishedOn,
  establishedOn + CAST($graceDays AS INTEGER) AS valid_from,
  -- Without its credit code a firm was looked for by name only.
  CASE WHEN creditCode IS NOT NULL AND perhaps.entity IS NULL THEN [] ELSE ['name'] END AS links,
  evidence
FROM missing
JOIN evidence USING (entity)
LEFT JOIN perhaps USING (entity)
ANTI JOIN by_number USING (entity)
WHERE NOT coalesce(perhaps.sure, false)
