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
-- A taxpayer without a known number may be the firm: with the same person in charge it is; with the name alone the hit is weak.
by_name AS (
  SELECT missing.entity, bool_or(missing.representative = taxpayer.representative) AS same_person
  FROM missing JOIN taxpayer ON taxpayer.name = missing.name
  ANTI JOIN firm ON firm.entity = taxpayer.entity
  GROUP BY missing.entity
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
  CASE WHEN by_name.entity IS NULL THEN [] ELSE ['name'] END AS links,
  evidence
FROM missing
JOIN evidence USING (entity)
LEFT JOIN by_name USING (entity)
ANTI JOIN by_number USING (entity)
WHERE coalesce(same_person, false) = false
